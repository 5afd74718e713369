"""Things of one kind that are called alike: no reader of an answer could tell one from the other."""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.model.base import Path
from ptc_service_policy.text import LANGUAGES, folded

_KINDS = {
    "offerings": ("offerings",),
    "entitlements": ("services",),
    "service-levels": ("targets",),
    "availability": ("exceptions",),
    "engagement": ("limits", "commitments"),
    "vocabulary": ("methods", "charges", "deployments"),
}
"""The files and keys under which things stand that answers call by their names."""


def check_called(policy: Policy) -> Iterator[Problem]:
    """Find what bears the name of another of its kind, in either language."""
    for file, kinds in _KINDS.items():
        for kind in kinds:
            yield from _alike(policy, file, (kind,), getattr(policy.nouns.get(file), kind, {}))
    for name, attribute in (policy.words("attributes") or {}).items():
        for kind in ("cases", "bands"):
            yield from _alike(policy, "vocabulary", ("attributes", name, kind), getattr(attribute, kind))


def _alike(policy: Policy, file: str, path: Path, things: Mapping[str, Any]) -> Iterator[Problem]:
    known: dict[tuple[str, str], str] = {}
    for id_, thing in things.items():
        called = [(language, folded(thing.name[language])) for language in LANGUAGES]
        other = next((known[name] for name in called if name in known), None)
        if other is not None:
            yield policy.problem("PSP310", file, (*path, id_, "name"), id=id_, other=other)
        known |= dict.fromkeys(called, id_)
