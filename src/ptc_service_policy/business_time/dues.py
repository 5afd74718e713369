"""When a target is due: any span, with its cut-off, its last hour and its pauses."""

from collections.abc import Iterable
from datetime import date, timedelta

from ptc_service_policy.business_time import counting
from ptc_service_policy.business_time.conventions import (
    EXPIRIES,
    RECEIPTS,
    Convention,
    SkippedDay,
)
from ptc_service_policy.business_time.counting import Count
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.business_time.spans import Span, union
from ptc_service_policy.business_time.target_spans import (
    BusinessDays,
    BusinessTime,
    CalendarDays,
    ElapsedTime,
)
from ptc_service_policy.business_time.terms import CutOff, Terms
from ptc_service_policy.business_time.timetable import Timetable

_AS_RECEIVED = tuple(Convention("as-received", expiry) for expiry in EXPIRIES)
_READINGS = tuple(Convention(receipt, expiry) for receipt in RECEIPTS for expiry in EXPIRIES)


def due(table: Timetable, terms: Terms, received: timedelta, pauses: Iterable[Span]) -> timedelta:
    """Return when the time is up."""
    ends = _end(table, terms, received)
    if pauses:
        for begin, end in pauses_from(pauses, clock_start(table, terms, received)):
            if begin >= ends:
                break
            ends = _pause(table, terms, ends, begin, end)
    return ends


def earliest(table: Timetable, terms: Terms, received: timedelta, pauses: tuple[Span, ...]) -> timedelta:
    """Return the earliest instant at which any convention ends the time; only business days have several."""
    if not isinstance(terms.span, BusinessDays):
        return due(table, terms, received, pauses)
    # Where no time of receipt is kept, a later receipt ends no earlier; pauses may turn that round.
    keeps_time = terms.span.count > 0 and terms.until is None
    readings = _READINGS if pauses or keeps_time else _AS_RECEIVED
    return min(due(table, terms._replace(convention=reading), received, pauses) for reading in readings)


def skipped(table: Timetable, terms: Terms, received: timedelta) -> tuple[SkippedDay, ...]:
    """Return the days without open time of their own that were passed over before the time is up.

    Of business days they are those that did not count; of open time also the day of receipt. Time that
    elapses passes over none, except as a cut-off makes it wait.
    """
    start = _start(table, terms.cut_off, received)
    match terms.span:
        case BusinessDays(days):
            count = _count(table, terms, days, received, start)
            ends = _end_of_days(table, terms, count)
            return counting.skipped(table, count, table.local(ends).toordinal())
        case BusinessTime(length):
            ends = table.advance(start, length)
        case CalendarDays() | ElapsedTime():
            ends = start
    first, last = table.supported(received).date(), table.supported(ends).date()
    if first >= last:
        return ()
    timeline = table.reach_day(last, table.reach_day(first))
    return table.skipped_between(timeline, first.toordinal(), last.toordinal())


def _end(table: Timetable, terms: Terms, received: timedelta) -> timedelta:
    """Return when the time is up if nothing pauses it."""
    start = _start(table, terms.cut_off, received)
    match terms.span:
        case BusinessDays(days):
            return _end_of_days(table, terms, _count(table, terms, days, received, start))
        case BusinessTime(length):
            return table.advance(start, length)
        case ElapsedTime(length):
            return table.elapse(start, length)
        case CalendarDays(days):
            return _dates_later(table, start, days, terms.until)


def clock_start(table: Timetable, terms: Terms, received: timedelta) -> timedelta:
    """Return from when pauses matter: from the first day that counts, or from receipt where time does."""
    start = _start(table, terms.cut_off, received)
    in_time = terms.convention.expiry == "business-hours" and terms.until is None
    match terms.span:
        case BusinessDays(days) if days and not in_time:
            count = _count(table, terms, days, received, start)
            return table.on_wall(date.fromordinal(count.timeline.ordinals[count.last - days + 1]), 0)
        case BusinessDays(days):
            return _count(table, terms, days, received, start).start
        case _:
            return start


def _start(table: Timetable, cut_off: CutOff | None, received: timedelta) -> timedelta:
    """Return the instant as of which a receipt counts.

    That is the next business day's opening where the last business day's cut-off has passed.
    """
    if cut_off is None:
        return received
    day = table.supported(received).date()
    accepting = table.nearest_business_day(day, backwards=True)
    minutes = cut_off[accepting.weekday()]
    if minutes is None or received <= table.on_wall(accepting, minutes):
        return received
    return table.opening_after(day)


def _count(table: Timetable, terms: Terms, days: int, received: timedelta, start: timedelta) -> Count:
    """Count business days; 0 end on day 0 where that is one and not over yet, else on the next one."""
    count = counting.begin(table, start, days, terms.convention.receipt)
    if start != received:
        count = count._replace(received=table.local(received).toordinal())
    if days:
        return count
    same_day = count.last >= 0 and count.timeline.ordinals[count.last] == count.zero
    if same_day and _end_of_days(table, terms, count) > count.start:
        return count
    return counting.following_day(table, count)


def _end_of_days(table: Timetable, terms: Terms, count: Count) -> timedelta:
    if terms.until is not None:
        return table.on_wall(date.fromordinal(count.timeline.ordinals[count.last]), terms.until)
    expiry = terms.convention.expiry
    if not count.days and expiry != "end-of-day":
        expiry = "close-of-business"
    return counting.expire(table, count, expiry)


def _dates_later(table: Timetable, start: timedelta, days: int, until: int | None) -> timedelta:
    """Return the same time on the wall so many dates later, or ``until`` of that date."""
    wall = table.supported(start)
    try:
        if until is None:
            ends = wall + timedelta(days=days) - EPOCH if days else start
        else:
            ends = table.on_wall(wall.date() + timedelta(days=days), until)
            if ends <= start:
                ends = table.on_wall(wall.date() + timedelta(days=1), until)
    except OverflowError:
        ends = timedelta.max
    table.supported(ends)
    return ends


def pauses_from(pauses: Iterable[Span], starts: timedelta) -> list[Span]:
    """Return what is paused from an instant on, each stretch once."""
    return union((max(begin, starts), end) for begin, end in pauses)


def _pause(table: Timetable, terms: Terms, ends: timedelta, begin: timedelta, end: timedelta) -> timedelta:
    """Return ``ends`` moved later by what was paused, but no later than after a receipt when that ended.

    Only for days the two differ, for one day may be longer than another. It never comes earlier.
    """
    match terms.span:
        case ElapsedTime():
            return table.elapse(ends, end - begin)
        case BusinessTime():
            return table.advance(ends, table.elapsed(begin, end))
        case BusinessDays():
            moved = table.advance(ends, table.elapsed(begin, end))
        case CalendarDays():
            moved = table.elapse(ends, end - begin)
    return max(ends, min(moved, _end(table, terms, end)))
