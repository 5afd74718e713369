"""A version that the lock names and that is no longer there."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem


def _find(material: Material) -> Iterator[Problem]:
    lock = material.policies.lock
    if lock is None or lock.published is None:
        return
    there = {version.folder.name for version in material.policies.versions}
    for version in lock.published.versions:
        if version not in there:
            yield lock.document.describe("PSP466", ("versions", version), at_key=True, version=version)


CHECK = Check("PSP466", _find)
