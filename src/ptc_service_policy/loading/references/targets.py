"""Targets that cannot be counted as they are written."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import Found, LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.service_levels import Target
from ptc_service_policy.model.spans import Span

_OF_A_DAY = {
    "until": {"minutes", "hours", "business_minutes", "business_hours"},
    "cut_off": {"minutes", "hours"},
}
"""The units beside which a time of day says nothing."""


def check_targets(policy: Policy) -> Iterator[Problem]:
    """Find targets without hours to count on, and times of day where no days are counted."""
    for at in policy.rules.values():
        if at.address.startswith("targets."):
            for offering in policy.offerings or ():
                try:
                    yield from _target(policy, at, offering)
                except LoopError:
                    continue  # told as such


def _target(policy: Policy, at: RuleAt, offering: str) -> Iterator[Problem]:
    resolver = Resolver(policy, at)
    written = resolver.written(offering)
    for found in resolver.values(offering):
        if written is None or not isinstance(found.value, Target):
            continue
        units = _units(resolver, offering, found)
        if (
            found.value.hours is None
            and any(unit.startswith("business") for unit in units)
            and not _has_working_hours(policy, offering)
        ):
            here = (found.file, found.path[: len(written.path)]) == (written.file, written.path)
            file, path = (found.file, found.path) if here else (written.file, written.path)
            yield policy.problem("PSP349", file, path, offering=offering)
        for key in times_without_days(found.value, units):
            yield policy.problem("PSP380", found.file, (*found.path, key), at_key=True, key=key)


def times_without_days(target: Target, units: set[str]) -> Iterator[str]:
    """List the times of day that a target names though it is not counted in days, in any of the units."""
    for key, without_days in _OF_A_DAY.items():
        if getattr(target, key) is not None and units and units <= without_days:
            yield key


def _units(resolver: Resolver, offering: str, target: Found) -> set[str]:
    """Return the units in which one target can be counted."""
    return {
        each.value.unit
        for each in resolver.part_of(target, "within", offering)
        if isinstance(each.value, Span)
    }


def _has_working_hours(policy: Policy, offering: str) -> bool:
    if "availability" not in policy.nouns:
        return True  # nobody can tell
    rule = policy.rules.get("availability.working-hours")
    if rule is None:
        return False
    values = [found.value for found in Resolver(policy, rule, chosen=True).values(offering)]
    return any(isinstance(each, WorkingHours) for each in values)
