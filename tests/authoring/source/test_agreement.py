"""What must not matter: how a description is typed, split and ordered."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptc_service_policy.errors import Problem

from .conftest import Made, Section

Check = Callable[[str], tuple[Problem, ...]]
CheckWord = Callable[[Made], tuple[Problem, ...]]


def written(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.write("en") for problem in problems]


def without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def in_small_letters(text: str) -> str:
    return text.lower()


def split_tables(text: str) -> str:
    """Split both tables after their third row, and repeat their heads."""
    lines = text.split("\n")
    for caption, rows in (("\tSur Site", 2), ("\tStandard\t\tPremium", 2)):
        start = next(number for number, line in enumerate(lines) if line.startswith(caption))
        head = lines[start : start + rows]
        lines[start + rows + 3 : start + rows + 3] = ["", *head]
    return "\n".join(lines)


def split_without_heads(text: str) -> str:
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith("\tSur Site"))
    lines.insert(start + 6, "")
    return "\n".join(lines)


def reversed_rows(text: str) -> str:
    lines = text.split("\n")
    for start in ("Tableau 1 :", "Tâche"):
        first = next(number for number, line in enumerate(lines) if line.startswith(start)) + 1
        last = next(number for number in range(first, len(lines)) if not lines[number])
        lines[first:last] = reversed(lines[first:last])
    return "\n".join(lines)


TOLERANCES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "no accents": without_accents,
    "accents apart": lambda text: unicodedata.normalize("NFD", text),
    "small letters": in_small_letters,
    "capitals everywhere but in headings": str.swapcase,
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces": lambda text: text.replace(" :", "\u202f:").replace(" ", "\u202f"),
    "many spaces": lambda text: text.replace(" ", "  "),
    "soft hyphens": lambda text: text.replace("service", "ser\u00advice").replace("client", "cli\u200bent"),
    "long dashes": lambda text: text.replace("-", "–"),
    "longer dashes": lambda text: text.replace(" - ", " — "),
    "typographic apostrophes": lambda text: text.replace("'", "’"),
    "bullets": lambda text: text.replace("\n- ", "\n• "),
    "indented bullets": lambda text: text.replace("\n- ", "\n\t- "),
    "starred bullets": lambda text: re.sub(r"\n- (.*)", r"\n * **\1**", text),
    "numbered items": lambda text: text.replace("\n- ", "\n1. "),
    "heavy check marks": lambda text: text.replace("✓", "✔"),
    "crosses as check marks": lambda text: text.replace("✓", "x"),
    "capital crosses": lambda text: text.replace("✓", "X"),
    "yes in French": lambda text: text.replace("✓", "Oui"),
    "yes in English": lambda text: text.replace("✓", "yes"),
    "check marks as pictures": lambda text: text.replace("✓", "✔\ufe0f"),
    "trailing empty cells": lambda text: re.sub(r"(\t.*)\n", r"\1\t\t\n", text),
    "no trailing empty cells": lambda text: re.sub(r"\t+\n", "\n", text),
    "split tables": split_tables,
    "a table split without its head": split_without_heads,
    "reordered rows": reversed_rows,
    "reordered rows in split tables": lambda text: split_tables(reversed_rows(text)),
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "byte order mark": lambda text: f"\ufeff{text}",
    "no blank lines": lambda text: re.sub(r"\n\n+(?!\t)", "\n", text),
    "numbered headings": lambda text: text.replace("\nOBJET", "\n7. OBJET"),
    "headings of another case": lambda text: re.sub(r"\n[A-ZÀÉ/ ]{5,}\n", lambda m: m[0].title(), text),
    "title in capitals": lambda text: text.replace("Notice des services", "NOTICE DES SERVICES"),
}


@pytest.mark.parametrize("edit", TOLERANCES.values(), ids=TOLERANCES)
def test_typing_does_not_matter(made: Made, check_text: Check, edit: Callable[[str], str]) -> None:
    assert written(check_text(edit(made.text()))) == []


def test_word_says_the_same(made: Made, check_word: CheckWord) -> None:
    assert written(check_word(made)) == []


def test_word_without_styles(made: Made, check_word: CheckWord) -> None:
    """Headings by their capitals and items by their bullets, as in a text that was pasted."""
    plain = made.copy()
    for section in plain.sections:
        for entry in section.entries:
            if entry.kind == "item":
                entry.kind, entry.text = "paragraph", f"• {entry.text}"
    assert written(check_word(plain)) == []


# Everything at once

SUPPRESSED = (*settings().suppress_health_check, HealthCheck.function_scoped_fixture)


@st.composite
def retyped(draw: st.DrawFn, made: Made) -> Made:
    """Retype a description: rows in another order, tables split, marks and letters of another kind."""
    copy = made.copy()
    spaces = st.sampled_from((" ", "\u00a0", "\u202f", "  "))
    letters: st.SearchStrategy[Callable[[str], str]] = st.sampled_from(
        (str, str.lower, str.title, without_accents)
    )

    def retype(text: str) -> str:
        return (
            draw(spaces)
            .join(draw(letters)(word) for word in text.split(" "))
            .replace("'", draw(st.sampled_from("'’")))
        )

    for section in copy.sections:
        for entry in section.entries:
            entry.text = retype(entry.text)
            entry.rows = draw(st.permutations(entry.rows))
            for _, cells in entry.rows:
                cells[:] = [draw(st.sampled_from("✓✔xX")) if cell == "✓" else retype(cell) for cell in cells]
    _split(copy.sections, draw(st.integers(0, 16)), draw(st.integers(0, 8)))
    return copy


def _split(sections: list[Section], *places: int) -> None:
    tables = [(section, entry) for section in sections for entry in section.entries if entry.kind == "table"]
    for (section, table), place in zip(tables, places, strict=True):
        if 0 < place < len(table.rows):
            rest = Made([Section("", [table])]).copy().sections[0].entries[0]
            rest.rows, table.rows = table.rows[place:], table.rows[:place]
            section.entries.insert(section.entries.index(table) + 1, rest)


@settings(suppress_health_check=SUPPRESSED)
@given(data=st.data())
def test_any_typing_and_order_of_rows(made: Made, check_text: Check, data: st.DataObject) -> None:
    copy = data.draw(retyped(made))
    assert written(check_text(copy.text())) == []


@settings(max_examples=settings().max_examples // 12, suppress_health_check=SUPPRESSED)
@given(data=st.data())
def test_any_typing_and_order_of_rows_in_word(made: Made, check_word: CheckWord, data: st.DataObject) -> None:
    assert written(check_word(data.draw(retyped(made)))) == []
