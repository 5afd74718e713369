"""Whether the managers can be reached.

Instants that are alike in all that the answer depends on get the same one, so that the policy is asked once
for each kind of instant.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count
from typing import Final, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from ptc_service_policy.business_time import BusinessCalendar
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.columns import answers
from ptc_service_policy.columns.answers import BASES, Codes, firmness
from ptc_service_policy.columns.known import STATES_OF_A_CALENDAR, KnownCalendars, Reasons
from ptc_service_policy.columns.questions import AvailabilityQuestion
from ptc_service_policy.columns.reasons import ANSWERED, NOTHING_SET, OPEN, REASONS
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.columns.search import Instants, Mask, Positions
from ptc_service_policy.columns.subjects import Settled, Subjects
from ptc_service_policy.columns.timetable import KINDS_OF_DAYS
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.topics.availability import Availability, availability_then, calendars_of

STATES: Final[tuple[Availability, ...]] = get_args(Availability)
# The kinds of instants: the manager is there, away within working hours, or it is a kind of day outside them.
_THERE, _AWAY, _OUTSIDE = range(3)
_TOLD = 4
"""So many numbers are told of each instant, before that of its parts."""


class Judged(NamedTuple):
    """Hold for each instant the numbers of its state, basis and firmness, and why there is no state.

    ``parts`` are its positions among the texts of the parts that the source does not state, if asked for.
    """

    states: Codes
    bases: Codes
    firmness: Codes
    reasons: Reasons
    parts: Codes | None = None


class Reach:
    """Know when the manager of one contract can be reached, in one case."""

    def __init__(self, applied: Applied, support: BusinessCalendar, known: KnownCalendars) -> None:
        self._applied = applied
        calendars = calendars_of(applied, support)
        self._working, self._reachable = known[calendars.support], known[calendars.reachable]
        others = dict.fromkeys(known[each] for each in calendars.others)
        self._others = [each for each in others if each is not self._reachable]
        self._days = known[calendars.days]
        # Absences show on days off, and days on request know nothing of what the working hours make of a day.
        self._shows_absences = bool(applied.closures)
        self._judged: dict[int, tuple[int, ...]] = {}
        self._texts: dict[str, int] = {}
        self._numbers = count()

    @property
    def texts(self) -> list[str]:
        """Return the texts of the parts of answers, at their positions."""
        by_number = {number: text for text, number in self._texts.items()}
        return [by_number.get(number, "") for number in range(max(by_number, default=-1) + 1)]

    def judge(self, instants: Instants, *, with_parts: bool) -> Judged:
        """Judge each instant."""
        reasons = self._working.reasons(instants)
        judged = np.zeros((len(instants), _TOLD + with_parts), np.int8)
        rows = np.flatnonzero(reasons == ANSWERED)
        if len(rows):
            known = instants[rows]
            working, reachable = (
                each.reach(int(known.min()), int(known.max()), around=True)
                for each in (self._working, self._reachable)
            )
            early = known < reachable.start
            reasons[rows[early]] = self._working.reason_before
            rows, known = rows[~early], known[~early]
            kinds = self._kinds(working.is_open(known), reachable.is_open(known), known)
            judged[rows] = self._judge_kinds(known, kinds, judged.shape[1])
        states, bases, hedges, why, *parts = judged.T
        return Judged(states, bases, hedges, np.where(reasons == ANSWERED, why, reasons), *parts)

    def _judge_kinds(self, instants: Instants, kinds: Positions, width: int) -> npt.NDArray[np.int8]:
        found = np.flatnonzero(np.bincount(kinds))
        table = np.zeros((int(found[-1]) + 1 if len(found) else 0, width), np.int8)
        for kind in found:
            if int(kind) not in self._judged:
                *told, parts = _ask(self._applied, int(instants[(kinds == kind).argmax()]))
                if parts not in self._texts:
                    self._texts.setdefault(parts, next(self._numbers))
                self._judged[int(kind)] = *told, self._texts[parts]
            table[kind] = self._judged[int(kind)][:width]
        judged: npt.NDArray[np.int8] = table[kinds]
        return judged

    def _kinds(self, working: Mask, reachable: Mask, instants: Instants) -> Positions:
        """Return each instant's kind: in the hours or on which kind of day, and what else is open."""
        kinds = np.where(reachable, _THERE, _AWAY)
        outside = np.flatnonzero(~working)
        kinds[outside] = _OUTSIDE + self._days.kind_of_day(instants[outside])
        if self._shows_absences:
            days = self._working.kind_of_day(instants[outside])
            kinds[outside] += (KINDS_OF_DAYS + 1) * days
        for other in self._others:
            kinds = STATES_OF_A_CALENDAR * kinds + other.state(instants)
        return kinds


class Availabilities:
    """Know when the managers of many contracts can be reached."""

    def __init__(self, contracts: Sequence[Applied], told: Mapping[str, str], known: KnownCalendars) -> None:
        self._known = known
        self._subjects = Subjects(contracts, told, known, self._settle)

    def answer(self, asked: Asked, question: AvailabilityQuestion) -> Answered:
        """Answer each row of a batch."""
        (instants,) = asked.instants
        allotted = self._subjects.allot(asked, instants)
        reasons = allotted.reasons
        bases, hedges = allotted.grounds(asked)
        states = np.zeros(asked.row_count, np.int8)
        parts = allotted.parts(asked) if question.with_parts else None
        for reach, rows in allotted.groups(asked):
            judged = reach.judge(instants[rows], with_parts=question.with_parts)
            states[rows], bases[rows] = judged.states, judged.bases
            hedges[rows], reasons[rows] = judged.firmness, judged.reasons
            if parts is not None and judged.parts is not None:
                parts.positions[rows] = judged.parts.astype(np.int64) + len(parts.texts)
                parts.texts.extend(reach.texts)
        column = answers.names(states, STATES, asked.answered(reasons))
        return Answered([column], bases, hedges, reasons, parts)

    def _settle(self, applied: Applied) -> Settled[Reach]:
        if applied.terms.support is None:
            # That nobody says when does not depend on the instant.
            _, basis, hedges, reason, _ = _ask(applied, 0)
            return Settled(None, basis, hedges, reason)
        return Settled(Reach(applied, applied.terms.support, self._known))


def _ask(applied: Applied, instant: int) -> tuple[int, int, int, int, str]:
    """Return the numbers of the state, basis and firmness at an instant, of why there is none, its parts."""
    try:
        decision = availability_then(applied, EPOCH + timedelta(microseconds=instant))
    except PolicyError as error:
        return 0, 0, 0, REASONS.index(error.problems[0].code), ""
    basis, hedges = BASES.index(decision.basis), firmness(decision)
    if decision.value is None or isinstance(decision.value, Absence):
        return 0, basis, hedges, OPEN if decision.value is None else NOTHING_SET, ""
    return STATES.index(decision.value), basis, hedges, ANSWERED, answers.parts(decision.parts)
