"""The compiled calendar: sorted instants with running sums, and tables of days."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import accumulate, chain, pairwise
from operator import sub
from typing import Any
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.closures import Closure
from ptc_service_policy.business_time.compiling import Block, midnight
from ptc_service_policy.business_time.instants import to_local
from ptc_service_policy.business_time.rules import ONE_DAY
from ptc_service_policy.once import once

ZERO = timedelta()


@dataclass(frozen=True, eq=False)
class Timeline:
    """Hold what is compiled; a timeline never changes, two of them join into a longer one.

    Its days run from ``first_day`` to ``last_day``, both included, its instants from ``start`` to ``end``.
    ``edges`` are opening and closing instants in turn, so that the parity of a position in them says open or
    closed. ``ordinals``, ``openings`` and ``closings`` have one entry for each business day, and so have
    ``midnights`` and ``local_closings``. ``clock_changes`` are the ordinals of days on which a wall time may
    have been skipped into another date. What not every question needs is worked out when first asked.
    """

    zone: ZoneInfo
    first_day: date
    last_day: date
    start: timedelta
    end: timedelta
    edges: Sequence[timedelta]
    ordinals: Sequence[int]
    openings: Sequence[timedelta]
    closings: Sequence[timedelta]
    clock_changes: frozenset[int]

    @classmethod
    def of(cls, block: Block, zone: ZoneInfo) -> "Timeline":
        """Build the timeline of one block."""
        days = block.days
        return cls(
            zone,
            block.first,
            block.last,
            block.start,
            block.end,
            block.edges,
            days.ordinals,
            days.openings,
            days.closings,
            block.clock_changes,
        )

    @once
    def totals(self) -> Sequence[timedelta]:
        """Return the open time of the timeline up to each edge."""
        lengths = map(sub, self.edges[1::2], self.edges[::2])
        return list(chain.from_iterable(pairwise(accumulate(lengths, initial=ZERO))))

    def open_total(self, instant: timedelta) -> timedelta:
        """Return the open time of the timeline up to an instant that it holds."""
        edge = bisect_right(self.edges, instant)
        if edge % 2:
            return self.totals[edge - 1] + (instant - self.edges[edge - 1])
        return self.totals[edge - 1] if edge else ZERO

    def advance(self, instant: timedelta, open_time: timedelta) -> timedelta | None:
        """Return the instant that much open time after one that it holds, None where it ends before."""
        total, totals = self.open_total(instant) + open_time, self.totals
        edge = bisect_left(totals, total)
        return None if edge == len(totals) else self.edges[edge] - (totals[edge] - total)

    @once
    def local_closings(self) -> "_LocalTimes":
        """Return the closings as datetimes, by position."""
        return _LocalTimes(self.closings, self.zone)

    @once
    def midnight(self) -> "_Midnights":
        """Return when each business day ends by the calendar, by position."""
        return _Midnights(self.ordinals, self.zone)

    @once
    def day_counts(self) -> dict[tuple[int, int], Any]:
        """Return where counts of business days are kept, by day 0 and how many days."""
        return {}

    @property
    def midnights(self) -> Sequence[timedelta]:
        """Return when each business day ends by the calendar."""
        return list(map(self.midnight.__getitem__, range(len(self.ordinals))))

    def closed_between(self, first: int, until: int) -> list[date]:
        """Return the days that are no business days, from one ordinal, included, to another, not included."""
        ordinals = self.ordinals
        business = ordinals[bisect_left(ordinals, first) : bisect_left(ordinals, until)]
        return list(map(date.fromordinal, sorted(set(range(first, until)).difference(business))))

    def join(self, later: "Timeline") -> "Timeline":
        """Return the timeline of both; ``later`` begins where this one ends."""
        edges = [*self.edges, *later.edges]
        if self.edges and later.edges and self.edges[-1] == later.edges[0]:
            del edges[len(self.edges) - 1 : len(self.edges) + 1]
        return Timeline(
            self.zone,
            self.first_day,
            later.last_day,
            self.start,
            later.end,
            edges,
            [*self.ordinals, *later.ordinals],
            [*self.openings, *later.openings],
            [*self.closings, *later.closings],
            self.clock_changes | later.clock_changes,
        )

    def without(self, closure: Closure) -> "Timeline":
        """Return the timeline with whole days closed; no clocks change near them, no hours pass midnight."""
        first, last = max(closure.first, self.first_day), min(closure.last, self.last_day)
        start, end = midnight(first, self.zone), midnight(last + ONE_DAY, self.zone)
        shut, opens = bisect_left(self.edges, start), bisect_right(self.edges, end)
        since, until = (
            bisect_left(self.ordinals, first.toordinal()),
            bisect_right(self.ordinals, last.toordinal()),
        )
        return replace(
            self,
            edges=[*self.edges[:shut], *[start] * (shut % 2), *[end] * (opens % 2), *self.edges[opens:]],
            ordinals=[*self.ordinals[:since], *self.ordinals[until:]],
            openings=[*self.openings[:since], *self.openings[until:]],
            closings=[*self.closings[:since], *self.closings[until:]],
        )


class _LocalTimes(dict[int, datetime]):
    """Hold instants as datetimes of a zone, by their positions, each worked out when first asked."""

    def __init__(self, instants: Sequence[timedelta], zone: ZoneInfo) -> None:
        self._instants = instants
        self._zone = zone

    def __missing__(self, position: int) -> datetime:
        local = self[position] = to_local(self._instants[position], self._zone)
        return local


class _Midnights(dict[int, timedelta]):
    """Hold when business days end by the calendar, by their positions, each worked out when first asked."""

    def __init__(self, ordinals: Sequence[int], zone: ZoneInfo) -> None:
        self._ordinals = ordinals
        self._zone = zone

    def __missing__(self, position: int) -> timedelta:
        ends = self[position] = midnight(date.fromordinal(self._ordinals[position] + 1), self._zone)
        return ends


@cache
def nothing(zone: ZoneInfo) -> Timeline:
    """Return the timeline that holds no day."""
    return Timeline(zone, date.max, date.min, timedelta.max, timedelta.min, (), (), (), (), frozenset())
