"""Answers on a Spark cluster; takes the `spark` extra.

What travels to the workers is the policy's version and digest, and the contracts; each worker answers from
the policy that is installed there, and refuses to if it is another.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F  # noqa: N812 - as everyone writes it
from pyspark.sql.types import (
    ArrayType,
    DataType,
    DayTimeIntervalType,
    DoubleType,
    StringType,
    StructField,
    StructType,
    TimestampType,
)

from ptc_service_policy.columns.applied import AppliedPolicies, require_askable
from ptc_service_policy.columns.questions import Question
from ptc_service_policy.errors import ColumnsError, PolicyNotFoundError, WorkerPolicyError
from ptc_service_policy.evaluation.load import load_policy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.settling.contract import Contract

__all__ = ["answer"]

_ARROW = {
    "timestamp": pa.timestamp("us", "UTC"),
    "timestamp_ntz": pa.timestamp("us"),
    "date": pa.date32(),
    "string": pa.string(),
    "integer": pa.int32(),
    "long": pa.int64(),
    "float": pa.float32(),
    "double": pa.float64(),
}
_SPARK: dict[Callable[[pa.DataType], bool], Callable[[], DataType]] = {
    pa.types.is_timestamp: TimestampType,
    pa.types.is_duration: DayTimeIntervalType,
    pa.types.is_floating: DoubleType,
}
_CONSTANT = ("policy_version", "policy_digest")


@dataclass(frozen=True, slots=True)
class Order:
    """Hold what a worker needs to answer; the contracts are pairs of a key and JSON."""

    version: str
    digest: str
    contracts: tuple[tuple[str, str], ...]
    question: Question


def answer(frame: DataFrame, applied: AppliedPolicies, question: Question) -> DataFrame:
    """Return the frame with the answers' columns after its own.

    Rows are answered where they are: nothing is shuffled, and each partition is a stream of batches.

    Raises:
        ColumnsError, NaiveDatetimeError: as ``AppliedPolicies.answer`` does.
        WorkerPolicyError: PSP770 if the library does not ship the policy, so that no worker could load it.
            On a worker that has another policy the job fails with PSP771.
    """
    if not isinstance(frame, DataFrame):
        raise ColumnsError.of("PSP760", type=type(frame).__name__)
    require_askable(applied, question)
    applied.check(_schema(frame), question)
    policy = applied.policy
    contracts = tuple((key, each.model_dump_json()) for key, each in applied.contracts.items())
    order = Order(policy.version, policy.digest, contracts, question)
    if _installed(order.version) != policy:
        raise WorkerPolicyError.of("PSP770", version=order.version, digest=order.digest)
    travelling = [field for field in question.schema if field.name not in _CONSTANT]
    fields = [StructField(field.name, _type(field.type)) for field in travelling]
    answered = frame.mapInArrow(partial(_work, order), StructType([*frame.schema.fields, *fields]))
    constant = {"policy_version": F.lit(policy.version), "policy_digest": F.lit(policy.digest)}
    answers = [constant.get(name, F.col(f"`{name}`")).alias(name) for name in question.schema.names]
    return answered.select(*(F.col(f"`{name}`") for name in frame.columns), *answers)


def _work(order: Order, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    applied = _apply(order)
    for batch in batches:
        answered = applied.answer_batch(batch, order.question).drop_columns(list(_CONSTANT))
        # Spark reads no dictionaries.
        columns = [each.cast(pa.string()) if pa.types.is_dictionary(each.type) else each for each in answered]
        yield pa.RecordBatch.from_arrays(
            [*batch.columns, *columns], [*batch.schema.names, *answered.schema.names]
        )


@lru_cache(maxsize=8)
def _apply(order: Order) -> AppliedPolicies:
    """Apply the policy on a worker once for all its tasks; raise WorkerPolicyError (PSP771)."""
    policy = _installed(order.version)
    if policy is None or policy.digest != order.digest:
        found = "-" if policy is None else policy.digest
        raise WorkerPolicyError.of("PSP771", version=order.version, found=found, expected=order.digest)
    contracts = {key: Contract.model_validate_json(text) for key, text in order.contracts}
    return AppliedPolicies(policy, contracts)


def _installed(version: str) -> Policy | None:
    try:
        return load_policy(version)
    except PolicyNotFoundError:
        return None


def _schema(frame: DataFrame) -> pa.Schema:
    """Return the schema in which the workers see the frame, as far as questions depend on it."""
    return pa.schema([(field.name, _arrow(field.dataType)) for field in frame.schema])


def _arrow(kind: DataType) -> pa.DataType:
    if isinstance(kind, ArrayType):
        return pa.list_(_arrow(kind.elementType))
    if isinstance(kind, StructType):
        return pa.struct([(field.name, _arrow(field.dataType)) for field in kind])
    return _ARROW.get(kind.typeName(), pa.binary())


def _type(kind: pa.DataType) -> DataType:
    if pa.types.is_list(kind):
        return ArrayType(_type(kind.value_type))
    return next((of_spark() for fits, of_spark in _SPARK.items() if fits(kind)), StringType())
