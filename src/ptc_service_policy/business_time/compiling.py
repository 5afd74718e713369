"""Compiling the rules of a stretch of days to sorted instants.

Most days of a calendar are as its week says, in its zone. Those of a year are compiled once for all
calendars with that zone and week: each copies them in slices, and compiles for itself only its other days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, chain, compress, pairwise, repeat
from operator import add, le, lt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.closures import Closure
from ptc_service_policy.business_time.conventions import SkippedDay
from ptc_service_policy.business_time.holidays import HalfDay
from ptc_service_policy.business_time.hours import ALL_DAY, DayHours, Week
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.business_time.rules import ONE_DAY, Rules
from ptc_service_policy.business_time.spans import Span, subtract, union
from ptc_service_policy.business_time.zones import midnight_offsets
from ptc_service_policy.text import LocalizedText

_YEARS_KEPT = 512
_EPOCH_ORDINAL = EPOCH.toordinal()

Edges = list[timedelta]
"""Instants of opening and of closing, in turn."""


class OpenDays(NamedTuple):
    """Hold days with open time of their own: first opening and last closing of each, and the edges of all."""

    ordinals: list[int]
    openings: list[timedelta]
    closings: list[timedelta]
    edges: Edges

    @classmethod
    def of(cls, ordinal: int, edges: Edges) -> "OpenDays":
        """Return one day."""
        return cls([ordinal], [edges[0]], [edges[-1]], edges)

    def extend(self, later: "OpenDays") -> None:
        """Add the days that follow."""
        self.ordinals.extend(later.ordinals)
        self.openings.extend(later.openings)
        self.closings.extend(later.closings)
        self.edges.extend(later.edges)

    def drop(self, since: int, until: int, bounds: list[int]) -> None:
        """Take out the days at some positions; ``bounds`` says where the edges of each begin."""
        if since < until:
            del self.ordinals[since:until], self.openings[since:until], self.closings[since:until]
            del self.edges[bounds[since] : bounds[until]]

    def insert(self, position: int, ordinal: int, edges: Edges, bounds: list[int]) -> None:
        """Put in a day before the one at a position."""
        self.ordinals.insert(position, ordinal)
        self.openings.insert(position, edges[0])
        self.closings.insert(position, edges[-1])
        self.edges[bounds[position] : bounds[position]] = edges


class UsualYear(NamedTuple):
    """Hold the days of a year as a week says, where the edges of each begin, and whether each ends apart."""

    days: OpenDays
    bounds: list[int]
    apart: bool

    def between(self, begin: int, until: int, others: Mapping[int, Edges]) -> OpenDays:
        """Return the days from one ordinal to another, not included, with others instead of some of them."""
        bounds = self.bounds
        days = OpenDays(
            self.days.ordinals[:], self.days.openings[:], self.days.closings[:], self.days.edges[:]
        )
        ordinals = days.ordinals
        # From the end, so that the positions of those before stay.
        days.drop(bisect_left(ordinals, until), len(ordinals), bounds)
        for ordinal in sorted(others, reverse=True):
            if begin <= ordinal < until:
                position = bisect_left(ordinals, ordinal)
                if position < len(ordinals) and ordinals[position] == ordinal:
                    days.drop(position, position + 1, bounds)
                if others[ordinal]:
                    days.insert(position, ordinal, others[ordinal], bounds)
        days.drop(0, bisect_left(ordinals, begin), bounds)
        return days


class Block(NamedTuple):
    """Hold the days from ``first`` to ``last`` and the open spans between their midnights.

    ``clock_changes`` are the ordinals of days on which a wall time may have been skipped into another date,
    ``own_edges`` the open spans as the days have them, those of the days before ``first`` included.
    """

    first: date
    last: date
    start: timedelta
    end: timedelta
    edges: Edges
    days: OpenDays
    clock_changes: frozenset[int]
    own_edges: Edges

    def opens(self, day: date) -> bool:
        """Tell whether a day has open time of its own."""
        ordinals, ordinal = self.days.ordinals, day.toordinal()
        position = bisect_left(ordinals, ordinal)
        return ordinals[position : position + 1] == [ordinal]


def compile_days(rules: Rules, zone: ZoneInfo, first: date, last: date) -> Block:
    """Compile the days from ``first`` to ``last``, both included.

    Hours past midnight of the day before are open time of this block, whether they were meant to run that
    long or a clock change carried them there. Where nothing is known of that day,
    because the holidays begin to be known on ``first``, the block begins a day later.
    """
    start, end = midnight(first, zone), midnight(last + ONE_DAY, zone)
    days, apart = _open_days(rules, zone, first, last)
    own = days.edges
    past_midnight = rules.run_past_midnight
    if past_midnight or _clocks_change(zone, first):
        known = rules.known_days[0]
        if past_midnight and first == known:
            start = midnight(first + ONE_DAY, zone)
        # Two days, for the one between may be a date that the zone skipped, with a night going on over it.
        eve = max(first - 2 * ONE_DAY, known)
        before = _Days(rules, zone, eve, first)
        own = [*chain.from_iterable(map(before.edges, each_day(eve, first - ONE_DAY))), *own]
        apart = False
    edges = _cut(own, start, end) if apart else merge(own, start, end)
    return Block(first, last, start, end, edges, days, clock_changes(zone, first, last), own)


def why_skipped(rules: Rules, zone: ZoneInfo, days: list[date]) -> list[SkippedDay]:
    """Say of some days in their order, none of which has open time of its own, why they have none."""
    return list(map(_Days(rules, zone, days[0], days[-1]).skipped, days))


def midnight(day: date, zone: ZoneInfo) -> timedelta:
    """Return the instant at which a day begins."""
    return datetime.combine(day, time.min, zone) - EPOCH


def merge(edges: Edges, start: timedelta, end: timedelta) -> Edges:
    """Return the edges of what spans cover from ``start`` to ``end``, each stretch of open time once."""
    if not _are_apart(edges):
        opens, closes = edges[::2], edges[1::2]
        if all(map(le, opens, opens[1:])) and all(map(le, closes, closes[1:])):
            apart = list(map(lt, closes, opens[1:]))
            seams = chain.from_iterable(zip(apart, apart, strict=True))
            edges = [opens[0], *compress(edges[1:], seams), closes[-1]]
        else:
            edges = _edges(union(zip(opens, closes, strict=True)))
    return _cut(edges, start, end)


def _cut(edges: Edges, start: timedelta, end: timedelta) -> Edges:
    """Return edges from ``start`` to ``end``."""
    begin, stop = bisect_right(edges, start), bisect_left(edges, end)
    if not begin and stop == len(edges):
        return edges
    return [start] * (begin % 2) + edges[begin:stop] + [end] * (stop % 2)


def clock_changes(zone: ZoneInfo, first: date, last: date) -> frozenset[int]:
    """Return the ordinals of the days on which clocks change, and of the days before."""
    return frozenset().union(*(_changes_in(zone, year) for year in range(first.year, last.year + 1)))


@lru_cache(maxsize=_YEARS_KEPT)
def _changes_in(zone: ZoneInfo, year: int) -> frozenset[int]:
    return frozenset(day for after, _ in _offsets(zone, year)[1:-1] for day in _reached(after))


def _are_apart(edges: Edges) -> bool:
    """Tell whether each span ends before the next one begins."""
    return all(map(lt, edges[1::2], edges[2::2]))


def _open_days(rules: Rules, zone: ZoneInfo, first: date, last: date) -> tuple[OpenDays, bool]:
    """Return the days that have open time of their own, and whether each is known to end before the next."""
    others = _other_days(rules, zone, first, last)
    (begin, until, week), *more = _weeks(rules, first.toordinal(), last.toordinal() + 1)
    usual = _usual_year(zone, week, first.year)
    days = usual.between(begin, until, others)
    for begin, until, week in more:
        days.extend(_usual_year(zone, week, date.fromordinal(begin).year).between(begin, until, others))
    return days, usual.apart and not more and not any(others.values())


def _weeks(rules: Rules, first: int, until: int) -> Iterator[tuple[int, int, Week]]:
    """Yield stretches of days, none longer than its year, each with the week that holds on its days."""
    begin, end = date.fromordinal(first), date.fromordinal(until - 1)
    if not rules.periods and begin.year == end.year:
        yield first, until, rules.week
        return
    periods = [
        (since.toordinal(), last.toordinal() + 1, period.hours)
        for period in rules.periods
        for since, last in period.stretches(begin, end)
    ]
    bounds = {first, until, *(_new_year(year) for year in range(begin.year + 1, end.year + 1))}
    bounds.update(bound for period in periods for bound in period[:2] if first < bound < until)
    for day, later in pairwise(sorted(bounds)):
        yield day, later, next((week for a, b, week in reversed(periods) if a <= day < b), rules.week)


def _other_days(rules: Rules, zone: ZoneInfo, first: date, last: date) -> Mapping[int, Edges]:
    """Return the edges of the days, by their ordinals, that may not be as their week says."""
    source, years = rules.holidays, range(first.year, last.year + 1)
    found: dict[int, Edges] = {day.toordinal(): [] for year in years for day in source.in_year(year)}
    begin, end = first.toordinal(), last.toordinal()
    worked = {day.toordinal() for day, _ in rules.special_hours}
    for days_of in (source.half_days_in, source.made_up_in):
        for year in years:
            worked.update(map(date.toordinal, days_of(year)))
    for closure in rules.closures:
        # It takes of hours that go on from the day before, and of those after dates that the zone skipped.
        since, until = max(closure.first.toordinal(), begin), min(closure.last.toordinal(), end)
        taken = {*range(max(since - 1, begin), min(until + 3, end) + 1)}
        if closure.hours == ALL_DAY:
            shut = {*range(since, until)} - clock_changes(zone, first, last)
            found |= {day: [] for day in shut}
            taken -= shut
        worked |= taken
    if worked := {day for day in worked if begin <= day <= end}:
        days = _Days(rules, zone, date.fromordinal(min(worked)), date.fromordinal(max(worked)))
        found.update((day, days.edges(date.fromordinal(day))) for day in worked)
    return found


@lru_cache(maxsize=_YEARS_KEPT)
def _usual_year(zone: ZoneInfo, week: Week, year: int) -> UsualYear:
    """Compile a year as the week says: of each day an instant, and how long after it are its edges."""
    clocks = {hours: _clock_spans(hours) for hours in {*week}}
    own_edges = {hours: _edges(union(spans)) for hours, spans in clocks.items()}
    first, days = _new_year(year), range(_new_year(year), _new_year(year + 1))
    starts = [*_midnights(zone, year)]
    edges_after = ([own_edges[hours] for hours in week] * 54)[(first - 1) % 7 :][: len(days)]
    for day in _changes_in(zone, year).intersection(days):
        if edges_after[day - first]:
            starts[day - first] = timedelta()
            spans = _spans(date.fromordinal(day), clocks[week[(day - 1) % 7]], zone)
            edges_after[day - first] = _edges(spans)
    ordinals = [*compress(days, edges_after)]
    starts = [*compress(starts, edges_after)]
    edges_after = [*filter(None, edges_after)]
    counts = [*map(len, edges_after)]
    bounds = [0, *accumulate(counts)]
    if len({*counts}) == 1:
        (count, *_) = counts
        edges = [timedelta()] * bounds[-1]
        for place, clocks_at in enumerate(zip(*edges_after, strict=True)):
            edges[place::count] = map(add, starts, clocks_at)
        openings, closings = edges[::count], edges[count - 1 :: count]
    else:
        each_start = chain.from_iterable(map(repeat, starts, counts))
        edges = [*map(add, each_start, chain.from_iterable(edges_after))]
        openings = [edges[bound] for bound in bounds[:-1]]
        closings = [edges[bound - 1] for bound in bounds[1:]]
    return UsualYear(OpenDays(ordinals, openings, closings, edges), bounds, _are_apart(edges))


@lru_cache(maxsize=_YEARS_KEPT)
def _midnights(zone: ZoneInfo, year: int) -> list[timedelta]:
    """Return the instants at which the days of a year begin, where no clocks change near them."""
    return [
        instant
        for (begin, offset), (after, _) in pairwise(_offsets(zone, year))
        for instant in accumulate(
            repeat(ONE_DAY, after - begin - 1), initial=timedelta(begin - _EPOCH_ORDINAL) - offset
        )
    ]


def _reached(after: int) -> range:
    """Return the days on which hours may begin that a change of clocks reaches, before day ``after``."""
    return range(after - 2, after)


@lru_cache(maxsize=_YEARS_KEPT)
def _offsets(zone: ZoneInfo, year: int) -> list[tuple[int, timedelta]]:
    """Return the offset as a year begins, and from which days on there are others.

    Those of the days after it matter to hours that begin in the year. The end follows as if it was a change.
    """
    end = _new_year(year + 1) + 2
    return [*midnight_offsets(zone, _new_year(year), end - 1), (end, timedelta())]


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal()


class _Days:
    """Look up the rules by date, for the days from ``first`` to ``last``."""

    def __init__(self, rules: Rules, zone: ZoneInfo, first: date, last: date) -> None:
        self.zone = zone
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
        spans = _spans(day, hours, self.zone) if hours else []
        return subtract(spans, [hole for hole, _ in self.holes(day)]) if self.closures else spans

    def edges(self, day: date) -> Edges:
        """Return the edges of those spans."""
        return _edges(self.open_spans(day))

    def holes(self, day: date) -> Iterator[tuple[Span, Closure]]:
        """Yield the closures of the day and of those around it, which may reach into its hours.

        Those of a date that the zone skipped take what a night before it left for that date, and nothing of
        the date after it.
        """
        for near in each_day(day - 2 * ONE_DAY, day + ONE_DAY):
            if near > day or _exists(near, self.zone):
                yield from self.closures.get(near, ())

    def skipped(self, day: date) -> SkippedDay:
        """Say why the day has no open time, in the order in which the rules apply."""
        spans = _spans(day, self.hours(day), self.zone)
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

    def taken(self, day: date, clocks: list[Span]) -> Iterator[tuple[date, Span]]:
        """Yield what closures at these times of the day take, each with the date to which it belongs.

        That is what hours at these times would open. A date that the zone skipped has no hours, but a night
        before may go on into it, at times that are moved forward: those are taken, and what the closure says
        of the date after it.
        """
        if _exists(day, self.zone):
            yield from ((day, span) for span in _on_wall(day, clocks, self.zone))
            return
        start, after = midnight(day, self.zone), day + ONE_DAY
        for opens, closes in clocks:
            yield day, (start + opens, start + min(closes, ONE_DAY))
            if closes > ONE_DAY:
                yield from (
                    (after, span) for span in _on_wall(after, [(timedelta(), closes - ONE_DAY)], self.zone)
                )


def _spans(day: date, clocks: list[Span], zone: ZoneInfo) -> list[Span]:
    """Return what hours at these times of a day open; nothing on a date that the zone skipped."""
    return union(_on_wall(day, clocks, zone)) if _exists(day, zone) else []


def _on_wall(day: date, clocks: list[Span], zone: ZoneInfo) -> list[Span]:
    """Return the instants at which clocks on the wall show these times of the day."""
    start = datetime.combine(day, time.min, zone)
    return [(start + opens - EPOCH, start + closes - EPOCH) for opens, closes in clocks]


def _exists(day: date, zone: ZoneInfo) -> bool:
    """Tell whether the zone has that date: some have skipped one by crossing the date line."""
    return midnight(day, zone) < midnight(day + ONE_DAY, zone)


def _edges(spans: list[Span]) -> Edges:
    return list(chain.from_iterable(spans))


def _clocks_change(zone: ZoneInfo, day: date) -> bool:
    """Tell whether clocks change around the midnight at which a day begins."""
    start = datetime.combine(day, time.min, zone)
    return (start - ONE_DAY).utcoffset() != (start + ONE_DAY).utcoffset()


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
