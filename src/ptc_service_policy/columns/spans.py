"""Counting every span for arrays of receipts, with cut-off and last hour, as ``business_time.dues`` does.

What leads off the timetable, ``early`` or ``late``, is left to who asks.
"""

from functools import reduce
from itertools import product
from operator import or_
from typing import NamedTuple

import numpy as np

from ptc_service_policy.business_time import BusinessDays, BusinessTime, CalendarDays, Convention, ElapsedTime
from ptc_service_policy.business_time.conventions import EXPIRIES, RECEIPTS
from ptc_service_policy.business_time.terms import CutOff, Terms
from ptc_service_policy.columns import counting
from ptc_service_policy.columns.counting import Count, Found
from ptc_service_policy.columns.search import NEVER, Instants, Mask
from ptc_service_policy.columns.timetable import Timetable, in_microseconds
from ptc_service_policy.columns.zone import DAY, Zone

_MINUTE = DAY // (24 * 60)
# More than all supported years together, and far from where sums overflow.
_MOST_DAYS = 120_000


def is_countable(terms: Terms) -> bool:
    """Tell whether a span is far from where sums overflow."""
    match terms.span:
        case BusinessDays(days) | CalendarDays(days):
            return days < _MOST_DAYS
        case BusinessTime(length) | ElapsedTime(length):
            return in_microseconds(length) < _MOST_DAYS * DAY


def passes_everywhere(terms: Terms) -> bool:
    """Tell whether the time passes whatever the calendar."""
    is_nothing = isinstance(terms.span, BusinessTime) and not terms.span.length
    return terms.cut_off is None and (is_nothing or isinstance(terms.span, CalendarDays | ElapsedTime))


def pass_time(zone: Zone, terms: Terms, start: Instants) -> Instants:
    """Return the ends of time that passes whatever the calendar."""
    match terms.span:
        case CalendarDays(days) if days or terms.until is not None:
            return _dates_later(zone, start, days, terms.until)
        case ElapsedTime(length):
            return start + in_microseconds(length)
        case _:
            return start


def due(table: Timetable, zone: Zone, terms: Terms, received: Instants) -> Found:
    """Return when the time is up if nothing pauses it."""
    if isinstance(terms.span, BusinessDays):
        return _days(table, terms, terms.span, received)
    start, early, late = _start(table, terms.cut_off, received)
    match terms.span:
        case BusinessTime(length) if length:
            ends, beyond = table.advance(start, in_microseconds(length))
            # Of what ends at a midnight, the day that follows is to be known too.
            return Found(ends, early | (start < table.start), late | beyond | (ends >= table.end))
        case _:
            return Found(pass_time(zone, terms, start), early, late)


def earliest(table: Timetable, zone: Zone, terms: Terms, received: Instants) -> Found:
    """Return the earliest instant at which any convention ends the time; only business days have several."""
    if not isinstance(terms.span, BusinessDays):
        return due(table, zone, terms, received)
    keeps_time = terms.span.count > 0 and terms.until is None
    receipts = RECEIPTS if keeps_time else RECEIPTS[:1]
    readings = [
        terms._replace(convention=Convention(receipt, expiry))
        for receipt, expiry in product(receipts, EXPIRIES)
    ]
    instants, early, late = zip(*(due(table, zone, each, received) for each in readings), strict=True)
    return Found(np.minimum.reduce(instants), reduce(or_, early), reduce(or_, late))


def clock_start(table: Timetable, terms: Terms, received: Instants) -> Found:
    """Return from when pauses matter: from the first day that counts, or from receipt where time does."""
    days = terms.span
    if not isinstance(days, BusinessDays):
        return _start(table, terms.cut_off, received)
    if not len(table.business_days):
        return Found(received, np.False_, np.True_)
    if terms.convention.receipt == "as-received" and not _runs_in_time(terms, days):
        start, early, late = _start(table, terms.cut_off, received)
        next_day = table.start_of_last(table.day_of(start), 1)
        return Found(next_day, early, late | (next_day == NEVER))
    return clock_of_days(table, terms, days, begin(table, terms, days, received))


class Begun(NamedTuple):
    """Hold counts of business days that have begun, and which of them the timetable does not tell."""

    counts: Count
    early: Mask
    late: Mask


def begin(table: Timetable, terms: Terms, days: BusinessDays, received: Instants) -> Begun:
    """Begin to count; 0 days end on day 0 where that is one and not over yet, else on the next one.

    How the last day ends matters for 0 days alone.
    """
    start, early, late = _start(table, terms.cut_off, received)
    begun = counting.begin(table, start, days, terms.convention.receipt)
    if terms.convention.receipt == "within-hours":
        early = early | (start < table.start)
    if not days.count:
        count = len(table.business_days)
        is_zero = (begun.last >= 0) & (np.take(table.business_days, begun.last) == begun.zero)
        same_day = is_zero & (_end_of_days(table, terms, days, begun).instants > begun.start)
        last = begun.last + ~same_day
        begun = begun._replace(last=np.minimum(last, count - 1), late=begun.late | (last >= count))
    return Begun(begun, early, late | begun.late)


def end_of_days(table: Timetable, terms: Terms, days: BusinessDays, begun: Begun) -> Found:
    """Return when counts of business days are over."""
    found = _end_of_days(table, terms, days, begun.counts)
    return Found(found.instants, begun.early | found.early, begun.late | found.late)


def clock_of_days(table: Timetable, terms: Terms, days: BusinessDays, begun: Begun) -> Found:
    """Return from when pauses matter for counts of business days."""
    counts, early, late = begun
    if _runs_in_time(terms, days):
        return Found(counts.start, early, late)
    first = np.take(table.business_days, counts.last - days.count + 1)
    return Found(table.day_start(first), early, late)


def _runs_in_time(terms: Terms, days: BusinessDays) -> bool:
    return not days.count or (terms.convention.expiry == "business-hours" and terms.until is None)


def _start(table: Timetable, cut_off: CutOff | None, received: Instants) -> Found:
    """Return the instants as of which receipts count."""
    if cut_off is None:
        return _certain(received)
    count = len(table.business_days)
    if not count:
        return Found(received, np.False_, np.True_)
    following = np.take(table.following, table.local_day(received))
    passed = received > np.take(_cut_offs(table, cut_off), following - 1)
    start = np.where(passed, np.take(table.openings, np.minimum(following, count - 1)), received)
    return Found(start, following == 0, passed & (following >= count))


def _cut_offs(table: Timetable, cut_off: CutOff) -> Instants:
    """Return until when each business day takes receipts."""
    minutes = np.array([NEVER if each is None else each for each in cut_off])
    of_day = np.take(minutes, (table.first_weekday + table.business_days) % 7)
    has_none = of_day == NEVER
    walls = (table.first_day + table.business_days) * DAY + np.where(has_none, 0, of_day) * _MINUTE
    return np.where(has_none, NEVER, table.zone.instant(walls))


def _days(table: Timetable, terms: Terms, days: BusinessDays, received: Instants) -> Found:
    if not len(table.business_days):
        return Found(received, np.False_, np.True_)
    if days.count and terms.until is None and counting.decided_by_day(terms.convention):
        start, early, late = _start(table, terms.cut_off, received)
        found = counting.due(table, start, days, terms.convention)
        return Found(found.instants, early | found.early, late | found.late)
    return end_of_days(table, terms, days, begin(table, terms, days, received))


def _end_of_days(table: Timetable, terms: Terms, days: BusinessDays, count: Count) -> Found:
    expiry = terms.convention.expiry
    if terms.until is not None:
        day = np.take(table.business_days, count.last) + table.first_day
        return _certain(table.zone.instant(day * DAY + terms.until * _MINUTE))
    if expiry == "end-of-day":
        return _certain(np.take(table.midnights, count.last))
    if expiry == "close-of-business" or not days.count:
        return _certain(np.take(table.closings, count.last))
    if expiry == "same-time":
        return _certain(counting.same_time(table, count, count.clock))
    ends, beyond = table.advance(count.start, days.count * table.usual_day(count.zero))
    return Found(ends, count.start < table.start, beyond)


def _certain(instants: Instants) -> Found:
    return Found(instants, np.False_, np.False_)


def _dates_later(zone: Zone, start: Instants, days: int, until: int | None) -> Instants:
    wall = zone.wall(start)
    if until is None:
        return zone.instant(wall + days * DAY)
    day = wall // DAY
    ends = zone.instant((day + days) * DAY + until * _MINUTE)
    return np.where(ends <= start, zone.instant((day + 1) * DAY + until * _MINUTE), ends)
