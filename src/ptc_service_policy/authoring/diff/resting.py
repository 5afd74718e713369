"""On what an answer may rest: what stands alone, the entry that is asked about, and what either names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ptc_service_policy.authoring.diff.differences import Data, Difference, is_said_of_no_rule
from ptc_service_policy.authoring.diff.renames import is_text
from ptc_service_policy.settling.contract import Contract

RULES = frozenset(("services", "deliveries", "targets", "limits", "commitments"))
_WORDS = frozenset(("methods", "frequencies", "events", "units", "hours", "charges", "deployments"))
ENTRIES = frozenset((*RULES, *_WORDS, "register"))
"""The groups of which an entry matters to an answer about it, and where something names it, alone."""
_DELIVERED, _TARGETS = ("services", "deliveries"), "targets"
_ALONE = ""
"""Names what stands alone: it may matter to any answer."""
_ENTRY = 2


def entry_of(difference: Difference) -> str:
    """Return the id of the entry in which versions differ; none where that stands alone."""
    path = difference.path
    return str(path[1]) if len(path) >= _ENTRY and path[0] in ENTRIES else _ALONE


class Resting:
    """Know which differences may move an answer, by the entry that is asked about.

    Ids are taken for what they name whatever their group is: rather one entry too many than one too few.
    """

    def __init__(
        self, differences: Iterable[Difference], contracts: Mapping[str, Contract], *sides: Data
    ) -> None:
        """Read what the entries of versions name; contracts, by key, may name more."""
        self._differences, self._contracts = tuple(differences), contracts
        self._named = _names_of(sides)
        self._by_entry: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(self._differences):
            self._by_entry[entry_of(each)].append(place)
        self._moved = {entry_of(each) for each in self._differences if not is_said_of_no_rule(each)}
        self._alone = self._reached(_ALONE)
        self._beside = cache(self._reached)
        self._by_terms = cache(self._named_by)
        self.of = cache(self._of)
        self.may_move = cache(self._may_move)

    def entries(self, about: str, contract: str = "") -> frozenset[str]:
        """Return the entries on which an answer may rest, and the nameless one of what stands alone."""
        return self._alone | self._beside(about) | self._by_terms(contract)

    def _may_move(self, about: str, contract: str = "") -> bool:
        """Tell whether an answer may rest on anything that is said otherwise, and not only worded so."""
        return not about or not self._moved.isdisjoint(self.entries(about, contract))

    def _of(self, about: str, contract: str = "") -> tuple[Difference, ...]:
        """Return the differences on which an answer may rest; all of them where it is about no entry."""
        if not about:
            return self._differences
        places = (place for each in self.entries(about, contract) for place in self._by_entry.get(each, ()))
        return tuple(self._differences[place] for place in sorted(places))

    def _named_by(self, contract: str) -> frozenset[str]:
        if not contract:
            return frozenset()
        terms = self._contracts[contract].model_dump(mode="json", exclude_unset=True)
        return self._reached(*_said_in(terms))

    def _reached(self, *entries: str) -> frozenset[str]:
        found, left = set[str](), [*entries]
        while left:
            entry = left.pop()
            if entry not in found:
                found.add(entry)
                left += self._named.get(entry, ())
        return frozenset(found)


def _names_of(sides: Iterable[Data]) -> Mapping[str, set[str]]:
    """Return the ids that each entry names, and those that what stands alone does."""
    named: dict[str, set[str]] = defaultdict(set)
    for file, group, said in ((*each, said) for data in sides for *each, said in _groups(data)):
        if file == "source":
            continue
        if group not in ENTRIES or not isinstance(said, dict):
            named[_ALONE].update(_said_in(said))
            continue
        for name, entry in said.items():
            named[name].update(_said_in(entry))
            if group == "register":
                for address in entry.get("about", ()):
                    about, _, id_ = address.partition(".")
                    named[id_.partition(".")[0] if about in ENTRIES else _ALONE].add(name)
            elif group in _DELIVERED:
                # Where nobody says when the manager works, the targets tell which days are business days.
                named[name].add(_TARGETS)
            elif group == _TARGETS:
                named[_TARGETS].add(name)
    return named


def _groups(data: Data) -> Iterator[tuple[str, str, Any]]:
    for file, groups in data.items():
        for group, said in groups.items():
            yield file, group, said


def _said_in(said: Any) -> Iterator[str]:
    """List every word that may be an id: keys, values, and the steps of addresses."""
    if isinstance(said, str):
        yield from said.split(".")
    elif isinstance(said, list):
        for each in said:
            yield from _said_in(each)
    elif isinstance(said, dict) and not is_text(said):
        for key, each in said.items():
            yield key
            yield from _said_in(each)
