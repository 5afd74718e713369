"""A time zone as arrays: when its clocks change, and what clocks on the wall show."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ptc_service_policy.business_time.instants import to_local
from ptc_service_policy.columns.search import Instants, Search

SECOND = 1_000_000
DAY = 86_400 * SECOND

_MONTH = 30 * DAY


class Zone:
    """Turn instants into wall times and back, between two instants; wall times count from the epoch too.

    A wall time that comes twice means the first, one that was skipped is moved forward by as much.
    """

    __slots__ = ("_by_instant", "_by_wall", "_offsets", "changes", "first", "last")

    def __init__(self, name: str, first: int, last: int) -> None:
        """Find the changes of the zone's clocks between two instants, in microseconds since the epoch."""
        self.first, self.last = first, last
        zone = ZoneInfo(name)
        days = [*range(first // SECOND, last // SECOND, 86_400), last // SECOND]
        offsets = [_offset(zone, day) for day in days]
        changes = [change for index in range(1, len(days)) for change in _between(zone, days, offsets, index)]
        self.changes = np.array([at * SECOND for at, _ in changes], np.int64)
        self._offsets = np.array([offsets[0], *(offset for _, offset in changes)], np.int64) * SECOND
        self._by_instant = Search(self.changes, _MONTH)
        later_wall = self.changes + np.maximum(self._offsets[:-1], self._offsets[1:])
        self._by_wall = Search(later_wall, _MONTH)

    def wall(self, instants: Instants) -> Instants:
        """Return what clocks on the wall show at each instant."""
        return instants + np.take(self._offsets, self._by_instant.positions(instants))

    def instant(self, walls: Instants) -> Instants:
        """Return the instant of each wall time."""
        return walls - np.take(self._offsets, self._by_wall.positions(walls))


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = to_local(timedelta(seconds=second), zone).utcoffset() or timedelta()
    return round(offset.total_seconds())


def _between(zone: ZoneInfo, days: list[int], offsets: list[int], index: int) -> Iterator[tuple[int, int]]:
    if offsets[index - 1] != offsets[index]:
        yield from _changes(zone, (days[index - 1], offsets[index - 1]), (days[index], offsets[index]))


def _changes(zone: ZoneInfo, before: tuple[int, int], after: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield each change after ``before`` and until ``after``, pairs of a second and the offset from it on."""
    if before[1] == after[1]:
        return
    if after[0] - before[0] == 1:
        yield after
        return
    middle = (before[0] + after[0]) // 2
    between = middle, _offset(zone, middle)
    yield from _changes(zone, before, between)
    yield from _changes(zone, between, after)
