"""The values of decisions in words."""

from datetime import datetime
from typing import Any

from ptc_service_policy.business_time import Window
from ptc_service_policy.decisions import Basis
from ptc_service_policy.evaluation.availability import (
    LANGUAGE_NAMES,
    DayHours,
    MeetingsOffered,
    OnRequestDays,
    SupportException,
    name_hours,
    name_on_request,
)
from ptc_service_policy.evaluation.comparison import Effect
from ptc_service_policy.evaluation.engagement_terms import (
    AdditionalOfferingRight,
    CommitmentTerms,
    SaleTerms,
)
from ptc_service_policy.evaluation.obligations import Fulfilment
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.evaluation.response import ResponseDue
from ptc_service_policy.evaluation.service_levels import DayCount
from ptc_service_policy.evaluation.vocabulary import ENUMERATED, NO, UNSTATED, YES
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.service_levels import ResponseTarget
from ptc_service_policy.text import AnyOf, Language, LocalizedText, write_instant, write_list

BASES = {
    Basis.STATED: LocalizedText(fr="énoncé par la source", en="stated by the source"),
    Basis.AGREED: LocalizedText(fr="convenu au contrat", en="agreed in the contract"),
    Basis.INTERPRETED: LocalizedText(fr="interprété", en="interpreted"),
    Basis.UNSTATED: LocalizedText(fr="non précisé par la source", en="not stated by the source"),
}
FULFILMENTS: dict[Fulfilment | None, LocalizedText] = {
    "met": LocalizedText(fr="assurée", en="met"),
    "missed": LocalizedText(fr="manquée", en="missed"),
    "due": LocalizedText(fr="due", en="due"),
    "upcoming": LocalizedText(fr="à venir", en="upcoming"),
    None: LocalizedText(fr="", en=""),
}
EFFECTS: dict[Effect, LocalizedText] = {
    "adds": LocalizedText(fr="Ajout", en="Adds"),
    "improves": LocalizedText(fr="Amélioration", en="Improves"),
    "changes": LocalizedText(fr="Changement", en="Changes"),
    "takes-away": LocalizedText(fr="Retrait", en="Takes away"),
}
WITHIN_THE_LIMITS = LocalizedText(fr="Aucune limite n'est dépassée.", en="No limit is exceeded.")
_DUE = LocalizedText(
    fr="au plus tard le {due} ; à planifier d'ici au {plan_by}",
    en="by {due} at the latest; plan by {plan_by}",
)
_WORDS = ENUMERATED | {
    "available": LocalizedText(fr="joignable", en="available"),
    "on-request": LocalizedText(fr="sur demande", en="on request"),
    "unavailable": LocalizedText(fr="non joignable", en="unavailable"),
    "included": LocalizedText(fr="incluse", en="included"),
    "teleconference": LocalizedText(fr="téléconférences", en="teleconferences"),
}
_RIGHT = LocalizedText(
    fr="au-delà de {maximum}, en moyenne sur {weeks} semaines",
    en="above {maximum}, on average over {weeks} weeks",
)
_WINDOW = LocalizedText(fr="du {start} au {end}", en="from {start} to {end}")
_CONTENTS = LocalizedText(fr="{name} : {contents}", en="{name}: {contents}")


def name_value(value: Any, policy: Policy, language: Language) -> str:
    """Write the value of a decision as a reader says it."""
    match value:
        case None:
            return UNSTATED[language]
        case bool():
            return (YES if value else NO)[language]
        case Delivery():
            return name_delivery(value, policy, language)
        case ResponseDue():
            return _DUE.format(due=value.due, plan_by=value.plan_by)[language]
        case ResponseTarget():
            return DayCount(value.business_days).write(language)
        case OnRequestDays():
            return write_list([day[language] for day in name_on_request(value)], language)
        case (DayHours(), *_):
            return name_hours(value)[language]
        case str() if value in policy.files.offerings.deployments:
            return policy.files.offerings.deployments[value].name[language]
        case str() if value in LANGUAGE_NAMES:
            return LANGUAGE_NAMES[value][language]
        case _:
            return _name_terms(value, language)


def _name_terms(value: Any, language: Language) -> str:
    match value:
        case str() if value in _WORDS:
            return _WORDS[value][language]
        case datetime():
            return write_instant(value, language)
        case MeetingsOffered():
            return _list_words((value.method,), language) + f" ({_list_words(value.kinds, language)})"
        case SupportException():
            return value.name[language]
        case SaleTerms():
            return _list_words(value.coincides_with, language)
        case AdditionalOfferingRight():
            return _RIGHT.format(maximum=value.maximum, weeks=value.weeks)[language]
        case CommitmentTerms(contents=()):
            return value.name[language]
        case CommitmentTerms():
            return _CONTENTS.format(name=value.name, contents=value.contents)[language]
        case _:
            return str(value)


def name_delivery(value: Delivery, policy: Policy, language: Language) -> str:
    """Write a delivery: "once a month, in person or by videoconference"."""
    cadences = policy.files.cadences
    frequency = cadences.frequencies[value.frequency].phrase[language]
    methods = AnyOf(tuple(cadences.methods[method].phrase for method in value.methods))
    return f"{frequency}, {methods.write(language)}"


def name_window(window: Window, language: Language) -> str:
    """Write a stretch of time."""
    return _WINDOW.format(start=window.start, end=window.end)[language]


def has_dates(delivery: Delivery | None) -> bool:
    """Tell whether a delivery is owed in periods, and not as needed or not at all."""
    return delivery is not None and delivery.frequency != "as-needed"


def _list_words(values: tuple[str, ...], language: Language) -> str:
    return write_list([_WORDS[value][language] if value in _WORDS else value for value in values], language)
