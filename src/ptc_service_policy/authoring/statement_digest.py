"""The digest of a statement: what tells whether the source still says the same, without quoting it."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.{1,400}?)(?<=\S)\1(?!\w)")
SYMBOLS = "✓%<>±~^+$€£≤≥*†‡"
"""The signs that count as words do."""
WORDS = re.compile(rf"\d+(?:[.,]\d+)+|[a-z0-9]+|[{SYMBOLS}]|(?<![a-z0-9] )(?<![a-z0-9])[-−](?=\d)")
_ALIKE = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "‰": "±", "√": "✓", "⁄": "/", "∕": "/"})
_OVERLAY = 1
"""The combining class of what strikes a letter through."""


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
    return WORDS.findall(without_marks(text))


@lru_cache(maxsize=1024)
def without_marks(text: str) -> str:
    """Write a text without capitals, accents, emphasis and invisible signs.

    A figure that is raised, lowered or circled becomes "^", and a sign of mathematics or money that is none
    of ``SYMBOLS``, or strikes a letter through, "±": what they mean is not read, and never passed over.
    """
    if not text.isascii():
        text = "".join(map(_without_mark, text.translate(_ALIKE)))
    decomposed = unicodedata.normalize("NFKD", _EMPHASIS.sub(r"\2", text).casefold())
    classes = ((each, unicodedata.combining(each)) for each in decomposed)
    return "".join("±" if kind == _OVERLAY else each for each, kind in classes if kind in {0, _OVERLAY})


def _without_mark(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cf" or "\ufe00" <= sign <= "\ufe0f":
        return ""
    if category == "No":
        return "^"
    return "±" if category in {"Sm", "Sc"} and sign not in f"{SYMBOLS}−" and not sign.isascii() else sign
