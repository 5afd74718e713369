"""What had happened to requests by the instant as of which they are told."""

from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa

from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.columns import reading
from ptc_service_policy.columns.answers import Codes, Presence
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.pauses import Pauses
from ptc_service_policy.columns.questions import DueQuestion
from ptc_service_policy.columns.reasons import ANSWERED, ANSWERS, BEFORE_RECEIPT
from ptc_service_policy.columns.search import NEVER, Instants
from ptc_service_policy.columns.timetable import in_microseconds
from ptc_service_policy.topics.request_state import STATES as _STATES

STATES: Final = tuple(_STATES)
_MET, _MISSED, _RUNNING, _PAUSED, _OVERDUE = range(len(STATES))
UNTOLD: Final = -1


class Judged(NamedTuple):
    """Hold when each request was answered, and as of when it is told: ``NEVER`` where there is none.

    What happened ``until`` the answer counts, or until ``as_of`` if the answer was later.
    """

    answered: Instants
    as_of: Instants
    until: Instants

    @classmethod
    def read(cls, batch: pa.RecordBatch, question: DueQuestion) -> "Judged":
        """Read the columns that a question names."""
        answered = _instants(batch, question.answered_at)
        if isinstance(question.as_of, str | None):
            as_of = _instants(batch, question.as_of)
        else:
            as_of = np.full(batch.num_rows, in_microseconds(since_epoch(question.as_of)))
        return cls(answered, as_of, np.minimum(answered, as_of))

    @property
    def is_judged(self) -> Presence:
        """Return which requests have either instant."""
        return self.until < NEVER

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


class Happened(NamedTuple):
    """Hold what happened to the requests of a batch: how far they are judged, if they are, and their pauses.

    ``refused`` says why what happened to rows cannot be counted, None where all can be.
    """

    judged: Judged | None
    pauses: Pauses
    is_paused: Presence
    is_followed: Presence
    refused: Reasons | None

    @classmethod
    def read(
        cls, batch: pa.RecordBatch, question: DueQuestion, received: Instants, reasons: Reasons
    ) -> "Happened":
        """Read the columns that a question names, about rows that ``reasons`` do not refuse already."""
        judged = Judged.read(batch, question) if question.judges else None
        until = None if judged is None else judged.until
        column = pa.nulls(batch.num_rows) if question.pauses is None else batch.column(question.pauses)
        told = Pauses.read(column)
        pauses, is_paused = told.until(until)
        refused = _refuse(told.faults(until), judged, received, reasons)
        is_followed = pauses.which if judged is None else pauses.which | judged.is_judged
        if refused is not None:
            is_followed &= refused == ANSWERED
        return cls(judged, pauses, is_paused, is_followed, refused)


def _refuse(
    faults: Reasons | None, judged: Judged | None, received: Instants, reasons: Reasons
) -> Reasons | None:
    """Return why what happened to rows cannot be counted; it is asked where ``reasons`` say nothing else.

    An answer, or the instant as of which all is told, comes before the receipt; or its pauses are wrong.
    """
    is_early = np.zeros(len(received), np.bool_) if judged is None else judged.until < received
    if faults is None and not is_early.any():
        return None
    refused = np.full(len(received), ANSWERED, np.int8) if faults is None else faults
    refused[is_early] = BEFORE_RECEIPT
    refused[reasons != ANSWERED] = ANSWERED
    if judged is not None:
        # What is answered before it comes is refused also where the source sets nothing.
        refused[(judged.answered < received) & np.isin(reasons, ANSWERS)] = BEFORE_RECEIPT
    return refused


def _instants(batch: pa.RecordBatch, name: str | None) -> Instants:
    if name is None:
        return np.full(batch.num_rows, NEVER)
    values, present = reading.read_instants(batch.column(name))
    return values if present is None else np.where(present, values, NEVER)
