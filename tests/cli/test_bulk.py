"""``ptc-policy bulk`` as a user runs it: real files, and a process that is killed."""

import csv
import json
import os
import pty
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.commands import ptc_policy

from ptc_service_policy.errors import InvalidContractError
from ptc_service_policy.settling.contract_file import read_contracts

COMMAND = [sys.executable, "-c", "from ptc_service_policy.cli import main; main()", "bulk"]
CONTRACTS = """\
acme: { offering: premium, time_zone: Europe/Paris, holidays: france }
globex: { offering: standard, time_zone: America/New_York, holidays: US }
initech: { offering: tsam, time_zone: Asia/Tokyo, holidays: JP }
"""
GOOD = '''\
id,contract,received_at,note
1,acme,2026-04-03T16:30:00+02:00,"a, ""b"""
2,globex,2026-04-03 14:30Z,"two
lines"
3,initech,2026-04-03T14:30:00.123456789Z,
'''
REJECTED = {
    4: ("nobody", "2026-04-03T14:30:00Z", "PSP750"),
    5: ("acme", "2026-04-03T14:30:00", "PSP754"),
    6: ("acme", "yesterday", "PSP755"),
    7: ("", "2026-04-03T14:30:00Z", "PSP752"),
    8: ("acme", "", "PSP753"),
    9: ("acme", "2029-04-03T14:30:00Z", "PSP610"),
    10: ("acme", "1850-04-03T14:30:00Z", "PSP611"),
    11: ("acme", "2026-02-30T14:30:00Z", "PSP755"),
}
BAD = "".join(f"{row},{key},{at},\n" for row, (key, at, _) in REJECTED.items())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "contracts.yaml").write_text(CONTRACTS, "utf-8")
    (tmp_path / "good.csv").write_text(GOOD, "utf-8")
    (tmp_path / "mixed.csv").write_text(GOOD + BAD, "utf-8-sig")
    return tmp_path


def bulk(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = [*arguments] if "--contracts" in arguments else [*arguments, "--contracts", "contracts.yaml"]
    return ptc_policy("bulk", *given, cwd=folder)


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()} - {"contracts.yaml", "good.csv", "mixed.csv"}


def test_rows_pass_through_in_their_order_with_their_answers(folder: Path) -> None:
    done = bulk(folder, "good.csv", "-o", "answers.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Requests: 3; rejects: 0. Answers: answers.csv. Rejects: answers.rejects.csv.\n"
    rows = read(folder / "answers.csv")
    assert [row["id"] for row in rows] == ["1", "2", "3"]
    assert [row["note"] for row in rows] == ['a, "b"', "two\nlines", ""]
    assert [row["received_at"] for row in rows] == [row["received_at"] for row in read(folder / "good.csv")]
    assert [row["due"] for row in rows] == ["2026-04-07T15:00:00Z", "2026-04-07T21:00:00Z", ""]
    assert [row["earliest_due"] for row in rows] == ["2026-04-07T14:30:00Z", "2026-04-07T14:30:00Z", ""]
    assert [row["basis"] for row in rows] == ["interpreted", "interpreted", "unstated"]
    assert [row["reason"] for row in rows] == ["", "", "PSP751"], "what the source leaves open is no reject"
    assert {row["policy_version"] for row in rows} == {"1.0.0"}
    assert read(folder / "answers.rejects.csv") == []
    assert names(folder) == {"answers.csv", "answers.rejects.csv"}


def test_the_parts_that_the_source_does_not_state_are_written_where_they_are_asked_for(folder: Path) -> None:
    done = bulk(folder, "good.csv", "-o", "answers.csv", "--with-parts")
    assert (done.returncode, done.stderr) == (0, "")
    first, _, last = (row["parts"].split() for row in read(folder / "answers.csv"))
    assert {"hours:interpreted", "receipt:interpreted", "expiry:interpreted"} <= {*first}
    assert last == [], "nothing is read where the source leaves the target open"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_rejects_stand_in_a_file_of_their_own_with_row_and_reason(folder: Path, language: str) -> None:
    done = bulk(folder, "mixed.csv", "-o", "out.parquet", "--rejects", "no.csv", "--lang", language)
    assert (done.returncode, done.stderr) == (1, "")
    rejects = read(folder / "no.csv")
    assert {
        int(row["row"]): (row["contract"], row["received_at"], row["code"]) for row in rejects
    } == REJECTED
    messages = [row["message"] for row in rejects]
    key, coverage = {
        "en": ("No contract has the key nobody.", "The question reaches Tuesday 3 April 2029,"),
        "fr": ("Aucun contrat n'a la clé nobody.", "La question atteint le mardi 3 avril 2029,"),
    }[language]
    assert messages[0].startswith(key)
    assert messages[5].startswith(coverage)
    answers = pq.read_table(folder / "out.parquet")
    assert answers["id"].to_pylist() == [str(number) for number in range(1, 12)], "no row is lost"
    codes = [code for _, _, code in REJECTED.values()]
    assert answers["reason"].to_pylist() == [None, None, "PSP751", *codes]
    assert answers["due"].null_count == 9


def test_a_row_that_does_not_fit_the_header_does_not_stop_the_run(folder: Path) -> None:
    header, *rows = (GOOD + BAD).splitlines(keepends=True)
    (folder / "malformed.csv").write_text(header + "0,acme\n" + "".join(rows), "utf-8")
    done = bulk(folder, "malformed.csv", "-o", "answers.csv")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("Requests: 12; rejects: 9.")
    codes = {1: "PSP756"} | {row + 1: code for row, (_, _, code) in REJECTED.items()}
    rejects = read(folder / "answers.rejects.csv")
    assert {int(row["row"]): row["code"] for row in rejects} == codes
    assert [row["id"] for row in read(folder / "answers.csv")] == [str(number) for number in range(1, 12)]


def test_parquet_in_and_out_with_what_was_answered(folder: Path) -> None:
    at = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
    due = datetime(2026, 4, 7, 15, tzinfo=UTC)
    requests = pa.table(
        {
            "received_at": pa.array([at] * 4, pa.timestamp("ns", "Asia/Tokyo")),
            "contract": pa.array(["acme"] * 4).dictionary_encode(),
            "nested": [{"deep": [number]} for number in range(4)],
            "answered_at": pa.array(["2026-04-07T17:00:00+02:00", "2026-04-07T15:00:00.000001Z", "", "soon"]),
        }
    )
    pq.write_table(requests, folder / "requests.parquet")
    done = bulk(
        *(folder, "requests.parquet", "-o", "answers.parquet"),
        *("--as-of", "2026-04-08T00:00Z", "--format", "json"),
    )
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "rows": 4,
        "rejects": 1,
        "lost_pauses": 0,
        "answers": "answers.parquet",
        "rejects_file": "answers.rejects.csv",
    }
    answers = pq.read_table(folder / "answers.parquet")
    assert answers.select(requests.column_names).to_pylist() == requests.to_pylist()
    assert answers["due"].to_pylist() == [due, due, due, None]
    assert answers["state"].to_pylist() == ["met", "missed", "overdue", None]
    (reject,) = read(folder / "answers.rejects.csv")
    assert (reject["row"], reject["received_at"], reject["code"]) == ("4", "2026-04-03T14:30:00Z", "PSP755")
    assert "answered_at" in reject["message"]


@pytest.mark.parametrize("text", ["contract,received_at\n", "contract,received_at"])
def test_no_rows_are_no_rejects(folder: Path, text: str) -> None:
    (folder / "none.csv").write_text(text, "utf-8")
    assert bulk(folder, "none.csv", "-o", "answers.csv").returncode == 0
    assert read(folder / "answers.csv") == []


WRONG: dict[str, tuple[str, tuple[str, ...], str]] = {
    "no such file": ("", ("gone.csv", "-o", "a.csv"), "PSP003"),
    "no such contracts": ("", ("good.csv", "-o", "a.csv", "--contracts", "gone.yaml"), "PSP003"),
    "no contracts in it": ("[1]", ("good.csv", "-o", "a.csv", "--contracts", "wrong"), "PSP774"),
    "contracts that are wrong": (
        "acme: {offering: gold}",
        ("good.csv", "-o", "a.csv", "--contracts", "wrong"),
        "PSP202",
    ),
    "another format": ("x", ("wrong", "-o", "a.csv"), "PSP772"),
    "another format out": ("", ("good.csv", "-o", "a.xlsx"), "PSP772"),
    "over the requests": ("", ("good.csv", "-o", "good.csv"), "PSP775"),
    "rejects over the answers": ("", ("good.csv", "-o", "a.csv", "--rejects", "a.csv"), "PSP775"),
    "no column": ("a,b\n1,2\n", ("wrong.csv", "-o", "a.csv"), "PSP761"),
    "a column of that name": (
        "contract,received_at,due\nacme,2026-04-03T14:30Z,\n",
        ("wrong.csv", "-o", "a.csv"),
        "PSP763",
    ),
    "an empty file": ("", ("wrong.csv", "-o", "a.csv"), "PSP761"),
    "a quote that is never closed": (
        'contract,received_at\nacme,"2026-04-03T14:30Z\nacme,2026-04-03T14:30Z\n',
        ("wrong.csv", "-o", "a.csv"),
        "PSP773",
    ),
    "a row in another encoding": ("contract,received_at\n\udce9\n", ("wrong.csv", "-o", "a.csv"), "PSP773"),
    "no Parquet": ("contract", ("wrong.parquet", "-o", "a.csv"), "PSP773"),
    "a naive moment": ("", ("good.csv", "-o", "a.csv", "--as-of", "2026-04-03T14:30"), "PSP601"),
    "nowhere to write": ("", ("good.csv", "-o", "gone/a.csv"), "PSP907"),
}


@pytest.mark.parametrize(("text", "arguments", "code"), WRONG.values(), ids=WRONG)
def test_wrong_use_exits_with_2_and_writes_nothing(
    folder: Path, text: str, arguments: tuple[str, ...], code: str
) -> None:
    for name in ("wrong", "wrong.csv", "wrong.parquet"):
        (folder / name).write_text(text, "utf-8", errors="surrogateescape")
    before = {entry: entry.read_bytes() for entry in folder.iterdir()}
    done = bulk(folder, *arguments)
    assert done.returncode == 2, done.stdout + done.stderr
    assert code in done.stderr
    assert "Traceback" not in done.stderr
    assert {entry: entry.read_bytes() for entry in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("-o", "taken"), "taken cannot be written: Is a directory."),
        (("-o", "a.csv", "--rejects", "taken"), "taken cannot be written: Is a directory."),
        (("-o", "gone/a.csv"), "gone/a.csv cannot be written: No such file or directory."),
        (
            ("-o", "a.csv", "--rejects", "gone/r.csv"),
            "gone/r.csv cannot be written: No such file or directory.",
        ),
    ],
)
def test_a_place_that_cannot_be_written_is_found_before_the_run(
    folder: Path, arguments: tuple[str, ...], fault: str
) -> None:
    (folder / "taken").mkdir()
    done = bulk(folder, "good.csv", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"PSP907 {fault}\n" in done.stderr
    assert names(folder) == {"taken"}


def test_what_csv_cannot_hold_is_refused_by_the_name_of_its_column(folder: Path) -> None:
    at = pa.array([datetime(2026, 4, 3, 14, 30, tzinfo=UTC)])
    pq.write_table(
        pa.table({"contract": ["acme"], "received_at": at, "deep": [[1]]}), folder / "requests.parquet"
    )
    done = bulk(folder, "requests.parquet", "-o", "a.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "PSP776 The column deep is of type list<" in done.stderr
    assert names(folder) == {"requests.parquet"}


def test_a_file_without_a_header_offers_no_column(folder: Path) -> None:
    (folder / "empty.csv").write_text("", "utf-8")
    done = bulk(folder, "empty.csv", "-o", "a.csv", "--lang", "fr")
    assert "PSP761 Il n'y a pas de colonne contract.\n    Aucun choix possible.\n" in done.stderr


def test_contracts_are_read_with_the_place_of_each_fault(tmp_path: Path) -> None:
    file = tmp_path / "contracts.json"
    file.write_text(
        '{"a": {"offering": "premium", "time_zone": "UTC", "holidays": "none"},\n "b": {"offering": 3}}',
        "utf-8",
    )
    with pytest.raises(InvalidContractError) as caught:
        read_contracts(file)
    assert {problem.line for problem in caught.value.problems} == {2}
    assert {problem.path[0] for problem in caught.value.problems} == {"b"}


def many(folder: Path, rows: int) -> Path:
    """A CSV file that takes a while."""
    line = "acme,2026-04-03T16:30:00+02:00\n"
    file = folder / "many.csv"
    file.write_text("contract,received_at\n" + line * rows, "utf-8")
    return file


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_run_that_is_killed_leaves_the_old_answers_or_none(folder: Path) -> None:
    many(folder, 1_500_000)
    command = [*COMMAND, "many.csv", "--contracts", "contracts.yaml", "-o", "answers.csv"]
    for old in (None, "old"):
        if old is not None:
            (folder / "answers.csv").write_text(old, "utf-8")
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        while not any(each.stat().st_size > 100_000 for each in folder.glob(".answers.csv.*.tmp")):
            assert process.poll() is None, "killed before it was over"
            time.sleep(0.01)
        process.kill()
        assert process.wait() == -signal.SIGKILL
        assert (folder / "answers.csv").exists() == (old is not None)
        assert not (folder / "answers.rejects.csv").exists()
        if old is not None:
            assert (folder / "answers.csv").read_text("utf-8") == old
    assert bulk(folder, "good.csv", "-o", "answers.csv").returncode == 0
    assert names(folder) == {"many.csv", "answers.csv", "answers.rejects.csv"}, "what was left behind is gone"


def test_progress_shows_on_a_terminal_only(folder: Path) -> None:
    many(folder, 200_000)
    command = [*COMMAND, "many.csv", "--contracts", "contracts.yaml", "-o", "answers.csv"]
    master, terminal = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(command, cwd=folder, stderr=terminal, stdout=subprocess.PIPE, env=env)
    os.close(terminal)
    shown = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.communicate()
    os.close(master)
    assert b"rows/s" in shown
    assert b"100%" in shown
    assert bulk(folder, "many.csv", "-o", "answers.csv").stderr == ""


@pytest.mark.parametrize(
    ("language", "named"), [("en", "PATH_OR_WHEEL[arrow]"), ("fr", "CHEMIN_OU_WHEEL[arrow]")]
)
def test_without_the_extra_it_says_what_to_install(folder: Path, language: str, named: str) -> None:
    code = "import sys; sys.modules['pyarrow'] = None; from ptc_service_policy.cli import main; main()"
    arguments = ("bulk", "good.csv", "--contracts", "contracts.yaml", "-o", "a.csv", "--lang", language)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert f"`pip install '{named}'`" in done.stderr


def test_no_pandas_is_imported_where_there_is_one(folder: Path) -> None:
    pytest.importorskip("pandas")
    code = (
        "import atexit, sys\n"
        "from ptc_service_policy.cli import main\n"
        "atexit.register(lambda: print('pandas' in sys.modules))\n"
        "main()"
    )
    arguments = ("bulk", "mixed.csv", "--contracts", "contracts.yaml", "-o", "a.csv", "--lang", "fr")
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "False"), done.stderr


def test_the_library_imports_no_arrow_by_itself() -> None:
    code = (
        "import sys, ptc_service_policy as library\n"
        "[getattr(library, name) for name in library.__all__]\n"
        "library.load_policy()\n"
        "sys.exit(bool({'numpy', 'pyarrow', 'pandas', 'polars', 'duckdb'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


WAITING = """\
request,contract,received_at,answered_at,pauses
1,acme,2026-04-01T10:00:00+02:00,2026-04-02T18:30:00+02:00,2026-04-02T09:00+02:00/2026-04-02T13:00+02:00
2,acme,2026-04-01T10:00:00+02:00,,"2026-04-02T09:00+02:00/.. "
3,acme,2026-04-01T10:00:00+02:00,,2026-04-02T09:00Z/2026-04-02T10:00Z;2026-04-02T11:00Z/2026-04-02T11:30Z
4,acme,2026-04-01T10:00:00+02:00,2026-04-03T12:00:00+02:00,
5,acme,2026-04-01T10:00:00+02:00,,2026-04-02T09:00+02:00
6,acme,2026-04-01T10:00:00+02:00,,2026-04-02T10:00Z/2026-04-02T09:00Z
7,acme,2026-04-01T10:00:00+02:00,2026-03-31T10:00Z,
8,acme,2026-04-07T10:00:00+02:00,,
9,acme,2026-04-01T10:00:00+02:00,,2026-04-02T09:00/2026-04-02T10:00
"""
OF_WAITING = [
    ("2026-04-03T11:00:00Z", "running", "03:00:00", "05:00:00", "0.375"),
    ("2026-04-03T14:00:00Z", "paused", "00:00:00", "08:00:00", "0"),
    ("2026-04-03T08:30:00Z", "running", "05:30:00", "02:30:00", "0.6875"),
    ("2026-04-02T15:00:00Z", "running", "07:00:00", "01:00:00", "0.875"),
]
OF_WRONG = {
    5: ("PSP758", ".. stands for an end to come"),
    6: ("PSP615", "The range from Thursday 2 April 2026 at 12:00 (Europe/Paris)"),
    7: ("PSP633", "Tuesday 31 March 2026 at 12:00 (Europe/Paris) is before Wednesday 1 April 2026"),
    8: ("PSP633", "Thursday 2 April 2026 at 16:00 (Europe/Paris) is before Tuesday 7 April 2026"),
    9: ("PSP754", "Write its offset"),
}
AS_OF = "--as-of", "2026-04-02T16:00:00+02:00"


def stands(folder: Path) -> list[tuple[str, ...]]:
    columns = "due", "state", "used", "left", "share"
    return [tuple(row[name] for name in columns) for row in read(folder / "answers.csv")]


def test_how_requests_stand_with_their_pauses(folder: Path) -> None:
    (folder / "waiting.csv").write_text(WAITING, "utf-8")
    done = bulk(folder, "waiting.csv", "-o", "answers.csv", *AS_OF)
    assert (done.returncode, done.stderr) == (1, "")
    assert stands(folder) == [*OF_WAITING, *[("",) * 5] * len(OF_WRONG)]
    rejects = read(folder / "answers.rejects.csv")
    assert [int(row["row"]) for row in rejects] == list(OF_WRONG)
    for row, (code, words) in zip(rejects, OF_WRONG.values(), strict=True):
        assert row["code"] == code
        assert words in row["message"]


def test_without_an_instant_a_pause_that_goes_on_tells_nothing(folder: Path) -> None:
    (folder / "waiting.csv").write_text("".join(WAITING.splitlines(keepends=True)[:3]), "utf-8")
    assert bulk(folder, "waiting.csv", "-o", "answers.csv").returncode == 1
    assert [each[:2] for each in stands(folder)] == [("2026-04-03T11:00:00Z", "met"), ("", "")]
    (reject,) = read(folder / "answers.rejects.csv")
    assert (reject["row"], reject["code"]) == ("2", "PSP631")


PAUSES = """\
request;start;end
1;2026-04-02T09:00+02:00;2026-04-02T13:00+02:00
3;2026-04-02T11:00Z;2026-04-02T11:30Z
2;2026-04-02T09:00+02:00;
3;2026-04-02T09:00Z;2026-04-02T10:00Z
17;2026-04-02T09:00Z;2026-04-02T10:00Z
"""


def split(folder: Path, pauses: str = PAUSES) -> None:
    """The first requests without their pauses, and those in a file of their own."""
    rows = [row.split(",")[:4] for row in WAITING.splitlines()[:5]]
    (folder / "waiting.csv").write_text("".join(",".join(row) + "\n" for row in rows), "utf-8")
    (folder / "pauses.csv").write_text(pauses, "utf-8")


def test_pauses_in_a_file_of_their_own(folder: Path) -> None:
    split(folder)
    done = bulk(folder, "waiting.csv", "-o", "answers.csv", "--pauses", "pauses.csv", *AS_OF)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Pauses of no request in the file: 1.\n")
    assert stands(folder) == OF_WAITING
    assert "pauses" not in read(folder / "answers.csv")[0]


@pytest.mark.parametrize(
    ("written", "instead", "code", "where"),
    [
        ("2026-04-02T11:00Z", "noon", "PSP755", "start (pauses.csv:2)"),
        ("2026-04-02T11:30Z", "2026-04-02T11:30", "PSP754", "end (pauses.csv:2)"),
        ("3;2026-04-02T11:00Z", "3;", "PSP753", "start (pauses.csv:2)"),
        ("3;2026-04-02T11:00Z;", "3;", "PSP756", "pauses.csv:2"),
        ("request;", "demande;", "PSP761", "request"),
    ],
)
def test_a_pause_that_cannot_be_read_stops_the_run(
    folder: Path, written: str, instead: str, code: str, where: str
) -> None:
    split(folder, PAUSES.replace(written, instead))
    before = names(folder)
    done = bulk(folder, "waiting.csv", "-o", "answers.csv", "--pauses", "pauses.csv")
    assert done.returncode == 2
    assert code in done.stderr
    assert where in done.stderr
    assert names(folder) == before


def test_pauses_are_found_by_a_key_and_stand_in_one_place(folder: Path) -> None:
    split(folder)
    both = bulk(folder, "good.csv", "-o", "answers.csv", "--pauses", "pauses.csv")
    assert (both.returncode, "PSP761" in both.stderr) == (2, True)
    (folder / "waiting.csv").write_text(WAITING, "utf-8")
    both = bulk(folder, "waiting.csv", "-o", "answers.csv", "--pauses", "pauses.csv")
    assert (both.returncode, "PSP763" in both.stderr) == (2, True)
    missing = bulk(folder, "good.csv", "-o", "answers.csv", "--pauses", "nothing.csv")
    assert (missing.returncode, "nothing.csv" in missing.stderr, "PSP003" in missing.stderr) == (
        2,
        True,
        True,
    )
