"""A time of day of a target at which nobody works: before opening, after closing, or on a day off."""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import Found, LoopError, Resolver
from ptc_service_policy.loading.references.weekdays import Week, weeks_of
from ptc_service_policy.model.forms import Absence, Silence
from ptc_service_policy.model.hours import ALWAYS, Interval
from ptc_service_policy.model.service_levels import Target, TargetRule


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        policy = Policy(version.nouns, version.documents, version.called, None)
        for at in policy.rules.values():
            for offering in policy.offerings or () if isinstance(at.rule, TargetRule) else ():
                try:
                    yield from dict.fromkeys(_of_target(policy, Resolver(policy, at, chosen=True), offering))
                except LoopError:
                    continue  # told as such


def _of_target(policy: Policy, resolver: Resolver, offering: str) -> Iterator[Problem]:
    for found in resolver.values(offering):
        if not isinstance(found.value, Target) or not _is_in_business_time(resolver, found, offering):
            continue
        weeks = list(weeks_of(policy, resolver, found, offering))
        for key in ("until", "cut_off"):
            for each in resolver.part_of(found, key, offering):
                if isinstance(each.value, Absence | Silence):
                    continue  # no time is set
                by_day = each.value if isinstance(each.value, Mapping) else {None: each.value}
                for day, at in by_day.items():
                    path = each.path if day is None else (*each.path, day)
                    if weeks and not any(_is_within(at, day, week, ends=key == "until") for week in weeks):
                        yield policy.problem("PSP476", each.file, path, key=key, time=at)


def _is_in_business_time(resolver: Resolver, found: Found, offering: str) -> bool:
    return any(
        getattr(each.value, "unit", "").startswith("business")
        for each in resolver.part_of(found, "within", offering)
    )


def _is_within(at: Any, day: str | None, week: Week, *, ends: bool) -> bool:
    """Tell whether somebody works at a time on a day, or on any; what ends may do so with the hours."""
    if isinstance(week, str):
        return week == ALWAYS
    intervals = (each for name, found in week.items() if day in {None, name} for each in found)
    return any(_holds(each, str(at), ends=ends) for each in intervals)


def _holds(interval: Interval, at: str, *, ends: bool) -> bool:
    opens, closes = str(interval.opens), str(interval.closes)
    if closes <= opens:  # past midnight
        return at >= opens or at <= closes
    return opens < at <= closes if ends else opens <= at <= closes


CHECK = Check("PSP476", _find)
