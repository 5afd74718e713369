"""Answers inside DuckDB queries."""

from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from ptc_service_policy.columns.engagements import Engagements
from ptc_service_policy.columns.questions import AvailabilityQuestion, DueQuestion, ElapsedQuestion, Question

__all__ = ["register"]

_TYPES = {pa.types.is_timestamp: "TIMESTAMPTZ", pa.types.is_duration: "INTERVAL"}


def register(connection: DuckDBPyConnection, engagements: Engagements) -> None:
    """Add functions to a connection, which queries call on columns of any table or file.

    ``response_due(contract, received_at)``, ``response_state(contract, received_at, answered_at)``,
    ``availability(contract, at)`` and ``elapsed(contract, start, end)`` each return a STRUCT with the columns
    of the answer. ``contract`` is text, and instants are of type TIMESTAMPTZ.
    """
    _add(connection, "response_due", engagements, DueQuestion())
    _add(connection, "response_state", engagements, DueQuestion(answered_at="answered_at"))
    _add(connection, "availability", engagements, AvailabilityQuestion())
    _add(connection, "elapsed", engagements, ElapsedQuestion())


def _add(connection: DuckDBPyConnection, name: str, engagements: Engagements, question: Question) -> None:
    def ask(*columns: pa.ChunkedArray) -> pa.ChunkedArray:
        requests = pa.table(dict(zip(question.columns, columns, strict=True)))
        batches = [engagements.answer_batch(batch, question) for batch in requests.to_batches()]
        return pa.chunked_array([batch.to_struct_array() for batch in batches], pa.struct(question.schema))

    def ask_of_one(contract: pa.ChunkedArray, at: pa.ChunkedArray) -> pa.ChunkedArray:
        return ask(contract, at)

    def ask_of_two(contract: pa.ChunkedArray, at: pa.ChunkedArray, then: pa.ChunkedArray) -> pa.ChunkedArray:
        return ask(contract, at, then)

    fields = ", ".join(f"{field.name} {_type(field.type)}" for field in question.schema)
    create: Any = connection.create_function
    create(
        name,
        # DuckDB counts the parameters.
        ask_of_one if len(question.instants) == 1 else ask_of_two,
        ["VARCHAR", *("TIMESTAMPTZ" for _ in question.instants)],
        f"STRUCT({fields})",
        type="arrow",
        null_handling="special",
    )


def _type(kind: pa.DataType) -> str:
    return next((name for fits, name in _TYPES.items() if fits(kind)), "VARCHAR")
