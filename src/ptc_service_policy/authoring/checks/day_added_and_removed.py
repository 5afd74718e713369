"""A day that a holiday calendar both adds and removes."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem


def _find(material: Material) -> Iterator[Problem]:
    for name, calendar in material.policies.calendars.items():
        document = material.policies.calendar_documents[name]
        for day in calendar.removed:
            if day in calendar.added:
                yield document.describe("PSP461", ("removed", day.isoformat()), at_key=True, day=day)


CHECK = Check("PSP461", _find)
