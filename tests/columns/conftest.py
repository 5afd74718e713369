"""Many contracts that differ in all that answers depend on, and rows where answers change."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, product
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.profiles import NIGHTLY

from ptc_service_policy import Contract, Policy, load_policy
from ptc_service_policy.columns import AppliedPolicies, DueQuestion
from ptc_service_policy.columns.reading import PAUSE

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta.resolution

# Clocks that change at midnight, by half an hour, four times a year, across the date line, or never.
ZONES = (
    *("Europe/Paris", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"),
    *("Africa/Casablanca", "America/Havana", "Asia/Tehran", "Asia/Tokyo", "Antarctica/Troll", "UTC"),
    *("America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Kwajalein"),
)
HOLIDAYS: tuple[Any, ...] = (
    "FR",
    "US-CA",
    "JP",
    "none",
    "france",
    ("2026-03-30", "2026-10-26", "2026-12-24"),
)
WEEKS = (
    None,
    {day: [("09:00", "12:00"), ("13:30", "17:45")] for day in ("mon", "tue", "wed", "thu")},
    {day: [("22:00", "06:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sun")},
    {day: [("00:00", "24:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    {"tue": [("08:00", "16:00")], "sat": [("08:00", "10:00"), ("23:00", "02:00")]},
)
CLOSURES = (
    (),
    ({"kind": "leave", "first": "2026-03-23", "last": "2026-04-10"},),
    (
        {
            "kind": "internal-training",
            "first": "2026-03-29",
            "last": "2026-04-02",
            "hours": {"opens": "10:00", "closes": "14:30"},
        },
        {"kind": "leave", "first": "2026-10-25", "hours": {"opens": "22:30", "closes": "01:00"}},
    ),
)
READINGS = tuple(
    {
        "response-receipt": receipt,
        "response-expiry": expiry,
        "business-days": days,
        "closures-and-response": closures,
    }
    for receipt, expiry, days, closures in product(
        ("as-received", "on-business-day", "within-hours"),
        ("close-of-business", "same-time", "end-of-day", "business-hours"),
        ("working-days", "monday-to-saturday"),
        ("stand-in-responds", "clock-stops"),
    )
)


# What no datetime can hold is not as far from there as its pauses would be.
_FAR = 5 * 10**16

Pause = tuple[int | None, int | None]


QUESTION = DueQuestion(
    with_parts=True,
    answered_at="answered_at",
    as_of="as_of",
    pauses="pauses",
    remind_at=(0.8, timedelta(hours=2)),
)
"""All that can be asked about a request."""


class Row(NamedTuple):
    """One request: the key of its contract, when it came in and was answered, when it waited, and as of when.

    Instants are in microseconds.
    """

    contract: str | None
    received_at: int | None
    answered_at: int | None
    pauses: tuple[Pause | None, ...] | None = ()
    as_of: int | None = None


def contracts() -> dict[str, Contract]:
    """One contract for each convention that the policy knows; the other terms vary between them."""
    return {f"contract-{number}": contract(number) for number in range(len(READINGS))}


def contract(number: int) -> Contract:
    offering = ("premium", "standard", "premium", "premium", "tsam")[number % 5]
    terms: dict[str, Any] = {
        "offering": offering,
        "time_zone": ZONES[number % len(ZONES)],
        "holidays": HOLIDAYS[number % len(HOLIDAYS)],
        "readings": READINGS[number],
        "closures": CLOSURES[number % len(CLOSURES)],
    }
    week = WEEKS[number % 4 if number % 7 else 4]
    if week is not None:
        terms["hours"] = {
            "weekly": {day: [_interval(pair) for pair in pairs] for day, pairs in week.items()},
            "special": {"2026-04-06": [_interval(("10:00", "12:00"))], "2026-04-08": []},
            "approved_by": "PTC",
        }
    return Contract.model_validate(terms)


def _interval(pair: tuple[str, str]) -> dict[str, str]:
    return {"opens": pair[0], "closes": pair[1]}


def instants(draw: random.Random, zone: ZoneInfo, *, from_all_years: bool) -> Iterator[int]:
    """Instants of every kind: at the edges of hours and days, at clock changes, anywhere, far away."""
    changes = [date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 6), date(2026, 11, 1)]
    if zone.key == "Pacific/Apia":
        changes.append(date(2011, 12, 30))
    while True:
        day = date(2026, 1, 1) + timedelta(draw.randrange(365))
        if draw.random() < 0.3:
            day = draw.choice(changes) + timedelta(draw.randrange(-1, 2))
        clock = time(draw.randrange(24), draw.choice((0, 0, 30, 45, draw.randrange(60))))
        near = (datetime.combine(day, clock, zone) - EPOCH) // MICROSECOND
        yield near + draw.choice((0, 0, -1, 1, draw.randrange(10**9)))
        if from_all_years and draw.random() < 0.3:
            yield draw.randrange(-3 * 10**15, 8 * 10**15)
        if draw.random() < 0.005:
            yield draw.choice((-(2**62), 2**62, -62_135_596_800_000_001, 253_402_300_800_000_000))


APART = 16 if NIGHTLY else 64
"""Of so many contracts, one is asked about all years: to compile those of one calendar takes seconds."""


def rows(
    count: int, keys: Sequence[str], known: dict[str, Contract], seed: int = 2026, *, every_year: bool = True
) -> list[Row]:
    """Requests under all contracts, with nulls and with keys that there are not."""
    draw = random.Random(seed)
    streams = {
        key: instants(draw, ZoneInfo(known[key].time_zone), from_all_years=every_year and number % APART == 3)
        for number, key in enumerate(keys)
    }
    made = []
    for _ in range(count):
        key = draw.choice(keys)
        received: int | None = next(streams[key])
        answered: int | None = draw.choice((next(streams[key]), (received or 0) + draw.randrange(10**12)))
        chance = draw.random()
        made.append(
            Row(
                None if chance < 0.01 else "unknown" if chance < 0.02 else key,
                None if 0.02 < chance < 0.03 else received,
                None if 0.03 < chance < 0.1 else answered,
            )
        )
    return made


def waiting(rows: list[Row], seed: int = 2026) -> list[Row]:
    """The requests with pauses of every kind: one by one, overlapping, going on, wrong, none at all."""
    draw = random.Random(seed)
    return [_wait(row, draw) for row in rows]


def _wait(row: Row, draw: random.Random) -> Row:
    received = row.received_at or 0
    if abs(received) > _FAR:
        return row
    answered = row.answered_at
    hour = 3_600_000_000
    as_of = received + draw.randrange(-2 * hour, 240 * hour) if draw.random() < 0.8 else answered
    if answered is not None and draw.random() < 0.5:
        answered = received + draw.randrange(-hour, 120 * hour)
    begin = received - draw.choice((0, 0, hour, 50 * hour))
    pauses: list[Pause | None] = []
    for _ in range(draw.choice((0, 0, 1, 1, 1, 2, 3, 4))):
        begin += draw.choice((0, draw.randrange(hour), draw.randrange(30 * hour)))
        length = draw.choice(
            (0, draw.randrange(hour), hour, draw.randrange(20 * hour), draw.randrange(90 * hour))
        )
        pauses.append((begin, begin + length))
        begin += draw.choice((length, length, length // 2))
    if draw.random() < 0.1:
        pauses.append((begin, None))
    if draw.random() < 0.1:
        draw.shuffle(pauses)
    if draw.random() < 0.03:
        pauses.append(draw.choice((None, (None, None), (None, begin), (begin, begin - 1), (2**62, None))))
    return row._replace(
        answered_at=answered,
        pauses=None if draw.random() < 0.02 else tuple(pauses),
        as_of=None if draw.random() < 0.05 else as_of,
    )


def as_table(rows: list[Row], zone: str = "Europe/Paris") -> pa.Table:
    """The requests as a table."""
    kind = pa.timestamp("us", zone)
    pauses = [
        row.pauses and [each and dict(zip(PAUSE, each, strict=True)) for each in row.pauses] for row in rows
    ]
    return pa.table(
        {
            "contract": pa.array([row.contract for row in rows], pa.string()),
            **{
                name: pa.array([getattr(row, name) for row in rows], kind)
                for name in ("received_at", "answered_at", "as_of")
            },
            "pauses": pa.array(pauses, pa.list_(pa.struct([(name, kind) for name in PAUSE]))),
        }
    )


def within(rows: list[Row], first: int, last: int) -> list[Row]:
    """The requests all whose instants are between two: pandas, DuckDB and Spark know no year 290,000."""
    return [row for row in rows if all(first < instant < last for instant in _instants(row))]


def _instants(row: Row) -> Iterator[int]:
    pauses = [pause for pause in row.pauses or () if pause is not None]
    for instant in (row.received_at, row.answered_at, row.as_of, *chain.from_iterable(pauses)):
        if instant is not None:
            yield instant


def in_utc(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column, instants in UTC: of two zones, Python calls no time that comes twice equal."""
    if pa.types.is_list(column.type) and pa.types.is_timestamp(column.type.value_type):
        column = column.cast(pa.list_(pa.timestamp("us", "UTC")))
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", "UTC"))
    values: list[Any] = column.to_pylist()
    if pa.types.is_interval(column.type):
        return [each and timedelta(days=each.days, microseconds=each.nanoseconds // 1000) for each in values]
    return values


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy("1.0.0")


@pytest.fixture(scope="session")
def applied(policy: Policy) -> AppliedPolicies:
    return AppliedPolicies(policy, contracts())
