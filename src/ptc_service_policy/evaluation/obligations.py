"""What is owed, in which period, and whether it was done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from ptc_service_policy.business_time import Every, Period, Roll, periods
from ptc_service_policy.business_time import suggest as suggest_day
from ptc_service_policy.decisions import Basis, Citation, Decision, Grounds, Reason
from ptc_service_policy.errors import BusinessTimeError, InvalidContractError
from ptc_service_policy.evaluation import cadences, engagement_terms, known_ids
from ptc_service_policy.evaluation.calendars import Calendars
from ptc_service_policy.evaluation.contract import Contract
from ptc_service_policy.evaluation.subject import Subject, agreed_in
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.text import LocalizedText

Fulfilment = Literal["met", "missed", "due", "upcoming"]
PROACTIVE_CONTACT = "proactive-contact"
"""The id by which obligations and deliveries call the weekly contact, which is no service of Table 1."""

_FROM_THE_CALENDAR = "calendar"
_STEPS = {"weekly": Every(weeks=1), "monthly": Every(months=1), "quarterly": Every(months=3)}
_ONE_DAY = timedelta(days=1)
_PROACTIVE_CONTACT_NAME = LocalizedText(fr="Contact proactif", en="Proactive contact")
_OWED = LocalizedText(
    fr="« {name} » : à assurer une fois entre le {first} et le {last}, {methods}.",
    en='"{name}": owed once between {first} and {last}, {methods}.',
)


@dataclass(frozen=True, slots=True)
class Obligation:
    """Describe one delivery that is owed in one period.

    ``subject`` is the service's id, or "proactive-contact". The period runs from ``first`` to
    ``last``, both included; ``suggested`` is a business day in it, or None if it has none.
    ``fulfilment`` is None where nobody asked as of which day.
    """

    subject: str
    name: LocalizedText
    methods: tuple[str, ...]
    frequency: str
    first: date
    last: date
    suggested: date | None
    fulfilment: Fulfilment | None
    basis: Basis
    reason: Reason
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """Record that something was delivered: the obligation's subject, and the local date."""

    subject: str
    on: date


class Obligations:
    """Know, for one contract, what is owed when."""

    __slots__ = ("_anchor", "_calendars", "_contract", "_how", "_needs_start", "_owed", "_subject")

    def __init__(self, subject: Subject, contract: Contract, calendars: Calendars) -> None:
        self._subject = subject
        self._contract = contract
        self._calendars = calendars
        rules = subject.files.cadences
        anchoring, period_grounds = subject.follow(rules.periods)
        how, how_grounds = subject.follow(rules.suggested_date)
        by_calendar = anchoring == _FROM_THE_CALENDAR
        self._anchor = None if by_calendar else contract.start
        self._needs_start = not by_calendar
        self._how = cast("Roll", how)
        counting = period_grounds & how_grounds
        if not by_calendar:
            counting = counting & agreed_in("start")
        self._owed = tuple(_owed(subject, counting))

    def between(
        self, start: date, end: date, delivered: Iterable[Delivered], as_of: date | None
    ) -> tuple[Obligation, ...]:
        """List what is owed in the periods that have a day from ``start`` to before ``end``."""
        if end < start:
            raise BusinessTimeError.of("PSP707", start=start, end=end)
        if self._owed and self._needs_start and self._anchor is None:
            raise InvalidContractError.of("PSP509", path=("start",))
        done: dict[str, list[date]] = {}
        for each in delivered:
            if each.subject != PROACTIVE_CONTACT:
                known_ids.service(self._subject.files, each.subject)
            done.setdefault(each.subject, []).append(each.on)
        found = [
            self._obligation(owed, period, done.get(owed.subject, ()), as_of)
            for owed in self._owed
            for period in self._periods(owed.delivery.frequency, start, end)
        ]
        return tuple(sorted(found, key=lambda each: each.first))

    def _periods(self, frequency: str, start: date, end: date) -> Iterator[Period]:
        """Cut the periods to the contract: none begins after its end or lies before its start."""
        contract = self._contract
        begin = contract.start or date.min
        stop = contract.end + _ONE_DAY if contract.end else date.max
        for period in periods(_STEPS[frequency], self._anchor, max(start, begin), min(end, stop)):
            yield Period(max(period.start, begin), min(period.end, stop), period.index)

    def _obligation(
        self, owed: "_Owed", period: Period, done: Iterable[date], as_of: date | None
    ) -> Obligation:
        first, last = period.start, period.end - _ONE_DAY
        phrases = cadences.terms(self._subject, owed.delivery)
        return Obligation(
            subject=owed.subject,
            name=owed.name,
            methods=owed.delivery.methods,
            frequency=owed.delivery.frequency,
            first=first,
            last=last,
            suggested=self._suggest(period),
            fulfilment=None if as_of is None else _fulfilment(period, done, as_of),
            basis=owed.grounds.basis,
            reason=Reason.of(_OWED, name=owed.name, first=first, last=last, **phrases),
            citations=owed.grounds.citations,
        )

    def _suggest(self, period: Period) -> date | None:
        """Suggest a day on which the manager is there, or a business day where all of the period is leave."""
        present = suggest_day(period, self._calendars.reachable, self._how)
        return present or suggest_day(period, self._calendars.support, self._how)


@dataclass(frozen=True, slots=True)
class _Owed:
    """Hold something that is owed once in each period, and what that rests on."""

    subject: str
    name: LocalizedText
    delivery: Delivery
    grounds: Grounds


def _owed(subject: Subject, counting: Grounds) -> Iterator[_Owed]:
    """Find everything that is owed with a date: the services of a fixed frequency, and the contact."""
    for service, rule in subject.files.entitlements.services.items():
        yield from _dated(service, rule.name, cadences.delivery(subject, service), counting)
    contact = engagement_terms.proactive_contact(subject)
    yield from _dated(PROACTIVE_CONTACT, _PROACTIVE_CONTACT_NAME, contact, counting)


def _dated(
    name: str, title: LocalizedText, decision: Decision[Delivery | None], counting: Grounds
) -> Iterator[_Owed]:
    if decision.value is not None and decision.value.frequency != "as-needed":
        grounds = Grounds(decision.basis, decision.citations) & counting
        yield _Owed(name, title, decision.value, grounds)


def _fulfilment(period: Period, done: Iterable[date], as_of: date) -> Fulfilment:
    """Judge one period as of a day: what was delivered after that day is not known yet."""
    if any(day in period and day <= as_of for day in done):
        return "met"
    if as_of < period.start:
        return "upcoming"
    return "due" if as_of < period.end else "missed"
