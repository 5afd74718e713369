"""A holiday calendar that the lock names and that is no longer there."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem


def _find(material: Material) -> Iterator[Problem]:
    lock = material.policies.lock
    if lock is None or lock.published is None:
        return
    for name in lock.published.calendars:
        if name not in material.policies.calendar_documents:
            yield lock.document.describe("PSP470", ("calendars", name), at_key=True, name=name)


CHECK = Check("PSP470", _find)
