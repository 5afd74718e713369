"""What moves a deadline, or when the manager can be reached, is told, whatever the day and the time of year.

An hour-by-hour reading of both versions over several weeks is the oracle.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ptc_service_policy import Contract, ResponseDue
from ptc_service_policy.authoring.diff import Change, Edition, Effect, compare_editions

MakeEdition = Callable[[list[dict[str, str]]], Edition]
WEEKS = (date(2026, 3, 9), date(2026, 7, 6), date(2026, 9, 7), date(2026, 12, 21))
HOUR = timedelta(hours=1)


def hours_on(day: str, opens: str, closes: str) -> dict[str, str]:
    return {
        "file": "availability.yaml",
        "replace": f'{day}: [{{ opens: "09:00", closes: "17:00" }}]',
        "with": f'{day}: [{{ opens: "{opens}", closes: "{closes}" }}]',
    }


SUMMER = """\
        periods:
          - first: 2026-07-01
            last: 2026-08-31
            each_year: true
            weekly:
              mon: [{ opens: "09:00", closes: "19:00" }]
              tue: [{ opens: "09:00", closes: "19:00" }]
              wed: [{ opens: "09:00", closes: "19:00" }]
              thu: [{ opens: "09:00", closes: "19:00" }]
              fri: [{ opens: "09:00", closes: "19:00" }]
      closed_on:"""
STRETCHES = [f'{{ opens: "{hour:02}:00", closes: "{hour:02}:30" }}' for hour in (9, 11, 13, 15, 16, 21)]
EDITS = {
    "a Wednesday that ends later": [hours_on("wed", "09:00", "18:00")],
    "a Monday that ends later": [hours_on("mon", "09:00", "18:00")],
    "a Tuesday off": [{"file": "availability.yaml", "cut": "          tue: [", "until": "          wed: ["}],
    "a Thursday that ends by midnight": [hours_on("thu", "09:00", "23:59")],
    "a Wednesday in stretches, the last of which is in the evening": [
        {
            "file": "availability.yaml",
            "replace": 'wed: [{ opens: "09:00", closes: "17:00" }]',
            "with": "wed: [" + ", ".join(STRETCHES) + "]",
        }
    ],
    "a Monday off and longer hours in summer": [
        {"file": "availability.yaml", "cut": "          mon: [", "until": "          tue: ["},
        {"file": "availability.yaml", "replace": "      closed_on:", "with": SUMMER},
    ],
    "longer hours in summer": [{"file": "availability.yaml", "replace": "      closed_on:", "with": SUMMER}],
    "a Friday off": [{"file": "availability.yaml", "cut": "          fri: [", "until": "      closed_on"}],
    "a cut-off on one day": [
        {
            "file": "service-levels.yaml",
            "replace": "value: { within: { business_days: 1 },",
            "with": 'value: { within: { business_days: 1 }, cut_off: { tue: "12:00" },',
        }
    ],
}


def due_times(edition: Edition, offering: str) -> Iterator[datetime | None]:
    """Ask when a request is due that is received at each hour of some weeks."""
    contract = Contract(offering=offering, time_zone="Europe/Paris", holidays="FR")
    applied = edition.asked.policy.apply(contract)
    for week in WEEKS:
        start = datetime(week.year, week.month, week.day, 0, 30, tzinfo=UTC)
        for hours in range(7 * 24):
            due = applied.response_due(start + hours * HOUR).value
            yield due.due if isinstance(due, ResponseDue) else None


def effects(changes: tuple[Change, ...], offering: str, topic: str) -> set[Effect]:
    """Return the classes in which a topic is told for an offering."""
    told: list[Any] = [each for each in changes if each.offering == offering]
    told += [each for change in changes for each in change.follows if each.offering == offering]
    return {each.effect for each in told if each.topic == topic}


@pytest.mark.parametrize("name", EDITS)
def test_each_way_in_which_deadlines_move_is_told_for_each_offering(
    name: str, original: Edition, edited: MakeEdition
) -> None:
    new = edited(EDITS[name])
    changes = compare_editions(original, new)
    moved = False
    for offering in original.files.offerings.offerings:
        pairs = [
            (before, after)
            for before, after in zip(due_times(original, offering), due_times(new, offering), strict=True)
            if before is not None and after is not None
        ]
        later, sooner = (
            any(before < after for before, after in pairs),
            any(after < before for before, after in pairs),
        )
        told = effects(changes, offering, "due")
        assert (Effect.WORSE in told) or not later, offering
        assert (Effect.BETTER in told) or not sooner, offering
        moved = moved or later or sooner
    assert moved
