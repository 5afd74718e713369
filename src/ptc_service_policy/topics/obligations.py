"""What is owed, in which period, and whether it was done."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, Literal, NamedTuple, TypeVar

from ptc_service_policy.business_time import Every, Period, periods
from ptc_service_policy.business_time.reading import require_date
from ptc_service_policy.business_time.zones import IanaZone, read_zone
from ptc_service_policy.decisions import Basis, Citation, Decision, Firmness, Grounds, PartBasis, Reason, join
from ptc_service_policy.errors import (
    BusinessTimeError,
    InvalidContractError,
    MissingAttributeError,
    UnknownIdError,
    knows,
    suggest,
)
from ptc_service_policy.model.cadences import AfterEvent, Delivery
from ptc_service_policy.model.spans import Span
from ptc_service_policy.model.vocabulary import AnyEvent, Rhythm
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.attributes import cases_asked, refuse_untold
from ptc_service_policy.settling.stages import Stage, only_stage, require_days, stages_in
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.text import LANGUAGES, LocalizedText, Until, uncapitalised
from ptc_service_policy.topics.delivery import DELIVERY, rhythm_in
from ptc_service_policy.topics.entitlement import ENTITLEMENT, includes
from ptc_service_policy.topics.inputs import AS_OF, DAY_AFTER, DELIVERED, EVENTS, FIRST_DAY
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.kinds import DELIVERIES
from ptc_service_policy.topics.owed import (
    Owed,
    Stretch,
    alike_in_every_case,
    counted_on,
    duty_of,
    in_every_case,
    left_open_by,
    names_of,
    of_no_calendar,
    owed_in_cases,
    owed_with_dates,
    stretches_of,
)
from ptc_service_policy.topics.presence import Suggestion, is_away, suggest_day, until_the_return
from ptc_service_policy.topics.reported import (
    Delivered,
    Happened,
    day_of,
    local,
    require_reports,
    with_first_of_any,
)
from ptc_service_policy.topics.sentences import Sentence, left_open, name_firmness
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.while_away import SENTENCES as WHILE_AWAY
from ptc_service_policy.topics.while_away import Away
from ptc_service_policy.topics.wording import BY, NOTHING, Wording, lines, span
from ptc_service_policy.topics.wording import within as span_within

Fulfilment = Literal["met", "missed", "objective-missed", "not-done", "due", "upcoming"]
T = TypeVar("T")
PROACTIVE_CONTACT = "proactive-contact"

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
_TIMES_THAT_DAY = LocalizedText(
    fr="{times:une|#} fois le {first}",
    en="{times:once|# times} on {first}",
)
_AGAIN = LocalizedText(fr=" ; c'est la {nth:1re|#e} fois", en="; this is number {nth}")
_AFTER = LocalizedText(
    fr="au plus tard le {last}, après l'événement « {event} » (le {first})",
    en='by {last}, after the event "{event}" (on {first})',
)
_UNSAID = LocalizedText(fr="", en="")
_LIST = LocalizedText(
    fr="Prestations dues sur la période : {count}.", en="Deliveries due in the range: {count}."
)
_LIST_MAY = LocalizedText(
    fr="Prestations facultatives sur la période : {count}.",
    en="Optional deliveries in the range: {count}.",
)
_PERIOD = LocalizedText(fr="du {first} au {last}", en="from {first} to {last}")
_NAMED = LocalizedText(fr="{name}, {said}", en="{name}, {said}")
_SUGGESTED = LocalizedText(fr="{said} ; date proposée : {day}", en="{said}; suggested date: {day}")
_FULFILMENT = LocalizedText(fr="{said} ; {state}", en="{said}; {state}")
_ALL_AWAY = LocalizedText(
    fr="Du {first} au {last}, {manager} n'est disponible aucun jour ouvrable de cette période : "
    "aucune date n'est proposée.",
    en="From {first} to {last}, {manager} is away on every business day of this period: "
    "no date is suggested.",
)
_HELD_WITH = LocalizedText(
    fr="La prestation « {name} » vaut aussi pour celle-ci.", en='"{name}" serves for this one too.'
)
_LEFT_OPEN = LocalizedText(
    fr="La source laisse ouvert un point dont dépendent les dates : {name}, {value}.",
    en="The source leaves open a point on which the dates depend: {name}, {value}.",
)
_NO_SUCH_PERIODS = LocalizedText(
    fr="Le calendrier n'a pas de périodes de {span} : rien ne dit quand l'une d'elles commence.",
    en="The calendar has no periods of {span}: nothing says when one of them begins.",
)
_AWAITING = LocalizedText(
    fr="Prestations dues après un événement qui n'a pas été signalé : {names}.",
    en="Due after an event that was not reported: {names}.",
)
_WITHOUT_DATES = LocalizedText(
    fr="Services compris, mais sans date d'échéance : {names}.",
    en="Included services with no due date: {names}.",
)
_WITHOUT_DATE = LocalizedText(fr="Sans date d'échéance : {name}.", en="With no due date: {name}.")
_UNKNOWN_FREQUENCY = LocalizedText(
    fr="Services compris dont la source ne dit pas la fréquence : {names}.",
    en="Included services whose frequency the source does not state: {names}.",
)
_UNKNOWN_DATES = LocalizedText(
    fr="Prestations dont la source laisse les dates ouvertes : {names}.",
    en="Deliveries whose dates the source leaves open: {names}.",
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
    ``nth`` counts what is due several times in it; ``suggested`` is a business day in it by the terms of that
    day, no day of leave, or None if it has no such day or the source leaves open how one is suggested.
    ``fulfilment`` is None where nobody asked as of which day, and where what may be done was not done:
    nothing is missed then. ``due`` is the instant until which something is in time that is due within hours
    or minutes of an event; None of all else. ``parts`` name on whose authority each part stands that the
    source does not state, such as from when periods run. ``offering`` and ``policy_version`` are those under
    which it is owed on its first day.
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
    offering: str = ""
    policy_version: str = ""
    due: datetime | None = None
    parts: tuple[PartBasis, ...] = ()


class _Asked(NamedTuple):
    """Hold what is asked: of which terms and days, and as of when it is judged."""

    stages: Sequence[Stage]
    start: date
    end: date
    as_of: date | None


def require_range(start: date, end: date, as_of: date | None) -> None:
    """Refuse what are not dates, or dates out of order."""
    for day in (start, end, *(() if as_of is None else (as_of,))):
        require_date(day)
    if end < start:
        raise BusinessTimeError.of("PSP707", start=start, end=end)


def obligations_between(
    stages: Sequence[Stage],
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
    require_range(start, end, as_of)
    require_days(stages, start, end)
    for _, _, applied in stages_in(stages, start, end):
        periodic = (each for each in owed_with_dates(applied, about) if isinstance(each.rhythm, Rhythm))
        if applied.contract.start is None and any(not each.by_calendar for each in periodic):
            raise InvalidContractError.of("PSP509", path=("start",))
    all_files = [stage.applied.subject.files for stage in stages]
    records = require_reports(delivered, Delivered, "delivered")
    known = {name for files in all_files for name in DELIVERY.entries(files)} if records else set()
    done: dict[str, list[date]] = {}
    for each in records:
        if not knows(known, each.subject):
            raise UnknownIdError.of("PSP702", id=each.subject, suggestion=suggest(each.subject, known))
        done.setdefault(each.subject, []).append(each.on)
    happened = require_reports(events, Happened, "events")
    names = {name for files in all_files for name in files.vocabulary.events}
    for event in happened:
        if not knows(names, event.event):
            raise UnknownIdError.of("PSP717", id=event.event, suggestion=suggest(event.event, names))
    happened = _with_first_of_any(stages, happened)
    asked = _Asked(stages, start, end, as_of)
    found = [
        obligation for name in names_of(stages, about) for obligation in _owed_of(asked, name, done, happened)
    ]
    return tuple(sorted(found, key=lambda each: each.first))


def _with_first_of_any(stages: Sequence[Stage], happened: Sequence[Happened]) -> tuple[Happened, ...]:
    """Add what happened where an event means any of those that are reported."""
    words = (stage.applied.subject.files.vocabulary.events.items() for stage in stages)
    any_of = {
        name: event.means.any_of
        for events in words
        for name, event in events
        if isinstance(event.means, AnyEvent)
    }
    return with_first_of_any(happened, any_of, _zone_of(stages[0].applied))


def _owed_of(
    asked: _Asked, name: str, done: Mapping[str, Sequence[date]], happened: Iterable[Happened]
) -> Iterator[Obligation]:
    """List how one thing is owed: in periods, and after each event in the case that the event tells."""
    if any(isinstance(each.rhythm, Rhythm) for each in _in_cases(asked.stages, name)):
        for stretch in stretches_of(asked.stages, name):
            rhythm = stretch.parts[0].owed.rhythm
            if isinstance(rhythm, Rhythm):
                yield from _periodic(asked, stretch, rhythm, _done_of(stretch, name, done))
    for event in happened:
        # What an event tells may be another case than the one that is assumed where nobody tells.
        told = asked._replace(stages=tuple(_told(stage, event) for stage in asked.stages))
        for owed in _awaiting(event, told.stages, name)[:1]:
            for stretch in _stretches_after(event, told.stages, owed):
                yield from _after(told, stretch, _done_of(stretch, name, done), event)


def _awaiting(event: Happened, stages: Sequence[Stage], name: str) -> list[Owed]:
    """Return how one thing is owed after an event, in the cases in which it is."""
    return [
        each
        for each in _in_cases(stages, name)
        if isinstance(each.rhythm, AfterEvent) and each.rhythm.after == event.event
    ]


def _in_cases(stages: Sequence[Stage], name: str) -> tuple[Owed, ...]:
    """Return how one thing is owed with a date, in whatever case and on whatever terms."""
    whole = stages_in(stages, stages[0].first, stages[-1].stop)
    running = (applied for first, _, applied in whole if applied.life.holds(first))
    return tuple(owed for applied in running for owed in owed_in_cases(applied, name))


def _told(stage: Stage, event: Happened) -> Stage:
    """Return a stage in the case that an event tells."""
    subject = stage.applied.subject
    cases = cases_asked(subject.files.vocabulary, event.attributes, subject.cases)
    return stage._replace(applied=stage.applied.told(cases))


def _stretches_after(event: Happened, stages: Sequence[Stage], owed: Owed) -> tuple[Stretch, ...]:
    """Return how something is owed after an event; refuse the event if it does not tell what that takes."""
    try:
        return tuple(stretches_of(stages, owed.subject))
    except MissingAttributeError as error:
        vocabulary = stages[0].applied.subject.files.vocabulary
        after = vocabulary.events[event.event].name
        (attribute,) = error.attributes
        raise refuse_untold(vocabulary, attribute, "PSP730", subject=owed.name, event=after) from None


def _zone_of(applied: Applied) -> IanaZone:
    return read_zone(applied.terms.said.time_zone)


def _done_of(stretch: Stretch, name: str, done: Mapping[str, Sequence[date]]) -> list[date]:
    """Return when something was delivered, by itself or by what serves for it too."""
    held_with = stretch.parts[0].owed.held_with
    return [*done.get(name, ()), *done.get(held_with or "", ())]


def _periodic(asked: _Asked, stretch: Stretch, rhythm: Rhythm, done: Iterable[date]) -> Iterator[Obligation]:
    if rhythm.each is None:
        return
    zone = _zone_of(stretch.parts[0].applied)
    times, left = rhythm.times or 1, sorted(day_of(each, zone) for each in done)
    for period in _periods(asked, stretch, rhythm.each):
        _, owed, applied = stretch.on(period.start)
        away = owed.away if owed.away.is_said and is_away(asked.stages, period) else None
        if away is not None and away.what == "skipped":
            continue
        is_moved = away is not None and away.what == "moved"
        time_for_it = until_the_return(asked.stages, period) if is_moved else period
        for nth in range(1, times + 1):
            inside = [day for day in left if day in time_for_it][:1]
            left = [day for day in left if day not in inside]
            yield _obligation(asked, applied, owed, time_for_it, nth, times, inside, away)


def _periods(asked: _Asked, stretch: Stretch, each: Span) -> Iterator[Period]:
    """Cut the periods to the days of the stretch: none begins after them or lies before."""
    _, owed, applied = stretch.parts[0]
    anchor = None if owed.by_calendar else applied.contract.start
    step = Every(**{each.unit: int(each.amount)})
    for period in periods(step, anchor, max(asked.start, stretch.first), min(asked.end, stretch.stop)):
        yield Period(max(period.start, stretch.first), min(period.end, stretch.stop), period.index)


def _obligation(
    asked: _Asked,
    applied: Applied,
    owed: Owed,
    period: Period,
    nth: int,
    times: int,
    done: list[date],
    away: Away | None,
) -> Obligation:
    first = period.start
    last = period.end - _ONE_DAY
    when = Reason.of(_TIMES_THAT_DAY if first == last else _TIMES, first=first, last=last, times=times)
    again = _UNSAID if times == 1 else Reason.of(_AGAIN, nth=nth)
    wished = None if times == 1 else first + (period.end - first) * (nth - 1) // times
    return _made(asked, applied, owed, period, when, done, wished=wished, again=again, nth=nth, away=away)


def _made(
    asked: _Asked,
    applied: Applied,
    owed: Owed,
    period: Period,
    when: LocalizedText,
    done: list[date],
    *,
    wished: date | None = None,
    again: LocalizedText = _UNSAID,
    nth: int = 1,
    away: Away | None = None,
    due: datetime | None = None,
) -> Obligation:
    grounds = owed.grounds if away is None else owed.grounds & away.grounds
    filling = {"duty": _DUTIES[owed.duty], "when": when, "again": again}
    first = Sentence(_TOLD, {"name": owed.name, "methods": owed.by, **filling})
    what = None if away is None else away.what
    suggested = Suggestion()
    if owed.how is not None and (away is None or what is not None):
        by_another = away is not None and away.is_done_by_another
        suggested = suggest_day(asked.stages, period, owed.how, wished, by_another=by_another)
    return Obligation(
        subject=owed.subject,
        name=owed.name,
        methods=owed.delivery.methods or (),
        frequency=owed.delivery.frequency if isinstance(owed.delivery.frequency, str) else "",
        first=period.start,
        last=period.end - _ONE_DAY,
        suggested=suggested.day,
        fulfilment=None if asked.as_of is None else _fulfilment(owed.duty, period, done, asked.as_of),
        basis=grounds.basis,
        reason=Reason.of_sentences(
            (
                first,
                *_sentences_together(applied, owed),
                *_sentences_away(away, suggested, applied.subject),
                *owed.more,
            )
        ),
        citations=grounds.citations,
        firmness=grounds.firmness,
        nth=nth,
        offering=applied.subject.offering,
        policy_version=applied.subject.files.policy.version,
        due=due,
        parts=owed.parts if away is None else (*owed.parts, *_parts_away(away)),
    )


def _parts_away(away: Away) -> Iterator[PartBasis]:
    """Name on whose authority it stands what becomes of something while the manager is away."""
    if away.grounds.basis is not Basis.STATED:
        yield PartBasis.of("while_away", away.grounds)


def _sentences_together(applied: Applied, owed: Owed) -> Iterator[Sentence]:
    """Say which delivery serves for something too."""
    if owed.held_with is not None:
        yield Sentence(_HELD_WITH, {"name": Wording(applied.subject.files).delivery(owed.held_with)})


def _sentences_away(away: Away | None, suggested: Suggestion, subject: Subject) -> Iterator[Sentence]:
    """Say what becomes of something while the manager is away, and why no date is suggested."""
    manager = subject.manager
    if away is not None:
        said = () if away.what is None else (Sentence(WHILE_AWAY[away.what], {"manager": manager}),)
        yield from said or left_open(away.questions)
        yield from DELIVERY.read_parts(Case(subject), _parts_away(away))
    if suggested.away is not None:
        first, last = suggested.away
        yield Sentence(_ALL_AWAY, {"manager": manager, "first": first, "last": last})


def _after(asked: _Asked, stretch: Stretch, done: Iterable[date], event: Happened) -> Iterator[Obligation]:
    zone = _zone_of(stretch.parts[0].applied)
    first = day_of(event.on, zone)
    _, owed, applied = stretch.on(first)
    rhythm = owed.rhythm
    happens_in_it = stretch.first <= first < min(stretch.stop, asked.end)
    if not isinstance(rhythm, AfterEvent) or event.event != rhythm.after or not happens_in_it:
        return
    # What an event within the contract brought about keeps its time, even beyond the end.
    limit = _limit_after(applied.on(first), owed, rhythm, event)
    period = Period(first, day_of(limit, zone) + _ONE_DAY, 0)
    if period.end <= asked.start:
        return
    due = limit if isinstance(limit, datetime) else None
    in_time = done if asked.as_of is None or due is None else _in_time(done, event, due, owed)
    inside = sorted(day for each in in_time if (day := day_of(each, zone)) in period)
    event_name = applied.subject.files.vocabulary.events[rhythm.after].name
    when = Reason.of(_AFTER, first=local(event.on, zone), last=Until(limit), event=event_name)
    yield _made(asked, applied, owed, period, when, inside, due=due)


def _limit_after(applied: Applied, owed: Owed, rhythm: AfterEvent, event: Happened) -> date:
    """Return the last day on which a delivery is in time; the instant until which, of hours and minutes."""
    within, (calendar, _) = rhythm.within, counted_on(applied.terms, rhythm)
    zone = _zone_of(applied)
    first = day_of(event.on, zone)
    if within.unit == "calendar_days":
        return first + timedelta(days=int(within.amount))
    if calendar is not None and within.unit == "business_days":
        return calendar.offset(first, int(within.amount)) if within.amount else calendar.roll(first)
    if not isinstance(event.on, datetime):
        happened = applied.subject.files.vocabulary.events[event.event].name
        raise BusinessTimeError.of(
            "PSP731", subject=owed.name, event=happened, within=span_within(within), day=event.on
        )
    lasts = timedelta(hours=within.amount / (60 if within.unit.endswith("minutes") else 1))
    if calendar is not None:
        return calendar.add(event.on, lasts).astimezone(zone)
    return (event.on.astimezone(UTC) + lasts).astimezone(zone)


def _in_time(done: Iterable[date], event: Happened, due: datetime, owed: Owed) -> tuple[date, ...]:
    """Return what was delivered from an event until it was due; refuse a date where its hour matters."""
    instants = [each for each in done if isinstance(each, datetime)]
    days = [each for each in done if not isinstance(each, datetime)]
    found = (
        *(each for each in instants if isinstance(event.on, datetime) and event.on <= each <= due),
        *(each for each in days if each < due.date()),
    )
    if not found and due.date() in days:
        raise BusinessTimeError.of("PSP732", subject=owed.name, day=due.date(), due=Until(due))
    return found


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
    terms = [stage.applied for stage in stages_in(only_stage(applied), start, end)]
    found = obligations_between(only_stage(applied), start, end, delivered, as_of, events, case.about)
    stands, why, as_needed = [Grounds(Basis.STATED)], [], False
    for each in terms if case.about else ():
        cases = owed_in_cases(each, case.about)
        stated = (
            join(owed.stated for owed in cases)
            if cases
            else alike_in_every_case(each, partial(_stands, case.about))
        )
        if isinstance(stated, Decision) and stated.value is None:
            return stated
        if isinstance(stated, Decision):
            why.append(LocalizedText(*(stated.reason[to] for to in LANGUAGES)))
        as_needed = as_needed or not (cases or isinstance(stated, Decision))
        stands.append(Grounds.of(stated) if isinstance(stated, Decision) else stated)
    undated = [] if case.about else [each for applied in terms for each in _undated(applied)]
    left_open = [each.left_open for each in undated if each.left_open is not None]
    # Nothing is owed only where nothing may be owed: what the source leaves open is cited, and else alone.
    is_open = bool(left_open) and not found and start < end
    stands += [each if is_open else each.cited() for each in left_open]
    grounds = join((*stands, *(Grounds(each.basis, each.citations, each.firmness) for each in found)))
    optional = sum(duty_of(each.subject, each.firmness) == "may" for each in found)
    first = [Sentence(_LIST, {"count": len(found) - optional})]
    first += [Sentence(_LIST_MAY, {"count": optional})] if optional else []
    told = {event.event for event in _with_first_of_any(only_stage(applied), tuple(events))}
    dated = (owed for each in terms for owed in owed_with_dates(each, case.about))
    awaits = (
        each.name for each in dated if isinstance(each.rhythm, AfterEvent) and each.rhythm.after not in told
    )
    awaiting = tuple(dict.fromkeys(awaits))
    more = list(map(Sentence, dict.fromkeys(why))) if case.about else list(_without_dates(undated))
    more += [Sentence(_AWAITING, {"names": awaiting})] if awaiting else []
    if as_needed:
        more.append(Sentence(_WITHOUT_DATE, {"name": DELIVERY.name_of(applied.subject.files, case.about)}))
    if is_open:
        return applied.subject.decide(None, grounds, Reason.of_sentences(more))
    parts = tuple(dict.fromkeys(part for each in found for part in each.parts))
    reason = Reason.of_sentences((*first, *more, *DELIVERY.read_parts(case, parts)))
    return applied.subject.decide(found, grounds, reason, None, parts)


def _stands(about: str, applied: Applied) -> Grounds | Decision[Any]:
    """Return what one delivery without dates rests on; the answer itself where it is open, or gives none."""
    subject = applied.subject
    case: Case[Any] = Case(subject, about)
    owed: Decision[Any] = DELIVERY.ask(case)
    if not isinstance(owed.value, Delivery):
        return owed
    rhythm = rhythm_in(owed.value, subject.files)
    unsettled = None if rhythm is None else left_open_by(applied.terms, rhythm, case)
    if owed.value.frequency is None:
        unsettled = subject.settle(DELIVERY.rule(about)).part("frequency")
    if unsettled is None:
        return Grounds.of(owed)
    name = DELIVERY.name_of(subject.files, about)
    filling = {"name": uncapitalised(name), "value": DELIVERY.name_value(owed.value, Wording(subject.files))}
    told = [Sentence(_LEFT_OPEN, filling)]
    if (each := of_no_calendar(applied.terms, rhythm, case)) is not None:
        told.append(Sentence(_NO_SUCH_PERIODS, {"span": span(each)}))
    return subject.decide(None, join((Grounds.of(owed), unsettled)), Reason.of_sentences(told))


class _Undated(NamedTuple):
    """Hold something included that is owed on no date, what is told of it, and what leaves that open."""

    name: LocalizedText
    told: LocalizedText
    left_open: Grounds | None


def _without_dates(found: Iterable[_Undated]) -> Iterator[Sentence]:
    """Name what is included and has no date, apart from that of which the source leaves it open."""
    names: dict[LocalizedText, dict[LocalizedText, None]] = {
        template: {} for template in (_WITHOUT_DATES, _UNKNOWN_FREQUENCY, _UNKNOWN_DATES)
    }
    for each in found:
        names[each.told][each.name] = None
    yield from (Sentence(template, {"names": tuple(them)}) for template, them in names.items() if them)


def _undated(applied: Applied) -> Iterator[_Undated]:
    """Yield what the contract includes in some case and owes on no date."""
    files = applied.subject.files
    dated = {each.subject for each in owed_with_dates(applied)}
    services = files.entitlements.services
    for name in dict.fromkeys((*services, *files.cadences.deliveries)):
        if name in dated or (name in services and not _in_some_case(applied, partial(_includes, name))):
            continue
        stands = in_every_case(applied, partial(_stands, name))
        left_open = [Grounds.of(each) for each in stands if isinstance(each, Decision) and each.value is None]
        if name not in services and not left_open:
            continue
        told = _UNKNOWN_DATES if left_open else _WITHOUT_DATES
        if not _in_some_case(applied, partial(_says_how_often, name)):
            told = _UNKNOWN_FREQUENCY
        yield _Undated(DELIVERY.name_of(files, name), told, join(left_open) if left_open else None)


def _includes(name: str, subject: Subject) -> bool:
    return includes(ENTITLEMENT.ask(Case(subject, name)).value)


def _says_how_often(name: str, subject: Subject) -> bool:
    value = DELIVERY.ask(Case(subject, name)).value
    return isinstance(value, Delivery) and value.frequency is not None


def _in_some_case(applied: Applied, is_so: Callable[[Subject], bool]) -> bool:
    try:
        return is_so(applied.subject)
    except MissingAttributeError as error:
        (attribute,) = error.attributes
        cases = applied.subject.files.vocabulary.attributes[attribute].named_cases
        return any(_in_some_case(applied.told({attribute: case}), is_so) for case in cases)


def _name_obligation(value: Obligation, wording: Wording) -> LocalizedText:
    period = _PERIOD.format(first=value.first, last=value.last)
    said = period if value.due is None else BY.format(due=Until(value.due))
    if not wording.about:
        said = _NAMED.format(name=value.name, said=said)
    if value.suggested is not None:
        said = _SUGGESTED.format(said=said, day=value.suggested)
    if (duty := duty_of(value.subject, value.firmness)) != "owed":
        said = _FULFILMENT.format(said=said, state=name_firmness(Firmness(duty)))
    if value.fulfilment is None:
        return said
    return _FULFILMENT.format(said=said, state=FULFILMENTS[value.fulfilment])


def _read(value: Iterable[Obligation]) -> tuple[tuple[Any, ...], ...]:
    """Read what is owed on which days; in which order the source names it says nothing of that."""
    found = ((each.subject, each.first, each.last, each.suggested, each.due) for each in value)
    return tuple(sorted(found, key=str))


def _judge(old: Iterable[tuple[Any, ...]], new: Iterable[tuple[Any, ...]]) -> Effect:
    """Judge what is owed: the more of each kind, the better; other days alone are neither."""
    before, after = (Counter(each[0] for each in side) for side in (old, new))
    return Effect.BETTER if before < after else Effect.WORSE if after < before else Effect.DIFFERENT


OBLIGATIONS: Topic[tuple[Obligation, ...]] = Topic(
    name="obligations",
    group="services",
    label=LocalizedText(fr="Prestations dues", en="Deliveries due"),
    question=LocalizedText(
        fr="Quelles prestations sont dues entre deux dates ?",
        en="Which deliveries are due between two dates?",
    ),
    words=lambda value, wording: lines((_name_obligation(each, wording) for each in value), NOTHING),
    about=DELIVERIES,
    all_at_once=True,
    reason=LocalizedText(fr="{value}", en="{value}"),
    read=lambda value, _: _read(value),
    judge=_judge,
    inputs=(FIRST_DAY, DAY_AFTER, DELIVERED, AS_OF, EVENTS),
    answer=_answer,
    needs_contract=True,
)
