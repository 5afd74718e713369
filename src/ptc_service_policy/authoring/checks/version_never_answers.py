"""A version that another one hides, since both begin on the same day.

A patch is made to do just that: it only rewords the version that it corrects.
"""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.timeline import successions
from ptc_service_policy.errors import Problem


def _find(material: Material) -> Iterator[Problem]:
    for before, after in successions(material):
        is_patch = before.number[:2] == after.number[:2]
        if before.start == after.start and not is_patch:
            yield after.problem("PSP465", other=before.policy.version)


CHECK = Check("PSP465", _find)
