"""A version that nobody reviewed in time, unless a later one has taken its place."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.timeline import order_by_start
from ptc_service_policy.errors import Problem


def _find(material: Material) -> Iterator[Problem]:
    today = material.as_of
    if today is None:
        return
    for each in reversed(order_by_start(material)):
        due = each.policy.review_by
        if due is not None and due < today and (each.end is None or today < each.end):
            document = each.version.documents["policy"]
            yield document.describe("PSP467", ("review_by",), day=due)
        if each.start <= today:
            return


CHECK = Check("PSP467", _find)
