"""What had happened to requests by the instant as of which they are told."""

from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.columns import reading
from ptc_service_policy.columns.answers import Codes, Presence
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.pauses import Pauses, Stretches
from ptc_service_policy.columns.questions import DueQuestion
from ptc_service_policy.columns.reasons import ANSWERED, ANSWERS, BEFORE_RECEIPT
from ptc_service_policy.columns.rows import Rows
from ptc_service_policy.columns.search import NEVER, Instants
from ptc_service_policy.columns.timetable import in_microseconds
from ptc_service_policy.topics.request_state import STATES as _STATES

STATES: Final = tuple(_STATES)
_MET, _MISSED, _RUNNING, _PAUSED, _OVERDUE = range(len(STATES))
UNTOLD: Final = -1


class Past(NamedTuple):
    """Hold what had happened to some rows: until when it is told, what was paused, and what is paused then.

    ``until`` is ``NEVER`` where all that happened counts.
    """

    until: Instants
    stretches: Stretches
    is_paused: Presence


class Happened(NamedTuple):
    """Hold what happened to the requests of a batch: when each was answered, and its pauses.

    It is told as of ``as_of``; both instants are ``NEVER`` where there is none. What happened ``until`` the
    answer counts, or until ``as_of`` if the answer was later.
    """

    answered: Instants
    as_of: Instants
    until: Instants
    pauses: Pauses | None

    @classmethod
    def read(cls, batch: pa.RecordBatch, question: DueQuestion) -> "Happened":
        """Read the columns that a question names."""
        answered = _instants(batch, question.answered_at)
        if isinstance(question.as_of, str | None):
            as_of = _instants(batch, question.as_of)
        else:
            as_of = np.full(batch.num_rows, in_microseconds(since_epoch(question.as_of)))
        pauses = None if question.pauses is None else Pauses.read(batch.column(question.pauses))
        return cls(answered, as_of, np.minimum(answered, as_of), pauses)

    def of(self, rows: Rows) -> Past:
        """Return what had happened to some rows."""
        until = self.until[rows]
        if self.pauses is not None:
            return Past(until, *self.pauses.of(rows, until))
        nothing = np.zeros(0, np.int64)
        return Past(until, Stretches(nothing, nothing, nothing), np.zeros(len(until), np.bool_))

    def refuse(self, received: Instants, reasons: Reasons) -> Reasons:
        """Return why what happened to rows cannot be counted; it is asked where ``reasons`` say nothing else.

        An answer, or the instant as of which all is told, comes before the receipt; or its pauses are wrong.
        """
        wrong = np.full(len(received), ANSWERED, np.int8)
        if self.pauses is not None:
            wrong = self.pauses.reasons_until(self.until)
        wrong[self.until < received] = BEFORE_RECEIPT
        wrong[reasons != ANSWERED] = ANSWERED
        # What is answered before it comes is refused also where the source sets nothing.
        wrong[(self.answered < received) & np.isin(reasons, ANSWERS)] = BEFORE_RECEIPT
        return wrong

    def states(self, in_time: Instants, is_paused: Presence) -> Codes:
        """Return how each request stands, by the number of its state; ``UNTOLD`` where nothing tells.

        Args:
            in_time: the last instant at which an answer is in time.
            is_paused: which requests are paused.
        """
        waiting = np.where(is_paused, np.int8(_PAUSED), np.int8(_RUNNING))
        states = np.where(self.as_of > in_time, np.int8(_OVERDUE), waiting)
        states[self.as_of == NEVER] = UNTOLD
        answered = (self.answered <= self.as_of) & (self.answered < NEVER)
        states[answered] = np.where(self.answered <= in_time, np.int8(_MET), np.int8(_MISSED))[answered]
        return states


def _instants(batch: pa.RecordBatch, name: str | None) -> Instants:
    if name is None:
        return np.full(batch.num_rows, NEVER)
    values, present = reading.read_instants(batch.column(name))
    return values if present is None else np.where(present, values, NEVER)
