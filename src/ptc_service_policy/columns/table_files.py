"""Tables in CSV and Parquet files, read and written batch by batch."""

import csv
import io
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from ptc_service_policy.errors import ColumnsError, quoted
from ptc_service_policy.loading.files import check_regular, open_regular, read_bytes, readable
from ptc_service_policy.text import LocalizedText

_ROWS = 32_768
"""No batch has more rows, since a row of two bytes is answered by hundreds."""
_BYTES = 1 << 22
_ENCODING = "utf-8-sig"
_SEPARATORS = (",", ";", "\t")
_WHOLE_SECOND = {"s": "Z", "ms": ".000Z", "us": ".000000Z", "ns": ".000000000Z"}
_START_OF_ROW = 60
_NOT_UTF8 = LocalizedText(fr="ce n'est pas du texte en UTF-8", en="this is not text in UTF-8")

_TOO_LONG = {
    "straddling object": LocalizedText(
        fr="une ligne est plus longue que 4 Mo", en="a row is longer than 4 MB"
    ),
    "field larger than field limit": LocalizedText(
        fr="un nom de colonne est plus long que 131 072 caractères",
        en="the name of a column is longer than 131,072 characters",
    ),
}
"""What is meant where Arrow, or Python for the header, says that something does not fit."""


class MalformedRow(NamedTuple):
    """Hold a row that has more or fewer fields than the header: its number from 1 on, and how it starts."""

    number: int
    start: str
    fields: int
    expected: int


class RequestFile(Protocol):
    """Read one file of requests: its columns, its batches, and how much of it has been read.

    ``separator`` stands between the fields of the file, and of those that answer it. No batch holds the
    ``malformed`` rows; those before a row are there by the time that its batch is.
    """

    schema: pa.Schema
    separator: str
    malformed: deque[MalformedRow]

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the batches."""

    def share_read(self) -> float:
        """Return how much has been read, from 0 to 1."""


class Writer(Protocol):
    """Write batches to a file."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Write one batch."""


def format_of(file: Path) -> str:
    """Return ".csv" or ".parquet"; raise ColumnsError (PSP772) for a name with another ending."""
    ending = file.suffix.lower()
    if ending not in {".csv", ".parquet"}:
        raise ColumnsError.of("PSP772", name=str(file))
    return ending


@contextmanager
def open_requests(file: Path, needed: Collection[str]) -> Iterator[RequestFile]:
    """Open a file of requests.

    Args:
        file: a CSV or Parquet file.
        needed: the names of the columns that are read; they tell what separates the fields of a CSV file.

    Raises:
        ColumnsError: PSP003 if it cannot be read, PSP772 if its name says neither CSV nor Parquet, PSP773
            if it is not such a table, now or while its batches are read.
    """
    try:
        with readable(ColumnsError, str(file)):
            opened = CsvRequests(file, needed) if format_of(file) == ".csv" else ParquetRequests(file)
        try:
            yield opened
        finally:
            opened.close()
    except UnicodeDecodeError:
        # Its position would count from the start of a block.
        raise ColumnsError.of("PSP773", name=str(file), cause=_NOT_UTF8) from None
    except (pa.ArrowException, csv.Error) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        cause = next((meant for start, meant in _TOO_LONG.items() if said.startswith(start)), quoted(said))
        raise ColumnsError.of("PSP773", name=str(file), cause=cause) from None


class CsvRequests:
    """Read a CSV file with a header, every value as the text that it is."""

    def __init__(self, file: Path, needed: Collection[str]) -> None:
        self._size = max(file.stat().st_size, 1)
        start = getincrementaldecoder(_ENCODING)().decode(read_bytes(file, _BYTES))
        headers = {separator: _read_header(start, separator) for separator in _SEPARATORS}
        self.separator = max(_SEPARATORS, key=lambda each: len({*needed} & {*headers[each]}))
        names = headers[self.separator]
        self.schema = pa.schema([(name, pa.string()) for name in names])
        self.malformed: deque[MalformedRow] = deque()
        self._last_row = uuid4().hex + self.separator * len(names)
        self._ended = False
        self._stream = open_regular(file)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the batches; raise csv.Error if a quote is never closed."""
        for part in self._read_whole() if self._size <= _BYTES else self._open(arrow_csv.open_csv):
            yield from (part.slice(start, _ROWS) for start in range(0, len(part), _ROWS))
        if not self._ended:
            raise csv.Error("unexpected end of data")

    def _read_whole(self) -> list[pa.RecordBatch]:
        """Read a file of one block in a thread of Python's: it sets a row aside in a tenth of the time.

        In the main thread, a signal would come while a row is set aside, and be taken for its fault.
        """
        with ThreadPoolExecutor(1) as thread:
            batches: list[pa.RecordBatch] = (
                thread.submit(self._open, arrow_csv.read_csv).result().to_batches()
            )
            return batches

    def _open(self, read: Callable[..., Any]) -> Any:
        # One thread at a time, so that rows have numbers and the position in the file says how much is read.
        return read(
            _OneRowMore(self._stream, f"\n{self._last_row}\n".encode()),
            # An encoding that is not "utf8" is decoded before rows are parsed, so that each has a text.
            read_options=arrow_csv.ReadOptions(block_size=_BYTES, use_threads=False, encoding=_ENCODING),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.separator, newlines_in_values=True, invalid_row_handler=self._set_aside
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=self.schema, strings_can_be_null=False, quoted_strings_can_be_null=False
            ),
        )

    def _set_aside(self, row: arrow_csv.InvalidRow) -> str:
        if row.text == self._last_row:
            self._ended = True
        else:
            start = row.text if len(row.text) <= _START_OF_ROW else row.text[:_START_OF_ROW] + "…"
            # The header is number 1.
            malformed = MalformedRow(row.number - 1, start, row.actual_columns, row.expected_columns)
            self.malformed.append(malformed)
        return "skip"

    def share_read(self) -> float:
        """Return how much has been read, from 0 to 1."""
        return min(self._stream.tell() / self._size, 1.0)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _read_header(start: str, separator: str) -> list[str]:
    return next(csv.reader(io.StringIO(start, newline=""), delimiter=separator), [])


class _OneRowMore(io.RawIOBase):
    """Read a file, then a row of its own: where a quote is never closed, that row is never seen as one."""

    def __init__(self, stream: BinaryIO, row: bytes) -> None:
        self._stream = stream
        self._row = row

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        if not part:
            part, self._row = self._row, b""
        return part


class ParquetRequests:
    """Read a Parquet file."""

    def __init__(self, file: Path) -> None:
        # Read ahead, the whole file would come to stand in memory.
        check_regular(file)
        self._file = parquet.ParquetFile(file, pre_buffer=False)
        self._total = max(self._file.metadata.num_rows, 1)
        self._rows = 0
        self.separator = ","
        self.malformed: deque[MalformedRow] = deque()
        self.schema = self._file.schema_arrow

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the batches."""
        for batch in self._file.iter_batches(_ROWS):
            self._rows += batch.num_rows
            yield batch

    def share_read(self) -> float:
        """Return how much has been read, from 0 to 1."""
        return float(self._rows / self._total)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


@contextmanager
def open_answers(file: Path, form: str, schema: pa.Schema, separator: str) -> Iterator[Writer]:
    """Open a file to write batches of a schema to, in the format ".csv" or ".parquet".

    Raises:
        ColumnsError: PSP776 for a column that CSV cannot hold.
    """
    if form == ".parquet":
        with parquet.ParquetWriter(file, schema) as writer:
            yield writer
        return
    _check_written(schema)
    options = arrow_csv.WriteOptions(delimiter=separator)
    with arrow_csv.CSVWriter(file, _written(schema), write_options=options) as csv_writer:
        yield _CsvAnswers(csv_writer)


class _CsvAnswers:
    def __init__(self, writer: Any) -> None:
        self._writer = writer

    def write(self, batch: pa.RecordBatch) -> None:
        """Write one batch, instants as ISO 8601 in UTC."""
        columns = [as_text(column) for column in batch.columns]
        self._writer.write(pa.RecordBatch.from_arrays(columns, schema=_written(batch.schema)))


def _check_written(schema: pa.Schema) -> None:
    for field in _written(schema):
        try:
            arrow_csv.CSVWriter(io.BytesIO(), pa.schema([field])).close()
        except pa.ArrowException:
            raise ColumnsError.of("PSP776", name=field.name, type=str(field.type)) from None


def _written(schema: pa.Schema) -> pa.Schema:
    return pa.schema([(field.name, _written_type(field.type)) for field in schema])


def _written_type(kind: pa.DataType) -> pa.DataType:
    checks = (
        *(pa.types.is_timestamp, pa.types.is_duration),
        *(pa.types.is_dictionary, pa.types.is_string_view),
    )
    return pa.string() if any(check(kind) for check in checks) else kind


def as_text(column: pa.Array) -> pa.Array:
    """Return a column as CSV holds it: instants as ISO 8601 in UTC, lengths of time as in 31:30:00."""
    if pa.types.is_duration(column.type):
        return _length(column.cast(pa.duration("s"), safe=False).cast(pa.int64()))
    if pa.types.is_timestamp(column.type) and column.type.tz is not None:
        # `strftime` would take most of the time that a file takes.
        unit = column.type.unit
        written = column.view(pa.timestamp(unit)).cast(pa.string())
        dated = pc.replace_substring(written, " ", "T", max_replacements=1)
        return pc.replace_substring(pc.binary_join_element_wise(dated, "Z", ""), _WHOLE_SECOND[unit], "Z")
    return column.cast(_written_type(column.type))


def _length(seconds: pa.Array) -> pa.Array:
    """Write lengths of time as hours, minutes and seconds, which spreadsheets read as such."""
    minutes = pc.divide(seconds, 60)
    parts = [
        pc.divide(minutes, 60),
        pc.subtract(minutes, pc.multiply(pc.divide(minutes, 60), 60)),
        pc.subtract(seconds, pc.multiply(minutes, 60)),
    ]
    written = [pc.utf8_lpad(part.cast(pa.string()), 2, "0") for part in parts]
    return pc.binary_join_element_wise(*written, ":")
