"""What French and English abbreviate in every document: written in full where it can mean one thing only."""

import re
from collections.abc import Callable, Iterable, Mapping

from ptc_service_policy.text import LANGUAGES, MONTHS, WEEKDAYS, folded

_ALL_DAYS, _ALL_MONTHS = (
    tuple(folded(name) for to in LANGUAGES for name in names[to]) for names in (WEEKDAYS, MONTHS)
)
_DAYS = {name[:3]: name for name in _ALL_DAYS} | {
    "tues": "tuesday",
    "weds": "wednesday",
    "thur": "thursday",
    "thurs": "thursday",
}
_MONTHS = {
    short: name
    for name, shorts in {
        "janvier": "jan janv",
        "fevrier": "feb fev fevr",
        "mars": "mar",
        "avril": "apr avr",
        "mai": "may",
        "juillet": "juil",
        "aout": "aug",
        "septembre": "sep sept",
        "octobre": "oct",
        "novembre": "nov",
        "decembre": "dec",
    }.items()
    for short in shorts.split()
}
UNCLEAR = re.compile(r"\bmar\b\.?")
"""What may be left of "mar.": Tuesday or March in French, and March in English."""


def _any_of(words: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b"


def _row(short: Mapping[str, str], whole: Iterable[str], between: str) -> tuple[str, "_Full"]:
    """Write in full what stands beside another one of its kind."""
    one = rf"{_any_of((*short, *whole))}\.?"
    each = re.compile(rf"({_any_of(short)})\.?")

    def full(found: re.Match[str]) -> str:
        return each.sub(lambda word: short[word[1]], found[0])

    return rf"{one}(?:(?: ?[,/&-] ?| (?:{between}) ){one})+", full


def _month(found: re.Match[str]) -> str:
    return found[0].replace(found["month"], _MONTHS[found["month"].rstrip(".")])


_Full = str | Callable[[re.Match[str]], str]
_BESIDE_A_DAY = _any_of(_MONTHS.keys() - {"may"})
"""As the third may follow a third that may: what is a verb, too, is no month behind a number."""

_ABBREVIATED: tuple[tuple[str, _Full], ...] = (
    _row(_DAYS, _DAYS.values(), "au|a|et|ou|puis|to|and|or|through"),
    _row(_MONTHS, _ALL_MONTHS, "au|a|et|ou|puis|de|to|and|or|through|until"),
    (rf"(?P<month>{_any_of(_MONTHS)}\.?)(?= \d{{4}}\b)", _month),
    (rf"(?<![\d:.,-])(?:[12]?\d|3[01])(?:er|st|nd|rd|th)? (?P<month>{_BESIDE_A_DAY}\.?)(?! ?\d)", _month),
    (rf"\b(?:en|in|mois de) (?P<month>{_any_of(_MONTHS.keys() - {'sept'})}\.?)(?! ?\d)", _month),
    (r"\b(?:en|in) (?P<month>sept\.)(?! ?\d)", _month),
    (r"\b(le|les|du|au|ce|un|chaque) mar\b\.?", r"\1 mardi"),
    (r"\bmar\b\.?(?= (?:matin|soir|apres-midi|(?:de )?\d{1,2} ?(?:h|:)))", "mardi"),
    (r"(?<![\w.,])(?:1|une? ?\( ?1 ?\)|1 ?\( ?une? ?\)) fois\b", "une fois"),
    (r"(?:(?<=\bpar )|(?<=/)|(?<=/ ))trim\b\.?", "trimestre"),
    (r"(?:(?<=\bpar )|(?<=/)|(?<=/ ))sem\b\.?", "semaine"),
    (r"<<|>>", " "),
    (r"\bp(?:ar|\.) ?ex\.", "par exemple"),
    (r"\bc[.-]{1,2}a[.-]{1,2}d\.", "c est-a-dire"),
    (r"\be\. ?g\.", "for example"),
    (r"\bi\. ?e\.", "that is"),
    (r"(?<=\d) ?h(?![\w:-]| ?\d| - ?\d)", " heures"),
    (r"(?<=\d) ?hrs?\b", " hours"),
    (r"(?<=\d) ?(?:mn|min)\b", " minutes"),
    (r"(?<=\d) ?j\b", " jours"),
    (r" ?/ ?(?=(?:an|jour|mois|semaine|trimestre)\b)", " par "),
    (r" ?/ ?(?=(?:day|month|quarter|week|year)\b)", " a "),
    (r"\b1er(s?)\b", r"premier\1"),
    (r"\b1e?re(s?)\b", r"premiere\1"),
    (r"\b2e(?:me)?(s?)\b", r"deuxieme\1"),
    (r"\b3e(?:me)?(s?)\b", r"troisieme\1"),
    (r"\b4e(?:me)?(s?)\b", r"quatrieme\1"),
    (r"\b1st\b", "first"),
    (r"\b2nd\b", "second"),
    (r"\b3rd\b", "third"),
    (r"\b4th\b", "fourth"),
)
_IN_FULL = tuple((re.compile(short), full) for short, full in _ABBREVIATED)
_IS_ABBREVIATED = re.compile("|".join(re.sub(r"\(\?P<\w+>", "(?:", short) for short, _ in _ABBREVIATED))


def in_full(light: str) -> str:
    """Write in full what a text without capitals and accents abbreviates.

    A day or a month in short may be another word ("may", "sept", "sun", "mon") or one of the other kind: what
    stands beside it decides, and where nothing does, it stays as it is.
    """
    for short, full in _IN_FULL if _IS_ABBREVIATED.search(light) else ():
        light = short.sub(full, light)
    return light
