"""A description in Word: paragraphs, lists, headings and tables of a .docx file."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from ptc_service_policy.authoring.source.blocks import Block, Place, text_blocks
from ptc_service_policy.authoring.source.refusal import RefusedDescriptionError
from ptc_service_policy.authoring.source.words import clean
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.text import LocalizedText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADINGS = ("heading", "titre")
_TITLES = ("title", "subtitle", "titre", "sous-titre")
_LISTS = ("list", "liste")
_UNREAD = {
    f"{_W}ins": LocalizedText(fr="des modifications suivies", en="tracked changes"),
    f"{_W}del": LocalizedText(fr="des modifications suivies", en="tracked changes"),
    f"{_W}moveFrom": LocalizedText(fr="des modifications suivies", en="tracked changes"),
    f"{_W}moveTo": LocalizedText(fr="des modifications suivies", en="tracked changes"),
    f"{_W}txbxContent": LocalizedText(fr="une zone de texte", en="a text box"),
    f"{_W}footnoteReference": LocalizedText(fr="une note de bas de page", en="a footnote"),
    f"{_W}endnoteReference": LocalizedText(fr="une note de fin", en="an endnote"),
    f"{_W}altChunk": LocalizedText(fr="un document inséré", en="an inserted document"),
}


def read_word(raw: bytes, file: str) -> tuple[Block, ...]:
    """Read the blocks of a Word file; ``file`` is the name by which places call it.

    Raises:
        PolicyError: if python-docx is not installed, or this is no Word file.
        RefusedDescriptionError: if part of its text stands where it would be lost.
    """
    try:
        from docx import Document
    except ImportError:
        raise PolicyError.of("PSP351", file=file) from None
    try:
        document = Document(BytesIO(raw))
    except Exception:  # python-docx lets every error of zip and XML through
        cause = LocalizedText(fr="ce n'est pas un fichier Word", en="it is no Word file")
        raise PolicyError.of("PSP350", file=file, name=file, cause=cause) from None
    return _Reader(document, file).read()


class _Reader:
    """Walk through the body of a document, counting its paragraphs and tables."""

    def __init__(self, document: Any, file: str) -> None:
        self._body = document.element.body
        self._styles = {style.style_id: style for style in document.styles}
        self._file = file
        self._paragraphs = 0
        self._tables = 0
        self._problems: list[Problem] = []

    def read(self) -> tuple[Block, ...]:
        blocks = tuple(self._read(self._body))
        if self._problems:
            raise RefusedDescriptionError(*self._problems)
        return blocks

    def _read(self, parent: Any) -> Iterator[Block]:
        for element in parent:
            if element.tag == f"{_W}p":
                self._paragraphs += 1
                yield from self._paragraph(element, Place(self._file, paragraph=self._paragraphs))
            elif element.tag == f"{_W}tbl":
                self._tables += 1
                yield from self._rows(element)
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent"}:
                yield from self._read(element)
            else:
                self._check(element, Place(self._file))

    def _paragraph(self, paragraph: Any, place: Place) -> Iterator[Block]:
        self._check(paragraph, place)
        style = self._style(paragraph)
        first, *others = _text_of(paragraph).replace("\t", " ").split("\n")
        if style in _TITLES:
            yield from (Block("paragraph", (clean(text),), place) for text in (first, *others) if clean(text))
            return
        listed = style.startswith(_LISTS) or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        yield from text_blocks(
            first, place, item=listed, heading=style.startswith(_HEADINGS) and style not in _TITLES
        )
        for other in others:
            yield from text_blocks(other, place)

    def _style(self, paragraph: Any) -> str:
        """Return the name of the style that tells what a paragraph is: its own, or one that it rests on."""
        style = self._styles.get(paragraph.style)
        names = []
        while style is not None:
            names.append(str(style.name).casefold())
            style = style.base_style
        told = (name for name in names if name in _TITLES or name.startswith((*_HEADINGS, *_LISTS)))
        return next(told, "")

    def _rows(self, table: Any) -> Iterator[Block]:
        for number, row in enumerate(table.iter(f"{_W}tr"), start=1):
            place = Place(self._file, table=self._tables, row=number)
            self._check(row, place)
            yield Block("row", tuple(_cells_of(row)), place, self._tables)

    def _check(self, element: Any, place: Place) -> None:
        """Report what the text of an element would be read without."""
        found = {_UNREAD[part.tag]: None for part in element.iter() if part.tag in _UNREAD}
        if sum(1 for _ in element.iter(f"{_W}tbl")) and element.tag == f"{_W}tr":
            found[LocalizedText(fr="un tableau dans un tableau", en="a table within a table")] = None
        self._problems.extend(place.describe("PSP352", what=what) for what in found)


def _cells_of(row: Any) -> Iterator[str]:
    """Read the cells of a row; a cell that spans several columns leaves the others empty."""
    for cell in row.iter(f"{_W}tc"):
        paragraphs = (_text_of(paragraph) for paragraph in cell.iter(f"{_W}p"))
        yield clean(" ".join(paragraphs))
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        yield from ("" for _ in range(1, int(span.get(f"{_W}val")) if span is not None else 1))


def _text_of(paragraph: Any) -> str:
    return "".join(
        part.text or "" if part.tag == f"{_W}t" else _WRITTEN.get(part.tag, "")
        for part in paragraph.iter()
        if part.getparent().tag != f"{_W}tabs"
    )
