"""The worker example: what it escalates, when, and that crashes and rivals make no difference."""

import importlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .conftest import EXAMPLES

AT = datetime(2026, 4, 7, 12, tzinfo=UTC)  # 14:00 in Paris, two open hours before 16:00
TICK = timedelta(microseconds=1)


@pytest.fixture(scope="module")
def worker() -> Iterator[ModuleType]:
    sys.path.insert(0, str(EXAMPLES))
    yield importlib.import_module("escalation_worker.worker")
    sys.path.remove(str(EXAMPLES))


@pytest.fixture(scope="module")
def applied(worker: ModuleType) -> Any:
    return worker.read_contracts()


@pytest.fixture
def queue(worker: ModuleType, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection: sqlite3.Connection = worker.open_queue(tmp_path / "queue.sqlite3")
    yield connection
    connection.close()


def put(queue: sqlite3.Connection, request: str, contract: str, received_at: str) -> None:
    queue.execute("INSERT INTO requests VALUES (?, ?, ?, NULL)", (request, contract, received_at))


FRIDAY = "2026-04-03T14:30:00+00:00"


@pytest.mark.parametrize(
    ("now", "escalated"),
    [(AT - TICK, []), (AT, ["a"]), (AT + timedelta(days=400), ["a"])],
    ids=["just before", "at the margin", "long overdue"],
)
def test_it_escalates_two_open_hours_ahead(
    worker: ModuleType, queue: sqlite3.Connection, applied: Any, now: datetime, escalated: list[str]
) -> None:
    put(queue, "a", "premium", FRIDAY)
    assert [found.request for found in worker.work_once(queue, applied, lambda: now)] == escalated
    rows = queue.execute("SELECT request, earliest_due, due, basis, reason_fr FROM escalations").fetchall()
    assert [row[0] for row in rows] == escalated
    for _, earliest_due, due, basis, reason in rows:
        assert (earliest_due, due, basis) == ("2026-04-07T14:00:00+00:00",) * 2 + ("interpreted",)
        assert reason.startswith("Demande reçue le vendredi 3 avril 2026")


def test_it_escalates_once(worker: ModuleType, queue: sqlite3.Connection, applied: Any) -> None:
    put(queue, "a", "premium", FRIDAY)
    assert len(list(worker.work_once(queue, applied, lambda: AT))) == 1
    assert list(worker.work_once(queue, applied, lambda: AT)) == []


def test_what_was_answered_meanwhile_is_not_escalated(
    worker: ModuleType, queue: sqlite3.Connection, applied: Any
) -> None:
    put(queue, "a", "premium", FRIDAY)
    (found,) = worker.judge(queue, applied, AT)
    queue.execute("UPDATE requests SET answered_at = ?", (AT.isoformat(),))
    assert worker.record(queue, found, AT) is False
    assert list(worker.judge(queue, applied, AT)) == []


def test_one_bad_request_holds_up_no_other(
    worker: ModuleType, queue: sqlite3.Connection, applied: Any
) -> None:
    put(queue, "a", "nobody", FRIDAY)
    put(queue, "b", "premium", "2026-04-03T14:30:00")
    put(queue, "c", "premium", "yesterday")
    put(queue, "d", "tsam", FRIDAY)
    put(queue, "e", "premium", "2260-01-01T00:00:00+00:00")
    put(queue, "f", "premium", FRIDAY)
    found = {each.request: each for each in worker.work_once(queue, applied, lambda: AT)}
    assert {name for name, each in found.items() if isinstance(each, worker.NotJudged)} == set("abcde")
    assert all(found[name].reason.fr != found[name].reason.en for name in "abcde")
    assert isinstance(found["f"], worker.Escalation)


KILLED_BEFORE_EACH_ROW = """
import os, signal, sys
sys.path.insert(0, {examples!r})
from datetime import datetime
from escalation_worker import worker
queue = worker.open_queue({queue!r})
written = 0
def record(*given):
    global written
    written += 1
    if written > {rows}:
        os.kill(os.getpid(), signal.SIGKILL)
    return worker_record(*given)
worker_record, worker.record = worker.record, record
list(worker.work_once(queue, worker.read_contracts(), lambda: datetime.fromisoformat({at!r})))
"""


def test_killed_in_the_middle_it_goes_on_where_it_was(
    worker: ModuleType, queue: sqlite3.Connection, applied: Any, tmp_path: Path
) -> None:
    for number in range(5):
        put(queue, str(number), "premium", FRIDAY)
    path, at = str(tmp_path / "queue.sqlite3"), AT.isoformat()
    for written in (0, 2):
        script = KILLED_BEFORE_EACH_ROW.format(examples=str(EXAMPLES), queue=path, rows=written, at=at)
        assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
        assert queue.execute("SELECT count(*) FROM escalations").fetchone() == (written,)
    assert [found.request for found in worker.work_once(queue, applied, lambda: AT)] == [
        "2",
        "3",
        "4",
    ]


def test_rivals_share_the_work(worker: ModuleType, queue: sqlite3.Connection, tmp_path: Path) -> None:
    queue.execute("BEGIN")
    for number in range(300):
        put(queue, f"{number:03}", "premium", FRIDAY)
    queue.execute("COMMIT")
    command = [
        sys.executable,
        str(EXAMPLES / "escalation_worker" / "worker.py"),
        str(tmp_path / "queue.sqlite3"),
    ]
    env = {**os.environ, "PYTHONUTF8": "1"}
    rivals = [
        subprocess.Popen(
            [*command, "--once", "--at", AT.isoformat()], stdout=subprocess.PIPE, encoding="utf-8", env=env
        )
        for _ in range(3)
    ]
    said = [line for rival in rivals for line in rival.communicate()[0].splitlines()]
    assert [rival.returncode for rival in rivals] == [0, 0, 0]
    assert sorted(line.split(" | ")[1] for line in said) == [f"{number:03}" for number in range(300)]
    assert queue.execute("SELECT count(*) FROM escalations").fetchone() == (300,)
