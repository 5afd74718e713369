"""Columns answer as the scalar API does, to the microsecond.

HYPOTHESIS_PROFILE=nightly compares a million rows.
"""

import os
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pytest
from tests.columns.conftest import EPOCH, MICROSECOND, Row, rows

from ptc_service_policy import PolicyError
from ptc_service_policy.columns import AvailabilityQuestion, DueQuestion, ElapsedQuestion, Engagements

ROWS = 1_000_000 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 12_000
CHUNK = 50_000


class Scalar:
    """Ask the scalar API about one row, and write its answer as the columns do."""

    def __init__(self, engagements: Engagements) -> None:
        self.policy = engagements.policy
        self.engagements = {key: self.policy.engage(each) for key, each in engagements.contracts.items()}

    def due(self, row: Row) -> dict[str, Any]:
        answer = {"due": None, "plan_by": None, "state": None, **self.ground(row.contract, row.received_at)}
        if answer["reason"] or row.contract is None or row.received_at is None:
            return answer
        try:
            decision = self.engagements[row.contract].response_due(at(row.received_at))
        except PolicyError as error:
            return answer | {"reason": error.problems[0].code}
        if decision.value is None:
            return answer | {"basis": decision.basis, "reason": "PSP751"}
        due = microseconds(decision.value.due)
        late = None if row.answered_at is None else row.answered_at > due
        return answer | {
            "due": due,
            "plan_by": microseconds(decision.value.plan_by),
            "state": {None: None, True: "missed", False: "met"}[late],
            "basis": decision.basis,
        }

    def availability(self, row: Row) -> dict[str, Any]:
        answer = {"availability": None, **self.ground(row.contract, row.received_at)}
        if answer["reason"] or row.contract is None or row.received_at is None:
            return answer
        try:
            decision = self.engagements[row.contract].availability(at(row.received_at))
        except PolicyError as error:
            return answer | {"reason": error.problems[0].code}
        unstated = {"reason": "PSP751"} if decision.value is None else {}
        return answer | {"availability": decision.value, "basis": decision.basis} | unstated

    def elapsed(self, row: Row) -> dict[str, Any]:
        answer = {"elapsed": None, **self.ground(row.contract, row.received_at, row.answered_at)}
        if answer["reason"] or row.contract is None or row.received_at is None or row.answered_at is None:
            return answer
        engagement = self.engagements[row.contract]
        try:
            elapsed = engagement.response_calendar.elapsed(at(row.received_at), at(row.answered_at))
        except PolicyError as error:
            return answer | {"reason": error.problems[0].code}
        basis = engagement.response_terms.counting.basis
        return answer | {"elapsed": elapsed // MICROSECOND, "basis": basis}

    def ground(self, contract: str | None, *instants: int | None) -> dict[str, Any]:
        asked = contract is not None and None not in instants
        unknown = asked and contract not in self.engagements
        return {
            "basis": None,
            "policy_version": self.policy.version,
            "policy_digest": self.policy.digest,
            "reason": "PSP750" if unknown else None,
        }


def at(instant: int) -> datetime:
    """The instant as the scalar API takes it; what no datetime can hold is as far as one can be."""
    try:
        return EPOCH + timedelta(microseconds=instant)
    except OverflowError:
        return datetime(9999, 12, 31, tzinfo=UTC) if instant > 0 else datetime(1, 1, 1, tzinfo=UTC)


def microseconds(instant: datetime) -> int:
    return (instant - EPOCH) // MICROSECOND


def table(of: list[Row]) -> pa.Table:
    """The rows in chunks of uneven length."""
    kind = pa.timestamp("us", "Europe/Paris")
    columns = {
        "contract": pa.array([row.contract for row in of], pa.string()),
        "received_at": pa.array([row.received_at for row in of], kind),
        "answered_at": pa.array([row.answered_at for row in of], kind),
    }
    whole = pa.table(columns)
    cuts = [0, 0, 1, 2, len(of) // 3, len(of) // 2, len(of)]
    return pa.concat_tables([whole.slice(a, b - a) for a, b in pairwise(cuts)])


def plain(answers: pa.Table) -> list[dict[str, Any]]:
    """The columns of answers as the scalar API's are written here, instants as microseconds."""
    names = [name for name in answers.column_names if name not in {"contract", "received_at", "answered_at"}]
    columns = {}
    for name in names:
        column = answers[name].combine_chunks()
        is_number = pa.types.is_timestamp(column.type) or pa.types.is_duration(column.type)
        columns[name] = (column.cast(pa.int64()) if is_number else column).to_pylist()
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]


@pytest.fixture(scope="module")
def requests(engagements: Engagements) -> list[Row]:
    return rows(ROWS, list(engagements.contracts), dict(engagements.contracts))


@pytest.fixture(scope="module")
def scalar(engagements: Engagements) -> Scalar:
    return Scalar(engagements)


def test_there_are_more_than_forty_calendars(scalar: Scalar) -> None:
    assert len({engagement.response_calendar for engagement in scalar.engagements.values()}) >= 40
    assert len({engagement.response_terms.convention for engagement in scalar.engagements.values()}) == 12


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("due", DueQuestion(answered_at="answered_at")),
        ("availability", AvailabilityQuestion(at="received_at")),
        ("elapsed", ElapsedQuestion(start="received_at", end="answered_at")),
    ],
)
def test_every_row_is_answered_as_the_scalar_api_does(
    name: str, question: Any, engagements: Engagements, requests: list[Row], scalar: Scalar
) -> None:
    answers = engagements.answer(table(requests), question).read_all()
    answers.validate(full=True)
    assert answers.num_rows == len(requests)
    reasons = set()
    for start in range(0, len(requests), CHUNK):
        part = requests[start : start + CHUNK]
        for row, answer in zip(part, plain(answers.slice(start, CHUNK)), strict=True):
            assert answer == getattr(scalar, name)(row), row
            reasons.add(answer["reason"])
    unstated = set() if name == "elapsed" else {"PSP751"}
    assert reasons == {None, "PSP610", "PSP611", "PSP750"} | unstated
