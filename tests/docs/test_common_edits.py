"""What an edit takes: the table of the guide says what the edits kept here touch, in both formats.

A file of ``edits`` holds what the edit is called in the guide; the lines that it took in the first version of
the format (``before``, "none" where YAML alone could not say it) and takes now (``after``), by file; what is
asked then (``ask``), and what the answer says.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.plainly import plainly

from ptc_service_policy.authoring.publishing import start_version

from .pages import ROOT, read_page
from .running import edit_file, run_command
from .scratch import scratch_folder

EDITS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parent / "edits").glob("*.yaml"))
}
PUBLISHED = "first-day"
NOT_POSSIBLE = {"en": "not possible", "fr": "impossible"}
VERSION = Path("policies/1.1.0")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Stand where version 1.1.0 was just started."""
    with scratch_folder(read_page("", "any.md"), tmp_path / "scratch") as folder:
        start_version(Path("policies"), VERSION.name)
        yield folder


def make(changes: Mapping[str, str]) -> None:
    for name, lines in changes.items():
        assert edit_file(VERSION / name, lines.splitlines()) == ""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", [name for name in EDITS if name != PUBLISHED])
def test_an_edit_does_what_it_says(name: str) -> None:
    edit = EDITS[name]
    make(edit["after"])
    if any(file.startswith("../calendars/") for file in edit["after"]):
        assert run_command(["calendar", "lock"])[1] == 0
    assert run_command(["check", "policies"]) == ("No problem in policies.\n", 0)
    printed, exit_code = run_command(["answer", *edit["ask"].split(), "--policy", str(VERSION)])
    assert (edit["answer"] in plainly(printed), exit_code) == (True, 0), printed


def test_publishing_writes_the_first_day(folder: Path) -> None:
    asked = ["--new-contracts", "2027-01-01", "--others", "2027-01-01"]
    printed, exit_code = run_command(["publish", VERSION.name, *asked])
    assert exit_code == 0, printed
    journal = folder / "policies" / "editions.yaml"
    published = journal.read_text("utf-8")
    journal.write_text(published.rsplit("  - ", 1)[0], "utf-8")
    make(EDITS[PUBLISHED]["after"])
    assert journal.read_text("utf-8") == published


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_guide_gives_the_lines_that_each_edit_touches(language: str) -> None:
    page = (ROOT / "docs" / language / "guides" / "edit.md").read_text("utf-8")
    rows = re.findall(r"^\| (.+?) \| (\d.*?|not possible|impossible) \| (\d.*?) \|$", page, flags=re.M)
    measured = [
        (edit["edit"][language], told(edit["before"], language), told(edit["after"], language))
        for edit in EDITS.values()
    ]
    assert sorted(rows) == sorted(measured)


def test_no_edit_takes_more_lines_than_before() -> None:
    possible = {name: edit for name, edit in EDITS.items() if edit["before"] != "none"}
    grown = [name for name, edit in possible.items() if lines_of(edit["after"]) > lines_of(edit["before"])]
    assert grown == []
    assert len(EDITS) >= 20


def told(changes: Mapping[str, str] | str, language: str) -> str:
    """Write what an edit touches as the table has it: the lines, and the files without their ending."""
    if isinstance(changes, str):
        return NOT_POSSIBLE[language]
    return f"{lines_of(changes)} ({', '.join(f'`{Path(name).stem}`' for name in changes)})"


def lines_of(changes: Mapping[str, str]) -> int:
    """Count the lines that are changed, added or removed, each once, and no blank ones."""
    return sum(touched(lines.splitlines()) for lines in changes.values())


def touched(lines: list[str]) -> int:
    runs = (list(run) for is_change, run in groupby(lines, key=lambda line: line[:1] in "+-") if is_change)
    return sum(max(count(run, "-"), count(run, "+")) for run in runs)


def count(lines: list[str], mark: str) -> int:
    return sum(line[0] == mark and bool(line[1:].strip()) for line in lines)
