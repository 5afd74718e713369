"""Versions are asked around each time at which any of their hours part."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy import Contract
from ptc_service_policy.authoring.diff.instants import USUAL_DAY, day_in, parting_instants
from ptc_service_policy.business_time import BusinessCalendar, Closure

DAY = date(2026, 3, 12)
PARIS = ZoneInfo("Europe/Paris")
MONDAY = date(2026, 3, 9)


def on_mondays(*stretches: tuple[str, str]) -> BusinessCalendar:
    """Return a calendar that is open on Mondays."""
    return BusinessCalendar("Europe/Paris", {"mon": stretches})


OFFICE, OFFICE_LONGER = on_mondays(("09:00", "17:00")), on_mondays(("09:00", "18:00"))
NIGHT, NIGHT_LONGER = on_mondays(("21:00", "22:00")), on_mondays(("21:00", "23:00"))
BROKEN = on_mondays(*((f"{hour:02}:00", f"{hour:02}:30") for hour in range(8, 20)))


@pytest.mark.parametrize(
    ("before", "after", "edges"),
    [
        pytest.param((OFFICE,), (OFFICE_LONGER,), ["17:00", "18:00"], id="one calendar"),
        pytest.param(
            (OFFICE, NIGHT), (OFFICE_LONGER, NIGHT_LONGER), ["18:00", "23:00"], id="two in the same week"
        ),
        pytest.param((OFFICE, NIGHT), (OFFICE, NIGHT_LONGER), ["22:00", "23:00"], id="one of two"),
        pytest.param((OFFICE,), (BROKEN,), ["08:00", "19:30"], id="many times of a day"),
        pytest.param((OFFICE,), (OFFICE_LONGER, NIGHT), ["18:00", "21:00"], id="one more calendar"),
    ],
)
def test_versions_are_asked_on_both_sides_of_each_edge(
    before: tuple[BusinessCalendar, ...], after: tuple[BusinessCalendar, ...], edges: list[str]
) -> None:
    asked = {at for week in parting_instants(before, after, DAY, "Europe/Paris") for at in week}
    for edge in edges:
        for beside in (timedelta(minutes=-1), timedelta(minutes=1)):
            assert datetime.combine(MONDAY, time.fromisoformat(edge), PARIS) + beside in asked


def test_the_day_on_which_hours_part_comes_first_and_then_those_before_it() -> None:
    worked = BusinessCalendar("Europe/Paris", {"thu": [("09:00", "17:00")]})
    (week,) = parting_instants(
        (worked,), (worked.with_closures([Closure(date(2026, 3, 19))]),), DAY, "Europe/Paris"
    )
    assert [day.weekday() for day in dict.fromkeys(at.date() for at in week)] == [3, 2, 1, 0, 4, 5, 6]


def test_calendars_that_are_alike_part_nowhere() -> None:
    assert parting_instants((OFFICE, NIGHT), (OFFICE, NIGHT), DAY, "Europe/Paris") == ()


BEFORE, LATER = timedelta(days=-1), timedelta(days=1)
FOUR_WEEKS = timedelta(weeks=4)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, USUAL_DAY),
        (USUAL_DAY, USUAL_DAY + FOUR_WEEKS, USUAL_DAY),
        (USUAL_DAY + LATER, None, USUAL_DAY + timedelta(weeks=1)),
        (None, USUAL_DAY + FOUR_WEEKS + BEFORE, USUAL_DAY + timedelta(weeks=-1)),
        (USUAL_DAY + BEFORE, USUAL_DAY + FOUR_WEEKS + BEFORE, USUAL_DAY + BEFORE),
    ],
)
def test_a_contract_is_asked_on_a_thursday_in_its_life(
    start: date | None, end: date | None, expected: date
) -> None:
    terms = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR", "start": start, "end": end}
    assert day_in(Contract.model_validate(terms)) == expected
