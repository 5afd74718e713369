"""The version that an owner works on."""

from pathlib import Path

from ptc_service_policy.authoring.publishing.choosing import versions_in
from ptc_service_policy.errors import PolicyNotFoundError


def newest_folder(policies: Path) -> Path:
    """Return the folder of the newest version in a folder, published or not.

    Raises:
        PolicyNotFoundError: if it holds none.
    """
    found = newest_in(policies)
    if found is None:
        raise PolicyNotFoundError.of("PSP809", name=str(policies))
    return found


def newest_in(policies: Path) -> Path | None:
    """Return the folder of the newest version in a folder; None where it holds no versions."""
    versions = versions_in(policies) if policies.is_dir() else ()
    return policies / versions[-1] if versions else None
