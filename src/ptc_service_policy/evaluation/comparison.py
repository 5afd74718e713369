"""What changes for a customer who moves from one offering to another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from ptc_service_policy.decisions import Decision, Reason
from ptc_service_policy.evaluation import (
    availability,
    cadences,
    engagement_terms,
    entitlements,
    offerings,
    service_levels,
)
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.text import LocalizedText

Effect = Literal["adds", "improves", "changes", "takes-away"]
Judge = Callable[[Any, Any], Effect]

_PER_YEAR = {"quarterly": 4, "monthly": 12, "weekly": 52}
_BEFORE_AND_AFTER = LocalizedText(fr="Avant : {before} Après : {after}", en="Before: {before} After: {after}")


@dataclass(frozen=True, slots=True)
class Difference:
    """Describe one answer that differs: which, to what effect for the customer, and both answers.

    ``topic`` is the question, such as "entitlement" or "response-target"; ``id`` names the service,
    limit or commitment that it is about, where there is one.
    """

    topic: str
    id: str | None
    effect: Effect
    before: Decision[Any]
    after: Decision[Any]

    @property
    def reason(self) -> Reason:
        """Write both answers, in both languages."""
        return Reason.of(_BEFORE_AND_AFTER, before=self.before.reason, after=self.after.reason)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold every answer in which two offerings differ, in the order of the policy."""

    before: str
    after: str
    differences: tuple[Difference, ...]

    @property
    def adds(self) -> tuple[Difference, ...]:
        """Return what only the second offering gives."""
        return self._with_effect("adds")

    @property
    def improves(self) -> tuple[Difference, ...]:
        """Return what the second offering gives more of, or sooner."""
        return self._with_effect("improves")

    @property
    def changes(self) -> tuple[Difference, ...]:
        """Return what is neither plainly better nor plainly worse."""
        return self._with_effect("changes")

    @property
    def takes_away(self) -> tuple[Difference, ...]:
        """Return what only the first offering gives, or gives more of."""
        return self._with_effect("takes-away")

    def _with_effect(self, effect: Effect) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.effect == effect)


def compare(before: Subject, after: Subject) -> Comparison:
    """Compare every answer that two offerings of one policy give."""
    found = tuple(
        Difference(topic, name, _effect(old.value, new.value, judge), old, new)
        for (topic, name, old, judge), (_, _, new, _) in zip(_answers(before), _answers(after), strict=True)
        if old.value != new.value
    )
    return Comparison(before.offering, after.offering, found)


def _answers(subject: Subject) -> Iterator[tuple[str, str | None, Decision[Any], Judge]]:
    files = subject.files
    rules = files.availability
    yield "deployment", None, offerings.deployment(subject), _change
    yield "charge", None, offerings.charge(subject), _change
    for service in files.entitlements.services:
        yield "entitlement", service, entitlements.entitlement(subject, service), _change
    for service in files.entitlements.services:
        yield "delivery", service, cadences.delivery(subject, service), judge_delivery
    yield "response-target", None, service_levels.response_target(subject), judge_target
    yield "support-hours", None, availability.support_hours(subject), _change
    for name in rules.exceptions:
        yield "support-exception", name, availability.support_exception(subject, name), _bound
    yield "on-request-days", None, availability.on_request_days(subject), _change
    yield "meetings", None, availability.meetings(subject), _change
    yield "stand-in", None, availability.stand_in(subject), _change
    yield "language", None, availability.language(subject), _bound
    yield "proactive-contact", None, engagement_terms.proactive_contact(subject), judge_delivery
    for name in files.engagement.limits:
        yield "limit", name, engagement_terms.limit(subject, name), _bound
    yield "additional-offering", None, engagement_terms.additional_offering(subject), _bound
    yield "shared-manager", None, engagement_terms.shared_manager(subject), _bound
    yield "sale", None, engagement_terms.sale(subject), _bound
    for name in files.engagement.commitments:
        yield "commitment", name, engagement_terms.commitment(subject, name), _change


def _effect(old: Any, new: Any, judge: Judge) -> Effect:
    """Judge a pair of answers; of a promise, None and False both mean that there is nothing to rely on."""
    if judge is _bound:
        return "changes"
    if old is None or old is False:
        return "adds"
    if new is None or new is False:
        return "takes-away"
    return judge(old, new)


def _change(_old: Any, _new: Any) -> Effect:
    """Judge answers of which neither is plainly better."""
    return "changes"


def _bound(_old: Any, _new: Any) -> Effect:
    """Judge what bounds a service: one where the source set none is a change, and no promise."""
    return "changes"


def judge_target(old: Any, new: Any) -> Effect:
    """Judge a response target: fewer days are better."""
    return "improves" if new.business_days < old.business_days else "takes-away"


def judge_delivery(old: Any, new: Any) -> Effect:
    """Judge a delivery: more methods and more often is better; a mixture is a change."""
    rarely, often = _PER_YEAR.get(old.frequency), _PER_YEAR.get(new.frequency)
    signs = {_sign_of_methods(set(old.methods), set(new.methods))}
    if old.frequency != new.frequency:
        signs.add(0 if rarely is None or often is None else 1 if often > rarely else -1)
    signs.discard(None)
    if signs == {1}:
        return "improves"
    return "takes-away" if signs == {-1} else "changes"


def _sign_of_methods(old: set[str], new: set[str]) -> int | None:
    if old == new:
        return None
    return 1 if old < new else -1 if new < old else 0
