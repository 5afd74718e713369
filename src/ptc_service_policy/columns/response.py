"""When targets are due, and whether they were in time."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from ptc_service_policy.business_time import BusinessDays, CalendarDays, Convention, Due
from ptc_service_policy.business_time.instants import EPOCH, since_epoch
from ptc_service_policy.business_time.target_spans import TargetSpan
from ptc_service_policy.business_time.terms import CutOffLike, Terms, plain_days, read_terms
from ptc_service_policy.columns import answers, counting, reading, spans
from ptc_service_policy.columns.answers import BASES, Presence, firmness
from ptc_service_policy.columns.known import KnownCalendar, KnownCalendars, KnownZone, Reasons
from ptc_service_policy.columns.questions import DueQuestion
from ptc_service_policy.columns.reasons import (
    ANSWERED,
    NOTHING_SET,
    OPEN,
    OUTSIDE_SUPPORTED_YEARS,
    REASONS,
)
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.columns.search import Instants, Mask
from ptc_service_policy.columns.subjects import Settled, Subjects
from ptc_service_policy.columns.timetable import Timetable, in_microseconds
from ptc_service_policy.columns.zone import DAY, Zone
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.topics.due import clock_of
from ptc_service_policy.topics.target import TARGET

_STATES: Final = ("met", "missed", "due")
_MET, _MISSED, _DUE = range(len(_STATES))


class Counted(NamedTuple):
    """Hold due and earliest due instants (None where not asked for), and why there is none.

    ``reasons`` are None where every row is answered; an instant means nothing where there is a reason.
    """

    due: Instants
    earliest_due: Instants | None
    reasons: Reasons | None


class Counter(NamedTuple):
    """Count by one calendar, and by one and the same terms of a target."""

    known: KnownCalendar
    zone: KnownZone
    span: TargetSpan
    convention: Convention
    until: str | None = None
    cut_off: CutOffLike | None = None
    bound: str = "included"

    def respond(self, received: Instants, *, with_earliest_due: bool = True) -> Counted:
        """Count from each receipt."""
        if plain_days(self.span, self.until, self.cut_off) and isinstance(self.span, BusinessDays):
            return self._count_days(received, self.span, with_earliest_due=with_earliest_due)
        terms = read_terms(self.span, self.convention, self.until, self.cut_off)
        everywhere, countable = spans.passes_everywhere(terms), spans.is_countable(terms)
        reasons = self.known.reasons(received)
        if everywhere or not countable:
            supported = self.known.supports(received)
            reasons = np.where(supported, np.int8(ANSWERED), np.int8(OUTSIDE_SUPPORTED_YEARS))
        due, earliest = np.zeros((2, len(received)), np.int64)
        rows = unsure = np.flatnonzero(reasons == ANSWERED)
        if len(rows) and countable:
            if everywhere:
                due[rows], away = self._pass_time(terms, received[rows])
                earliest[rows] = due[rows]
            else:
                due[rows], earliest[rows], away = self._count(
                    terms, received[rows], with_earliest_due=with_earliest_due
                )
            unsure = rows[np.broadcast_to(away, len(rows))]
        for row in unsure:
            due[row], earliest[row], reasons[row] = self._ask(
                int(received[row]), with_earliest_due=with_earliest_due
            )
        return Counted(due, earliest if with_earliest_due else None, reasons if reasons.any() else None)

    def _pass_time(self, terms: Terms, received: Instants) -> tuple[Instants, Mask]:
        """Return due instants, and which of them are in no supported year."""
        zone = self._zone(terms, int(received.min()), int(received.max()))
        ends = spans.pass_time(zone, terms, received)
        return ends, ~self.known.supports(ends)

    def _count(
        self, terms: Terms, received: Instants, *, with_earliest_due: bool
    ) -> tuple[Instants, Instants, Mask]:
        """Return due and earliest due instants, and which of them the timetable does not tell."""
        low, high = int(received.min()), int(received.max())
        table = self.known.reach(low, high, around=terms.cut_off is not None)
        while True:
            zone = self._zone(terms, low, max(high, table.end))
            due, early, late = spans.due(table, zone, terms, received)
            earliest = due
            if with_earliest_due:
                earliest, early_too, late_too = spans.earliest(table, zone, terms, received)
                early, late = early | early_too, late | late_too
            if table.complete_after or not late.any():
                return due, earliest, early | late | ~self.known.supports(due)
            table = self.known.grow(table)

    def _zone(self, terms: Terms, low: int, high: int) -> Zone:
        days = terms.span.count if isinstance(terms.span, CalendarDays) else 0
        return self.zone.reach(low, high + (days + 2) * DAY)

    def _ask(self, received: int, *, with_earliest_due: bool) -> tuple[int, int, int]:
        """Ask the calendar itself about one receipt, and write why it does not answer."""
        calendar, at = self.known.calendar, EPOCH + timedelta(microseconds=received)
        ask = calendar.due_details if with_earliest_due else calendar.due
        try:
            found = ask(at, self.span, self.convention, until=self.until, cut_off=self.cut_off)
        except PolicyError as error:
            return 0, 0, REASONS.index(error.problems[0].code)
        due, earliest = found[:2] if isinstance(found, Due) else (found, found)
        return in_microseconds(due - EPOCH), in_microseconds(earliest - EPOCH), ANSWERED

    def _count_days(self, received: Instants, days: BusinessDays, *, with_earliest_due: bool) -> Counted:
        low, high = int(received.min()), int(received.max())
        if not self.known.holds(low, high):
            return self._count_known_days(received, days, with_earliest_due=with_earliest_due)
        table = self.known.reach(low, high)
        counted, late = self._attempt(table, received, days, with_earliest_due=with_earliest_due)
        while not table.complete_after and late.any():
            table = self.known.grow(table)
            counted, late = self._attempt(table, received, days, with_earliest_due=with_earliest_due)
        return counted

    def _attempt(
        self, table: Timetable, received: Instants, days: BusinessDays, *, with_earliest_due: bool
    ) -> tuple[Counted, Mask]:
        due, early, late = counting.due(table, received, days, self.convention)
        earliest = None
        if with_earliest_due:
            earliest, early_too, late_too = counting.earliest_due(table, received, days)
            early, late = early | early_too, late | late_too
        reasons = None
        if early.any() or late.any():
            reasons = np.full(len(received), ANSWERED, np.int8)
            reasons[np.broadcast_to(late, len(received))] = self.known.reason_after
            reasons[np.broadcast_to(early, len(received))] = self.known.reason_before
        return Counted(due, earliest, reasons), late

    def _count_known_days(
        self, received: Instants, days: BusinessDays, *, with_earliest_due: bool
    ) -> Counted:
        """Count from the receipts on known days, and say why not from the others."""
        reasons = self.known.reasons(received)
        due, earliest = np.zeros((2, len(received)), np.int64)
        rows = np.flatnonzero(reasons == ANSWERED)
        if len(rows):
            counted = self._count_days(received[rows], days, with_earliest_due=with_earliest_due)
            due[rows] = counted.due
            earliest[rows] = counted.due if counted.earliest_due is None else counted.earliest_due
            reasons[rows] = ANSWERED if counted.reasons is None else counted.reasons
        return Counted(due, earliest if with_earliest_due else None, reasons)


class Responses:
    """Know when one target is due under many contracts."""

    def __init__(
        self, contracts: Sequence[Applied], target: str, told: Mapping[str, str], known: KnownCalendars
    ) -> None:
        self._known = known
        self._target = target
        self._subjects = Subjects(contracts, told, known, self._settle)
        self._counters: dict[Counter, Counter] = {}

    def answer(self, asked: Asked, question: DueQuestion, batch: pa.RecordBatch) -> Answered:
        """Answer each row of a batch."""
        (received,) = asked.instants
        allotted = self._subjects.allot(asked, received)
        reasons = allotted.reasons
        due = np.zeros(asked.row_count, np.int64)
        earliest = np.zeros(asked.row_count if question.with_earliest_due else 0, np.int64)
        in_time = np.zeros(asked.row_count, np.int64) if question.judges else due[:0]
        for counter, rows in allotted.groups(asked):
            counted = counter.respond(received[rows], with_earliest_due=question.with_earliest_due)
            due[rows] = counted.due
            if counted.earliest_due is not None:
                earliest[rows] = counted.earliest_due
            if counted.reasons is not None:
                reasons[rows] = counted.reasons
            if question.judges:
                in_time[rows] = counted.due - (counter.bound == "excluded")
        present = asked.answered(reasons)
        columns = [answers.instants(due, present)]
        if question.with_earliest_due:
            columns.append(answers.instants(earliest, present))
        if question.judges:
            columns.append(_judge(in_time, present, question, batch))
        return Answered(columns, *allotted.grounds(asked), reasons)

    def _settle(self, applied: Applied) -> Settled[Counter]:
        TARGET.check_about(applied.subject, self._target)
        clock = clock_of(applied, self._target)
        terms = clock.terms
        if terms.span is None:
            # That nothing is due does not depend on when it is asked.
            decision = clock.due(EPOCH, ())
            reason = OPEN if decision.value is None else NOTHING_SET
            return Settled(None, BASES.index(decision.basis), firmness(decision), reason)
        calendar = terms.calendar
        counter = Counter(
            self._known[calendar],
            self._known.zone(calendar.time_zone),
            *(terms.span, terms.convention, terms.until, terms.cut_off, terms.bound),
        )
        counter = self._counters.setdefault(counter, counter)
        return Settled(counter, BASES.index(terms.grounds.basis), firmness(terms.grounds))


def _judge(
    in_time: Instants, present: Presence | None, question: DueQuestion, batch: pa.RecordBatch
) -> pa.DictionaryArray:
    """Say which rows were answered in time, which is until the last instant that is ``in_time``."""
    states = np.zeros(len(in_time), np.int8)
    judged = np.zeros(len(in_time), np.bool_)
    if question.as_of is not None:
        states[:] = np.where(in_time < in_microseconds(since_epoch(question.as_of)), _MISSED, _DUE)
        judged[:] = True
    if question.answered_at is not None:
        answered, there = reading.read_instants(batch.column(question.answered_at))
        rows = slice(None) if there is None else there
        states[rows] = np.where(answered <= in_time, _MET, _MISSED)[rows]
        judged[rows] = True
    return answers.names(states, _STATES, judged if present is None else judged & present)
