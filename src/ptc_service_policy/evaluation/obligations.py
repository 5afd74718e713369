"""What is owed, in which period, and whether it was done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, cast

from ptc_service_policy.business_time import BusinessCalendar, Frequency, Period, Roll, periods
from ptc_service_policy.business_time import suggest as suggest_day
from ptc_service_policy.decisions import Basis, Citation, Decision, Grounds, Reason
from ptc_service_policy.errors import BusinessTimeError, InvalidContractError
from ptc_service_policy.evaluation import cadences, engagement_terms
from ptc_service_policy.evaluation.contract import Contract
from ptc_service_policy.evaluation.subject import Subject, agreed_in
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.text import LocalizedText

Fulfilment = Literal["met", "missed", "due", "upcoming"]
PROACTIVE_CONTACT = "proactive-contact"
"""The id by which obligations and deliveries call the weekly contact, which is no service of Table 1."""

_FROM_THE_CALENDAR = "calendar"
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

    __slots__ = ("_anchor", "_calendar", "_contract", "_how", "_needs_start", "_owed", "_subject")

    def __init__(self, subject: Subject, contract: Contract, calendar: BusinessCalendar) -> None:
        self._subject = subject
        self._contract = contract
        self._calendar = calendar
        rules = subject.files.cadences
        anchoring, period_grounds = subject.follow(rules.periods)
        how, how_grounds = subject.follow(rules.suggested_date)
        by_calendar = anchoring == _FROM_THE_CALENDAR
        self._anchor = None if by_calendar else contract.start
        self._needs_start = not by_calendar
        self._how = cast(Roll, how)
        counting = period_grounds & how_grounds
        if not by_calendar:
            counting = counting & agreed_in("start")
        self._owed = tuple(_owed(subject, counting))

    def between(
        self, start: date, end: date, delivered: Iterable[Delivered], as_of: date | None
    ) -> tuple[Obligation, ...]:
        """List what is owed in the periods that have a day from ``start``, included, to ``end``, not included."""
        if end < start:
            raise BusinessTimeError.of("PSP707", start=start, end=end)
        if self._owed and self._needs_start and self._anchor is None:
            raise InvalidContractError.of("PSP509", path=("start",))
        done: dict[str, list[date]] = {}
        for each in delivered:
            done.setdefault(each.subject, []).append(each.on)
        found = [
            self._obligation(name, title, owed, grounds, period, done.get(name, ()), as_of)
            for name, title, owed, grounds in self._owed
            for period in self._periods(owed, start, end)
        ]
        return tuple(sorted(found, key=lambda each: each.first))

    def _periods(self, owed: Delivery, start: date, end: date) -> Iterator[Period]:
        """Cut the periods to the contract: none begins after its end or lies before its start."""
        contract = self._contract
        first = max(start, contract.start or start)
        stop = min(end, contract.end + _ONE_DAY) if contract.end else end
        for period in periods(cast(Frequency, owed.frequency), self._anchor, first, stop):
            begins = max(period.start, contract.start or period.start)
            ends = min(period.end, contract.end + _ONE_DAY) if contract.end else period.end
            yield Period(begins, ends, period.index)

    def _obligation(
        self,
        name: str,
        title: LocalizedText,
        owed: Delivery,
        grounds: Grounds,
        period: Period,
        done: Iterable[date],
        as_of: date | None,
    ) -> Obligation:
        last = period.end - _ONE_DAY
        methods = cadences.terms(self._subject, owed)["methods"]
        return Obligation(
            subject=name,
            name=title,
            methods=owed.methods,
            frequency=owed.frequency,
            first=period.start,
            last=last,
            suggested=suggest_day(period, self._calendar, self._how),
            fulfilment=None if as_of is None else _fulfilment(period, done, as_of),
            basis=grounds.basis,
            reason=Reason(_OWED, name=title, first=period.start, last=last, methods=methods),
            citations=grounds.citations,
        )


def _owed(subject: Subject, counting: Grounds) -> Iterator[tuple[str, LocalizedText, Delivery, Grounds]]:
    """Find everything that is owed with a date: the services of a fixed frequency, and the contact."""
    for service, rule in subject.files.entitlements.services.items():
        decision = cadences.delivery(subject, service)
        yield from _dated(service, rule.name, decision, counting)
    contact = engagement_terms.proactive_contact(subject)
    yield from _dated(PROACTIVE_CONTACT, _PROACTIVE_CONTACT_NAME, contact, counting)


def _dated(
    name: str, title: LocalizedText, decision: Decision[Delivery | None], counting: Grounds
) -> Iterator[tuple[str, LocalizedText, Delivery, Grounds]]:
    if decision.value is not None and decision.value.frequency != "as-needed":
        yield name, title, decision.value, Grounds(decision.basis, decision.citations) & counting


def _fulfilment(period: Period, done: Iterable[date], as_of: date) -> Fulfilment:
    """Judge one period as of a day: what was delivered after that day is not known yet."""
    if any(day in period and day <= as_of for day in done):
        return "met"
    if as_of < period.start:
        return "upcoming"
    return "due" if as_of < period.end else "missed"
