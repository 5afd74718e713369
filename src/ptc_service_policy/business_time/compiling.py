"""Compiling the rules of a stretch of days to sorted instants."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.closures import Closure
from ptc_service_policy.business_time.conventions import SkippedDay
from ptc_service_policy.business_time.holidays import HalfDay
from ptc_service_policy.business_time.hours import DayHours
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.business_time.rules import ONE_DAY, Rules
from ptc_service_policy.business_time.spans import Span, subtract, union
from ptc_service_policy.text import LocalizedText


class BusinessDay(NamedTuple):
    """Hold a day with open time of its own: first opening, last closing, and the midnight that ends it."""

    day: date
    opening: timedelta
    closing: timedelta
    midnight: timedelta


class Block(NamedTuple):
    """Hold the days from ``first`` to ``last`` and the open spans between their midnights.

    ``clock_changes`` are the ordinals of days on which a wall time may have been skipped into another date,
    ``own_spans`` the open spans as the days have them, those of the days before ``first`` included.
    """

    first: date
    last: date
    start: timedelta
    end: timedelta
    open_spans: list[Span]
    business_days: list[BusinessDay]
    skipped_days: list[SkippedDay]
    clock_changes: frozenset[int]
    own_spans: list[Span]


def compile_days(rules: Rules, zone: ZoneInfo, first: date, last: date) -> Block:
    """Compile the days from ``first`` to ``last``, both included.

    Hours past midnight of the day before are open time of this block, whether they were meant to run that
    long or a clock change carried them there. Where nothing is known of that day,
    because the holidays begin to be known on ``first``, the block begins a day later.
    """
    known = rules.known_days[0]
    unknown = rules.run_past_midnight and first == known
    # Two days, for the one between may be a date that the zone skipped, with a night going on over it.
    reached = rules.run_past_midnight or _clocks_change(zone, first)
    eve = max(first - 2 * ONE_DAY, known) if reached else first
    days = _Days(rules, zone, eve, last)
    start = days.midnights[first + ONE_DAY if unknown else first]
    end = days.midnights[last + ONE_DAY]

    spans = [span for day in each_day(eve, first - ONE_DAY) for span in days.open_spans(day)]
    business_days: list[BusinessDay] = []
    skipped_days: list[SkippedDay] = []
    for day in each_day(first, last):
        own = days.open_spans(day)
        if own:
            business_days.append(BusinessDay(day, own[0][0], own[-1][1], days.midnights[day + ONE_DAY]))
            spans += own
        else:
            skipped_days.append(days.skipped(day))
    inside = ((max(opens, start), min(closes, end)) for opens, closes in spans)
    changes = clock_changes(days.midnights)
    return Block(first, last, start, end, union(inside), business_days, skipped_days, changes, spans)


class _Days:
    """Look up the rules by date, for the days from ``first`` to ``last``."""

    def __init__(self, rules: Rules, zone: ZoneInfo, first: date, last: date) -> None:
        self.zone = zone
        self.midnights = midnights_around(first, last, zone)
        self.week = [_clock_spans(hours) for hours in rules.week]
        self.periods: dict[date, list[list[Span]]] = {}
        for period in rules.periods:
            week = [_clock_spans(hours) for hours in period.hours]
            self.periods |= dict.fromkeys(period.days(first, last), week)
        self.special_hours = {
            day: _clock_spans(hours) for day, hours in rules.special_hours if first <= day <= last
        }
        self.holidays: dict[date, LocalizedText | None] = {}
        self.half_days: dict[date, HalfDay] = {}
        self.made_up: dict[date, int | None] = {}
        for year in range(first.year, last.year + 1):
            self.holidays |= rules.holidays.in_year(year)
            self.half_days |= rules.holidays.half_days_in(year)
            self.made_up |= rules.holidays.made_up_in(year)
        self.closures: dict[date, list[tuple[Span, Closure]]] = {}
        for closure in rules.closures:
            clocks = _clock_spans((closure.hours,))
            for day in closure.days(first - 2 * ONE_DAY, last + 2 * ONE_DAY):
                for on, span in self.taken(day, clocks):
                    self.closures.setdefault(on, []).append((span, closure))

    def hours(self, day: date) -> list[Span]:
        """Return the hours of the day by the clock on the wall."""
        special = self.special_hours.get(day)
        if special is not None:
            return special
        hours = self.but_for_half_days(day)
        half = self.half_days.get(day)
        return hours if half is None else _closing_early(hours, half)

    def but_for_half_days(self, day: date) -> list[Span]:
        """Return the hours of a day without special ones, had no half day closed them early."""
        if day in self.holidays:
            return []
        week = self.periods.get(day, self.week)
        return _made_up(week, day, self.made_up[day]) if day in self.made_up else week[day.weekday()]

    def open_spans(self, day: date) -> list[Span]:
        """Return the open spans of the day's own hours, which may end on the next day."""
        hours = self.hours(day)
        if not hours or not self.exists(day):
            return []
        spans = union(self.on_wall(day, hours))
        return subtract(spans, [hole for hole, _ in self.holes(day)]) if self.closures else spans

    def holes(self, day: date) -> Iterator[tuple[Span, Closure]]:
        """Yield the closures of the day and of those around it, which may reach into its hours.

        Those of a date that the zone skipped take what a night before it left for that date, and nothing of
        the date after it.
        """
        for near in each_day(day - 2 * ONE_DAY, day + ONE_DAY):
            if near > day or self.exists(near):
                yield from self.closures.get(near, ())

    def skipped(self, day: date) -> SkippedDay:
        """Say why the day has no open time, in the order in which the rules apply."""
        spans = union(self.on_wall(day, self.hours(day))) if self.exists(day) else []
        if spans:
            taken = (closure for hole, closure in self.holes(day) if subtract(spans, [hole]) != spans)
            return SkippedDay(day, "closure", next((each.reason for each in taken if each.reason), None))
        if day in self.holidays and not self.special_hours.get(day):
            return SkippedDay(day, "holiday", self.holidays[day])
        if self.special_hours.get(day) == []:
            return SkippedDay(day, "special-hours")
        if day in self.half_days and self.but_for_half_days(day):
            return SkippedDay(day, "holiday", self.half_days[day].name)
        return SkippedDay(day, "no-hours")

    def exists(self, day: date) -> bool:
        """Tell whether the zone has that date: some have skipped one by crossing the date line."""
        return self.midnights[day] < self.midnights[day + ONE_DAY]

    def taken(self, day: date, clocks: list[Span]) -> Iterator[tuple[date, Span]]:
        """Yield what closures at these times of the day take, each with the date to which it belongs.

        That is what hours at these times would open. A date that the zone skipped has no hours, but a night
        before may go on into it, at times that are moved forward: those are taken, and what the closure says
        of the date after it.
        """
        if self.exists(day):
            yield from ((day, span) for span in self.on_wall(day, clocks))
            return
        midnight, after = self.midnights[day], day + ONE_DAY
        for opens, closes in clocks:
            yield day, (midnight + opens, midnight + min(closes, ONE_DAY))
            if closes > ONE_DAY:
                yield from ((after, span) for span in self.on_wall(after, [(timedelta(), closes - ONE_DAY)]))

    def on_wall(self, day: date, clocks: list[Span]) -> list[Span]:
        """Return the instants at which clocks on the wall show these times of the day."""
        midnight = datetime.combine(day, time.min, self.zone)
        return [(midnight + opens - EPOCH, midnight + closes - EPOCH) for opens, closes in clocks]


def midnights_around(first: date, last: date, zone: ZoneInfo) -> dict[date, timedelta]:
    """Return the midnights at which days begin, from some days before ``first`` to some after ``last``."""
    return {
        day: datetime.combine(day, time.min, zone) - EPOCH
        for day in each_day(first - 2 * ONE_DAY, last + 3 * ONE_DAY)
    }


def clock_changes(midnights: dict[date, timedelta]) -> frozenset[int]:
    """Return the ordinals of the days on which clocks change, and of the days before."""
    changes = (
        day.toordinal() for (day, begin), (_, end) in pairwise(midnights.items()) if end - begin != ONE_DAY
    )
    return frozenset(near for ordinal in changes for near in (ordinal - 1, ordinal))


def _clocks_change(zone: ZoneInfo, day: date) -> bool:
    """Tell whether clocks change around the midnight at which a day begins."""
    midnight = datetime.combine(day, time.min, zone)
    return (midnight - ONE_DAY).utcoffset() != (midnight + ONE_DAY).utcoffset()


def _clock_spans(hours: DayHours) -> list[Span]:
    return [(timedelta(minutes=interval.opens), timedelta(minutes=interval.closes)) for interval in hours]


def _made_up(week: list[list[Span]], day: date, stands_for: int | None) -> list[Span]:
    """Return the hours of a day that is worked for a day off: its weekday's, else those of one before."""
    before = ((day.weekday() - back) % len(week) for back in range(1, len(week) + 1))
    order = before if stands_for is None else (stands_for, *before)
    return next((week[each] for each in order if week[each]), [])


def _closing_early(hours: list[Span], half: HalfDay) -> list[Span]:
    closing = timedelta(minutes=half.closes)
    return [(opens, min(closes, closing)) for opens, closes in hours if opens < closing]


def each_day(first: date, last: date) -> Iterator[date]:
    """Yield the days from ``first`` to ``last``, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
