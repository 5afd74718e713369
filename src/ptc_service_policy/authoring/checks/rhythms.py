"""How often something is said to be in prose: "deux fois par mois", "weekly"."""

import re
from collections.abc import Iterator

from ptc_service_policy.authoring.checks.numbers import find_numbers
from ptc_service_policy.authoring.checks.quantities import find_quantities
from ptc_service_policy.model.vocabulary import Rhythm
from ptc_service_policy.text import Language, LocalizedText
from ptc_service_policy.topics.wording import each

_Period = tuple[str, float]
_NOUNS: dict[_Period, dict[Language, str]] = {
    ("days", 1): {"fr": "jours?", "en": "day"},
    ("weeks", 1): {"fr": "semaines?", "en": "week"},
    ("months", 1): {"fr": "mois", "en": "month"},
    ("months", 3): {"fr": "trimestres?", "en": "quarter"},
    ("months", 6): {"fr": "semestres?", "en": "half-year"},
    ("years", 1): {"fr": "an(?:née)?s?", "en": "year"},
}
_ADJECTIVES: dict[_Period, dict[Language, str]] = {
    ("days", 1): {"fr": r"quotidien\w*", "en": "daily"},
    ("weeks", 1): {"fr": r"hebdomadaire\w*", "en": "weekly"},
    ("months", 1): {"fr": r"mensuel\w*", "en": "monthly"},
    ("months", 3): {"fr": r"trimestriel\w*", "en": "quarterly"},
    ("months", 6): {"fr": r"semestriel\w*", "en": "half-yearly"},
    ("years", 1): {"fr": r"annuel\w*", "en": r"yearly|annual\w*"},
}
_OF_OTHER_THINGS = {("days", 1), ("years", 1)}
"""The periods whose adjectives speak of something else as well: of daily work, of an annual budget."""
_EACH: dict[Language, str] = {"fr": "par", "en": r"(?:a|per|each|every)"}
_TIMES: dict[Language, dict[str, int]] = {"fr": {"une fois": 1}, "en": {"once": 1, "twice": 2}}
_NOUN: dict[Language, tuple[str, ...]] = {"fr": ("fois",), "en": ("times",)}


_PERIODS: dict[Language, str] = {
    "fr": "(?P<days>jours)|(?P<weeks>semaines)|(?P<months>mois)|(?P<years>ans)",
    "en": "(?P<days>days)|(?P<weeks>weeks)|(?P<months>months)|(?P<years>years)",
}
_EVERY_WORDS: dict[Language, str] = {"fr": "(?:tous|toutes) les", "en": "every"}
_EVERY = {
    language: re.compile(rf"\b{words} [\w-]+(?: [\w-]+)? (?:{_PERIODS[language]})\b", re.IGNORECASE)
    for language, words in _EVERY_WORDS.items()
}
"""What names a period by a number of others: "tous les dix jours", "every ten days"."""
_LENGTHS = {"days": ("days", 1), "weeks": ("days", 7), "months": ("months", 1), "years": ("months", 12)}


_OFTEN = LocalizedText(fr="{times} fois {each}", en="{times:# time|# times} {each}")
_AS_NEEDED = LocalizedText(fr="au besoin", en="as needed")
_AFTER = LocalizedText(fr="après un événement", en="after an event")


def write_rhythm(means: Rhythm) -> LocalizedText:
    """Put in words what a frequency means."""
    if means.each is not None:
        return _OFTEN.format(times=means.times or 1, each=each(means.each))
    return _AFTER if means.when is None else _AS_NEEDED


_RECURS = {
    "fr": r"(?:chaque|tous les|toutes les|fois par)",
    "en": r"(?:every|each|(?:once|twice|times) (?:an?|per))",
}
"""What says of a period that something recurs in it, and not how much of something it holds."""


def find_periods(text: str, language: Language) -> Iterator[tuple[str, _Period]]:
    """Find the words of a text that say in which period something recurs, each with that period."""
    plain = re.sub(r"\s", " ", text)
    for period, nouns in _NOUNS.items():
        words = rf"{_RECURS[language]} {nouns[language]}"
        if period not in _OF_OTHER_THINGS:
            words += rf"|{_ADJECTIVES[period][language]}"
        for found in re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", plain, re.IGNORECASE):
            yield found[0], period


def contradicting_rhythm(text: str, language: Language, means: Rhythm) -> Iterator[str]:
    """Find the words of a text that name another period, or another number of times, than is meant."""
    plain = re.sub(r"\s", " ", text)
    meant = None if means.each is None else (means.each.unit, means.each.amount)
    for period, nouns in _NOUNS.items():
        words = rf"{_EACH[language]} {nouns[language]}|{_ADJECTIVES[period][language]}"
        found = re.search(rf"(?<![\w-])(?:{words})(?![\w-])", plain, re.IGNORECASE)
        if found is not None and period != meant:
            yield found[0]
    for found in _EVERY[language].finditer(plain):
        numbers = [each.value for each in find_numbers(found[0], language)]
        unit = str(found.lastgroup)
        if numbers and meant is not None and _length(unit, numbers[0]) != _length(*meant):
            yield found[0]
    for word, times in _TIMES[language].items():
        if times != (means.times or 1) and re.search(rf"(?<!\w){word}(?!\w)", plain, re.IGNORECASE):
            yield word
    for quantity in find_quantities(plain, language, {"times": _NOUN[language]}):
        if quantity.number != (means.times or 1):
            yield f"{quantity.number} {_NOUN[language][0]}"


def _length(unit: str, amount: float) -> _Period:
    """Return how long a period is, in days or in months: two weeks are fourteen days."""
    of, each = _LENGTHS[unit]
    return of, amount * each
