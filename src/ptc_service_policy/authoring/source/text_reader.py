"""A description in plain text: one statement a line, the cells of tables apart by tabs or within bars."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ptc_service_policy.authoring.source.blocks import Block, Place, text_blocks
from ptc_service_policy.authoring.source.words import clean

LINE_END = re.compile(r"\r\n?|\n")
_BARS = re.compile(r"\s*\|(?P<cells>.*)\|\s*")
_RULE = re.compile(r"[\s|:-]*")


def read_text(text: str, file: str) -> Iterator[Block]:
    """Read the blocks of a text; ``file`` is the name by which places call it."""
    table, within, blank = 0, False, True
    for number, written in enumerate(LINE_END.split(text), start=1):
        if not written.strip():
            within, blank = False, True
            continue
        barred = _BARS.fullmatch(written)
        if barred is not None and _RULE.fullmatch(written):
            continue
        line = written if barred is None else barred["cells"].replace("|", "\t") + "\t"
        place = Place(file, line=number)
        blocks = tuple(text_blocks(line.replace("\t", " "), place, follows=not blank))
        if _is_row(line, blocks, within=within):
            table += not within
            yield Block("row", tuple(map(clean, line.split("\t"))), place, table=table)
            within = True
        else:
            within = within and bool(blocks) and blocks[0].kind == "paragraph"
            # Right below a row, this may be one whose empty cells were cut off.
            yield from (replace(block, table=table) if within else block for block in blocks)
        blank = not blocks


def _is_row(line: str, blocks: tuple[Block, ...], *, within: bool) -> bool:
    """Tell a row by its tabs, and not by those that only indent a line or end it."""
    filled = [cell for cell in line.split("\t") if cell.strip()]
    if len(filled) != 1:
        return bool(filled)
    alone = blocks and blocks[0].kind != "paragraph"
    return line.rstrip(" ").endswith("\t") and (within or not alone)
