"""Answering a whole file of requests, batch by batch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ptc_service_policy.columns import answers as answers_to
from ptc_service_policy.columns.answers import INSTANT, Presence
from ptc_service_policy.columns.applied import AppliedPolicies
from ptc_service_policy.columns.iso import read_iso
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.questions import RESPONSE, DueQuestion
from ptc_service_policy.columns.reading import is_text
from ptc_service_policy.columns.reasons import (
    ANSWERED,
    ANSWERS,
    NO_CONTRACT,
    NO_INSTANT,
    REASONS,
    UNKNOWN_CONTRACT,
)
from ptc_service_policy.columns.rejects import Explanations, Reject, RejectFile
from ptc_service_policy.columns.search import Positions
from ptc_service_policy.columns.table_files import as_text, open_answers, open_requests
from ptc_service_policy.text import Language

Report = Callable[[int, float], None]
"""Takes the number of rows answered so far, and the share of the file that has been read."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """Hold how many rows were answered or rejected, and how many of them were rejected."""

    rows: int
    rejects: int


def answer_file(
    requests: Path,
    answers: Path,
    rejects: Path,
    *,
    form: str,
    applied: AppliedPolicies,
    target: str = RESPONSE,
    as_of: datetime | None = None,
    language: Language = "en",
    report: Report = lambda _rows, _share: None,
) -> Bulk:
    """Write the requests of a file with when a target is due, such as the response; rows stay in their order.

    The columns ``contract`` and ``received_at`` are read, and where there are such ``answered_at`` and those
    named as attributes of the policy; texts are read as ISO 8601 with an offset, and as cases or numbers. The
    others pass through. CSV files have the separator of the requests.

    Args:
        requests: a CSV or Parquet file.
        answers: the file to write.
        rejects: the CSV file to write the rows to that cannot be judged, by their number from 1 on, each with
            a code and a message in ``language``. What the source does not state is not a reject; a row of a
            CSV file that does not fit its header is one, and is not among the answers.
        form: ".csv" or ".parquet", the format of the answers.
        applied: the policy and the contracts.
        target: what is due.
        as_of: as of when requests without an answer are "due" or "missed".
        language: "fr" or "en".
        report: called after each batch.

    Raises:
        ColumnsError: PSP761 to PSP766 for columns that do not fit, PSP772 and PSP773 for another file.
        UnknownIdError: if there is no such target (PSP716).
        NaiveDatetimeError: if a column of timestamps has no time zone (PSP764).
        OSError: if a file cannot be read or written.
    """
    with open_requests(requests, DueQuestion().columns) as source:
        answered_at = "answered_at" if "answered_at" in source.schema.names else None
        attributes = [name for name in applied.attributes if name in source.schema.names]
        question = DueQuestion(answered_at=answered_at, as_of=as_of, target=target, attributes=attributes)
        applied.check(_with_instants(source.schema, question), question)
        schema = pa.schema([*source.schema, *question.schema])
        judge = _Judge(applied, question)
        with (
            open_answers(answers, form, schema, source.separator) as writer,
            rejects.open("w", encoding="utf-8", newline="") as stream,
        ):
            register = RejectFile(stream, source, language)
            for batch in filter(len, source.batches()):
                numbers = register.number(batch.num_rows)
                answered, found = judge.judge(batch, numbers)
                writer.write(pa.RecordBatch.from_arrays([*batch.columns, *answered], schema=schema))
                register.write(found, int(numbers[-1]))
                report(register.rows, source.share_read())
            register.finish()
    return Bulk(register.rows, register.rejects)


class _Judge:
    """Answer batches of one file, and explain what is rejected."""

    def __init__(self, applied: AppliedPolicies, question: DueQuestion) -> None:
        self._applied = applied
        self._question = question
        self._explanations = Explanations(applied, question)

    def judge(self, batch: pa.RecordBatch, numbers: Positions) -> tuple[list[pa.Array], list[Reject]]:
        """Return the columns that answer a batch, and the rejects among its rows, which have ``numbers``."""
        asked = _Request.read(batch, self._question)
        answered = self._applied.answer_batch(asked.batch, self._question)
        column = answered.column("reason").indices.fill_null(ANSWERED).to_numpy(zero_copy_only=False)
        reasons = np.where(asked.reasons == ANSWERED, column, asked.reasons).astype(np.int8)
        columns = [*answered.columns[:-1], answers_to.reasons(reasons, None)]
        rows = np.flatnonzero(~np.isin(reasons, ANSWERS))
        return columns, list(self._rejects(batch, asked, reasons, rows, numbers)) if len(rows) else []

    def _rejects(
        self, batch: pa.RecordBatch, asked: "_Request", reasons: Reasons, rows: Positions, numbers: Positions
    ) -> Iterator[Reject]:
        taken = pa.array(rows)
        texts = {name: as_text(batch.column(name).take(taken)).to_pylist() for name in self._question.columns}
        instants = asked.batch.column(self._question.received_at).take(taken).cast(INSTANT, safe=False)
        for index, (row, instant) in enumerate(zip(rows, instants.cast(pa.int64()).to_pylist(), strict=True)):
            code = REASONS[reasons[row]]
            said = {name: column[index] or "" for name, column in texts.items()}
            key, received = said["contract"], said["received_at"]
            columns = self._question.columns_told.items()
            told = {name: said[column] for name, column in columns if said[column]}
            at_fault = self._column_at_fault(code, asked, int(row))
            problem = self._explanations.explain(code, key, instant, told, at_fault, said[at_fault])
            yield Reject(int(numbers[row]), key, received, problem)

    def _column_at_fault(self, code: str, asked: "_Request", row: int) -> str:
        if code in {REASONS[NO_CONTRACT], REASONS[UNKNOWN_CONTRACT]}:
            return "contract"
        return "answered_at" if asked.answered_reasons[row] else "received_at"


class _Request(NamedTuple):
    """Hold the columns that are asked about, as such, and why some rows cannot be asked about."""

    batch: pa.RecordBatch
    reasons: Reasons
    answered_reasons: Reasons

    @classmethod
    def read(cls, batch: pa.RecordBatch, question: DueQuestion) -> "_Request":
        """Read the texts of a batch, where columns are texts."""
        contract = _without_blanks(batch.column("contract"))
        received, reasons = _read_instants(batch.column("received_at"))
        columns, answered_reasons = [contract, received], np.zeros(batch.num_rows, np.int8)
        if question.answered_at is not None:
            answered, answered_reasons = _read_instants(batch.column(question.answered_at))
            columns.append(answered)
        columns += [_without_blanks(batch.column(name)) for name in question.columns_told.values()]
        missing = reasons == ANSWERED
        reasons[missing & _is_null(received)] = NO_INSTANT
        reasons[_is_null(contract)] = NO_CONTRACT
        reasons = np.where(reasons == ANSWERED, answered_reasons, reasons)
        # Of a row with a faulty text nothing is answered.
        columns[1] = pc.if_else(pa.array(reasons == ANSWERED), received, pa.scalar(None, received.type))
        return cls(pa.RecordBatch.from_arrays(columns, list(question.columns)), reasons, answered_reasons)


def _without_blanks(column: pa.Array) -> pa.Array:
    if not is_text(column.type):
        return column
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, column.type), column)


def _read_instants(column: pa.Array) -> tuple[pa.Array, Reasons]:
    if is_text(column.type):
        return read_iso(column)
    return column, np.zeros(len(column), np.int8)


def _is_null(column: pa.Array) -> Presence:
    nulls: Presence = column.is_null().to_numpy(zero_copy_only=False)
    return nulls


def _with_instants(schema: pa.Schema, question: DueQuestion) -> pa.Schema:
    """Return the schema as it is once texts are read as instants."""
    read = {field.name for field in schema if field.name in question.instants and is_text(field.type)}
    return pa.schema([field.with_type(INSTANT) if field.name in read else field for field in schema])
