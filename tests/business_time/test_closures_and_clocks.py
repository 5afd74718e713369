"""What closures take where clocks change: on dates that a zone skipped, in hours that come twice or never."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy.business_time import BusinessCalendar, BusinessDays, Closure, Convention, SkippedDay
from ptc_service_policy.business_time.conventions import EXPIRIES, RECEIPTS
from ptc_service_policy.business_time.hours import HoursLike
from ptc_service_policy.business_time.reading import DateLike
from ptc_service_policy.text import LocalizedText

from .oracle import DAY, Oracle, day_hours, weeks

NIGHTS = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), (("22:00", "06:00"),))
EASTER = LocalizedText(fr="Pâques", en="Easter")
SKIPPED = [
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
    ("Pacific/Kiritimati", date(1994, 12, 31)),
]


def open_on(calendar: BusinessCalendar, first: date, days: int) -> list[str]:
    zone = ZoneInfo(calendar.time_zone)
    start, end = (datetime.combine(day, time(), zone) for day in (first, first + days * DAY))
    return [f"{window.start:%d %H:%M}-{window.end:%d %H:%M}" for window in calendar.windows(start, end)]


@pytest.mark.parametrize(
    ("closed", "left"),
    [
        ([], ["29 22:00-31 06:00", "31 22:00-01 00:00"]),
        ([["00:00", "24:00"]], ["29 22:00-31 00:00", "31 22:00-01 00:00"]),
        ([["00:00", "06:00"]], ["29 22:00-31 00:00", "31 22:00-01 00:00"]),
        ([["00:00", "05:59"]], ["29 22:00-31 00:00", "31 05:59-31 06:00", "31 22:00-01 00:00"]),
        ([["05:00", "22:30"]], ["29 22:00-31 05:00", "31 22:00-01 00:00"]),
        ([["06:00", "24:00"]], ["29 22:00-31 06:00", "31 22:00-01 00:00"]),
        ([["20:00", "22:30"]], ["29 22:00-31 06:00", "31 22:00-01 00:00"]),
    ],
)
def test_a_closure_on_a_skipped_date_takes_the_night_that_goes_on_over_it(
    closed: list[list[str]], left: list[str]
) -> None:
    """Samoa went from Thursday 29 to Saturday 31 December 2011, so the night of the 29th ends on the 31st."""
    calendar = BusinessCalendar("Pacific/Apia", NIGHTS, closures={"2011-12-30": closed})

    found = open_on(calendar, date(2011, 12, 29), 3)
    assert found[0] == "29 00:00-29 06:00"
    assert found[1:] == left


def test_receipt_before_what_is_left_of_a_night_may_be_due_earliest_when_carried_into_it() -> None:
    """Of Friday's night a closure leaves Saturday's first hours, and Saturday is no business day."""
    zone = ZoneInfo("Europe/Paris")
    hours = {"mon": [["00:00", "24:00"]], "tue": [["09:00", "15:00"]], "fri": [["20:00", "02:00"]]}
    evening = Closure("2026-06-05", "2026-06-05", ("20:00", "24:00"))
    calendar = BusinessCalendar("Europe/Paris", hours, closures=[evening])
    received, days = datetime(2026, 6, 5, 22, tzinfo=zone), BusinessDays(1)

    readings = [Convention(receipt, expiry) for receipt in RECEIPTS for expiry in EXPIRIES]
    dues = {(each.receipt, each.expiry): calendar.due(received, days, each) for each in readings}
    earliest = calendar.earliest_due(received, days)
    assert earliest == datetime(2026, 6, 8, tzinfo=zone) == min(dues.values())
    assert [reading for reading, due in dues.items() if due == earliest] == [("within-hours", "same-time")]


def test_it_takes_nothing_of_the_date_after_it() -> None:
    office = dict.fromkeys(NIGHTS, (("00:00", "17:00"),))
    calendar = BusinessCalendar("Pacific/Apia", office, closures={"2011-12-30": [["00:00", "24:00"]]})

    assert open_on(calendar, date(2011, 12, 31), 1) == ["31 00:00-31 17:00"]


def test_it_takes_of_the_date_after_it_what_it_says() -> None:
    office = dict.fromkeys(NIGHTS, (("00:00", "17:00"),))
    calendar = BusinessCalendar("Pacific/Apia", office, closures={"2011-12-30": [["22:00", "06:00"]]})

    assert open_on(calendar, date(2011, 12, 31), 1) == ["31 06:00-31 17:00"]


# Hours that come twice, hours that never come: a closure takes what hours at the same times would open.


@pytest.mark.parametrize(
    ("closed", "left"),
    [
        (["02:00", "02:30"], [("00:00Z", "00:30Z")]),
        (["02:00", "03:00"], [("00:00Z", "02:00Z")]),
        (["02:30", "03:00"], [("00:30Z", "02:00Z")]),
        (["02:59", "03:00"], [("00:59Z", "02:00Z")]),
        (["03:00", "03:01"], [("02:00Z", "02:01Z")]),
        (["01:00", "02:00"], [("23:00Z", "00:00Z")]),
    ],
)
def test_in_autumn_a_wall_time_means_the_first(closed: list[str], left: list[tuple[str, str]]) -> None:
    """On 25 October 2026 in Paris 02:00 to 03:00 comes twice: from 00:00 UTC and from 01:00 UTC."""
    day = "2026-10-25"
    taken = BusinessCalendar("Europe/Paris", {"sun": [closed]})
    closing = BusinessCalendar("Europe/Paris", {"sun": [["00:00", "06:00"]]}, closures={day: [closed]})
    begin, end = datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC)

    found = [(window.start, window.end) for window in taken.windows(begin, end)]
    assert [tuple(f"{each.astimezone(UTC):%H:%M}Z" for each in window) for window in found] == left
    assert closing.elapsed(begin, end) == timedelta(hours=7) - taken.elapsed(begin, end)
    assert not any(closing.elapsed(*window) for window in found)


def test_in_spring_a_wall_time_that_never_comes_is_moved_forward() -> None:
    """On 29 March 2026 in Paris 02:00 is 03:00."""
    calendar = BusinessCalendar(
        "Europe/Paris", {"sun": [["00:00", "06:00"]]}, closures={"2026-03-29": [["02:00", "02:30"]]}
    )

    assert open_on(calendar, date(2026, 3, 29), 1) == ["29 00:00-29 03:00", "29 03:30-29 06:00"]


@given(st.sampled_from(SKIPPED), weeks(), st.lists(day_hours(), min_size=4, max_size=4))
def test_closures_around_a_skipped_date(
    place: tuple[str, date], week: object, closed: list[list[list[str]]]
) -> None:
    zone, skipped = place
    closures = {(skipped + number * DAY).isoformat(): each for number, each in enumerate(closed, -2) if each}
    plain: dict[str, Any] = {
        "time_zone": zone,
        "hours": week,
        "holidays": [],
        "special_hours": {},
        "periods": [],
    }
    plain["closures"] = closures
    calendar = BusinessCalendar(**plain)
    oracle = Oracle(plain, datetime.combine(skipped, time(), UTC))
    start, end = oracle.base - 5 * DAY, oracle.base + 5 * DAY

    windows = [
        (each.start.astimezone(UTC), each.end.astimezone(UTC)) for each in calendar.windows(start, end)
    ]
    assert windows == oracle.cut(start, end)


# A holiday stays one.


@pytest.mark.parametrize(
    ("special", "skipped"),
    [
        ({}, SkippedDay(date(2026, 4, 6), "holiday", EASTER)),
        (
            {"2026-04-06": []},
            SkippedDay(date(2026, 4, 6), "holiday", EASTER),
        ),
        ({"2026-04-06": [["09:00", "12:00"]]}, None),
    ],
)
def test_a_holiday_with_empty_special_hours_stays_one(
    special: dict[DateLike, HoursLike], skipped: SkippedDay | None
) -> None:
    calendar = BusinessCalendar(
        "Europe/Paris",
        {"mon": [["09:00", "17:00"]]},
        {"2026-04-06": EASTER},
        special_hours=special,
    )

    assert calendar.closed_day(date(2026, 4, 6)) == skipped
