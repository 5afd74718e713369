"""Which services an offering includes."""

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.text import LocalizedText

_INCLUDED = LocalizedText(
    fr="L'offre « {offering} » comprend le service « {service} ».",
    en='"{offering}" includes the service "{service}".',
)
_NOT_INCLUDED = LocalizedText(
    fr="L'offre « {offering} » ne comprend pas le service « {service} ».",
    en='"{offering}" does not include the service "{service}".',
)
_UNSTATED = LocalizedText(
    fr="La source ne dit pas si l'offre « {offering} » comprend le service « {service} ».",
    en='The source does not say whether "{offering}" includes the service "{service}".',
)


def entitlement(subject: Subject, service: str) -> Decision[bool | None]:
    """Tell whether the offering includes a service."""
    rule = subject.files.entitlements.services[service]
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, _UNSTATED, service=rule.name)
    value = rule.values[like]
    return subject.decide(value, grounds, _INCLUDED if value else _NOT_INCLUDED, service=rule.name)
