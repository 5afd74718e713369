"""What can be asked of every row of a table, and which columns the answers bring."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import pyarrow as pa

from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.columns.answers import INSTANT, LENGTH, NAME

_GROUNDS: Final = (
    pa.field("basis", NAME),
    pa.field("policy_version", NAME),
    pa.field("policy_digest", NAME),
    pa.field("reason", NAME),
)


class _Question(ABC):
    """Name the columns that a question is about."""

    __slots__ = ()

    contract: str | None

    @property
    @abstractmethod
    def instants(self) -> tuple[str, ...]:
        """Return the names of the columns that hold instants."""

    @property
    def required(self) -> tuple[str, ...]:
        """Return the names of the columns of instants without which there is no answer."""
        return self.instants

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of all columns that are asked about."""
        return self.instants if self.contract is None else (self.contract, *self.instants)


@dataclass(frozen=True, slots=True)
class DueQuestion(_Question):
    """Ask when the responses are due, and whether they were in time.

    ``contract`` and ``received_at`` name columns; without ``contract`` every row is under the only contract.
    With ``answered_at``, the column ``state`` says "met" or "missed", and null where it does not hold an
    instant; as of an instant ``as_of``, what is not answered then is "missed" or "due".
    ``with_plan_by`` asks for the column ``plan_by`` too, which takes most of the time.

    Raises NaiveDatetimeError (PSP601) for an ``as_of`` without a time zone.
    """

    contract: str | None = "contract"
    received_at: str = "received_at"
    answered_at: str | None = None
    as_of: datetime | None = None
    with_plan_by: bool = True

    def __post_init__(self) -> None:
        if self.as_of is not None:
            since_epoch(self.as_of)

    @property
    def instants(self) -> tuple[str, ...]:
        """Return the names of the columns that hold instants."""
        return (self.received_at,) if self.answered_at is None else (self.received_at, self.answered_at)

    @property
    def required(self) -> tuple[str, ...]:
        """Return the names of the columns of instants without which there is no answer."""
        return (self.received_at,)

    @property
    def judges(self) -> bool:
        """Tell whether the answers say if the responses were in time."""
        return self.answered_at is not None or self.as_of is not None

    @property
    def schema(self) -> pa.Schema:
        """Return the columns of the answers."""
        plan_by = [pa.field("plan_by", INSTANT)] if self.with_plan_by else []
        state = [pa.field("state", NAME)] if self.judges else []
        return pa.schema([pa.field("due", INSTANT), *plan_by, *state, *_GROUNDS])


@dataclass(frozen=True, slots=True)
class AvailabilityQuestion(_Question):
    """Ask whether the managers are "available", "on-request" or "unavailable" at an instant."""

    contract: str | None = "contract"
    at: str = "at"

    @property
    def instants(self) -> tuple[str, ...]:
        """Return the names of the columns that hold instants."""
        return (self.at,)

    @property
    def schema(self) -> pa.Schema:
        """Return the columns of the answers."""
        return pa.schema([pa.field("availability", NAME), *_GROUNDS])


@dataclass(frozen=True, slots=True)
class ElapsedQuestion(_Question):
    """Ask how much of the time in which responses are counted passed between two instants."""

    contract: str | None = "contract"
    start: str = "start"
    end: str = "end"

    @property
    def instants(self) -> tuple[str, ...]:
        """Return the names of the columns that hold instants."""
        return self.start, self.end

    @property
    def schema(self) -> pa.Schema:
        """Return the columns of the answers."""
        return pa.schema([pa.field("elapsed", LENGTH), *_GROUNDS])


Question = DueQuestion | AvailabilityQuestion | ElapsedQuestion
