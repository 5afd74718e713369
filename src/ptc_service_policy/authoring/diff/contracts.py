"""The owner's own contracts: which of them both versions take, and which are asked in the place of others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ptc_service_policy.authoring.diff.asking import Asked
from ptc_service_policy.authoring.diff.changes import Change, Edit
from ptc_service_policy.authoring.diff.renames import Renames
from ptc_service_policy.errors import MOST_PROBLEMS, InvalidContractError, Problem
from ptc_service_policy.settling.contract import Contract

_SAYS_NO_TERM = ("id", "customer", "manager", "signed", "renewed")
_SETTLES = ("attributes", "hours", "language", "readings", "agreed")
"""What a contract says that a question is answered by for which no contract is needed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Name a contract that a version refuses, and why the old one does and the new one, if it does."""

    contract: str
    before: tuple[Problem, ...]
    after: tuple[Problem, ...]


@dataclass(frozen=True)
class Contracts:
    """Hold the contracts that both versions take.

    ``alike`` lists under one key all that say the same, of which that one is asked; ``plain`` are those that
    may be answered otherwise than their offering where no contract is needed.
    """

    asked: Mapping[str, Contract]
    alike: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]

    @classmethod
    def of(cls, contracts: Mapping[str, Contract], *sides: Asked) -> "Contracts":
        """Find those that say the same, and those that settle something, by what both versions ask of it."""
        alike: dict[str, list[str]] = defaultdict(list)
        for key, contract in contracts.items():
            terms = contract.model_copy(update=dict.fromkeys(_SAYS_NO_TERM))
            alike[terms.model_dump_json()].append(key)
        asked = {keys[0]: contracts[keys[0]] for keys in alike.values()}
        by_silence = any(each.has_terms_by_silence for each in sides)
        plain = frozenset(
            key
            for key, contract in asked.items()
            if by_silence or any(getattr(contract, each) for each in _SETTLES)
        )
        return cls(asked, {keys[0]: tuple(keys) for keys in alike.values()}, plain)

    def reached(self, contract: str, offering: str, *, needs_contract: bool) -> Iterable[str]:
        """Return the contracts for which an answer holds, by the contract that was asked, if one was."""
        if contract:
            return self.alike[contract]
        if needs_contract:
            return ()
        unlike = (
            key for key, each in self.asked.items() if key not in self.plain and each.offering == offering
        )
        return (key for first in unlike for key in self.alike[first])


def sort_out(
    contracts: Mapping[str, Contract], before: Asked, spoken: Asked, after: Asked, renames: Renames
) -> tuple[dict[str, Contract], tuple[Refusal, ...]]:
    """Tell which contracts a version refuses as they are written, and which both can be asked about.

    A contract may be written with ids that were renamed since: one version refuses it then, and both are
    asked about it with the ids of the new one, with which ``spoken`` says what the old one does. Once there
    are as many that neither takes as anybody mends, the rest is not asked about.
    """
    taken: dict[str, Contract] = {}
    refusals: list[Refusal] = []
    taken_by_none = 0
    for key, written in contracts.items():
        refusal = Refusal(key, before.refusals(written), after.refusals(written))
        if refusal.before or refusal.after:
            refusals.append(refusal)
            taken_by_none += bool(refusal.before and refusal.after)
            if taken_by_none == MOST_PROBLEMS:
                break
        contract = _aligned(written, after, renames)
        is_as_before = contract is written and spoken is before
        if not (refusal.before if is_as_before else spoken.refusals(contract)) and not (
            refusal.after if contract is written else after.refusals(contract)
        ):
            taken[key] = contract
    return taken, tuple(refusals)


def _aligned(contract: Contract, after: Asked, renames: Renames) -> Contract:
    """Write a contract with the ids of the new version."""
    if not renames.found or not after.refusals(contract):
        return contract
    data: Any = contract.model_dump(mode="json", by_alias=True, exclude_unset=True)
    try:
        renamed = Contract.model_validate(renames.aligned(data, {}))
    except InvalidContractError:
        return contract
    return contract if after.refusals(renamed) else renamed


@dataclass(frozen=True, slots=True)
class Reached:
    """Say that an edit moves the answer to a question under a contract."""

    edit: Edit
    offering: str
    topic: str
    about: str
    contract: str

    def nearness(self, change: Change) -> int:
        """Tell how surely it is a change that reaches the contract: 0 where it is not."""
        if self.edit not in change.edits:
            return 0
        said = {(change.topic, change.id), *((each.topic, each.id) for each in change.follows)}
        is_of_the_offering = change.offering in {None, self.offering}
        return 1 + 2 * is_of_the_offering + ((self.topic, self.about or None) in said)


def name_contracts(
    changes: Iterable[Change], found: Iterable[Reached], contracts: Mapping[str, Contract]
) -> tuple[Change, ...]:
    """Name with each change the contracts that it reaches, in their order."""
    told = tuple(changes)
    reached: list[set[str]] = [
        {key for key, each in contracts.items() if change.topic == "offering" and each.offering == change.id}
        for change in told
    ]
    for each in found:
        near = [each.nearness(change) for change in told]
        nearest = max(near, default=0)
        for place, nearness in enumerate(near):
            if nearness == nearest > 0:
                reached[place].add(each.contract)
    return tuple(
        replace(change, contracts=tuple(key for key in contracts if key in keys))
        for change, keys in zip(told, reached, strict=True)
    )
