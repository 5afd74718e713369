"""How long a target gives: days or open time of a calendar, or time that passes everywhere."""

from dataclasses import dataclass
from datetime import timedelta

from ptc_service_policy.errors import BusinessTimeError, shown


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """Hold a number of business days; 0 is the same day, or the next business day where that one is over.

    Raises BusinessTimeError (PSP616) for anything but a whole number that is not negative.
    """

    count: int

    def __post_init__(self) -> None:
        _require_count(self.count)


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """Hold a number of dates: until the same time on the wall so many dates later, whatever the calendar.

    Raises BusinessTimeError (PSP616) for anything but a whole number that is not negative.
    """

    count: int

    def __post_init__(self) -> None:
        _require_count(self.count)


@dataclass(frozen=True, slots=True)
class BusinessTime:
    """Hold a length of open time, for targets in business minutes and hours.

    Raises BusinessTimeError: PSP617 for anything but a timedelta, PSP622 for a negative one.
    """

    length: timedelta

    def __post_init__(self) -> None:
        _require_length(self.length)


@dataclass(frozen=True, slots=True)
class ElapsedTime:
    """Hold a length of time that passes whatever the calendar, for targets in minutes and hours.

    Raises BusinessTimeError: PSP617 for anything but a timedelta, PSP622 for a negative one.
    """

    length: timedelta

    def __post_init__(self) -> None:
        _require_length(self.length)


TargetSpan = BusinessDays | BusinessTime | CalendarDays | ElapsedTime


def _require_count(count: int) -> None:
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise BusinessTimeError.of("PSP616", value=shown(count))


def _require_length(length: timedelta) -> None:
    if not isinstance(length, timedelta):
        raise BusinessTimeError.of("PSP617", value=shown(length))
    if length < timedelta():
        raise BusinessTimeError.of("PSP622", value=str(length))
