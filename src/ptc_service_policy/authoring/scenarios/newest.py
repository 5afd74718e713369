"""The version that an owner works on."""

from pathlib import Path

from ptc_service_policy.authoring.publishing.choosing import versions_in
from ptc_service_policy.errors import PolicyNotFoundError


def newest_folder(policies: Path) -> Path:
    """Return the folder of the newest version, published or not; raise PolicyNotFoundError without one."""
    versions = versions_in(policies) if policies.is_dir() else ()
    if not versions:
        raise PolicyNotFoundError.of("PSP809", name=str(policies))
    return policies / versions[-1]
