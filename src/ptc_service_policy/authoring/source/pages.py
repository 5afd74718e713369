"""What printing adds to the pages of a document, and what says nothing wherever it stands."""

import re
from collections.abc import Collection

from ptc_service_policy.authoring.source.blocks import Block
from ptc_service_policy.authoring.source.words import clean, fold

_PAGE = r"(?:(?:page|p) \d{1,4}(?: (?:sur |of |de )?\d{1,4})?|\d{1,4}(?: (?:sur |of |de )?\d{1,4})? page)"
_OWNED = re.compile(
    r"(?:(?:©|\([cC]\)|(?i:copyright))\s*)+(?P<owner>(?:(?:\d{4}(?:\s*[-–]\s*\d{4})?|[A-Z][\w&.'’-]*)[\s,.]*){1,6})"
    r"[\s,.–-]*(?i:tous droits réservés|all rights reserved)?[\s.]*"
)
_APART = re.compile(r"\s*[|•·\t]\s*|\s+[-–—]\s+")
_NUMBER = re.compile(r"[\s\[(|–—-]*\d{1,4}(?:\s*/\s*\d{1,4})?[\s\])|–—-]*")
_LEADER = re.compile(r"(?:\s*…|(?:\s*[.·_]){2,})+\s*\d{1,4}\s*$")
_PAGE_NUMBER = re.compile(r"(?<=\S) \d{1,4}$")
_CONTENTS = frozenset(("table des matieres", "sommaire", "table of contents", "contents"))

_HEADING_AND_PAGE = 2


def is_of_a_page(block: Block) -> bool:
    """Tell a line that a printed page adds: its number, and to whom the document belongs."""
    parts = parts_of(block)
    told = [part for part in parts if _says_nothing(part)]
    if block.kind == "row" and parts == [block.cells[0]] and _NUMBER.fullmatch(parts[0]):
        return True
    return bool(told) and all(part in told or _NUMBER.fullmatch(part) for part in parts)


def may_be_of_a_page(block: Block, titles: Collection[str]) -> bool:
    """Tell a line that holds a number alone, or the title again, where no sentence needs it."""
    parts = parts_of(block)
    numbers = [bool(_NUMBER.fullmatch(part)) for part in parts]
    known = (
        is_number or fold(part) in titles or _says_nothing(part)
        for part, is_number in zip(parts, numbers, strict=True)
    )
    return bool(parts) and all(known) and (block.kind != "row" or not all(numbers))


def parts_of(block: Block) -> list[str]:
    """Return what a line holds apart: the cells of a row, and what bars or dashes keep from each other."""
    cells = block.cells if block.kind == "row" else (block.raw,)
    whole = " ".join(cells)
    if _says_nothing(whole) or _NUMBER.fullmatch(whole):
        return [clean(whole)]
    return [part for cell in cells for part in _APART.split(cell.strip()) if fold(part)]


def listed_heading(block: Block) -> tuple[str | None, bool]:
    """Return the heading that a line of a table of contents may list, if any, and whether it surely does."""
    if block.kind == "row":
        filled = [cell for cell in block.cells if cell]
        is_listed = len(filled) == _HEADING_AND_PAGE and filled[1].isdecimal()
        return (filled[0] if is_listed else None), is_listed
    for leader in (_LEADER, _PAGE_NUMBER):
        if leader.search(block.raw):
            return leader.sub("", block.raw), leader is _LEADER
    return None, False


def is_head_of_contents(block: Block) -> bool:
    """Tell a line by which a table of contents may begin."""
    return fold(block.raw) in _CONTENTS


def _says_nothing(part: str) -> bool:
    return re.fullmatch(_PAGE, fold(part)) is not None or _OWNED.fullmatch(part) is not None
