"""A delivery that is written for an offering which does not include the service: it can never be owed."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.forms import Absence


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        policy = Policy(version.nouns, version.documents, version.called, None)
        for service in policy.services or ():
            delivery, entitlement = (
                policy.rules.get(f"{group}.{service}") for group in ("deliveries", "services")
            )
            if delivery is not None and entitlement is not None:
                yield from _of_service(policy, delivery, entitlement)


def _of_service(policy: Policy, delivery: RuleAt, entitlement: RuleAt) -> Iterator[Problem]:
    for offering in delivery.rule.values:
        if _is_delivered(policy, delivery, offering) and _is_left_out(policy, entitlement, offering):
            path = (*delivery.path, "values", offering)
            said = {"service": entitlement.address, "offering": offering}
            yield policy.problem("PSP477", delivery.file, path, at_key=True, **said)


def _is_delivered(policy: Policy, at: RuleAt, offering: str) -> bool:
    """Tell whether a rule says in any case how something is delivered."""
    resolver = Resolver(policy, at, chosen=True)
    try:
        return any(isinstance(each.value, Delivery) for each in resolver.values(offering))
    except LoopError:
        return False  # told as such


def _is_left_out(policy: Policy, at: RuleAt, offering: str) -> bool:
    """Tell whether a service is included in no case and by no reading, and no contract may add it."""
    if at.beside("may_change") is not None:
        return False
    try:
        values = [each.value for each in Resolver(policy, at).values(offering)]
    except LoopError:
        return False
    return bool(values) and all(each is False or isinstance(each, Absence) for each in values)


CHECK = Check("PSP477", _find)
