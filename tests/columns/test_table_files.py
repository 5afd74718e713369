"""How instants stand in CSV files, against Python's own reading of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ptc_service_policy.columns.table_files import as_text, open_answers

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNITS = {"s": "seconds", "ms": "milliseconds", "us": "microseconds"}
INSTANTS = st.datetimes(timezones=st.just(UTC)) | st.datetimes(timezones=st.just(UTC)).map(
    lambda instant: instant.replace(microsecond=0)
)


@pytest.mark.parametrize("unit", UNITS)
@given(instant=INSTANTS, zone=st.sampled_from(["UTC", "Europe/Paris", "America/New_York", "+05:30"]))
@example(instant=EPOCH - timedelta(microseconds=1), zone="UTC")
@example(instant=EPOCH, zone="Europe/Paris")
@example(instant=datetime.min.replace(tzinfo=UTC), zone="America/New_York")
@example(instant=datetime.max.replace(tzinfo=UTC), zone="Europe/Paris")
def test_an_instant_is_written_in_utc(unit: str, instant: datetime, zone: str) -> None:
    step = timedelta(**{UNITS[unit]: 1})
    count = (instant - EPOCH) // step
    held = EPOCH + count * step
    expected = held.isoformat(timespec=UNITS[unit] if held.microsecond else "seconds").replace("+00:00", "Z")
    column = pa.array([count, None], pa.int64()).cast(pa.timestamp(unit, zone))
    assert as_text(column).to_pylist() == [expected, None]


@pytest.mark.parametrize(
    ("nanoseconds", "expected"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1, "1970-01-01T00:00:00.000000001Z"),
        (-1, "1969-12-31T23:59:59.999999999Z"),
        (1_000_000_000, "1970-01-01T00:00:01Z"),
    ],
)
def test_nanoseconds_are_all_written(nanoseconds: int, expected: str) -> None:
    column = pa.array([nanoseconds], pa.int64()).cast(pa.timestamp("ns", "Europe/Paris"))
    assert as_text(column).to_pylist() == [expected]


@pytest.mark.parametrize("kind", [pa.dictionary(pa.int8(), pa.string()), pa.string_view(), pa.string()])
def test_texts_are_written_as_texts(kind: pa.DataType, tmp_path: Path) -> None:
    column = pa.array(["met", None, "met"]).cast(kind)
    assert as_text(column) == pa.array(["met", None, "met"])
    batch = pa.record_batch([column], names=["state"])
    with open_answers(tmp_path / "answers.csv", ".csv", batch.schema, ";") as writer:
        writer.write(batch)
    assert (tmp_path / "answers.csv").read_text("utf-8") == '"state"\n"met"\n\n"met"\n'
