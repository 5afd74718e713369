"""The cases drawn from the test suites of our peers."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ptc_service_policy.business_time import BusinessCalendar, BusinessDays, Convention

FIELDS = ("time_zone", "hours", "holidays", "special_hours", "closures")
LINES = Path(__file__).with_name("conformance.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def windows(calendar: BusinessCalendar, args: dict[str, Any]) -> list[list[datetime]]:
    found = calendar.windows(instant(args["from"]), instant(args["to"]))
    return [[window.start, window.end] for window in found]


def offset_date(calendar: BusinessCalendar, args: dict[str, Any]) -> date:
    return calendar.offset(date.fromisoformat(args["start"]), args["n"], roll=args.get("roll"))


def due(calendar: BusinessCalendar, args: dict[str, Any]) -> datetime:
    convention = Convention(receipt=args["receipt"], expiry=args["expiry"])
    return calendar.due(instant(args["start"]), BusinessDays(args["n"]), convention)


ASK: dict[str, Callable[[BusinessCalendar, dict[str, Any]], object]] = {
    "is_open": lambda calendar, args: calendar.is_open(instant(args["at"])),
    "next_open": lambda calendar, args: calendar.next_open(instant(args["at"])),
    "windows": windows,
    "elapsed_business_seconds": lambda calendar, args: calendar.elapsed(
        instant(args["from"]), instant(args["to"])
    ),
    "add_business_hours": lambda calendar, args: calendar.add(
        instant(args["start"]), timedelta(seconds=args["seconds"])
    ),
    "offset_date": offset_date,
    "due_business_days": due,
}
READ: dict[str, Callable[[Any], object]] = {
    "is_open": bool,
    "next_open": instant,
    "windows": lambda pairs: [[instant(start), instant(end)] for start, end in pairs],
    "elapsed_business_seconds": lambda seconds: timedelta(seconds=seconds),
    "add_business_hours": instant,
    "offset_date": date.fromisoformat,
    "due_business_days": instant,
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    calendar = BusinessCalendar(**{field: case[field] for field in FIELDS})

    assert ASK[case["op"]](calendar, case["args"]) == READ[case["op"]](case["expected"])


def test_all_cases_are_here() -> None:
    assert len(CASES) == 72
