"""When something about a request is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import partial
from operator import attrgetter
from typing import Any, cast

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Convention,
    Due,
    ElapsedTime,
    Expiry,
    Pause,
    Receipt,
    SkippedDay,
)
from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.decisions import OPEN, Basis, Decision, Grounds, Reason, join
from ptc_service_policy.model.availability import Holidays
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Hours, Weekday
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.service_levels import Counting, HoursOf, Target, TargetRule
from ptc_service_policy.model.spans import Span
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.applied_terms import STATED, AppliedTerms
from ptc_service_policy.settling.citations import agreed_in
from ptc_service_policy.settling.subject import Settled
from ptc_service_policy.text import (
    LANGUAGES,
    Language,
    LocalizedText,
    Until,
    separated,
    uncapitalised,
    write_date,
    write_end,
    write_instant,
    write_list,
)
from ptc_service_policy.topics.exception import closing_grounds
from ptc_service_policy.topics.inputs import PAUSES, RECEIVED
from ptc_service_policy.topics.judging import Effect, less
from ptc_service_policy.topics.kinds import TARGETS
from ptc_service_policy.topics.sentences import Sentence, sentences_about
from ptc_service_policy.topics.target import (
    TARGET,
    beside_the_start,
    by_when,
    event_due,
    on_what_terms,
    settle_target,
)
from ptc_service_policy.topics.topic import Case, Topic, applied_in
from ptc_service_policy.topics.wording import BY, Wording, holiday_name

Pauses = Iterable[Pause]

_REQUEST_RECEIVED = "request-received"
"""The event whose receipt goes without saying; any other that starts the clock is told by its name."""
_FROM_RECEIPT = LocalizedText(fr="Demande reçue le {since}.", en="Request received on {since}.")
_FROM_EVENT = LocalizedText(fr="{event} : le {since}.", en="{event}: on {since}.")
_FROM_UNSAID = LocalizedText(fr="Délai compté à partir du {since}.", en="Counted from {since}.")
_DUE = LocalizedText(
    fr="{start} Dans le cadre de l'offre « {offering} », {name} : {target}, "
    "soit au plus tard le {due}{terms}.{skipped}{more}",
    en='{start} Under "{offering}", {name}: {target}, that is, by {due}{terms}.{skipped}{more}',
)
_BEFORE = LocalizedText(
    fr="{start} Dans le cadre de l'offre « {offering} », {name} : {target}, "
    "soit avant le {due}{terms}.{skipped}{more}",
    en='{start} Under "{offering}", {name}: {target}, that is, before {due}{terms}.{skipped}{more}',
)
_UNSAID = LocalizedText(fr="", en="")
_SKIPPED = LocalizedText(fr=" Jours non comptés : {days}.", en=" Days not counted: {days}.")
SKIP_REASONS = {
    "no-hours": LocalizedText(fr="jour non ouvrable", en="not a business day"),
    "holiday": LocalizedText(fr="jour férié", en="holiday"),
    "closure": LocalizedText(fr="absence", en="absence"),
    "special-hours": LocalizedText(fr="exceptionnellement fermé", en="exceptionally closed"),
}
_NO_INSTANT = LocalizedText(
    fr="La source n'en fait pas une échéance : {name}, {value}.",
    en="The source gives no due time for this: {name}, {value}.",
)
_NO_HOURS = LocalizedText(
    fr="L'échéance se compte en temps ouvré, mais aucune heure de travail n'est prévue : {name}, {value}.",
    en="The due time is counted in business time, but no working hours are provided: {name}, {value}.",
)
_LEFT_OPEN = LocalizedText(
    fr="La source laisse ouvert un point dont dépend l'échéance : {name}, {value}.",
    en="The source leaves open a point on which the due time depends: {name}, {value}.",
)
_PARTS_LEFT_OPEN = LocalizedText(
    fr="La source laisse ouvert ce dont dépend l'échéance ({parts}) : {name}, {value}.",
    en="The source leaves open what the due time depends on ({parts}): {name}, {value}.",
)
_DAY_AND_NIGHT = Hours.model_construct(time_zone="contract", weekly="always", periods=(), any_of=None)


@dataclass(frozen=True, slots=True)
class ResponseDue:
    """Say when something is due.

    What is done up to and including ``due`` is in time; where the source says "less than", ``bound`` is
    "excluded" and ``due`` itself is too late. ``earliest_due`` is the earliest instant that any reading of
    when a request is received, and of when the last day is up, gives on the same days: whoever works to it is
    on time under all of these. ``skipped`` are the days that were passed over, each with its reason.
    """

    due: datetime
    earliest_due: datetime
    skipped: tuple[SkippedDay, ...]
    bound: str = "included"


@dataclass(frozen=True, slots=True)
class ResponseTerms:
    """Hold by what a target of one contract is counted, and on what grounds.

    ``span`` is None where the source sets no time, or leaves open how it is counted; none at all passes
    where it says "at once". ``bound`` is that of ``ResponseDue``. ``grounds`` are those of a due instant,
    ``counting`` those of the calendar alone; ``has_hours`` is False where nobody says on which hours it runs.
    """

    calendar: BusinessCalendar
    span: Any
    convention: Convention
    until: str | None
    cut_off: Any
    grounds: Grounds
    counting: Grounds
    bound: str
    has_hours: bool


_BESIDE_CALENDAR = attrgetter(*(each.name for each in fields(ResponseTerms) if each.name != "calendar"))
_TOLD_BESIDE = ("kept_in", "owed_otherwise")
"""The parts that are told with when something is due, and of which nothing is computed."""


class Clock:
    """Know, for contracts on the same terms, one target and one case, when something is due.

    ``closed_on`` are the exceptions that close its calendar, ``start`` says from what the time runs.
    """

    __slots__ = (
        *("_applied", "_case", "_absences", "_open", "_settled", "_subject", "_without"),
        *("_write", "_zone"),
        *("closed_on", "parts", "sentences", "start", "terms", "time_zone"),
    )

    def __init__(self, applied: AppliedTerms, about: str, *, absences: frozenset[str]) -> None:
        """Settle the target and how it is counted once, so that each question only counts.

        Its calendar knows of no absence; its grounds say on what counting those of some kinds rests.
        """
        subject = applied.subject
        self._applied = applied
        self._subject = subject
        self._absences = absences
        self._case: Case[Any] = Case(subject, about)
        self._settled = settle_target(self._case)
        target = self._settled.value if isinstance(self._settled.value, Target) else None
        # A target that the version has withdrawn has no rule: what is answered says so.
        rule = subject.files.service_levels.targets.get(about) or TargetRule.model_construct()
        counting = _counting(rule.counting, subject.files.service_levels.all.counting)
        self._without: Settled | None = None
        self._open: tuple[str, ...] = ()
        receipt, receipt_grounds = subject.follow(counting.receipt)
        expiry, expiry_grounds = subject.follow(counting.expiry)
        event, event_grounds = subject.follow(rule.from_)
        span = None if target is None else _span(target)
        calendar, counted, closing = self._calendar(target, span, counting)
        by_days = isinstance(span, BusinessDays)
        convention = Convention(
            cast("Receipt", receipt or "as-received"), cast("Expiry", expiry or "close-of-business")
        )
        until = None if target is None else target.until
        cut_off = None if target is None else target.cut_off
        told_beside = (self._settled.part(name).cited() for name in _TOLD_BESIDE)
        head = join((self._settled.core, self._settled.beside, *told_beside))
        grounds = head
        if span is not None:
            parts = {"from": event_grounds, "hours": counted, "closures": closing}
            if by_days:
                parts["receipt"] = _said(receipt, receipt_grounds)
            if by_days and until is None:
                # Where the time of the last day is set, nobody asks when that day ends.
                parts["expiry"] = _said(expiry, expiry_grounds)
            parts |= {name: self._settled.part(name) for name in ("until", "cut_off", "bound")}
            grounds = join((head, *parts.values()))
            self._open = tuple(name for name, each in parts.items() if each.basis in OPEN)
            self._settled = self._settled._replace(parts=FrozenDict({**self._settled.parts, **parts}))
        if span is not None and self._without is not None:
            grounds, span = join((head, self._without.grounds)), None
        if grounds.basis in OPEN:
            span = None
        # What is due at once is in time at that instant, however the others are bound.
        value = None if target is None else TARGET.finish(target, self._case)
        bound = "included" if value is None or value.immediately else value.bound or "included"
        without = self._without
        counting_on = join((counted, closing)) if without is None else without.grounds
        self.terms = ResponseTerms(
            calendar, span, convention, until, cut_off, grounds, counting_on, bound, without is None
        )
        told = sentences_about(self._settled._replace(grounds=grounds))
        self.parts = self._settled.but_stated()
        self.sentences = (*beside_the_start(self._case), *told, *TARGET.read_parts(self._case, self.parts))
        self.time_zone = applied.said.time_zone
        # Hours may run in a zone of their own; answers are in the contract's.
        self._zone = None if calendar.time_zone == self.time_zone else read_zone(self.time_zone)
        self.start = _start(event, subject.files)
        self._write = partial(
            _write_due,
            _BEFORE if bound == "excluded" else _DUE,
            self.start,
            subject.name,
            uncapitalised(TARGET.name_of(subject.files, about)),
            *_time_and_terms(value, Wording(subject.files)),
            Reason.of_sentences(self.sentences),
        )

    def _calendar(
        self, target: Target | None, span: Any, counting: Counting
    ) -> tuple[BusinessCalendar, Grounds, Grounds]:
        """Make the calendar that the target is counted on, and say what it rests on."""
        applied, subject = self._applied, self._applied.subject
        sets_no_time = target is not None and span is None
        if sets_no_time or isinstance(span, ElapsedTime | CalendarDays):
            # Such time passes whatever the hours, and its days are those of the contract's zone.
            return *self._made(_DAY_AND_NIGHT, (), STATED, own=False), STATED
        chosen = None if target is None else target.hours
        read = self._settled.part("hours")
        if isinstance(chosen, HoursOf) and chosen.hours is not None:
            # Named hours say by themselves what closes them.
            closed_on = () if chosen.closed_on in (None, "none") else tuple(chosen.closed_on)
            return *self._made(applied.named(chosen.hours), closed_on, read, own=False), STATED
        closures, closing = subject.follow(counting.closures)
        of = subject.offering if chosen is None else chosen.working_hours_of or subject.offering
        working = applied.working_hours_of(of)
        if of != subject.offering and applied.agrees_on_hours:
            # Hours of the contract's own take the other offering's place: why those count falls away.
            read = subject.settle_for(TARGET.rule(self._case.about), of).part("hours")
        self._without = working.settled if working.hours is None else None
        rests = STATED if working.hours is None else working.grounds
        exceptions = subject.files.availability.exceptions
        holidays = (name for name in working.closed_on if isinstance(exceptions[name].means, Holidays))
        counted = self._made(
            working.hours or _DAY_AND_NIGHT,
            (*holidays, *(closures or ())),
            join((rests, read, working.settled.part("closed_on"))),
            own=True,
            like={} if chosen is None else chosen.with_,
        )
        return *counted, closing if self._absences else STATED

    def _made(
        self,
        hours: Hours,
        closed_on: tuple[str, ...],
        read: Grounds,
        *,
        own: bool,
        like: Mapping[Weekday, Weekday] = FrozenDict(),
    ) -> tuple[BusinessCalendar, Grounds]:
        self.closed_on = closed_on
        calendar, grounds = self._applied.maker.calendar(hours, closed_on, own=own, like=like)
        exceptions = self._subject.files.availability.exceptions
        absences = [name for name in closed_on if exceptions[name].means == "closure"]
        closing = [
            closing_grounds(self._subject, name)
            for name in closed_on
            if self._absences or name not in absences
        ]
        if not self._absences.isdisjoint(absences):
            closing.append(agreed_in("closures"))
        return calendar, join((read, grounds, *closing))

    def closed(self, applied: Applied) -> "Clock":
        """Return the same with a contract's absences taken out of its calendar."""
        closed = object.__new__(Clock)
        for name in Clock.__slots__:
            setattr(closed, name, getattr(self, name))
        calendar = applied.closed(self.terms.calendar, self.closed_on)
        closed.terms = ResponseTerms(calendar, *_BESIDE_CALENDAR(self.terms))
        return closed

    def due(self, received_at: datetime, pauses: Pauses) -> Decision[ResponseDue | Absence | None]:
        """Count from one receipt."""
        terms = self.terms
        if terms.span is None:
            since_epoch(received_at)
            return self._without_instant()
        found = terms.calendar.due_details(
            received_at, terms.span, terms.convention, pauses, until=terms.until, cut_off=terms.cut_off
        )
        if self._zone is not None:
            found = Due(
                found.due.astimezone(self._zone), found.earliest_due.astimezone(self._zone), found.skipped
            )
        return self.decide(ResponseDue(*found, terms.bound), Reason(partial(self._write, received_at, found)))

    @property
    def duty(self) -> str:
        """Return how firmly the target as a whole is owed."""
        rule = TARGET.rule(self._case.about)
        said = (each.duty for each in self.terms.grounds.firmness if each.rule == rule and not each.of)
        return next(said, "owed")

    @property
    def event_due(self) -> LocalizedText | None:
        """Return the name of the event that is due; None where nobody says which."""
        return event_due(self._case)

    def decide(self, value: Any, reason: Reason) -> Decision[Any]:
        """Answer with what was counted, on the grounds of the target."""
        return self._subject.decide(value, self.terms.grounds, reason, self._settled.scope, self.parts)

    def _without_instant(self) -> Decision[Any]:
        value = self._settled.value
        if not isinstance(value, Target):
            return TARGET.decide(self._case, self._settled)
        subject = self._subject
        filling = {
            "name": uncapitalised(TARGET.name_of(subject.files, self._case.about)),
            "value": TARGET.name_value(value, Wording(subject.files)),
        }
        if self.terms.grounds.basis in OPEN:
            named = separated(map(TARGET.name_part, self._open))
            template = _PARTS_LEFT_OPEN if self._open else _LEFT_OPEN
            return subject.decide(None, self.terms.grounds, Reason.of(template, **filling, parts=named))
        if self._without is not None:
            return subject.decide(self._without.value, self.terms.grounds, Reason.of(_NO_HOURS, **filling))
        told = (Sentence(_NO_INSTANT, filling), *sentences_about(self._settled))
        return subject.decide(Absence.NOT_PROVIDED, self._settled.grounds, Reason.of_sentences(told))


def _said(said: object, grounds: Grounds) -> Grounds:
    """Return on what something rests that nobody may have said."""
    return grounds if said is not None else grounds & Grounds(Basis.UNSTATED)


def _time_and_terms(value: Target | None, wording: Wording) -> tuple[LocalizedText, LocalizedText]:
    """Write the time that a target sets, and on what terms it holds; nothing where it sets none."""
    return (_UNSAID, _UNSAID) if value is None else (by_when(value, wording), on_what_terms(value, wording))


def _counting(own: Counting | None, for_all: Counting | None) -> Counting:
    """Say how a target is counted: by its rule, and of the rest by its family."""
    said = [each for each in (own, for_all) if each is not None]
    return Counting.model_construct(
        **{
            name: next((value for each in said if (value := getattr(each, name)) is not None), None)
            for name in Counting.model_fields
        }
    )


def _span(target: Target) -> Any:
    within: Span | None = target.within
    if target.immediately:
        return ElapsedTime(timedelta())
    if within is None:
        return None
    match within.unit:
        case "business_days":
            return BusinessDays(int(within.amount))
        case "calendar_days":
            return CalendarDays(int(within.amount))
        case "business_hours":
            return BusinessTime(timedelta(hours=within.amount))
        case "business_minutes":
            return BusinessTime(timedelta(minutes=within.amount))
        case "hours":
            return ElapsedTime(timedelta(hours=within.amount))
        case _:
            return ElapsedTime(timedelta(minutes=within.amount))


def _start(event: str | None, files: PolicyFiles) -> LocalizedText:
    """Return how to say from what the time runs, and when that was."""
    if event is None:
        return _FROM_UNSAID
    if event == _REQUEST_RECEIVED:
        return _FROM_RECEIPT
    name = files.vocabulary.events[event].name
    return LocalizedText(*(_FROM_EVENT[to].replace("{event}", name[to]) for to in LANGUAGES))


def _write_due(
    template: LocalizedText,
    start: LocalizedText,
    offering: LocalizedText,
    name: LocalizedText,
    target: LocalizedText,
    terms: LocalizedText,
    more: LocalizedText,
    received: datetime,
    found: Due,
    language: Language,
) -> str:
    skipped = [name_skipped(each, language) for each in found.skipped]
    return template[language].format(
        offering=offering[language],
        name=name[language],
        start=start[language].format(since=write_instant(received.astimezone(found.due.tzinfo), language)),
        target=target[language],
        terms=terms[language],
        due=(write_end if found.due > received else write_instant)(found.due, language),
        skipped=_SKIPPED[language].format(days=write_list(skipped, language)) if skipped else "",
        more=f" {more[language]}" if more[language] else "",
    )


def name_skipped(skipped: SkippedDay, language: Language) -> str:
    """Write a day that was not counted, and why: "lundi 6 avril 2026 (lundi de Pâques)"."""
    why = SKIP_REASONS[skipped.reason]
    if skipped.name is not None:
        why = (holiday_name if skipped.reason == "holiday" else uncapitalised)(skipped.name)
    return f"{write_date(skipped.day, language)} ({why[language]})"


def _answer(
    case: Case[ResponseDue], *, received: datetime, pauses: Pauses = ()
) -> Decision[ResponseDue | Absence | None]:
    return clock_of(applied_in(case).at(received), case.about).due(received, pauses)


def clock_of(applied: Applied, about: str) -> Clock:
    """Return the clock of a target, made once for all on the same terms, and for each one with absences.

    Raises what ``Topic.check_about`` raises for a target that there is not.
    """
    terms, absences = applied.terms, applied.absences
    if not isinstance(about, str):
        TARGET.check_about(terms.subject, about)
    clock: Clock = terms.kept(
        ("clock", about, absences), lambda: _make_clock(terms, about, absences=absences)
    )
    if absences:
        clock = applied.kept(("clock", about), lambda: clock.closed(applied))
    return clock


def _make_clock(terms: AppliedTerms, about: str, *, absences: frozenset[str]) -> Clock:
    TARGET.check_about(terms.subject, about)
    return Clock(terms, about, absences=absences)


def _words(value: ResponseDue, _wording: Wording) -> LocalizedText:
    said = (_BEFORE_DUE if value.bound == "excluded" else BY).format(due=Until(value.due))
    if value.earliest_due == value.due:
        return said
    return _AND_EARLIEST.format(said=said, earliest=Until(value.earliest_due))


def _judge(old: tuple[datetime, datetime, str], new: tuple[datetime, datetime, str]) -> Effect:
    """Judge when something is due: the sooner, the better; what is to be planned is for PTC to know."""
    return Effect.DIFFERENT if old[0] == new[0] else less(old[0], new[0])


_BEFORE_DUE = LocalizedText(fr="avant le {due}", en="before {due}")
_AND_EARLIEST = LocalizedText(
    fr="{said} ; le {earliest} si la réception et le dernier jour se comptent de la façon la plus stricte",
    en="{said}; by {earliest} if receipt and last day are counted in the strictest way",
)

DUE: Topic[ResponseDue] = Topic(
    name="due",
    group="response",
    label=LocalizedText(fr="Échéance « {name} »", en='Due time of "{name}"'),
    question=LocalizedText(
        fr="Quelle est l'échéance ?",
        en="By when is it due?",
    ),
    address="targets.{about}",
    about=TARGETS,
    words=_words,
    reason=LocalizedText(fr="{value}", en="{value}"),
    read=lambda value, _: (value.due, value.earliest_due, value.bound),
    judge=_judge,
    inputs=(RECEIVED, PAUSES),
    answer=_answer,
    needs_contract=True,
)
