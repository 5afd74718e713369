"""The addresses of rules: `<group>.<id>`, or `<file>.<clause>` for what stands alone."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ptc_service_policy.model.base import Path
from ptc_service_policy.model.cadences import DeliveryRule
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.rules import Family, Rule


class RuleAt(NamedTuple):
    """Hold a rule with its address, its family, and where it stands: the file and the path in it."""

    address: str
    file: str
    path: Path
    rule: Rule
    family: Family

    @property
    def called(self) -> tuple[str, ...]:
        """Return the names of the rule after its group, as somebody may write its address."""
        group = self.address.partition(".")[0]
        return tuple(f"{group}.{each}" for each in self.rule.called)

    def beside(self, key: str) -> Any:
        """Return what the rule, or else its family, says beside the values; None for what no rule says."""
        said = getattr(self.rule, key, None)
        return said if said is not None else getattr(self.family.all, key, None)


def rules_in(file: str, family: Any) -> Iterator[RuleAt]:
    """List the rules of a file, in its order."""
    if not isinstance(family, Family):
        return
    for name, (key, _) in places_of(type(family)).items():
        value = getattr(family, name)
        if isinstance(value, Rule):
            yield RuleAt(f"{file}.{key}", file, (key,), value, family)
        elif isinstance(value, Mapping):
            for each, rule in value.items():
                if isinstance(rule, Rule):
                    yield RuleAt(f"{key}.{each}", file, (key, each), rule, family)


def rules_for_all(nouns: Mapping[str, Any]) -> Iterator[RuleAt]:
    """List the deliveries that no rule states: those of services for which only ``all`` answers."""
    cadences, entitlements, policy = (nouns.get(file) for file in ("cadences", "entitlements", "policy"))
    if cadences is None or entitlements is None or not cadences.all.values:
        return
    withdrawn = {each.rule for each in policy.withdrawn} if policy is not None else set()
    for service in entitlements.services:
        address = f"deliveries.{service}"
        if service not in cadences.deliveries and address not in withdrawn:
            yield RuleAt(address, "cadences", ("all",), DeliveryRule(), cadences)


def rules_of(nouns: Mapping[str, Noun]) -> dict[str, RuleAt]:
    """Return every rule of a policy by its address; ``nouns`` are its files by name."""
    return {at.address: at for file, noun in nouns.items() for at in rules_in(file, noun)}
