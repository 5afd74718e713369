"""Prices of what is paid for, and of nothing else."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import LoopError, Resolver
from ptc_service_policy.model.offerings import ChargeRule, ChargeTerms
from ptc_service_policy.text import LocalizedText

_NOT_PAID = LocalizedText(
    fr="la condition {charge} signifie `{means}`, et seul ce qui est `paid` a un prix",
    en="the charge {charge} means `{means}`, and only what is `paid` has a price",
)


def check_charges(policy: Policy) -> Iterator[Problem]:
    """Find prices of what costs nothing more, or of what is quoted."""
    charges = policy.words("charges") or {}
    for at in policy.rules.values():
        resolver = Resolver(policy, at)
        for offering in policy.offerings or () if isinstance(at.rule, ChargeRule) else ():
            try:
                for found in resolver.values(offering):
                    if not isinstance(found.value, ChargeTerms) or found.value.price is None:
                        continue
                    for charge in resolver.part_of(found, "charge", offering):
                        means = charges[charge.value].means if charge.value in charges else "paid"
                        if means != "paid":
                            cause = _NOT_PAID.format(charge=charge.value, means=means)
                            path = (*found.path, "price")
                            yield policy.problem(
                                "PSP380", found.file, path, at_key=True, key="price", cause=cause
                            )
            except LoopError:
                continue  # told as such
