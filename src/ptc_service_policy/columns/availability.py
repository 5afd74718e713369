"""Whether the managers can be reached.

Instants that are alike in all that the answer depends on get the same one, so that the engagement is asked
once for each kind of instant.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.columns import answers
from ptc_service_policy.columns.answers import BASES, Codes
from ptc_service_policy.columns.known import KnownCalendar, KnownCalendars, Reasons
from ptc_service_policy.columns.reasons import ANSWERED, UNSTATED
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.columns.search import Instants, Positions
from ptc_service_policy.columns.timetable import KINDS_OF_DAYS, Timetable
from ptc_service_policy.columns.zone import DAY
from ptc_service_policy.evaluation.contract import AgreedClosure
from ptc_service_policy.evaluation.engagement import Engagement
from ptc_service_policy.evaluation.reachability import STATES

_MINUTE = DAY // (24 * 60)
_OPEN = 0


class Judged(NamedTuple):
    """Hold for each instant the number of its state and of its basis, and why there is no state."""

    states: Codes
    bases: Codes
    reasons: Reasons


class Reach:
    """Know when the manager of one contract can be reached."""

    def __init__(self, engagement: Engagement, support: KnownCalendar, reachable: KnownCalendar) -> None:
        self._engagement = engagement
        self._support = support
        self._reachable = reachable
        self._judged: dict[int, tuple[int, int, int]] = {}

    def judge(self, instants: Instants) -> Judged:
        """Judge each instant."""
        reasons = self._support.reasons(instants)
        states = np.zeros(len(instants), np.int8)
        bases = np.zeros(len(instants), np.int8)
        rows = np.flatnonzero(reasons == ANSWERED)
        if len(rows):
            known = instants[rows]
            low, high = int(known.min()), int(known.max())
            support, reachable = self._support.reach(low, high), self._reachable.reach(low, high)
            early = known < reachable.start
            reasons[rows[early]] = self._support.reason_before
            rows, known = rows[~early], known[~early]
            states[rows], bases[rows], reasons[rows] = self._judge_kinds(
                known, self._kinds(support, reachable, known)
            )
        return Judged(states, bases, reasons)

    def _judge_kinds(self, instants: Instants, kinds: Positions) -> tuple[Codes, Codes, Codes]:
        if not len(kinds):
            nothing = np.zeros(0, np.int8)
            return nothing, nothing, nothing
        found = np.flatnonzero(np.bincount(kinds))
        table = np.zeros((int(found[-1]) + 1, 3), np.int8)
        for kind in found:
            if int(kind) not in self._judged:
                self._judged[int(kind)] = self._ask(int(instants[(kinds == kind).argmax()]))
            table[kind] = self._judged[int(kind)]
        judged = table[kinds]
        return judged[:, 0], judged[:, 1], judged[:, 2]

    def _ask(self, instant: int) -> tuple[int, int, int]:
        decision = self._engagement.availability(EPOCH + timedelta(microseconds=instant))
        basis = BASES.index(decision.basis)
        if decision.value is None:
            return 0, basis, UNSTATED
        return STATES.index(decision.value), basis, ANSWERED

    def _kinds(self, support: Timetable, reachable: Timetable, instants: Instants) -> Positions:
        """Return each instant's kind: open, closed on a kind of day, or away for a set of reasons."""
        wall = support.zone.wall(instants)
        day = wall // DAY - support.first_day
        away = support.is_open(instants) & ~reachable.is_open(instants)
        kinds = 1 + np.take(support.kinds_of_days, day)
        kinds[reachable.is_open(instants)] = _OPEN
        if away.any():
            kinds[away] = 1 + KINDS_OF_DAYS + self._absences(wall[away])
        return kinds

    def _absences(self, wall: Instants) -> Positions:
        """Return the kinds of the closures that hold at each wall time, as the sum of their powers of two."""
        closures = self._engagement.contract.closures
        kinds = sorted({closure.kind for closure in closures})
        found = np.zeros(len(wall), np.int64)
        for closure in closures:
            found |= np.where(_covers(closure, wall), 1 << kinds.index(closure.kind), 0)
        return found


class Availabilities:
    """Know when the managers of many contracts can be reached."""

    def __init__(self, engagements: Sequence[Engagement], known: KnownCalendars) -> None:
        self._engagements = engagements
        self._known = known
        self._reaches: dict[int, Reach] = {}

    def answer(self, asked: Asked) -> Answered:
        """Answer each row of a batch."""
        (instants,) = asked.instants
        reasons = asked.reasons()
        states, bases = np.zeros((2, asked.row_count), np.int8)
        for number, rows in asked.groups(np.arange(len(self._engagements), dtype=np.int64)):
            states[rows], bases[rows], reasons[rows] = self._reach(number).judge(instants[rows])
        return Answered([answers.names(states, STATES, asked.answered(reasons))], bases, reasons)

    def _reach(self, number: int) -> Reach:
        if number not in self._reaches:
            engagement = self._engagements[number]
            calendars = self._known[engagement.support_calendar], self._known[engagement.calendar]
            self._reaches[number] = Reach(engagement, *calendars)
        return self._reaches[number]


def _covers(closure: AgreedClosure, wall: Instants) -> npt.NDArray[np.bool_]:
    """Tell at which wall times a closure holds, as ``AgreedClosure.covers`` does."""
    day, minute = wall // DAY, wall % DAY // _MINUTE
    first, last = (_number(each) for each in (closure.first, closure.last or closure.first))
    within = (first <= day) & (day <= last)
    if closure.hours is None:
        return within
    opens, closes = (_minutes(clock) for clock in (closure.hours.opens, closure.hours.closes))
    if opens < closes:
        return within & (opens <= minute) & (minute < closes)
    since_eve = (first < day) & (day <= last + 1) & (minute < closes)
    return (within & (opens <= minute)) | since_eve


def _number(day: date) -> int:
    return day.toordinal() - EPOCH.toordinal()


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
