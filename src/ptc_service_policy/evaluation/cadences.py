"""How, and how often, an offering delivers a service."""

from ptc_service_policy.decisions import Basis, Decision, Grounds
from ptc_service_policy.evaluation.entitlements import entitlement
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.text import AnyOf, LocalizedText

_DELIVERED = LocalizedText(
    fr="L'offre « {offering} » assure le service « {service} » {frequency}, {methods}.",
    en='"{offering}" delivers "{service}" {frequency}, {methods}.',
)
_AS_NEEDED = LocalizedText(
    fr="L'offre « {offering} » assure le service « {service} » au besoin, sans échéance fixée, {methods}.",
    en='"{offering}" delivers "{service}" as needed, with no dates set, {methods}.',
)
_UNSTATED = LocalizedText(
    fr="La source ne dit ni par quels moyens ni à quelle fréquence l'offre « {offering} » assure "
    "le service « {service} ».",
    en='The source says neither by which means nor how often "{offering}" delivers "{service}".',
)
_NOT_INCLUDED = LocalizedText(
    fr="L'offre « {offering} » ne comprend pas le service « {service} » ; "
    "la source n'en prévoit donc aucune livraison.",
    en='"{offering}" does not include the service "{service}", so the source provides for no delivery of it.',
)


def delivery(subject: Subject, service: str) -> Decision[Delivery | None]:
    """Return the methods and the frequency by which the offering delivers a service."""
    rule = subject.files.cadences.deliveries[service]
    name = subject.files.entitlements.services[service].name
    like, grounds = subject.settle(rule)
    included = entitlement(subject, service)
    if included.value is False:
        without = Grounds(Basis.UNSTATED, (*included.citations, *grounds.citations))
        return subject.decide(None, without, _NOT_INCLUDED, service=name)
    if like is None:
        return subject.decide(None, grounds, _UNSTATED, service=name)
    value = rule.values[like]
    template = _AS_NEEDED if value.frequency == "as-needed" else _DELIVERED
    return subject.decide(value, grounds, template, service=name, **terms(subject, value))


def terms(subject: Subject, value: Delivery) -> dict[str, object]:
    """Return the phrases of a delivery's methods and frequency, for a reason."""
    cadences = subject.files.cadences
    return {
        "methods": AnyOf(tuple(cadences.methods[method].phrase for method in value.methods)),
        "frequency": cadences.frequencies[value.frequency].phrase,
    }
