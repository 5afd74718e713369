"""What a contract agrees on of the register where nothing is computed: told, cited, and open no more."""

from typing import Any

import pytest

from ptc_service_policy import Contract, Decision, Policy, load_policy
from ptc_service_policy.model.register import NONE_CHOSEN

POLICY = load_policy("1.0.0")
ABOUT = {
    name: entry
    for name, entry in POLICY.register.items()
    if entry.about and not any(each.means for each in entry.readings.values()) and name != "document-date"
}
TOPICS = {
    "deliveries": "delivery",
    "targets": "target",
    "commitments": "commitment",
    "services": "entitlement",
    "exceptions": "exception",
    "limits": "limit",
    "availability": None,
    "engagement": None,
    "offerings": None,
}


def _ask(policy: Policy, address: str, readings: dict[str, str]) -> Decision[Any]:
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", readings=readings)
    group, _, name = address.partition(".")
    topic = TOPICS[group]
    asked = (name, "") if topic is None else (topic, name)
    return policy.apply(contract).ask(*asked)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        (name, reading)
        for name, entry in ABOUT.items()
        for reading in entry.readings
        if entry.chosen in {NONE_CHOSEN, reading}
    ],
)
def test_what_a_contract_agrees_on_is_told_where_it_matters_and_stays_open_no_more(
    name: str, reading: str
) -> None:
    entry = POLICY.register[name]
    question = entry.question.fr[:1].lower() + entry.question.fr[1:]
    for address in entry.about:
        before, after = (_ask(POLICY, address, readings) for readings in ({}, {name: reading}))
        assert (f"Reste ouvert : {question}" in before.reason.fr) is (entry.chosen == NONE_CHOSEN), address
        assert f"Convenu par contrat : {question} {entry.readings[reading].text.fr}" in after.reason.fr
        assert f"Reste ouvert : {question}" not in after.reason.fr
        assert (after.value, after.basis) == (before.value, before.basis)
        cited = [(each.kind, each.id) for each in after.citations]
        at = cited.index(("contract", f"readings.{name}"))
        assert cited[at + 1] == ("register", name)


def test_the_entries_without_computation_are_those_that_a_contract_closes() -> None:
    numbers = {entry.number for entry in ABOUT.values()}
    assert numbers == {29, 30, 33, 34, 38, 40, 42, 43, 46, 47}


@pytest.mark.parametrize(
    ("reading", "duty"), [(None, "objective"), ("aim", "objective"), ("binding", "owed")]
)
def test_an_objective_that_the_contract_makes_binding_is_owed(reading: str | None, duty: str) -> None:
    readings = {} if reading is None else {"objective-binding": reading}
    decision = _ask(POLICY, "targets.response", readings)
    assert [each.duty for each in decision.firmness] == [duty]
    assert ("C'est un objectif." in decision.reason.fr) is (duty == "objective")
