"""The source line, and what is underlined in it."""

from pathlib import Path

import pytest
from tests.plainly import plainly

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.cli.reports.lines import end_column, read_lines, underline
from ptc_service_policy.cli.reports.text import report_text

MARKED = {
    "a key": ("charge:", 1, "^^^^^^"),
    "a key of two words": ("  no such key: 1", 3, "  ^^^^^^^^^^^"),
    "a plain value": ("unit: case", 7, "      ^^^^"),
    "a plain value with a colon in it": ("at: 10:30 sharp", 5, "    ^^^^^^^^^^^"),
    "a value before a comment": ("unit: case # what", 7, "      ^^^^"),
    "a value before blanks": ("unit: case   ", 7, "      ^^^^"),
    "a quoted value": ('closes: "17:00" # later', 9, "        ^^^^^^^"),
    "a quoted value with quotes": (r'fr: "a \" b" # c', 5, "    ^^^^^^^^"),
    "a quoted value in single quotes": ("fr: 'l''offre' # c", 5, "    ^^^^^^^^^^"),
    "a plain value with a comma in it": ("fr: un, deux # c", 5, "    ^^^^^^^^"),
    "a quoted key": ('"on": 1', 1, "^^^^"),
    "a value in brackets": ("offerings: [tsam, premium]", 13, "            ^^^^"),
    "the last value in brackets": ("offerings: [tsam, premium]", 19, " " * 18 + "^^^^^^^"),
    "a value of two words in braces": ("{ fr: deux mots, en: two }", 7, "      ^^^^^^^^^"),
    "a key in braces": ("{ fr: deux, en: two }", 13, " " * 12 + "^^"),
    "a whole list": ("source: [a, b] # c", 9, "        ^^^^^^"),
    "a whole mapping": ("mon: { a: 1, b: 2 }", 6, "     ^^^^^^^^^^^^^^"),
    "the start of a long list": ("source: [a,", 9, "        ^^^"),
    "accents": ("é: à côté", 4, "   ^^^^^^"),
    "accents made of two characters": ("e\u0301: x", 5, "   ^"),
    "wide characters before": ("日本: mot", 5, "      ^^^"),
    "wide characters": ("fr: 日本", 5, "    ^^^^"),
    "an emoji": ("fr: 🙂 mot", 5, "    ^^^^^^"),
    "a tab before": ("a:\tmot", 4, "      ^^^"),
    "the end of a line": ("key:", 5, "    ^"),
    "an empty line": ("", 1, "^"),
}


@pytest.mark.parametrize(("line", "column", "marks"), MARKED.values(), ids=MARKED)
def test_what_is_underlined(line: str, column: int, marks: str) -> None:
    shown = underline(line, column)
    assert shown.marks == marks
    assert shown.line == line.replace("\t", "    ")
    assert column <= end_column(line, column) <= len(line) + 1


def test_a_long_line_is_cut_on_both_sides_of_the_fault() -> None:
    line = "en: " + "word " * 40 + "{ here: x }" + " more" * 40
    column = line.index("here") + 1
    shown = underline(line, column)
    marked = shown.line[shown.marks.index("^") : shown.marks.rindex("^") + 1]
    assert marked == "here"
    assert len(shown.line) <= 121
    assert shown.line[0] == shown.line[-1] == "…"


def test_a_long_value_is_underlined_as_far_as_it_is_shown() -> None:
    shown = underline("      fr: " + "é" * 300, 11)
    assert shown.marks == " " * 10 + "^" * (len(shown.line) - 10)


@pytest.mark.parametrize(("length", "cut"), [(120, False), (121, True)])
def test_a_line_is_whole_up_to_120_cells(length: int, cut: bool) -> None:
    shown = underline("fr: " + "é" * (length - 4), 1)
    assert (len(shown.line), shown.line.endswith("…")) == (120, cut)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_yaml_counts_them(ends: str, tmp_path: Path) -> None:
    file = tmp_path / "some.yaml"
    file.write_bytes(f"\ufeffé: 1{ends}b: \u2028{ends}c: 3".encode())
    assert read_lines()(str(file)) == ("é: 1", "b: \u2028", "c: 3")
    assert read_lines()(str(tmp_path / "none")) == ()


def test_each_problem_is_said_at_its_place_with_its_line(result: CheckResult) -> None:
    written = plainly("\n".join(line.plain for line in report_text(result, "fr", read_lines())))
    assert (
        "règles et plus/1.0.0/vocabulary.yaml:34:11 PSP456 Le texte est signalé comme inachevé : TODO.\n"
        "          fr: TODO « é » 日本\n"
        "              ^^^^^^^^^^^^^^^\n"
        "    Rédigez-le, puis supprimez cette marque.\n"
    ) in written
    assert written.endswith("Nombre de problèmes : 4, dont 1 à titre d'avertissement.")


def test_a_problem_without_a_line_has_none(home: Path) -> None:
    from ptc_service_policy.errors import describe

    lost = describe("PSP001", file="policies/nowhere.yaml", name="nowhere.yaml")
    (place, hint, _) = report_text(CheckResult("policies", (), (lost,)), "en", read_lines())
    assert place.plain == "policies/nowhere.yaml PSP001 nowhere.yaml is missing."
    assert hint.plain.startswith("    Add it")
