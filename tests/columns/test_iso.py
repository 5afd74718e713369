"""Texts are read as instants where Arrow casts them; one that it does not cast costs no more than another."""

from itertools import product

import pyarrow as pa
import pytest
from tests.hostile.steps import steps

from ptc_service_policy.columns.answers import INSTANT
from ptc_service_policy.columns.iso import read_iso

DATES = (
    *("2026-03-02", "2026-01-31", "2026-04-30", "2026-04-31", "2026-06-31", "2026-12-32", "2026-02-28"),
    *("2026-02-29", "2024-02-29", "2024-02-30", "1900-02-29", "2000-02-29", "2100-02-29", "0000-02-29"),
    *("0001-01-01", "9999-12-31", "10000-01-01", "-2026-03-02", "2026-00-01", "2026-13-01", "2026-01-00"),
    *("20260302", "2026-3-2", "26-03-02", "2026/03/02", "٢٠٢٦-03-02", ""),
)
TIMES = (
    *("T10:00:00", " 10:00:00", "t10:00:00", "T10:00", "T10", "", "T", "T24:00:00", "T23:59:59", "T23:60:00"),
    *("T23:59:60", "T10:00:00.1", "T10:00:00.123456", "T10:00:00.", "T10:00.5", "T10:00:00,5", "T1:00:00"),
    *("T100000", "T10:0000", "T1000", "T00:00:00"),
)
OFFSETS = (
    *("Z", "z", "", "+01:00", "+0100", "+01", "-23:59", "-24:00", "+23:60", "+01:0", "+1", " Z", "+01:00:00"),
    *("−01:00", "Zx", "+", "UTC"),
)


def _cast(text: str) -> int | None:
    try:
        found: int | None = pa.array([text]).cast(INSTANT)[0].value
    except pa.ArrowInvalid:
        return None
    return found


def test_what_arrow_casts_is_read_and_nothing_else() -> None:
    texts = [
        *("".join(parts) for parts in product(DATES, ("T10:00:00",), ("Z", "+01:00"))),
        *("".join(parts) for parts in product(("2026-03-02",), TIMES, OFFSETS)),
        *("x", "0", "2026-03-02T10:00:00Z\n2026-03-02T10:00:00Z", "x2026-03-02T10:00:00Z"),
    ]
    read, _ = read_iso(pa.array(texts))

    alone = [_cast(text) for text in texts]
    assert dict(zip(texts, read.cast(pa.int64()).to_pylist(), strict=True)) == dict(
        zip(texts, alone, strict=True)
    )
    assert {each is None for each in alone} == {True, False}


@pytest.mark.parametrize(
    "text", ["x", "2026-02-30T10:00:00Z", "2026-03-02T10:00:00", "2026-03-02T10:00:00+25:00"]
)
def test_many_that_are_none_take_no_more_steps(text: str) -> None:
    few, many = (steps(lambda n=n: read_iso(pa.array([text] * n))) for n in (10, 10_000))  # type: ignore[misc]

    assert many <= few + 10
