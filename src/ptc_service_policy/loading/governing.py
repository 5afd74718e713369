"""Which editions can govern contracts, told from the journal alone, without a single contract.

A contract comes under an edition when it is signed, when a line moves it, or when the edition that governed
it is withdrawn. What one event brings under an edition leaves it by later events only: earlier ones have had
their say. A move on a day reaches the contracts that are there by then; one signed later under the old one
stays. Lines with a condition move some contracts, and nobody knows which; a contract may never be renewed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ptc_service_policy.model.editions import Event, Line

_NEVER = date.max
_Lines = dict[str, list[Line]]
"""The lines of an event by the editions that they are about."""


class _Leave(NamedTuple):
    """Say by which event of the journal, and from which day on, no contract is left under an edition.

    ``first`` is the day on which the first of them leave.
    """

    day: date
    event: int
    withdrawn: bool
    first: date

    def as_found(self, event: int | None) -> "_Leave":
        """Leave a day later for an event that was recorded later, and so has its way on that day."""
        later = event is not None and self.event < event
        return self._replace(day=_day_after(self.day)) if later else self


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

    def gone(self, *, before: int | None = None, loosely: bool = False) -> date:
        """Return the day from which surely none is left; before an event, as that event finds it.

        The last event has its way: on the day on which an earlier one moves them, and with those that come
        later. Loosely, one that comes after the others left stays.
        """
        leaves = [leave.as_found(before) for leave in self.leaves if self._heeds(leave, before)]
        all_gone = min((leave.day for leave in leaves), default=_NEVER)
        return _NEVER if loosely and all_gone < self.end else all_gone

    def _heeds(self, leave: _Leave, before: int | None) -> bool:
        """Tell whether all leave so, or leave it to an event to reach them first."""
        if leave.withdrawn:
            return leave.event != before
        if self.signed:
            return leave.event != before and self.end <= _day_after(leave.first)
        return before is None or leave.event > before or (leave.event < before and self.end <= leave.day)

    def is_there(self, day: date, *, before: int | None = None, loosely: bool = False) -> bool:
        """Tell whether any can be there after ``day``, or when an event comes to it on that day."""
        gone = self.gone(before=before, loosely=loosely)
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
    about = [_lines_about(event) for event in events]
    for place, event in enumerate(events):
        brought = event.edition or event.instead
        if brought is None:
            continue
        leaves = tuple(_leaves(events, about, place, brought))
        moved = list(_moved(event, about[place], place, found, loosely=loosely))
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
    return min((signed_before, *(day for day in later if day is not None)))


def _lines_about(event: Event) -> _Lines:
    about: _Lines = {}
    for line in event.lines:
        for edition in line.versions:
            about.setdefault(edition, []).append(line)
    return about


def _leaves(events: Sequence[Event], about: Sequence[_Lines], place: int, edition: str) -> Iterator[_Leave]:
    for later, event in enumerate(events[place + 1 :], start=place + 1):
        if event.withdraw == edition and event.from_ is not None:
            yield _Leave(event.from_, later, withdrawn=True, first=event.from_)
        elif days := _all_moved(about[later].get(edition, ())):
            first, last = days
            yield _Leave(last, later, withdrawn=False, first=first)


def _all_moved(lines: Iterable[Line]) -> tuple[date, date] | None:
    """Return the days on which the first and the last contracts move, if the lines about them move all."""
    days: list[date] = []
    for line in lines:
        if line.from_ is None or line.at is not None:
            return None
        days.append(line.from_)
        if not line.condition:
            return min(days), max(days)
    return None


def _moved(
    event: Event, about: _Lines, place: int, sources: Sequence[Arrival], *, loosely: bool
) -> Iterator[tuple[date, date]]:
    """Return from when to when (end excluded) an event brings contracts that were elsewhere before."""
    for source in sources:
        if event.withdraw == source.edition and event.from_ is not None:
            if source.is_there(event.from_, before=place, loosely=loosely):
                yield max(event.from_, source.first), max(_day_after(event.from_), source.end)
            continue
        for line in about.get(source.edition, ()):
            if line.from_ is None or not source.is_there(line.from_, before=place, loosely=loosely):
                continue
            if line.at is not None:
                yield max(line.from_, source.first), _NEVER
            elif not source.signed:
                yield max(line.from_, source.first), max(_day_after(line.from_), source.end)
            elif source.first <= line.from_ or loosely:
                yield line.from_, _day_after(line.from_)


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
