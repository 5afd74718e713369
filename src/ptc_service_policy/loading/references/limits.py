"""The limits that services and rights name."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.engagement import Limit, RightRule
from ptc_service_policy.model.entitlements import Service
from ptc_service_policy.model.rules import Rule

_LIMITED: dict[type[Rule], str] = {Service: "up_to", RightRule: "limit"}
"""The rules whose values go up to a limit, or beyond one, and the key that names it."""
_NAMED_IN = {("Entitled", "up_to"), ("Right", "limit")}


def check_limits(policy: Policy) -> Iterator[Problem]:
    """Find limits that do not exist, or that have no number for what is up to them."""
    if "engagement" not in policy.nouns:
        return
    known = [address for address in policy.rules if address.startswith("limits.")]
    for use in policy.uses:
        if use.role in _NAMED_IN and type(use.value) is str:
            yield from policy.unknown("PSP307", use.value, known, use.file, use.path)
    for at in policy.rules.values():
        for kind, key in _LIMITED.items():
            if isinstance(at.rule, kind):
                yield from _without_number(policy, at, key)


def _without_number(policy: Policy, at: RuleAt, key: str) -> Iterator[Problem]:
    for offering in policy.offerings or ():
        try:
            for found in Resolver(policy, at).values(offering, (key,)):
                limit = policy.rules.get(found.value)
                if limit is not None and not _has_number(policy, limit, offering):
                    name = found.value.removeprefix("limits.")
                    yield policy.problem("PSP348", found.file, found.path, id=name, offering=offering)
        except LoopError:
            continue  # told as such


def _has_number(policy: Policy, limit: RuleAt, offering: str) -> bool:
    resolver = Resolver(policy, limit)
    if resolver.written(offering) is None:
        return True  # that it has no answer is told as such
    values = [found.value for found in resolver.values(offering)]
    return any(isinstance(each, Limit) and (each.maximum or each.minimum) is not None for each in values)
