"""Problems for programs: a JSON list, one record each, both languages in it."""

import json
from typing import TYPE_CHECKING, Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.model.plain import plain

if TYPE_CHECKING:
    from ptc_service_policy.authoring.checks import CheckResult


def report_json(result: "CheckResult") -> str:
    """Write a list of records: code, slug, severity, message, hint, file, line, column, path."""
    return json.dumps([record_of(problem) for problem in result.problems], ensure_ascii=False, indent=2)


def record_of(problem: Problem) -> dict[str, Any]:
    """Return a problem in plain types, both languages in it."""
    entry = CATALOGUE[problem.code]
    return {"code": problem.code, "slug": entry.slug, "severity": entry.severity, **plain(problem)}
