"""What a check of a folder found."""

from dataclasses import dataclass

from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import severity_of


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Hold the files that were looked at and the problems found: version by version, then by place."""

    folder: str
    files: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Return what must be mended before a version is published."""
        return tuple(problem for problem in self.problems if severity_of(problem) == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Return what somebody should look at."""
        return tuple(problem for problem in self.problems if severity_of(problem) == "warning")
