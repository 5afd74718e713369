"""Answers for Polars frames, eager and lazy."""

from functools import partial
from typing import overload

import polars as pl

from ptc_service_policy.columns.applied import AppliedPolicies, require_askable
from ptc_service_policy.columns.questions import Question
from ptc_service_policy.errors import ColumnsError

__all__ = ["answer"]


@overload
def answer(frame: pl.DataFrame, applied: AppliedPolicies, question: Question) -> pl.DataFrame: ...
@overload
def answer(frame: pl.LazyFrame, applied: AppliedPolicies, question: Question) -> pl.LazyFrame: ...
def answer(
    frame: pl.DataFrame | pl.LazyFrame, applied: AppliedPolicies, question: Question
) -> pl.DataFrame | pl.LazyFrame:
    """Return the frame with the answers' columns after its own; a lazy one stays lazy, and can stream.

    Raises:
        ColumnsError, NaiveDatetimeError: as ``AppliedPolicies.answer`` does, for a lazy frame at once too.
    """
    require_askable(applied, question)
    if isinstance(frame, pl.DataFrame):
        return pl.DataFrame(applied.answer(frame, question))
    if not isinstance(frame, pl.LazyFrame):
        raise ColumnsError.of("PSP760", type=type(frame).__name__)
    ask = partial(_answer_eagerly, applied=applied, question=question)
    schema = ask(frame.collect_schema().to_frame()).schema
    return frame.map_batches(ask, schema=schema, streamable=True)


def _answer_eagerly(frame: pl.DataFrame, applied: AppliedPolicies, question: Question) -> pl.DataFrame:
    return answer(frame, applied, question)
