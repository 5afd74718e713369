"""What can be asked of every row of a table, and which columns the answers bring."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import pyarrow as pa

from ptc_service_policy.business_time import Mark
from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.progress import require_marks, used_at
from ptc_service_policy.business_time.reading import require_mapping, require_texts, wrong_shape
from ptc_service_policy.columns.answers import INSTANT, LENGTH, NAME, PAUSES
from ptc_service_policy.model.frozen import FrozenDict

RESPONSE: Final = "response"
Attributes = Mapping[str, str] | Collection[str]
"""The columns that tell attributes: by attribute, or of the same names as they."""
Told = Mapping[str, str | float]
"""What is told of attributes for every row that does not say it itself."""

_TELLS: Final = '{"severity": "priority"}'
_NOTHING_TOLD: Final[Told] = FrozenDict()
_PARTS: Final = pa.field("parts", pa.string())
_STATE: Final = (
    pa.field("state", NAME),
    pa.field("used", LENGTH),
    pa.field("left", LENGTH),
    pa.field("share", pa.float64()),
)
_REMINDERS: Final = pa.field("reminders", pa.list_(INSTANT))


def _grounds(*, with_parts: bool = False) -> tuple[pa.Field, ...]:
    """Return the columns that every answer carries."""
    names = ("basis", "firmness", "policy_version", "policy_digest", "reason")
    basis, hedges, *rest = (pa.field(name, NAME) for name in names)
    return basis, hedges, *((_PARTS,) if with_parts else ()), *rest


class _Question(ABC):
    """Name the columns that a question is about."""

    __slots__ = ()

    contract: str | None
    attributes: Attributes
    told: Told

    def __post_init__(self) -> None:
        for name, kind in type(self).__annotations__.items():
            value = getattr(self, name)
            if kind is str or (kind == str | None and value is not None):
                require_texts((value,), (name,), f'"{name}"')
            if kind is bool and not isinstance(value, bool):
                raise wrong_shape(value, (name,), "True")
        given = self.attributes
        if not isinstance(given, Collection):
            raise wrong_shape(given, ("attributes",), _TELLS)
        columns = given.values() if isinstance(given, Mapping) else ()
        require_texts((*given, *columns), ("attributes",), _TELLS)
        require_mapping(self.told, ("told",), '{"region": "emea"}')
        object.__setattr__(self, "attributes", FrozenDict(self.columns_told))
        object.__setattr__(self, "told", FrozenDict(self.told))

    @property
    def columns_told(self) -> Mapping[str, str]:
        """Return the name of the column that tells each attribute."""
        given = self.attributes
        return given if isinstance(given, Mapping) else {name: name for name in given}

    @property
    @abstractmethod
    def instants(self) -> tuple[str, ...]:
        """Return the names of the columns that hold instants."""

    @property
    def required(self) -> tuple[str, ...]:
        """Return the names of the columns of instants without which there is no answer."""
        return self.instants

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the names of the columns that hold lists of pauses."""
        return ()

    @property
    def kinds(self) -> Mapping[str, pa.DataType]:
        """Return the type of each column that holds instants or lists of pauses."""
        return dict.fromkeys(self.instants, INSTANT) | dict.fromkeys(self.lists, PAUSES)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of all columns that are asked about, each once."""
        contract = () if self.contract is None else (self.contract,)
        return tuple(dict.fromkeys((*contract, *self.instants, *self.lists, *self.columns_told.values())))


@dataclass(frozen=True, slots=True)
class DueQuestion(_Question):
    """Ask when a target is due, such as the response to each request, and whether it was in time.

    ``contract`` and ``received_at`` name columns; without ``contract`` every row is under the only contract.
    ``pauses`` names a column of lists of pauses, each with its ``start`` and its ``end``, null for one that
    goes on. ``with_earliest_due`` asks for the column ``earliest_due`` too, which takes most of the time;
    ``with_parts`` for the column ``parts``: each part of the answer that the source does not state as such,
    with its basis, as in "hours:interpreted receipt:agreed", null where there is none.

    With ``answered_at``, a column, or ``as_of``, an instant or a column of such, how each request stands is
    told as ``AppliedPolicy.request_state`` tells it: the column ``state`` says "met", "missed", "running",
    "paused" or "overdue", ``used`` and ``left`` how much of its time is, and ``share`` which part of it is
    used. Nothing that happened after ``as_of`` counts. They are null for a row with neither instant.
    ``remind_at`` are shares of the time, or lengths of it that are left; the column ``reminders`` lists when
    each is reached.

    ``attributes`` name the columns of attributes on which the target may depend, such as
    ``{"severity": "priority"}``, or ``["severity"]`` for a column of that name; ``told`` says what holds
    where they say nothing, such as ``{"region": "emea"}``.

    Raises NaiveDatetimeError (PSP601) for an ``as_of`` without a time zone, BusinessTimeError for a wrong
    reminder (PSP632) and for what is not a name, attributes, or what is told of them (PSP607).
    """

    contract: str | None = "contract"
    received_at: str = "received_at"
    answered_at: str | None = None
    pauses: str | None = None
    as_of: datetime | str | None = None
    remind_at: Sequence[Mark] = ()
    with_earliest_due: bool = True
    with_parts: bool = False
    target: str = RESPONSE
    attributes: Attributes = ()
    told: Told = _NOTHING_TOLD

    def __post_init__(self) -> None:
        _Question.__post_init__(self)
        require_marks(self.remind_at, "remind_at")
        object.__setattr__(self, "remind_at", tuple(self.remind_at))
        for mark in self.remind_at:
            used_at(mark, timedelta())
        if isinstance(self.as_of, str):
            require_texts((self.as_of,), ("as_of",), '"as_of"')
        elif self.as_of is not None:
            since_epoch(self.as_of)

    @property
    def instants(self) -> tuple[str, ...]:
        """Return the names of the columns that hold instants."""
        as_of = self.as_of if isinstance(self.as_of, str) else None
        return tuple(name for name in (self.received_at, self.answered_at, as_of) if name is not None)

    @property
    def lists(self) -> tuple[str, ...]:
        """Return the name of the column that holds lists of pauses."""
        return () if self.pauses is None else (self.pauses,)

    @property
    def required(self) -> tuple[str, ...]:
        """Return the names of the columns of instants without which there is no answer."""
        return (self.received_at,)

    @property
    def judges(self) -> bool:
        """Return whether the answers say how each request stands."""
        return self.answered_at is not None or self.as_of is not None

    @property
    def follows(self) -> bool:
        """Return whether it matters what happened to a request after it came in."""
        return self.judges or self.pauses is not None

    @property
    def schema(self) -> pa.Schema:
        """Return the columns of the answers."""
        earliest = [pa.field("earliest_due", INSTANT)] if self.with_earliest_due else []
        state = [*_STATE, *([_REMINDERS] if self.remind_at else [])] if self.judges else []
        return pa.schema([pa.field("due", INSTANT), *earliest, *state, *_grounds(with_parts=self.with_parts)])


@dataclass(frozen=True, slots=True)
class AvailabilityQuestion(_Question):
    """Ask whether the managers are "available", "on-request" or "unavailable" at an instant.

    ``with_parts``, ``attributes`` and ``told`` are those of ``DueQuestion``.
    """

    contract: str | None = "contract"
    at: str = "at"
    with_parts: bool = False
    attributes: Attributes = ()
    told: Told = _NOTHING_TOLD

    @property
    def instants(self) -> tuple[str, ...]:
        """Return the names of the columns that hold instants."""
        return (self.at,)

    @property
    def schema(self) -> pa.Schema:
        """Return the columns of the answers."""
        return pa.schema([pa.field("availability", NAME), *_grounds(with_parts=self.with_parts)])


@dataclass(frozen=True, slots=True)
class ElapsedQuestion(_Question):
    """Ask how much of the time in which a target is counted passed between two instants.

    What depends on the instant is as it is at ``start``. ``target``, ``attributes`` and ``told`` are those of
    ``DueQuestion``.
    """

    contract: str | None = "contract"
    start: str = "start"
    end: str = "end"
    target: str = RESPONSE
    attributes: Attributes = ()
    told: Told = _NOTHING_TOLD

    @property
    def instants(self) -> tuple[str, ...]:
        """Return the names of the columns that hold instants."""
        return self.start, self.end

    @property
    def schema(self) -> pa.Schema:
        """Return the columns of the answers."""
        return pa.schema([pa.field("elapsed", LENGTH), *_grounds()])


Question = DueQuestion | AvailabilityQuestion | ElapsedQuestion
