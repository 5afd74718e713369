"""Texts and Word files: the same statements from both, and nothing that does harm."""

import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ptc_service_policy.authoring.source.check import check_document
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.reader import read_description
from ptc_service_policy.errors import PolicyError

from .making import EDITION, document_of, word_of, write_word

CELL = "<w:tbl><w:tr><w:tc><w:tcPr>{}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
RUN = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"


def codes(file: Path) -> set[str]:
    with pytest.raises(PolicyError) as caught:
        read_description(file, file.name)
    return {each.code for each in caught.value.problems}


def test_word_is_read_as_the_text_is(tmp_path: Path, english: EncodedPolicy) -> None:
    file = write_word(tmp_path / "doc.docx", word_of(EDITION.read_text("utf-8")))
    assert check_document(file, "doc.docx", english).problems == ()


def test_a_difference_in_word_is_placed_by_paragraph_and_row(tmp_path: Path, english: EncodedPolicy) -> None:
    text = (
        EDITION.read_text("utf-8").replace("30 open", "40 open").replace("Included with SaaS", "Pigeon post")
    )
    problems = check_document(write_word(tmp_path / "doc.docx", word_of(text)), "doc.docx", english).problems
    assert [each.message.en.split("(")[-1] for each in problems] == [
        "doc.docx, table 2, row 11).",
        "doc.docx, paragraph 39).",
    ]
    assert problems[1].message.fr.endswith("(doc.docx, paragraphe 39).")


def test_a_cell_that_goes_on_below_is_said_again(tmp_path: Path) -> None:
    first = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc>'
    below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc>'
    body = f"<w:tbl><w:tr>{first}{wide}</w:tr><w:tr>{below}{wide}</w:tr></w:tbl>"
    blocks = read_description(write_word(tmp_path / "a.docx", document_of(body)), "a.docx")
    assert [block.cells for block in blocks] == [("A", "B", ""), ("A", "B", "")]


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("tracked changes", "<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>"),
        ("a footnote", "<w:p><w:r><w:footnoteReference/></w:r></w:p>"),
        ("a text box", f"<w:p><w:r><w:txbxContent>{RUN}</w:txbxContent></w:r></w:p>"),
        ("a table within a table", f"<w:tbl><w:tr><w:tc>{CELL.format('')}</w:tc></w:tr></w:tbl>"),
        ("columns beyond measure", CELL.format('<w:gridSpan w:val="2000000000"/>')),
        ("columns of no number", CELL.format('<w:gridSpan w:val="abc"/>')),
    ],
)
def test_what_would_be_lost_is_refused(what: str, body: str, tmp_path: Path) -> None:
    assert codes(write_word(tmp_path / "a.docx", document_of(body))) == {"PSP352"}, what


@pytest.mark.parametrize(
    ("what", "document"),
    [
        ("entities", f'<!DOCTYPE d [<!ENTITY a "b">]>{document_of(RUN)}'),
        ("another encoding", document_of(RUN).replace("UTF-8", "UTF-16").encode("utf-16")),
        ("depth", document_of("<w:sdt>" * 500 + "</w:sdt>" * 500)),
        ("no XML", "a"),
        ("no body", document_of("").replace("body", "other")),
        ("half of it", document_of(RUN)[:-9]),
    ],
)
def test_what_word_never_writes_is_refused(what: str, document: str | bytes, tmp_path: Path) -> None:
    assert codes(write_word(tmp_path / "a.docx", document)) == {"PSP350"}, what


def test_a_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 50_000_000)
    start = time.process_time()
    assert codes(file) == {"PSP350"}
    assert time.process_time() - start < 2


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("a.txt", "a")
    assert codes(tmp_path / "a.docx") == {"PSP350"}
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04 and nothing more")
    assert codes(tmp_path / "b.docx") == {"PSP350"}


def test_styles_may_rest_on_themselves(tmp_path: Path) -> None:
    styles = [
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{RUN[5:]}' for name in ("Loop", "NoName", "Unknown")
    ]
    blocks = read_description(write_word(tmp_path / "a.docx", document_of("".join(styles))), "a.docx")
    assert [block.kind for block in blocks] == ["paragraph"] * 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "PSP350"),
        (b" " * 1_000_001, "PSP005"),
        (b"a b " * 5_000, "PSP351"),
        (b"a\n" * 3_000, "PSP351"),
    ],
)
def test_a_text_beyond_measure_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(content)
    assert codes(file) == {code}
    assert codes(tmp_path / "none.txt") == {"PSP003"}


@pytest.mark.parametrize(
    "line",
    [
        "1.1.1 " * 1_600,
        "Premium or TSAM, " * 580,
        "monday to " * 990,
        "one " * 2_400,
        "9 - 17h et " * 900,
        "*a* _" * 1_990,
    ],
)
def test_long_lines_do_not_take_long(line: str, tmp_path: Path, english: EncodedPolicy) -> None:
    file = tmp_path / "a.txt"
    file.write_text(EDITION.read_text("utf-8") + f"{line}\n" * 3, "utf-8")
    start = time.process_time()
    assert check_document(file, "a.txt", english).problems
    assert time.process_time() - start < 5


def test_many_lines_do_not_take_long(tmp_path: Path, english: EncodedPolicy) -> None:
    file = tmp_path / "a.txt"
    file.write_text(EDITION.read_text("utf-8") + "A word\n" * 300, "utf-8")
    start = time.process_time()
    assert check_document(file, "a.txt", english).problems
    assert time.process_time() - start < 20
