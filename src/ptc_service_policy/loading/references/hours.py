"""Hours that contradict themselves, in the vocabulary and where a policy writes them out."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from ptc_service_policy.business_time.zones import known_zones, read_zone
from ptc_service_policy.errors import BusinessTimeError, Problem, suggest
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.hours import MINUTES_A_WEEK, DatedHours, Hours, empty_hours, stretches_of

_CONTRACT = "contract"
_A_ZONE = "Europe/Paris"
_LONGEST_YEAR = 366
_Day = tuple[int, int]
"""A day of any year, by its month."""


def check_hours(policy: Policy) -> Iterator[Problem]:
    """Find hours that overlap, and that nobody knows."""
    for file, path, hours in _all_hours(policy):
        yield from _any_of(policy, hours, file, path)
        yield from _zone(policy, hours, file, path)
        yield from _overlaps(policy, hours.weekly, file, (*path, "weekly"))
        for index, period in enumerate(hours.periods):
            yield from _overlaps(policy, period.weekly, file, (*path, "periods", index, "weekly"))
        yield from _periods(policy, hours.periods, file, path)


def _all_hours(policy: Policy) -> Iterator[tuple[str, Path, Hours]]:
    yield from policy.find(Hours)
    for use in policy.uses:
        if isinstance(use.value, Hours):
            yield use.file, use.path, use.value


def _any_of(policy: Policy, hours: Hours, file: str, path: Path) -> Iterator[Problem]:
    own = [key for key in ("weekly", "time_zone", "periods") if getattr(hours, key)]
    if hours.any_of is None:
        for key in ("weekly", "time_zone"):
            if key not in own:
                yield policy.problem("PSP342", file, path, at_key=True, key=key)
        return
    for key in own:
        yield policy.problem("PSP341", file, (*path, key), at_key=True, key=key)
    for index, name in enumerate(hours.any_of):
        at = (*path, "any_of", index)
        yield from policy.unknown("PSP323", name, policy.words("hours"), file, at, key="hours")


def _zone(policy: Policy, hours: Hours, file: str, path: Path) -> Iterator[Problem]:
    if hours.time_zone in {None, _CONTRACT}:
        return
    try:
        read_zone(str(hours.time_zone))
    except BusinessTimeError:
        known = [_CONTRACT, _A_ZONE, *known_zones()]
        suggestion = suggest(str(hours.time_zone), known, at_most=2)
        at = (*path, "time_zone")
        yield policy.problem("PSP340", file, at, id=hours.time_zone, suggestion=suggestion)


def _overlaps(policy: Policy, weekly: Any, file: str, path: Path) -> Iterator[Problem]:
    if not isinstance(weekly, Mapping):
        return
    if empty := tuple(empty_hours(weekly)):
        yield from (policy.problem("PSP394", file, (*path, *at), time=time) for at, time in empty)
        return
    stretches = sorted(stretches_of(weekly))
    if not stretches:
        return
    first = stretches[0]
    again = first._replace(start=first.start + MINUTES_A_WEEK, end=first.end + MINUTES_A_WEEK)
    end = 0
    for stretch in [*stretches, again]:
        if stretch.start < end:
            at = (*path, stretch.day, stretch.place)
            yield policy.problem("PSP321", file, at, day=stretch.day)
        end = max(end, stretch.end)


def _periods(policy: Policy, periods: tuple[DatedHours, ...], file: str, path: Path) -> Iterator[Problem]:
    before = _Taken()
    for index, period in enumerate(periods):
        at = (*path, "periods", index)
        if period.last is not None and period.last < period.first:
            yield policy.problem("PSP343", file, (*at, "last"), first=period.first)
            continue
        if period.each_year and period.last is not None and period.last >= _a_year_after(period.first):
            yield policy.problem("PSP387", file, (*at, "last"), first=period.first)
            continue
        other = before.sharing(period)
        if other is not None:
            yield policy.problem("PSP344", file, at, first=other.first)
        else:
            before.take(period)


class _Taken:
    """Know of which days periods speak, that share none; what holds from a day on gives way to others."""

    def __init__(self) -> None:
        self._from: dict[date, DatedHours] = {}
        self._dated: list[DatedHours] = []
        self._each_year: dict[_Day, DatedHours] = {}
        self._of_a_year: dict[_Day, DatedHours] = {}

    def sharing(self, period: DatedHours) -> DatedHours | None:
        """Return one that speaks of a day of which another does."""
        if period.last is None:
            return self._from.get(period.first)
        known = {**self._of_a_year, **self._each_year} if period.each_year else self._each_year
        if known and (days := known.keys() & _days_of_a_year(period.first, period.last)):
            return known[min(days)]
        if period.each_year:
            return None
        place = bisect_right(self._dated, period.first, key=attrgetter("first"))
        beside = self._dated[max(place - 1, 0) : place + 1]
        return next((each for each in beside if _overlap(each, period)), None)

    def take(self, period: DatedHours) -> None:
        """Keep one."""
        if period.last is None:
            self._from[period.first] = period
            return
        table = self._each_year if period.each_year else self._of_a_year
        if len(table) < _LONGEST_YEAR:
            table.update(dict.fromkeys(_days_of_a_year(period.first, period.last), period))
        if not period.each_year:
            insort(self._dated, period, key=attrgetter("first"))


def _overlap(one: DatedHours, other: DatedHours) -> bool:
    return (
        one.last is not None
        and other.last is not None
        and one.first <= other.last
        and other.first <= one.last
    )


def _a_year_after(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


def _days_of_a_year(first: date, last: date) -> set[_Day]:
    length = min((last - first).days, _LONGEST_YEAR)
    days: Iterable[date] = (first + timedelta(days=each) for each in range(length + 1))
    return {(day.month, day.day) for day in days}
