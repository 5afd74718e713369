"""Opening hours of a day, and of a week."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple, TypeVar

from ptc_service_policy.business_time.reading import (
    DateLike,
    Path,
    near,
    read_date,
    wrong_shape,
)
from ptc_service_policy.errors import BusinessTimeError, shown, write_path

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MIDNIGHT = 24 * 60

_Value = TypeVar("_Value")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)

HoursLike = Iterable["Interval | Sequence[str]"]
WeekLike = Mapping[str, HoursLike] | Literal["always"]


class Interval(NamedTuple):
    """Hold wall-clock hours in minutes after midnight; above 1440 they close on the next day."""

    opens: int
    closes: int

    def as_plain(self) -> list[str]:
        """Return the pair of "HH:MM" texts; midnight at the end of the day is "24:00"."""
        closes = "24:00" if self.closes == MIDNIGHT else _write_time(self.closes % MIDNIGHT)
        return [_write_time(self.opens), closes]

    @property
    def length(self) -> timedelta:
        """Return the time between the two wall times on a day without a clock change."""
        return timedelta(minutes=self.closes - self.opens)


DayHours = tuple[Interval, ...]
Week = tuple[DayHours, ...]

ALL_DAY = Interval(0, MIDNIGHT)
ALWAYS: Week = ((ALL_DAY,),) * len(WEEKDAYS)


def read_interval(value: object, path: Path) -> Interval:
    """Return a pair of "HH:MM" texts as an interval, past midnight if it closes at or before it opens.

    Raises BusinessTimeError: PSP607 for another shape, PSP603 for a text that is not a time of day.
    """
    if isinstance(value, Interval):
        return value
    if isinstance(value, str) or not isinstance(value, Sequence) or len(value) != 2:
        raise wrong_shape(value, path, '["09:00", "17:00"]')
    opens, closes = _read_time(value[0], (*path, 0)), read_end(value[1], (*path, 1))
    return Interval(opens, closes if closes > opens else closes + MIDNIGHT)


def read_end(value: object, path: Path) -> int:
    """Return a wall time at which something ends, "24:00" included, in minutes after midnight.

    Raises BusinessTimeError (PSP603) for what is not a time of day.
    """
    return MIDNIGHT if value == "24:00" else _read_time(value, path)


def read_day(value: object, path: Path) -> DayHours:
    """Return the sorted intervals of one day; raise BusinessTimeError (PSP604) if two of them overlap.

    Hours of one day may well run into the next day's own: open is open. Within a day an overlap is a slip.
    """
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise wrong_shape(value, path, '[["09:00", "12:00"], ["13:00", "17:00"]]')
    intervals = tuple(sorted(read_interval(pair, (*path, index)) for index, pair in enumerate(value)))
    for earlier, later in pairwise(intervals):
        if later.opens < earlier.closes:
            raise BusinessTimeError.of(
                "PSP604",
                first="-".join(earlier.as_plain()),
                second="-".join(later.as_plain()),
                place=write_path(path),
                path=path,
            )
    return intervals


def read_week(value: WeekLike, path: Path) -> Week:
    """Return the hours of the weekdays, Monday first, of which "always" means all.

    Raises BusinessTimeError: PSP605 for a key that is not a weekday, PSP607 for another shape.
    """
    if isinstance(value, str) and value == "always":
        return ALWAYS
    days = read_weekdays(value, path, '{"mon": [["09:00", "17:00"]], ...}, "always"')
    return tuple(read_day(days.get(weekday, ()), (*path, weekday)) for weekday in WEEKDAYS)


def read_weekdays(value: Mapping[str, _Value], path: Path, expected: str) -> Mapping[str, _Value]:
    """Return a mapping by weekday.

    Raises BusinessTimeError: PSP605 for another key, PSP607 for what is not a mapping.
    """
    if not isinstance(value, Mapping):
        raise wrong_shape(value, path, expected)
    for key in value:
        if key not in WEEKDAYS:
            raise BusinessTimeError.of(
                "PSP605", value=shown(key), choices=near(str(key).lower(), WEEKDAYS), path=(*path, str(key))
            )
    return value


def write_week(week: Week) -> dict[str, list[list[str]]]:
    """Return the hours of the weekdays that have any, as ``read_week`` takes them."""
    return {
        weekday: [interval.as_plain() for interval in day]
        for weekday, day in zip(WEEKDAYS, week, strict=True)
        if day
    }


def read_days(value: Mapping[DateLike, HoursLike], path: Path) -> tuple[tuple[date, DayHours], ...]:
    """Return the hours of single dates, in their order; raise BusinessTimeError (PSP606) for a bad date."""
    if not isinstance(value, Mapping):
        raise wrong_shape(value, path, '{"2026-12-24": [["09:00", "12:00"]]}')
    days = {
        read_date(day, (*path, str(day))): read_day(hours, (*path, str(day))) for day, hours in value.items()
    }
    return tuple(sorted(days.items()))


def _read_time(value: object, path: Path) -> int:
    if isinstance(value, str) and (match := _TIME.fullmatch(value)):
        return int(match[1]) * 60 + int(match[2])
    raise BusinessTimeError.of("PSP603", value=shown(value), place=write_path(path), path=path)


def _write_time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
