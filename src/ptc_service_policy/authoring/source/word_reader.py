"""A description in Word: what a .docx file holds, by the standard library alone."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from zipfile import BadZipFile, ZipFile

from ptc_service_policy.authoring.source.blocks import Block, Place, text_blocks
from ptc_service_policy.authoring.source.words import clean
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.text import LocalizedText

MAX_BYTES = 10_000_000
MAX_DEPTH = 100
MAX_ELEMENTS = 300_000
MAX_COLUMNS = 60
_PIECE = 65_536

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_TITLES = ("title", "subtitle", "titre", "sous-titre")
_CHANGES = LocalizedText(fr="des modifications en mode suivi", en="tracked changes")
_UNREAD = {
    f"{_W}ins": _CHANGES,
    f"{_W}del": _CHANGES,
    f"{_W}moveFrom": _CHANGES,
    f"{_W}moveTo": _CHANGES,
    f"{_W}txbxContent": LocalizedText(fr="une zone de texte", en="a text box"),
    f"{_W}footnoteReference": LocalizedText(fr="une note de bas de page", en="a footnote"),
    f"{_W}endnoteReference": LocalizedText(fr="une note de fin", en="an endnote"),
    f"{_W}altChunk": LocalizedText(fr="un document inséré", en="an inserted document"),
}
_NESTED = LocalizedText(fr="un tableau dans un tableau", en="a table within a table")
_WIDE = LocalizedText(fr="un tableau aux colonnes démesurées", en="a table that is far too wide")
_NO_WORD = LocalizedText(fr="ce n'est pas un fichier Word", en="it is not a Word file")
_TOO_MUCH = LocalizedText(
    fr="ce fichier Word est démesuré, ou contient ce que Word n'écrit jamais",
    en="this Word file is far too large, or holds what Word never writes",
)


def read_word(raw: bytes, file: str) -> tuple[Block, ...]:
    """Read the blocks of a Word file; ``file`` is the name by which places call it.

    Raises:
        PolicyError: if this is no Word file, or part of its text stands where it would be lost.
    """
    try:
        with ZipFile(BytesIO(raw)) as archive:
            body = _parse(_part(archive, "word/document.xml"), file).find(f"{_W}body")
            known = "word/styles.xml" in archive.namelist()
            styles = _parse(_part(archive, "word/styles.xml"), file) if known else Element("none")
    except (
        BadZipFile,
        zlib.error,
        ParseError,
        KeyError,
        ValueError,
        NotImplementedError,
        EOFError,
        RuntimeError,
    ):
        raise _refused(file, _NO_WORD) from None
    if body is None:
        raise _refused(file, _NO_WORD)
    reader = _Reader(styles, file)
    blocks = tuple(reader.read(body))
    if reader.problems:
        raise PolicyError(*dict.fromkeys(reader.problems))
    return blocks


def _refused(file: str, cause: LocalizedText) -> PolicyError:
    return PolicyError.of("PSP350", file=file, name=file, cause=cause)


def _part(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(MAX_BYTES + 1)


def _parse(raw: bytes, file: str) -> Element:
    """Parse XML that declares nothing of its own, and is neither long nor deep."""
    text = raw.decode("utf-8")
    if len(raw) > MAX_BYTES or "\0" in text or "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _refused(file, _TOO_MUCH)
    parser: Any = XMLPullParser(("start", "end"))
    depth = elements = 0
    root: Element | None = None
    for start in range(0, len(raw), _PIECE):
        parser.feed(raw[start : start + _PIECE])
        for event, element in parser.read_events():
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            elements += event == "start"
            if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
                raise _refused(file, _TOO_MUCH)
    parser.close()
    if root is None:
        raise _refused(file, _NO_WORD)
    return root


class _Reader:
    """Walk through the body of a document, counting its paragraphs and tables."""

    def __init__(self, styles: Element, file: str) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
        self._file = file
        self._paragraphs = 0
        self._tables = 0
        self.problems: list[Problem] = []

    def read(self, parent: Element) -> Iterator[Block]:
        for element in parent:
            if element.tag == f"{_W}p":
                self._paragraphs += 1
                yield from self._paragraph(element, Place(self._file, paragraph=self._paragraphs))
            elif element.tag == f"{_W}tbl":
                self._tables += 1
                yield from self._rows(element)
            elif element.tag in {f"{_W}sdt", f"{_W}sdtContent"}:
                yield from self.read(element)
            else:
                self._check(element, Place(self._file))

    def _paragraph(self, paragraph: Element, place: Place) -> Iterator[Block]:
        self._check(paragraph, place)
        style = self._style(paragraph)
        lines = _text_of(paragraph).replace("\t", " ").split("\n")
        listed = style.startswith(("list", "liste")) or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        heading = style.startswith(("heading", "titre")) and style not in _TITLES
        for number, line in enumerate(lines):
            first = number == 0
            yield from text_blocks(
                line, place, item=first and listed, heading=first and heading, follows=not first
            )

    def _style(self, paragraph: Element) -> str:
        """Return the name of the style that tells what a paragraph is: its own, or one that it rests on."""
        style, seen = paragraph.find(f"{_W}pPr/{_W}pStyle"), set[str]()
        while style is not None and (id_ := style.get(_VAL, "")) not in seen and id_ in self._styles:
            seen.add(id_)
            named = self._styles[id_].find(f"{_W}name")
            name = "" if named is None else named.get(_VAL, "").casefold()
            if name in _TITLES or name.startswith(("heading", "titre", "list", "liste")):
                return name
            style = self._styles[id_].find(f"{_W}basedOn")
        return ""

    def _rows(self, table: Element) -> Iterator[Block]:
        above: list[str] = []
        for number, row in enumerate(table.iter(f"{_W}tr"), start=1):
            place = Place(self._file, table=self._tables, row=number)
            self._check(row, place)
            above = list(self._cells(row, above, place))
            yield Block("row", tuple(above), place, table=self._tables)

    def _cells(self, row: Element, above: list[str], place: Place) -> Iterator[str]:
        """Read the cells of a row; a wide one leaves the others empty, one that goes on is said again."""
        at = 0
        for cell in row.iter(f"{_W}tc"):
            span, merge = cell.find(f"{_W}tcPr/{_W}gridSpan"), cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(_VAL, "continue") == "continue"
            width = "1" if span is None else span.get(_VAL, "1")
            if not width.isdecimal() or len(width) > 3 or at + int(width) > MAX_COLUMNS:
                self.problems.append(place.describe("PSP352", what=_WIDE))
                return
            text = clean(" ".join(map(_text_of, cell.iter(f"{_W}p"))))
            yield above[at] if goes_on and not text and at < len(above) else text
            yield from [""] * (int(width) - 1)
            at += max(int(width), 1)

    def _check(self, element: Element, place: Place) -> None:
        """Report what the text of an element would be read without."""
        found = {_UNREAD[part.tag]: None for part in element.iter() if part.tag in _UNREAD}
        if element.tag == f"{_W}tr" and element.find(f".//{_W}tbl") is not None:
            found[_NESTED] = None
        self.problems.extend(place.describe("PSP352", what=what) for what in found)


def _text_of(paragraph: Element) -> str:
    tabs = {id(tab) for stops in paragraph.iter(f"{_W}tabs") for tab in stops}
    return "".join(
        part.text or "" if part.tag == f"{_W}t" else _WRITTEN.get(part.tag, "")
        for part in paragraph.iter()
        if id(part) not in tabs
    )
