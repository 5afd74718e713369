"""Columns answer as the scalar API does, to the microsecond.

HYPOTHESIS_PROFILE=nightly compares a million rows.
"""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
from tests.columns import spans_policy
from tests.columns.conftest import EPOCH, MICROSECOND, Row, rows
from tests.profiles import NIGHTLY

from ptc_service_policy import AppliedPolicy, PolicyError
from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion, DueQuestion, ElapsedQuestion
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.topics.due import clock_of

ROWS = 1_000_000 if NIGHTLY else 2_000
CHUNK = 50_000


class Scalar:
    """Ask the scalar API about one row, and write its answer as the columns do."""

    def __init__(self, applied: AppliedPolicies, target: str = "response") -> None:
        self.policy = applied.policy
        self.target = target
        self.applied = {key: self.policy.apply(each) for key, each in applied.contracts.items()}

    def due(self, row: Row, **told: Any) -> dict[str, Any]:
        answer = {"due": None, "earliest_due": None, "state": None}
        return self.answer(row, answer, (row.received_at,), self.told_due, told)

    def told_due(self, applied: AppliedPolicy, row: Row, told: dict[str, Any]) -> dict[str, Any]:
        decision = applied.due(self.target, at(row.received_at), **told)
        if decision.value is None:
            return grounds(decision) | {"reason": "PSP751"}
        if isinstance(decision.value, Absence):
            return grounds(decision) | {"reason": "PSP757"}
        due = microseconds(decision.value.due)
        in_time = due - (decision.value.bound == "excluded")
        late = None if row.answered_at is None else row.answered_at > in_time
        return grounds(decision) | {
            "due": due,
            "earliest_due": microseconds(decision.value.earliest_due),
            "state": {None: None, True: "missed", False: "met"}[late],
        }

    def availability(self, row: Row, **told: Any) -> dict[str, Any]:
        return self.answer(row, {"availability": None}, (row.received_at,), self.told_availability, told)

    def told_availability(self, applied: AppliedPolicy, row: Row, told: dict[str, Any]) -> dict[str, Any]:
        decision = applied.availability(at(row.received_at), **told)
        open_ = {"reason": "PSP751"} if decision.value is None else {}
        return grounds(decision) | {"availability": decision.value} | open_

    def elapsed(self, row: Row, **told: Any) -> dict[str, Any]:
        return self.answer(
            row, {"elapsed": None}, (row.received_at, row.answered_at), self.told_elapsed, told
        )

    def told_elapsed(self, applied: AppliedPolicy, row: Row, told: dict[str, Any]) -> dict[str, Any]:
        start, end = at(row.received_at), at(row.answered_at)
        # What depends on the instant is as it is at the start.
        terms = clock_of(applied.told(told).at(start), self.target).terms
        if not terms.has_hours:
            open_ = "PSP751" if terms.counting.basis in ("ambiguous", "unstated") else "PSP757"
            return grounds(terms.counting) | {"reason": open_}
        return grounds(terms.counting) | {"elapsed": terms.calendar.elapsed(start, end) // MICROSECOND}

    def answer(
        self, row: Row, empty: dict[str, Any], instants: tuple[Any, ...], ask: Any, told: dict[str, Any]
    ) -> dict[str, Any]:
        answer = empty | {
            "basis": None,
            "firmness": None,
            "policy_version": self.policy.version,
            "policy_digest": self.policy.digest,
            "reason": None,
        }
        if row.contract is None or None in instants:
            return answer
        if row.contract not in self.applied:
            return answer | {"reason": "PSP750"}
        try:
            found: dict[str, Any] = ask(self.applied[row.contract], row, told)
        except PolicyError as error:
            return answer | {"reason": error.problems[0].code}
        return answer | found


def grounds(answer: Any) -> dict[str, Any]:
    duties = {each.duty for each in answer.firmness}
    hedges = " ".join(duty for duty in ("owed", "objective", "usual", "effort", "may") if duty in duties)
    return {"basis": answer.basis, "firmness": hedges or None}


def at(instant: int | None) -> datetime:
    """The instant as the scalar API takes it; what no datetime can hold is as far as one can be."""
    assert instant is not None
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
def requests(applied: AppliedPolicies) -> list[Row]:
    return rows(ROWS, list(applied.contracts), dict(applied.contracts))


@pytest.fixture(scope="module")
def scalar(applied: AppliedPolicies) -> Scalar:
    return Scalar(applied)


def test_there_are_more_than_forty_calendars(scalar: Scalar) -> None:
    assert len({each.due_terms().calendar for each in scalar.applied.values()}) >= 40
    assert len({each.due_terms().convention for each in scalar.applied.values()}) == 12


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("due", DueQuestion(answered_at="answered_at")),
        ("availability", AvailabilityQuestion(at="received_at")),
        ("elapsed", ElapsedQuestion(start="received_at", end="answered_at")),
    ],
)
def test_every_row_is_answered_as_the_scalar_api_does(
    name: str, question: Any, applied: AppliedPolicies, requests: list[Row], scalar: Scalar
) -> None:
    answers = applied.answer(table(requests), question).read_all()
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


SEVERITIES = 45


@pytest.fixture(scope="module")
def of_every_span(tmp_path_factory: pytest.TempPathFactory, applied: AppliedPolicies) -> AppliedPolicies:
    policy = spans_policy.write_policy(tmp_path_factory.mktemp("spans") / "policy", SEVERITIES)
    return AppliedPolicies(policy, spans_policy.contracts(dict(applied.contracts)))


class Told(NamedTuple):
    """What a row tells of attributes."""

    priority: str | None
    seats: str | None
    moment: str | None

    def cases(self) -> dict[str, Any]:
        told = {"severity": self.priority, "seats": self.seats, "moment": self.moment}
        read = {name: each for name, each in told.items() if each is not None}
        return read | ({"seats": float(self.seats)} if self.seats and self.seats[0].isdigit() else {})


def tell(count: int, seed: int) -> list[Told]:
    draw = random.Random(seed)
    seats = (None, "0", "10", "10.5", "250.5", "251", "1e3", "many", "-1", "lots")
    moments = (None, None, None, "inside", "outside", "between")
    severities = [f"s{number + 1}" for number in range(SEVERITIES)]
    return [
        Told(
            draw.choice(severities) if draw.random() < 0.97 else draw.choice((None, "s0")),
            draw.choice(seats) if draw.random() < 0.7 else str(draw.randrange(500)),
            draw.choice(moments),
        )
        for _ in range(count)
    ]


CONVENTIONS = spans_policy.CONVENTIONS if NIGHTLY else spans_policy.CONVENTIONS[::5]
TARGETS = ("update", *(f"{receipt}-{expiry}" for receipt, expiry in CONVENTIONS))


@pytest.mark.parametrize("target", TARGETS)
def test_every_span_and_every_case_is_counted_as_the_scalar_api_does(
    target: str, of_every_span: AppliedPolicies
) -> None:
    count, seed = ROWS // (12 if NIGHTLY else 5), TARGETS.index(target)
    contracts = dict(of_every_span.contracts)
    asked = rows(count, list(contracts), contracts, seed, every_year=NIGHTLY)
    told = tell(count, seed)
    requests = table(asked)
    for name in Told._fields:
        requests = requests.append_column(name, pa.array([getattr(each, name) for each in told], pa.string()))
    attributes = {"severity": "priority", "seats": "seats", "moment": "moment"}
    scalar = Scalar(of_every_span, target)
    for name, question in (
        ("due", DueQuestion(answered_at="answered_at", target=target, attributes=attributes)),
        (
            "elapsed",
            ElapsedQuestion(start="received_at", end="answered_at", target=target, attributes=attributes),
        ),
        ("availability", AvailabilityQuestion(at="received_at", attributes=attributes)),
    ):
        answers = of_every_span.answer(requests, question).read_all()
        answers.validate(full=True)
        found = plain(answers.drop_columns(list(Told._fields)))
        for row, cases, answer in zip(asked, told, found, strict=True):
            expected = getattr(scalar, name)(row, **cases.cases())
            if row.contract is None and answer["reason"] is None:
                continue
            assert answer == expected, (name, row, cases)
