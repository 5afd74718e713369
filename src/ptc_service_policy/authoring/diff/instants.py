"""The instants at which versions are asked: a few usual ones, and those at which their hours part."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, product
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
_WEEK, _MINUTE = timedelta(weeks=1), timedelta(minutes=1)
_WEEKS_OF_A_YEAR = 52


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

    In each week in which calendars differ otherwise than before it is every day within the hours, and around
    each time at which they do; in a usual week it is around the times at which something else turns.

    Args:
        before: the calendars by which the old version counts.
        after: those of the new one.
        day: the day from which on they are asked.
        zone: the zone whose time is meant.
        times: other times of day that one version has and the other has not, such as cut-offs.
    """
    monday = _monday_of(day)
    old, new = (
        [each for each in ours if each not in theirs] for ours, theirs in ((before, after), (after, before))
    )
    weeks = _parting_weeks(old, new, monday, zone)
    if times:
        weeks.setdefault(monday, set())
    return tuple(tuple(_within(week, edges, times, zone)) for week, edges in weeks.items())


def _within(
    monday: date, edges: Collection[datetime], times: Collection[time], zone: str
) -> Iterator[datetime]:
    """List instants of a week, those of the day on which hours part first, and then of those before it."""
    parting = min(edges).weekday() if edges else 0
    around = sorted({*times, *(edge.time() for edge in edges)})
    for days in (*range(parting, -1, -1), *range(parting + 1, 7)):
        day = monday + timedelta(days=days)
        for at in (
            datetime.combine(day, _WITHIN_HOURS),
            *(datetime.combine(day, each) + off for each, off in product(around, (-_MINUTE, _MINUTE))),
        ):
            yield at.replace(tzinfo=read_zone(zone))


def _parting_weeks(
    before: Sequence[BusinessCalendar], after: Sequence[BusinessCalendar], monday: date, zone: str
) -> dict[date, set[datetime]]:
    """Find the weeks in which calendars differ as in no week before, and where they do.

    Versions use their calendars in the same order: where both have as many, each is compared with its like.
    """
    found: dict[date, set[datetime]] = {}
    pairs = zip(before, after, strict=True) if len(before) == len(after) else product(before, after)
    for old, new in pairs:
        known: set[tuple[timedelta, timedelta, bool]] = set()
        sides = _windows(old, monday, zone), _windows(new, monday, zone)
        apart = sorted(sides[0] ^ sides[1], key=attrgetter("start", "end"))
        for week, windows in groupby(apart, lambda window: _monday_of(window.start.date())):
            begins = datetime.combine(week, time(), read_zone(zone))
            sorts = {each: (each.start - begins, each.end - begins, each in sides[0]) for each in windows}
            if not known.issuperset(sorts.values()):
                known.update(sorts.values())
                edges = found.setdefault(week, set())
                edges.update(edge for each in sorts for edge in (each.start, each.end))
    return found


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=256)
def _windows(calendar: BusinessCalendar, monday: date, zone: str) -> frozenset[Window]:
    start = datetime.combine(monday, time(), read_zone(zone))
    found = calendar.windows(start, start + _WEEKS_OF_A_YEAR * _WEEK)
    if calendar.time_zone == zone:
        return frozenset(found)
    local = read_zone(zone)
    return frozenset(Window(each.start.astimezone(local), each.end.astimezone(local)) for each in found)
