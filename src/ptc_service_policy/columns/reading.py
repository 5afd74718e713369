"""Reading Arrow tables and columns of any origin as arrays, and refusing what cannot be asked about."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ptc_service_policy.business_time.instants import EPOCH
from ptc_service_policy.columns.answers import Presence
from ptc_service_policy.columns.search import NEVER, Instants
from ptc_service_policy.errors import ColumnsError, NaiveDatetimeError, suggest
from ptc_service_policy.model.vocabulary import Attribute
from ptc_service_policy.text import LocalizedText

Numbers = npt.NDArray[np.int64]

_INSTANTS = LocalizedText(fr="des horodatages munis d'un fuseau", en="timestamps with a time zone")
_PAUSES = LocalizedText(
    fr="des listes de pauses, chacune avec ses horodatages start et end munis d'un fuseau",
    en="lists of pauses, each with its timestamps start and end with a time zone",
)
_KEYS = LocalizedText(fr="des clés de contrat, en texte", en="keys of contracts, as text")
_CASES = LocalizedText(
    fr="les cas de l'attribut, en texte, ou des nombres s'il a des tranches",
    en="the attribute's cases, as text, or numbers where it has bands",
)
PAUSE: Final = ("start", "end")
"""The fields of a pause."""
NUMBER: Final = r"^\d+(\.\d+)?([eE][+-]?\d+)?$"
"""The texts that are read as numbers."""
_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
_MICROSECONDS = {"s": 1_000_000, "ms": 1_000, "us": 1}


def open_table(table: Any) -> pa.RecordBatchReader:
    """Return a reader of the batches of anything that supports the Arrow C data interface.

    Raises ColumnsError (PSP760) for anything else.
    """
    try:
        if isinstance(table, pa.RecordBatchReader):
            return table
        if hasattr(table, "__arrow_c_array__"):
            batch = pa.record_batch(table)
            return pa.RecordBatchReader.from_batches(batch.schema, [batch])
        if hasattr(table, "__arrow_c_stream__"):
            return pa.RecordBatchReader.from_stream(table)
    except (pa.ArrowInvalid, TypeError, ValueError):
        pass
    raise ColumnsError.of("PSP760", type=type(table).__name__)


def find_column(schema: pa.Schema, name: str) -> pa.Field:
    """Return the field of a column; raise ColumnsError (PSP761, PSP762) unless there is exactly one."""
    found = schema.get_all_field_indices(name)
    if not found:
        raise ColumnsError.of("PSP761", name=name, suggestion=suggest(name, schema.names))
    if len(found) > 1:
        raise ColumnsError.of("PSP762", name=name)
    return schema.field(found[0])


def require_instants(schema: pa.Schema, name: str) -> None:
    """Refuse a column that holds no instants; one of which no type says what it holds has none, and may.

    Raises NaiveDatetimeError (PSP764) where there is no time zone, ColumnsError (PSP765) for another type.
    """
    kind = find_column(schema, name).type
    if pa.types.is_null(kind):
        return
    if not pa.types.is_timestamp(kind):
        raise ColumnsError.of("PSP765", name=name, type=str(kind), expected=_INSTANTS)
    if kind.tz is None:
        raise NaiveDatetimeError.of("PSP764", name=name)


def require_pauses(schema: pa.Schema, name: str) -> None:
    """Refuse a column that holds no lists of pauses; raise what ``require_instants`` does."""
    kind = find_column(schema, name).type
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    if pa.types.is_null(kind) or (is_list and pa.types.is_null(kind.value_type)):
        return
    items = kind.value_type if is_list and pa.types.is_struct(kind.value_type) else ()
    fields = {each.name: each.type for each in items if each.name in PAUSE and _tells_instants(each.type)}
    if len(fields) < len(PAUSE):
        raise ColumnsError.of("PSP765", name=name, type=str(kind), expected=_PAUSES)
    for field, of_field in fields.items():
        if pa.types.is_timestamp(of_field) and of_field.tz is None:
            raise NaiveDatetimeError.of("PSP764", name=f"{name}.{field}")


def require_keys(schema: pa.Schema, name: str) -> None:
    """Refuse a column that holds no keys; raise ColumnsError (PSP765)."""
    kind = find_column(schema, name).type
    values = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (is_text(values) or pa.types.is_integer(values) or pa.types.is_null(values)):
        raise ColumnsError.of("PSP765", name=name, type=str(kind), expected=_KEYS)


def require_cases(schema: pa.Schema, name: str, attribute: Attribute) -> None:
    """Refuse a column that holds no cases of an attribute; raise ColumnsError (PSP765)."""
    kind = find_column(schema, name).type
    values = kind.value_type if pa.types.is_dictionary(kind) else kind
    fits = is_text(values) or pa.types.is_null(values) or (attribute.bands and _is_number(kind))
    if not fits:
        raise ColumnsError.of("PSP765", name=name, type=str(kind), expected=_CASES)


def read_instants(column: pa.Array) -> tuple[Instants, Presence | None]:
    """Return instants in microseconds, without a copy where they are, and which of them there are.

    Nanoseconds are cut off. An instant too far away for microseconds becomes one that is further than any
    supported year. Where there is none, the value means nothing.
    """
    if not len(column):
        return np.zeros(0, np.int64), None
    if pa.types.is_null(column.type):
        return np.zeros(len(column), np.int64), np.zeros(len(column), np.bool_)
    values = np.frombuffer(column.buffers()[1], np.int64)[column.offset : column.offset + len(column)]
    if column.type.unit == "ns":
        return values // 1_000, _presence(column)
    scale = _MICROSECONDS[column.type.unit]
    if scale > 1:
        too_far = (values > NEVER // scale) | (values < -NEVER // scale)
        values = np.where(too_far, NEVER, values * scale)
    return values, _presence(column)


def to_datetime(microseconds: int) -> datetime:
    """Return an instant in UTC; one that no datetime can hold becomes one of a year that is not supported."""
    try:
        return EPOCH + timedelta(microseconds=int(microseconds))
    except OverflowError:
        return _LAST if microseconds > 0 else _FIRST


def read_keys(column: pa.Array, known: Sequence[str]) -> Numbers:
    """Return each key's position among the ``known`` ones: their number for another key, -1 for none."""
    if pa.types.is_dictionary(column.type):
        numbers = read_keys(column.dictionary, known)
        return np.append(numbers, -1)[_filled(column.indices.cast(pa.int64()), len(numbers))]
    keys = column if pa.types.is_string(column.type) else column.cast(pa.string())
    found = _filled(pc.index_in(keys, value_set=pa.array(known, pa.string())), len(known))
    present = _presence(column)
    return found if present is None else np.where(present, found, -1)


def read_cases(column: pa.Array, attribute: Attribute, *, in_whole: bool = False) -> Numbers:
    """Return the position of each row's case: the number of cases for one that there is not, -1 for none.

    Numbers are in the first band that they do not exceed, as they are where they stand as text; where they
    count ``in_whole``, those that are not whole are in none.
    """
    known = tuple(attribute.named_cases)
    if _is_number(column.type):
        return _bands(column, attribute, in_whole=in_whole)
    cases = read_keys(column, known)
    unknown = cases == len(known)
    if attribute.bands and unknown.any():
        texts = pc.utf8_trim_whitespace(column.cast(pa.string()))
        numbers = pc.if_else(pc.match_substring_regex(texts, NUMBER), texts, pa.scalar(None, pa.string()))
        banded = _bands(numbers.cast(pa.float64()), attribute, in_whole=in_whole)
        cases = np.where(unknown & (banded >= 0), banded, cases)
    return cases


def _bands(column: pa.Array, attribute: Attribute, *, in_whole: bool) -> Numbers:
    values = column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
    found = np.full(len(values), len(attribute.bands), np.int64)
    for position, band in reversed(tuple(enumerate(attribute.bands.values()))):
        found[(values >= 0) & (values <= (np.inf if band.to is None else band.to))] = position
    if in_whole:
        found[np.isinf(values) | (np.floor(values) != values)] = len(attribute.bands)
    present = _presence(column)
    return found if present is None else np.where(present, found, -1)


def _tells_instants(kind: pa.DataType) -> bool:
    return bool(pa.types.is_timestamp(kind) or pa.types.is_null(kind))


def _is_number(kind: pa.DataType) -> bool:
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _filled(numbers: pa.Array, default: int) -> Numbers:
    filled: Numbers = numbers.fill_null(default).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
    return filled


def _presence(column: pa.Array) -> Presence | None:
    if not column.null_count:
        return None
    present: Presence = column.is_valid().to_numpy(zero_copy_only=False)
    return present


def is_text(kind: pa.DataType) -> bool:
    """Tell whether a type is one of those for text."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))
