"""Which editions can govern contracts, told from the journal alone, without a single contract.

A contract comes under an edition when it is signed, when a line moves it, or when the edition that governed
it is withdrawn. What one event brings under an edition leaves it by later events only: earlier ones have had
their say. A move on a day reaches the contracts that are there by then; one signed later under the old one
stays. Lines with a condition move some contracts, and nobody knows which; a contract may never be renewed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ptc_service_policy.model.editions import Event, Line

_NEVER = date.max


class _Leave(NamedTuple):
    """Say from which day on, and by which event of the journal, no contract is left under an edition."""

    day: date
    event: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """Hold the contracts that one event brings under an edition.

    ``first`` is the first day on which one can come, ``end`` the day from which none comes any more. Those
    that are ``signed`` under the edition come one by one, whatever became of those before them.
    """

    edition: str
    first: date
    end: date
    signed: bool
    leaves: tuple[_Leave, ...]

    def gone(self, *, but: int | None = None, loosely: bool = False) -> date:
        """Return the day from which surely none is left, had the event ``but`` not been.

        Loosely, one that comes after the others left stays.
        """
        leaves = [leave for leave in self.leaves if leave.event != but]
        all_gone = min((leave.day for leave in leaves), default=_NEVER)
        if self.end <= all_gone:
            return all_gone
        if loosely:
            return _NEVER
        if self.signed:
            return min((leave.day for leave in leaves if leave.withdrawn), default=_NEVER)
        return all_gone

    def is_there(self, day: date, *, but: int | None = None, loosely: bool = False) -> bool:
        """Tell whether any can be there after ``day``."""
        gone = self.gone(but=but, loosely=loosely)
        return self.first < gone and day < gone


def in_effect(events: Sequence[Event]) -> tuple[Event, ...]:
    """Leave out the withdrawals that were undone, and what undid them."""
    undone = {event.undo for event in events}
    return tuple(
        event for event in events if event.undo is None and not (event.withdraw and event.id in undone)
    )


def fits(line: Line, edition: str) -> bool:
    """Tell whether a line is about contracts that an edition governs."""
    return edition in line.versions


def arrivals(
    events: Sequence[Event], *, signed_before: date = _NEVER, loosely: bool = False
) -> tuple[Arrival, ...]:
    """Return how contracts come under editions by events that are all in effect.

    Args:
        events: the events, in the order in which they were recorded.
        signed_before: only contracts that were signed before this day are looked at.
        loosely: rather one too many than one too few.
    """
    found: list[Arrival] = []
    for place, event in enumerate(events):
        brought = event.edition or event.instead
        if brought is None:
            continue
        leaves = tuple(_leaves(events, place, brought))
        moved = list(_moved(event, place, found, loosely=loosely))
        first, end = event.first_signature, _end_of_signatures(events, place, signed_before)
        if first is not None and first < end:
            found.append(Arrival(brought, first, end, signed=True, leaves=leaves))
        if moved:
            starts, ends = zip(*moved, strict=True)
            found.append(Arrival(brought, min(starts), max(ends), signed=False, leaves=leaves))
    return tuple(found)


def can_govern(
    events: Sequence[Event], day: date, *, signed_before: date = _NEVER, loosely: bool = False
) -> tuple[str, ...]:
    """Return the editions that can govern a contract after ``day``, in the order of the journal.

    The arguments are those of ``arrivals``.
    """
    found = arrivals(events, signed_before=signed_before, loosely=loosely)
    there = (each.edition for each in found if each.is_there(day, loosely=loosely))
    return tuple(dict.fromkeys(there))


def _end_of_signatures(events: Sequence[Event], place: int, signed_before: date) -> date:
    """Return the day from which a later event takes the contracts that are signed."""
    later = (event.first_signature for event in events[place + 1 :])
    return min((day for day in later if day is not None), default=signed_before)


def _leaves(events: Sequence[Event], place: int, edition: str) -> Iterator[_Leave]:
    for later, event in enumerate(events[place + 1 :], start=place + 1):
        if event.withdraw == edition and event.from_ is not None:
            yield _Leave(event.from_, later, withdrawn=True)
        elif (day := _all_moved(event, edition)) is not None:
            yield _Leave(day, later, withdrawn=False)


def _all_moved(event: Event, edition: str) -> date | None:
    """Return the day by which an event has moved every contract of an edition, if it moves them all."""
    last = date.min
    for line in _lines_for(event, edition):
        if line.from_ is None or line.at is not None:
            return None
        last = max(last, line.from_)
        if not line.condition:
            return last
    return None


def _lines_for(event: Event, edition: str) -> Iterator[Line]:
    """Return the lines that can be the first to fit a contract of an edition."""
    for line in event.lines:
        if fits(line, edition):
            yield line
            if not line.condition:
                return


def _moved(
    event: Event, place: int, sources: Sequence[Arrival], *, loosely: bool
) -> Iterator[tuple[date, date]]:
    """Return from when to when (end excluded) an event brings contracts that were elsewhere before."""
    for source in sources:
        if event.withdraw == source.edition and event.from_ is not None:
            if source.is_there(event.from_, but=place, loosely=loosely):
                yield max(event.from_, source.first), max(_day_after(event.from_), source.end)
            continue
        for line in _lines_for(event, source.edition):
            if line.from_ is None or not source.is_there(line.from_, but=place, loosely=loosely):
                continue
            if line.at is not None:
                yield max(line.from_, source.first), _NEVER
            elif not source.signed:
                yield max(line.from_, source.first), max(_day_after(line.from_), source.end)
            elif source.first <= line.from_ or loosely:
                yield line.from_, _day_after(line.from_)


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
