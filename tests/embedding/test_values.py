"""Policies, applied or not, contracts and calendars are values: equal by what they say, copied at will."""

import copy
import pickle
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import cloudpickle
import pytest
from pydantic import TypeAdapter

from ptc_service_policy import (
    AppliedPolicy,
    BusinessCalendar,
    Comparison,
    Contract,
    ListedHolidays,
    Policy,
    load_policy,
)
from ptc_service_policy.types import Answer

from .questions import PARIS, TERMS, ask, contracts

POLICIES = Path(__file__).parents[2] / "policies"
HOURS = {"mon": [("09:00", "17:00")], "tue": [("09:00", "12:00"), ("13:00", "17:00")]}


def made(kind: str) -> Any:
    """Make a value of its own of a kind."""
    what, _, name = kind.partition(": ")
    match what:
        case "policy":
            return load_policy(path=POLICIES / "1.0.0")
        case "calendar":
            return BusinessCalendar("Europe/Paris", HOURS, ["2026-04-06"])
        case "contract":
            return contracts()[name]
        case _:
            return load_policy().apply(contracts()[name])


KINDS = ["policy", "calendar", *(f"{what}: {name}" for what in ("contract", "applied") for name in TERMS)]


def through_pickle(protocol: int) -> Callable[[Any], Any]:
    return lambda value: pickle.loads(pickle.dumps(value, protocol))


COPIES: dict[str, Callable[[Any], Any]] = {
    **{f"pickle {protocol}": through_pickle(protocol) for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)},
    "cloudpickle": lambda value: pickle.loads(cloudpickle.dumps(value)),
    "cloudpickle of a closure": lambda value: pickle.loads(cloudpickle.dumps(lambda: value))(),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "deepcopy inside a list": lambda value: copy.deepcopy([value])[0],
}


@pytest.mark.parametrize("copied", COPIES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_is_equal_and_answers_alike(kind: str, copied: str) -> None:
    value = made(kind)
    again = COPIES[copied](value)
    assert type(again) is type(value)
    assert again == value
    assert hash(again) == hash(value)
    assert repr(again) == repr(value)
    if isinstance(value, AppliedPolicy):
        assert ask(again) == ask(value)
    if isinstance(value, Policy):
        assert ask(again.apply(contracts()["agreed"])) == ask(value.apply(contracts()["agreed"]))


@pytest.mark.parametrize("kind", KINDS)
def test_made_twice_it_is_equal_and_one_in_a_set(kind: str) -> None:
    one, other = made(kind), made(kind)
    assert one == other
    assert len({one, other}) == 1


@pytest.mark.parametrize("kind", ["policy", "calendar", "applied: premium"])
def test_what_never_changes_is_its_own_copy(kind: str) -> None:
    value = made(kind)
    assert copy.copy(value) is value
    assert copy.deepcopy(value) is value


def test_values_of_different_content_differ() -> None:
    values = [made(kind) for kind in KINDS]
    assert len(set(values)) == len(values)
    assert all(one != other for i, one in enumerate(values) for other in values[:i])


def test_answering_changes_no_value() -> None:
    applied = load_policy().apply(contracts()["premium"])
    before, calendar = hash(applied), hash(applied.calendar)
    ask(applied)
    assert (hash(applied), hash(applied.calendar)) == (before, calendar)
    assert applied == load_policy().apply(contracts()["premium"])


CHANGES: dict[str, Any] = {
    "offering": "standard",
    "deployment": "saas",
    "time_zone": "Europe/Brussels",
    "holidays": "BE",
    "start": date(2026, 1, 16),
    "end": date(2027, 1, 15),
    "hours": TERMS["agreed"]["hours"],
    "language": {"value": "fr", "approved_by": "PTC support desk"},
    "customer": "Acme",
    "manager": "Ada",
    "contacts": ["Service desk"],
    "closures": TERMS["away"]["closures"],
    "readings": {"response-expiry": "end-of-day"},
    "id": "C-2026-17",
    "signed": date(2025, 12, 1),
    "renewed": [date(2027, 1, 15)],
    "attributes": {},
    "agreed": [{"rule": "limits.contacts", "value": {"maximum": 5}, "approved_by": "PTC support desk"}],
}
NOT_IN_1_0_0 = {"attributes"}
"""The terms that nothing in this policy lets a contract tell."""


def test_every_term_is_changed() -> None:
    assert set(CHANGES) == set(Contract.model_fields)


@pytest.mark.parametrize("term", sorted(set(CHANGES) - NOT_IN_1_0_0))
def test_another_term_makes_another_contract_and_another_applied_policy(term: str) -> None:
    usual = contracts()["premium"]
    changed = Contract.model_validate({"offering": "premium", **PARIS, term: CHANGES[term]})
    assert changed != usual
    assert load_policy().apply(changed) != load_policy().apply(usual)


def test_defaults_written_out_change_nothing() -> None:
    written = Contract.model_validate({**TERMS["premium"], "contacts": [], "readings": {}, "end": None})
    assert written == contracts()["premium"]
    assert hash(written) == hash(contracts()["premium"])


def test_policies_with_other_holiday_calendars_differ(tmp_path: Path) -> None:
    shutil.copytree(POLICIES, tmp_path / "policies")
    calendar = tmp_path / "policies" / "calendars" / "france.yaml"
    text = calendar.read_text("utf-8")
    here, there = (load_policy(path=folder / "1.0.0") for folder in (POLICIES, tmp_path / "policies"))
    assert here == there
    lines = [line for line in text.splitlines() if line.startswith("  last:")]
    calendar.write_text(text.replace(lines[0], "  last: 2040-12-31", 1), "utf-8")
    changed = load_policy(path=tmp_path / "policies" / "1.0.0")
    contract = contracts()["reviewed holidays"]
    assert changed.digest == here.digest
    assert changed != here
    assert changed.apply(contract) != here.apply(contract)
    assert here.apply(contract) == there.apply(contract)


def test_calendars_compare_by_what_they_say() -> None:
    plain = BusinessCalendar("Europe/Paris", HOURS, ["2026-04-06"])
    assert plain == BusinessCalendar(
        "Europe/Paris", dict(reversed(HOURS.items())), ListedHolidays([date(2026, 4, 6)])
    )
    assert plain != BusinessCalendar("Europe/Brussels", HOURS, ["2026-04-06"])
    assert plain != BusinessCalendar("Europe/Paris", HOURS, ["2026-04-07"])
    assert plain != BusinessCalendar(
        "Europe/Paris", HOURS, ["2026-04-06"], closures={"2026-04-08": [("09:00", "10:00")]}
    )


def told_at_length() -> dict[str, tuple[Any, Any]]:
    """What holds many answers, with its type."""
    policy = load_policy()
    moves = [("standard", "premium"), ("premium", "standard"), ("tsam", "premium")]
    return {
        **{f"{old} to {new}": (Comparison, policy.compare(old, new)) for old, new in moves},
        **{offering: (tuple[Answer, ...], policy.summary(offering)) for offering in policy.offerings},
        **{name: (tuple[Answer, ...], policy.apply(each).summary()) for name, each in contracts().items()},
    }


@pytest.mark.parametrize("name", told_at_length())
def test_comparisons_and_summaries_come_back_equal_from_json(name: str) -> None:
    kind, value = told_at_length()[name]
    reader: TypeAdapter[Any] = TypeAdapter(kind)
    again = reader.validate_json(reader.dump_json(value))
    assert again == value
    assert reader.validate_python(reader.dump_python(value)) == value


def test_a_summary_of_a_contract_tells_what_was_agreed() -> None:
    hours: Any = {"weekly": {"mon": [{"opens": "08:00", "closes": "12:00"}]}, "approved_by": "PTC"}
    agreed = load_policy().apply(Contract(**PARIS, offering="premium", hours=hours))
    (told,) = (each for each in agreed.summary() if each.topic == "working-hours")
    assert (told.decision.basis, told.decision) == ("agreed", agreed.working_hours())
    of_the_policy = {(each.topic, each.id) for each in load_policy().summary("premium")}
    assert {(each.topic, each.id) for each in agreed.summary()} == of_the_policy


def test_a_summary_of_a_contract_has_every_case_that_nobody_tells() -> None:
    policy = load_policy(path=POLICIES.parent / "tests" / "descriptions" / "severity" / "1.0.0")
    asked = [(each.topic, each.id, dict(each.case)) for each in policy.summary("a")]
    assert len({case.get("severity") for _, _, case in asked}) > 2
    told = policy.apply(Contract(**PARIS, offering="a")).summary()
    assert [(each.topic, each.id, dict(each.case)) for each in told] == asked
