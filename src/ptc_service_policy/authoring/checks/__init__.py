"""The rules that a schema cannot say, one file each, and all of them together."""

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.authoring.checks.registry import CHECKED_WHILE_LOADING, CHECKS
from ptc_service_policy.authoring.checks.result import CheckResult
from ptc_service_policy.authoring.checks.run import check_policies

__all__ = ["CHECKED_WHILE_LOADING", "CHECKS", "Check", "CheckResult", "Material", "check_policies"]
