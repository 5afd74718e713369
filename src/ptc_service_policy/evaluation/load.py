"""The door to the policies."""

from datetime import date
from functools import lru_cache
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path

from ptc_service_policy.errors import PolicyError, shown
from ptc_service_policy.evaluation.policies import Policies
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.shipped import shipped


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
        PolicyError: if more than one way to choose is given, or ``as_of`` is not a date.
    """
    if sum(choice is not None for choice in (version, as_of, path)) > 1:
        raise PolicyError.of("PSP406")
    if path is not None:
        from ptc_service_policy.loading.policy_folder import read_policy_folder  # what is shipped is compiled
        from ptc_service_policy.loading.versions import CALENDARS

        folder = _path(path)
        calendars = folder.parent / CALENDARS
        return Policy(read_policy_folder(folder, calendars=calendars, called=str(path)))
    if as_of is not None:
        return _shipped().for_new_contracts(as_of)
    return _shipped().newest if version is None else _shipped()[version]


def load_policies(place: str | PathLike[str] | Traversable | None = None) -> Policies:
    """Load the published versions of a policy: those that come with the library, or an application's own.

    The lock and the journal of editions are checked now, each version when it is first asked for:
    ``for version in policies: policies[version]`` reads them all.

    Args:
        place: a folder of versions with its lock and its journal, a zip file of one, or such a folder in an
            importable package, as ``importlib.resources.files`` returns it; the library's own if left out.

    Raises:
        PolicyError: if there is no such folder, or it cannot be read.
        InvalidPolicyError: if its lock or its journal of editions is not valid.
    """
    if place is None:
        return _shipped()
    # A path is traversable too, and may be that of a zip file.
    if isinstance(place, Traversable) and not isinstance(place, PathLike):
        return Policies(place)
    return Policies(_path(place))


def _path(place: object) -> Path:
    try:
        return Path(place)  # type: ignore[arg-type]
    except TypeError:
        raise PolicyError.of("PSP006", file=shown(place), name=shown(place)) from None


@lru_cache(maxsize=1)
def _shipped() -> Policies:
    compiled = shipped("compiled")
    return Policies(shipped("policies"), compiled if compiled.is_dir() else None)
