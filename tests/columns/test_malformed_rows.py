"""Rows of a CSV file that do not fit its header: rejects, and every other row keeps its number."""

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from ptc_service_policy import Contract, load_policy
from ptc_service_policy.columns import AppliedPolicies, table_files
from ptc_service_policy.columns.bulk import Bulk, answer_file
from ptc_service_policy.errors import ColumnsError
from ptc_service_policy.text import Language

AT = "2026-04-03T14:30:00Z"
HEADER = "id,contract,received_at,note\n"
GOOD = f"good,acme,{AT},\n"
REJECT = f"reject,nobody,{AT},\n"

Rejects = list[tuple[int, str]]


@pytest.fixture(scope="module")
def applied() -> AppliedPolicies:
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="none")
    return AppliedPolicies(load_policy(), {"acme": contract})


class Folder:
    """Answer one text after another in a folder, and read what was written."""

    def __init__(self, path: Path, applied: AppliedPolicies) -> None:
        self._requests, self._answers, self._rejects = (
            path / name for name in ("requests.csv", "answers.csv", "rejects.csv")
        )
        self._applied = applied

    def answer(self, content: str | bytes, language: Language = "en") -> Bulk:
        self._requests.write_bytes(content.encode() if isinstance(content, str) else content)
        return answer_file(
            self._requests,
            self._answers,
            self._rejects,
            form=".csv",
            applied=self._applied,
            language=language,
        )

    def answers(self, separator: str = ",") -> list[dict[str, str]]:
        return self._read(self._answers, separator)

    def rejects(self, separator: str = ",") -> list[dict[str, str]]:
        return self._read(self._rejects, separator)

    def rejected(self) -> Rejects:
        return [(int(row["row"]), row["code"]) for row in self.rejects()]

    @staticmethod
    def _read(file: Path, separator: str) -> list[dict[str, str]]:
        with file.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream, delimiter=separator))


@pytest.fixture
def folder(tmp_path: Path, applied: AppliedPolicies) -> Folder:
    return Folder(tmp_path, applied)


# What stands below the header, how many rows that is, and which of them are rejects.
FILES: dict[str, tuple[str, int, Rejects]] = {
    "none": (GOOD + GOOD, 2, []),
    "no rows": ("", 0, []),
    "one only": ("short\n", 1, [(1, "PSP756")]),
    "all": ("short\na,b,c,d,e\n,\n", 3, [(1, "PSP756"), (2, "PSP756"), (3, "PSP756")]),
    "the first": ("short\n" + GOOD + REJECT, 3, [(1, "PSP756"), (3, "PSP750")]),
    "the last": (REJECT + GOOD + "short\n", 3, [(1, "PSP750"), (3, "PSP756")]),
    "the last, cut off": (GOOD + f"cut,acme,{AT}", 2, [(2, "PSP756")]),
    "between rejects": (
        REJECT + "short\n" + REJECT + "a,b,c,d,e\nshort\n" + REJECT,
        6,
        [(1, "PSP750"), (2, "PSP756"), (3, "PSP750"), (4, "PSP756"), (5, "PSP756"), (6, "PSP750")],
    ),
    "after lines in quotes": (
        f'good,acme,{AT},"1\n2\n\n3"\nshort,"1\n2"\n' + REJECT,
        3,
        [(2, "PSP756"), (3, "PSP750")],
    ),
    "after blank lines": ("\n\nshort\n\n" + REJECT, 2, [(1, "PSP756"), (2, "PSP750")]),
    "a comma without quotes": (f"good,acme,{AT},yes, please\n" + REJECT, 2, [(1, "PSP756"), (2, "PSP750")]),
    "with \\r\\n": ("short\r\n" + REJECT.replace("\n", "\r\n"), 2, [(1, "PSP756"), (2, "PSP750")]),
}


@pytest.mark.parametrize(("rows", "count", "rejects"), FILES.values(), ids=FILES)
def test_a_malformed_row_is_a_reject_and_no_answer(
    folder: Folder, rows: str, count: int, rejects: Rejects
) -> None:
    assert folder.answer(HEADER + rows) == Bulk(rows=count, rejects=len(rejects))
    assert folder.rejected() == rejects
    malformed = [number for number, code in rejects if code == "PSP756"]
    assert len(folder.answers()) == count - len(malformed)
    assert [row["due"] != "" for row in folder.answers()] == [
        row["id"] == "good" for row in folder.answers()
    ], "each answer stands by its own row"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_answers_and_rejects_have_the_separator_of_the_requests(folder: Folder, separator: str) -> None:
    rows = [
        ["note", "contract", "received_at"],
        ["a; b, c\td", "acme", AT],
        ["short", "acme"],
        ["x", "nobody", AT],
    ]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    assert folder.answer(text.getvalue()) == Bulk(rows=3, rejects=2)
    answers, rejects = folder.answers(separator), folder.rejects(separator)
    assert [[row[name] for name in rows[0]] for row in answers] == [rows[1], rows[3]]
    assert [row["due"] for row in answers] == ["2026-04-06T15:00:00Z", ""]
    assert [(row["row"], row["code"]) for row in rejects] == [("2", "PSP756"), ("3", "PSP750")]
    shown = separator.replace("\t", "␉")
    assert f"starts with short{shown}acme;" in rejects[0]["message"]


def test_without_the_columns_a_comma_separates(folder: Folder) -> None:
    with pytest.raises(ColumnsError) as caught:
        folder.answer("contrat;reçu\nacme;hier\n")
    assert "contrat;reçu" in caught.value.problems[0].hint.fr


@pytest.mark.parametrize("text", [HEADER, HEADER.rstrip(), "\ufeff" + HEADER], ids=["line", "cut", "mark"])
def test_a_header_alone_is_a_file_without_rows(folder: Folder, text: str) -> None:
    assert folder.answer(text) == Bulk(rows=0, rejects=0)
    assert folder.rejects() == folder.answers() == []


@pytest.mark.parametrize(
    ("language", "words", "hint"),
    [
        ("en", "a different number of fields from the header: 2 instead of 4.", "that starts with a,"),
        ("fr", "pas autant de champs que l'en-tête : 2 au lieu de 4.", "commençant par a,"),
    ],
)
def test_the_message_says_what_is_there_and_what_should_be(
    folder: Folder, language: Language, words: str, hint: str
) -> None:
    folder.answer(HEADER + "a," + "é" * 500 + "\n", language)
    (reject,) = folder.rejects()
    assert words in reject["message"]
    assert hint + "é" * 58 + "…" in reject["message"]
    assert (reject["contract"], reject["received_at"]) == ("", "")


NO_TABLES: dict[str, bytes] = {
    "a quote that is never closed": (HEADER + f'1,acme,{AT},"\n' + GOOD * 3).encode(),
    "one at the very end": (HEADER + GOOD + f'1,acme,{AT},"').encode(),
    "one in a malformed row": (HEADER + GOOD + '1,"acme\n' + GOOD * 3).encode(),
    "binary": b"\x89PNG\r\n\x1a\n\x00\x00",
    "UTF-16": (HEADER + GOOD).encode("utf-16"),
    "another encoding": (HEADER + GOOD + f"é,acme,{AT},\n").encode("latin-1"),
    "another encoding in a malformed row": (HEADER + GOOD + "é\n" + GOOD).encode("latin-1"),
    "half a character at the end": (HEADER + GOOD + "é").encode()[:-1],
}


@pytest.mark.parametrize("block", [None, 48])
@pytest.mark.parametrize("content", NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_stops_the_run(
    folder: Folder, content: bytes, block: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if block is not None:
        monkeypatch.setattr(table_files, "_BYTES", block)
    with pytest.raises(ColumnsError) as caught:
        folder.answer(content)
    assert [problem.code for problem in caught.value.problems] == ["PSP773"]


def any_row(chance: random.Random) -> str:
    """A row that fits or not, with all that makes rows hard to count."""
    notes = ("", "x", "été", '"a, b"', '"two\nlines"', '"\n\n"', '"say ""no"""', '"1\n,2\n"')
    fields = [str(chance.randrange(100)), chance.choice(("acme", "acme", "nobody")), AT, chance.choice(notes)]
    malformed = (fields[-1:], fields[2:], [*fields, *fields[-1:]])
    fields = chance.choice((fields, fields, *malformed))
    return ",".join(fields) + chance.choice(("\n", "\r\n", "\n\n"))


def expected(text: str) -> tuple[list[Sequence[str]], Rejects]:
    """The rows that fit and the rejects, as Python's own reader counts them."""
    header, *rows = (row for row in csv.reader(io.StringIO(text, newline="")) if row)
    fitting: list[Sequence[str]] = []
    rejects: Rejects = []
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            rejects.append((number, "PSP756"))
            continue
        fitting.append(row)
        if row[1] == "nobody":
            rejects.append((number, "PSP750"))
    return fitting, rejects


@pytest.mark.parametrize("block", [110, 128, 257, 1000, 1 << 16])
def test_over_several_blocks_rows_have_the_numbers_that_python_gives_them(
    folder: Folder, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_files, "_BYTES", block)
    chance = random.Random(block)
    for size in (1, 2, 10, 10, 100, 100, 1000):
        text = HEADER + "".join(any_row(chance) for _ in range(size))
        fitting, rejects = expected(text)
        done = folder.answer(text)
        assert folder.rejected() == rejects
        answers = folder.answers()
        assert [[row[name] for name in HEADER.strip().split(",")] for row in answers] == fitting
        assert [row["due"] == "" for row in answers] == [row[1] == "nobody" for row in fitting]
        malformed = sum(code == "PSP756" for _, code in rejects)
        assert done == Bulk(rows=len(fitting) + malformed, rejects=len(rejects))
