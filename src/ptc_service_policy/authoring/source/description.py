"""A description in its sections, statements and tables, each statement located as source.yaml does."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise, zip_longest
from typing import Literal

from ptc_service_policy.authoring.source.blocks import (
    Block,
    BlockKind,
    Place,
    heading_digest,
    text_blocks,
    unnumbered,
)
from ptc_service_policy.authoring.source.names import Names
from ptc_service_policy.authoring.source.pages import (
    is_head_of_contents,
    is_of_a_page,
    listed_heading,
    may_be_of_a_page,
)
from ptc_service_policy.authoring.source.slots import in_figures, is_tick
from ptc_service_policy.authoring.source.words import clean, fold
from ptc_service_policy.authoring.statement_digest import digest_statement
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LocalizedText

Cells = tuple[str, ...]
Kind = Literal["paragraph", "item", "row", "columns"]
TICKS = "cells"
"""What a column says of its offering where the head of the table does not tell."""

_CAPTION = re.compile(r"(?:tableau|table) (\d+)\b")
_MOST_WORDS_OF_A_CAPTION = 8
_MOST_LINES = 20
_MOST_LINES_OF_A_HEADING = 4
_MOST_LINES_OF_A_ROW = 6
_MOST_CHARACTERS = 10_000
_MOST_CHARACTERS_CUT = 2_000
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-‐\u00ad] (?=[^\W\d_])")
"""Where a word goes on in the next line."""
_ENDS = re.compile(r"[.;:!?)*»\"]$")
_MARKS: Mapping[bool | None, str] = {True: "✓", False: ""}
_NO_HEAD = LocalizedText(fr="il manque", en="it is missing")
_UNEVEN = LocalizedText(
    fr="chaque offre doit avoir les mêmes colonnes", en="each offering needs the same columns"
)
_TWICE = LocalizedText(fr="une offre y figure deux fois", en="an offering appears in it twice")


@dataclass(frozen=True, slots=True)
class Column:
    """Say of which offering a column tells what; of none, where its head names nothing that is known."""

    offering: str
    says: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one statement and its place; a row has columns, and the addresses that it is about.

    ``level`` is that of an item of a list, among those of its section, where its sign gives it no rank, and
    ``follows`` tells whether it stands right below the block before it.
    """

    section: int
    kind: Kind
    table: int | None
    position: int
    cells: tuple[str, ...]
    place: Place
    columns: tuple[Column | None, ...] = ()
    about: tuple[str, ...] = ()
    level: int | None = None
    follows: bool = False

    @property
    def marked(self) -> tuple[str, ...]:
        """Return its cells; all check marks are alike, and all that say that there is none."""
        columns = (*self.columns, *[None] * len(self.cells))
        return tuple(
            cell if column is None or column.says != TICKS else _MARKS.get(is_tick(cell), cell)
            for column, cell in zip(columns, self.cells, strict=False)
        )

    @property
    def digest(self) -> str:
        """Return the digest of its words."""
        return digest_statement(self.marked)

    @property
    def text(self) -> str:
        """Return its words; of a row, those of its first cell."""
        return self.cells[0] if self.kind == "row" else " ".join(filter(None, self.cells))


@dataclass(frozen=True, slots=True)
class Section:
    """Hold the heading of one section; that of the title page is None."""

    number: int
    heading: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Known:
    """Tell what is known of a document's words: statements by digest and shape, rows, headings."""

    is_statement: Callable[[str], bool]
    has_shape: Callable[[str], bool]
    is_label: Callable[[str], bool]
    is_row: Callable[[tuple[str, ...]], bool]
    is_heading: Callable[[str], bool]


@dataclass(slots=True)
class Description:
    """Hold what was read of a document, and what could not be."""

    file: str
    sections: list[Section] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def describe_document(blocks: tuple[Block, ...], file: str, names: Names, known: Known) -> Description:
    """Put the blocks of a file into sections, statements and tables.

    Args:
        blocks: the blocks of the file.
        file: the name by which places call it.
        names: what the document may call the things of the policy.
        known: what tells which lines belong together, however they are broken.
    """
    return _Builder(file, names, known).build(list(blocks))


class _Builder:
    """Go through the blocks once."""

    def __init__(self, file: str, names: Names, known: Known) -> None:
        self._description = Description(file)
        self._names = names
        self._known = known
        self._counts: Counter[tuple[object, ...]] = Counter()
        self._columns: tuple[Column | None, ...] | None = None
        self._order: tuple[int, ...] = ()
        self._table = 0
        self._heads: dict[str, int] = {}
        self._title: frozenset[str] = frozenset()
        self._opened: set[str] = set()

    def build(self, blocks: list[Block]) -> Description:
        listed = self._contents(blocks)
        rest = [block for block in blocks if block not in listed and not is_of_a_page(block)]
        blocks = list(self._whole_rows(rest))
        blocks = self._title_page([self._as_row(block) for block in blocks])
        blocks.reverse()
        while blocks:
            block = blocks.pop()
            following = blocks[-1] if blocks else None
            if block.kind == "row" or (_caption(block) and following is not None and following.kind == "row"):
                group = (following or block).table if block.kind != "row" else block.table
                table = [block]
                while blocks and blocks[-1].kind == "row" and blocks[-1].table == group:
                    table.append(blocks.pop())
                self._read_table([each for each in table if any(each.cells) and not self._may_be_apart(each)])
            else:
                self._read_text(block, blocks)
        self._description.statements = list(self._with_levels())
        return self._description

    def _with_levels(self) -> Iterator[Statement]:
        """Give each item its level: how many indents of its section are smaller than its own."""
        indents: dict[int, set[int]] = {}
        for statement in self._description.statements:
            if statement.level is not None:
                indents.setdefault(statement.section, set()).add(statement.level)
        for statement in self._description.statements:
            known = sorted(indents.get(statement.section, ()))
            level = None if statement.level is None else known.index(statement.level)
            yield replace(statement, level=level)

    def _contents(self, blocks: list[Block]) -> set[Block]:
        """Find the lines of a table of contents, and its head.

        What a space alone keeps from its page is one where another line of the table stands beside it.
        """
        listed = [self._lists_a_heading(block) for block in blocks]
        found = {
            block
            for block, before, here, after in zip(
                blocks, [None, *listed], listed, [*listed[1:], None], strict=False
            )
            if here or (here is not None and (before is not None or after is not None))
        }
        heads = (head for head, first in pairwise(blocks) if is_head_of_contents(head) and first in found)
        return found | set(heads)

    def _lists_a_heading(self, block: Block) -> bool | None:
        """Tell whether a line surely lists a heading; None for other lines."""
        heading, is_sure = listed_heading(block)
        return is_sure if heading is not None and self._known.is_heading(heading) else None

    def _may_be_apart(self, block: Block) -> bool:
        """Tell a line that no sentence may need: a number, or the title again."""
        return may_be_of_a_page(block, self._title)

    def _as_row(self, block: Block) -> Block:
        """Make a row of a line right below a table that is known as the first cell of one."""
        cell = block.cells[0]
        is_row = (
            block.kind == "paragraph"
            and block.table is not None
            and bool(self._known.is_label(cell) or self._names.rows(cell))
        )
        return replace(block, kind="row") if is_row else block

    def _whole_rows(self, blocks: list[Block]) -> Iterator[Block]:
        """Put rows together again of which a cell goes on in the next line or row."""
        left = blocks[::-1]
        while left:
            count, block = self._whole(left.pop(), left[: -_MOST_LINES_OF_A_ROW - 1 : -1])
            del left[len(left) - count :]
            yield block

    def _whole(self, block: Block, following: list[Block]) -> tuple[int, Block]:
        """Join the lines that go on with a row: those that make it known, or leave its first cell blank."""
        found = 0, block
        beside = below = block
        for number, other in enumerate(following, start=1):
            follows = other.kind == "row" or other.table is not None
            if not follows or self._is_head(other) or self._known.is_label(other.cells[0]):
                break
            beside, below = _joined(beside, other, _spliced), _joined(below, other, _merged)
            if not other.cells[0]:
                named = (
                    self._about(block.cells[0])
                    if block.kind == "row"
                    else self._known.is_label(block.cells[0])
                )
                goes_on = found[0] == number - 1 and bool(named)
            else:
                goes_on = below.kind == "row" and self._known.is_label(below.cells[0])
            if beside.kind == "row" and self._known.is_row(beside.cells):
                found = number, beside
            elif goes_on:
                found = number, below
        return found

    def _title_page(self, blocks: list[Block]) -> list[Block]:
        """Read what stands before the first heading that has text below it as one statement."""
        kinds = [block.kind for block in blocks]
        length = next(
            (
                place
                for place, block in enumerate(blocks)
                if self._first(self._known.is_heading, blocks[place : place + _MOST_LINES_OF_A_HEADING])
                is not None
                or (block.kind == "heading" and _has_text(blocks[place + 1 :]))
            ),
            0 if "heading" not in kinds else len(blocks),
        )
        if length:
            self._section(None, blocks[0].place)
            text = " ".join(cell for block in blocks[:length] for cell in block.cells)
            self._add("paragraph", (text,), blocks[0].place)
            lines = (fold(block.raw) for block in blocks[:length])
            self._title = frozenset(line for line in lines if " " in line)
        return blocks[length:]

    def _read_text(self, block: Block, rest: list[Block]) -> None:
        """Read a statement or a heading, with the lines that belong to it; ``rest`` is turned round."""
        lines = [block]
        for other in reversed(rest[-_MOST_LINES:]):
            if other.kind == "row":
                break
            lines.append(other)
        length = sum(1 for total in accumulate(len(line.raw) for line in lines) if total <= _MOST_CHARACTERS)
        lines = lines[: max(length, 1)]
        adjacent = next((n for n, line in enumerate(lines) if n and not line.follows), len(lines))
        found = self._first(self._known.is_statement, lines)
        if found is None and self._may_be_apart(block):
            return
        if found is None:
            found = self._first(self._known.is_heading, lines)
            if found is not None or block.kind == "heading":
                more, heading = found or (0, block.cells[0])
                del rest[len(rest) - more :]
                self._heading(heading, block.place, rest)
                return
            found = self._first(self._known.has_shape, lines[:adjacent])
        if found is None and (cut := self._cut(block)) is not None:
            rest.append(cut[1])
            found = 0, cut[0]
        if found is None:
            more = next((n for n in range(1, adjacent) if not lines[n].raw[:1].islower()), adjacent) - 1
            found = more, _together(lines[: more + 1])
        del rest[len(rest) - found[0] :]
        kind: Kind = "item" if block.kind == "item" else "paragraph"
        self._add(kind, (found[1],), block.place, level=block.indent, follows=block.follows)

    def _first(self, is_known: Callable[[str], bool], lines: list[Block]) -> tuple[int, str] | None:
        """Return a text that is known and how many more lines make it, the fewest first."""
        within = [
            line
            for before, line in pairwise(lines)
            if self._may_be_apart(line) and not _ends_in_a_number(before)
        ]
        for more in range(len(lines)):
            text = _together(lines[: more + 1])
            bare = _together([line for line in lines[: more + 1] if line not in within])
            for each in dict.fromkeys((text, _HYPHENATED.sub("", text), unnumbered(text), bare)):
                if is_known(each):
                    return more, each
        return None

    def _cut(self, block: Block) -> tuple[str, Block] | None:
        """Cut a line in two where one of the parts is a statement that is known."""
        words = block.cells[0].split()
        ends = [place for place in range(1, len(words)) if _may_end(words[place - 1], words[place])]
        for place in ends if len(block.cells[0]) <= _MOST_CHARACTERS_CUT else ():
            first, last = " ".join(words[:place]), " ".join(words[place:])
            known = self._known.is_statement(first) or self._known.is_statement(_bare(last, block.place))
            second = next(text_blocks(last, block.place), None)
            if known and second is not None:
                return first, second
        return None

    def _heading(self, heading: str, place: Place, rest: list[Block]) -> None:
        """Begin a section, unless its heading is repeated on another page, or listed before the text."""
        digest = heading_digest(heading)
        is_listed = (
            bool(rest)
            and self._first(self._known.is_heading, rest[-1:]) is not None
            and any(heading_digest(block.cells[0]) == digest for block in rest)
        )
        if digest not in self._opened and not is_listed:
            self._opened.add(digest)
            self._section(heading, place)

    def _section(self, heading: str | None, place: Place) -> None:
        sections = self._description.sections
        sections.append(Section(len(sections) + 1, heading, place))
        self._columns = None

    def _add(
        self,
        kind: Kind,
        cells: tuple[str, ...],
        place: Place,
        table: int | None = None,
        level: int | None = None,
        *,
        follows: bool = False,
    ) -> None:
        section = len(self._description.sections)
        within = (kind, table) if table is not None else (kind, None, section)
        self._counts[within] += 1
        columns, about = (self._columns or (), self._about(cells[0])) if kind == "row" else ((), ())
        self._description.statements.append(
            Statement(
                section, kind, table, self._counts[within], cells, place, columns, about, level, follows
            )
        )

    def _about(self, cell: str) -> tuple[str, ...]:
        """Tell what the first cell of a row names, its explanation left aside."""
        return self._names.rows(cell.split(":", maxsplit=1)[0]) or self._names.rows(cell)

    def _read_table(self, blocks: list[Block]) -> None:
        head: list[Block] = []
        for block in blocks:
            if self._is_head(block):
                if block.cells not in [each.cells for each in head]:  # a head right below itself is one
                    head.append(block)
                continue
            if head:
                self._read_head(head)
                head = []
            if self._columns is None:
                self._problem(block, "PSP359", cause=_NO_HEAD)
                self._columns, self._order = (), ()
            is_whole = len(block.cells) >= len(self._columns)
            cells = _ordered(block.cells, self._order) if is_whole else block.cells
            self._add("row", cells, block.place, self._table or 1)
        if head:
            self._read_head(head)

    def _is_head(self, block: Block) -> bool:
        """Know a line of a head by its caption, or by cells that only a head has."""
        others = [cell for cell in block.cells[1:] if fold(cell)]
        return _caption(block) is not None or (
            bool(others) and not self._about(block.cells[0]) and any(map(self._heads_a_column, others))
        )

    def _heads_a_column(self, cell: str) -> bool:
        return any(self._names.of(kind, cell) for kind in ("offering", "part", "deployment"))

    def _read_head(self, head: list[Block]) -> None:
        """Read a head; one that a split table repeats, with its caption or without, is no new statement.

        Columns are put in the order of the policy, whatever order they stand in.
        """
        columns = tuple(self._read_columns(head))
        self._order = self._in_order(columns)
        self._columns = tuple(columns[index] for index in self._order)
        head = [
            replace(
                block, cells=_ordered((*block.cells, *[""] * (len(columns) - len(block.cells))), self._order)
            )
            for block in head
        ]
        cells = tuple(cell for block in head for cell in block.cells if fold(cell))
        captions = [found for cell in cells if (found := _CAPTION.match(fold(cell)))]
        digest = digest_statement(cells)
        bare = digest_statement(cell for cell in cells if not _CAPTION.match(fold(cell)))
        others = digest_statement(cell for block in head for cell in block.cells[1:] if fold(cell))
        known = self._heads.get(digest) or (None if captions else self._heads.get(bare))
        if known is None:
            following = self._heads.get(others) or max(self._heads.values(), default=0) + 1
            known = int(captions[0][1]) if captions else following
            self._add("columns", cells, head[0].place, known)
        self._heads |= {digest: known, bare: known, others: known}
        self._table = known

    def _in_order(self, columns: tuple[Column | None, ...]) -> tuple[int, ...]:
        """Return where columns stand, in the order of the policy; as they stand where one is not known."""
        if any(column is not None and not column.offering for column in columns):
            return tuple(range(len(columns)))

        def rank(index: int) -> tuple[int, ...]:
            column = columns[index]
            if column is None:
                return (2 if index else 0,)
            return 1, self._names.rank("offering", column.offering), self._names.rank("part", column.says)

        return tuple(sorted(range(len(columns)), key=rank))

    def _read_columns(self, head: list[Block]) -> Iterator[Column | None]:
        """Tell which column says what; where offerings have several columns each, they come in turn."""
        offerings: dict[int, str] = {}
        parts: dict[int, str] = {}
        unknown: dict[int, Column] = {}
        for block in head:
            for index, cell in enumerate(block.cells):
                if not index or not fold(cell) or _CAPTION.match(fold(cell)):
                    continue
                if offering := self._names.of("offering", cell):
                    offerings[index] = offering
                elif part := self._names.of("part", cell):
                    parts[index] = part
                elif not self._names.of("deployment", cell):
                    self._problem(block, "PSP358", cell=cell)
                    unknown[index] = Column("", cell)
        names = [offerings[index] for index in sorted(offerings)]
        if not names or len(set(names)) != len(names):
            self._problem(head[0], "PSP359", cause=_TWICE if names else _NO_HEAD)
            return
        columns = {index: Column(name, TICKS) for index, name in offerings.items()} if not parts else {}
        for part in dict.fromkeys(parts.values()):
            indexes = [index for index in sorted(parts) if parts[index] == part]
            if len(indexes) != len(names):
                if not unknown:  # else one of the names that are asked for may be an offering's
                    self._problem(head[0], "PSP359", cause=_UNEVEN)
                return
            columns |= {index: Column(name, part) for index, name in zip(indexes, names, strict=True)}
        columns = {**unknown, **columns}
        width = max(max(columns) + 1, *(len(block.cells) for block in head))
        yield from (columns.get(index) for index in range(width))

    def _problem(self, block: Block, code: str, **values: object) -> None:
        self._description.problems.append(block.place.describe(code, **values))


def _ordered(cells: tuple[str, ...], order: tuple[int, ...]) -> tuple[str, ...]:
    return (*(cells[index] for index in order), *cells[len(order) :])


def _joined(block: Block, other: Block, how: Callable[[Cells, Cells], Iterator[str]]) -> Block:
    kind: BlockKind = "row" if "row" in {block.kind, other.kind} else block.kind
    cells = tuple(map(clean, how(block.cells, other.cells)))
    return replace(block, kind=kind, cells=cells, table=other.table or block.table)


def _merged(cells: Cells, other: Cells) -> Iterator[str]:
    """Go on with every cell in the cell below it."""
    return (f"{one} {more}" for one, more in zip_longest(cells, other, fillvalue=""))


def _spliced(cells: Cells, other: Cells) -> Iterator[str]:
    """Go on with the last cell in the first of the next line."""
    return iter((*cells[:-1], f"{cells[-1]} {other[0]}", *other[1:]))


def _caption(block: Block) -> str | None:
    """Return the number of the table that a line announces."""
    folded = fold(block.cells[0])
    found = _CAPTION.match(folded)
    short = block.kind == "row" or len(folded.split()) <= _MOST_WORDS_OF_A_CAPTION
    return found[1] if found is not None and short and block.kind != "heading" else None


def _may_end(word: str, following: str) -> bool:
    return bool(_ENDS.search(word)) or following[0].isupper() or following[0] in "-–•*"


def _has_text(blocks: list[Block]) -> bool:
    for block in blocks:
        if block.kind == "heading":
            return False
        if block.kind != "paragraph" or block.cells[0].endswith((".", ";", ":")):
            return True
    return False


def _together(lines: list[Block]) -> str:
    """Join the lines of one statement; what looks like a bullet further down is a dash."""
    return " ".join((lines[0].cells[0], *(line.raw for line in lines[1:])))


def _ends_in_a_number(block: Block) -> bool:
    """Tell a line after which a number alone may go on with a sentence, and is not that of a page."""
    return in_figures(fold(block.raw).rpartition(" ")[2]).isdecimal()


def _bare(text: str, place: Place) -> str:
    return next((block.cells[0] for block in text_blocks(text, place)), text)
