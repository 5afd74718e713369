"""Counting business days: when they are over, by any convention, and which days did not count."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from typing import NamedTuple

from ptc_service_policy.business_time.compiling import midnight
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


class DayCount(NamedTuple):
    """Hold what counting from a local date, day 0, comes to by day N, whatever the hour of receipt.

    Day N is ``apart`` from day 0; it opens, closes and ends at ``opening``, ``closing`` and ``midnight``, and
    clocks show ``closes`` when it closes. ``skipped`` are the days that did not count until then,
    ``open_time`` is the usual length of so many days, and ``goes_on`` tells whether hours may open between
    day 0 and the next business day, as those that go on after midnight do.
    """

    apart: timedelta
    opening: timedelta
    closing: timedelta
    midnight: timedelta
    closes: datetime
    skipped: tuple[SkippedDay, ...]
    open_time: timedelta
    goes_on: bool

    @classmethod
    def of(cls, timetable: Timetable, count: Count) -> "DayCount":
        """Work out what is the same for all counts that begin ``as-received`` on a date."""
        timeline, last = count.timeline, count.last
        closes = timeline.local_closings[last]
        # Edges at even positions open.
        last_opening = bisect_left(timeline.edges, timeline.openings[last - count.days + 1]) - 1 & ~1
        tomorrow = midnight(date.fromordinal(count.zero + 1), timeline.zone)
        return cls(
            (timeline.ordinals[last] - count.zero) * ONE_DAY,
            timeline.openings[last],
            timeline.closings[last],
            timeline.midnight[last],
            closes,
            skipped(timetable, count, closes.toordinal()),
            count.days * timetable.usual_day(count.zero),
            last_opening >= 0 and timeline.edges[last_opening] >= tomorrow,
        )


def details(timetable: Timetable, received: timedelta, days: int, convention: Convention) -> Due:
    """Count at least one business day, also by the convention that ends it earliest."""
    timeline, day_count, wall = _count_days(timetable, received, days)
    earliest_due = timetable.local(_earliest(timetable, timeline, day_count, received, wall, days))
    if convention.receipt == "as-received" and convention.expiry == "close-of-business":
        return Due(day_count.closes, earliest_due, day_count.skipped)
    count = begin(timetable, received, days, convention.receipt)
    due = timetable.local(expire(timetable, count, convention.expiry))
    return Due(due, earliest_due, skipped(timetable, count, due.toordinal()))


def _count_days(timetable: Timetable, received: timedelta, days: int) -> tuple[Timeline, DayCount, datetime]:
    """Count from the local date of receipt, once for each; also return what clocks show at receipt."""
    wall = timetable.local(received)
    timeline, key = timetable.timeline, (wall.toordinal(), days)
    found = timeline.day_counts.get(key)
    if found is None:
        count = begin(timetable, received, days, "as-received")
        timeline = count.timeline
        found = timeline.day_counts[key] = DayCount.of(timetable, count)
    return timeline, found, wall


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


def earliest(timetable: Timetable, received: timedelta, days: int) -> timedelta:
    """Return the earliest instant at which any convention ends a count of at least one business day."""
    timeline, day_count, wall = _count_days(timetable, received, days)
    return _earliest(timetable, timeline, day_count, received, wall, days)


def _earliest(
    timetable: Timetable,
    timeline: Timeline,
    day_count: DayCount,
    received: timedelta,
    wall: datetime,
    days: int,
) -> timedelta:
    """Return the earliest instant at which any convention ends the count.

    A later receipt ends no earlier, unless it is carried into a night, see ``_carried``, or to a day from
    which on the usual day is shorter. The last closing never comes before the same time, which is moved to
    it. Midnight may: hours can begin after it when a closure takes the evening of a day.
    """
    apart, opening, closing, day_ends, _, _, open_time, goes_on = day_count
    ends = min(
        _show_same(wall, apart, opening, closing),
        day_ends,
        timetable.advance(received, open_time, timeline),
    )
    if goes_on and (carried := _carried(timetable, timeline, received, wall)):
        apart += (wall.toordinal() - carried.toordinal()) * ONE_DAY
        ends = min(ends, _show_same(carried, apart, opening, closing))
    if not timetable.has_one_usual_day:
        counts = [begin(timetable, received, days, receipt) for receipt in RECEIPTS[1:]]
        ends = min(ends, *(_in_open_time(timetable, each) for each in counts))
    return ends


def _carried(
    timetable: Timetable, timeline: Timeline, received: timedelta, wall: datetime
) -> datetime | None:
    """Return what clocks show when ``within-hours`` begins, where that moves to an earlier hour of a night.

    That happens when hours of the day before go on after midnight, on a date that is no business day of its
    own: who wrote in the evening is then taken to have written at that opening, whose clock shows less.
    """
    edge = bisect_right(timeline.edges, received)
    following = bisect_right(timeline.ordinals, wall.toordinal())
    if edge % 2 or edge == len(timeline.edges) or timeline.edges[edge] >= timeline.openings[following]:
        return None
    opening = timetable.local(timeline.edges[edge])
    return opening if wall.toordinal() < opening.toordinal() < timeline.ordinals[following] else None


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
    apart = (timeline.ordinals[last] - wall.toordinal()) * ONE_DAY
    return _show_same(wall, apart, timeline.openings[last], timeline.closings[last])


def _show_same(wall: datetime, apart: timedelta, opening: timedelta, closing: timedelta) -> timedelta:
    """Return when clocks show the same time of day so many days later, moved to where that day is open."""
    # A sum of a datetime means the first of two equal wall times, whichever ``wall`` was.
    same = wall + apart - EPOCH
    return opening if same < opening else closing if same > closing else same
