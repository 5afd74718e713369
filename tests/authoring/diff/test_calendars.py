"""Holiday calendars stand beside versions: that they differ is told, and moves no answer."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from ptc_service_policy import Contract
from ptc_service_policy.authoring.diff import (
    Edition,
    compare_with_contracts,
    find_unlike_calendars,
    read_edition,
)

from .conftest import POLICY

FRANCE = POLICY.parent / "calendars" / "france.yaml"
OF_FRANCE = {
    "a": Contract(offering="premium", time_zone="Europe/Paris", holidays="france", start=date(2026, 1, 1))
}
_SAID = "The holiday calendar {} beside the old version is not the one beside the new version: {}."
CALENDARS: dict[str, tuple[dict[str, str], str]] = {
    "the same": ({"france": FRANCE.read_text()}, ""),
    "another comment": ({"france": f"{FRANCE.read_text()}# Read again.\n"}, ""),
    "a day more": (
        {"france": f"{FRANCE.read_text()}added:\n  2026-03-13: {{ fr: Pont, en: Bridge day }}\n"},
        "france added",
    ),
    "other dates reviewed, under another name": (
        {"france": FRANCE.read_text().replace("2027-12-31", "2028-12-31").replace("metropolitan ", "")},
        "france name, reviewed",
    ),
    "one more": (
        {"france": FRANCE.read_text(), "spain": FRANCE.read_text().replace("FR", "ES")},
        "spain name, country, reviewed",
    ),
    "none": ({}, "france name, country, reviewed"),
}


def beside(folder: Path, calendars: dict[str, str]) -> Edition:
    copytree(POLICY, folder / POLICY.name)
    (folder / "calendars").mkdir()
    for name, text in calendars.items():
        (folder / "calendars" / f"{name}.yaml").write_text(text)
    return read_edition(folder / POLICY.name, called=f"{folder.name}/{POLICY.name}")


@pytest.mark.parametrize("case", CALENDARS)
def test_calendars_that_are_not_the_same_are_told_and_move_no_answer(
    case: str, original: Edition, tmp_path: Path
) -> None:
    calendars, told = CALENDARS[case]
    other = beside(tmp_path / "other", calendars)
    for before, after in ((original, other), (other, original)):
        found = find_unlike_calendars(before, after)
        assert [each.code for each in found] == ["PSP917"] * bool(told)
        for each in found:
            assert each.message.en == _SAID.format(*told.split(" ", 1))
        assert compare_with_contracts(before, after, OF_FRANCE) == ((), ())


def test_a_calendar_is_found_where_it_differs(original: Edition, tmp_path: Path) -> None:
    (problem,) = find_unlike_calendars(original, beside(tmp_path / "other", CALENDARS["a day more"][0]))
    line = FRANCE.read_text().count("\n") + 1
    assert (problem.path, problem.place) == (("added",), f"other/calendars/france.yaml:{line}:1")
