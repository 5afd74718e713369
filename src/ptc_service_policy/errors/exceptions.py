"""What the library raises: PolicyError and its kin, each carrying its problems as data."""

from copy import copy
from dataclasses import replace
from typing import Any, Self, TypeVar

from ptc_service_policy.errors.describing import describe
from ptc_service_policy.errors.problem import Problem
from ptc_service_policy.text import Language

E = TypeVar("E", bound="PolicyError")


class PolicyError(Exception):
    """Carry every problem found; the root of all that this library raises on purpose."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    @classmethod
    def of(cls, code: str, **values: Any) -> Self:
        """Build the error from one code of the catalogue and the values of its message."""
        return cls(describe(code, **values))

    def write(self, language: Language) -> str:
        """Write all problems in ``language``, one a line."""
        return "\n".join(problem.write(language) for problem in self.problems)

    def __str__(self) -> str:
        return self.write("en")


class InvalidPolicyError(PolicyError):
    """A policy folder, or a file of it, breaks a rule; nothing of it was loaded."""


class PolicyNotFoundError(PolicyError, LookupError):
    """No published policy has that version, or none was in force at that date."""


class UnknownIdError(PolicyError, LookupError):
    """An offering, service, limit or other id does not exist in the policy."""


class MissingAttributeError(PolicyError, ValueError):
    """The answer depends on an attribute, such as the severity, that the question does not tell."""

    @property
    def attributes(self) -> tuple[str, ...]:
        """Return the attributes that are missing."""
        return tuple(str(problem.path[-1]) for problem in self.problems)


class InvalidContractError(PolicyError, ValueError):
    """A contract contradicts itself or the policy that it is applied to."""


class InvalidRecordError(PolicyError):
    """A record is damaged, or is not a record."""


class OutsideContractError(PolicyError, ValueError):
    """A contract is asked about a day before its first or after its last."""


class NotInForceError(PolicyError, LookupError):
    """A version is asked about a day on which it does not govern the contract."""

    def __init__(self, *problems: Problem, versions: tuple[str, ...] = ()) -> None:
        super().__init__(*problems)
        self._versions = versions

    @classmethod
    def of(cls, code: str, **values: Any) -> Self:
        """Build the error from one code of the catalogue and the values of its message."""
        return cls(describe(code, **values), versions=values["governing"])

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the versions that govern the contract on that day; several where it does not tell which."""
        return self._versions


class UnstatedError(PolicyError):
    """A question was asked that the source does not answer, where no decision can say so."""


class BusinessTimeError(PolicyError, ValueError):
    """A calendar is not valid, or a question to it has no right answer."""


class NaiveDatetimeError(BusinessTimeError):
    """An instant without a time zone was given where an instant is needed."""


class CoverageError(BusinessTimeError):
    """A question reaches dates for which the holidays are not known."""


class ColumnsError(PolicyError, ValueError):
    """Columns, or the files that hold them, cannot be asked about as they are."""


class WorkerPolicyError(PolicyError):
    """A policy cannot travel to the workers of a cluster, or a worker has another one."""


def within(error: E, *path: str | int) -> E:
    """Return the same error about what stands at a path of something larger."""
    found = copy(error)
    found.problems = found.args = tuple(replace(each, path=(*path, *each.path)) for each in error.problems)
    return found
