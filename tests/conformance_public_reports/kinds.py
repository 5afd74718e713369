"""What is asked of a case, by its kind: each asks every door that can answer, and says what is wrong.

Whoever adds a kind adds a function here, with its entry in ``KINDS``.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from ptc_service_policy import BusinessCalendar, Contract, Policy, ResponseDue
from ptc_service_policy.columns import AppliedPolicies, DueQuestion

Wrong = tuple[str, object, object]
"""What was asked, what is right, and what was found."""


def at(contract: Contract, text: str) -> datetime:
    """Return a wall time of the contract's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(contract.time_zone))


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


KINDS: dict[str, Callable[[Policy, Contract, Any], Iterator[Wrong]]] = {
    "due": due,
    "business_day": business_day,
    "open_time": open_time,
}
