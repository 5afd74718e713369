"""The values of decisions in words."""

from typing import Any

from ptc_service_policy.evaluation.availability import (
    LANGUAGE_NAMES,
    DayHours,
    OnRequestDays,
    name_hours,
    name_on_request,
)
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.evaluation.response import ResponseDue
from ptc_service_policy.evaluation.service_levels import DayCount
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.service_levels import ResponseTarget
from ptc_service_policy.text import AnyOf, Language, LocalizedText, write_list

_UNSTATED = LocalizedText(fr="non précisé", en="not stated")
_YES = LocalizedText(fr="oui", en="yes")
_NO = LocalizedText(fr="non", en="no")
_DUE = LocalizedText(
    fr="au plus tard le {due} ; à planifier d'ici au {plan_by}",
    en="by {due} at the latest; plan by {plan_by}",
)
_STATES = {
    "available": LocalizedText(fr="joignable", en="available"),
    "on-request": LocalizedText(fr="sur demande", en="on request"),
    "unavailable": LocalizedText(fr="non joignable", en="unavailable"),
    "included": LocalizedText(fr="incluse", en="included"),
    "additional": LocalizedText(fr="en supplément", en="charged for separately"),
}


def name_value(value: Any, policy: Policy, language: Language) -> str:
    """Write the value of a decision as a reader says it."""
    match value:
        case None:
            return _UNSTATED[language]
        case bool():
            return (_YES if value else _NO)[language]
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
        case str() if value in _STATES:
            return _STATES[value][language]
        case _:
            return str(value)


def name_delivery(value: Delivery, policy: Policy, language: Language) -> str:
    """Write a delivery: "once a month, in person or by videoconference"."""
    cadences = policy.files.cadences
    frequency = cadences.frequencies[value.frequency].phrase[language]
    methods = AnyOf(tuple(cadences.methods[method].phrase for method in value.methods))
    return f"{frequency}, {methods.write(language)}"
