"""Every mistake that the tests of the editor keep as data is said once, and as the terminal says it.

Those in contracts are none of the workbench's: it reads no contracts, and says so.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from tests.profiles import NIGHTLY
from tests.site.conftest import POLICIES, ROOT

from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.typography import typeset

from .conftest import DAY, Workbench

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from ptc_service_policy.text import Language

DATA = yaml.safe_load((ROOT / "tests" / "editor" / "mistakes.yaml").read_text("utf-8"))
FOLDER = "policies/"
CASES = [
    case
    for kind in ("mistakes", "unreadable", "beyond")
    for case in DATA[kind]
    if case["file"].startswith(FOLDER)
]
JUDGED = {language: CASES[start :: 1 if NIGHTLY else 32] for language, start in (("fr", 0), ("en", 16))}
"""By day one in sixteen, half of them in each language."""
READ = 40
"""Of how many the list is read on the page."""
ASK = """
async ([edits, today]) => {
  const workbench = document.querySelector("policy-workbench");
  const said = [];
  for (const [file, wrong] of edits) {
    const text = workbench.draft.read(file);
    workbench.draft.write(file, wrong);
    const { problems } = await workbench.ask({ do: "check", today });
    said.push(problems.map((each) => `${each.place} ${each.code} ${each.message} ${each.hint}`));
    workbench.draft.write(file, text);
  }
  return said;
}
"""
READ_THE_PAGE = """
async ([edits]) => {
  const workbench = document.querySelector("policy-workbench");
  const parts = "button, a, .wb-message, .wb-hint";
  const read = (each) => [...each.querySelectorAll(parts)].map((part) => part.innerText).join(" ");
  const said = [];
  for (const [file, wrong] of edits) {
    const text = workbench.draft.read(file);
    workbench.draft.write(file, wrong);
    await workbench.check();
    said.push([...document.querySelectorAll(".wb-checked .wb-problems > li")].map(read));
    workbench.draft.write(file, text);
  }
  return said;
}
"""


def edited(case: dict[str, Any]) -> tuple[str, str]:
    """Return the file of the version that was started, and its text with the mistake."""
    file = case["file"].removeprefix(FOLDER)
    text = (POLICIES / file).read_text("utf-8")
    assert case["replace"] in text
    wrong = text.replace(case["replace"], case["by"], 1)
    return file.replace("1.0.0/", "1.1.0/"), wrong.replace("version: 1.0.0", "version: 1.1.0")


def of_the_terminal(policies: Path, file: str, wrong: str, language: Language) -> list[str]:
    """Return what the terminal says of a folder in which one file is edited."""
    text = (policies / file).read_text("utf-8")
    (policies / file).write_text(wrong, "utf-8")
    found = check_policies(policies, called="policies", as_of=date.fromisoformat(DAY)).problems
    (policies / file).write_text(text, "utf-8")
    return [typeset(each.write(language), language) for each in found]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_mistake_is_said_once_and_as_the_terminal_says_it(
    page: Page, site: str, language: Language, tmp_path: Path
) -> None:
    workbench = Workbench(page, site, language)
    workbench.start("1.1.0")
    workbench.judge()
    policies = Path(shutil.copytree(POLICIES, tmp_path / "policies"))
    start_version(policies, "1.1.0")
    edits = [edited(case) for case in JUDGED[language]]
    said = page.evaluate(ASK, [edits, DAY])
    assert len(said) == len(edits) > 10
    for (file, wrong), problems in zip(edits, said, strict=True):
        assert problems == of_the_terminal(policies, file, wrong, language), file
        assert len(problems) == 1, problems
    some = range(0, len(edits), max(1, len(edits) // READ))
    shown = page.evaluate(READ_THE_PAGE, [[edits[each] for each in some]])
    assert shown == [said[each] for each in some]
