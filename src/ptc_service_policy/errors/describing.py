"""The problem that a code of the catalogue describes."""

from typing import Any

from ptc_service_policy.errors.problem import PathItem, Problem


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
    from ptc_service_policy.errors.catalogue import CATALOGUE  # all its texts, read only when one is needed

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
