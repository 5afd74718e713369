"""The words that checks look for: terms that another one replaces, and words that hedge."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText

WORDS = "words.yaml"
_QUOTED = re.compile(r'«[^»]*»|"[^"]*"')

Patterns = Mapping[Language, re.Pattern[str]]
"""What is looked for in each language; in one there may be nothing to look for."""


@dataclass(frozen=True, slots=True)
class Term:
    """Hold a term that another one replaces, and the one to use."""

    replaced: Patterns
    use: LocalizedText


@dataclass(frozen=True, slots=True)
class Hedge:
    """Hold the words of one hedge, and the key and value of a rule's firmness that they stand for.

    ``enough`` are the words, these among them, by which a description says what the rule says; None where
    it need not say it.
    """

    key: str
    value: str
    words: Patterns
    enough: Patterns | None


def find_word(patterns: Patterns, text: str, language: Language) -> str | None:
    """Return the first of the words that a text holds."""
    found = patterns[language].search(text) if language in patterns else None
    return None if found is None else found[0]


def find_replaced(text: str, language: Language) -> Iterator[tuple[str, LocalizedText]]:
    """Yield each term of a text that another one replaces, and that one; what is quoted may use any."""
    ours = _QUOTED.sub("", text)
    for term in replaced_terms():
        if found := find_word(term.replaced, ours, language):
            yield found, term.use


@cache
def replaced_terms() -> tuple[Term, ...]:
    """Return the terms that others replace."""
    return tuple(Term(_patterns(each), LocalizedText(**each["use"])) for each in _read()["terms"])


@cache
def hedges() -> tuple[Hedge, ...]:
    """Return the hedges that a description can say."""
    return tuple(map(_hedge, _read()["hedges"]))


def _hedge(entry: Mapping[str, Any]) -> Hedge:
    ((key, value),) = entry["firmness"].items()
    more = entry.get("enough", {})
    both: dict[str, Any] = {
        language: "|".join((entry[language], *filter(None, [more.get(language)]))) for language in LANGUAGES
    }
    return Hedge(key, value, _patterns(entry), _patterns(both) if entry.get("missing", True) else None)


def _patterns(entry: Mapping[str, Any]) -> Patterns:
    return {
        language: re.compile(rf"\b(?:{entry[language]})(?!\w)", re.IGNORECASE)
        for language in LANGUAGES
        if language in entry
    }


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = read_file(files(__package__).joinpath(WORDS), WORDS).data
    return read
