"""Targets that cannot be counted as they are written."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import Found, LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.service_levels import Target, TargetRule
from ptc_service_policy.model.spans import Span
from ptc_service_policy.model.vocabulary import AnyEvent
from ptc_service_policy.text import LocalizedText

_AT_ONCE = "immediately"
_WITHOUT_EFFECT = {
    "until": {_AT_ONCE, "minutes", "hours", "business_minutes", "business_hours"},
    "cut_off": {_AT_ONCE, "minutes", "hours"},
    "hours": {_AT_ONCE, "minutes", "hours", "calendar_days"},
}
"""The units beside which a key says nothing: a time of day, or the hours on which time is counted."""
_A_LEVEL = LocalizedText(
    fr="un niveau (`at_least`) n'est pas un délai", en="a level (`at_least`) is not a time"
)
_GIVEN_AS = LocalizedText(fr="le délai est donné par `{units}`", en="the time is given as `{units}`")


def check_targets(policy: Policy) -> Iterator[Problem]:
    """Find targets that end where they begin, that lack hours to count on, and keys without effect."""
    for at in policy.rules.values():
        if isinstance(at.rule, TargetRule):
            yield from _events(policy, at, at.rule)
            yield from _of_a_time(policy, at, at.rule)
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
        for key, cause in keys_without_effect(found.value, units):
            yield policy.problem("PSP380", found.file, (*found.path, key), at_key=True, key=key, cause=cause)


def keys_without_effect(target: Target, units: set[str]) -> Iterator[tuple[str, LocalizedText]]:
    """List the keys that say nothing of a target that is counted in the units, each with why."""
    for key, beside in _WITHOUT_EFFECT.items():
        if getattr(target, key) is not None and units and units <= beside:
            yield key, _GIVEN_AS.format(units=", ".join(sorted(units)))


def _of_a_time(policy: Policy, at: RuleAt, rule: TargetRule) -> Iterator[Problem]:
    """Find what is said of a time in the rule of a level, which is none."""
    resolver = Resolver(policy, at)
    try:
        found = [each.value for offering in policy.offerings or () for each in resolver.values(offering)]
    except LoopError:
        return  # told as such
    targets = [each for each in found if isinstance(each, Target)]
    if targets and all(each.at_least is not None for each in targets):
        fields = TargetRule.model_fields
        for name in ("from_", "to", "repeats", "pauses_while", "bound", "on_change", "counting"):
            if getattr(rule, name):
                key = fields[name].alias or name
                yield policy.problem("PSP380", at.file, (*at.path, key), at_key=True, key=key, cause=_A_LEVEL)


def _events(policy: Policy, at: RuleAt, rule: TargetRule) -> Iterator[Problem]:
    """Find the target that is up as soon as it begins; one that runs anew from each event is not."""
    ends = _first_of(policy, "to", at) & _first_of(policy, "from", at)
    if ends and not rule.repeats:
        yield policy.problem("PSP388", at.file, (*at.path, "to"), id=", ".join(sorted(ends)))


def _first_of(policy: Policy, key: str, at: RuleAt) -> set[str]:
    """Return the events that a key of a target names, and those any of which they mean."""
    events = policy.words("events") or {}
    uses = policy.uses_by_name.get((at.file, (*at.path, key)), ())
    ahead = [use.value for use in uses if type(use.value) is str]
    found: set[str] = set()
    while ahead:
        event = ahead.pop()
        means = events[event].means if event in events and event not in found else None
        ahead += means.any_of if isinstance(means, AnyEvent) else ()
        found.add(event)
    return found


def _units(resolver: Resolver, offering: str, target: Found) -> set[str]:
    """Return the units in which one target can be counted, or that it is at once."""
    if target.value.immediately is not None:
        return {_AT_ONCE}
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
