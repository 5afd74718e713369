"""A time zone as arrays: when its clocks change, and what clocks on the wall show."""

from functools import lru_cache

import numpy as np

from ptc_service_policy.business_time.zones import offsets_between, read_zone
from ptc_service_policy.columns.search import Instants, Search

SECOND = 1_000_000
DAY = 86_400 * SECOND

# Most clocks change on the same day of the week.
_WEEK = 7 * DAY


class Zone:
    """Turn instants into wall times and back, between two instants; wall times count from the epoch too.

    A wall time that comes twice means the first, one that was skipped is moved forward by as much.
    """

    __slots__ = ("_by_instant", "_by_wall", "_offsets", "changes", "first", "last")

    def __init__(self, name: str, first: int, last: int) -> None:
        """Find the changes of the zone's clocks between two instants, in microseconds since the epoch."""
        self.first, self.last = first, last
        found = tuple(offsets_between(read_zone(name), first // SECOND, last // SECOND))
        self.changes = np.array([at for at, _ in found[1:]], np.int64) * SECOND
        self._offsets = np.array([offset for _, offset in found], np.int64) * SECOND
        self._by_instant = Search(self.changes, _WEEK)
        later_wall = self.changes + np.maximum(self._offsets[:-1], self._offsets[1:])
        self._by_wall = Search(later_wall, _WEEK)

    def wall(self, instants: Instants) -> Instants:
        """Return what clocks on the wall show at each instant."""
        return instants + np.take(self._offsets, self._by_instant.positions(instants))

    def instant(self, walls: Instants) -> Instants:
        """Return the instant of each wall time."""
        return walls - np.take(self._offsets, self._by_wall.positions(walls))


@lru_cache(maxsize=128)
def zone_between(name: str, first: int, last: int) -> Zone:
    """Return a zone between two instants, the same one for all calendars that are as long."""
    return Zone(name, first, last)
