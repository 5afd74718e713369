"""How far the time of a request has run at an instant, of which nothing later is known."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from ptc_service_policy.business_time import dues
from ptc_service_policy.business_time.pauses import Pause, read_pauses_as_of
from ptc_service_policy.business_time.reading import wrong_shape
from ptc_service_policy.business_time.spans import Span
from ptc_service_policy.business_time.target_spans import CalendarDays, ElapsedTime
from ptc_service_policy.business_time.terms import Terms
from ptc_service_policy.business_time.timetable import Timetable
from ptc_service_policy.errors import BusinessTimeError, shown

Mark = float | timedelta
"""A share of the time, more than 0 and at most 1, or how much of it is left."""


_FIRST = timedelta(microseconds=1)


class Ran(NamedTuple):
    """Hold when the time is up, how much of it has run and how much there is, and when marks are reached.

    ``due`` is as things stand: a pause that goes on may still move it. What is ``used`` may be more than the
    whole ``length`` where the time is up.
    """

    due: timedelta
    used: timedelta
    length: timedelta
    is_paused: bool
    reached: tuple[timedelta, ...]


def require_marks(marks: object, called: str) -> None:
    """Refuse what is not a sequence of marks, under the name of the argument (PSP607)."""
    if not isinstance(marks, Iterable) or isinstance(marks, str | bytes):
        raise wrong_shape(marks, (called,), "[0.8, timedelta(hours=2)]")


def run(
    table: Timetable,
    terms: Terms,
    received: timedelta,
    pauses: Iterable[Pause],
    at: timedelta,
    marks: Iterable[Mark],
) -> Ran:
    """Run the time of a request until an instant.

    Raises BusinessTimeError: PSP607 and PSP615 for wrong pauses, PSP632 for a wrong mark.
    """
    known, is_paused = read_pauses_as_of(pauses, at)
    due = dues.due(table, terms, received, known)
    start = dues.clock_start(table, terms, received)
    clock = _Clock(table, start, known, always=isinstance(terms.span, ElapsedTime | CalendarDays))
    length = clock.between(due)
    reached = tuple(clock.reaches(used_at(mark, length), length) for mark in marks)
    return Ran(due, clock.between(at), length, is_paused, reached)


def used_at(mark: Mark, length: timedelta) -> timedelta:
    """Return how much of the time is used when a mark is reached; raise BusinessTimeError (PSP632)."""
    if isinstance(mark, timedelta) and mark >= timedelta():
        return length - min(mark, length)
    if isinstance(mark, float | int) and not isinstance(mark, bool) and 0 < mark <= 1:
        return length * mark
    raise BusinessTimeError.of("PSP632", value=shown(mark))


class _Clock:
    """Run from an instant on open time, or on all time, except while it is paused."""

    def __init__(self, table: Timetable, start: timedelta, pauses: Iterable[Span], *, always: bool) -> None:
        self._table = table
        self._always = always
        self._start = start
        self._pauses = dues.pauses_from(pauses, start)

    def between(self, at: timedelta) -> timedelta:
        """Return how much ran from the start until an instant; nothing before it."""
        if at <= self._start:
            return timedelta()
        paused = (self._length(begin, min(end, at)) for begin, end in self._pauses if begin < at)
        return self._length(self._start, at) - sum(paused, timedelta())

    def reaches(self, used: timedelta, length: timedelta) -> timedelta:
        """Return when so much of a length has run, if nothing pauses it any more.

        Nothing of it has run when it begins to run, which is no closed instant.
        """
        begins = length and not used
        at = self._after(self._start, _FIRST) - _FIRST if begins else self._after(self._start, used)
        for begin, end in self._pauses:
            if begin >= at:
                break
            at = self._after(at, self._length(begin, end))
        return at

    def _length(self, begin: timedelta, end: timedelta) -> timedelta:
        return end - begin if self._always else self._table.elapsed(begin, end)

    def _after(self, at: timedelta, length: timedelta) -> timedelta:
        return self._table.elapse(at, length) if self._always else self._table.advance(at, length)
