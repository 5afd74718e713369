"""Days for which no version answers, between two that do."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.timeline import successions
from ptc_service_policy.errors import Problem


def _find(material: Material) -> Iterator[Problem]:
    for before, after in successions(material):
        if before.end is not None and before.end < after.start:
            other = before.policy.version
            yield after.problem("PSP464", start=after.start, other=other, end=before.end)


CHECK = Check("PSP464", _find)
