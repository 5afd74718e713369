"""Which edition a new contract is under, and since when an edition is in force."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter

from ptc_service_policy.loading.governing import Arrivals, in_effect, signing
from ptc_service_policy.model.editions import Event


def edition_for_new_contracts(
    journal: Sequence[Event], day: date, *, known_on: date | None = None
) -> str | None:
    """Return the version that governs a contract signed on a day, on that day.

    Args:
        journal: the events, in the order in which they were recorded.
        day: the day of signature.
        known_on: what was recorded later is not known yet; all is known if left out.

    Returns:
        The version, or None where the journal names none for that day.
    """
    known = (event for event in journal if known_on is None or event.recorded <= known_on)
    return _for_new_contracts(tuple(known))(day)


def turns_for_new_contracts(journal: Sequence[Event]) -> tuple[tuple[date, str | None], ...]:
    """Return the days from which on another version may govern contracts signed then, each with the version.

    All that is recorded is known, and the first day is the first that there is.
    """
    named = {day for event in journal for day in (event.first_signature, event.from_)}
    days = sorted({date.min, *(day for day in named if day is not None)})
    edition_on = _for_new_contracts(journal)
    return tuple((day, edition_on(day)) for day in days)


def _for_new_contracts(journal: Sequence[Event]) -> Callable[[date], str | None]:
    """Return what tells the version that governs a contract signed on a day, on that day."""
    events = in_effect(journal)
    signed = signing(events)
    withdrawals = tuple(event for event in events if event.withdraw is not None)

    def edition(day: date) -> str | None:
        last = bisect_right(signed, day, key=itemgetter(0)) - 1
        version = events[signed[last][1]].edition if last >= 0 else None
        instead = {
            event.withdraw: event.instead
            for event in withdrawals
            if event.from_ is not None and event.from_ <= day
        }
        while version in instead:
            version = instead.pop(version)
        return version

    return edition


def in_force_since(journal: Sequence[Event], version: str) -> date | None:
    """Return the first day on which a version governs contracts, as all that is recorded has it.

    Returns:
        The day; ``date.min`` where it governs since ever; None where it governs no contract.
    """
    found = Arrivals(in_effect(journal)).of(version)
    days = (each.first for each in found if each.is_there(date.min, each.gone))
    return min(days, default=None)
