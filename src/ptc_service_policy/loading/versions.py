"""The published versions, and which of them answers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from ptc_service_policy.errors import InvalidPolicyError, PolicyNotFoundError, Problem, suggest
from ptc_service_policy.loading.command_hints import folder_option
from ptc_service_policy.loading.editions import EDITIONS, Journal, check_editions, read_editions
from ptc_service_policy.loading.files import readable
from ptc_service_policy.loading.holiday_calendars import check_holiday_calendars, read_holiday_calendars
from ptc_service_policy.loading.policy_folder import LoadedVersion, load_policy_folder, read_policy_folder
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.published import PublishedFile

LOCK = "published.lock.yaml"
CALENDARS = "calendars"
VERSION_NUMBER = re.compile(r"\d+\.\d+\.\d+")


@dataclass(frozen=True, slots=True)
class Lock:
    """Hold the lock file as it was read; ``published`` is None where it is not valid."""

    document: Document
    published: PublishedFile | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class LoadedPolicies:
    """Hold all that was read of one version or of a folder of versions, and every problem found so far.

    ``versions`` go from the oldest to the newest. ``calendars`` are the valid ones by id, and
    ``calendar_documents`` all of them; ``lock`` and ``journal`` are None for the folder of a single version,
    and ``earlier`` are then the versions before it that stand beside it, to which it is held.
    """

    called: str
    versions: tuple[LoadedVersion, ...]
    calendars: Mapping[str, HolidayCalendarFile]
    calendar_documents: Mapping[str, Document]
    lock: Lock | None
    journal: Journal | None
    problems: tuple[Problem, ...]
    earlier: tuple[LoadedVersion, ...] = ()


@readable()
def published_digests(policies: Traversable) -> dict[str, str]:
    """Read which versions are published, from the oldest to the newest, and the digest of each.

    Raises:
        InvalidPolicyError: if the lock file is missing or not valid.
    """
    return _digests(_valid_lock(policies)[1])


def _digests(published: PublishedFile) -> dict[str, str]:
    versions = sorted(published.versions, key=_order)
    return {version: published.versions[version].digest for version in versions}


@readable()
def read_published(policies: Traversable, version: str) -> PolicyFiles:
    """Read one published version.

    Raises:
        PolicyNotFoundError: if that version is not published.
        InvalidPolicyError: if it is not valid, or no longer says what it said when published, nor a holiday
            calendar what it said when locked.
    """
    document, published = _valid_lock(policies)
    digests = _digests(published)
    if version not in digests:
        raise PolicyNotFoundError.of("PSP404", version=version, suggestion=suggest(version, digests))
    files = read_policy_folder(policies.joinpath(version), calendars=policies.joinpath(CALENDARS))
    if files.digest != digests[version]:
        raise InvalidPolicyError.of(
            "PSP403", file=version, version=version, published=digests[version], digest=files.digest
        )
    if changed := tuple(_calendars_changed(document, published, files.holiday_calendars)):
        raise InvalidPolicyError(*changed)
    return files


def _valid_lock(policies: Traversable) -> tuple[Document, PublishedFile]:
    lock = _read_lock(policies.joinpath(LOCK), LOCK)
    if lock.published is None:
        raise InvalidPolicyError(*lock.problems)
    return lock.document, lock.published


@readable()
def load_policies(folder: Traversable, *, called: str | None = None) -> LoadedPolicies:
    """Read one version, or all versions in a folder with their calendars, lock and journal, valid or not.

    Args:
        folder: the folder of one version, or a folder of such folders with its lock file.
        called: the name by which problems call it; its own name if left out.
    """
    prefix = called or folder.name
    if not folder.is_dir() or not (folder.joinpath(LOCK).is_file() or _versions_in(folder)):
        beside = folder.joinpath("..", CALENDARS)
        called_beside = "/".join((*prefix.split("/")[:-1], CALENDARS))
        _, there, faults = (
            read_holiday_calendars(beside, called_beside) if beside.is_dir() else ({}, None, ())
        )
        version = load_policy_folder(folder, called=prefix, calendars=there)
        earlier = tuple(load_policy_folder(each) for each in _earlier(folder))
        problems = (*version.problems, *faults)
        return LoadedPolicies(prefix, (version,), {}, {}, None, None, problems, earlier)
    names = _versions_in(folder)
    called_calendars = f"{prefix}/{CALENDARS}"
    calendars, documents, found = check_holiday_calendars(folder.joinpath(CALENDARS), called_calendars)
    versions = tuple(
        load_policy_folder(folder.joinpath(name), called=f"{prefix}/{name}", calendars=documents.keys())
        for name in names
    )
    lock = _read_lock(folder.joinpath(LOCK), f"{prefix}/{LOCK}")
    journal = read_editions(folder.joinpath(EDITIONS), f"{prefix}/{EDITIONS}")
    problems = (
        *(problem for version in versions for problem in version.problems),
        *found,
        *_check_lock(lock, versions, calendars),
        *_check_journal(journal, lock, names),
    )
    return LoadedPolicies(prefix, versions, calendars, documents, lock, journal, problems)


def _versions_in(folder: Traversable) -> list[str]:
    return sorted(
        (entry.name for entry in folder.iterdir() if VERSION_NUMBER.fullmatch(entry.name)), key=_order
    )


def _earlier(folder: Traversable) -> Iterator[Traversable]:
    """List the folders of the versions before one, from the oldest, where it stands among others."""
    policies = folder.joinpath("..")
    if VERSION_NUMBER.fullmatch(folder.name) and policies.joinpath(LOCK).is_file():
        for name in _versions_in(policies):
            if _order(name) < _order(folder.name):
                yield policies.joinpath(name)


def _read_lock(lock: Traversable, called: str) -> Lock:
    document = read_file(lock, called)
    published, problems = validate(document, PublishedFile, "published")
    return Lock(document, published, problems)


def _check_lock(
    lock: Lock, versions: Iterable[LoadedVersion], calendars: Mapping[str, HolidayCalendarFile]
) -> Iterator[Problem]:
    """Compare what was published and locked with what is there and valid."""
    if lock.published is None:
        yield from lock.problems
        return
    digests = {version.folder.name: version.files.digest for version in versions if version.files is not None}
    for version, entry in lock.published.versions.items():
        if version in digests and entry.digest != digests[version]:
            yield lock.document.describe(
                "PSP403",
                ("versions", version, "digest"),
                version=version,
                published=entry.digest,
                digest=digests[version],
            )
    yield from _calendars_changed(lock.document, lock.published, calendars)


def _calendars_changed(
    document: Document, published: PublishedFile, calendars: Mapping[str, HolidayCalendarFile]
) -> Iterator[Problem]:
    within = folder_option(document.file.rpartition("/")[0])
    for name, entry in published.calendars.items():
        if name in calendars and entry.digest != (digest := calendars[name].digest):
            path = ("calendars", name, "digest")
            yield document.describe(
                "PSP430", path, name=name, locked=entry.digest, digest=digest, within=within
            )


def _check_journal(journal: Journal, lock: Lock, present: Iterable[str]) -> tuple[Problem, ...]:
    if journal.editions is None or lock.published is None:
        return journal.problems
    return check_editions(journal.editions, journal.document, lock.published.versions, tuple(present))


def newest_version(policies: Traversable) -> str:
    """Return the newest published version; raise PolicyNotFoundError if there is none."""
    digests = published_digests(policies)
    if not digests:
        raise PolicyNotFoundError.of("PSP404", version="-", suggestion=suggest("-", ()))
    return list(digests)[-1]


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
