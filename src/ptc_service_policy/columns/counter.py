"""Counting one target by one calendar, for arrays of requests."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ptc_service_policy.business_time import BusinessDays, CalendarDays, Convention, Due, Mark
from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.business_time.target_spans import TargetSpan
from ptc_service_policy.business_time.terms import CutOffLike, Terms, plain_days, read_terms
from ptc_service_policy.columns import counting, progress, spans
from ptc_service_policy.columns.counting import Found
from ptc_service_policy.columns.happened import Happened
from ptc_service_policy.columns.known import KnownCalendar, KnownZone, Reasons
from ptc_service_policy.columns.pauses import Stretches
from ptc_service_policy.columns.progress import Clock, runs_always
from ptc_service_policy.columns.reading import to_datetime
from ptc_service_policy.columns.reasons import ANSWERED, OUTSIDE_SUPPORTED_YEARS, REASONS
from ptc_service_policy.columns.rows import ALL, Rows, rows_at, shortened
from ptc_service_policy.columns.search import NEVER, Instants, Mask
from ptc_service_policy.columns.timetable import Timetable, in_microseconds
from ptc_service_policy.columns.zone import DAY, Zone
from ptc_service_policy.errors import PolicyError

Numbers = npt.NDArray[np.int64]


class Counted(NamedTuple):
    """Hold due and earliest due instants (None where not asked for), and why there is none.

    ``reasons`` are None where every row is answered; an instant means nothing where there is a reason.
    """

    due: Instants
    earliest_due: Instants | None
    reasons: Reasons | None


class _Requests(NamedTuple):
    """Hold requests that wait, or whose time runs until ``at``, and when they are due if nothing pauses them.

    ``earliest_due`` and ``at`` are None where they do not matter.
    """

    received: Instants
    due: Instants
    earliest_due: Instants | None
    stretches: Stretches
    at: Instants | None
    marks: tuple[Mark, ...]

    @property
    def latest(self) -> int:
        """Return the latest instant that matters."""
        at = self.due if self.at is None else self.at
        return max(int(self.due.max()), self.stretches.latest, int(at.max()))

    @property
    def nothing(self) -> Numbers:
        """Return as many numbers as ``run`` tells, all 0."""
        return np.zeros((2 if self.at is None else 4 + len(self.marks), len(self.due)), np.int64)

    def run(self, table: Timetable, zone: Zone, terms: Terms) -> Found:
        """Return numbers of each request, and of which the timetable does not tell them.

        They are when it is due, and at the earliest, how much of its time is used, how much there is, and
        when each mark is reached.
        """
        numbers = self.nothing
        early, late = np.zeros((2, len(self.due)), np.bool_)
        clock = Clock(table, zone, terms)
        measured = clock.measure(self.received, self.stretches)
        waiting, paused = measured.waiting()
        rows, stretches = (waiting, paused) if self.at is None else (ALL, measured)
        start = spans.clock_start(table, terms, self.received[rows])
        stretches = stretches.after(start.instants, clock.shows)
        moved = clock.pause(self.due[rows], stretches)
        numbers[0] = self.due
        numbers[0, rows] = moved.instants
        early[rows] = start.early | moved.early
        late[rows] = start.late | moved.late
        if self.earliest_due is not None:
            found = progress.earliest(clock, self.received[waiting], paused, self.earliest_due[waiting])
            numbers[1] = self.earliest_due
            numbers[1, waiting] = found.instants
            early[waiting] |= found.early
            late[waiting] |= found.late
        if self.at is not None:
            ran = clock.run(start.instants, numbers[0], stretches, self.at, self.marks)
            numbers[2:] = ran.used, ran.length, *ran.reached
            late |= ran.late
        return Found(numbers, early, late)


class Followed(NamedTuple):
    """Hold what was counted, moved by pauses, and how the time of requests that are judged ran.

    ``ran`` are how much of it is used, how much there is, and when each mark is reached.
    """

    counted: Counted
    ran: Numbers


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

    def follow(
        self, counted: Counted, received: Instants, rows: Rows, happened: Happened, marks: Sequence[Mark]
    ) -> Followed:
        """Move what was counted by what was paused, and run the time until what is told of each request."""
        terms = read_terms(self.span, self.convention, self.until, self.cut_off)
        reasons = np.zeros(len(received), np.int8) if counted.reasons is None else counted.reasons
        follows = happened.is_followed[rows]
        until = None if happened.judged is None else happened.judged.until[rows]
        if until is not None and not runs_always(terms):
            # What ends at the last midnight that is known is known whole.
            runs = (until != NEVER) & (until > received) & (reasons == ANSWERED)
            reasons = np.where(runs, self.known.reasons(until - 1), reasons)
        positions = np.flatnonzero(follows & (reasons == ANSWERED))
        chosen = shortened(positions, len(received))
        due = counted.due.copy()
        earliest = None if counted.earliest_due is None else counted.earliest_due.copy()
        ran = np.zeros((2 + len(marks), 0 if until is None else len(received)), np.int64)
        if len(positions):
            asked = _Requests(
                received[chosen],
                due[chosen],
                None if earliest is None else earliest[chosen],
                happened.pauses.of(rows_at(rows, chosen)),
                None if until is None else np.where(until == NEVER, received, until)[chosen],
                tuple(marks),
            )
            numbers, unsure = self._run(terms, asked)
            for row in np.flatnonzero(unsure):
                numbers[:, row], reasons[positions[row]] = self._ask_to_run(asked, int(row))
            due[chosen] = numbers[0]
            if earliest is not None:
                earliest[chosen] = numbers[1]
            if until is not None:
                ran[:, chosen] = numbers[2:]
        return Followed(Counted(due, earliest, reasons if reasons.any() else None), ran)

    def _run(self, terms: Terms, asked: "_Requests") -> tuple[Numbers, Mask]:
        """Return the numbers of requests, and of which the timetable does not tell them."""
        low, high = int(asked.received.min()), asked.latest
        table = self.known.reach_known(low, high)
        while True:
            zone = self._zone(terms, low, max(high, table.end))
            numbers, early, late = asked.run(table, zone, terms)
            if table.complete_after or not late.any():
                return numbers, early | late | ~self.known.supports(numbers[0])
            table = self.known.grow(table)

    def _ask_to_run(self, asked: "_Requests", row: int) -> tuple[Instants, int]:
        """Ask the calendar itself about one request, and write why it does not answer."""
        numbers = asked.nothing[:, 0]
        calendar, received = self.known.calendar, to_datetime(asked.received[row])
        pauses = [(to_datetime(begin), to_datetime(end)) for begin, end in asked.stretches.of(row)]
        terms: dict[str, Any] = {"until": self.until, "cut_off": self.cut_off}
        given = received, self.span, self.convention, pauses
        try:
            if asked.earliest_due is None:
                numbers[0] = _microseconds(calendar.due(*given, **terms))
            else:
                found = calendar.due_details(*given, **terms)
                numbers[:2] = _microseconds(found.due), _microseconds(found.earliest_due)
            if asked.at is not None:
                ran = calendar.progress(*given, as_of=to_datetime(asked.at[row]), marks=asked.marks, **terms)
                numbers[2:4] = in_microseconds(ran.used), in_microseconds(ran.length)
                numbers[4:] = [_microseconds(each) for each in ran.reached]
        except PolicyError as error:
            return numbers, REASONS.index(error.problems[0].code)
        return numbers, ANSWERED

    def _zone(self, terms: Terms, low: int, high: int) -> Zone:
        days = terms.span.count if isinstance(terms.span, CalendarDays) else 0
        return self.zone.reach(low, high + (days + 2) * DAY)

    def _ask(self, received: int, *, with_earliest_due: bool) -> tuple[int, int, int]:
        """Ask the calendar itself about one receipt, and write why it does not answer."""
        calendar, at = self.known.calendar, to_datetime(received)
        ask = calendar.due_details if with_earliest_due else calendar.due
        try:
            found = ask(at, self.span, self.convention, until=self.until, cut_off=self.cut_off)
        except PolicyError as error:
            return 0, 0, REASONS.index(error.problems[0].code)
        due, earliest = found[:2] if isinstance(found, Due) else (found, found)
        return _microseconds(due), _microseconds(earliest), ANSWERED

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


def _microseconds(at: datetime) -> int:
    return in_microseconds(at - EPOCH)
