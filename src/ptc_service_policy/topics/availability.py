"""Whether, and when, the manager can be reached."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import chain
from typing import Any, Literal, NamedTuple

from ptc_service_policy.business_time import BusinessCalendar, SkippedDay, Window
from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.rules import unsupported
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.decisions import OPEN, Basis, Decision, Grounds, PartBasis, Reason, join
from ptc_service_policy.errors import BusinessTimeError, MissingAttributeError, UnstatedError
from ptc_service_policy.model.availability import Holidays, OnRequestDays, WorkingHours
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import WEEKDAYS
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.citations import agreed_in
from ptc_service_policy.settling.subject import Settled, Subject
from ptc_service_policy.text import Language, LocalizedText, Writable, uncapitalised, write_list
from ptc_service_policy.topics.entitlement import notice_words
from ptc_service_policy.topics.exception import grounds_of
from ptc_service_policy.topics.inputs import AT, FROM_INSTANT, UNTIL_INSTANT
from ptc_service_policy.topics.judging import Effect, less, more
from ptc_service_policy.topics.on_request import ON_REQUEST
from ptc_service_policy.topics.sentences import Sentence, left_open, sentences_about
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.while_away import cover_of
from ptc_service_policy.topics.wording import STATES, both, holiday_name, lines
from ptc_service_policy.topics.working_hours import WORKING_HOURS

Availability = Literal["available", "on-request", "unavailable"]
_STATES: tuple[Availability, ...] = ("unavailable", "on-request", "available")

_AVAILABLE = LocalizedText(
    fr="Le {at}, {manager} est joignable : cet instant est compris dans les heures de travail.",
    en="On {at} {manager} can be reached: this is within working hours.",
)
_HOLIDAY = LocalizedText(
    fr="Le {day} est un jour férié{holiday} : {manager} n'est joignable que {how}.",
    en="{day} is a holiday{holiday}: {manager} can be reached only {how}.",
)
_ON_REQUEST_DAY = LocalizedText(
    fr="Le {at}, {manager} n'est joignable que {how}.",
    en="On {at} {manager} can be reached only {how}.",
)
_AWAY = LocalizedText(
    fr="Le {at}, {manager} n'est pas disponible ({absence}).",
    en="On {at} {manager} is away ({absence}).",
)
_OUTSIDE = LocalizedText(
    fr="Le {at}{holiday}, hors des heures de travail, {manager} {state}.",
    en="On {at}{holiday}, outside working hours, {manager} {state}.",
)
_A_HOLIDAY = LocalizedText(fr=", jour férié{holiday}", en=", a holiday{holiday}")
_OUTSIDE_STATES = {
    "on-request": LocalizedText(fr="est joignable sur demande", en="can be reached on request"),
    "unavailable": LocalizedText(fr="n'est pas joignable", en="cannot be reached"),
}
_NEXT = LocalizedText(
    fr="À compter du {at}, {manager} est joignable sans demande préalable, au plus tôt, le {opening}.",
    en="From {at}, {manager} can be reached without prior request on {opening} at the earliest.",
)
_UNSTATED = LocalizedText(
    fr="Pour l'offre « {offering} », la source ne dit pas quand {manager} est joignable.",
    en='For "{offering}", the source does not say when {manager} can be reached.',
)
_AMBIGUOUS = LocalizedText(
    fr="Pour l'offre « {offering} », la source se lit de plusieurs façons "
    "quant au moment où {manager} est joignable.",
    en='For "{offering}", the source can be read in several ways as to when {manager} can be reached.',
)
_NAMED = LocalizedText(fr=" ({name})", en=" ({name})")
_WINDOWS = LocalizedText(
    fr="Pendant ces périodes, {manager} est joignable sans demande préalable : {windows}.",
    en="In these windows {manager} can be reached without prior request: {windows}.",
)
_NO_WINDOW = LocalizedText(
    fr="À aucun moment de cette période {manager} n'est joignable sans demande préalable.",
    en="At no time in this range can {manager} be reached without prior request.",
)


class Calendars(NamedTuple):
    """Hold the calendars of a contract on which it depends whether the manager can be reached.

    Of ``support``, ``reachable`` and ``others`` it matters whether they are open, of ``days`` which day it is
    and whether that is a holiday.
    """

    support: BusinessCalendar
    reachable: BusinessCalendar
    others: tuple[BusinessCalendar, ...]
    days: BusinessCalendar


def calendars_of(applied: Applied, support: BusinessCalendar) -> Calendars:
    """Return the calendars that matter beside the working hours, for who asks about many instants."""
    try:
        days = applied.subject.settle(ON_REQUEST.address).value
    except MissingAttributeError:
        # What depends on an attribute that is not told is refused at each instant where it matters.
        days = None
    others = [applied.surely_reachable, *(present for _, present in _presences(applied))]
    if isinstance(days, OnRequestDays):
        others.append(_hours_on_request(applied, days))
    return Calendars(
        support,
        applied.reachable or support,
        tuple(each for each in others if each is not None),
        _days_on_request(applied, days)[0] if isinstance(days, OnRequestDays) else support,
    )


def availability_at(applied: Applied, at: datetime) -> Decision[Any]:
    """Tell in which of the three states the manager is."""
    since_epoch(at)
    return availability_then(applied.at(at), at)


def availability_then(applied: Applied, at: datetime) -> Decision[Any]:
    """Tell the same of a policy that is already applied as of the instant."""
    applied = applied.near(at)
    if applied.reachable is None or applied.terms.support is None:
        return _unstated(applied)
    hours = applied.terms.working_grounds
    if applied.reachable.is_open(at):
        surely = applied.surely_reachable
        if surely is not None and surely is not applied.reachable and not surely.is_open(at):
            return _left_open(applied)
        first = _sentence(applied, _AVAILABLE, at=_local(applied, at))
        told = applied.terms.kept("available", lambda: _Told.of(applied.subject, _resting(hours=hours)))
        return _decide(applied, "available", told, first)
    if applied.terms.support.is_open(at):
        return _away(applied, at, _resting(hours=hours))
    request = applied.subject.settle(ON_REQUEST.address)
    if not isinstance(request.value, OnRequestDays):
        if request.value is None and (request.grounds.rules or request.grounds.citations):
            return _open(applied, request.grounds, request.open)
        return _outside(applied, at, hours)
    return _on_request(applied, at, request, hours)


def _on_request(applied: Applied, at: datetime, request: Settled, hours: Grounds) -> Decision[Any]:
    """Tell how the manager is reached outside working hours, where some days are on request."""
    days: OnRequestDays = request.value
    calendar, holidays = _days_on_request(applied, days)
    day = at.astimezone(read_zone(calendar.time_zone)).date()
    holiday = calendar.closed_day(day)
    if holiday is None and WEEKDAYS[day.weekday()] not in days.days:
        # Which days are on request says that this is none: cited where the source does not say it itself.
        chosen = request.grounds
        known = Grounds(chosen.basis, chosen.citations if chosen.basis is not Basis.STATED else ())
        return _outside(applied, at, hours & holidays & known)
    reached, reached_grounds = _hours_on_request(applied, days), request.part("hours")
    if reached is not None and not reached.is_open(at):
        return _outside(applied, at, join((hours, holidays, reached_grounds)))
    stands = request._replace(grounds=request.grounds & reached_grounds)
    filling: dict[str, object] = {"at": _local(applied, at), "how": notice_words(days)}
    first = _sentence(applied, _ON_REQUEST_DAY, **filling)
    if holiday is not None:
        parts = FrozenDict({**request.parts, "holidays": holidays})
        stands = stands._replace(grounds=stands.grounds & holidays, parts=parts)
        first = _sentence(applied, _HOLIDAY, **filling, day=day, holiday=_named(holiday))
    if _absences(applied, at):
        return _away(applied, at, stands)
    return _decide(applied, "on-request", _Told.of(applied.subject, stands), first)


def _days_on_request(applied: Applied, days: OnRequestDays) -> tuple[BusinessCalendar, Grounds]:
    """Return the calendar that tells the dates on request, closed on the holidays, and what these rest on.

    Dates are those of the zone in which the hours on request run, or else the working hours.
    """
    exceptions = tuple(day for day in days.days if day in applied.subject.files.availability.exceptions)
    hours = _hours_on_request(applied, days) or applied.terms.support
    zone = applied.terms.said.time_zone if hours is None else hours.time_zone
    made: tuple[BusinessCalendar, Grounds] = applied.terms.kept(
        ("days on request", exceptions, zone),
        lambda: (
            applied.terms.maker.day_and_night(zone, exceptions),
            applied.terms.maker.holidays(exceptions)[1],
        ),
    )
    calendar, grounds = made
    return applied.closed(calendar, exceptions), grounds


def _hours_on_request(applied: Applied, days: OnRequestDays) -> BusinessCalendar | None:
    """Return the calendar of the hours of the days on request; None for all day, or where that is open."""
    if days.hours is None or days.hours == "always":
        return None
    made: BusinessCalendar = applied.terms.kept(
        ("hours on request", days.hours),
        lambda: applied.terms.maker.calendar(applied.terms.named(days.hours), (), own=False)[0],
    )
    return made


def _presences(applied: Applied) -> tuple[tuple[str, BusinessCalendar], ...]:
    """Return the kinds of absences that count, each with a calendar that is closed while one lasts."""
    made: tuple[tuple[str, BusinessCalendar], ...] = applied.kept(
        "presences", lambda: tuple(_make_presences(applied))
    )
    return made


def _make_presences(applied: Applied) -> Iterator[tuple[str, BusinessCalendar]]:
    working = applied.terms.working
    if working.hours is None:
        return
    maker = applied.terms.maker
    for kind in dict.fromkeys(closure.kind for closure in applied.closures):
        if kind in working.closed_on or not working.holidays_settled:
            for zone in maker.zones(working.hours):
                always = applied.terms.kept(
                    ("day and night", zone, kind), partial(maker.day_and_night, zone, (kind,))
                )
                yield kind, applied.closed(always, (kind,))


def _absences(applied: Applied, at: datetime) -> tuple[str, ...]:
    """Return the kinds of the absences that last at an instant."""
    return tuple(dict.fromkeys(kind for kind, present in _presences(applied) if not present.is_open(at)))


def _outside(applied: Applied, at: datetime, hours: Grounds) -> Decision[Any]:
    working = applied.terms.working.settled
    state = working.value.outside if isinstance(working.value, WorkingHours) else None
    stands = _resting(hours=hours, outside=working.part("outside"))
    if state is None:
        is_open = stands.grounds.basis in OPEN
        grounds = stands.grounds if is_open else stands.grounds & Grounds(Basis.UNSTATED)
        return _open(applied, grounds, working.open_in.get("outside", ()))
    if _absences(applied, at) and (state == "on-request" or not _is_worked(applied, at)):
        return _away(applied, at, stands)
    holiday = _holiday_on(applied, at)
    if holiday is not None:
        stands = stands._replace(grounds=stands.grounds & _closed_on_holidays(applied))
    told = "" if holiday is None else _A_HOLIDAY.format(holiday=_named(holiday))
    filling = {"at": _local(applied, at), "holiday": told, "state": _OUTSIDE_STATES[state]}
    return _decide(applied, state, _Told.of(applied.subject, stands), _sentence(applied, _OUTSIDE, **filling))


def _holiday_on(applied: Applied, at: datetime) -> SkippedDay | None:
    """Return the holiday on which an instant lies, of those that close the working hours."""
    calendar = applied.terms.support
    if calendar is None:
        return None
    closed = calendar.closed_day(at.astimezone(read_zone(calendar.time_zone)).date())
    return closed if closed is not None and closed.reason == "holiday" else None


def _closed_on_holidays(applied: Applied) -> Grounds:
    """Return what says that holidays close the working hours."""
    subject = applied.subject
    exceptions = subject.files.availability.exceptions
    closing = [
        grounds_of(subject, name).citations
        for name in applied.terms.working.closed_on
        if isinstance(exceptions[name].means, Holidays)
    ]
    return Grounds(Basis.STATED, tuple(dict.fromkeys(chain.from_iterable(closing))))


def _named(holiday: SkippedDay) -> LocalizedText | str:
    return "" if holiday.name is None else _NAMED.format(name=holiday_name(holiday.name))


def _is_worked(applied: Applied, at: datetime) -> bool:
    """Tell whether an instant lies on a date with working hours."""
    calendar = applied.terms.support
    return calendar is None or calendar.is_business_day(at.astimezone(read_zone(calendar.time_zone)).date())


def _away(applied: Applied, at: datetime, otherwise: Settled) -> Decision[Any]:
    """Answer that the manager is away; ``otherwise`` is on what it rests that he could else be reached."""
    subject, kinds = applied.subject, _absences(applied, at)
    exceptions = subject.files.availability.exceptions
    counted = applied.terms.working.settled.part("closed_on")
    closed = join((counted, agreed_in("closures"), *(grounds_of(subject, kind) for kind in kinds)))
    grounds = otherwise.grounds & closed
    absence = tuple(uncapitalised(exceptions[kind].name) for kind in kinds)
    told = [_sentence(applied, _AWAY, at=_local(applied, at), absence=absence)]
    if (cover := cover_of(subject)) is not None:
        rests, said = cover
        grounds = grounds & rests
        told += said
    if grounds.basis in OPEN:
        return _open(applied, grounds)
    parts = otherwise._replace(parts=FrozenDict({**otherwise.parts, "closed_on": closed})).but_stated()
    told += AVAILABILITY.read_parts(Case(subject), parts)
    return subject.decide("unavailable", grounds, Reason.of_sentences(told), None, parts)


def _sentence(applied: Applied, template: LocalizedText, **filling: object) -> Sentence:
    return Sentence(template, {"manager": applied.subject.manager, **filling})


def _local(applied: Applied, at: datetime) -> datetime:
    return at.astimezone(read_zone(applied.terms.said.time_zone))


def next_available_from(applied: Applied, at: datetime) -> Decision[Any]:
    """Return the earliest instant, not before ``at``, at which the manager can be reached."""
    found = next_available_before(applied, at, None)
    if found is None:
        raise BusinessTimeError.of("PSP709")
    return found


def next_available_before(applied: Applied, at: datetime, stop: datetime | None) -> Decision[Any] | None:
    """Return the same, None where there is no such instant before ``stop``."""
    since_epoch(at)
    passed: list[Grounds] = []
    for terms, begin, end in _stretches(applied, at, stop):
        if terms.reachable is None or terms.terms.support is None:
            return _unstated(terms)
        opening = _before(terms.reachable.next_open(begin), end)
        if (
            terms.surely_reachable is not None
            and _before(terms.surely_reachable.next_open(begin), end) != opening
        ):
            return _left_open(terms)
        passed.append(terms.terms.working_grounds)
        if opening != _before(terms.terms.support.next_open(begin), end):
            passed.append(agreed_in("closures"))
        if opening is not None:
            applied.life.require(opening)
            first = _sentence(applied, _NEXT, at=_local(applied, at), opening=opening)
            told = _Told.of(terms.subject, _resting(hours=join(passed)))
            return _decide(terms, opening, told, first)
    return None


def _before(opening: datetime | None, end: datetime | None) -> datetime | None:
    return None if opening is None or (end is not None and opening >= end) else opening


def _stretches(
    applied: Applied, start: datetime, end: datetime | None = None
) -> Iterator[tuple[Applied, datetime, datetime | None]]:
    """Cut the time from an instant on where the terms, or the cases that follow from it, change."""
    begin = start
    while True:
        turn = min((each for each in _turns(applied, begin) if end is None or each < end), default=end)
        yield applied.at(begin), begin, turn
        if turn is None or turn == end:
            return
        begin = turn


def _turns(applied: Applied, at: datetime) -> Iterator[datetime]:
    """Yield instants after one, of which the first is that until which all is alike."""
    try:
        at = at.astimezone(UTC)
        week = at + timedelta(weeks=1)
    except OverflowError:
        raise unsupported() from None
    zone = read_zone(applied.terms.said.time_zone)
    days = (day for day in applied.terms.turning_days if day > date.min)
    midnights = (datetime.combine(day, time(), zone).astimezone(UTC) for day in days)
    yield from (each for each in midnights if each > at)
    for hours in applied.followed.values():
        edges = (edge for window in hours.windows(at, week) for edge in (window.start, window.end))
        yield next((edge for edge in (each.astimezone(UTC) for each in edges) if edge > at), week)


def windows_between(applied: Applied, start: datetime, end: datetime) -> Decision[Any]:
    """Return the windows in which the manager can be reached."""
    if since_epoch(end) < since_epoch(start):
        raise BusinessTimeError.of("PSP707", start=start, end=end)
    start, end = applied.life.within(start, end)
    grounds: list[Grounds] = []
    windows: list[Window] = []
    for terms, begin, stop in _stretches(applied, start, end):
        if terms.reachable is None or stop is None:
            raise UnstatedError.of("PSP710", reason=_unstated(terms).reason)
        found = terms.reachable.windows(begin, stop)
        if terms.surely_reachable is not None and terms.surely_reachable.windows(begin, stop) != found:
            raise UnstatedError.of("PSP710", reason=_left_open(terms).reason)
        windows = joined(windows, found)
        grounds.append(terms.terms.working_grounds)
    first = (
        _sentence(applied, _WINDOWS, windows=_Windows(tuple(windows)))
        if windows
        else _sentence(applied, _NO_WINDOW)
    )
    told = _Told.of(applied.subject, _resting(hours=join(grounds)))
    decision = _decide(applied, tuple(windows), told, first)
    if decision.value is None:
        raise UnstatedError.of("PSP710", reason=decision.reason)
    return decision


def joined(windows: list[Window], more: Sequence[Window]) -> list[Window]:
    """Return windows one after the other; two that touch where they meet are one."""
    if windows and more and windows[-1].end == more[0].start:
        return [*windows[:-1], Window(windows[-1].start, more[0].end), *more[1:]]
    return [*windows, *more]


_WINDOW = LocalizedText(fr="du {start} au {end}", en="from {start} to {end}")


def _name_window(window: Window) -> LocalizedText:
    return _WINDOW.format(start=window.start, end=window.end)


@dataclass(frozen=True, slots=True)
class _Windows(Writable):
    """Write a list of windows, when somebody reads it."""

    windows: tuple[Window, ...]

    def write(self, language: Language) -> str:
        """Write the list in ``language``."""
        return write_list([_name_window(each)[language] for each in self.windows], language)


def _unstated(applied: Applied) -> Decision[Any]:
    settled = applied.terms.working.settled
    if isinstance(settled.value, Absence):
        return WORKING_HOURS.decide(Case(applied.subject), settled)
    return _open(applied, settled.grounds, settled.open)


def _left_open(applied: Applied) -> Decision[Any]:
    """Answer where it depends on holidays, of which the source leaves open whether they close the hours."""
    settled = applied.terms.working.settled
    grounds = applied.terms.hours_grounds & settled.part("closed_on")
    return _open(applied, grounds, settled.open_in.get("closed_on", ()))


def _open(applied: Applied, grounds: Grounds, questions: Sequence[LocalizedText] = ()) -> Decision[Any]:
    template = _AMBIGUOUS if grounds.basis is Basis.AMBIGUOUS else _UNSTATED
    first = _sentence(applied, template, offering=applied.subject.name)
    return applied.subject.decide(None, grounds, Reason.of_sentences((first, *left_open(questions))))


def _resting(**parts: Grounds) -> Settled:
    """Return what an answer rests on that is computed with these parts."""
    return Settled.of(True, join(parts.values()))._replace(parts=FrozenDict(parts))  # noqa: FBT003


class _Told(NamedTuple):
    """Hold what an answer rests on, and what is said of it beside its value."""

    grounds: Grounds
    parts: tuple[PartBasis, ...]
    more: tuple[Sentence, ...]

    @classmethod
    def of(cls, subject: Subject, stands: Settled) -> "_Told":
        """Say of what was settled what is open, and which parts were read."""
        parts = stands.but_stated()
        more = (*sentences_about(stands), *AVAILABILITY.read_parts(Case(subject), parts))
        return cls(stands.grounds, parts, more)


def _decide(applied: Applied, value: Any, told: _Told, first: Sentence) -> Decision[Any]:
    """Answer, unless something is open on which the answer rests."""
    if told.grounds.basis in OPEN:
        return _open(applied, told.grounds)
    reason = Reason.of_sentences((first, *told.more))
    return applied.subject.decide(value, told.grounds, reason, None, told.parts)


def _answer_at(case: Case[Any], *, at: datetime) -> Decision[Availability | Absence | None]:
    return availability_at(applied_in(case), at)


def _answer_next(case: Case[Any], *, at: datetime) -> Decision[datetime | Absence | None]:
    return next_available_from(applied_in(case), at)


def _answer_windows(case: Case[Any], *, start: datetime, end: datetime) -> Decision[tuple[Window, ...]]:
    return windows_between(applied_in(case), start, end)


def _judge_windows(old: tuple[Window, ...], new: tuple[Window, ...]) -> Effect:
    """Judge windows: better if they hold all of the old ones, worse if the old ones held all of them."""
    if _hold(new, old):
        return Effect.BETTER
    return Effect.WORSE if _hold(old, new) else Effect.DIFFERENT


def _hold(windows: tuple[Window, ...], others: tuple[Window, ...]) -> bool:
    return all(
        any(each.start <= other.start and other.end <= each.end for each in windows) for other in others
    )


AVAILABILITY: Topic[Availability] = Topic(
    name="availability",
    group="availability",
    label=LocalizedText(fr="Disponibilité", en="Availability"),
    question=LocalizedText(
        fr="Le gestionnaire est-il joignable à un instant donné ?",
        en="Can the manager be reached at a given time?",
    ),
    words=lambda value, _: STATES[value],
    reason=LocalizedText(fr="{value}", en="{value}"),
    judge=lambda old, new: more(_STATES.index(old), _STATES.index(new)),
    inputs=(AT,),
    answer=_answer_at,
    needs_contract=True,
)
NEXT_AVAILABLE: Topic[datetime] = Topic(
    name="next-available",
    group="availability",
    label=LocalizedText(fr="Prochaine disponibilité", en="Next availability"),
    question=LocalizedText(
        fr="À partir de quel instant le gestionnaire est-il de nouveau joignable ?",
        en="When can the manager next be reached?",
    ),
    words=lambda value, _: both(value),
    reason=LocalizedText(fr="{value}", en="{value}"),
    judge=less,
    inputs=(AT,),
    answer=_answer_next,
    needs_contract=True,
)
WINDOWS: Topic[tuple[Window, ...]] = Topic(
    name="windows",
    group="availability",
    label=LocalizedText(fr="Périodes de disponibilité", en="Availability windows"),
    question=LocalizedText(
        fr="Pendant quelles périodes le gestionnaire est-il joignable ?",
        en="In which windows can the manager be reached?",
    ),
    words=lambda value, wording: lines(
        map(_name_window, value), _NO_WINDOW.format(manager=wording.terms.manager)
    ),
    reason=LocalizedText(fr="{value}", en="{value}"),
    judge=_judge_windows,
    inputs=(FROM_INSTANT, UNTIL_INSTANT),
    answer=_answer_windows,
    needs_contract=True,
)
