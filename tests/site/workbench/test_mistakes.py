"""Every mistake that the tests of the editor keep as data is said once, and as the terminal says it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from tests.profiles import NIGHTLY
from tests.site.conftest import POLICIES, ROOT

from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.typography import typeset

from .conftest import DAY

if TYPE_CHECKING:
    from .conftest import Workbench

DATA = yaml.safe_load((ROOT / "tests" / "editor" / "mistakes.yaml").read_text("utf-8"))
FOLDER = "policies/"
TWO_KEYS = "tsam: { methods: [email], frequency: weekly }"
"""A mistake that is one in each of two keys."""
CASES = [
    case for kind in ("mistakes", "unreadable") for case in DATA[kind] if case["file"].startswith(FOLDER)
]
ASK = """
async (edits) => {
  const workbench = document.querySelector("policy-workbench");
  const said = [];
  for (const [file, wrong] of edits) {
    const text = workbench.draft.read(file);
    workbench.draft.write(file, wrong);
    const { problems } = await workbench.ask({ do: "check", today: "DAY" });
    said.push(problems.map((each) => `${each.place} ${each.code} ${each.message} ${each.hint}`));
    workbench.draft.write(file, text);
  }
  return said;
}
""".replace("DAY", DAY)


def edited(case: dict[str, Any]) -> tuple[str, str]:
    """Return the file of the version that was started, and its text with the mistake."""
    file = case["file"].removeprefix(FOLDER)
    text = (POLICIES / file).read_text("utf-8")
    assert case["replace"] in text
    wrong = text.replace(case["replace"], case["by"], 1)
    return file.replace("1.0.0/", "1.1.0/"), wrong.replace("version: 1.0.0", "version: 1.1.0")


def of_the_terminal(policies: Path, file: str, wrong: str) -> list[str]:
    """Return what the terminal says of a folder in which one file is edited."""
    text = (policies / file).read_text("utf-8")
    (policies / file).write_text(wrong, "utf-8")
    found = check_policies(policies, called="policies", as_of=date.fromisoformat(DAY)).problems
    (policies / file).write_text(text, "utf-8")
    return [typeset(each.write("en"), "en") for each in found]


def test_every_mistake_is_said_once_and_as_the_terminal_says_it(workbench: Workbench, tmp_path: Path) -> None:
    """By day one in eight of them."""
    workbench.start("1.1.0")
    policies = Path(shutil.copytree(POLICIES, tmp_path / "policies"))
    start_version(policies, "1.1.0")
    edits = [edited(case) for case in (CASES if NIGHTLY else CASES[::8])]
    said = workbench.page.evaluate(ASK, edits)
    assert len(said) == len(edits) > 30
    for (file, wrong), problems in zip(edits, said, strict=True):
        assert problems == of_the_terminal(policies, file, wrong), file
        assert len(problems) == 1 + (wrong.count(TWO_KEYS)), problems
