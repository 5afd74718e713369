"""Every code that the library can report, and the problem that a code describes."""

from typing import Any

from ptc_service_policy.errors.codes import (
    business_time,
    columns,
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
from ptc_service_policy.errors.codes.entry import CatalogueEntry
from ptc_service_policy.errors.problem import PathItem, Problem

CATALOGUE: dict[str, CatalogueEntry] = {
    entry.code: entry
    for family in (
        files,
        yaml,
        schema,
        references,
        versions,
        contracts,
        business_time,
        questions,
        columns,
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
