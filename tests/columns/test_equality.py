"""Columns answer as the scalar API does, to the microsecond.

HYPOTHESIS_PROFILE=nightly compares a million rows.
"""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
from tests.columns import spans_policy
from tests.columns.conftest import EPOCH, MICROSECOND, Row, as_table, rows, waiting
from tests.profiles import NIGHTLY

from ptc_service_policy import AppliedPolicy, PolicyError
from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion, DueQuestion, ElapsedQuestion
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.topics.due import clock_of

ROWS = 1_000_000 if NIGHTLY else 2_000
CHUNK = 50_000
MARKS = (0.5, 0.8, timedelta(hours=2), 1)
STANDS = ("due", "earliest_due", "state", "used", "left", "share", "reminders")
FOLLOWED = DueQuestion(answered_at="answered_at", pauses="pauses", as_of="as_of", remind_at=MARKS)


class Scalar:
    """Ask the scalar API about one row, and write its answer as the columns do."""

    def __init__(self, applied: AppliedPolicies, target: str = "response") -> None:
        self.policy = applied.policy
        self.target = target
        self.applied = {key: self.policy.apply(each) for key, each in applied.contracts.items()}

    def due(self, row: Row, **told: Any) -> dict[str, Any]:
        answer = {"due": None, "earliest_due": None}
        return self.answer(row, answer, (row.received_at,), self.told_due, told)

    def state(self, row: Row, **told: Any) -> dict[str, Any]:
        """How the row stands as of ``as_of``, with what the question told before that is not judged."""
        return self.answer(row, dict.fromkeys(STANDS), (row.received_at,), self.told_state, told)

    def told_state(self, applied: AppliedPolicy, row: Row, told: dict[str, Any]) -> dict[str, Any]:
        until = min((each for each in (row.answered_at, row.as_of) if each is not None), default=None)
        if until is None:
            return dict.fromkeys(STANDS) | self.told_due(applied, row, told)
        as_of = row.answered_at if row.as_of is None else row.as_of
        decision = applied.request_state(
            at(row.received_at),
            as_of=at(as_of),
            answered_at=None if row.answered_at is None else at(row.answered_at),
            pauses=read_pauses(row),
            remind_at=MARKS,
            target=self.target,
            **told,
        )
        if decision.value is None:
            return grounds(decision) | {"reason": "PSP751"}
        if isinstance(decision.value, Absence):
            return grounds(decision) | {"reason": "PSP757"}
        stands = decision.value
        known = row._replace(
            pauses=tuple(
                (begin, until if end is None else min(end, until))
                for begin, end in filter(None, row.pauses or ())
                if begin is not None and begin <= until
            )
        )
        return self.told_due(applied, known, told) | {
            "due": microseconds(stands.due),
            "state": stands.state,
            "used": stands.used // MICROSECOND,
            "left": stands.left // MICROSECOND,
            "share": stands.share,
            "reminders": [microseconds(each) for each in stands.reminders],
        }

    def told_due(self, applied: AppliedPolicy, row: Row, told: dict[str, Any]) -> dict[str, Any]:
        decision = applied.due(self.target, at(row.received_at), pauses=read_pauses(row), **told)
        if decision.value is None:
            return grounds(decision) | {"reason": "PSP751"}
        if isinstance(decision.value, Absence):
            return grounds(decision) | {"reason": "PSP757"}
        return grounds(decision) | {
            "due": microseconds(decision.value.due),
            "earliest_due": microseconds(decision.value.earliest_due),
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


def read_pauses(row: Row) -> list[Any]:
    """The pauses of a row as the scalar API takes them: what says nothing is none."""
    return [
        tuple(None if instant is None else at(instant) for instant in pause)
        for pause in row.pauses or ()
        if pause is not None and pause != (None, None)
    ]


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
    whole = as_table(of)
    cuts = [0, 0, 1, 2, len(of) // 3, len(of) // 2, len(of)]
    return pa.concat_tables([whole.slice(a, b - a) for a, b in pairwise(cuts)])


def plain(answers: pa.Table) -> list[dict[str, Any]]:
    """The columns of answers as the scalar API's are written here, instants as microseconds."""
    names = [name for name in answers.column_names if name not in Row._fields]
    columns = {}
    for name in names:
        column = answers[name].combine_chunks()
        is_number = pa.types.is_timestamp(column.type) or pa.types.is_duration(column.type)
        kind = pa.int64() if is_number else pa.list_(pa.int64()) if name == "reminders" else column.type
        columns[name] = column.cast(kind).to_pylist()
    return [dict(zip(names, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def parts(answer: Any) -> str | None:
    return " ".join(f"{each.part}:{each.basis}" for each in answer.parts) or None


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
        ("due", DueQuestion()),
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


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        (DueQuestion(with_parts=True), AppliedPolicy.response_due),
        (AvailabilityQuestion(at="received_at", with_parts=True), AppliedPolicy.availability),
    ],
)
def test_the_parts_that_the_source_does_not_state_are_those_of_the_scalar_api(
    question: Any, ask: Any, applied: AppliedPolicies, requests: list[Row], scalar: Scalar
) -> None:
    answers = applied.answer(table(requests), question).read_all()
    answers.validate(full=True)
    without = applied.answer(table(requests), replace(question, with_parts=False)).read_all()
    assert answers.drop_columns(["parts"]).equals(without)
    told = set()
    for row, answer in zip(requests[:CHUNK], plain(answers)[:CHUNK], strict=True):
        expected = None
        if answer["reason"] is None and answer["basis"] is not None:
            expected = parts(ask(scalar.applied[row.contract or ""], at(row.received_at)))
        assert answer["parts"] == expected, row
        told.add(expected)
    assert len(told) > 2


# What only a million rows found: received at night, in the hours of the day before.
FOUND = [
    Row(
        "contract-21",
        1_785_617_338_025_600,
        None,
        (
            (1_785_617_338_025_600, 1_785_643_810_192_641),
            (1_785_630_574_109_120, 1_785_869_297_048_702),
        ),
        1_795_623_540_000_001,
    )
]


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("state", FOLLOWED),
        ("state", replace(FOLLOWED, with_earliest_due=False)),
        ("due", DueQuestion(pauses="pauses")),
    ],
)
def test_every_row_with_pauses_is_answered_as_the_scalar_api_does(
    name: str, question: DueQuestion, applied: AppliedPolicies, requests: list[Row], scalar: Scalar
) -> None:
    asked = [*waiting(requests), *FOUND]
    answers = applied.answer(table(asked), question).read_all()
    answers.validate(full=True)
    reasons, states = set(), set()
    for start in range(0, len(asked), CHUNK):
        for row, answer in zip(asked[start : start + CHUNK], plain(answers.slice(start, CHUNK)), strict=True):
            expected = getattr(scalar, name)(row)
            if not question.with_earliest_due:
                del expected["earliest_due"]
            assert answer == expected, row
            reasons.add(answer["reason"])
            states.add(answer.get("state"))
    wrong = {"PSP612", "PSP615", "PSP631", *(("PSP633",) if name == "state" else ())}
    assert reasons == {None, "PSP610", "PSP611", "PSP750", "PSP751"} | wrong
    assert states == ({None, "met", "missed", "running", "paused", "overdue"} if name == "state" else {None})


def at_the_end(scalar: Scalar, count: int, seed: int = 7) -> list[Row]:
    """Requests of the last days of which the holidays are known, with pauses."""
    draw = random.Random(seed)
    day = 86_400_000_000
    last_days = {key: each.due_terms().calendar.known_days[1] for key, each in scalar.applied.items()}
    ends = {key: (last - date(1970, 1, 1)).days * day for key, last in last_days.items() if last.year < 9999}
    keys = draw.choices([*ends], k=count)
    return waiting([Row(key, ends[key] - draw.randrange(20 * day), None, (), None) for key in keys], seed)


@pytest.mark.parametrize("name", ["due", "state"])
def test_what_waits_where_the_known_days_end_is_answered_as_the_scalar_api_does(
    name: str, applied: AppliedPolicies, scalar: Scalar
) -> None:
    asked = at_the_end(scalar, 20_000 if NIGHTLY else 600)
    question = FOLLOWED if name == "state" else DueQuestion(pauses="pauses")
    reasons = set()
    for row, answer in zip(asked, plain(applied.answer(table(asked), question).read_all()), strict=True):
        assert answer == getattr(scalar, name)(row), row
        reasons.add(answer["reason"])
    assert {None, "PSP610"} <= reasons


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
    scalar = Scalar(of_every_span, target)
    asked = waiting(rows(count, list(contracts), contracts, seed, every_year=NIGHTLY), seed)
    asked += at_the_end(Scalar(of_every_span), count, seed)
    told = tell(len(asked), seed)
    requests = table(asked)
    for name in Told._fields:
        requests = requests.append_column(name, pa.array([getattr(each, name) for each in told], pa.string()))
    attributes = {"severity": "priority", "seats": "seats", "moment": "moment"}
    for name, question in (
        ("due", DueQuestion(target=target, attributes=attributes)),
        ("state", replace(FOLLOWED, target=target, attributes=attributes)),
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
            plainly = row if name == "state" else row._replace(pauses=())
            expected = getattr(scalar, name)(plainly, **cases.cases())
            if row.contract is None and answer["reason"] is None:
                continue
            assert answer == expected, (name, row, cases)
