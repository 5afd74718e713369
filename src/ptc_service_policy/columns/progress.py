"""How far the time of requests has run, with their pauses, as ``business_time.progress`` tells it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import numpy as np

from ptc_service_policy.business_time import (
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Convention,
    Expiry,
    Mark,
    Receipt,
)
from ptc_service_policy.business_time.conventions import RECEIPTS
from ptc_service_policy.business_time.progress import used_at
from ptc_service_policy.business_time.terms import Terms
from ptc_service_policy.columns import counting, spans
from ptc_service_policy.columns.answers import Presence
from ptc_service_policy.columns.counting import Found
from ptc_service_policy.columns.pauses import Stretches, Turn
from ptc_service_policy.columns.rows import ALL, Rows, rows_at
from ptc_service_policy.columns.search import Instants, Mask
from ptc_service_policy.columns.timetable import Timetable, in_microseconds
from ptc_service_policy.columns.zone import Zone


class Ran(NamedTuple):
    """Hold how much of the time has run, how much there is, and when each mark is reached."""

    used: Instants
    length: Instants
    reached: tuple[Instants, ...]
    late: Mask


class Clock(NamedTuple):
    """Run by the timetable for one target: on open time, or on all time where all of it counts."""

    table: Timetable
    zone: Zone
    terms: Terms

    def shows(self, instants: Instants) -> Instants:
        """Return how much time has run at each instant, from one instant that is the same for all."""
        return instants if runs_always(self.terms) else self.table.open_total(instants)

    def after(self, instants: Instants, lengths: Instants) -> tuple[Instants, Mask]:
        """Return when so much time has run after each instant, and where that is beyond the timetable."""
        if runs_always(self.terms):
            return instants + lengths, np.False_
        ends, beyond = self.table.advance(instants, lengths)
        return np.where(lengths == 0, instants, ends), beyond

    def measure(self, received: Instants, stretches: Stretches) -> Stretches:
        """Return the stretches with what the clock shows in them, without those in which it does not run.

        Those that may lead off the timetable stay, whatever is paused in them.
        """
        if runs_always(self.terms):
            return stretches
        turns = []
        for turn in stretches.turns:
            opened, closed = self.shows(turn.begins), self.shows(turn.ends)
            runs = np.flatnonzero((opened < closed) | self._may_lead_off(received, turn))
            turns.append(turn._replace(opened=opened, closed=closed).kept(runs))
        return stretches._replace(turns=tuple(turns))

    def leading_off(self, received: Instants, stretches: Stretches) -> Presence:
        """Tell of which rows some reading may lead off the timetable."""
        rows = np.zeros(len(received), np.bool_)
        for turn in stretches.turns:
            _mark(rows, turn.rows, self._may_lead_off(received, turn))
        return rows

    def _may_lead_off(self, received: Instants, turn: Turn) -> Presence:
        days = self.terms.span
        sure = self.table.leads_off_after(days.count) if isinstance(days, BusinessDays) else self.table.end
        if max(turn.ends.max(initial=sure), received.max(initial=sure)) <= sure:
            return np.zeros(len(turn.ends), np.bool_)
        return np.asarray(np.maximum(turn.ends, received[turn.rows]) > sure)

    def pause(self, ends: Instants, stretches: Stretches) -> Found:
        """Return ``ends`` moved later by what was paused after the clock started, as ``dues`` does."""
        terms, table = self.terms, self.table
        ends, early, late = ends.copy(), np.zeros(len(ends), np.bool_), np.zeros(len(ends), np.bool_)
        for turn in stretches.turns:
            rows, stops, ran = turn.until(ends)
            before = ends[rows]
            moved, too_late = self.after(before, ran)
            if not runs_always(terms):
                too_late = too_late | (stops > table.end)
            if isinstance(terms.span, BusinessDays | CalendarDays):
                # One day may be longer than another: no later than after a receipt when the pause ended.
                if not spans.passes_everywhere(terms):
                    too_late = too_late | (stops >= table.end)
                    stops = np.minimum(stops, table.end - 1)
                shorter = self._may_be_shorter(stops, moved)
                anew = spans.due(table, self.zone, terms, stops[shorter])
                moved[shorter] = np.minimum(moved[shorter], anew.instants)
                moved = np.maximum(before, moved)
                _mark(early, rows_at(rows, shorter), anew.early)
                _mark(late, rows_at(rows, shorter), anew.late)
            _mark(late, rows, too_late)
            ends[rows] = moved
        return Found(ends, early, late)

    def _may_be_shorter(self, stops: Instants, moved: Instants) -> Rows:
        """Return which receipts when pauses end may be due before what these moved, or off the timetable.

        Where all days have one usual day, no more open time is left of a count than a new one takes. On other
        terms a new one ends on its last day, not before. What a date decides is counted as soon as that.
        """
        terms, table = self.terms, self.table
        days, in_open_time = terms.span, terms.convention.expiry == "business-hours" and terms.until is None
        if not isinstance(days, BusinessDays) or not days.count or counting.decided_by_day(terms.convention):
            return ALL
        if in_open_time and not table.has_one_usual_day:
            return ALL
        may_be = stops > table.leads_off_after(days.count)
        if not in_open_time:
            may_be |= moved > table.start_of_last(table.day_of(stops), days.count)
        return np.flatnonzero(may_be)

    def run(
        self,
        start: Instants,
        due: Instants,
        stretches: Stretches,
        at: Instants,
        marks: Sequence[Mark],
    ) -> Ran:
        """Run the time of requests from ``start`` until an instant each, except during stretches after it."""
        shown = self.shows(start)
        length = _between(shown, self.shows(due), stretches)
        late = np.zeros(len(start), np.bool_)
        reached = []
        for mark in marks:
            used = _used(mark, length)
            # Nothing of it has run when it begins to run, which is no closed instant.
            begins = (used == 0) & (length > 0)
            instants, too_late = self.after(start, used + begins)
            instants = instants - begins
            late |= too_late
            for turn in stretches.turns:
                rows, _, ran = turn.until(instants)
                moved, too_late = self.after(instants[rows], ran)
                instants[rows] = moved
                _mark(late, rows, too_late)
            reached.append(instants)
        return Ran(_between(shown, self.shows(at), stretches), length, tuple(reached), late)

    def read_as(self, receipt: Receipt, expiry: Expiry) -> "Clock":
        """Return the clock of another convention."""
        return self._replace(terms=self.terms._replace(convention=Convention(receipt, expiry)))


def earliest(clock: Clock, received: Instants, stretches: Stretches, unpaused: Instants) -> Found:
    """Return the earliest instant at which any convention ends the time, ``unpaused`` if nothing pauses it.

    Only business days have several. Of the receipts a later one ends no earlier, unless pauses move the
    others later. Where no hours reach another day, what is received in them begins alike whatever the
    receipt, a later receipt on a business day or within its hours does too, and so does all that is received
    before the hours of its day; and in open time it ends alike if all days have one usual day.
    """
    table, zone, terms = clock
    days = terms.span
    if not isinstance(days, BusinessDays):
        ends, start = spans.due(table, zone, terms, received), spans.clock_start(table, terms, received)
        return _paused(clock, ends, start, stretches)
    expiries = _first_expiries(table, terms, days)
    found, are_moved = _first_to_end(clock, days, received, stretches, "as-received", expiries)
    instants, early, late = found.instants, np.asarray(found.early), np.asarray(found.late)
    later: tuple[Receipt, ...] = ("within-hours",)
    if table.hours_reach_other_days or table.closes_after_midnight or terms.cut_off is not None:
        rows, later = np.arange(len(received)), RECEIPTS[1:]
    else:
        instants = np.where(are_moved, instants, unpaused)
        early, late = early & are_moved, late & are_moved
        rows = np.flatnonzero(are_moved)
        waits = table.waits_for_another_day if days.count else table.is_closed
        rows = rows[np.flatnonzero(waits(received[rows]))]
        if days.count and table.has_one_usual_day:
            expiries = tuple(each for each in expiries if each != "business-hours")
    # What is not counted here might not be known either, and then nothing is told.
    leads_off = clock.leading_off(received, stretches)
    stretches = stretches.take(rows)
    for receipt in later if len(rows) else ():
        found, _ = _first_to_end(clock, days, received[rows], stretches, receipt, expiries)
        instants[rows] = np.minimum(instants[rows], found.instants)
        early[rows] |= found.early
        late[rows] |= found.late
    return Found(instants, early, late | leads_off)


def _first_expiries(table: Timetable, terms: Terms, days: BusinessDays) -> tuple[Expiry, ...]:
    """Return the expiries of which one is the first whatever is paused.

    Of the ends on one day that of the same time is the first: no pause turns that round.
    """
    if terms.until is not None:
        return ("close-of-business",)
    if not days.count:
        return "close-of-business", "end-of-day"
    after_midnight: tuple[Expiry, ...] = ("end-of-day",) if table.closes_after_midnight else ()
    return "same-time", "business-hours", *after_midnight


def _first_to_end(
    clock: Clock,
    days: BusinessDays,
    received: Instants,
    stretches: Stretches,
    receipt: Receipt,
    expiries: Sequence[Expiry],
) -> tuple[Found, Presence]:
    """Return the earliest end of one receipt by some expiries, and for which rows pauses move any of them."""
    found, are_moved = [], np.zeros(len(received), np.bool_)
    begun = spans.begin(clock.table, clock.read_as(receipt, expiries[0]).terms, days, received)
    for expiry in expiries:
        read = clock.read_as(receipt, expiry)
        if not days.count:
            begun = spans.begin(clock.table, read.terms, days, received)
        ends = spans.end_of_days(clock.table, read.terms, days, begun)
        start = spans.clock_of_days(clock.table, read.terms, days, begun)
        moved = _paused(read, ends, start, stretches)
        are_moved |= moved.instants != ends.instants
        found.append(moved)
    instants, early, late = zip(*found, strict=True)
    merged = Found(np.minimum.reduce(instants), np.logical_or.reduce(early), np.logical_or.reduce(late))
    return merged, are_moved


def runs_always(terms: Terms) -> bool:
    """Tell whether all time counts, not open time alone."""
    return not isinstance(terms.span, BusinessDays | BusinessTime)


def _paused(clock: Clock, ends: Found, start: Found, stretches: Stretches) -> Found:
    after = stretches.after(start.instants, clock.shows)
    moved = clock.pause(ends.instants, after)
    early, late = ends.early | start.early | moved.early, ends.late | start.late | moved.late
    return Found(moved.instants, early, late)


def _between(start: Instants, at: Instants, stretches: Stretches) -> Instants:
    """Return how much ran from the start until an instant each, by what the clock shows then."""
    ran: Instants = np.maximum(at - start, 0)
    for turn in stretches.turns:
        ran[turn.rows] -= np.maximum(np.minimum(turn.closed, at[turn.rows]) - turn.opened, 0)
    return ran


def _used(mark: Mark, length: Instants) -> Instants:
    """Return how much of the time is used when a mark is reached; there are few lengths."""
    lengths, positions = np.unique(length, return_inverse=True)
    used = [in_microseconds(used_at(mark, timedelta(microseconds=int(each)))) for each in lengths]
    return np.array(used, np.int64)[positions]


def _mark(marks: Presence, rows: Rows, which: Mask) -> None:
    if which.any():
        marks[rows] |= which
