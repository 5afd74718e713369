"""Weekdays that a target names to no effect: on the hours that it is counted on, they change nothing."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import Found, LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.hours import ALWAYS, Hours, Intervals, Weekday, with_days_like
from ptc_service_policy.model.service_levels import Target, TargetRule
from ptc_service_policy.text import LocalizedText

_NO_HOURS = LocalizedText(fr="`{day}` n'a pas d'heures", en="`{day}` has no hours")
_ALIKE = LocalizedText(fr="les deux jours ont les mêmes heures", en="both days have the same hours")
_HOURS = ("hours",)
Week = Mapping[Weekday, Intervals] | str
"""The intervals of each weekday, or "always"."""


def check_weekdays(policy: Policy) -> Iterator[Problem]:
    """Find days that take over the hours of a day without any, or hours that they have."""
    for at in policy.rules.values():
        if isinstance(at.rule, TargetRule):
            for offering in policy.offerings or ():
                try:
                    yield from _rule(policy, at, offering)
                except LoopError:
                    continue  # told as such


def _rule(policy: Policy, at: RuleAt, offering: str) -> Iterator[Problem]:
    resolver = Resolver(policy, at, chosen=True)
    for found in resolver.values(offering):
        if not isinstance(found.value, Target):
            continue
        for told in resolver.part_of(found, "hours", offering):
            yield from _days_like(policy, told, _weeks(policy, resolver, told, offering))


def weeks_of(policy: Policy, resolver: Resolver, target: Found, offering: str) -> Iterator[Week]:
    """List the weeks on which a target is counted: those of its hours, or else of the offering's."""
    if target.value.hours is None:
        yield from _working(policy, offering)
    for told in resolver.part_of(target, "hours", offering):
        for week in _weeks(policy, resolver, told, offering):
            yield week if isinstance(week, str) else with_days_like(week, told.value.with_)


def _days_like(policy: Policy, found: Found, weeks: Collection[Week]) -> Iterator[Problem]:
    varied = [week for week in weeks if not isinstance(week, str)]  # day and night, every day is like another
    for day, other in found.value.with_.items():
        if varied and not any(week.get(other) for week in varied):
            cause = _NO_HOURS.format(day=other)
        elif day == other or (weeks and _changes_nothing(day, other, weeks)):
            cause = _ALIKE
        else:
            continue
        path = (*found.path, "with", day)
        yield policy.problem("PSP380", found.file, path, at_key=True, key=day, cause=cause)


def _changes_nothing(day: Weekday, other: Weekday, weeks: Collection[Week]) -> bool:
    return all(_of(with_days_like(week, {day: other}), day) == _of(week, day) for week in weeks)


def _of(week: Week, day: Weekday) -> Any:
    return ALWAYS if isinstance(week, str) else week.get(day, ())


def _weeks(policy: Policy, resolver: Resolver, hours: Found, offering: str) -> list[Week]:
    """Return the weeks on which a target is counted; none where nobody can tell."""
    if hours.value.hours is not None:
        return [
            week
            for each in resolver.part_of(hours, "hours", offering, _HOURS)
            for week in _named(policy, each.value)
        ]
    of = [each.value for each in resolver.part_of(hours, "working_hours_of", offering, _HOURS)] or [offering]
    return [week for each in of for week in _working(policy, each)]


def _working(policy: Policy, offering: str) -> Iterator[Week]:
    """List the weeks in which the manager of an offering works."""
    rule = policy.rules.get("availability.working-hours")
    if rule is None:
        return
    resolver = Resolver(policy, rule, chosen=True)
    for found in resolver.values(offering):
        if isinstance(found.value, WorkingHours):
            for each in resolver.part_of(found, "hours", offering):
                yield from _named(policy, each.value)


def _named(policy: Policy, hours: Hours | str, trail: tuple[str, ...] = ()) -> Iterator[Week]:
    """List the weeks of hours that are written out, or named."""
    if isinstance(hours, str):
        known = (policy.words("hours") or {}).get(hours)
        if known is not None and hours not in trail:
            yield from _named(policy, known, (*trail, hours))
        return
    if hours.any_of is not None:
        for each in hours.any_of:
            yield from _named(policy, each, trail)
        return
    yield from (week for week in (hours.weekly, *(each.weekly for each in hours.periods)) if week is not None)
