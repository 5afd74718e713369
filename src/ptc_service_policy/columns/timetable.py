"""What a business calendar compiled, as arrays."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from ptc_service_policy.business_time import BusinessCalendar, BusinessDays, Convention, Timeline
from ptc_service_policy.columns.search import NEVER, Instants, Mask, Positions, Search
from ptc_service_policy.columns.zone import DAY, zone_between
from ptc_service_policy.once import once

HOUR = DAY // 24

KINDS_OF_DAYS = 7 * 2

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


class DueByDay(NamedTuple):
    """Hold the due instant for each day of receipt, good for the days before ``late_from``."""

    dues: Instants
    late_from: int


class Timetable:
    """Hold one timeline as arrays; it never changes. Days are numbered from the timeline's first one.

    ``complete_after`` tells whether nothing is known of the days after its own.
    """

    def __init__(self, calendar: BusinessCalendar, timeline: Timeline) -> None:
        self.timeline = timeline
        self._calendar = calendar
        self.complete_after = timeline.last_day == calendar.known_days[1]
        self.start = in_microseconds(timeline.start)
        self.first_day = timeline.first_day.toordinal() - _EPOCH_ORDINAL
        self.first_weekday = timeline.first_day.weekday()
        self.day_count = timeline.last_day.toordinal() - timeline.first_day.toordinal() + 1
        self.end = in_microseconds(timeline.end)
        self.zone = zone_between(calendar.time_zone, self.start - 3 * DAY, self.end + 4 * DAY)

        self.business_days = np.array(timeline.ordinals, np.int64) - (_EPOCH_ORDINAL + self.first_day)
        days = np.arange(self.day_count + 1, dtype=np.int64)
        self.following = np.searchsorted(self.business_days, days[:-1], "right")

        edges = _array(timeline.edges)
        one_interval_a_day = (
            timeline.edges[::2] == timeline.openings and timeline.edges[1::2] == timeline.closings
        )
        self.openings = edges[::2].copy() if one_interval_a_day else _array(timeline.openings)
        self.closings = edges[1::2].copy() if one_interval_a_day else _array(timeline.closings)
        self.edge_count = len(edges)
        self._edges = np.append(edges, 0)
        self._by_edge = Search(edges, DAY)
        summed = np.append(0, np.cumsum(edges[1::2] - edges[::2]))
        totals, total_at_closing = np.repeat(summed, 2)[1:-1], summed[1:]
        self._total_at_end = int(summed[-1])
        turns = calendar.turning_days
        self._turns = np.array([(day - timeline.first_day).days for day in turns], np.int64)
        self._usual_days = _array([calendar.usual_day(day) for day in (date.min, *turns)])
        # So much open time is over at a closing, and not after it.
        self._by_total = Search(total_at_closing + 1, max(int(self._usual_days.min()), HOUR))
        self._from_total = np.append(edges[1::2] - total_at_closing, 0)
        # The running sum at an instant is one constant a position, plus the instant where it is open.
        self._to_total = np.append(0, totals)
        self._to_total[1::2] -= edges[::2]

        self._day_starts = self.zone.instant((self.first_day + days) * DAY)
        self.midnights = np.take(self._day_starts, self.business_days + 1)
        drift = self._day_starts - days * DAY
        self._day_base = int(drift.min())
        self._day_corrections = -(-(int(drift.max()) - self._day_base) // DAY)
        self._dues: dict[tuple[BusinessDays, Convention], DueByDay] = {}

    def holds(self, low: int, high: int) -> bool:
        """Tell whether the instants from ``low`` to ``high`` are on the timetable's days."""
        return bool(self._day_starts[0] <= low and high < self._day_starts[-1])

    def local_day(self, instants: Instants) -> Positions:
        """Return the local date of each instant."""
        return self.zone.wall(instants) // DAY - self.first_day

    def day_of(self, instants: Instants) -> Positions:
        """Return the local date of each instant of the timeline, which most zones allow to guess."""
        if not self._dates_in_order:
            return self.local_day(instants)
        day = (instants - self._day_base) // DAY
        for _ in range(self._day_corrections):
            day -= instants < np.take(self._day_starts, day, mode="clip")
        return day

    def day_start(self, days: Positions) -> Instants:
        """Return the instant at which each day begins."""
        return np.take(self._day_starts, days)

    def start_of_last(self, days: Positions, count: int) -> Instants:
        """Return when the last of so many business days after each day begins, ``NEVER`` if there is none."""
        return np.take(self._starts, np.take(self.following, days) + (count - 1), mode="clip")

    @once
    def _starts(self) -> Instants:
        return np.append(self.day_start(self.business_days), NEVER)

    @once
    def closes_after_midnight(self) -> bool:
        """Tell whether the hours of any day end after it."""
        return bool((self.closings > self.midnights).any())

    @once
    def _dates_in_order(self) -> bool:
        """Tell whether each date is over when the next begins: clocks set back at midnight repeat one."""
        edges = np.concatenate((self._day_starts, self.zone.changes))
        probes = np.concatenate((edges, edges - 1))
        probes = probes[(probes >= self._day_starts[0]) & (probes < self._day_starts[-1])]
        in_order = np.searchsorted(self._day_starts, probes, "right") - 1
        return np.array_equal(in_order, self.local_day(probes))

    @property
    def has_one_usual_day(self) -> bool:
        """Tell whether the usual day is the same on all days."""
        return not len(self._turns)

    def usual_day(self, days: Positions) -> Instants:
        """Return the usual day of the week that holds on each day, one for all where that never changes."""
        if self.has_one_usual_day:
            return self._usual_days
        return self._usual_days[np.searchsorted(self._turns, days, "right")]

    def is_open(self, instants: Instants) -> Mask:
        """Tell which instants are open."""
        return (self._by_edge.positions(instants) & 1).astype(np.bool_)

    def is_closed(self, instants: Instants) -> Mask:
        """Tell which instants are not open."""
        return ~self.is_open(instants)

    def waits_for_another_day(self, instants: Instants) -> Mask:
        """Tell which instants are closed, with no opening after them on their date."""
        edge = self.edge_after(instants)
        next_day = self.start_of_last(self.day_of(instants), 1)
        waits: Mask = (edge % 2 == 0) & ((self.edge(edge) >= next_day) | (edge == self.edge_count))
        return waits

    def edge_after(self, instants: Instants) -> Positions:
        """Return the position of the first edge after each instant: odd when the instant is open."""
        return self._by_edge.positions(instants)

    def edge(self, positions: Positions) -> Instants:
        """Return the edges at positions; what stands at the one after the last means nothing."""
        return np.take(self._edges, positions)

    def open_total(self, instants: Instants) -> Instants:
        """Return the running sum of open time at each instant."""
        edge = self._by_edge.positions(instants)
        total: Instants = np.take(self._to_total, edge) + instants * (edge & 1)
        return total

    def advance(self, instants: Instants, open_time: int | Instants) -> tuple[Instants, Mask]:
        """Return the instant that much open time after each, and which of them lie beyond the timeline.

        After no open time at all, that is the last closing before it where the instant is not open.
        """
        total = self.open_total(instants) + open_time
        span = self._by_total.positions(total)
        ends: Instants = total + np.take(self._from_total, span)
        return ends, total > self._total_at_end

    @once
    def hours_reach_other_days(self) -> bool:
        """Tell whether any opening stands, on its local date, before the hours of the next business day."""
        openings = self._edges[: self.edge_count : 2]
        nearest = np.searchsorted(self.business_days, self.local_day(openings))
        return bool((openings < np.append(self.openings, 0)[nearest]).any())

    def kind_of_day(self, instants: Instants) -> Positions:
        """Return the kind of the local date of each instant: its weekday, and whether it is open."""
        return np.take(self._kinds_of_days, self.local_day(instants))

    @once
    def _kinds_of_days(self) -> Positions:
        days = np.arange(self.day_count, dtype=np.int64)
        return (days + self.first_weekday) % 7 + 7 * np.isin(days, self.business_days)

    def leads_off_after(self, days: int) -> int:
        """Return the instant after which a count of so many business days may lead off the timetable."""
        last = len(self.business_days) - days - 3
        if last < 0:
            return self.start
        by_open_time, _ = self.advance(np.array([self.end]), -(days + 1) * self._longest_day)
        return min(int(self.day_start(self.business_days[last])), int(by_open_time[0]))

    @once
    def _longest_day(self) -> int:
        """Return the most open time from one business day to the next, and no less than of a usual day."""
        days = np.diff(self.open_total(self.day_start(self.business_days)))
        return max(int(days.max(initial=0)), int(self._usual_days.max()))

    def due_by_day(self, days: BusinessDays, convention: Convention) -> DueByDay:
        """Return when an answer is due for each day of receipt, where the day alone decides."""
        if (days, convention) not in self._dues:
            self._dues[days, convention] = self._due_by_day(days, convention)
        return self._dues[days, convention]

    def _due_by_day(self, days: BusinessDays, convention: Convention) -> DueByDay:
        count = len(self.business_days)
        last = self.following + days.count - 1
        late = last >= count
        if convention.receipt == "on-business-day":
            last += ~np.isin(np.arange(self.day_count), self.business_days)
            late |= last >= count
        ends = self.closings if convention.expiry == "close-of-business" else self.midnights
        late_from = int(late.argmax()) if late.any() else self.day_count
        return DueByDay(np.append(ends, 0)[np.minimum(last, count)], late_from)


def in_microseconds(instant: timedelta) -> int:
    """Return an instant, or a length of time, in microseconds."""
    return instant // timedelta.resolution


def _array(instants: Sequence[timedelta]) -> Instants:
    # Many times faster than numpy's own conversion of timedeltas.
    return np.array([each // timedelta.resolution for each in instants], np.int64)
