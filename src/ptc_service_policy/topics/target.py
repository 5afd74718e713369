"""How soon something is done about a request."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ptc_service_policy.decisions import Decision
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.places import written_in
from ptc_service_policy.model.service_levels import HoursOf, Kept, Level, Target, TargetRule
from ptc_service_policy.model.spans import Span
from ptc_service_policy.model.vocabulary import Attribute
from ptc_service_policy.settling.subject import Settled
from ptc_service_policy.text import AnyOf, LocalizedText, uncapitalised
from ptc_service_policy.topics.judging import Effect, less, more, neutral
from ptc_service_policy.topics.kinds import TARGETS
from ptc_service_policy.topics.sentences import Sentence
from ptc_service_policy.topics.topic import Case, Part, Topic
from ptc_service_policy.topics.wording import (
    BY_PARTIES,
    WEEKDAY_NAMES,
    Wording,
    clock,
    each,
    number,
    under,
    within,
)
from ptc_service_policy.topics.working_hours import WORKING_HOURS, named_hours

_IMMEDIATELY = LocalizedText(fr="immédiatement", en="immediately")
_NO_LEVEL = LocalizedText(
    fr="La source ne fixe aucun niveau pour l'offre « {offering} » : {this}.",
    en='The source sets no target for "{offering}": {this}.',
)
_AT_LEAST = LocalizedText(fr="à {percent} % au moins", en="at least {percent}%")
_UNTIL = LocalizedText(fr="{said}, au plus tard à {until}", en="{said}, by {until}")
_BEFORE = LocalizedText(fr="{said}, avant {until}", en="{said}, before {until}")
_CUT_OFF = LocalizedText(
    fr="{said} ; après {cut_off}, c'est le jour suivant qui compte",
    en="{said}; after {cut_off}, it counts as of the next day",
)
_IN_ZONE = LocalizedText(fr="{said} ({zone})", en="{said} ({zone})")
_RUNS_DURING = LocalizedText(
    fr="Le délai court pendant les heures de travail de l'offre « {offering} ».",
    en='The time runs during the working hours of "{offering}".',
)
_TIMES_IN = LocalizedText(
    fr="Les heures du jour sont celles du fuseau {zone}.", en="Times of day are in the time zone {zone}."
)
_ON_DAY = LocalizedText(fr="{clock} le {day}", en="{clock} on {day}")
_UNSAID = LocalizedText(fr="", en="")
_KEPT_IN = LocalizedText(fr="dans {percent} % des cas {each}", en="in {percent}% of cases {each}")
_AND_KEPT = LocalizedText(fr="{said}, {kept}", en="{said}, {kept}")
_REGULAR = LocalizedText(fr="{said} {each}", en="{said} {each}")
_OTHERWISE = LocalizedText(fr="{said} ; à défaut : {owed}", en="{said}; otherwise: {owed}")
_HOURS = LocalizedText(
    fr="{said}, le délai courant pendant ces heures : {hours}",
    en="{said}, the time running during these hours: {hours}",
)
_HOURS_OF = LocalizedText(fr="celles de l'offre « {offering} »", en='those of "{offering}"')
_OPEN_HOURS = LocalizedText(fr="non précisées", en="not stated")
_OPEN_THROUGHOUT = LocalizedText(fr="{hours}, sans exception", en="{hours}, without exception")
_WITH = LocalizedText(fr="{said}, le {day} comme le {other}", en="{said}, with {day} treated as {other}")
_FROM = LocalizedText(fr="Point de départ : {event}.", en="Counted from: {event}.")
_TO = LocalizedText(fr="Ce qui est attendu : {event}.", en="What is due: {event}.")
_REPEATS = LocalizedText(
    fr="Le délai court de nouveau à compter de chaque événement qui le fait courir.",
    en="The clock starts again at each event that starts it.",
)
_PAUSES_WHILE = LocalizedText(
    fr="Le délai est suspendu tant que la demande {states}.",
    en="The clock stops while the request {states}.",
)
PAUSES: Mapping[str, LocalizedText] = {
    "waiting-for-customer": LocalizedText(fr="est en attente du client", en="is waiting for the customer"),
    "waiting-for-third-party": LocalizedText(
        fr="est en attente d'un tiers", en="is waiting for a third party"
    ),
    "on-hold": LocalizedText(fr="est mise en attente", en="is on hold"),
}
_ON_CHANGE = {
    "restart": LocalizedText(
        fr="Si l'attribut « {attribute} » de la demande change, un nouveau délai commence à courir.",
        en='If the request\'s "{attribute}" changes, the clock restarts.',
    ),
    "continue": LocalizedText(
        fr="Si l'attribut « {attribute} » de la demande change, le délai continue de courir.",
        en='If the request\'s "{attribute}" changes, the clock keeps running.',
    ),
}
_SET_BY = LocalizedText(fr="L'attribut « {attribute} » est fixé {by}.", en='The "{attribute}" is set {by}.')
_CHANGED_BY = LocalizedText(
    fr="Tant que la demande est ouverte, l'attribut « {attribute} » peut être modifié {by}.",
    en='While the request is open, the "{attribute}" may be changed {by}.',
)
_UNITS = ("business_minutes", "business_hours", "business_days")
_OF_ALL = float("inf")
"""What is owed without a share is owed in every case, whatever share is told."""
_PER_UNIT = {"minutes": 1, "hours": 60, "calendar_days": 1440, "business_minutes": 1, "business_hours": 60}


def hours_words(value: HoursOf, wording: Wording) -> LocalizedText:
    """Write on which hours time is counted."""
    if value.working_hours_of is None:
        said = _OPEN_HOURS if value.hours is None else wording.hours(value.hours)
        if value.closed_on == "none":
            return _OPEN_THROUGHOUT.format(hours=said)
        return wording.closed(said, value.closed_on or ())
    return _with_days(_HOURS_OF.format(offering=wording.offering(value.working_hours_of)), value)


def _with_days(said: LocalizedText, value: HoursOf) -> LocalizedText:
    """Add which weekdays take over another's hours."""
    for day, other in value.with_.items():
        said = _WITH.format(said=said, day=WEEKDAY_NAMES[day], other=WEEKDAY_NAMES[other])
    return said


def how_soon(value: Target) -> LocalizedText:
    """Write the time that is set, without what bounds it."""
    if value.within is not None:
        # What ends before a time of the last day is short of that time, not of the days.
        ends_before = value.bound == "excluded" and value.within.amount and value.until is None
        return under(value.within) if ends_before else within(value.within)
    if value.immediately:
        return _IMMEDIATELY
    level = value.at_least
    if level is None:
        return _UNSAID
    said = _AT_LEAST.format(percent=number(level.percent))
    return said if level.each is None else _REGULAR.format(said=said, each=each(level.each))


def by_when(value: Target, wording: Wording) -> LocalizedText:
    """Write the time that is set, with the time of the last day."""
    said = how_soon(value)
    if value.hours is not None:
        said = _with_days(said, value.hours)
    if value.until is not None:
        by = _BEFORE if value.bound == "excluded" else _UNTIL
        said = by.format(said=said, until=_in_zone(clock(value.until), value, wording))
    return said


def on_what_terms(value: Target, wording: Wording, said: LocalizedText = _UNSAID) -> LocalizedText:
    """Add to what was said of the time on what terms it holds, and what is owed where it is not kept."""
    if value.kept_in is not None:
        said = _AND_KEPT.format(said=said, kept=_kept_in(value.kept_in))
    if value.hours is not None and value.hours.working_hours_of is None:
        said = _HOURS.format(said=said, hours=hours_words(value.hours, wording))
    if value.owed_otherwise is not None:
        said = _OTHERWISE.format(said=said, owed=value.owed_otherwise)
    if value.cut_off is not None:
        said = _CUT_OFF.format(said=said, cut_off=_in_zone(_cut_off(value.cut_off), value, wording))
    return said


def _words(value: Target, wording: Wording) -> LocalizedText:
    return on_what_terms(value, wording, by_when(value, wording))


def _kept_in(value: Kept) -> LocalizedText:
    return _KEPT_IN.format(percent=number(value.percent), each=each(value.each))


def _more_often(old: Kept | None, new: Kept | None) -> Effect:
    """Judge shares of cases: all of them where none is said."""
    if old is not None and new is not None:
        return _more_kept(old, new)
    return more(*(_OF_ALL if kept is None else kept.percent for kept in (old, new)))


def _more_kept(old: Kept | Level | None, new: Kept | Level | None) -> Effect:
    """Judge shares: over another period they are neither more nor less."""
    if old is None or new is None or old.each != new.each:
        return Effect.DIFFERENT
    return more(old.percent, new.percent)


def _in_zone(said: object, value: Target, wording: Wording) -> object:
    """Add the zone of named hours to a time of the day, unless it is the contract's."""
    named = None if value.hours is None else wording.terms.hours.get(value.hours.hours or "")
    if named is None or named.time_zone in (None, "contract"):
        return said
    return _IN_ZONE.format(said=said, zone=named.time_zone)


def _cut_off(value: object) -> object:
    if not isinstance(value, Mapping):
        return clock(str(value))
    return tuple(_ON_DAY.format(clock=clock(time), day=WEEKDAY_NAMES[day]) for day, time in value.items())


def _answer(case: Case[Target]) -> Decision[Target | Absence | None]:
    settled = settle_target(case)
    told = _OF_A_LEVEL if settled.value is None and _is_a_level(case) else TARGET
    return told.decide(case, settled)


def _is_a_level(case: Case[Target]) -> bool:
    """Tell whether a target is a level, by what its rule says of any offering."""
    said = (each.value for each in written_in(_rule(case)))
    return any(isinstance(each, Target) and each.at_least is not None for each in said)


def settle_target(case: Case[Target]) -> Settled:
    """Settle a target, and cite what says which event is due by then: it weakens no answer."""
    settled, rule = case.subject.settle(TARGET.rule(case.about)), _rule(case)
    if rule is None or not isinstance(settled.value, Target):
        return settled
    _, grounds, questions = case.subject.follow_on(rule.to)
    return settled.with_part("to", grounds)._replace(open=(*settled.open, *questions))


def _rule(case: Case[Target]) -> TargetRule | None:
    """Return the rule; None for a target that the version has withdrawn."""
    return case.files.service_levels.targets.get(case.about)


def event_due(case: Case[Target]) -> LocalizedText | None:
    """Return the name of the event that is due by then; None where nobody says which."""
    rule = _rule(case)
    return None if rule is None else _event(case, rule.to)


def _event(case: Case[Target], said: object) -> LocalizedText | None:
    event, _ = case.subject.follow(said)
    return None if event is None else case.files.vocabulary.events[event].name


def _beside(case: Case[Target]) -> Iterator[Sentence]:
    """Say from what to what the time runs, and whether it repeats, stands or restarts."""
    rule = _rule(case)
    if rule is None:
        return
    start = _event(case, rule.from_)
    if start is not None:
        yield Sentence(_FROM, {"event": uncapitalised(start)})
    yield from beside_the_start(case)


def beside_the_start(case: Case[Target]) -> Iterator[Sentence]:
    """Say the same but from what the time runs, for who has said when that was."""
    rule = _rule(case)
    if rule is None:
        return
    named = event_due(case)
    if named is not None and named != rule.name:
        yield Sentence(_TO, {"event": uncapitalised(named)})
    if rule.repeats:
        yield Sentence(_REPEATS)
    if rule.pauses_while:
        states = AnyOf(tuple(PAUSES[state] for state in rule.pauses_while))
        yield Sentence(_PAUSES_WHILE, {"states": states})
    other = _whose_hours(case)
    if other is not None:
        yield Sentence(_RUNS_DURING, {"offering": Wording(case.files).offering(other)})
    zone = _zone_of_working_hours(case)
    if zone is not None:
        yield Sentence(_TIMES_IN, {"zone": zone})
    for name, effect in rule.on_change.items():
        attribute = case.files.vocabulary.attributes[name]
        yield from _who_sets(attribute)
        yield Sentence(_ON_CHANGE[effect], {"attribute": attribute.name})


def _who_sets(attribute: Attribute) -> Iterator[Sentence]:
    """Say who sets an attribute, and who may change it."""
    if attribute.set_by is not None:
        yield Sentence(_SET_BY, {"attribute": attribute.name, "by": BY_PARTIES[attribute.set_by]})
    if attribute.changed_by is not None:
        by = AnyOf(tuple(BY_PARTIES[each] for each in attribute.changed_by))
        yield Sentence(_CHANGED_BY, {"attribute": attribute.name, "by": by})


def _whose_hours(case: Case[Target]) -> str | None:
    """Return the other offering on whose working hours a target is counted; None where it is on its own.

    Hours that the contract agreed on take the place of any offering's.
    """
    subject = case.subject
    value = subject.settle(TARGET.rule(case.about)).value
    hours = value.hours if isinstance(value, Target) else None
    if hours is None or hours.working_hours_of in (None, subject.offering):
        return None
    are_agreed = any("hours" in each.parts for each in subject.agreed.get(WORKING_HOURS.address, ()))
    return None if are_agreed else hours.working_hours_of


def _zone_of_working_hours(case: Case[Target]) -> str | None:
    """Return the zone of the times that a target sets, where working hours have one of their own."""
    value = case.subject.settle(TARGET.rule(case.about)).value
    if not isinstance(value, Target) or value.within is None or value.within.unit not in _UNITS:
        return None
    has_times = value.until is not None or value.cut_off is not None
    of = case.subject.offering if value.hours is None else value.hours.working_hours_of
    if not has_times or of is None:
        return None
    working = replace(case.subject, offering=of).settle(WORKING_HOURS.address).value
    if not isinstance(working, WorkingHours) or working.hours is None:
        return None
    zone = named_hours(working.hours, case.subject).time_zone
    return None if zone == "contract" else zone


def _finish(value: Target, case: Case[Target]) -> Target:
    """Let the rule say whether the last instant is in time where the value does not."""
    rule = _rule(case)
    if rule is None or rule.bound is None or value.bound is not None or value.within is None:
        return value
    return value.model_copy(update={"bound": rule.bound})


def _time(value: Target, _wording: Wording) -> tuple[Span | None, bool]:
    """Return how soon, and whether the last instant is still in time."""
    return Span(0, "minutes") if value.immediately else value.within, value.bound != "excluded"


def _judge_time(before: tuple[Span | None, bool], after: tuple[Span | None, bool]) -> Effect:
    """Judge how soon: the sooner, the better, where both are told in the same kind of time."""
    old, new = before[0], after[0]
    if old is None or new is None:
        return Effect.DIFFERENT
    if old == new:
        return less(before[1], after[1])
    if old.unit == new.unit:
        return less(old.amount, new.amount)
    same_kind = (
        (old.unit in _UNITS) == (new.unit in _UNITS) and old.unit in _PER_UNIT and new.unit in _PER_UNIT
    )
    if not same_kind:
        return Effect.DIFFERENT
    was, now = old.amount * _PER_UNIT[old.unit], new.amount * _PER_UNIT[new.unit]
    same = (was, before[1]) == (now, after[1])
    return Effect.WORDING if same else less((was, before[1]), (now, after[1]))


TARGET: Topic[Target] = Topic(
    name="target",
    group="response",
    label=LocalizedText(fr="Délai visé « {name} »", en='Target "{name}"'),
    question=LocalizedText(fr="Quel est le délai visé ?", en="What is the target?"),
    address="targets.{about}",
    about=TARGETS,
    words=_words,
    reason=LocalizedText(
        fr="Dans le cadre de l'offre « {offering} », {this} : {value}.",
        en='Under "{offering}", {this}: {value}.',
    ),
    absent=LocalizedText(
        fr="La source ne promet rien de tel pour l'offre « {offering} » : {this}.",
        en='The source promises nothing of the kind for "{offering}": {this}.',
    ),
    unstated=LocalizedText(
        fr="La source ne fixe aucun délai pour l'offre « {offering} » : {this}.",
        en='The source sets no target for "{offering}": {this}.',
    ),
    beside=_beside,
    finish=_finish,
    answer=_answer,
    parts=(
        Part(
            LocalizedText(fr="délai", en="time"),
            _time,
            _judge_time,
            lambda value, _: how_soon(value),
        ),
        Part(
            LocalizedText(fr="niveau", en="level"),
            lambda value, _: value.at_least,
            _more_kept,
            lambda value, _: how_soon(value),
        ),
        Part(
            LocalizedText(fr="heures", en="hours"),
            lambda value, _: value.hours,
            neutral,
            lambda value, wording: hours_words(value.hours, wording),
            "hours",
        ),
        Part(
            LocalizedText(fr="heure d'échéance", en="time of day"),
            lambda value, _: value.until,
            neutral,
            lambda value, _: clock(value.until),
            "until",
        ),
        Part(
            LocalizedText(fr="heure limite de réception", en="cut-off"),
            lambda value, _: value.cut_off,
            neutral,
            lambda value, _: LocalizedText(fr="{cut}", en="{cut}").format(cut=_cut_off(value.cut_off)),
            "cut_off",
        ),
        Part(
            LocalizedText(fr="part des cas", en="share of cases"),
            lambda value, _: value.kept_in,
            _more_often,
            lambda value, _: _kept_in(value.kept_in),
            "kept_in",
        ),
        Part(
            LocalizedText(fr="à défaut", en="otherwise"),
            lambda value, _: value.owed_otherwise,
            neutral,
            lambda value, _: value.owed_otherwise,
            "owed_otherwise",
        ),
    ),
)
_OF_A_LEVEL = replace(TARGET, unstated=_NO_LEVEL)
