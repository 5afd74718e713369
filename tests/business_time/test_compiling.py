"""Years compiled from a zone's few changes and a week, and joined as questions reach further."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from ptc_service_policy.business_time import BusinessCalendar, Closure, timetable
from ptc_service_policy.business_time.hours import WeekLike
from ptc_service_policy.business_time.uniting import compile_block
from ptc_service_policy.business_time.zones import midnight_offsets, read_zone

OFFICE = {day: [["09:00", "12:00"], ["13:00", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}
NIGHTS = {day: [["20:00", "09:30"]] for day in ("mon", "wed", "fri", "sat")}
TABLES = ("start", "end", "edges", "totals", "ordinals", "openings", "closings", "midnights", "clock_changes")


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("America/Recife", 2000),
        ("Asia/Gaza", 2040),
        ("Africa/Casablanca", 2026),
        ("America/Havana", 2026),
        ("Pacific/Apia", 2011),
        ("Australia/Lord_Howe", 2026),
    ],
)
def test_no_change_of_offset_is_missed(zone: str, year: int) -> None:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    of_each_day = [
        (day, next(midnight_offsets(read_zone(zone), day, day + 1))[1]) for day in range(first, last)
    ]
    changes = [of_each_day[0]]
    changes += [day for before, day in pairwise(of_each_day) if before[1] != day[1]]
    assert list(midnight_offsets(read_zone(zone), first, last - 1)) == changes
    assert len(changes) > 1


@pytest.mark.parametrize("hours", [OFFICE, NIGHTS, "always"])
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Havana", "Pacific/Apia"])
def test_years_joined_are_as_years_compiled_together(zone: str, hours: WeekLike) -> None:
    def calendar() -> BusinessCalendar:
        return BusinessCalendar(zone, hours, {"country": "FR"}, closures=[{"first": "2011-12-30"}])

    joined = calendar()
    for year in (2012, 2013, 2010, 2009, 2016):
        joined.is_business_day(date(year, 6, 1))
    found = joined.compiled(date(2009, 1, 1), date(2016, 12, 31))
    together = calendar().compiled(found.first_day, found.last_day)
    assert (together.first_day, together.last_day) == (found.first_day, found.last_day)
    for table in TABLES:
        assert getattr(found, table) == getattr(together, table), table


def test_years_are_shared_by_calendars_of_one_zone_and_week() -> None:
    day = date(2026, 3, 4)
    one, other = (BusinessCalendar("Europe/Paris", OFFICE, holidays=days) for days in ([], ["2026-05-01"]))
    assert one.compiled(day, day).edges[0] is other.compiled(day, day).edges[0]
    assert one.is_business_day(date(2026, 5, 1))
    assert not other.is_business_day(date(2026, 5, 1))


TOUCHING = {day: [["00:00", "08:00"], ["20:00", "24:00"]] for day in ("mon", "tue", "wed", "sat", "sun")}
CLOSED = {
    "a day": [("2026-05-07", "2026-05-07")],
    "the last day of a month": [("2026-05-31", "2026-05-31")],
    "the first day of a month": [("2026-06-01", "2026-06-01")],
    "over the end of a month": [("2026-05-27", "2026-06-03")],
    "whole months": [("2026-04-01", "2026-05-31")],
    "twice": [("2026-05-04", "2026-05-13"), ("2026-05-11", "2026-05-20")],
    "from a day on": [("2026-05-14", "9999-12-31")],
    "until a day": [("0001-01-01", "2026-05-14")],
    "always": [("0001-01-01", "9999-12-31")],
}


def _days(calendar: BusinessCalendar, first: date, last: date) -> list[tuple[object, ...]]:
    table = calendar.compiled(first, last)
    days = zip(table.ordinals, table.openings, table.closings, strict=True)
    return [day for day in days if first.toordinal() <= day[0] <= last.toordinal()]


@pytest.mark.parametrize("hours", [OFFICE, NIGHTS, TOUCHING, "always"])
@pytest.mark.parametrize("closed", CLOSED)
def test_a_calendar_closed_later_is_as_one_made_closed(closed: str, hours: WeekLike) -> None:
    closures = [Closure(first, last) for first, last in CLOSED[closed]]
    rules = ("Europe/Paris", hours, ["2026-05-08", "2026-05-14"])
    later = BusinessCalendar(*rules).with_closures(closures)
    made = BusinessCalendar(*rules, closures=closures)
    start, end = datetime(2026, 4, 3, 7, tzinfo=UTC), datetime(2026, 7, 9, 21, tzinfo=UTC)
    later.is_open(datetime(2026, 5, 14, 12, tzinfo=UTC))
    assert later.windows(start, end) == made.windows(start, end)
    assert later.business_days(start.date(), end.date()) == made.business_days(start.date(), end.date())
    assert _days(later, start.date(), end.date()) == _days(made, start.date(), end.date())


@pytest.mark.parametrize(
    ("zone", "skipped"), [("Pacific/Kwajalein", date(1993, 8, 21)), ("Pacific/Apia", date(2011, 12, 30))]
)
def test_a_date_that_does_not_exist_can_be_closed_later(zone: str, skipped: date) -> None:
    later = BusinessCalendar(zone, "always").with_closures([Closure(skipped)])
    made = BusinessCalendar(zone, "always", closures=[Closure(skipped)])
    noon = datetime(skipped.year, skipped.month, skipped.day, 12, tzinfo=UTC)
    start, end = noon - timedelta(days=5), noon + timedelta(days=5)
    assert later.windows(start, end) == made.windows(start, end)


@pytest.mark.parametrize(("hours", "compiled"), [(OFFICE, 0), ("always", 0), (NIGHTS, 1)])
def test_whole_days_that_are_closed_later_are_taken_out_of_what_was_compiled(
    hours: WeekLike, compiled: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = BusinessCalendar("UTC", hours, ["2026-05-14"])
    start, end = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 5, 20, tzinfo=UTC)
    calendar.with_closures([Closure(date(2026, 5, 6))]).windows(start, end)
    count = 0

    def counted(*given: Any) -> Any:
        nonlocal count
        count += 1
        return compile_block(*given)

    monkeypatch.setattr(timetable, "compile_block", counted)
    calendar.with_closures([Closure(date(2026, 5, 7), date(2026, 5, 12))]).windows(start, end)
    assert count == compiled
