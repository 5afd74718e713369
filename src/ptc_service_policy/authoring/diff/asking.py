"""Every question that a version is asked, and its answers."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache, partial
from itertools import chain, islice, product
from typing import Any, NamedTuple

from ptc_service_policy.authoring.diff.instants import day_in, parting_instants, usual_instants
from ptc_service_policy.authoring.diff.watching import WatchedBook, WatchedReadings
from ptc_service_policy.business_time import BusinessCalendar
from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import InvalidContractError, MissingAttributeError, PolicyError, Problem
from ptc_service_policy.evaluation.applied import AppliedPolicy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.model.availability import Holidays
from ptc_service_policy.model.forms import FromRegister
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Hours
from ptc_service_policy.model.places import written_in
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.once import once
from ptc_service_policy.settling.applied_terms import AppliedTerms
from ptc_service_policy.settling.attributes import band_of, cases_told, without_defaults
from ptc_service_policy.settling.calendars import CONTRACT
from ptc_service_policy.settling.contract import NO_HOLIDAYS_WORD, AgreedClosure, Contract
from ptc_service_policy.settling.contract import Terms as SaidTerms
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.topics.registry import topic, topics
from ptc_service_policy.topics.topic import Case, Topic
from ptc_service_policy.topics.wording import Wording

_START = date(2026, 1, 15)
"""In the middle of a month: periods of the contract are none of the calendar."""
_AWAY = date(2026, 3, 13)
_A_WEEK, _A_MONTH = timedelta(weeks=1), timedelta(days=30)
_A_QUARTER = timedelta(days=92)
"""From 10 February to 12 May, in which periods of the contract are as many as those of the calendar."""
_MOST_ABSENCES = 3
_TARGET, _TARGETS = "target", "targets."


@lru_cache(maxsize=512)
def _share(calendar: BusinessCalendar) -> BusinessCalendar:
    """Return an equal calendar that was compiled before: versions mostly have the same hours."""
    return calendar


class Terms(NamedTuple):
    """Hold what a made-up contract says; its manager is away for a day by each of the ``absences``."""

    time_zone: str = "Europe/Paris"
    holidays: str = "FR"
    absences: tuple[str, ...] = ()


_USUAL = Terms()
_FAR_AWAY = "America/Toronto"
"""A zone that tells hours in a contract's zone from hours in the usual one."""


class Question(NamedTuple):
    """Name one question: its topic, what it is about, for which offering, in which case and with what.

    A case is told by its id, or by a number where the bands of the versions part.
    ``terms`` are those of the made-up contract that is asked where one is needed.
    ``contract`` is the key of a contract of the owner's that is asked in its place.
    """

    topic: str
    about: str
    offering: str
    case: tuple[tuple[str, str | float], ...] = ()
    given: tuple[tuple[str, Any], ...] = ()
    terms: Terms = _USUAL
    contract: str = ""


_Of = tuple[str, Terms, str]
"""Of whom something is asked: the offering, the terms of a made-up contract, the key of the owner's."""
_Calendars = tuple[BusinessCalendar, ...]
_By = tuple[Any, ...]
"""By whom it is answered: of whom it is asked, and which topic and entry alone, if it is one alone."""


@dataclass(frozen=True)
class Asked:
    """Ask a version; the contract that an answer may need is made up, or one of the owner's."""

    policy: Policy
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    _applied: dict[_By, "_Watched"] = field(default_factory=dict, repr=False)
    _calendars: dict[Question, _Calendars] = field(default_factory=dict, repr=False)
    _answers: dict[Question, Decision[Any]] = field(default_factory=dict, repr=False)

    @property
    def wording(self) -> Wording:
        """Return what puts the values of the version in words."""
        return Wording(self.policy.files)

    def answer(self, question: Question) -> Decision[Any] | None:
        """Answer; None where the version knows nothing of what is asked about, or refuses an answer."""
        if not question.contract and not self._knows(question):
            return None
        try:
            return self._ask(self._in_own_cases(question))
        except PolicyError:
            return None

    def _knows(self, question: Question) -> bool:
        """Tell it without the message of a refusal: mixtures are asked a great deal that they lack."""
        return topic(question.topic).knows(self.policy.book, self.policy.files, question.about)

    def _in_own_cases(self, question: Question) -> Question:
        """Leave out of a case what the version does not know."""
        if not question.case:
            return question
        attributes = self.policy.files.vocabulary.attributes
        told = (
            (name, case)
            for name, case in question.case
            if name in attributes
            and (
                case in attributes[name].named_cases or (attributes[name].bands and not isinstance(case, str))
            )
        )
        return question._replace(case=tuple(told))

    def case(self, question: Question) -> Case[Any]:
        """Return the case of a question that needs no contract; one may answer it otherwise."""
        cases = dict(self._in_own_cases(question).case)
        if question.contract:
            applied = self._applied_to((question.offering, question.terms, question.contract))
            return Case(applied.policy.told(cases).subject, question.about)
        known = cases_told(self.policy.files.vocabulary, cases)
        return Case(Subject(self.policy.book, question.offering, FrozenDict(known)), question.about)

    def about(self, contracts: Mapping[str, Contract]) -> "Asked":
        """Return the same version, asked about contracts too, with the answers that it gave already."""
        if not contracts:
            return self
        return Asked(self.policy, contracts, {**self._applied}, {**self._calendars}, {**self._answers})

    def answers_without_contracts(self) -> dict[tuple[str, str], dict[Question, Decision[Any]]]:
        """Return what was answered without a contract of the owner's, by topic and entry."""
        found: dict[tuple[str, str], dict[Question, Decision[Any]]] = defaultdict(dict)
        for question, decision in self._answers.items():
            if not question.contract:
                found[question.topic, question.about][question] = decision
        return found

    def refusals(self, contract: Contract) -> tuple[Problem, ...]:
        """Return everything for which the version refuses a contract."""
        try:
            self.policy.apply(contract)
        except InvalidContractError as error:
            return error.problems
        return ()

    def cases(self, question: Question) -> Iterator[Question]:
        """List a question in every case that its answer depends on; none where the version refuses it.

        A contract that does not tell an attribute that is known from contracts has told its case by that.
        """
        told = self._where_requests_tell_all if question.contract else self._where_all_is_told
        if told is not self:
            yield from told.cases(question)
            return
        if not question.contract and not self._knows(question):
            return
        try:
            self._ask(self._in_own_cases(question))
        except MissingAttributeError as error:
            (attribute,) = error.attributes
            for case in self.policy.files.vocabulary.attributes[attribute].named_cases:
                yield from self.cases(question._replace(case=(*question.case, (attribute, case))))
        except PolicyError:
            return
        else:
            yield question

    @once
    def _where_all_is_told(self) -> "Asked":
        """Return a version that answers alike, and in no case that nobody told."""
        return self._of(without_defaults(self.policy.files))

    @once
    def _where_requests_tell_all(self) -> "Asked":
        """Return a version that answers alike, and in no case that a request did not tell."""
        return self._of(without_defaults(self.policy.files, ("request",)))

    def _of(self, files: PolicyFiles) -> "Asked":
        return self if files is self.policy.files else Asked(Policy(files), self.contracts)

    @property
    def has_terms_by_silence(self) -> bool:
        """Tell whether a contract is in a case by saying nothing of it."""
        return without_defaults(self.policy.files, ("contract",)) is not self.policy.files

    def _ask(self, question: Question) -> Decision[Any]:
        if question not in self._answers:
            name, about, offering, told, given, terms, contract = question
            if contract in self._alike:
                self._answers[question] = self._answer_once(question)
            elif contract or topic(name).needs_contract:
                of = offering, terms, contract
                applied = self._applied_to(of, about) if _takes_instants(question) else self._applied_to(of)
                self._answers[question] = applied.policy.ask(name, about, **dict(given + told))
                self._calendars[question] = tuple(applied.calendars)
            else:
                self._answers[question] = self.policy.ask(name, offering, about, **dict(told))
        return self._answers[question]

    def _answer_once(self, question: Question) -> Decision[Any]:
        """Answer once for all contracts that differ only in readings that the answer does not look at.

        What one looked at is known by watching it. Only those that chose the same of it are answered alike.
        """
        name, about, offering, told, given, terms, contract = question
        of = offering, terms, contract
        chosen = self.contracts[contract].readings
        known = self._shared[question._replace(contract=self._alike[contract])]
        for calendars, met, decision in known:
            if all(chosen.get(entry) == reading for entry, reading in met.items()):
                self._calendars[question] = calendars
                return decision
        applied = self._applied_to(of, name, about)
        decision = applied.policy.ask(name, about, **dict(given + told))
        self._calendars[question] = tuple(applied.calendars)
        known.append((self._calendars[question], {**applied.met}, decision))
        return decision

    @once
    def _alike(self) -> dict[str, str]:
        """Return of each contract that others are like, but for readings, the first of them."""
        found: dict[Contract, list[str]] = defaultdict(list)
        for key, contract in self.contracts.items():
            found[contract.model_copy(update={"readings": FrozenDict()})].append(key)
        return {key: keys[0] for keys in found.values() if len(keys) > 1 for key in keys}

    @once
    def _shared(self) -> dict[Question, list[tuple[_Calendars, dict[str, str | None], Decision[Any]]]]:
        return defaultdict(list)

    def _applied_to(self, of: _Of, *question: str) -> "_Watched":
        """Apply the version to a contract, for one question alone where what it looks at matters."""
        by = (of, *question)
        if by not in self._applied:
            offering, terms, contract = of
            said = self.contracts[contract] if contract else _made_up(offering, terms)
            self._applied[by] = _Watched.of(said, self._terms_of)
        return self._applied[by]

    @once
    def _terms_of(self) -> Callable[[SaidTerms], AppliedTerms]:
        """Return what applies the version to terms, once to the same."""
        return cache(partial(AppliedTerms.of, self.policy.book, _share))

    def calendars(self, questions: Iterable[Question]) -> _Calendars:
        """Return the calendars by which questions were answered when they first were, each once.

        What other comparisons asked before changes nothing: instants are asked apart, and of an entry alone.
        """
        made = (self._calendars.get(self._in_own_cases(each), ()) for each in questions)
        return tuple(dict.fromkeys(chain.from_iterable(made)))


class _Watched(NamedTuple):
    """Hold a version applied to a contract, the calendars that it made, and the readings that it looks at."""

    policy: AppliedPolicy
    calendars: list[BusinessCalendar]
    met: Mapping[str, str | None]

    @classmethod
    def of(cls, contract: Contract, terms_of: Callable[[SaidTerms], AppliedTerms]) -> "_Watched":
        """Apply a version to a contract, of which nobody looked at anything before."""
        calendars: list[BusinessCalendar] = []
        readings = WatchedReadings(contract.readings)

        def share(calendar: BusinessCalendar) -> BusinessCalendar:
            calendars.append(_share(calendar))
            return calendars[-1]

        def apply_terms(said: SaidTerms) -> AppliedTerms:
            applied = terms_of(said)
            subject = replace(applied.subject, readings=readings)
            return AppliedTerms(subject, said, share, applied.problems)

        return cls(AppliedPolicy(contract, apply_terms), calendars, readings.met)


@cache
def _made_up(offering: str, terms: Terms) -> Contract:
    closures = [{"kind": kind, "first": _AWAY} for kind in terms.absences]
    said = {"time_zone": terms.time_zone, "holidays": terms.holidays, "start": _START}
    return Contract.model_validate({"offering": offering, "closures": closures, **said})


def questions_of(
    before: Asked, after: Asked, may_move: Callable[[str], bool] = lambda _about: True
) -> Iterator[Question]:
    """List everything that both versions are asked about the offerings that both have, if it may move."""
    offerings = [name for name in after.policy.offerings if name in before.policy.offerings]
    made_up = tuple(_made_up_terms(before, after))
    for each, about in _entries(before, after):
        if not may_move(about) or not _tells(each, about, before, after):
            continue
        for offering, terms in product(offerings, made_up if each.needs_contract else (_USUAL,)):
            for given in _given(each, _made_up(offering, terms)):
                question = Question(each.name, about, offering, (), given, terms)
                yield from _in_every_case(before, after, question)


def questions_of_contracts(
    before: Asked,
    after: Asked,
    may_move: Callable[[str, str], bool],
    *,
    plain: Container[str],
    moved: frozenset[str] | None,
) -> Iterator[Question]:
    """List what both versions are asked of the owner's contracts, once they were asked without them.

    Args:
        before: the old version.
        after: the new version.
        may_move: tells whether what is asked about an entry may move for a contract.
        plain: the contracts that are answered otherwise than their offering where none is needed.
        moved: the rules that differ, where what rests on no other rule need not be asked; None for any.
    """
    watch = _Watch(before)
    for each, about in _entries(before, after):
        if _tells(each, about, before, after) and (moved is None or watch.meets(moved, each, about)):
            for key, contract in after.contracts.items():
                if (each.needs_contract or key in plain) and may_move(about, key):
                    for given in _given(each, contract, contract.closures):
                        question = Question(each.name, about, contract.offering, (), given, _USUAL, key)
                        yield from _in_every_case(before, after, question)


def questions_where_hours_part(
    before: Asked, after: Asked, asked: Iterable[Question], times: frozenset[time]
) -> Iterator[Question]:
    """List what was asked at some instants at those, too, at which the hours of the versions may part.

    Args:
        before: the old version.
        after: the new version.
        asked: what they were asked and have answered.
        times: those of the day, beside hours, at which one version turns and the other does not.
    """
    found: dict[tuple[_Of, frozenset[time]], list[Question]] = defaultdict(list)
    turns = cache(partial(_times_of_target, before, after))
    for question in asked:
        if _takes_instants(question):
            of = question.offering, question.terms, question.contract
            own = times and times & turns(question._replace(given=()))
            found[of, own].append(question)
    for ((offering, terms, key), own), questions in found.items():
        contract = after.contracts[key] if key else _made_up(offering, terms)
        weeks = parting_instants(
            before.calendars(questions),
            after.calendars(questions),
            day_in(contract),
            contract.time_zone,
            own,
        )
        names = {each._replace(given=()): tuple(name for name, _ in each.given) for each in questions}
        for question, week in product(names, weeks):
            asked_with = names[question]
            for at in week if len(asked_with) == 1 else (min(week),):
                yield question._replace(given=_from(at, asked_with))


def _times_of_target(before: Asked, after: Asked, question: Question) -> frozenset[time]:
    """Return the times of day at which the target that is asked about turns in its case, if it is one."""
    if not topic(question.topic).rule(question.about).startswith(_TARGETS):
        return frozenset()
    decisions = (side.answer(question._replace(topic=_TARGET)) for side in (before, after))
    values = [each.value for each in decisions if each is not None]
    said = [getattr(each, key, None) for each in values for key in ("until", "cut_off")]
    each_day = chain.from_iterable(each.values() if isinstance(each, Mapping) else (each,) for each in said)
    return frozenset(time.fromisoformat(each) for each in each_day if isinstance(each, str))


def _takes_instants(question: Question) -> bool:
    """Tell whether something is asked at an instant."""
    return any(isinstance(each, datetime) for _, each in question.given)


class _Watch:
    """Know which rules a version's answers meet: what meets none that moved need not be asked again."""

    def __init__(self, asked: Asked) -> None:
        self._book = WatchedBook(asked.policy.files)
        self._terms_of = cache(partial(AppliedTerms.of, self._book, _share))
        self._answers = asked.answers_without_contracts()

    def meets(self, moved: frozenset[str], asked: Topic[Any], about: str) -> bool:
        """Tell whether a topic may meet rules that moved, whatever the offering and the contract.

        Of what is left open for every offering nothing is known: a contract may find an answer there.
        """
        answers = self._answers.get((asked.name, about), {})
        if asked.rule(about) in moved or all(each.value is None for each in answers.values()):
            return True
        applied: dict[tuple[str, Terms], AppliedPolicy] = {}
        for question in answers:
            terms = question.offering, question.terms
            if terms not in applied:
                applied[terms] = AppliedPolicy(
                    _made_up(*terms), lambda said: self._terms_of(said).seen_by(_share)
                )
                self._book.met.clear()
            applied[terms].ask(asked.name, about, **dict(question.given + question.case))
            if self._book.met & moved:
                return True
        return False


def _tells(asked: Topic[Any], about: str, *sides: Asked) -> bool:
    """Tell whether answers show anything: of what only one version has, what it says by itself does."""
    return not asked.needs_contract or all(
        asked.knows(each.policy.book, each.policy.files, about) for each in sides
    )


def _entries(before: Asked, after: Asked) -> Iterator[tuple[Topic[Any], str]]:
    for each in topics():
        if each.is_told_elsewhere:
            continue
        # In a list of all, what was left open looks like what was not owed: each entry is asked by itself.
        for about in dict.fromkeys(id_ for side in (before, after) for id_ in each.ids(side.policy.files)):
            yield each, about


def _in_every_case(before: Asked, after: Asked, question: Question) -> Iterator[Question]:
    """List a question in the cases on which either version depends, so that both know what is asked.

    Where another case holds now if nobody tells, it is asked without telling too, and where numbers are in
    another band now, with one of them.
    """
    told = tuple(before.cases(question)) or (question,)
    found = tuple(case for each in told for case in tuple(after.cases(each)) or (each,))
    yield from found
    yield from dict.fromkeys(each for case in found for each in _where_bands_part(before, after, case))
    old, new = (side.policy.files.vocabulary.attributes for side in (before, after))
    names = {name for each in found for name, _ in each.case if name in old and name in new}
    held = [(old[name].if_not_told, new[name].if_not_told) for name in names]
    if any(None not in cases and cases[0] != cases[1] for cases in held):
        yield question


def _where_bands_part(before: Asked, after: Asked, question: Question) -> Iterator[Question]:
    """Tell a number in place of each band: one of each range of numbers that are in another band now."""
    known = [side.policy.files.vocabulary.attributes for side in (before, after)]
    told = dict(question.case)
    for name in told:
        if all(name in attributes and attributes[name].bands for attributes in known):
            sides = [attributes[name] for attributes in known]
            bounds = sorted(
                {each.to for side in sides for each in side.bands.values() if each.to is not None}
            )
            for number in (*bounds, max(bounds, default=0) + 1):
                if len({band_of(side, number) for side in sides}) > 1:
                    yield question._replace(case=tuple({**told, name: number}.items()))


def _closures(before: Asked, after: Asked) -> tuple[str, ...]:
    """Return the exceptions by which a contract can name absences under both versions."""
    old, new = (side.policy.files.availability.exceptions for side in (before, after))
    return tuple(
        name for name, each in new.items() if name in old and each.means == old[name].means == "closure"
    )


def _made_up_terms(before: Asked, after: Asked) -> Iterator[Terms]:
    """List the terms of the contracts that stand for all: the usual ones, with and without absences.

    Where a version names a zone or a calendar of its own, not all contracts are answered alike: those in each
    zone that hours name are asked too, or those with each calendar that there is, and with no holidays.
    """
    yield from dict.fromkeys((_USUAL, _USUAL._replace(absences=_closures(before, after))))
    sides = (before.policy.files, after.policy.files)
    zones = dict.fromkeys(zone for files in sides for zone in _zones(files))
    if zones:
        others = [zone for zone in zones if zone != _USUAL.time_zone] or [_FAR_AWAY]
        yield from (_USUAL._replace(time_zone=zone) for zone in others)
    if any(_names_a_calendar(each.policy) for each in (before, after)):
        known = [name for name in sides[1].holiday_calendars if name in sides[0].holiday_calendars]
        yield from (_USUAL._replace(holidays=name) for name in (*known, NO_HOLIDAYS_WORD))


def _zones(files: PolicyFiles) -> Iterator[str]:
    """List the zones that hours name, in the vocabulary, in rules, or in what the register means there."""
    for hours in (*files.vocabulary.hours.values(), *_hours_in(files.availability)):
        if hours.time_zone not in (None, CONTRACT):
            yield hours.time_zone


def _hours_in(noun: object) -> Iterator[Hours]:
    for written in written_in(noun):
        match written.value:
            case Hours() as hours:
                yield hours
            case FromRegister(readings=readings):
                for meaning in readings.values():
                    yield from (meaning,) if isinstance(meaning, Hours) else _hours_in(meaning)


def _names_a_calendar(policy: Policy) -> bool:
    """Tell whether a policy names whose holidays count, in place of those of the contract."""
    subject = Subject(policy.book, next(iter(policy.offerings)))
    meant = (each.means for each in policy.files.availability.exceptions.values())
    named = (subject.follow(each.holidays)[0] for each in meant if isinstance(each, Holidays))
    return any(each not in (None, CONTRACT) for each in named)


def _given(
    asked: Topic[Any], contract: Contract, absences: Iterable[AgreedClosure] = ()
) -> Iterator[tuple[tuple[str, Any], ...]]:
    """List what a topic is asked with: instants, a week from each, a quarter, the days around absences."""
    names = tuple(each.name for each in asked.inputs if not each.optional)
    kinds = {each.kind for each in asked.inputs if not each.optional}
    day = day_in(contract)
    if not kinds:
        yield ()
    elif kinds == {"date"}:
        first = max(contract.start or day, day - _A_MONTH)
        yield tuple(zip(names, (first, first + _A_QUARTER), strict=True))
        for closure in islice(absences, _MOST_ABSENCES):
            around = (closure.first - _A_WEEK, (closure.last or closure.first) + _A_WEEK)
            yield tuple(zip(names, around, strict=True))
    elif kinds == {"instant"}:
        for at in usual_instants(day, contract.time_zone):
            yield _from(at, names)


def _from(at: datetime, names: Iterable[str]) -> tuple[tuple[str, Any], ...]:
    return tuple(zip(names, (at, at + _A_WEEK), strict=False))
