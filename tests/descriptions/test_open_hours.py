"""What the sheet leaves open about hours is open for every question that depends on it, and for no other."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy import AppliedPolicy, Contract, UnstatedError, load_policy

POLICY = load_policy(path=Path(__file__).parent / "mcad" / "1.0.0")
TERMS = {"time_zone": "Europe/Paris", "holidays": "FR"}


def apply(offering: str, **readings: str) -> AppliedPolicy:
    return POLICY.apply(Contract.model_validate({"offering": offering, **TERMS, "readings": readings}))


def at(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize("day", ["2026-12-25", "2026-04-06"])
def test_a_day_that_may_be_closed_is_open_for_every_question(day: str) -> None:
    gold = apply("gold")
    availability, opening = gold.availability(at(f"{day}T10:00")), gold.next_available(at(f"{day}T06:00"))
    assert (availability.value, availability.basis) == (None, "unstated")
    assert (opening.value, opening.basis) == (None, "unstated")
    with pytest.raises(UnstatedError):
        gold.available_windows(at(f"{day}T00:00"), at(f"{day}T23:00"))


def test_a_day_that_is_no_holiday_is_answered() -> None:
    gold = apply("gold")
    assert gold.next_available(at("2026-12-22T06:00")).value is not None
    assert gold.available_windows(at("2026-12-22T00:00"), at("2026-12-23T00:00")) != ()


def test_what_holds_outside_the_hours_is_what_the_contract_chose() -> None:
    evening = at("2026-04-02T20:00")
    left_open = apply("silver").availability(evening)
    assert (left_open.value, left_open.basis) == (None, "unstated")
    assert "outside-the-hours" in {cited.id for cited in left_open.citations}
    chosen = apply("silver", **{"outside-the-hours": "unavailable"}).availability(evening)
    assert (chosen.value, chosen.basis) == ("unavailable", "agreed")


def test_a_reading_of_what_closes_the_hours_is_what_the_answer_rests_on() -> None:
    decision = apply("silver", **{"closed-on-holidays": "open-too"}).availability(at("2026-04-06T10:00"))
    assert (decision.value, decision.basis) == ("available", "agreed")
    assert "closed-on-holidays" in {cited.id for cited in decision.citations}
