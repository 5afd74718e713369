"""Days closed as a whole, by an explicit list or by the public holidays of a country."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, cast

from ptc_service_policy.business_time.countries import (
    HALF_DAY,
    YEARS_KEPT,
    Place,
    days_of,
    known_years,
    language_for,
    load_country,
    made_up_days,
    read_categories,
    read_subdivision,
    usual_categories,
)
from ptc_service_policy.business_time.reading import (
    DateLike,
    Path,
    TextLike,
    read_date,
    read_text,
    wrong_shape,
)
from ptc_service_policy.business_time.worked_days import (
    HalfDays,
    HalfDaysLike,
    MadeUp,
    MadeUpLike,
    categories_of,
    half_days_in,
    read_half_days,
    read_made_up,
    write_half_days,
    write_made_up,
)
from ptc_service_policy.errors import BusinessTimeError
from ptc_service_policy.text import LocalizedText


@dataclass(frozen=True, slots=True, init=False)
class Holiday:
    """Hold one day and, where it has one, its name or the reason for it."""

    day: date
    name: LocalizedText | None

    def __init__(self, day: DateLike, name: TextLike = None) -> None:
        """Read the day, a date or "YYYY-MM-DD", and its name."""
        object.__setattr__(self, "day", read_date(day, ("day",)))
        object.__setattr__(self, "name", read_text(name, ("name",)))


DaysLike = Mapping[DateLike, TextLike] | Iterable[Holiday | DateLike]


class HalfDay(NamedTuple):
    """Hold when a half day closes, in minutes after midnight, and its name where it has one."""

    closes: int
    name: LocalizedText | None = None


@dataclass(frozen=True, slots=True, init=False)
class ListedHolidays:
    """Close the listed days and no other.

    ``half_days`` say when some days close early, ``made_up`` which are worked, with the hours of which
    weekday. ``first`` and ``last`` bound the dates for which the list is complete, both included; None means
    no bound.
    """

    days: tuple[Holiday, ...]
    first: date | None
    last: date | None
    half_days: HalfDays
    made_up: MadeUp

    def __init__(
        self,
        days: DaysLike = (),
        first: DateLike | None = None,
        last: DateLike | None = None,
        *,
        half_days: HalfDaysLike | None = None,
        made_up: MadeUpLike | None = None,
    ) -> None:
        """Read the days.

        Args:
            days: dates, Holiday values or a mapping of dates to names.
            first: the first date for which the list is complete.
            last: the last such date.
            half_days: a mapping of dates, or days of the year such as "12-24", to the time at which they
                close.
            made_up: a mapping of dates that are worked to the weekday whose hours they have.

        Raises:
            BusinessTimeError: PSP603, PSP605, PSP606, PSP607 or PSP615 for the first thing that is wrong.
        """
        object.__setattr__(self, "days", read_holidays(days, ("days",)))
        object.__setattr__(self, "half_days", read_half_days(half_days or {}, ("half_days",)))
        object.__setattr__(self, "made_up", read_made_up(made_up or {}, ("made_up",)))
        _set_bounds(self, first, last)

    @property
    def coverage(self) -> tuple[date | None, date | None]:
        """Return the first and the last day for which the list is complete, None where nothing bounds it."""
        return self.first, self.last

    def in_year(self, year: int) -> dict[date, LocalizedText | None]:
        """Return the holidays of ``year`` with their names."""
        begin, end = bisect_left(self.days, year, key=_year), bisect_right(self.days, year, key=_year)
        return {holiday.day: holiday.name for holiday in self.days[begin:end]}

    def half_days_in(self, year: int) -> dict[date, HalfDay]:
        """Return the half days of ``year``."""
        return {day: HalfDay(closes) for day, closes in half_days_in(self.half_days, year).items()}

    def made_up_in(self, year: int) -> dict[date, int | None]:
        """Return the days of ``year`` that are made up for days off, each with its weekday's hours."""
        return {day: weekday for day, weekday in self.made_up if day.year == year}

    def as_plain(self) -> Any:
        """Return a list of ISO dates, or a mapping of the fields where there is more to say."""
        more = _write_worked(self.half_days, self.made_up) | _write_bounds(self.first, self.last)
        if not more and all(holiday.name is None for holiday in self.days):
            return [holiday.day.isoformat() for holiday in self.days]
        return {"days": _write_days(self.days), **more}


@dataclass(frozen=True, slots=True, init=False)
class PublicHolidays:
    """Close the public holidays of a country, or of one of its subdivisions, as an owner adjusted them.

    ``categories`` are those of the ``holidays`` package, () for the usual one. Days of weekends that the
    country works for days off are worked, with the hours of the weekday for which they are, where that is not
    known or has none with those of the weekday before. ``half_days`` say when some days close early, and
    ``made_up`` which others are worked. ``added`` and ``removed`` hold days with their names or reasons; what
    is added is worked by nobody. ``first`` and ``last`` bound the dates that an owner has reviewed; without
    them the package says how far it knows every day of the country.
    """

    country: str
    subdivision: str | None
    categories: tuple[str, ...]
    half_days: HalfDays
    made_up: MadeUp
    added: tuple[Holiday, ...]
    removed: tuple[Holiday, ...]
    first: date | None
    last: date | None

    def __init__(
        self,
        country: str,
        subdivision: str | None = None,
        *,
        categories: Iterable[str] = (),
        half_days: HalfDaysLike | None = None,
        made_up: MadeUpLike | None = None,
        added: DaysLike = (),
        removed: DaysLike = (),
        first: DateLike | None = None,
        last: DateLike | None = None,
    ) -> None:
        """Read whose holidays are meant, and the adjustments.

        Args:
            country: an ISO 3166-1 code.
            subdivision: the second part of an ISO 3166-2 code, or a name that the package knows.
            categories: such as "public", "bank" or "catholic"; the country's usual one if left out.
            half_days: a mapping of dates, of days of the year such as "12-24", or of categories such as
                "half_day", to the time at which they close.
            made_up: a mapping of further dates that are worked to the weekday whose hours they have.
            added: days off in addition.
            removed: holidays that are worked.
            first: the first date that an owner has reviewed.
            last: the last such date.

        Raises:
            BusinessTimeError: PSP608 for an unknown country, PSP609 for an unknown subdivision, PSP624 for an
                unknown category, PSP625 for half days of which nothing says when they close, PSP603, PSP605,
                PSP606, PSP607 or PSP615 for what else is wrong.
        """
        known = load_country(country if isinstance(country, str) else repr(country))
        if isinstance(categories, str) or not isinstance(categories, Iterable):
            raise wrong_shape(categories, ("categories",), '["public", "bank"]')
        wanted = read_categories(country, tuple(categories), ("categories",))
        for category in categories_of(half_days if isinstance(half_days, Mapping) else ()):
            read_categories(country, (category,), ("half_days", category))
        half = read_half_days(half_days or {}, ("half_days",), known.supported_categories)
        if HALF_DAY in wanted and HALF_DAY not in dict(half):
            raise BusinessTimeError.of("PSP625", country=country, path=("half_days",))
        set_field = object.__setattr__
        set_field(self, "country", country)
        set_field(self, "subdivision", read_subdivision(country, subdivision))
        set_field(self, "categories", wanted)
        set_field(self, "half_days", half)
        set_field(self, "made_up", read_made_up(made_up or {}, ("made_up",)))
        set_field(self, "added", read_holidays(added, ("added",)))
        set_field(self, "removed", read_holidays(removed, ("removed",)))
        _set_bounds(self, first, last)

    @property
    def coverage(self) -> tuple[date | None, date | None]:
        """Return the first and the last day that were reviewed, or else that the package knows."""
        first, last = self.first, self.last
        if first is None or last is None:
            begin, end = known_years(self._place(self.categories))
            first, last = first or date(begin, 1, 1), last or date(end, 12, 31)
        return first, last

    @lru_cache(maxsize=YEARS_KEPT)  # noqa: B019 - bounded, and equal sources share it
    def in_year(self, year: int) -> Mapping[date, LocalizedText | None]:
        """Return the holidays of ``year`` with their names."""
        found: dict[date, LocalizedText | None] = {**self._named(self._closing, year)}
        found |= {holiday.day: holiday.name for holiday in self.added if holiday.day.year == year}
        for holiday in self.removed:
            found.pop(holiday.day, None)
        return found

    def half_days_in(self, year: int) -> dict[date, HalfDay]:
        """Return the half days of ``year``, with their names where they come by category."""
        known = load_country(self.country).supported_categories
        found: dict[date, HalfDay] = {}
        for category, closes in self.half_days:
            if category in known:
                days = self._named((category,), year).items()
                found |= {day: HalfDay(closes, name) for day, name in days}
        for holiday in self.removed:
            found.pop(holiday.day, None)
        return found | {day: HalfDay(closes) for day, closes in half_days_in(self.half_days, year).items()}

    @lru_cache(maxsize=YEARS_KEPT)  # noqa: B019
    def made_up_in(self, year: int) -> Mapping[date, int | None]:
        """Return the days of ``year`` that are made up for days off, each with its weekday's hours."""
        usual = set(usual_categories(self.country))
        # Where the days off in exchange are no holidays, nothing is worked for them.
        found = {**made_up_days(self._place(()), year)} if usual.issubset(self._closing) else {}
        return found | {day: weekday for day, weekday in self.made_up if day.year == year}

    def as_plain(self) -> dict[str, Any]:
        """Return the fields in plain types, leaving out those that say nothing."""
        plain: dict[str, Any] = {"country": self.country}
        if self.subdivision is not None:
            plain["subdivision"] = self.subdivision
        if self.categories:
            plain["categories"] = list(self.categories)
        plain |= _write_worked(self.half_days, self.made_up)
        if self.added:
            plain["added"] = _write_days(self.added)
        if self.removed:
            plain["removed"] = _write_days(self.removed)
        return plain | _write_bounds(self.first, self.last)

    @property
    def _closing(self) -> tuple[str, ...]:
        """Return the categories whose days are closed as a whole."""
        half = dict(self.half_days)
        return tuple(each for each in self.categories or usual_categories(self.country) if each not in half)

    def _place(self, categories: tuple[str, ...]) -> Place:
        return Place(self.country, self.subdivision, categories)

    def _named(self, categories: tuple[str, ...], year: int) -> dict[date, LocalizedText]:
        if not categories:
            return {}
        in_french, in_english = (
            days_of(self._place(categories), language_for(self.country, language), year)
            for language in ("fr", "en")
        )
        return {day: LocalizedText(fr=in_french[day], en=name) for day, name in in_english.items()}


@dataclass(frozen=True, slots=True)
class UnitedHolidays:
    """Close every day that any of several sources closes; the first that names it says its name."""

    any_of: tuple[ListedHolidays | PublicHolidays, ...]

    @property
    def coverage(self) -> tuple[date | None, date | None]:
        """Return the first and the last day that all of them know, None where nothing bounds it."""
        firsts, lasts = zip(*(each.coverage for each in self.any_of), strict=True)
        return (
            max((first for first in firsts if first is not None), default=None),
            min((last for last in lasts if last is not None), default=None),
        )

    def in_year(self, year: int) -> dict[date, LocalizedText | None]:
        """Return the holidays of ``year`` with their names."""
        found: dict[date, LocalizedText | None] = {}
        for each in self.any_of:
            for day, name in each.in_year(year).items():
                found[day] = found.get(day) or name
        return found

    def half_days_in(self, year: int) -> dict[date, HalfDay]:
        """Return the half days of ``year``; what closes first counts."""
        found: dict[date, HalfDay] = {}
        for each in self.any_of:
            for day, half in each.half_days_in(year).items():
                found[day] = min(found.get(day, half), half, key=lambda one: one.closes)
        return found

    def made_up_in(self, year: int) -> dict[date, int | None]:
        """Return the days of ``year`` that are made up for days off, each with its weekday's hours."""
        found: dict[date, int | None] = {}
        for each in reversed(self.any_of):
            found |= each.made_up_in(year)
        return found

    def as_plain(self) -> dict[str, Any]:
        """Return the sources in plain types."""
        return {"any_of": [each.as_plain() for each in self.any_of]}


Holidays = ListedHolidays | PublicHolidays | UnitedHolidays
HolidaysLike = Holidays | DaysLike | Mapping[str, Any]


def unite(sources: Iterable[Holidays]) -> Holidays:
    """Return several sources as one; one that is there twice, or that lists no day, adds nothing."""
    found: dict[ListedHolidays | PublicHolidays, None] = {}
    for each in sources:
        found |= dict.fromkeys(each.any_of if isinstance(each, UnitedHolidays) else (each,))
    found.pop(NO_HOLIDAYS, None)
    if len(found) > 1:
        return UnitedHolidays(tuple(found))
    return next(iter(found), NO_HOLIDAYS)


def read_source(value: HolidaysLike, path: Path) -> Holidays:
    """Return holidays given as such, as their plain mapping, or as the days themselves."""
    if isinstance(value, Holidays):
        return value
    match value:
        case {"any_of": sources, **rest} if not rest:
            return unite(read_source(each, (*path, "any_of", index)) for index, each in enumerate(sources))
    for kind, key in ((PublicHolidays, "country"), (ListedHolidays, "days")):
        if isinstance(value, Mapping) and key in value:
            names = [field.name for field in fields(kind)]
            if not set(names).issuperset(value):
                raise wrong_shape(value, path, f"{{{', '.join(names)}}}")
            return kind(**dict(cast("Mapping[str, Any]", value)))
    return ListedHolidays(cast("DaysLike", value))


def read_holidays(value: DaysLike, path: Path) -> tuple[Holiday, ...]:
    """Return the days in their order, given as dates, as Holiday values or as a mapping of dates to names."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise wrong_shape(value, path, '["2026-04-06", ...]')
    if isinstance(value, Mapping):
        found = [Holiday(day, name) for day, name in value.items()]
    else:
        found = [item if isinstance(item, Holiday) else Holiday(item) for item in value]
    return tuple(
        sorted({holiday.day: holiday for holiday in found}.values(), key=lambda holiday: holiday.day)
    )


def _year(holiday: Holiday) -> int:
    return holiday.day.year


def _set_bounds(
    source: ListedHolidays | PublicHolidays, first: DateLike | None, last: DateLike | None
) -> None:
    begin = None if first is None else read_date(first, ("first",))
    end = None if last is None else read_date(last, ("last",))
    if begin is not None and end is not None and end < begin:
        raise BusinessTimeError.of("PSP615", start=begin, end=end)
    object.__setattr__(source, "first", begin)
    object.__setattr__(source, "last", end)


def _write_days(days: tuple[Holiday, ...]) -> dict[str, dict[str, str] | None]:
    return {
        holiday.day.isoformat(): None if holiday.name is None else asdict(holiday.name) for holiday in days
    }


def _write_worked(half_days: HalfDays, made_up: MadeUp) -> dict[str, dict[str, str]]:
    written = {"half_days": write_half_days(half_days), "made_up": write_made_up(made_up)}
    return {key: days for key, days in written.items() if days}


def _write_bounds(first: date | None, last: date | None) -> dict[str, str]:
    return {
        name: bound.isoformat() for name, bound in (("first", first), ("last", last)) if bound is not None
    }


NO_HOLIDAYS = ListedHolidays()
