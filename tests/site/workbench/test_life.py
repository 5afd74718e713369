"""The life of a version in the workbench: started, edited, compared, mended, finished, handed in."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.plainly import plainly
from tests.site.conftest import POLICIES
from typer.testing import CliRunner

from ptc_service_policy import load_policies
from ptc_service_policy.cli.app import app

from .conftest import DAY, PATIENCE, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Page

VERSION_OF_ALL = "2.0.0/policy.yaml"
TARGETS, RESPONSES = "1.1.0/service-levels.yaml", "1.1.0/scenarios/response-times.yaml"
HAS_THE_FOCUS = """([wanted, label]) => {
  const { activeElement: found } = document;
  return found.matches(wanted) && (found.closest("label")?.textContent ?? "").includes(label);
}"""
WORDS = {
    "fr": {
        "worse": "dégradé",
        "bump": "une version majeure",
        "from": "vendredi 1er janvier 2027",
        "failed": "20 en échec",
    },
    "en": {
        "worse": "worse",
        "bump": "a major version",
        "from": "Friday 1 January 2027",
        "failed": "20 failed",
    },
}


def press_until(page: Page, wanted: str, label: str = "", *, key: str = "Tab") -> None:
    """Press a key until an element has the focus, or of several the one with a label."""
    for _ in range(250):
        if page.evaluate(HAS_THE_FOCUS, [wanted, label]):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{wanted} cannot be reached with {key}")


def slip(line: str, message: str) -> tuple[int, str, str]:
    """Tell where a line of a scenario expects something else than the policy answers, and both."""
    expected, answered = (
        re.findall(r"business_days\W+(\d+)|due\W+([\dT:-]+\d)", each) for each in message.split(";")
    )
    old, new = ("".join(each[0]) for each in (expected, answered))
    assert line.count(old) == 1
    return line.index(old), old, new


def mend_by_keyboard(workbench: Workbench) -> None:
    """Write in every scenario that fails what the policy answers; the first of them is found by its link."""
    page, keys = workbench.page, workbench.page.keyboard
    failing = page.locator(".wb-tested .wb-problems > li").all()
    places = [int((each.locator(".wb-place").text_content() or "").split(":")[1]) for each in failing]
    messages = [each.locator(".wb-message").text_content() or "" for each in failing]
    assert len(failing) == 20
    assert failing[4].is_visible()
    assert not failing[5].is_visible()
    press_until(page, ".wb-tested .wb-place")
    keys.press("Enter")
    page.wait_for_selector(".cm-content:focus", timeout=PATIENCE)
    assert page.inner_text(".wb-file") == RESPONSES
    lines = workbench.read(RESPONSES).splitlines()
    assert page.locator(".cm-activeLine").inner_text() == lines[places[0] - 1]
    for place, message in zip(places, messages, strict=True):
        column, old, new = slip(lines[place - 1], message)
        keys.press("Control+Alt+g")
        keys.type(str(place))
        keys.press("Enter")
        keys.press("Home")
        keys.press("Home")
        for _ in range(column):
            keys.press("ArrowRight")
        for _ in old:
            keys.press("Delete")
        keys.type(new)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_target_is_changed_and_handed_in_by_keyboard(
    page: Page, site: str, language: str, tmp_path: Path
) -> None:
    words, keys = WORDS[language], page.keyboard
    workbench = Workbench(page, site, language)
    workbench.judge()
    press_until(page, "#wb-number")
    keys.press("Control+A")
    keys.type("1.1.0")
    press_until(page, "#wb-first")
    keys.type("01012027")
    keys.press("Enter")
    page.wait_for_selector("#wb-version option[value='1.1.0']", state="attached", timeout=PATIENCE)
    page.wait_for_selector(".cm-content:focus", timeout=PATIENCE)
    workbench.judge()

    press_until(page, ".wb-fields summary")
    keys.press("Enter")
    page.wait_for_selector(".wb-fields input", timeout=PATIENCE)
    press_until(page, ".wb-fields input", "Premium")
    keys.press("Control+A")
    keys.type("2")
    keys.press("Tab")
    page.wait_for_selector("policy-workbench:not([data-verdict])", state="attached", timeout=PATIENCE)
    workbench.judge()
    assert "business_days: 2 }, hours: { register: business-days }" in workbench.read(TARGETS)
    compared = page.inner_text(".wb-compared")
    assert words["worse"] in page.inner_text(":has(> .wb-changes [data-class=worse]) > .wb-class")
    assert words["bump"] in compared
    assert "2.0.0" in compared
    assert all(words["failed"] in page.inner_text(told) for told in (".wb-tested .wb-told", ".wb-status"))
    press_until(page, ".wb-notice summary")
    keys.press("Enter")
    notices = page.locator(".wb-notice pre").all_inner_texts()
    assert [words["from"] in plainly(each) for each in notices] == [True, False]

    mend_by_keyboard(workbench)
    workbench.judge()
    assert (workbench.problems, words["failed"] in page.inner_text(".wb-status")) == ([], False)
    assert page.locator(".wb-tested .wb-problems > li").count() == 0
    press_until(page, ".wb-renumber")
    keys.press("Enter")
    page.wait_for_selector("#wb-version option[value='2.0.0']", state="attached", timeout=PATIENCE)
    workbench.judge()
    assert page.locator("#wb-version option").count() == 2
    assert not page.is_visible(".wb-renumber")

    press_until(page, f"[data-file='{VERSION_OF_ALL}']", key="Shift+Tab")
    keys.press("Enter")
    page.wait_for_selector(".cm-content:focus", timeout=PATIENCE)
    assert page.inner_text(".wb-file") == VERSION_OF_ALL
    press_until(page, ".wb-zip", key="Shift+Tab")
    policies = workbench.unzip(tmp_path, by="Enter")
    assert {each.name for each in policies.iterdir() if each.is_dir()} == {"1.0.0", "2.0.0", "calendars"}
    for command in (
        ["check", str(policies), "--as-of", DAY],
        ["test", str(policies / "2.0.0"), "--coverage", "--fail-under", "100"],
        ["diff", "1.0.0", "2.0.0", "--folder", str(policies)],
    ):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 0, done.output


def test_a_version_is_finished_and_its_patch_applies(workbench: Workbench, tmp_path: Path) -> None:
    page = workbench.page
    workbench.start("1.1.0")
    edited = "availability.yaml"
    workbench.write({f"1.1.0/{edited}": f"{workbench.read(f'1.1.0/{edited}')}# read again\n"})
    page.click(".wb-finishing summary")
    page.fill("#wb-day", "2027-01-01")
    page.select_option("#wb-others", "at-renewal")
    page.press("#wb-day", "Enter")
    page.wait_for_selector("#wb-version option:text('1.1.0 (published)')", state="attached", timeout=PATIENCE)
    workbench.judge()
    policies = workbench.unzip(tmp_path / "zip")
    assert load_policies(policies).versions == ("1.0.0", "1.1.0")
    assert "first-renewal-from" in (policies / "editions.yaml").read_text("utf-8")
    patch = Path(workbench.download(".wb-patch").path())
    clone = tmp_path / "clone"
    clone.mkdir()
    subprocess.run(["cp", "-r", str(POLICIES), str(clone)], check=True)
    subprocess.run(["git", "apply", str(patch)], cwd=clone, check=True)
    names = [each.relative_to(policies) for each in policies.rglob("*.yaml")]
    assert [
        each for each in names if (clone / "policies" / each).read_bytes() != (policies / each).read_bytes()
    ] == []


def test_what_cannot_be_finished_says_why(workbench: Workbench) -> None:
    page = workbench.page
    workbench.start("1.1.0")
    workbench.write({TARGETS: workbench.read(TARGETS).replace("business_days: 1", "business_days: 2")})
    page.click(".wb-finishing summary")
    page.fill("#wb-day", "2027-01-01")
    page.press("#wb-day", "Enter")
    page.wait_for_selector(".wb-finishing [data-code=PSP905]", timeout=PATIENCE)
    assert "1.1.0 (draft)" in page.inner_text("#wb-version")


def test_a_patch_that_rewords_answers_is_finished_once_its_owner_says_that_it_means_the_same(
    workbench: Workbench, tmp_path: Path
) -> None:
    page, words = workbench.page, "1.0.1/vocabulary.yaml"
    workbench.start("1.0.1")
    workbench.write({words: workbench.read(words).replace("en: by email", "en: through the customer portal")})
    page.click(".wb-finishing summary")
    page.fill("#wb-day", "2027-01-01")
    page.select_option("#wb-others", "stay")
    page.press("#wb-day", "Enter")
    page.wait_for_selector(".wb-finishing [data-code=PSP916]", timeout=PATIENCE)
    page.check("#wb-same")
    page.press("#wb-day", "Enter")
    page.wait_for_selector("#wb-version option:text('1.0.1 (published)')", state="attached", timeout=PATIENCE)
    policies = workbench.unzip(tmp_path)
    assert "    same_meaning: true\n" in (policies / "published.lock.yaml").read_text("utf-8")
