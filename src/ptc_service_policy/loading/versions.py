"""The published versions, and which of them answers."""

import re
from datetime import date
from importlib.resources.abc import Traversable

from ptc_service_policy.errors import InvalidPolicyError, PolicyNotFoundError, Problem, describe, suggest
from ptc_service_policy.loading.policy_folder import examine_policy_folder, read_policy_folder
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.published import PublishedFile

LOCK = "published.lock.yaml"
CALENDARS = "calendars"
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def published_digests(policies: Traversable) -> dict[str, str]:
    """Read which versions are published, from the oldest to the newest, and the digest of each.

    Raises:
        InvalidPolicyError: if the lock file is missing or not valid.
    """
    document = read_file(policies.joinpath(LOCK), LOCK)
    published, problems = validate(document, PublishedFile, "published")
    if published is None:
        raise InvalidPolicyError(*problems)
    versions = sorted(published.versions, key=_order)
    return {version: published.versions[version].digest for version in versions}


def read_published(policies: Traversable, version: str) -> PolicyFiles:
    """Read one published version.

    Raises:
        PolicyNotFoundError: if that version is not published.
        InvalidPolicyError: if it is not valid, or no longer says what it said when published.
    """
    digests = published_digests(policies)
    if version not in digests:
        raise PolicyNotFoundError.of("PSP404", version=version, suggestion=suggest(version, digests))
    files = read_policy_folder(policies.joinpath(version), calendars=policies.joinpath(CALENDARS))
    if files.digest != digests[version]:
        raise InvalidPolicyError.of(
            "PSP403", file=version, version=version, published=digests[version], digest=files.digest
        )
    return files


def examine_policies(folder: Traversable, *, called: str | None = None) -> tuple[Problem, ...]:
    """Find every problem of one version, or of all versions in a folder and of their lock.

    Args:
        folder: the folder of one version, or a folder of such folders with its lock file.
        called: the name by which problems call it; its own name if left out.
    """
    from ptc_service_policy.loading.public_holidays import check_holiday_calendars

    prefix = called or folder.name
    if not folder.is_dir():
        return (describe("PSP006", file=prefix, name=prefix),)
    if not folder.joinpath(LOCK).is_file():
        return examine_policy_folder(folder, called=prefix)[1]
    problems: list[Problem] = []
    digests: dict[str, str] = {}
    for version in sorted(entry.name for entry in folder.iterdir() if _VERSION.fullmatch(entry.name)):
        files, found = examine_policy_folder(folder.joinpath(version), called=f"{prefix}/{version}")
        problems.extend(found)
        if files is not None:
            digests[version] = files.digest
    problems.extend(check_holiday_calendars(folder.joinpath(CALENDARS), f"{prefix}/{CALENDARS}"))
    return (*problems, *_check_lock(folder.joinpath(LOCK), f"{prefix}/{LOCK}", digests))


def _check_lock(lock: Traversable, called: str, digests: dict[str, str]) -> tuple[Problem, ...]:
    """Compare what was published with what is there; ``digests`` are those of the valid versions."""
    document = read_file(lock, called)
    published, problems = validate(document, PublishedFile, "published")
    if published is None:
        return problems
    return tuple(
        document.describe(
            "PSP403",
            ("versions", version, "digest"),
            version=version,
            published=entry.digest,
            digest=digests[version],
        )
        for version, entry in published.versions.items()
        if version in digests and entry.digest != digests[version]
    )


def newest_version(policies: Traversable) -> str:
    """Return the newest published version; raise PolicyNotFoundError if there is none."""
    digests = published_digests(policies)
    if not digests:
        raise PolicyNotFoundError.of("PSP404", version="-", suggestion=suggest("-", ()))
    return list(digests)[-1]


def version_in_force(policies: Traversable, day: date) -> str:
    """Return the published version in force on a day: the one that came into force last.

    A version without a first day has been in force since ever; of two that came into force
    together, the newer one answers.

    Raises:
        PolicyNotFoundError: if none was in force.
    """
    candidates = []
    for version in published_digests(policies):
        policy = read_published(policies, version).policy
        start, end = policy.effective_from or date.min, policy.effective_until
        if start <= day and (end is None or day < end):
            candidates.append((start, _order(version), version))
    if not candidates:
        raise PolicyNotFoundError.of("PSP405", day=day)
    return max(candidates)[-1]


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
