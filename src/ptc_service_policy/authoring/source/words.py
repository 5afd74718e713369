"""Words as they are compared: whatever their capitals, accents, spaces, dashes and apostrophes."""

import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from ptc_service_policy.authoring.statement_digest import without_marks, words_of

_DASHES = re.compile(r"[-‐‑‒–—―−]+")
_APOSTROPHES = re.compile(r"[’‘ʼ´`′']")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_DAYS = {
    **{name[:3]: name for name in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")},
    **{
        name[:3]: name
        for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    },
}
_DAY = rf"\b(?:{'|'.join(f'{short}(?:{name[3:]})?' for short, name in _DAYS.items())})\b"
_DAYS_IN_A_ROW = rf"{_DAY}\.?(?:(?: ?[,-] ?| (?:au|a|et|ou|to|and|or|through) ){_DAY}\.?)+"


def _days_in_full(found: re.Match[str]) -> str:
    """Write days in full; an abbreviation alone may be another word, and beside a day it is one."""
    return re.sub(rf"({_DAY})\.?", lambda day: _DAYS[day[1][:3]], found[0])


_ABBREVIATED: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (_DAYS_IN_A_ROW, _days_in_full),
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
_IS_ABBREVIATED = re.compile("|".join(short for short, _ in _ABBREVIATED))
"""What French and English abbreviate in every document, as ``lighten`` leaves it."""
_LIKENESS_BITS = 64


def clean(text: str) -> str:
    """Write a text with one space between its words."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def lighten(text: str) -> str:
    """Write a text in full, without capitals, accents and typography, but with its punctuation."""
    light = " ".join(_DASHES.sub("-", _APOSTROPHES.sub(" ", without_marks(text))).split())
    for short, full in _IN_FULL if _IS_ABBREVIATED.search(light) else ():
        light = short.sub(full, light)
    return light


def fold(text: str) -> str:
    """Write the words of a text alone, with one space between them."""
    return _NO_WORD.sub(" ", lighten(text)).strip()


def stem(word: str) -> str:
    """Take the plural off a folded word."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def root(word: str) -> str:
    """Take the plural and the feminine off a folded word."""
    return masculine(stem(word))


def masculine(word: str) -> str:
    """Take the feminine off a folded word."""
    return word[:-1] if len(word) > 4 and word[-1] == "e" else word


def short_digest(text: str) -> str:
    """Digest a text in 16 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()[:16]


def likeness(text: str) -> str:
    """Write 64 bits of which two texts share the more, the more words they share (a simhash)."""
    counts = [0] * _LIKENESS_BITS
    for word in words_of(text):
        if len(word) > 2:
            bits = _bits(word)
            for place in range(_LIKENESS_BITS):
                counts[place] += 1 if bits >> place & 1 else -1
    return f"{sum(1 << place for place, count in enumerate(counts) if count > 0):016x}"


def distance(one: str, other: str) -> int:
    """Count the bits in which two likenesses differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


@lru_cache(maxsize=4096)
def _bits(word: str) -> int:
    return int(short_digest(word), 16)
