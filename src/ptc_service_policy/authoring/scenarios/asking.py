"""A scenario's question, asked of a policy."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ptc_service_policy.authoring.scenarios.policy_questions import POLICY_QUESTIONS
from ptc_service_policy.authoring.scenarios.scenario_file import PLAIN_TERMS, Scenario
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import InvalidContractError, PolicyError, suggest
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.validation import IN_THAT_FORM
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.recorded import read_duration
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.reported import Delivered, Happened
from ptc_service_policy.topics.topic import Topic

_ANYWHERE = {"time_zone": "UTC", "holidays": "none"}
"""What a contract is given where the question is not about time."""
_INSTANT = LocalizedText(
    fr="une date et une heure qui existent, telles que 2026-04-03T16:30",
    en="a date and time that exist, such as 2026-04-03T16:30",
)

Instant = Callable[[str], datetime]
_READ: Mapping[str, Callable[[Any, Instant], Any]] = {
    "instant": lambda given, instant: instant(given),
    "date": lambda given, _: date.fromisoformat(given),
    "pauses": lambda given, instant: [
        (instant(each["start"]), instant(each["end"]) if "end" in each else None) for each in given
    ],
    "marks": lambda given, _: [read_duration(each) if isinstance(each, str) else each for each in given],
    "deliveries": lambda given, instant: [
        Delivered(each["subject"], _on(each["on"], instant)) for each in given
    ],
    "events": lambda given, instant: [
        Happened(each["event"], _on(each["on"], instant), each.get("attributes", {})) for each in given
    ],
    "figures": lambda given, _: given,
}
"""How each kind of thing that questions are asked with is read."""


def ask(policy: Policy, scenario: Scenario, offering: str, told: Mapping[str, str]) -> Decision[Any]:
    """Ask the question of a scenario.

    Args:
        policy: the policy.
        scenario: the scenario.
        offering: the offering that is asked about, empty for a question to the policy itself.
        told: the case that is asked about, beside what the scenario gives.

    Raises:
        PolicyError: if the question is refused; paths of problems start at ``given``.
    """
    about = scenario.about or ""
    if scenario.ask in POLICY_QUESTIONS:
        return POLICY_QUESTIONS[scenario.ask].ask(policy, about)
    asked = topic(scenario.ask)
    terms: dict[str, Any] = {**scenario.given.contract, "offering": offering}
    request = {**scenario.given.request, **told}
    _check_keys(policy, asked, request)
    if not asked.needs_contract and terms.keys() <= set(PLAIN_TERMS):
        return policy.ask(scenario.ask, offering, about, **{**terms.get("attributes", {}), **request})
    contract = Contract.model_validate(terms if asked.needs_contract else {**_ANYWHERE, **terms})
    zone = read_zone(contract.time_zone)
    inputs = {
        each.name: _READ[each.kind](
            request.pop(each.name),
            lambda local, key=each.name: _instant(local, zone, key),  # type: ignore[misc]
        )
        for each in asked.inputs
        if each.name in request
    }
    return policy.apply(contract).ask(scenario.ask, about, **request, **inputs)


def takes_the_policy_as_it_is(scenario: Scenario) -> bool:
    """Tell whether the answer is the policy's own, and not what a contract made of it."""
    return not {"readings", "agreed", "hours", "language"} & set(scenario.given.contract)


def _check_keys(policy: Policy, asked: Topic[Any], request: Mapping[str, Any]) -> None:
    known = (*(each.name for each in asked.inputs), *policy.files.vocabulary.attributes)
    for key in request:
        if key not in known:
            path = ("request", key)
            raise PolicyError.of(
                "PSP807", path=path, key=key, topic=asked.name, suggestion=suggest(key, known)
            )


def _on(written: str, instant: Instant) -> date:
    return instant(written) if "T" in written else instant(f"{written}T00:00").date()


def _instant(local: str, zone: ZoneInfo, key: str) -> datetime:
    """Read a local date and time of the contract's zone."""
    try:
        return datetime.fromisoformat(local).replace(tzinfo=zone)
    except ValueError:
        path = ("request", key)
        raise InvalidContractError.of(
            "PSP205", path=path, value=local, expected=_INSTANT, advice=IN_THAT_FORM
        ) from None
