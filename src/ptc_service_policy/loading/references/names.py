"""The names by which the document calls things: of known kinds, each for one thing that exists."""

from collections.abc import Collection, Iterator, Mapping

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.addresses import clauses, parts_of_values
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.base import Path
from ptc_service_policy.text import folded

_WORDS = {
    "attribute": "attributes",
    "method": "methods",
    "frequency": "frequencies",
    "event": "events",
    "unit": "units",
    "hours": "hours",
    "charge": "charges",
    "deployment": "deployments",
}
"""The kinds whose ids vocabulary.yaml defines, and its keys."""

_RULES = {
    "service": "services",
    "delivery": "deliveries",
    "target": "targets",
    "limit": "limits",
    "commitment": "commitments",
}
"""The kinds whose ids are those of rules, and their groups."""

_MEANINGS = {
    "duty": ("owed", "objective", "usual", "effort", "may"),
    "party": ("customer", "ptc"),
}
"""The kinds whose ids have a meaning that no file defines."""

KINDS = ("offering", *_RULES, "clause", "part", "item", "exception", *_WORDS, *_MEANINGS, "section")
"""What a document may name: "item" is what a value lists, such as the contents of a commitment."""


def check_names(policy: Policy) -> Iterator[Problem]:
    """Find names of no kind, names of nothing, and names that stand for two things."""
    if "source" not in policy.nouns:
        return
    for kind, names in policy.nouns["source"].names.items():
        path: Path = ("names", kind)
        yield from policy.unknown("PSP383", kind, KINDS, "source", path, at_key=True)
        if kind not in KINDS:
            continue
        known: dict[str, str] = {}
        for name, meant in names.items():
            at: Path = (*path, name)
            yield from policy.unknown("PSP384", meant, _ids(policy, kind), "source", at, kind=kind)
            written = folded(name)
            if written in known:
                yield policy.problem("PSP385", "source", at, at_key=True, name=name, other=known[written])
            known.setdefault(written, meant)


def _ids(policy: Policy, kind: str) -> Collection[str] | None:
    if kind in _WORDS:
        return policy.words(_WORDS[kind])
    if kind in _MEANINGS:
        return _MEANINGS[kind]
    if kind == "clause":
        return [clause for found in clauses().values() for clause in found]
    if kind in {"part", "item"} and not policy.complete:
        return None
    if kind == "part":
        return sorted(set().union(*(parts_of_values(type(at.rule)) for at in policy.rules.values())))
    if kind == "offering":
        offerings: Collection[str] | None = policy.offerings
        return offerings
    if kind == "section":
        sections: Collection[str] = policy.nouns["source"].sections
        return sections
    if not policy.complete:
        return None
    if kind == "exception":
        exceptions: Collection[str] = policy.nouns["availability"].exceptions
        return exceptions
    if kind == "item":
        return list(_items(policy))
    start = f"{_RULES[kind]}."
    rules = policy.rules.items()
    return {address.removeprefix(start): at.rule for address, at in rules if address.startswith(start)}


def _items(policy: Policy) -> Iterator[str]:
    """List what rules or their values enumerate by id."""
    for at in policy.rules.values():
        yield from getattr(at.rule, "contents", ())
    for use in policy.uses:
        if use.role[1] == "with_any_of" and isinstance(use.value, Mapping):
            yield from use.value
