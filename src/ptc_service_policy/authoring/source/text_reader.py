"""A description in plain text: one statement a line, the cells of tables apart by tabs or within bars."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import pairwise

from ptc_service_policy.authoring.source.blocks import Block, Place, text_blocks
from ptc_service_policy.authoring.source.words import clean

LINE_END = re.compile(r"\r\n?|[\n\v\u2028\u2029]")
_BARS = re.compile(r"\s*[|│┃](?P<cells>.*)[|│┃]\s*|(?P<bare>[^|│┃]*(?:[|│┃][^|│┃]*){2,})")
_BAR = re.compile(r"[|│┃]")
_RULE = re.compile(r"[\s|│┃:+=─━┼├┤┌┐└┘┬┴-]*")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_SIGN_AND_TAB = re.compile(r"\A(\s*(?:[^\w\s✓✔]|\(?(?:\d{1,2}|[a-z])[.)]))\t+(?=[^\t]*$)")
"""The sign of an item of a list, set apart from it by a tab."""


def read_text(text: str, file: str) -> Iterator[Block]:
    """Read the blocks of a text; ``file`` is the name by which places call it."""
    lines = {n: line for n, line in enumerate(LINE_END.split(text), start=1) if line.strip()}
    # An export may set blank lines between all lines: those that stand closest stand right below each other.
    spacing = min((below - above for above, below in pairwise(lines)), default=1)
    table, in_table, within, last = 0, False, False, 0
    for number, written in lines.items():
        follows = number - last <= spacing
        within, last = within and follows, number
        if _RULE.fullmatch(written) and any(sign in written for sign in "|+│├┌└"):
            continue
        barred = _BARS.fullmatch(written)
        line = written if barred is None else _BAR.sub("\t", barred["cells"] or barred["bare"]) + "\t"
        line = _SIGN_AND_TAB.sub(r"\1 ", unescape(_BREAK.sub(" ", line)))
        place = Place(file, line=number)
        blocks = tuple(text_blocks(line.replace("\t", " "), place, follows=follows))
        if _is_row(line, blocks, within=within):
            table += not in_table
            yield Block("row", tuple(map(clean, line.split("\t"))), place, table=table)
            in_table = within = True
        else:
            within = within and bool(blocks) and blocks[0].kind == "paragraph"
            in_table = within
            # Right below a row, this may be one whose empty cells were cut off.
            yield from (replace(block, table=table) if within else block for block in blocks)


def _is_row(line: str, blocks: tuple[Block, ...], *, within: bool) -> bool:
    """Tell a row by its tabs, and not by those that only indent a line or end it."""
    filled = [cell for cell in line.split("\t") if cell.strip()]
    if len(filled) != 1:
        return bool(filled)
    alone = blocks and blocks[0].kind != "paragraph"
    return line.rstrip(" ").endswith("\t") and (within or not alone)
