"""Problems as data, and the exceptions that carry them; ``catalogue`` holds every code."""

from ptc_service_policy.errors.causes import NotRegularError, cause_of, quoted
from ptc_service_policy.errors.describing import describe, shown, tell
from ptc_service_policy.errors.exceptions import (
    BusinessTimeError,
    ColumnsError,
    CoverageError,
    InvalidContractError,
    InvalidPolicyError,
    InvalidRecordError,
    MissingAttributeError,
    NaiveDatetimeError,
    NotInForceError,
    OutsideContractError,
    PolicyError,
    PolicyNotFoundError,
    UnknownIdError,
    UnstatedError,
    WorkerPolicyError,
    within,
)
from ptc_service_policy.errors.problem import MOST_PROBLEMS, PathItem, Problem, write_path
from ptc_service_policy.errors.suggestions import is_near, knows, near_names, suggest

__all__ = [
    "MOST_PROBLEMS",
    "BusinessTimeError",
    "ColumnsError",
    "CoverageError",
    "InvalidContractError",
    "InvalidPolicyError",
    "InvalidRecordError",
    "MissingAttributeError",
    "NaiveDatetimeError",
    "NotInForceError",
    "NotRegularError",
    "OutsideContractError",
    "PathItem",
    "PolicyError",
    "PolicyNotFoundError",
    "Problem",
    "UnknownIdError",
    "UnstatedError",
    "WorkerPolicyError",
    "cause_of",
    "describe",
    "is_near",
    "knows",
    "near_names",
    "quoted",
    "shown",
    "suggest",
    "tell",
    "within",
    "write_path",
]
