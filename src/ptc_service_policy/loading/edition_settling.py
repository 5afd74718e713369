"""Whether a journal of editions settles every contract: each moves or stays, and no line is idle."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.governing import can_govern, fits, in_effect
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.model.editions import EditionsFile, Event, Line

ROOT = "editions"


def check_settled(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find contracts of which a new edition says nothing, and lines that no contract fits.

    Where a line is idle, another edition was probably meant: what is left out is told once it is mended.
    Later events build on the earlier ones: they are judged once those are right.
    """
    for place, event in enumerate(file.editions):
        if event.edition is None:
            continue
        before = file.editions[:place]
        idle = tuple(_idle(event, place, document, _possible(before, event.recorded)))
        left_out = _left_out(before, event)
        yield from idle
        if left_out and not idle:
            yield document.describe("PSP419", (ROOT, place, "others"), editions=left_out)
        if left_out or idle:
            return


def check_undone(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find contracts that come back under an edition when later events no longer spoke of it.

    The journal settles all other contracts.
    """
    for place, event in enumerate(file.editions):
        if event.undo is None:
            continue
        before = file.editions[:place]
        withdrawn = next(at for at, each in enumerate(before) if each.id == event.undo)
        for later in range(withdrawn + 1, place):
            if before[later].edition is None:
                continue
            never_withdrawn = (*before[:withdrawn], *before[withdrawn + 1 : later])
            if silent := _left_out(never_withdrawn, before[later]):
                at = (ROOT, place, "undo")
                yield document.describe("PSP426", at, version=silent, id=before[later].id)


def governed_by(line: Line) -> Iterator[tuple[Path, str]]:
    """Return the versions that a line is about, each with its place in the line."""
    if isinstance(line.governed_by, str):
        yield ("governed_by",), line.governed_by
    else:
        yield from ((("governed_by", place), version) for place, version in enumerate(line.governed_by))


def _idle(event: Event, place: int, document: Document, possible: Collection[str]) -> Iterator[Problem]:
    """Find the editions in the lines of an event that no contract can be under when its line comes."""
    for number, line in enumerate(event.lines):
        for path, version in governed_by(line):
            at = (ROOT, place, "others", number, *path)
            if version not in possible:
                yield document.describe("PSP420", at, version=version)
            elif any(_settles(earlier, line, version) for earlier in event.lines[:number]):
                yield document.describe("PSP421", at, version=version)


def _settles(earlier: Line, line: Line, version: str) -> bool:
    """Tell whether a line fits all contracts of an edition that a later line fits."""
    return fits(earlier, version) and earlier.condition.items() <= line.condition.items()


def _left_out(before: Sequence[Event], event: Event) -> tuple[str, ...]:
    """Return the editions that govern contracts of which an event does not say what becomes of them all."""
    signed_before = date.max if event.first_signature is None else event.first_signature
    settled = {version for line in event.lines if not line.condition for version in line.versions}
    governing = can_govern(in_effect(before), event.recorded, signed_before=signed_before)
    return tuple(version for version in governing if version not in settled)


def _possible(before: Sequence[Event], day: date) -> set[str]:
    """Return the editions of which an event may speak: a withdrawn one too, which may come back."""
    never_withdrawn = [event for event in before if event.withdraw is None]
    possible = {*can_govern(in_effect(before), day, loosely=True)}
    if len(never_withdrawn) < len(before):
        possible.update(can_govern(in_effect(never_withdrawn), day, loosely=True))
    return possible
