"""Ids that callers ask for: those that exist, and a helpful refusal of the others."""

from collections.abc import Collection

from ptc_service_policy.errors import UnknownIdError, suggest
from ptc_service_policy.model.policy_files import PolicyFiles


def offering(files: PolicyFiles, name: str) -> str:
    """Return the id of an offering; raise UnknownIdError if there is none."""
    return _known(name, files.offerings.offerings, "PSP701")


def service(files: PolicyFiles, name: str) -> str:
    """Return the id of a service; raise UnknownIdError if there is none."""
    return _known(name, files.entitlements.services, "PSP702")


def limit(files: PolicyFiles, name: str) -> str:
    """Return the id of a limit; raise UnknownIdError if there is none."""
    return _known(name, files.engagement.limits, "PSP703")


def commitment(files: PolicyFiles, name: str) -> str:
    """Return the id of a commitment; raise UnknownIdError if there is none."""
    return _known(name, files.engagement.commitments, "PSP704")


def deployment(files: PolicyFiles, name: str) -> str:
    """Return the id of a deployment; raise UnknownIdError if there is none."""
    return _known(name, files.offerings.deployments, "PSP705")


def support_exception(files: PolicyFiles, name: str) -> str:
    """Return the id of an exception to the support hours; raise UnknownIdError if there is none."""
    return _known(name, files.availability.exceptions, "PSP706")


def changeable(name: str) -> str:
    """Return what a customer may ask to change; raise UnknownIdError if it is neither of the two."""
    return _known(name, ("support-hours", "language"), "PSP711")


def _known(name: str, known: Collection[str], code: str) -> str:
    if name not in known:
        raise UnknownIdError.of(code, id=name, suggestion=suggest(str(name), known))
    return name
