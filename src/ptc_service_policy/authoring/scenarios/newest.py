"""The version that an owner works on."""

import re
from pathlib import Path

from ptc_service_policy.errors import PolicyNotFoundError

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def newest_folder(policies: Path) -> Path:
    """Return the folder of the newest version, published or not; raise PolicyNotFoundError without one."""
    versions = (
        [entry for entry in policies.iterdir() if _VERSION.fullmatch(entry.name)] if policies.is_dir() else []
    )
    if not versions:
        raise PolicyNotFoundError.of("PSP809", name=str(policies))
    return max(versions, key=lambda entry: tuple(map(int, entry.name.split("."))))
