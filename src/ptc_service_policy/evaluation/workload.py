"""Whether the work on one offering stays within its limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Literal

from ptc_service_policy.decisions import Basis, Citation, Reason
from ptc_service_policy.errors import BusinessTimeError
from ptc_service_policy.evaluation import engagement_terms
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.text import LocalizedText

Verdict = Literal["exceeded", "may-ask-for-another-offering", "unstated"]

_EXCEEDED = LocalizedText(
    fr="{name} : {observed}, alors que {maximum} au plus sont admis.",
    en="{name}: {observed}, where {maximum} at most are allowed.",
)
_MAY_ASK = LocalizedText(
    fr="{name} : {observed} en moyenne sur {weeks} semaines, au-delà de {maximum} ; "
    "PTC peut demander au client d'acheter une offre supplémentaire.",
    en="{name}: {observed} on average over {weeks} weeks, above {maximum}; "
    "PTC may ask the customer to buy one more offering.",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Report one limit that is exceeded, or of which the source says nothing.

    ``maximum`` is None for the latter. "may-ask-for-another-offering" is a right of PTC's and no automatism.
    """

    limit: str
    verdict: Verdict
    observed: float
    maximum: int | None
    basis: Basis
    reason: Reason
    citations: tuple[Citation, ...]


def check_workload(
    subject: Subject, open_cases: int | None, weekly_hours: Sequence[float], contacts: int | None
) -> tuple[Finding, ...]:
    """Compare figures with the limits of the offering; what was not given is not judged."""
    found: list[Finding | None] = []
    for name, limit in subject.files.engagement.limits.items():
        if limit.unit == "cases" and open_cases is not None:
            found.append(_count(subject, name, open_cases))
        if limit.unit == "contacts" and contacts is not None:
            found.append(_count(subject, name, contacts))
        if limit.unit == "hours-per-week" and weekly_hours:
            found.append(_average(subject, name, weekly_hours))
    return tuple(finding for finding in found if finding is not None)


def _count(subject: Subject, name: str, observed: int) -> Finding | None:
    _refuse_odd(observed)
    decision = engagement_terms.limit(subject, name)
    if decision.value is None:
        return Finding(name, "unstated", observed, None, decision.basis, decision.reason, decision.citations)
    if observed <= decision.value:
        return None
    title = subject.files.engagement.limits[name].name
    reason = Reason.of(_EXCEEDED, name=title, observed=observed, maximum=decision.value)
    return Finding(name, "exceeded", observed, decision.value, decision.basis, reason, decision.citations)


def _average(subject: Subject, name: str, weekly_hours: Sequence[float]) -> Finding | None:
    """Judge the newest weeks on average, and only where there are enough of them to speak of a habit."""
    for hours in weekly_hours:
        _refuse_odd(hours)
    decision = engagement_terms.additional_offering(subject)
    if decision.value is None:
        return Finding(
            name, "unstated", weekly_hours[-1], None, decision.basis, decision.reason, decision.citations
        )
    weeks, maximum = decision.value.weeks, decision.value.maximum
    if len(weekly_hours) < weeks:
        return None
    total = sum(Fraction(str(hours)) for hours in weekly_hours[-weeks:])
    if total <= maximum * weeks:
        return None
    average = float(total / weeks)
    title = subject.files.engagement.limits[name].name
    reason = Reason.of(_MAY_ASK, name=title, observed=average, weeks=weeks, maximum=maximum)
    verdict: Verdict = "may-ask-for-another-offering"
    return Finding(name, verdict, average, maximum, decision.basis, reason, decision.citations)


def _refuse_odd(value: float) -> None:
    if not (isfinite(value) and value >= 0):
        raise BusinessTimeError.of("PSP708", value=value)
