"""Compiling the rules of any calendar, of one or of several as one."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.compiling import (
    Block,
    Edges,
    OpenDays,
    clock_changes,
    compile_days,
    merge,
    midnight,
    why_skipped,
)
from ptc_service_policy.business_time.conventions import SkippedDay
from ptc_service_policy.business_time.holidays import NO_HOLIDAYS
from ptc_service_policy.business_time.instants import to_local
from ptc_service_policy.business_time.rules import ONE_DAY, AnyOf, Rules, commonest
from ptc_service_policy.business_time.spans import Span, union
from ptc_service_policy.business_time.zones import read_zone

# The dates of two zones are up to two days apart, and hours may begin a day after their own.
_APART = 3 * ONE_DAY
# A week from a Monday in which no zone changes its clocks.
_A_WEEK = date(2024, 1, 1), date(2024, 1, 7)


def compile_block(rules: Rules | AnyOf, zone: ZoneInfo, first: date, last: date) -> Block:
    """Compile the days from ``first`` to ``last``, both included.

    Hours of several calendars belong to the date in ``zone`` on which they begin. A date on which none begin
    is no business day.
    """
    if isinstance(rules, Rules):
        return compile_days(rules, zone, first, last)
    blocks = [_compile_around(part, first, last) for part in rules.parts]
    start = max(midnight(first, zone), *(block.start for block in blocks))
    end = min(midnight(last + ONE_DAY, zone), *(block.end for block in blocks))
    edges = [edge for block in blocks for edge in block.own_edges]
    days = OpenDays([], [], [], [])
    for day, spans in sorted(_by_date(edges, zone).items()):
        if first <= day <= last:
            days.extend(OpenDays.of(day.toordinal(), [min(spans)[0], max(closes for _, closes in spans)]))
    return Block(
        first, last, start, end, merge(edges, start, end), days, clock_changes(zone, first, last), edges
    )


def skipped_days(rules: Rules | AnyOf, zone: ZoneInfo, days: list[date]) -> list[SkippedDay]:
    """Say of days in their order, none of which has open time of its own, why they have none.

    Of several calendars it is the first other reason than "no-hours" that one has for its own such date.
    """
    if isinstance(rules, Rules):
        return why_skipped(rules, zone, days)
    found: dict[date, SkippedDay] = {}
    for part in reversed(rules.parts):
        block = _compile_around(part, days[0], days[-1])
        own = [day for day in days if block.first <= day <= block.last and not block.opens(day)]
        reasons = skipped_days(part, read_zone(part.time_zone), own) if own else ()
        found |= {skipped.day: skipped for skipped in reasons if skipped.reason != "no-hours"}
    return [found.get(day) or SkippedDay(day, "no-hours") for day in days]


def usual_day(rules: Rules | AnyOf, day: date) -> timedelta:
    """Return the commonest length of a working day of the week that holds on a day, the shorter of two.

    Several calendars have it from the dates of a week without exceptions, or if they are all closed then from
    one another.
    """
    if isinstance(rules, Rules):
        return rules.usual_day(day)
    zone = read_zone(rules.time_zone)
    by_date = _by_date(compile_block(_bare(rules, day), zone, *_A_WEEK).own_edges, zone)
    lengths = [
        sum((closes - opens for opens, closes in union(own)), timedelta())
        for weekday, own in by_date.items()
        if _A_WEEK[0] <= weekday <= _A_WEEK[1]
    ]
    return commonest(lengths or filter(None, (usual_day(part, day) for part in rules.parts)))


def _compile_around(rules: Rules | AnyOf, first: date, last: date) -> Block:
    known_first, known_last = rules.known_days
    first, last = max(first - _APART, known_first), min(last + _APART, known_last)
    return compile_block(rules, read_zone(rules.time_zone), first, last)


def _by_date(edges: Edges, zone: ZoneInfo) -> dict[date, list[Span]]:
    found: dict[date, list[Span]] = {}
    for span in zip(edges[::2], edges[1::2], strict=True):
        found.setdefault(to_local(span[0], zone).date(), []).append(span)
    return found


def _bare(rules: Rules | AnyOf, day: date) -> Rules | AnyOf:
    """Return the week that holds on a day alone."""
    if isinstance(rules, AnyOf):
        return rules._replace(parts=tuple(_bare(part, day) for part in rules.parts))
    week = rules.week_on(day)
    return rules._replace(week=week, holidays=NO_HOLIDAYS, special_hours=(), closures=(), periods=())
