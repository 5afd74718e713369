"""The problem that a code of the catalogue describes."""

from typing import Any

from ptc_service_policy.errors.problem import PathItem, Problem
from ptc_service_policy.text import LocalizedText, on_one_line

_MOST = 4_000


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
        message=_harmless(entry.message.format(**values)),
        hint=_harmless(entry.hint.format(**values)),
        file=file,
        line=line,
        column=column,
        path=path,
    )


def _harmless(text: LocalizedText) -> LocalizedText:
    """Keep what a file says from forging another line, or from filling the screen."""
    return LocalizedText(fr=_cut(on_one_line(text.fr)), en=_cut(on_one_line(text.en)))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


def shown(value: object) -> str:
    """Return how Python writes a value, where it can; what is nested too deeply is named by its type."""
    try:
        return repr(value)
    except Exception:
        return f"<{type(value).__name__}>"
