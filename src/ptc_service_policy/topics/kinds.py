"""The kinds of entry that questions are about."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.topic import Kind


def _delivered(files: PolicyFiles) -> Mapping[str, Any]:
    """Return what can be delivered: every service, and what is delivered beside them."""
    return ChainMap(files.entitlements.services, files.cadences.deliveries)


SERVICES = Kind(
    "service",
    LocalizedText(fr="un service", en="one service"),
    lambda files: files.entitlements.services,
    "PSP702",
)
DELIVERIES = Kind("delivery", LocalizedText(fr="une prestation", en="one delivery"), _delivered, "PSP702")
TARGETS = Kind(
    "target",
    LocalizedText(fr="un délai visé", en="one target"),
    lambda files: files.service_levels.targets,
    "PSP716",
    usual="response",
)
EXCEPTIONS = Kind(
    "exception",
    LocalizedText(fr="une exception", en="one exception"),
    lambda files: files.availability.exceptions,
    "PSP706",
)
LIMITS = Kind(
    "limit", LocalizedText(fr="une limite", en="one limit"), lambda files: files.engagement.limits, "PSP703"
)
COMMITMENTS = Kind(
    "commitment",
    LocalizedText(fr="un engagement", en="one commitment"),
    lambda files: files.engagement.commitments,
    "PSP704",
)
KINDS = (SERVICES, DELIVERIES, TARGETS, EXCEPTIONS, LIMITS, COMMITMENTS)
