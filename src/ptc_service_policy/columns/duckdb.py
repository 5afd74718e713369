"""Answers inside DuckDB queries."""

from contextlib import suppress
from inspect import Parameter, Signature
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection, InvalidInputException

from ptc_service_policy.columns.applied import AppliedPolicies
from ptc_service_policy.columns.questions import AvailabilityQuestion, DueQuestion, ElapsedQuestion, Question

__all__ = ["register"]

_TYPES = {
    pa.types.is_timestamp: "TIMESTAMPTZ",
    pa.types.is_duration: "INTERVAL",
    pa.types.is_floating: "DOUBLE",
}


def register(connection: DuckDBPyConnection, applied: AppliedPolicies, **questions: Question) -> None:
    """Add functions to a connection, which queries call on columns of any table or file.

    Those that an earlier call added are replaced: so contracts that were amended are asked anew.

    ``response_due(contract, received_at)``, ``response_state(contract, received_at, answered_at, as_of,
    pauses)``, ``availability(contract, at)`` and ``elapsed(contract, start, end)`` each return a STRUCT with
    the columns of the answer. ``contract`` is text, instants are of type TIMESTAMPTZ, and ``pauses`` is a
    list of ``{'start': ..., 'end': ...}``, of which the end is null while the request waits.

    Args:
        connection: the connection.
        applied: the policy and the contracts.
        questions: further functions by name, or others for these names. Each takes the columns of its
            question in their order, those of attributes last and as text.
    """
    for name, question in {**_QUESTIONS, **questions}.items():
        applied.check(_schema(question), question)
        _add(connection, name, applied, question)


_QUESTIONS: dict[str, Question] = {
    "response_due": DueQuestion(),
    "response_state": DueQuestion(answered_at="answered_at", as_of="as_of", pauses="pauses"),
    "availability": AvailabilityQuestion(),
    "elapsed": ElapsedQuestion(),
}


def _add(connection: DuckDBPyConnection, name: str, applied: AppliedPolicies, question: Question) -> None:
    schema = _schema(question)

    def ask(*columns: pa.ChunkedArray) -> pa.ChunkedArray:
        requests = pa.table(dict(zip(schema.names, columns, strict=True)))
        batches = [applied.answer_batch(batch, question) for batch in requests.to_batches()]
        return pa.chunked_array([batch.to_struct_array() for batch in batches], pa.struct(question.schema))

    # DuckDB counts the parameters.
    parameters = [Parameter(f"column_{number}", Parameter.POSITIONAL_ONLY) for number in range(len(schema))]
    ask.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    answers = _type(pa.struct(list(question.schema)))
    create: Any = connection.create_function
    types = [_type(field.type) for field in schema]
    with suppress(InvalidInputException):  # there is none yet
        connection.remove_function(name)
    create(name, ask, types, answers, type="arrow", null_handling="special")


def _schema(question: Question) -> pa.Schema:
    """Return the columns that a function takes."""
    return pa.schema([(name, question.kinds.get(name, pa.string())) for name in question.columns])


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"{_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        fields = [f'"{field.name}" {_type(field.type)}' for field in kind]
        return f"STRUCT({', '.join(fields)})"
    return next((name for fits, name in _TYPES.items() if fits(kind)), "VARCHAR")
