"""Days closed as a whole, by an explicit list or by the public holidays of a country."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import TYPE_CHECKING, Any, cast

from ptc_service_policy.business_time.reading import (
    DateLike,
    Path,
    TextLike,
    near,
    read_date,
    read_text,
    wrong_shape,
)
from ptc_service_policy.errors import BusinessTimeError
from ptc_service_policy.text import LocalizedText

if TYPE_CHECKING:
    from holidays import HolidayBase


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


@dataclass(frozen=True, slots=True, init=False)
class ListedHolidays:
    """Close the listed days and no other.

    ``first`` and ``last`` bound the dates for which the list is complete, both included; None means no bound.
    """

    days: tuple[Holiday, ...]
    first: date | None
    last: date | None

    def __init__(
        self, days: DaysLike = (), first: DateLike | None = None, last: DateLike | None = None
    ) -> None:
        """Read the days, given as dates, Holiday values or a mapping of dates to names."""
        object.__setattr__(self, "days", read_holidays(days, ("days",)))
        _set_bounds(self, first, last)

    @property
    def coverage(self) -> tuple[date | None, date | None]:
        """Return the first and the last day for which the list is complete, None where nothing bounds it."""
        return self.first, self.last

    def in_year(self, year: int) -> dict[date, LocalizedText | None]:
        """Return the holidays of ``year`` with their names."""
        return {holiday.day: holiday.name for holiday in self.days if holiday.day.year == year}

    def as_plain(self) -> Any:
        """Return a list of ISO dates, or a mapping of the fields where there are names or bounds."""
        if self.first is None and self.last is None and all(holiday.name is None for holiday in self.days):
            return [holiday.day.isoformat() for holiday in self.days]
        return {"days": _write_days(self.days), **_write_bounds(self.first, self.last)}


@dataclass(frozen=True, slots=True, init=False)
class PublicHolidays:
    """Close the public holidays of a country, or of one of its subdivisions, as an owner adjusted them.

    ``added`` and ``removed`` hold days with their names or reasons. ``first`` and ``last`` bound the dates
    that an owner has reviewed; without them the ``holidays`` package says what it knows of the country.
    """

    country: str
    subdivision: str | None
    added: tuple[Holiday, ...]
    removed: tuple[Holiday, ...]
    first: date | None
    last: date | None

    def __init__(
        self,
        country: str,
        subdivision: str | None = None,
        *,
        added: DaysLike = (),
        removed: DaysLike = (),
        first: DateLike | None = None,
        last: DateLike | None = None,
    ) -> None:
        """Read the adjustments of an ISO 3166-1 country and, where given, an ISO 3166-2 subdivision of it.

        Raises BusinessTimeError: PSP608 for an unknown country, PSP609 for an unknown subdivision.
        """
        known = _load_country(country if isinstance(country, str) else repr(country))
        subdivisions = (*known.subdivisions, *known.subdivisions_aliases)
        if subdivision is not None and subdivision not in subdivisions:
            raise BusinessTimeError.of(
                "PSP609", value=repr(subdivision), country=country, choices=near(subdivision, subdivisions)
            )
        object.__setattr__(self, "country", country)
        object.__setattr__(self, "subdivision", subdivision)
        object.__setattr__(self, "added", read_holidays(added, ("added",)))
        object.__setattr__(self, "removed", read_holidays(removed, ("removed",)))
        _set_bounds(self, first, last)

    @property
    def coverage(self) -> tuple[date | None, date | None]:
        """Return the first and the last day that were reviewed, or else that the package knows."""
        known = _load_country(self.country)
        return (
            self.first or date(max(known.start_year, 1), 1, 1),
            self.last or date(min(known.end_year, 9999), 12, 31),
        )

    def in_year(self, year: int) -> dict[date, LocalizedText | None]:
        """Return the holidays of ``year`` with their names."""
        in_french, in_english = (self._named_in(language, year) for language in ("fr", "en"))
        found: dict[date, LocalizedText | None] = {
            day: LocalizedText(fr=in_french[day], en=name) for day, name in in_english.items()
        }
        found |= {holiday.day: holiday.name for holiday in self.added if holiday.day.year == year}
        for holiday in self.removed:
            found.pop(holiday.day, None)
        return found

    def as_plain(self) -> dict[str, Any]:
        """Return the fields in plain types, leaving out those that say nothing."""
        plain: dict[str, Any] = {"country": self.country}
        if self.subdivision is not None:
            plain["subdivision"] = self.subdivision
        if self.added:
            plain["added"] = _write_days(self.added)
        if self.removed:
            plain["removed"] = _write_days(self.removed)
        return plain | _write_bounds(self.first, self.last)

    def _named_in(self, language: str, year: int) -> dict[date, str]:
        """Name the holidays in the reader's language, or in English; a third one helps no reader."""
        known = _load_country(self.country)
        codes = (
            code for wanted in (language, "en") for code in known.supported_languages if code[:2] == wanted
        )
        # None only where there is one language: else the package would take it from the environment.
        spoken = next(codes, known.default_language)
        return dict(known(years=year, subdiv=self.subdivision, language=spoken, expand=False))


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


@cache
def _load_country(country: str) -> "type[HolidayBase]":
    import holidays
    from holidays.registry import COUNTRIES

    modules = {code: (module, names[0]) for module, names in COUNTRIES.items() for code in names[1:]}
    if country not in modules:
        codes = {names[0].lower(): names[1] for names in COUNTRIES.values()}
        by_name = [codes[name] for name in near(str(country).lower(), codes)]
        raise BusinessTimeError.of("PSP608", value=repr(country), choices=[*by_name, *near(country, modules)])
    module, name = modules[country]
    # Importing one country the usual way imports all 250, which takes 20 times as long as this one file.
    spec = PathFinder.find_spec(f"holidays.countries.{module}", [f"{holidays.__path__[0]}/countries"])
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"holidays.countries.{module}")
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    found: type[HolidayBase] = getattr(loaded, name)
    return found


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


def _write_bounds(first: date | None, last: date | None) -> dict[str, str]:
    return {
        name: bound.isoformat() for name, bound in (("first", first), ("last", last)) if bound is not None
    }


NO_HOLIDAYS = ListedHolidays()
