"""Answers the owner's workbench, in the browser: JSON in, JSON out.

The draft stands in the folder ``policies``, as in a repository; each question brings the files that changed.
What the first verdict does not need is imported with the first question of another kind.
"""

import json
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.authoring.scenarios import reading
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.errors.catalogue import severity_of
from ptc_service_policy.loading import strict_yaml, versions
from ptc_service_policy.loading.policy_folder import LoadedVersion, load_policy_folder
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.loading.versions import published_digests
from ptc_service_policy.text import Language, LocalizedText
from ptc_service_policy.typography import typeset

if TYPE_CHECKING:
    from ptc_service_policy.authoring.diff import Edition

READ_BEFORE = "read_before.pickle"
"""What reading the files finds with which the page opens; it stands beside this module."""
POLICIES = Path("policies")
EDITIONS: dict[str, "Edition"] = {}
"""The versions that were compared, until one of their files changes: each answers what it is asked once."""
_PUBLISHED_CHANGED = "PSP403"
_KEPT = 256

Question = dict[str, Any]
Reply = dict[str, Any]


def prepare() -> None:
    """Make the folder of the draft, and let nothing be read and judged twice while it stays as it is."""
    POLICIES.mkdir(exist_ok=True)
    strict_yaml.read_yaml = _once_or_before(strict_yaml.read_yaml)
    reading.validate_scenarios = lru_cache(_KEPT)(reading.validate_scenarios)
    versions.load_policy_folder = _once_as_it_is(load_policy_folder)  # type: ignore[attr-defined]


def _once_or_before(read: Callable[..., Document]) -> Callable[..., Document]:
    """Read no file again as long as it is kept, and none that holds what was read before the page came."""
    pickled = Path(__file__).with_name(READ_BEFORE)
    before: dict[bytes, Document] = {}
    if pickled.exists():
        before = pickle.loads(pickled.read_bytes())  # noqa: S301 - it comes with this module

    @lru_cache(_KEPT)
    def read_once(raw: bytes, file: str, *limit: int) -> Document:
        known = None if limit else before.get(sha256(raw).digest())
        return read(raw, file, *limit) if known is None else replace(known, file=file)

    return read_once


def _once_as_it_is(load: Callable[..., LoadedVersion]) -> Callable[..., LoadedVersion]:
    """Read the folder of a version again once it, or which calendars there are, is not as it was."""
    kept: dict[Path, tuple[object, LoadedVersion]] = {}

    def load_once(
        folder: Path, *, called: str | None = None, calendars: Iterable[str] | None = None
    ) -> LoadedVersion:
        there = sorted(folder.iterdir()) if folder.is_dir() else []
        files = [(each.name, each.read_bytes() if each.is_file() else None) for each in there]
        state = (called, calendars and [*calendars], files)
        if folder not in kept or kept[folder][0] != state:
            kept[folder] = state, load(folder, called=called, calendars=calendars)
        return kept[folder][1]

    return load_once


def answer(question: str) -> str:
    """Answer {"do": ..., "language": ..., "files": ...}: what to show, or the package that is missing."""
    asked: Question = json.loads(question)
    _write(asked.get("files", {}))
    try:
        reply = _answers(asked["do"])(asked)
    except ModuleNotFoundError as error:
        reply = {"missing": str(error.name).partition(".")[0]}
    except PolicyError as error:
        reply = {"refused": [tell(each, asked["language"]) for each in error.problems]}
    return json.dumps(reply)


def _answers(do: str) -> Callable[[Question], Reply]:
    if do in _AT_ONCE:
        return _AT_ONCE[do]
    from docs.workbench.later import ANSWERS

    return ANSWERS[do]


def _write(files: Mapping[str, str | None]) -> None:
    """Write the files that are new or changed, and remove those without a text."""
    for name, text in files.items():
        file = POLICIES / name
        forget(name)
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())


def forget(name: str) -> None:
    """Read the version of a file again, or all of them where it stands beside them."""
    version, within, _ = name.partition("/")
    if within and versions.VERSION_NUMBER.fullmatch(version):
        EDITIONS.pop(version, None)
    else:
        EDITIONS.clear()


def _check(asked: Question) -> Reply:
    result = check_policies(POLICIES, called=POLICIES.name, as_of=date.fromisoformat(asked["today"]))
    return {
        "problems": [tell(each, asked["language"]) for each in result.problems],
        "summary": say(result.summary, asked["language"]),
        "edited": [each.path[1] for each in result.problems if each.code == _PUBLISHED_CHANGED],
    }


def _published(asked: Question) -> Reply:  # noqa: ARG001
    return {"published": [*published_digests(POLICIES)]}


def name_of(file: Path) -> str:
    """Name a file as the page does: by its path in the folder of all versions."""
    return file.relative_to(POLICIES).as_posix()


def tell(problem: Problem, language: Language) -> dict[str, Any]:
    """Tell a problem as the page shows it."""
    return {
        "code": problem.code,
        "severity": severity_of(problem),
        "file": (problem.file or "").removeprefix(f"{POLICIES.name}/"),
        "place": problem.place,
        "line": problem.line,
        "column": problem.column,
        "message": say(problem.message, language),
        "hint": say(problem.hint, language),
    }


def say(text: LocalizedText, language: Language) -> str:
    """Write a text for the reader of the page."""
    return typeset(text[language], language)


_AT_ONCE: dict[str, Callable[[Question], Reply]] = {"check": _check, "published": _published}
