"""Open time between two columns of instants, in the calendars on which a target is counted."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ptc_service_policy.columns import answers
from ptc_service_policy.columns.answers import BASES, LENGTH, firmness
from ptc_service_policy.columns.known import KnownCalendar, KnownCalendars, Reasons
from ptc_service_policy.columns.reasons import ANSWERED, NOTHING_SET, OPEN
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.columns.search import Instants
from ptc_service_policy.columns.subjects import Settled, Subjects
from ptc_service_policy.decisions import OPEN as OPEN_BASES
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.topics.due import clock_of


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
    """Know how much of the time in which a target is counted lies between two instants."""

    def __init__(
        self, contracts: Sequence[Applied], target: str, told: Mapping[str, str], known: KnownCalendars
    ) -> None:
        self._known = known
        self._target = target
        self._subjects = Subjects(contracts, told, known, self._settle)

    def answer(self, asked: Asked) -> Answered:
        """Answer each row of a batch."""
        starts, ends = asked.instants
        allotted = self._subjects.allot(asked, starts)
        reasons = allotted.reasons
        lengths = np.zeros(asked.row_count, np.int64)
        for calendar, rows in allotted.groups(asked):
            lengths[rows], reasons[rows] = elapsed(calendar, starts[rows], ends[rows])
        column = answers.instants(lengths, asked.answered(reasons), LENGTH)
        return Answered([column], *allotted.grounds(asked), reasons)

    def _settle(self, applied: Applied) -> Settled[KnownCalendar]:
        terms = clock_of(applied, self._target).terms
        grounds = terms.counting
        if not terms.has_hours:
            reason = OPEN if grounds.basis in OPEN_BASES else NOTHING_SET
            return Settled(None, BASES.index(grounds.basis), firmness(grounds), reason)
        return Settled(self._known[terms.calendar], BASES.index(grounds.basis), firmness(grounds))
