"""Freezing public holidays: a calendar that lists them, so that no update of a package moves a deadline."""

import json
import re
from datetime import date
from importlib.metadata import version
from pathlib import Path

from ptc_service_policy.authoring.writing import alone_in, write_atomically
from ptc_service_policy.business_time import PublicHolidays
from ptc_service_policy.business_time.hours import WEEKDAYS
from ptc_service_policy.errors import BusinessTimeError, CoverageError, PolicyError, cause_of
from ptc_service_policy.loading.versions import CALENDARS
from ptc_service_policy.model.base import ID_PATTERN
from ptc_service_policy.text import LocalizedText

_NAME = LocalizedText(fr="Jours fériés {years} ({place})", en="Public holidays {years} ({place})")
_SCHEMA = "# yaml-language-server: $schema=../../schemas/v1/holiday-calendar.schema.json"


def freeze_holidays(policies: Path, place: str, first: int, last: int, name: str | None = None) -> Path:
    """Write a calendar with all the public holidays of some years, and return its file.

    Args:
        policies: the folder of all versions.
        place: a country or a region, such as "FR" or "US-CA".
        first: the first year.
        last: the last year, included.
        name: the id of the calendar; that of the place, such as "us-ca", if left out.

    Raises:
        BusinessTimeError: for a place that is not known, or a range that ends before it begins.
        CoverageError: if the holidays of some of these years are not known.
        PolicyError: PSP913 if there is such a calendar already, PSP914 for what is no id; if the file cannot
            be written.
    """
    country, _, subdivision = place.partition("-")
    holidays = PublicHolidays(country, subdivision or None)
    if last < first:
        raise BusinessTimeError.of("PSP615", start=first, end=last)
    begin, end = holidays.coverage
    for day in (date(first, 1, 1), date(last, 12, 31)):
        if not (begin or day) <= day <= (end or day):
            raise CoverageError.of("PSP610", day=day, first=begin, last=end)
    name = re.sub(r"[^a-z0-9]+", "-", place.lower()) if name is None else name
    if not re.fullmatch(ID_PATTERN, name):
        raise PolicyError.of("PSP914", id=name)
    file = policies / CALENDARS / f"{name}.yaml"
    text = _write(holidays, place, first, last)
    try:
        file.parent.mkdir(exist_ok=True)
        with alone_in(policies):
            if file.exists():
                raise PolicyError.of("PSP913", file=str(file), id=name)
            write_atomically(file, text.encode())
    except OSError as error:
        raise PolicyError.of("PSP907", file=str(file), name=file.name, cause=cause_of(error)) from error
    return file


def _write(holidays: PublicHolidays, place: str, first: int, last: int) -> str:
    named = {day: said for year in range(first, last + 1) for day, said in holidays.in_year(year).items()}
    unnamed = LocalizedText(fr=place, en=place)
    years = f"{first}" if first == last else f"{first}-{last}"
    lines = [
        _SCHEMA,
        f"# holidays {version('holidays')}",
        "name:",
        *_texts(_NAME.format(place=place, years=years)),
        f"country: {holidays.country}",
        *([] if holidays.subdivision is None else [f"subdivision: {_quoted(holidays.subdivision)}"]),
        "days:",
        *(f"  {day}: {_inline(named[day] or unnamed)}" for day in sorted(named)),
        *_made_up(holidays, first, last),
        "reviewed:",
        f"  first: {first}-01-01",
        f"  last: {last}-12-31",
    ]
    return "".join(f"{line}\n" for line in lines)


def _made_up(holidays: PublicHolidays, first: int, last: int) -> list[str]:
    """Write the days made up, each with its weekday; where none is said, the one before comes first."""
    days = {day: said for year in range(first, last + 1) for day, said in holidays.made_up_in(year).items()}
    weekdays = {day: (day.weekday() - 1) % 7 if said is None else said for day, said in sorted(days.items())}
    lines = [f"  {day}: {WEEKDAYS[weekday]}" for day, weekday in weekdays.items()]
    return ["made_up:", *lines] if lines else []


def _texts(text: LocalizedText) -> list[str]:
    return [f"  fr: {_quoted(text.fr)}", f"  en: {_quoted(text.en)}"]


def _inline(text: LocalizedText) -> str:
    return f"{{ fr: {_quoted(text.fr)}, en: {_quoted(text.en)} }}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
