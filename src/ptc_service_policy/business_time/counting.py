"""Counting business days: when they are over, by any convention, and which days did not count."""

from bisect import bisect_right
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ptc_service_policy.business_time.conventions import (
    RECEIPTS,
    Convention,
    Due,
    Expiry,
    Receipt,
    SkippedDay,
)
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.business_time.rules import ONE_DAY
from ptc_service_policy.business_time.timeline import Timeline
from ptc_service_policy.business_time.timetable import Timetable


class Count(NamedTuple):
    """Hold a count of ``days`` business days that has begun.

    It runs from the instant ``start``, at which clocks on the wall show ``wall``. ``received`` and ``zero``
    are the ordinals of the local date of receipt and of day 0, ``last`` is the position of day N among the
    business days of ``timeline``; with 0 days, that of the last business day until day 0, -1 if it has none.
    """

    timeline: Timeline
    days: int
    received: int
    start: timedelta
    wall: datetime
    zero: int
    last: int


def begin(timetable: Timetable, received: timedelta, days: int, receipt: Receipt) -> Count:
    """Begin to count ``days`` business days from the instant of receipt."""
    start, wall = received, timetable.local(received)
    timeline = timetable.reach_day(wall.date())
    if receipt == "within-hours":
        timeline = timetable.reach(received, timeline)
    ordinal = zero = wall.toordinal()
    following = bisect_right(timeline.ordinals, zero)
    if receipt == "within-hours":
        if not timeline.edges or received >= timeline.edges[-1]:
            timeline = timetable.reach_position(timeline, following)
            timeline = timetable.reach(timeline.openings[following], timeline)
        edge = bisect_right(timeline.edges, received)
        if edge % 2 == 0:
            start = timeline.edges[edge]
            wall = timetable.local(start)
            zero = wall.toordinal()
            following = bisect_right(timeline.ordinals, zero)
    elif receipt == "on-business-day" and (not following or timeline.ordinals[following - 1] != zero):
        timeline = timetable.reach_position(timeline, following)
        start = timeline.openings[following]
        wall, zero = timetable.local(start), timeline.ordinals[following]
        following += 1
    last = following + days - 1
    if last >= len(timeline.ordinals):
        timeline = timetable.reach_position(timeline, last)
    return Count(timeline, days, ordinal, start, wall, zero, last)


def details(timetable: Timetable, received: timedelta, days: int, convention: Convention) -> Due:
    """Count at least one business day, also by the convention that ends it earliest."""
    count = begin(timetable, received, days, "as-received")
    earliest_due = earliest(timetable, count)
    if convention.receipt != "as-received":
        count = begin(timetable, received, days, convention.receipt)
    if convention.expiry == "close-of-business":
        due = count.timeline.local_closings[count.last]
    else:
        due = timetable.local(expire(timetable, count, convention.expiry))
    return Due(due, timetable.local(earliest_due), skipped(timetable, count, due.toordinal()))


def expire(timetable: Timetable, count: Count, expiry: Expiry) -> timedelta:
    """Return the instant at which the count is over."""
    match expiry:
        case "close-of-business":
            return count.timeline.closings[count.last]
        case "same-time":
            return _same_time(count)
        case "end-of-day":
            return count.timeline.midnight[count.last]
        case "business-hours":
            return _in_open_time(timetable, count)


def _in_open_time(timetable: Timetable, count: Count) -> timedelta:
    return timetable.advance(count.start, count.days * timetable.usual_day(count.zero))


def earliest(timetable: Timetable, count: Count) -> timedelta:
    """Return the earliest instant at which any convention ends a count that began ``as-received``.

    A later receipt ends no earlier, unless it is carried into a night, see ``_carried``, or to a day from
    which on the usual day is shorter. The last closing never comes before the same time, which is moved to
    it. Midnight may: hours can begin after it when a closure takes the evening of a day.
    """
    same_time = _same_time(count)
    carried = _carried(timetable, count)
    if carried is not count:
        same_time = min(same_time, _same_time(carried))
    in_open_time = _in_open_time(timetable, count)
    if not timetable.has_one_usual_day:
        counts = [begin(timetable, count.start, count.days, receipt) for receipt in RECEIPTS[1:]]
        in_open_time = min(in_open_time, *(_in_open_time(timetable, each) for each in counts))
    return min(same_time, count.timeline.midnight[count.last], in_open_time)


def _carried(timetable: Timetable, count: Count) -> Count:
    """Return the count as ``within-hours`` begins it, where that keeps day N and moves to an earlier hour.

    That happens when hours of the day before go on after midnight, on a date that is no business day of its
    own: who wrote in the evening is then taken to have written at that opening, whose clock shows less.
    """
    timeline = count.timeline
    edge = bisect_right(timeline.edges, count.start)
    following = count.last - count.days + 1
    if edge % 2 or edge == len(timeline.edges) or timeline.edges[edge] >= timeline.openings[following]:
        return count
    wall = timetable.local(timeline.edges[edge])
    goes_on = count.zero < wall.toordinal() < timeline.ordinals[following]
    return count._replace(wall=wall) if goes_on else count


def following_day(timetable: Timetable, count: Count) -> Count:
    """Return the count as it is when it is over a business day later."""
    last = count.last + 1
    return count._replace(timeline=timetable.reach_position(count.timeline, last), last=last)


def skipped(timetable: Timetable, count: Count, until: int) -> tuple[SkippedDay, ...]:
    """Return the days that the count passed over before ``until``, the ordinal of the local date of its end.

    Day 0 is not counted anyway, so it is not among them; the day of receipt may be where another day became
    day 0.
    """
    timeline = count.timeline
    if until > timeline.ordinals[count.last]:
        timeline = timetable.reach_day(date.fromordinal(until - 1), timeline)
    return timetable.skipped_between(timeline, count.received + (count.zero == count.received), until)


def _same_time(count: Count) -> timedelta:
    timeline, last, wall = count.timeline, count.last, count.wall
    # A sum of a datetime means the first of two equal wall times, whichever ``wall`` was.
    same = wall + (timeline.ordinals[last] - wall.toordinal()) * ONE_DAY - EPOCH
    opening, closing = timeline.openings[last], timeline.closings[last]
    return opening if same < opening else closing if same > closing else same
