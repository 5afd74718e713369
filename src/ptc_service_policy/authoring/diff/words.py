"""The values of a policy in words, in both languages."""

from collections.abc import Callable, Mapping
from typing import Any

from ptc_service_policy.evaluation.availability import (
    LANGUAGE_NAMES,
    WEEKDAY_NAMES,
    list_hours,
    name_hours,
)
from ptc_service_policy.evaluation.service_levels import DayCount
from ptc_service_policy.evaluation.vocabulary import ENUMERATED, NO, YES
from ptc_service_policy.model.availability import Change as ChangeTerms
from ptc_service_policy.model.availability import WeeklyHours
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.service_levels import ResponseTarget
from ptc_service_policy.text import LANGUAGES, AnyOf, LocalizedText, write

Words = Callable[[Any, PolicyFiles], LocalizedText]

NOTHING = LocalizedText(fr="rien", en="nothing")
APPLIES = LocalizedText(fr="prévu", en="provided for")
LEFT_OUT = LocalizedText(fr="non prévu", en="not provided for")
_INCLUDED = LocalizedText(fr="compris", en="included")
_NOT_INCLUDED = LocalizedText(fr="non compris", en="not included")
_BOUND = LocalizedText(fr="limité à certains cas", en="bound to some cases")
_UNBOUND = LocalizedText(fr="dans tous les cas", en="in every case")
_DELIVERY = LocalizedText(fr="{frequency}, {methods}", en="{frequency}, {methods}")
_ENUMERATED = LocalizedText(fr="{items}", en="{items}")
_ITEM = LocalizedText(fr="{label} : {words}", en="{label}: {words}")
_TERMS = LocalizedText(
    fr="à la demande {requested_by}, avec l'accord {approved_by}",
    en="at the request of {requested_by}, with the approval of {approved_by}",
)
_OF_PARTY = {
    "customer": LocalizedText(fr="du client", en="the customer"),
    "ptc": LocalizedText(fr="de PTC", en="PTC"),
}
_TOKENS = ENUMERATED | {
    "included": LocalizedText(fr="comprise, sans supplément", en="included, at no extra charge"),
    "contacts": LocalizedText(fr="personnes", en="people"),
    "cases": LocalizedText(fr="dossiers", en="cases"),
    "hours-per-week": LocalizedText(fr="heures par semaine", en="hours a week"),
    "holidays": LocalizedText(fr="jours fériés", en="holidays"),
    "closure": LocalizedText(fr="période inscrite au contrat", en="stretch entered in the contract"),
    "request": LocalizedText(fr="une demande", en="a request"),
    "notice": LocalizedText(fr="un préavis", en="notice"),
    "ptc-discretion": LocalizedText(fr="l'accord de PTC", en="PTC's agreement"),
    "teleconference": LocalizedText(fr="téléconférence", en="teleconference"),
    "usually": LocalizedText(fr="habituellement", en="usually"),
    "always": LocalizedText(fr="toujours", en="always"),
}


def plain(text: object) -> LocalizedText:
    """Write a value alike in both languages, as far as it has no words of its own."""
    return LocalizedText(**{language: write(text, language) for language in LANGUAGES})


def token(value: object, _files: PolicyFiles | None = None) -> LocalizedText:
    """Write one of the values that a schema enumerates, a number, or an id that has no name."""
    if isinstance(value, bool):
        return YES if value else NO
    return _TOKENS.get(value, plain(value)) if isinstance(value, str) else plain(value)


def tokens(values: tuple[str, ...], files: PolicyFiles) -> LocalizedText:
    """Write several enumerated values as a list."""
    return listed(tuple(token(value, files) for value in values))


def listed(items: tuple[LocalizedText, ...]) -> LocalizedText:
    """Write a list of texts, or that there is nothing."""
    return _ENUMERATED.format(items=items) if items else NOTHING


def labelled(label: LocalizedText, words: LocalizedText) -> LocalizedText:
    """Write a text after what it is about."""
    return _ITEM.format(label=label, words=words)


def entitlement(value: bool, _files: PolicyFiles) -> LocalizedText:  # noqa: FBT001 - a value of the policy
    """Write whether a service is included."""
    return _INCLUDED if value else _NOT_INCLUDED


def bounds(unbound: bool, _files: PolicyFiles) -> LocalizedText:  # noqa: FBT001 - a value of the policy
    """Write whether a service is given in every case."""
    return _UNBOUND if unbound else _BOUND


def delivery(value: Delivery, files: PolicyFiles) -> LocalizedText:
    """Write a delivery: "once a month, in person or by videoconference"."""
    methods = AnyOf(tuple(_phrase(files.cadences.methods, method) for method in value.methods))
    frequency = _phrase(files.cadences.frequencies, value.frequency)
    return _DELIVERY.format(frequency=frequency, methods=methods)


def _phrase(terms: Mapping[Any, Any], name: str) -> LocalizedText:
    phrase: LocalizedText = terms[name].phrase if name in terms else plain(name)
    return phrase


def target(value: ResponseTarget, _files: PolicyFiles) -> LocalizedText:
    """Write a response target."""
    return plain(DayCount(value.business_days))


def hours(value: WeeklyHours, _files: PolicyFiles) -> LocalizedText:
    """Write weekly hours."""
    named = name_hours(list_hours(value))
    return named if named.en else NOTHING


def weekdays(value: tuple[Any, ...], _files: PolicyFiles) -> LocalizedText:
    """Write days of the week."""
    return listed(tuple(WEEKDAY_NAMES[day] for day in value))


def language(value: str, _files: PolicyFiles) -> LocalizedText:
    """Write a language."""
    return LANGUAGE_NAMES[value]


def deployment(value: str, files: PolicyFiles) -> LocalizedText:
    """Write a deployment by its name."""
    known = files.offerings.deployments
    return known[value].name if value in known else plain(value)


def limit_name(value: str, files: PolicyFiles) -> LocalizedText:
    """Write a limit by its name."""
    known = files.engagement.limits
    return known[value].name if value in known else plain(value)


def terms(value: ChangeTerms, _files: PolicyFiles) -> LocalizedText:
    """Write who may ask for another arrangement, and who approves it."""
    return _TERMS.format(requested_by=_OF_PARTY[value.requested_by], approved_by=_OF_PARTY[value.approved_by])
