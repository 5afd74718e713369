"""Answering a whole file of requests, batch by batch."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ptc_service_policy.columns import answers as answers_to
from ptc_service_policy.columns.answers import INSTANT, PAUSES, Presence
from ptc_service_policy.columns.applied import AppliedPolicies
from ptc_service_policy.columns.iso import read_iso, read_iso_pauses
from ptc_service_policy.columns.joining import PausesByRequest
from ptc_service_policy.columns.known import Reasons
from ptc_service_policy.columns.questions import RESPONSE, DueQuestion
from ptc_service_policy.columns.reading import PAUSE, find_column, is_text, require_keys
from ptc_service_policy.columns.reasons import (
    ANSWERED,
    ANSWERS,
    NO_CONTRACT,
    NO_INSTANT,
    REASONS,
    UNKNOWN_CONTRACT,
)
from ptc_service_policy.columns.rejects import (
    OF_THE_ANSWER,
    Explanations,
    Reject,
    RejectFile,
    Rejects,
    Request,
)
from ptc_service_policy.columns.search import Positions
from ptc_service_policy.columns.table_files import as_text, open_answers, open_requests
from ptc_service_policy.errors import ColumnsError
from ptc_service_policy.text import Language

Report = Callable[[int, float], None]
"""Takes the number of rows answered so far, and the share of the file that has been read."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """Hold how many rows were answered or rejected, how many of them were rejected, and lost pauses.

    ``lost_pauses`` are those of a file of pauses that are of no request.
    """

    rows: int
    rejects: int
    lost_pauses: int = 0


def answer_file(
    requests: Path,
    answers: Path,
    rejects: Path,
    *,
    form: str,
    applied: AppliedPolicies,
    target: str = RESPONSE,
    as_of: datetime | None = None,
    pauses: Path | None = None,
    with_parts: bool = False,
    language: Language = "en",
    report: Report = lambda _rows, _share: None,
) -> Bulk:
    """Write the requests of a file with when a target is due, such as the response; rows stay in their order.

    The columns ``contract`` and ``received_at`` are read, and where there are such ``answered_at``,
    ``pauses`` and those named as attributes of the policy; texts are read as ISO 8601 with an offset, and as
    cases or numbers. The others pass through. CSV files have the separator of the requests.

    Args:
        requests: a CSV or Parquet file.
        answers: the file to write.
        rejects: the CSV file to write the rows to that cannot be judged, by their number from 1 on, each with
            a code and a message in ``language``. What the source does not state is not a reject; a row of a
            CSV file that does not fit its header is one, and is not among the answers.
        form: ".csv" or ".parquet", the format of the answers.
        applied: the policy and the contracts.
        target: what is due.
        as_of: as of when it is told how each request stands; nothing that happened later counts.
        pauses: a CSV or Parquet file with the columns ``request``, ``start`` and ``end``, where the requests
            have none of their own; the column ``request`` of the requests holds the same keys.
        with_parts: also write which parts of each answer the source does not state, and on what they rest.
        language: "fr" or "en".
        report: called after each batch.

    Raises:
        ColumnsError: PSP761 to PSP766 for columns that do not fit, PSP772 and PSP773 for another file.
        UnknownIdError: if there is no such target (PSP716).
        NaiveDatetimeError: if a column of timestamps has no time zone (PSP764).
        OSError: if a file cannot be read or written.
    """
    with open_requests(requests, DueQuestion().columns) as source:
        by_request = None if pauses is None else read_pause_file(pauses)
        names = source.schema.names
        question = DueQuestion(
            answered_at="answered_at" if "answered_at" in names else None,
            pauses="pauses" if by_request is not None or "pauses" in names else None,
            as_of=as_of,
            target=target,
            with_parts=with_parts,
            attributes=[name for name in applied.attributes if name in names],
        )
        applied.check(_as_read(source.schema, question, by_request), question)
        schema = pa.schema([*source.schema, *question.schema])
        judge = _Judge(applied, question, by_request, language)
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
    return Bulk(register.rows, register.rejects, 0 if by_request is None else by_request.unasked)


def read_pause_file(file: Path) -> PausesByRequest:
    """Read a file of pauses.

    Raises:
        ColumnsError: PSP753 to PSP755 for a pause that cannot be read, PSP756 for a row of another length,
            PSP761, PSP762, PSP765, PSP772 and PSP773 for another file.
    """
    with open_requests(file, ("request", *PAUSE)) as source:
        batches: list[pa.RecordBatch] = []
        for batch in source.batches():
            columns = [batch.column(find_column(batch.schema, "request").name)]
            for name in PAUSE:
                column, reasons = _read_instants(batch.column(find_column(batch.schema, name).name))
                if name == "start":
                    reasons[(reasons == ANSWERED) & _is_null(column)] = NO_INSTANT
                _refuse(reasons, batch, name, file, sum(each.num_rows for each in batches))
                columns.append(column)
            batches.append(pa.RecordBatch.from_arrays(columns, ["request", *PAUSE]))
        if source.malformed:
            number, start, fields, expected = source.malformed[0]
            raise ColumnsError.of(
                "PSP756", found=fields, expected=expected, start=f"{file}:{number}: {start}"
            )
        empty = pa.schema([("request", pa.string()), *((name, INSTANT) for name in PAUSE)])
        return PausesByRequest(pa.Table.from_batches(batches, batches[0].schema if batches else empty))


def _refuse(reasons: Reasons, batch: pa.RecordBatch, name: str, file: Path, before: int) -> None:
    """Refuse a file in which a pause cannot be read: the request that waits would be judged without it."""
    if reasons.any():
        row = int(reasons.argmax())
        value = as_text(batch.column(name).slice(row, 1)).to_pylist()[0]
        raise ColumnsError.of(REASONS[reasons[row]], value=value, where=f"{name} ({file}:{before + row + 1})")


class _Judge:
    """Answer batches of one file, and explain what is rejected."""

    def __init__(
        self,
        applied: AppliedPolicies,
        question: DueQuestion,
        by_request: PausesByRequest | None,
        language: Language,
    ) -> None:
        self._applied = applied
        self._question = question
        self._by_request = by_request
        self._explanations = Explanations(applied, question, language)

    def judge(self, batch: pa.RecordBatch, numbers: Positions) -> tuple[list[pa.Array], Rejects]:
        """Return the columns that answer a batch, and the rejects among its rows, which have ``numbers``."""
        asked = _Request.read(batch, self._question, self._by_request)
        answered = self._applied.answer_batch(asked.batch, self._question)
        column = answered.column("reason").indices.fill_null(ANSWERED).to_numpy(zero_copy_only=False)
        reasons = np.where(asked.reasons == ANSWERED, column, asked.reasons).astype(np.int8)
        columns = [*answered.columns[:-1], answers_to.reasons(reasons, None)]
        return columns, self._reject(batch, asked, reasons, numbers)

    def _reject(
        self, batch: pa.RecordBatch, asked: "_Request", reasons: Reasons, numbers: Positions
    ) -> Rejects:
        """Explain each reject once that is like others: in its reason and in all that is told of it."""
        rows = np.flatnonzero(~np.isin(reasons, ANSWERS))
        read = dict.fromkeys((*self._question.columns, *(() if self._by_request is None else ("request",))))
        names = [name for name in read if name in batch.schema.names]
        told = {name: _as_told(batch.column(name).take(pa.array(rows))) for name in names}
        first, which = _alike(reasons[rows], *map(_number, told.values()))
        texts = {name: column.take(pa.array(first)).to_pylist() for name, column in told.items()}
        at_fault = {name: wrong[rows[first]].tolist() for name, wrong in asked.at_fault.items()}
        columns = self._question.columns_told.items()
        kinds = reasons[rows[first]]
        by_answer = np.isin(kinds, OF_THE_ANSWER)
        requests = Request.each(asked.batch.take(pa.array(rows[first][by_answer])), self._question)
        said = []
        for index, reason in enumerate(kinds.tolist()):
            key, received = texts["contract"][index] or "", texts["received_at"][index] or ""
            cases = {name: text for name, column in columns if (text := texts[column][index])}
            where = _column_at_fault(reason, at_fault, index)
            value = texts[where][index] or "" if where in texts else ""
            request = next(requests) if by_answer[index] else None
            why = self._explanations.explain(REASONS[reason], key, request, cases, where, value)
            said.append(Reject(key, received, *why))
        return Rejects(numbers[rows], which, said)


def _as_told(column: pa.Array) -> pa.Array:
    """Return a column as texts, but one of lists as it is."""
    return column if pa.types.is_nested(column.type) else as_text(column).cast(pa.string())


def _number(column: pa.Array) -> Positions:
    """Return numbers which are the same for the same values; each list has one of its own."""
    if pa.types.is_nested(column.type):
        return np.arange(len(column))
    numbers: Positions = column.dictionary_encode("encode").indices.to_numpy(zero_copy_only=False)
    return numbers


def _alike(*numbers: Positions | Reasons) -> tuple[Positions, Positions]:
    """Return the first row of each kind, which have all ``numbers`` in common, and the kind of each row."""
    kinds = np.zeros(1, np.int64)
    for each in numbers:
        combined = kinds * (int(each.max(initial=0)) + 1) + each
        _, first, kinds = np.unique(combined, return_index=True, return_inverse=True)
    return first, kinds


def _column_at_fault(reason: int, at_fault: Mapping[str, list[int]], index: int) -> str:
    if reason in (NO_CONTRACT, UNKNOWN_CONTRACT):
        return "contract"
    return next((name for name, reasons in at_fault.items() if reasons[index]), "received_at")


class _Request(NamedTuple):
    """Hold the columns that are asked about, as such, and why some rows cannot be asked about.

    ``at_fault`` are such reasons by the column that they lie in.
    """

    batch: pa.RecordBatch
    reasons: Reasons
    at_fault: dict[str, Reasons]

    @classmethod
    def read(
        cls, batch: pa.RecordBatch, question: DueQuestion, by_request: PausesByRequest | None
    ) -> "_Request":
        """Read the texts of a batch, where columns are texts."""
        contract = _without_blanks(batch.column("contract"))
        received, reasons = _read_instants(batch.column("received_at"))
        columns, at_fault = [contract, received], {}
        if question.answered_at is not None:
            answered, at_fault["answered_at"] = _read_instants(batch.column(question.answered_at))
            columns.append(answered)
        if by_request is not None:
            columns.append(by_request.of(_without_blanks(batch.column("request"))))
        elif question.pauses is not None:
            pauses, at_fault["pauses"] = _read_pauses(batch.column(question.pauses))
            columns.append(pauses)
        columns += [_without_blanks(batch.column(name)) for name in question.columns_told.values()]
        missing = reasons == ANSWERED
        reasons[missing & _is_null(received)] = NO_INSTANT
        reasons[_is_null(contract)] = NO_CONTRACT
        for wrong in at_fault.values():
            reasons = np.where(reasons == ANSWERED, wrong, reasons)
        # Of a row with a faulty text nothing is answered.
        columns[1] = pc.if_else(pa.array(reasons == ANSWERED), received, pa.scalar(None, received.type))
        return cls(pa.RecordBatch.from_arrays(columns, list(question.columns)), reasons, at_fault)


def _without_blanks(column: pa.Array) -> pa.Array:
    if not is_text(column.type):
        return column
    # Arrow 18 takes the texts of a slice from the wrong place here, so a slice is copied first.
    whole = pa.concat_arrays([column, column.slice(0, 0)]) if column.offset else column
    return pc.if_else(pc.equal(whole, ""), pa.scalar(None, whole.type), whole)


def _read_instants(column: pa.Array) -> tuple[pa.Array, Reasons]:
    if is_text(column.type):
        return read_iso(column)
    return column, np.zeros(len(column), np.int8)


def _read_pauses(column: pa.Array) -> tuple[pa.Array, Reasons]:
    if is_text(column.type):
        return read_iso_pauses(column)
    return column, np.zeros(len(column), np.int8)


def _is_null(column: pa.Array) -> Presence:
    nulls: Presence = column.is_null().to_numpy(zero_copy_only=False)
    return nulls


def _as_read(schema: pa.Schema, question: DueQuestion, by_request: PausesByRequest | None) -> pa.Schema:
    """Return the schema as it is once texts are read as instants and pauses.

    Raises ColumnsError: PSP761 where requests have no key by which their pauses are found, PSP763 where they
    have pauses of their own as well.
    """
    kinds = question.kinds
    read = pa.schema(
        [field.with_type(kinds[field.name]) if _is_read(field, kinds) else field for field in schema]
    )
    if by_request is None:
        return read
    require_keys(schema, "request")
    if "pauses" in schema.names:
        raise ColumnsError.of("PSP763", name="pauses")
    return read.append(pa.field("pauses", PAUSES))


def _is_read(field: pa.Field, kinds: Mapping[str, pa.DataType]) -> bool:
    return field.name in kinds and is_text(field.type)
