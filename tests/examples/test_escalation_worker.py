"""The worker example: what it escalates and when, across new versions and amendments, crashes and rivals."""

import importlib
import json
import os
import shutil
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
from tests.published import ROOT, publish

from ptc_service_policy import Policies, load_policies

from .conftest import EXAMPLES

AT = datetime(2026, 4, 7, 12, tzinfo=UTC)  # 14:00 in Paris, two open hours before 16:00
TICK = timedelta(microseconds=1)


@pytest.fixture(scope="module")
def worker() -> Iterator[ModuleType]:
    sys.path.insert(0, str(EXAMPLES))
    yield importlib.import_module("escalation_worker.worker")
    sys.path.remove(str(EXAMPLES))


@pytest.fixture(scope="module")
def contracts(worker: ModuleType) -> Any:
    return worker.read_contracts()


@pytest.fixture(scope="module")
def policies() -> Policies:
    return load_policies()


@pytest.fixture
def queue(worker: ModuleType, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection: sqlite3.Connection = worker.open_queue(tmp_path / "queue.sqlite3")
    yield connection
    connection.close()


def put(queue: sqlite3.Connection, request: str, contract: str, received_at: str) -> None:
    queue.execute("INSERT INTO requests VALUES (?, ?, ?, NULL)", (request, contract, received_at))


def wait(queue: sqlite3.Connection, request: str, since: str, until: str | None = None) -> None:
    queue.execute("INSERT OR REPLACE INTO waits VALUES (?, ?, ?)", (request, since, until))


def amend(queue: sqlite3.Connection, contract: str, first_day: str, **terms: str) -> None:
    queue.execute("INSERT INTO amendments VALUES (?, ?, ?)", (contract, first_day, json.dumps(terms)))


FRIDAY = "2026-04-03T14:30:00+00:00"


@pytest.mark.parametrize(
    ("now", "escalated"),
    [(AT - TICK, []), (AT, ["a"]), (AT + timedelta(days=400), ["a"])],
    ids=["just before", "at the margin", "long overdue"],
)
def test_it_escalates_two_open_hours_ahead(
    worker: ModuleType,
    queue: sqlite3.Connection,
    policies: Policies,
    contracts: Any,
    now: datetime,
    escalated: list[str],
) -> None:
    put(queue, "a", "premium", FRIDAY)
    assert [found.request for found in worker.work_once(queue, policies, contracts, lambda: now)] == escalated
    rows = queue.execute("SELECT request, earliest_due, due, basis, reason_fr FROM escalations").fetchall()
    assert [row[0] for row in rows] == escalated
    for _, earliest_due, due, basis, reason in rows:
        assert (earliest_due, due, basis) == ("2026-04-07T14:00:00+00:00",) * 2 + ("interpreted",)
        assert reason.startswith("Demande reçue le vendredi 3 avril 2026")


def test_it_escalates_once(
    worker: ModuleType, queue: sqlite3.Connection, policies: Policies, contracts: Any
) -> None:
    put(queue, "a", "premium", FRIDAY)
    assert len(list(worker.work_once(queue, policies, contracts, lambda: AT))) == 1
    assert list(worker.work_once(queue, policies, contracts, lambda: AT)) == []


def test_what_was_answered_meanwhile_is_not_escalated(
    worker: ModuleType, queue: sqlite3.Connection, policies: Policies, contracts: Any
) -> None:
    put(queue, "a", "premium", FRIDAY)
    (found,) = worker.judge(queue, policies, contracts, AT)
    queue.execute("UPDATE requests SET answered_at = ?", (AT.isoformat(),))
    assert worker.record(queue, found, AT) is False
    assert list(worker.judge(queue, policies, contracts, AT)) == []


def test_one_bad_request_holds_up_no_other(
    worker: ModuleType, queue: sqlite3.Connection, policies: Policies, contracts: Any
) -> None:
    put(queue, "a", "nobody", FRIDAY)
    put(queue, "b", "premium", "2026-04-03T14:30:00")
    put(queue, "c", "premium", "yesterday")
    put(queue, "d", "tsam", FRIDAY)
    put(queue, "e", "premium", "2260-01-01T00:00:00+00:00")
    put(queue, "f", "premium", FRIDAY)
    put(queue, "g", "standard", FRIDAY)
    amend(queue, "standard", "2026-04-01", offering="premum")
    put(queue, "h", "premium", FRIDAY)
    wait(queue, "h", "this morning")
    found = {each.request: each for each in worker.work_once(queue, policies, contracts, lambda: AT)}
    assert {name for name, each in found.items() if isinstance(each, worker.NotJudged)} == set("abcdegh")
    assert all(found[name].reason.fr != found[name].reason.en for name in "abcdegh")
    assert isinstance(found["f"], worker.Escalation)


def test_while_the_customer_is_waited_for_nothing_is_escalated(
    worker: ModuleType, queue: sqlite3.Connection, policies: Policies, contracts: Any
) -> None:
    def escalated(at: datetime) -> list[str]:
        return [found.request for found in worker.work_once(queue, policies, contracts, lambda: at)]

    put(queue, "a", "premium", FRIDAY)
    wait(queue, "a", "2026-04-07T10:00:00+02:00")
    assert escalated(AT + timedelta(days=30)) == []
    wait(queue, "a", "2026-04-07T10:00:00+02:00", "2026-04-07T11:00:00+02:00")
    assert escalated(AT - TICK) == []
    assert escalated(AT) == ["a"]  # Wednesday's opening is the earliest that any reading gives
    (row,) = queue.execute("SELECT state, due FROM escalations").fetchall()
    assert row == ("running", "2026-04-08T07:00:00+00:00")


def test_what_happens_later_does_not_count_in_a_replay(
    worker: ModuleType, queue: sqlite3.Connection, policies: Policies, contracts: Any
) -> None:
    put(queue, "a", "premium", FRIDAY)
    wait(queue, "a", (AT + TICK).isoformat())
    (found,) = worker.judge(queue, policies, contracts, AT)
    assert found.request == "a"


E1 = {"id": "e1", "recorded": "2026-11-26", "edition": "1.0.0", "new_contracts": "always", "others": "none"}
E2 = {
    "id": "e2",
    "recorded": "2026-12-15",
    "edition": "1.1.0",
    "new_contracts": {"from": "2027-01-01"},
    "others": [{"governed_by": "1.0.0", "from": "2027-01-01"}],
}
FOUR_HOURS = [("value: { within: { business_days: 1 }", "value: { within: { business_hours: 4 }")]
BEFORE, AFTER = "2026-12-31T22:59:59.999999+00:00", "2026-12-31T23:00:00+00:00"  # midnight in Paris
MONDAY = datetime(2027, 1, 4, 9, tzinfo=UTC)  # 10:00 in Paris, two open hours before 12:00


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    folder.mkdir()
    shutil.copytree(ROOT / "policies" / "calendars", folder / "calendars")
    return publish(folder, [E1])


def publish_next(folder: Path) -> None:
    """Publish 1.1.0, which takes four business hours and not a day, from 1 January 2027 on."""
    written = folder.parent / "next"
    written.mkdir()
    edits = {"1.1.0": {"service-levels.yaml": FOUR_HOURS}}
    shutil.copytree(publish(written, [E1, E2], edits), folder, dirs_exist_ok=True)


def test_at_midnight_another_version_judges(
    worker: ModuleType, queue: sqlite3.Connection, contracts: Any, folder: Path
) -> None:
    def escalated(at: datetime) -> list[str]:
        return [found.request for found in worker.work_once(queue, policies, contracts, lambda: at)]

    put(queue, "before", "premium", BEFORE)
    put(queue, "after", "premium", AFTER)
    policies = load_policies(folder)
    assert worker.refreshed(policies) is policies
    publish_next(folder)
    policies = worker.refreshed(policies)
    assert policies.versions == ("1.0.0", "1.1.0")
    assert escalated(MONDAY - TICK) == []
    assert escalated(MONDAY) == ["after"]
    four_hours_later = MONDAY + timedelta(hours=4)
    assert escalated(four_hours_later - TICK) == []
    assert escalated(four_hours_later) == ["before"]
    rows = queue.execute("SELECT request, due, policy_version FROM escalations ORDER BY escalated_at")
    assert rows.fetchall() == [
        ("after", "2027-01-04T11:00:00+00:00", "1.1.0"),
        ("before", "2027-01-04T15:00:00+00:00", "1.0.0"),
    ]


def test_it_goes_on_with_what_it_has_while_the_folder_is_not_valid(
    worker: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policies = load_policies(folder)
    journal = folder / "editions.yaml"
    whole = journal.read_text("utf-8")
    journal.write_text(whole[: len(whole) // 2], "utf-8")
    assert worker.refreshed(policies) is policies
    assert "editions.yaml" in capsys.readouterr().err
    journal.write_text(whole, "utf-8")
    publish_next(folder)
    assert worker.refreshed(policies).versions == ("1.0.0", "1.1.0")


def test_at_midnight_an_amendment_holds(
    worker: ModuleType, queue: sqlite3.Connection, policies: Policies, contracts: Any
) -> None:
    def due() -> dict[str, str]:
        queue.execute("DELETE FROM escalations")
        list(worker.work_once(queue, policies, contracts, lambda: AT + timedelta(days=90)))
        return dict(queue.execute("SELECT request, due FROM escalations"))

    put(queue, "before", "standard", "2026-05-01T03:59:59.999999+00:00")  # midnight in Montreal
    put(queue, "after", "standard", "2026-05-01T04:00:00+00:00")
    monday, tuesday = "2026-05-04T21:00:00+00:00", "2026-05-05T21:00:00+00:00"
    assert due() == {"before": monday, "after": tuesday}
    amend(queue, "standard", "2026-05-01", offering="premium")
    assert due() == {"before": monday, "after": monday}


def test_what_is_published_while_it_runs_counts_from_its_next_pass_on(
    worker: ModuleType,
    queue: sqlite3.Connection,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written: list[int] = []

    def sleep(_seconds: float) -> None:
        written.extend(queue.execute("SELECT count(*) FROM escalations").fetchone())
        if len(written) == 2:
            sys.exit()
        publish_next(folder)

    put(queue, "a", "premium", "2027-01-04T08:00:00+01:00")
    given = [str(tmp_path / "queue.sqlite3"), "--at", MONDAY.isoformat(), "--policies", str(folder)]
    monkeypatch.setattr(sys, "argv", ["worker.py", *given])
    monkeypatch.setattr(worker.time, "sleep", sleep)
    with pytest.raises(SystemExit):
        worker.main()
    assert written == [0, 1]


KILLED_BEFORE_EACH_ROW = """
import os, signal, sys
sys.path.insert(0, {examples!r})
from datetime import datetime
from escalation_worker import worker
from ptc_service_policy import load_policies
queue = worker.open_queue({queue!r})
written = 0
def record(*given):
    global written
    written += 1
    if written > {rows}:
        os.kill(os.getpid(), signal.SIGKILL)
    return worker_record(*given)
worker_record, worker.record = worker.record, record
now = datetime.fromisoformat({at!r})
list(worker.work_once(queue, load_policies(), worker.read_contracts(), lambda: now))
"""


def test_killed_in_the_middle_it_goes_on_where_it_was(
    worker: ModuleType, queue: sqlite3.Connection, policies: Policies, contracts: Any, tmp_path: Path
) -> None:
    for number in range(5):
        put(queue, str(number), "premium", FRIDAY)
    path, at = str(tmp_path / "queue.sqlite3"), AT.isoformat()
    for written in (0, 2):
        script = KILLED_BEFORE_EACH_ROW.format(examples=str(EXAMPLES), queue=path, rows=written, at=at)
        assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
        assert queue.execute("SELECT count(*) FROM escalations").fetchone() == (written,)
    assert [found.request for found in worker.work_once(queue, policies, contracts, lambda: AT)] == [
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
