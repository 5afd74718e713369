"""The limits that services and rights name."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.addresses import nouns_in
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.engagement import Limit
from ptc_service_policy.model.entitlements import LimitAddress
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.rules import Rule
from ptc_service_policy.model.vocabulary import split_by
from ptc_service_policy.text import LocalizedText

_UP_TO = "up_to"
_MINIMUM = LocalizedText(
    fr="cette limite est un minimum, et un minimum ne plafonne rien",
    en="that limit is a minimum, and a minimum caps nothing",
)
_JUDGED = ("maximum", "minimum", "unit", "counted")


def check_limits(policy: Policy) -> Iterator[Problem]:
    """Find limits that do not exist, or that have no number for what is up to them."""
    if "engagement" not in policy.nouns:
        return
    known = [address for address in policy.rules if address.startswith("limits.")]
    for use in policy.uses:
        if use.place.of == LimitAddress and type(use.value) is str:
            yield from policy.unknown("PSP307", use.value, known, use.file, use.path)
    for at in policy.rules.values():
        for key in keys_of_limits(type(at.rule)):
            yield from _without_number(policy, at, key)
    for address in known:
        yield from _parts_of_a_whole(policy, policy.rules[address])


def keys_of_limits(rule: type[Rule]) -> Iterator[str]:
    """List the keys by which the values of a rule name a limit that they go up to, or beyond."""
    for noun in nouns_in(places_of(rule)["values"][1]):
        for key, place in places_of(noun).values():
            if place is not None and place.of == LimitAddress:
                yield key


def _without_number(policy: Policy, at: RuleAt, key: str) -> Iterator[Problem]:
    """Find limits that limit nothing for an offering, and what goes up to a minimum."""
    for offering in policy.offerings or ():
        try:
            for found in Resolver(policy, at).values(offering, (key,)):
                limit = policy.rules.get(found.value)
                if limit is not None and not _has_number(policy, limit, offering):
                    name = found.value.removeprefix("limits.")
                    yield policy.problem("PSP348", found.file, found.path, id=name, offering=offering)
                elif limit is not None and key == _UP_TO and _is_a_minimum(policy, limit, offering):
                    yield policy.problem("PSP380", found.file, found.path, key=key, cause=_MINIMUM)
        except LoopError:
            continue  # told as such


def _is_a_minimum(policy: Policy, limit: RuleAt, offering: str) -> bool:
    known = [each.value for each in Resolver(policy, limit).values(offering) if isinstance(each.value, Limit)]
    return bool(known) and all(each.minimum is not None for each in known)


def _parts_of_a_whole(policy: Policy, limit: RuleAt) -> Iterator[Problem]:
    """Find numbers with a fraction of what is counted whole; an average may have one."""
    resolver = Resolver(policy, limit)
    units = policy.words("units") or {}
    for offering in policy.offerings or ():
        try:
            for found in resolver.values(offering):
                parts = {key: tuple(resolver.part_of(found, key, offering)) for key in _JUDGED}
                if any(each.value.average_over for each in parts["counted"]):
                    continue
                for unit in (units[each.value] for each in parts["unit"] if each.value in units):
                    for part in (*parts["maximum"], *parts["minimum"]):
                        if (split := split_by(part.value, unit)) is not None:
                            values = {"value": part.value, "unit": split}
                            yield policy.problem("PSP399", part.file, part.path, **values)
        except LoopError:
            continue  # told as such


def _has_number(policy: Policy, limit: RuleAt, offering: str) -> bool:
    resolver = Resolver(policy, limit)
    if resolver.written(offering) is None:
        return True  # that it has no answer is told as such
    values = [found.value for found in resolver.values(offering)]
    return any(
        isinstance(each, Limit) and (each.maximum is not None or each.minimum is not None) for each in values
    )
