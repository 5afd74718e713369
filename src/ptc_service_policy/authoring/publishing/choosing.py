"""Which version a person means."""

import re
from pathlib import Path

from ptc_service_policy.authoring.diff.bump import number_of
from ptc_service_policy.errors import PolicyError, PolicyNotFoundError, suggest
from ptc_service_policy.loading.files import readable

_NUMBER = re.compile(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}", re.ASCII)


@readable()
def versions_in(policies: Path) -> tuple[str, ...]:
    """Return the versions that have a folder, published or not, from the oldest to the newest."""
    if not policies.is_dir():
        raise PolicyNotFoundError.of("PSP006", file=str(policies), name=str(policies))
    names = (entry.name for entry in policies.iterdir() if entry.is_dir())
    return tuple(sorted(filter(_NUMBER.fullmatch, names), key=number_of))


def check_number(version: str) -> str:
    """Return a version's number; raise PolicyError if it is none."""
    if not _NUMBER.fullmatch(version):
        raise PolicyError.of("PSP902", version=version)
    return version


@readable()
def find_folder(name: str, policies: Path) -> Path:
    """Find the folder of a version, given by its number or as a path.

    Raises:
        PolicyNotFoundError: if there is no such folder.
    """
    if _NUMBER.fullmatch(name) and policies.joinpath(name).is_dir():
        return policies / name
    if Path(name).is_dir():
        return Path(name)
    known = versions_in(policies) if policies.is_dir() else ()
    raise PolicyNotFoundError.of("PSP901", name=name, folder=str(policies), suggestion=suggest(name, known))
