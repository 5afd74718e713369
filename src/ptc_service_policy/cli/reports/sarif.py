"""Problems for code hosts and editors: SARIF 2.1.0."""

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.authoring.explanations import explanation_page, why
from ptc_service_policy.cli.reports.lines import Lines, end_column, line_of
from ptc_service_policy.errors import Problem, write_path
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.text import Language

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_PACKAGE = "ptc-service-policy"


def report_sarif(result: CheckResult, language: Language, lines: Lines, home: Path) -> str:
    """Write a SARIF log of one run; places are relative to ``home``, columns count Unicode code points."""
    codes = list(dict.fromkeys(problem.code for problem in result.problems))
    driver = {
        "name": "ptc-policy",
        "semanticVersion": version(_PACKAGE),
        "language": language,
        "rules": [_rule(code, language) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, codes.index(problem.code), language, lines, home) for problem in result.problems
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, language: Language) -> dict[str, Any]:
    entry = CATALOGUE[code]
    page = explanation_page(code, language)
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in entry.slug.split("-")),
        "shortDescription": {"text": entry.slug.replace("-", " ")},
        "fullDescription": {"text": why(code)[language]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": entry.severity},
    }


def _result(problem: Problem, rule: int, language: Language, lines: Lines, home: Path) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": CATALOGUE[problem.code].severity,
        "message": {"text": f"{problem.message[language]} {problem.hint[language]}"},
    }
    if problem.file is not None:
        uri = _uri(problem.file, home)
        place: dict[str, Any] = {"artifactLocation": uri}
        if problem.line is not None and problem.column is not None:
            place["region"] = _region(problem.line, problem.column, line_of(problem, lines))
        found["locations"] = [{"physicalLocation": place}]
        same = "\n".join((problem.code, uri["uri"], write_path(problem.path)))
        found["partialFingerprints"] = {"codeAndPath/v1": sha256(same.encode()).hexdigest()}
    return found


def _region(line: int, column: int, text: str | None) -> dict[str, int]:
    region = {"startLine": line, "startColumn": column}
    return region if text is None else {**region, "endColumn": end_column(text, column)}


def _uri(file: str, home: Path) -> dict[str, str]:
    path = PurePath(file)
    if path.is_absolute() and not path.is_relative_to(home):
        return {"uri": Path(file).as_uri()}
    relative = path.relative_to(home) if path.is_absolute() else path
    return {"uri": quote(relative.as_posix()), "uriBaseId": _ROOT}
