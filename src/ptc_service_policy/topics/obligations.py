"""What is owed, in which period, and whether it was done."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar, cast

from ptc_service_policy.business_time import BusinessCalendar, Every, Period, Roll, periods
from ptc_service_policy.business_time import suggest as suggest_day
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.decisions import OPEN, Basis, Citation, Decision, Firmness, Grounds, Reason, join
from ptc_service_policy.errors import (
    BusinessTimeError,
    InvalidContractError,
    MissingAttributeError,
    UnknownIdError,
    suggest,
)
from ptc_service_policy.model.cadences import AfterEvent, Delivery, WhileAway
from ptc_service_policy.model.vocabulary import Rhythm
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.citations import agreed_in
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.delivery import DELIVERY, beside, rhythm_in
from ptc_service_policy.topics.entitlement import ENTITLEMENT, includes
from ptc_service_policy.topics.inputs import AS_OF, DAY_AFTER, DELIVERED, EVENTS, FIRST_DAY
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.kinds import DELIVERIES
from ptc_service_policy.topics.sentences import Sentence, left_open, name_firmness, sentences_of
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.wording import Wording, lines, uncapitalised

T = TypeVar("T")
Fulfilment = Literal["met", "missed", "objective-missed", "not-done", "due", "upcoming"]
PROACTIVE_CONTACT = "proactive-contact"

_FROM_THE_CALENDAR = "calendar"
_ONE_DAY = timedelta(days=1)
_TOLD = LocalizedText(
    fr="« {name} » : {duty} {when}{methods}{again}.", en='"{name}": {duty} {when}{methods}{again}.'
)
_DUTIES = {
    "owed": LocalizedText(fr="à assurer", en="due"),
    "objective": LocalizedText(fr="PTC a pour objectif de l'assurer", en="PTC aims to do this"),
    "usual": LocalizedText(fr="PTC l'assure habituellement", en="PTC usually does this"),
    "effort": LocalizedText(fr="PTC s'efforce de l'assurer", en="PTC endeavours to do this"),
    "may": LocalizedText(fr="PTC peut l'assurer", en="PTC may do this"),
}
_TIMES = LocalizedText(
    fr="{times:une|#} fois entre le {first} et le {last}",
    en="{times:once|# times} between {first} and {last}",
)
_AGAIN = LocalizedText(fr=" ; c'est la {nth:1re|#e} fois", en="; this is number {nth}")
_AFTER = LocalizedText(
    fr="au plus tard le {last}, après : {event} (le {first})", en="by {last}, after: {event} (on {first})"
)
_METHODS = LocalizedText(fr=", {methods}", en=", {methods}")
_UNSAID = LocalizedText(fr="", en="")
_LIST = LocalizedText(
    fr="Prestations dues sur la période : {count}.", en="Deliveries due in the range: {count}."
)
_LIST_MAY = LocalizedText(
    fr="Prestations facultatives sur la période : {count}.",
    en="Optional deliveries in the range: {count}.",
)
_NOTHING = LocalizedText(fr="rien", en="nothing")
_PERIOD = LocalizedText(fr="{name}, du {first} au {last}", en="{name}, from {first} to {last}")
_SUGGESTED = LocalizedText(fr="{said} ; date proposée : {day}", en="{said}; suggested date: {day}")
_FULFILMENT = LocalizedText(fr="{said} ; {state}", en="{said}; {state}")
_WHILE_AWAY = {
    "stand-in": LocalizedText(
        fr="Le gestionnaire est absent sur toute cette période : son remplaçant l'assure.",
        en="The manager is away throughout this period: the stand-in does it.",
    ),
    "moved": LocalizedText(
        fr="Le gestionnaire est absent sur toute cette période : la prestation est reportée à son retour.",
        en="The manager is away throughout this period: it is put off until the manager is back.",
    ),
}
_LEFT_OPEN = LocalizedText(
    fr="La source laisse ouvert un point dont dépendent les dates : {name}, {value}.",
    en="The source leaves open a point on which the dates depend: {name}, {value}.",
)
_AWAITING = LocalizedText(
    fr="Prestations dues après un événement qui n'a pas été signalé : {names}.",
    en="Due after an event that was not reported: {names}.",
)
_WITHOUT_DATES = LocalizedText(
    fr="Services compris, mais sans échéance datée : {names}.",
    en="Included services without dates: {names}.",
)
FULFILMENTS = {
    "met": LocalizedText(fr="assurée", en="met"),
    "missed": LocalizedText(fr="manquée", en="missed"),
    "objective-missed": LocalizedText(fr="objectif manqué", en="objective missed"),
    "not-done": LocalizedText(fr="non assurée", en="not done"),
    "due": LocalizedText(fr="due", en="due"),
    "upcoming": LocalizedText(fr="à venir", en="upcoming"),
    None: LocalizedText(fr="", en=""),
}


_UNDONE: dict[str, Fulfilment] = {"owed": "missed", "objective": "objective-missed"}


@dataclass(frozen=True, slots=True)
class Obligation:
    """Describe one delivery that is due in one period, as firmly as ``firmness`` says.

    ``subject`` is the id of what is delivered. The period runs from ``first`` to ``last``, both included;
    ``nth`` counts what is due several times in it; ``suggested`` is a business day in it, or None if it has
    none or the source leaves open how one is suggested. ``fulfilment`` is None where nobody asked as of which
    day, and where what may be done was not done: nothing is missed then.
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


class _Away(NamedTuple):
    """Hold what becomes of something in a period in which the manager is away, and what that rests on."""

    what: WhileAway | None
    grounds: Grounds
    questions: tuple[LocalizedText, ...]

    @property
    def is_said(self) -> bool:
        """Tell whether anybody says so, or says that it is open."""
        return self.what is not None or self.grounds.basis in OPEN


@dataclass(frozen=True, slots=True)
class _Owed:
    """Hold something that is owed with a date, and what that rests on; ``by`` says by which methods."""

    subject: str
    name: LocalizedText
    delivery: Delivery
    by: LocalizedText
    rhythm: Rhythm | AfterEvent
    by_calendar: bool
    how: Roll | None
    away: _Away
    grounds: Grounds
    hedges: tuple[Sentence, ...]

    @property
    def duty(self) -> str:
        """Return how firmly it is owed as a whole; what PTC decides is owed no more than what may be done."""
        return _duty(self.subject, self.grounds.firmness)


class _Stretch(NamedTuple):
    """Hold how one thing is owed from a day to before another."""

    owed: _Owed
    first: date
    stop: date


def _duty(subject: str, firmness: Iterable[Firmness]) -> str:
    rule = DELIVERY.rule(subject)
    whole = next((each for each in firmness if each.rule == rule and not each.of), None)
    if whole is None:
        return "owed"
    return "may" if whole.decided_by == "ptc" else whole.duty


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
    owed = (each for terms in _terms(applied, start, end) for each in _with_dates(terms, about))
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
        for name in _names(applied, about)
        for stretch in _stretches(applied, name)
        for obligation in _obligations(
            applied, stretch, start, end, sorted(done.get(name, ())), as_of, happened
        )
    ]
    return tuple(sorted(found, key=lambda each: each.first))


def _terms(applied: Applied, start: date, end: date) -> tuple[Applied, ...]:
    """Return the policy applied on each of the terms that a contract agreed on for days of a range."""
    days = (start, *(day for day in applied.turning_days if start < day < end))
    return tuple(map(applied.on, days))


def _stretches(applied: Applied, name: str) -> Iterator[_Stretch]:
    """Yield how one thing is owed, from each day on which terms make that another to the next."""
    turns = (date.min, *applied.turning_days, date.max)
    owed = [(first, stop, _find(applied.on(first), name)) for first, stop in pairwise(turns)]
    for each, alike in groupby(owed, key=itemgetter(2)):
        (first, stop, _), *more = alike
        if each is not None:
            yield _Stretch(each, first, more[-1][1] if more else stop)


def _names(applied: Applied, about: str = "") -> tuple[str, ...]:
    """Return what is delivered, one thing or all, in the order of the source: the services come first."""
    services = applied.subject.files.entitlements.services
    others = [name for name in applied.subject.files.cadences.deliveries if name not in services]
    return (about,) if about else (*services, *others)


def _find(applied: Applied, name: str) -> _Owed | None:
    """Find how one thing is owed with a date, once for a contract, its terms and a case."""
    found: _Owed | None = applied.kept(("owed", name), partial(_alike, applied, partial(_owed, name)))
    return found


def _with_dates(applied: Applied, about: str = "") -> tuple[_Owed, ...]:
    """Return what is owed with a date, one thing or all."""
    found = (_find(applied, name) for name in _names(applied, about))
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
    grounds = Grounds.of(decision)
    anchoring, anchoring_grounds = subject.follow(beside(case, "periods_from"))
    how, how_grounds = subject.follow(beside(case, "suggested_date"))
    by_calendar = anchoring == _FROM_THE_CALENDAR
    if isinstance(rhythm, AfterEvent):
        grounds = join((grounds, _counted_on(applied, rhythm)[1]))
    else:
        # Where the source leaves open how a date is suggested none is, and all else stands.
        how_grounds = how_grounds if how is not None else how_grounds.cited()
        grounds = join((grounds, anchoring_grounds, how_grounds))
        if not by_calendar:
            grounds = grounds & agreed_in("start")
    methods = Wording(subject.files).methods(value.methods or ())
    return _Owed(
        subject=name,
        name=DELIVERY.name_of(subject.files, name),
        delivery=value,
        by=_METHODS.format(methods=methods) if value.methods else _UNSAID,
        rhythm=rhythm,
        by_calendar=by_calendar,
        how=cast("Roll | None", how),
        away=_Away(*subject.follow_on(beside(case, "while_away"))),
        grounds=grounds,
        hedges=tuple(sentence for firmness in grounds.firmness for sentence in sentences_of(firmness)),
    )


def _left_open(applied: Applied, rhythm: Rhythm | AfterEvent, case: Case[Any]) -> Grounds | None:
    """Return what leaves open when something with a rhythm is owed; None where nothing does."""
    if isinstance(rhythm, AfterEvent):
        if rhythm.after is None or rhythm.within is None:
            return applied.subject.settle(DELIVERY.rule(case.about)).part("frequency")
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


def _obligations(
    applied: Applied,
    stretch: _Stretch,
    start: date,
    end: date,
    done: list[date],
    as_of: date | None,
    events: tuple[Happened, ...],
) -> Iterator[Obligation]:
    owed = stretch.owed
    if isinstance(owed.rhythm, AfterEvent):
        within = tuple(each for each in events if stretch.first <= each.on < stretch.stop)
        yield from _after(applied, owed, owed.rhythm, start, end, done, as_of, within)
        return
    if owed.rhythm.each is None:
        return
    times, left = owed.rhythm.times or 1, list(done)
    for period in _periods(applied, stretch, start, end):
        away = owed.away if owed.away.is_said and _is_away(applied, period) else None
        if away is not None and away.what == "skipped":
            continue
        is_moved = away is not None and away.what == "moved"
        time_for_it = _until_the_return(applied, period) if is_moved else period
        for nth in range(1, times + 1):
            inside = [day for day in left if day in time_for_it][:1]
            left = [day for day in left if day not in inside]
            yield _obligation(applied, owed, time_for_it, nth, times, inside, as_of, away)


def _life(contract: Contract) -> tuple[date, date]:
    """Return the first day of a contract, and the day after its last."""
    return contract.start or date.min, contract.end + _ONE_DAY if contract.end else date.max


def _periods(applied: Applied, stretch: _Stretch, start: date, end: date) -> Iterator[Period]:
    """Cut the periods to the contract, and to the days of terms: none begins after them or lies before."""
    owed, rhythm = stretch.owed, cast("Rhythm", stretch.owed.rhythm)
    begin, stop = _life(applied.contract)
    begin, stop = max(begin, stretch.first), min(stop, stretch.stop)
    anchor = None if owed.by_calendar else applied.contract.start
    each = rhythm.each
    if each is None:
        return
    step = Every(**{each.unit: int(each.amount)})
    for period in periods(step, anchor, max(start, begin), min(end, stop)):
        yield Period(max(period.start, begin), min(period.end, stop), period.index)


def _obligation(
    applied: Applied,
    owed: _Owed,
    period: Period,
    nth: int,
    times: int,
    done: list[date],
    as_of: date | None,
    away: _Away | None,
) -> Obligation:
    first = period.start
    when = Reason.of(_TIMES, first=first, last=period.end - _ONE_DAY, times=times)
    again = _UNSAID if times == 1 else Reason.of(_AGAIN, nth=nth)
    wished = None if times == 1 else first + (period.end - first) * (nth - 1) // times
    return _made(applied, owed, period, when, done, as_of, wished=wished, again=again, nth=nth, away=away)


def _made(
    applied: Applied,
    owed: _Owed,
    period: Period,
    when: LocalizedText,
    done: list[date],
    as_of: date | None,
    *,
    wished: date | None = None,
    again: LocalizedText = _UNSAID,
    nth: int = 1,
    away: _Away | None = None,
) -> Obligation:
    grounds = owed.grounds if away is None else owed.grounds & away.grounds
    filling = {"duty": _DUTIES[owed.duty], "when": when, "again": again}
    first = Sentence(_TOLD, {"name": owed.name, "methods": owed.by, **filling})
    return Obligation(
        subject=owed.subject,
        name=owed.name,
        methods=owed.delivery.methods or (),
        frequency=owed.delivery.frequency if isinstance(owed.delivery.frequency, str) else "",
        first=period.start,
        last=period.end - _ONE_DAY,
        suggested=None if away is not None and away.what is None else _suggest(applied, owed, period, wished),
        fulfilment=None if as_of is None else _fulfilment(owed.duty, period, done, as_of),
        basis=grounds.basis,
        reason=Reason.of_sentences((first, *_sentences_away(away), *owed.hedges)),
        citations=grounds.citations,
        firmness=grounds.firmness,
        nth=nth,
    )


def _is_away(applied: Applied, period: Period) -> bool:
    """Tell whether the manager, who usually works in a period, is away for all of it."""
    there = applied.on(period.start)
    if there.usual is None or there.reachable is None:
        return False
    days = period.start, period.end
    return not there.reachable.business_days(*days) and bool(there.usual.business_days(*days))


def _until_the_return(applied: Applied, period: Period) -> Period:
    """Stretch a period to the first day on which the manager is back, if that is within the contract."""
    reachable = applied.on(period.start).reachable
    back = period.end if reachable is None else reachable.roll(period.end)
    _, stop = _life(applied.contract)
    return Period(period.start, min(back + _ONE_DAY, max(stop, period.end)), period.index)


def _sentences_away(away: _Away | None) -> Iterator[Sentence]:
    """Say what becomes of something while the manager is away."""
    if away is not None:
        yield from left_open(away.questions) if away.what is None else (Sentence(_WHILE_AWAY[away.what]),)


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
    begin, stop = _life(applied.contract)
    for event in events:
        if event.event != rhythm.after or not begin <= event.on < stop or event.on >= end:
            continue
        # What an event within the contract brought about keeps its time, even beyond the end.
        last = _last_day(applied, event.on, rhythm)
        if last < start:
            continue
        period = Period(event.on, last + _ONE_DAY, 0)
        inside = [day for day in done if day in period]
        when = Reason.of(_AFTER, first=event.on, last=last, event=uncapitalised(name))
        yield _made(applied, owed, period, when, inside, as_of)


def _last_day(applied: Applied, on: date, rhythm: AfterEvent) -> date:
    """Return the last day on which a delivery can be in time, whatever the hour of the event."""
    applied = applied.on(on)
    within, (calendar, _) = rhythm.within, _counted_on(applied, rhythm)
    if within.unit == "calendar_days":
        return on + timedelta(days=int(within.amount))
    if calendar is not None and within.unit == "business_days":
        return calendar.offset(on, int(within.amount)) if within.amount else calendar.roll(on)
    lasts = timedelta(hours=within.amount / (60 if within.unit.endswith("minutes") else 1))
    at_latest = datetime.combine(on, time.max, read_zone(applied.contract.time_zone))
    if calendar is not None:
        return calendar.add(at_latest, lasts).date()
    return (at_latest.astimezone(UTC) + lasts).astimezone(at_latest.tzinfo).date()


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
    applied = applied.on(period.start)
    calendar = None if owed.how is None else _business_calendar(applied)
    if calendar is None or owed.how is None:
        return None
    present = None if applied.reachable is None else suggest_day(period, applied.reachable, owed.how, wished)
    return present or suggest_day(period, calendar, owed.how, wished)


def _fulfilment(duty: str, period: Period, done: Iterable[date], as_of: date) -> Fulfilment | None:
    """Judge one period as of a day: what was delivered after that day is not known yet."""
    if any(day in period and day <= as_of for day in done):
        return "met"
    if duty == "may":
        return None
    if as_of < period.end:
        return "upcoming" if as_of < period.start else "due"
    return _UNDONE.get(duty, "not-done")


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
    terms = _terms(applied, start, end)
    found = obligations_between(applied, start, end, delivered, as_of, events, case.about)
    stands = [Grounds(Basis.STATED)]
    for each in terms if case.about else ():
        stated = _alike(each, partial(_stands, case.about))
        if isinstance(stated, Decision):
            return stated
        stands.append(stated)
    grounds = join((*stands, *(Grounds(each.basis, each.citations, each.firmness) for each in found)))
    optional = sum(_duty(each.subject, each.firmness) == "may" for each in found)
    first = [Sentence(_LIST, {"count": len(found) - optional})]
    first += [Sentence(_LIST_MAY, {"count": optional})] if optional else []
    undated = () if case.about else tuple(dict.fromkeys(name for each in terms for name in _undated(each)))
    told = {event.event for event in events}
    dated = (owed for each in terms for owed in _with_dates(each, case.about))
    awaits = (
        each.name for each in dated if isinstance(each.rhythm, AfterEvent) and each.rhythm.after not in told
    )
    awaiting = tuple(dict.fromkeys(awaits))
    more = [Sentence(_WITHOUT_DATES, {"names": undated})] if undated else []
    more += [Sentence(_AWAITING, {"names": awaiting})] if awaiting else []
    return applied.subject.decide(found, grounds, Reason.of_sentences((*first, *more)))


def _stands(about: str, applied: Applied) -> Grounds | Decision[Any]:
    """Return what one delivery rests on; the answer itself where it is open."""
    subject = applied.subject
    case: Case[Any] = Case(subject, about)
    owed: Decision[Any] = DELIVERY.ask(case)
    if not isinstance(owed.value, Delivery):
        return owed if owed.value is None else Grounds.of(owed)
    rhythm = rhythm_in(owed.value, subject.files)
    unsettled = None if rhythm is None else _left_open(applied, rhythm, case)
    if owed.value.frequency is None:
        unsettled = subject.settle(DELIVERY.rule(about)).part("frequency")
    if unsettled is None:
        return Grounds.of(owed)
    name = DELIVERY.name_of(subject.files, about)
    filling = {"name": uncapitalised(name), "value": DELIVERY.name_value(owed.value, Wording(subject.files))}
    return subject.decide(None, join((Grounds.of(owed), unsettled)), Reason.of(_LEFT_OPEN, **filling))


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
    if (duty := _duty(value.subject, value.firmness)) != "owed":
        said = _FULFILMENT.format(said=said, state=name_firmness(Firmness(duty)))
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
    label=LocalizedText(fr="Prestations dues", en="Deliveries due"),
    question=LocalizedText(
        fr="Quelles prestations sont dues entre deux dates ?",
        en="Which deliveries are due between two dates?",
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
