"""A new version to edit, copied from another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copymode, copytree, rmtree
from uuid import uuid4

from ptc_service_policy.authoring.diff.bump import number_of
from ptc_service_policy.authoring.publishing.choosing import check_number, versions_in
from ptc_service_policy.authoring.writing import alone_in, read_text
from ptc_service_policy.errors import InvalidPolicyError, PolicyError, PolicyNotFoundError, cause_of, suggest
from ptc_service_policy.loading.files import read_named
from ptc_service_policy.loading.snapshot import MAX_IN_ALL
from ptc_service_policy.loading.strict_yaml import Document, read_yaml
from ptc_service_policy.model.frozen import FrozenDict

_FILE = "policy.yaml"
_ENDING = ".new"
_OF_ONE_VERSION = "review_by"


@dataclass(frozen=True, slots=True)
class Started:
    """Say where the new version stands, and what it was copied from."""

    folder: Path
    start: str


def start_version(
    policies: Path, version: str, start: str | None = None, written: Mapping[str, bytes] = FrozenDict()
) -> Started:
    """Copy a version to edit it under a new number; comments and formatting stay.

    The day by which the old version is reviewed is its own, and left out of the copy.

    Args:
        policies: the folder of all versions.
        version: the new version.
        start: the version to copy; the newest one if left out.
        written: the files that the copy holds otherwise, by their names.

    Raises:
        PolicyNotFoundError: if there is no version to copy.
        PolicyError: if the new version exists, or is not greater than the one that it starts from.
        InvalidPolicyError: if the old version cannot be read or edited.
    """
    check_number(version)
    start = choose_start(policies, start)
    try:
        with alone_in(policies):
            if policies.joinpath(version).exists():
                raise PolicyError.of("PSP903", version=version)
            if number_of(version) <= number_of(start):
                raise PolicyError.of("PSP904", version=version, start=start)
            raw = written.get(_FILE) or read_text(policies.joinpath(start, _FILE))
            edited = _edit(raw, version, f"{start}/{_FILE}")
            _copy(policies / start, policies / version, {**written, _FILE: edited})
    except OSError as error:
        raise PolicyError.of("PSP907", file=version, name=version, cause=cause_of(error)) from error
    return Started(policies / version, start)


def choose_start(policies: Path, start: str | None) -> str:
    """Return the version to copy, the newest if none is given; raise PolicyNotFoundError if there is none."""
    known = versions_in(policies)
    chosen = start or (known[-1] if known else "-")
    if chosen not in known:
        raise PolicyNotFoundError.of(
            "PSP901", name=chosen, folder=str(policies), suggestion=suggest(chosen, known)
        )
    return chosen


def _copy(start: Path, folder: Path, written: Mapping[str, bytes]) -> None:
    """Copy a folder; it takes its name in one step, when it is whole, and nothing is left where it fails."""
    for leftover in folder.parent.glob(f".{folder.name}.*{_ENDING}"):
        rmtree(leftover, ignore_errors=True)
    draft = folder.with_name(f".{folder.name}.{uuid4().hex}{_ENDING}")
    try:
        copytree(start, draft, copy_function=_copy_file)
        for name, content in written.items():
            draft.joinpath(name).write_bytes(content)
        draft.rename(folder)
    except BaseException:
        rmtree(draft, ignore_errors=True)
        raise


def _copy_file(start: str, copy: str) -> None:
    """Copy a regular file; a link to one becomes a file of its own."""
    raw = read_named(Path(start), MAX_IN_ALL, called=start)
    Path(copy).write_bytes(raw)
    copymode(start, copy)


def _edit(raw: bytes, version: str, called: str) -> bytes:
    """Give policy.yaml its new version and take away the day of its review, line by line."""
    document = read_yaml(raw, called)
    if document.problems or not isinstance(document.data, dict) or "version" not in document.data:
        raise InvalidPolicyError(*document.problems or (document.describe("PSP906", ()),))
    lines = raw.decode("utf-8").splitlines(keepends=True)
    _rewrite(lines, document, "version", version)
    if _OF_ONE_VERSION in document.data:
        lines[document.place_of_key((_OF_ONE_VERSION,))[0] - 1] = ""
    edited = "".join(lines).encode()
    kept = {key: value for key, value in document.data.items() if key != _OF_ONE_VERSION}
    if read_yaml(edited, called).data != {**kept, "version": version}:
        raise InvalidPolicyError(document.describe("PSP906", ()))
    return edited


def _rewrite(lines: list[str], document: Document, key: str, value: str) -> None:
    """Write another value where the value of a key stands; quotes around it stay."""
    line, column = document.place_of((key,))
    text, old = lines[line - 1], document.data[key]
    start = text.find(old, column - 1)
    if start < 0:
        raise InvalidPolicyError(document.describe("PSP906", (key,)))
    lines[line - 1] = f"{text[:start]}{value}{text[start + len(old) :]}"
