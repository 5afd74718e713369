"""A rule that is withdrawn though no earlier version had it: most likely a misspelt address."""

from collections.abc import Collection, Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem, suggest
from ptc_service_policy.loading.policy_folder import LoadedVersion
from ptc_service_policy.loading.references.addresses import about_addresses
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.version import misspelt
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.policy import PolicyFile


def _find(material: Material) -> Iterator[Problem]:
    earlier: dict[str, RuleAt | None] = {}
    for version in material.policies.earlier:
        earlier |= _addresses(version)
    for version in material.policies.versions:
        policy = version.nouns.get("policy")
        if earlier and isinstance(policy, PolicyFile):
            there = _addresses(version)
            for index, each in enumerate(policy.withdrawn):
                if each.rule not in earlier and misspelt(each.rule) is None:
                    path = ("withdrawn", index, "rule")
                    gone = {name: at for name, at in earlier.items() if name not in there}
                    suggestion = suggest(each.rule, gone or earlier)
                    document = version.documents["policy"]
                    yield document.describe("PSP458", path, id=each.rule, suggestion=suggestion)
        earlier |= _addresses(version)


def _addresses(version: LoadedVersion) -> dict[str, RuleAt | None]:
    policy = Policy(version.nouns, version.documents, version.folder.name, None)
    return about_addresses(policy).named


def _follows(problem: Problem, _material: Material, found: Collection[Problem]) -> bool:
    """Tell whether a name is asked for, of a rule that was never there."""
    there = (problem.file, problem.line, problem.column)
    return problem.code == "PSP396" and any((each.file, each.line, each.column) == there for each in found)


CHECK = Check("PSP458", _find, _follows)
