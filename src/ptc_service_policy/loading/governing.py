"""Which editions can govern contracts, told from the journal alone, without a single contract.

A contract comes under an edition when it is signed, when a line moves it, or when the edition that governed
it is withdrawn. What one event brings under an edition leaves it by later events only: earlier ones have had
their say. A move on a day reaches the contracts that are there by then; one signed later under the old one
stays. Lines with a condition move some contracts, and nobody knows which; a contract may never be renewed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heappop, heappush
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

    def as_found(self, event: int) -> date:
        """Return the day as an event finds it: what was recorded later has its way on that day."""
        return _day_after(self.day) if self.event < event else self.day


@dataclass(slots=True, eq=False)
class Arrival:
    """Hold the contracts that one event brings under an edition, as the journal has it so far.

    ``first`` is the first day on which one can come, ``end`` the day from which none comes any more. Those
    that are ``signed`` under the edition come one by one, whatever became of those before them. ``gone`` is
    the day from which surely none is left, and ``gone_to_next`` the same as the next event will find it.
    """

    edition: str
    event: int
    first: date
    end: date
    signed: bool
    leaves: list[_Leave] = field(default_factory=list)
    gone: date = _NEVER
    gone_to_next: date = _NEVER

    def bound(self, first: date, end: date) -> None:
        """Bound anew the days on which they come."""
        self.first, self.end = first, end
        self.gone = self.gone_to_next = _NEVER
        for leave in self.leaves:
            self._heed(leave)

    def add(self, leave: _Leave) -> bool:
        """Take one more way to leave; tell whether an event that was recorded before may find them gone."""
        self.leaves.append(leave)
        self._heed(leave)
        return self._heeds(leave, self.event)

    def gone_before(self, event: int) -> date:
        """Return the day from which surely none is left, as an event finds it.

        The last event has its way: on the day on which an earlier one moves them, and with those that come
        later.
        """
        days = (each.as_found(event) for each in self.leaves if self._heeds(each, event))
        return min(days, default=_NEVER)

    def is_there(self, day: date, gone: date, *, loosely: bool = False) -> bool:
        """Tell whether any can be there after ``day``, or when an event comes to it on that day.

        Loosely, one that comes after the others left stays.
        """
        if loosely and gone < self.end:
            gone = _NEVER
        return self.first < gone and day < gone

    def _heed(self, leave: _Leave) -> None:
        if self._heeds(leave):
            self.gone = min(self.gone, leave.day)
        if self._heeds(leave, leave.event + 1):
            self.gone_to_next = min(self.gone_to_next, _day_after(leave.day))

    def _heeds(self, leave: _Leave, before: int | None = None) -> bool:
        """Tell whether all leave so, or leave it to an event to reach them first."""
        if leave.withdrawn:
            return leave.event != before
        if self.signed:
            return leave.event != before and self.end <= _day_after(leave.first)
        return before is None or leave.event > before or (leave.event < before and self.end <= leave.day)


class _Move(NamedTuple):
    """Hold an event that takes contracts from other editions, and what its lines say of each."""

    event: Event
    place: int
    about: _Lines

    def sources(self) -> Iterator[str]:
        """Return the editions that it takes contracts from."""
        if self.event.withdraw is not None:
            yield self.event.withdraw
        yield from self.about

    def moves(self) -> tuple[str, ...]:
        """Return the editions from which it moves contracts to its own."""
        editions = (each for each in self.sources() if self.latest(each) > date.min)
        return tuple(editions)

    def latest(self, edition: str) -> date:
        """Return the last day of which it says that it takes contracts from an edition then."""
        days = (self.event.from_, *(line.from_ for line in self.about.get(edition, ())))
        return max((day for day in days if day is not None), default=date.min)

    def leave(self, edition: str) -> _Leave | None:
        """Return how it lets all contracts leave an edition; None where some may stay."""
        if self.event.withdraw == edition and self.event.from_ is not None:
            return _Leave(self.event.from_, self.place, withdrawn=True, first=self.event.from_)
        if days := _all_moved(self.about.get(edition, ())):
            first, last = days
            return _Leave(last, self.place, withdrawn=False, first=first)
        return None

    def taken(self, source: Arrival, gone: date, *, loosely: bool) -> Iterator[tuple[date, date]]:
        """Return from when to when (end excluded) it brings contracts that came as ``source`` before."""
        withdrawn = self.event.from_ if self.event.withdraw == source.edition else None
        if withdrawn is not None:
            if source.is_there(withdrawn, gone, loosely=loosely):
                yield max(withdrawn, source.first), max(_day_after(withdrawn), source.end)
            return
        for line in self.about.get(source.edition, ()):
            if line.from_ is None or not source.is_there(line.from_, gone, loosely=loosely):
                continue
            if line.at is not None:
                yield max(line.from_, source.first), _NEVER
            elif not source.signed:
                yield max(line.from_, source.first), max(_day_after(line.from_), source.end)
            elif source.first <= line.from_ or loosely:
                yield line.from_, _day_after(line.from_)


class Arrivals:
    """Follow a journal: how contracts come under editions by the events that were added.

    A new event rarely changes what earlier ones brought; where it does, that alone is found anew. Every
    change takes contracts away, and so what is gone stays gone.
    """

    def __init__(self, events: Iterable[Event] = (), *, loosely: bool = False) -> None:
        """Take the first events, all in effect; loosely, rather find one too many than one too few."""
        self._loosely = loosely
        self._count = 0
        self._of: dict[str, list[Arrival]] = {}
        self._signing: list[Arrival] = []
        self._left: list[Arrival] = []
        self._moved: dict[int, Arrival] = {}
        self._moves: dict[str, list[_Move]] = {}
        self._latest: dict[str, date] = {}
        for event in events:
            self.add(event)

    def of(self, edition: str) -> Iterator[Arrival]:
        """Return how contracts come under an edition."""
        return (each for each in self._of.get(edition, ()) if each.first < _NEVER)

    def can_govern(self, edition: str, day: date) -> bool:
        """Tell whether an edition can govern a contract after a day."""
        return any(each.is_there(day, each.gone, loosely=self._loosely) for each in self.of(edition))

    def governing(self, day: date) -> tuple[str, ...]:
        """Return the editions that can govern a contract after a day, in the order of the journal.

        The days that are asked for do not go back.
        """
        self._left = [each for each in self._left if each.is_there(day, each.gone, loosely=self._loosely)]
        return tuple(dict.fromkeys(each.edition for each in self._left))

    def end_signatures(self, day: date) -> None:
        """Let no edition so far take contracts that are signed from a day on."""
        while self._signing and self._signing[-1].first >= day:
            late = self._signing.pop()
            late.bound(_NEVER, date.min)
            self._find_anew((late,))
        if self._signing and day < self._signing[-1].end:
            last = self._signing[-1]
            last.bound(last.first, day)
            self._find_anew((last,))

    def add(self, event: Event) -> None:
        """Add the event that was recorded next."""
        first, brought = event.first_signature, event.edition or event.instead
        if first is not None:
            self.end_signatures(first)
        move = _Move(event, self._count, lines_about(event))
        self._count += 1
        if brought is None:
            return
        if first is not None and first < _NEVER:
            self._signing.append(Arrival(brought, move.place, first, _NEVER, signed=True))
            self._bring(self._signing[-1])
        moves = move.moves()
        if moves:
            moved = Arrival(brought, move.place, _NEVER, date.min, signed=False)
            self._moved[move.place] = moved
            self._bound(
                moved,
                [span for each in self._sources(move) for span in self._taken(move, each, each.gone_to_next)],
            )
            self._bring(moved)
        changed = [each for edition in move.sources() for each in self._leaving(edition, move)]
        for edition in moves:
            self._moves.setdefault(edition, []).append(move)
            self._latest[edition] = max(self._latest.get(edition, date.min), move.latest(edition))
        self._find_anew(changed)

    @staticmethod
    def _bound(arrival: Arrival, spans: Sequence[tuple[date, date]]) -> bool:
        """Bound an arrival by the days of all whom an event moves; tell whether they changed."""
        first = min((first for first, _ in spans), default=_NEVER)
        end = max((end for _, end in spans), default=date.min)
        if (first, end) == (arrival.first, arrival.end):
            return False
        arrival.bound(first, end)
        return True

    def _bring(self, arrival: Arrival) -> None:
        self._of.setdefault(arrival.edition, []).append(arrival)
        self._left.append(arrival)

    def _sources(self, move: _Move) -> Iterator[Arrival]:
        """Return what was there before an event that may take it."""
        for edition in move.sources():
            yield from (each for each in self._of.get(edition, ()) if each.event < move.place)

    def _taken(self, move: _Move, source: Arrival, gone: date) -> Iterator[tuple[date, date]]:
        return move.taken(source, gone, loosely=self._loosely)

    def _leaving(self, edition: str, move: _Move) -> Iterator[Arrival]:
        """Let all leave an edition by an event; return those whom earlier events thereby find gone."""
        leave = move.leave(edition)
        for each in self._of.get(edition, ()) if leave is not None else ():
            if leave is not None and each.event < move.place:
                sooner = leave.day <= max(self._latest.get(edition, date.min), each.first)
                if each.add(leave) and (sooner or self._loosely):
                    yield each

    def _find_anew(self, changed: Iterable[Arrival]) -> None:
        """Find anew what events bring that take from what changed, in the order of the journal."""
        waiting: dict[int, _Move] = {}
        places: list[int] = []

        def wait(source: Arrival) -> None:
            for move in self._moves.get(source.edition, ()):
                if move.place > source.event and move.place not in waiting:
                    waiting[move.place] = move
                    heappush(places, move.place)

        for each in changed:
            wait(each)
        while places:
            move = waiting.pop(heappop(places))
            brought = self._moved[move.place]
            spans = [
                span
                for each in self._sources(move)
                for span in self._taken(move, each, each.gone_before(move.place))
            ]
            if self._bound(brought, spans):
                wait(brought)


def in_effect(events: Sequence[Event]) -> tuple[Event, ...]:
    """Leave out the withdrawals that were undone, and what undid them."""
    undone = {event.undo for event in events}
    return tuple(
        event for event in events if event.undo is None and not (event.withdraw and event.id in undone)
    )


def signing(events: Iterable[Event]) -> tuple[tuple[date, int], ...]:
    """Return the days of signature from which on another event takes new contracts, each with its place."""
    found: list[tuple[date, int]] = []
    for place, event in enumerate(events):
        first = event.first_signature
        if first is not None:
            while found and found[-1][0] >= first:
                found.pop()
            found.append((first, place))
    return tuple(found)


def growing(events: Sequence[Event], *, loosely: bool = False) -> Iterator[Arrivals]:
    """Yield, for each event of a journal, how contracts come under editions by those before it."""
    found = Arrivals(loosely=loosely)
    for place, event in enumerate(events):
        yield found
        if event.undo is None:
            found.add(event)
        else:
            found = Arrivals(in_effect(events[: place + 1]), loosely=loosely)


def can_govern(
    events: Iterable[Event], day: date, *, signed_before: date = _NEVER, loosely: bool = False
) -> tuple[str, ...]:
    """Return the editions that can govern a contract after ``day``, in the order of the journal.

    Args:
        events: the events, in the order in which they were recorded, all in effect.
        day: the day.
        signed_before: only contracts that were signed before this day are looked at.
        loosely: rather one too many than one too few.
    """
    found = Arrivals(events, loosely=loosely)
    found.end_signatures(signed_before)
    return found.governing(day)


def lines_about(event: Event) -> _Lines:
    """Return the lines of an event by the editions that they are about."""
    about: _Lines = {}
    for line in event.lines:
        for edition in line.versions:
            about.setdefault(edition, []).append(line)
    return about


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


def _day_after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
