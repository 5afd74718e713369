"""When responses are due, and whether they were in time."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from ptc_service_policy.business_time import BusinessDays, Convention
from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.columns import answers, counting, reading
from ptc_service_policy.columns.answers import BASES, Presence
from ptc_service_policy.columns.known import KnownCalendar, KnownCalendars, Reasons
from ptc_service_policy.columns.questions import DueQuestion
from ptc_service_policy.columns.reasons import ANSWERED, UNSTATED
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.columns.search import Instants, Mask
from ptc_service_policy.columns.timetable import Timetable, in_microseconds
from ptc_service_policy.evaluation.engagement import Engagement

_STATES: Final = ("met", "missed", "due")
_MET, _MISSED, _DUE = range(len(_STATES))


class Counted(NamedTuple):
    """Hold due and plan-by instants (None where not asked for), and why there is none.

    ``reasons`` are None where every row is answered; an instant means nothing where there is a reason.
    """

    due: Instants
    plan_by: Instants | None
    reasons: Reasons | None


class Counter(NamedTuple):
    """Count the responses of all contracts that share a calendar, a target and a convention.

    ``days`` are None where the source sets no target.
    """

    known: KnownCalendar
    days: BusinessDays | None
    convention: Convention

    def respond(self, received: Instants, *, with_plan_by: bool = True) -> Counted:
        """Count from each receipt."""
        low, high = int(received.min()), int(received.max())
        if not self.known.holds(low, high):
            return self._count_known(received, with_plan_by=with_plan_by)
        if self.days is None:
            return Counted(received, received, np.full(len(received), UNSTATED, np.int8))
        table = self.known.reach(low, high)
        counted, late = self._attempt(table, received, self.days, with_plan_by=with_plan_by)
        while not table.complete_after and late.any():
            table = self.known.grow(table)
            counted, late = self._attempt(table, received, self.days, with_plan_by=with_plan_by)
        return counted

    def _attempt(
        self, table: Timetable, received: Instants, days: BusinessDays, *, with_plan_by: bool
    ) -> tuple[Counted, Mask]:
        due, early, late = counting.due(table, received, days, self.convention)
        plan_by = None
        if with_plan_by:
            plan_by, early_plan, late_plan = counting.plan_by(table, received, days)
            early, late = early | early_plan, late | late_plan
        reasons = None
        if early.any() or late.any():
            reasons = np.full(len(received), ANSWERED, np.int8)
            reasons[np.broadcast_to(late, len(received))] = self.known.reason_after
            reasons[np.broadcast_to(early, len(received))] = self.known.reason_before
        return Counted(due, plan_by, reasons), late

    def _count_known(self, received: Instants, *, with_plan_by: bool) -> Counted:
        """Count from the receipts on known days, and say why not from the others."""
        reasons = self.known.reasons(received)
        due, plan_by = np.zeros((2, len(received)), np.int64)
        rows = np.flatnonzero(reasons == ANSWERED)
        if len(rows):
            counted = self.respond(received[rows], with_plan_by=with_plan_by)
            due[rows] = counted.due
            plan_by[rows] = counted.due if counted.plan_by is None else counted.plan_by
            reasons[rows] = ANSWERED if counted.reasons is None else counted.reasons
        return Counted(due, plan_by if with_plan_by else None, reasons)


class Responses:
    """Know when the responses under many contracts are due."""

    def __init__(self, engagements: Sequence[Engagement], known: KnownCalendars) -> None:
        """Group the contracts that count alike."""
        terms = [engagement.response_terms for engagement in engagements]
        counters = [
            Counter(known[engagement.response_calendar], each.days, each.convention)
            for engagement, each in zip(engagements, terms, strict=True)
        ]
        numbers = {counter: number for number, counter in enumerate(dict.fromkeys(counters))}
        self._counters = tuple(numbers)
        self._group_of_contract = np.array([numbers[counter] for counter in counters], np.int64)
        self._bases = np.array([BASES.index(each.grounds.basis) for each in terms], np.int8)

    def answer(self, asked: Asked, question: DueQuestion, batch: pa.RecordBatch) -> Answered:
        """Answer each row of a batch."""
        (received,) = asked.instants
        reasons = asked.reasons()
        due = np.zeros(asked.row_count, np.int64)
        plan_by = np.zeros(asked.row_count if question.with_plan_by else 0, np.int64)
        for number, rows in asked.groups(self._group_of_contract):
            counted = self._counters[number].respond(received[rows], with_plan_by=question.with_plan_by)
            due[rows] = counted.due
            if counted.plan_by is not None and question.with_plan_by:
                plan_by[rows] = counted.plan_by
            if counted.reasons is not None:
                reasons[rows] = counted.reasons
        present = asked.answered(reasons)
        columns = [answers.instants(due, present)]
        if question.with_plan_by:
            columns.append(answers.instants(plan_by, present))
        if question.judges:
            columns.append(_judge(due, present, question, batch))
        return Answered(columns, asked.by_contract(self._bases), reasons)


def _judge(
    due: Instants, present: Presence | None, question: DueQuestion, batch: pa.RecordBatch
) -> pa.DictionaryArray:
    """Say which responses were in time; one at the due instant is."""
    states = np.zeros(len(due), np.int8)
    judged = np.zeros(len(due), np.bool_)
    if question.as_of is not None:
        states[:] = np.where(due < in_microseconds(since_epoch(question.as_of)), _MISSED, _DUE)
        judged[:] = True
    if question.answered_at is not None:
        answered, there = reading.read_instants(batch.column(question.answered_at))
        rows = slice(None) if there is None else there
        states[rows] = np.where(answered <= due, _MET, _MISSED)[rows]
        judged[rows] = True
    return answers.names(states, _STATES, judged if present is None else judged & present)
