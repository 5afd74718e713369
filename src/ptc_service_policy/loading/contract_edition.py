"""Which edition governs one contract on a day: its way through the journal from its signature on.

The last event that reaches a contract has its way; those before the one that brought it where it is have had
their say. A day on which something is said of it is enough to look at: between two of them nothing changes.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Protocol

from ptc_service_policy.loading.governing import fits, in_effect
from ptc_service_policy.model.editions import Event, Line
from ptc_service_policy.model.frozen import FrozenDict

Mark = bool | str | float
_OTHER = "\0"
"""A mark that no line asks for."""


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what is known of a contract: when it was signed and renewed, and the marks that lines ask for."""

    signed: date | None = None
    renewed: Collection[date] = ()
    marks: Mapping[str, Mark] = field(default_factory=FrozenDict)


class Signed(Protocol):
    """Name what a contract has that the journal asks for."""

    @property
    def signed(self) -> date | None:
        """Return the day on which it was signed."""

    @property
    def renewed(self) -> Collection[date]:
        """Return the days on which it was renewed."""

    @property
    def attributes(self) -> Mapping[str, Mark]:
        """Return its marks, with the attributes that it gives."""


def told_of(contract: Signed) -> Told:
    """Return what a contract tells of what the journal asks."""
    return Told(contract.signed, contract.renewed, contract.attributes)


@dataclass(frozen=True, slots=True)
class _Place:
    """Say where a contract is: under which edition, by which event, and whether it was signed under it."""

    edition: str
    event: int
    signed: bool


def editions_possible(
    journal: Sequence[Event], told: Told, day: date, *, known_on: date | None = None
) -> tuple[str, ...]:
    """Return the editions that can govern a contract on a day: one where what is known of it tells which.

    Args:
        journal: the events, in the order in which they were recorded.
        told: what is known of the contract.
        day: the day.
        known_on: what was recorded later is not known yet; all is known if left out.

    Returns:
        The editions, in the order of the journal; none where no edition governs a contract of that day.
    """
    events = in_effect([each for each in journal if known_on is None or each.recorded <= known_on])
    signatures = _signatures(events, told, day)
    found = {
        _follow(events, signed, told.renewed, marks, day)
        for signed, marks in product(signatures, _marks(events, told.marks))
    }
    order = [event.edition or event.instead for event in events]
    return tuple(dict.fromkeys(each for each in order if each is not None and each in found))


def asked_of(journal: Sequence[Event], told: Told) -> Iterator[str]:
    """Name what the journal asks of a contract and nobody told: ``signed``, or a mark."""
    if told.signed is None:
        yield "signed"
    asked = {key for event in journal for line in event.lines for key in line.condition}
    yield from sorted(asked - told.marks.keys())


def turning_days(journal: Sequence[Event], told: Told) -> Iterator[date]:
    """Yield the days, and some more, on which it can change which editions govern a contract."""
    for event in journal:
        for day in _days_of(event, told.renewed):
            yield day
            if told.signed is None and day < date.max:
                yield day + timedelta(days=1)


def _signatures(events: Sequence[Event], told: Told, day: date) -> tuple[date, ...]:
    """Return days of signature of which one is like any that is possible."""
    if told.signed is not None:
        return (told.signed,)
    turning = {each for event in events for each in _days_of(event, told.renewed)}
    turning |= {each + timedelta(days=1) for each in turning if each < date.max}
    return tuple(sorted({date.min, *(each for each in turning if each <= day)}))


def _marks(events: Sequence[Event], told: Mapping[str, Mark]) -> tuple[Mapping[str, Mark], ...]:
    """Return the marks that a contract can have: those that are told, and any of the others."""
    asked: dict[str, dict[Mark, None]] = {}
    for event in events:
        for line in event.lines:
            for key, value in line.condition.items():
                if key not in told:
                    asked.setdefault(key, {_OTHER: None})[value] = None
    return tuple({**told, **dict(zip(asked, each, strict=True))} for each in product(*asked.values()))


def _days_of(event: Event, renewed: Collection[date]) -> Iterator[date]:
    """Return the days on which an event says something of contracts."""
    if event.first_signature is not None:
        yield event.first_signature
    if event.from_ is not None:
        yield event.from_
    for line in event.lines:
        if line.from_ is not None:
            yield line.from_
            yield from (each for each in renewed if line.at is not None and each >= line.from_)


def _follow(
    events: Sequence[Event], signed: date, renewed: Collection[date], marks: Mapping[str, Mark], day: date
) -> str | None:
    """Follow a contract from its signature to a day."""
    place = _at_signature(events, signed)
    if place is None or signed > day:
        return None
    days = {each for event in events for each in _days_of(event, renewed)}
    for turning in sorted({signed, *(each for each in days if signed < each <= day)}):
        while (moved := _moved(events, place, turning, renewed, marks)) is not None:
            place = moved
    return place.edition


def _at_signature(events: Sequence[Event], signed: date) -> _Place | None:
    """Return the place of a contract when it is signed: the last event that takes such contracts."""
    found: _Place | None = None
    for number, event in enumerate(events):
        if event.edition and event.first_signature is not None and event.first_signature <= signed:
            found = _Place(event.edition, number, signed=True)
    return found


def _moved(
    events: Sequence[Event], place: _Place, day: date, renewed: Collection[date], marks: Mapping[str, Mark]
) -> _Place | None:
    """Return where a day moves a contract to; None where it stays.

    Who is under an edition that was withdrawn before that day leaves it first.
    """
    later = [(number, event) for number, event in enumerate(events) if number > place.event]
    gone = [each for each in later if _is_withdrawn(each[1], place.edition, day, before=True)]
    hits = [each for each in later if _reaches(each[1], place, day, renewed, marks)]
    if not gone and not hits:
        return None
    number, event = gone[0] if gone else hits[-1]
    edition = event.edition or event.instead
    return None if edition is None else _Place(edition, number, signed=False)


def _is_withdrawn(event: Event, edition: str, day: date, *, before: bool) -> bool:
    if event.withdraw != edition or event.from_ is None:
        return False
    return event.from_ < day if before else event.from_ <= day


def _reaches(
    event: Event, place: _Place, day: date, renewed: Collection[date], marks: Mapping[str, Mark]
) -> bool:
    """Tell whether an event moves a contract on a day: by a withdrawal, or by the first line about it.

    A line that names a day moves who is there by then; of those that come later, who was moved there.
    """
    if event.withdraw is not None:
        return _is_withdrawn(event, place.edition, day, before=False)
    line = next((each for each in event.lines if _is_about(each, place.edition, marks)), None)
    if line is None or line.from_ is None or day < line.from_:
        return False
    if line.at is not None:
        return day in renewed
    return day == line.from_ or not place.signed


def _is_about(line: Line, edition: str, marks: Mapping[str, Mark]) -> bool:
    asked = line.condition.items()
    return fits(line, edition) and all(
        type(marks.get(key)) is type(value) and marks[key] == value for key, value in asked
    )
