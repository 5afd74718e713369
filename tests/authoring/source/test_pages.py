"""Which lines a printed page adds to a document, and how much of one is read."""

import pytest

from ptc_service_policy.authoring.source.blocks import Block, BlockKind, Place
from ptc_service_policy.authoring.source.pages import is_of_a_page, may_be_of_a_page
from ptc_service_policy.authoring.source.reader import MAX_BLOCKS, MAX_BYTES, MAX_CHARACTERS, _limited
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.text import folded

PLACE = Place("description.txt", 1)
TITLE = "Gestion de service"
LINES: list[tuple[BlockKind, tuple[str, ...], bool]] = [
    ("paragraph", ("3",), True),
    ("paragraph", (TITLE,), True),
    ("paragraph", (f"{TITLE} | 3",), True),
    ("paragraph", ("Maintenance | 3",), False),
    ("row", (TITLE, "3"), True),
    ("row", ("Maintenance", "3"), False),
    ("row", ("3", "4"), False),
]


@pytest.mark.parametrize(("kind", "cells", "is_so"), LINES)
def test_the_title_and_numbers_may_be_of_a_page(
    kind: BlockKind, cells: tuple[str, ...], *, is_so: bool
) -> None:
    assert may_be_of_a_page(Block(kind, cells, PLACE, raw=cells[0]), {folded(TITLE)}) is is_so


@pytest.mark.parametrize(
    ("kind", "cells", "is_so"),
    [
        ("row", ("Page 3", "Maintenance"), False),
        ("row", ("Page 3", "12"), True),
        ("row", ("Maintenance",), False),
        ("row", ("3",), True),
        ("paragraph", ("3",), False),
        ("paragraph", ("Page 3",), True),
    ],
)
def test_what_else_a_line_says_keeps_it(kind: BlockKind, cells: tuple[str, ...], *, is_so: bool) -> None:
    assert is_of_a_page(Block(kind, cells, PLACE, raw=cells[0])) is is_so


@pytest.mark.parametrize(
    ("lengths", "is_read"),
    [
        ([MAX_CHARACTERS], True),
        ([MAX_CHARACTERS + 1], False),
        ([MAX_CHARACTERS] * (MAX_BYTES // MAX_CHARACTERS), True),
        ([MAX_CHARACTERS] * (MAX_BYTES // MAX_CHARACTERS + 1), False),
        ([1] * MAX_BLOCKS, True),
        ([1] * (MAX_BLOCKS + 1), False),
    ],
)
def test_no_more_is_read_than_a_description_has(lengths: list[int], *, is_read: bool) -> None:
    blocks = (Block("paragraph", ("a" * length,), PLACE) for length in lengths)
    if is_read:
        assert len(_limited(blocks)) == len(lengths)
    else:
        with pytest.raises(PolicyError, match="PSP351"):
            _limited(blocks)
