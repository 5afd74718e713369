"""Escalate each open request once, some open hours before the manager should have responded.

The queue is SQLite. An escalation is one row, whose key is the request: a worker that is killed, restarted or
run twice at once writes it once. The clock is a parameter, so that a test, or a replay, has its own.
"""

import argparse
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ptc_service_policy import (
    Absence,
    AppliedPolicy,
    Contract,
    Decision,
    LocalizedText,
    PolicyError,
    ResponseDue,
    load_policy,
)

Clock = Callable[[], datetime]

HERE = Path(__file__).parent
CONTRACTS = HERE.parent / "contracts"
AHEAD = timedelta(hours=2)
NO_CONTRACT = LocalizedText(fr="Le contrat {contract} est inconnu.", en="There is no contract {contract}.")
NO_INSTANT = LocalizedText(fr="{value} n'est pas un instant ISO 8601.", en="{value} is no ISO 8601 instant.")


@dataclass(frozen=True, slots=True)
class Escalation:
    """Name a request to escalate, and the decision that says by when a response is due."""

    request: str
    decision: Decision[ResponseDue | Absence | None]
    response: ResponseDue


@dataclass(frozen=True, slots=True)
class NotJudged:
    """Name a request that has no response time, or of which none can be told, and why."""

    request: str
    reason: LocalizedText


def open_queue(path: str | Path) -> sqlite3.Connection:
    """Open the queue, and create its tables where there are none."""
    queue = sqlite3.connect(path, timeout=30, isolation_level=None)
    queue.executescript((HERE / "queue.sql").read_text("utf-8"))
    return queue


def judge(
    queue: sqlite3.Connection, applied_policies: Mapping[str, AppliedPolicy], now: datetime
) -> Iterator[Escalation | NotJudged]:
    """Find the requests to escalate now, and those that cannot be judged.

    A request is escalated when `AHEAD` of open time, or less, is left until the earliest instant that any
    reading of the response time gives.
    """
    waiting = queue.execute(
        "SELECT id, contract, received_at FROM requests WHERE answered_at IS NULL"
        " AND id NOT IN (SELECT request FROM escalations) ORDER BY received_at, id"
    ).fetchall()
    for request, contract, received_at in waiting:
        if contract not in applied_policies:
            yield NotJudged(request, NO_CONTRACT.format(contract=contract))
            continue
        applied = applied_policies[contract]
        try:
            decision = applied.response_due(datetime.fromisoformat(received_at))
            response = decision.value
            if response is None or isinstance(response, Absence):
                yield NotJudged(request, decision.reason)
            elif applied.due_terms().calendar.elapsed(now, response.earliest_due) <= AHEAD:
                yield Escalation(request, decision, response)
        except PolicyError as error:
            yield NotJudged(request, error.problems[0].message)
        except ValueError:
            yield NotJudged(request, NO_INSTANT.format(value=received_at))


def record(queue: sqlite3.Connection, escalation: Escalation, now: datetime) -> bool:
    """Write an escalation; return False where another worker wrote it first, or the request was answered."""
    decision, response = escalation.decision, escalation.response
    written = queue.execute(
        "INSERT INTO escalations SELECT id, ?, ?, ?, ?, ?, ?, ?, ? FROM requests"
        " WHERE id = ? AND answered_at IS NULL ON CONFLICT DO NOTHING",
        (
            *(instant.astimezone(UTC).isoformat() for instant in (now, response.earliest_due, response.due)),
            decision.basis,
            decision.reason.fr,
            decision.reason.en,
            decision.policy_version,
            decision.policy_digest,
            escalation.request,
        ),
    )
    return written.rowcount == 1


def work_once(
    queue: sqlite3.Connection, applied_policies: Mapping[str, AppliedPolicy], clock: Clock
) -> Iterator[Escalation | NotJudged]:
    """Go through the queue once; return what was escalated and what could not be judged."""
    now = clock()
    for found in judge(queue, applied_policies, now):
        if isinstance(found, NotJudged) or record(queue, found, now):
            yield found


def read_contracts(contracts: Path = CONTRACTS) -> dict[str, AppliedPolicy]:
    """Apply the newest policy to every contract of a folder."""
    policy = load_policy()
    return {path.stem: policy.apply(Contract.from_file(path)) for path in sorted(contracts.glob("*.yaml"))}


def main() -> None:
    """Run until stopped, or once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queue", help="the SQLite file with the requests")
    parser.add_argument("--once", action="store_true", help="go through the queue once")
    parser.add_argument("--at", type=datetime.fromisoformat, help="the instant to judge at, instead of now")
    parser.add_argument("--language", choices=("fr", "en"), default="en")
    options = parser.parse_args()
    clock: Clock = (lambda: options.at) if options.at else (lambda: datetime.now(UTC))
    applied_policies = read_contracts()
    with closing(open_queue(options.queue)) as queue:
        while True:
            for found in work_once(queue, applied_policies, clock):
                reason = found.reason if isinstance(found, NotJudged) else found.decision.reason
                print(type(found).__name__, found.request, reason[options.language], sep=" | ", flush=True)
            if options.once:
                return
            time.sleep(60)


if __name__ == "__main__":
    main()
