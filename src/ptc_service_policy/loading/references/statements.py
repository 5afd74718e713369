"""The statements of the document: which are cited, and which no rule encodes."""

from collections.abc import Iterator
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import Leaf
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.source import place_of


def check_statements(policy: Policy) -> Iterator[Problem]:
    """Find statements that do not exist, and that stand at one place."""
    for file, path, statement in _citations(policy):
        yield from policy.unknown("PSP304", statement, policy.statements, file, path)
    yield from _places(policy)


def check_encoded(policy: Policy) -> Iterator[Problem]:
    """Find statements that no rule encodes, and those that one does though they say otherwise."""
    encoded = {statement for file, _, statement in _citations(policy) if file != "register"}
    for name, statement in (policy.statements or {}).items():
        at: Path = ("statements", name)
        if name in encoded and statement.not_encoded is not None:
            yield policy.problem("PSP312", "source", (*at, "not_encoded"), at_key=True, id=name)
        elif statement.normative and name not in encoded and statement.not_encoded is None:
            yield policy.problem("PSP311", "source", at, at_key=True, id=name)


def _citations(policy: Policy) -> Iterator[tuple[str, Path, str]]:
    """List every statement that is cited, by a rule, a leaf, ``all``, an exception or an entry."""
    for file, path, noun in policy.find(Noun):
        yield from _of(noun, file, path)
    for use in policy.uses:
        if isinstance(use.value, Leaf):
            yield from _of(use.value, use.file, use.path)


def _of(noun: Any, file: str, path: Path) -> Iterator[tuple[str, Path, str]]:
    found = getattr(noun, "source", None)
    for index, statement in enumerate(found if isinstance(found, tuple) else ()):
        yield file, (*path, "source", index), statement


def _places(policy: Policy) -> Iterator[Problem]:
    if "source" not in policy.nouns:
        return
    sections = policy.nouns["source"].sections
    places: dict[tuple[Any, ...], str] = {}
    for name, statement in (policy.statements or {}).items():
        path: Path = ("statements", name)
        yield from policy.unknown("PSP306", statement.section, sections, "source", (*path, "section"))
        place = (*place_of(statement), statement.norm)
        if place in places:
            other = places[place]
            yield policy.problem("PSP320", "source", (*path, "position"), id=name, other=other)
        places.setdefault(place, name)
