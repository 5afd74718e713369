"""The answers at their boundaries, told as examples."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    Closure,
    Convention,
    Due,
    Expiry,
    Receipt,
    SkippedDay,
    Window,
)
from ptc_service_policy.text import LocalizedText

PARIS = ZoneInfo("Europe/Paris")
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
EASTER = LocalizedText(fr="Lundi de Pâques", en="Easter Monday")
LEAVE = LocalizedText(fr="Congés", en="Leave")
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
CALENDAR = BusinessCalendar("Europe/Paris", OFFICE, {"2026-04-06": EASTER})
TWO = BusinessDays(2)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=PARIS)


# Openings and closings

OPENING, CLOSING = paris("04-01T09:00"), paris("04-01T17:00")


@pytest.mark.parametrize(
    ("at", "is_open", "next_open", "previous_close"),
    [
        (OPENING - TICK, False, OPENING, paris("03-31T17:00")),
        (OPENING, True, OPENING, paris("03-31T17:00")),
        (OPENING + TICK, True, OPENING + TICK, paris("03-31T17:00")),
        (CLOSING - TICK, True, CLOSING - TICK, paris("03-31T17:00")),
        (CLOSING, False, paris("04-02T09:00"), CLOSING),
        (CLOSING + TICK, False, paris("04-02T09:00"), CLOSING),
        (paris("04-04T11:00"), False, paris("04-07T09:00"), paris("04-03T17:00")),
    ],
)
def test_around_the_edges(at: datetime, is_open: bool, next_open: datetime, previous_close: datetime) -> None:
    assert CALENDAR.is_open(at) == is_open
    assert CALENDAR.next_open(at) == next_open
    assert CALENDAR.previous_close(at) == previous_close


@pytest.mark.parametrize(
    ("at", "open_time", "expected"),
    [
        (OPENING, 8 * HOUR, CLOSING),
        (OPENING - HOUR, 8 * HOUR, CLOSING),
        (CLOSING, TICK, paris("04-02T09:00") + TICK),
        (CLOSING, timedelta(), CLOSING),
        (CLOSING + HOUR, timedelta(), CLOSING + HOUR),
        (CLOSING, -8 * HOUR, OPENING),
        (CLOSING + HOUR, -8 * HOUR, OPENING),
        (OPENING, -TICK, paris("03-31T17:00") - TICK),
        (paris("04-03T16:30"), 16 * HOUR, paris("04-08T16:30")),
    ],
)
def test_sums_stay_where_they_land(at: datetime, open_time: timedelta, expected: datetime) -> None:
    assert CALENDAR.add(at, open_time) == expected


def test_windows_are_cut_and_empty_ranges_have_none() -> None:
    assert CALENDAR.windows(OPENING + HOUR, CLOSING - HOUR) == (Window(OPENING + HOUR, CLOSING - HOUR),)
    assert CALENDAR.windows(CLOSING, CLOSING + HOUR) == ()
    assert CALENDAR.windows(OPENING, OPENING) == ()
    assert CALENDAR.windows(CLOSING, OPENING) == ()
    assert CALENDAR.elapsed(CLOSING, OPENING) == -8 * HOUR


def test_a_window_goes_on_over_new_year() -> None:
    always = BusinessCalendar("Europe/Paris", dict.fromkeys((*OFFICE, "sat", "sun"), (("00:00", "24:00"),)))
    always.is_open(OPENING)
    start, end = (datetime(year, 6, 1, tzinfo=PARIS) for year in (2024, 2028))

    assert always.windows(start, end) == (Window(start, end),)


# Clock changes


def test_a_window_lasts_as_long_as_it_really_does() -> None:
    all_day = BusinessCalendar("Europe/Paris", {"sun": [["00:00", "24:00"]]})
    (spring,) = all_day.windows(paris("03-28T00:00"), paris("03-31T00:00"))
    (autumn,) = all_day.windows(paris("10-24T00:00"), paris("10-27T00:00"))

    assert (spring.duration, autumn.duration) == (23 * HOUR, 25 * HOUR)


def test_fold_tells_two_equal_wall_times_apart() -> None:
    night = BusinessCalendar("Europe/Paris", {"sun": [["02:00", "02:30"]]})
    first = datetime(2026, 10, 25, 2, 15, tzinfo=PARIS)

    assert night.is_open(first)
    assert not night.is_open(first.replace(fold=1))
    assert night.elapsed(first, first.replace(fold=1)) == timedelta(minutes=15)


def test_half_an_hour_at_lord_howe() -> None:
    night = BusinessCalendar("Australia/Lord_Howe", {"sun": [["01:00", "03:00"]]})
    zone = ZoneInfo("Australia/Lord_Howe")

    spring, autumn = datetime(2026, 10, 4, tzinfo=zone), datetime(2026, 4, 5, tzinfo=zone)
    assert night.elapsed(spring, spring + timedelta(days=1)) == timedelta(minutes=90)
    assert night.elapsed(autumn, autumn + timedelta(days=1)) == timedelta(minutes=150)


def test_a_date_that_was_skipped_has_no_hours() -> None:
    """Samoa went from Thursday 29 to Saturday 31 December 2011."""
    apia, zone = BusinessCalendar("Pacific/Apia", OFFICE), ZoneInfo("Pacific/Apia")
    thursday = datetime(2011, 12, 29, 12, tzinfo=zone)

    assert not apia.is_business_day(date(2011, 12, 30))
    assert apia.offset(date(2011, 12, 29), 1) == date(2012, 1, 2)
    assert apia.next_open(thursday + timedelta(hours=5)) == datetime(2012, 1, 2, 9, tzinfo=zone)
    assert apia.due(thursday, BusinessDays(1)) == datetime(2012, 1, 2, 17, tzinfo=zone)
    assert apia.elapsed(thursday, datetime(2012, 1, 1, tzinfo=zone)) == 5 * HOUR


def test_a_night_shift_over_a_skipped_date_goes_on() -> None:
    apia, zone = BusinessCalendar("Pacific/Apia", {"thu": [["22:00", "06:00"]]}), ZoneInfo("Pacific/Apia")
    (night,) = apia.windows(datetime(2011, 12, 29, tzinfo=zone), datetime(2012, 1, 2, tzinfo=zone))

    assert night == Window(datetime(2011, 12, 29, 22, tzinfo=zone), datetime(2011, 12, 31, 6, tzinfo=zone))
    assert night.duration == 8 * HOUR


def test_a_night_shift_over_a_date_skipped_at_new_year_goes_on() -> None:
    """Kiritimati went from Friday 30 December 1994 to Sunday 1 January 1995."""
    zone = ZoneInfo("Pacific/Kiritimati")
    calendar = BusinessCalendar("Pacific/Kiritimati", {"fri": [["22:00", "06:00"]]})

    assert calendar.is_open(datetime(1995, 1, 1, 5, 59, tzinfo=zone))
    assert not calendar.is_open(datetime(1995, 1, 1, 6, tzinfo=zone))


@pytest.mark.parametrize("years", [[], [1918, 1920, 2010, 2012]])
@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("America/Toronto", datetime(1919, 3, 30, 23, 45, tzinfo=ZoneInfo("America/Toronto"))),
        ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=ZoneInfo("Pacific/Apia"))),
    ],
)
def test_a_wall_time_skipped_into_the_next_date_is_received_then(
    zone: str, skipped: datetime, years: list[int]
) -> None:
    """In 1919 the clocks of Toronto went from Sunday 23:30 to Monday 00:30."""
    calendar = BusinessCalendar(zone, dict.fromkeys(("sat", "sun", "mon", "tue"), (("09:00", "17:00"),)))
    for year in [*years, skipped.year]:
        calendar.is_open(datetime(year, 6, 1, tzinfo=UTC))

    received = skipped.astimezone(UTC)
    assert received.astimezone(skipped.tzinfo).date() > skipped.date()
    assert calendar.due(skipped, BusinessDays(1)) == calendar.due(received, BusinessDays(1))
    assert calendar.due(received, BusinessDays(1)).date() > received.astimezone(skipped.tzinfo).date()


def test_same_time_means_the_first_of_two() -> None:
    """Received in the second 02:30 of one autumn, due in the first 02:30 of the next."""
    nights = BusinessCalendar("Europe/Paris", {"sun": [["00:00", "24:00"]]})
    received = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS)

    due = nights.due(received, BusinessDays(53), Convention(expiry="same-time"))
    # Python calls times of two zones unequal in an hour that comes twice.
    assert (due.astimezone(UTC), due.fold) == (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), 0)


# Days


def test_hours_past_midnight_belong_to_the_day_on_which_they_began() -> None:
    nights = BusinessCalendar("Europe/Paris", {"fri": [["22:00", "06:00"]]})

    assert nights.is_open(paris("04-04T05:59"))
    assert nights.is_business_day(date(2026, 4, 3))
    assert not nights.is_business_day(date(2026, 4, 4))
    assert nights.due(paris("04-01T12:00"), BusinessDays(1)) == paris("04-04T06:00")


def test_where_hours_meet_the_next_days_open_is_open() -> None:
    calendar = BusinessCalendar("Europe/Paris", {"mon": [["20:00", "10:00"]], "tue": [["09:00", "17:00"]]})

    assert calendar.windows(paris("03-30T00:00"), paris("04-01T00:00")) == (
        Window(paris("03-30T20:00"), paris("03-31T17:00")),
    )
    assert calendar.elapsed(paris("03-30T00:00"), paris("04-01T00:00")) == 21 * HOUR


def test_special_hours_win_over_holidays_and_closures_over_all() -> None:
    calendar = BusinessCalendar(
        "Europe/Paris",
        OFFICE,
        holidays=["2026-04-06"],
        special_hours={"2026-04-06": [["10:00", "12:00"]], "2026-04-07": []},
        closures={"2026-04-06": [["11:00", "18:00"]]},
    )

    assert calendar.windows(paris("04-04T00:00"), paris("04-08T00:00")) == (
        Window(paris("04-06T10:00"), paris("04-06T11:00")),
    )


def test_offset_rolls_as_numpy_does_or_not_at_all() -> None:
    saturday = date(2026, 4, 4)

    assert CALENDAR.offset(saturday, 0) == saturday
    assert CALENDAR.offset(saturday, 1) == date(2026, 4, 7)
    assert CALENDAR.offset(saturday, 1, roll="forward") == date(2026, 4, 8)
    assert CALENDAR.offset(saturday, 1, roll="backward") == date(2026, 4, 7)
    assert CALENDAR.offset(saturday, -1) == date(2026, 4, 3)
    assert CALENDAR.offset(saturday, -1, roll="backward") == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("day", "how", "expected"),
    [
        ("2026-05-30", "following", "2026-06-01"),
        ("2026-05-30", "modified-following", "2026-05-29"),
        ("2026-05-29", "modified-following", "2026-05-29"),
        ("2026-08-01", "preceding", "2026-07-31"),
        ("2026-08-01", "modified-preceding", "2026-08-03"),
        ("2026-08-03", "modified-preceding", "2026-08-03"),
    ],
)
def test_modified_rolls_stay_in_the_month(day: str, how: str, expected: str) -> None:
    rolled = CALENDAR.roll(date.fromisoformat(day), how)  # type: ignore[arg-type]
    assert rolled == date.fromisoformat(expected)


# Counting


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("04-01T00:00", "04-03T17:00"),
        ("04-01T08:00", "04-03T17:00"),
        ("04-01T10:00", "04-03T17:00"),
        ("04-01T18:30", "04-03T17:00"),
        ("04-01T23:59", "04-03T17:00"),
        ("04-03T16:30", "04-08T17:00"),
        ("04-04T11:00", "04-08T17:00"),
        ("04-06T11:00", "04-08T17:00"),
    ],
)
def test_the_default_convention(received: str, due: str) -> None:
    assert CALENDAR.due(paris(received), TWO) == paris(due)
    assert CALENDAR.due(paris(received).astimezone(UTC), TWO) == paris(due)


@pytest.mark.parametrize(
    ("received", "receipt", "expiry", "due"),
    [
        ("04-04T11:00", "as-received", "same-time", "04-08T11:00"),
        ("04-04T11:00", "on-business-day", "close-of-business", "04-09T17:00"),
        ("04-04T11:00", "on-business-day", "same-time", "04-09T09:00"),
        ("04-04T11:00", "within-hours", "end-of-day", "04-10T00:00"),
        ("04-04T11:00", "within-hours", "business-hours", "04-08T17:00"),
        ("04-01T18:30", "as-received", "same-time", "04-03T17:00"),
        ("04-01T18:30", "on-business-day", "close-of-business", "04-03T17:00"),
        ("04-01T18:30", "within-hours", "close-of-business", "04-07T17:00"),
        ("04-01T18:30", "as-received", "end-of-day", "04-04T00:00"),
        ("04-01T18:30", "as-received", "business-hours", "04-03T17:00"),
        ("04-01T08:00", "as-received", "same-time", "04-03T09:00"),
        ("04-01T08:00", "within-hours", "close-of-business", "04-03T17:00"),
        ("04-01T08:00", "as-received", "business-hours", "04-02T17:00"),
        ("04-01T17:00", "within-hours", "same-time", "04-07T09:00"),
    ],
)
def test_the_other_conventions(received: str, receipt: Receipt, expiry: Expiry, due: str) -> None:
    assert CALENDAR.due(paris(received), TWO, Convention(receipt, expiry)) == paris(due)


def test_earliest_due_is_the_earliest_reading() -> None:
    assert CALENDAR.earliest_due(paris("04-01T08:00"), TWO) == paris("04-02T17:00")
    assert CALENDAR.earliest_due(paris("04-01T10:00"), TWO) == paris("04-03T10:00")
    assert CALENDAR.earliest_due(paris("04-04T11:00"), TWO) == paris("04-08T11:00")


def test_midnight_may_come_before_the_first_opening() -> None:
    """A closure takes Monday's evening, so Monday's hours begin on Tuesday, after Monday has ended."""
    calendar = BusinessCalendar(
        "Europe/Paris", {"mon": [["20:00", "06:00"]]}, closures={"2026-04-13": [["18:00", "02:00"]]}
    )
    received, one = paris("04-10T12:00"), BusinessDays(1)

    assert calendar.due(received, one, Convention(expiry="same-time")) == paris("04-14T02:00")
    assert calendar.earliest_due(received, one) == paris("04-14T00:00")


def test_skipped_days_say_why() -> None:
    calendar = BusinessCalendar(
        "Europe/Paris",
        OFFICE,
        holidays={"2026-04-06": EASTER, "2026-04-12": None},
        special_hours={"2026-04-09": []},
        closures=[
            Closure("2026-04-07", "2026-04-08", reason=LEAVE),
            Closure("2026-04-10", hours=("08:00", "18:00")),
        ],
    )

    assert calendar.skipped(paris("04-02T10:00"), TWO) == (
        SkippedDay(date(2026, 4, 4), "no-hours"),
        SkippedDay(date(2026, 4, 5), "no-hours"),
        SkippedDay(date(2026, 4, 6), "holiday", EASTER),
        SkippedDay(date(2026, 4, 7), "closure", LEAVE),
        SkippedDay(date(2026, 4, 8), "closure", LEAVE),
        SkippedDay(date(2026, 4, 9), "special-hours"),
        SkippedDay(date(2026, 4, 10), "closure"),
        SkippedDay(date(2026, 4, 11), "no-hours"),
        SkippedDay(date(2026, 4, 12), "holiday"),
    )


@pytest.mark.parametrize(
    ("receipt", "days"),
    [("as-received", [5, 6]), ("on-business-day", [4, 5, 6]), ("within-hours", [4, 5, 6])],
)
def test_day_zero_is_not_skipped(receipt: Receipt, days: list[int]) -> None:
    skipped = CALENDAR.skipped(paris("04-04T11:00"), TWO, Convention(receipt))

    assert [found.day.day for found in skipped] == days


def test_details_hold_all_three() -> None:
    received = paris("04-03T16:30")

    assert CALENDAR.due_details(received, TWO) == Due(
        due=CALENDAR.due(received, TWO),
        earliest_due=CALENDAR.earliest_due(received, TWO),
        skipped=CALENDAR.skipped(received, TWO),
    )


# Pauses


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "04-03T17:00"),
        ([("04-01T18:00", "04-02T08:00")], "04-03T17:00"),
        ([("04-02T10:00", "04-02T11:00")], "04-07T10:00"),
        ([("04-02T10:00", "04-02T11:00"), ("04-02T10:30", "04-02T12:00")], "04-07T11:00"),
        ([("04-02T16:00", "04-03T10:00")], "04-07T11:00"),
        ([("03-30T09:00", "04-01T11:00")], "04-03T17:00"),
        ([("04-01T10:00", "04-02T00:00")], "04-03T17:00"),
        ([("04-01T10:00", "04-02T10:00")], "04-07T10:00"),
        ([("04-03T17:00", "04-08T12:00")], "04-03T17:00"),
        ([("04-03T16:00", "04-07T12:00")], "04-07T13:00"),
        ([("04-02T10:00", "04-02T11:00"), ("04-07T09:30", "04-07T11:30")], "04-07T12:00"),
        ([("04-02T10:00", "04-02T10:00")], "04-03T17:00"),
    ],
)
def test_paused_open_time_moves_the_answer(pauses: list[tuple[str, str]], due: str) -> None:
    instants = [(paris(start), paris(end)) for start, end in pauses]

    assert CALENDAR.due(paris("04-01T10:00"), TWO, pauses=instants) == paris(due)
    assert CALENDAR.due(paris("04-01T10:00"), TWO, pauses=iter(instants)) == paris(due)
    assert CALENDAR.due_details(paris("04-01T10:00"), TWO, pauses=iter(instants)).due == paris(due)


def test_earliest_due_knows_a_night_that_ends_on_a_business_day() -> None:
    calendar = BusinessCalendar(
        "UTC",
        {"mon": [["00:30", "00:30"]], "tue": [["00:30", "24:00"]]},
        closures={"2001-01-15": [["01:00", "24:00"]]},
    )
    received = datetime(2001, 1, 15, 1, tzinfo=UTC)

    conventions = [Convention(receipt, "same-time") for receipt in get_args(Receipt)]
    readings = [calendar.due(received, BusinessDays(1), convention) for convention in conventions]
    assert (
        min(readings)
        == calendar.earliest_due(received, BusinessDays(1))
        == datetime(2001, 1, 16, 1, tzinfo=UTC)
    )


def test_earliest_due_knows_a_receipt_that_is_carried_into_a_night() -> None:
    calendar = BusinessCalendar(
        "Africa/Casablanca",
        {"mon": [("00:00", "00:30"), ("01:00", "24:00")]},
        special_hours={"2000-01-01": [("03:00", "00:30")]},
        closures={"2000-01-01": [("00:00", "24:00")]},
    )
    received = datetime(2000, 1, 1, 20, tzinfo=UTC)
    carried = calendar.due(received, BusinessDays(1), Convention("within-hours", "same-time"))
    assert carried == datetime(2000, 1, 3, 0, tzinfo=UTC)
    assert calendar.earliest_due(received, BusinessDays(1)) == carried
    assert calendar.due_details(received, BusinessDays(1)).earliest_due == carried
    assert calendar.earliest_due(received, BusinessDays(1), cut_off={"tue": "12:00"}) == carried


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "Europe/Berlin", "Europe/London", "Africa/Tunis", "Africa/Casablanca", "UTC"]
)
def test_business_days_count_alike_whatever_zone_the_instant_is_told_in(zone: str) -> None:
    first = datetime(2026, 3, 20, 22, 30, tzinfo=UTC)
    for at in (first + hours * HOUR for hours in range(24 * 230)):
        assert CALENDAR.due(at.astimezone(ZoneInfo(zone)), TWO) == CALENDAR.due(at, TWO)
