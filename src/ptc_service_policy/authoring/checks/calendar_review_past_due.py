"""A holiday calendar whose reviewed dates have come to an end."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem


def _find(material: Material) -> Iterator[Problem]:
    for name, calendar in material.policies.calendars.items():
        last = calendar.reviewed.last
        if material.as_of is not None and last < material.as_of:
            document = material.policies.calendar_documents[name]
            yield document.describe("PSP468", ("reviewed", "last"), day=last)


CHECK = Check("PSP468", _find)
