"""Columns answer as the scalar API does where days are made up, half days, or inside a leave."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.columns.conftest import EPOCH, MICROSECOND, Row
from tests.columns.test_equality import Scalar, plain
from tests.evaluation.test_edits import PARIS

from ptc_service_policy import Contract, load_policy
from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion, DueQuestion

SHORTER = {
    "weekly": {
        "mon": [{"opens": "09:00", "closes": "17:00"}],
        "fri": [{"opens": "09:00", "closes": "17:00"}],
    },
    "periods": [
        {
            "first": "2026-02-16",
            "weekly": {
                "mon": [{"opens": "09:00", "closes": "19:00"}],
                "tue": [{"opens": "08:00", "closes": "10:00"}],
            },
        }
    ],
    "approved_by": "J. Martin",
}

TERMS: dict[str, Any] = {
    "days exchanged": {"holidays": "CN"},
    "days made up and half days": {
        "holidays": {
            "country": "FR",
            "made_up": {"2026-02-14": "fri", "2026-02-21": "mon"},
            "half_days": {"02-17": "12:00", "2026-02-19": "09:00"},
        }
    },
    "hours from a day on": {
        "holidays": "none",
        "hours": {
            "weekly": {"mon": [{"opens": "09:00", "closes": "17:00"}]},
            "periods": [{"first": "2026-02-17", "weekly": {"tue": [{"opens": "20:00", "closes": "02:00"}]}}],
            "approved_by": "J. Martin",
        },
    },
    "shorter hours from a day on": {"holidays": "none", "hours": SHORTER},
    "usual days that turn": {
        "holidays": "none",
        "hours": SHORTER,
        "readings": {"response-receipt": "on-business-day", "response-expiry": "business-hours"},
    },
}
LEAVE = [{"kind": "leave", "first": "2026-02-12", "last": "2026-02-22"}]
NO_REQUESTS = [{"rule": "availability.on-request", "value": "not-provided", "approved_by": "J. Martin"}]
BEGIN = datetime(2026, 2, 8, tzinfo=PARIS)


@pytest.mark.parametrize("terms", TERMS.values(), ids=TERMS)
@pytest.mark.parametrize("closures", [[], LEAVE], ids=["there", "on leave"])
@pytest.mark.parametrize("agreed", [[], NO_REQUESTS], ids=["on request", "never on request"])
def test_the_same_answer(terms: dict[str, Any], closures: list[Any], agreed: list[Any]) -> None:
    contract = Contract.model_validate(
        {"offering": "premium", "time_zone": "Europe/Paris", "closures": closures, "agreed": agreed, **terms}
    )
    applied = AppliedPolicies(load_policy("1.0.0"), {"one": contract})
    rows = [
        Row("one", (BEGIN + timedelta(minutes=53 * step) - EPOCH) // MICROSECOND, None) for step in range(480)
    ]
    received = pa.array([row.received_at for row in rows], pa.timestamp("us", "UTC"))
    table = pa.table({"contract": ["one"] * len(rows), "received_at": received})
    scalar = Scalar(applied)

    there = plain(applied.answer(table, AvailabilityQuestion(at="received_at")).read_all())
    due = plain(applied.answer(table, DueQuestion()).read_all())
    for row, availability, response in zip(rows, there, due, strict=True):
        assert availability == scalar.availability(row), row
        assert response == {key: said for key, said in scalar.due(row).items() if key != "state"}, row
