"""What a reader makes of a file: its blocks, in order, each with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ptc_service_policy.authoring.source import vocabulary
from ptc_service_policy.authoring.source.words import clean, fold
from ptc_service_policy.errors import PathItem, Problem, describe
from ptc_service_policy.text import Language, Writable

BlockKind = Literal["heading", "paragraph", "item", "row"]

_BULLET = re.compile(r"\s*(?:[-‐‑‒–—−•·◦▪▫‣⁃●○■□➢*+o\uf0b7\uf0a7]|\(?\d{1,2}[.)])\s+(?=\S)")
_NUMBERING = re.compile(r"\s*(?:#{1,6}|\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}[.)])\s+")
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
            where = f"{'ligne' if french else 'line'} {self.line}"
        elif self.paragraph is not None:
            where = f"{'paragraphe' if french else 'paragraph'} {self.paragraph}"
        elif self.table is not None:
            table, row = ("tableau", "ligne") if french else ("table", "row")
            where = f"{table} {self.table}, {row} {self.row}"
        else:
            return self.file
        return f"{self.file}, {where}"

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
    """Hold one heading, paragraph, list item or table row; ``table`` numbers the tables of the file."""

    kind: BlockKind
    cells: tuple[str, ...]
    place: Place
    table: int | None = None


def text_blocks(
    text: str, place: Place, *, item: bool = False, heading: bool = False, capitals: bool = True
) -> Iterator[Block]:
    """Tell what a line of running text is; nothing comes of a blank one.

    Args:
        text: the line, its bullet and marks included.
        place: where it stands.
        item: whether the file itself marks it as an item of a list.
        heading: whether the file itself marks it as a heading.
        capitals: whether capitals make a heading; not where the whole document is in capitals.
    """
    if not fold(text):
        return
    bullet = _BULLET.match(text)
    of_a_list = item or (bullet is not None and not _NUMBERING.match(text))
    if heading or (not item and _is_heading(text, capitals=capitals and not of_a_list)):
        yield Block("heading", (clean(_NUMBERING.sub("", text, count=1)),), place)
    elif item or bullet:
        yield Block("item", (clean(text[bullet.end() :] if bullet else text),), place)
    else:
        yield Block("paragraph", (clean(text),), place)


def _is_heading(text: str, *, capitals: bool) -> bool:
    """Know a heading by its words, or by its capitals."""
    words = _NUMBERING.sub("", text, count=1)
    if vocabulary.section_of_heading(words) is not None:
        return True
    letters = clean(words).replace("SaaS", "").strip("*_ ")
    short = len(letters.split()) <= _MOST_WORDS_OF_A_HEADING and len(letters) > 3
    return capitals and short and letters.isupper() and not letters.endswith((".", ";", ":", "!", "?"))
