"""Waiting: stretches of time in which the clock of a request stands still; one may still go on."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.reading import wrong_shape
from ptc_service_policy.business_time.spans import Span
from ptc_service_policy.business_time.window import Window
from ptc_service_policy.errors import BusinessTimeError

Pause = tuple[datetime, datetime | None] | Window
"""From when to when the clock stands still; None where it still does."""


def are_given(pauses: Iterable[Pause]) -> bool:
    """Say whether there may be any: a tuple or a list tells so itself, anything else has to be read."""
    return bool(pauses) if isinstance(pauses, tuple | list) else True


def read_pauses(pauses: Iterable[Pause]) -> tuple[Span, ...]:
    """Return pauses that are over as spans.

    Raises BusinessTimeError: PSP607 for another shape, PSP615 for a pause that ends before it begins, PSP631
    for one that still goes on.
    """
    found = _read(pauses)
    for begin, end in found:
        if end is None:
            raise BusinessTimeError.of("PSP631", start=begin)
        _require_order(begin, end)
    return tuple((since_epoch(begin), since_epoch(end)) for begin, end in found if end is not None)


def read_pauses_as_of(pauses: Iterable[Pause], at: timedelta) -> tuple[tuple[Span, ...], bool]:
    """Return what was paused until an instant, as spans, and whether a pause goes on then.

    Of a pause that begins later nothing is known yet, neither that its end is wrong.

    Raises BusinessTimeError: PSP607 for another shape, PSP615 for a pause that ends before it begins.
    """
    spans: list[Span] = []
    goes_on = False
    for begins, ends in _read(pauses):
        begin, end = since_epoch(begins), None if ends is None else since_epoch(ends)
        if begin <= at:
            if ends is not None:
                _require_order(begins, ends)
            goes_on |= end is None or end > at
            spans.append((begin, at if end is None else min(end, at)))
    return tuple(spans), goes_on


def _read(pauses: Iterable[Pause]) -> list[tuple[datetime, datetime | None]]:
    found: list[tuple[datetime, datetime | None]] = []
    if not isinstance(pauses, Iterable) or isinstance(pauses, str | bytes):
        raise wrong_shape(pauses, ("pauses",), "[(start, end), ...]")
    for number, pause in enumerate(pauses):
        match pause:
            case Window(start=begins, end=ends) | (begins, ends):
                if ends is not None:
                    since_epoch(begins), since_epoch(ends)
                found.append((begins, ends))
            case _:
                raise wrong_shape(pause, ("pauses", number), "(start, end)")
    return found


def _require_order(begins: datetime, ends: datetime) -> None:
    if since_epoch(ends) < since_epoch(begins):
        raise BusinessTimeError.of("PSP615", start=begins, end=ends)
