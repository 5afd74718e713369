"""The pauses of requests, as a column of lists holds them."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ptc_service_policy.columns import reading
from ptc_service_policy.columns.answers import INSTANT, Presence
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.reasons import ANSWERED, ENDS_BEFORE_IT_BEGINS, GOES_ON, NO_BEGINNING
from ptc_service_policy.columns.rows import Rows
from ptc_service_policy.columns.search import NEVER, Instants, Positions

Ends = tuple[Instants, Presence | None]


class Stretches(NamedTuple):
    """Hold stretches of time of rows, those of a row one after another."""

    rows: Positions
    begins: Instants
    ends: Instants

    def after(self, starts: Instants) -> "Stretches":
        """Return what each row's stretches cover after its start: sorted, disjoint, touching ones as one."""
        begins = np.maximum(self.begins, starts[self.rows])
        kept = np.flatnonzero(begins < self.ends)
        rows, begins, ends = self.rows[kept], begins[kept], self.ends[kept]
        same_row = rows[1:] == rows[:-1]
        if not (same_row & (begins[1:] <= ends[:-1])).any():
            return Stretches(rows, begins, ends)
        order = np.lexsort((begins, rows))
        begins, ends = begins[order], ends[order]
        # The latest end so far within a row: of all ends by rank, those of a later row rank higher.
        by_rank = np.sort(ends)
        shift = rows * len(rows)
        latest = by_rank[np.maximum.accumulate(np.searchsorted(by_rank, ends) + shift) - shift]
        first = np.append(True, ~same_row | (begins[1:] > latest[:-1]))
        last = np.append(first[1:], True)
        return Stretches(rows[first], begins[first], latest[last])

    def which(self, row_count: int) -> Presence:
        """Tell which rows have any."""
        have = np.zeros(row_count, np.bool_)
        have[self.rows] = True
        return have

    def take(self, chosen: Presence) -> "Stretches":
        """Return the stretches of the chosen rows, which are numbered anew."""
        if chosen.all():
            return self
        kept = chosen[self.rows]
        numbers = np.cumsum(chosen) - 1
        return Stretches(numbers[self.rows[kept]], self.begins[kept], self.ends[kept])

    def of(self, row: int) -> list[tuple[int, int]]:
        """Return when each stretch of a row begins and ends."""
        chosen = self.rows == row
        return list(zip(self.begins[chosen].tolist(), self.ends[chosen].tolist(), strict=True))

    def in_turn(self, ends: Instants) -> "Iterator[Stretches]":
        """Yield the first stretch of each row, then the second of each that has two, and so on.

        Only those are yielded that begin before their row's end, which may move from one turn to the next.
        """
        first = np.flatnonzero(np.append(True, self.rows[1:] != self.rows[:-1])[: len(self.rows)])
        counts = np.diff(np.append(first, len(self.rows)))
        for turn in range(int(counts.max(initial=0))):
            at = first[counts > turn] + turn
            at = at[self.begins[at] < ends[self.rows[at]]]
            yield Stretches(self.rows[at], self.begins[at], self.ends[at])

    def add_up(self, lengths: Instants, row_count: int) -> Instants:
        """Return the sum of each row's lengths, one for each stretch."""
        sums = np.zeros(row_count, np.int64)
        np.add.at(sums, self.rows, lengths)
        return sums


class Pauses(NamedTuple):
    """Hold the pauses of a batch: those of row n from ``bounds[n]`` to ``bounds[n + 1]``.

    One that goes on ends ``NEVER``. ``wrong`` says of each why it cannot be right.
    """

    bounds: Positions
    begins: Instants
    ends: Instants
    wrong: Reasons

    @classmethod
    def read(cls, column: pa.Array) -> "Pauses":
        """Read a column of lists; an item that is null, or says neither instant, is none."""
        rows = pc.list_parent_indices(_lists(column)).to_numpy(zero_copy_only=False).astype(np.int64)
        (begins, begun), (ends, ended) = read_ends(column)
        if begun is not None and ended is not None:
            said = np.flatnonzero(begun | ended)
            rows, begins, ends = rows[said], begins[said], ends[said]
            begun, ended = begun[said], ended[said]
        if ended is not None:
            ends = np.where(ended, ends, NEVER)
        wrong = np.where(ends < begins, np.int8(ENDS_BEFORE_IT_BEGINS), np.int8(ANSWERED))
        if begun is not None:
            wrong = np.where(begun, wrong, np.int8(NO_BEGINNING))
        return cls(bounds_of(rows, len(column)), begins, ends, wrong)

    def of(self, rows: Rows, until: Instants) -> tuple[Stretches, Presence]:
        """Return what some rows were paused until an instant each, and which of them are paused then."""
        first, last = self.bounds[:-1][rows], self.bounds[1:][rows]
        of_rows, items = spread(first, last)
        begins, ends, limits = self.begins[items], self.ends[items], until[of_rows]
        known = begins <= limits
        is_paused = np.zeros(len(first), np.bool_)
        is_paused[of_rows[known & (ends > limits)]] = True
        stops = np.minimum(ends, limits)
        # Nothing is told of a request whose pause goes on for ever.
        known &= stops < NEVER
        stretches = Stretches(of_rows[known], begins[known], stops[known])
        return stretches, is_paused

    def reasons_until(self, until: Instants) -> Reasons:
        """Return why the pauses of each row cannot be counted: they are wrong, or one goes on for ever.

        Of a pause that begins later nothing is known yet, neither that its end is wrong.
        """
        reasons = np.full(len(until), ANSWERED, np.int8)
        rows = np.repeat(np.arange(len(until)), np.diff(self.bounds))
        is_known = (self.begins <= until[rows]) | (self.wrong == NO_BEGINNING)
        is_endless = (self.ends == NEVER) & (until[rows] == NEVER)
        faults = np.where(is_known, self.wrong, np.int8(ANSWERED))
        faults = np.where((faults == ANSWERED) & is_endless, np.int8(GOES_ON), faults)
        # Of several faults of a row the first is told, and before all others that a beginning is missing.
        at_fault = np.flatnonzero(faults)[::-1]
        reasons[rows[at_fault]] = faults[at_fault]
        reasons[rows[self.wrong == NO_BEGINNING]] = NO_BEGINNING
        return reasons


def read_ends(column: pa.Array) -> tuple[Ends, Ends]:
    """Return when the pauses of a column of lists begin, and when they end, and which instants there are."""
    items = pc.list_flatten(_lists(column))
    begins, ends = (reading.read_instants(_field(items, name)) for name in reading.PAUSE)
    return begins, ends


def _lists(column: pa.Array) -> pa.Array:
    """Return a column as one of lists, of which all are null where no type says what they are."""
    return pa.nulls(len(column), pa.list_(pa.null())) if pa.types.is_null(column.type) else column


def _field(items: pa.Array, name: str) -> pa.Array:
    """Return a field of the items, of which all are null where no type says what they are."""
    if pa.types.is_null(items.type):
        return pa.nulls(len(items), INSTANT)
    field = pc.struct_field(items, name)
    return field.cast(INSTANT) if pa.types.is_null(field.type) else field


def spread(first: Positions, last: Positions) -> tuple[Positions, Positions]:
    """Return for each item of each row the row's position, and the item's, which is from first to last."""
    counts = last - first
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) + np.repeat(first - (np.cumsum(counts) - counts), counts)


def bounds_of(rows: Positions, row_count: int) -> Positions:
    """Return where the items of each row begin, and those of the last end, by the row of each item."""
    return np.append(0, np.cumsum(np.bincount(rows, minlength=row_count)))
