"""What stands below what: items below the sentence or the item that opens them, and lines below an item."""

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

Of = TypeVar("Of")
_BELOW = 0.5
"""How much deeper than its item a paragraph stands: its own items may stand deeper still."""


class Line(NamedTuple, Generic[Of]):
    """Hold one statement: an item with its level, or a paragraph of which it is told what it goes with."""

    of: Of
    section: object
    level: int | None
    is_apart: bool
    opens: bool


def heads_of(lines: Iterable[Line[Of]]) -> Iterator[tuple[Of, Of | None]]:
    """Find for each line what it stands below, within its section: None where nothing opens it."""
    opened: list[tuple[float, Line[Of]]] = []
    section: object = None
    for line in lines:
        if line.section != section or line.is_apart:
            opened, section = [], line.section
        if line.level is None:
            depth = max((at for at, other in opened if other.level is not None), default=-1) + _BELOW
        else:
            depth = line.level
        opened = [each for each in opened if each[0] < depth]
        yield line.of, opened[-1][1].of if opened else None
        if line.level is not None or line.opens:
            opened.append((depth, line))
