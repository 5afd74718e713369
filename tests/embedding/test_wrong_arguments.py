"""Every wrong argument of every public method is refused as such, in both languages."""

import inspect
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel

import ptc_service_policy
from ptc_service_policy import (
    BusinessDays,
    Contract,
    ContractHistory,
    PolicyError,
    Portfolio,
    Problem,
    Record,
    load_policies,
    load_policy,
    words,
)

AT = datetime(2026, 4, 1, 10, tzinfo=UTC)
DAY = date(2026, 4, 1)
POLICIES, POLICY = load_policies(), load_policy("1.0.0")
CONTRACT = Contract(
    offering="premium",
    time_zone="Europe/Paris",
    holidays="FR",
    start=date(2026, 1, 15),
    signed=date(2025, 12, 1),
)
APPLIED = POLICY.apply(CONTRACT)
HISTORY = ContractHistory(CONTRACT, {date(2026, 5, 1): {"contacts": ["A"]}})
THINGS: dict[str, Any] = {
    "policies": POLICIES,
    "policy": POLICY,
    "applied": APPLIED,
    "history": POLICIES.apply(HISTORY),
    "portfolio": Portfolio({"acme": APPLIED}),
    "calendar": APPLIED.calendar,
    "contract history": HISTORY,
    "contract": CONTRACT,
}
MADE: dict[str, dict[str, Any]] = {
    "BusinessCalendar": {"time_zone": "UTC", "hours": {}},
    "BusinessDays": {"count": 1},
    "Closure": {"first": "2026-01-01"},
    "Contract": {"offering": "premium", "time_zone": "UTC", "holidays": "FR"},
    "ContractHistory": {"contract": CONTRACT},
    "Convention": {},
    "Holiday": {"day": DAY},
    "ListedHolidays": {},
    "Portfolio": {"applied": {}},
    "PublicHolidays": {"country": "FR"},
}
RIGHT: dict[str, Any] = {
    "version": "1.0.0",
    "name": "open-cases",
    "offering": "premium",
    "service": "risk-mitigation",
    "deployment": "saas",
    "entry": "response-receipt",
    "before": "standard",
    "after": "premium",
    "target": "response",
    "about": "response",
    "language": "en",
    "contract": CONTRACT,
    "n": 1,
    "since": AT,
    "received_at": AT,
    "received": AT,
    "at": AT,
    "as_of": AT + timedelta(days=1),
    "on": DAY,
    "day": DAY,
    "from_": date(2026, 6, 1),
    "used": {"contacts": 1},
    "obligations": (),
    "open_time": timedelta(hours=1),
    "span": BusinessDays(1),
    "record": POLICY.record("sale", "premium"),
    "policies": POLICIES,
    "policy": POLICY,
}
FUNCTIONS = ("load_policy", "load_policies", "environment", "replay")
OF_DAYS = {"obligations", "business_days"}
WRONG: tuple[Any, ...] = (
    *(None, 7, -1.5, True, float("nan"), "x", "2026-04-01", "", "é\0", b"x", object(), int),
    *([], {}, ["a"], {"a": 1}, [1, 2], [None], {"acme": 7}),
    *(DAY, datetime(2026, 4, 1), AT, timedelta(1)),  # noqa: DTZ001 - no instant without a zone
)
# `from_file` says that it raises OSError, and `compiled` is for the columns.
OTHERWISE = {"from_file", "compiled", "told"}


def methods() -> Iterator[tuple[str, Any]]:
    for name, thing in THINGS.items():
        for member in dir(type(thing)):
            if member.startswith(("_", "model_")) or member in {*OTHERWISE, *dir(BaseModel)}:
                continue
            if callable(called := getattr(thing, member)):
                yield f"{name}.{member}", called
    for name in (*FUNCTIONS, *MADE):
        yield name, getattr(ptc_service_policy, name)
    for name in words.__all__:
        yield f"words.{name}", getattr(words, name)
    yield "record.from_text", Record.from_text
    yield "record.from_file", Record.from_file


METHODS = dict(methods())


def right(name: str, parameter: inspect.Parameter) -> Any:
    if name.partition(".")[2] in OF_DAYS and parameter.name in {"start", "end"}:
        return DAY if parameter.name == "start" else date(2026, 5, 1)
    return {"start": AT, "end": AT + timedelta(days=3), **RIGHT}.get(parameter.name)


def attempts(name: str) -> Iterator[tuple[str, list[Any], dict[str, Any]]]:
    """Each parameter wrong in each way, and all the others right."""
    parameters = inspect.signature(METHODS[name]).parameters.values()
    plain = [each for each in parameters if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)]
    needed = {each.name: right(name, each) for each in plain if each.default is each.empty}
    needed |= MADE.get(name, {})
    wrong = [(each.name, value) for each in plain for value in WRONG]
    if len(plain) < len(parameters) and name not in MADE:
        wrong += [("severity", value) for value in WRONG]
    for key, value in wrong:
        given = {**needed, key: value}
        first = [
            given.pop(each.name) for each in plain if each.kind is each.POSITIONAL_ONLY and each.name in given
        ]
        yield f"{key}={value!r}", first, given


@pytest.mark.parametrize("name", METHODS)
def test_what_is_wrong_is_said_in_both_languages(name: str) -> None:
    for said, first, given in attempts(name):
        problems: tuple[Problem, ...] = ()
        try:
            METHODS[name](*first, **given)
        except PolicyError as error:
            problems = error.problems
        except Exception as error:
            pytest.fail(f"{name}({said}) raises {error!r}")
        assert all(each.message.fr and each.message.en for each in problems), said


def test_all_that_is_public_is_tried() -> None:
    assert {name.partition(".")[0] for name in METHODS} == {*THINGS, *MADE, *FUNCTIONS, "record", "words"}
    assert len(METHODS) > 90
