"""Spark itself answers what the columns do, with several workers, and refuses workers of another policy."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.columns.conftest import QUESTION, as_table, in_utc, rows, waiting, within

from ptc_service_policy import Policy, PolicyError, load_policy
from ptc_service_policy.columns import AppliedPolicies, ElapsedQuestion

pyspark = pytest.importorskip("pyspark", reason="takes the `spark` extra")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java 17", allow_module_level=True)

ROOT = Path(__file__).parents[2]
FIRST, LAST = 31_536_000_000_000, 6_900_000_000_000_000

# Spark warns of pandas 3, which it does not need here, and leaves sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def other_policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package whose policy of the same version says something else; the path that makes it importable."""
    top: Path = tmp_path_factory.mktemp("other")
    package = top / "src" / "ptc_service_policy"
    shutil.copytree(ROOT / "src" / "ptc_service_policy", package)
    shutil.copytree(ROOT / "schemas", top / "schemas")
    shutil.copytree(ROOT / "policies", top / "policies")
    levels = top / "policies" / "1.0.0" / "service-levels.yaml"
    levels.write_text(levels.read_text("utf-8").replace("business_days: 2", "business_days: 3"), "utf-8")
    lock = top / "policies" / "published.lock.yaml"
    other = load_policy(path=levels.parent).digest
    lock.write_text(lock.read_text("utf-8").replace(load_policy("1.0.0").digest, other), "utf-8")
    return top / "src"


def start(workers: int, **settings: str) -> Any:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    builder = builder.config("spark.sql.session.timeZone", "America/New_York")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "700")
    for name, value in settings.items():
        builder = builder.config(name.replace("__", "."), value)
    return builder.getOrCreate()


@pytest.fixture
def spark() -> Iterator[Any]:
    session = start(2)
    yield session
    session.stop()


@pytest.fixture(scope="module")
def parquet(applied: AppliedPolicies, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = waiting(rows(4_000, list(applied.contracts), dict(applied.contracts), seed=11))
    table = as_table(within(made, FIRST, LAST), "UTC")
    path: Path = tmp_path_factory.mktemp("spark") / "requests.parquet"
    pq.write_table(table.append_column("row", pa.array(range(len(table)))), path)
    return path


def test_two_workers_answer_every_row(
    spark: Any, applied: AppliedPolicies, parquet: Path, policy: Policy
) -> None:
    from ptc_service_policy.columns import spark as with_spark

    frame = spark.read.parquet(str(parquet)).repartition(4)
    for question in (QUESTION, ElapsedQuestion(start="received_at", end="answered_at")):
        answered = with_spark.answer(frame, applied, question)
        assert answered.columns == [*frame.columns, *question.schema.names]
        found = pa.table(answered.toArrow()).sort_by("row")
        expected = applied.answer(pq.read_table(parquet), question).read_all()
        assert found.column_names == [*expected.column_names]
        for name in found.column_names:
            assert in_utc(found[name]) == in_utc(expected[name]), name
    naive = frame.withColumn("received_at", frame.received_at.cast("timestamp_ntz"))
    with pytest.raises(PolicyError, match="PSP764"):
        with_spark.answer(naive, applied, QUESTION)


def test_a_worker_with_another_policy_stops_the_job(
    applied: AppliedPolicies, parquet: Path, other_policy: Path, policy: Policy
) -> None:
    from ptc_service_policy.columns import spark as with_spark

    session = start(1, spark__executorEnv__PYTHONPATH=str(other_policy))
    try:
        answered = with_spark.answer(session.read.parquet(str(parquet)), applied, QUESTION)
        with pytest.raises(Exception, match="PSP771") as caught:
            answered.count()
        with pytest.raises(Exception, match="PSP771") as caught:
            answered.select("due").collect()
    finally:
        session.stop()
    assert policy.digest in str(caught.value)
    assert "Install the same release" in str(caught.value)


def test_a_policy_that_is_not_published_does_not_travel(
    spark: Any, applied: AppliedPolicies, parquet: Path, other_policy: Path
) -> None:
    from ptc_service_policy.columns import spark as with_spark

    draft = load_policy(path=other_policy.parent / "policies" / "1.0.0")
    with pytest.raises(PolicyError, match="PSP770"):
        with_spark.answer(
            spark.read.parquet(str(parquet)), AppliedPolicies(draft, applied.contracts), QUESTION
        )
