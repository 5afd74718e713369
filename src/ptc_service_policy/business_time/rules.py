"""What a calendar says, before anything is computed from it."""

from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.closures import Closure
from ptc_service_policy.business_time.holidays import Holidays
from ptc_service_policy.business_time.hours import MIDNIGHT, DayHours, Week
from ptc_service_policy.business_time.hours_periods import HoursPeriod
from ptc_service_policy.business_time.reading import near
from ptc_service_policy.errors import BusinessTimeError

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)


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
    def usual_day(self) -> timedelta:
        """Return the commonest length of a working day, the shorter of two as common, zero if there is none.

        A week without hours takes it from the periods, else from the special hours.
        """
        days = next(filter(any, (self.week, self._period_days, self._special_days)), ())
        lengths = Counter(
            sum((interval.length for interval in hours), timedelta()) for hours in days if hours
        )
        return min(lengths, key=lambda length: (-lengths[length], length), default=timedelta())

    @property
    def _period_days(self) -> tuple[DayHours, ...]:
        return tuple(hours for period in self.periods for hours in period.hours)

    @property
    def _special_days(self) -> tuple[DayHours, ...]:
        return tuple(hours for _, hours in self.special_hours)


def read_zone(name: str) -> ZoneInfo:
    """Return the IANA zone called ``name``; raise BusinessTimeError (PSP602), with near ones, if unknown."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError, AttributeError):
        from zoneinfo import available_timezones

        choices = near(name, available_timezones())
        raise BusinessTimeError.of("PSP602", value=repr(name), choices=choices, path=("time_zone",)) from None
