"""A version that nobody reviewed in time, unless a later one has taken its place."""

from collections.abc import Iterator

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.model.policy import PolicyFile


def _find(material: Material) -> Iterator[Problem]:
    today = material.as_of
    for version in material.policies.versions[-1:]:
        policy = version.nouns.get("policy")
        due = policy.review_by if isinstance(policy, PolicyFile) else None
        if today is not None and due is not None and due < today:
            yield version.documents["policy"].describe("PSP467", ("review_by",), day=due)


CHECK = Check("PSP467", _find)
