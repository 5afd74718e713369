"""Numbers in prose: digits, and words in French and English up to ninety-nine."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ptc_service_policy.text import LANGUAGES, Language

_UNITS: dict[Language, str] = {
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
}
_TENS: dict[Language, str] = {
    "fr": "vingt trente quarante cinquante soixante",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
_THOUSANDS: dict[Language, str] = {"fr": r"\s", "en": ","}
_MEANING_TWO: dict[Language, tuple[str, ...]] = {"fr": (), "en": ("both", "twice")}


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """Hold a number, and where it begins and ends in its text."""

    value: int
    start: int
    end: int
    in_digits: bool


def find_numbers(text: str, language: Language) -> Iterator[FoundNumber]:
    """Find the whole numbers of a text; parts of dates, times and version numbers are none."""
    for found in _PATTERNS[language].finditer(text):
        digits = found["digits"]
        word = re.sub(r"\s", "-", found[0].lower())
        value = NUMBER_WORDS[language][word] if digits is None else int(re.sub(r"\D", "", digits))
        yield FoundNumber(value, found.start(), found.end(), digits is not None)


def _words(language: Language) -> dict[str, int]:
    units = _UNITS[language].split()
    words = {word: value for value, word in enumerate(units) if value > 1} | {units[0]: 0}
    for ten, word in enumerate(_TENS[language].split(), start=2):
        words[word] = ten * 10
        words |= _after_a_ten(word, ten * 10, units, language)
    if language == "fr":
        words |= {"quatre-vingts": 80, "quatre-vingt": 80}
        words |= {f"quatre-vingt-{unit}": 80 + value for value, unit in enumerate(units) if value}
    return words | dict.fromkeys(_MEANING_TWO[language], 2)


def _after_a_ten(word: str, ten: int, units: list[str], language: Language) -> dict[str, int]:
    last = 19 if language == "fr" and ten == 60 else 9
    words = {f"{word}-{units[value]}": ten + value for value in range(1, last + 1)}
    if language == "fr":
        words |= {f"{word}-et-{units[value]}": ten + value for value in (1, 11) if value <= last}
    return words


def _pattern(language: Language) -> re.Pattern[str]:
    by_length = sorted(NUMBER_WORDS[language], key=len, reverse=True)
    words = "|".join(word.replace("-", r"[-\s]") for word in by_length)
    digits = rf"(?P<digits>\d{{1,3}}(?:{_THOUSANDS[language]}\d{{3}})+|\d+)(?![\w:/]|[.,-]\w)"
    return re.compile(rf"(?<![\w.,:/-])(?:{digits}|(?:{words})(?![\w-]))", re.IGNORECASE)


NUMBER_WORDS = {language: _words(language) for language in LANGUAGES}
"""The numbers in words of each language, up to ninety-nine; hyphens join the words of one."""
_PATTERNS = {language: _pattern(language) for language in LANGUAGES}
