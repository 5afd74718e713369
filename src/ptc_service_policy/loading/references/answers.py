"""Whether every rule answers for every offering, and how firmly."""

from collections.abc import Iterator
from typing import Any

from ptc_service_policy.errors import Problem, is_near, suggest
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import Absence, FromRegister, Leaf, SameAs, Silence, Tree
from ptc_service_policy.model.rules import ForAll, Rule


def check_answers(policy: Policy) -> Iterator[Problem]:
    """Find offerings without an answer, answers for no offering, and duties that nothing says."""
    yield from _offerings_named(policy)
    for at in policy.rules.values():
        yield from _complete(policy, at)
    yield from _duties(policy)
    yield from _deliveries(policy)


def _offerings_named(policy: Policy) -> Iterator[Problem]:
    for kind in (Rule, ForAll):
        for file, path, noun in policy.find(kind):
            for offering in noun.values:  # type: ignore[attr-defined]
                at: Path = (*path, "values", offering)
                yield from policy.unknown("PSP301", offering, policy.offerings, file, at, at_key=True)
    for use in policy.uses:
        if isinstance(use.value, SameAs):
            at = (*use.path, "same_as")
            yield from policy.unknown("PSP301", use.value.offering, policy.offerings, use.file, at)


def _complete(policy: Policy, at: RuleAt) -> Iterator[Problem]:
    resolver = Resolver(policy, at)
    unknown = [name for name in at.rule.values if name not in (policy.offerings or ())]
    for offering in policy.offerings or ():
        if resolver.written(offering) is None:
            if is_near(offering, unknown):
                continue  # the misspelt offering is told as such
            yield policy.problem("PSP308", at.file, at.path, at_key=True, id=offering)


def _duties(policy: Policy) -> Iterator[Problem]:
    """Find what holds nobody knows how firmly: one problem for all the rules of a file, at the first."""
    unsaid: dict[str, list[RuleAt]] = {}
    for at in policy.rules.values():
        if not all(_says_duty(policy, at, offering) for offering in policy.offerings or ()):
            unsaid.setdefault(at.file, []).append(at)
    for file, rules in unsaid.items():
        named = tuple(_named(policy, at) for at in rules)
        yield policy.problem("PSP381", file, rules[0].path, at_key=True, rules=named)


def _named(policy: Policy, at: RuleAt) -> str:
    """Name a rule with the offerings for which nothing says its duty."""
    offerings = (name for name in policy.offerings or () if not _says_duty(policy, at, name))
    return f"{'.'.join(map(str, at.path))} ({', '.join(offerings)})"


def _says_duty(policy: Policy, at: RuleAt, offering: str) -> bool:
    further_up = at.rule.firmness, at.family.all.firmness
    if any(firm is not None and firm.duty is not None for firm in further_up):
        return True

    def says(value: Any, trail: tuple[str, ...]) -> bool:
        match value:
            case Leaf(value=inner, firmness=firmness):
                return (firmness is not None and firmness.duty is not None) or says(inner, trail)
            case Tree(cases=cases, otherwise=otherwise):
                every = [*cases.values(), *([otherwise] if otherwise is not None else [])]
                return all(says(each, trail) for each in every)
            case SameAs(offering=other):
                written = Resolver(policy, at).written(other)
                return other in trail or written is None or says(written.value, (*trail, other))
            case FromRegister(entry=entry):
                return _chosen_says(entry, trail)
            case _:
                return isinstance(value, Absence | Silence) or value is False

    def _chosen_says(entry: str, trail: tuple[str, ...]) -> bool:
        found = (policy.register or {}).get(entry)
        place = Resolver(policy, at).place
        chosen = [] if found is None else policy.meanings(entry, place)
        return entry in trail or all(
            says(meaning, (*trail, entry)) for name, _, meaning in chosen if found and name == found.chosen
        )

    written = Resolver(policy, at).written(offering)
    return written is None or says(written.value, (offering,))


def misnamed_deliveries(policy: Policy) -> tuple[str, ...]:
    """Return the deliveries that are called as no service is, and that have no name of their own."""
    cadences: Any = policy.nouns.get("cadences")
    deliveries = {} if cadences is None or policy.services is None else cadences.deliveries
    return tuple(
        name for name, rule in deliveries.items() if name not in (policy.services or ()) and rule.name is None
    )


def _deliveries(policy: Policy) -> Iterator[Problem]:
    cadences: Any = policy.nouns.get("cadences")
    if cadences is None or policy.services is None:
        return
    for name, rule in cadences.deliveries.items():
        path: Path = ("deliveries", name)
        if name in policy.services and rule.name is not None:
            yield policy.problem("PSP331", "cadences", (*path, "name"), at_key=True, id=name)
    for name in misnamed_deliveries(policy):
        path, suggestion = ("deliveries", name), suggest(name, policy.services)
        yield policy.problem("PSP302", "cadences", path, at_key=True, id=name, suggestion=suggestion)
    if not cadences.deliveries:
        return
    left_out = ", ".join(service for service in policy.services if service not in cadences.deliveries)
    unanswered = tuple(name for name in policy.offerings or () if name not in cadences.all.values)
    if left_out and unanswered:
        at: Path = ("deliveries",)
        yield policy.problem("PSP317", "cadences", at, at_key=True, ids=left_out, offerings=unanswered)
