"""Weekly hours that replace the usual ones for some dates, or from a date on: a summer, a new agreement."""

from bisect import bisect
from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any

from ptc_service_policy.business_time.hours import Week, WeekLike, read_week, write_week
from ptc_service_policy.business_time.reading import DateLike, Path, read_date, wrong_shape
from ptc_service_policy.errors import BusinessTimeError, write_path

_REQUIRED, _KEYS = {"first", "hours"}, {"first", "last", "hours", "each_year"}
_LAST = date(date.max.year - 1, 12, 31)
_LEAP_YEARS = 8
"""Of so many years and one more, one at least is a leap year."""
_Stretch = tuple[date, date, int]
"""The first and the last day of a period, and its place."""


@dataclass(frozen=True, slots=True, init=False)
class HoursPeriod:
    """Replace the weekly hours on every date from ``first`` to ``last``, both included, or from ``first`` on.

    What holds from a date on holds until something else does: a later such period, or for its own dates a
    period that ends. It leaves what came before as it was, the usual day of those dates included.

    With ``each_year`` the same days and months come in every year, before ``first`` as well as after it; they
    may run over New Year. In a year without 29 February, what begins on it begins on 1 March, what ends on it
    ends on 28 February, and that day alone does not come.
    """

    first: date
    last: date | None
    hours: Week
    each_year: bool

    def __init__(
        self, first: DateLike, last: DateLike | None, hours: WeekLike, *, each_year: bool = False
    ) -> None:
        """Read the period: dates or ISO texts, and hours as a calendar takes them, "always" included.

        ``last`` is None for hours that hold from ``first`` on; what comes each year has one. Raises
        BusinessTimeError: PSP615 when it ends before it begins, PSP603 to PSP607 for what is wrong in its
        fields.
        """
        set_field = object.__setattr__
        set_field(self, "first", read_date(first, ("first",)))
        set_field(self, "last", None if last is None and not each_year else read_date(last, ("last",)))
        set_field(self, "hours", read_week(hours, ("hours",)))
        set_field(self, "each_year", each_year)
        if not isinstance(each_year, bool):
            raise wrong_shape(each_year, ("each_year",), "true, false")
        if self.last is not None and self.last < self.first:
            raise BusinessTimeError.of("PSP615", start=self.first, end=self.last)

    def stretches(self, first: date, last: date) -> Iterator[tuple[date, date]]:
        """Yield its first and last day, each time that it comes on days from ``first`` to ``last``."""
        if self.last is None:
            if self.first <= last:
                yield self.first, last
            return
        # The year before the first one may run into it; there is no year 0.
        earliest = max(first.year - self.last.year, date.min.year - self.first.year)
        again = range(earliest, last.year - self.first.year + 1)
        for years in again if self.each_year else (0,):
            begin = _years_later(self.first, years, without_leap_day=(3, 1))
            end = _years_later(self.last, years, without_leap_day=(2, 28))
            if begin <= end and begin <= last and first <= end:
                yield begin, end

    def days(self, first: date, last: date) -> Iterator[date]:
        """Yield its days that lie from ``first`` to ``last``, both included."""
        for begin, end in self.stretches(first, last):
            start = max(first, begin)
            for number in range((min(end, last) - start).days + 1):
                yield start + timedelta(days=number)

    def as_plain(self) -> dict[str, Any]:
        """Return the fields in plain types, which the constructor takes back."""
        plain: dict[str, Any] = {"first": self.first.isoformat()}
        if self.last is not None:
            plain["last"] = self.last.isoformat()
        plain["hours"] = write_week(self.hours)
        return plain | {"each_year": True} if self.each_year else plain


PeriodsLike = Iterable[HoursPeriod | Mapping[str, Any]]


def read_periods(value: PeriodsLike, path: Path) -> tuple[HoursPeriod, ...]:
    """Return periods, given as such or as mappings of their fields, in the order in which they replace hours.

    Those that hold from a date on come first, each until the next. Raises BusinessTimeError: PSP620 when two
    of them begin on the same date, two that end have a day in common, or one with itself a year later.
    """
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise wrong_shape(value, path, "[{first: ..., last: ..., hours: {...}}, ...]")
    found = [_read_period(item, (*path, index)) for index, item in enumerate(value)]
    _refuse_overlaps(found, path)
    return tuple(sorted(found, key=lambda period: (period.last is not None, period.first)))


def _read_period(value: HoursPeriod | Mapping[str, Any], path: Path) -> HoursPeriod:
    if isinstance(value, HoursPeriod):
        return value
    if not isinstance(value, Mapping) or not _REQUIRED <= set(value) <= _KEYS:
        raise wrong_shape(value, path, "{first: ..., last: ..., hours: {...}, each_year: true}")
    return HoursPeriod(**{"last": None, **value})


def _refuse_overlaps(periods: list[HoursPeriod], path: Path) -> None:
    """Compare each period with those beside it, and what comes each year, until a leap year came."""
    each_year = {index: period for index, period in enumerate(periods) if period.each_year}
    begin = min((period.first.year for period in each_year.values()), default=date.min.year)
    years = date(begin, 1, 1), date(min(begin + _LEAP_YEARS, _LAST.year), 12, 31)
    coming = sorted(
        (*stretch, index) for index, period in each_year.items() for stretch in period.stretches(*years)
    )
    from_then_on, dated = (
        sorted(
            (each.first, each.last or each.first, index)
            for index, each in enumerate(periods)
            if not each.each_year and (each.last is not None) is ends
        )
        for ends in (False, True)
    )
    for (first, last, index), (next_first, next_last, next_index) in (
        *pairwise(from_then_on),
        *pairwise(coming),
        *pairwise(dated),
        *_meeting(dated, each_year),
    ):
        if next_first <= last:
            place = (*path, max(index, next_index))
            raise BusinessTimeError.of(
                "PSP620",
                place=write_path(place),
                first=first,
                last=last,
                next_first=next_first,
                next_last=next_last,
                path=place,
            )


def _meeting(dated: Iterable[_Stretch], each_year: Mapping[int, HoursPeriod]) -> Iterator[list[_Stretch]]:
    """Pair what has its dates with what begins before and after each year, if it comes on any of them.

    After it two: of one that begins on 29 February nothing may come.
    """
    begins = sorted((each.first.month, each.first.day, index) for index, each in each_year.items())
    if not begins:
        return
    for first, last, index in dated:
        place = bisect(begins, (first.month, first.day + 1))
        for near in dict.fromkeys(each % len(begins) for each in range(place - 1, place + 2)):
            other = begins[near][-1]
            for stretch in islice(each_year[other].stretches(first, min(last, _LAST)), 1):
                yield sorted([(first, last, index), (*stretch, other)])


def _years_later(day: date, years: int, without_leap_day: tuple[int, int]) -> date:
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, *without_leap_day)
    return day.replace(year=year)
