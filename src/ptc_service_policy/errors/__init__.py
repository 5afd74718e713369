"""Problems as data, and the exceptions that carry them; ``catalogue`` holds every code."""

from ptc_service_policy.errors.describing import describe
from ptc_service_policy.errors.exceptions import (
    BusinessTimeError,
    CoverageError,
    InvalidContractError,
    InvalidPolicyError,
    NaiveDatetimeError,
    PolicyError,
    PolicyNotFoundError,
    UnknownIdError,
    UnstatedError,
)
from ptc_service_policy.errors.problem import PathItem, Problem, write_path
from ptc_service_policy.errors.suggestions import is_near, suggest

__all__ = [
    "BusinessTimeError",
    "CoverageError",
    "InvalidContractError",
    "InvalidPolicyError",
    "NaiveDatetimeError",
    "PathItem",
    "PolicyError",
    "PolicyNotFoundError",
    "Problem",
    "UnknownIdError",
    "UnstatedError",
    "describe",
    "is_near",
    "suggest",
    "write_path",
]
