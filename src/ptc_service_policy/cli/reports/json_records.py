"""Problems for programs: a JSON list, one record each, both languages in it."""

import json
from typing import TYPE_CHECKING, Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.model.plain import plain
from ptc_service_policy.text import RISKY_IN_JSON

if TYPE_CHECKING:
    from ptc_service_policy.authoring.checks import CheckResult


def report_json(result: "CheckResult") -> str:
    """Write a list of records: code, slug, severity, message, hint, file, line, column, path."""
    return write_json([record_of(problem) for problem in result.problems])


def write_json(data: object) -> str:
    """Write data as JSON, in which characters that a terminal obeys, or no file can hold, are escaped."""
    written = json.dumps(data, ensure_ascii=False, indent=2)
    return RISKY_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def record_of(problem: Problem) -> dict[str, Any]:
    """Return a problem in plain types, both languages in it."""
    entry = CATALOGUE[problem.code]
    return {"code": problem.code, "slug": entry.slug, "severity": entry.severity, **plain(problem)}
