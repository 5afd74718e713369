"""Days that people write for "always" and "never" have an answer, or a refusal; nothing overflows."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from itertools import pairwise, product
from typing import Any

import pytest

from ptc_service_policy import Contract, ContractHistory, PolicyError, load_policies, load_policy
from ptc_service_policy.business_time import Closure

FIRST, LAST = "0001-01-01", "9999-12-31"
TERMS: dict[str, Any] = {
    "offering": "premium",
    "time_zone": "Europe/Paris",
    "holidays": "FR",
    "signed": "2026-01-01",
    "start": "2026-01-01",
}
ALL_NIGHTS = {"first": FIRST, "last": LAST, "hours": {"opens": "22:00", "closes": "03:00"}}
CONTRACTS: dict[str, dict[str, Any]] = {
    "ends never": {"end": LAST},
    "began always": {"signed": FIRST, "start": FIRST},
    "begins never": {"start": LAST},
    "always, far east": {"start": FIRST, "end": LAST, "time_zone": "Pacific/Kiritimati"},
    "always, far west": {"start": FIRST, "end": LAST, "time_zone": "Pacific/Pago_Pago"},
    "renewed never": {"renewed": [LAST]},
    "always on leave": {"closures": [{"kind": "leave", "first": FIRST, "last": LAST}]},
    "on leave from a day on": {"closures": [{"kind": "leave", "first": "2026-05-01", "last": LAST}]},
    "training every night": {"closures": [{"kind": "internal-training", **ALL_NIGHTS}]},
    "agreed for ever": {
        "agreed": [
            {
                "rule": "limits.open-cases",
                "value": {"maximum": 5},
                "approved_by": "x",
                "from": FIRST,
                "until": LAST,
            }
        ]
    },
}
INSTANTS = [
    datetime(2026, 6, 1, 12, tzinfo=UTC),
    datetime(1900, 1, 1, tzinfo=UTC),
    datetime(2199, 12, 31, 23, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
    datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
]
DAYS = [date.min, date(2026, 6, 1), date.max]
AMENDMENTS: list[dict[date, dict[str, Any]]] = [
    {date(2026, 6, 1): {"end": LAST}},
    {date.max: {"language": {"value": "fr", "approved_by": "x"}}},
]


def refuses_at_most(ask: Callable[[], object]) -> None:
    with suppress(PolicyError):
        ask()


def ask_everything(asked: Any) -> None:
    for at in INSTANTS:
        for ask in (asked.availability, asked.response_due, asked.next_available):
            refuses_at_most(partial(ask, at))
    some = INSTANTS[0]
    for at, other in [*zip(INSTANTS, INSTANTS, strict=True), *pairwise(INSTANTS), *product(INSTANTS, [some])]:
        refuses_at_most(partial(asked.available_windows, at, other))
        refuses_at_most(partial(asked.request_state, at, as_of=other))
        refuses_at_most(partial(asked.response_due, some, pauses=[(other, at)]))
    for day, last in product(DAYS, DAYS):
        refuses_at_most(partial(asked.on, day))
        refuses_at_most(partial(asked.obligations, day, last))


@pytest.mark.parametrize("terms", CONTRACTS)
def test_a_contract_may_reach_the_ends_of_time(terms: str) -> None:
    contract = Contract(**TERMS | CONTRACTS[terms])
    applied = load_policy().apply(contract)
    ask_everything(applied)
    assert applied.summary()
    for day in DAYS:
        refuses_at_most(partial(load_policies().governing, contract, on=day))


@pytest.mark.parametrize("amendments", AMENDMENTS)
def test_a_contract_may_be_amended_for_ever(amendments: dict[date, dict[str, Any]]) -> None:
    ask_everything(load_policies().apply(ContractHistory(Contract(**TERMS), amendments)))


def test_leave_without_an_end_leaves_nothing_open() -> None:
    calendar = load_policy().apply(Contract(**TERMS)).calendar
    assert calendar is not None
    noon = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert calendar.is_open(noon)
    assert not calendar.with_closures([Closure("2026-05-01", LAST)]).is_open(noon)
