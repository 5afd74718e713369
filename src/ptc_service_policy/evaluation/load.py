"""The door to the policies."""

from datetime import date
from functools import lru_cache
from os import PathLike
from pathlib import Path

from ptc_service_policy.errors import PolicyError
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.loading.versions import CALENDARS, newest_version, read_published, version_in_force


def load_policy(
    version: str | None = None, *, as_of: date | None = None, path: str | PathLike[str] | None = None
) -> Policy:
    """Load a policy version: the newest that was published, unless one is asked for.

    What comes with the library is read once; a folder is read anew each time.

    Args:
        version: a published version, such as "1.0.0".
        as_of: the day on which the version was in force.
        path: the folder of a version, published or not.

    Raises:
        PolicyNotFoundError: if there is no such version, or none was in force on that day.
        InvalidPolicyError: with every problem of every file; nothing is loaded then.
        PolicyError: if more than one way to choose is given, or ``as_of`` is no date.
    """
    if sum(choice is not None for choice in (version, as_of, path)) > 1:
        raise PolicyError.of("PSP406")
    if as_of is not None and type(as_of) is not date:
        raise PolicyError.of("PSP407", value=repr(as_of))
    if path is not None:
        folder = Path(path)
        calendars = folder.parent / CALENDARS
        return Policy(read_policy_folder(folder, calendars=calendars, called=str(path)))
    if as_of is not None:
        version = _version_in_force(as_of)
    return _load_published(_newest_version() if version is None else version)


@lru_cache(maxsize=1)
def _newest_version() -> str:
    return newest_version(shipped("policies"))


@lru_cache(maxsize=1024)
def _version_in_force(day: date) -> str:
    return version_in_force(shipped("policies"), day)


@lru_cache(maxsize=64)
def _load_published(version: str) -> Policy:
    return Policy(read_published(shipped("policies"), version))
