"""A rule that is withdrawn though no earlier version had it: most likely a misspelt address."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem, suggest
from ptc_service_policy.loading.policy_folder import LoadedVersion
from ptc_service_policy.loading.references.addresses import about_addresses
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.version import misspelt
from ptc_service_policy.model.policy import PolicyFile


def _find(material: Material) -> Iterator[Problem]:
    earlier: dict[str, None] = {}
    for version in material.policies.earlier:
        earlier |= _addresses(version)
    for version in material.policies.versions:
        policy = version.nouns.get("policy")
        if earlier and isinstance(policy, PolicyFile):
            there = _addresses(version)
            for index, each in enumerate(policy.withdrawn):
                if each.rule not in earlier and misspelt(each.rule) is None:
                    path = ("withdrawn", index, "rule")
                    suggestion = suggest(
                        each.rule, [name for name in earlier if name not in there] or earlier
                    )
                    document = version.documents["policy"]
                    yield document.describe("PSP458", path, id=each.rule, suggestion=suggestion)
        earlier |= _addresses(version)


def _addresses(version: LoadedVersion) -> dict[str, None]:
    policy = Policy(version.nouns, version.documents, version.folder.name, None)
    return dict.fromkeys(about_addresses(policy).parts)


CHECK = Check("PSP458", _find)
