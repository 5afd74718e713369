"""The page as readers meet it: with a keyboard, without JavaScript, on a dark screen, twice."""

from __future__ import annotations

import re
import shlex
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar
from tests.profiles import NIGHTLY
from typer.testing import CliRunner

from ptc_service_policy.cli.app import app

from .conftest import PATIENCE, ask, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

DUE = "ask=due&offering=premium&time_zone=Europe/Paris&holidays=FR&received=2026-04-03T16:30"
OWED = (
    "ask=obligations&offering=premium&time_zone=Europe/Paris&holidays=FR"
    "&start=2026-01-15&from=2026-04-01&until=2026-07-01"
)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@LANGUAGES
def test_it_says_how_loading_gets_on(page: Page, site: str, language: str) -> None:
    page.add_init_script(
        """window.heard = [];
        new MutationObserver(() => {
          const bar = document.querySelector("ask-the-policy progress");
          const status = document.querySelector("ask-the-policy [role=status]");
          if (bar) heard.push([status.textContent, bar.value, bar.parentElement.textContent]);
        }).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});"""
    )
    open_page(page, site, language)
    heard: list[tuple[str, float, str]] = page.evaluate("heard")
    steps = list(dict.fromkeys(status for status, _, _ in heard if status))
    shares = [share for _, share, _ in heard]
    said = {
        "fr": ("Téléchargement", "Installation", "Lecture", "Prêt"),
        "en": ("Downloading", "Installing", "Reading", "Ready"),
    }[language]
    assert [re.split(r"\W", step)[0] for step in steps] == list(said)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(set(shares)) > 5
    unit = {"fr": r"\d+,\d\u00a0Mo sur \d+,\d\u00a0Mo", "en": r"\d+\.\d\u00a0MB of \d+\.\d\u00a0MB"}[language]
    assert re.search(unit, heard[-1][2])


def test_the_form_can_be_filled_in_while_the_library_loads(page: Page, site: str) -> None:
    page.goto(f"{site}en/ask/#{DUE}")
    page.wait_for_selector(".ask-command")
    assert page.get_attribute("ask-the-policy", "data-state") is None
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    assert page.get_attribute(".ask-answer", "data-basis") == "interpreted"


def test_nothing_comes_from_elsewhere(page: Page, site: str) -> None:
    requests: list[Request] = []
    page.context.on("request", lambda request: requests.append(request))  # noqa: PLW0108
    open_page(page, site, "fr")
    ask(page, OWED)
    with page.expect_download():
        page.click(".ask-save")
    addresses = {request.url for request in requests}
    assert any(address.endswith("manifest.json") for address in addresses)
    assert [each for each in addresses if not each.startswith((site, f"blob:{site}", "data:"))] == []


def test_only_what_a_question_needs_is_fetched_and_only_once(page: Page, site: str) -> None:
    fetched: list[str] = []
    page.context.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[-1]))
    open_page(page, site, "fr")
    assert _packages(fetched) == {"library"}
    ask(page, "ask=target&offering=premium")
    ask(page, DUE.replace("FR", "none"))
    assert _packages(fetched) == {"library"}
    ask(page, DUE)
    assert _packages(fetched) == {"library", "holidays", "dateutil"}
    fetched.clear()
    page.goto("about:blank")
    open_page(page, site, "en")
    ask(page, DUE)
    assert [each for each in fetched if each.endswith(".gz")] == []


def _packages(fetched: list[str]) -> set[str]:
    return {name.partition(".")[0] for name in fetched if ".tar." in name}


@LANGUAGES
def test_obligations_are_saved_as_icalendar(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    ask(page, OWED)
    rows = page.locator(".ask-value li").count()
    with page.expect_download() as saving:
        page.click(".ask-save")
    written = saving.value.path().read_bytes()
    events = Calendar.from_ical(written).walk("VEVENT")
    assert len(events) == rows > 10
    command = [*shlex.split(page.inner_text(".ask-command"))[1:], "--icalendar"]
    assert CliRunner().invoke(app, command).stdout_bytes == written


@LANGUAGES
def test_it_works_with_the_keyboard_alone(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    _press_until(page, "ask-ask")
    page.keyboard.type("Pendant quelles" if language == "fr" else "In which windows")
    for field in ("ask-from", "ask-until"):
        _press_until(page, field)
        page.keyboard.type("04022026\t0930AM" if field == "ask-from" else "04072026\t1200PM")
    _press_until(page, "ask-offering")
    page.keyboard.press("End")
    _press_until(page, "ask-time_zone")
    page.keyboard.press("Control+A")
    page.keyboard.type("Europe/Berlin")
    page.keyboard.press("Escape")
    _press_until(page, "ask-holidays")
    page.keyboard.type("Allemagne" if language == "fr" else "Germany")
    _press_until(page, "ask-region")
    page.keyboard.type("Bayern")
    _press_until(page, "ask-start")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ask-result:not([hidden])", timeout=PATIENCE)
    assert page.evaluate("document.activeElement.tagName") == "H2"
    assert page.locator(".ask-value li").count() == 2
    assert "--holidays DE-BY" in page.inner_text(".ask-command")
    assert "--time-zone Europe/Berlin" in page.inner_text(".ask-command")


def _press_until(page: Page, wanted: str) -> None:
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with the Tab key")


@LANGUAGES
@pytest.mark.parametrize(
    ("address", "field", "code"),
    [
        (DUE.replace("Europe/Paris", "Europe/Parsi"), "ask-time_zone", "PSP501"),
        (
            DUE.replace("holidays=FR", "holidays=france").replace("2026-04", "2031-04"),
            "ask-received",
            "PSP610",
        ),
        (OWED.replace("&start=2026-01-15", ""), "ask-start", "PSP509"),
        (OWED.replace("from=2026-04-01", "from=2026-08-01"), "ask-until", "PSP707"),
        (DUE + "&terms=ours: {}", "ask-terms", "PSP201"),
        (DUE.replace("holidays=FR", "holidays=listed"), "ask-terms", "PSP202"),
    ],
)
def test_a_refusal_stands_at_its_field(
    page: Page, site: str, language: str, address: str, field: str, code: str
) -> None:
    open_page(page, site, language)
    ask(page, address)
    assert code in page.inner_text(".ask-problems")
    assert page.evaluate("document.activeElement.id") == field
    assert page.get_attribute(f"#{field}", "aria-invalid") == "true"
    error = page.inner_text(f"#{field}-error")
    assert error in page.inner_text(".ask-problems")
    command = page.inner_text(".ask-command")
    if "--contract -" not in command:
        done = CliRunner().invoke(app, shlex.split(command)[1:])
        assert done.exit_code != 0
        assert f"{code} " in done.output


@LANGUAGES
def test_what_is_missing_is_asked_for_at_its_field(page: Page, site: str, language: str) -> None:
    open_page(page, site, language)
    page.click(".ask-submit")
    assert page.evaluate("document.activeElement.id") == "ask-received"
    message = {"fr": "Ce champ est obligatoire.", "en": "Required."}[language]
    assert page.inner_text("#ask-holidays-error") == message
    assert page.inner_text("#ask-received-error") == message
    assert "ask-holidays-error" in (page.get_attribute("#ask-holidays", "aria-describedby") or "")


def test_the_address_holds_the_question(page: Page, site: str) -> None:
    open_page(page, site, "en")
    assert page.input_value("#ask-time_zone") == "Europe/Paris"
    page.select_option("#ask-holidays", "US")
    page.select_option("#ask-region", "CA")
    page.fill("#ask-received", "2026-07-03T10:00")
    page.click("details summary")
    page.select_option("#ask-reading-response-expiry", "same-time")
    page.click(".ask-submit")
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    answer, command = page.inner_text(".ask-value"), page.inner_text(".ask-command")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".ask-answer", timeout=PATIENCE)
    assert (page.inner_text(".ask-value"), page.inner_text(".ask-command")) == (answer, command)
    assert "--holidays US-CA" in command
    assert "--reading response-expiry=same-time" in command


def test_a_hostile_address_is_shown_as_text(page: Page, site: str) -> None:
    open_page(page, site, "en")
    ask(page, DUE.replace("Europe/Paris", "%3Cimg src=x onerror=document.title='x'%3E'; rm -rf"))
    assert page.locator("ask-the-policy img").count() == 0
    assert page.title() != "x"
    words = shlex.split(page.inner_text(".ask-command"))
    assert words[words.index("--time-zone") + 1] == "<img src=x onerror=document.title='x'>'; rm -rf"


@LANGUAGES
def test_without_webassembly_it_says_so_and_shows_the_command(page: Page, site: str, language: str) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(f"{site}{language}/ask/#{DUE}")
    page.wait_for_selector("ask-the-policy[data-state=without-library] .ask-command")
    assert "WebAssembly" in page.inner_text("[role=status]")
    command = shlex.split(page.inner_text(".ask-command"))
    assert CliRunner().invoke(app, command[1:]).exit_code == 0
    assert page.locator(".ask-submit:visible").count() == 0


@LANGUAGES
def test_without_javascript_it_says_so_and_shows_commands(browser: Browser, site: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{language}/ask/")
    assert "JavaScript" in page.inner_text("ask-the-policy")
    commands = page.locator("ask-the-policy pre code").all_inner_texts()
    assert len(commands) == 4
    for command in commands:
        assert f"--lang {language}" in command
        assert CliRunner().invoke(app, shlex.split(command)[1:]).exit_code == 0
    context.close()


def test_a_library_that_cannot_be_loaded_leaves_the_command(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.route(
        "**/python_stdlib.zip.*", lambda route: route.fulfill(status=200, body=b"not what was expected")
    )
    page = context.new_page()
    page.goto(f"{site}en/ask/#{DUE}")
    page.wait_for_selector("ask-the-policy[data-state=without-library]", timeout=PATIENCE)
    assert "could not be loaded" in page.inner_text("[role=status]")
    assert page.inner_text(".ask-command").startswith("ptc-policy answer due response")
    context.close()


VIEWS = list(product(["fr", "en"], ["light", "dark"], [1280, 390]))
"""Each language in each colour and size; by day each of the three in two views of four."""


@pytest.mark.parametrize(
    ("language", "scheme", "width"), VIEWS if NIGHTLY else [VIEWS[0], VIEWS[3], VIEWS[5], VIEWS[6]]
)
def test_no_barriers(browser: Browser, site: str, axe: str, language: str, scheme: Any, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    open_page(page, site, language)
    page.add_script_tag(content=axe)
    for address in (DUE + "&pause=2026-04-03T17:00|2026-04-03T18:00", OWED, DUE.replace("Paris", "Parsi")):
        ask(page, address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        found = page.evaluate("axe.run('ask-the-policy')")
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
