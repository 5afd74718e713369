"""Days that are worked otherwise than their weekday says: half days, and days made up for days off."""

import re
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date

from ptc_service_policy.business_time.hours import WEEKDAYS, Interval, read_end
from ptc_service_policy.business_time.reading import Path, near, read_date, wrong_shape
from ptc_service_policy.errors import BusinessTimeError, shown

HalfDays = tuple[tuple[str, int], ...]
"""When half days close, in minutes after midnight: by date, by day of the year, by category of holidays."""
HalfDaysLike = Mapping[str, str]
MadeUp = tuple[tuple[date, int], ...]
MadeUpLike = Mapping[date, str] | Mapping[str, str]

_DAY_OF_THE_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
_CATEGORY = re.compile(r"[a-z]+(_[a-z]+)*", re.ASCII)
_A_LEAP_YEAR = 2024


def read_half_days(value: HalfDaysLike, path: Path, categories: Collection[str] = ()) -> HalfDays:
    """Return half days given as a mapping of dates, days of the year ("12-24") or categories to "HH:MM".

    Raises BusinessTimeError: PSP603 for what is not a time of day, PSP606 for a key that is not a day, PSP607
    for another shape.
    """
    if not isinstance(value, Mapping):
        raise wrong_shape(value, path, '{"12-24": "12:00", "2026-12-31": "13:00"}')
    found = {}
    for key, closes in value.items():
        at = (*path, str(key))
        name = key if key in categories or _is_day_of_the_year(key) else read_date(key, at).isoformat()
        found[str(name)] = read_end(closes, at)
    return tuple(sorted(found.items()))


def categories_of(half_days: Iterable[object]) -> tuple[str, ...]:
    """Return those keys of half days that are written as categories are."""
    return tuple(key for key in half_days if isinstance(key, str) and _CATEGORY.fullmatch(key))


def half_days_in(half_days: HalfDays, year: int) -> dict[date, int]:
    """Return when the half days of a year close, those by category left out; a date goes before a day."""
    found: dict[date, int] = {}
    for key, closes in sorted(half_days, key=lambda each: len(each[0])):
        text = f"{year}-{key}" if _is_day_of_the_year(key) else key
        with suppress(ValueError):  # a category, or 29 February
            if (day := date.fromisoformat(text)).year == year:
                found[day] = closes
    return found


def write_half_days(half_days: HalfDays) -> dict[str, str]:
    """Return half days in the shape that ``read_half_days`` takes."""
    return {key: Interval(0, closes).as_plain()[1] for key, closes in half_days}


def read_made_up(value: MadeUpLike, path: Path) -> MadeUp:
    """Return days given as a mapping of dates to the weekday whose hours they have.

    Raises BusinessTimeError: PSP605 for what is not a weekday, PSP606 for what is not a date, PSP607 for
    another shape.
    """
    if not isinstance(value, Mapping):
        raise wrong_shape(value, path, '{"2027-02-20": "fri"}')
    found = {}
    for day, weekday in value.items():
        at = (*path, str(day))
        if weekday not in WEEKDAYS:
            choices = near(str(weekday).lower(), WEEKDAYS)
            raise BusinessTimeError.of("PSP605", value=shown(weekday), choices=choices, path=at)
        found[read_date(day, at)] = WEEKDAYS.index(weekday)
    return tuple(sorted(found.items()))


def write_made_up(made_up: MadeUp) -> dict[str, str]:
    """Return days made up in the shape that ``read_made_up`` takes."""
    return {day.isoformat(): WEEKDAYS[weekday] for day, weekday in made_up}


def _is_day_of_the_year(key: object) -> bool:
    if not isinstance(key, str) or not _DAY_OF_THE_YEAR.fullmatch(key):
        return False
    with suppress(ValueError):
        date.fromisoformat(f"{_A_LEAP_YEAR}-{key}")
        return True
    return False
