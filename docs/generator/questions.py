"""Every question about an offering that needs no contract, by topic, with its words and its answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from ptc_service_policy import Decision, LocalizedText, Policy

Ask = Callable[[str], Decision[Any]]
Family = Callable[[Policy], Iterator["Question"]]


@dataclass(frozen=True)
class Question:
    """Hold one question; ``ask`` takes an offering. ``id`` names the entry that it is about, if any."""

    topic: str
    id: str | None
    label: LocalizedText
    ask: Ask


_DEPLOYMENT = LocalizedText(fr="Mode de déploiement", en="Deployment")
_CHARGE = LocalizedText(fr="Coût", en="Charge")
_RESPONSE = LocalizedText(fr="Délai de réponse", en="Response target")
_CONTACT = LocalizedText(fr="Contact proactif", en="Proactive contact")
_HOURS = LocalizedText(fr="Horaires d'assistance", en="Support hours")
_HOURS_APPROVER = LocalizedText(fr="Qui approuve d'autres horaires", en="Who approves other hours")
_EXCEPTION = LocalizedText(fr="Exception aux horaires", en="Exception to the hours")
_ON_REQUEST = LocalizedText(fr="Jours sur demande", en="Days on request")
_MEETINGS = LocalizedText(fr="Réunions", en="Meetings")
_STAND_IN = LocalizedText(fr="Remplaçant en cas d'absence", en="Stand-in during absence")
_LANGUAGE = LocalizedText(fr="Langue de communication", en="Language of communication")
_LANGUAGE_APPROVER = LocalizedText(fr="Qui approuve une autre langue", en="Who approves another language")
_ADDITIONAL = LocalizedText(fr="Achat d'une offre supplémentaire", en="Purchase of one more offering")
_SHARED = LocalizedText(fr="Gestionnaire commun à plusieurs offres", en="Manager shared by several offerings")
_SALE = LocalizedText(fr="Vente et durée", en="Sale and term")


def services(policy: Policy) -> Iterator[Question]:
    """Ask of each service whether an offering includes it."""
    for name, service in policy.services.items():
        yield Question("entitlement", name, service.name, partial(policy.entitlement, service=name))


def deliveries(policy: Policy) -> Iterator[Question]:
    """Ask of each service how, and how often, it is delivered."""
    for name, service in policy.services.items():
        yield Question("delivery", name, service.name, partial(policy.delivery, service=name))


def essentials(policy: Policy) -> Iterator[Question]:
    """Ask who may have an offering, at what charge, and how soon it responds."""
    yield Question("deployment", None, _DEPLOYMENT, policy.deployment)
    yield Question("charge", None, _CHARGE, policy.charge)
    yield Question("response-target", None, _RESPONSE, policy.response_target)
    yield Question("proactive-contact", None, _CONTACT, policy.proactive_contact)


def availability(policy: Policy) -> Iterator[Question]:
    """Ask when the manager can be reached."""
    yield Question("support-hours", None, _HOURS, policy.support_hours)
    yield Question("approver", "support-hours", _HOURS_APPROVER, partial(policy.approver, of="support-hours"))
    for name in policy.support_exceptions:
        yield Question("support-exception", name, _EXCEPTION, partial(policy.support_exception, name=name))
    yield Question("on-request-days", None, _ON_REQUEST, policy.on_request_days)
    yield Question("stand-in", None, _STAND_IN, policy.stand_in)


def limits(policy: Policy) -> Iterator[Question]:
    """Ask how much an offering covers."""
    for name, limit in policy.files.engagement.limits.items():
        yield Question("limit", name, limit.name, partial(policy.limit, name=name))


def beyond_limits(policy: Policy) -> Iterator[Question]:
    """Ask what follows where a limit is exceeded, and what is shared."""
    yield Question("additional-offering", None, _ADDITIONAL, policy.additional_offering)
    yield Question("shared-manager", None, _SHARED, policy.shared_manager)


def terms(policy: Policy) -> Iterator[Question]:
    """Ask for the language, the sale and the meetings."""
    yield Question("language", None, _LANGUAGE, policy.language)
    yield Question("approver", "language", _LANGUAGE_APPROVER, partial(policy.approver, of="language"))
    yield Question("sale", None, _SALE, policy.sale)
    yield Question("meetings", None, _MEETINGS, policy.meetings)


def commitments(policy: Policy) -> Iterator[Question]:
    """Ask for the promises that stand beside the tables."""
    for name, promise in policy.files.engagement.commitments.items():
        yield Question("commitment", name, promise.name, partial(policy.commitment, name=name))


def every_question(policy: Policy) -> Iterator[Question]:
    """Ask everything."""
    for family in (essentials, services, deliveries, availability, limits, beyond_limits, terms, commitments):
        yield from family(policy)
