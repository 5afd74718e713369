"""Compiling the rules of any calendar, of one or of several as one."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.compiling import (
    Block,
    BusinessDay,
    clock_changes,
    compile_days,
    each_day,
    midnights_around,
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
    is no business day, for the first other reason than "no-hours" that a calendar has for its own such date.
    """
    if isinstance(rules, Rules):
        return compile_days(rules, zone, first, last)
    blocks = [_compile_around(part, first, last) for part in rules.parts]
    midnights = midnights_around(first, last, zone)
    start = max(midnights[first], *(block.start for block in blocks))
    end = min(midnights[last + ONE_DAY], *(block.end for block in blocks))
    spans = [span for block in blocks for span in block.own_spans]
    by_date = _by_date(spans, zone)
    reasons = {
        skipped.day: skipped
        for block in reversed(blocks)
        for skipped in block.skipped_days
        if skipped.reason != "no-hours"
    }
    business_days: list[BusinessDay] = []
    skipped_days: list[SkippedDay] = []
    for day in each_day(first, last):
        if own := by_date.get(day):
            opening, closing = min(opens for opens, _ in own), max(closes for _, closes in own)
            business_days.append(BusinessDay(day, opening, closing, midnights[day + ONE_DAY]))
        else:
            skipped_days.append(reasons.get(day) or SkippedDay(day, "no-hours"))
    inside = union((max(opens, start), min(closes, end)) for opens, closes in spans)
    changes = clock_changes(midnights)
    return Block(first, last, start, end, inside, business_days, skipped_days, changes, spans)


def usual_day(rules: Rules | AnyOf) -> timedelta:
    """Return the commonest length of a working day of the week, the shorter of two as common.

    Several calendars have it from the dates of a week without exceptions, or if they are all closed then from
    one another.
    """
    if isinstance(rules, Rules):
        return rules.usual_day
    zone = read_zone(rules.time_zone)
    by_date = _by_date(compile_block(_bare(rules), zone, *_A_WEEK).own_spans, zone)
    lengths = [
        sum((closes - opens for opens, closes in union(own)), timedelta())
        for day, own in by_date.items()
        if _A_WEEK[0] <= day <= _A_WEEK[1]
    ]
    return commonest(lengths or filter(None, map(usual_day, rules.parts)))


def _compile_around(rules: Rules | AnyOf, first: date, last: date) -> Block:
    known_first, known_last = rules.known_days
    first, last = max(first - _APART, known_first), min(last + _APART, known_last)
    return compile_block(rules, read_zone(rules.time_zone), first, last)


def _by_date(spans: list[Span], zone: ZoneInfo) -> dict[date, list[Span]]:
    found: dict[date, list[Span]] = {}
    for span in spans:
        found.setdefault(to_local(span[0], zone).date(), []).append(span)
    return found


def _bare(rules: Rules | AnyOf) -> Rules | AnyOf:
    if isinstance(rules, AnyOf):
        return rules._replace(parts=tuple(map(_bare, rules.parts)))
    return rules._replace(holidays=NO_HOLIDAYS, special_hours=(), closures=(), periods=())
