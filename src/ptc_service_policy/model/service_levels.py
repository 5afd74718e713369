"""service-levels.yaml: how soon a request is answered, and how that time is counted."""

from ptc_service_policy.model.base import ByInterpretation, ByOffering, Noun, RuleByOffering, Text, explained


class ResponseTarget(Noun):
    """State the time within which the manager responds."""

    business_days: int = explained(
        en="Business days within which the manager responds.",
        fr="Nombre de jours ouvrables sous lequel le gestionnaire répond.",
        ge=1,
        le=60,
    )


class ResponseTargetRule(RuleByOffering):
    """State the response target of each offering."""

    values: ByOffering[ResponseTarget]

    description: Text = explained(en="What is promised.", fr="Ce qui est promis.")


class ByReceipt(ByInterpretation):
    """Follow the reading of when a request counts as received."""

    known_readings = ("as-received", "on-business-day", "within-hours")


class ByExpiry(ByInterpretation):
    """Follow the reading of when the last day ends."""

    known_readings = ("close-of-business", "same-time", "end-of-day", "business-hours")


class ByBusinessDays(ByInterpretation):
    """Follow the reading of which days are business days."""

    known_readings = ("support-days", "monday-to-saturday")


class ByClosures(ByInterpretation):
    """Follow the reading of what training and leave do to the time."""

    known_readings = ("stand-in-responds", "clock-stops")


class Counting(Noun):
    """Say how business days are counted; each key follows the reading that an interpretation chooses."""

    receipt: ByReceipt = explained(
        en="When a request counts as received.", fr="Quand une demande est réputée reçue."
    )
    expiry: ByExpiry = explained(
        en="At which moment of the last day the time is up.",
        fr="À quel moment du dernier jour le délai expire.",
    )
    business_days: ByBusinessDays = explained(
        en="Which days of the week are business days.",
        fr="Quels jours de la semaine sont ouvrables.",
    )
    holidays: ByInterpretation = explained(
        en="Which holidays are no business days.", fr="Quels jours fériés ne sont pas ouvrables."
    )
    closures: ByClosures = explained(
        en="Whether the manager's training and leave stop the clock.",
        fr="Si les formations et les congés du gestionnaire suspendent le délai.",
    )
    hours_where_unstated: ByInterpretation = explained(
        en="Whose hours count for an offering whose support hours the source does not give.",
        fr="Quelles heures valent pour une offre dont la source ne donne pas les heures d'assistance.",
    )
    response: ByInterpretation = explained(en="What counts as a response.", fr="Ce qui vaut réponse.")


class ServiceLevelsFile(Noun):
    """Hold service-levels.yaml."""

    response_target: ResponseTargetRule = explained(
        en="The time within which the manager responds, by offering.",
        fr="Le délai de réponse du gestionnaire, par offre.",
    )
    counting: Counting = explained(en="How that time is counted.", fr="Comment ce délai se compte.")
