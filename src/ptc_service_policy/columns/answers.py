"""Making Arrow columns of what was found, and what every answer carries."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ptc_service_policy.columns.reasons import ANSWERED, REASONS
from ptc_service_policy.columns.search import Instants, Positions
from ptc_service_policy.decisions import Basis, Decision, Grounds, PartBasis

INSTANT = pa.timestamp("us", "UTC")
LENGTH = pa.duration("us")
PAUSES = pa.list_(pa.struct([("start", INSTANT), ("end", INSTANT)]))
"""The end of a pause is null while it goes on."""
NAME = pa.dictionary(pa.int8(), pa.string())
"""A text of which there are few: its number costs a byte a row."""

BASES = tuple(Basis)
DUTIES = ("owed", "objective", "usual", "effort", "may")
FIRMNESS = tuple(
    " ".join(duty for bit, duty in enumerate(DUTIES) if hedges >> bit & 1)
    for hedges in range(1 << len(DUTIES))
)
"""How firmly the rules that an answer met are meant, by the sum of the powers of two of their duties."""

Codes = npt.NDArray[np.int8]
Firm = Grounds | Decision[Any]
Presence = npt.NDArray[np.bool_]


def instants(values: Instants, present: Presence | None, kind: pa.DataType = INSTANT) -> pa.Array:
    """Return an array of instants, or of lengths of time, over the same memory."""
    return pa.Array.from_buffers(kind, len(values), [_bits(present), pa.py_buffer(values)])


def names(codes: Codes, known: Sequence[str], present: Presence | None = None) -> pa.DictionaryArray:
    """Return an array of texts by their number among the ``known`` ones."""
    numbers = pa.Array.from_buffers(pa.int8(), len(codes), [_bits(present), pa.py_buffer(codes)])
    return pa.DictionaryArray.from_arrays(numbers, pa.array(known, pa.string()), safe=False)


def texts(positions: Positions, known: Sequence[str], present: Presence | None) -> pa.StringArray:
    """Return texts by their position among the ``known`` ones; one that says nothing is null."""
    said = pa.array([each or None for each in known], pa.string())
    where = pa.array(positions, mask=None if present is None else ~present)
    return said.take(where)


def reasons(codes: Codes, present: Presence | None) -> pa.DictionaryArray:
    """Return the codes of the catalogue that say why rows have no answer; the others are null."""
    unanswered = codes != ANSWERED
    return names(codes, REASONS, unanswered if present is None else unanswered & present)


def firmness(grounds: Firm) -> int:
    """Return the number of the duties of the rules that an answer met."""
    return sum(1 << DUTIES.index(duty) for duty in {each.duty for each in grounds.firmness})


def parts(answer_parts: Iterable[PartBasis]) -> str:
    """Write the parts of an answer that the source does not state, each with its basis."""
    return " ".join(f"{each.part}:{each.basis}" for each in answer_parts)


def _bits(present: Presence | None) -> pa.Buffer | None:
    return None if present is None else pa.py_buffer(np.packbits(present, bitorder="little"))
