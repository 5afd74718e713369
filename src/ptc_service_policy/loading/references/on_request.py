"""Days on request, and what holds outside working hours: neither lies within them."""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import Found, LoopError, Resolver
from ptc_service_policy.model.availability import OnRequestDays, WorkingHours
from ptc_service_policy.model.hours import (
    ALWAYS,
    MINUTES_A_DAY,
    MINUTES_A_WEEK,
    WEEKDAYS,
    Hours,
    stretches_of,
)
from ptc_service_policy.text import LocalizedText

_NEVER_END = LocalizedText(
    fr="ces heures ne finissent jamais, et rien n'est en dehors",
    en="these hours never end, and nothing is outside them",
)
_NO_HOURS_THEN = LocalizedText(
    fr="les heures sur demande n'en comptent aucune ce jour-là",
    en="the hours on request have none on that day",
)


def check_on_request(policy: Policy) -> Iterator[Problem]:
    """Find days on request that can never be, and what holds outside hours that never end."""
    working, request = (policy.rules.get(f"availability.{name}") for name in ("working-hours", "on-request"))
    if working is None:
        return
    works = Resolver(policy, working, chosen=True)
    asked = None if request is None else Resolver(policy, request, chosen=True)
    for offering in policy.offerings or ():
        try:
            for work in works.values(offering):
                if isinstance(work.value, WorkingHours):
                    at_work = _AtWork(policy, works, work, offering)
                    yield from _outside(policy, at_work)
                    if asked is not None:
                        yield from _days(policy, at_work, asked, offering)
        except LoopError:
            continue  # told as such


class _AtWork:
    """Know when the manager of an offering works, as far as the register leaves nothing open."""

    def __init__(self, policy: Policy, works: Resolver, found: Found, offering: str) -> None:
        named = policy.words("hours") or {}
        exceptions = policy.nouns["availability"].exceptions
        hours = (each.value for each in works.part_of(found, "hours", offering))
        closed_on = (each.value for each in works.part_of(found, "closed_on", offering))
        self.found = found
        self.hours = [
            each if isinstance(each, Hours) else named[each] for each in hours if _is_known(each, named)
        ]
        self.closed_on = [() if each == "none" else each for each in closed_on]
        closed = {name for each in self.closed_on for name in each}
        self._exceptions = exceptions if closed <= exceptions.keys() else {}
        self._holidays = {
            name for name in closed if name in exceptions and exceptions[name].means != "closure"
        }

    def on(self, day: str) -> bool:
        """Tell whether work begins on a weekday, or goes on where an exception applies."""
        if self.hours and day not in WEEKDAYS:
            return day in self._exceptions and any(day not in each for each in self.closed_on)
        weekly = [each.weekly for each in self.hours]
        return any(
            bool(dict(each).get(day)) if isinstance(each, Mapping) else each == ALWAYS for each in weekly
        )

    def ends(self) -> bool:
        """Tell whether some hour is outside, whatever the case."""
        weeks = [[each.weekly, *(period.weekly for period in each.periods)] for each in self.hours]
        return bool(weeks) and all(
            not each.any_of and any(not _is_whole_week(week) for week in of_it)
            for each, of_it in zip(self.hours, weeks, strict=True)
        )

    def never_ends(self) -> bool:
        """Tell whether no hour is outside: they go on all week, and no holiday interrupts them."""
        weeks = [
            week for each in self.hours for week in (each.weekly, *(period.weekly for period in each.periods))
        ]
        return bool(weeks) and bool(self.closed_on) and not self._holidays and all(map(_is_whole_week, weeks))


def _outside(policy: Policy, at_work: _AtWork) -> Iterator[Problem]:
    """Find what is said to hold outside hours that never end, and hours that end of which nothing is said."""
    work = at_work.found
    if work.value.outside is None and at_work.ends():
        yield policy.problem("PSP318", work.file, work.path, at_key=True)
    if work.value.outside is not None and at_work.never_ends():
        at = (*work.path, "outside")
        yield policy.problem("PSP380", work.file, at, at_key=True, key="outside", cause=_NEVER_END)


def _days(policy: Policy, at_work: _AtWork, asked: Resolver, offering: str) -> Iterator[Problem]:
    for request in asked.values(offering, (), (), at_work.found.cases):
        if not isinstance(request.value, OnRequestDays):
            continue
        hours = [each.value for each in asked.part_of(request, "hours", offering)]
        for found in asked.part_of(request, "days", offering):
            for index, day in enumerate(found.value):
                at = (*found.path, index)
                if ALWAYS in hours and at_work.on(day):
                    yield policy.problem("PSP390", found.file, at, id=day)
                if hours and all(_are_never_on(policy, name, day) for name in hours):
                    yield policy.problem("PSP380", found.file, at, key=day, cause=_NO_HOURS_THEN)


def _are_never_on(policy: Policy, name: str, day: str) -> bool:
    """Tell whether named hours, at whatever time of the year, have none on a weekday."""
    if day not in WEEKDAYS or name == ALWAYS:
        return False
    weeks = list(_weeks_of(policy.words("hours") or {}, name, ()))
    return bool(weeks) and not any(_is_on(week, WEEKDAYS.index(day)) for week in weeks)


def _weeks_of(named: Mapping[str, Hours], name: str, way: tuple[str, ...]) -> Iterator[Any]:
    """List the weeks of named hours, of their periods, and of the hours that they hand over to."""
    hours = None if name in way else named.get(name)
    if hours is not None:
        yield from (week for week in (hours.weekly, *(each.weekly for each in hours.periods)) if week)
        for each in hours.any_of or ():
            yield from _weeks_of(named, each, (*way, name))


def _is_on(week: Any, day: int) -> bool:
    """Tell whether hours of a week have any on a weekday, be it after midnight."""
    if not isinstance(week, Mapping):
        return True
    begins = day * MINUTES_A_DAY
    return any(
        each.start + turn < begins + MINUTES_A_DAY and each.end + turn > begins
        for each in stretches_of(week)
        for turn in (0, -MINUTES_A_WEEK)
    )


def _is_known(hours: Any, named: Mapping[str, Hours]) -> bool:
    return isinstance(hours, Hours) or hours in named


def _is_whole_week(weekly: Any) -> bool:
    if isinstance(weekly, Mapping):
        return sum(each.end - each.start for each in stretches_of(weekly)) >= MINUTES_A_WEEK
    return bool(weekly == ALWAYS)
