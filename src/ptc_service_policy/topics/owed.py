"""What is owed with a date, and on which terms: each thing once for a contract, its terms and a case."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple, TypeVar, cast

from ptc_service_policy.business_time import BusinessCalendar, Roll
from ptc_service_policy.decisions import OPEN, Basis, Firmness, Grounds, PartBasis, join
from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.model.cadences import AfterEvent, Delivery
from ptc_service_policy.model.spans import OF_THE_CALENDAR, Span
from ptc_service_policy.model.vocabulary import Rhythm
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.applied_terms import AppliedTerms
from ptc_service_policy.settling.citations import agreed_in
from ptc_service_policy.settling.stages import Stage, only_stage, stages_in
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.delivery import DELIVERY, beside, rhythm_in, settle_delivery
from ptc_service_policy.topics.sentences import Sentence, left_open, sentences_of
from ptc_service_policy.topics.topic import Case
from ptc_service_policy.topics.while_away import Away, while_away
from ptc_service_policy.topics.wording import Wording

T = TypeVar("T")
A = TypeVar("A", Applied, AppliedTerms)
_FROM_THE_CALENDAR = "calendar"
_METHODS = LocalizedText(fr=", {methods}", en=", {methods}")
_UNSAID = LocalizedText(fr="", en="")


@dataclass(frozen=True, slots=True)
class Owed:
    """Hold something that is owed with a date, and what that rests on; ``by`` says by which methods.

    ``stated`` is what it rests on that it is owed, whenever that is; ``parts`` are those that the source does
    not state, and ``more`` says how firmly it is owed, what is open, and which parts were read.
    """

    subject: str
    name: LocalizedText
    delivery: Delivery
    by: LocalizedText
    rhythm: Rhythm | AfterEvent
    by_calendar: bool
    how: Roll | None
    away: Away
    held_with: str | None
    stated: Grounds
    grounds: Grounds
    parts: tuple[PartBasis, ...]
    more: tuple[Sentence, ...]

    @property
    def duty(self) -> str:
        """Return how firmly it is owed as a whole; what PTC decides is owed no more than what may be done."""
        return duty_of(self.subject, self.grounds.firmness)

    @property
    def essence(self) -> tuple[Any, ...]:
        """Return what it is that is owed, whatever it rests on."""
        return (
            self.delivery,
            self.rhythm,
            self.by_calendar,
            self.how,
            self.away.what,
            self.held_with,
            self.duty,
        )


class Part(NamedTuple):
    """Hold how one thing is owed from a day on, and under which terms."""

    first: date
    owed: Owed
    applied: Applied


class Stretch(NamedTuple):
    """Hold how one thing is owed, alike from a day to before another, whatever terms it rests on."""

    parts: tuple[Part, ...]
    stop: date

    @property
    def first(self) -> date:
        """Return its first day."""
        return self.parts[0].first

    def on(self, day: date) -> Part:
        """Return on which terms it is owed on a day; those of the first day before it."""
        return next((part for part in reversed(self.parts) if part.first <= day), self.parts[0])


def duty_of(subject: str, firmness: Iterable[Firmness]) -> str:
    """Return how firmly something is owed as a whole, of all that was said of it and its parts."""
    rule = DELIVERY.rule(subject)
    whole = next((each for each in firmness if each.rule == rule and not each.of), None)
    if whole is None:
        return "owed"
    return "may" if whole.decided_by == "ptc" else whole.duty


def stretches_of(stages: Sequence[Stage], name: str) -> Iterator[Stretch]:
    """Yield how one thing is owed, from each day on which terms make that another to the next."""
    owed = [
        (first, stop, applied, find_owed(applied, name) if applied.life.holds(first) else None)
        for first, stop, applied in stages_in(stages, stages[0].first, stages[-1].stop)
    ]
    for essence, alike in groupby(owed, key=lambda each: each[3] and each[3].essence):
        if essence is not None:
            parts = tuple(alike)
            yield Stretch(
                tuple(Part(first, each, applied) for first, _, applied, each in parts if each is not None),
                parts[-1][1],
            )


def names_of(stages: Sequence[Stage], about: str = "") -> tuple[str, ...]:
    """Return what is delivered, one thing or all, in the order of the source: the services come first."""
    if about:
        return (about,)
    all_files = [stage.applied.subject.files for stage in stages]
    services = dict.fromkeys(name for files in all_files for name in files.entitlements.services)
    others = dict.fromkeys(name for files in all_files for name in files.cadences.deliveries)
    return tuple({**services, **others})


def find_owed(applied: Applied, name: str) -> Owed | None:
    """Find how one thing is owed with a date, once for a contract, its terms and a case."""
    terms = applied.terms
    found: Owed | None = terms.kept(("owed", name), partial(alike_in_every_case, terms, partial(_owed, name)))
    return found


def owed_in_cases(applied: Applied, name: str) -> tuple[Owed, ...]:
    """Return how one thing is owed with a date, in each case in which it is where that differs."""
    try:
        found: tuple[Owed | None, ...] = (find_owed(applied, name),)
    except MissingAttributeError:
        found = in_every_case(applied.terms, partial(_owed, name))
    return tuple(each for each in found if each is not None)


def owed_with_dates(applied: Applied, about: str = "") -> tuple[Owed, ...]:
    """Return what is owed with a date in some case, one thing or all."""
    names = names_of(only_stage(applied), about)
    return tuple(owed for name in names for owed in owed_in_cases(applied, name))


def alike_in_every_case(applied: A, find: Callable[[A], T]) -> T:
    """Find what is so in every case of what is not told; refuse the question only where the cases differ."""
    try:
        return find(applied)
    except MissingAttributeError as error:
        first, *others = (alike_in_every_case(each, find) for each in _cases(applied, error))
        if any(other != first for other in others):
            raise
        return first


def in_every_case(applied: A, find: Callable[[A], T]) -> tuple[T, ...]:
    """Find what is so in each case of what is not told."""
    try:
        return (find(applied),)
    except MissingAttributeError as error:
        return tuple(found for each in _cases(applied, error) for found in in_every_case(each, find))


def _cases(applied: A, error: MissingAttributeError) -> Iterator[A]:
    (attribute,) = error.attributes
    for case in applied.subject.files.vocabulary.attributes[attribute].named_cases:
        yield applied.told({attribute: case})


def _owed(name: str, applied: AppliedTerms) -> Owed | None:
    """Find how one thing is owed with a date: in periods, or after an event."""
    subject = applied.subject
    case: Case[Any] = Case(subject, name)
    written = subject.settle(DELIVERY.rule(name)).value
    rhythm = rhythm_in(written, subject.files) if isinstance(written, Delivery) else None
    if rhythm is None or left_open_by(applied, rhythm, case) is not None:
        return None
    decision = DELIVERY.ask(case)
    value = decision.value
    if not isinstance(value, Delivery):
        return None
    grounds = stated = Grounds.of(decision)
    anchoring, anchoring_grounds = subject.follow(beside(case, "periods_from"))
    how, how_grounds = subject.follow(beside(case, "suggested_date"))
    by_calendar = anchoring == _FROM_THE_CALENDAR
    if isinstance(rhythm, AfterEvent):
        computed = {"hours": counted_on(applied, rhythm)[1]}
        grounds = join((grounds, *computed.values()))
    else:
        computed = {"periods_from": anchoring_grounds, "suggested_date": how_grounds}
        # Where the source leaves open how a date is suggested none is, and all else stands.
        how_grounds = how_grounds if how is not None else how_grounds.cited()
        grounds = join((grounds, anchoring_grounds, how_grounds))
        if not by_calendar:
            grounds = grounds & agreed_in("start")
    methods = Wording(subject.files).methods(value.methods or ())
    told = (PartBasis.of(part, each) for part, each in computed.items())
    parts = (*decision.parts, *(each for each in told if each.basis is not Basis.STATED))
    hedges = (sentence for firmness in grounds.firmness for sentence in sentences_of(firmness))
    return Owed(
        subject=name,
        name=DELIVERY.name_of(subject.files, name),
        delivery=value,
        by=_METHODS.format(methods=methods) if value.methods else _UNSAID,
        rhythm=rhythm,
        by_calendar=by_calendar,
        how=cast("Roll | None", how),
        held_with=_held_with(value, subject),
        away=while_away(subject, beside(case, "while_away")),
        stated=stated,
        grounds=grounds,
        parts=parts,
        more=(
            *hedges,
            *left_open(settle_delivery(case).open),
            *DELIVERY.read_parts(case, parts),
        ),
    )


def _held_with(value: Delivery, subject: Subject) -> str | None:
    """Return what serves for a delivery too, if it is delivered itself."""
    if value.held_with is None:
        return None
    other = DELIVERY.ask(Case(subject, value.held_with)).value
    return value.held_with if isinstance(other, Delivery) else None


def of_no_calendar(applied: AppliedTerms, rhythm: Rhythm | AfterEvent | None, case: Case[Any]) -> Span | None:
    """Return the periods of the calendar in which something is owed, if no calendar has them."""
    anchoring, _ = applied.subject.follow(beside(case, "periods_from"))
    each = rhythm.each if isinstance(rhythm, Rhythm) else None
    return None if anchoring != _FROM_THE_CALENDAR or each in OF_THE_CALENDAR else each


def left_open_by(applied: AppliedTerms, rhythm: Rhythm | AfterEvent, case: Case[Any]) -> Grounds | None:
    """Return what leaves open when something with a rhythm is owed; None where nothing does."""
    if isinstance(rhythm, AfterEvent):
        if rhythm.after is None or rhythm.within is None:
            return applied.subject.settle(DELIVERY.rule(case.about)).part("frequency")
        calendar, grounds = counted_on(applied, rhythm)
        return grounds if calendar is None and rhythm.within.unit.startswith("business") else None
    anchoring, grounds = applied.subject.follow(beside(case, "periods_from"))
    if of_no_calendar(applied, rhythm, case) is not None:
        return Grounds(Basis.UNSTATED) & grounds.cited()
    if anchoring is not None:
        return None
    return grounds if grounds.basis in OPEN else Grounds(Basis.UNSTATED)


def counted_on(applied: AppliedTerms, rhythm: AfterEvent) -> tuple[BusinessCalendar | None, Grounds]:
    """Return the calendar on which business time after an event is counted, and what it rests on."""
    if not rhythm.within.unit.startswith("business"):
        return None, Grounds(Basis.STATED)
    if applied.support is None or not applied.working.holidays_settled:
        return None, Grounds(Basis.UNSTATED) & applied.hours_grounds.cited()
    return applied.support, applied.working_grounds
