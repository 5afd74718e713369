"""Answers for whole tables: Arrow columns in, Arrow columns out; takes the `arrow` extra.

Start with ``Engagements``. ``pandas``, ``polars``, ``duckdb`` and ``spark`` beside this module fit it to
those engines.
"""

from ptc_service_policy.columns.engagements import Engagements
from ptc_service_policy.columns.questions import AvailabilityQuestion, DueQuestion, ElapsedQuestion, Question

__all__ = ["AvailabilityQuestion", "DueQuestion", "ElapsedQuestion", "Engagements", "Question"]
