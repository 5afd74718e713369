"""The owner's own contracts: which of them both versions take, and which are asked in the place of others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ptc_service_policy.authoring.diff.asking import Asked
from ptc_service_policy.authoring.diff.changes import Change, Edit
from ptc_service_policy.authoring.diff.renames import Renames
from ptc_service_policy.errors import InvalidContractError, Problem
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
    def of(cls, contracts: Mapping[str, Contract]) -> "Contracts":
        """Find those that say the same."""
        alike: dict[str, list[str]] = defaultdict(list)
        for key, contract in contracts.items():
            terms = contract.model_copy(update=dict.fromkeys(_SAYS_NO_TERM))
            alike[terms.model_dump_json()].append(key)
        asked = {keys[0]: contracts[keys[0]] for keys in alike.values()}
        plain = frozenset(
            key for key, contract in asked.items() if any(getattr(contract, each) for each in _SETTLES)
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
    contracts: Mapping[str, Contract], before: Asked, after: Asked, renames: Renames
) -> tuple[dict[str, Contract], tuple[Refusal, ...]]:
    """Tell the contracts that both versions take from those that one of them refuses.

    A contract may be written with ids that were renamed since. One about an offering that one version does
    not have is neither taken nor refused: it is reached by that offering's coming or leaving.
    """
    taken: dict[str, Contract] = {}
    refusals: list[Refusal] = []
    for key, written in contracts.items():
        contract = _aligned(written, after, renames)
        refusal = Refusal(key, before.refusals(contract), after.refusals(contract))
        known = {contract.offering in each.policy.offerings for each in (before, after)}
        if not refusal.before and not refusal.after:
            taken[key] = contract
        elif len(known) == 1:
            refusals.append(refusal)
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
        if change.offering not in {None, self.offering}:
            return 1
        said = {(change.topic, change.id), *((each.topic, each.id) for each in change.follows)}
        return 3 if (self.topic, self.about or None) in said else 2


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
