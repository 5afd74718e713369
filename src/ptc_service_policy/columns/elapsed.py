"""Open time between two columns of instants, in the calendars that count response times."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ptc_service_policy.columns import answers
from ptc_service_policy.columns.answers import BASES, LENGTH
from ptc_service_policy.columns.known import KnownCalendar, KnownCalendars, Reasons
from ptc_service_policy.columns.reasons import ANSWERED
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.columns.search import Instants
from ptc_service_policy.evaluation.engagement import Engagement


class Elapsed(NamedTuple):
    """Hold open time in microseconds, negative where the end comes first, and why there is none."""

    lengths: Instants
    reasons: Reasons


def elapsed(known: KnownCalendar, starts: Instants, ends: Instants) -> Elapsed:
    """Return the open time from each start to its end."""
    earlier, later = np.minimum(starts, ends), np.maximum(starts, ends)
    reasons = known.reasons(earlier)
    # What ends at the last midnight that is known is known whole.
    of_the_end = known.reasons(later - (later > earlier))
    reasons = np.where(reasons == ANSWERED, of_the_end, reasons)
    lengths = np.zeros(len(starts), np.int64)
    rows = np.flatnonzero(reasons == ANSWERED)
    if len(rows):
        earlier, later = earlier[rows], later[rows]
        table = known.reach(int(earlier.min()), int((later - (later > earlier)).max()))
        reasons[rows[earlier < table.start]] = known.reason_before
        lengths[rows] = table.open_total(ends[rows]) - table.open_total(starts[rows])
    return Elapsed(lengths, reasons)


class OpenTimes:
    """Know how much open time lies between two instants, under many contracts."""

    def __init__(self, engagements: Sequence[Engagement], known: KnownCalendars) -> None:
        """Group the contracts that share a calendar."""
        calendars = [known[engagement.response_calendar] for engagement in engagements]
        numbers = {calendar: number for number, calendar in enumerate(dict.fromkeys(calendars))}
        self._calendars = tuple(numbers)
        self._group_of_contract = np.array([numbers[calendar] for calendar in calendars], np.int64)
        bases = [engagement.response_terms.counting.basis for engagement in engagements]
        self._bases = np.array([BASES.index(basis) for basis in bases], np.int8)

    def answer(self, asked: Asked) -> Answered:
        """Answer each row of a batch."""
        starts, ends = asked.instants
        reasons = asked.reasons()
        lengths = np.zeros(asked.row_count, np.int64)
        for number, rows in asked.groups(self._group_of_contract):
            lengths[rows], reasons[rows] = elapsed(self._calendars[number], starts[rows], ends[rows])
        column = answers.instants(lengths, asked.answered(reasons), LENGTH)
        return Answered([column], asked.by_contract(self._bases), reasons)
