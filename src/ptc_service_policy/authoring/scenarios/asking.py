"""How each question of a scenario is put to the policy, and which rule answers it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from ptc_service_policy.authoring.scenarios.scenario_file import Given
from ptc_service_policy.decisions import Basis, Citation, Decision
from ptc_service_policy.errors import PolicyError, UnknownIdError, describe, suggest
from ptc_service_policy.evaluation import (
    availability,
    cadences,
    engagement_terms,
    entitlements,
    known_ids,
    offerings,
    service_levels,
)
from ptc_service_policy.evaluation.citations import Citations
from ptc_service_policy.evaluation.contract import Contract
from ptc_service_policy.evaluation.effectivity import effective_from
from ptc_service_policy.evaluation.engagement import Engagement
from ptc_service_policy.evaluation.obligations import PROACTIVE_CONTACT, Delivered, Obligation
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.interpretations import Interpretation
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LocalizedText

Path = tuple[str | int, ...]
RulePlace = tuple[str, Path]
"""A policy file, by name, and the path of a rule in it."""

CHANGEABLE = ("support-hours", "language")
"""What a customer may ask to change, as `approver` calls it."""

_ANY_CONTRACT = {"time_zone": "UTC", "holidays": "none"}
_FIGURES = {"contacts": "people", "cases": "open_cases", "hours-per-week": "weekly_hours"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what the policy answered: ``value`` in a plain shape, None if it is unstated."""

    value: Any
    basis: Basis
    citations: tuple[Citation, ...]
    reason: LocalizedText


@dataclass(frozen=True)
class Case:
    """Hold the situation in which a question is asked."""

    policy: Policy
    given: Given
    offering: str
    about: str

    @property
    def files(self) -> PolicyFiles:
        """Return the policy's files."""
        return self.policy.files

    @cached_property
    def contract(self) -> Contract:
        """Return the contract; what a question does not depend on need not be given."""
        return Contract.model_validate({**_ANY_CONTRACT, **self.given.terms, "offering": self.offering})

    @cached_property
    def engagement(self) -> Engagement:
        """Return the policy applied to the contract."""
        return self.policy.engage(self.contract)

    @cached_property
    def subject(self) -> Subject:
        """Return whom the question is about, once the contract is known to be a valid one."""
        readings = self.engagement.contract.readings
        return Subject(self.files, Citations(self.files), self.offering, readings)

    @property
    def service(self) -> str:
        """Return the service that is asked about."""
        return known_ids.service(self.files, self.about)

    @property
    def limit(self) -> str:
        """Return the limit that is asked about."""
        return known_ids.limit(self.files, self.about)

    @property
    def register_entry(self) -> Interpretation:
        """Return the entry of the register that is asked about."""
        register = self.files.interpretations.interpretations
        if self.about not in register:
            raise UnknownIdError.of("PSP305", id=self.about, suggestion=suggest(self.about, register))
        return register[self.about]

    def instant(self, local: str) -> datetime:
        """Read a local date and time of the contract's zone."""
        return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(self.contract.time_zone))


@dataclass(frozen=True, slots=True)
class Way:
    """Tell how a question is asked, and of which rule.

    ``covers`` tells whether the answer is the rule's own value, so that a scenario tests its cell.
    """

    ask: Callable[[Case], Answer]
    rule: Callable[[str], RulePlace]
    covers: bool = True


def _of(decision: Decision[Any], plain: Callable[[Any], Any] = lambda value: value) -> Answer:
    value = None if decision.value is None else plain(decision.value)
    return Answer(value, decision.basis, decision.citations, decision.reason)


def _plain_delivery(value: Delivery) -> dict[str, Any]:
    return {"methods": list(value.methods), "frequency": value.frequency}


def _plain_hours(hours: Iterable[availability.DayHours]) -> dict[str, list[dict[str, str]]]:
    days: dict[str, list[dict[str, str]]] = {}
    for each in hours:
        days.setdefault(each.weekday, []).append({"opens": each.opens, "closes": each.closes})
    return days


def _support_exception(case: Case) -> Answer:
    name = known_ids.support_exception(case.files, case.about)
    return _of(availability.support_exception(case.subject, name), lambda value: value.kind)


def _approver(case: Case) -> Answer:
    rules = case.files.availability
    of = known_ids.changeable(case.about)
    rule = rules.support_hours if of == "support-hours" else rules.language
    return _of(availability.approver(case.subject, rule))


def _commitment(case: Case) -> Answer:
    name = known_ids.commitment(case.files, case.about)
    contents = list(case.files.engagement.commitments[name].contents)
    return _of(engagement_terms.commitment(case.subject, name), lambda _: {"contents": contents})


def _local(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="minutes")


def _response_due(case: Case) -> Answer:
    pauses = [(case.instant(pause.start), case.instant(pause.end)) for pause in case.given.paused]
    decision = case.engagement.response_due(case.instant(case.given.received or ""), pauses=pauses)
    return _of(
        decision,
        lambda found: {
            "due": _local(found.due),
            "plan_by": _local(found.plan_by),
            "skipped": [str(skipped.day) for skipped in found.skipped],
        },
    )


def _obligations(case: Case) -> Answer:
    given, name = case.given, case.about
    if name == PROACTIVE_CONTACT:
        delivery = case.engagement.proactive_contact()
    elif name in case.files.entitlements.services:
        delivery = case.engagement.delivery(name)
    else:
        known = (*case.files.entitlements.services, PROACTIVE_CONTACT)
        raise UnknownIdError.of("PSP808", id=name, suggestion=suggest(name, known))
    if given.period is None:
        raise AssertionError("a scenario about obligations has a period; reading refuses others")
    done = [Delivered(name, day) for day in given.delivered]
    end = given.period.last + timedelta(days=1)
    owed = case.engagement.obligations(given.period.first, end, delivered=done, as_of=given.as_of)
    found = [each for each in owed if each.subject == name]
    if not found:
        return Answer([] if delivery.value else None, delivery.basis, delivery.citations, delivery.reason)
    first = found[0]
    return Answer([_plain_obligation(each) for each in found], first.basis, first.citations, first.reason)


def _plain_obligation(each: Obligation) -> dict[str, Any]:
    days: dict[str, date | None] = {"first": each.first, "last": each.last, "suggested": each.suggested}
    return {
        **{key: None if day is None else str(day) for key, day in days.items()},
        "fulfilment": each.fulfilment,
    }


def _workload(case: Case) -> Answer:
    given, name = case.given, case.limit
    key = _FIGURES[case.files.engagement.limits[name].unit]
    if key not in given.model_fields_set:
        raise PolicyError(describe("PSP807", path=("given",), key=key, id=name))
    findings = case.engagement.check_workload(
        open_cases=given.open_cases, weekly_hours=given.weekly_hours, contacts=given.people
    )
    for finding in findings:
        if finding.limit == name:
            verdict = None if finding.verdict == "unstated" else finding.verdict
            return Answer(verdict, finding.basis, finding.citations, finding.reason)
    if key == "weekly_hours":
        return _of(engagement_terms.additional_offering(case.subject), lambda _: "within")
    return _of(engagement_terms.limit(case.subject, name), lambda _: "within")


def _interpretation(case: Case) -> Answer:
    entry = case.register_entry
    basis = Basis.UNSTATED if entry.chosen is None else Basis.INTERPRETED
    return Answer(entry.chosen, basis, _register_citations(case, entry), entry.why)


def _readings(case: Case) -> Answer:
    entry = case.register_entry
    value = {
        "weighed": list(entry.readings),
        "same_as": {name: each.same_as for name, each in entry.readings.items() if each.same_as},
        "weeks": {name: each.weeks for name, each in entry.readings.items() if each.weeks},
    }
    return Answer(value, Basis.INTERPRETED, _register_citations(case, entry), entry.why)


def _register_citations(case: Case, entry: Interpretation) -> tuple[Citation, ...]:
    cited = Citations(case.files)
    return (*map(cited.statement, entry.source), cited.gap(case.about))


def _effective_from(case: Case) -> Answer:
    return _of(effective_from(case.files, Citations(case.files)), str)


def _rule(file: str, *path: str) -> Callable[[str], RulePlace]:
    """Return the place of a rule that is the only one of its kind."""
    return lambda _about: (file, path)


def _rule_of(file: str, *path: str) -> Callable[[str], RulePlace]:
    """Return the place of a rule among those of its kind."""
    return lambda about: (file, (*path, about))


def _rule_of_approver(about: str) -> RulePlace:
    return "availability", (about.replace("-", "_"), "change")


def _rule_of_obligation(about: str) -> RulePlace:
    if about == PROACTIVE_CONTACT:
        return "engagement", ("proactive_contact",)
    return "cadences", ("deliveries", about)


WAYS: Mapping[str, Way] = {
    "entitlement": Way(
        lambda case: _of(entitlements.entitlement(case.subject, case.service)),
        _rule_of("entitlements", "services"),
    ),
    "delivery": Way(
        lambda case: _of(cadences.delivery(case.subject, case.service), _plain_delivery),
        _rule_of("cadences", "deliveries"),
    ),
    "charge": Way(lambda case: _of(offerings.charge(case.subject)), _rule("offerings", "charge")),
    "deployment": Way(lambda case: _of(offerings.deployment(case.subject)), _rule("offerings", "deployment")),
    "response-target": Way(
        lambda case: _of(
            service_levels.response_target(case.subject), lambda value: {"business_days": value.business_days}
        ),
        _rule("service-levels", "response_target"),
    ),
    "response-due": Way(_response_due, _rule("service-levels", "response_target"), covers=False),
    "support-hours": Way(
        lambda case: _of(availability.support_hours(case.subject), _plain_hours),
        _rule("availability", "support_hours"),
    ),
    "support-exception": Way(_support_exception, _rule_of("availability", "exceptions")),
    "on-request-days": Way(
        lambda case: _of(
            availability.on_request_days(case.subject),
            lambda value: {
                "weekdays": list(value.weekdays),
                "holidays": value.holidays,
                "conditions": list(value.conditions),
            },
        ),
        _rule("availability", "on_request"),
    ),
    "availability": Way(
        lambda case: _of(case.engagement.availability(case.instant(case.given.at or ""))),
        _rule("availability", "support_hours"),
        covers=False,
    ),
    "next-available": Way(
        lambda case: _of(case.engagement.next_available(case.instant(case.given.at or "")), _local),
        _rule("availability", "support_hours"),
        covers=False,
    ),
    "meetings": Way(
        lambda case: _of(
            availability.meetings(case.subject),
            lambda value: {"method": value.method, "kinds": list(value.kinds)},
        ),
        _rule("availability", "meetings"),
    ),
    "stand-in": Way(lambda case: _of(availability.stand_in(case.subject)), _rule("availability", "stand_in")),
    "language": Way(
        lambda case: _of(availability.agreed_language(case.subject, case.contract.language)),
        _rule("availability", "language"),
    ),
    "approver": Way(_approver, _rule_of_approver),
    "proactive-contact": Way(
        lambda case: _of(engagement_terms.proactive_contact(case.subject), _plain_delivery),
        _rule("engagement", "proactive_contact"),
    ),
    "obligations": Way(_obligations, _rule_of_obligation, covers=False),
    "limit": Way(
        lambda case: _of(engagement_terms.limit(case.subject, case.limit)), _rule_of("engagement", "limits")
    ),
    "workload": Way(_workload, _rule_of("engagement", "limits"), covers=False),
    "additional-offering": Way(
        lambda case: _of(
            engagement_terms.additional_offering(case.subject),
            lambda value: {"limit": value.limit, "maximum": value.maximum, "weeks": value.weeks},
        ),
        _rule("engagement", "additional_offering"),
    ),
    "shared-manager": Way(
        lambda case: _of(engagement_terms.shared_manager(case.subject)),
        _rule("engagement", "shared_manager"),
    ),
    "sale": Way(
        lambda case: _of(
            engagement_terms.sale(case.subject),
            lambda value: {"coincides_with": list(value.coincides_with), "strength": value.strength},
        ),
        _rule("engagement", "sale"),
    ),
    "commitment": Way(_commitment, _rule_of("engagement", "commitments")),
    "interpretation": Way(_interpretation, _rule_of("interpretations", "interpretations")),
    "readings": Way(_readings, _rule_of("interpretations", "interpretations"), covers=False),
    "effective-from": Way(_effective_from, _rule("policy")),
}
