"""The engines answer what the columns do: pandas, Polars and DuckDB themselves."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.columns.conftest import QUESTION, as_table, in_utc, rows, waiting, within

from ptc_service_policy import Contract, Policy, PolicyError
from ptc_service_policy.columns import AppliedPolicies, DueQuestion, ElapsedQuestion
from ptc_service_policy.columns import duckdb as with_duckdb
from ptc_service_policy.columns import pandas as with_pandas
from ptc_service_policy.columns import polars as with_polars

YEARS = datetime(1971, 1, 1, tzinfo=UTC), datetime(2190, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def requests(applied: AppliedPolicies) -> pa.Table:
    first, last = (int(year.timestamp()) * 10**6 for year in YEARS)
    made = waiting(rows(3_000, list(applied.contracts), dict(applied.contracts), seed=7))
    return as_table(within(made, first, last), "UTC")


@pytest.fixture(scope="module")
def expected(applied: AppliedPolicies, requests: pa.Table) -> list[dict[str, object]]:
    found: list[dict[str, object]] = applied.answer(requests, QUESTION).read_all().to_pylist()
    return found


@pytest.fixture(scope="module")
def parquet(requests: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("parquet") / "requests.parquet"
    pq.write_table(requests, path, row_group_size=500)
    return path


def test_pandas_keeps_its_index_and_its_columns(
    applied: AppliedPolicies, requests: pa.Table, expected: list[dict[str, object]]
) -> None:
    frame = requests.to_pandas()
    frame.index = pd.Index([f"row {number}" for number in range(len(frame))], name="label")
    frame["object"] = [object() for _ in range(len(frame))]
    answered = with_pandas.answer(frame, applied, QUESTION)
    pd.testing.assert_frame_equal(answered[frame.columns], frame)
    found = pa.Table.from_pandas(answered.drop(columns="object"), preserve_index=False)
    assert found.to_pylist() == expected
    with pytest.raises(PolicyError, match="PSP763"):
        with_pandas.answer(answered, applied, QUESTION)
    with pytest.raises(PolicyError, match="PSP761"):
        with_pandas.answer(frame[["contract"]], applied, QUESTION)


def test_polars_eager_lazy_and_streaming(
    applied: AppliedPolicies, requests: pa.Table, parquet: Path, expected: list[dict[str, object]]
) -> None:
    frame = pl.DataFrame(requests)
    assert with_polars.answer(frame, applied, QUESTION).to_dicts() == expected
    lazy = with_polars.answer(pl.scan_parquet(parquet), applied, QUESTION)
    assert lazy.collect_schema()["due"] == pl.Datetime("us", "UTC")
    for engine in ("in-memory", "streaming"):
        assert lazy.collect(engine=engine).to_dicts() == expected
    late = lazy.filter(pl.col("state") == "missed").select(pl.len()).collect().item()
    assert late == sum(row["state"] == "missed" for row in expected)
    naive = pl.LazyFrame(frame.with_columns(pl.col("received_at").dt.replace_time_zone(None)))
    with pytest.raises(PolicyError, match="PSP764"):
        with_polars.answer(naive, applied, QUESTION)


def test_nothing_has_happened_where_a_column_is_empty(applied: AppliedPolicies, requests: pa.Table) -> None:
    asked = requests.select(["contract", "received_at", "as_of", "pauses"]).slice(0, 50)
    expected = asked.append_column("answered_at", pa.nulls(50, pa.timestamp("us", "UTC")))
    answers = applied.answer(expected, QUESTION).read_all()["state"].to_pylist()
    frame = asked.to_pandas().assign(answered_at=pd.NaT)
    told = with_pandas.answer(frame, applied, QUESTION)["state"]
    assert [None if pd.isna(each) else each for each in told] == answers
    untyped = asked.append_column("answered_at", pa.nulls(50))
    assert applied.answer(untyped, QUESTION).read_all()["state"].to_pylist() == answers
    empty = pl.DataFrame(asked).with_columns(answered_at=None)
    assert with_polars.answer(empty, applied, QUESTION)["state"].to_list() == answers


@pytest.mark.parametrize("engine", [with_pandas, with_polars])
@pytest.mark.parametrize(
    "frame", [pl.Series(["a"]), pd.Series(["a"]), [1], None], ids=lambda each: type(each).__name__
)
def test_what_is_no_frame_is_refused(applied: AppliedPolicies, engine: Any, frame: Any) -> None:
    with pytest.raises(PolicyError, match="PSP760"):
        engine.answer(frame, applied, QUESTION)


def test_duckdb_queries_straight_over_parquet(
    applied: AppliedPolicies, parquet: Path, expected: list[dict[str, object]]
) -> None:
    connection = duckdb.connect()
    connection.execute("set timezone = 'America/New_York'")
    with_duckdb.register(connection, applied, stands=QUESTION)
    query = (
        "select unnest(stands(contract, received_at, answered_at, as_of, pauses)) from read_parquet($file)"
    )
    found = pa.table(connection.sql(query, params={"file": str(parquet)}))
    for name in QUESTION.schema.names:
        assert in_utc(found[name]) == [row[name] for row in expected], name
    counted = connection.execute(
        "select state, count(*) from (select "
        "response_state(contract, received_at, answered_at, as_of, pauses).state state "
        "from read_parquet($file)) group by state",
        {"file": str(parquet)},
    ).fetchall()
    states = [row["state"] for row in expected]
    assert dict(counted) == {state: states.count(state) for state in set(states)}


def test_duckdb_answers_due_availability_and_elapsed(policy: Policy) -> None:
    connection = duckdb.connect()
    contract = Contract(offering="standard", time_zone="Europe/Paris", holidays="FR")
    with_duckdb.register(connection, AppliedPolicies(policy, {"acme": contract}))
    at = "timestamptz '2026-06-02 14:30:00Z'"
    ((due, available, elapsed, reason),) = connection.execute(
        f"select response_due('acme', {at}).due, availability('acme', {at}).reason, "
        f"elapsed('acme', {at}, {at} + interval 2 days).elapsed, response_due('unknown', {at}).reason"
    ).fetchall()
    assert due.astimezone(UTC) == datetime(2026, 6, 4, 15, tzinfo=UTC)
    assert (available, elapsed, reason) == ("PSP751", timedelta(hours=16), "PSP750")


def test_duckdb_asks_anew_once_contracts_were_amended(policy: Policy) -> None:
    connection = duckdb.connect()
    asked = "SELECT response_due('acme', TIMESTAMPTZ '2026-04-03 14:30:00+00').due = TIMESTAMPTZ '{due}'"
    for offering, due in (("standard", "2026-04-08 15:00:00+00"), ("premium", "2026-04-07 15:00:00+00")):
        contract = Contract(offering=offering, time_zone="Europe/Paris", holidays="FR")
        with_duckdb.register(connection, AppliedPolicies(policy, {"acme": contract}))
        assert connection.execute(asked.format(due=due)).fetchall() == [(True,)]


AWARE, NAIVE = "timestamptz '2026-04-01 20:30:00Z'", "timestamp '2026-04-01 20:30:00'"
# what is asked, with {} for an instant, where other instants are aware
ASKED_WITH = [
    "response_due('acme', {})",
    f"response_state('acme', {{}}, null, {AWARE}, null)",
    f"response_state('acme', {AWARE}, {{}}, {AWARE}, null)",
    f"response_state('acme', {AWARE}, null, {{}}, [])",
    f"response_state('acme', {AWARE}, null, {AWARE}, [{{{{'start': {{}}, 'end': null}}}}])",
    f"response_state('acme', {AWARE}, null, {AWARE}, [{{{{'start': {AWARE}, 'end': {{}}}}}}])",
    "availability('acme', {})",
    f"elapsed('acme', {{}}, {AWARE})",
    f"elapsed('acme', {AWARE}, {{}})",
    "\"update due\"('acme', {})",
]


@pytest.mark.parametrize("asked", ASKED_WITH)
def test_duckdb_reads_nothing_in_the_zone_of_its_session(policy: Policy, asked: str) -> None:
    connection = duckdb.connect()
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR")
    mine = {"update due": DueQuestion(received_at='re"ceived')}
    with_duckdb.register(connection, AppliedPolicies(policy, {"acme": contract}), **mine)
    connection.execute(f"create table t as select {AWARE} aware, {NAIVE} naive, date '2026-04-01' as day")
    for given in (NAIVE, "timestamp_ns '2026-04-01 20:30'", "date '2026-04-01'", "'2026-04-01 20:30'"):
        with pytest.raises(duckdb.Error, match=r"PSP764|No function matches"):
            connection.execute(f"select {asked.format(given)}")
    for column in ("naive", "day"):
        with pytest.raises(duckdb.InvalidInputException, match=r"PSP764.*has no time zone|have no time zone"):
            connection.execute(f"select {asked.format(column)} from t")
    with pytest.raises(duckdb.InvalidInputException, match="PSP764"):
        connection.execute(f"select {asked.format('?')}", [YEARS[0].replace(tzinfo=None)])
    for given in (
        "aware",
        "null",
        f"{NAIVE} at time zone 'Europe/Paris'",
        "'2026-04-01 20:30:00Z'::timestamptz",
    ):
        assert len(connection.execute(f"select {asked.format(given)} from t").fetchall()) == 1
    assert len(connection.execute(f"select {asked.format('?')}", [YEARS[0]]).fetchall()) == 1


def test_duckdb_results_stream_in_and_out(applied: AppliedPolicies, parquet: Path) -> None:
    connection = duckdb.connect()
    relation = connection.read_parquet(str(parquet))
    question = ElapsedQuestion(start="received_at", end="answered_at")
    elapsed = applied.answer(pq.read_table(parquet), question).read_all()["elapsed"]
    # A connection reads one result at a time, so that the answers go to another one.
    answered = connection.cursor().from_arrow(applied.answer(relation, question))
    counted = answered.aggregate("count(elapsed), count(*)").fetchall()
    assert counted == [(len(elapsed) - elapsed.null_count, len(elapsed))]
