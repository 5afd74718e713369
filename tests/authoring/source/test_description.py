"""Which lines of a document make a statement, a table or a row."""

from dataclasses import replace

import pytest

from ptc_service_policy.authoring.source.description import Known, describe_document
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.text_reader import read_text

FILE = "description.txt"
NOTHING_KNOWN = Known(
    lambda _text: False,
    lambda _text: False,
    lambda _text: False,
    lambda _cells: False,
    lambda _text: False,
)
HEAD = "Table 1: all"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\tone", [(1, "A|one")]),
        ("A\tone\nB\ttwo", [(1, "A|one"), (1, "B|two")]),
        ("A\tone\n\nTo say more.", [(1, "A|one"), (None, "To say more.")]),
        (f"{HEAD}\nA\tone\nB\ttwo", [(1, HEAD), (1, "A|one"), (1, "B|two")]),
        (
            f"{HEAD}\nA\tone\n\nMore.\n\nTable 2: all\nB\ttwo",
            [(1, HEAD), (1, "A|one"), (None, "More."), (2, "Table 2: all"), (2, "B|two")],
        ),
        # What rules a table off says nothing.
        ("| A | one |\n|---|---|\n| B | two |", [(1, "A|one|"), (1, "B|two|")]),
        ("+---+---+\n| A | one |\n+---+---+", [(1, "A|one|")]),
        ("┌───┬───┐\n│ A │ one │\n├───┼───┤\n│ B │ two │\n└───┴───┘", [(1, "A|one|"), (1, "B|two|")]),
        # Right below a row, a line that names something is a row whose other cells are blank.
        ("A\tone\nMaintenance", [(1, "A|one"), (1, "Maintenance")]),
        ("A\tone\nSomething", [(1, "A|one"), (None, "Something")]),
        # A row goes on as long as the first cells of those below are blank, if its own names something.
        ("Maintenance\tby\ta\n\tmail\tb", [(1, "Maintenance|by mail|a b")]),
        ("Maintenance\tby\ta\n\tmail\tb\n\tor phone\tc", [(1, "Maintenance|by mail or phone|a b c")]),
        ("A\tby\ta\n\tmail\tb", [(1, "A|by|a"), (1, "|mail|b")]),
        (
            "Maintenance\tby\ta\nB\tc\td\n\tor phone\tc",
            [(1, "Maintenance|by|a"), (1, "B|c|d"), (1, "|or phone|c")],
        ),
    ],
)
def test_rows_make_tables(text: str, expected: list[tuple[int | None, str]], policy: EncodedPolicy) -> None:
    found = describe_document(tuple(read_text(text, FILE)), FILE, policy.names, NOTHING_KNOWN)
    assert [(each.table, "|".join(each.cells)) for each in found.statements] == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ((), ["The title", "To say more."]),
        (("12",), ["The title", "12", "To say more."]),
        (("To say more.",), ["The title", "To say more."]),
        (("12", "To say more."), ["The title", "12", "To say more."]),
    ],
)
def test_a_number_that_stands_alone_is_of_the_page_unless_it_is_known(
    known: tuple[str, ...], expected: list[str], policy: EncodedPolicy
) -> None:
    read = tuple(read_text("The title\n\n12\n\nTo say more.", FILE))
    is_known = replace(NOTHING_KNOWN, is_statement=known.__contains__)
    found = describe_document(read, FILE, policy.names, is_known)
    assert [each.text for each in found.statements] == expected
