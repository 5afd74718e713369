"""Parts that are another offering's: in every case that offering has them."""

from collections.abc import Iterator
from contextlib import suppress

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import Found, LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.forms import SameAs
from ptc_service_policy.model.key_rules import keys_agree
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.rules import Part

Way = tuple[str, ...]


def check_shared_parts(policy: Policy) -> Iterator[Problem]:
    """Find parts without which a value says nothing, taken from an offering that has none."""
    for at in policy.rules.values():
        for offering in policy.offerings or ():
            with suppress(LoopError):  # told as such
                for whole in Resolver(policy, at).values(offering):
                    yield from _lacking(policy, at, offering, whole, ())


def _lacking(policy: Policy, at: RuleAt, offering: str, whole: Found, way: Way) -> Iterator[Problem]:
    """Find what is lacking in a value, or in the part of one to which a way leads."""
    if not isinstance(whole.value, Part):
        return
    followed, written = Resolver(policy, at), Resolver(policy, at, through_same=False)
    for name, (key, _) in places_of(type(whole.value)).items():
        for found in written.part_of(whole, key, offering, way):
            if not isinstance(found.value, SameAs):
                yield from _lacking(policy, at, offering, found, (*way, key))
            elif _is_needed(whole.value, name):
                other = found.value.offering
                wholes = followed.values(other, cases=found.cases)
                if not all(_has(followed, other, each, (*way, key)) for each in wholes):
                    yield policy.problem("PSP309", found.file, found.path, key=key, id=other)


def _is_needed(value: Part, name: str) -> bool:
    """Tell whether a value cannot do without one of its parts."""
    rest = {each: getattr(value, each) for each in value.model_fields_set if each != name}
    kind = type(value)
    return kind.model_fields[name].is_required or not keys_agree(kind.model_construct(**rest))


def _has(resolver: Resolver, offering: str, whole: Found, way: Way, come: Way = ()) -> bool:
    """Tell whether a value has a part, in every case in which it is met."""
    if not isinstance(whole.value, Part):
        return False
    key, *rest = way
    names = {key: name for name, (key, _) in places_of(type(whole.value)).items()}
    if getattr(whole.value, names.get(key, ""), None) is None:
        return False
    below = resolver.part_of(whole, key, offering, come) if rest else ()
    return all(_has(resolver, offering, each, tuple(rest), (*come, key)) for each in below)
