"""Words as they are compared: whatever their capitals, accents, spaces, dashes and apostrophes."""

import re
import unicodedata

_DASHES = re.compile(r"[‐‑‒–—―−]")
_APOSTROPHES = re.compile(r"[’‘ʼ´`′]")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_SMALL_WORDS = frozenset(("a", "au", "aux", "d", "de", "des", "du", "et", "l", "la", "le", "les", "pour"))
_LIGATURES = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}


def clean(text: str) -> str:
    """Take invisible characters, ligatures and unusual spaces out of a text; its words stay."""
    kept = (character for character in text if unicodedata.category(character) != "Cf")
    return " ".join("".join(_LIGATURES.get(character, character) for character in kept).split())


def lighten(text: str) -> str:
    """Write a text without capitals, accents and typography, but with its punctuation."""
    decomposed = unicodedata.normalize("NFKD", clean(text).casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_DASHES.sub("-", _APOSTROPHES.sub(" ", plain).replace("'", " ")).split())


def fold(text: str) -> str:
    """Write the words of a text alone, with one space between them."""
    return _NO_WORD.sub(" ", lighten(text)).strip()


def key_of(name: str) -> str:
    """Write the words by which a name is known: without articles, prepositions and plurals."""
    return " ".join(word.rstrip("sx") or word for word in fold(name).split() if word not in _SMALL_WORDS)
