"""Every question of ``ptc-policy answer`` gives the library's own answer."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter
from typer.testing import CliRunner

from ptc_service_policy import (
    Comparison,
    Contract,
    Decision,
    Engagement,
    Finding,
    Policy,
    Window,
    load_policy,
)
from ptc_service_policy.cli.app import app

TERMS = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
OPTIONS = ("--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR")
AT = datetime(2026, 4, 3, 18, 0, tzinfo=ZoneInfo("Europe/Paris"))
WRITTEN = "2026-04-03T18:00[Europe/Paris]"
OFFERINGS = ("tsam", "standard", "premium")


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["answer", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def answer(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--format", "json"))


def plain(value: object, shape: Any = Decision[Any]) -> Any:
    return TypeAdapter(shape).dump_python(value, mode="json")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


@pytest.fixture(scope="module")
def engagement(policy: Policy) -> Engagement:
    return policy.engage(Contract.model_validate(TERMS))


@pytest.mark.parametrize("offering", OFFERINGS)
@pytest.mark.parametrize(
    ("command", "ask"),
    [
        ("deployment", Policy.deployment),
        ("charge", Policy.charge),
        ("proactive-contact", Policy.proactive_contact),
        ("response-target", Policy.response_target),
        ("support-hours", Policy.support_hours),
        ("on-request-days", Policy.on_request_days),
        ("meetings", Policy.meetings),
        ("stand-in", Policy.stand_in),
        ("language", Policy.language),
        ("additional-offering", Policy.additional_offering),
        ("shared-manager", Policy.shared_manager),
        ("sale", Policy.sale),
    ],
)
def test_questions_about_an_offering(
    policy: Policy, command: str, ask: Callable[..., Any], offering: str
) -> None:
    assert answer(command, "--offering", offering) == plain(ask(policy, offering))


@pytest.mark.parametrize("offering", OFFERINGS)
@pytest.mark.parametrize(
    ("command", "about", "ask"),
    [
        ("entitlement", "risk-mitigation", Policy.entitlement),
        ("delivery", "service-review", Policy.delivery),
        ("limit", "open-cases", Policy.limit),
        ("support-exception", "leave", Policy.support_exception),
        ("approver", "language", Policy.approver),
        ("commitment", "coordination", Policy.commitment),
    ],
)
def test_questions_about_one_thing_of_an_offering(
    policy: Policy, command: str, about: str, ask: Callable[..., Any], offering: str
) -> None:
    assert answer(command, about, "--offering", offering) == plain(ask(policy, offering, about))


def test_a_reading_of_the_contract_changes_the_answer(policy: Policy) -> None:
    gap = "response-target-for-tsam"
    readings = policy.interpretations[gap].readings
    reading = next(name for name, each in readings.items() if each.same_as)
    contract = {**TERMS, "offering": "tsam", "readings": {gap: reading}}
    engagement = policy.engage(Contract.model_validate(contract))
    options = ("--offering", "tsam", *OPTIONS[2:], "--reading", f"{gap}={reading}")
    assert answer("response-target", *options) == plain(engagement.response_target())


def test_from_when_on_the_manager_can_be_reached(engagement: Engagement) -> None:
    assert answer("next-available", *OPTIONS, "--at", WRITTEN) == plain(engagement.next_available(AT))


def test_the_windows_of_a_range(engagement: Engagement) -> None:
    end = AT.replace(day=10)
    options = ("--from", WRITTEN, "--until", "2026-04-10T18:00[Europe/Paris]")
    assert answer("windows", *OPTIONS, *options) == plain(
        engagement.available_windows(AT, end), tuple[Window, ...]
    )
    first = run("windows", *OPTIONS, *options, "--lang", "fr").splitlines()[0]
    assert first.startswith("du mardi 7 avril 2026 à 9 h 00 (Europe/Paris) au mardi 7 avril 2026 à 17 h 00")


def test_a_pause_between_instants_in_named_zones(engagement: Engagement) -> None:
    end = AT.replace(day=8, hour=12)
    decision = engagement.response_due(AT, pauses=[(AT, end)])
    pause = f"{WRITTEN}/2026-04-08T12:00[Europe/Paris]"
    assert answer("due", *OPTIONS, "--received", WRITTEN, "--pause", pause) == plain(decision)


def test_the_workload(engagement: Engagement) -> None:
    hours = [9.0, 20.0] * 7
    given = [word for each in hours for word in ("--hours", str(each))]
    findings = engagement.check_workload(open_cases=31, weekly_hours=hours, contacts=3)
    options = ("--open-cases", "31", "--contacts", "3", *given)
    assert answer("workload", *OPTIONS, *options) == plain(findings, tuple[Finding, ...])
    assert findings[0].reason["fr"] in run("workload", *OPTIONS, *options, "--lang", "fr")
    assert run("workload", *OPTIONS, "--open-cases", "3") == "No limit is exceeded.\n"


def test_the_comparison(policy: Policy) -> None:
    comparison = policy.compare("standard", "premium")
    assert answer("compare", "premium", "--offering", "standard") == plain(comparison, Comparison)
    assert "Ajout - Avant" in run("compare", "premium", "--offering", "standard", "--lang", "fr")


@pytest.mark.parametrize(
    ("arguments", "fr", "en"),
    [
        (
            ("meetings",),
            "téléconférences (régulières et ponctuelles)",
            "teleconferences (regular and ad hoc)",
        ),
        (("approver", "language"), "PTC", "PTC"),
        (("sale",), "le contrat d'assistance annuel et", "the annual support contract and"),
        (("additional-offering",), "au-delà de 10, en moyenne sur", "above 10, on average over"),
        (("support-exception", "leave"), "", ""),
        (("commitment", "coordination"), "", ""),
    ],
)
def test_values_in_words(arguments: tuple[str, ...], fr: str, en: str) -> None:
    for language, words in (("fr", f"Réponse : {fr}"), ("en", f"Answer: {en}")):
        assert run(*arguments, "--offering", "premium", "--lang", language).startswith(words)
