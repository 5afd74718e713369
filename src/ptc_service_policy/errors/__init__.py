"""Problems as data, the catalogue of their codes, and the exceptions that carry them."""

from ptc_service_policy.errors.catalogue import CATALOGUE, describe, severity_of
from ptc_service_policy.errors.codes.entry import CatalogueEntry, Severity
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
    "CATALOGUE",
    "BusinessTimeError",
    "CatalogueEntry",
    "CoverageError",
    "InvalidContractError",
    "InvalidPolicyError",
    "NaiveDatetimeError",
    "PathItem",
    "PolicyError",
    "PolicyNotFoundError",
    "Problem",
    "Severity",
    "UnknownIdError",
    "UnstatedError",
    "describe",
    "is_near",
    "severity_of",
    "suggest",
    "write_path",
]
