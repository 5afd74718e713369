"""What a reader makes of a file: its blocks, in order, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ptc_service_policy.authoring.source.words import clean, fold, short_digest
from ptc_service_policy.errors import PathItem, Problem, describe
from ptc_service_policy.text import Language, Writable

BlockKind = Literal["heading", "paragraph", "item", "row"]

_BULLET = re.compile(
    r"\s*(?:[-‐‑‒–—−•·◦▪▫‣⁃●○■□➢➤►▶▸→❖◆◇❑❒*+o\uf0b7\uf0a7]"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)])\s+(?=\S)"
)
_RANK = r"(?:\d{1,2}(?:\.\d{1,2}){0,9}|[IVX]{1,6}|[ivx]{1,6}|[A-Za-z])"
_NUMBERING = re.compile(
    rf"\A\s*(?:\(?{_RANK}\s?[.):°/]+(?:\s?[-–—])?|{_RANK}\s?[-–—]|\d{{1,2}}(?:\.\d{{1,2}}){{1,9}}(?=\s+[*_«\"“]*[^\W\da-z])"
    rf"|(?:§|(?i:article|chapitre|chapter|partie|part|section)\s)\s?{_RANK}(?:\s?[-–—.):])?)\s+(?!\d)"
)
"""The number of a heading or statement, of which a sign tells that it counts nothing."""
_HEADING_NUMBER = re.compile(r"\A\s*(?:\d{1,2}(?:\.\d{1,2}){0,9}|[IVX]{1,6})\s+")
_MARKUP = re.compile(r"\A\s*#{1,6}\s")
_MOST_WORDS_OF_A_HEADING = 25


@dataclass(frozen=True, slots=True)
class Place(Writable):
    """Locate something in a document: by its line in a text, by paragraph or table and row in Word."""

    file: str
    line: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None

    def write(self, language: Language) -> str:
        """Write the place as a reader of the document looks for it."""
        french = language == "fr"
        if self.line is not None:
            return f"{self.file}, {'ligne' if french else 'line'} {self.line}"
        if self.paragraph is not None:
            return f"{self.file}, {'paragraphe' if french else 'paragraph'} {self.paragraph}"
        if self.table is not None:
            table, row = ("tableau", "ligne") if french else ("table", "row")
            return f"{self.file}, {table} {self.table}, {row} {self.row}"
        return self.file

    @property
    def path(self) -> tuple[PathItem, ...]:
        """Return the place as a path, where the document has no lines."""
        if self.table is not None:
            return "table", str(self.table), "row", str(self.row)
        return () if self.paragraph is None else ("paragraph", str(self.paragraph))

    def describe(self, code: str, **values: Any) -> Problem:
        """Build the problem of ``code`` at this place of the document."""
        column = None if self.line is None else 1
        return describe(
            code, file=self.file, line=self.line, column=column, path=self.path, place=self, **values
        )


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one heading, paragraph, list item or table row.

    ``raw`` is its text with bullet and marks, ``table`` numbers the tables of the file, and ``follows`` tells
    whether it stands right below the block before it. ``indent`` is that of an item whose sign is no rank.
    """

    kind: BlockKind
    cells: tuple[str, ...]
    place: Place
    raw: str = ""
    table: int | None = None
    follows: bool = False
    indent: int | None = None


def text_blocks(
    text: str,
    place: Place,
    *,
    item: bool = False,
    heading: bool = False,
    follows: bool = False,
    indent: int | None = 0,
) -> Iterator[Block]:
    """Tell what a line of running text is; nothing comes of a blank one.

    Args:
        text: the line, its bullet and marks included.
        place: where it stands.
        item: whether the file itself marks it as an item of a list.
        heading: whether the file itself marks it as a heading.
        follows: whether it stands right below the line before it.
        indent: how far the file itself indents an item; None where it may give it a rank.
    """
    if not fold(text) and "✓" not in text:
        return
    bullet = _BULLET.match(text)
    # Cleaned first: to look for spaces from each space on would take the square of their number.
    words = title_of(clean(text))
    listed = item or (bullet is not None and not _NUMBERING.match(text))
    if heading or _MARKUP.match(text) or (not listed and _is_in_capitals(words)):
        yield Block("heading", (words,), place, clean(text), follows=follows)
    elif item or bullet:
        rest = clean(text[bullet.end() :] if bullet else text)
        if indent is not None:
            sign = bullet[0].strip() if bullet else ""
            is_rank = sign != "o" and sign.strip("(")[:1].isalnum()
            indent = None if is_rank else indent + len(text) - len(text.lstrip())
        yield Block("item", (rest,), place, clean(text), follows=follows, indent=indent)
    else:
        yield Block("paragraph", (clean(text),), place, clean(text), follows=follows)


def unnumbered(text: str) -> str:
    """Return a text without the number that it has in its document."""
    return _NUMBERING.sub("", text, count=1)


def title_of(heading: str) -> str:
    """Return the words of a heading, without marks and its number."""
    bare = unnumbered(_MARKUP.sub("", heading, count=1))
    return _HEADING_NUMBER.sub("", bare, count=1)


def heading_digest(heading: str | None) -> str:
    """Digest a heading, whatever its number; that of the title page is empty."""
    return short_digest(fold(title_of(heading or "")))


def _is_in_capitals(words: str) -> bool:
    letters = words.strip("*_ ")
    capitals, small = sum(map(str.isupper, letters)), sum(map(str.islower, letters))
    short = len(letters.split()) <= _MOST_WORDS_OF_A_HEADING and capitals > 3
    # A trade name such as SaaS keeps its small letters among capitals.
    return short and small * 8 < capitals and not letters.endswith((".", ";", ":", "!", "?"))
