"""How a request stands at an instant: in time or not, and how much of its time is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from ptc_service_policy.business_time import Mark
from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.progress import require_marks
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.decisions import Decision, Reason
from ptc_service_policy.errors import BusinessTimeError
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.text import LocalizedText, Until
from ptc_service_policy.topics.due import Clock, Pauses, clock_of
from ptc_service_policy.topics.inputs import ANSWERED, AS_OF_INSTANT, PAUSES, RECEIVED, REMINDERS
from ptc_service_policy.topics.kinds import TARGETS
from ptc_service_policy.topics.sentences import Sentence
from ptc_service_policy.topics.target import TARGET
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.wording import Wording

State = Literal["met", "missed", "running", "paused", "overdue"]

_MICROSECOND = timedelta(microseconds=1)
_HOUR = timedelta(hours=1)
STATES: dict[str, LocalizedText] = {
    "met": LocalizedText(fr="délai tenu", en="met"),
    "missed": LocalizedText(fr="délai non tenu", en="missed"),
    "running": LocalizedText(fr="délai en cours", en="running"),
    "paused": LocalizedText(fr="délai suspendu", en="paused"),
    "overdue": LocalizedText(fr="délai dépassé", en="overdue"),
}
_OF_AN_OBJECTIVE = {
    "met": LocalizedText(fr="objectif tenu", en="objective met"),
    "missed": LocalizedText(fr="objectif manqué", en="objective missed"),
}
_AS_OF = LocalizedText(
    fr="Au {at} : {state} ; temps utilisé : {used} sur {length} ({share} %), temps restant : {left}.",
    en="As of {at}: {state}; {used} of {length} used ({share}%), {left} left.",
)
_ANSWERED = LocalizedText(
    fr="{event}, le {at} : {state} ; temps utilisé : {used} sur {length} ({share} %).",
    en="{event} on {at}: {state}; {used} of {length} used ({share}%).",
)
_DONE = LocalizedText(fr="Fait", en="Done")
_DUE = LocalizedText(fr="Échéance en l'état : le {due}.", en="Due as things stand: {due}.")
_WAS_DUE = LocalizedText(fr="Échéance : le {due}.", en="Due: {due}.")
_REMINDER = LocalizedText(fr="Rappel : le {at}.", en="Reminder: {at}.")
_VALUE = LocalizedText(
    fr="{state} ; échéance le {due} ; utilisé : {share} %, reste : {left}",
    en="{state}; due on {due}; {share}% used, {left} left",
)
_LENGTH = LocalizedText(fr="{hours} h {minutes} min", en="{hours} h {minutes} min")
_HOURS = LocalizedText(fr="{hours} h", en="{hours} h")
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class RequestState:
    """Say how a request stands: its state, until when it is due, and how much of its time is used and left.

    ``state`` is "met" or "missed" for one that is answered, "overdue" for one that is not and is late, and
    else "paused" or "running". ``due`` is as things stand: what is paused may still move it. The time runs
    from the first day that counts for a target in days, from what starts the clock for one in time: open
    time, or all time for targets in calendar days and hours. ``used`` may be more than the whole, ``share``
    of it is then more than 1; nothing is ``left`` then. ``reminders`` are when what was asked for is reached.
    """

    state: State
    due: datetime
    used: timedelta
    left: timedelta
    share: float
    reminders: tuple[datetime, ...] = ()


def request_state(
    clock: Clock,
    received: datetime,
    *,
    answered_at: datetime | None,
    pauses: Pauses,
    as_of: datetime,
    remind_at: Sequence[Mark] = (),
) -> Decision[RequestState | Absence | None]:
    """Tell how a request stands as of an instant, of which nothing later counts."""
    since_epoch(as_of)
    if answered_at is not None and since_epoch(answered_at) < since_epoch(received):
        raise BusinessTimeError.of("PSP633", at=answered_at, received=received)
    require_marks(remind_at, "remind_at")
    terms = clock.terms
    if terms.span is None:
        open_: Decision[Any] = clock.due(received, ())
        return open_
    # Datetimes of one zone compare by their clocks, on which an hour may come twice: instants do not.
    is_known = answered_at is not None and since_epoch(answered_at) <= since_epoch(as_of)
    answered = answered_at if is_known else None
    ran = terms.calendar.progress(
        received,
        terms.span,
        terms.convention,
        pauses,
        as_of=as_of if answered is None else answered,
        marks=remind_at,
        until=terms.until,
        cut_off=terms.cut_off,
    )
    in_time = since_epoch(ran.due) - (_MICROSECOND if terms.bound == "excluded" else timedelta())
    state: State
    if answered is not None:
        state = "met" if since_epoch(answered) <= in_time else "missed"
    elif since_epoch(as_of) > in_time:
        state = "overdue"
    else:
        state = "paused" if ran.is_paused else "running"
    zone = read_zone(clock.time_zone)
    found = RequestState(
        state,
        ran.due.astimezone(zone),
        ran.used,
        ran.left,
        ran.used / ran.length if ran.length else 1.0,
        tuple(each.astimezone(zone) for each in ran.reached),
    )
    filling = {
        "at": (as_of if answered is None else answered).astimezone(zone),
        "state": _name_state(found, clock.duty),
        "event": clock.event_due or _DONE,
        "length": _length(ran.length),
        **_amounts(found),
    }
    told = (
        Sentence(clock.start, {"since": received.astimezone(zone)}),
        Sentence(_AS_OF if answered is None else _ANSWERED, filling),
        Sentence(_DUE if answered is None else _WAS_DUE, {"due": Until(found.due)}),
        *(Sentence(_REMINDER, {"at": each}) for each in found.reminders),
        *clock.sentences,
    )
    return clock.decide(found, Reason.of_sentences(told))


def _name_state(state: RequestState, duty: str | None) -> LocalizedText:
    said = _OF_AN_OBJECTIVE if duty == "objective" else STATES
    return said.get(state.state, STATES[state.state])


def _amounts(state: RequestState) -> dict[str, object]:
    return {"used": _length(state.used), "left": _length(state.left), "share": _percent(state.share)}


def _percent(share: float) -> int:
    """Round a share so that all of a time is said to be used only where it is."""
    rounded = round(share * 100)
    return rounded if rounded != _WHOLE or share == 1 else _WHOLE - 1 if share < 1 else _WHOLE + 1


def _length(length: timedelta) -> LocalizedText:
    """Write a length of time in hours and minutes, begun ones left out."""
    hours, rest = divmod(length, _HOUR)
    minutes = rest // timedelta(minutes=1)
    return (_LENGTH if minutes else _HOURS).format(hours=hours, minutes=minutes)


def _answer(
    case: Case[RequestState],
    *,
    received: datetime,
    as_of: datetime,
    answered_at: datetime | None = None,
    pauses: Pauses = (),
    remind_at: Sequence[Mark] = (),
) -> Decision[RequestState | Absence | None]:
    clock = clock_of(applied_in(case).at(received), case.about)
    return request_state(
        clock, received, answered_at=answered_at, pauses=pauses, as_of=as_of, remind_at=remind_at
    )


def _words(value: RequestState, wording: Wording) -> LocalizedText:
    duties = (firmness.duty for firmness in wording.firmness if not firmness.of)
    state = _name_state(value, "objective" if "objective" in duties else None)
    return _VALUE.format(state=state, due=Until(value.due), **_amounts(value))


REQUEST_STATE: Topic[RequestState] = Topic(
    name="request-state",
    group="response",
    label=LocalizedText(fr="État d'une demande : {name}", en="State of a request: {name}"),
    question=LocalizedText(
        fr="Où en est une demande à un instant donné ?", en="How does a request stand at a given time?"
    ),
    address=TARGET.address,
    about=TARGETS,
    words=_words,
    reason=LocalizedText(fr="{value}", en="{value}"),
    inputs=(RECEIVED, ANSWERED, PAUSES, AS_OF_INSTANT, REMINDERS),
    answer=_answer,
    needs_contract=True,
    is_told_elsewhere=True,
)
