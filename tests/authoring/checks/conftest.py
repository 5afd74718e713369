"""Small edits of the real policies, as data: one file each under CHECK/valid/ and CHECK/invalid/.

edits    extracts, each with its `file`, the key `at` which it stands (a path), and its `yaml`.
         A file without a version is one of 1.0.0, which is then checked alone; otherwise the whole
         folder is: 1.0.0 as published, and every other version named, a draft
as_of    the day on which reviews are judged; 2026-11-23 if left out
expect   the one problem: its `file`, and `place`, text that begins where the problem is; the first
         such text after the edit of that file. The name of the folder of the check gives its slug
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree
from textwrap import indent

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

from ptc_service_policy.authoring.checks import CheckResult, check_policies
from ptc_service_policy.authoring.explanations import Extract
from ptc_service_policy.authoring.publishing.lock_text import lock_calendars
from ptc_service_policy.loading.holiday_calendars import read_holiday_calendars
from ptc_service_policy.loading.strict_yaml import read_yaml

POLICIES = Path(__file__).parents[3] / "policies"
TODAY = date(2026, 11, 23)
OF_A_VERSION = re.compile(r"(\d+\.\d+\.\d+)/")
BESIDE_THE_VERSIONS = ("calendars/", "editions.yaml", "published.lock.yaml")


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Edit(Closed):
    file: str
    at: str | list[str]
    yaml: str

    @property
    def extract(self) -> Extract:
        path = self.at.split(".") if isinstance(self.at, str) else self.at
        return Extract(self.file, tuple(path), self.yaml)


class Expected(Closed):
    file: str
    place: str
    hint: str = ""
    after: str = ""


class Example(Closed):
    edits: list[Edit] = Field(min_length=1)
    as_of: date = TODAY
    expect: Expected | None = None


@dataclass(frozen=True)
class Checked:
    """What was found in an edited copy, as of which day, and where each edit begins."""

    result: CheckResult
    home: Path
    starts: dict[str, int]
    as_of: date | None

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.result.problems]

    def place(self, expected: Expected) -> tuple[str, int, int]:
        """Return file, line and column of the text that the expected problem points at."""
        text = self.home.joinpath(expected.file).read_text(encoding="utf-8")
        edit = self.starts.get(expected.file, 0)
        start = text.index(expected.place, text.index(expected.after, edit))
        before = text[:start]
        return expected.file, before.count("\n") + 1, len(before) - before.rfind("\n")


Check = Callable[..., Checked]


def apply(extract: Extract, home: Path) -> int:
    """Write an extract in place of what stands at its path, and return where it begins."""
    file = home / extract.file
    raw = file.read_bytes()
    lines = raw.decode().splitlines(keepends=True)
    document = read_yaml(raw, extract.file)
    assert extract.at in document.keys, f"{extract.file} has nothing at {extract.at}"
    line, column = document.place_of_key(extract.at)
    end = line
    while end < len(lines) and (not lines[end].strip() or lines[end].startswith(" " * column)):
        end += 1
    begin = sum(map(len, lines[: line - 1]))
    written = indent(extract.yaml.rstrip("\n") + "\n", " " * (column - 1))
    file.write_text("".join((*lines[: line - 1], written, *lines[end:])), encoding="utf-8")
    return begin


def draft(home: Path, version: str) -> None:
    """Copy 1.0.0 as a draft."""
    folder = copytree(home / "1.0.0", home / version)
    rmtree(folder / "scenarios", ignore_errors=True)
    policy = folder / "policy.yaml"
    text = policy.read_text(encoding="utf-8").replace("version: 1.0.0", f"version: {version}")
    policy.write_text(text, encoding="utf-8")


def lock_again(home: Path) -> None:
    """Lock the calendars as they were edited, those that are valid: that they changed is not the fault."""
    lock = home / "published.lock.yaml"
    calendars, _, _ = read_holiday_calendars(home / "calendars", "calendars")
    lock.write_bytes(
        lock_calendars(lock.read_bytes(), {name: each.digest for name, each in calendars.items()})
    )


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Edit a copy of the real policies, check it, and return what was found."""

    def run(extracts: Iterable[Extract], as_of: date | None = TODAY) -> Checked:
        home = copytree(POLICIES, tmp_path / "policies")
        extracts = tuple(extracts)
        named = {found[1] for each in extracts if (found := OF_A_VERSION.match(each.file))}
        whole = bool(named) or any(each.file.startswith(BESIDE_THE_VERSIONS) for each in extracts)
        for version in sorted(named - {"1.0.0"}):
            draft(home, version)
        folder = home if whole else home / "1.0.0"
        starts: dict[str, int] = {}
        for each in extracts:
            starts.setdefault(each.file, apply(each, folder))
        if "published.lock.yaml" not in starts and any(file.startswith("calendars/") for file in starts):
            lock_again(folder)
        return Checked(check_policies(folder, called=".", as_of=as_of), folder, starts, as_of)

    return run


@pytest.fixture
def check_example(check: Check) -> Callable[[Path], tuple[Checked, Expected | None]]:
    """Check the edits of an example, and return what was found and what must be."""

    def run(file: Path) -> tuple[Checked, Expected | None]:
        example = Example.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
        return check((edit.extract for edit in example.edits), example.as_of), example.expect

    return run
