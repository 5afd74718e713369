"""Pauses that stand in a table of their own, handed to their requests as a column of lists."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ptc_service_policy.business_time.reading import require_texts
from ptc_service_policy.columns import reading
from ptc_service_policy.columns.answers import INSTANT, PAUSES
from ptc_service_policy.columns.pauses import bounds_of, spread
from ptc_service_policy.columns.reading import PAUSE
from ptc_service_policy.errors import ColumnsError


class PausesByRequest:
    """Keep the pauses of many requests by the request's key; the whole table stands in memory."""

    def __init__(self, pauses: Any, request: str = "request") -> None:
        """Read a table with the columns ``request``, ``start`` and ``end``, which is null while one goes on.

        Raises:
            ColumnsError, NaiveDatetimeError: as ``with_pauses`` does.
        """
        batches = reading.open_table(pauses)
        reading.require_keys(batches.schema, request)
        for name in PAUSE:
            reading.require_instants(batches.schema, name)
        table = batches.read_all()
        keys = _keys(table.column(request)).combine_chunks()
        self._keys = pc.unique(keys).drop_null()
        numbers = pc.index_in(keys, value_set=self._keys).fill_null(len(self._keys)).to_numpy()
        order = np.argsort(numbers, kind="stable")
        instants = [table.column(name).cast(INSTANT, safe=False).combine_chunks() for name in PAUSE]
        self._items = pa.StructArray.from_arrays(instants, PAUSE).take(pa.array(order))
        self._bounds = bounds_of(numbers, len(self._keys) + 1)
        self._asked = np.zeros(len(self._keys) + 1, np.bool_)

    @property
    def unasked(self) -> int:
        """Return how many pauses are of no request that was asked about so far."""
        counts = np.diff(self._bounds)
        return int(counts[~self._asked].sum())

    def of(self, requests: pa.Array) -> pa.Array:
        """Return the list of pauses of each request, by its key."""
        numbers = pc.index_in(_keys(requests), value_set=self._keys)
        rows = numbers.fill_null(len(self._keys)).to_numpy(zero_copy_only=False)
        known = rows < len(self._keys)
        self._asked[rows[known]] = True
        first, last = (np.where(known, bounds[rows], 0) for bounds in (self._bounds[:-1], self._bounds[1:]))
        _, items = spread(first, last)
        offsets = np.append(0, np.cumsum(last - first)).astype(np.int32)
        return pa.ListArray.from_arrays(offsets, self._items.take(pa.array(items)))


def with_pauses(
    requests: Any, pauses: Any, *, request: str = "request", column: str = "pauses"
) -> pa.RecordBatchReader:
    """Return the requests with their pauses as a column of lists, which questions can name.

    A pause without a key, or whose key no request has, is of none of them and is left out.

    Args:
        requests: a table, or a reader of batches, that speaks the Arrow C data interface.
        pauses: a table of the pauses: the key of the request, ``start``, and ``end``, null for one that goes
            on. It stands in memory as a whole.
        request: the name of the column of the request's key in both tables.
        column: the name of the column of lists.

    Raises:
        ColumnsError: if either is not such a table (PSP760), a column is missing (PSP761), there twice
            (PSP762), of another type (PSP765), or ``column`` is there already (PSP763).
        NaiveDatetimeError: if the timestamps of a column have no time zone (PSP764).
        BusinessTimeError: PSP607 for what is not the name of a column.
    """
    require_texts((request,), ("request",), '"request"')
    require_texts((column,), ("column",), '"pauses"')
    batches, by_request = reading.open_table(requests), PausesByRequest(pauses, request)
    reading.require_keys(batches.schema, request)
    if column in batches.schema.names:
        raise ColumnsError.of("PSP763", name=column)
    schema = batches.schema.append(pa.field(column, PAUSES))

    def joined() -> Iterator[pa.RecordBatch]:
        for batch in batches:
            lists = by_request.of(batch.column(request))
            yield pa.RecordBatch.from_arrays([*batch.columns, lists], schema=schema)

    return pa.RecordBatchReader.from_batches(schema, joined())


def _keys(column: Any) -> Any:
    return column.cast(pa.string())
