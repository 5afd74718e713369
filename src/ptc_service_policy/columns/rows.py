"""The rows of one batch: what each is asked about, grouped by what answers it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ptc_service_policy.columns import reading
from ptc_service_policy.columns.answers import Codes, Presence
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.reasons import ANSWERED
from ptc_service_policy.columns.search import Positions
from ptc_service_policy.model.vocabulary import Attribute

# So many rows at a time, so that what is computed on the way stays in the processor's cache.
_BLOCK = 65_536

Rows = slice | Positions

ALL = slice(None)


def shortened(positions: Positions, count: int) -> Rows:
    """Return positions among so many rows, as ``ALL`` where they are all of them, which copies nothing."""
    return ALL if len(positions) == count else positions


def rows_at(rows: Rows, positions: Rows) -> Rows:
    """Return the rows at some positions of others, or at ``ALL``."""
    if isinstance(positions, slice):
        return rows
    return positions + (rows.start or 0) if isinstance(rows, slice) else rows[positions]


class Parts(NamedTuple):
    """Hold which parts of the answer of each row the source does not state: its position among ``texts``."""

    positions: Positions
    texts: list[str]


class Answered(NamedTuple):
    """Hold the columns that answer a batch, each row's basis and firmness, and why it has no answer.

    ``parts`` are None where nobody asked for them.
    """

    columns: list[pa.Array]
    bases: Codes
    firmness: Codes
    reasons: Reasons
    parts: Parts | None = None


class Subject(NamedTuple):
    """Name whom rows are about: the position of a contract, and the case that each attribute is told in.

    ``contract`` is -1 for none, the number of contracts for one that there is not; ``cases`` are None where
    one of them does not exist.
    """

    contract: int
    cases: tuple[tuple[str, str], ...] | None


class Asked:
    """Hold for each row its instants and the number of its subject.

    ``subjects`` has one number alone where all rows are about the same. ``present`` tells which rows have a
    contract and all instants, None where all do.
    """

    __slots__ = ("_cases", "_count", "instants", "present", "row_count", "subjects")

    def __init__(
        self,
        batch: pa.RecordBatch,
        contract: str | None,
        instants: tuple[str, ...],
        keys: Sequence[str],
        attributes: Mapping[str, tuple[str, Attribute, bool]],
    ):
        """Read the columns of a batch by name.

        Args:
            batch: the batch.
            contract: the column of the contracts' keys; without one all rows are under the only contract.
            instants: the columns of instants without which there is no answer.
            keys: the keys of the contracts.
            attributes: the column that tells each attribute, the attribute, and whether it counts in whole.
        """
        self.row_count = batch.num_rows
        columns = [reading.read_instants(batch.column(name)) for name in instants]
        self.instants = tuple(values for values, _ in columns)
        there = [presence for _, presence in columns if presence is not None]
        self.subjects = np.ones(1, np.int64)
        self._count = len(keys) + 2
        if contract is not None:
            # Of the numbers of a digit, 0 means none, and the last one what there is not.
            self.subjects = reading.read_keys(batch.column(contract), keys) + 1
            if not self.subjects.all():
                there.append(self.subjects > 0)
        self.present: Presence | None = np.logical_and.reduce(there) if there else None
        self._cases = [(name, tuple(attribute.named_cases)) for name, (_, attribute, _) in attributes.items()]
        for (column, attribute, in_whole), (_, cases) in zip(attributes.values(), self._cases, strict=True):
            told = reading.read_cases(batch.column(column), attribute, in_whole=in_whole) + 1
            self.subjects = self.subjects * (len(cases) + 2) + told
            self._count *= len(cases) + 2

    def distinct(self) -> tuple[list[Subject], Positions]:
        """Return the subjects that there are, and the position of each row's among them."""
        if not self.row_count:
            return [], self.subjects[:0]
        if self._count > max(4 * self.row_count, 1 << 16):
            found, positions = np.unique(self.subjects, return_inverse=True)
            return [self._subject(int(each)) for each in found], positions
        found = np.flatnonzero(np.bincount(self.subjects))
        positions = np.zeros(int(found[-1]) + 1, np.int64)
        positions[found] = np.arange(len(found))
        return [self._subject(int(each)) for each in found], positions[self.subjects]

    def _subject(self, number: int) -> Subject:
        told: list[tuple[str, str]] = []
        exists = True
        for name, cases in reversed(self._cases):
            number, case = divmod(number, len(cases) + 2)
            exists &= case <= len(cases)
            if 0 < case <= len(cases):
                told.append((name, cases[case - 1]))
        return Subject(number - 1, tuple(reversed(told)) if exists else None)

    def spread(self, positions: Positions) -> Positions:
        """Return positions row by row, where one alone stood for all."""
        return positions if len(positions) == self.row_count else np.repeat(positions, self.row_count)

    def answered(self, reasons: Reasons) -> Presence | None:
        """Return which rows have an answer, None where all do."""
        if not reasons.any():
            return self.present
        answered: Presence = reasons == ANSWERED
        return answered if self.present is None else answered & self.present

    def of_rows(self, codes: Codes, positions: Positions) -> Codes:
        """Return what ``codes`` hold at the position of each row."""
        if len(positions) == 1:
            return np.full(self.row_count, codes[positions[0]])
        return np.take(codes, positions)

    def groups(self, numbers: Positions, none: int) -> Iterator[tuple[int, Rows]]:
        """Yield the rows that can be answered, in blocks that share a number.

        Args:
            numbers: the number of each row, one alone where all have the same.
            none: the number of rows that cannot be answered, the greatest of all.
        """
        if self.present is not None:
            numbers = np.where(self.present, numbers, none)
        if not self.row_count:
            return
        if numbers.min() == numbers.max():
            if numbers[0] != none:
                for start in range(0, self.row_count, _BLOCK):
                    yield int(numbers[0]), slice(start, min(start + _BLOCK, self.row_count))
            return
        numbers = numbers.astype(np.min_scalar_type(none))
        order = np.argsort(numbers, kind="stable")
        bounds = np.searchsorted(numbers[order], np.arange(none + 1))
        for number, (first, last) in enumerate(pairwise(bounds)):
            for start in range(first, last, _BLOCK):
                yield number, order[start : min(start + _BLOCK, last)]
