"""How soon a request is answered."""

from dataclasses import dataclass

from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.model.service_levels import ResponseTarget
from ptc_service_policy.text import Language, LocalizedText, Writable

_WITHIN = LocalizedText(
    fr="Dans le cadre de l'offre « {offering} », le gestionnaire répond sous {count}.",
    en='Under "{offering}", the manager responds within {count}.',
)
UNSTATED_TARGET = LocalizedText(
    fr="La source ne fixe aucun délai de réponse pour l'offre « {offering} ».",
    en='The source sets no response target for "{offering}".',
)


@dataclass(frozen=True, slots=True)
class DayCount(Writable):
    """Write a number of business days: "1 jour ouvrable", "2 business days"."""

    days: int

    def write(self, language: Language) -> str:
        """Write the number in ``language``."""
        one, many = (
            ("jour ouvrable", "jours ouvrables") if language == "fr" else ("business day", "business days")
        )
        return f"{self.days} {one if self.days == 1 else many}"


def response_target(subject: Subject) -> Decision[ResponseTarget | None]:
    """Return the time within which the manager responds."""
    rule = subject.files.service_levels.response_target
    like, grounds = subject.settle(rule)
    if like is None:
        return subject.decide(None, grounds, UNSTATED_TARGET)
    value = rule.values[like]
    return subject.decide(value, grounds, _WITHIN, count=DayCount(value.business_days))
