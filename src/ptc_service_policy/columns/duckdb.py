"""Answers inside DuckDB queries."""

from collections.abc import Iterator
from contextlib import suppress
from inspect import Parameter, Signature
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection, InvalidInputException

from ptc_service_policy.columns.applied import AppliedPolicies, require_askable
from ptc_service_policy.columns.questions import AvailabilityQuestion, DueQuestion, ElapsedQuestion, Question
from ptc_service_policy.errors import NaiveDatetimeError

__all__ = ["register"]

_TYPES = {
    pa.types.is_timestamp: "TIMESTAMPTZ",
    pa.types.is_duration: "INTERVAL",
    pa.types.is_floating: "DOUBLE",
}


def register(connection: DuckDBPyConnection, applied: AppliedPolicies, **questions: Question) -> None:
    """Add functions to a connection, which queries call on columns of any table or file.

    Those that an earlier call added are replaced: so contracts that were amended are asked anew. They belong
    to this connection; a cursor of it has its own.

    ``response_due(contract, received_at)``, ``response_state(contract, received_at, answered_at, as_of,
    pauses)``, ``availability(contract, at)`` and ``elapsed(contract, start, end)`` each return a STRUCT with
    the columns of the answer. ``contract`` is text, instants are of type TIMESTAMPTZ, and ``pauses`` is a
    list of ``{'start': ..., 'end': ...}``, of which the end is null while the request waits. What has no time
    zone, a TIMESTAMP, a DATE or a text, ends the query with PSP764.

    Args:
        connection: the connection.
        applied: the policy and the contracts.
        questions: further functions by name, or others for these names. Each takes the columns of its
            question in their order, those of attributes last and as text.
    """
    for name, question in {**_QUESTIONS, **questions}.items():
        require_askable(applied, question)
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
    asking = f"_ask_{name}"
    with suppress(InvalidInputException):  # there is none yet
        connection.remove_function(asking)
    create(asking, ask, types, answers, type="arrow", null_handling="special")
    given = ", ".join(map(_quoted, schema.names))
    refusals = " ".join(f"when {naive} then error({said})" for naive, said in _naive(schema))
    connection.execute(
        f"create or replace temp macro {_quoted(name)}({given}) as "
        f"case {refusals} else {_quoted(asking)}({given}) end"
    )


def _naive(schema: pa.Schema) -> Iterator[tuple[str, str]]:
    """Yield how to find out, in SQL, that a column has no time zone, and what to say then.

    DuckDB would read such an instant in the zone of its session, before the function is called.
    """
    for field in schema:
        kind = f"typeof({_quoted(field.name)})"
        refusal = str(NaiveDatetimeError.of("PSP764", name=field.name)).replace("'", "''")
        if pa.types.is_timestamp(field.type):
            yield f"{kind} not like 'TIMESTAMP% WITH TIME ZONE' and {kind} <> '\"NULL\"'", f"'{refusal}'"
        elif pa.types.is_list(field.type):
            told = f"replace({kind}, 'TIMESTAMP WITH TIME ZONE', '')"
            yield f"regexp_matches({told}, '(start|end)\"? (TIMESTAMP|DATE|VARCHAR)')", f"'{refusal}'"


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


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
