"""Texts and Word files: the same statements from both, and nothing that does harm."""

import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from ptc_service_policy.authoring.source.check import check_document
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.reader import read_description
from ptc_service_policy.errors import PolicyError

from .making import EDITION, document_of, run_of, word_of, write_word

CELL = "<w:tbl><w:tr><w:tc><w:tcPr>{}</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
TEXT = "<w:t>a</w:t>"
RUN = f"<w:p><w:r>{TEXT}</w:r></w:p>"
SYM = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
IN_FONT = '<w:r><w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr><w:t>{1}</w:t></w:r>'
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def _in_pieces(text: str) -> str:
    return "".join(run_of(text[at : at + 3]) for at in range(0, len(text), 3))


AS_WORD_WRITES = {
    "runs that break words": _in_pieces,
    "smart tags": lambda text: f"<w:smartTag>{run_of(text)}</w:smartTag>",
    "links": lambda text: f"<w:hyperlink>{run_of(text)}</w:hyperlink>",
    "content controls": lambda text: f"<w:sdt><w:sdtContent>{run_of(text)}</w:sdtContent></w:sdt>",
    "fields": lambda text: f"<w:r><w:instrText>REF 40</w:instrText></w:r>{run_of(text)}",
    "comments": lambda text: f"{run_of(text)}<w:r><w:commentReference/></w:r>",
    "two ways to draw": lambda text: (
        f'<mc:AlternateContent xmlns:mc="{CHOICE}"><mc:Choice>{run_of(text)}</mc:Choice>'
        f"<mc:Fallback>{run_of(text)}</mc:Fallback></mc:AlternateContent>"
    ),
    "formats that changed": lambda text: run_of(text).replace(
        "<w:r>",
        "<w:r><w:rPr><w:strike w:val='0'/><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange></w:rPr>",
    ),
}
CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def codes(file: Path) -> set[str]:
    with pytest.raises(PolicyError) as caught:
        read_description(file, file.name)
    return {each.code for each in caught.value.problems}


def test_word_is_read_as_the_text_is(tmp_path: Path, english: EncodedPolicy) -> None:
    file = write_word(tmp_path / "doc.docx", word_of(EDITION.read_text("utf-8")))
    assert check_document(file, "doc.docx", english).problems == ()


@pytest.mark.parametrize("run", AS_WORD_WRITES.values(), ids=AS_WORD_WRITES)
def test_word_is_read_however_it_writes_runs(
    run: Callable[[str], str], tmp_path: Path, english: EncodedPolicy
) -> None:
    document = word_of(EDITION.read_text("utf-8"), run)
    assert check_document(write_word(tmp_path / "doc.docx", document), "doc.docx", english).problems == ()


def test_blocks_within_others_are_read(tmp_path: Path) -> None:
    body = f"<w:customXml><w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt></w:customXml>"
    blocks = read_description(write_word(tmp_path / "a.docx", document_of(body)), "a.docx")
    assert [block.cells for block in blocks] == [("a",)]


def test_a_raised_figure_is_a_mark_and_no_digit(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    body = f"<w:p>{run_of('30')}{raised.format(1)}{run_of(' and 1')}{raised.format('st')}</w:p>"
    blocks = read_description(write_word(tmp_path / "a.docx", document_of(body)), "a.docx")
    assert [block.cells for block in blocks] == [("30¹ and 1st",)]


def test_a_row_that_begins_further_right_leaves_its_first_cells_empty(tmp_path: Path) -> None:
    body = f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr><w:tc>{RUN}</w:tc></w:tr></w:tbl>'
    blocks = read_description(write_word(tmp_path / "a.docx", document_of(body)), "a.docx")
    assert [block.cells for block in blocks] == [("", "", "a")]


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
    one = "<w:tc><w:p><w:r><w:t>C</w:t></w:r></w:p></w:tc>"
    rows = (f"<w:tr>{wide}{cell}{one}</w:tr><w:tr>{one}{one}{cell}</w:tr>" for cell in (first, below))
    body = f"<w:tbl>{''.join(rows)}</w:tbl>"
    blocks = read_description(write_word(tmp_path / "a.docx", document_of(body)), "a.docx")
    again = [("B", "", "A", "C"), ("C", "C", "A")]
    assert [block.cells for block in blocks] == again * 2


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *((SYM.format("Wingdings", code), "✓") for code in ("F0FC", "00FC", "FC")),
        *((SYM.format(font, "2713"), "✓") for font in ("Segoe UI Symbol", "MS Gothic", "Arial")),
        (SYM.format("Segoe UI Symbol", "2714"), "✔"),
        (SYM.format("Segoe MDL2 Assets", "E73E"), "✓"),
        (SYM.format("Segoe MDL2 Assets", "E711"), "✗"),
        (SYM.format("Wingdings 2", "F050"), "✓"),
        (SYM.format("Wingdings 2", "F04F"), "✗"),
        (SYM.format("Webdings", "F061"), "✓"),
        (SYM.format("Webdings", "F072"), "✗"),
        *((IN_FONT.format("Wingdings", sign), "✓") for sign in ("ü", "\uf0fc")),
        (IN_FONT.format("wingdings", "û þ"), "✗ ☑"),
        (IN_FONT.format("Wingdings 2", "P"), "✓"),
        (IN_FONT.format("Webdings", "a"), "✓"),
        (IN_FONT.format("Segoe UI Symbol", "✔"), "✔"),
        (IN_FONT.format("Calibri", "üP"), "üP"),
        (IN_FONT.format("Wingdings", "ü").replace("w:hAnsi", "w:cs"), "✓"),
        (IN_FONT.format("Wingdings 2", "P").replace("w:ascii", "w:cs"), "P"),
        ('<w:r><w:rPr><w:rStyle w:val="Ticks"/></w:rPr><w:t>ü</w:t></w:r>', "✓"),
    ],
)
def test_a_sign_is_read_by_its_font(written: str, read: str, tmp_path: Path) -> None:
    document = document_of(f"<w:p>{written}{run_of(' a')}</w:p>")
    blocks = read_description(write_word(tmp_path / "a.docx", document), "a.docx")
    assert [block.raw for block in blocks] == [f"{read} a"]


def test_a_paragraph_in_a_font_of_signs_is_read_by_it(tmp_path: Path) -> None:
    body = f'<w:p><w:pPr><w:pStyle w:val="Ticked"/></w:pPr>{run_of("ü")}{IN_FONT.format("Arial", "ü")}</w:p>'
    blocks = read_description(write_word(tmp_path / "a.docx", document_of(body)), "a.docx")
    assert [block.raw for block in blocks] == ["✓ü"]


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("tracked changes", "<w:p><w:ins><w:r><w:t>a</w:t></w:r></w:ins></w:p>"),
        ("a footnote", "<w:p><w:r><w:footnoteReference/></w:r></w:p>"),
        ("a text box", f"<w:p><w:r><w:txbxContent>{RUN}</w:txbxContent></w:r></w:p>"),
        ("a table within a table", f"<w:tbl><w:tr><w:tc>{CELL.format('')}</w:tc></w:tr></w:tbl>"),
        ("an unknown symbol", f"<w:p>{SYM.format('Webdings', 'F062')}</w:p>"),
        ("an unknown symbol of a font of letters", f"<w:p>{SYM.format('Arial', 'E001')}</w:p>"),
        ("a symbol without a code", f"<w:p>{SYM.format('Arial', '')}</w:p>"),
        ("a letter in a font of signs", f"<w:p>{IN_FONT.format('Wingdings', 'A')}</w:p>"),
        ("an unknown icon", f"<w:p>{IN_FONT.format('Segoe UI Symbol', chr(0xE002))}</w:p>"),
        ("struck text", f"<w:p><w:r><w:rPr><w:dstrike/></w:rPr>{TEXT}</w:r></w:p>"),
        ("hidden text", f"<w:p><w:r><w:rPr><w:vanish/></w:rPr>{TEXT}</w:r></w:p>"),
        ("a form field", "<w:p><w:r><w:fldChar><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r></w:p>"),
        ("a formula", f'<w:p><m:oMath xmlns:m="{MATHS}"><m:r><m:t>a</m:t></m:r></m:oMath></w:p>'),
        ("annotated text", f"<w:p><w:r><w:ruby><w:rt>{RUN}</w:rt></w:ruby></w:r></w:p>"),
        ("another document", "<w:subDoc/>"),
        ("a picture in a table", CELL.format("").replace("<w:p/>", "<w:p><w:r><w:drawing/></w:r></w:p>")),
        ("a cell deleted", CELL.format("<w:cellDel/>")),
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
        ("an encoding that nobody knows", document_of(RUN).replace("UTF-8", "UTF-88")),
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


@pytest.mark.parametrize("compression", [ZIP_BZIP2, ZIP_LZMA])
def test_a_compression_that_word_does_not_know_is_refused(compression: int, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.docx", "w", compression) as archive:
        archive.writestr("word/document.xml", document_of(RUN))
    assert codes(tmp_path / "a.docx") == {"PSP350"}


def test_the_main_part_may_have_a_number(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document2.xml", document_of(RUN))
    assert [block.cells for block in read_description(tmp_path / "a.docx", "a.docx")] == [("a",)]


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
        (b"\n<!DOCTYPE html>\n<html><body>", "PSP350"),
        (b"<p>SCOPE</p>", "PSP350"),
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
