"""Obligations as an iCalendar file (RFC 5545), which calendar programs import."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from ptc_service_policy.business_time.reading import read_choice, wrong_shape
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.text import LANGUAGES, Language, LocalizedText, on_lines
from ptc_service_policy.topics.obligations import Obligation
from ptc_service_policy.topics.wording import TRANSLATED
from ptc_service_policy.typography import typeset

_TITLE = LocalizedText(fr="Prestations dues", en="Deliveries due")


def write_icalendar(
    obligations: Iterable[Obligation], contract: Contract, language: Language, source: Language
) -> str:
    """Write one all-day event for each obligation: on its suggested date, or over its period without one.

    The same obligation of the same contract has the same UID in every file, so that importing again
    updates it. Nothing is read from a clock: an event is stamped with the first day of its period. Where
    ``source`` is another language, that of the document, the calendar says that it is a translation.
    """
    read_choice(language, LANGUAGES, ("language",))
    calendar = Calendar()
    calendar.add("prodid", f"-//PTC//ptc-service-policy//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", typeset(_TITLE[language], language))
    if language != source:
        calendar.add("x-wr-caldesc", typeset(TRANSLATED[language], language))
    given = tuple(obligations) if isinstance(obligations, Iterable) else (obligations,)
    for number, obligation in enumerate(given):
        if not isinstance(obligation, Obligation):
            raise wrong_shape(obligation, ("obligations", number), "applied.obligations(...)")
        calendar.add_component(_event(obligation, contract, language))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _event(obligation: Obligation, contract: Contract, language: Language) -> Event:
    first, last = (obligation.suggested,) * 2 if obligation.suggested else (obligation.first, obligation.last)
    event = Event()
    event.add("uid", _uid(obligation, contract))
    event.add("dtstamp", datetime.combine(obligation.first, time(), UTC))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", typeset(on_lines(obligation.name[language]), language))
    event.add("description", typeset(on_lines(obligation.reason[language]), language))
    event.add("categories", [typeset(_TITLE[language], language)])
    event.add("transp", "TRANSPARENT")
    return event


def _uid(obligation: Obligation, contract: Contract) -> str:
    when = obligation.due or obligation.first
    what = (contract.offering, contract.time_zone, contract.start, obligation.subject, when)
    return f"{sha256(repr(tuple(map(str, what))).encode()).hexdigest()[:32]}@ptc-service-policy"
