"""Every code that the library can report, and how grave it is."""

from ptc_service_policy.errors.codes import (
    business_time,
    checks,
    columns,
    contracts,
    files,
    publishing,
    questions,
    records,
    references,
    scenarios,
    schema,
    source,
    versions,
    yaml,
)
from ptc_service_policy.errors.codes.entry import CatalogueEntry, Severity
from ptc_service_policy.errors.problem import Problem

FAMILIES: dict[str, tuple[CatalogueEntry, ...]] = {
    "files": files.ENTRIES,
    "yaml": yaml.ENTRIES,
    "schema": schema.ENTRIES,
    "references": references.ENTRIES,
    "versions": versions.ENTRIES,
    "checks": checks.ENTRIES,
    "contracts": contracts.ENTRIES,
    "business_time": business_time.ENTRIES,
    "questions": questions.ENTRIES,
    "columns": columns.ENTRIES,
    "records": records.ENTRIES,
    "scenarios": scenarios.ENTRIES,
    "publishing": publishing.ENTRIES,
    "source": source.ENTRIES,
}
"""The codes of all problems, by what they are about."""

CATALOGUE = {entry.code: entry for entries in FAMILIES.values() for entry in entries}


def severity_of(problem: Problem) -> Severity:
    """Return whether a problem is an "error", which must be mended, or a "warning"."""
    return CATALOGUE[problem.code].severity
