"""Years compiled from a zone's few changes and a week, and joined as questions reach further."""

from datetime import date
from itertools import pairwise

import pytest

from ptc_service_policy.business_time import BusinessCalendar
from ptc_service_policy.business_time.hours import WeekLike
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
