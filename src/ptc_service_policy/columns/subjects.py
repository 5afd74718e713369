"""What answers the rows of a batch: settled once for each contract, case and kind of instant."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.columns.answers import Codes
from ptc_service_policy.columns.known import KnownCalendars, Reasons
from ptc_service_policy.columns.reasons import ANSWERED, REASONS, UNKNOWN_CASE, UNKNOWN_CONTRACT
from ptc_service_policy.columns.rows import Asked, Parts, Rows, Subject
from ptc_service_policy.columns.search import Instants, Mask, Positions
from ptc_service_policy.columns.timetable import in_microseconds
from ptc_service_policy.columns.zone import DAY
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.attributes import cases_asked

T = TypeVar("T")


class Settled(NamedTuple, Generic[T]):
    """Hold what answers rows, or why nothing does, with the numbers of its basis and firmness, and its parts.

    ``parts`` are those that the source does not state, in words.
    """

    answerer: T | None
    basis: int = 0
    firmness: int = 0
    reason: int = ANSWERED
    parts: str = ""


class _Life(NamedTuple):
    """Hold when a contract is answered: first from ``opens`` to before ``closes``, and else as reasons tell.

    From each of the ``turns`` on, the reason of the same position holds.
    """

    opens: int
    closes: int
    turns: Instants
    reasons: Reasons

    @classmethod
    def of(cls, applied: Applied) -> "_Life":
        instants = applied.life.instants
        if not instants:
            return _ALWAYS
        later = [in_microseconds(turn) for turn, _ in instants[1:]]
        turns = np.array([_FIRST, *later], np.int64)
        reasons = np.array([REASONS.index(code) for _, code in instants], np.int8)
        first = int(np.argmax(reasons == ANSWERED))
        ends = [*turns[1:], _ALWAYS.closes]
        answered = reasons[first] == ANSWERED
        return cls(int(turns[first]), int(ends[first]) if answered else int(turns[first]), turns, reasons)

    def reasons_at(self, instants: Instants) -> Reasons:
        return self.reasons[np.searchsorted(self.turns, instants, "right") - 1]


_FIRST, _LAST = np.iinfo(np.int64).min, np.iinfo(np.int64).max
_ALWAYS = _Life(_FIRST, _LAST, np.array([_FIRST]), np.array([ANSWERED], np.int8))


class Allotted(NamedTuple, Generic[T]):
    """Hold what answers each row of a batch: the position of what was settled, and why nothing answers it.

    ``positions`` has one alone where all rows are answered by the same.
    """

    settled: tuple[Settled[T], ...]
    positions: Positions
    reasons: Reasons

    def groups(self, asked: Asked) -> Iterator[tuple[T, Rows]]:
        """Yield the rows that can be answered, in blocks that one and the same answers."""
        answerers = {id(each.answerer): each.answerer for each in self.settled}
        numbers = {key: number for number, key in enumerate(answerers)}
        of_settled = np.array([numbers[id(each.answerer)] for each in self.settled], np.int64)
        if not len(of_settled):
            return
        none = len(answerers)
        of_settled[[each.answerer is None for each in self.settled]] = none
        known = tuple(answerers.values())
        for number, rows in asked.groups(of_settled[self.positions], none):
            answerer = known[number]
            if answerer is not None:
                yield answerer, rows

    def grounds(self, asked: Asked) -> tuple[Codes, Codes]:
        """Return the numbers of the basis and of the firmness of each row."""
        bases = np.array([each.basis for each in self.settled], np.int8)
        firmness = np.array([each.firmness for each in self.settled], np.int8)
        return asked.of_rows(bases, self.positions), asked.of_rows(firmness, self.positions)

    def parts(self, asked: Asked) -> Parts:
        """Return which parts of the answer of each row the source does not state."""
        return Parts(asked.spread(self.positions).copy(), [each.parts for each in self.settled])


class Subjects(Generic[T]):
    """Know what answers questions about many contracts, whatever attributes are told.

    What was settled is kept; two threads at worst settle the same.
    """

    def __init__(
        self,
        contracts: Sequence[Applied],
        told: Mapping[str, str],
        known: KnownCalendars,
        settle: Callable[[Applied], Settled[T]],
    ) -> None:
        """Keep how a contract is settled; where ``settle`` raises PolicyError, that is the reason."""
        self._contracts = contracts
        self._told = told
        self._known = known
        self._settle = settle
        self._settled: dict[tuple[Subject, int], Settled[T]] = {}
        self._lives: dict[int, _Life] = {}

    def allot(self, asked: Asked, instants: Instants) -> Allotted[T]:
        """Find what answers each row of a batch that is asked about at these instants."""
        subjects, positions = asked.distinct()
        settled: list[Settled[T] | None] = [self._whatever_the_instant(subject) for subject in subjects]
        refused = self._refused(subjects, positions, asked, instants)
        if refused or None in settled:
            positions = asked.spread(positions)
        for rows, reason in refused:
            positions[rows] = len(settled)
            settled.append(Settled(None, reason=reason))
        for position in [number for number, each in enumerate(settled) if each is None]:
            alike = positions == position
            rows = np.flatnonzero(alike if asked.present is None else alike & asked.present)
            for part, one in self._by_instant(subjects[position], instants[rows]):
                positions[rows[part]] = len(settled)
                settled.append(one)
        found = tuple(Settled[T](None) if each is None else each for each in settled)
        reasons = np.array([each.reason for each in found], np.int8)
        return Allotted(found, positions, asked.of_rows(reasons, positions))

    def _refused(
        self, subjects: Sequence[Subject], positions: Positions, asked: Asked, instants: Instants
    ) -> list[tuple[Positions, int]]:
        """Return the rows outside their contract, or on days that the version does not govern, by reason."""
        lives = [self._life(subject) for subject in subjects]
        opens = np.array([life.opens for life in lives], np.int64)
        closes = np.array([life.closes for life in lives], np.int64)
        if not len(instants) or (instants.min() >= opens.max() and instants.max() < closes.min()):
            return []
        outside = (instants < opens[positions]) | (instants >= closes[positions])
        rows = np.flatnonzero(outside if asked.present is None else outside & asked.present)
        reasons = np.zeros(len(rows), np.int8)
        of_rows = asked.spread(positions)[rows]
        for position in np.unique(of_rows):
            alike = of_rows == position
            reasons[alike] = lives[position].reasons_at(instants[rows[alike]])
        return [(rows[reasons == reason], int(reason)) for reason in np.unique(reasons) if reason != ANSWERED]

    def _life(self, subject: Subject) -> "_Life":
        number = subject.contract
        if not 0 <= number < len(self._contracts):
            return _ALWAYS
        if number not in self._lives:
            self._lives[number] = _Life.of(self._contracts[number])
        return self._lives[number]

    def _whatever_the_instant(self, subject: Subject) -> Settled[T] | None:
        """Return what answers a subject, None where that depends on the instant."""
        if not 0 <= subject.contract < len(self._contracts):
            return Settled(None, reason=UNKNOWN_CONTRACT)
        if subject.cases is None:
            return Settled(None, reason=UNKNOWN_CASE)
        try:
            applied = self._applied(subject)
        except PolicyError as error:
            return _refused(error)
        return None if applied.followed or applied.terms.turning_days else self._kept(subject, 0, applied)

    def _by_instant(self, subject: Subject, instants: Instants) -> Iterator[tuple[Mask, Settled[T]]]:
        """Yield the parts of the instants that are alike in what matters, with what answers them."""
        applied = self._applied(subject)
        zone = self._known.zone(applied.terms.said.time_zone)
        instants = zone.near(instants)
        days = np.array([day.toordinal() - EPOCH.toordinal() for day in applied.terms.turning_days], np.int64)
        kinds = np.searchsorted(days, zone.wall(instants) // DAY, "right")
        reasons = np.zeros(len(instants), np.int8)
        for known in [self._known[hours] for hours in applied.followed.values()]:
            reasons = np.where(reasons == ANSWERED, known.reasons(instants), reasons)
            kinds = kinds * 2 + known.is_open(instants)
        kinds = np.where(reasons == ANSWERED, kinds, -reasons.astype(np.int64))
        for kind in np.unique(kinds):
            part = kinds == kind
            if kind < 0:
                yield part, Settled(None, reason=-int(kind))
            else:
                at = EPOCH + timedelta(microseconds=int(instants[part.argmax()]))
                yield part, self._kept(subject, int(kind), applied.at(at))

    def _applied(self, subject: Subject) -> Applied:
        applied = self._contracts[subject.contract]
        vocabulary = applied.subject.files.vocabulary
        asked = cases_asked(vocabulary, dict(subject.cases or ()), applied.subject.cases)
        return applied.told({**self._told, **asked})

    def _kept(self, subject: Subject, kind: int, applied: Applied) -> Settled[T]:
        key = subject, kind
        if key not in self._settled:
            try:
                self._settled[key] = self._settle(applied)
            except PolicyError as error:
                self._settled[key] = _refused(error)
        return self._settled[key]


def _refused(error: PolicyError) -> Settled[Any]:
    """Return the reason of a refusal; one that is no reason of a row is raised again."""
    code = error.problems[0].code
    if code not in REASONS:
        raise error
    return Settled(None, reason=REASONS.index(code))
