"""Several contracts together: what is counted per manager, customer or contract is added up so."""

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ptc_service_policy import (
    BusinessTimeError,
    Contract,
    ContractHistory,
    Delivered,
    InvalidContractError,
    OutsideContractError,
    Policy,
    PolicyError,
    Portfolio,
    ResponseDue,
    UnknownIdError,
    load_policy,
)
from ptc_service_policy.text import LANGUAGES

MONDAY = datetime(2026, 4, 13, 8, tzinfo=UTC)
MONDAY_ON = MONDAY.date()
PREMIUM = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR", "start": date(2026, 1, 15)}
ADA = {**PREMIUM, "manager": "Ada"}
CONTRACTS: dict[str, dict[str, Any]] = {
    "acme-fr": {**ADA, "customer": "Acme"},
    "acme-us": {**ADA, "customer": "Acme", "time_zone": "America/New_York", "holidays": "US"},
    "beta": {**ADA, "customer": "Beta"},
    "gamma": {**PREMIUM, "manager": "Bo", "customer": "Gamma", "end": date(2026, 3, 31)},
    "delta": {**ADA, "offering": "standard", "customer": "Delta"},
}


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("1.0.0")


@pytest.fixture(scope="module")
def portfolio(policy: Policy) -> Portfolio:
    return Portfolio({key: policy.apply(Contract.model_validate(each)) for key, each in CONTRACTS.items()})


def workload(portfolio: Portfolio, used: dict[str, Any]) -> list[tuple[tuple[str, ...], str, str, float]]:
    found = portfolio.check_workload(used, on=MONDAY_ON)
    return [(keys, each.limit, each.verdict, each.observed) for keys, each in found]


def test_cases_are_counted_per_manager(portfolio: Portfolio) -> None:
    cases = {"acme-fr": 12, "acme-us": 10, "beta": 8}
    assert workload(portfolio, {key: {"open-cases": each} for key, each in cases.items()}) == []
    found = workload(portfolio, {key: {"open-cases": each} for key, each in {**cases, "beta": 9}.items()})
    assert found == [(("acme-fr", "acme-us", "beta"), "open-cases", "exceeded", 31)]


def test_a_name_is_one_however_it_is_spaced_and_capitalised(policy: Policy) -> None:
    names = {"one": "Ada Roy", "two": "Ada  Roy ", "three": "ada roy", "Three": "Ada Royer"}
    contracts = {key: Contract.model_validate({**PREMIUM, "manager": name}) for key, name in names.items()}
    portfolio = Portfolio({key: policy.apply(each) for key, each in contracts.items()})
    found = workload(portfolio, {key: {"open-cases": 11} for key in names})
    assert found == [(("one", "two", "three"), "open-cases", "exceeded", 33)]


def test_contacts_are_counted_per_customer_and_manager(portfolio: Portfolio) -> None:
    used = {key: {"contacts": 2} for key in ("acme-fr", "acme-us", "beta")}
    assert workload(portfolio, used) == [(("acme-fr", "acme-us"), "contacts", "exceeded", 4)]


def test_hours_are_counted_per_contract(portfolio: Portfolio) -> None:
    weeks = {"acme-fr": [9] * 13, "acme-us": [9] * 13, "beta": [11] * 13}
    found = workload(portfolio, {key: {"weekly-hours": each} for key, each in weeks.items()})
    assert found == [(("beta",), "weekly-hours", "may-ask-for-another-offering", 11)]


def test_a_contract_may_choose_another_reading(policy: Policy) -> None:
    readings = {"readings": {"one-customer-offering": "each-offering-of-a-customer"}}
    terms = {key: {**CONTRACTS[key], **readings} for key in ("acme-fr", "acme-us", "beta")}
    together = Portfolio({key: policy.apply(Contract.model_validate(each)) for key, each in terms.items()})
    weeks = {key: {"weekly-hours": [6] * 13} for key in terms}
    found = workload(together, weeks)
    assert found == [(("acme-fr", "acme-us"), "weekly-hours", "may-ask-for-another-offering", 12)]
    weeks["acme-us"] = {"weekly-hours": [6] * 12}
    with pytest.raises(BusinessTimeError, match="PSP526"):
        workload(together, weeks)


def test_what_the_source_leaves_open_is_reported_for_each(portfolio: Portfolio) -> None:
    found = workload(portfolio, {"delta": {"contacts": 9}, "beta": {"contacts": 3}})
    assert found == [(("delta",), "contacts", found[0][2], 9)]
    assert found[0][2] in {"unstated", "ambiguous"}


def test_whom_is_counted_must_be_named(policy: Policy) -> None:
    unnamed = Portfolio({"one": policy.apply(Contract.model_validate(PREMIUM))})
    with pytest.raises(InvalidContractError) as caught:
        workload(unnamed, {"one": {"open-cases": 31}})
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("PSP525", ("one", "manager"))
    assert workload(unnamed, {"one": {"weekly-hours": [11] * 13}})


def test_each_contract_answers_by_its_own_terms(portfolio: Portfolio) -> None:
    received = [("delta", MONDAY), ("beta", MONDAY), ("acme-us", MONDAY)]
    found = portfolio.response_due(received)
    assert [key for key, _ in found] == ["beta", "acme-us", "delta"]
    for key, due in found:
        assert due == portfolio.applied[key].response_due(MONDAY)
        assert isinstance(due.value, ResponseDue)
    states = {key: each.value for key, each in portfolio.availability(MONDAY).items()}
    assert states == {"acme-fr": "available", "acme-us": "unavailable", "beta": "available", "delta": None}


def test_those_that_are_over_are_left_out_unless_they_are_asked_about(portfolio: Portfolio) -> None:
    assert "gamma" not in portfolio.on(MONDAY_ON)
    assert set(portfolio.on(date(2026, 3, 31))) == set(CONTRACTS)
    owed = portfolio.obligations(date(2026, 3, 1), date(2026, 5, 1))
    assert {key for key, _ in owed} == set(CONTRACTS)
    assert max(each.last for key, each in owed if key == "gamma") == date(2026, 3, 31)
    assert "gamma" not in {key for key, _ in portfolio.obligations(date(2026, 4, 1), date(2026, 5, 1))}
    with pytest.raises(OutsideContractError):
        workload(portfolio, {"gamma": {"open-cases": 1}})
    with pytest.raises(OutsideContractError):
        portfolio.response_due([("gamma", MONDAY)])


def test_what_was_delivered_counts_for_its_own_contract(portfolio: Portfolio) -> None:
    done = {"beta": [Delivered("service-review", date(2026, 3, 2))]}
    owed = portfolio.obligations(date(2026, 3, 1), date(2026, 3, 2), delivered=done, as_of=date(2026, 4, 1))
    reviews = {key: each.fulfilment for key, each in owed if each.subject == "service-review"}
    assert reviews["beta"] == "met"
    assert "met" not in {each for key, each in reviews.items() if key != "beta"}


def test_a_key_that_is_not_there_is_named(portfolio: Portfolio) -> None:
    for ask in (
        lambda: portfolio.response_due([("acme", MONDAY)]),
        lambda: portfolio.check_workload({"acme": {"contacts": 1}}, on=MONDAY_ON),
        lambda: portfolio.obligations(MONDAY_ON, date(2026, 5, 1), delivered={"acme": ()}),
    ):
        with pytest.raises(UnknownIdError, match=r"PSP527.*acme-fr"):
            ask()


ASKED: dict[str, Callable[[Portfolio], Any]] = {
    "obligations": lambda all_: all_.obligations(MONDAY_ON, date(2026, 5, 1)),
    "response_due": lambda all_: all_.response_due(
        [("acme-fr", MONDAY), ("beta", datetime(1800, 1, 1, tzinfo=UTC))]
    ),
    "check_workload": lambda all_: all_.check_workload({"beta": {"contacts": 2.5}}, on=MONDAY_ON),
    "obligations, delivered": lambda all_: all_.obligations(
        MONDAY_ON, date(2026, 5, 1), delivered={"acme-fr": (), "beta": [Delivered("reviews", MONDAY_ON)]}
    ),
}


@pytest.mark.parametrize(
    ("asked", "changes", "start"),
    [
        ("obligations", {"start": None}, "beta.start PSP509 "),
        ("obligations, delivered", {}, "beta PSP702 "),
        ("check_workload", {}, "beta PSP728 "),
        ("response_due", {}, "beta.start PSP518 "),
    ],
)
def test_what_is_refused_of_one_contract_names_it(
    asked: str, changes: dict[str, Any], start: str, policy: Policy
) -> None:
    terms = {key: CONTRACTS[key] | (changes if key == "beta" else {}) for key in ("acme-fr", "beta")}
    portfolio = Portfolio({key: policy.apply(Contract.model_validate(each)) for key, each in terms.items()})
    with pytest.raises(PolicyError) as caught:
        ASKED[asked](portfolio)
    for language in LANGUAGES:
        assert caught.value.write(language).startswith(start)


@pytest.mark.parametrize(
    "ask",
    [
        lambda all_: all_.on("2026-04-13"),
        lambda all_: all_.availability(MONDAY.replace(tzinfo=None)),
        lambda all_: all_.obligations(date(2026, 5, 1), MONDAY_ON),
        lambda all_: all_.check_workload({"beta": {"contacts": 2}}, on=None),
    ],
)
def test_what_is_wrong_for_all_names_none(ask: Callable[[Portfolio], Any], portfolio: Portfolio) -> None:
    with pytest.raises(PolicyError) as caught:
        ask(portfolio)
    assert not any(key in str(problem.path) for problem in caught.value.problems for key in CONTRACTS)


def test_a_contract_that_changes_is_one_of_them(policy: Policy) -> None:
    standard = Contract.model_validate({**ADA, "offering": "standard", "customer": "Acme"})
    changing = policy.apply(ContractHistory(standard, {date(2026, 5, 1): {"offering": "premium"}}))
    beta = policy.apply(Contract.model_validate(CONTRACTS["beta"]))
    portfolio = Portfolio({"changing": changing, "beta": beta})
    used = {"changing": {"open-cases": 20}, "beta": {"open-cases": 20}}
    assert [keys for keys, _ in portfolio.check_workload(used, on=date(2026, 5, 1))] == [("changing", "beta")]
    assert [keys for keys, _ in portfolio.check_workload(used, on=date(2026, 4, 30))] == [("changing",)]
    again = pickle.loads(pickle.dumps(portfolio))
    assert again == portfolio
    assert hash(again) == hash(portfolio)
