"""Every code that the library can report, and how grave it is."""

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
from ptc_service_policy.errors.problem import Problem

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


def severity_of(problem: Problem) -> Severity:
    """Return whether a problem is an "error", which must be mended, or a "warning"."""
    return CATALOGUE[problem.code].severity
