"""Whether a journal of editions settles every contract: each moves or stays, and no line is idle."""

from collections.abc import Iterable, Iterator
from datetime import date

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.governing import Arrivals, growing
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.model.editions import EditionsFile, Event, Line
from ptc_service_policy.model.frozen import FrozenDict

ROOT = "editions"


def check_settled(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find contracts of which a new edition says nothing, and lines that no contract fits.

    Where a line is idle, another edition was probably meant: what is left out is told once it is mended.
    Later events build on the earlier ones: they are judged once those are right.
    """
    events = file.editions
    never_withdrawn = Arrivals(loosely=True)
    known = zip(events, growing(events), growing(events, loosely=True), strict=True)
    for place, (event, before, loosely) in enumerate(known):
        if event.edition is None:
            continue
        # An event may speak of a withdrawn edition too, which may come back.
        possible = (loosely, never_withdrawn)
        idle = tuple(_idle(event, place, document, possible))
        left_out = _left_out(before, event)
        never_withdrawn.add(event)
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
        events = file.editions[:place]
        withdrawn = next(at for at, each in enumerate(events) if each.id == event.undo)
        never_withdrawn = (*events[:withdrawn], *events[withdrawn + 1 :])
        for number, (later, before) in enumerate(zip(never_withdrawn, growing(never_withdrawn), strict=True)):
            if number < withdrawn or later.edition is None:
                continue
            if silent := _left_out(before, later):
                at = (ROOT, place, "undo")
                yield document.describe("PSP426", at, version=silent, id=later.id)


def governed_by(line: Line) -> Iterator[tuple[Path, str]]:
    """Return the versions that a line is about, each with its place in the line."""
    if isinstance(line.governed_by, str):
        yield ("governed_by",), line.governed_by
    else:
        yield from ((("governed_by", place), version) for place, version in enumerate(line.governed_by))


def _idle(event: Event, place: int, document: Document, possible: Iterable[Arrivals]) -> Iterator[Problem]:
    """Find the editions in the lines of an event that no contract can be under when its line comes."""
    settled: dict[str, list[FrozenDict[str, bool | str]]] = {}
    for number, line in enumerate(event.lines):
        for path, version in governed_by(line):
            at = (ROOT, place, "others", number, *path)
            earlier = settled.setdefault(version, [])
            if not any(each.can_govern(version, event.recorded) for each in possible):
                yield document.describe("PSP420", at, version=version)
            elif any(condition.items() <= line.condition.items() for condition in earlier):
                yield document.describe("PSP421", at, version=version)
            else:
                earlier.append(line.condition)


def _left_out(before: Arrivals, event: Event) -> tuple[str, ...]:
    """Return the editions that govern contracts of which an event does not say what becomes of them all."""
    signed_before = date.max if event.first_signature is None else event.first_signature
    settled = {version for line in event.lines if not line.condition for version in line.versions}
    before.end_signatures(signed_before)
    return tuple(version for version in before.governing(event.recorded) if version not in settled)
