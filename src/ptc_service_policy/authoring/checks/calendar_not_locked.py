"""A holiday calendar that contracts can name, and that the lock does not."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.command_hints import folder_option


def _find(material: Material) -> Iterator[Problem]:
    lock = material.policies.lock
    if lock is None or lock.published is None:
        return
    for name in material.policies.calendars:
        if name not in lock.published.calendars:
            document = material.policies.calendar_documents[name]
            within = folder_option(material.policies.called)
            yield document.describe("PSP471", ("name",), at_key=True, name=name, within=within)


CHECK = Check("PSP471", _find)
