"""The rows of one batch: what each is asked about, grouped by what answers it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from ptc_service_policy.columns import reading
from ptc_service_policy.columns.answers import Codes, Presence
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.reasons import ANSWERED, UNKNOWN_CONTRACT
from ptc_service_policy.columns.search import Positions

# So many rows at a time, so that what is computed on the way stays in the processor's cache.
_BLOCK = 16_384

Rows = slice | Positions


class Answered(NamedTuple):
    """Hold the columns that answer a batch, the number of each row's basis, and why there is no answer."""

    columns: list[pa.Array]
    bases: Codes
    reasons: Reasons


class Asked:
    """Hold for each row its instants and the position of its contract among ``count`` ones.

    ``present`` tells which rows have all of that, None where all do.
    """

    __slots__ = ("_contracts", "_count", "instants", "present", "row_count")

    def __init__(
        self, batch: pa.RecordBatch, contract: str | None, instants: tuple[str, ...], keys: list[str]
    ):
        """Read the columns of a batch by name; without ``contract`` all rows are under the only one."""
        self.row_count = batch.num_rows
        self._count = len(keys)
        self._contracts = None if contract is None else reading.read_keys(batch.column(contract), keys)
        columns = [reading.read_instants(batch.column(name)) for name in instants]
        self.instants = tuple(values for values, _ in columns)
        there = [presence for _, presence in columns if presence is not None]
        if self._contracts is not None and (self._contracts < 0).any():
            there.append(self._contracts >= 0)
        self.present: Presence | None = np.logical_and.reduce(there) if there else None

    def reasons(self) -> Reasons:
        """Return the reasons that are known before anything is computed: contracts that there are not."""
        if self._contracts is None:
            return np.zeros(self.row_count, np.int8)
        return np.where(self._contracts == self._count, np.int8(UNKNOWN_CONTRACT), np.int8(ANSWERED))

    def answered(self, reasons: Reasons) -> Presence | None:
        """Return which rows have an answer, None where all do."""
        if not reasons.any():
            return self.present
        answered: Presence = reasons == ANSWERED
        return answered if self.present is None else answered & self.present

    def by_contract(self, codes: Codes) -> Codes:
        """Return what ``codes`` hold for each row's contract, anything for a row without one."""
        if self._contracts is None:
            return np.full(self.row_count, codes[0])
        return np.take(codes, self._contracts, mode="clip")

    def groups(self, of_contract: Positions) -> Iterator[tuple[int, Rows]]:
        """Yield the rows that can be answered, in blocks that share the group of their contracts.

        Args:
            of_contract: the number of each contract's group.
        """
        none = int(of_contract.max()) + 1
        numbers = of_contract[:1]
        if self._contracts is not None:
            # The last position is that of a contract that there is not, and -1 means no contract.
            numbers = np.append(of_contract, none)[self._contracts]
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
