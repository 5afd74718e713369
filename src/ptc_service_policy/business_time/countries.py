"""What the ``holidays`` package knows of a country: places, categories, days, and how far they are known."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from re import sub
from typing import TYPE_CHECKING, NamedTuple

from ptc_service_policy.business_time.place_names import as_words, codes_of, known_names
from ptc_service_policy.business_time.reading import Path, near
from ptc_service_policy.errors import BusinessTimeError, shown
from ptc_service_policy.text import LocalizedText

if TYPE_CHECKING:
    from holidays import HolidayBase

HALF_DAY = "half_day"
YEARS_KEPT = 1024
_AMERICAN = "en_US"
_IS_LAW = 2026
"""What has ceased by this year has ceased by law; what ceases later is where the data end."""
_REGULAR = 10
"""How many years in a row make it certain that a day comes every year."""
_EXCHANGE = "exchange"
_APART = LocalizedText(
    fr="Indiquez le pays {country} et, à part, la subdivision {part}.",
    en="Give the country, {country}, and the subdivision, {part}, apart.",
)
_SIMILAR_CODES = LocalizedText(fr="Codes proches : {choices}.", en="Similar codes: {choices}.")
_SIMILAR_ONES = LocalizedText(fr="Choix proches : {choices}.", en="Similar ones: {choices}.")
_WHOLE_COUNTRY = LocalizedText(
    fr="Indiquez {country} pour une région sans jours fériés propres : elle a ceux du pays. "
    "En ont : {choices}.",
    en="Write {country} for a region without holidays of its own: it has those of the country. "
    "Those that have some: {choices}.",
)
_NO_PARTS = LocalizedText(
    fr="Indiquez {country} : aucune de ses régions n'a de jours fériés propres.",
    en="Write {country}: none of its regions has holidays of its own.",
)
_NONE_SIMILAR = LocalizedText(
    fr="Les pays connus sont ceux du paquet `holidays`.", en="The `holidays` package knows which there are."
)
_WITHIN = {("FR", "67"): "6AE", ("FR", "68"): "6AE"}
"""Subdivisions that ISO 3166-2 places within one of which the package knows the days."""


class Place(NamedTuple):
    """Name whose days are meant: those of a country or subdivision, in some categories."""

    country: str
    subdivision: str | None
    categories: tuple[str, ...]


@cache
def load_country(country: str) -> "type[HolidayBase]":
    """Return what the package has for an ISO 3166-1 code; raise BusinessTimeError (PSP608) if nothing."""
    import holidays
    from holidays.registry import COUNTRIES

    modules = {code: (module, names[0]) for module, names in COUNTRIES.items() for code in names[1:]}
    if country not in modules:
        raise BusinessTimeError.of(
            "PSP608", value=shown(country), suggestion=_suggest_country(country), path=("country",)
        )
    module, name = modules[country]
    # Importing one country the usual way imports all 250, which takes 20 times as long as this one file.
    spec = PathFinder.find_spec(f"holidays.countries.{module}", [f"{holidays.__path__[0]}/countries"])
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"holidays.countries.{module}")
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    found: type[HolidayBase] = getattr(loaded, name)
    return found


def read_subdivision(country: str, subdivision: str | None) -> str | None:
    """Return the code under which the package knows a subdivision, given by its code or its name.

    Raises BusinessTimeError (PSP609), naming the near ones, if it knows none.
    """
    known = load_country(country)
    if subdivision is None or subdivision in known.subdivisions:
        return subdivision
    name = str(subdivision)
    found = known.subdivisions_aliases.get(name) or _WITHIN.get((country, name))
    if found is None:
        choices = _near_subdivisions(known, name) or [*known.subdivisions]
        raise BusinessTimeError.of(
            "PSP609", value=shown(subdivision), country=country, choices=choices, path=("subdivision",)
        )
    return found


def read_categories(country: str, categories: Iterable[str], path: Path) -> tuple[str, ...]:
    """Return categories in their order, without repetition; none where they are those that are usual.

    Raises BusinessTimeError (PSP624), naming those that there are, for one that the country does not have.
    """
    known = load_country(country)
    for category in categories:
        if category not in known.supported_categories:
            choices = sorted(known.supported_categories)
            raise BusinessTimeError.of(
                "PSP624", value=shown(category), country=country, choices=choices, path=path
            )
    found = tuple(sorted(set(categories)))
    return () if found == usual_categories(country) else found


def usual_categories(country: str) -> tuple[str, ...]:
    """Return the categories that are meant where none is named."""
    return (load_country(country).default_category,)


def suggest_places(country: str, subdivision: str | None) -> LocalizedText:
    """Say which codes of countries and subdivisions are meant by one that is not known, or resemble it."""
    try:
        known = load_country(country)
    except BusinessTimeError:
        return _similar(_SIMILAR_ONES, _near_codes(country))
    wanted = subdivision or ""
    if named := _named_within(known, wanted):
        return _similar(_SIMILAR_ONES, [f"{country}-{part}" for part in named])
    if near := _near_subdivisions(known, wanted):
        return _similar(_SIMILAR_ONES, [country, *(f"{country}-{part}" for part in near)])
    parts = [f"{country}-{part}" for part in known.subdivisions]
    return (_WHOLE_COUNTRY if parts else _NO_PARTS).format(country=country, choices=parts)


@cache
def parts_with_more(country: str) -> tuple[str, ...]:
    """Return the subdivisions of a country, if each has holidays that the country as a whole has not."""
    shared = set(_populated(Place(country, None, ()), None, _IS_LAW))
    parts = load_country(country).subdivisions
    own = (set(_populated(Place(country, part, ()), None, _IS_LAW)) for part in parts)
    return parts if all(days - shared for days in own) else ()


@lru_cache(maxsize=YEARS_KEPT)
def days_of(place: Place, language: str | None, year: int) -> Mapping[date, str]:
    """Return the days of a year with their names in a language that the package has."""
    named = dict(_populated(place, language, year))
    if language != _AMERICAN or load_country(place.country).default_language in (None, _AMERICAN):
        return named
    # The package translates into American English; what it translates is spelt as the rest of our texts.
    return {day: name.replace("Labor", "Labour") for day, name in named.items()}


def language_for(country: str, language: str) -> str | None:
    """Return the reader's language if the package has it, else English; a third one helps no reader.

    None only where there is one language: else the package would take it from the environment.
    """
    known = load_country(country)
    codes = (code for wanted in (language, "en") for code in known.supported_languages if code[:2] == wanted)
    return next(codes, known.default_language)


@lru_cache(maxsize=YEARS_KEPT)
def made_up_days(place: Place, year: int) -> Mapping[date, int | None]:
    """Return the days of weekends that are worked for days off, each with the weekday for which it is worked.

    The weekday is None where the package does not say for which day.
    """
    known = _populated(place, None, year)
    worked = [day for day in known.weekend_workdays if day.year == year]
    instead_of = {made_up: date(of, *off) for of, off, made_up in _decreed(known)} if worked else {}
    return {day: instead_of[day].weekday() if day in instead_of else None for day in sorted(worked)}


@cache
def known_years(place: Place) -> tuple[int, int]:
    """Return the first and the last year of which the package knows the days.

    The last is that before a day which came every year stays away for good: there a table of dates ends, or
    the exchange of days off has not been announced yet.
    """
    known = load_country(place.country)
    first, last = max(known.start_year, 1), min(known.end_year, 9999)
    if not first <= _IS_LAW < last:
        return first, last
    missing = _regular_days(place, _IS_LAW) - _regular_days(place, last)
    for year in range(last - 1, _IS_LAW - 1, -1):
        if not missing:
            break
        if ended := missing & _regular_days(place, year):
            missing -= ended
            years = range(max(year - _REGULAR + 1, first), year)
            if any(all(name in _regular_days(place, each) for each in years) for name in ended):
                last = year
    return first, last


@lru_cache(maxsize=YEARS_KEPT)
def _regular_days(place: Place, year: int) -> frozenset[str]:
    """Name the days of a year, without what some years add in brackets: estimated, observed, in lieu.

    Days that are decreed year by year are left out, but for their exchange, which some countries never omit.
    """
    known = _populated(place, None, year)
    decreed = {date(year, *off) for decreed_for, off, _ in _decreed(known) if decreed_for == year}
    names = {name for day, joined in known.items() if day not in decreed for name in joined.split("; ")}
    exchanged = {_EXCHANGE} if any(worked and year == of for of, _, worked in _decreed(known)) else set()
    return frozenset({sub(r"\s*[(（].*?[)）]", "", name) for name in names} | exchanged)


def _populated(place: Place, language: str | None, year: int) -> "HolidayBase":
    known = load_country(place.country)
    with warnings.catch_warnings():  # what the package warns of, the known years say
        warnings.simplefilter("ignore")
        return known(
            years=year,
            subdiv=place.subdivision,
            language=language or known.default_language,
            categories=place.categories or usual_categories(place.country),
            expand=False,
        )


def _decreed(known: "HolidayBase") -> Iterator[tuple[int, tuple[int, int], date | None]]:
    """Yield the days off that were decreed: year, month and day, and what day is worked for it, if any."""
    for name, table in vars(known).items():
        if not name.startswith("special_"):
            continue
        for year, listed in table.items():
            for month, day, *rest in listed if listed and isinstance(listed[0], tuple) else (listed,):
                # Three parts end with a name; four or five with the month, day and year that is worked.
                worked = date(*(rest[2:] or (year,)), *rest[:2]) if len(rest) > 1 else None
                yield year, (month, day), worked


def _suggest_country(name: str) -> LocalizedText:
    """Say which country is meant, and which subdivision beside it, or which countries have similar codes."""
    named = codes_of(name) or ((name.upper(),) if name.upper() in _codes() else (name,))
    country, _, part = named[0].partition("-")
    if part and len(named) == 1 and country in _codes():
        try:
            read_subdivision(country, part)
        except BusinessTimeError:
            named = (country,)
        else:
            return _APART.format(country=country, part=part)
    codes = named if named[0] in _codes() else _near_codes(name)
    return _similar(_SIMILAR_CODES, list(dict.fromkeys(code[:2] for code in codes)))


def _similar(template: LocalizedText, choices: list[str]) -> LocalizedText:
    return template.format(choices=choices) if choices else _NONE_SIMILAR


@cache
def _codes() -> frozenset[str]:
    """Return the codes of the countries that the package knows."""
    from holidays.registry import COUNTRIES

    return frozenset(code for names in COUNTRIES.values() for code in names[1:])


def _near_codes(name: str) -> list[str]:
    from holidays.registry import COUNTRIES

    if named := codes_of(name):
        return [*named]
    by_name = (code for each in near(as_words(name), known_names()) for code in codes_of(each))
    by_code = near(name, [names[1] for names in COUNTRIES.values()])
    return list(dict.fromkeys((*by_name, *by_code)))


def _near_subdivisions(known: "type[HolidayBase]", subdivision: str) -> list[str]:
    if named := _named_within(known, subdivision):
        return named
    names = {**{code: code for code in known.subdivisions}, **known.subdivisions_aliases}
    return list(dict.fromkeys(names[name] for name in near(subdivision, names)))


def _named_within(known: "type[HolidayBase]", subdivision: str) -> list[str]:
    """Return the subdivisions that a name means, or a code in small letters."""
    codes = (code.partition("-") for code in codes_of(subdivision))
    named = [part for country, _, part in codes if country == known.country and part]
    return named or [code for code in known.subdivisions if code == subdivision.upper()]
