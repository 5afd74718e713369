"""A description in its sections, statements and tables, each statement located as source.yaml does."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Literal

from ptc_service_policy.authoring.source import vocabulary as words
from ptc_service_policy.authoring.source.blocks import Block, Place
from ptc_service_policy.authoring.source.vocabulary import Vocabulary
from ptc_service_policy.authoring.source.words import fold, lighten
from ptc_service_policy.authoring.statement_digest import digest_statement
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LocalizedText

Kind = Literal["paragraph", "item", "row", "columns"]
Field = Literal["tick", "methods", "frequency"]

_NO_HEAD = LocalizedText(fr="il manque", en="it is missing")
_UNEVEN = LocalizedText(
    fr="chaque offre doit avoir un moyen et une fréquence",
    en="each offering needs one method and one frequency",
)
_TWICE = LocalizedText(fr="une offre y figure deux fois", en="an offering stands in it twice")


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one statement of the document, and where it stands."""

    section: int
    kind: Kind
    table: int | None
    position: int
    cells: tuple[str, ...]
    place: Place

    @property
    def digest(self) -> str:
        """Return the digest of its words."""
        return digest_statement(self.cells)

    @property
    def text(self) -> str:
        """Return its words, as they stand."""
        return " ".join(filter(None, self.cells))


@dataclass(frozen=True, slots=True)
class Column:
    """Say of which offering a column tells what."""

    offering: str
    field: Field


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row of a table, its cells as they stand, and the columns that they stand in."""

    statement: Statement
    cells: tuple[str, ...]
    columns: tuple[Column | None, ...]

    @property
    def label(self) -> str:
        """Return the first cell, its explanation left aside."""
        return self.cells[0].split(":", maxsplit=1)[0].strip()


@dataclass(frozen=True, slots=True)
class Section:
    """Hold the heading of one section; that of the title page is None."""

    number: int
    heading: str | None
    place: Place


@dataclass(slots=True)
class Description:
    """Hold what was read of a document, and what could not be."""

    file: str
    sections: list[Section] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def prose(self) -> Iterator[Statement]:
        """Return the statements outside the tables, in order."""
        return (each for each in self.statements if each.table is None)

    @property
    def language(self) -> str:
        """Return the language that the document is written in."""
        return words.language_of(statement.text for statement in self.statements)


def describe_document(blocks: tuple[Block, ...], file: str, vocabulary: Vocabulary) -> Description:
    """Put the blocks of a file into sections, statements and tables."""
    return _Builder(file).build(_with_rows(blocks, vocabulary))


def _with_rows(blocks: tuple[Block, ...], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Make a row of a line right below a table that names a service and nothing more."""
    return tuple(
        Block("row", block.cells, block.place, block.table)
        if block.kind == "paragraph" and block.table is not None and vocabulary.service_of(block.cells[0])
        else block
        for block in blocks
    )


class _Builder:
    """Go through the blocks once."""

    def __init__(self, file: str) -> None:
        self._description = Description(file)
        self._counts: Counter[tuple[object, ...]] = Counter()
        self._columns: tuple[Column | None, ...] | None = None
        self._table = 0
        self._heads: dict[str, int] = {}

    def build(self, blocks: tuple[Block, ...]) -> Description:
        length = _length_of_title_page(blocks)
        title, rest = blocks[:length], list(blocks[length:])
        if title:
            self._section(None, title[0].place)
            self._add(
                "paragraph", (" ".join(cell for block in title for cell in block.cells),), title[0].place
            )
        while rest:
            block = rest.pop(0)
            if block.kind == "heading":
                self._section(block.cells[0], block.place)
            elif block.kind == "row" or _announces(block, rest):
                group = rest[0].table if block.kind != "row" else block.table
                table = [block]
                while rest and rest[0].kind == "row" and rest[0].table == group:
                    table.append(rest.pop(0))
                self._read_table([each for each in table if any(each.cells)])
            else:
                self._add("item" if block.kind == "item" else "paragraph", block.cells, block.place)
        return self._description

    def _section(self, heading: str | None, place: Place) -> None:
        sections = self._description.sections
        sections.append(Section(len(sections) + 1, heading, place))
        self._columns = None

    def _add(self, kind: Kind, cells: tuple[str, ...], place: Place, table: int | None = None) -> Statement:
        section = len(self._description.sections)
        within = (kind, table) if table is not None else (kind, None, section)
        self._counts[within] += 1
        statement = Statement(section, kind, table, self._counts[within], cells, place)
        self._description.statements.append(statement)
        return statement

    def _read_table(self, blocks: list[Block]) -> None:
        head: list[Block] = []
        for block in blocks:
            if _is_head(block):
                head.append(block)
                continue
            if head:
                self._read_head(head)
                head = []
            self._read_row(block)
        if head:
            self._read_head(head)

    def _read_head(self, head: list[Block]) -> None:
        """Read a head; one that a split table repeats, with its caption or without, is no new statement."""
        cells = tuple(cell for block in head for cell in block.cells if fold(cell))
        captions = [found for cell in cells if (found := words.CAPTION.match(fold(cell)))]
        bare = digest_statement(cell for cell in cells if not words.CAPTION.match(fold(cell)))
        digest = digest_statement(cells)
        known = self._heads.get(digest) or (None if captions else self._heads.get(bare))
        if known is None:
            known = int(captions[0][1]) if captions else max(self._heads.values(), default=0) + 1
            self._add("columns", cells, head[0].place, known)
        self._heads |= {digest: known, bare: known}
        self._table = known
        self._columns = tuple(self._read_columns(head))

    def _read_columns(self, head: list[Block]) -> Iterator[Column | None]:
        """Tell which column says what; where offerings have two columns each, they come in turn."""
        offerings: dict[int, str] = {}
        fields: dict[int, Field] = {}
        for block in head:
            for index, cell in enumerate(map(fold, block.cells)):
                if cell in words.OFFERINGS and index:
                    offerings[index] = words.OFFERINGS[cell]
                elif cell in words.COLUMNS:
                    fields[index] = words.COLUMNS[cell]
                elif index and cell and cell not in words.DEPLOYMENTS:
                    self._problem(block, "PSP358", cell=block.cells[index])
        names = [offerings[index] for index in sorted(offerings)]
        if not names or len(set(names)) != len(names):
            self._problem(head[0], "PSP359", cause=_TWICE if names else _NO_HEAD)
            return
        columns: dict[int, Column] = {}
        if not fields:
            columns = {index: Column(name, "tick") for index, name in offerings.items()}
        kinds: tuple[Field, ...] = ("methods", "frequency") if fields else ()
        for kind in kinds:
            indexes = [index for index in sorted(fields) if fields[index] == kind]
            if len(indexes) != len(names):
                self._problem(head[0], "PSP359", cause=_UNEVEN)
                return
            columns |= {index: Column(name, kind) for index, name in zip(indexes, names, strict=True)}
        yield from (columns.get(index) for index in range(max(columns) + 1))

    def _read_row(self, block: Block) -> None:
        if self._columns is None:
            self._problem(block, "PSP359", cause=_NO_HEAD)
            self._columns = ()
        ticks = any(column is not None and column.field == "tick" for column in self._columns)
        cells = _with_plain_ticks(block.cells) if ticks else block.cells
        statement = self._add("row", cells, block.place, self._table or 1)
        self._description.rows.append(Row(statement, block.cells, self._columns))

    def _problem(self, block: Block, code: str, **values: object) -> None:
        self._description.problems.append(block.place.describe(code, **values))


def _length_of_title_page(blocks: tuple[Block, ...]) -> int:
    """Count the blocks before the first section: a heading that is known, or that has text below it."""
    for index, block in enumerate(blocks):
        if block.kind == "heading" and (
            words.section_of_heading(block.cells[0]) or _has_text(blocks[index + 1 :])
        ):
            return index
    return len(blocks)


def _has_text(blocks: tuple[Block, ...]) -> bool:
    below = takewhile(lambda block: block.kind != "heading", blocks)
    return any(block.kind != "paragraph" or block.cells[0].endswith((".", ";", ":")) for block in below)


def _announces(block: Block, rest: list[Block]) -> bool:
    """Tell a caption that stands above its table."""
    caption = words.CAPTION.match(fold(block.cells[0]))
    return block.kind == "paragraph" and bool(caption) and bool(rest) and rest[0].kind == "row"


def _is_head(block: Block) -> bool:
    """Know a line of a head by its first cell, or by cells that only a head has."""
    first, others = fold(block.cells[0]), [fold(cell) for cell in block.cells[1:] if fold(cell)]
    if words.CAPTION.match(first) or (first in words.FIRST_CELLS_OF_A_HEAD and others):
        return True
    return bool(others) and all(_is_head_word(cell) for cell in others)


def _is_head_word(cell: str) -> bool:
    return cell in words.OFFERINGS or cell in words.COLUMNS or cell in words.DEPLOYMENTS


def _with_plain_ticks(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Write all check marks alike, so that a digest does not tell them apart."""
    return (
        cells[0],
        *(words.TICK if is_tick(cell) else "" if is_no_tick(cell) else cell for cell in cells[1:]),
    )


def is_tick(cell: str) -> bool:
    """Tell whether a cell holds a check mark."""
    return _bare(cell) in words.TICKS


def is_no_tick(cell: str) -> bool:
    """Tell whether a cell says no."""
    return _bare(cell) in words.NO_TICKS


def _bare(cell: str) -> str:
    return lighten(cell).replace("\ufe0f", "").strip("*_ ")
