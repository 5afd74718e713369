"""Numbers in prose with what they count: "deux jours ouvrables", "30 open cases"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ptc_service_policy.authoring.checks.numbers import find_numbers
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText

Counted = Literal["business-days", "weeks", "hours-per-week", "cases", "contacts"]

NAMES: dict[Counted, LocalizedText] = {
    "business-days": LocalizedText(fr="jours ouvrables", en="business days"),
    "weeks": LocalizedText(fr="semaines", en="weeks"),
    "hours-per-week": LocalizedText(fr="heures par semaine", en="hours a week"),
    "cases": LocalizedText(fr="dossiers", en="cases"),
    "contacts": LocalizedText(fr="interlocuteurs", en="contacts"),
}
_NOUNS: dict[Language, dict[Counted, str]] = {
    "fr": {
        "business-days": r"jours? (?:ouvrable|ouvré)s?",
        "weeks": r"semaines?",
        "hours-per-week": r"heures?(?! (?:par|de) jour)",
        "cases": r"dossiers?|cas|incidents?|demandes?|tickets?",
        "contacts": r"interlocuteurs?|contacts?|personnes",
    },
    "en": {
        "business-days": r"(?:business|working) days?",
        "weeks": r"weeks?",
        "hours-per-week": r"hours?(?! (?:a|per|of the) day)",
        "cases": r"cases?|incidents?|requests?|tickets?",
        "contacts": r"contacts?|people",
    },
}
_SMALL = {"fr": r"(?!(?:de|des|du|par|et|ou|à)\b)", "en": r"(?!(?:of|per|and|or|to|a|an|the)\b)"}
_WORDS_BETWEEN = {"fr": 1, "en": 2}
_ONE = {
    "fr": re.compile(r"(?:sous|dans|en|d'ici) (une?) ", re.IGNORECASE),
    "en": re.compile(r"(?:within|in) (one) ", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold a number and what it counts."""

    number: int
    counted: Counted


def find_quantities(text: str, language: Language) -> Iterator[Quantity]:
    """Find the quantities of a text; "un" and "one" count only where they cannot be an article."""
    plain = re.sub(r"\s", " ", text)
    ends = [(found.value, found.end) for found in find_numbers(plain, language)]
    ends += [(1, found.end(1)) for found in _ONE[language].finditer(plain)]
    for value, end in ends:
        for counted, pattern in _PATTERNS[language].items():
            if pattern.match(plain, end):
                yield Quantity(value, counted)


def _pattern(noun: str, language: Language) -> re.Pattern[str]:
    between = rf"(?: {_SMALL[language]}[^\W\d]+){{0,{_WORDS_BETWEEN[language]}}}"
    return re.compile(rf"{between}[ -](?:{noun})(?!\w)", re.IGNORECASE)


_PATTERNS = {
    language: {counted: _pattern(noun, language) for counted, noun in _NOUNS[language].items()}
    for language in LANGUAGES
}
