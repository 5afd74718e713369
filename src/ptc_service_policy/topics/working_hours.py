"""When the manager works."""

from collections.abc import Mapping

from ptc_service_policy.decisions import Grounds
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.hours import MINUTES_A_WEEK, Hours, stretches_of
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect, less_of, more_of, neutral
from ptc_service_policy.topics.topic import Case, Part, Topic
from ptc_service_policy.topics.wording import STATES, Wording, both

_OUTSIDE = LocalizedText(
    fr="{said} ; hors de ces heures : {state}", en="{said}; outside these hours: {state}"
)
_OUTSIDE_ON_OTHER_DAYS = LocalizedText(
    fr="{said} ; hors de ces heures, et sauf éventuels jours sur demande : {state}",
    en="{said}; outside these hours, any days on request aside: {state}",
)


def named_hours(value: Hours | str, subject: Subject) -> Hours:
    """Return hours that are named by id as they stand in the vocabulary."""
    return subject.files.vocabulary.hours[value] if isinstance(value, str) else value


def closing(value: WorkingHours) -> tuple[str, ...]:
    """Return the exceptions that close working hours."""
    return () if value.closed_on in (None, "none") else tuple(value.closed_on)


def _finish(value: WorkingHours, case: Case[WorkingHours]) -> WorkingHours:
    return value.model_copy(update={"hours": named_hours(value.hours, case.subject)})


def _words(value: WorkingHours, wording: Wording) -> LocalizedText:
    said = wording.closed(wording.hours(value.hours), closing(value))
    if value.outside is None:
        return said
    alike = value.outside == "on-request" or wording.files.availability.on_request is None
    return (_OUTSIDE if alike else _OUTSIDE_ON_OTHER_DAYS).format(said=said, state=STATES[value.outside])


def _judge_hours(old: Hours, new: Hours) -> Effect:
    """Judge weekly hours: better if they hold every minute of the old ones, different if they moved."""
    if (old.time_zone, old.periods, old.any_of) != (new.time_zone, new.periods, new.any_of):
        return Effect.DIFFERENT
    return more_of(_minutes_of(old.weekly), _minutes_of(new.weekly))


def _minutes_of(weekly: object) -> set[int]:
    if not isinstance(weekly, Mapping):
        return set(range(MINUTES_A_WEEK))
    return {
        minute % MINUTES_A_WEEK
        for stretch in stretches_of(weekly)
        for minute in range(stretch.start, stretch.end)
    }


def _plain(hours: Hours) -> Hours:
    """Return the hours without their name."""
    return Hours.model_construct(**{name: getattr(hours, name) for name in Hours.model_fields})


def _judge_closing(old: frozenset[str] | None, new: frozenset[str] | None) -> Effect:
    """Judge what closes the hours: the less, the better; to leave it open is neither gain nor loss."""
    return Effect.DIFFERENT if old is None or new is None else less_of(old, new)


WORKING_HOURS: Topic[WorkingHours] = Topic(
    name="working-hours",
    group="availability",
    label=LocalizedText(fr="Heures de travail", en="Working hours"),
    question=LocalizedText(
        fr="À quelles heures le gestionnaire travaille-t-il ?", en="During which hours does the manager work?"
    ),
    address="availability.working-hours",
    words=_words,
    reason=LocalizedText(
        fr="Dans le cadre de l'offre « {offering} », {manager} travaille aux heures suivantes : {value}.",
        en='Under "{offering}", {manager} works at these hours: {value}.',
    ),
    finish=_finish,
    parts=(
        Part(
            LocalizedText(fr="heures", en="hours"),
            lambda value, _: _plain(value.hours),
            _judge_hours,
            lambda value, wording: wording.hours(value.hours),
            "hours",
        ),
        Part(
            LocalizedText(fr="exceptions", en="exceptions"),
            lambda value, _: None if value.closed_on is None else frozenset(closing(value)),
            _judge_closing,
            lambda value, wording: both(tuple(map(wording.exception, closing(value)))),
            "closed_on",
        ),
        Part(
            LocalizedText(
                fr="hors de ces heures, sauf jours sur demande",
                en="outside these hours, days on request aside",
            ),
            lambda value, _: value.outside,
            neutral,
            lambda value, _: STATES[value.outside],
            "outside",
        ),
    ),
)


def settle_working_hours(subject: Subject, offering: str) -> tuple[WorkingHours | None, Grounds]:
    """Return the working hours of an offering, and what they rest on; the contract's for its own."""
    address = WORKING_HOURS.address
    own = offering == subject.offering
    settled = subject.settle(address) if own else subject.settle_for(address, offering)
    value = settled.value if isinstance(settled.value, WorkingHours) else None
    return value, settled.grounds
