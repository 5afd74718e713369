"""What pandas holds as one instant, or as none, asked of the scalar API."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pandas as pd
import pytest

from ptc_service_policy import AppliedHistory, AppliedPolicy, BusinessTimeError, Contract, load_policies

CONTRACT = Contract.model_validate(
    {
        "offering": "premium",
        "time_zone": "Europe/Paris",
        "holidays": "FR",
        "start": date(2026, 1, 15),
        "signed": date(2026, 1, 15),
        "readings": {"response-expiry": "business-hours"},
    }
)
POLICIES = load_policies()
APPLIED = [POLICIES.apply(CONTRACT), POLICIES.newest.apply(CONTRACT)]
AT = datetime(2026, 4, 3, 14, 30, 0, 123456, UTC)
ASKED: list[Callable[[Any, Any], Any]] = [
    lambda applied, at: applied.response_due(at),
    lambda applied, at: applied.response_due(AT, pauses=[(at, at)]),
    lambda applied, at: applied.request_state(AT, as_of=at),
    lambda applied, at: applied.request_state(AT, as_of=AT, answered_at=at, remind_at=[0.5]),
    lambda applied, at: applied.availability(at),
    lambda applied, at: applied.next_available(at),
    lambda applied, at: applied.available_windows(at, AT + timedelta(days=9)),
]


@pytest.mark.parametrize("applied", APPLIED, ids=["history", "policy"])
@pytest.mark.parametrize("ask", ASKED)
def test_an_instant_of_pandas_is_an_instant_to_the_microsecond(
    applied: AppliedHistory | AppliedPolicy, ask: Callable[[Any, Any], Any]
) -> None:
    found = ask(applied, pd.Timestamp(AT) + pd.Timedelta(789, "ns"))
    assert found == ask(applied, AT)
    assert "Timestamp" not in repr(found)
    assert "Timedelta" not in repr(found)


@pytest.mark.parametrize("applied", APPLIED, ids=["history", "policy"])
@pytest.mark.parametrize("ask", ASKED)
def test_no_instant_of_pandas_is_refused_as_such(
    applied: AppliedHistory | AppliedPolicy, ask: Callable[[Any, Any], Any]
) -> None:
    with pytest.raises(BusinessTimeError, match="PSP612 NaT"):
        ask(applied, pd.NaT)
