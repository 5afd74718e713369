"""Answers for whole tables: Arrow columns in, Arrow columns out; takes the `arrow` extra.

Start with ``AppliedPolicies``. ``pandas``, ``polars``, ``duckdb`` and ``spark`` beside this module fit it to
those engines.
"""

from ptc_service_policy.columns.applied import AppliedPolicies
from ptc_service_policy.columns.joining import with_pauses
from ptc_service_policy.columns.questions import AvailabilityQuestion, DueQuestion, ElapsedQuestion, Question
from ptc_service_policy.errors import ColumnsError

__all__ = [
    "AppliedPolicies",
    "AvailabilityQuestion",
    "ColumnsError",
    "DueQuestion",
    "ElapsedQuestion",
    "Question",
    "with_pauses",
]
