"""Named hours that change are told, whether or not an answer that is asked shows it."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ptc_service_policy.authoring.diff import Effect, compare_editions, demanded_bump, read_edition

from .making import made

SHEET = Path(__file__).parents[2] / "descriptions" / "severity" / "1.0.0"
SUMMER = {
    "first": "2026-07-01",
    "last": "2026-08-31",
    "weekly": {"mon": [{"opens": "09:00", "closes": "12:00"}]},
}
DESK = {
    "name": {"fr": "Guichet", "en": "Desk"},
    "time_zone": "contract",
    "weekly": {"mon": [{"opens": "09:00", "closes": "17:00"}]},
}


def wednesday_noon(hours: Any) -> None:
    hours["five-days"]["weekly"]["wed"] = [{"opens": "00:00", "closes": "12:00"}]


def no_wednesday(hours: Any) -> None:
    del hours["five-days"]["weekly"]["wed"]


def tuesday_longer(hours: Any) -> None:
    hours["five-days"]["weekly"]["tue"] = [{"opens": "00:00", "closes": "23:00"}]


def summer(hours: Any) -> None:
    hours["five-days"]["periods"] = [SUMMER]


def unused(hours: Any) -> None:
    hours["desk"] = DESK


@pytest.mark.parametrize("edit", [wednesday_noon, no_wednesday, tuesday_longer, summer, unused])
def test_named_hours_are_told_there_and_back(edit: Callable[[Any], None]) -> None:
    original = read_edition(SHEET)
    vocabulary = deepcopy(original.data["vocabulary"])
    edit(vocabulary["hours"])
    edited = made(original, {"vocabulary": vocabulary})
    assert edited is not None
    for pair in ((original, edited), (edited, original)):
        changes = compare_editions(*pair)
        assert changes
        assert all(each.before != each.after for each in changes)
        if edit is not unused:
            assert Effect.WORDING not in {each.effect for each in changes}
            assert demanded_bump(changes) != "patch"


@pytest.mark.parametrize(
    ("key", "value", "en"),
    [
        ("last", "2026-09-15", "from Wednesday 1 July 2026 to Tuesday 15 September 2026: Monday"),
        ("first", "2026-06-15", "from Monday 15 June 2026 to Monday 31 August 2026: Monday"),
        ("weekly", {"tue": [{"opens": "09:00", "closes": "12:00"}]}, "Tuesday from 09:00 to 12:00"),
    ],
)
def test_hours_for_some_dates_are_told_with_them_where_nothing_uses_them(
    key: str, value: Any, en: str
) -> None:
    original = read_edition(SHEET)
    with_summer, changed = (deepcopy(original.data["vocabulary"]) for _ in range(2))
    with_summer["hours"]["desk"] = {**DESK, "periods": [SUMMER]}
    changed["hours"]["desk"] = {**DESK, "periods": [{**SUMMER, key: value}]}
    before, after = (made(original, {"vocabulary": each}) for each in (with_summer, changed))
    assert before is not None
    assert after is not None
    assert en in " ".join(each.after.en for each in compare_editions(before, after))
