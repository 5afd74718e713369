"""Problems as data, the catalogue of their codes, and the exceptions that carry them."""

from ptc_service_policy.errors.catalogue import CATALOGUE, CatalogueEntry, describe
from ptc_service_policy.errors.exceptions import (
    BusinessTimeError,
    CoverageError,
    InvalidContractError,
    InvalidPolicyError,
    NaiveDatetimeError,
    PolicyError,
    PolicyNotFoundError,
    UnknownIdError,
)
from ptc_service_policy.errors.problem import PathItem, Problem, write_path

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
    "UnknownIdError",
    "describe",
    "write_path",
]
