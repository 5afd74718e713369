"""Numbers in prose with what they count: "deux jours ouvrables", "30 open cases"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ptc_service_policy.authoring.checks.numbers import find_numbers
from ptc_service_policy.text import Language

_SMALL = {"fr": r"(?!(?:de|des|du|par|et|ou|à)\b)", "en": r"(?!(?:of|per|and|or|to|a|an|the)\b)"}
_WORDS_BETWEEN = {"fr": 1, "en": 2}
_ONE = {
    "fr": re.compile(r"(?:sous|dans|en|d'ici) (une?) ", re.IGNORECASE),
    "en": re.compile(r"(?:within|in) (one) ", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold a number, what it counts, and where the number ends in its text."""

    number: int
    counted: str
    end: int


def find_quantities(
    text: str, language: Language, words: Mapping[str, tuple[str, ...]]
) -> Iterator[Quantity]:
    """Find the quantities of a text; "un" and "one" count only where they cannot be an article.

    Args:
        text: the text.
        language: its language.
        words: the words for each thing that may be counted, singular and plural.
    """
    plain = re.sub(r"\s", " ", text)
    ends = [(found.value, found.end) for found in find_numbers(plain, language)]
    ends += [(1, found.end(1)) for found in _ONE[language].finditer(plain)]
    patterns = {counted: _pattern(nouns, language) for counted, nouns in words.items()}
    for value, end in ends:
        for counted, pattern in patterns.items():
            if pattern.match(plain, end):
                yield Quantity(value, counted, end)


def _pattern(nouns: tuple[str, ...], language: Language) -> re.Pattern[str]:
    between = rf"(?: {_SMALL[language]}[^\W\d]+){{0,{_WORDS_BETWEEN[language]}}}"
    noun = "|".join(re.escape(each) for each in sorted(set(nouns), key=len, reverse=True))
    return re.compile(rf"{between}[ -](?:{noun})(?!\w)", re.IGNORECASE)
