"""Counting in columns is counting one by one, around clock changes and where holidays cease to be known."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import cycle, product
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from tests.columns.conftest import EPOCH, MICROSECOND

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Closure,
    Convention,
    ElapsedTime,
    ListedHolidays,
)
from ptc_service_policy.business_time.conventions import EXPIRIES, RECEIPTS
from ptc_service_policy.business_time.target_spans import TargetSpan
from ptc_service_policy.columns.counter import Counted, Counter
from ptc_service_policy.columns.elapsed import elapsed
from ptc_service_policy.columns.known import KnownCalendar, KnownZone
from ptc_service_policy.columns.reasons import REASONS
from ptc_service_policy.errors import PolicyError

CHANGES = {
    "forward and back at night": (("Europe/Paris", "2026-03-29"), ("Europe/Paris", "2026-10-25")),
    "by half an hour": (("Australia/Lord_Howe", "2026-04-05"), ("Australia/Lord_Howe", "2026-10-04")),
    "back to the day before": (("America/St_Johns", "2006-10-29"), ("America/Havana", "2026-11-01")),
    "forward over midnight": (("America/Sao_Paulo", "2018-11-04"), ("Africa/Monrovia", "1972-01-07")),
    "over the date line": (("Pacific/Apia", "2011-12-30"), ("Pacific/Kwajalein", "1993-08-21")),
    "for Ramadan": (("Africa/Casablanca", "2026-02-15"), ("Africa/Casablanca", "2026-03-22")),
}
WORKING = ("mon", "tue", "wed", "thu", "fri")
WEEKS: dict[str, dict[str, Any]] = {
    "office hours": {day: [("09:00", "12:00"), ("13:00", "17:00")] for day in WORKING},
    "nights": {day: [("22:00", "06:00")] for day in ("mon", "wed", "fri", "sat")},
    "around the clock": {day: [("00:00", "24:00")] for day in (*WORKING, "sat", "sun")},
    "after midnight": {
        "thu": [("00:15", "02:45")],
        "sat": [("00:05", "03:30"), ("23:30", "02:30")],
        "sun": [("01:30", "02:40")],
    },
}
CONVENTIONS = [Convention(receipt, expiry) for receipt, expiry in product(RECEIPTS, EXPIRIES)]
TWO_PRIMES = timedelta(minutes=53, seconds=7)


def calendar(zone: str, change: date, hours: dict[str, Any], *, bounded: bool) -> BusinessCalendar:
    """A calendar with holidays and closures around the change; ``bounded``, the holidays known end soon."""
    near = [change + timedelta(days) for days in (-3, 2)]
    ends = (change - timedelta(3), change + timedelta(2)) if bounded else (None, None)
    closures = [
        Closure(change - timedelta(1), change + timedelta(1), ("15:00", "20:00")),
        Closure(change - timedelta(2), change + timedelta(3), ("23:00", "01:00")),
    ]
    return BusinessCalendar(zone, hours, ListedHolidays(near[1:] if bounded else near, *ends), {}, closures)


def around(change: date) -> list[datetime]:
    """Instants from five days before the change until three days after it, at all minutes of an hour."""
    start = datetime.combine(change, datetime.min.time(), UTC)
    return [start - timedelta(5) + TWO_PRIMES * number for number in range(217)]


def one_by_one(ask: Callable[..., tuple[datetime, ...]], instants: Sequence[Any]) -> Iterator[Any]:
    for at in instants:
        try:
            yield tuple((answer - EPOCH) // MICROSECOND for answer in ask(at))
        except PolicyError as error:
            yield error.problems[0].code


@pytest.mark.parametrize("bounded", [False, True], ids=["all known", "known for days"])
@pytest.mark.parametrize("hours", WEEKS.values(), ids=WEEKS)
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_counting_around_a_change(
    changes: tuple[tuple[str, str], ...], hours: dict[str, Any], *, bounded: bool
) -> None:
    numbers = cycle((1, 2, 3))
    for zone, day in changes:
        change = date.fromisoformat(day)
        one = calendar(zone, change, hours, bounded=bounded)
        known, instants = KnownCalendar(one), around(change)
        array = np.array([(at - EPOCH) // MICROSECOND for at in instants])
        for convention in CONVENTIONS:
            days = BusinessDays(next(numbers))
            counter = Counter(known, KnownZone(zone), days, convention)
            both = partial(one.due_details, span=days, convention=convention)
            expected = list(one_by_one(lambda at, both=both: both(at)[:2], instants))
            assert found(counter.respond(array)) == expected, (zone, convention, days)
            due = partial(one.due, span=days, convention=convention)
            expected = list(one_by_one(lambda at, due=due: (due(at),), instants))
            assert found(counter.respond(array, with_earliest_due=False)) == expected, (
                zone,
                convention,
                days,
            )


def found(counted: Counted) -> list[Any]:
    """The answers as they are written here: a code, or instants in microseconds."""
    due, earliest_due, reasons = counted
    answers = [due.tolist()] if earliest_due is None else [due.tolist(), earliest_due.tolist()]
    codes = [0] * len(due) if reasons is None else reasons.tolist()
    return [REASONS[code] or tuple(row) for code, *row in zip(codes, *answers, strict=True)]


@pytest.mark.parametrize("bounded", [False, True], ids=["all known", "known for days"])
@pytest.mark.parametrize("hours", WEEKS.values(), ids=WEEKS)
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_open_time_around_a_change(
    changes: tuple[tuple[str, str], ...], hours: dict[str, Any], *, bounded: bool
) -> None:
    for zone, day in changes:
        change = date.fromisoformat(day)
        one = calendar(zone, change, hours, bounded=bounded)
        # What ends at the last midnight that is known is known whole.
        ends_of_days = [
            datetime.combine(change + timedelta(days), datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
            for days in (1, 2, 3, 4)
        ]
        instants = [*around(change), *ends_of_days]
        others = [*reversed(around(change)), *(each - timedelta(1) for each in ends_of_days)]
        starts, ends = (np.array([(at - EPOCH) // MICROSECOND for at in each]) for each in (instants, others))
        lengths, reasons = elapsed(KnownCalendar(one), starts, ends)
        answers = [REASONS[code] or (length,) for code, length in zip(reasons, lengths.tolist(), strict=True)]
        pairs = list(zip(instants, others, strict=True))
        assert answers == list(one_by_one(lambda pair, one=one: (EPOCH + one.elapsed(*pair),), pairs))


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Apia", "America/New_York"])
def test_no_instant_of_the_supported_years_is_moved(zone: str) -> None:
    days = [date(1900, 1, 1), date(1900, 1, 9), date(2199, 12, 22), date(2199, 12, 31)]
    local = [datetime.combine(day, datetime.min.time(), ZoneInfo(zone)) for day in days]
    instants = np.array([(each - EPOCH) // MICROSECOND for each in local])
    assert KnownZone(zone).near(instants).tolist() == instants.tolist()


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


BY_WEEKDAY = {"mon": "12:00", "thu": "01:30", "fri": "23:30", "sun": "02:15"}
SPANS: list[tuple[TargetSpan, str | None, Any]] = [
    (BusinessDays(0), None, None),
    (BusinessDays(0), "02:30", None),
    (BusinessDays(2), "24:00", "10:00"),
    (BusinessDays(1), None, BY_WEEKDAY),
    (BusinessDays(0), None, "02:15"),
    (CalendarDays(0), None, None),
    (CalendarDays(3), None, None),
    (CalendarDays(1), "02:30", None),
    (CalendarDays(0), "16:00", BY_WEEKDAY),
    (CalendarDays(2), None, "14:00"),
    (ElapsedTime(minutes(0)), None, None),
    (ElapsedTime(minutes(2_885)), None, None),
    (ElapsedTime(minutes(90)), None, BY_WEEKDAY),
    (BusinessTime(minutes(0)), None, None),
    (BusinessTime(minutes(0)), None, "12:00"),
    (BusinessTime(minutes(45)), None, None),
    (BusinessTime(minutes(480)), None, None),
    (BusinessTime(minutes(1_000)), None, BY_WEEKDAY),
    (BusinessTime(timedelta.max), None, None),
    (CalendarDays(2**40), None, None),
]


@pytest.mark.parametrize("bounded", [False, True], ids=["all known", "known for days"])
@pytest.mark.parametrize("hours", WEEKS.values(), ids=WEEKS)
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_counting_every_span_around_a_change(
    changes: tuple[tuple[str, str], ...], hours: dict[str, Any], *, bounded: bool
) -> None:
    conventions = cycle(CONVENTIONS)
    for zone, day in changes:
        change = date.fromisoformat(day)
        one = calendar(zone, change, hours, bounded=bounded)
        known, instants = KnownCalendar(one), around(change)[::4]
        array = np.array([(at - EPOCH) // MICROSECOND for at in instants])
        for span, until, cut_off in SPANS:
            convention = next(conventions)
            counter = Counter(known, KnownZone(zone), span, convention, until, cut_off)
            terms = {"span": span, "convention": convention, "until": until, "cut_off": cut_off}
            both = partial(one.due_details, **terms)
            expected = list(one_by_one(lambda at, both=both: both(at)[:2], instants))
            assert found(counter.respond(array)) == expected, (zone, terms)
            due = partial(one.due, **terms)
            expected = list(one_by_one(lambda at, due=due: (due(at),), instants))
            assert found(counter.respond(array, with_earliest_due=False)) == expected, (zone, terms)


def test_unsupported_years_have_their_reason_whatever_the_span() -> None:
    one = calendar("Europe/Paris", date(2026, 3, 29), WEEKS["office hours"], bounded=False)
    far = [datetime(1850, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 12, tzinfo=UTC)]
    array = np.array([(at - EPOCH) // MICROSECOND for at in far])
    for span in (CalendarDays(1), ElapsedTime(timedelta(days=1))):
        counter = Counter(KnownCalendar(one), KnownZone("Europe/Paris"), span, CONVENTIONS[0])
        assert found(counter.respond(array)) == ["PSP611", "PSP611"]
