"""Trees of cases that are drawn at random: for each combination of attributes exactly one case answers."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy import Contract, InvalidContractError, MissingAttributeError, Policy, load_policy
from ptc_service_policy.loading.linking import link
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.model.availability import AvailabilityFile
from ptc_service_policy.model.engagement import EngagementFile
from ptc_service_policy.model.register import RegisterFile
from ptc_service_policy.model.vocabulary import VocabularyFile
from ptc_service_policy.settling.attributes import every_case

CODES = st.sampled_from(["en", "fr", "de", "it"])
Attributes = dict[str, list[str]]


def text(words: str) -> dict[str, str]:
    return {"fr": words, "en": words}


@cache
def shipped_data(name: str) -> Any:
    return yaml.safe_load((shipped("policies") / "1.0.0" / f"{name}.yaml").read_text(encoding="utf-8"))


def policy_with(
    attributes: Attributes, values: dict[str, Any], register: dict[str, Any] | None = None
) -> Policy:
    """Return 1.0.0 in which the language is said by values of the test's own."""
    named = {
        name: {
            "name": text(name),
            "known_from": "request",
            "cases": {case: {"name": text(case)} for case in cases},
        }
        for name, cases in attributes.items()
    }
    files = load_policy("1.0.0").files
    entries = {**shipped_data("register")["register"], **(register or {})}
    rule = {"values": values, "firmness": {"duty": "owed"}, "source": ["availability-language"]}
    raw = {
        **files.by_name(),
        "vocabulary": VocabularyFile.model_validate_json(
            json.dumps({**shipped_data("vocabulary"), "attributes": named})
        ),
        "availability": AvailabilityFile.model_validate_json(
            json.dumps({**shipped_data("availability"), "language": rule})
        ),
        "register": RegisterFile.model_validate_json(json.dumps({"register": entries})),
    }
    linked = {name.replace("-", "_"): noun for name, noun in link(raw).items()}
    return Policy(replace(files, **linked))


@st.composite
def attributes_drawn(draw: st.DrawFn) -> Attributes:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    return {f"a{n}": [f"c{n}{each}" for each in range(size)] for n, size in enumerate(sizes)}


@st.composite
def trees(draw: st.DrawFn, attributes: Mapping[str, list[str]]) -> Any:
    """Draw a value that asks each attribute at most once on every way."""
    if not attributes or draw(st.booleans()):
        plain = draw(CODES)
        return {"value": plain, "firmness": {"duty": "usual"}} if draw(st.booleans()) else plain
    by = draw(st.sampled_from(sorted(attributes)))
    rest = {name: cases for name, cases in attributes.items() if name != by}
    cases = draw(st.lists(st.sampled_from(attributes[by]), min_size=1, unique=True))
    tree: dict[str, Any] = {"by": by, "cases": {case: draw(trees(rest)) for case in cases}}
    if set(cases) != set(attributes[by]) or draw(st.booleans()):
        tree["otherwise"] = draw(trees(rest))
    return tree


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Attributes, Any]:
    attributes = draw(attributes_drawn())
    return attributes, draw(trees(attributes))


def answers(tree: Any, told: Mapping[str, str]) -> Iterator[str]:
    """List the leaves that answer in a case, looking at every branch."""
    if isinstance(tree, str):
        yield tree
    elif "value" in tree:
        yield from answers(tree["value"], told)
    else:
        case = told[tree["by"]]
        yield from (
            leaf for each, branch in tree["cases"].items() if each == case for leaf in answers(branch, told)
        )
        if case not in tree["cases"]:
            yield from answers(tree["otherwise"], told)


@given(drawn())
def test_one_case_answers(given: tuple[Attributes, Any]) -> None:
    attributes, tree = given
    policy = policy_with(attributes, {"premium": tree, "tsam": {"same_as": "premium"}, "standard": "en"})
    for told in every_case(policy.files.vocabulary.attributes, tuple(attributes)):
        (expected,) = answers(tree, told)
        for offering in ("premium", "tsam"):
            decision = policy.language(offering, **told)
            assert (decision.value, decision.basis) == (expected, "stated")
        assert policy.language("standard", **told).value == "en"


@given(drawn())
def test_what_is_not_told_is_asked_for_only_where_it_matters(given: tuple[Attributes, Any]) -> None:
    attributes, tree = given
    policy = policy_with(attributes, {"premium": tree, "tsam": "en", "standard": "en"})
    combinations = list(every_case(policy.files.vocabulary.attributes, tuple(attributes)))
    possible = {leaf for told in combinations for leaf in answers(tree, told)}
    if len(possible) == 1:
        assert policy.language("premium").value in possible
        return
    with pytest.raises(MissingAttributeError) as caught:
        policy.language("premium")
    assert set(caught.value.attributes) <= set(attributes)
    answered = {(answer.decision.value) for answer in policy.summary("premium") if answer.topic == "language"}
    assert answered == possible


ENTRY = {
    "number": 900,
    "text_is": "ambiguous",
    "question": text("Which?"),
    "why": text("Why."),
    "source": ["availability-language"],
}


@given(CODES, CODES, st.sampled_from(["first", "second", "none"]), st.sampled_from(["silent", "ambiguous"]))
def test_a_reading_answers_by_what_it_means(first: str, second: str, chosen: str, text_is: str) -> None:
    readings = {
        "first": {"text": text("First."), "means": first},
        "second": {"text": text("Second."), "means": second},
    }
    entry = {**ENTRY, "text_is": text_is, "readings": readings, "chosen": chosen}
    values = {"premium": {"register": "which"}, "tsam": {"same_as": "premium"}, "standard": "en"}
    policy = policy_with({}, values, {"which": entry})
    expected = {"first": first, "second": second, "none": None}[chosen]
    basis = "interpreted" if expected else {"silent": "unstated", "ambiguous": "ambiguous"}[text_is]
    for offering in ("premium", "tsam"):
        decision = policy.language(offering)
        assert (decision.value, decision.basis) == (expected, basis)
        terms = {"offering": offering, "time_zone": "Europe/Paris", "holidays": "FR"}
        for reading, means in (("first", first), ("second", second)):
            contract = Contract.model_validate({**terms, "readings": {"which": reading}})
            agreed = policy.apply(contract).language()
            assert (agreed.value, agreed.basis) == (means, "agreed")


@given(CODES)
def test_a_reading_may_lead_to_another_offering_or_entry(code: str) -> None:
    readings = {"as-standard": {"text": text("As."), "means": {"same_as": "standard"}}}
    onward = {"onward": {"text": text("On."), "means": {"register": "which"}}}
    entries = {
        "which": {**ENTRY, "readings": readings, "chosen": "as-standard"},
        "onward": {**ENTRY, "number": 901, "readings": onward, "chosen": "onward"},
    }
    policy = policy_with({}, {"premium": {"register": "onward"}, "tsam": "en", "standard": code}, entries)
    decision = policy.language("premium")
    assert (decision.value, decision.basis) == (code, "interpreted")
    cited = [each.id for each in decision.citations if each.kind == "register"]
    assert sorted(cited) == ["onward", "which"]


def test_a_contract_chooses_a_reading_to_which_another_one_leads() -> None:
    readings = {name: {"text": text(name), "means": name} for name in ("fr", "de")}
    onward = {"onward": {"text": text("On."), "means": {"register": "which"}}}
    entries = {
        "which": {**ENTRY, "readings": readings, "chosen": "fr"},
        "onward": {**ENTRY, "number": 901, "readings": onward, "chosen": "onward"},
    }
    policy = policy_with({}, {"premium": {"register": "onward"}, "tsam": "en", "standard": "en"}, entries)
    terms = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
    for chosen, expected in (({}, "fr"), ({"which": "de"}, "de"), ({"which": "fr"}, "fr")):
        contract = Contract.model_validate({**terms, "readings": chosen})
        assert policy.apply(contract).language().value == expected


@pytest.mark.parametrize(
    "values",
    [
        {"premium": {"same_as": "premium"}, "tsam": "en"},
        {"premium": {"same_as": "tsam"}, "tsam": {"same_as": "premium"}},
    ],
)
def test_a_loop_of_offerings_ends(values: dict[str, Any]) -> None:
    policy = policy_with({}, {**values, "standard": "en"})
    assert policy.language("premium").value is None


def contacts_allowed(maximum: int) -> dict[str, Any]:
    return {"maximum": maximum, "unit": "person", "counted": {"at_once": True}}


@pytest.mark.parametrize(("contacts", "codes"), [(4, []), (5, ["PSP504"])])
def test_a_limit_that_depends_on_a_case_bounds_the_contacts_by_what_it_allows_at_most(
    contacts: int, codes: list[str]
) -> None:
    policy = policy_with({"severity": ["s1", "s2"]}, {"premium": "en", "tsam": "en", "standard": "en"})
    data = shipped_data("engagement")
    tree = {"by": "severity", "cases": {"s1": contacts_allowed(2), "s2": contacts_allowed(4)}}
    limit = {**data["limits"]["contacts"], "values": {"premium": tree, "tsam": {"same_as": "premium"}}}
    engagement = EngagementFile.model_validate_json(
        json.dumps({**data, "limits": {**data["limits"], "contacts": limit}})
    )
    linked = link({**policy.files.by_name(), "engagement": engagement})
    policy = Policy(replace(policy.files, engagement=linked["engagement"]))
    terms = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
    contract = Contract.model_validate({**terms, "contacts": [f"c{n}" for n in range(contacts)]})
    try:
        found = []
        policy.apply(contract)
    except InvalidContractError as error:
        found = [each.code for each in error.problems]
    assert found == codes
