"""The line of a file that a problem points at, and how much of it is meant."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from rich.cells import cell_len

from ptc_service_policy.loading.files import MAX_BYTES, read_bytes
from ptc_service_policy.text import on_lines


class Placed(Protocol):
    """Something that points at a line of a file, as far as it is known."""

    @property
    def file(self) -> str | None:
        """Return the file's name."""

    @property
    def line(self) -> int | None:
        """Return the line, counted from 1."""


Lines = Callable[[str], tuple[str, ...]]
"""Return the lines of a file by its name; none where it cannot be read."""

_LINE_END = re.compile(r"\r\n?|\n")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_PLAIN_KEY = re.compile(r"[^\s\"'{}\[\],#][^{}\[\],]*?(?=:(?:\s|$))")
_PLAIN_IN_FLOW = re.compile(r"(?:[^\s,{}\[\]:#]|:(?=\S)|\s+(?=[^\s,{}\[\]#]))+")
_PLAIN = re.compile(r"\S+(?:\s+(?!#)\S+)*")
_CLOSES = {"{": "}", "[": "]"}
_TAB = " " * 4
_MOST_CELLS = 120
_CELLS_BEFORE = 30
_NEAR = 500
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Underlined:
    """Hold a line as a terminal shows it, and the marks below the part that is meant."""

    line: str
    marks: str


def read_lines() -> Lines:
    """Return what reads the lines of files, each file once."""

    @cache
    def lines_of(file: str) -> tuple[str, ...]:
        try:
            raw = read_bytes(Path(file), MAX_BYTES)
        except OSError:
            return ()
        text = raw.decode("utf-8-sig", errors="replace")
        return tuple(_LINE_END.split(text))

    return lines_of


def line_of(placed: Placed, lines: Lines) -> str | None:
    """Return the line that is pointed at, or None where there is none."""
    if placed.file is None or placed.line is None:
        return None
    known = lines(placed.file)
    return known[placed.line - 1] if placed.line <= len(known) else None


def end_column(line: str, column: int) -> int:
    """Return the column after the key or value that begins at a column; columns count from 1."""
    near, nearer = _around(line, column)
    start = nearer - 1
    return max(_end(near, start), min(start + 1, len(near))) + 1 + column - nearer


def _around(line: str, column: int) -> tuple[str, int]:
    """Return what stands near a column of a line, as a terminal shows it, and the column in that."""
    first = max(column - 1 - _NEAR, 0)
    return on_lines(line[first : column + _NEAR]), column - first


def underline(line: str, column: int) -> Underlined:
    """Mark the key or value that begins at a column, as wide as the terminal shows it."""
    line, column = _around(line, column)
    start, end = column - 1, end_column(line, column) - 1
    before, meant, after = (part.replace("\t", _TAB) for part in (line[:start], line[start:end], line[end:]))
    if cell_len(before) > _CELLS_BEFORE and cell_len(line) > _MOST_CELLS:
        before = _CUT + before[-_CELLS_BEFORE:]
    shown = _cut(before + meant + after)
    width = min(cell_len(meant), cell_len(shown) - cell_len(before))
    return Underlined(shown, " " * cell_len(before) + "^" * max(width, 1))


def _cut(text: str) -> str:
    if cell_len(text) <= _MOST_CELLS:
        return text
    while cell_len(text) >= _MOST_CELLS:
        text = text[: -max(1, (cell_len(text) - _MOST_CELLS) // 2)]
    return text + _CUT


def _end(line: str, start: int) -> int:
    if start >= len(line):
        return start
    if line[start] in _CLOSES:
        end = line.rfind(_CLOSES[line[start]])
        return end + 1 if end > start else len(line.rstrip())
    in_flow = line.count("{", 0, start) + line.count("[", 0, start) > 0
    plain = _PLAIN_IN_FLOW if in_flow else _PLAIN
    for form in (_QUOTED, _PLAIN_KEY, plain):
        if found := form.match(line, start):
            return found.end()
    return start
