"""One folder of policy files, whole or not at all."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from typing import Any

from ptc_service_policy.errors import InvalidPolicyError, Problem, describe, suggest
from ptc_service_policy.loading.files import readable
from ptc_service_policy.loading.holiday_calendars import read_holiday_calendars
from ptc_service_policy.loading.linking import link
from ptc_service_policy.loading.logger import logger
from ptc_service_policy.loading.naming import with_ids
from ptc_service_policy.loading.references import check_references
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.digests import digest_of
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.policy_files import FILE_MODELS, PolicyFiles

_BESIDE_THE_FILES = frozenset(("documents", "scenarios"))


@dataclass(frozen=True, slots=True)
class LoadedVersion:
    """Hold all that was read of one version, valid or not.

    ``called`` is the name by which problems call the folder. ``documents`` are all files by name, with the
    place of everything in them; ``nouns`` those that are valid. ``files`` is None if there is any problem.
    """

    folder: Traversable
    called: str
    documents: Mapping[str, Document]
    nouns: Mapping[str, Noun]
    files: PolicyFiles | None
    problems: tuple[Problem, ...]


@readable()
def read_policy_folder(
    folder: Traversable, *, calendars: Traversable | None = None, called: str | None = None
) -> PolicyFiles:
    """Read a policy version.

    Args:
        folder: the folder of the version.
        calendars: the folder of the holiday calendars that contracts may name; none if left out.
        called: the name by which problems call the folder; its own name if left out.

    Raises:
        InvalidPolicyError: with every problem of every file.
    """
    known: Mapping[str, HolidayCalendarFile] | None = None
    found: tuple[Problem, ...] = ()
    if calendars is not None:
        known, documents, found = read_holiday_calendars(calendars, calendars.name)
    there = calendars is not None and calendars.is_dir()
    files, problems = examine_policy_folder(folder, called=called, calendars=documents if there else None)
    if files is None or problems or found:
        raise InvalidPolicyError(*problems, *found)
    logger().debug("read policy %s, %s", files.policy.version, files.digest)
    return files if known is None else replace(files, holiday_calendars=FrozenDict(known))


def examine_policy_folder(
    folder: Traversable, *, called: str | None = None, calendars: Collection[str] | None = None
) -> tuple[PolicyFiles | None, tuple[Problem, ...]]:
    """Read a policy version, and return its problems as data; the files are None if there is any."""
    loaded = load_policy_folder(folder, called=called, calendars=calendars)
    return loaded.files, loaded.problems


@readable()
def load_policy_folder(
    folder: Traversable, *, called: str | None = None, calendars: Collection[str] | None = None
) -> LoadedVersion:
    """Read a policy version, and keep all that could be read of it.

    Args:
        folder: the folder of the version.
        called: the name by which problems call it; its own name if left out.
        calendars: the ids of the holiday calendars; what names one is not judged if left out.
    """
    prefix = called or folder.name
    if not folder.is_dir():
        problem = describe("PSP006", file=prefix, name=prefix)
        return LoadedVersion(folder, prefix, {}, {}, None, (problem,))
    problems = list(_check_names(folder, prefix))
    nouns: dict[str, Any] = {}
    documents: dict[str, Document] = {}
    for name, model in FILE_MODELS.items():
        document = read_file(folder.joinpath(f"{name}.yaml"), f"{prefix}/{name}.yaml")
        noun, found = validate(document, model, name)
        problems.extend(found)
        documents[name] = document
        if noun is not None:
            nouns[name] = noun
    problems = [*with_ids(problems, documents), *check_references(nouns, documents, folder.name, calendars)]
    files = None if problems else _together(nouns, documents)
    return LoadedVersion(folder, prefix, documents, nouns, files, tuple(sorted(problems, key=_place)))


def _together(nouns: Mapping[str, Any], documents: Mapping[str, Document]) -> PolicyFiles:
    digest = digest_of({name: document.data for name, document in documents.items()})
    return PolicyFiles(digest, **{name.replace("-", "_"): noun for name, noun in link(nouns).items()})


def _check_names(folder: Traversable, prefix: str) -> Iterator[Problem]:
    expected = [f"{name}.yaml" for name in FILE_MODELS]
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name in expected or entry.name in _BESIDE_THE_FILES or entry.name.startswith("."):
            continue
        near = suggest(entry.name, expected)
        yield describe("PSP002", file=f"{prefix}/{entry.name}", name=entry.name, suggestion=near)


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.file or "", problem.line or 0, problem.column or 0
