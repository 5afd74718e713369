"""A value that stands on no statement which promises, limits or defines anything."""

from collections.abc import Iterator
from typing import Any

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.model.addresses import RuleAt, rules_of
from ptc_service_policy.model.forms import FromRegister, Leaf, SameAs, Tree
from ptc_service_policy.model.source import SourceFile


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        source = version.nouns.get("source")
        if not isinstance(source, SourceFile) or any(each.code == "PSP311" for each in version.problems):
            continue  # a statement that waits to be cited is told as such
        harmless = {name for name, each in source.statements.items() if not each.normative}
        for at in rules_of(version.nouns).values():
            if bare := _offerings_without_authority(at, harmless):
                path = (*at.path, "source") if at.rule.source else at.path
                yield version.documents[at.file].describe("PSP457", path, offerings=bare)


def _offerings_without_authority(at: RuleAt, harmless: set[str]) -> list[str]:
    """Return the offerings whose value is written out, and cites nothing that is normative."""
    said = at.rule.source or at.family.all.source or ()
    return [
        offering
        for offering, value in at.rule.values.items()
        if _is_written_out(value) and harmless.issuperset((*said, *_sources_in(value)))
    ]


def _is_written_out(value: Any) -> bool:
    return not isinstance(value.value if isinstance(value, Leaf) else value, FromRegister | SameAs)


def _sources_in(value: Any) -> Iterator[str]:
    match value:
        case Leaf():
            yield from value.source
            yield from _sources_in(value.value)
        case Tree():
            for branch in (*value.cases.values(), value.otherwise):
                yield from _sources_in(branch)


CHECK = Check("PSP457", _find)
