"""Answers the owner's workbench, in the browser: JSON in, JSON out.

The draft stands in the folder ``policies``, as in a repository; each question brings the files that changed.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.authoring.scenarios import reading
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.errors.catalogue import severity_of
from ptc_service_policy.loading import strict_yaml
from ptc_service_policy.text import Language, LocalizedText
from ptc_service_policy.typography import typeset

POLICIES = Path("policies")
_KEPT = 256

Question = dict[str, Any]
Reply = dict[str, Any]


def prepare() -> None:
    """Make the folder of the draft, and let no file be read and judged twice while it stays as it is."""
    POLICIES.mkdir(exist_ok=True)
    strict_yaml.read_yaml = lru_cache(_KEPT)(strict_yaml.read_yaml)
    reading.validate_scenarios = lru_cache(_KEPT)(reading.validate_scenarios)


def answer(question: str) -> str:
    """Answer {"do": ..., "language": ..., "files": ...}: what to show, or the package that is missing."""
    asked: Question = json.loads(question)
    _write(asked.get("files", {}))
    try:
        reply = _ANSWERS[asked["do"]](asked)
    except ModuleNotFoundError as error:
        reply = {"missing": str(error.name).partition(".")[0]}
    except PolicyError as error:
        reply = {"refused": [_problem(each, asked["language"]) for each in error.problems]}
    return json.dumps(reply)


def _write(files: Mapping[str, str | None]) -> None:
    """Write the files that are new or changed, and remove those without a text."""
    for name, text in files.items():
        file = POLICIES / name
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())


def _check(asked: Question) -> Reply:
    result = check_policies(POLICIES, called=POLICIES.name, as_of=date.fromisoformat(asked["today"]))
    return {
        "problems": [_problem(each, asked["language"]) for each in result.problems],
        "summary": _say(result.summary, asked["language"]),
    }


def _start(asked: Question) -> Reply:
    started = start_version(POLICIES, asked["version"], asked["start"])
    files = sorted(file for file in started.folder.rglob("*") if file.is_file())
    return {"files": {_name(file): file.read_text("utf-8") for file in files}}


def _pack(asked: Question) -> Reply:  # noqa: ARG001
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for file in sorted(POLICIES.rglob("*")):
            if file.is_file():
                archive.write(file, file.as_posix())
    return {"zip": b64encode(packed.getvalue()).decode()}


_ANSWERS: dict[str, Callable[[Question], Reply]] = {"check": _check, "start": _start, "pack": _pack}


def _name(file: Path) -> str:
    """Name a file as the page does: by its path in the folder of all versions."""
    return file.relative_to(POLICIES).as_posix()


def _problem(problem: Problem, language: Language) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": severity_of(problem),
        "file": (problem.file or "").removeprefix(f"{POLICIES.name}/"),
        "place": problem.place,
        "line": problem.line,
        "column": problem.column,
        "message": _say(problem.message, language),
        "hint": _say(problem.hint, language),
    }


def _say(text: LocalizedText, language: Language) -> str:
    return typeset(text[language], language)
