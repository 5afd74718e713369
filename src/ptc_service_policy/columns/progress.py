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
from ptc_service_policy.columns import spans
from ptc_service_policy.columns.answers import Presence
from ptc_service_policy.columns.counting import Found
from ptc_service_policy.columns.pauses import Stretches
from ptc_service_policy.columns.search import Instants, Mask
from ptc_service_policy.columns.timetable import Timetable, in_microseconds
from ptc_service_policy.columns.zone import Zone


class Ran(NamedTuple):
    """Hold how much of the time has run, how much there is, and when each mark is reached."""

    used: Instants
    length: Instants
    reached: tuple[Instants, ...]
    late: Mask


def pause(table: Timetable, zone: Zone, terms: Terms, ends: Instants, stretches: Stretches) -> Found:
    """Return ``ends`` moved later by what was paused after the clock started, as ``dues`` does."""
    ends, early, late = ends.copy(), np.zeros(len(ends), np.bool_), np.zeros(len(ends), np.bool_)
    for rows, begins, stops in stretches.in_turn(ends):
        moved, too_late = _after(table, terms, ends[rows], _length(table, terms, begins, stops))
        late[rows] |= too_late
        if not runs_always(terms):
            late[rows] |= stops > table.end
        if isinstance(terms.span, BusinessDays | CalendarDays):
            # One day may be longer than another: no later than after a receipt when the pause ended.
            anew = spans.due(table, zone, terms, stops)
            moved = np.maximum(ends[rows], np.minimum(moved, anew.instants))
            early[rows] |= anew.early
            late[rows] |= anew.late
        ends[rows] = moved
    return Found(ends, early, late)


def earliest(
    table: Timetable, zone: Zone, terms: Terms, received: Instants, stretches: Stretches, unpaused: Instants
) -> Found:
    """Return the earliest instant at which any convention ends the time, ``unpaused`` if nothing pauses it.

    Only business days have several. Of the receipts a later one ends no earlier, unless pauses move the
    others later. Where no hours reach another day, what is received in them begins alike whatever the
    receipt, and a later receipt on a business day or within its hours does too.
    """
    days = terms.span
    if not isinstance(days, BusinessDays):
        ends, start = spans.due(table, zone, terms, received), spans.clock_start(table, terms, received)
        return _paused(table, zone, terms, ends, start, stretches)
    found, are_moved = _first_to_end(table, zone, terms, days, received, stretches, "as-received")
    instants, early, late = found.instants, np.asarray(found.early), np.asarray(found.late)
    later: tuple[Receipt, ...] = ("within-hours",)
    if table.hours_reach_other_days or table.closes_after_midnight or terms.cut_off is not None:
        others, later = np.ones(len(received), np.bool_), RECEIPTS[1:]
    else:
        instants = np.where(are_moved, instants, unpaused)
        early, late = early & are_moved, late & are_moved
        others = are_moved & ~table.is_open(received)
    rows = np.flatnonzero(others)
    stretches = stretches.take(others)
    for receipt in later if len(rows) else ():
        found, _ = _first_to_end(table, zone, terms, days, received[rows], stretches, receipt)
        instants[rows] = np.minimum(instants[rows], found.instants)
        early[rows] |= found.early
        late[rows] |= found.late
    return Found(instants, early, late)


def _first_to_end(
    table: Timetable,
    zone: Zone,
    terms: Terms,
    days: BusinessDays,
    received: Instants,
    stretches: Stretches,
    receipt: Receipt,
) -> tuple[Found, Presence]:
    """Return the earliest end by any convention of one receipt, and for which rows pauses move any of them.

    Of the ends on one day that of the same time is the first: no pause turns that round.
    """
    if terms.until is not None:
        expiries: list[Expiry] = ["close-of-business"]
    elif not days.count:
        expiries = ["close-of-business", "end-of-day"]
    else:
        expiries = ["same-time", "business-hours"]
        if table.closes_after_midnight:
            expiries.append("end-of-day")
    found, are_moved = [], np.zeros(len(received), np.bool_)
    begun = spans.begin(table, _read_as(terms, receipt, expiries[0]), days, received)
    for expiry in expiries:
        read = _read_as(terms, receipt, expiry)
        if not days.count:
            begun = spans.begin(table, read, days, received)
        ends = spans.end_of_days(table, read, days, begun)
        start = spans.clock_of_days(table, read, days, begun)
        moved = _paused(table, zone, read, ends, start, stretches)
        are_moved |= moved.instants != ends.instants
        found.append(moved)
    instants, early, late = zip(*found, strict=True)
    merged = Found(np.minimum.reduce(instants), np.logical_or.reduce(early), np.logical_or.reduce(late))
    return merged, are_moved


def _read_as(terms: Terms, receipt: Receipt, expiry: Expiry) -> Terms:
    return terms._replace(convention=Convention(receipt, expiry))


def run(
    table: Timetable,
    terms: Terms,
    start: Instants,
    due: Instants,
    stretches: Stretches,
    at: Instants,
    marks: Sequence[Mark],
) -> Ran:
    """Run the time of requests from ``start`` until an instant each, except during its stretches."""
    length = _between(table, terms, start, due, stretches)
    late = np.zeros(len(start), np.bool_)
    reached = []
    for mark in marks:
        instants, too_late = _reached(table, terms, start, _used(mark, length), length)
        late |= too_late
        for rows, begins, stops in stretches.in_turn(instants):
            moved, too_late = _after(table, terms, instants[rows], _length(table, terms, begins, stops))
            instants[rows] = moved
            late[rows] |= too_late
        reached.append(instants)
    return Ran(_between(table, terms, start, at, stretches), length, tuple(reached), late)


def _reached(
    table: Timetable, terms: Terms, start: Instants, used: Instants, length: Instants
) -> tuple[Instants, Mask]:
    """Return when so much of a length has run, if nothing pauses it: nothing, when it begins to run."""
    begins = (used == 0) & (length > 0)
    instants, too_late = _after(table, terms, start, used + begins)
    return instants - begins, too_late


def runs_always(terms: Terms) -> bool:
    """Tell whether all time counts, not open time alone."""
    return not isinstance(terms.span, BusinessDays | BusinessTime)


def _paused(
    table: Timetable, zone: Zone, terms: Terms, ends: Found, start: Found, stretches: Stretches
) -> Found:
    moved = pause(table, zone, terms, ends.instants, stretches.after(start.instants))
    early, late = ends.early | start.early | moved.early, ends.late | start.late | moved.late
    return Found(moved.instants, early, late)


def _between(table: Timetable, terms: Terms, start: Instants, at: Instants, stretches: Stretches) -> Instants:
    """Return how much ran from the start until an instant each; nothing before it."""
    rows, begins, stops = stretches
    stops = np.minimum(stops, at[rows])
    paused = np.where(begins < stops, _length(table, terms, begins, stops), 0)
    ran = _length(table, terms, start, np.maximum(start, at))
    return ran - stretches.add_up(paused, len(start)) if len(rows) else ran


def _used(mark: Mark, length: Instants) -> Instants:
    """Return how much of the time is used when a mark is reached; there are few lengths."""
    lengths, positions = np.unique(length, return_inverse=True)
    used = [in_microseconds(used_at(mark, timedelta(microseconds=int(each)))) for each in lengths]
    return np.array(used, np.int64)[positions]


def _length(table: Timetable, terms: Terms, begins: Instants, ends: Instants) -> Instants:
    if runs_always(terms):
        return ends - begins
    return table.open_total(ends) - table.open_total(begins)


def _after(table: Timetable, terms: Terms, instants: Instants, lengths: Instants) -> tuple[Instants, Mask]:
    if runs_always(terms):
        return instants + lengths, np.False_
    ends, beyond = table.advance(instants, lengths)
    return np.where(lengths == 0, instants, ends), beyond
