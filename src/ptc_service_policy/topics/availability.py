"""Whether, and when, the manager can be reached."""

from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time import BusinessCalendar, Window
from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.decisions import OPEN, Basis, Decision, Grounds, Reason, join
from ptc_service_policy.errors import BusinessTimeError, UnstatedError
from ptc_service_policy.model.availability import Holidays, OnRequestDays, WorkingHours
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.hours import WEEKDAYS
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.citations import agreed_in
from ptc_service_policy.settling.subject import Settled
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.entitlement import notice_words
from ptc_service_policy.topics.exception import grounds_of
from ptc_service_policy.topics.inputs import AT, FROM_INSTANT, UNTIL_INSTANT
from ptc_service_policy.topics.judging import Effect, less, more
from ptc_service_policy.topics.sentences import Sentence, sentences_about
from ptc_service_policy.topics.stand_in import STAND_IN
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.wording import STATES, both, lines
from ptc_service_policy.topics.working_hours import WORKING_HOURS

Availability = Literal["available", "on-request", "unavailable"]
_STATES: tuple[Availability, ...] = ("unavailable", "on-request", "available")

_AVAILABLE = LocalizedText(
    fr="Le {at}, le gestionnaire est joignable : cet instant est compris dans ses heures de travail.",
    en="On {at} the manager can be reached: this is within working hours.",
)
_HOLIDAY = LocalizedText(
    fr="Le {at} est un jour férié{holiday} : le gestionnaire n'est joignable que {how}.",
    en="On {at} it is a holiday{holiday}: the manager is reached only {how}.",
)
_ON_REQUEST_DAY = LocalizedText(
    fr="Le {at}, le gestionnaire n'est joignable que {how}.",
    en="On {at} the manager is reached only {how}.",
)
_AWAY = LocalizedText(
    fr="Le {at}, le gestionnaire est absent ({absence}).",
    en="On {at} the manager is away ({absence}).",
)
_OUTSIDE = LocalizedText(
    fr="Le {at} est hors des heures de travail : le gestionnaire {state}.",
    en="On {at} it is outside working hours: the manager {state}.",
)
_OUTSIDE_STATES = {
    "on-request": LocalizedText(fr="est joignable sur demande", en="is reached on request"),
    "unavailable": LocalizedText(fr="n'est pas joignable", en="cannot be reached"),
}
_NEXT = LocalizedText(
    fr="À compter du {at}, le gestionnaire est joignable au plus tôt le {opening}.",
    en="From {at} on, the manager can be reached on {opening} at the earliest.",
)
_UNSTATED = LocalizedText(
    fr="La source ne dit pas quand le gestionnaire de l'offre « {offering} » est joignable.",
    en='The source does not say when the manager of "{offering}" can be reached.',
)
_NAMED = LocalizedText(fr=" ({name})", en=" ({name})")
_SOME_HOLIDAY = LocalizedText(fr="", en="")
_WINDOWS = LocalizedText(
    fr="Le gestionnaire est joignable pendant ces périodes : {windows}.",
    en="The manager can be reached in these windows: {windows}.",
)
_NO_WINDOW = LocalizedText(
    fr="Le gestionnaire n'est joignable à aucun moment de cette période.",
    en="The manager cannot be reached at any time of this range.",
)


def availability_at(applied: Applied, at: datetime) -> Decision[Any]:
    """Tell in which of the three states the manager is."""
    since_epoch(at)
    applied = applied.at(at)
    if not applied.has_hours or applied.reachable is None or applied.support is None:
        return _unstated(applied)
    hours = join((applied.hours_grounds, applied.holiday_grounds))
    is_open = applied.reachable.is_open(at)
    local = at.astimezone(ZoneInfo(applied.contract.time_zone))
    working = applied.working
    if not working.holidays_settled and applied.maker.is_holiday_of_the_contract(local.date()):
        return _left_open(applied)
    if is_open:
        return _decide(applied, "available", hours, Sentence(_AVAILABLE, {"at": local}))
    if applied.support.is_open(at):
        return _away(applied, local, hours)
    request = applied.subject.settle("availability.on-request")
    if not isinstance(request.value, OnRequestDays):
        if request.value is None and (request.grounds.rules or request.grounds.citations):
            return _open(applied, request.grounds)
        return _outside(applied, local, hours)
    days = request.value
    holiday = _holiday(applied, local.date()) if _names_holidays(applied, days) else None
    template: Sentence | None = None
    if holiday is not None:
        named = _NAMED.format(name=holiday) if holiday.fr else holiday
        template = Sentence(_HOLIDAY, {"at": local, "holiday": named, "how": notice_words(days)})
        return _on_request(applied, request, join((request.grounds, applied.holiday_grounds)), template)
    if WEEKDAYS[local.weekday()] in days.days and _within(applied, days, at):
        template = Sentence(_ON_REQUEST_DAY, {"at": local, "how": notice_words(days)})
        return _on_request(applied, request, request.grounds, template)
    return _outside(applied, local, hours)


def calendars_of(applied: Applied) -> tuple[BusinessCalendar, ...]:
    """Return the calendars of which it matters whether they are open, for who asks about many instants."""
    request = applied.subject.settle("availability.on-request").value
    hours = request.hours if isinstance(request, OnRequestDays) else None
    found = (
        applied.reachable,
        applied.support,
        None if hours is None else _on_request_calendar(applied, hours),
    )
    return tuple(calendar for calendar in found if calendar is not None)


def _on_request(applied: Applied, request: Settled, grounds: Grounds, first: Sentence) -> Decision[Any]:
    reason = Reason.of_sentences((first, *sentences_about(request._replace(grounds=grounds))))
    return applied.subject.decide("on-request", grounds, reason)


def _within(applied: Applied, days: OnRequestDays, at: datetime) -> bool:
    """Tell whether an instant is within the hours of the days on request."""
    calendar = _on_request_calendar(applied, days.hours)
    return calendar is None or calendar.is_open(at)


def _on_request_calendar(applied: Applied, hours: str | None) -> BusinessCalendar | None:
    """Return the calendar of the hours of the days on request; None for all day."""
    if hours is None or hours == "always":
        return None
    return applied.maker.calendar(applied.named(hours), (), own=False, absences=False)[0]


def _names_holidays(applied: Applied, days: OnRequestDays) -> bool:
    exceptions = applied.subject.files.availability.exceptions
    return any(isinstance(exceptions[day].means, Holidays) for day in days.days if day in exceptions)


def _outside(applied: Applied, local: datetime, hours: Grounds) -> Decision[Any]:
    working = applied.working.settled
    state = working.value.outside if isinstance(working.value, WorkingHours) else None
    grounds = hours & working.part("outside")
    if state is None:
        return _open(applied, grounds if grounds.basis in OPEN else grounds & Grounds(Basis.UNSTATED))
    return _decide(
        applied, state, grounds, Sentence(_OUTSIDE, {"at": local, "state": _OUTSIDE_STATES[state]})
    )


def _away(applied: Applied, local: datetime, hours: Grounds) -> Decision[Any]:
    subject = applied.subject
    exceptions = subject.files.availability.exceptions
    kinds = dict.fromkeys(closure.kind for closure in applied.contract.closures if closure.covers(local))
    grounds = join((hours, agreed_in("closures"), *(grounds_of(subject, kind) for kind in kinds)))
    first = Sentence(_AWAY, {"at": local, "absence": tuple(exceptions[kind].name for kind in kinds)})
    stand_in = subject.settle(STAND_IN.address)
    if stand_in.value is not True:
        return _decide(applied, "unavailable", grounds, first)
    grounds = grounds & stand_in.grounds
    rule = subject.files.availability.stand_in
    description = None if rule is None else rule.description
    also = () if description is None else (Sentence(description),)
    return applied.subject.decide("unavailable", grounds, Reason.of_sentences((first, *also)))


def _holiday(applied: Applied, day: date) -> LocalizedText | None:
    """Return the name of the holiday on a day; special hours do not make it a working day like others."""
    support = applied.support
    if support is None:
        return None
    closed = support.closed_day(day)
    if closed is not None:
        return (closed.name or _SOME_HOLIDAY) if closed.reason == "holiday" else None
    if applied.contract.hours is None or day not in applied.contract.hours.special:
        return None
    holidays = support.holidays.in_year(day.year)
    return (holidays[day] or _SOME_HOLIDAY) if day in holidays else None


def next_available_from(applied: Applied, at: datetime) -> Decision[Any]:
    """Return the earliest instant, not before ``at``, at which the manager can be reached."""
    since_epoch(at)
    applied = applied.at(at)
    if not applied.has_hours or applied.reachable is None or applied.support is None:
        return _unstated(applied)
    opening = applied.reachable.next_open(at)
    if applied.surely_reachable is not None and applied.surely_reachable.next_open(at) != opening:
        return _left_open(applied)
    if opening is None:
        raise BusinessTimeError.of("PSP709")
    grounds = join((applied.hours_grounds, applied.holiday_grounds))
    if opening != applied.support.next_open(at):
        grounds = grounds & agreed_in("closures")
    local = at.astimezone(ZoneInfo(applied.contract.time_zone))
    return _decide(applied, opening, grounds, Sentence(_NEXT, {"at": local, "opening": opening}))


def windows_between(applied: Applied, start: datetime, end: datetime) -> Decision[Any]:
    """Return the windows in which the manager can be reached."""
    applied = applied.at(start)
    if not applied.has_hours or applied.reachable is None:
        unstated = _unstated(applied)
        raise UnstatedError.of("PSP710", reason=unstated.reason)
    windows = applied.reachable.windows(start, end)
    if applied.surely_reachable is not None and applied.surely_reachable.windows(start, end) != windows:
        raise UnstatedError.of("PSP710", reason=_left_open(applied).reason)
    grounds = join((applied.hours_grounds, applied.holiday_grounds))
    if not windows:
        return _decide(applied, windows, grounds, Sentence(_NO_WINDOW))
    return _decide(
        applied, windows, grounds, Sentence(_WINDOWS, {"windows": tuple(map(_name_window, windows))})
    )


_WINDOW = LocalizedText(fr="du {start} au {end}", en="from {start} to {end}")


def _name_window(window: Window) -> LocalizedText:
    return _WINDOW.format(start=window.start, end=window.end)


def _unstated(applied: Applied) -> Decision[Any]:
    settled = applied.working.settled
    if isinstance(settled.value, Absence):
        return WORKING_HOURS.decide(Case(applied.subject), settled)
    return _open(applied, settled.grounds)


def _left_open(applied: Applied) -> Decision[Any]:
    """Answer where it depends on holidays, of which the source leaves open whether they close the hours."""
    return _open(applied, applied.hours_grounds & applied.working.settled.part("closed_on"))


def _open(applied: Applied, grounds: Grounds) -> Decision[Any]:
    return _decide(applied, None, grounds, Sentence(_UNSTATED, {"offering": applied.subject.name}))


def _decide(applied: Applied, value: Any, grounds: Grounds, first: Sentence) -> Decision[Any]:
    more = sentences_about(Settled.of(value, grounds)) if value is not None else ()
    return applied.subject.decide(value, grounds, Reason.of_sentences((first, *more)))


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
    label=LocalizedText(fr="Joindre le gestionnaire", en="Reaching the manager"),
    question=LocalizedText(
        fr="Le gestionnaire est-il joignable à un instant donné ?",
        en="Can the manager be reached at an instant?",
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
    label=LocalizedText(fr="Prochain instant joignable", en="Next instant at which the manager is reached"),
    question=LocalizedText(
        fr="À partir de quel instant le gestionnaire est-il de nouveau joignable ?",
        en="From which instant on can the manager be reached next?",
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
    label=LocalizedText(fr="Périodes joignables", en="Windows in which the manager is reached"),
    question=LocalizedText(
        fr="Pendant quelles périodes le gestionnaire est-il joignable ?",
        en="In which windows can the manager be reached?",
    ),
    words=lambda value, _: lines(map(_name_window, value), _NO_WINDOW),
    reason=LocalizedText(fr="{value}", en="{value}"),
    judge=_judge_windows,
    inputs=(FROM_INSTANT, UNTIL_INSTANT),
    answer=_answer_windows,
    needs_contract=True,
)
