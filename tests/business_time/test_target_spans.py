"""Each span of a target at its boundaries, told as examples."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Closure,
    Convention,
    Due,
    ElapsedTime,
    ListedHolidays,
    Receipt,
    SkippedDay,
    TargetSpan,
)
from ptc_service_policy.business_time.conventions import RECEIPTS
from ptc_service_policy.errors import BusinessTimeError, CoverageError

PARIS = ZoneInfo("Europe/Paris")
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
CALENDAR = BusinessCalendar("Europe/Paris", OFFICE, ["2026-04-06"])
SAME_DAY, NEXT_DAY = BusinessDays(0), BusinessDays(1)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=PARIS)


# The same day


@pytest.mark.parametrize(
    ("received", "convention", "due"),
    [
        ("04-01T08:00", Convention(), "04-01T17:00"),
        ("04-01T16:59:59", Convention(), "04-01T17:00"),
        ("04-01T17:00", Convention(), "04-02T17:00"),
        ("04-03T17:00", Convention(), "04-07T17:00"),
        ("04-04T11:00", Convention(), "04-07T17:00"),
        ("04-04T11:00", Convention("on-business-day"), "04-07T17:00"),
        ("04-01T17:00", Convention("within-hours"), "04-02T17:00"),
        ("04-01T17:00", Convention(expiry="end-of-day"), "04-02T00:00"),
        ("04-01T23:59:59", Convention(expiry="end-of-day"), "04-02T00:00"),
        ("04-01T10:00", Convention(expiry="same-time"), "04-01T17:00"),
        ("04-01T17:00", Convention(expiry="same-time"), "04-02T17:00"),
        ("04-01T10:00", Convention(expiry="business-hours"), "04-01T17:00"),
    ],
)
def test_the_same_day(received: str, convention: Convention, due: str) -> None:
    assert CALENDAR.due(paris(received), SAME_DAY, convention) == paris(due)


@pytest.mark.parametrize("receipt", RECEIPTS)
def test_the_same_day_asks_no_other(receipt: Receipt) -> None:
    """Nothing is known after that day, and nothing need be."""
    calendar = BusinessCalendar("Europe/Paris", OFFICE, ListedHolidays([], "2026-04-01", "2026-04-01"))
    convention = Convention(receipt)

    assert calendar.due(paris("04-01T08:00"), SAME_DAY, convention) == paris("04-01T17:00")
    assert calendar.due_details(paris("04-01T16:59"), SAME_DAY, convention).due == paris("04-01T17:00")
    with pytest.raises(CoverageError):
        calendar.due(paris("04-01T17:00"), SAME_DAY, convention)


def test_the_earliest_same_day() -> None:
    assert CALENDAR.earliest_due(paris("04-01T10:00"), SAME_DAY) == paris("04-01T17:00")
    assert CALENDAR.earliest_due(paris("04-01T17:00"), SAME_DAY) == paris("04-02T00:00")
    assert CALENDAR.earliest_due(paris("04-01T17:00"), SAME_DAY, until="16:00") == paris("04-02T16:00")


# Until a time of the last day


@pytest.mark.parametrize(
    ("received", "span", "until", "due"),
    [
        ("04-01T10:00", BusinessDays(1), "16:00", "04-02T16:00"),
        ("04-01T10:00", BusinessDays(1), "24:00", "04-03T00:00"),
        ("04-03T16:30", BusinessDays(1), "16:00", "04-07T16:00"),
        ("04-01T10:00", BusinessDays(0), "16:00", "04-01T16:00"),
        ("04-01T15:59", BusinessDays(0), "16:00", "04-01T16:00"),
        ("04-01T16:00", BusinessDays(0), "16:00", "04-02T16:00"),
        ("04-03T16:00", BusinessDays(0), "16:00", "04-07T16:00"),
        ("04-04T10:00", BusinessDays(0), "16:00", "04-07T16:00"),
        ("04-03T16:30", CalendarDays(1), "16:00", "04-04T16:00"),
        ("04-03T15:59", CalendarDays(0), "16:00", "04-03T16:00"),
        ("04-03T16:00", CalendarDays(0), "16:00", "04-04T16:00"),
        ("03-28T10:00", CalendarDays(1), "02:30", "03-29T03:30"),
    ],
)
def test_until_ends_the_last_day(received: str, span: TargetSpan, until: str, due: str) -> None:
    every = Convention("as-received", "business-hours")
    assert CALENDAR.due(paris(received), span, until=until) == paris(due)
    assert CALENDAR.due(paris(received), span, every, until=until) == paris(due)
    assert CALENDAR.earliest_due(paris(received), span, until=until) == paris(due)


# Time, of the calendar and not


@pytest.mark.parametrize(
    ("received", "span", "due"),
    [
        ("04-03T16:30", BusinessTime(HOUR), "04-07T09:30"),
        ("04-03T16:00", BusinessTime(HOUR), "04-03T17:00"),
        ("04-03T16:00", BusinessTime(HOUR + TICK), "04-07T09:00:00.000001"),
        ("04-04T11:00", BusinessTime(HOUR), "04-07T10:00"),
        ("04-04T11:00", BusinessTime(timedelta()), "04-04T11:00"),
        ("04-03T16:30", ElapsedTime(HOUR), "04-03T17:30"),
        ("03-28T12:00", ElapsedTime(24 * HOUR), "03-29T13:00"),
        ("03-28T12:00", CalendarDays(1), "03-29T12:00"),
        ("10-24T12:00", ElapsedTime(24 * HOUR), "10-25T11:00"),
        ("10-24T12:00", CalendarDays(1), "10-25T12:00"),
        ("03-28T02:30", CalendarDays(1), "03-29T03:30"),
        ("10-24T02:30", CalendarDays(1), "10-25T02:30"),
        ("04-03T16:30", CalendarDays(0), "04-03T16:30"),
        ("04-03T16:30", CalendarDays(3), "04-06T16:30"),
    ],
)
def test_time_counts_from_receipt(received: str, span: TargetSpan, due: str) -> None:
    asked, expected = paris(received), paris(due).astimezone(UTC)
    for found in (
        CALENDAR.due(asked, span),
        CALENDAR.due(asked.astimezone(UTC), span, Convention("within-hours", "end-of-day")),
        CALENDAR.earliest_due(asked, span),
    ):
        assert found.astimezone(UTC) == expected


def test_calendar_days_from_the_second_of_two_equal_times_end_at_the_first() -> None:
    second = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS)

    assert CALENDAR.due(second, CalendarDays(0)).fold == 1
    assert CALENDAR.due(second, CalendarDays(364)) == datetime(2027, 10, 24, 2, 30, tzinfo=PARIS)
    due = CALENDAR.due(second, CalendarDays(371))
    assert (due.astimezone(UTC), due.fold) == (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), 0)


def test_elapsed_time_asks_no_calendar() -> None:
    known_in_2026 = BusinessCalendar("Europe/Paris", OFFICE, ListedHolidays([], "2026-01-01", "2026-12-31"))
    received = datetime(2030, 4, 5, 16, tzinfo=PARIS)

    for calendar in (known_in_2026, BusinessCalendar("Europe/Paris", {})):
        for span in (ElapsedTime(48 * HOUR), CalendarDays(2)):
            assert calendar.due_details(received, span) == Due(
                received + timedelta(days=2), received + timedelta(days=2), ()
            )
    with pytest.raises(CoverageError):
        known_in_2026.due(received, BusinessTime(HOUR))
    with pytest.raises(CoverageError):
        known_in_2026.due(received, ElapsedTime(HOUR), cut_off="15:00")


# Cut-offs

FRIDAYS = {"fri": "12:00"}


@pytest.mark.parametrize(
    ("received", "cut_off", "span", "due"),
    [
        ("04-01T15:00", "15:00", NEXT_DAY, "04-02T17:00"),
        ("04-01T15:00:00.000001", "15:00", NEXT_DAY, "04-03T17:00"),
        ("04-02T08:00", "15:00", NEXT_DAY, "04-03T17:00"),
        ("04-01T15:01", "15:00", SAME_DAY, "04-02T17:00"),
        ("04-01T15:00", "15:00", SAME_DAY, "04-01T17:00"),
        ("04-03T12:00", FRIDAYS, NEXT_DAY, "04-07T17:00"),
        ("04-03T12:01", FRIDAYS, NEXT_DAY, "04-08T17:00"),
        ("04-04T10:00", FRIDAYS, NEXT_DAY, "04-08T17:00"),
        ("04-06T10:00", "15:00", NEXT_DAY, "04-08T17:00"),
        ("04-04T10:00", {"wed": "12:00"}, NEXT_DAY, "04-07T17:00"),
        ("04-01T16:00", FRIDAYS, NEXT_DAY, "04-02T17:00"),
        ("04-01T23:59", "24:00", NEXT_DAY, "04-02T17:00"),
        ("04-04T00:00", "24:00", NEXT_DAY, "04-07T17:00"),
        ("04-04T00:01", "24:00", NEXT_DAY, "04-08T17:00"),
        ("04-01T15:01", "15:00", BusinessTime(HOUR), "04-02T10:00"),
        ("04-01T15:00", "15:00", BusinessTime(HOUR), "04-01T16:00"),
        ("04-03T15:01", "15:00", ElapsedTime(HOUR), "04-07T10:00"),
        ("04-07T08:00", "15:00", ElapsedTime(HOUR), "04-07T09:00"),
        ("04-03T15:01", "15:00", CalendarDays(2), "04-09T09:00"),
    ],
)
def test_what_comes_after_the_cut_off_counts_as_of_the_next_opening(
    received: str, cut_off: Any, span: TargetSpan, due: str
) -> None:
    assert CALENDAR.due(paris(received), span, cut_off=cut_off) == paris(due)
    assert CALENDAR.due_details(paris(received), span, cut_off=cut_off).due == paris(due)


# Skipped days


def test_the_days_that_each_span_passes_over() -> None:
    friday = paris("04-03T15:30")
    weekend = (
        SkippedDay(date(2026, 4, 4), "no-hours"),
        SkippedDay(date(2026, 4, 5), "no-hours"),
        SkippedDay(date(2026, 4, 6), "holiday"),
    )

    assert CALENDAR.skipped(friday, BusinessTime(2 * HOUR)) == weekend
    assert CALENDAR.skipped(friday, BusinessTime(HOUR)) == ()
    assert CALENDAR.skipped(paris("04-04T10:00"), BusinessTime(HOUR)) == weekend
    assert CALENDAR.skipped(friday, BusinessDays(0), cut_off="15:00") == weekend
    assert CALENDAR.skipped(paris("04-04T10:00"), BusinessDays(0)) == weekend[1:]
    for span in (ElapsedTime(96 * HOUR), CalendarDays(4)):
        assert CALENDAR.skipped(friday, span) == ()
        assert CALENDAR.skipped(friday, span, cut_off="15:00") == weekend


# Pauses


@pytest.mark.parametrize(
    ("span", "pauses", "due"),
    [
        (BusinessTime(2 * HOUR), [("04-03T15:30", "04-03T16:30")], "04-07T10:30"),
        (BusinessTime(2 * HOUR), [("04-01T09:00", "04-03T16:00")], "04-07T10:00"),
        (BusinessTime(2 * HOUR), [("04-07T09:30", "04-07T10:00")], "04-07T09:30"),
        (ElapsedTime(2 * HOUR), [("04-03T14:30", "04-03T16:30")], "04-03T18:30"),
        (ElapsedTime(2 * HOUR), [("04-03T17:00", "04-06T17:00")], "04-06T17:30"),
        (ElapsedTime(2 * HOUR), [("04-03T17:30", "04-06T17:00")], "04-03T17:30"),
        (
            ElapsedTime(2 * HOUR),
            [("04-03T15:30", "04-03T16:30"), ("04-03T18:00", "04-03T18:30")],
            "04-03T19:00",
        ),
        (CalendarDays(1), [("04-03T10:00", "04-03T17:30")], "04-04T17:30"),
        (CalendarDays(1), [("04-03T16:00", "04-05T17:00")], "04-06T16:30"),
    ],
)
def test_pauses_of_time(span: TargetSpan, pauses: list[tuple[str, str]], due: str) -> None:
    instants = [(paris(start), paris(end)) for start, end in pauses]

    assert CALENDAR.due(paris("04-03T15:30"), span, pauses=instants) == paris(due)
    assert CALENDAR.earliest_due(paris("04-03T15:30"), span, instants) == paris(due)


def test_a_wait_in_autumn_counts_no_hour_twice() -> None:
    """25 hours of a day and 26 of a wait; but who writes when it ends has time until the same hour."""
    pause = (paris("10-24T12:00"), paris("10-25T13:00"))

    assert CALENDAR.due(paris("10-24T12:00"), CalendarDays(1), pauses=[pause]) == paris("10-26T13:00")


SHORT_FRIDAY = BusinessCalendar("Europe/Paris", {**OFFICE, "fri": [("09:00", "15:00")]})


@pytest.mark.parametrize(
    ("span", "pause", "options", "due"),
    [
        (NEXT_DAY, ("04-15T10:00", "04-15T17:00"), {}, "04-16T17:00"),
        (NEXT_DAY, ("04-15T10:00", "04-16T00:00"), {}, "04-16T17:00"),
        (NEXT_DAY, ("04-15T10:00", "04-16T10:00"), {}, "04-17T10:00"),
        (NEXT_DAY, ("04-16T09:00", "04-16T15:30"), {}, "04-17T15:00"),
        (NEXT_DAY, ("04-16T09:00", "04-16T17:00"), {}, "04-17T15:00"),
        (NEXT_DAY, ("04-15T10:00", "04-16T10:00"), {"until": "16:00"}, "04-16T17:00"),
        (
            NEXT_DAY,
            ("04-15T10:00", "04-16T10:00"),
            {"until": "16:00", "convention": Convention(expiry="business-hours")},
            "04-16T17:00",
        ),
        (NEXT_DAY, ("04-15T10:00", "04-15T12:00"), {"cut_off": "09:00"}, "04-17T15:00"),
        (SAME_DAY, ("04-15T11:00", "04-15T16:59"), {}, "04-15T17:00"),
        (SAME_DAY, ("04-15T11:00", "04-15T17:00"), {}, "04-16T15:00"),
        (SAME_DAY, ("04-15T16:00", "04-16T10:00"), {}, "04-16T11:00"),
        (SAME_DAY, ("04-15T11:00", "04-17T10:00"), {}, "04-17T15:00"),
        (CalendarDays(1), ("04-15T11:00", "04-15T18:00"), {"until": "16:00"}, "04-16T16:00"),
        (CalendarDays(1), ("04-16T11:00", "04-16T18:00"), {"until": "16:00"}, "04-16T23:00"),
    ],
)
def test_pauses_of_days(span: TargetSpan, pause: tuple[str, str], options: dict[str, Any], due: str) -> None:
    """Their clock starts with the first day that counts, and a wait takes them no further than it lasted."""
    start, end = map(paris, pause)
    received = paris("04-15T10:00")

    assert SHORT_FRIDAY.due(received, span, pauses=[(start, end)], **options) == paris(due)
    assert SHORT_FRIDAY.due(end, span, **options) >= paris(due)


@pytest.mark.parametrize(
    ("expiry", "due"),
    [
        ("close-of-business", "04-02T17:00"),
        ("same-time", "04-02T10:00"),
        ("end-of-day", "04-03T00:00"),
        ("business-hours", "04-02T12:00"),
    ],
)
def test_days_in_hours_are_paused_from_receipt(expiry: Any, due: str) -> None:
    pauses = [(paris("04-01T11:00"), paris("04-01T13:00"))]
    received = paris("04-01T10:00")

    assert CALENDAR.due(received, NEXT_DAY, Convention(expiry=expiry), pauses) == paris(due)
    assert CALENDAR.earliest_due(received, NEXT_DAY, pauses) == paris("04-02T10:00")


# What is refused


@pytest.mark.parametrize(
    ("code", "build"),
    [
        *(("PSP616", lambda wrong=wrong: CalendarDays(wrong)) for wrong in (-1, True, 1.0, "1", None)),
        *(("PSP616", lambda wrong=wrong: BusinessDays(wrong)) for wrong in (-1, True, 1.0, "1", None)),
        *(("PSP617", lambda wrong=wrong: BusinessTime(wrong)) for wrong in (1, "1:00", None)),
        *(("PSP617", lambda wrong=wrong: ElapsedTime(wrong)) for wrong in (1, "1:00", None)),
        ("PSP622", lambda: BusinessTime(-TICK)),
        ("PSP622", lambda: ElapsedTime(-TICK)),
    ],
)
def test_wrong_spans_are_refused(code: str, build: Any) -> None:
    with pytest.raises(BusinessTimeError, match=code):
        build()


@pytest.mark.parametrize(
    ("code", "span", "options"),
    [
        ("PSP623", BusinessTime(HOUR), {"until": "16:00"}),
        ("PSP623", ElapsedTime(HOUR), {"until": "16:00"}),
        ("PSP603", BusinessDays(1), {"until": "16h00"}),
        ("PSP603", CalendarDays(1), {"until": 16}),
        ("PSP603", BusinessDays(0), {"cut_off": "24:01"}),
        ("PSP603", ElapsedTime(HOUR), {"cut_off": {"mon": "9:00"}}),
        ("PSP605", BusinessTime(HOUR), {"cut_off": {"monday": "09:00"}}),
        ("PSP607", BusinessTime(HOUR), {"cut_off": ["09:00"]}),
    ],
)
def test_wrong_options_are_refused(code: str, span: TargetSpan, options: dict[str, Any]) -> None:
    for ask in (CALENDAR.due, CALENDAR.earliest_due, CALENDAR.skipped, CALENDAR.due_details):
        with pytest.raises(BusinessTimeError, match=code):
            ask(paris("04-01T10:00"), span, **options)


def test_the_place_of_a_wrong_cut_off_is_told() -> None:
    with pytest.raises(BusinessTimeError, match=r"cut_off\.fri") as caught:
        CALENDAR.due(paris("04-01T10:00"), NEXT_DAY, cut_off={"mon": "15:00", "fri": "noon"})

    assert caught.value.problems[0].path == ("cut_off", "fri")


@pytest.mark.parametrize(
    "span",
    [
        *(ElapsedTime(timedelta.max), ElapsedTime(timedelta(days=80_000)), BusinessTime(timedelta.max)),
        *(CalendarDays(80_000), CalendarDays(10_000_000), CalendarDays(10**30), BusinessDays(80_000)),
    ],
)
def test_spans_beyond_the_supported_years_are_refused(span: TargetSpan) -> None:
    for ask in (CALENDAR.due, CALENDAR.earliest_due, CALENDAR.due_details):
        with pytest.raises(BusinessTimeError, match="PSP611"):
            ask(paris("04-01T10:00"), span)


def test_a_pause_may_not_lead_beyond_the_supported_years() -> None:
    received = datetime(2199, 12, 30, 20, tzinfo=PARIS)
    pause = (received, received + timedelta(days=2))
    for span in (ElapsedTime(HOUR), CalendarDays(1)):
        with pytest.raises(BusinessTimeError, match="PSP611"):
            CALENDAR.due(received, span, pauses=[pause])


def test_a_calendar_that_never_opens_has_no_cut_off() -> None:
    never = BusinessCalendar("Europe/Paris", {}, closures=[Closure("2026-04-01")])
    for span in (SAME_DAY, NEXT_DAY, ElapsedTime(HOUR)):
        with pytest.raises(BusinessTimeError, match="PSP611"):
            never.due(paris("04-01T10:00"), span, cut_off="15:00")
    with pytest.raises(BusinessTimeError, match="PSP611"):
        never.due(paris("04-01T10:00"), SAME_DAY)
    with pytest.raises(BusinessTimeError, match="PSP611"):
        never.due(paris("04-01T10:00"), BusinessTime(TICK))
