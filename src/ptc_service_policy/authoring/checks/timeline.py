"""The versions in the order in which they come into force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from ptc_service_policy.authoring.checks.check import Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.policy_folder import LoadedVersion
from ptc_service_policy.model.policy import PolicyFile


@dataclass(frozen=True, slots=True)
class DatedVersion:
    """Hold a version and when it is in force; without a first day, it has been since ever."""

    version: LoadedVersion
    policy: PolicyFile

    @property
    def number(self) -> tuple[int, ...]:
        """Return the version's number."""
        return tuple(map(int, self.policy.version.split(".")))

    @property
    def start(self) -> date:
        """Return the first day in force."""
        return self.policy.effective_from or date.min

    @property
    def end(self) -> date | None:
        """Return the day from which the version is no longer in force, if one is given."""
        return self.policy.effective_until

    def problem(self, code: str, **values: Any) -> Problem:
        """Describe a fault of the version's first day."""
        key = "effective_from_unstated" if self.policy.effective_from is None else "effective_from"
        return self.version.documents["policy"].describe(code, (key,), at_key=True, **values)


def order_by_start(material: Material) -> tuple[DatedVersion, ...]:
    """Return the versions whose dates are valid, as they follow each other."""
    dated = (
        DatedVersion(version, policy)
        for version in material.policies.versions
        if isinstance(policy := version.nouns.get("policy"), PolicyFile)
    )
    possible = (each for each in dated if each.end is None or each.start < each.end)
    return tuple(sorted(possible, key=lambda each: (each.start, each.number)))


def successions(material: Material) -> Iterator[tuple[DatedVersion, DatedVersion]]:
    """Return each version with the one that follows it."""
    return pairwise(order_by_start(material))
