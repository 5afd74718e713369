"""Whether the managers can be reached.

Instants that are alike in all that the answer depends on get the same one, so that the policy is asked once
for each kind of instant.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from ptc_service_policy.business_time import BusinessCalendar
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.columns import answers
from ptc_service_policy.columns.answers import BASES, Codes, firmness
from ptc_service_policy.columns.known import KnownCalendars, Reasons
from ptc_service_policy.columns.reasons import ANSWERED, NOTHING_SET, OPEN, REASONS
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.columns.search import Instants, Positions
from ptc_service_policy.columns.subjects import Settled, Subjects
from ptc_service_policy.columns.timetable import KINDS_OF_DAYS, Timetable
from ptc_service_policy.columns.zone import DAY
from ptc_service_policy.errors import MissingAttributeError, PolicyError
from ptc_service_policy.model.forms import Absence
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.contract import AgreedClosure
from ptc_service_policy.topics.availability import Availability, availability_at, calendars_of

STATES: Final[tuple[Availability, ...]] = get_args(Availability)
_MINUTE = DAY // (24 * 60)
# Closed instants have twice the number of their kind of day, one more within hours on request.
_OPEN = 2 * KINDS_OF_DAYS
_AWAY = _OPEN + 1


class Judged(NamedTuple):
    """Hold for each instant the numbers of its state, basis and firmness, and why there is no state."""

    states: Codes
    bases: Codes
    firmness: Codes
    reasons: Reasons


class Reach:
    """Know when the manager of one contract can be reached, in one case."""

    def __init__(self, applied: Applied, known: KnownCalendars) -> None:
        self._applied = applied
        self._zone = known.zone(applied.contract.time_zone)
        self._reachable, self._working, *self._on_request = (known[each] for each in _calendars(applied))
        self._judged: dict[int, tuple[int, int, int, int]] = {}

    def judge(self, instants: Instants) -> Judged:
        """Judge each instant."""
        reasons = self._working.reasons(instants)
        judged = np.zeros((len(instants), 4), np.int8)
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
            judged[rows] = self._judge_kinds(known, self._kinds(working, reachable, known))
        states, bases, hedges, why = judged.T
        return Judged(states, bases, hedges, np.where(reasons == ANSWERED, why, reasons))

    def _judge_kinds(self, instants: Instants, kinds: Positions) -> npt.NDArray[np.int8]:
        found = np.flatnonzero(np.bincount(kinds))
        table = np.zeros((int(found[-1]) + 1 if len(found) else 0, 4), np.int8)
        for kind in found:
            if int(kind) not in self._judged:
                self._judged[int(kind)] = _ask(self._applied, int(instants[(kinds == kind).argmax()]))
            table[kind] = self._judged[int(kind)]
        judged: npt.NDArray[np.int8] = table[kinds]
        return judged

    def _kinds(self, working: Timetable, reachable: Timetable, instants: Instants) -> Positions:
        """Return each instant's kind: open, closed on a kind of day, or away for a set of reasons."""
        wall = self._zone.wall(instants)
        is_open = reachable.is_open(instants)
        away = working.is_open(instants) & ~is_open
        kinds = 2 * working.kind_of_day(wall // DAY)
        for hours in self._on_request:
            kinds += hours.is_open(instants)
        kinds[is_open] = _OPEN
        if away.any():
            kinds[away] = _AWAY + self._absences(wall[away])
        return kinds if self._applied.working.holidays_settled else 3 * kinds + self._holidays(wall // DAY)

    def _holidays(self, days: Positions) -> Positions:
        """Tell which days are holidays of the contract: 1, or 2 where that is not known."""
        found, positions = np.unique(days, return_inverse=True)
        return np.array([self._is_holiday(EPOCH.date() + timedelta(int(day))) for day in found])[positions]

    def _is_holiday(self, day: date) -> int:
        try:
            return int(self._applied.maker.is_holiday_of_the_contract(day))
        except PolicyError:
            return 2

    def _absences(self, wall: Instants) -> Positions:
        """Return the kinds of the closures that hold at each wall time, as the sum of their powers of two."""
        closures = self._applied.contract.closures
        kinds = sorted({closure.kind for closure in closures})
        found = np.zeros(len(wall), np.int64)
        for closure in closures:
            found |= np.where(_covers(closure, wall), 1 << kinds.index(closure.kind), 0)
        return found


class Availabilities:
    """Know when the managers of many contracts can be reached."""

    def __init__(self, contracts: Sequence[Applied], told: Mapping[str, str], known: KnownCalendars) -> None:
        self._known = known
        self._subjects = Subjects(contracts, told, known, self._settle)

    def answer(self, asked: Asked) -> Answered:
        """Answer each row of a batch."""
        (instants,) = asked.instants
        allotted = self._subjects.allot(asked, instants)
        reasons = allotted.reasons
        bases, hedges = allotted.grounds(asked)
        states = np.zeros(asked.row_count, np.int8)
        for reach, rows in allotted.groups(asked):
            states[rows], bases[rows], hedges[rows], reasons[rows] = reach.judge(instants[rows])
        column = answers.names(states, STATES, asked.answered(reasons))
        return Answered([column], bases, hedges, reasons)

    def _settle(self, applied: Applied) -> Settled[Reach]:
        if applied.support is None or not applied.has_hours:
            # That nobody says when does not depend on the instant.
            _, basis, hedges, reason = _ask(applied, 0)
            return Settled(None, basis, hedges, reason)
        return Settled(Reach(applied, self._known))


def _calendars(applied: Applied) -> tuple[BusinessCalendar, ...]:
    try:
        return calendars_of(applied)
    except MissingAttributeError:
        # What depends on an attribute that is not told is refused at each instant where it matters.
        found = (applied.reachable, applied.support)
        return tuple(calendar for calendar in found if calendar is not None)


def _ask(applied: Applied, instant: int) -> tuple[int, int, int, int]:
    """Return the numbers of the state, basis and firmness at an instant, and of why there is no state."""
    try:
        decision = availability_at(applied, EPOCH + timedelta(microseconds=instant))
    except PolicyError as error:
        return 0, 0, 0, REASONS.index(error.problems[0].code)
    basis, hedges = BASES.index(decision.basis), firmness(decision)
    if decision.value is None or isinstance(decision.value, Absence):
        return 0, basis, hedges, OPEN if decision.value is None else NOTHING_SET
    return STATES.index(decision.value), basis, hedges, ANSWERED


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
