"""What a page shows beside a value: its scope and how firmly it holds, for every offering and language."""

from datetime import date
from pathlib import Path

import pytest
from docs.generator.answers import answer, grounds
from docs.generator.desk import Desk
from docs.generator.markup import esc
from docs.generator.pages.offering import offering as offering_page
from docs.generator.pages.response import response as response_page

from ptc_service_policy import Policy, load_policy
from ptc_service_policy.text import LANGUAGES, Language
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.sentences import scope_sentence

POLICIES = Path(__file__).parents[2] / "policies"


def desk(policy: Policy, language: Language) -> Desk:
    return Desk(policy, POLICIES, {}, language, (), date(2026, 11, 27), here="offerings/premium.md")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("offering", ["tsam", "standard", "premium"])
def test_a_page_says_to_which_cases_a_value_is_limited(offering: str, language: Language) -> None:
    policy = load_policy("1.0.0")
    page = offering_page(desk(policy, language), offering)
    scopes = [each.decision.scope for each in policy.summary(offering)]
    assert any(scopes)
    for scope in filter(None, scopes):
        sentence = scope_sentence(scope)
        assert esc(sentence.template.fill(language, sentence.filling)) in page


def test_beside_a_value_without_bounds_there_is_no_scope() -> None:
    policy = load_policy("1.0.0")
    shown = desk(policy, "en")
    included = policy.entitlement("premium", "maintenance")
    assert "Scope" not in answer(shown, topic("entitlement"), "maintenance", included)
    assert "This is an objective." in grounds(shown, policy.target("premium", "response"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_an_offering_says_what_its_limits_and_commitments_are(language: Language) -> None:
    policy = load_policy("1.0.0")
    page = offering_page(desk(policy, language), "premium")
    engagement = policy.files.engagement
    for rule in (*engagement.limits.values(), *engagement.commitments.values()):
        assert rule.description is not None
        assert esc(rule.description[language]) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_show_no_reading_without_its_question(language: Language) -> None:
    policy = load_policy("1.0.0")
    page = response_page(desk(policy, language))
    entry = policy.register["closures-and-response"]
    asked, read = (esc(each[language]) for each in (entry.question, entry.readings["clock-stops"].text))
    assert f"<td>{read}" not in page
    assert f"{asked} {read}" in page
