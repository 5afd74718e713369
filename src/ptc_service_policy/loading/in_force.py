"""Which edition a new contract is under, and since when an edition is in force."""

from collections.abc import Sequence
from datetime import date

from ptc_service_policy.loading.governing import arrivals, in_effect
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
    events = in_effect(tuple(known))
    version = None
    for event in events:
        if event.first_signature is not None and event.first_signature <= day:
            version = event.edition
    instead = {
        event.withdraw: event.instead
        for event in events
        if event.withdraw is not None and event.from_ is not None and event.from_ <= day
    }
    while version in instead:
        version = instead.pop(version)
    return version


def turns_for_new_contracts(journal: Sequence[Event]) -> tuple[tuple[date, str | None], ...]:
    """Return the days from which on another version may govern contracts signed then, each with the version.

    All that is recorded is known, and the first day is the first that there is.
    """
    named = {day for event in journal for day in (event.first_signature, event.from_)}
    days = sorted({date.min, *(day for day in named if day is not None)})
    return tuple((day, edition_for_new_contracts(journal, day)) for day in days)


def in_force_since(journal: Sequence[Event], version: str) -> date | None:
    """Return the first day on which a version governs contracts, as all that is recorded has it.

    Returns:
        The day; ``date.min`` where it governs since ever; None where it governs no contract.
    """
    found = arrivals(in_effect(journal))
    days = (each.first for each in found if each.edition == version and each.is_there(date.min))
    return min(days, default=None)
