"""A value that stands on no statement which promises, limits or defines anything."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.model.base import Rule, find_nouns
from ptc_service_policy.model.source import SourceFile


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        source = version.nouns.get("source")
        if not isinstance(source, SourceFile):
            continue
        harmless = {name for name, each in source.statements.items() if not each.normative}
        for file, noun in version.nouns.items():
            for path, rule in find_nouns(noun, Rule):
                if bare := _offerings_without_authority(rule, harmless):
                    yield version.documents[file].describe("PSP457", (*path, "source"), offerings=bare)


def _offerings_without_authority(rule: Rule, harmless: set[str]) -> list[str]:
    return [
        offering
        for offering in rule.offerings_with_a_value()
        if harmless.issuperset((*rule.source, *rule.source_by_offering.get(offering, ())))
    ]


CHECK = Check("PSP457", _find)
