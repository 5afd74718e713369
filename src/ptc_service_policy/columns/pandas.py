"""Answers for pandas frames."""

import pandas as pd
import pyarrow as pa

from ptc_service_policy.columns.applied import AppliedPolicies, require_askable
from ptc_service_policy.columns.questions import Question
from ptc_service_policy.errors import ColumnsError

__all__ = ["answer"]


def answer(frame: pd.DataFrame, applied: AppliedPolicies, question: Question) -> pd.DataFrame:
    """Return the frame with the answers' columns after its own; its index stays.

    Only the columns that are asked about are read. What few texts repeat comes back as categories.

    Raises:
        ColumnsError, NaiveDatetimeError: as ``AppliedPolicies.answer`` does.
    """
    if not isinstance(frame, pd.DataFrame):
        raise ColumnsError.of("PSP760", type=type(frame).__name__)
    require_askable(applied, question)
    asked = [name for name in question.columns if name in frame.columns]
    # Of a column of nothing but NaT pandas says that it has no time zone.
    read = frame[asked].astype({name: object for name in asked if frame[name].isna().all()})
    requests = pa.Table.from_pandas(read, preserve_index=False)
    others = [pa.field(str(name), pa.null()) for name in frame.columns if name not in asked]
    applied.check(pa.schema([*requests.schema, *others]), question)
    batches = [applied.answer_batch(batch, question) for batch in requests.to_batches()]
    found = pa.Table.from_batches(batches, question.schema)
    answers = found.to_pandas()
    for field in found.schema:
        if pa.types.is_list(field.type):
            # Arrays of pandas would hold instants without their time zone.
            answers[field.name] = found[field.name].to_pylist()
    return pd.concat([frame, answers.set_index(frame.index)], axis="columns")
