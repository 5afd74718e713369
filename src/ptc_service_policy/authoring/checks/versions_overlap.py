"""A version that begins before the end that its predecessor gives itself.

A predecessor without an end is no fault: it ends where the next version begins.
"""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.timeline import successions
from ptc_service_policy.errors import Problem


def _find(material: Material) -> Iterator[Problem]:
    for before, after in successions(material):
        if before.end is not None and before.start < after.start < before.end:
            other = before.policy.version
            yield after.problem("PSP463", start=after.start, other=other, end=before.end)


CHECK = Check("PSP463", _find)
