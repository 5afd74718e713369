"""The workbench as owners meet it: what is published, a version started, edited, judged and saved."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.profiles import NIGHTLY
from tests.site.conftest import EVERYTHING, POLICIES
from typer.testing import CliRunner

from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.cli.app import app
from ptc_service_policy.typography import typeset

from .conftest import DAY, PATIENCE, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

    from ptc_service_policy.text import Language

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
LIMITS = {"fr": "Ce qu’il ne fait pas", "en": "What it does not do"}
TARGETS = "1.1.0/service-levels.yaml"


def of_the_terminal(policies: Path, language: Language = "en") -> list[str]:
    """Return what the terminal says of the same folder, called as the workbench calls it."""
    found = check_policies(policies, called="policies", as_of=date.fromisoformat(DAY)).problems
    return [typeset(each.write(language), language) for each in found]


def test_a_published_version_is_read_and_not_edited(workbench: Workbench) -> None:
    page = workbench.page
    workbench.open("1.0.0/offerings.yaml")
    shown = workbench.shown
    assert shown == (POLICIES / "1.0.0" / "offerings.yaml").read_text("utf-8")
    assert "never changes" in page.inner_text(".wb-note")
    page.click(".cm-content")
    page.keyboard.type("x")
    assert workbench.shown == shown
    assert page.inner_text(".wb-told") == "No problem in policies."


@LANGUAGES
def test_a_mistake_is_said_as_the_terminal_says_it(
    page: Page, site: str, language: Language, tmp_path: Path
) -> None:
    workbench = Workbench(page, site, language)
    workbench.start("1.1.0")
    text = workbench.read(TARGETS)
    workbench.open(TARGETS)
    page.click(".cm-content")
    page.keyboard.press("Control+End")
    page.keyboard.type("ours: 1")
    page.wait_for_selector(".wb-problems", timeout=PATIENCE)
    policies = Path(shutil.copytree(POLICIES, tmp_path / "policies"))
    CliRunner().invoke(app, ["new", "1.1.0", "--folder", str(policies)])
    (policies / TARGETS).write_text(f"{text}ours: 1", "utf-8")
    assert workbench.problems == of_the_terminal(policies, language) != []
    assert page.locator("[data-file='1.1.0/service-levels.yaml']").inner_text() == "service-levels (1)"
    assert page.locator(".cm-lintRange-error").inner_text() == "ours"
    workbench.open("1.1.0/policy.yaml")
    page.click(".wb-place")
    assert "ours" in page.locator(".cm-activeLine").inner_text()
    assert page.evaluate("document.activeElement.className").startswith("cm-content")
    page.keyboard.press("Shift+End")
    page.keyboard.press("Delete")
    page.wait_for_selector(".wb-problems", state="detached", timeout=PATIENCE)
    assert page.inner_text("[role=status]") == page.inner_text(".wb-told")


def test_the_zip_is_what_the_command_line_takes(workbench: Workbench, tmp_path: Path) -> None:
    workbench.start("1.1.0")
    text = workbench.read(TARGETS).replace("business_days: 1", "business_days: 2")
    workbench.write({TARGETS: text})
    policies = workbench.unzip(tmp_path)
    done = CliRunner().invoke(app, ["check", str(policies), "--as-of", DAY])
    assert done.exit_code == 0, done.output
    assert (policies / TARGETS).read_text("utf-8") == text
    kept = {each.relative_to(POLICIES): each.read_bytes() for each in POLICIES.rglob("*.yaml")}
    saved = {each.relative_to(policies): each.read_bytes() for each in policies.rglob("*.yaml")}
    assert {name: content for name, content in saved.items() if name.parts[0] != "1.1.0"} == kept


@LANGUAGES
def test_a_number_that_cannot_be_started_is_refused(page: Page, site: str, language: str) -> None:
    workbench = Workbench(page, site, language)
    workbench.wait()
    page.fill("#wb-number", "0.9.0")
    page.fill("#wb-first", "2027-01-01")
    page.press("#wb-number", "Enter")
    page.wait_for_selector(".wb-starting [role=alert] p", timeout=PATIENCE)
    said = {"fr": "Choisissez un numéro supérieur", "en": "Choose a higher number"}[language]
    assert said in page.inner_text(".wb-starting [role=alert]")
    assert page.locator("#wb-version option").count() == 1


def test_nothing_comes_from_elsewhere_and_nothing_is_sent(page: Page, site: str) -> None:
    requests: list[Any] = []
    page.context.on("request", lambda request: requests.append(request))  # noqa: PLW0108
    workbench = Workbench(page, site)
    workbench.start("1.1.0")
    workbench.write({TARGETS: "all: 1\n"})
    page.context.set_offline(True)
    workbench.write({TARGETS: "all: 2\n"})
    assert workbench.problems
    allowed = (site, f"blob:{site}", "data:")
    assert [each.url for each in requests if not each.url.startswith(allowed)] == []
    assert {each.method for each in requests} == {"GET"}


def test_a_library_that_cannot_be_loaded_leaves_the_files(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.route("**/python_stdlib.zip.*", lambda route: route.fulfill(status=200, body=b"not it"))
    late: list[Route] = []
    context.route("**/*.wasm.*", lambda route: late.append(route))  # noqa: PLW0108
    page = context.new_page()
    workbench = Workbench(page, site)
    page.wait_for_selector("policy-workbench[data-state=without-library]", timeout=PATIENCE)
    for each in late:
        each.continue_()
    page.wait_for_timeout(1000)
    assert len(late) == 1
    assert "could not be loaded" in page.inner_text("[role=status]")
    workbench.open("1.0.0/offerings.yaml")
    assert "tsam:" in workbench.shown
    context.close()


@LANGUAGES
def test_versions_that_cannot_be_loaded_leave_what_to_do(browser: Browser, site: str, language: str) -> None:
    context = browser.new_context()
    context.route("**/published.json", lambda route: route.fulfill(status=503))
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(f"{site}{language}/workbench/")
    page.wait_for_selector("policy-workbench[data-state=without-library]")
    said = {"fr": "rechargez la page", "en": "reload the page"}[language]
    assert said in page.inner_text("policy-workbench")
    assert page.locator("policy-workbench :is(button, input, select)").count() == 0
    assert failures == []
    context.close()


@LANGUAGES
def test_without_javascript_it_says_what_to_do(browser: Browser, site: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{language}/workbench/")
    assert "JavaScript" in page.inner_text("policy-workbench")
    assert "ptc-policy check policies" in page.inner_text("policy-workbench pre")
    limits = page.locator(f"h2:has-text('{LIMITS[language]}') + ul > li").all_inner_texts()
    told = ("PDF", "ptc-policy source", "ptc-policy calendar", "ptc-policy diff --contracts", "zip", "site")
    assert [sum(word in each for each in limits) >= 1 for word in told] == [True] * len(told)
    context.close()


FOUND = (
    ".wb-changes",
    ".wb-notice pre",
    ".wb-tested .wb-problems",
    ".wb-fields fieldset",
    ".wb-renumber",
)
VIEWS = list(product(["fr", "en"], ["light", "dark"], [1320, 390]))


def offer(workbench: Workbench) -> None:
    """Let the editor offer how to go on."""
    page, keys = workbench.page, workbench.page.keyboard
    workbench.open("1.1.0/entitlements.yaml")
    page.wait_for_selector("policy-workbench[data-helped]", timeout=PATIENCE)
    page.focus(".cm-content")
    keys.press("Control+End")
    keys.type("  n")
    keys.press("Control+Space")
    page.wait_for_selector(".cm-tooltip-autocomplete li", timeout=PATIENCE)


def check_barriers(page: Page) -> None:
    found = page.evaluate(f"axe.run('policy-workbench', {EVERYTHING})")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("language", "scheme", "width"), VIEWS if NIGHTLY else [VIEWS[0], VIEWS[3], VIEWS[5], VIEWS[6]]
)
def test_no_barriers(browser: Browser, site: str, axe: str, language: str, scheme: Any, width: int) -> None:
    """With mistakes, with all that is found in a draft, and with what the editor offers and explains."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 844})
    page = context.new_page()
    workbench = Workbench(page, site, language)
    workbench.start("1.1.0")
    text = workbench.read(TARGETS)
    workbench.write({TARGETS: text.replace("business_days: 1", "business_days: one")})
    page.evaluate(axe)
    page.evaluate(
        "document.querySelectorAll('policy-workbench details').forEach((each) => (each.open = true))"
    )
    check_barriers(page)
    workbench.write({TARGETS: text.replace("business_days: 1", "business_days: 2")})
    workbench.judge()
    page.wait_for_selector(".wb-preview[data-shown]", timeout=PATIENCE)
    for found in (
        ".wb-changes",
        ".wb-notice pre",
        ".wb-tested .wb-problems",
        ".wb-fields fieldset",
        ".wb-renumber",
    ):
        assert page.locator(found).first.is_visible(), found
    check_barriers(page)
    offer(workbench)
    check_barriers(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Home")
    page.keyboard.press("F1")
    page.wait_for_selector(".wb-help", timeout=PATIENCE)
    check_barriers(page)
    context.close()


@LANGUAGES
def test_a_mistake_is_mended_on_a_phone(browser: Browser, site: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    workbench = Workbench(page, site, language)
    workbench.start("1.1.0")
    page.tap(".wb-files summary")
    page.tap("[data-file='1.1.0/availability.yaml']")
    page.tap(".wb-fields summary")
    hour = page.locator(".wb-fields input[type=time]").first
    hour.wait_for(timeout=PATIENCE)
    hour.tap()
    hour.fill("18:30")
    page.wait_for_selector(".wb-problems .wb-place", timeout=PATIENCE)
    page.locator(".wb-problems .wb-place").first.tap()
    assert "18:30" in page.locator(".cm-activeLine").inner_text()
    page.tap(".wb-explain")
    page.wait_for_selector(".wb-help", timeout=PATIENCE)
    box = page.locator(".wb-help").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    hour.fill("09:30")
    page.wait_for_selector(".wb-checked .wb-problems", state="detached", timeout=PATIENCE)
    workbench.judge()
    assert page.locator(".wb-changes > li").first.is_visible()
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    context.close()


def test_what_is_chosen_shows_in_forced_colours(browser: Browser, site: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    workbench = Workbench(page, site)
    workbench.start("1.1.0")
    workbench.judge()
    offer(workbench)
    ground = "each => getComputedStyle(each).backgroundColor"
    chosen = page.locator(".cm-tooltip-autocomplete li[aria-selected]").evaluate(ground)
    assert chosen != page.locator(".cm-tooltip-autocomplete").evaluate(ground)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+A")
    selected = page.locator(".cm-selectionBackground").first.evaluate(ground)
    assert selected != page.locator(".cm-editor").evaluate(ground)
    assert page.locator(".wb-editor").evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    current = "each => getComputedStyle(each).borderTopColor"
    files = page.locator(".wb-files button")
    assert len({each.evaluate(current) for each in files.all()}) == 2
    context.close()
