"""What things are called: no two of a kind alike, or no reader could tell them apart."""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.places import places_of
from ptc_service_policy.text import LANGUAGES, LocalizedText, folded


def check_called(policy: Policy) -> Iterator[Problem]:
    """Find what stands beside another of its kind under the same name."""
    for file, noun in policy.nouns.items():
        for path, kind in _kinds_in(noun):
            yield from _called_alike(policy, file, path, kind)


def _kinds_in(noun: Any, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Find each list of things by their ids, outside of values."""
    if isinstance(noun, Noun):
        for name, (key, place) in places_of(type(noun)).items():
            if place is None:
                yield from _kinds_in(getattr(noun, name), (*path, key))
    elif isinstance(noun, Mapping):
        yield path, noun
        for key, each in noun.items():
            yield from _kinds_in(each, (*path, key))


def _called_alike(policy: Policy, file: str, path: Path, kind: Mapping[str, Any]) -> Iterator[Problem]:
    known: dict[tuple[str, str], str] = {}
    for key, each in kind.items():
        name = getattr(each, "name", None)
        if not isinstance(name, LocalizedText):
            continue
        called = [(language, folded(name[language])) for language in LANGUAGES]
        other = next((known[one] for one in called if one in known), None)
        if other is not None:
            yield policy.problem("PSP310", file, (*path, key, "name"), id=key, other=other)
        known |= {one: key for one in called if one not in known}
