"""A description in Word: what a .docx file holds, by the standard library alone."""

import re
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, ParseError, XMLPullParser
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from ptc_service_policy.authoring.source.blocks import Block, Place, text_blocks
from ptc_service_policy.authoring.source.words import clean
from ptc_service_policy.errors import PolicyError, Problem
from ptc_service_policy.text import LocalizedText

MAX_BYTES = 10_000_000
MAX_DEPTH = 100
MAX_ELEMENTS = 300_000
MAX_COLUMNS = 60
MAX_RATIO = 200
MAX_STYLES = 20
_SMALL = 1_000
_PIECE = 65_536

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_VAL = f"{_W}val"
_MAIN = re.compile(r"word/document\d*\.xml")
_COMPRESSIONS = (ZIP_STORED, ZIP_DEFLATED)
_WRITTEN = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SYMBOLS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0xFC: "✓",
        0xFE: "☑",
        0xFB: "✗",
        0xFD: "☒",
        0x78: "☒",
        0xA8: "☐",
        0x6F: "☐",
        0x6C: "●",
        0x6E: "■",
        0x9F: "•",
        0xA7: "▪",
        0xD8: "➢",
    },
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x4F: "✗", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x95: "•"},
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0x6E: "●"},
    "symbol": {0xB7: "•", 0xD6: "√"},
}
"""The signs of the fonts that hold no letters, by font and code, which Word may move up by F000."""
_ICONS = {**dict.fromkeys((0xE001, 0xE081, 0xE10B, 0xE73E, 0xE8FB), "✓"), 0xE10A: "✗", 0xE711: "✗"}
"""The signs that the fonts of Segoe hold among the codes that Unicode leaves to each font."""
_MOVED = 0xF000
_PRIVATE = range(0xE000, 0xF900)
_CODE = re.compile(r"[0-9A-Fa-f]{2,5}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BULLETS = re.compile(r"(?:list bullet|liste à puces) ?(\d?)")
_TITLES = ("title", "subtitle", "titre", "sous-titre")
_CONTAINERS = frozenset((f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SAID = frozenset((f"{_W}pPr", f"{_W}rPr", _FALLBACK))
_OFF = ("0", "false", "off")


def _tags(names: str, french: str, english: str) -> dict[str, LocalizedText]:
    return dict.fromkeys((f"{_W}{name}" for name in names.split()), LocalizedText(fr=french, en=english))


_UNREAD = {
    **_tags("ins del moveFrom moveTo cellIns cellDel", "des modifications en mode suivi", "tracked changes"),
    **_tags("txbxContent", "une zone de texte", "a text box"),
    **_tags("footnoteReference endnoteReference", "une note", "a note"),
    **_tags("checkBox ddList", "un champ de formulaire", "a form field"),
    **_tags("altChunk subDoc", "un document inséré", "an inserted document"),
    **_tags("ruby", "du texte annoté", "annotated text"),
    _FORMULA: LocalizedText(fr="une formule", en="a formula"),
}
_UNREAD_IF_MARKED = {
    **_tags("strike dstrike", "du texte barré", "text that is struck through"),
    **_tags("vanish", "du texte masqué", "hidden text"),
}
_UNREAD_IN_A_TABLE = {
    **_tags("drawing pict", "une image dans un tableau", "a picture in a table"),
    **_tags("tbl tr", "un tableau dans un tableau", "a table within a table"),
}
_SYMBOL = LocalizedText(fr="un symbole inconnu", en="an unknown symbol")
_WIDE = LocalizedText(fr="un tableau aux colonnes démesurées", en="a table that is far too wide")
_STYLES = LocalizedText(
    fr="un style qui repose sur trop d'autres", en="a style that is based on too many others"
)
_NO_WORD = LocalizedText(fr="ce n'est pas un fichier Word", en="it is not a Word file")
_TOO_MUCH = LocalizedText(
    fr="ce fichier Word est démesuré, ou contient ce que Word n'écrit jamais",
    en="this Word file is far too large, or holds what Word never writes",
)


def read_word(raw: bytes, file: str) -> Iterator[Block]:
    """Read the blocks of a Word file; ``file`` is the name by which places call it.

    Raises:
        PolicyError: if this is no Word file, or part of its text stands where it would be lost.
    """
    try:
        with ZipFile(BytesIO(raw)) as archive:
            main = next(filter(_MAIN.fullmatch, archive.namelist()), "word/document.xml")
            body = _parse(_part(archive, main), file).find(f"{_W}body")
            known = "word/styles.xml" in archive.namelist()
            styles = _parse(_part(archive, "word/styles.xml"), file) if known else Element("none")
    except (
        BadZipFile,
        zlib.error,
        ParseError,
        LookupError,
        ValueError,
        NotImplementedError,
        EOFError,
        RuntimeError,
    ):
        raise _refused(file, _NO_WORD) from None
    if body is None:
        raise _refused(file, _NO_WORD)
    reader = _Reader(styles, file)
    yield from reader.read(body)
    if reader.problems:
        raise PolicyError(*dict.fromkeys(reader.problems))


def _refused(file: str, cause: LocalizedText) -> PolicyError:
    return PolicyError.of("PSP350", file=file, name=file, cause=cause)


def _part(archive: ZipFile, name: str) -> bytes:
    told = archive.getinfo(name)
    if told.compress_type not in _COMPRESSIONS or told.file_size > MAX_RATIO * (told.compress_size + _SMALL):
        raise BadZipFile(name)
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


_Fonts = tuple[str, str]


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
            elif element.tag in _CONTAINERS:
                yield from self.read(element)
            else:
                self._check(element, Place(self._file))

    def _paragraph(self, paragraph: Element, place: Place) -> Iterator[Block]:
        self._check(paragraph, place)
        style = self._style(paragraph, place)
        lines = self._text(paragraph, place).replace("\t", " ").split("\n")
        listed = style.startswith(("list", "liste")) or paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        heading = style.startswith(("heading", "titre")) and style not in _TITLES
        bullets = _BULLETS.fullmatch(style)
        level = paragraph.find(_path("pPr/numPr/ilvl"))
        indent = None if bullets is None else int(bullets[1] or 1) + _width(level, 0)
        yield from text_blocks(lines[0], place, item=listed, heading=heading, indent=indent)
        for line in lines[1:]:
            yield from text_blocks(line, place, follows=True)

    def _style(self, paragraph: Element, place: Place) -> str:
        """Return the name of the style that tells what a paragraph is: its own, or one that it rests on."""
        for style in self._styles_of(paragraph, "pPr/pStyle", place):
            named = style.find(f"{_W}name")
            name = "" if named is None else named.get(_VAL, "").casefold()
            if name in _TITLES or name.startswith(("heading", "titre", "list", "liste")):
                return name
        return ""

    def _styles_of(self, element: Element, path: str, place: Place) -> Iterator[Element]:
        """Yield the style that an element names, and those that it rests on."""
        style, seen = element.find(_path(path)), set[str]()
        while style is not None and (id_ := style.get(_VAL, "")) not in seen and id_ in self._styles:
            seen.add(id_)
            if len(seen) > MAX_STYLES:
                self.problems.append(place.describe("PSP352", what=_STYLES))
                break
            yield self._styles[id_]
            style = self._styles[id_].find(f"{_W}basedOn")

    def _fonts(self, element: Element, place: Place, fonts: _Fonts) -> _Fonts:
        """Return the fonts of a paragraph or run: for plain letters, and for all others."""
        own = "rPr" if element.tag == f"{_W}r" else "pPr"
        for each in (element, *self._styles_of(element, f"{own}/{own[0]}Style", place)):
            named = each.find(_path("rPr/rFonts"))
            if named is not None:
                plain = named.get(f"{_W}ascii", fonts[0])
                return plain.casefold(), named.get(f"{_W}hAnsi", plain).casefold()
        return fonts

    def _text(self, element: Element, place: Place, fonts: _Fonts = ("", "")) -> str:
        """Return the text of a paragraph or run; raised or lowered figures stay apart from others."""
        if element.tag in _WRITTEN or element.tag in _NOT_SAID:
            return _WRITTEN.get(element.tag, "")
        signs: list[str | None] = []
        if element.tag == f"{_W}t":
            signs += [_sign(ord(each), fonts[not each.isascii()]) for each in element.text or ""]
        elif element.tag == f"{_W}sym":
            code, font = element.get(f"{_W}char", ""), element.get(f"{_W}font", "").casefold()
            sign = _sign(int(code, 16), font) if _CODE.fullmatch(code) else None
            signs.append(sign if sign is not None and sign.isprintable() else None)
        if None in signs:
            self.problems.append(place.describe("PSP352", what=_SYMBOL))
        if element.tag in {f"{_W}p", f"{_W}r"}:
            fonts = self._fonts(element, place, fonts)
        text = "".join((*filter(None, signs), *(self._text(each, place, fonts) for each in element)))
        stands = element.find(_path("rPr/vertAlign"))
        return text if stands is None or stands.get(_VAL) == "baseline" else text.translate(_RAISED)

    def _rows(self, table: Element) -> Iterator[Block]:
        above: list[str] = []
        for number, row in enumerate(_within(table, f"{_W}tr"), start=1):
            place = Place(self._file, table=self._tables, row=number)
            self._check(row, place)
            above = list(self._cells(row, above, place))
            yield Block("row", tuple(above), place, table=self._tables)

    def _cells(self, row: Element, above: list[str], place: Place) -> Iterator[str]:
        """Read the cells of a row; a wide one leaves the others empty, one that goes on is said again."""
        at = _width(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
        yield from [""] * min(at, MAX_COLUMNS)
        for cell in _within(row, f"{_W}tc"):
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(_VAL, "continue") == "continue"
            width = _width(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
            if at + width > MAX_COLUMNS:
                self.problems.append(place.describe("PSP352", what=_WIDE))
                return
            text = clean(" ".join(self._text(each, place) for each in _within(cell, f"{_W}p")))
            yield above[at] if goes_on and not text and at < len(above) else text
            yield from [""] * (width - 1)
            at += max(width, 1)

    def _check(self, element: Element, place: Place) -> None:
        """Report what the text of an element would be read without, or otherwise than it is meant."""
        found = {_UNREAD[part.tag]: None for part in element.iter() if part.tag in _UNREAD}
        found |= {_UNREAD_IF_MARKED[tag]: None for tag in _marks_of(element)}
        if element.tag == f"{_W}tr":
            inside = {part.tag for part in element.iter() if part is not element}
            found |= {what: None for tag, what in _UNREAD_IN_A_TABLE.items() if tag in inside}
        self.problems.extend(place.describe("PSP352", what=what) for what in found)


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the children of a kind, also those in a container, and not what is nested in them."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _CONTAINERS:
            yield from _within(element, tag)


def _marks_of(element: Element) -> set[str]:
    """Return by which marks text within an element is not meant as it reads."""
    found: set[str] = set()
    left: list[tuple[Element, frozenset[str]]] = [(element, frozenset())]
    while left:
        part, on = left.pop()
        if part.tag == f"{_W}r":
            marks = (part.find(f"{_W}rPr/{tag}") for tag in _UNREAD_IF_MARKED)
            on |= {mark.tag for mark in marks if mark is not None and mark.get(_VAL) not in _OFF}
        if part.tag == f"{_W}sym" or (part.tag == f"{_W}t" and (part.text or "").strip()):
            found |= on
        left += [(each, on) for each in part if each.tag not in _NOT_SAID]
    return found


def _width(span: Element | None, unsaid: int) -> int:
    """Return how many columns something takes; more than there may be where that is no number."""
    told = str(unsaid) if span is None else span.get(_VAL, "1")
    return int(told) if told.isdecimal() and len(told) < 4 else MAX_COLUMNS + 1


def _path(names: str) -> str:
    return "/".join(f"{_W}{name}" for name in names.split("/"))


def _sign(code: int, font: str) -> str | None:
    """Return the sign of a font at a code; None where it is not known which."""
    if font in _SYMBOLS:
        low = code - _MOVED if code >= _MOVED else code
        return " " if low == ord(" ") else _SYMBOLS[font].get(low)
    if code in _PRIVATE and font.startswith("segoe"):
        return _ICONS.get(code)
    return chr(code)
