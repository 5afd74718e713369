"""On which days a policy answers for a contract: those of the contract on which its version governs it."""

import pickle
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.published import POLICY, publish

from ptc_service_policy import (
    AppliedPolicy,
    Contract,
    ContractHistory,
    MissingAttributeError,
    NaiveDatetimeError,
    NotInForceError,
    OutsideContractError,
    Policies,
    PolicyError,
    PolicyNotFoundError,
    load_policies,
    load_policy,
)
from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion, DueQuestion, ElapsedQuestion

Ask = Callable[[AppliedPolicy, datetime], Any]
# Five in the afternoon in Los Angeles is no longer the same day in Paris: what counts is the contract's.
LOS_ANGELES = {"offering": "premium", "time_zone": "America/Los_Angeles", "holidays": "US"}
FIRST, LAST = date(2026, 1, 15), date(2027, 6, 30)
MIDNIGHT = datetime(2026, 1, 15, 8, tzinfo=UTC), datetime(2027, 7, 1, 7, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
AN_HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Policies:
    return load_policies(publish(tmp_path_factory.mktemp("life") / "policies"))


def signed(day: date, **terms: Any) -> Contract:
    return Contract.model_validate({**LOS_ANGELES, "signed": day, **terms})


AT_AN_INSTANT: dict[str, Ask] = {
    "due": lambda applied, at: applied.response_due(at),
    "availability": lambda applied, at: applied.availability(at),
    "next-available": lambda applied, at: applied.next_available(at),
    "windows": lambda applied, at: applied.available_windows(at, at + MOMENT),
    "ask": lambda applied, at: applied.ask("due", "response", received=at),
}


@pytest.mark.parametrize("ask", AT_AN_INSTANT.values(), ids=AT_AN_INSTANT)
def test_what_is_before_or_after_the_contract_is_refused(ask: Ask, policies: Policies) -> None:
    applied = policies["1.0.0"].apply(signed(date(2025, 12, 1), start=FIRST, end=LAST, renewed=[]))
    begins, _ = MIDNIGHT
    assert ask(applied, begins) is not None
    with pytest.raises(OutsideContractError) as caught:
        ask(applied, begins - MOMENT)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("PSP518", ("start",))
    assert "15 January 2026" in problem.message.en
    assert "mercredi 14 janvier 2026" in problem.message.fr


@pytest.mark.parametrize("name", [name for name in AT_AN_INSTANT if name != "next-available"])
def test_the_last_day_of_the_contract_counts_to_its_end(name: str, policies: Policies) -> None:
    ask = AT_AN_INSTANT[name]
    applied = policies["1.0.0"].apply(signed(date(2026, 6, 1), end=date(2026, 12, 31)))
    ends = datetime(2027, 1, 1, 8, tzinfo=UTC)
    assert ask(applied, ends - MOMENT) is not None
    with pytest.raises(OutsideContractError, match="PSP519"):
        ask(applied, ends)


def test_nobody_is_sent_to_a_time_after_the_contract(policies: Policies) -> None:
    applied = policies["1.0.0"].apply(signed(date(2026, 6, 1), end=date(2026, 12, 31)))
    opening = applied.next_available(datetime(2026, 12, 31, 3, tzinfo=UTC)).value
    assert isinstance(opening, datetime)
    assert opening.date() == date(2026, 12, 31)
    with pytest.raises(OutsideContractError, match="PSP519"):
        applied.next_available(datetime(2027, 1, 1, 3, tzinfo=UTC))


def test_windows_and_obligations_are_those_of_the_contract(policies: Policies) -> None:
    applied = policies["1.0.0"].apply(signed(date(2025, 12, 1), start=FIRST, end=date(2026, 3, 20)))
    whole = applied.available_windows(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC))
    assert whole[0].start == datetime(2026, 1, 15, 17, tzinfo=UTC)
    assert whole[-1].end == datetime(2026, 3, 21, 0, tzinfo=UTC)
    owed = applied.obligations(date(2026, 1, 1), date(2026, 12, 31))
    assert (min(each.first for each in owed), max(each.last for each in owed)) == (FIRST, date(2026, 3, 20))
    for range_, code in (
        ((date(2026, 1, 1), FIRST), "PSP518"),
        ((date(2026, 3, 21), date(2026, 3, 22)), "PSP519"),
    ):
        with pytest.raises(OutsideContractError, match=code):
            applied.obligations(*range_)


def test_a_contract_that_is_over_is_governed_by_no_version(policies: Policies) -> None:
    last = date(2026, 12, 31)
    contract = signed(date(2025, 12, 1), start=FIRST, end=last)
    for asked in (contract, ContractHistory(contract, {date(2026, 5, 1): {"offering": "tsam"}})):
        assert policies.governing(asked, on=last).version == "1.0.0"
        assert policies.governing(asked, on=FIRST - timedelta(days=1)).version == "1.0.0"
        with pytest.raises(OutsideContractError, match="PSP519") as caught:
            policies.governing(asked, on=last + timedelta(days=1))
        assert "31 December 2026" in caught.value.problems[0].message.en


def test_a_turn_after_the_contract_is_over_leaves_what_was_owed_in_it(policies: Policies) -> None:
    ended = ContractHistory(signed(date(2026, 6, 1), start=date(2026, 6, 1), end=date(2026, 12, 31)))
    owed = policies.apply(ended).obligations(date(2026, 6, 1), date(2028, 1, 1))
    assert max(each.last for each in owed) == date(2026, 12, 31)
    with pytest.raises(OutsideContractError, match="PSP519"):
        policies.apply(ended).obligations(date(2027, 7, 1), date(2028, 1, 1))


def test_a_calendar_is_one_of_hours_and_the_days_of_the_contract_are_asked_for(policies: Policies) -> None:
    applied = policies["1.0.0"].apply(signed(date(2025, 12, 1), start=FIRST, end=LAST, renewed=[]))
    after = datetime(2027, 7, 1, 20, tzinfo=UTC)
    for calendar in (applied.calendar, applied.working_calendar):
        assert calendar is not None
        assert calendar.is_open(after)
    with pytest.raises(OutsideContractError, match="PSP519"):
        applied.on(after.date())
    with pytest.raises(OutsideContractError, match="PSP519"):
        applied.availability(after)


# Which version governs


@pytest.mark.parametrize("ask", AT_AN_INSTANT.values(), ids=AT_AN_INSTANT)
def test_a_version_refuses_days_on_which_another_governs(ask: Ask, policies: Policies) -> None:
    contract = signed(date(2026, 6, 1), attributes={"grandfathered": False})
    turns = datetime(2027, 7, 1, 7, tzinfo=UTC)
    before, after = policies["1.0.0"].apply(contract), policies["1.1.0"].apply(contract)
    assert ask(after, turns + AN_HOUR * 9) is not None
    refused = ((before, turns, "1.1.0"), (after, turns - MOMENT, "1.0.0"))
    for applied, at, governing in refused:
        with pytest.raises(NotInForceError) as caught:
            ask(applied, at)
        (problem,) = caught.value.problems
        assert (problem.code, caught.value.versions) == ("PSP520", (governing,))
        assert str(caught.value).startswith("PSP520 ")
        assert pickle.loads(pickle.dumps(caught.value)).versions == (governing,)
        assert governing in problem.hint.en
        assert governing in problem.hint.fr


def test_a_range_is_refused_where_any_of_its_days_is_under_another_version(policies: Policies) -> None:
    contract = signed(date(2026, 6, 1), start=date(2026, 6, 1), attributes={"grandfathered": False})
    applied = policies["1.0.0"].apply(contract)
    assert applied.obligations(date(2026, 1, 1), date(2027, 7, 1))
    with pytest.raises(NotInForceError, match="1 July 2027"):
        applied.obligations(date(2027, 1, 1), date(2027, 7, 2))
    with pytest.raises(NotInForceError):
        applied.available_windows(datetime(2027, 1, 1, tzinfo=UTC), datetime(2027, 7, 1, 7, 0, 1, tzinfo=UTC))


def test_what_can_govern_answers_and_what_cannot_names_all_that_can(policies: Policies) -> None:
    untold = Contract.model_validate(LOS_ANGELES)
    at = datetime(2027, 1, 2, 20, tzinfo=UTC)
    assert policies["1.0.0"].apply(untold).response_due(at).value is not None
    assert policies["1.1.0"].apply(untold).response_due(at).value is not None
    with pytest.raises(NotInForceError) as caught:
        policies["2.0.0"].apply(untold).response_due(at)
    assert caught.value.versions == ("1.0.0", "1.1.0")


@pytest.mark.parametrize("day", [None, date(2026, 3, 1), date(2027, 1, 10)])
def test_the_days_that_turn_are_those_on_which_another_version_answers(
    day: date | None, policies: Policies
) -> None:
    contract = Contract.model_validate({**LOS_ANGELES, "signed": day})
    turns = policies.turning_days(contract)
    days = [date(2025, 1, 1) + timedelta(days=number) for number in range(1_500)]
    governing = [possible(policies, contract, day) for day in days]
    changes = [day for day, (before, now) in zip(days[1:], pairwise(governing), strict=True) if now != before]
    assert changes == [day for day in turns if day > days[0]]
    assert (turns[0], len(turns)) == (date.min, len(changes) + 1)


def possible(policies: Policies, contract: Contract, day: date) -> list[str]:
    """Return the versions that can govern a contract on a day."""
    try:
        return [policies.governing(contract, on=day).version]
    except PolicyNotFoundError:
        return []
    except MissingAttributeError as refusal:
        return re.findall(r"\d\.\d\.\d", str(refusal))


def test_what_was_signed_after_it_began_is_under_one_version_from_its_first_day(policies: Policies) -> None:
    applied = policies["1.1.0"].apply(signed(date(2027, 1, 10), start=date(2026, 12, 1)))
    assert applied.response_due(datetime(2026, 12, 2, 20, tzinfo=UTC)).value is not None


def test_a_version_that_nobody_published_answers_for_every_day(policies: Policies) -> None:
    contract = signed(date(2028, 1, 1))
    at = datetime(2028, 6, 1, 20, tzinfo=UTC)
    assert load_policy(path=POLICY).apply(contract).response_due(at).value is not None
    with pytest.raises(NotInForceError):
        policies["1.0.0"].apply(contract).response_due(at)


def test_where_no_version_governs_that_is_said(tmp_path: Path) -> None:
    begins = {"id": "e1", "recorded": "2026-11-20", "edition": "1.0.0", "others": "none"}
    found = load_policies(publish(tmp_path, [{**begins, "new_contracts": {"from": date(2027, 1, 1)}}]))
    at = datetime(2027, 2, 1, 20, tzinfo=UTC)
    assert found["1.0.0"].apply(signed(date(2027, 1, 1))).response_due(at).value is not None
    with pytest.raises(NotInForceError, match="PSP521") as caught:
        found["1.0.0"].apply(signed(date(2026, 12, 31))).response_due(at)
    assert caught.value.versions == ()


def test_an_instant_without_a_zone_is_refused_as_everywhere(policies: Policies) -> None:
    applied = policies["1.0.0"].apply(signed(date(2026, 6, 1), start=FIRST))
    for ask in AT_AN_INSTANT.values():
        with pytest.raises(NaiveDatetimeError):
            ask(applied, datetime(2026, 7, 1, 12))  # noqa: DTZ001 - what this is about


# The same in columns


def test_rows_outside_the_contract_or_the_reign_are_rejects(policies: Policies) -> None:
    contracts = {
        "ran": signed(date(2026, 6, 1), start=FIRST, end=LAST),
        "moved": signed(date(2026, 6, 1), attributes={"grandfathered": False}),
        "later": signed(date(2027, 10, 1), start=date(2027, 10, 1)),
        "always": signed(date(2026, 6, 1), attributes={"grandfathered": False}, renewed=[date(2027, 10, 1)]),
    }
    policy = policies["1.0.0"]
    applied = {key: policy.apply(each) for key, each in contracts.items()}
    edges = [*MIDNIGHT, datetime(2027, 10, 1, 7, tzinfo=UTC)]
    instants = [
        edge + step for edge in edges for step in (-AN_HOUR, -MOMENT, 0 * MOMENT, MOMENT, 40 * AN_HOUR)
    ]
    rows = [(key, at) for key in contracts for at in instants]
    table = pa.table(
        {
            "contract": [key for key, _ in rows],
            "at": pa.array([at for _, at in rows], pa.timestamp("us", "UTC")),
            "end": pa.array([at + AN_HOUR for _, at in rows], pa.timestamp("us", "UTC")),
        }
    )
    asked = AppliedPolicies(policy, contracts)
    for question, ask in (
        (DueQuestion(received_at="at"), AT_AN_INSTANT["due"]),
        (AvailabilityQuestion(), AT_AN_INSTANT["availability"]),
        (ElapsedQuestion(start="at", end="end"), AT_AN_INSTANT["due"]),
    ):
        found = asked.answer(table, question).read_all().column("reason").to_pylist()
        assert found == [reason(ask, applied[key], at) for key, at in rows], question
    assert {*found} >= {None, "PSP518", "PSP519", "PSP520"}


def reason(ask: Ask, applied: AppliedPolicy, at: datetime) -> str | None:
    try:
        ask(applied, at)
    except PolicyError as error:
        return error.problems[0].code
    return None
