"""What is asked of a case, by its kind: each asks every door that can answer, and says what is wrong.

Whoever adds a kind adds a function here, with its entry in ``KINDS``.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pyarrow as pa

from ptc_service_policy import BusinessCalendar, Contract, Policy, RequestState, ResponseDue
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.columns import AppliedPolicies, DueQuestion

Wrong = tuple[str, object, object]
"""What was asked, what is right, and what was found."""


def at(contract: Contract, text: str) -> datetime:
    """Return a wall time of the contract's zone, by the pinned data whatever the machine has."""
    return datetime.fromisoformat(text).replace(tzinfo=read_zone(contract.time_zone))


def calendar_of(policy: Policy, contract: Contract) -> BusinessCalendar:
    """Return the calendar of the working hours, and hold it to its plain shape."""
    calendar = policy.apply(contract).calendar
    assert calendar is not None
    assert BusinessCalendar.from_dict(calendar.to_dict()) == calendar
    return calendar


def due(policy: Policy, contract: Contract, right: dict[str, str]) -> Iterator[Wrong]:
    """Ask when a response is due: of one request, and of all as a table."""
    applied = policy.apply(contract)
    received = [at(contract, each) for each in right]
    in_columns = columns(policy, contract, received)
    for asked, expected, found in zip(right, right.values(), in_columns, strict=True):
        value = applied.response_due(at(contract, asked)).value
        assert isinstance(value, ResponseDue)
        yield f"due {asked}", at(contract, expected), value.due
        yield f"due {asked}, in columns", at(contract, expected), found


def columns(policy: Policy, contract: Contract, received: list[datetime]) -> list[datetime]:
    """Return what the columns answer about the same requests."""
    applied = AppliedPolicies(policy, {"one": contract})
    requests = pa.table({"contract": ["one"] * len(received), "received_at": received})
    found: list[datetime] = applied.answer(requests, DueQuestion()).read_all()["due"].to_pylist()
    return found


def business_day(policy: Policy, contract: Contract, right: dict[str, bool]) -> Iterator[Wrong]:
    """Ask whether dates are business days."""
    calendar = calendar_of(policy, contract)
    for day, expected in right.items():
        yield f"business day {day}", expected, calendar.is_business_day(date.fromisoformat(day))


def open_time(policy: Policy, contract: Contract, right: list[dict[str, Any]]) -> Iterator[Wrong]:
    """Ask how much open time lies between two instants."""
    calendar = calendar_of(policy, contract)
    for each in right:
        found = calendar.elapsed(at(contract, each["from"]), at(contract, each["to"]))
        yield f"open time from {each['from']}", timedelta(hours=each["hours"]), found


def state(policy: Policy, contract: Contract, right: list[dict[str, Any]]) -> Iterator[Wrong]:
    """Ask how a request stands, by what is told of it, and when it is due once nothing is open any more."""
    applied = policy.apply(contract)
    for each in right:
        waits = [(at(contract, start), at(contract, end)) for start, end in each.get("waits", ())]
        answered = at(contract, each["answered"]) if "answered" in each else None
        asked = each.get("target", "response"), at(contract, each["received"])
        found = applied.request_state(
            asked[1],
            target=asked[0],
            pauses=waits,
            answered_at=answered,
            as_of=at(contract, each["as_of"]),
            remind_at=each.get("remind_at", ()),
        ).value
        assert isinstance(found, RequestState)
        told = {
            "state": found.state,
            "due": found.due,
            "used": found.used / timedelta(hours=1),
            "left": found.left / timedelta(hours=1),
            "share": round(found.share, 9),
            "reminders": list(found.reminders),
        }
        for name, value in each["right"].items():
            yield f"{name} of {each['received']}", _instants(contract, value), told[name]
        if "due" in each["right"]:
            due = applied.due(*asked, pauses=waits).value
            assert isinstance(due, ResponseDue)
            yield f"due {each['received']}", at(contract, each["right"]["due"]), due.due
        row = rows_like(policy, contract, each, waits, answered)
        for name, value in each["right"].items():
            yield f"{name} of {each['received']}, in columns", _instants(contract, value), row[name]


def rows_like(
    policy: Policy,
    contract: Contract,
    told: dict[str, Any],
    waits: list[tuple[datetime, datetime]],
    answered: datetime | None,
) -> dict[str, Any]:
    """Return the one answer to a table in which one request stands as often as ``rows`` says."""
    question = DueQuestion(
        answered_at="answered_at",
        pauses="pauses",
        as_of=at(contract, told["as_of"]),
        remind_at=told.get("remind_at", ()),
        target=told.get("target", "response"),
    )
    row = {
        "contract": "one",
        "received_at": at(contract, told["received"]),
        "answered_at": answered,
        "pauses": [{"start": start, "end": end} for start, end in waits],
    }
    kind = pa.timestamp("us", contract.time_zone)
    schema = pa.schema(
        [
            ("contract", pa.string()),
            *(("received_at", kind), ("answered_at", kind)),
            ("pauses", pa.list_(pa.struct([("start", kind), ("end", kind)]))),
        ]
    )
    requests = pa.Table.from_pylist([row], schema).take(pa.array([0] * told.get("rows", 1)))
    answers = AppliedPolicies(policy, {"one": contract}).answer(requests, question).read_all()
    columns = {name: _different(answers[name]) for name in question.schema.names}
    assert {len(values) for values in columns.values()} == {1}, "the same row, the same answer"
    found = {name: values[0] for name, values in columns.items()}
    found |= {name: found[name] / timedelta(hours=1) for name in ("used", "left")}
    return found | {"share": round(found["share"], 9), "reminders": found.get("reminders")}


def _different(column: pa.ChunkedArray) -> list[Any]:
    if pa.types.is_list(column.type):
        return [list(each) for each in {tuple(each) for each in column.to_pylist()}]
    different: list[Any] = column.unique().to_pylist()
    return different


def _instants(contract: Contract, value: Any) -> Any:
    if isinstance(value, list):
        return [_instants(contract, each) for each in value]
    return at(contract, value) if isinstance(value, str) and "T" in value else value


def is_open(policy: Policy, contract: Contract, right: dict[str, bool]) -> Iterator[Wrong]:
    """Ask whether the calendar is open at instants, which are told with their offset."""
    calendar = calendar_of(policy, contract)
    for instant, expected in right.items():
        yield f"open at {instant}", expected, calendar.is_open(datetime.fromisoformat(instant))


KINDS: dict[str, Callable[[Policy, Contract, Any], Iterator[Wrong]]] = {
    "due": due,
    "business_day": business_day,
    "open_time": open_time,
    "state": state,
    "is_open": is_open,
}
