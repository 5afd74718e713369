"""When targets are due, and whether they were in time."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.columns import answers
from ptc_service_policy.columns.answers import BASES, LENGTH, Codes, Presence, firmness
from ptc_service_policy.columns.counter import Counter
from ptc_service_policy.columns.happened import STATES, UNTOLD, Happened
from ptc_service_policy.columns.known import KnownCalendars
from ptc_service_policy.columns.questions import DueQuestion
from ptc_service_policy.columns.reasons import ANSWERED, NOTHING_SET, OPEN
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.columns.search import Instants
from ptc_service_policy.columns.subjects import Settled, Subjects
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.topics.due import clock_of


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
        happened = Happened.read(batch, question, received, reasons) if question.follows else None
        due, earliest = np.zeros((2, asked.row_count), np.int64)
        ran = np.zeros((2 + len(question.remind_at), asked.row_count if question.judges else 0), np.int64)
        in_time = np.zeros_like(ran[0])
        for counter, rows in allotted.groups(asked):
            instants = received[rows]
            counted = counter.respond(instants, with_earliest_due=question.with_earliest_due)
            if happened is not None:
                counted, of_rows = counter.follow(counted, instants, rows, happened, question.remind_at)
                if question.judges:
                    ran[:, rows] = of_rows
                    in_time[rows] = counted.due - (counter.bound == "excluded")
            due[rows] = counted.due
            if counted.earliest_due is not None:
                earliest[rows] = counted.earliest_due
            if counted.reasons is not None:
                reasons[rows] = counted.reasons
        if happened is not None and happened.refused is not None:
            reasons = np.where(happened.refused == ANSWERED, reasons, happened.refused)
        present = asked.answered(reasons)
        columns = [answers.instants(due, present)]
        if question.with_earliest_due:
            columns.append(answers.instants(earliest, present))
        if happened is not None and happened.judged is not None:
            used, length, *reached = ran
            states = happened.judged.states(in_time, happened.is_paused)
            told = states != UNTOLD if present is None else (states != UNTOLD) & present
            columns += _stand(states, used, length, told)
            if question.remind_at:
                columns.append(_lists(reached, told))
        parts = allotted.parts(asked) if question.with_parts else None
        return Answered(columns, *allotted.grounds(asked), reasons, parts)

    def _settle(self, applied: Applied) -> Settled[Counter]:
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
        return Settled(
            counter,
            BASES.index(terms.grounds.basis),
            firmness(terms.grounds),
            parts=answers.parts(clock.parts),
        )


def _stand(states: Codes, used: Instants, length: Instants, present: Presence) -> list[pa.Array]:
    """Return the columns that say how requests stand."""
    left = np.maximum(length - used, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(length == 0, 1.0, used / length)
    return [
        answers.names(states, STATES, present),
        answers.instants(used, present, LENGTH),
        answers.instants(left, present, LENGTH),
        pa.array(share, pa.float64(), mask=~present),
    ]


def _lists(reached: Sequence[Instants], present: Presence) -> pa.Array:
    """Return for each row the list of when each mark is reached."""
    values = answers.instants(np.stack(reached, axis=-1).ravel(), None)
    bounds = np.arange(len(present) + 1, dtype=np.int32) * len(reached)
    return pa.ListArray.from_arrays(bounds, values, mask=pa.array(~present))
