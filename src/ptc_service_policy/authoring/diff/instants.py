"""The instants at which versions are asked: a few usual ones, and those at which their hours part."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import product
from operator import attrgetter

from ptc_service_policy.business_time import BusinessCalendar, Window
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.settling.contract import Contract

USUAL_DAY = date(2026, 3, 12)
"""A Thursday."""
_USUAL = (
    (0, time(8, 10)),  # before the hours
    (0, time(10, 30)),  # within them
    (0, time(18, 40)),  # after them
    (22, time(16, 30)),  # the eve of a long weekend
    (23, time(11)),  # a Saturday
    (25, time(11)),  # a public holiday
)
_WITHIN_HOURS = time(10, 30)
_DAY, _WEEK, _MINUTE = timedelta(days=1), timedelta(weeks=1), timedelta(minutes=1)
_WEEKS_OF_A_YEAR = 52
_MOST_WEEKS = 3
_MOST_TIMES = 6


def day_in(contract: Contract) -> date:
    """Return a Thursday on which a contract is in force, and some weeks after it, if there is one."""
    start, end = contract.start or date.min, contract.end or date.max
    if start > USUAL_DAY:
        return start + timedelta(days=(USUAL_DAY.weekday() - start.weekday()) % 7)
    if end < USUAL_DAY + 4 * _WEEK:
        return max(start, end - 4 * _WEEK - timedelta(days=(end.weekday() - USUAL_DAY.weekday()) % 7))
    return USUAL_DAY


def usual_instants(day: date, zone: str) -> Iterator[datetime]:
    """List instants before, within and after hours, and around days that are not worked."""
    for days, at in _USUAL:
        yield datetime.combine(day + timedelta(days=days), at, read_zone(zone))


@lru_cache(maxsize=256)
def parting_instants(
    before: tuple[BusinessCalendar, ...],
    after: tuple[BusinessCalendar, ...],
    day: date,
    zone: str,
    times: frozenset[time] = frozenset(),
) -> tuple[tuple[datetime, ...], ...]:
    """List the instants at which the hours of two versions may part, week by week.

    In each sort of week in which calendars differ it is every day within the hours, and around each time at
    which they do; in a usual week it is around the times at which something else turns.

    Args:
        before: the calendars by which the old version counts.
        after: those of the new one.
        day: the day from which on they are asked.
        zone: the zone whose time is meant.
        times: other times of day that one version has and the other has not, such as cut-offs.
    """
    monday = day - timedelta(days=day.weekday())
    old, new = (
        [each for each in ours if each not in theirs] for ours, theirs in ((before, after), (after, before))
    )
    weeks = dict(_parting_weeks(old, new, monday, zone))
    if times:
        weeks.setdefault(monday, set())
    return tuple(tuple(_within(week, {*edges, *times}, zone)) for week, edges in weeks.items())


def _within(monday: date, times: Collection[time], zone: str) -> Iterator[datetime]:
    for days in range(7):
        day = monday + timedelta(days=days)
        around = product(sorted(times)[:_MOST_TIMES], (-_MINUTE, _MINUTE))
        for at in (
            datetime.combine(day, _WITHIN_HOURS),
            *(datetime.combine(day, each) + off for each, off in around),
        ):
            yield at.replace(tzinfo=read_zone(zone))


def _parting_weeks(
    before: Iterable[BusinessCalendar], after: Iterable[BusinessCalendar], monday: date, zone: str
) -> Iterator[tuple[date, set[time]]]:
    """Find the first week of each sort in which calendars differ, and at which times of day they do."""
    known: set[frozenset[tuple[timedelta, timedelta]]] = set()
    for old, new in product(before, after):
        parted: dict[date, list[Window]] = {}
        apart = _windows(old, monday, zone) ^ _windows(new, monday, zone)
        for window in sorted(apart, key=attrgetter("start", "end")):
            start = window.start.date()
            parted.setdefault(start - timedelta(days=start.weekday()), []).append(window)
        for week, windows in parted.items():
            begins = datetime.combine(week, time(), read_zone(zone))
            sort = frozenset((each.start - begins, each.end - begins) for each in windows)
            if sort not in known and len(known) < _MOST_WEEKS:
                known.add(sort)
                yield week, {edge.time() for each in windows for edge in (each.start, each.end)}


@lru_cache(maxsize=256)
def _windows(calendar: BusinessCalendar, monday: date, zone: str) -> frozenset[Window]:
    start = datetime.combine(monday, time(), read_zone(zone))
    found = calendar.windows(start, start + _WEEKS_OF_A_YEAR * _WEEK)
    if calendar.time_zone == zone:
        return frozenset(found)
    local = read_zone(zone)
    return frozenset(Window(each.start.astimezone(local), each.end.astimezone(local)) for each in found)
