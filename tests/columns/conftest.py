"""Many contracts that differ in all that answers depend on, and rows where answers change."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.profiles import NIGHTLY

from ptc_service_policy import Contract, Policy, load_policy
from ptc_service_policy.columns import AppliedPolicies

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


class Row(NamedTuple):
    """One request: the key of its contract, when it came in and when it was answered, in microseconds."""

    contract: str | None
    received_at: int | None
    answered_at: int | None


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


def in_utc(column: pa.ChunkedArray) -> list[Any]:
    """The values of a column, instants in UTC: of two zones, Python calls no time that comes twice equal."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", "UTC"))
    values: list[Any] = column.to_pylist()
    return values


@pytest.fixture(scope="session")
def policy() -> Policy:
    return load_policy("1.0.0")


@pytest.fixture(scope="session")
def applied(policy: Policy) -> AppliedPolicies:
    return AppliedPolicies(policy, contracts())
