"""Publishing a version: from then on it never changes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count as count_from
from pathlib import Path
from typing import Any

from ptc_service_policy.authoring.diff import (
    Change,
    compare_editions,
    demanded_bump,
    find_unnamed_withdrawals,
    is_enough,
    least_version,
    read_edition,
    texts_to_confirm,
)
from ptc_service_policy.authoring.diff.bump import number_of
from ptc_service_policy.authoring.publishing.choosing import check_number, versions_in
from ptc_service_policy.authoring.publishing.governed import Governed
from ptc_service_policy.authoring.publishing.journal_text import add_event
from ptc_service_policy.authoring.publishing.lock_text import (
    add_version,
    lock_calendars,
    locked_calendars,
    read_lock,
)
from ptc_service_policy.authoring.publishing.locking import calendar_digests
from ptc_service_policy.authoring.scenarios.suite import run_scenarios, too_low
from ptc_service_policy.authoring.writing import alone_in, read_text, replace_text
from ptc_service_policy.errors import (
    InvalidPolicyError,
    PolicyError,
    PolicyNotFoundError,
    Problem,
    cause_of,
    describe,
    suggest,
)
from ptc_service_policy.loading.editions import EDITIONS, valid_editions
from ptc_service_policy.loading.governing import can_govern, in_effect
from ptc_service_policy.loading.strict_yaml import read_yaml
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.loading.versions import LOCK
from ptc_service_policy.model.editions import EditionsFile, Event

ALL = 100.0
"""How many per cent of its cells a version's scenarios test, unless its owner asks for fewer."""
Examine = Callable[[Path], tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class Published:
    """Say what was published; ``is_new`` is False where it was published already, and nothing was done."""

    version: str
    digest: str
    is_new: bool


def _examine(policies: Path) -> tuple[Problem, ...]:
    # All checks take the scenarios along, which who brings checks of their own need not read.
    from ptc_service_policy.authoring.checks import check_policies

    return check_policies(policies, called=str(policies), as_of=None).errors


def publish_version(
    policies: Path,
    version: str,
    governed: Governed | None = None,
    *,
    recorded: date,
    fail_under: float = ALL,
    same_meaning: bool = False,
    examine: Examine = _examine,
) -> Published:
    """Lock a version after all checks and scenarios, and enter in the journal of editions whom it governs.

    Nothing is published unproven: every scenario holds, and they test every cell, or as many as
    ``fail_under`` asks for; where that is not all of them, the lock says how many. Who else publishes in the
    folder, or starts a version, waits until this is done.

    The journal is written first: it may name a version that is there and not published yet. A crash at any
    point leaves each of the two files as it was or as it shall be, and to publish again completes the rest.

    Args:
        policies: the folder of all versions, with the lock and the journal.
        version: the version to publish.
        governed: whom it governs; needed unless the journal says it, and then no other than it says.
        recorded: the day on which that is entered.
        fail_under: how many per cent of the cells scenarios must test.
        same_meaning: whether the owner says that the texts which are reworded mean the same: no program can
            tell, and only a major number promises nothing.
        examine: finds every error of the folder; all checks if left out.

    Raises:
        PolicyNotFoundError: if there is no such version.
        InvalidPolicyError: if anything in the folder is wrong, if a published version changed, if a rule is
            gone without a word, if the version is too small for what it changes, if a patch rewords what
            answers say and nobody says that it means the same, if a scenario fails, if there is none, if
            they test too little, or if it would leave contracts without an edition.
        PolicyError: if nobody said whom it governs, if the journal says otherwise, or if a file cannot be
            written.
    """
    check_number(version)
    known = versions_in(policies)
    if version not in known:
        suggestion = suggest(version, known)
        raise PolicyNotFoundError.of("PSP901", name=version, folder=str(policies), suggestion=suggestion)
    try:
        with alone_in(policies):
            return _publish(policies, version, governed, recorded, fail_under, same_meaning, examine)
    except OSError as error:
        raise PolicyError.of("PSP907", file=LOCK, name=LOCK, cause=cause_of(error)) from error


def _publish(
    policies: Path,
    version: str,
    governed: Governed | None,
    recorded: date,
    fail_under: float,
    same_meaning: bool,  # noqa: FBT001
    examine: Examine,
) -> Published:
    if problems := examine(policies):
        raise InvalidPolicyError(*problems)
    lock, journal = policies / LOCK, policies / EDITIONS
    locked, entered = read_text(lock), read_text(journal)
    published = read_lock(locked)
    digest, reworded = _digest_to_publish(policies, version, published)
    if reworded and not same_meaning:
        raise InvalidPolicyError(*map(_unconfirmed, reworded))
    event = _event(entered, version, governed, recorded)
    coverage = None if version in published else _prove(policies / version, digest, fail_under)
    if event is not None:
        replace_text(journal, entered, _entered(entered, event, (*published, version)))
    if version in published:
        return Published(version, digest, is_new=False)
    unlocked = calendar_digests(policies, besides=locked_calendars(locked))
    added = add_version(locked, version, digest, coverage, same_meaning=bool(reworded))
    replace_text(lock, locked, lock_calendars(added, unlocked))
    return Published(version, digest, is_new=True)


def _prove(folder: Path, digest: str, fail_under: float) -> float | None:
    """Run the scenarios; return how many per cent of the cells they test, or None for all of them."""
    report = run_scenarios(folder, called=str(folder))
    if report.problems or report.coverage is None:
        raise InvalidPolicyError(*report.problems)
    if report.coverage.is_below(fail_under):
        raise InvalidPolicyError(too_low(report.coverage, fail_under))
    if report.digest != digest:
        raise PolicyError.of("PSP908", file=folder.name, name=folder.name)
    return None if report.coverage.percent == ALL else report.coverage.percent


def _event(raw: bytes, version: str, governed: Governed | None, recorded: date) -> dict[str, Any] | None:
    """Return the event to enter; None where the journal has it."""
    document = read_yaml(raw, EDITIONS)
    journal, problems = validate(document, EditionsFile, "editions")
    if journal is None:
        raise InvalidPolicyError(*problems)
    events = journal.editions
    entered = next((place for place, event in enumerate(events) if event.edition == version), None)
    if entered is not None:
        event = events[entered]
        said = governed and _event_of(governed, event.id, event.recorded, version, events[:entered])
        written = document.data["editions"][entered]
        if said and any(written.get(key) != said[key] for key in ("new_contracts", "others")):
            path = ("editions", entered)
            raise PolicyError(document.describe("PSP911", path, version=version, id=event.id))
        return None
    if governed is None:
        raise PolicyError.of("PSP910", version=version)
    if governed.others == "none" and (left := _governed_by_others(governed, recorded, events)):
        raise PolicyError.of("PSP915", editions=left)
    taken = {event.id for event in events}
    number = next(name for count in count_from(len(events) + 1) if (name := f"e{count}") not in taken)
    return _event_of(governed, number, recorded, version, events)


def _event_of(
    governed: Governed, number: str, recorded: date, version: str, events: Sequence[Event]
) -> dict[str, Any]:
    """Return the event by which a version governs, after those before it."""
    return governed.event(number, recorded, version, _governed_by_others(governed, recorded, events))


def _governed_by_others(governed: Governed, recorded: date, events: Sequence[Event]) -> tuple[str, ...]:
    """Return the editions that govern contracts which a new one does not take as they are signed."""
    since = governed.new_contracts if isinstance(governed.new_contracts, date) else date.max
    return can_govern(in_effect(events), recorded, signed_before=since)


def _entered(raw: bytes, event: dict[str, Any], versions: Collection[str]) -> bytes:
    """Write the journal with one more event, if that leaves every contract settled."""
    edited = add_event(raw, event)
    valid_editions(read_yaml(edited, EDITIONS), versions)
    return edited


def _unconfirmed(change: Change) -> Problem:
    """Say of a text that it is worded differently, where it stands or stood."""
    place = next(place for each in change.edits if (place := each.after or each.before) is not None)
    return describe(
        "PSP916",
        file=place.file,
        line=place.line,
        column=place.column,
        label=change.label,
        before=change.before,
        after=change.after,
    )


def _digest_to_publish(
    policies: Path, version: str, published: dict[str, str]
) -> tuple[str, tuple[Change, ...]]:
    """Read the version and hold its number against what it changes; return the texts that it rewords, too."""
    edition = read_edition(policies / version, called=str(policies / version))
    digest = edition.files.digest
    if version in published:
        if published[version] != digest:
            raise InvalidPolicyError.of(
                "PSP403", file=version, version=version, published=published[version], digest=digest
            )
        return digest, ()
    earlier = [name for name in published if number_of(name) < number_of(version)]
    if earlier:
        previous = read_edition(policies / max(earlier, key=number_of))
        if unnamed := find_unnamed_withdrawals(previous, edition):
            raise InvalidPolicyError(*unnamed)
        changes = compare_editions(previous, edition)
        bump = demanded_bump(changes)
        if not is_enough(previous.version, version, bump):
            least = least_version(previous.version, bump)
            raise InvalidPolicyError(
                edition.documents["policy"].describe(
                    "PSP905", ("version",), before=previous.version, least=least, version=version
                )
            )
        return digest, texts_to_confirm(previous.version, version, changes)
    return digest, ()
