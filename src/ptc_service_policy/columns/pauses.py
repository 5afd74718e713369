"""The pauses of requests, as a column of lists holds them."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ptc_service_policy.columns import reading
from ptc_service_policy.columns.answers import INSTANT, Presence
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.reasons import ANSWERED, ENDS_BEFORE_IT_BEGINS, GOES_ON, NO_BEGINNING
from ptc_service_policy.columns.rows import ALL, Rows, rows_at, shortened
from ptc_service_policy.columns.search import NEVER, Instants, Positions

Ends = tuple[Instants, Presence | None]
Shows = Callable[[Instants], Instants]
"""What a clock shows at instants."""


class Turn(NamedTuple):
    """Hold one stretch of time each of some rows, and what a clock shows when they begin and end.

    One that does not end after it begins is none.
    """

    rows: Rows
    begins: Instants
    ends: Instants
    opened: Instants
    closed: Instants

    def kept(self, which: Positions) -> "Turn":
        """Return the stretches at some positions."""
        if len(which) == len(self.begins):
            return self
        return Turn(rows_at(self.rows, which), *(_take(each, which) for each in self[1:]))

    def after(self, starts: Instants, shows: Shows) -> "Turn":
        """Return what the stretches cover after the start of each row, by a clock that shows so much then."""
        starts = starts[self.rows]
        cut = np.flatnonzero(self.begins < starts)
        if not len(cut):
            return self
        begins, opened = self.begins.copy(), self.opened.copy()
        begins[cut] = starts[cut]
        opened[cut] = shows(starts[cut])
        return self._replace(begins=begins, opened=opened)

    def until(self, ends: Instants) -> tuple[Rows, Instants, Instants]:
        """Return the rows whose stretch begins before their end, when it ends, and how much the clock ran."""
        which = np.flatnonzero(self.begins < np.minimum(self.ends, ends[self.rows]))
        ran = self.closed - self.opened
        if len(which) == len(ran):
            return self.rows, self.ends, ran
        return rows_at(self.rows, which), _take(self.ends, which), _take(ran, which)


class Stretches(NamedTuple):
    """Hold disjoint stretches of time of so many rows, in turns: the first of each row, then the second."""

    row_count: int
    turns: tuple[Turn, ...] = ()

    def after(self, starts: Instants, shows: Shows) -> "Stretches":
        """Return what they cover after the start of each row, by a clock that shows so much then."""
        return self._replace(turns=tuple(turn.after(starts, shows) for turn in self.turns))

    def waiting(self) -> "tuple[Rows, Stretches]":
        """Return the rows that have any, and the stretches of those rows alone."""
        if len(self.turns) == 1:
            (turn,) = self.turns
            return turn.rows, Stretches(len(turn.begins), (turn._replace(rows=ALL),))
        have = np.zeros(self.row_count, np.bool_)
        for turn in self.turns:
            have[turn.rows] = True
        rows = np.flatnonzero(have)
        return shortened(rows, len(have)), self.take(rows)

    @property
    def latest(self) -> int:
        """Return when the last of them ends."""
        return max((int(turn.ends.max(initial=0)) for turn in self.turns), default=0)

    def take(self, rows: Positions) -> "Stretches":
        """Return the stretches of the rows at some positions, which are numbered anew."""
        if len(rows) == self.row_count:
            return self
        numbers = np.full(self.row_count, -1)
        numbers[rows] = np.arange(len(rows))
        turns = []
        for turn in self.turns:
            taken = numbers[turn.rows]
            kept = turn.kept(np.flatnonzero(taken >= 0))
            turns.append(kept._replace(rows=shortened(numbers[kept.rows], len(rows))))
        return Stretches(len(rows), tuple(turns))

    def of(self, row: int) -> list[tuple[int, int]]:
        """Return when each stretch of a row begins and ends."""
        return [
            (begin, end)
            for turn in self.take(np.array([row])).turns
            for begin, end in zip(turn.begins.tolist(), turn.ends.tolist(), strict=True)
        ]


class Pauses(NamedTuple):
    """Hold the pauses of a batch: those of row n from ``bounds[n]`` to ``bounds[n + 1]``.

    One that goes on ends ``NEVER``. ``begun`` tells which say when they begin, None where all do.
    """

    bounds: Positions
    begins: Instants
    ends: Instants
    begun: Presence | None = None

    @classmethod
    def read(cls, column: pa.Array) -> "Pauses":
        """Read a column of lists; an item that is null, or says neither instant, is none."""
        bounds = _bounds(_lists(column))
        (begins, begun), (ends, ended) = read_ends(column)
        if ended is not None:
            ends = np.where(ended, ends, NEVER)
        if begun is None or ended is None:
            return cls(bounds, begins, ends, begun)
        return cls(bounds, begins, ends, begun).kept(begun | ended)

    def kept(self, which: Presence) -> "Pauses":
        """Return some of the pauses."""
        if which.all():
            return self
        bounds = np.append(0, np.cumsum(which))[self.bounds]
        begun = None if self.begun is None else self.begun[which]
        return Pauses(bounds, self.begins[which], self.ends[which], begun)

    @property
    def which(self) -> Presence:
        """Return which rows have any."""
        return self.bounds[1:] > self.bounds[:-1]

    @property
    def rows(self) -> Positions:
        """Return the row of each pause."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    def faults(self, until: Instants | None) -> Reasons | None:
        """Return why the pauses of each row cannot be counted: they are wrong, or one goes on for ever.

        Of a pause that begins after ``until`` nothing is known yet, neither that its end is wrong. Where no
        pause is at fault that is None.
        """
        reverses, is_endless = self.ends < self.begins, self.ends == NEVER
        ends_all = not is_endless.any() or (until is not None and until.max(initial=0) < NEVER)
        if self.begun is None and ends_all and not reverses.any():
            return None
        rows = self.rows
        faults = np.where(reverses, np.int8(ENDS_BEFORE_IT_BEGINS), np.int8(ANSWERED))
        if until is not None:
            faults[self.begins > until[rows]] = ANSWERED
            is_endless &= until[rows] == NEVER
        faults[(faults == ANSWERED) & is_endless] = GOES_ON
        unbegun = np.zeros(0, np.int64) if self.begun is None else np.flatnonzero(~self.begun)
        reasons = np.full(len(self.bounds) - 1, ANSWERED, np.int8)
        # Of several faults of a row the first is told, and before all others that a beginning is missing.
        at_fault = np.flatnonzero(faults)[::-1]
        reasons[rows[at_fault]] = faults[at_fault]
        reasons[rows[unbegun]] = NO_BEGINNING
        return reasons

    def until(self, until: Instants | None) -> tuple["Pauses", Presence]:
        """Return what each row was paused until an instant, disjoint and in order, and which are paused then.

        Without ``until`` all that was paused counts, and nothing is paused any more.
        """
        is_paused = np.zeros(len(self.bounds) - 1, np.bool_)
        if until is None:
            return self.united(), is_paused
        rows = self.rows
        limits = until[rows]
        begun = self.begins <= limits
        is_paused[rows[begun & (self.ends > limits)]] = True
        return self._replace(ends=np.minimum(self.ends, limits)).kept(begun).united(), is_paused

    def united(self) -> "Pauses":
        """Return the pauses with those of a row in order, of which those that touch are one."""
        if np.diff(self.bounds).max(initial=0) <= 1:
            return self
        rows = self.rows
        is_next = (rows[1:] == rows[:-1]) & (self.begins[1:] <= self.ends[:-1])
        if not is_next.any():
            return self
        at_fault = np.zeros(len(self.bounds) - 1, np.bool_)
        at_fault[rows[1:][is_next]] = True
        places = np.flatnonzero(at_fault[rows])
        rows, begins, ends = rows[places], self.begins[places], self.ends[places]
        order = np.lexsort((begins, rows))
        begins, ends = begins[order], ends[order]
        # The latest end so far within a row: of all ends by rank, those of a later row rank higher.
        by_rank = np.sort(ends)
        shift = rows * len(rows)
        latest = by_rank[np.maximum.accumulate(np.searchsorted(by_rank, ends) + shift) - shift]
        is_first = np.append(True, (rows[1:] != rows[:-1]) | (begins[1:] > latest[:-1]))
        is_last = np.append(is_first[1:], True)
        united = self._replace(begins=self.begins.copy(), ends=self.ends.copy())
        united.begins[places] = begins
        united.ends[places[is_first]] = latest[is_last]
        kept = np.ones(len(self.begins), np.bool_)
        kept[places] = is_first
        return united.kept(kept)

    def of(self, rows: Rows) -> Stretches:
        """Return the pauses of some rows."""
        first = _at(self.bounds[:-1], rows)
        counts = _at(self.bounds[1:], rows) - first
        most = int(counts.max(initial=0))
        least = int(counts.min(initial=most))
        turns = []
        for turn in range(most):
            which = ALL if turn < least else np.flatnonzero(counts > turn)
            items = first[which] + turn
            begins, ends = _take(self.begins, items), _take(self.ends, items)
            turns.append(Turn(which, begins, ends, begins, ends))
        return Stretches(len(first), tuple(turns))


def _take(values: Instants, positions: Positions) -> Instants:
    # Twice as fast as without clipping.
    return np.take(values, positions, mode="clip")


def _at(values: Instants, rows: Rows) -> Instants:
    return values[rows] if isinstance(rows, slice) else _take(values, rows)


def read_ends(column: pa.Array) -> tuple[Ends, Ends]:
    """Return when the pauses of a column of lists begin, and when they end, and which instants there are."""
    items = pc.list_flatten(_lists(column))
    begins, ends = (reading.read_instants(_field(items, name)) for name in reading.PAUSE)
    return begins, ends


def _lists(column: pa.Array) -> pa.Array:
    """Return a column as one of lists, of which all are null where no type says what they are."""
    return pa.nulls(len(column), pa.list_(pa.null())) if pa.types.is_null(column.type) else column


def _bounds(lists: pa.Array) -> Positions:
    """Return where the items of each list begin, and those of the last end, of which a null one has none."""
    if lists.null_count or pa.types.is_fixed_size_list(lists.type):
        counts = pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)
        return np.append(0, np.cumsum(counts))
    offsets = lists.offsets.to_numpy().astype(np.int64)
    return np.asarray(offsets - offsets[0])


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
