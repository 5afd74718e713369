"""The digest of a statement: what tells whether the source still says the same, without quoting it."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

_WORDS = re.compile(r"[a-z0-9]+|✓")


def digest_statement(cells: Iterable[str]) -> str:
    """Digest the words of a statement.

    Args:
        cells: the cells of a table row, or the one text of a paragraph or list item.

    Returns:
        "sha256:" and 64 hexadecimal digits, which stay the same when only capitals, accents,
        punctuation, spaces or empty cells at the end change.
    """
    words = [" ".join(_WORDS.findall(_plain(cell))) for cell in cells]
    while words and not words[-1]:
        words.pop()
    return f"sha256:{sha256('|'.join(words).encode()).hexdigest()}"


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
