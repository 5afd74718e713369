"""The published versions, and which of them answers."""

from datetime import date
from importlib.resources.abc import Traversable

from ptc_service_policy.errors import InvalidPolicyError, PolicyNotFoundError, suggest
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.strict_yaml import read_yaml
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.published import PublishedFile

LOCK = "published.lock.yaml"


def published_digests(policies: Traversable) -> dict[str, str]:
    """Read which versions are published, from the oldest to the newest, and the digest of each.

    Raises:
        InvalidPolicyError: if the lock file is missing or not valid.
    """
    lock = policies.joinpath(LOCK)
    if not lock.is_file():
        raise InvalidPolicyError.of("PSP001", file=LOCK, name=LOCK)
    published, problems = validate(read_yaml(lock.read_bytes(), LOCK), PublishedFile, "published")
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
    files = read_policy_folder(policies.joinpath(version))
    if files.digest != digests[version]:
        raise InvalidPolicyError.of(
            "PSP403", file=version, version=version, published=digests[version], digest=files.digest
        )
    return files


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
        start, end = policy.effective_from or date.min, policy.effective_until or date.max
        if start <= day < end:
            candidates.append((start, _order(version), version))
    if not candidates:
        raise PolicyNotFoundError.of("PSP405", day=day)
    return max(candidates)[-1]


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
