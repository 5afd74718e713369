"""What tables may look like: units, zones, chunks, slices, keys of any text type; and what is refused."""

import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import polars as pl
import pyarrow as pa
import pytest

from ptc_service_policy import (
    Contract,
    ContractHistory,
    InvalidContractError,
    NaiveDatetimeError,
    Policy,
    PolicyError,
)
from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion, DueQuestion, ElapsedQuestion
from ptc_service_policy.text import LANGUAGES

RECEIVED = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
DUE = datetime(2026, 4, 7, 15, tzinfo=UTC)
CONTRACTS = {
    "acme": Contract(offering="premium", time_zone="Europe/Paris", holidays="FR"),
    "globex": Contract(offering="standard", time_zone="America/New_York", holidays="US"),
    "initech": Contract(offering="tsam", time_zone="Asia/Tokyo", holidays="none"),
}


@pytest.fixture(scope="module")
def three(policy: Policy) -> AppliedPolicies:
    return AppliedPolicies(policy, CONTRACTS)


def table(contracts: Any = ("acme", "globex"), **columns: Any) -> pa.Table:
    received = columns.pop("received_at", pa.array([RECEIVED] * len(contracts), pa.timestamp("us", "UTC")))
    return pa.table({"contract": contracts, "received_at": received, **columns})


def ask(applied: AppliedPolicies, requests: Any, question: Any = None) -> pa.Table:
    answers = applied.answer(requests, question or DueQuestion()).read_all()
    answers.validate(full=True)
    return answers


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "+05:30"])
def test_any_unit_and_any_zone(three: AppliedPolicies, unit: str, zone: str) -> None:
    received = pa.array([RECEIVED, RECEIVED], pa.timestamp("us", "UTC")).cast(pa.timestamp(unit, zone))
    assert ask(three, table(received_at=received))["due"][0].as_py() == DUE


def test_nanoseconds_are_cut_off(policy: Policy) -> None:
    same_time = Contract(
        offering="premium",
        time_zone="Europe/Paris",
        holidays="FR",
        readings={"response-expiry": "same-time"},
    )
    instant = int(RECEIVED.timestamp()) * 10**9 + 1_999
    requests = pa.table({"received_at": pa.array([instant], pa.timestamp("ns", "UTC"))})
    answers = ask(AppliedPolicies(policy, {"only": same_time}), requests, DueQuestion(contract=None))
    assert answers["due"][0].as_py() == datetime(2026, 4, 7, 14, 30, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("extreme", [-(2**63), -(2**63) + 1, 2**63 - 1])
def test_the_furthest_instants_have_a_reason(three: AppliedPolicies, unit: str, extreme: int) -> None:
    requests = table(["acme"], received_at=pa.array([extreme], pa.timestamp(unit, "UTC")))
    for question in (
        DueQuestion(),
        AvailabilityQuestion(at="received_at"),
        ElapsedQuestion(start="received_at", end="received_at"),
    ):
        (row,) = ask(three, requests, question).drop_columns(["received_at"]).to_pylist()
        furthest = {"ns": "PSP610"}.get(unit, "PSP611") if extreme > 0 else "PSP611"
        assert row["reason"] in {furthest, "PSP611"}
        assert row["policy_version"] == "1.0.0"


KEYS: dict[str, Callable[[pa.Array], pa.Array]] = {
    "string": lambda keys: keys,
    "large string": lambda keys: keys.cast(pa.large_string()),
    "string view": lambda keys: keys.cast(pa.string_view()),
    "dictionary": lambda keys: keys.dictionary_encode(),
    "large dictionary": lambda keys: keys.cast(pa.large_string()).dictionary_encode(),
    "dictionary with a null in it": lambda _: pa.DictionaryArray.from_arrays(
        pa.array([2, 0, 1, 3, None], pa.uint8()), ["globex", None, "acme", "unknown"]
    ),
}


@pytest.mark.parametrize("as_type", KEYS.values(), ids=KEYS)
def test_keys_may_be_any_text(three: AppliedPolicies, as_type: Callable[[pa.Array], pa.Array]) -> None:
    keys = as_type(pa.array(["acme", "globex", None, "unknown", None]))
    answers = ask(three, table(keys))
    new_york = datetime(2026, 4, 7, 21, tzinfo=UTC)
    assert answers["due"].to_pylist() == [DUE, new_york, None, None, None]
    assert answers["reason"].to_pylist() == [None, None, None, "PSP750", None]


def test_keys_may_be_numbers(policy: Policy) -> None:
    applied = AppliedPolicies(policy, {"17": CONTRACTS["acme"], "18": CONTRACTS["globex"]})
    assert ask(applied, table(pa.array([18, 17, 19])))["reason"].to_pylist() == [None, None, "PSP750"]


def test_nulls_stay_null_and_the_policy_is_named_everywhere(three: AppliedPolicies, policy: Policy) -> None:
    received = pa.array([RECEIVED, None, None], pa.timestamp("us", "UTC"))
    answers = ask(three, table([None, "acme", None], received_at=received))
    for name in ("due", "earliest_due", "basis", "reason"):
        assert answers[name].to_pylist() == [None] * 3
    assert set(answers["policy_digest"].to_pylist()) == {policy.digest}


def test_what_the_source_does_not_state_has_that_basis(three: AppliedPolicies) -> None:
    (row,) = ask(three, table(["initech"])).select(["due", "basis", "reason"]).to_pylist()
    assert row == {"due": None, "basis": "unstated", "reason": "PSP751"}


def test_where_no_working_hours_are_provided_the_answers_say_so(policy: Policy) -> None:
    term = {"rule": "availability.working-hours", "value": "not-provided", "approved_by": "PTC"}
    terms: dict[str, Any] = {
        "offering": "premium",
        "time_zone": "Europe/Paris",
        "holidays": "FR",
        "agreed": [term],
    }
    applied = AppliedPolicies(policy, {"acme": Contract(**terms)})
    nothing = {"basis": "agreed", "reason": "PSP757"}
    answers = ask(applied, table(["acme"]), AvailabilityQuestion(at="received_at"))
    assert answers.select(["availability", "basis", "reason"]).to_pylist() == [
        {"availability": None, **nothing}
    ]
    answers = ask(applied, table(["acme"]), ElapsedQuestion(start="received_at", end="received_at"))
    assert answers.select(["elapsed", "basis", "reason"]).to_pylist() == [{"elapsed": None, **nothing}]


def test_met_until_the_due_instant_and_missed_after_it(three: AppliedPolicies) -> None:
    after = DUE.replace(microsecond=1)
    answered = pa.array([DUE, after, None], pa.timestamp("us", "Europe/Paris"))
    requests = table(["acme"] * 3, answered_at=answered)
    question = DueQuestion(answered_at="answered_at")
    assert ask(three, requests, question)["state"].to_pylist() == ["met", "missed", None]
    # What was answered later than ``as_of`` is not known to be answered.
    for as_of, states in ((DUE, ["met", "running", "running"]), (after, ["met", "missed", "overdue"])):
        question = DueQuestion(answered_at="answered_at", as_of=as_of)
        assert ask(three, requests, question)["state"].to_pylist() == states
    assert ask(three, requests, DueQuestion(as_of=DUE))["state"].to_pylist() == ["running"] * 3


def test_slices_chunks_and_nothing_at_all(three: AppliedPolicies) -> None:
    keys = pa.array(["unknown", None, "acme", "globex", "acme", "initech"])
    received = pa.array([None, RECEIVED, RECEIVED, None, RECEIVED, RECEIVED], pa.timestamp("ms", "UTC"))
    whole = table(keys, received_at=received)
    expected = ask(three, whole)
    for first, last in ((0, 0), (1, 3), (2, 6), (5, 6), (6, 6)):
        part = ask(three, whole.slice(first, last - first))
        assert part.to_pylist() == expected.slice(first, last - first).to_pylist()
    chunks = pa.concat_tables([whole.slice(0, 1), whole.slice(1, 0), whole.slice(1, 4), whole.slice(5)])
    assert ask(three, chunks).to_pylist() == expected.to_pylist()
    assert ask(three, whole.schema.empty_table()).schema == expected.schema


def test_the_same_comes_out_of_every_kind_of_table(three: AppliedPolicies) -> None:
    requests = table()
    due = ask(three, requests)["due"].to_pylist()
    batch = requests.to_batches()[0]
    readers = [batch, pa.RecordBatchReader.from_batches(batch.schema, [batch]), Speaks(requests)]
    for given in (*readers, pl.from_arrow(requests), requests.to_pandas()):
        assert ask(three, given)["due"].to_pylist() == due


class Speaks:
    """A table of which nothing is known but that it speaks the interface."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


def test_microseconds_go_in_without_a_copy_and_come_out_over_the_same_memory(three: AppliedPolicies) -> None:
    rows = 200_000
    requests = table(["acme"] * rows, note=["x"] * rows).combine_chunks().to_batches()[0]
    answers = three.answer(requests, DueQuestion()).read_next_batch()
    for name in requests.schema.names:
        for given, returned in zip(
            requests.column(name).buffers(), answers.column(name).buffers(), strict=True
        ):
            assert (given and given.address) == (returned and returned.address)


def test_what_every_row_repeats_costs_a_byte_each(three: AppliedPolicies) -> None:
    answers = three.answer_batch(table(["acme"] * 10_000).to_batches()[0], DueQuestion())
    for name in ("basis", "policy_version", "policy_digest"):
        assert answers.column(name).nbytes < 10_000 * 1.2


def test_batches_are_answered_one_at_a_time(three: AppliedPolicies) -> None:
    read = []

    def batches() -> Any:
        for number in range(3):
            read.append(number)
            yield table().to_batches()[0]

    reader = pa.RecordBatchReader.from_batches(table().schema, batches())
    answers = three.answer(reader, DueQuestion())
    assert read == []
    answers.read_next_batch()
    assert read == [0]


def twice(requests: pa.Table, name: str) -> pa.Table:
    return pa.Table.from_arrays([*requests.columns, requests[name]], [*requests.column_names, name])


REFUSED: dict[str, tuple[Any, Any, str]] = {
    "no table": ([1, 2], DueQuestion(), "PSP760"),
    "a single column": (pa.chunked_array([[1]]), DueQuestion(), "PSP760"),
    "a column that is not there": (table(), DueQuestion(received_at="recieved_at"), "PSP761"),
    "no column of contracts": (table().drop_columns(["contract"]), DueQuestion(), "PSP761"),
    "a column that is there twice": (twice(table(), "contract"), DueQuestion(), "PSP762"),
    "a column of an answer's name": (table(basis=[1, 2]), DueQuestion(), "PSP763"),
    "naive timestamps": (
        table(received_at=pa.array([RECEIVED] * 2, pa.timestamp("us"))),
        DueQuestion(),
        "PSP764",
    ),
    "naive answers": (
        table(answered_at=pa.array([RECEIVED] * 2, pa.timestamp("us"))),
        DueQuestion(answered_at="answered_at"),
        "PSP764",
    ),
    "dates": (table(received_at=pa.array([RECEIVED.date()] * 2)), DueQuestion(), "PSP765"),
    "texts": (table(received_at=["2026-04-03T14:30Z"] * 2), DueQuestion(), "PSP765"),
    "fractions for keys": (table([1.5, 2.5]), DueQuestion(), "PSP765"),
    "several contracts and no column": (table(), DueQuestion(contract=None), "PSP766"),
}


@pytest.mark.parametrize(("requests", "question", "code"), REFUSED.values(), ids=REFUSED)
def test_is_refused_before_anything_is_read(
    three: AppliedPolicies, requests: Any, question: Any, code: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        three.answer(requests, question)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert isinstance(caught.value, NaiveDatetimeError) == (code == "PSP764")
    assert all(text[language] for text in (problem.message, problem.hint) for language in LANGUAGES)


def test_contracts_are_refused_together_each_under_its_key(policy: Policy) -> None:
    wrong = {"a": CONTRACTS["acme"], "b": Contract(offering="gold", time_zone="UTC", holidays="none")}
    wrong["c"] = Contract(offering="premium", time_zone="UTC", holidays="atlantis")
    with pytest.raises(InvalidContractError) as caught:
        AppliedPolicies(policy, wrong)
    assert [problem.path for problem in caught.value.problems] == [("b", "offering"), ("c", "holidays")]
    with pytest.raises(PolicyError, match="PSP767"):
        AppliedPolicies(policy, {})
    with pytest.raises(NaiveDatetimeError):
        DueQuestion(as_of=datetime(2026, 4, 7))  # noqa: DTZ001 - naive is the point


@pytest.mark.parametrize("wrong", [None, {"offering": "premium"}, ContractHistory(CONTRACTS["acme"]), "acme"])
def test_what_is_no_contract_is_refused_with_its_place(policy: Policy, wrong: Any) -> None:
    with pytest.raises(PolicyError) as caught:
        AppliedPolicies(policy, {"acme": CONTRACTS["acme"], "globex": wrong})
    assert [(each.code, each.path) for each in caught.value.problems] == [("PSP607", ("contracts", "globex"))]
    for arguments in ((policy, [CONTRACTS["acme"]]), (policy, "acme"), (wrong, CONTRACTS)):
        with pytest.raises(PolicyError, match="PSP607"):
            AppliedPolicies(*arguments)


def test_applied_travel_and_compare(three: AppliedPolicies, policy: Policy) -> None:
    copy = pickle.loads(pickle.dumps(three))
    assert copy == three
    assert hash(copy) == hash(three)
    assert three != AppliedPolicies(policy, {"acme": CONTRACTS["acme"]})
    assert ask(copy, table()).to_pylist() == ask(three, table()).to_pylist()


def test_threads_share_applied(policy: Policy) -> None:
    applied = AppliedPolicies(policy, CONTRACTS)
    years = [RECEIVED.replace(year=year) for year in range(2010, 2040, 3)]
    tables = [table(received_at=pa.array([year, year], pa.timestamp("us", "UTC"))) for year in years]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda each: ask(applied, each).to_pylist(), tables * 2))
    alone = AppliedPolicies(policy, CONTRACTS)
    assert together == [ask(alone, each).to_pylist() for each in tables] * 2
