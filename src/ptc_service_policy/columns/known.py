"""How far questions about a calendar may reach, and its timetable, grown as they do."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from ptc_service_policy.business_time import BusinessCalendar
from ptc_service_policy.business_time.instants import EPOCH, to_local
from ptc_service_policy.business_time.rules import FIRST_DAY, LAST_DAY
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.columns.reasons import ANSWERED, OUTSIDE_COVERAGE, OUTSIDE_SUPPORTED_YEARS
from ptc_service_policy.columns.search import Instants, Mask, Positions
from ptc_service_policy.columns.timetable import KINDS_OF_DAYS, Timetable, in_microseconds
from ptc_service_policy.columns.zone import DAY, Zone

Reasons = npt.NDArray[np.int8]

STATES_OF_A_CALENDAR = 3
"""Closed, open, and not known."""

_ONE_DAY = timedelta(days=1)
_MARGIN = 10 * DAY


class KnownZone:
    """Keep what is known of a zone, as far as questions reached; a longer stretch replaces it at once."""

    def __init__(self, name: str) -> None:
        self._name = name
        begin, end = _bounds(read_zone(name), FIRST_DAY, LAST_DAY)
        self._supported = begin - _MARGIN, end + _MARGIN
        self._zone: Zone | None = None

    def reach(self, low: int, high: int) -> Zone:
        """Return the zone from ``low`` to ``high``, as far as years are supported."""
        first, last = (min(max(each, self._supported[0]), self._supported[1]) for each in (low, high))
        zone = self._zone
        if zone is None or first < zone.first or zone.last < last:
            if zone is not None:
                first, last = min(first, zone.first), max(last, zone.last)
            zone = self._zone = Zone(self._name, first - _MARGIN, last + _MARGIN)
        return zone

    def near(self, instants: Instants) -> Instants:
        """Return the instants, those of unsupported years moved to some days before or after the others."""
        return np.clip(instants, self._supported[0] - 1, self._supported[1])

    def wall(self, instants: Instants) -> Instants:
        """Return what clocks on the wall show at each instant; those far from supported years in UTC."""
        walls = instants.copy()
        rows = np.flatnonzero(_within(instants, self._supported))
        if len(rows):
            inside = instants[rows]
            walls[rows] = self.reach(int(inside.min()), int(inside.max())).wall(inside)
        return walls


class KnownCalendar:
    """Keep the timetable of one calendar, and say why an instant lies outside what is known of it.

    A timetable never changes and a longer one replaces it in a single assignment, so threads need no lock.
    """

    def __init__(self, calendar: BusinessCalendar) -> None:
        self.calendar = calendar
        self._zone = read_zone(calendar.time_zone)
        self._first, self._last = calendar.known_days
        self._known = _bounds(self._zone, self._first, self._last)
        self._supported = _bounds(self._zone, FIRST_DAY, LAST_DAY)
        self._table: Timetable | None = None

    @property
    def reason_before(self) -> int:
        """Return why nothing is known of the days before the known ones."""
        return OUTSIDE_SUPPORTED_YEARS if self._first == FIRST_DAY else OUTSIDE_COVERAGE

    @property
    def reason_after(self) -> int:
        """Return why nothing is known of the days after the known ones."""
        return OUTSIDE_SUPPORTED_YEARS if self._last == LAST_DAY else OUTSIDE_COVERAGE

    def holds(self, low: int, high: int) -> bool:
        """Tell whether all instants from ``low`` to ``high`` are on known days."""
        return self._known[0] <= low and high < self._known[1]

    def reasons(self, instants: Instants) -> Reasons:
        """Return for each instant why it is on no known day, or that it is."""
        return np.where(
            _within(instants, self._known),
            np.int8(ANSWERED),
            np.where(
                _within(instants, self._supported),
                np.int8(OUTSIDE_COVERAGE),
                np.int8(OUTSIDE_SUPPORTED_YEARS),
            ),
        )

    def reach(self, low: int, high: int, *, around: bool = False) -> Timetable:
        """Return a timetable that holds the instants from ``low`` to ``high``, which are on known days.

        With ``around`` it holds some days before and after them too, as far as they are known.
        """
        if around:
            low, high = max(low - _MARGIN, self._known[0]), min(high + _MARGIN, self._known[1] - 1)
        table = self._table
        if table is None or not table.holds(low, high):
            # A day more at each end, for clocks that are set back at midnight show one date before another.
            first, last = self._day(low) - _ONE_DAY, self._day(high) + _ONE_DAY
            table = self._compile(max(first, self._first), min(last, self._last))
        return table

    def reach_known(self, low: int, high: int) -> Timetable:
        """Return a timetable that holds all between two instants, and some days around, that is known."""
        first, last = (min(max(each, self._known[0]), self._known[1] - 1) for each in (low, high))
        return self.reach(first, last, around=True)

    def supports(self, instants: Instants) -> Mask:
        """Tell which instants are in supported years."""
        return _within(instants, self._supported)

    def is_open(self, instants: Instants) -> Mask:
        """Tell which instants are open; no instant is on a day that is not known."""
        is_open = np.zeros(len(instants), np.bool_)
        rows = np.flatnonzero(_within(instants, self._known))
        if len(rows):
            inside = instants[rows]
            is_open[rows] = self.reach(int(inside.min()), int(inside.max())).is_open(inside)
        return is_open

    def state(self, instants: Instants) -> Positions:
        """Tell which instants are open: 1, or 2 where that is not known."""
        return np.where(_within(instants, self._known), self.is_open(instants), 2)

    def kind_of_day(self, instants: Instants) -> Positions:
        """Return the kind of the date of each instant; one kind for all of which nothing is known."""
        kinds = np.full(len(instants), KINDS_OF_DAYS)
        rows = np.flatnonzero(_within(instants, self._known))
        if len(rows):
            inside = instants[rows]
            table = self.reach(int(inside.min()), int(inside.max()))
            kinds[rows] = table.kind_of_day(inside)
        return kinds

    def grow(self, table: Timetable) -> Timetable:
        """Return a timetable that knows twice as many days to come, or all that are known."""
        first, last = table.timeline.first_day, table.timeline.last_day
        years = last.year - first.year + 1
        return self._compile(first, min(date(last.year + years, 12, 31), self._last))

    def _compile(self, first: date, last: date) -> Timetable:
        self._table = Timetable(self.calendar, self.calendar.compiled(first, last))
        return self._table

    def _day(self, instant: int) -> date:
        return to_local(timedelta(microseconds=instant), self._zone).date()


def _bounds(zone: ZoneInfo, first: date, last: date) -> tuple[int, int]:
    """Return the instants at which ``first`` begins and ``last`` ends."""
    days = first, last + _ONE_DAY
    begin, end = (in_microseconds(datetime.combine(day, time.min, zone) - EPOCH) for day in days)
    return begin, end


def _within(instants: Instants, bounds: tuple[int, int]) -> npt.NDArray[np.bool_]:
    return (instants >= bounds[0]) & (instants < bounds[1])


class KnownCalendars(dict[BusinessCalendar, KnownCalendar]):
    """Keep one known calendar for all equal calendars, and one known zone for all of a name."""

    def __init__(self) -> None:
        super().__init__()
        self._zones: dict[str, KnownZone] = {}

    def __missing__(self, calendar: BusinessCalendar) -> KnownCalendar:
        return self.setdefault(calendar, KnownCalendar(calendar))

    def zone(self, name: str) -> KnownZone:
        """Return the zone of a name."""
        return self._zones.get(name) or self._zones.setdefault(name, KnownZone(name))

    def share(self, calendar: BusinessCalendar) -> BusinessCalendar:
        """Return the calendar that is kept for all equal ones, so that what it compiled serves all."""
        return self[calendar].calendar
