"""Other weekly hours for some dates, once or each year, and hours that never close."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import compress, product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy.business_time import BusinessCalendar, BusinessDays, Convention, HoursPeriod, Receipt
from ptc_service_policy.business_time.hours_periods import read_periods
from ptc_service_policy.errors import BusinessTimeError
from ptc_service_policy.text import write_date

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OFFICE = dict.fromkeys(WEEKDAYS[:5], (("09:00", "17:00"),))
MORNINGS = dict.fromkeys(WEEKDAYS[:6], (("08:00", "12:00"),))
PARIS = ZoneInfo("Europe/Paris")


def hours_on(calendar: BusinessCalendar, day: str) -> list[str]:
    start = datetime.fromisoformat(day).replace(tzinfo=PARIS)
    found = calendar.windows(start, start + timedelta(days=1))
    return [f"{window.start:%H:%M}-{window.end:%H:%M}" for window in found]


def in_paris(*periods: HoursPeriod, **more: Any) -> BusinessCalendar:
    return BusinessCalendar("Europe/Paris", OFFICE, periods=periods, **more)


def test_always_is_every_weekday_around_the_clock() -> None:
    written_out = {weekday: [["00:00", "24:00"]] for weekday in WEEKDAYS}

    assert BusinessCalendar("UTC", "always") == BusinessCalendar("UTC", written_out)
    assert BusinessCalendar("UTC", "always").to_dict()["hours"] == written_out


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2026-06-30", ["09:00-17:00"]),
        ("2026-07-01", ["08:00-12:00"]),
        ("2026-07-04", ["08:00-12:00"]),
        ("2026-07-05", []),
        ("2026-08-31", ["08:00-12:00"]),
        ("2026-09-01", ["09:00-17:00"]),
        ("2025-07-01", ["09:00-17:00"]),
        ("2027-07-01", ["09:00-17:00"]),
    ],
)
def test_a_period_replaces_the_week_on_its_own_days(day: str, hours: list[str]) -> None:
    assert hours_on(in_paris(HoursPeriod("2026-07-01", date(2026, 8, 31), MORNINGS)), day) == hours


@pytest.mark.parametrize(
    ("day", "short"),
    [
        ("2019-12-20", True),
        ("2025-12-19", False),
        ("2025-12-22", True),
        ("2026-12-18", False),
        ("2026-12-21", True),
        ("2026-12-31", True),
        ("2027-01-04", True),
        ("2027-01-05", True),
        ("2027-01-06", False),
        ("2026-01-05", True),
        ("2027-12-20", True),
        ("2029-01-05", True),
        ("2150-12-21", True),
    ],
)
def test_a_period_of_each_year_comes_over_new_year_in_every_year(day: str, short: bool) -> None:
    calendar = in_paris(HoursPeriod("2026-12-20", "2027-01-05", MORNINGS, each_year=True))

    assert hours_on(calendar, day) == (["08:00-12:00"] if short else ["09:00-17:00"])


@pytest.mark.parametrize(
    ("first", "last", "day", "holds"),
    [
        ("2024-02-29", "2024-03-05", "2027-02-28", False),
        ("2024-02-29", "2024-03-05", "2027-03-01", True),
        ("2024-02-29", "2024-03-05", "2028-02-29", True),
        ("2024-02-01", "2024-02-29", "2027-02-28", True),
        ("2024-02-01", "2024-02-29", "2027-03-01", False),
        ("2024-02-01", "2024-02-29", "2028-02-29", True),
        ("2024-02-01", "2024-02-29", "2023-02-28", True),
        ("2026-02-01", "2026-02-28", "2028-02-29", False),
        ("2024-02-29", "2024-02-29", "2027-02-28", False),
        ("2024-02-29", "2024-02-29", "2027-03-01", False),
        ("2024-02-29", "2024-02-29", "2028-02-29", True),
        ("2024-02-29", "2025-02-28", "2028-02-28", True),
    ],
)
def test_29_february_of_each_year(first: str, last: str, day: str, holds: bool) -> None:
    period = HoursPeriod(first, last, MORNINGS, each_year=True)
    asked = date.fromisoformat(day)

    assert (asked in set(period.days(asked - timedelta(days=9), asked + timedelta(days=9)))) == holds


AFTERNOONS = dict.fromkeys(WEEKDAYS[:4], (("13:00", "18:00"),))
CHANGES = (
    HoursPeriod("2027-01-01", None, AFTERNOONS),
    HoursPeriod("2026-06-01", None, MORNINGS),
    HoursPeriod("2026-12-30", "2027-01-02", "always"),
    HoursPeriod("2026-08-10", "2026-08-10", AFTERNOONS, each_year=True),
)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2026-05-29", ["09:00-17:00"]),
        ("2026-06-01", ["08:00-12:00"]),
        ("2026-08-09", []),
        ("2026-08-10", ["13:00-18:00"]),
        ("2026-08-11", ["08:00-12:00"]),
        ("2026-12-29", ["08:00-12:00"]),
        ("2026-12-30", ["00:00-00:00"]),
        ("2027-01-02", ["00:00-00:00"]),
        ("2027-01-03", []),
        ("2027-01-04", ["13:00-18:00"]),
        ("2027-01-08", []),
        ("2199-01-03", ["13:00-18:00"]),
    ],
)
def test_what_holds_from_a_date_on_leaves_what_came_before(day: str, hours: list[str]) -> None:
    calendar = in_paris(*CHANGES)

    assert hours_on(calendar, day) == hours
    assert BusinessCalendar.from_dict(calendar.to_dict()) == calendar == in_paris(*reversed(CHANGES))


SHORT = {"mon": [["09:00", "19:00"]], **dict.fromkeys(WEEKDAYS[1:5], (("09:00", "13:00"),))}


@pytest.mark.parametrize(
    ("received", "receipt", "due", "earliest"),
    [
        # The usual day is that of the day from which is counted, here 8 hours until May and then 4.
        ("2026-05-29T16:00", "as-received", "2026-06-01T16:00", "2026-06-01T16:00"),
        ("2026-05-31T23:59", "as-received", "2026-06-01T17:00", "2026-06-01T13:00"),
        ("2026-06-01T00:00", "as-received", "2026-06-01T13:00", "2026-06-01T13:00"),
        ("2026-06-02T10:00", "as-received", "2026-06-03T10:00", "2026-06-03T10:00"),
        # A later receipt may be of a day with a shorter one.
        ("2026-05-31T23:59", "on-business-day", "2026-06-01T13:00", "2026-06-01T13:00"),
        ("2026-05-29T17:00", "on-business-day", "2026-06-01T17:00", "2026-06-01T13:00"),
        ("2026-05-29T17:00", "within-hours", "2026-06-01T13:00", "2026-06-01T13:00"),
        # What ends is an exception, and leaves the usual day as it was.
        ("2026-12-21T08:00", "as-received", "2026-12-21T13:00", "2026-12-21T13:00"),
        ("2026-12-22T08:00", "as-received", "2026-12-22T12:00", "2026-12-22T12:00"),
    ],
)
def test_the_usual_day_is_that_of_the_week_on_which_the_count_begins(
    received: str, receipt: Receipt, due: str, earliest: str
) -> None:
    calendar = in_paris(
        HoursPeriod("2026-06-01", None, SHORT), HoursPeriod("2026-12-22", "2026-12-31", "always")
    )
    at, one_day = datetime.fromisoformat(received).replace(tzinfo=PARIS), BusinessDays(1)
    found = calendar.due_details(at, one_day, Convention(receipt, "business-hours"))

    assert (found.due, found.earliest_due) == tuple(
        datetime.fromisoformat(each).replace(tzinfo=PARIS) for each in (due, earliest)
    )
    assert calendar.earliest_due(at, one_day) == found.earliest_due


@pytest.mark.parametrize(
    ("week", "later", "hours"),
    [
        (OFFICE, MORNINGS, (8, 4)),
        (OFFICE, {}, (8, 8)),
        ({}, MORNINGS, (4, 4)),
        ("always", OFFICE, (24, 8)),
    ],
)
def test_the_usual_day_turns_with_the_week(week: Any, later: Any, hours: tuple[int, int]) -> None:
    calendar = BusinessCalendar("UTC", week, periods=[HoursPeriod("2026-06-01", None, later)])
    united = BusinessCalendar.any_of("UTC", [calendar, BusinessCalendar("Asia/Tokyo", {})])

    for each in (calendar, united):
        found = [each.usual_day(day) for day in (date(2026, 5, 31), date(2026, 6, 1), date(2150, 1, 1))]
        assert found == [timedelta(hours=hours[0]), *[timedelta(hours=hours[1])] * 2]


def test_two_weeks_from_the_same_date_on_are_refused() -> None:
    with pytest.raises(BusinessTimeError, match="PSP620"):
        in_paris(HoursPeriod("2026-06-01", None, MORNINGS), HoursPeriod("2026-06-01", None, AFTERNOONS))


def test_what_comes_each_year_has_an_end() -> None:
    with pytest.raises(BusinessTimeError, match="PSP606"):
        HoursPeriod("2026-06-01", None, MORNINGS, each_year=True)


def test_special_hours_holidays_and_closures_still_win() -> None:
    calendar = in_paris(
        HoursPeriod("2026-07-01", "2026-08-31", "always"),
        holidays=["2026-07-14", "2026-08-15"],
        special_hours={"2026-07-15": [["10:00", "11:00"]], "2026-08-15": [["09:00", "10:00"]]},
        closures={"2026-07-16": [["00:00", "20:00"]]},
    )

    assert [hours_on(calendar, f"2026-07-{day}") for day in (13, 14, 15, 16)] == [
        ["00:00-00:00"],
        [],
        ["10:00-11:00"],
        ["20:00-00:00"],
    ]
    assert hours_on(calendar, "2026-08-15") == ["09:00-10:00"]


def test_a_night_that_begins_in_a_period_goes_on_after_it() -> None:
    night = HoursPeriod("2026-12-30", "2026-12-31", {"thu": [["22:00", "06:00"]]})
    calendar = BusinessCalendar("Europe/Paris", {}, periods=[night])

    assert calendar.is_open(datetime(2027, 1, 1, 5, 59, tzinfo=PARIS))
    assert not calendar.is_open(datetime(2027, 1, 1, 6, tzinfo=PARIS))


def once(first: str, last: str) -> HoursPeriod:
    return HoursPeriod(first, last, MORNINGS)


def yearly(first: str, last: str) -> HoursPeriod:
    return HoursPeriod(first, last, MORNINGS, each_year=True)


@pytest.mark.parametrize(
    ("periods", "dates"),
    [
        ([once("2026-07-01", "2026-08-31"), once("2026-08-31", "2026-09-02")], "2026-07-01 2026-08-31"),
        ([once("2026-08-31", "2026-09-02"), once("2026-07-01", "2026-08-31")], "2026-07-01 2026-09-02"),
        ([once("2026-07-01", "2026-08-31"), once("2026-07-05", "2026-07-06")], "2026-07-01 2026-07-06"),
        ([yearly("2020-12-20", "2021-01-05"), once("2030-01-05", "2030-01-05")], "2029-12-20 2030-01-05"),
        ([once("2030-12-20", "2030-12-20"), yearly("2020-12-20", "2021-01-05")], "2030-12-20"),
        ([yearly("2024-02-29", "2024-02-29"), yearly("2022-02-01", "2022-03-01")], "2024-02-29"),
        ([yearly("2025-02-27", "2025-03-01"), yearly("2024-02-29", "2024-02-29")], "2024-02-29"),
        ([yearly("1896-02-29", "1896-02-29"), yearly("1897-02-27", "1897-03-01")], "1896-02-29"),
        ([once("2019-12-20", "2019-12-20"), yearly("2020-12-20", "2021-01-05")], "2019-12-20"),
        ([yearly("2026-01-01", "2027-01-01")], "2027-01-01"),
        ([yearly("2020-07-01", "2020-08-31"), once("2040-08-31", "2040-09-15")], "2040-08-31"),
    ],
)
def test_periods_that_overlap_are_refused(periods: list[HoursPeriod], dates: str) -> None:
    with pytest.raises(BusinessTimeError) as caught:
        in_paris(*periods)

    (problem,) = caught.value.problems
    assert problem.code == "PSP620"
    assert problem.path == ("periods", len(periods) - 1)
    assert all(write_date(date.fromisoformat(day), "en") in str(caught.value) for day in dates.split())


@pytest.mark.parametrize(
    "periods",
    [
        [once("2026-07-01", "2026-08-31"), once("2026-09-01", "2026-09-02")],
        [yearly("2020-12-20", "2021-01-05"), once("2030-01-06", "2030-12-19")],
        [yearly("2020-12-20", "2021-01-05"), once("2020-01-06", "2020-12-19")],
        [yearly("2024-02-01", "2024-02-29"), yearly("2024-03-01", "2025-01-31")],
        [yearly("2023-02-01", "2023-02-28"), yearly("2024-02-29", "2024-03-01")],
        [yearly("2024-02-29", "2025-02-28")],
        [yearly("9998-12-20", "9999-01-05"), once("9999-12-31", "9999-12-31")],
    ],
)
def test_periods_that_meet_are_no_overlap(periods: list[HoursPeriod]) -> None:
    assert in_paris(*reversed(periods)) == in_paris(*periods)


DAYS = st.dates(date(2023, 12, 1), date(2025, 2, 1))
PERIODS = st.builds(
    lambda first, length, each_year: HoursPeriod(
        first, first + timedelta(days=length), MORNINGS, each_year=each_year
    ),
    *(DAYS, st.integers(0, 20) | st.integers(0, 364), st.booleans()),
)


def holds(period: HoursPeriod, day: date) -> bool:
    """Compare months and days, with a turn of the year between them or not."""
    first, last = period.first, period.last
    assert last is not None
    if not period.each_year:
        return first <= day <= last
    month_day, begin, end = ((each.month, each.day) for each in (day, first, last))
    if first.year == last.year:
        return begin <= month_day <= end
    return begin <= month_day or month_day <= end


@given(PERIODS, PERIODS)
def test_two_periods_are_refused_where_they_share_a_day(one: HoursPeriod, other: HoursPeriod) -> None:
    days = [date(2023, 12, 1) + timedelta(days=number) for number in range(12 * 366)]
    shared = [day for day in days if holds(one, day) and holds(other, day)]

    if shared:
        with pytest.raises(BusinessTimeError, match="PSP620"):
            in_paris(one, other)
    else:
        assert hours_on(in_paris(one, other), one.first.isoformat()) in (["08:00-12:00"], [])
    assert [day for day in days if holds(one, day)] == list(one.days(days[0], days[-1]))


AROUND_A_LEAP_DAY = [
    yearly("2023-12-30", "2024-01-02"),
    yearly("2024-02-26", "2024-02-26"),
    yearly("2024-02-27", "2024-02-28"),
    yearly("2024-02-29", "2024-02-29"),
    yearly("2024-03-01", "2024-03-02"),
    yearly("2024-07-01", "2024-07-01"),
]


@pytest.mark.parametrize("year", [2024, 2025])
@pytest.mark.parametrize("length", [1, 3, 120])
def test_what_has_its_dates_meets_any_of_what_comes_each_year(year: int, length: int) -> None:
    firsts = [date(year, 2, 24) + timedelta(days=number) for number in range(10)]
    for first, chosen in product(firsts, product((False, True), repeat=len(AROUND_A_LEAP_DAY))):
        days = [first + timedelta(days=number) for number in range(length)]
        dated = HoursPeriod(first, days[-1], MORNINGS)
        each_year = list(compress(AROUND_A_LEAP_DAY, chosen))
        if any(holds(period, day) for period in each_year for day in days):
            with pytest.raises(BusinessTimeError, match="PSP620"):
                read_periods([*each_year, dated], ())
        else:
            assert len(read_periods([*each_year, dated], ())) == len(each_year) + 1


def test_what_comes_each_year_is_compared_without_the_years_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Days of the years 1 and 9990 beside three hundred of each year came to three million, and to 650 MB."""
    compared = 0
    stretches = HoursPeriod.stretches

    def counted(period: HoursPeriod, first: date, last: date) -> Iterator[tuple[date, date]]:
        nonlocal compared
        for each in stretches(period, first, last):
            compared += 1
            yield each

    days = [date(2024, 1, 3) + timedelta(days=number) for number in range(300)]
    periods = [yearly(day.isoformat(), day.isoformat()) for day in days]
    monkeypatch.setattr(HoursPeriod, "stretches", counted)
    in_paris(*periods, once("0001-12-30", "0001-12-30"), once("9990-12-30", "9990-12-30"))

    assert compared < 10 * len(periods) + 100
