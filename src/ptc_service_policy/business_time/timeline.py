"""The compiled calendar: sorted instants with running sums, and tables of days."""

from bisect import bisect_left
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.compiling import Block
from ptc_service_policy.business_time.conventions import SkippedDay
from ptc_service_policy.business_time.instants import to_local


class Timeline(NamedTuple):
    """Hold what is compiled; a timeline never changes, two of them join into a longer one.

    Its days run from ``first_day`` to ``last_day``, both included, its instants from ``start`` to ``end``.
    ``edges`` are opening and closing instants in turn, so that the parity of a position in them says open or
    closed. ``totals`` is the open time up to each edge, and the tables ``ordinals`` to ``local_closings``
    have one entry for each business day, ``skipped_ordinals`` and ``skipped_days`` one for each other day.
    ``clock_changes`` are the ordinals of days on which a wall time may have been skipped into another date.
    """

    first_day: date
    last_day: date
    start: timedelta
    end: timedelta
    total_at_start: timedelta
    total_at_end: timedelta
    edges: tuple[timedelta, ...]
    totals: tuple[timedelta, ...]
    ordinals: tuple[int, ...]
    openings: tuple[timedelta, ...]
    closings: tuple[timedelta, ...]
    midnights: tuple[timedelta, ...]
    local_closings: tuple[datetime, ...]
    skipped_ordinals: tuple[int, ...]
    skipped_days: tuple[SkippedDay, ...]
    clock_changes: frozenset[int]

    @classmethod
    def of(cls, block: Block, zone: ZoneInfo, total_at_start: timedelta) -> "Timeline":
        """Build the timeline of one block, its running sums beginning at ``total_at_start``."""
        total = total_at_start
        edges: list[timedelta] = []
        totals: list[timedelta] = []
        for opens, closes in block.open_spans:
            edges += opens, closes
            totals.append(total)
            total += closes - opens
            totals.append(total)
        days = block.business_days
        return cls(
            first_day=block.first,
            last_day=block.last,
            start=block.start,
            end=block.end,
            total_at_start=total_at_start,
            total_at_end=total,
            edges=tuple(edges),
            totals=tuple(totals),
            ordinals=tuple(day.day.toordinal() for day in days),
            openings=tuple(day.opening for day in days),
            closings=tuple(day.closing for day in days),
            midnights=tuple(day.midnight for day in days),
            local_closings=tuple(to_local(day.closing, zone) for day in days),
            skipped_ordinals=tuple(skipped.day.toordinal() for skipped in block.skipped_days),
            skipped_days=tuple(block.skipped_days),
            clock_changes=block.clock_changes,
        )

    def skipped_between(self, first: int, until: int) -> tuple[SkippedDay, ...]:
        """Return the days that are no business days, from one ordinal, included, to another, not included."""
        ordinals = self.skipped_ordinals
        return self.skipped_days[bisect_left(ordinals, first) : bisect_left(ordinals, until)]

    def join(self, later: "Timeline") -> "Timeline":
        """Return the timeline of both; ``later`` begins where this one ends, in time and in running sums."""
        seam = 1 if self.edges and later.edges and self.edges[-1] == later.edges[0] else 0
        here = len(self.edges) - seam
        return Timeline(
            first_day=self.first_day,
            last_day=later.last_day,
            start=self.start,
            end=later.end,
            total_at_start=self.total_at_start,
            total_at_end=later.total_at_end,
            edges=self.edges[:here] + later.edges[seam:],
            totals=self.totals[:here] + later.totals[seam:],
            ordinals=self.ordinals + later.ordinals,
            openings=self.openings + later.openings,
            closings=self.closings + later.closings,
            midnights=self.midnights + later.midnights,
            local_closings=self.local_closings + later.local_closings,
            skipped_ordinals=self.skipped_ordinals + later.skipped_ordinals,
            skipped_days=self.skipped_days + later.skipped_days,
            clock_changes=self.clock_changes | later.clock_changes,
        )


NOTHING = Timeline(
    first_day=date.max,
    last_day=date.min,
    start=timedelta.max,
    end=timedelta.min,
    total_at_start=timedelta(),
    total_at_end=timedelta(),
    edges=(),
    totals=(),
    ordinals=(),
    openings=(),
    closings=(),
    midnights=(),
    local_closings=(),
    skipped_ordinals=(),
    skipped_days=(),
    clock_changes=frozenset(),
)
