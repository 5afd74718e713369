"""Choices of a method where there is nothing to choose."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.cadences import Delivery, DeliveryRule
from ptc_service_policy.text import LocalizedText

_ONE_METHOD = LocalizedText(fr="il n'y a qu'un moyen", en="there is only one method")
_CHOSEN_BY = "chosen_by"


def check_cadences(policy: Policy) -> Iterator[Problem]:
    """Find deliveries that say who chooses, and have one method."""
    for at in policy.rules.values():
        if isinstance(at.rule, DeliveryRule):
            try:
                yield from _rule(policy, at, at.rule)
            except LoopError:
                continue  # told as such


def _rule(policy: Policy, at: RuleAt, rule: DeliveryRule) -> Iterator[Problem]:
    resolver = Resolver(policy, at)
    are_chosen = []
    for offering in policy.offerings or ():
        for found in resolver.values(offering):
            if isinstance(found.value, Delivery):
                methods = [each.value for each in resolver.part_of(found, "methods", offering)]
                is_one = bool(methods) and all(len(each) == 1 for each in methods)
                are_chosen.append(not is_one)
                if is_one and found.value.chosen_by is not None:
                    yield _only_one(policy, found.file, found.path)
    if rule.chosen_by is not None and are_chosen and not any(are_chosen):
        yield _only_one(policy, at.file, at.path)


def _only_one(policy: Policy, file: str, path: Path) -> Problem:
    at = (*path, _CHOSEN_BY)
    return policy.problem("PSP380", file, at, at_key=True, key=_CHOSEN_BY, cause=_ONE_METHOD)
