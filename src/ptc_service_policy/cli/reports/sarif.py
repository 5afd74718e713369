"""Problems for code hosts and editors: SARIF 2.1.0."""

import os
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.authoring.explanations import explanation_page, why
from ptc_service_policy.cli.reports.json_records import write_json
from ptc_service_policy.cli.reports.lines import Lines, Placed, end_column, line_of
from ptc_service_policy.errors import Problem, write_path
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.text import Language

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_PACKAGE = "ptc-service-policy"


def report_sarif(result: CheckResult, language: Language, lines: Lines, home: Path) -> str:
    """Write a SARIF log of one run; places are relative to ``home``, columns count Unicode code points."""
    return write_log(
        [rule_of(code, language) for code in dict.fromkeys(each.code for each in result.problems)],
        [result_of(problem, language, lines, home) for problem in result.problems],
        language,
    )


def write_log(rules: list[dict[str, Any]], results: list[dict[str, Any]], language: Language) -> str:
    """Write a log of one run from its rules, and from results that name them."""
    ids = [rule["id"] for rule in rules]
    driver = {
        "name": "ptc-policy",
        "semanticVersion": version(_PACKAGE),
        "language": language,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [{**each, "ruleIndex": ids.index(each["ruleId"])} for each in results],
    }
    return write_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def rule_of(code: str, language: Language) -> dict[str, Any]:
    """Describe a code of the catalogue."""
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


def result_of(problem: Problem, language: Language, lines: Lines, home: Path) -> dict[str, Any]:
    """Tell a problem."""
    return {
        "ruleId": problem.code,
        "level": CATALOGUE[problem.code].severity,
        "message": {"text": f"{problem.message[language]} {problem.hint[language]}"},
        **where(problem, problem.column, write_path(problem.path), lines, home, of=problem.code),
    }


def where(
    placed: Placed, column: int | None, name: str, lines: Lines, home: Path, *, of: str
) -> dict[str, Any]:
    """Tell where a result stands, and what stays the same of it where lines move: its rule and its name."""
    if placed.file is None:
        return {}
    uri = _uri(placed.file, home)
    place: dict[str, Any] = {"artifactLocation": uri}
    if placed.line is not None and column is not None:
        place["region"] = _region(placed.line, column, line_of(placed, lines))
    same = "\n".join((of, uri["uri"], name))
    return {
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"codeAndPath/v1": sha256(same.encode(errors="surrogatepass")).hexdigest()},
    }


def _region(line: int, column: int, text: str | None) -> dict[str, int]:
    region = {"startLine": line, "startColumn": column}
    return region if text is None else {**region, "endColumn": end_column(text, column)}


def _uri(file: str, home: Path) -> dict[str, str]:
    path = PurePath(file)
    if path.is_absolute() and not path.is_relative_to(home):
        return {"uri": Path(file).as_uri()}
    relative = path.relative_to(home) if path.is_absolute() else path
    return {"uri": quote(os.fsencode(relative.as_posix())), "uriBaseId": _ROOT}
