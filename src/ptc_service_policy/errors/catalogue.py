"""Every code that the library can report, and the problem that a code describes."""

from typing import Any

from ptc_service_policy.errors.codes import (
    business_time,
    checks,
    contracts,
    files,
    publishing,
    questions,
    references,
    scenarios,
    schema,
    source,
    versions,
    yaml,
)
from ptc_service_policy.errors.codes.entry import CatalogueEntry, Severity
from ptc_service_policy.errors.problem import PathItem, Problem

CATALOGUE: dict[str, CatalogueEntry] = {
    entry.code: entry
    for family in (
        files,
        yaml,
        schema,
        references,
        versions,
        checks,
        contracts,
        business_time,
        questions,
        publishing,
        scenarios,
        source,
    )
    for entry in family.ENTRIES
}


def describe(
    code: str,
    *,
    file: str | None = None,
    line: int | None = None,
    column: int | None = None,
    path: tuple[PathItem, ...] = (),
    **values: Any,
) -> Problem:
    """Build the problem of ``code``, its texts filled with ``values``; raise KeyError if unknown."""
    entry = CATALOGUE[code]
    return Problem(
        code=code,
        message=entry.message.format(**values),
        hint=entry.hint.format(**values),
        file=file,
        line=line,
        column=column,
        path=path,
    )


def severity_of(problem: Problem) -> Severity:
    """Return whether a problem is an "error", which must be mended, or a "warning"."""
    return CATALOGUE[problem.code].severity
