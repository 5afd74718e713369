"""Problems for programs: a JSON list, one record each, both languages in it."""

import json
from typing import Any

from pydantic import TypeAdapter

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import CATALOGUE


def report_json(result: CheckResult) -> str:
    """Write a list of records: code, slug, severity, message, hint, file, line, column, path."""
    return json.dumps([record_of(problem) for problem in result.problems], ensure_ascii=False, indent=2)


def record_of(problem: Problem) -> dict[str, Any]:
    """Return a problem in plain types, both languages in it."""
    entry = CATALOGUE[problem.code]
    fields: dict[str, Any] = TypeAdapter(Problem).dump_python(problem, mode="json")
    return {"code": problem.code, "slug": entry.slug, "severity": entry.severity, **fields}
