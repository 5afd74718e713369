"""Locking holiday calendars: from then on no change to one passes unnoticed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from ptc_service_policy.authoring.publishing.lock_text import lock_calendars, locked_calendars
from ptc_service_policy.authoring.writing import alone_in, read_text, replace_text
from ptc_service_policy.errors import InvalidPolicyError, PolicyError, UnknownIdError, cause_of, suggest
from ptc_service_policy.loading.holiday_calendars import check_holiday_calendars
from ptc_service_policy.loading.versions import CALENDARS, LOCK


@dataclass(frozen=True, slots=True)
class LockedAs:
    """Say as what a calendar is locked; ``before`` is None where it was not."""

    name: str
    before: str | None
    digest: str


def calendar_digests(policies: Path, *, besides: Collection[str] = ()) -> dict[str, str]:
    """Return the digests of the calendars in a folder of policies.

    Args:
        policies: the folder of all versions.
        besides: the ids of calendars to leave out.

    Raises:
        InvalidPolicyError: with every problem of the calendars.
    """
    calendars, _, problems = check_holiday_calendars(policies / CALENDARS, CALENDARS)
    if problems:
        raise InvalidPolicyError(*problems)
    return {name: each.digest for name, each in calendars.items() if name not in besides}


def lock_as_they_are(policies: Path, names: Sequence[str] = ()) -> tuple[LockedAs, ...]:
    """Lock holiday calendars as they are now; return those whose lock is new or other than before.

    Args:
        policies: the folder of all versions, with the lock.
        names: the ids of the calendars; all of them if none is given.

    Raises:
        UnknownIdError: for a calendar that is not there.
        InvalidPolicyError: with every problem of the calendars and of the lock.
        PolicyError: if a file cannot be read or written.
    """
    lock = policies / LOCK
    try:
        with alone_in(policies):
            digests = calendar_digests(policies)
            for name in names:
                if name not in digests:
                    raise UnknownIdError.of("PSP912", id=name, suggestion=suggest(name, digests))
            raw = read_text(lock)
            before = locked_calendars(raw)
            chosen = {name: digests[name] for name in names or digests}
            changed = {name: each for name, each in chosen.items() if before.get(name) != each}
            if changed:
                replace_text(lock, raw, lock_calendars(raw, changed))
    except OSError as error:
        raise PolicyError.of(
            "PSP003", file=str(policies), name=policies.name, cause=cause_of(error)
        ) from error
    return tuple(LockedAs(name, before.get(name), digest) for name, digest in changed.items())
