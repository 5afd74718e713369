"""The addresses that a policy has: those of its rules, and of what the rules are about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_args, get_origin

from ptc_service_policy.errors import suggest
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.availability import AvailabilityException
from ptc_service_policy.model.forms import Place
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.model.rules import Rule
from ptc_service_policy.text import LocalizedText

EDITIONS = "editions"
GROUPS = ("offerings", "services", "deliveries", "targets", "exceptions", "limits", "commitments")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Hold addresses, the parts that each has, and the rules that stand at them."""

    parts: dict[str, frozenset[str]]
    rules: Mapping[str, RuleAt]
    everything: bool

    @property
    def named(self) -> dict[str, RuleAt | None]:
        """Return each address with its rule, which knows its names; None where it is no rule's."""
        return {address: self.rules.get(address) for address in self.parts}

    def knows(self, address: str) -> bool:
        """Tell whether an address, or a part of one, is there; where a file is missing, all are."""
        if not self.everything or address in self.parts:
            return True
        whole, _, part = address.rpartition(".")
        return part in self.parts.get(whole, ())

    def suggest(self, address: str) -> LocalizedText:
        """Say which addresses are near."""
        whole, _, part = address.rpartition(".")
        if whole in self.parts and whole.count("."):
            return suggest(part, sorted(self.parts[whole]), before=f"{whole}.")
        return suggest(address, self.named)


def about_addresses(policy: Policy) -> Addresses:
    """Return what an entry may be about: rules, exceptions, offerings, and the editions."""
    parts = {address: _parts_of(type(at.rule)) for address, at in policy.rules.items()}
    for offering in policy.offerings or ():
        parts[f"offerings.{offering}"] = frozenset()
    if "availability" in policy.nouns:
        keys = frozenset(key for key, _ in places_of(AvailabilityException).values())
        for name in policy.nouns["availability"].exceptions:
            parts[f"exceptions.{name}"] = keys
    return Addresses({**parts, EDITIONS: frozenset()}, policy.rules, everything=policy.complete)


def _parts_of(rule: type[Rule]) -> frozenset[str]:
    """Return the keys of a rule, and of the nouns that are its plain values."""
    return frozenset(key for key, _ in places_of(rule).values()) | parts_of_values(rule)


def parts_of_values(rule: type[Rule]) -> frozenset[str]:
    """Return the keys of the nouns that are the plain values of a rule."""
    nouns = nouns_in(places_of(rule)["values"][1])
    return frozenset(key for noun in nouns for key, _ in places_of(noun).values())


def nouns_in(place: type[Place] | None) -> list[type[Noun]]:
    """Return the nouns that are plain values of a place."""
    of: Any = None if place is None else place.of
    every = [of, *get_args(of)]
    return [each for each in every if isinstance(each, type) and issubclass(each, Noun)]


def clauses() -> dict[str, tuple[str, ...]]:
    """Return the clauses that stand alone in each file, and the groups with nothing after them."""
    found: dict[str, tuple[str, ...]] = {}
    for file, model in FILE_MODELS.items():
        keys = tuple(
            key
            for name, (key, _) in places_of(model).items()
            if any(map(_is_rule, _arguments_of(model.model_fields[name].annotation)))
        )
        if keys:
            found[file] = keys
    return found


def _arguments_of(annotation: Any) -> tuple[Any, ...]:
    return get_args(get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation)


def _is_rule(kind: Any) -> bool:
    return isinstance(kind, type) and not get_args(kind) and issubclass(kind, Rule)
