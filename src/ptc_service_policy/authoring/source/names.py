"""What a document may call the things of a policy: their own names, and those that source.yaml adds."""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.authoring.source.slots import in_figures
from ptc_service_policy.authoring.source.words import fold, stem
from ptc_service_policy.loading.references.addresses import clauses
from ptc_service_policy.model.addresses import rules_of
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText

_ROWS = {
    "service": ("services", "deliveries"),
    "delivery": ("deliveries",),
    "target": ("targets",),
    "limit": ("limits",),
    "commitment": ("commitments",),
    "clause": tuple(clauses()),
}
"""The kinds of what a row of a table may be about, and how the addresses of each begin."""

_INLINE = {"exception": "day"}
_NOT_INLINE = frozenset((*_ROWS, "part", "section", "attribute", "event", "hours"))
_SMALL = "a au aux d de des du et l la le les pour the of and for to"


class Names:
    """Hold names by kind, folded; those that source.yaml gives come before a thing's own."""

    def __init__(self, files: PolicyFiles) -> None:
        """Gather the names of a policy."""
        self._names: dict[str, dict[str, str]] = {}
        for kind, name, id_ in (*_given(files), *_own(files)):
            self._names.setdefault(kind, {}).setdefault(fold(name), id_)
        self._ids = {
            "offering": tuple(files.offerings.offerings),
            "part": tuple(dict.fromkeys(self._names.get("part", {}).values())),
        }
        addresses = rules_of(files.by_name())
        self._rows: dict[str, list[str]] = {}
        for kind, groups in _ROWS.items():
            for name, id_ in self._names.get(kind, {}).items():
                found = (f"{group}.{id_}" for group in groups if f"{group}.{id_}" in addresses)
                self._rows.setdefault(_key(name), []).extend(found)

    def inline(self) -> Mapping[str, Mapping[str, str]]:
        """Return the names that are slots of a sentence, by the kind of the slot."""
        return {
            _INLINE.get(kind, kind): names for kind, names in self._names.items() if kind not in _NOT_INLINE
        }

    def of(self, kind: str, text: str) -> str | None:
        """Return the id that a text names, or None."""
        return self._names.get(kind, {}).get(fold(text))

    def rank(self, kind: str, id_: str) -> int:
        """Return the place of an id among those of its kind in the policy; the last where it is not known."""
        ids = self._ids[kind]
        return ids.index(id_) if id_ in ids else len(ids)

    def rows(self, label: str) -> tuple[str, ...]:
        """Return the addresses of what the label of a row names; small words and plurals do not count."""
        return tuple(dict.fromkeys(self._rows.get(_key(label), ())))


def _key(name: str) -> str:
    return " ".join(in_figures(stem(word)) for word in fold(name).split() if word not in _SMALL.split())


def _given(files: PolicyFiles) -> Iterator[tuple[str, str, str]]:
    for kind, names in files.source.names.items():
        for name, id_ in names.items():
            yield kind, name, id_


def _own(files: PolicyFiles) -> Iterator[tuple[str, str, str]]:
    """Name what has a name in the policy."""
    words, terms = files.vocabulary, files.engagement
    named: dict[str, Mapping[str, Any]] = {
        "offering": files.offerings.offerings,
        "service": files.entitlements.services,
        "delivery": files.cadences.deliveries,
        "target": files.service_levels.targets,
        "limit": terms.limits,
        "commitment": terms.commitments,
        "exception": files.availability.exceptions,
        "method": words.methods,
        "frequency": words.frequencies,
        "charge": words.charges,
        "deployment": words.deployments,
    }
    for kind, things in named.items():
        for id_, thing in things.items():
            texts = (getattr(thing, key, None) for key in ("name", "phrase"))
            for text in filter(None, texts):
                yield kind, text.fr, id_
                yield kind, text.en, id_
    for at in rules_of(files.by_name()).values():
        for id_, text in _items(at.rule):
            yield "item", text.fr, id_
            yield "item", text.en, id_


def _items(rule: Any) -> Iterator[tuple[str, LocalizedText]]:
    """Name what a rule or its values enumerate by id."""
    yield from ((id_, content.name) for id_, content in getattr(rule, "contents", {}).items())
    for value in rule.values.values():
        yield from getattr(value, "with_any_of", {}).items()
