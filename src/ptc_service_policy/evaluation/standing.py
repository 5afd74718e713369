"""What an answer was based on beside the policy: holidays and zone rules of the days that it is about."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from ptc_service_policy.business_time import BusinessCalendar, Holidays, PublicHolidays, UnitedHolidays
from ptc_service_policy.business_time.hours import WEEKDAYS, Interval
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.business_time.rules import FIRST_DAY, LAST_DAY
from ptc_service_policy.business_time.zones import offsets_between, read_zone
from ptc_service_policy.errors import BusinessTimeError
from ptc_service_policy.loading.public_holidays import public_holidays
from ptc_service_policy.model.base import Mapped
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.text import LocalizedText

T = TypeVar("T")
_ONE_DAY = timedelta(days=1)
_OF_THE_CONTRACT = "contract"

SupportedDay = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]


class Kept(BaseModel):
    """Close a part of a record to unknown keys, and freeze it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RecordedHolidays(Kept):
    """Hold the holidays of one source, from the first to the last day that a question was about.

    ``source`` is a calendar of the policies by its id, a country or region such as "FR" or "US-CA", or
    "contract" for days that the contract lists. ``half_days`` say when days close early, ``made_up`` which
    are worked for a day off, with the hours of which weekday where that is said.
    """

    source: str
    first: SupportedDay
    last: SupportedDay
    days: Mapped[date, LocalizedText | None]
    half_days: Mapped[date, str] = FrozenDict()
    made_up: Mapped[date, str | None] = FrozenDict()

    @property
    def says_anything(self) -> bool:
        """Tell whether there is any such day."""
        return bool(self.days or self.half_days or self.made_up)


class RecordedZone(Kept):
    """Hold the rules of one time zone, from the first to the last day that a question was about.

    ``offsets`` are the instants from which on its clocks were so far from UTC, such as "+02:00".
    """

    name: str
    first: SupportedDay
    last: SupportedDay
    offsets: Mapped[AwareDatetime, str]


class Watch:
    """Take note of every calendar that is made for an answer."""

    def __init__(self) -> None:
        self._seen: dict[BusinessCalendar, None] = {}

    def __call__(self, calendar: BusinessCalendar) -> BusinessCalendar:
        """Note a calendar, and return it."""
        self._seen[calendar] = None
        return calendar

    def holidays(self, known: Mapping[str, HolidayCalendarFile], *about: Any) -> tuple[RecordedHolidays, ...]:
        """Return the holidays among the days that a question and its answer are about."""
        named = _by_source(known)
        found: dict[str, RecordedHolidays] = {}
        for calendar in self._seen:
            span = _days(about, calendar.time_zone)
            for source in _sources(calendar.holidays) if span else ():
                name = named.get(source) or _name_of(source)
                found[name] = _joined(found.get(name), _holidays_in(source, name, *span))
        return tuple(
            each
            for each in found.values()
            if each.days or each.half_days or each.made_up or each.source != _OF_THE_CONTRACT
        )

    def zones(self, own: str, *about: Any) -> tuple[RecordedZone, ...]:
        """Return the rules of the zones that an answer read clocks in, ``own`` the contract's."""
        names = dict.fromkeys((own, *(each.time_zone for each in self._seen)))
        spans = {name: _days(about, name) for name in names}
        return tuple(_zone_in(name, *span) for name, span in spans.items() if span)


def _by_source(known: Mapping[str, HolidayCalendarFile]) -> dict[Holidays, str]:
    """Return the ids of calendars by the holidays that they give; one of no known country gives none."""
    found: dict[Holidays, str] = {}
    for name, file in known.items():
        with suppress(BusinessTimeError):
            found.setdefault(public_holidays(file), name)
    return found


def _sources(holidays: Holidays) -> tuple[Holidays, ...]:
    return holidays.any_of if isinstance(holidays, UnitedHolidays) else (holidays,)


def _name_of(source: Holidays) -> str:
    if isinstance(source, PublicHolidays):
        return source.country if source.subdivision is None else f"{source.country}-{source.subdivision}"
    return _OF_THE_CONTRACT


def _holidays_in(source: Holidays, name: str, first: date, last: date) -> RecordedHolidays:
    years = range(first.year, last.year + 1)
    return RecordedHolidays(
        source=name,
        first=first,
        last=last,
        days=_within(first, last, map(source.in_year, years)),
        half_days={
            day: Interval(0, half.closes).as_plain()[1]
            for day, half in _within(first, last, map(source.half_days_in, years)).items()
        },
        made_up={
            day: None if weekday is None else WEEKDAYS[weekday]
            for day, weekday in _within(first, last, map(source.made_up_in, years)).items()
        },
    )


def _within(first: date, last: date, years: Iterable[Mapping[date, T]]) -> FrozenDict[date, T]:
    found = {day: said for year in years for day, said in year.items() if first <= day <= last}
    return FrozenDict(sorted(found.items()))


def _joined(one: RecordedHolidays | None, other: RecordedHolidays) -> RecordedHolidays:
    if one is None:
        return other
    return RecordedHolidays(
        source=one.source,
        first=min(one.first, other.first),
        last=max(one.last, other.last),
        days=_both(one.days, other.days),
        half_days=_both(one.half_days, other.half_days),
        made_up=_both(one.made_up, other.made_up),
    )


def _both(one: Mapping[date, T], other: Mapping[date, T]) -> FrozenDict[date, T]:
    return FrozenDict(sorted({**other, **one}.items()))


def _zone_in(name: str, first: date, last: date) -> RecordedZone:
    zone = read_zone(name)
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, last + _ONE_DAY))
    seconds = [int((each - EPOCH).total_seconds()) for each in (begin, end)]
    offsets = {
        datetime.fromtimestamp(at, UTC): _write_offset(offset)
        for at, offset in offsets_between(zone, *seconds)
    }
    return RecordedZone(name=name, first=first, last=last, offsets=FrozenDict(offsets))


def _write_offset(seconds: int) -> str:
    sign, (minutes, rest) = "-" if seconds < 0 else "+", divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def _days(about: Any, zone: str) -> tuple[date, date] | tuple[()]:
    """Return the first and the last local date that anything is about, as far as years are supported."""
    here = read_zone(zone)
    bounds = (datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (FIRST_DAY, LAST_DAY))
    low, high = bounds
    days = {
        moment.astimezone(here).date() if isinstance(moment, datetime) else moment
        for moment in _moments(about)
        if not isinstance(moment, datetime) or low < moment < high
    }
    within = [day for day in days if FIRST_DAY <= day <= LAST_DAY]
    return (min(within), max(within)) if within else ()


def _moments(value: Any) -> Iterator[date]:
    """Yield every date and instant that a value holds."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _moments(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _moments(each)
    elif isinstance(value, Noun):
        for _, each in value:
            yield from _moments(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _moments(getattr(value, each.name))
