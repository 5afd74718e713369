"""Escalate each open request once, some open hours before the manager should have responded.

The queue is SQLite. An escalation is one row, whose key is the request: a worker that is killed, restarted or
run twice at once writes it once. The clock is a parameter, so that a test, or a replay, has its own.

A version that is published, or a contract that is amended, while it runs counts from its next pass on. Each
request is judged by what governed its contract on the day of its receipt.
"""

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from ptc_service_policy import (
    Absence,
    AppliedHistory,
    Contract,
    ContractHistory,
    Decision,
    LocalizedText,
    Policies,
    PolicyError,
    RequestState,
    ResponseDue,
    load_policies,
)

Clock = Callable[[], datetime]
Waits = list[tuple[datetime, datetime | None]]

HERE = Path(__file__).parent
CONTRACTS = HERE.parent / "contracts"
AHEAD = timedelta(hours=2)
NO_CONTRACT = LocalizedText(fr="Le contrat {contract} est inconnu.", en="There is no contract {contract}.")
NO_INSTANT = LocalizedText(
    fr="Un instant de cette demande n'est pas au format ISO 8601.",
    en="An instant of this request is not in ISO 8601 format.",
)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Name a request to escalate, how it stands, and the decision that says by when a response is due."""

    request: str
    state: str
    decision: Decision[ResponseDue | Absence | None]
    response: ResponseDue


@dataclass(frozen=True, slots=True)
class NotJudged:
    """Name a request that has no response time, or of which none can be told, and why."""

    request: str
    reason: LocalizedText


JUDGED = {
    Escalation: LocalizedText(fr="Escalade", en="Escalation"),
    NotJudged: LocalizedText(fr="Non jugée", en="Not judged"),
}


def open_queue(path: str | Path) -> sqlite3.Connection:
    """Open the queue, and create its tables where there are none."""
    queue = sqlite3.connect(path, timeout=30, isolation_level=None)
    queue.executescript((HERE / "queue.sql").read_text("utf-8"))
    return queue


def judge(
    queue: sqlite3.Connection, policies: Policies, contracts: Mapping[str, Contract], now: datetime
) -> Iterator[Escalation | NotJudged]:
    """Find the requests to escalate now, and those that cannot be judged."""

    @cache
    def applied_to(contract: str) -> AppliedHistory:
        return policies.apply(with_amendments(queue, contract, contracts[contract]))

    waiting = queue.execute(
        "SELECT id, contract, received_at FROM requests WHERE answered_at IS NULL"
        " AND id NOT IN (SELECT request FROM escalations) ORDER BY received_at, id"
    ).fetchall()
    for request, contract, received_at in waiting:
        if contract not in contracts:
            yield NotJudged(request, NO_CONTRACT.format(contract=contract))
            continue
        try:
            waits = waits_of(queue, request)
            received = datetime.fromisoformat(received_at)
            found = judge_one(request, applied_to(contract), received, waits, now)
        except PolicyError as error:
            yield NotJudged(request, error.problems[0].message)
        except ValueError:
            yield NotJudged(request, NO_INSTANT)
        else:
            if found is not None:
                yield found


def judge_one(
    request: str, history: AppliedHistory, received: datetime, waits: Waits, now: datetime
) -> Escalation | NotJudged | None:
    """Judge one request by what governs it; return None where it has time, or waits for the customer.

    It is escalated when `AHEAD` of open time, or less, is left until the earliest instant that any reading of
    the response time gives.
    """
    applied = history.at(received)
    standing = applied.request_state(received, as_of=now, pauses=waits)
    if not isinstance(standing.value, RequestState):
        return NotJudged(request, standing.reason)
    if standing.value.state == "paused":
        return None
    waited = [(since, min(until or now, now)) for since, until in waits if since <= now]
    decision = applied.response_due(received, pauses=waited)
    response = decision.value
    if not isinstance(response, ResponseDue):
        return NotJudged(request, decision.reason)
    if applied.due_terms().calendar.elapsed(now, response.earliest_due) > AHEAD:
        return None
    return Escalation(request, standing.value.state, decision, response)


def with_amendments(queue: sqlite3.Connection, name: str, contract: Contract) -> ContractHistory:
    """Return a contract with the amendments that the queue holds."""
    rows = queue.execute("SELECT first_day, terms FROM amendments WHERE contract = ?", (name,))
    return ContractHistory(contract, {first_day: json.loads(terms) for first_day, terms in rows})


def waits_of(queue: sqlite3.Connection, request: str) -> Waits:
    """Return when the customer was waited for; a wait that still goes on has no end."""
    rows = queue.execute("SELECT since, until FROM waits WHERE request = ?", (request,))
    return [
        (datetime.fromisoformat(since), None if until is None else datetime.fromisoformat(until))
        for since, until in rows
    ]


def record(queue: sqlite3.Connection, escalation: Escalation, now: datetime) -> bool:
    """Write an escalation; return False where another worker wrote it first, or the request was answered."""
    decision, response = escalation.decision, escalation.response
    at, earliest_due, due = (
        instant.astimezone(UTC).isoformat() for instant in (now, response.earliest_due, response.due)
    )
    written = queue.execute(
        "INSERT INTO escalations SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM requests"
        " WHERE id = ? AND answered_at IS NULL ON CONFLICT DO NOTHING",
        (
            at,
            escalation.state,
            earliest_due,
            due,
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
    queue: sqlite3.Connection, policies: Policies, contracts: Mapping[str, Contract], clock: Clock
) -> Iterator[Escalation | NotJudged]:
    """Go through the queue once; return what was escalated and what could not be judged."""
    now = clock()
    for found in judge(queue, policies, contracts, now):
        if isinstance(found, NotJudged) or record(queue, found, now):
            yield found


def read_contracts(contracts: Path = CONTRACTS) -> dict[str, Contract]:
    """Read every contract of a folder, as it was signed."""
    return {path.stem: Contract.from_file(path) for path in sorted(contracts.glob("*.yaml"))}


def refreshed(policies: Policies) -> Policies:
    """Return what is published by now, or the same policies while that is not valid."""
    try:
        return policies.refreshed()
    except PolicyError as error:
        print(error, file=sys.stderr, flush=True)
        return policies


def main() -> None:
    """Run until stopped, or once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queue", help="the SQLite file with the requests")
    parser.add_argument("--once", action="store_true", help="go through the queue once")
    parser.add_argument("--at", type=datetime.fromisoformat, help="the instant to judge at, instead of now")
    parser.add_argument("--policies", help="the folder of versions, instead of the library's own")
    parser.add_argument("--language", choices=("fr", "en"), default="en")
    options = parser.parse_args()
    clock: Clock = (lambda: options.at) if options.at else (lambda: datetime.now(UTC))
    policies, contracts = load_policies(options.policies), read_contracts()
    with closing(open_queue(options.queue)) as queue:
        while True:
            for found in work_once(queue, policies, contracts, clock):
                reason = found.reason if isinstance(found, NotJudged) else found.decision.reason
                told = JUDGED[type(found)][options.language]
                print(told, found.request, reason[options.language], sep=" | ", flush=True)
            if options.once:
                return
            time.sleep(60)
            policies = refreshed(policies)


if __name__ == "__main__":
    main()
