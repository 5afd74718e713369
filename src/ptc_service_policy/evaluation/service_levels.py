"""How soon a request is answered."""

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.model.service_levels import ResponseTarget
from ptc_service_policy.text import LocalizedText

_WITHIN_ONE = LocalizedText(
    fr="Sous l'offre « {offering} », le gestionnaire répond sous 1 jour ouvrable.",
    en='Under "{offering}", the manager responds within 1 business day.',
)
_WITHIN = LocalizedText(
    fr="Sous l'offre « {offering} », le gestionnaire répond sous {count} jours ouvrables.",
    en='Under "{offering}", the manager responds within {count} business days.',
)
UNSTATED_TARGET = LocalizedText(
    fr="La source ne fixe aucun délai de réponse pour l'offre « {offering} ».",
    en='The source sets no response target for "{offering}".',
)


def response_target(subject: Subject) -> Decision[ResponseTarget | None]:
    """Return the time within which the manager responds."""
    rule = subject.files.service_levels.response_target
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, UNSTATED_TARGET)
    value = rule.values[like]
    template = _WITHIN_ONE if value.business_days == 1 else _WITHIN
    return subject.decide(value, grounds, template, count=value.business_days)
