"""How far the time of a request has run at an instant, against a clock that is moved minute by minute."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Convention,
    ElapsedTime,
    TargetSpan,
    Window,
)
from ptc_service_policy.errors import BusinessTimeError, NaiveDatetimeError

PARIS = ZoneInfo("Europe/Paris")
WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
CALENDAR = BusinessCalendar("Europe/Paris", WEEK, holidays=["2026-04-06"])
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def spans(*texts: tuple[str, str | None]) -> list[tuple[datetime, datetime | None]]:
    return [(at(start), None if end is None else at(end)) for start, end in texts]


SIXTEEN = BusinessTime(16 * HOUR)
ONE_DAY = BusinessDays(1)
WAIT = ("2026-04-01T14:00", "2026-04-01T16:00")
# span, received, pauses, as of: due, used, length, paused
TOLD: list[tuple[TargetSpan, str, list[tuple[str, str | None]], str, tuple[str, float, float, bool]]] = [
    (SIXTEEN, "2026-04-01T10:00", [WAIT], "2026-04-02T13:00", ("2026-04-03T12:00", 9, 16, False)),
    (SIXTEEN, "2026-04-01T10:00", [WAIT], "2026-04-01T10:00", ("2026-04-03T10:00", 0, 16, False)),
    (SIXTEEN, "2026-04-01T10:00", [WAIT], "2026-04-01T14:00", ("2026-04-03T10:00", 4, 16, True)),
    (SIXTEEN, "2026-04-01T10:00", [WAIT], "2026-04-01T13:59", ("2026-04-03T10:00", 239 / 60, 16, False)),
    (SIXTEEN, "2026-04-01T10:00", [WAIT], "2026-04-01T15:00", ("2026-04-03T11:00", 4, 16, True)),
    (SIXTEEN, "2026-04-01T10:00", [WAIT], "2026-04-01T16:00", ("2026-04-03T12:00", 4, 16, False)),
    (SIXTEEN, "2026-04-01T10:00", [(WAIT[0], None)], "2026-04-01T15:00", ("2026-04-03T11:00", 4, 16, True)),
    (SIXTEEN, "2026-04-01T10:00", [(WAIT[0], None)], "2026-04-02T09:30", ("2026-04-03T13:30", 4, 16, True)),
    (SIXTEEN, "2026-04-01T10:00", [], "2026-04-03T10:00", ("2026-04-03T10:00", 16, 16, False)),
    (SIXTEEN, "2026-04-01T10:00", [], "2026-04-03T12:00", ("2026-04-03T10:00", 18, 16, False)),
    (SIXTEEN, "2026-04-01T10:00", [("2026-04-03T11:00", None)], "2026-04-07T10:00",
     ("2026-04-03T10:00", 17, 16, True)),
    # The clock of a target in days starts with the first day that counts: a wait before it moves nothing.
    (ONE_DAY, "2026-04-01T10:00", [("2026-04-01T09:00", "2026-04-01T17:00")], "2026-04-02T13:00",
     ("2026-04-02T17:00", 4, 8, False)),
    (ONE_DAY, "2026-04-01T10:00", [("2026-04-02T09:00", "2026-04-02T13:00")], "2026-04-02T15:00",
     ("2026-04-03T13:00", 2, 8, False)),
    (ONE_DAY, "2026-04-01T10:00", [], "2026-04-01T16:00", ("2026-04-02T17:00", 0, 8, False)),
    (ONE_DAY, "2026-04-03T16:30", [], "2026-04-06T12:00", ("2026-04-07T17:00", 0, 8, False)),
    (ElapsedTime(4 * HOUR), "2026-04-03T16:30", [("2026-04-03T17:00", "2026-04-03T18:00")],
     "2026-04-03T20:00", ("2026-04-03T21:30", 2.5, 4, False)),
    (CalendarDays(2), "2026-04-03T16:30", [("2026-04-04T00:00", "2026-04-04T06:00")], "2026-04-04T16:30",
     ("2026-04-05T22:30", 18, 48, False)),
]  # fmt: skip


@pytest.mark.parametrize(("span", "received", "pauses", "as_of", "told"), TOLD)
def test_it_is_as_told(
    span: TargetSpan,
    received: str,
    pauses: list[tuple[str, str | None]],
    as_of: str,
    told: tuple[str, float, float, bool],
) -> None:
    found = CALENDAR.progress(at(received), span, pauses=spans(*pauses), as_of=at(as_of))
    used, length = found.used / HOUR, found.length / HOUR
    assert (found.due, round(used, 9), length, found.is_paused) == (at(told[0]), round(told[1], 9), *told[2:])
    assert found.left == max(found.length - found.used, timedelta())


def test_a_wait_in_closed_time_moves_nothing_after_one_that_did() -> None:
    received, same_time = at("2026-04-01T16:00"), Convention(expiry="same-time")
    over_good_friday = ("2026-04-02T00:00", "2026-04-04T09:30")
    for more in ((), (("2026-04-05T08:00", "2026-04-05T08:30"),)):
        pauses = spans(over_good_friday, *more)
        assert CALENDAR.due(received, ONE_DAY, same_time, pauses) == at("2026-04-07T09:30")


def test_what_is_paused_later_is_not_known_yet() -> None:
    pauses = spans(WAIT, ("2026-04-02T14:00", "2026-04-02T16:00"), ("2026-04-02T14:00", None))
    early = CALENDAR.progress(at("2026-04-01T10:00"), SIXTEEN, pauses=pauses, as_of=at("2026-04-02T13:59"))
    assert (early.due, early.is_paused) == (at("2026-04-03T12:00"), False)
    windows = [Window(start, end) for start, end in pauses if end is not None]
    same = CALENDAR.progress(at("2026-04-01T10:00"), SIXTEEN, pauses=windows, as_of=at("2026-04-02T13:59"))
    assert same == early


REMINDERS: list[tuple[Any, str]] = [
    (0.8, "2026-04-02T16:48"),
    (0.5625, "2026-04-02T13:00"),
    (1, "2026-04-03T12:00"),
    (timedelta(), "2026-04-03T12:00"),
    (2 * HOUR, "2026-04-03T10:00"),
    (4 * HOUR, "2026-04-02T16:00"),
    (12 * HOUR, "2026-04-01T14:00"),
    (12 * HOUR - MINUTE, "2026-04-01T16:01"),
    (16 * HOUR, "2026-04-01T10:00"),
    (20 * HOUR, "2026-04-01T10:00"),
]


@pytest.mark.parametrize(("mark", "reached"), REMINDERS)
def test_marks_are_reached(mark: Any, reached: str) -> None:
    found = CALENDAR.progress(
        at("2026-04-01T10:00"), SIXTEEN, pauses=spans(WAIT), as_of=at("2026-04-02T13:00"), marks=[mark]
    )
    assert found.reached == (at(reached),)


def test_a_mark_that_leaves_more_than_there_is_is_reached_at_once() -> None:
    asked = at("2026-04-01T10:00"), SIXTEEN
    whole, beyond = (
        CALENDAR.progress(*asked, as_of=at("2026-04-02T13:00"), marks=[mark]).reached
        for mark in (16 * HOUR, timedelta.max)
    )
    assert beyond == whole


@pytest.mark.parametrize("mark", [0, 0.0, -0.1, 1.0001, True, "80 %", None, -MINUTE, float("nan")])
def test_what_is_no_mark_is_refused(mark: Any) -> None:
    with pytest.raises(BusinessTimeError, match="PSP632"):
        CALENDAR.progress(at("2026-04-01T10:00"), SIXTEEN, as_of=at("2026-04-02T13:00"), marks=[mark])


class Frame:
    """As data frames and arrays do, say the names of its columns, and not whether it is empty."""

    def __iter__(self) -> Iterator[str]:
        return iter(("start", "end"))

    def __bool__(self) -> NoReturn:
        raise ValueError("the truth value of a frame is ambiguous")


WRONG: list[tuple[Any, str]] = [
    ([(at("2026-04-02T10:00"), at("2026-04-02T09:00"))], "PSP615"),
    ([(at("2026-04-02T10:00"),)], "PSP607"),
    ([at("2026-04-02T10:00")], "PSP607"),
    (["2026-04-02T10:00/.."], "PSP607"),
    ("2026-04-02T10:00/..", "PSP607"),
    *((nothing, "PSP607") for nothing in (None, "", 0, False)),
    (7, "PSP607"),
    (Frame(), "PSP607"),
    ([(at("2026-04-02T10:00"), "later")], "PSP612"),
    ([(None, at("2026-04-02T10:00"))], "PSP612"),
    ([(datetime(2026, 4, 2), None)], "PSP601"),  # noqa: DTZ001 - what this is about
]


@pytest.mark.parametrize(("pauses", "code"), WRONG)
def test_wrong_pauses_are_refused_alike_everywhere(pauses: Any, code: str) -> None:
    received = at("2026-04-01T10:00")
    for ask in (
        lambda: CALENDAR.progress(received, SIXTEEN, pauses=pauses, as_of=at("2026-04-02T13:00")),
        lambda: CALENDAR.due(received, SIXTEEN, pauses=pauses),
        lambda: CALENDAR.due_details(received, ONE_DAY, pauses=pauses),
        lambda: CALENDAR.earliest_due(received, ONE_DAY, pauses=pauses),
    ):
        if code == "PSP601" and ask is not None:
            with pytest.raises((NaiveDatetimeError, BusinessTimeError), match=r"PSP601|PSP631"):
                ask()
            continue
        with pytest.raises(BusinessTimeError, match=code):
            ask()


def test_a_due_instant_is_not_told_while_a_pause_goes_on() -> None:
    with pytest.raises(BusinessTimeError, match="PSP631"):
        CALENDAR.due(at("2026-04-01T10:00"), SIXTEEN, pauses=spans((WAIT[0], None)))


def test_before_receipt_nothing_stands() -> None:
    with pytest.raises(BusinessTimeError, match="PSP633"):
        CALENDAR.progress(at("2026-04-01T10:00"), SIXTEEN, as_of=at("2026-04-01T09:59"))


# A clock that is moved minute by minute

MINUTES = st.integers(0, 9 * 24 * 60).map(lambda minutes: at("2026-03-27T00:00") + minutes * MINUTE)
PAUSES = st.lists(st.tuples(MINUTES, st.integers(0, 2 * 24 * 60)), max_size=3)


@given(MINUTES, st.integers(0, 20 * 60), PAUSES, st.integers(0, 6 * 24 * 60), st.booleans(), st.booleans())
def test_it_runs_as_a_clock_does(
    received: datetime,
    length: int,
    drawn: list[tuple[datetime, int]],
    later: int,
    goes_on: bool,
    always: bool,
) -> None:
    received, as_of = received.astimezone(UTC), received.astimezone(UTC) + later * MINUTE
    pauses: list[tuple[datetime, datetime | None]] = [
        (start.astimezone(UTC), start.astimezone(UTC) + minutes * MINUTE) for start, minutes in drawn
    ]
    if goes_on and pauses:
        pauses[-1] = (pauses[-1][0], None)
    span = ElapsedTime(length * MINUTE) if always else BusinessTime(length * MINUTE)
    found = CALENDAR.progress(received, span, pauses=pauses, as_of=as_of, marks=[1])
    used = due = None
    ran, now = 0, received
    known = [(begin, as_of if end is None else min(end, as_of)) for begin, end in pauses if begin <= as_of]
    while used is None or due is None:
        if now == as_of:
            used = ran
        if ran == length and due is None:
            due = now
        paused = any(begin <= now < end for begin, end in known)
        ran += (always or CALENDAR.is_open(now)) and not paused
        now += MINUTE
    assert (found.used, found.due) == (used * MINUTE, due)
    assert found.length == length * MINUTE
    assert found.reached == (found.due,)
    assert found.is_paused == any(begin <= as_of and (end is None or as_of < end) for begin, end in pauses)


@given(
    MINUTES,
    PAUSES,
    st.integers(0, 6 * 24 * 60),
    st.sampled_from(["close-of-business", "same-time", "end-of-day"]),
)
def test_of_days_what_is_used_and_left_is_the_open_time_of_the_days_that_count(
    received: datetime, drawn: list[tuple[datetime, int]], later: int, expiry: Any
) -> None:
    pauses = [(start, (start.astimezone(UTC) + minutes * MINUTE)) for start, minutes in drawn]
    as_of = received.astimezone(UTC) + later * MINUTE
    convention = Convention(expiry=expiry)
    found = CALENDAR.progress(received, BusinessDays(2), convention, pauses, as_of=as_of)
    known = [(begin, min(end, as_of)) for begin, end in pauses if begin <= as_of]
    assert found.due == CALENDAR.due(received, BusinessDays(2), convention, known)
    day = CALENDAR.offset(received.astimezone(PARIS).date(), 1)
    first = datetime(day.year, day.month, day.day, tzinfo=PARIS)
    used, now = timedelta(), first.astimezone(UTC)
    while now < as_of:
        if CALENDAR.is_open(now) and not any(begin <= now < end for begin, end in known):
            used += MINUTE
        now += MINUTE
    assert found.used == used
