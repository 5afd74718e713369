"""What the guide's table of edits takes is made in the workbench by keyboard alone, and judged there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import yaml
from tests.profiles import NIGHTLY
from tests.site.conftest import ROOT
from tests.site.workbench.test_life import press_until

from .conftest import PATIENCE, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEPT: dict[str, dict[str, str]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))["after"]
    for path in sorted((ROOT / "tests" / "docs" / "edits").glob("*.yaml"))
}
EDITS = {name: files for name, files in KEPT.items() if not any(each.startswith("../") for each in files)}
"""What each edit changes, by file; none of those that change what stands beside the versions."""
WALKS = [(name, ("fr", "en")[place % 2]) for place, name in enumerate(EDITS)]
BY_DAY = [("withdrawn-clause", "fr"), ("severity", "en"), ("offering", "fr"), ("limit-by-the-year", "en")]
CLEAN = {"fr": "Aucun problème dans policies.", "en": "No problem in policies."}


def places(lines: str) -> Iterator[tuple[str, str]]:
    """Yield what stands at each place of a change, and what stands there after it."""
    for change in filter(None, re.split(r"^@@.*\n", lines, flags=re.MULTILINE)):
        both = change.splitlines()
        before = [each[1:] for each in both if each[:1] != "+"]
        after = [each[1:] for each in both if each[:1] != "-"]
        yield "\n".join(before), "\n".join(after)


def replace_by_keyboard(workbench: Workbench, file: str, before: str, after: str) -> None:
    """Go to the file and to its line, select what is replaced, and paste over it."""
    page, keys = workbench.page, workbench.page.keyboard
    press_until(page, f"[data-file='{file}']", key="Shift+Tab")
    keys.press("Enter")
    page.wait_for_selector(".cm-content:focus", timeout=PATIENCE)
    text = workbench.read(file)
    assert text.count(f"{before}\n") == 1, before
    keys.press("Control+Alt+g")
    keys.type(str(text[: text.index(f"{before}\n")].count("\n") + 1))
    keys.press("Enter")
    for place, _ in enumerate(before.split("\n")):
        for key in ("ArrowRight", "End", "End") if place else ("End", "End"):  # a long line ends twice
            keys.press(f"Shift+{key}")
    keys.insert_text(after)
    assert workbench.read(file) == text.replace(f"{before}\n", f"{after}\n")


@pytest.mark.parametrize(("name", "language"), WALKS if NIGHTLY else BY_DAY)
def test_an_edit_of_the_guide_is_made_by_keyboard(page: Page, site: str, name: str, language: str) -> None:
    workbench = Workbench(page, site, language)
    workbench.start("1.1.0")
    page.wait_for_selector(".cm-content:focus", timeout=PATIENCE)
    for file, lines in EDITS[name].items():
        for before, after in places(lines):
            replace_by_keyboard(workbench, f"1.1.0/{file}", before, after)
    workbench.judge()
    assert page.inner_text(".wb-checked .wb-told") == CLEAN[language]
    assert page.locator(".wb-checked .wb-problems").count() == 0
    assert page.locator(".wb-compared .wb-changes > li").count() > 0
    press_until(page, ".wb-preview summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".wb-preview[data-shown]", timeout=PATIENCE)
    shown = page.frame_locator(".wb-preview iframe")
    assert shown.locator("h1").inner_text()
    assert page.locator("#wb-page option:text('(')").count() > 0
