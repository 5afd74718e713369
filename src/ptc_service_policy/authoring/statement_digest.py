"""The digest of a statement: what tells whether the source still says the same, without quoting it."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.{1,400}?)(?<=\S)\1(?!\w)")
_RAISED = re.compile("[⁰¹²³⁴-⁹]")
_SYMBOLS = "✓%<>±~^+$€£≤≥≠*†‡"
_WORDS = re.compile(rf"\d+(?:[.,]\d+)+|[a-z0-9]+|[{_SYMBOLS}]|(?<![a-z0-9] )(?<![a-z0-9])[-−](?=\d)")
_ALIKE = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "≠": "±"})


def digest_statement(cells: Iterable[str]) -> str:
    """Digest the words, numbers and symbols of a statement.

    Args:
        cells: the cells of a table row, or the one text of a paragraph or list item.

    Returns:
        "sha256:" and 64 hexadecimal digits, which stay the same when only capitals, accents,
        punctuation, emphasis, spaces or empty cells at the end change.
    """
    words = [" ".join(words_of(cell)) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return f"sha256:{sha256('|'.join(words).encode()).hexdigest()}"


def words_of(text: str) -> list[str]:
    """Return the words, numbers and symbols of a text, without capitals and accents."""
    return _WORDS.findall(without_marks(text))


@lru_cache(maxsize=1024)
def without_marks(text: str) -> str:
    """Write a text without capitals, accents, emphasis and invisible signs; a raised figure becomes "^"."""
    if not text.isascii():
        text = "".join(each for each in text.translate(_ALIKE) if unicodedata.category(each) != "Cf")
    plain = _RAISED.sub("^", _EMPHASIS.sub(r"\2", text))
    decomposed = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(each for each in decomposed if not unicodedata.combining(each))
