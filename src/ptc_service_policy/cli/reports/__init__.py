"""What a check found, written for people, programs, code hosts and build servers."""

from enum import StrEnum


class ReportFormat(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
