"""Which edition governs one contract on a day: its way through the journal from its signature on.

The last event that reaches a contract has its way; those before the one that brought it where it is have had
their say. A day on which something is said of it is enough to look at: between two of them nothing changes.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby, product
from operator import itemgetter
from typing import NamedTuple, Protocol

from ptc_service_policy.errors import Problem, describe
from ptc_service_policy.loading.governing import in_effect, lines_about, signing
from ptc_service_policy.loading.rewriting import suggest_mark, write_inline
from ptc_service_policy.model.editions import Event
from ptc_service_policy.model.frozen import FrozenDict

_KEPT = 1024
Mark = bool | str | float
_Told = tuple[str, type, Mark]
_OTHER = "\0"
"""A mark that no line asks for."""


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what is known of a contract: when it was signed and renewed, and the marks that lines ask for."""

    signed: date | None = None
    renewed: Collection[date] = ()
    marks: Mapping[str, Mark] = field(default_factory=FrozenDict)

    def counted(self, day: date) -> date:
        """Return the day whose edition counts on a day.

        What was signed after it began is from its first day on under what governs it when it is signed.
        """
        return day if self.signed is None else max(day, self.signed)


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


class _Place(NamedTuple):
    """Say where a contract is: its edition, since when and by which event, signed or not."""

    edition: str
    event: int
    since: date
    signed: bool


class _Line(NamedTuple):
    """Hold what a line asks of contracts, and when it moves them; it leaves them where ``first`` is None."""

    condition: tuple[tuple[str, Mark], ...]
    first: date | None
    at_renewal: bool


class _Reach(NamedTuple):
    """Hold how an event reaches contracts under an edition: by a withdrawal, or by the first fitting line."""

    event: int
    brings: str
    withdrawn: date | None
    lines: tuple[_Line, ...]

    def first_day(self, place: _Place, renewed: tuple[date, ...], marks: Mapping[str, Mark]) -> date | None:
        """Return the first day on which it moves who is in a place, None where it never does.

        A line that names a day moves who is there by then; of those that come later, who was moved there.
        """
        if self.withdrawn is not None:
            return max(self.withdrawn, place.since)
        line = next((each for each in self.lines if _has(marks, each.condition)), None)
        if line is None or line.first is None:
            return None
        if line.at_renewal:
            return next((day for day in renewed if day >= max(line.first, place.since)), None)
        return None if place.signed and line.first < place.since else max(line.first, place.since)


Span = tuple[date, tuple[str, ...]]
"""A day, and the editions that can govern from then on."""


def _last_begun(spans: tuple[Span, ...], day: date) -> Span:
    return spans[bisect_right(spans, day, key=itemgetter(0)) - 1]


class Ways:
    """Know the ways of contracts through a journal; those alike in what it asks of them share one.

    A journal never changes, and what is made of it is kept: a day is then found by bisection.
    """

    def __init__(self, journal: Iterable[Event]) -> None:
        """Take the events, in the order in which they were recorded."""
        self._events = in_effect(tuple(journal))
        self._asked = _marks_asked(self._events)
        self._asks_renewals = any(line.at is not None for event in self._events for line in event.lines)
        self._turning = self._days_turned(())
        editions = [event.edition or event.instead for event in self._events]
        order = dict.fromkeys(each for each in editions if each is not None)
        self._order = {edition: number for number, edition in enumerate(order)}
        self._signing = signing(self._events)
        self._about = _reaches(self._events)
        self._spans_of = lru_cache(maxsize=_KEPT)(self._find_spans)

    def editions(self, told: Told, day: date) -> tuple[str, ...]:
        """Return the editions that can govern a contract on a day: one where what is known tells which.

        They are in the order of the journal; none where no edition governs a contract of that day.
        """
        if told.signed is not None and day < told.signed:
            return ()
        return _last_begun(self._spans_of(*self._alike(told)), day)[1]

    def spans(self, told: Told) -> tuple[Span, ...]:
        """Return from which days on which editions can govern a contract, before it was signed as then."""
        spans = self._spans_of(*self._alike(told))
        first = told.counted(date.min)
        return (date.min, _last_begun(spans, first)[1]), *(span for span in spans if span[0] > first)

    def turning_days(self, told: Told) -> tuple[date, ...]:
        """Return the days from which on other editions can govern a contract than before."""
        days = (day for day, _ in self._spans_of(*self._alike(told))[1:])
        return tuple(dict.fromkeys(date.min if day <= told.counted(date.min) else day for day in days))

    def asks(self, told: Told) -> Iterator[str]:
        """Name what the journal asks of a contract and nobody told: ``signed``, or a mark."""
        if told.signed is None:
            yield "signed"
        yield from sorted(self._asked.keys() - told.marks.keys())

    def misspelt(self, told: Told) -> Iterator[Problem]:
        """Find marks that are neither true nor false where the journal asks for that alone."""
        for key, asked in self._asked.items():
            mark = told.marks.get(key, True)
            if not isinstance(mark, bool) and all(isinstance(each, bool) or each == _OTHER for each in asked):
                yield describe(
                    "PSP516",
                    path=("attributes", key),
                    attribute=key,
                    id=write_inline(mark),
                    suggestion=suggest_mark(mark),
                )

    def _alike(self, told: Told) -> tuple[date | None, tuple[date, ...], tuple[_Told, ...]]:
        """Return what the journal asks of a contract: those alike in it go the same way."""
        renewed = tuple(sorted(told.renewed)) if self._asks_renewals else ()
        signed = told.signed
        if signed is not None and not renewed:
            signed = self._turning[bisect_right(self._turning, signed) - 1]
        marks = [(key, told.marks[key]) for key in self._asked if key in told.marks]
        return signed, renewed, tuple((key, type(mark), mark) for key, mark in marks)

    def _find_spans(
        self, signed: date | None, renewed: tuple[date, ...], told: tuple[_Told, ...]
    ) -> tuple[Span, ...]:
        """Return the days from which on other editions can govern, with these."""
        signatures = self._days_turned(renewed) if signed is None else (signed,)
        marks = self._marks({key: mark for key, _, mark in told})
        changes = [change for each in marks for change in self._comings_and_goings(signatures, renewed, each)]
        found: list[tuple[date, tuple[str, ...]]] = [(date.min, ())]
        under: Counter[str] = Counter()
        for day, changed in groupby(sorted(changes), key=itemgetter(0)):
            for _, edition, change in changed:
                under[edition] += change
            under = +under
            editions = tuple(sorted(under, key=self._order.__getitem__))
            if editions != found[-1][1]:
                found.append((day, editions))
        return tuple(found)

    def _days_turned(self, renewed: Collection[date]) -> tuple[date, ...]:
        """Return the days on which something may turn; a day of signature is like the last one by then."""
        turning = {day for event in self._events for day in _days_of(event, renewed)}
        after = {day + timedelta(days=1) for day in turning if day < date.max}
        return tuple(sorted({date.min, *turning, *after}))

    def _marks(self, told: Mapping[str, Mark]) -> tuple[Mapping[str, Mark], ...]:
        """Return the marks that a contract can have: those that are told, and any of the others."""
        others = {key: each for key, each in self._asked.items() if key not in told}
        return tuple({**told, **dict(zip(others, each, strict=True))} for each in product(*others.values()))

    def _comings_and_goings(
        self, signatures: Iterable[date], renewed: tuple[date, ...], marks: Mapping[str, Mark]
    ) -> Iterator[tuple[date, str, int]]:
        """Yield the days on which contracts signed on some days come under an edition (1), and leave it (-1).

        Those that come to one place go on together from there: that way is gone once.
        """
        gone: set[_Place] = set()
        for signed in signatures:
            place = self._at_signature(signed)
            while place is not None and place not in gone:
                gone.add(place)
                later = (each for each in self._about.get(place.edition, ()) if each.event > place.event)
                following = _moved(place, tuple(later), renewed, marks)
                yield place.since, place.edition, 1
                if following is not None:
                    yield following.since, place.edition, -1
                place = following

    def _at_signature(self, signed: date) -> _Place | None:
        """Return the place of a contract when it is signed: the last event that takes such contracts."""
        last = bisect_right(self._signing, signed, key=itemgetter(0)) - 1
        if last < 0:
            return None
        number = self._signing[last][1]
        edition = self._events[number].edition
        return None if edition is None else _Place(edition, number, signed, signed=True)


def _marks_asked(events: Iterable[Event]) -> dict[str, tuple[Mark, ...]]:
    """Return the marks that lines ask for, by key, each with one that none asks for."""
    asked: dict[str, dict[Mark, None]] = {}
    for event in events:
        for line in event.lines:
            for key, value in line.condition.items():
                asked.setdefault(key, {_OTHER: None})[value] = None
    return {key: tuple(each) for key, each in asked.items()}


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


def _moved(
    place: _Place, later: Sequence[_Reach], renewed: tuple[date, ...], marks: Mapping[str, Mark]
) -> _Place | None:
    """Return where a contract comes from a place; None where it stays.

    Who is under an edition that was withdrawn before leaves it first; on a day, the last event has its way.
    """
    gone = (each for each in later if each.withdrawn is not None and each.withdrawn < place.since)
    first = next(gone, None)
    if first is not None:
        return _Place(first.brings, first.event, place.since, signed=False)
    days = [(each.first_day(place, renewed, marks), each) for each in later]
    hits = [(day, each) for day, each in days if day is not None]
    if not hits:
        return None
    earliest = min(day for day, _ in hits)
    last = next(each for day, each in reversed(hits) if day == earliest)
    return _Place(last.brings, last.event, earliest, signed=False)


def _reaches(events: Iterable[Event]) -> dict[str, list[_Reach]]:
    """Return how events reach contracts, by the edition that these are under."""
    found: dict[str, list[_Reach]] = {}
    for number, event in enumerate(events):
        brings = event.edition or event.instead
        if brings is None:
            continue
        if event.withdraw is not None:
            found.setdefault(event.withdraw, []).append(_Reach(number, brings, event.from_, ()))
        for edition, about in lines_about(event).items():
            lines = (_Line(tuple(each.condition.items()), each.from_, each.at is not None) for each in about)
            found.setdefault(edition, []).append(_Reach(number, brings, None, tuple(lines)))
    return found


def _has(marks: Mapping[str, Mark], condition: tuple[tuple[str, Mark], ...]) -> bool:
    return all(type(marks.get(key)) is type(value) and marks[key] == value for key, value in condition)
