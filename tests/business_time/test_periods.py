"""Periods counted from an anchor or taken from the calendar, and the date suggested in each."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy.business_time import BusinessCalendar, Every, Period, Roll, periods, suggest
from ptc_service_policy.errors import BusinessTimeError

OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
CALENDAR = BusinessCalendar("Europe/Paris", OFFICE, ["2026-04-06"])
DAYS = st.dates(date(1990, 1, 1), date(2060, 1, 1))


def starts(every: Every, anchor: date | None, start: date, end: date) -> list[str]:
    return [period.start.isoformat() for period in periods(every, anchor, start, end)]


def test_month_ends_are_clamped_and_never_drift() -> None:
    anchor = date(2026, 1, 31)

    assert starts(Every(months=1), anchor, anchor, date(2026, 7, 1)) == [
        *("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30")
    ]
    assert starts(Every(months=3), anchor, anchor, date(2027, 2, 1)) == [
        *("2026-01-31", "2026-04-30", "2026-07-31", "2026-10-31", "2027-01-31")
    ]


def test_a_leap_day_returns() -> None:
    found = periods(Every(months=1), date(2024, 2, 29), date(2028, 2, 20), date(2028, 3, 1))

    assert [(period.start, period.index) for period in found] == [
        (date(2028, 1, 29), 47),
        (date(2028, 2, 29), 48),
    ]


def test_without_an_anchor_the_calendar_counts() -> None:
    start, end = date(2026, 5, 14), date(2026, 5, 15)

    assert starts(Every(weeks=1), None, start, end) == ["2026-05-11"]
    assert starts(Every(months=1), None, start, end) == ["2026-05-01"]
    assert starts(Every(months=3), None, start, end) == ["2026-04-01"]
    assert starts(Every(months=6), None, date(2026, 6, 30), date(2026, 7, 2)) == ["2026-01-01", "2026-07-01"]
    assert starts(Every(years=1), None, start, date(2027, 1, 1)) == ["2026-01-01"]
    assert starts(Every(weeks=2), None, start, date(2026, 5, 26)) == ["2026-05-11", "2026-05-25"]


def test_a_year_of_a_leap_day_is_clamped_and_returns() -> None:
    leap = date(2024, 2, 29)

    assert starts(Every(years=1), leap, leap, date(2028, 3, 1)) == [
        *("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29")
    ]
    assert starts(Every(days=10), leap, leap, date(2024, 3, 20)) == ["2024-02-29", "2024-03-10"]


def test_only_touched_periods_from_the_anchor_on() -> None:
    anchor = date(2026, 1, 15)

    assert starts(Every(weeks=1), anchor, date(2026, 1, 1), date(2026, 1, 22)) == ["2026-01-15"]
    assert starts(Every(weeks=1), anchor, date(2026, 1, 22), date(2026, 1, 23)) == ["2026-01-22"]
    assert starts(Every(weeks=1), anchor, date(2025, 1, 1), anchor) == []
    assert starts(Every(weeks=1), anchor, anchor, anchor) == []


STEPS = st.one_of(
    st.integers(1, 60).map(lambda number: Every(days=number)),
    st.integers(1, 30).map(lambda number: Every(weeks=number)),
    st.integers(1, 30).map(lambda number: Every(months=number)),
    st.integers(1, 5).map(lambda number: Every(years=number)),
)


@given(STEPS, DAYS, DAYS, st.integers(0, 800))
def test_periods_are_seamless_and_cover_the_range(
    every: Every, anchor: date, start: date, length: int
) -> None:
    end = start + timedelta(days=length)
    found = periods(every, anchor, start, end)

    assert all(earlier.end == later.start for earlier, later in pairwise(found))
    assert all(later.index == earlier.index + 1 for earlier, later in pairwise(found))
    assert all(period.start < period.end for period in found)
    assert all(period.start < end and start < period.end and anchor <= period.start for period in found)
    if max(start, anchor) < end:
        assert found[0].start <= max(start, anchor) < found[0].end
        assert max(start, anchor) in found[0]
        assert end - timedelta(days=1) in found[-1]
    else:
        assert found == ()
    walked = pairwise(enumerate(begins_one_by_one(every, anchor, end)))
    inside = [this for this, (_, following) in walked if following > max(start, anchor)]
    assert [(period.index, period.start) for period in found] == (inside if start < end else [])


def begins_one_by_one(every: Every, anchor: date, end: date) -> Iterator[date]:
    """Walk day by day, or month by month without regard to days, from the anchor until ``end`` is passed."""
    begin, year, month = anchor, anchor.year, anchor.month
    yield begin
    while begin < end:
        for _ in range((every.days or 0) + 7 * (every.weeks or 0)):
            begin += timedelta(days=1)
        for _ in range((every.months or 0) + 12 * (every.years or 0)):
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if every.months or every.years:
            days = (day for day in range(anchor.day, 0, -1) if exists(year, month, day))
            begin = date(year, month, next(days))
        yield begin


def exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "given",
    [
        *({}, {"days": 0}, {"weeks": -1}, {"months": 1.0}, {"years": True}, {"months": "3"}),
        *({"weeks": 2, "months": 1}, {"days": 1, "weeks": 0}),
    ],
)
def test_a_step_is_one_positive_whole_number(given: dict[str, Any]) -> None:
    with pytest.raises(BusinessTimeError, match="PSP621"):
        Every(**given)


def test_what_is_wrong_is_refused() -> None:
    day = date(2026, 1, 1)
    with pytest.raises(BusinessTimeError, match="PSP614"):
        periods(Every(weeks=1), day, "2026-01-01", day)  # type: ignore[arg-type]
    with pytest.raises(BusinessTimeError, match="PSP619"):
        periods(Every(months=3), day, date(9999, 12, 1), date.max)
    for endless in (Every(days=10**30), Every(months=10**30), Every(years=10**9), Every(weeks=10**9)):
        with pytest.raises(BusinessTimeError, match="PSP619"):
            periods(endless, day, day, date.max)
    with pytest.raises(BusinessTimeError, match="PSP619"):
        periods(Every(weeks=1), day, date(9999, 12, 30), date.max)


APRIL = Period(date(2026, 4, 4), date(2026, 5, 4), 0)


@pytest.mark.parametrize(
    ("period", "how", "day", "expected"),
    [
        (APRIL, "following", None, "2026-04-07"),
        (APRIL, "preceding", None, "2026-04-07"),
        (APRIL, "following", "2026-04-11", "2026-04-13"),
        (APRIL, "preceding", "2026-04-11", "2026-04-10"),
        (APRIL, "following", "2026-04-15", "2026-04-15"),
        (APRIL, "following", "2026-05-02", "2026-05-01"),
        (Period(date(2026, 5, 15), date(2026, 6, 15), 4), "modified-following", "2026-05-30", "2026-05-29"),
        (Period(date(2026, 5, 30), date(2026, 6, 30), 4), "modified-following", None, "2026-06-01"),
        (Period(date(2026, 7, 15), date(2026, 8, 15), 4), "modified-preceding", "2026-08-01", "2026-08-03"),
        (Period(date(2026, 4, 4), date(2026, 4, 7), 0), "following", None, None),
    ],
)
def test_a_suggestion_never_leaves_its_period(
    period: Period, how: Roll, day: str | None, expected: str | None
) -> None:
    wished = None if day is None else date.fromisoformat(day)
    suggested = suggest(period, CALENDAR.business_days(period.start, period.end), how, wished)

    assert suggested == (None if expected is None else date.fromisoformat(expected))


def test_a_suggestion_takes_a_known_direction() -> None:
    with pytest.raises(BusinessTimeError, match="PSP613"):
        suggest(APRIL, (), "next")  # type: ignore[arg-type]
