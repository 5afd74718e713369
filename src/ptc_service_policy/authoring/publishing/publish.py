"""Publishing a version: from then on it never changes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.authoring.diff import (
    compare_editions,
    demanded_bump,
    find_unnamed_withdrawals,
    is_enough,
    least_version,
    read_edition,
)
from ptc_service_policy.authoring.diff.bump import number_of
from ptc_service_policy.authoring.publishing.choosing import check_number, versions_in
from ptc_service_policy.authoring.publishing.lock_text import add_version, read_lock
from ptc_service_policy.authoring.publishing.writing import write_atomically
from ptc_service_policy.errors import InvalidPolicyError, PolicyError, PolicyNotFoundError, Problem, suggest
from ptc_service_policy.loading.versions import LOCK

Examine = Callable[[Path], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Published:
    """Say what was published; ``is_new`` is False where it was published already, and nothing was done."""

    version: str
    digest: str
    is_new: bool


def _examine(policies: Path) -> tuple[Problem, ...]:
    return check_policies(policies, called=str(policies), as_of=None).errors


def publish_version(policies: Path, version: str, *, examine: Examine = _examine) -> Published:
    """Lock a version after all checks; a crash at any point leaves the old lock or the new one.

    Args:
        policies: the folder of all versions, with the lock.
        version: the version to publish.
        examine: finds every error of the folder; all checks if left out.

    Raises:
        PolicyNotFoundError: if there is no such version.
        InvalidPolicyError: if anything in the folder is wrong, if a published version changed, if a rule is
            gone without a word, or if the version is too small for what it changes.
        PolicyError: if the lock cannot be written.
    """
    check_number(version)
    known = versions_in(policies)
    if version not in known:
        suggestion = suggest(version, known)
        raise PolicyNotFoundError.of("PSP901", name=version, folder=str(policies), suggestion=suggestion)
    if problems := examine(policies):
        raise InvalidPolicyError(*problems)
    lock = policies / LOCK
    try:
        raw = lock.read_bytes()
    except OSError as error:
        raise PolicyError.of("PSP003", file=LOCK, name=LOCK, cause=_cause(error)) from None
    published = read_lock(raw)
    digest = _digest_to_publish(policies, version, published)
    if version in published:
        return Published(version, digest, is_new=False)
    edited = add_version(raw, version, digest)
    _replace(lock, raw, edited)
    return Published(version, digest, is_new=True)


def _digest_to_publish(policies: Path, version: str, published: dict[str, str]) -> str:
    """Read the version and hold its number against what it changes."""
    edition = read_edition(policies / version, called=str(policies / version))
    digest = edition.files.digest
    if version in published:
        if published[version] != digest:
            raise InvalidPolicyError.of(
                "PSP403", file=version, version=version, published=published[version], digest=digest
            )
        return digest
    earlier = [name for name in published if number_of(name) < number_of(version)]
    if earlier:
        previous = read_edition(policies / max(earlier, key=number_of))
        if unnamed := find_unnamed_withdrawals(previous, edition):
            raise InvalidPolicyError(*unnamed)
        bump = demanded_bump(compare_editions(previous, edition))
        if not is_enough(previous.version, version, bump):
            least = least_version(previous.version, bump)
            raise InvalidPolicyError(
                edition.documents["policy"].describe(
                    "PSP905", ("version",), before=previous.version, least=least, version=version
                )
            )
    return digest


def _replace(lock: Path, raw: bytes, edited: bytes) -> None:
    try:
        if lock.read_bytes() != raw:
            raise PolicyError.of("PSP908", file=LOCK, name=LOCK)
        write_atomically(lock, edited)
    except OSError as error:
        raise PolicyError.of("PSP907", file=LOCK, name=LOCK, cause=_cause(error)) from error


def _cause(error: OSError) -> str:
    return error.strerror or type(error).__name__
