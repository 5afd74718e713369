"""Measure whole columns beside their peers, their growth from 10^5 to 10^8 rows, files, and Spark.

``python benchmarks/columns.py`` prints the tables and writes them to ``columns.md`` beside this file.
``--spark ROWS`` measures Spark too, which takes the ``spark`` extra and Java 17.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ptc_service_policy import Contract, load_policy
from ptc_service_policy.business_time import PublicHolidays
from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion, DueQuestion, ElapsedQuestion
from ptc_service_policy.columns.reading import PAUSE

ROUNDS = 7
ROWS = 1_000_000
FEW = 3_000  # for peers that take microseconds a row
SIZES = (100_000, 1_000_000, 10_000_000, 100_000_000)
BATCH = 1_000_000
YEARS = range(2020, 2028)
OURS = "ptc-service-policy"
DUE = DueQuestion(contract=None, with_earliest_due=False)
ZONES = ("Europe/Paris", "America/New_York", "Asia/Tokyo", "UTC", "Australia/Sydney", "Asia/Kolkata")
COUNTRIES = ("FR", "US", "JP", "DE", "GB", "ES", "IT")

HEADER = """# Columns: how fast, beside their peers

Written by `python benchmarks/columns.py`. Random instants of 2021 to 2026, Europe/Paris, Monday to Friday
09:00-17:00, the public holidays of France; one core, one run, the best of {rounds} rounds, in nanoseconds a
row. Ours take Arrow timestamps in UTC, know the zone and its clock changes, and bring basis, firmness,
version, digest and reason with each answer. The peers get dates without a time or a zone, which they do not
judge.
"""


def standard(zone: str = "Europe/Paris", country: str = "FR") -> Contract:
    """+2 business days, in the default reading."""
    return Contract(offering="standard", time_zone=zone, holidays=country)


def received(rows: int, seed: int = 2026) -> Any:
    first, last = (int(datetime(year, 1, 4, tzinfo=UTC).timestamp()) for year in (2021, 2026))
    draw = np.random.default_rng(seed)
    return draw.integers(first * 10**6, last * 10**6, rows)


def best(work: Callable[[], object], rows: int, rounds: int = ROUNDS) -> float:
    """The least time that the work took, in nanoseconds a row."""
    work()
    least = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        least = min(least, time.perf_counter() - start)
    return least / rows * 1e9


def beside_peers() -> list[tuple[str, float]]:
    instants = received(ROWS)
    one = AppliedPolicies(load_policy("1.0.0"), {"only": standard()})
    batch = pa.record_batch({"received_at": pa.array(instants, pa.timestamp("us", "UTC"))})
    terms = [(zone, country) for zone in ZONES for country in COUNTRIES][:40]
    forty = AppliedPolicies(one.policy, {str(number): standard(*each) for number, each in enumerate(terms)})
    keys = np.random.default_rng(1).integers(0, 40, ROWS).astype(np.int32)
    named = pa.DictionaryArray.from_arrays(pa.array(keys), list(forty.contracts))
    mixed = pa.record_batch({"contract": named, "received_at": batch.column(0)})
    texts = pa.record_batch({"contract": named.cast(pa.string()), "received_at": batch.column(0)})

    days = (instants // 86_400_000_000).astype("M8[D]")
    holidays = sorted(day for year in YEARS for day in PublicHolidays("FR").in_year(year))
    calendar = np.busdaycalendar(holidays=np.array(holidays, "M8[D]"))
    frame = pl.DataFrame({"day": days})
    offset = pd.offsets.CustomBusinessDay(2, holidays=holidays)
    few = pd.Series(days[:FEW])
    scalar = one.policy.apply(standard())
    scalars = [datetime.fromtimestamp(int(each) / 1e6, tz=UTC) for each in instants[:FEW]]

    def ours(applied: AppliedPolicies, requests: pa.RecordBatch, question: Any) -> float:
        return best(partial(applied.answer_batch, requests, question), ROWS)

    at = AvailabilityQuestion(contract=None, at="received_at")
    reached = AppliedPolicies(one.policy, {"only": standard().model_copy(update={"offering": "premium"})})
    pair = pa.record_batch(
        {"start": batch.column(0), "end": pa.array(received(ROWS, 1), pa.timestamp("us", "UTC"))}
    )
    return [
        (OURS, ours(one, batch, DUE)),
        (
            "numpy busday_offset, naive dates",
            best(lambda: np.busday_offset(days, 2, "backward", busdaycal=calendar), ROWS),
        ),
        (
            "Polars add_business_days, naive dates",
            best(
                lambda: frame.select(
                    pl.col("day").dt.add_business_days(2, holidays=holidays, roll="backward")
                ),
                ROWS,
            ),
        ),
        ("pandas CustomBusinessDay, naive dates", best(lambda: quiet(lambda: few + offset), FEW, 3)),
        (f"{OURS}, with earliest_due", ours(one, batch, DueQuestion(contract=None))),
        (
            f"{OURS}, 40 contracts, keys in a dictionary",
            ours(forty, mixed, DueQuestion(with_earliest_due=False)),
        ),
        (f"{OURS}, 40 contracts, keys as text", ours(forty, texts, DueQuestion(with_earliest_due=False))),
        (f"{OURS}, 40 contracts, keys as text, with earliest_due", ours(forty, texts, DueQuestion())),
        (f"{OURS}, availability", ours(reached, batch, at)),
        (f"{OURS}, open time between two columns", ours(one, pair, ElapsedQuestion(contract=None))),
        (
            f"{OURS}, one call for each row",
            best(lambda: [scalar.response_due(each) for each in scalars], FEW, 3),
        ),
    ]


def with_pauses() -> list[tuple[str, float, float, float]]:
    """Each question without pauses, with a pause for each third request, and with one for each."""
    contracts = {str(number): standard(ZONES[number % 3], COUNTRIES[number % 3]) for number in range(40)}
    applied = AppliedPolicies(load_policy("1.0.0"), contracts)
    draw = np.random.default_rng(1)
    kind, instants, hour = pa.timestamp("us", "UTC"), received(ROWS), 3_600_000_000
    keys = pa.DictionaryArray.from_arrays(
        pa.array(draw.integers(0, 40, ROWS).astype(np.int32)), list(contracts)
    )
    answered = pa.array(instants + draw.integers(0, 100 * hour, ROWS), kind)
    columns = {"contract": keys, "received_at": pa.array(instants, kind), "answered_at": answered}
    tables = []
    for share in (0.0, 1 / 3, 1.0):
        waits = draw.random(ROWS) < share
        begins = instants[waits] + draw.integers(0, 48 * hour, int(waits.sum()))
        ends = begins + draw.integers(hour, 20 * hour, len(begins))
        items = pa.StructArray.from_arrays([pa.array(each, kind) for each in (begins, ends)], PAUSE)
        bounds = np.append(0, np.cumsum(waits)).astype(np.int32)
        tables.append(pa.record_batch({**columns, "pauses": pa.ListArray.from_arrays(bounds, items)}))
    as_of = datetime(2026, 6, 1, tzinfo=UTC)
    stands = DueQuestion(answered_at="answered_at", as_of=as_of)
    questions = {
        "how requests stand": replace(stands, with_earliest_due=False),
        "how requests stand, with earliest_due": stands,
        "how requests stand, with two reminders": replace(
            stands, with_earliest_due=False, remind_at=(0.8, timedelta(hours=2))
        ),
        "when they are due, with earliest_due": DueQuestion(),
        "when they are due": DueQuestion(with_earliest_due=False),
    }
    found = []
    for name, question in questions.items():
        asked = [question, *[replace(question, pauses="pauses")] * 2]
        spent = [
            best(partial(applied.answer_batch, table, each), ROWS)
            for table, each in zip(tables, asked, strict=True)
        ]
        found.append((name, *spent))
    return found


def quiet(work: Callable[[], object]) -> object:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return work()


# Growth: each size in a process of its own, so that its peak of memory is its own.


def write_parquet(folder: Path) -> Path:
    file = folder / "requests.parquet"
    schema = pa.schema([("received_at", pa.timestamp("us", "UTC"))])
    with pq.ParquetWriter(file, schema, use_dictionary=False, compression="none") as writer:
        for part in range(SIZES[-1] // BATCH):
            column = pa.array(received(BATCH, part), pa.timestamp("us", "UTC"))
            writer.write_batch(pa.record_batch([column], schema=schema), row_group_size=BATCH)
    return file


def grow(rows: int, file: str) -> None:
    """Answer so many rows of the file as a stream, and print seconds to read, to answer, and the peak."""
    applied = AppliedPolicies(load_policy("1.0.0"), {"only": standard()})
    applied.answer_batch(
        pa.record_batch({"received_at": pa.array(received(1_000), pa.timestamp("us", "UTC"))}), DUE
    )
    reading = answering = float("inf")
    for _ in range(3 if rows > 10_000_000 else 7):
        for_reading = for_answers = 0.0
        left = rows
        batches = pq.ParquetFile(file, pre_buffer=False).iter_batches(min(rows, BATCH), use_threads=False)
        while left > 0:
            start = time.thread_time()
            batch = next(batches)
            middle = time.thread_time()
            answered = applied.answer_batch(batch, DUE)
            for_reading += middle - start
            for_answers += time.thread_time() - middle
            left -= answered.num_rows
        reading, answering = min(reading, for_reading), min(answering, for_answers)
    print(reading / rows * 1e9, answering / rows * 1e9, peak())


def peak() -> float:
    """Return the most memory in MB that this process had; ``ru_maxrss`` begins with what its parent holds."""
    (line,) = (each for each in Path("/proc/self/status").read_text("utf-8").splitlines() if "VmHWM" in each)
    return int(line.split()[1]) / 1024


def growth(folder: Path) -> list[tuple[int, float, float, float]]:
    file = write_parquet(folder)
    found = []
    for rows in SIZES:
        command = [sys.executable, __file__, "--grow", str(rows), str(file)]
        env = {**os.environ, "OMP_NUM_THREADS": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
        reading, answering, peak = map(float, done.stdout.split())
        found.append((rows, reading, answering, peak))
    return found


# Spark


def spark_seconds(workers: int, rows: int, out: str) -> None:
    """Write the seconds of a job with so many workers: passing the batches on, and answering them."""
    from pyspark.sql import SparkSession

    from ptc_service_policy.columns import spark as with_spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "200000")
    session = builder.config("spark.driver.memory", "4g").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    frame = session.range(0, rows, 1, 8).selectExpr(
        "timestamp_micros(1609718400000000 + (id * 48271) % 157766400 * 1000000) received_at"
    )
    applied = AppliedPolicies(load_policy("1.0.0"), {"only": standard()})
    passed = frame.mapInArrow(pass_on, frame.schema)
    answered = with_spark.answer(frame, applied, DUE)
    seconds = []
    for work, column in ((passed, "received_at"), (answered, "due")):
        least = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            # A new plan each time: Spark would reuse what an old one shuffled.
            work.agg({column: "max"}).collect()
            least = min(least, time.perf_counter() - start)
        seconds.append(least)
    Path(out).write_text(" ".join(map(str, seconds)), "utf-8")
    session.stop()


def pass_on(batches: Any) -> Any:
    yield from batches


def spark(rows: int, folder: Path) -> list[tuple[int, float, float]]:
    found = []
    for workers in (1, 2):
        out = folder / f"spark-{workers}"
        command = [sys.executable, __file__, "--spark-workers", str(workers), str(rows), str(out)]
        subprocess.run(command, check=True, capture_output=True)
        passing, answering = map(float, out.read_text().split())
        found.append((workers, passing, answering))
    return found


# The report


def report(spark_rows: int) -> str:
    with tempfile.TemporaryDirectory() as name:
        peers = beside_peers()
        waiting = with_pauses()
        sizes = growth(Path(name))
        clusters = spark(spark_rows, Path(name)) if spark_rows else []
    times = dict(peers)
    mine, numpy_, pandas_ = times[OURS], peers[1][1], peers[3][1]
    flattest = max(peak for *_, peak in sizes) - min(peak for *_, peak in sizes)
    steady = sizes[-1][2] / sizes[1][2]
    targets = [
        (
            "+2, numpy busday_offset",
            "at most a third of its time",
            f"{mine / numpy_:.2f}",
            mine * 3 <= numpy_,
        ),
        (
            "+2, pandas CustomBusinessDay",
            "at least 500 times faster",
            f"{pandas_ / mine:,.0f}",
            pandas_ >= 500 * mine,
        ),
        ("10^8 rows, beside 10^6", "at most 1.25 times as long a row", f"{steady:.2f}", steady <= 1.25),
        ("memory, from 10^5 to 10^8 rows", "at most 150 MB more", f"{flattest:.0f} MB", flattest <= 150),
    ]
    for name, plain, third, each in waiting:
        for share, spent in (("a pause for each third", third), ("a pause each", each)):
            ratio = spent / plain
            targets.append((f"{name}; {share}", "at most twice the time", f"{ratio:.2f}", ratio <= 2))
    if clusters:
        faster = clusters[0][2] / clusters[1][2]
        wanted = "at least 1.5 times faster"
        targets.append(("Spark, local[2] beside local[1]", wanted, f"{faster:.2f}", faster >= 1.5))
    ahead = [who for who, spent in peers[1:4] if spent < mine] or ["none"]
    packages = ("numpy", "pandas", "polars", "pyarrow")
    versions = ", ".join(f"{each} {version(each)}" for each in packages)
    lines = [
        HEADER.format(rounds=ROUNDS),
        f"CPython {platform.python_version()}, {platform.machine()}, {versions}.",
        f"\nAhead of us: {', '.join(ahead)}.",
        "\n## Targets\n",
        "| question, against | wanted | measured | |\n| --- | --- | ---: | --- |",
        *(f"| {a} | {b} | {c} | {'met' if met else '**missed**'} |" for a, b, c, met in targets),
        "\n## +2 business days, and what else can be asked\n",
        "| who | ns a row | compared with ours |\n| --- | ---: | ---: |",
        *(
            f"| {who} | {spent:,.1f} | {compare(spent, mine) if index < 4 else ''} |"
            for index, (who, spent) in enumerate(peers)
        ),
        "\n## Pauses\n",
        "A million requests under 40 contracts of three zones; a pause begins within two days of the receipt",
        "and lasts up to 20 hours.\n",
        "| question | no pauses, ns a row | each third waits | each waits | beside no pauses |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {name} | {plain:.0f} | {third:.0f} | {each:.0f} | {third / plain:.1f}, {each / plain:.1f} |"
            for name, plain, third, each in waiting
        ),
        "\n## From 10^5 to 10^8 rows, streamed from Parquet in batches of 10^6\n",
        "Processor time of the one thread: what others took of the machine meanwhile does not count.\n",
        "| rows | ns a row to read | ns a row to answer | peak, MB |\n| ---: | ---: | ---: | ---: |",
        *(
            f"| {rows:,} | {reading:.1f} | {answering:.1f} | {peak:.0f} |"
            for rows, reading, answering, peak in sizes
        ),
    ]
    if clusters:
        (_, passing, alone), (_, passing_two, two) = clusters
        lines += [
            f"\n## Spark {version('pyspark')}, {spark_rows:,} rows, {os.cpu_count()} cores\n",
            "Each worker is a Python process beside a thread of the JVM that feeds it.\n",
            "| | local[1], s | local[2], s | speed-up |\n| --- | ---: | ---: | ---: |",
            spark_row("batches to Python and back, nothing asked", passing, passing_two),
            spark_row("`answer`", alone, two),
            spark_row("the difference: answering", alone - passing, two - passing_two),
        ]
    return "\n".join(lines) + "\n"


def spark_row(what: str, one: float, two: float) -> str:
    return f"| {what} | {one:.1f} | {two:.1f} | {one / two:.2f} |"


def compare(spent: float, mine: float) -> str:
    if spent == mine:
        return "1"
    return (
        f"{spent / mine:,.1f} times slower"
        if spent > mine
        else f"**{mine / spent:.1f} times faster: ahead of us**"
    )


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--spark", type=int, default=0, metavar="ROWS")
    arguments.add_argument("--grow", nargs=2)
    arguments.add_argument("--spark-workers", nargs=3)
    given = arguments.parse_args()
    if given.grow:
        grow(int(given.grow[0]), given.grow[1])
    elif given.spark_workers:
        workers, rows, out = given.spark_workers
        spark_seconds(int(workers), int(rows), out)
    else:
        text = report(given.spark)
        print(text)
        Path(__file__).with_suffix(".md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
