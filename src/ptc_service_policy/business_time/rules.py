"""What a calendar says, before anything is computed from it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.closures import Closure, in_order, write_closures
from ptc_service_policy.business_time.holidays import NO_HOLIDAYS, Holidays
from ptc_service_policy.business_time.hours import MIDNIGHT, DayHours, Week, write_week
from ptc_service_policy.business_time.hours_periods import HoursPeriod
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.errors import BusinessTimeError

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
ONE_DAY = timedelta(days=1)


class Rules(NamedTuple):
    """Hold the checked fields of a calendar in one canonical form, so that equal calendars compare equal."""

    time_zone: str
    week: Week
    holidays: Holidays
    special_hours: tuple[tuple[date, DayHours], ...]
    closures: tuple[Closure, ...]
    periods: tuple[HoursPeriod, ...]

    @property
    def known_days(self) -> tuple[date, date]:
        """Return the first and the last day that questions may reach: supported years within the coverage."""
        first, last = self.holidays.coverage
        return (
            max(first or date.min, FIRST_DAY),
            min(last or date.max, LAST_DAY),
        )

    @property
    def run_past_midnight(self) -> bool:
        """Tell whether any hours end on the day after they began."""
        days = (*self.week, *self._period_days, *self._special_days)
        return any(interval.closes > MIDNIGHT for hours in days for interval in hours)

    @property
    def turning_days(self) -> tuple[date, ...]:
        """Return the days from which on another week holds than before, in their order."""
        return tuple(period.first for period in self.periods if period.last is None)

    def week_on(self, day: date) -> Week:
        """Return the week that holds on a day, but for periods that end."""
        since = (each for each in reversed(self.periods) if each.last is None and each.first <= day)
        return next((period.hours for period in since), self.week)

    def usual_day(self, day: date) -> timedelta:
        """Return the commonest length of a working day of the week that holds on a day.

        It is the shorter of two as common, zero if there is none. A week without hours takes it from the
        periods, else from the first week, else from the special hours.
        """
        weeks = self.week_on(day), self._period_days, self.week, self._special_days
        days = next(filter(any, weeks), ())
        return commonest(sum((interval.length for interval in hours), timedelta()) for hours in days if hours)

    def closed(self, closures: tuple[Closure, ...]) -> "Rules":
        """Return the same rules with more closures."""
        return self._replace(closures=in_order((*self.closures, *closures)))

    def as_plain(self) -> dict[str, Any]:
        """Return the fields in plain types, leaving out ``periods`` where there are none."""
        plain = {
            "time_zone": self.time_zone,
            "hours": write_week(self.week),
            "holidays": self.holidays.as_plain(),
            "special_hours": {
                day.isoformat(): [interval.as_plain() for interval in hours]
                for day, hours in self.special_hours
            },
            "closures": write_closures(self.closures),
        }
        if self.periods:
            plain["periods"] = [period.as_plain() for period in self.periods]
        return plain

    @property
    def _period_days(self) -> tuple[DayHours, ...]:
        return tuple(hours for period in self.periods for hours in period.hours)

    @property
    def _special_days(self) -> tuple[DayHours, ...]:
        return tuple(hours for _, hours in self.special_hours)


class AnyOf(NamedTuple):
    """Hold the rules of several calendars as one; dates are meant and answers given in ``time_zone``."""

    time_zone: str
    parts: tuple["Rules | AnyOf", ...]

    @property
    def holidays(self) -> Holidays:
        """Return the holidays that all parts have alike, none where they differ."""
        alike = {part.holidays for part in self.parts}
        return alike.pop() if len(alike) == 1 else NO_HOLIDAYS

    @property
    def closures(self) -> tuple[Closure, ...]:
        """Return the closures of all parts."""
        return tuple(closure for part in self.parts for closure in part.closures)

    @property
    def known_days(self) -> tuple[date, date]:
        """Return the first and the last day that questions may reach, which all parts know to the end."""
        zone = read_zone(self.time_zone)
        firsts, lasts = zip(*(_seen_from(zone, part) for part in self.parts), strict=True)
        return max(firsts), min(lasts)

    @property
    def turning_days(self) -> tuple[date, ...]:
        """Return the days from which on another week holds for a part than before, in their order."""
        return tuple(sorted({day for part in self.parts for day in part.turning_days}))

    def closed(self, closures: tuple[Closure, ...]) -> "AnyOf":
        """Return the same rules with more closures of every part."""
        return self._replace(parts=tuple(part.closed(closures) for part in self.parts))

    def as_plain(self) -> dict[str, Any]:
        """Return the fields in plain types."""
        return {"time_zone": self.time_zone, "any_of": [part.as_plain() for part in self.parts]}


def _seen_from(zone: ZoneInfo, rules: Rules | AnyOf) -> tuple[date, date]:
    """Return the first and the last known day of a calendar by the dates of another zone."""
    first, last = rules.known_days
    own = read_zone(rules.time_zone)
    if first > FIRST_DAY:
        begin = datetime.combine(first, time.min, own).astimezone(zone)
        first = begin.date() if begin.time() == time.min else begin.date() + ONE_DAY
    if last < LAST_DAY:
        last = datetime.combine(last + ONE_DAY, time.min, own).astimezone(zone).date() - ONE_DAY
    return first, last


def unsupported() -> BusinessTimeError:
    """Describe a question that lies outside the supported years, or whose answer does."""
    return BusinessTimeError.of("PSP611", first=FIRST_DAY.year, last=LAST_DAY.year)


def commonest(lengths: Iterable[timedelta]) -> timedelta:
    """Return the commonest length, the shorter of two as common, zero if there is none."""
    counts = Counter(lengths)
    return min(counts, key=lambda length: (-counts[length], length), default=timedelta())
