"""The problem that a code of the catalogue describes."""

from functools import lru_cache
from itertools import chain
from string import Formatter
from typing import Any

from ptc_service_policy.errors.problem import PathItem, Problem
from ptc_service_policy.text import Language, LocalizedText, on_one_line

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


def tell(code: str, language: Language, **values: Any) -> str:
    """Say in one language what a problem says and what to do; what thousands say alike is made once."""
    return " ".join(
        _told(text, language, tuple((name, values[name]) for name in names)) for text, names in _texts(code)
    )


@lru_cache(maxsize=256)
def _texts(code: str) -> tuple[tuple[LocalizedText, tuple[str, ...]], ...]:
    """Return what a problem says and what to do, each with the names that it is filled with."""
    from ptc_service_policy.errors.catalogue import CATALOGUE

    entry = CATALOGUE[code]
    return tuple((text, _names(text)) for text in (entry.message, entry.hint))


def _names(text: LocalizedText) -> tuple[str, ...]:
    parsed = chain.from_iterable(map(Formatter().parse, (text.fr, text.en)))
    return tuple(sorted({name for _, name, _, _ in parsed if name}))


@lru_cache(maxsize=1024)
def _told(text: LocalizedText, language: Language, values: tuple[tuple[str, Any], ...]) -> str:
    return on_one_line(_cut(text.fill(language, dict(values))))


def _harmless(text: LocalizedText) -> LocalizedText:
    """Keep what a file says from forging another line, or from filling the screen."""
    return LocalizedText(fr=on_one_line(_cut(text.fr)), en=on_one_line(_cut(text.en)))


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


def shown(value: object) -> str:
    """Return how Python writes a value, where it can; what is nested too deeply is named by its type."""
    try:
        return repr(value)
    except Exception:
        return f"<{type(value).__name__}>"
