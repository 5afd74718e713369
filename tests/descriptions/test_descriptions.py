"""Every fact of two sibling descriptions, asked of the policies that encode them.

A fact whose words stand in a text says so with `told_by`, the address of that text: what no value holds is
judged by nobody, and only that it is there, in both languages, can be asked.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.jsonable import jsonable

from ptc_service_policy import Decision, LocalizedText, Policy, load_policy
from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.text import LANGUAGES
from ptc_service_policy.topics.commitment import CommitmentTerms

FOLDER = Path(__file__).parent
FACTS = [
    (sheet, fact)
    for sheet in ("mcad", "severity")
    for fact in yaml.safe_load((FOLDER / sheet / "facts.yaml").read_text(encoding="utf-8"))
]
POLICIES = {sheet: load_policy(path=FOLDER / sheet / "1.0.0") for sheet in ("mcad", "severity")}
TEXT_ALONE = {
    # What a service is, and what else is said of it, is no value that an engine could use.
    "services.web-access.description": "day and night is said of a web site, which has no calendar here",
    "services.faults.description": "what can be done under the service",
    "services.upgrades.description": "a significant discount is no amount",
    "services.news.description": "what is sent",
    "services.new-releases.description": "how often, and by which means, stands in the delivery",
    "services.upgrade-plan-review.description": "what the engineer does",
    # Promises that nothing is computed from.
    "targets.solution.description": "why no time is promised",
    "targets.resolution.description": "why no time is promised",
    "commitments.change-of-offerings.description": "by posting notice",
    "commitments.priority-without-effect.description": "no rule asks for it",
    # What a case is.
    "attributes.severity.s1.description": "by which a person tells the severity",
    "attributes.severity.s2.description": "by which a person tells the severity",
    "attributes.severity.s3.description": "by which a person tells the severity",
    "attributes.severity.s4.description": "by which a person tells the severity",
    "offerings.s.description": "that it is a legacy plan",
}
NO_TEXT = {"hours.five-days"}


def named(policy: Policy, value: WorkingHours) -> str | None:
    """Return the id of the hours in the vocabulary."""
    known = policy.files.vocabulary.hours
    return next((name for name, hours in known.items() if hours == value.hours), None)


def plain(policy: Policy, value: Any) -> Any:
    """Write a value as the facts have it."""
    if isinstance(value, CommitmentTerms):
        return True if value.owed_by in (None, "ptc") else {"owed_by": value.owed_by}
    if isinstance(value, WorkingHours):
        return {"hours": named(policy, value)}
    written = jsonable(value, by_alias=True, exclude_none=True)
    return "none" if written is None else _without_empty(written)


def _without_empty(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: _without_empty(each) for key, each in value.items() if each != {}}


def ask(policy: Policy, fact: dict[str, Any]) -> Decision[Any]:
    return policy.ask(fact["ask"], fact["offering"], fact.get("about", ""), **fact.get("attributes", {}))


def text_at(policy: Policy, address: str) -> Any:
    """Find a text by its address among the services, the rules and the vocabulary."""
    rules, files = policy.book.rules, policy.files
    places: dict[str, Any] = {
        **{name: at.rule for name, at in rules.items()},
        **{f"services.{name}": each for name, each in policy.services.items()},
        **{f"offerings.{name}": each for name, each in policy.offerings.items()},
        **{f"hours.{name}": each for name, each in files.vocabulary.hours.items()},
        **{
            f"attributes.{name}.{case}": each
            for name, attribute in files.vocabulary.attributes.items()
            for case, each in attribute.named_cases.items()
        },
    }
    if address in places:
        return places[address]
    place, _, key = address.rpartition(".")
    return getattr(places[place], key)


@pytest.mark.parametrize("sheet", POLICIES)
def test_the_check_has_nothing_to_say(sheet: str) -> None:
    assert check_policies(FOLDER / sheet / "1.0.0", as_of=date(2026, 1, 1)).problems == ()


@pytest.mark.parametrize(("sheet", "fact"), FACTS, ids=[f"{sheet}: {fact['fact']}" for sheet, fact in FACTS])
def test_fact(sheet: str, fact: dict[str, Any]) -> None:
    policy = POLICIES[sheet]
    decision = ask(policy, fact)
    if "part" in fact:
        subject = Subject(policy.book, fact["offering"])
        settled = subject.settle(
            {"working-hours": "availability.working-hours"}.get(fact["ask"]) or f"limits.{fact['about']}"
        )
        value, basis = getattr(settled.value, fact["part"]), settled.part(fact["part"]).basis
        question = policy.register[fact["entry"]].question
        assert question in settled.open
        for language in LANGUAGES:
            # Within a sentence it begins with a small letter.
            assert question[language][1:] in decision.reason[language]
    else:
        value, basis = decision.value, decision.basis
    assert (plain(policy, value), basis) == (fact["value"], fact["basis"])
    if "firmness" in fact:
        hedges = [
            {"duty": each.duty, "decided_by": each.decided_by, "list": each.list}
            for each in decision.firmness
        ]
        wanted = {"decided_by": None, "list": None, **fact["firmness"]}
        assert wanted in hedges
    if "entry" in fact:
        assert ("register", fact["entry"]) in {(each.kind, each.id) for each in decision.citations}
    if "scope" in fact:
        assert fact["scope"].casefold().rstrip(".") in decision.reason.en.casefold()
    for language in LANGUAGES:
        assert fact.get("says", {}).get(language, "") in decision.reason[language]


@pytest.mark.parametrize("address", sorted({fact["told_by"] for _, fact in FACTS if "told_by" in fact}))
def test_what_is_told_by_a_text_stands_in_both_languages(address: str) -> None:
    sheet = next(sheet for sheet, fact in FACTS if fact.get("told_by") == address)
    text = text_at(POLICIES[sheet], address)
    if address in NO_TEXT:
        assert text.weekly
        return
    assert address in TEXT_ALONE
    assert isinstance(text, LocalizedText)
    assert text.fr != text.en


def test_the_list_of_what_is_text_alone_is_complete() -> None:
    assert {fact["told_by"] for _, fact in FACTS if "told_by" in fact} == {*TEXT_ALONE, *NO_TEXT}
    assert len(FACTS) == 125
