"""What applications ask is one obvious call: each test asks it in at most three lines."""

import ast
from datetime import date, datetime, timedelta
from inspect import getsource
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from tests.published import publish

from ptc_service_policy import (
    Contract,
    ContractHistory,
    InvalidContractError,
    NotInForceError,
    OutsideContractError,
    Portfolio,
    Record,
    load_policies,
    replay,
    words,
)
from ptc_service_policy.columns import AppliedPolicies, DueQuestion

PARIS = ZoneInfo("Europe/Paris")
RECEIVED = datetime(2026, 4, 1, 10, tzinfo=PARIS)
WAITED_FROM = datetime(2026, 4, 2, 9, tzinfo=PARIS)
NOON = datetime(2026, 4, 2, 12, tzinfo=PARIS)
HOUR = timedelta(hours=1)

policies = load_policies()
policy = policies.newest
contract = Contract(
    offering="premium", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15), manager="Ada"
)
standard = contract.amended(offering="standard")
applied = policy.apply(contract)
columns = AppliedPolicies(policy, {"acme": contract})


def test_was_it_answered_in_time_and_how_much_is_left() -> None:
    state = applied.request_state(RECEIVED, as_of=NOON).value
    assert (state.state, state.used, state.left, state.share) == ("running", 3 * HOUR, 5 * HOUR, 0.375)  # type: ignore[union-attr]


def test_the_customer_is_being_waited_for_right_now() -> None:
    state = applied.request_state(RECEIVED, pauses=[(WAITED_FROM, None)], as_of=NOON).value
    assert (state.state, state.used) == ("paused", timedelta())  # type: ignore[union-attr]


def test_when_do_i_remind() -> None:
    state = applied.request_state(RECEIVED, as_of=NOON, remind_at=[2 * HOUR]).value
    assert state.reminders == (datetime(2026, 4, 2, 15, tzinfo=state.due.tzinfo),)  # type: ignore[union-attr]


def test_a_request_that_was_received_after_the_contract_ended() -> None:
    ended = policy.apply(contract.amended(end=date(2026, 3, 31)))
    with pytest.raises(OutsideContractError):
        ended.response_due(RECEIVED)


def test_a_row_that_was_received_after_the_contract_ended() -> None:
    ended = AppliedPolicies(policy, {"acme": contract.amended(end=date(2026, 3, 31))})
    rows = pa.table({"contract": ["acme"], "received_at": [RECEIVED]})
    assert ended.answer(rows, DueQuestion()).read_all()["reason"].to_pylist() == ["PSP519"]


def test_a_row_of_a_request_for_which_the_customer_is_waited() -> None:
    rows = pa.table({"received_at": [RECEIVED], "waits": [[{"start": WAITED_FROM, "end": None}]]})
    question = DueQuestion(contract=None, pauses="waits", as_of=NOON)
    assert columns.answer(rows, question).read_all()["state"].to_pylist() == ["paused"]


def test_a_day_on_which_the_version_is_not_in_force(tmp_path: Path) -> None:
    later = load_policies(publish(tmp_path))["2.0.0"].apply(contract.amended(signed=date(2026, 1, 2)))
    with pytest.raises(NotInForceError, match=r"1\.0\.0"):
        later.response_due(RECEIVED)


def test_an_upgrade_on_the_first_of_may() -> None:
    history = ContractHistory(standard, {date(2026, 5, 1): {"offering": "premium"}})
    owed = policies.apply(history).obligations(date(2026, 4, 1), date(2026, 7, 1))
    assert {each.offering for each in owed} == {"standard", "premium"}


def test_amending_a_contract() -> None:
    assert contract.amended(end=date(2027, 1, 14)).end == date(2027, 1, 14)
    with pytest.raises(InvalidContractError):
        contract.model_copy(update={"end": date(2026, 1, 1)})


def test_a_policy_folder_of_ones_own(tmp_path: Path) -> None:
    own = load_policies(publish(tmp_path))
    assert (own.versions[0], own.newest.version) == ("1.0.0", "2.0.0")


def test_which_versions_there_are_and_which_governs() -> None:
    assert policies.versions == ("1.0.0",)
    assert policies.governing(contract, on=date(2026, 4, 1)) is policy


def test_the_load_of_a_manager_over_all_customers() -> None:
    portfolio = Portfolio({"acme": applied, "globex": policy.apply(contract.amended(holidays="DE"))})
    used = {"acme": {"open-cases": 20}, "globex": {"open-cases": 20}}
    assert portfolio.check_workload(used, on=date(2026, 4, 1))[0][1].observed == 40


def test_all_that_a_customer_is_entitled_to_in_one_language() -> None:
    lines = [f"{each.label['fr']} : {each.decision.reason['fr']}" for each in applied.summary()]
    assert len(lines) > 40


def test_reproducing_an_answer_a_year_later() -> None:
    stored = applied.record("due", "response", received=RECEIVED).model_dump_json()
    assert replay(Record.from_text(stored)).is_equal


def test_the_words_of_a_basis_a_method_a_frequency_and_a_state() -> None:
    assert (words.basis("stated")["fr"], words.request_state("met")["en"]) == ("énoncé par la source", "met")
    assert words.method(policy, "email")["en"]
    assert words.frequency(policy, "monthly")["fr"]


def test_each_is_asked_in_at_most_three_lines() -> None:
    tests = [each for name, each in globals().items() if name.startswith("test_") and "lines" not in name]
    for test in tests:
        (function,) = ast.parse(getsource(test)).body
        assert isinstance(function, ast.FunctionDef)
        assert function.end_lineno is not None
        assert function.end_lineno - function.body[0].lineno < 3, test.__name__
