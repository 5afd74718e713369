"""Rejects of a file of requests: each kind is explained once, and no file is held whole."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.hostile.steps import steps

from ptc_service_policy import Contract, load_policy
from ptc_service_policy.columns.applied import AppliedPolicies
from ptc_service_policy.columns.bulk import answer_file
from ptc_service_policy.columns.table_files import open_requests
from ptc_service_policy.errors import ColumnsError

CONTRACTS = {
    "1": Contract(offering="premium", time_zone="Europe/Paris", holidays="none", start=date(2026, 1, 1)),
}
AT = pa.timestamp("us", "UTC")


def rejected(requests: Path) -> list[dict[str, str]]:
    applied = AppliedPolicies(load_policy("1.0.0"), CONTRACTS)
    rejects = requests.with_name("rejects.csv")
    answer_file(requests, requests.with_name("answers.csv"), rejects, form=".csv", applied=applied)
    with rejects.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ALIKE: dict[str, Callable[[int], str]] = {
    "no contract": lambda _: ",",
    "an unknown contract": lambda _: "x,2026-03-02T10:00:00Z",
    "no instant": lambda _: "1,x",
    "before the contract": lambda _: "1,2025-03-02T10:00:00Z",
    "a row too long": lambda _: "1,x,x",
}
UNLIKE: dict[str, Callable[[int], str]] = {
    "unknown contracts": lambda number: f"x{number},2026-03-02T10:00:00Z",
    "no instants": lambda number: f"1,x{number}",
    "before the contract": lambda number: f"1,2025-03-02T10:00:00.{number:06}Z",
    "rows too long": lambda number: f"1,x,x{number}",
}


def _counted(folder: Path, row: Callable[[int], str], rows: int) -> int:
    file = folder / "requests.csv"
    file.write_text("contract,received_at\n" + "".join(f"{row(each)}\n" for each in range(rows)))
    assert len(rejected(file)) == rows
    applied = AppliedPolicies(load_policy("1.0.0"), CONTRACTS)
    return steps(lambda: answer_file(file, folder / "a.csv", folder / "r.csv", form=".csv", applied=applied))


@pytest.mark.parametrize("what", ALIKE)
def test_what_thousands_have_in_common_is_explained_once(tmp_path: Path, what: str) -> None:
    once, often = (_counted(tmp_path, ALIKE[what], rows) for rows in (1_000, 11_000))
    assert often - once <= 10_000 * (25 if what == "a row too long" else 3)


@pytest.mark.parametrize("what", UNLIKE)
def test_each_of_many_rejects_takes_few_steps(tmp_path: Path, what: str) -> None:
    once, twice = (_counted(tmp_path, UNLIKE[what], rows) for rows in (1_000, 2_000))
    assert twice - once <= 1_000 * (240 if what == "before the contract" else 145)


@pytest.mark.parametrize("name", ["requests.csv", "requests.parquet"])
def test_no_batch_holds_more_rows_than_can_be_answered_at_once(tmp_path: Path, name: str) -> None:
    """A row of two bytes is answered by hundreds."""
    file, rows = tmp_path / name, 100_000
    if file.suffix == ".csv":
        file.write_text("contract,received_at\n" + ",\n" * rows)
    else:
        pq.write_table(pa.table({"contract": pa.nulls(rows), "received_at": pa.nulls(rows)}), file)
    with open_requests(file, ("contract", "received_at")) as requests:
        sizes = [len(batch) for batch in requests.batches()]
    assert sum(sizes) == rows
    assert max(sizes) <= 32_768


def test_keys_of_contracts_may_be_numbers(tmp_path: Path) -> None:
    file = tmp_path / "requests.parquet"
    at = pa.array([datetime(2025, 3, 2, tzinfo=UTC)] * 4, AT)
    pq.write_table(pa.table({"contract": [7, 1, None, 1], "received_at": at}), file)
    assert [(each["row"], each["contract"], each["code"]) for each in rejected(file)] == [
        ("1", "7", "PSP750"),
        ("2", "1", "PSP518"),
        ("3", "", "PSP752"),
        ("4", "1", "PSP518"),
    ]


def test_malformed_rows_stand_where_they_are_among_the_others(tmp_path: Path) -> None:
    file = tmp_path / "requests.csv"
    sound, wrong, malformed = "1,2026-03-02T10:00:00Z\n", "x,2026-03-02T10:00:00Z\n", "1,2,3\n"
    file.write_text("contract,received_at\n" + (sound + wrong + malformed) * 20_000 + malformed)
    numbers = [int(each["row"]) for each in rejected(file)]
    assert numbers == [row for row in range(1, 60_002) if row % 3 != 1 or row == 60_001]


LONG = "x" * 9_000_000


@pytest.mark.parametrize(
    ("requests", "cause"),
    [
        (f"contract,received_at\n1,{LONG}\n", "a row is longer than 4 MB"),
        (f'contract,received_at\n1,"{LONG}"\n', "a row is longer than 4 MB"),
        (f"contract,received_at,note\n1,2026-03-02T10:00Z,{LONG}\n", "a row is longer than 4 MB"),
        (f"contract,received_at,{LONG}\n1,x,\n", "the name of a column is longer than 131,072 characters"),
    ],
    ids=["an instant", "in quotes", "a note", "the header"],
)
def test_no_cell_is_larger_than_what_is_read_at_once(tmp_path: Path, requests: str, cause: str) -> None:
    file = tmp_path / "requests.csv"
    file.write_text(requests)
    with pytest.raises(ColumnsError, match=f"PSP773 .*: {cause}"):
        rejected(file)
