"""What a contract says holds: a question cannot contradict it, and it cannot contradict itself."""

from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest
from tests.evaluation.test_edits import write

from ptc_service_policy import Contract, InvalidContractError, Policy, PolicyError, load_policy
from ptc_service_policy.columns import AppliedPolicies, DueQuestion

RECEIVED = datetime.fromisoformat("2026-04-03T10:00+02:00")
PREMIUM = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR", "start": "2026-01-15"}


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """1.0.0, in which the language depends on the country of the contract, and on a mark of the request."""

    def attribute(known_from: str, *cases: str) -> dict[str, Any]:
        named = {each: {"name": {"fr": each, "en": each}} for each in cases}
        return {"name": {"fr": "Attribut", "en": "Attribute"}, "known_from": known_from, "cases": named}

    leaf = {"by": "written", "cases": {"letter": "fr"}, "otherwise": "en"}
    tree = {"by": "country", "cases": {"france": leaf}, "otherwise": "de"}
    changes = [
        ("vocabulary", "attributes/country", attribute("contract", "france", "japan")),
        ("vocabulary", "attributes/written", attribute("request", "letter", "mail")),
        ("availability", "language/values/premium", tree),
    ]
    listed = [{"file": file, "at": at, "value": value} for file, at, value in changes]
    return load_policy(path=write({"changes": listed}, tmp_path_factory.mktemp("said")))


@pytest.mark.parametrize(
    ("known", "told", "expected"),
    [
        ({"country": "france"}, {"written": "letter"}, "fr"),
        ({"country": "france"}, {"country": "france", "written": "mail"}, "en"),
        ({"country": "japan"}, {}, "de"),
        ({}, {"country": "japan"}, "de"),
        ({"country": "france"}, {"country": "japan"}, "PSP729"),
        ({"country": "japan"}, {"country": "france", "written": "letter"}, "PSP729"),
    ],
)
def test_a_question_says_nothing_else_than_the_contract(
    policy: Policy, known: dict[str, str], told: dict[str, str], expected: str
) -> None:
    applied = policy.apply(Contract.model_validate({**PREMIUM, "attributes": known}))
    if not expected.startswith("PSP"):
        assert applied.ask("language", **told).value == expected
        return
    with pytest.raises(PolicyError) as refused:
        applied.ask("language", **told)
    (problem,) = refused.value.problems
    assert (problem.code, problem.path) == (expected, ("country",))
    assert all(case in problem.message.fr for case in ("france", "japan"))
    with pytest.raises(PolicyError, match="PSP729"):
        applied.ask("due", "response", received=RECEIVED, **told)


def test_what_is_told_of_all_rows_is_held_against_every_contract(policy: Policy) -> None:
    contract = Contract.model_validate({**PREMIUM, "attributes": {"country": "france"}})
    requests = pa.table(
        {"received_at": pa.array([datetime.fromisoformat("2026-04-03T10:00Z")], pa.timestamp("us", "UTC"))}
    )
    applied = AppliedPolicies(policy, {"one": contract})
    with pytest.raises(PolicyError, match="PSP729"):
        applied.answer(requests, DueQuestion(contract=None, told={"country": "japan"}))


LANGUAGE = {"rule": "availability.language", "approved_by": "PTC"}
FRENCH, GERMAN = ({**LANGUAGE, "value": each} for each in ("fr", "de"))
FROM_MAY = {**FRENCH, "from": "2026-05-01"}
LIMIT = {"rule": "limits.open-cases", "approved_by": "PTC"}
FORTY = {**LIMIT, "value": {"maximum": 40}}
HOURS = {"weekly": {"mon": [{"opens": "09:00", "closes": "12:00"}]}}
SHORT = {
    "rule": "availability.working-hours",
    "value": {"hours": {"time_zone": "contract", **HOURS}},
    "approved_by": "PTC",
}


@pytest.mark.parametrize(
    ("terms", "paths"),
    [
        ({"agreed": [FRENCH, GERMAN]}, ["agreed.1.value"]),
        ({"agreed": [FRENCH, FRENCH]}, []),
        ({"language": {"value": "fr", "approved_by": "PTC"}, "agreed": [GERMAN]}, ["agreed.0.value"]),
        ({"language": {"value": "de", "approved_by": "PTC"}, "agreed": [GERMAN]}, []),
        # What begins later, or ends sooner, replaces the other while it holds.
        ({"agreed": [FRENCH, {**GERMAN, "from": "2026-05-01"}]}, []),
        ({"agreed": [{**GERMAN, "from": "2026-05-01"}, FRENCH]}, ["agreed.1.value"]),
        ({"agreed": [FRENCH, {**GERMAN, "until": "2026-05-01"}]}, []),
        ({"agreed": [{**GERMAN, "until": "2026-05-01"}, FRENCH]}, ["agreed.1.value"]),
        # Neither was made to replace the other, and they share a day, or none.
        (
            {"agreed": [{**FRENCH, "from": "2026-05-01"}, {**GERMAN, "from": "2026-05-01"}]},
            ["agreed.1.value"],
        ),
        ({"agreed": [{**FRENCH, "from": "2026-05-02"}, {**GERMAN, "until": "2026-05-01"}]}, []),
        ({"agreed": [FROM_MAY, {**GERMAN, "until": "2026-05-01"}]}, ["agreed.1.value"]),
        # Terms may name different parts of a value, and different cases.
        ({"agreed": [FORTY, {**LIMIT, "value": {"counted_per": ["contract"]}}]}, []),
        (
            {"agreed": [FORTY, {**LIMIT, "value": {"maximum": 50}}]},
            ["agreed.1.value"],
        ),
        (
            {"agreed": [{**FRENCH, "when": {"written": "mail"}}, {**GERMAN, "when": {"written": "letter"}}]},
            [],
        ),
        (
            {"hours": {"weekly": "always", "approved_by": "PTC"}, "agreed": [SHORT]},
            ["agreed.0.value"],
        ),
    ],
)  # fmt: skip
def test_a_contract_agrees_on_one_thing_for_the_same_days(
    policy: Policy, terms: dict[str, Any], paths: list[str]
) -> None:
    contract = Contract.model_validate({**PREMIUM, "attributes": {"country": "france"}, **terms})
    if not paths:
        policy.apply(contract)
        return
    with pytest.raises(InvalidContractError) as refused:
        policy.apply(contract)
    found = [(each.code, ".".join(map(str, each.path))) for each in refused.value.problems]
    assert found == [("PSP528", path) for path in paths]


@pytest.mark.parametrize(
    ("terms", "is_usual"),
    [
        ({}, True),
        # What the contract leaves as it is stays as firm as the source says.
        ({"holidays": "none"}, True),
        ({"hours": {"weekly": {"mon": [{"opens": "08:00", "closes": "16:00"}]},
                    "approved_by": "PTC"}}, False),
        ({"agreed": [{"rule": "availability.working-hours", "value": {"closed_on": ["leave"]},
                      "approved_by": "PTC"}]}, True),
    ],
)  # fmt: skip
def test_hours_that_were_agreed_on_are_not_those_that_are_usual(
    terms: dict[str, Any], is_usual: bool
) -> None:
    usual = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
    applied = load_policy("1.0.0").apply(Contract.model_validate({**usual, **terms}))
    at = datetime.fromisoformat("2026-04-13T12:00+02:00")
    for decision in (applied.working_hours(), applied.availability(at), applied.response_due(at)):
        assert any("times" in each.of for each in decision.firmness) is is_usual
        assert ("describes this as usual" in decision.reason.en) is is_usual


def agreed_on(rule: str, value: Any) -> dict[str, Any]:
    return {"agreed": [{"rule": rule, "value": value, "approved_by": "PTC"}]}


@pytest.mark.parametrize("offering", ["tsam", "standard", "premium"])
@pytest.mark.parametrize(
    ("terms", "topic", "is_foreseen"),
    [
        ({"hours": {**HOURS, "approved_by": "PTC"}}, "working-hours", True),
        ({"language": {"value": "fr", "approved_by": "PTC"}}, "language", True),
        (agreed_on("availability.language", "fr"), "language", True),
        (agreed_on("availability.stand-in", True), "stand-in", False),
    ],
)
def test_that_the_source_foresees_it_is_so_for_every_offering(
    offering: str, terms: Any, topic: str, *, is_foreseen: bool
) -> None:
    contract = Contract.model_validate({**PREMIUM, "offering": offering, **terms})
    reason = load_policy("1.0.0").apply(contract).ask(topic).reason.en
    assert ("does not provide for this to be agreed" in reason) is not is_foreseen
