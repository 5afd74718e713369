"""Words as they are compared: whatever their capitals, accents, spaces, dashes and apostrophes."""

import re
from functools import lru_cache
from hashlib import sha256

from ptc_service_policy.authoring.source.abbreviations import in_full
from ptc_service_policy.authoring.statement_digest import without_marks, words_of

_DASHES = re.compile(r"[-‐‑‒–—―−]+")
_APOSTROPHES = re.compile(r"[’‘ʼ´`′']")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_INVARIABLE = frozenset(("mars",))
"""What is no plural, and without its last letter another word."""
_LIKENESS_BITS = 64


def clean(text: str) -> str:
    """Write a text with one space between its words."""
    return " ".join(text.split())


@lru_cache(maxsize=4096)
def lighten(text: str) -> str:
    """Write a text in full, without capitals, accents and typography, but with its punctuation."""
    light = " ".join(_DASHES.sub("-", _APOSTROPHES.sub(" ", without_marks(text))).split())
    return in_full(light)


def fold(text: str) -> str:
    """Write the words of a text alone, with one space between them."""
    return _NO_WORD.sub(" ", lighten(text)).strip()


def stem(word: str) -> str:
    """Take the plural off a folded word."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and word not in _INVARIABLE else word


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
