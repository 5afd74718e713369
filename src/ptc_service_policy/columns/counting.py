"""Counting business days by conventions for arrays of receipts, as ``business_time.counting`` does."""

from typing import NamedTuple

import numpy as np

from ptc_service_policy.business_time import BusinessDays, Convention, Receipt
from ptc_service_policy.business_time.conventions import RECEIPTS
from ptc_service_policy.columns.search import Instants, Mask, Positions
from ptc_service_policy.columns.timetable import Timetable
from ptc_service_policy.columns.zone import DAY


class Found(NamedTuple):
    """Hold instants, which are not good where a count runs off the timetable, ``early`` or ``late``."""

    instants: Instants
    early: Mask
    late: Mask


class Count(NamedTuple):
    """Hold counts that have begun: from ``start``, at which clocks show ``clock``, to business day ``last``.

    ``zero`` is day 0. Where the count is ``late`` the timetable has no such business day.
    """

    start: Instants
    clock: Instants
    zero: Positions
    last: Positions
    late: Mask


def due(table: Timetable, received: Instants, days: BusinessDays, convention: Convention) -> Found:
    """Return when answers are due."""
    if not len(table.business_days):
        return _all_late(received)
    if decided_by_day(convention):
        day = table.day_of(received)
        dues, late_from = table.due_by_day(days, convention)
        return Found(np.take(dues, day), np.False_, day >= late_from)
    count = begin(table, received, days, convention.receipt)
    early = received < table.start if convention.receipt == "within-hours" else np.False_
    if convention.expiry == "business-hours":
        ends, beyond = table.advance(count.start, days.count * table.usual_day(count.zero))
        return Found(ends, early | (count.start < table.start), count.late | beyond)
    if convention.expiry == "same-time":
        return Found(same_time(table, count, count.clock), early, count.late)
    ends = table.closings if convention.expiry == "close-of-business" else table.midnights
    return Found(np.take(ends, count.last), early, count.late)


def earliest_due(table: Timetable, received: Instants, days: BusinessDays) -> Found:
    """Return the earliest instants at which any convention ends the counts."""
    if not len(table.business_days):
        return _all_late(received)
    count = begin(table, received, days, "as-received")
    earliest = same_time(table, count, count.clock)
    if table.hours_reach_other_days:
        earliest = np.minimum(earliest, _carried(table, count, days))
    earliest = np.minimum(earliest, np.take(table.midnights, count.last))
    # A later receipt ends earlier in open time where it is carried to a day whose usual day is shorter.
    receipts = () if table.has_one_usual_day else RECEIPTS[1:]
    late: Mask = np.False_
    for each in (count, *(begin(table, received, days, receipt) for receipt in receipts)):
        in_open_time, beyond = table.advance(each.start, days.count * table.usual_day(each.zero))
        earliest, late = np.minimum(earliest, in_open_time), late | each.late | beyond
    return Found(earliest, received < table.start, late)


def decided_by_day(convention: Convention) -> bool:
    """Tell whether the local date of receipt alone decides when an answer is due."""
    by_date = convention.receipt != "within-hours"
    return by_date and convention.expiry in {"close-of-business", "end-of-day"}


def begin(table: Timetable, received: Instants, days: BusinessDays, receipt: Receipt) -> Count:
    """Begin to count; 0 days end with the last business day until day 0, which is at -1 if there is none."""
    wall = table.zone.wall(received)
    zero = wall // DAY - table.first_day
    start = received
    following = np.take(table.following, zero)
    count = len(table.business_days)
    late = np.zeros(len(received), np.bool_)
    if receipt == "within-hours":
        edge = table.edge_after(received)
        late = edge == table.edge_count
        closed = edge % 2 == 0
        start = np.where(closed, table.edge(edge), received)
        wall = np.where(closed, table.zone.wall(start), wall)
        zero = wall // DAY - table.first_day
        following = np.take(table.following, zero, mode="clip")
    elif receipt == "on-business-day":
        position = np.minimum(following, count - 1)
        other = (following == 0) | (np.take(table.business_days, following - 1, mode="clip") != zero)
        start = np.where(other, np.take(table.openings, position), received)
        wall = np.where(other, table.zone.wall(start), wall)
        zero = np.where(other, np.take(table.business_days, position), zero)
        following = following + other
    last = following + days.count - 1
    late |= last >= count
    # Many times faster than the remainder.
    clock = wall - wall // DAY * DAY
    return Count(start, clock, zero, np.minimum(last, count - 1), late)


def same_time(table: Timetable, count: Count, clock: Instants) -> Instants:
    """Return the time that ``clock`` shows on the last day, moved into its hours."""
    day = np.take(table.business_days, count.last) + table.first_day
    same = table.zone.instant(day * DAY + clock)
    opening, closing = np.take(table.openings, count.last), np.take(table.closings, count.last)
    return np.minimum(np.maximum(same, opening), closing)


def _carried(table: Timetable, count: Count, days: BusinessDays) -> Instants:
    """Return the same time on day N of the counts that ``within-hours`` carries to an earlier hour.

    Where it carries a count nowhere, that is its own.
    """
    edge = table.edge_after(count.start)
    opening = table.edge(edge)
    following = np.maximum(count.last - days.count + 1, 0)
    wall = table.zone.wall(opening)
    moves = (edge % 2 == 0) & (edge < table.edge_count) & (opening < np.take(table.openings, following))
    date = wall // DAY - table.first_day
    moves &= (count.zero < date) & (date < np.take(table.business_days, following))
    return same_time(table, count, np.where(moves, wall % DAY, count.clock))


def _all_late(received: Instants) -> Found:
    return Found(received, np.False_, np.True_)
