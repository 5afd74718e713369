"""What is owed, in which period, and whether it was done."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Literal, TypeVar, cast
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time import BusinessCalendar, Every, Period, Roll, periods
from ptc_service_policy.business_time import suggest as suggest_day
from ptc_service_policy.decisions import OPEN, Basis, Citation, Decision, Firmness, Grounds, Reason, join
from ptc_service_policy.errors import (
    BusinessTimeError,
    InvalidContractError,
    MissingAttributeError,
    UnknownIdError,
    suggest,
)
from ptc_service_policy.model.cadences import AfterEvent, Delivery
from ptc_service_policy.model.vocabulary import Rhythm
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.citations import agreed_in
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.delivery import DELIVERY, beside, rhythm_in
from ptc_service_policy.topics.entitlement import ENTITLEMENT, includes
from ptc_service_policy.topics.inputs import AS_OF, DAY_AFTER, DELIVERED, EVENTS, FIRST_DAY
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.kinds import DELIVERIES
from ptc_service_policy.topics.sentences import Sentence, sentences_of
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.wording import Wording, lines

T = TypeVar("T")
Fulfilment = Literal["met", "missed", "due", "upcoming"]
PROACTIVE_CONTACT = "proactive-contact"

_FROM_THE_CALENDAR = "calendar"
_ONE_DAY = timedelta(days=1)
_OWED = LocalizedText(
    fr="« {name} » : à assurer une fois entre le {first} et le {last}, {methods}.",
    en='"{name}": owed once between {first} and {last}, {methods}.',
)
_OWED_AGAIN = LocalizedText(
    fr="« {name} » : à assurer {times} fois entre le {first} et le {last}, {methods} ; c'est la {nth} fois.",
    en='"{name}": owed {times} times between {first} and {last}, {methods}; this is number {nth}.',
)
_OWED_AFTER = LocalizedText(
    fr="« {name} » : à assurer au plus tard le {last}, après : {event} (le {first}).",
    en='"{name}": owed by {last}, after: {event} (on {first}).',
)
_LIST = LocalizedText(
    fr="Prestations dues sur la période : {count}.", en="Deliveries owed in the range: {count}."
)
_NOTHING = LocalizedText(fr="rien", en="nothing")
_PERIOD = LocalizedText(fr="{name}, du {first} au {last}", en="{name}, from {first} to {last}")
_SUGGESTED = LocalizedText(fr="{said} ; date proposée : {day}", en="{said}; suggested date: {day}")
_FULFILMENT = LocalizedText(fr="{said} ; {state}", en="{said}; {state}")
_LEFT_OPEN = LocalizedText(
    fr="La source laisse ouvert un point dont dépendent les dates : {name}, {value}.",
    en="The source leaves open something on which the dates depend: {name}, {value}.",
)
_AWAITING = LocalizedText(
    fr="Prestations dues après un événement qui n'a pas été signalé : {names}.",
    en="Owed after an event that was not told: {names}.",
)
_WITHOUT_DATES = LocalizedText(
    fr="Services compris pour lesquels aucune échéance ne se déduit : {names}.",
    en="Included services without dates: {names}.",
)
FULFILMENTS = {
    "met": LocalizedText(fr="assurée", en="met"),
    "missed": LocalizedText(fr="manquée", en="missed"),
    "due": LocalizedText(fr="due", en="due"),
    "upcoming": LocalizedText(fr="à venir", en="upcoming"),
    None: LocalizedText(fr="", en=""),
}


@dataclass(frozen=True, slots=True)
class Obligation:
    """Describe one delivery that is owed in one period.

    ``subject`` is the id of what is delivered. The period runs from ``first`` to ``last``, both included;
    ``nth`` counts what is owed several times in it; ``suggested`` is a business day in it, or None if it has
    none. ``fulfilment`` is None where nobody asked as of which day.
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
    firmness: tuple[Firmness, ...] = ()
    nth: int = 1


@dataclass(frozen=True, slots=True)
class Delivered:
    """Record that something was delivered: the obligation's subject, and the local date."""

    subject: str
    on: date


@dataclass(frozen=True, slots=True)
class Happened:
    """Record that an event of the vocabulary happened, on a local date."""

    event: str
    on: date


@dataclass(frozen=True, slots=True)
class _Owed:
    """Hold something that is owed with a date, and what that rests on."""

    subject: str
    name: LocalizedText
    delivery: Delivery
    rhythm: Rhythm | AfterEvent
    by_calendar: bool
    how: Roll
    grounds: Grounds


def obligations_between(
    applied: Applied,
    start: date,
    end: date,
    delivered: Iterable[Delivered] = (),
    as_of: date | None = None,
    events: Iterable[Happened] = (),
    about: str = "",
) -> tuple[Obligation, ...]:
    """List what is owed in the periods that have a day from ``start`` to before ``end``.

    With ``about`` one thing alone is asked about, and nothing that matters to others is.
    """
    if end < start:
        raise BusinessTimeError.of("PSP707", start=start, end=end)
    owed = _with_dates(applied, about)
    needs_start = any(not each.by_calendar for each in owed if isinstance(each.rhythm, Rhythm))
    if needs_start and applied.contract.start is None:
        raise InvalidContractError.of("PSP509", path=("start",))
    known = DELIVERY.entries(applied.subject.files)
    done: dict[str, list[date]] = {}
    for each in delivered:
        if each.subject not in known:
            raise UnknownIdError.of("PSP702", id=each.subject, suggestion=suggest(each.subject, known))
        done.setdefault(each.subject, []).append(each.on)
    happened = tuple(events)
    for event in happened:
        names = applied.subject.files.vocabulary.events
        if event.event not in names:
            raise UnknownIdError.of("PSP717", id=event.event, suggestion=suggest(event.event, names))
    found = [
        obligation
        for each in owed
        for obligation in _obligations(
            applied, each, start, end, sorted(done.get(each.subject, ())), as_of, happened
        )
    ]
    return tuple(sorted(found, key=lambda each: each.first))


def _with_dates(applied: Applied, about: str = "") -> tuple[_Owed, ...]:
    """Return what is owed with a date, one thing or all, found once for a contract and a case."""
    # In the order of the source: the services, then what is delivered beside them.
    services = applied.subject.files.entitlements.services
    others = [name for name in applied.subject.files.cadences.deliveries if name not in services]
    names = (about,) if about else (*services, *others)
    found = (applied.kept(("owed", name), partial(_alike, applied, partial(_owed, name))) for name in names)
    return tuple(each for each in found if each is not None)


def _alike(applied: Applied, find: Callable[[Applied], T]) -> T:
    """Find what is so in every case of what is not told; refuse the question only where the cases differ."""
    try:
        return find(applied)
    except MissingAttributeError as error:
        (attribute,) = error.attributes
        cases = applied.subject.files.vocabulary.attributes[attribute].named_cases
        first, *others = (_alike(applied.told({attribute: case}), find) for case in cases)
        if any(other != first for other in others):
            raise
        return first


def _owed(name: str, applied: Applied) -> _Owed | None:
    """Find how one thing is owed with a date: in periods, or after an event."""
    subject = applied.subject
    case: Case[Any] = Case(subject, name)
    written = subject.settle(DELIVERY.rule(name)).value
    rhythm = rhythm_in(written, subject.files) if isinstance(written, Delivery) else None
    if rhythm is None or _left_open(applied, rhythm, case) is not None:
        return None
    decision = DELIVERY.ask(case)
    value = decision.value
    if not isinstance(value, Delivery):
        return None
    grounds = _grounds(decision)
    anchoring, anchoring_grounds = subject.follow(beside(case, "periods_from"))
    how, how_grounds = subject.follow(beside(case, "suggested_date"))
    by_calendar = anchoring == _FROM_THE_CALENDAR
    if isinstance(rhythm, AfterEvent):
        grounds = join((grounds, _counted_on(applied, rhythm)[1]))
    else:
        grounds = join((grounds, anchoring_grounds, how_grounds))
        if not by_calendar:
            grounds = grounds & agreed_in("start")
    title = DELIVERY.name_of(subject.files, name)
    return _Owed(name, title, value, rhythm, by_calendar, cast("Roll", how or "following"), grounds)


def _left_open(applied: Applied, rhythm: Rhythm | AfterEvent, case: Case[Any]) -> Grounds | None:
    """Return what leaves open when something with a rhythm is owed; None where nothing does."""
    if isinstance(rhythm, AfterEvent):
        calendar, grounds = _counted_on(applied, rhythm)
        return grounds if calendar is None and rhythm.within.unit.startswith("business") else None
    anchoring, grounds = applied.subject.follow(beside(case, "periods_from"))
    if anchoring is not None:
        return None
    return grounds if grounds.basis in OPEN else Grounds(Basis.UNSTATED)


def _counted_on(applied: Applied, rhythm: AfterEvent) -> tuple[BusinessCalendar | None, Grounds]:
    """Return the calendar on which business time after an event is counted, and what it rests on."""
    if not rhythm.within.unit.startswith("business"):
        return None, Grounds(Basis.STATED)
    if applied.support is None or not applied.working.holidays_settled:
        return None, Grounds(Basis.UNSTATED) & applied.hours_grounds.cited()
    return applied.support, join((applied.hours_grounds, applied.holiday_grounds))


def _grounds(decision: Decision[Any]) -> Grounds:
    return Grounds(decision.basis, decision.citations, decision.firmness, decision.rules)


def _obligations(
    applied: Applied,
    owed: _Owed,
    start: date,
    end: date,
    done: list[date],
    as_of: date | None,
    events: tuple[Happened, ...],
) -> Iterator[Obligation]:
    if isinstance(owed.rhythm, AfterEvent):
        yield from _after(applied, owed, owed.rhythm, start, end, done, as_of, events)
        return
    if owed.rhythm.each is None:
        return
    times = owed.rhythm.times or 1
    for period in _periods(applied, owed, start, end):
        inside = [day for day in done if day in period]
        for nth in range(1, times + 1):
            yield _obligation(applied, owed, period, nth, times, inside[nth - 1 : nth], as_of)


def _periods(applied: Applied, owed: _Owed, start: date, end: date) -> Iterator[Period]:
    """Cut the periods to the contract: none begins after its end or lies before its start."""
    contract, rhythm = applied.contract, cast("Rhythm", owed.rhythm)
    begin = contract.start or date.min
    stop = contract.end + _ONE_DAY if contract.end else date.max
    anchor = None if owed.by_calendar else contract.start
    each = rhythm.each
    if each is None:
        return
    step = Every(**{each.unit: int(each.amount)})
    for period in periods(step, anchor, max(start, begin), min(end, stop)):
        yield Period(max(period.start, begin), min(period.end, stop), period.index)


def _obligation(
    applied: Applied, owed: _Owed, period: Period, nth: int, times: int, done: list[date], as_of: date | None
) -> Obligation:
    first, last = period.start, period.end - _ONE_DAY
    methods = Wording(applied.subject.files).methods(owed.delivery.methods or ())
    filling = {
        "name": owed.name,
        "first": first,
        "last": last,
        "methods": methods,
        "times": times,
        "nth": nth,
    }
    sentences = [Sentence(_OWED if times == 1 else _OWED_AGAIN, filling)]
    for firmness in owed.grounds.firmness:
        sentences += sentences_of(firmness)
    wished = None if times == 1 else first + (period.end - first) * (nth - 1) // times
    return Obligation(
        subject=owed.subject,
        name=owed.name,
        methods=owed.delivery.methods or (),
        frequency=owed.delivery.frequency if isinstance(owed.delivery.frequency, str) else "",
        first=first,
        last=last,
        suggested=_suggest(applied, owed, period, wished),
        fulfilment=None if as_of is None else _fulfilment(period, done, as_of),
        basis=owed.grounds.basis,
        reason=Reason.of_sentences(sentences),
        citations=owed.grounds.citations,
        firmness=owed.grounds.firmness,
        nth=nth,
    )


def _after(
    applied: Applied,
    owed: _Owed,
    rhythm: AfterEvent,
    start: date,
    end: date,
    done: list[date],
    as_of: date | None,
    events: tuple[Happened, ...],
) -> Iterator[Obligation]:
    name = applied.subject.files.vocabulary.events[rhythm.after].name
    for event in events:
        last = _last_day(applied, event.on, rhythm)
        if event.event != rhythm.after or last < start or event.on >= end:
            continue
        period = Period(event.on, last + _ONE_DAY, 0)
        inside = [day for day in done if day in period]
        filling = {"name": owed.name, "first": event.on, "last": last, "event": name}
        yield Obligation(
            subject=owed.subject,
            name=owed.name,
            methods=owed.delivery.methods or (),
            frequency="",
            first=event.on,
            last=last,
            suggested=_suggest(applied, owed, period, None),
            fulfilment=None if as_of is None else _fulfilment(period, inside, as_of),
            basis=owed.grounds.basis,
            reason=Reason.of(_OWED_AFTER, **filling),
            citations=owed.grounds.citations,
            firmness=owed.grounds.firmness,
        )


def _last_day(applied: Applied, on: date, rhythm: AfterEvent) -> date:
    within, (calendar, _) = rhythm.within, _counted_on(applied, rhythm)
    if within.unit == "calendar_days":
        return on + timedelta(days=int(within.amount))
    if calendar is not None and within.unit == "business_days":
        return calendar.offset(on, int(within.amount))
    lasts = timedelta(hours=within.amount / (60 if within.unit.endswith("minutes") else 1))
    begins = datetime.combine(on, time(), ZoneInfo(applied.contract.time_zone))
    return (begins + lasts if calendar is None else calendar.add(begins, lasts)).date()


def _business_calendar(applied: Applied) -> BusinessCalendar | None:
    """Return the calendar whose business days are suggested: the manager's, or that of a target."""
    if applied.support is not None:
        return applied.support
    from ptc_service_policy.topics.due import clock_of

    def calendar_of(name: str, applied: Applied) -> BusinessCalendar:
        return clock_of(applied, name).terms.calendar

    targets = applied.subject.files.service_levels.targets
    return next((_alike(applied, partial(calendar_of, name)) for name in targets), None)


def _suggest(applied: Applied, owed: _Owed, period: Period, wished: date | None) -> date | None:
    """Suggest a day on which the manager is there, or a business day where all of the period is leave."""
    calendar = _business_calendar(applied)
    if calendar is None:
        return None
    present = None if applied.reachable is None else suggest_day(period, applied.reachable, owed.how, wished)
    return present or suggest_day(period, calendar, owed.how, wished)


def _fulfilment(period: Period, done: Iterable[date], as_of: date) -> Fulfilment:
    """Judge one period as of a day: what was delivered after that day is not known yet."""
    if any(day in period and day <= as_of for day in done):
        return "met"
    if as_of < period.start:
        return "upcoming"
    return "due" if as_of < period.end else "missed"


def _answer(
    case: Case[Any],
    *,
    start: date,
    end: date,
    delivered: Iterable[Delivered] = (),
    as_of: date | None = None,
    events: Iterable[Happened] = (),
) -> Decision[tuple[Obligation, ...] | None]:
    applied = applied_in(case)
    found = obligations_between(applied, start, end, delivered, as_of, events, case.about)
    stands = Grounds(Basis.STATED)
    if case.about:
        stated = _alike(applied, partial(_stands, case.about))
        if isinstance(stated, Decision):
            return stated
        stands = stated
    grounds = join((stands, *(Grounds(each.basis, each.citations, each.firmness) for each in found)))
    first = Sentence(_LIST, {"count": len(found)})
    undated = () if case.about else tuple(_undated(applied))
    told = {event.event for event in events}
    awaiting = tuple(
        each.name
        for each in _with_dates(applied, case.about)
        if isinstance(each.rhythm, AfterEvent) and each.rhythm.after not in told
    )
    more = [Sentence(_WITHOUT_DATES, {"names": undated})] if undated else []
    more += [Sentence(_AWAITING, {"names": awaiting})] if awaiting else []
    return applied.subject.decide(found, grounds, Reason.of_sentences((first, *more)))


def _stands(about: str, applied: Applied) -> Grounds | Decision[Any]:
    """Return what one delivery rests on; the answer itself where it is open."""
    subject = applied.subject
    case: Case[Any] = Case(subject, about)
    owed: Decision[Any] = DELIVERY.ask(case)
    if not isinstance(owed.value, Delivery):
        return owed if owed.value is None else _grounds(owed)
    rhythm = rhythm_in(owed.value, subject.files)
    unsettled = None if rhythm is None else _left_open(applied, rhythm, case)
    if unsettled is None:
        return _grounds(owed)
    name = DELIVERY.name_of(subject.files, about)
    filling = {"name": name, "value": DELIVERY.name_value(owed.value, Wording(subject.files))}
    return subject.decide(None, join((_grounds(owed), unsettled)), Reason.of(_LEFT_OPEN, **filling))


def _undated(applied: Applied) -> Iterator[LocalizedText]:
    """Name what the contract includes in some case and of which no date follows: as needed, or left open."""
    dated = {each.subject for each in _with_dates(applied)}
    for name, service in applied.subject.files.entitlements.services.items():
        if name not in dated and _may_include(applied, name):
            yield service.name


def _may_include(applied: Applied, name: str) -> bool:
    try:
        return includes(ENTITLEMENT.ask(Case(applied.subject, name)).value)
    except MissingAttributeError as error:
        (attribute,) = error.attributes
        cases = applied.subject.files.vocabulary.attributes[attribute].named_cases
        return any(_may_include(applied.told({attribute: case}), name) for case in cases)


def _name_obligation(value: Obligation) -> LocalizedText:
    said = _PERIOD.format(name=value.name, first=value.first, last=value.last)
    if value.suggested is not None:
        said = _SUGGESTED.format(said=said, day=value.suggested)
    if value.fulfilment is None:
        return said
    return _FULFILMENT.format(said=said, state=FULFILMENTS[value.fulfilment])


def _judge(old: Iterable[tuple[Any, ...]], new: Iterable[tuple[Any, ...]]) -> Effect:
    """Judge what is owed: the more of each kind, the better; other days alone are neither."""
    before, after = (Counter(each[0] for each in side) for side in (old, new))
    if before == after:
        return Effect.DIFFERENT
    return Effect.BETTER if before <= after else Effect.WORSE if after <= before else Effect.DIFFERENT


OBLIGATIONS: Topic[tuple[Obligation, ...]] = Topic(
    name="obligations",
    group="services",
    label=LocalizedText(fr="Prestations dues", en="What is owed"),
    question=LocalizedText(
        fr="Quelles prestations sont dues entre deux dates ?", en="What is owed between two dates?"
    ),
    words=lambda value, _: lines(map(_name_obligation, value), _NOTHING),
    about=DELIVERIES,
    all_at_once=True,
    reason=LocalizedText(fr="{value}", en="{value}"),
    read=lambda value, _: tuple((each.subject, each.first, each.last, each.suggested) for each in value),
    judge=_judge,
    inputs=(FIRST_DAY, DAY_AFTER, DELIVERED, AS_OF, EVENTS),
    answer=_answer,
    needs_contract=True,
)
