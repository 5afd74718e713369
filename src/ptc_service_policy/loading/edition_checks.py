"""What a journal of editions must say, and what it cannot mean."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from ptc_service_policy.errors import Problem, suggest
from ptc_service_policy.loading.governing import can_govern, fits, in_effect
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.model.editions import EditionsFile, Event, FromDay, Line
from ptc_service_policy.text import LocalizedText

_ROOT = "editions"
_SINCE_A_DAY = LocalizedText(fr="le {day}", en="on {day}")
_SINCE_EVER = LocalizedText(fr="dès le premier contrat", en="from the very first contract on")


def check_order(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find ids that stand twice, and days that go back."""
    places: dict[str, Path] = {}
    latest = date.min
    for place, event in enumerate(file.editions):
        at = (_ROOT, place, "id")
        if event.id in places:
            line, _ = document.place_of(places[event.id])
            yield document.describe("PSP411", at, id=event.id, line=line)
        places.setdefault(event.id, at)
        if event.recorded < latest:
            at = (_ROOT, place, "recorded")
            yield document.describe("PSP412", at, day=event.recorded, previous=latest)
        latest = max(latest, event.recorded)


def check_names(
    file: EditionsFile, document: Document, published: Collection[str], present: Collection[str]
) -> Iterator[Problem]:
    """Find versions and events that do not exist, or not as what they are named for."""
    known = _in_order({*published, *present})
    missing = [] if _is_misnamed(file, known) else [each for each in published if each not in _made(file)]
    for version in _in_order(missing):
        yield document.describe("PSP418", (_ROOT,), at_key=True, version=version)
    made: dict[str, str] = {}
    for place, event in enumerate(file.editions):
        unknown = [(path, name) for path, name in _versions_named(event) if name not in known]
        for path, version in unknown:
            at = (_ROOT, place, *path)
            yield document.describe("PSP413", at, version=version, suggestion=suggest(version, known))
        if event.edition in made:
            values = {"version": event.edition, "id": made[event.edition]}
            yield document.describe("PSP417", (_ROOT, place, "edition"), **values)
        if event.edition is not None:
            made.setdefault(event.edition, event.id)
        if event.withdraw is not None and not unknown:
            yield from _check_withdrawal(file.editions, place, document, made, missing)
        if event.undo is not None:
            yield from _check_undo(file.editions, place, document)


def check_settled(
    file: EditionsFile, document: Document, published: Collection[str], present: Collection[str]
) -> Iterator[Problem]:
    """Find contracts of which a new edition says nothing, and lines that no contract fits.

    What is told of an edition that is not there, or that has no event, is told once, and not here.
    """
    known = {*published, *present}
    unsure = {*published} - _made(file)
    latest = date.min
    for place, event in enumerate(file.editions):
        latest = max(latest, event.recorded)
        if event.edition is None or event.edition in _made_by(file.editions[:place]):
            continue
        before = _first_of_each(file.editions[:place])
        named = {version for line in event.lines for version in line.versions}
        idle = tuple(_idle(event, place, document, _possible(before, latest), unsure | (named - known)))
        yield from idle
        left_out = tuple(version for version in _left_out(before, event, latest) if version in known)
        if left_out and not idle and not named & (unsure | (named - known)):
            yield document.describe("PSP419", (_ROOT, place, "others"), editions=left_out)


def check_effects(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find what takes effect before it was recorded; before the first event, nothing had been said."""
    for place, event in enumerate(file.editions[1:], start=1):
        if event.new_contracts == "always":
            at = (_ROOT, place, "new_contracts")
            yield document.describe("PSP425", at, since=_SINCE_EVER, recorded=event.recorded)
        for path, day in _days_of(event):
            if day < event.recorded:
                since = _SINCE_A_DAY.format(day=day)
                at = (_ROOT, place, *path)
                yield document.describe("PSP425", at, since=since, recorded=event.recorded)


def check_undone(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find contracts that come back under an edition when later events no longer spoke of it."""
    for place, event in enumerate(file.editions):
        if event.undo is None:
            continue
        before = file.editions[:place]
        withdrawn = next((at for at, each in enumerate(before) if each.id == event.undo), None)
        if withdrawn is None or before[withdrawn].withdraw is None:
            continue
        for later in range(withdrawn + 1, place):
            if before[later].edition is None:
                continue
            told = before[:later]
            brought_back = (*told[:withdrawn], *told[withdrawn + 1 :])
            recorded = before[later].recorded
            as_told = _left_out(_first_of_each(told), before[later], recorded)
            as_undone = _left_out(_first_of_each(brought_back), before[later], recorded)
            if silent := tuple(version for version in as_undone if version not in as_told):
                at = (_ROOT, place, "undo")
                yield document.describe("PSP426", at, version=silent, id=before[later].id)


def _check_withdrawal(
    events: Sequence[Event], place: int, document: Document, made: dict[str, str], missing: Collection[str]
) -> Iterator[Problem]:
    event = events[place]
    pairs = (("withdraw", event.withdraw), ("instead", event.instead))
    too_early = [(key, version) for key, version in pairs if version is not None and version not in made]
    for key, version in too_early:
        if version not in missing:
            suggestion = suggest(version, made)
            at = (_ROOT, place, key)
            yield document.describe("PSP422", at, version=version, suggestion=suggestion)
    withdrawn = {each.withdraw: each.id for each in in_effect(events[:place]) if each.withdraw}
    if event.withdraw in withdrawn:
        at, other = (_ROOT, place, "withdraw"), withdrawn[event.withdraw]
        yield document.describe("PSP423", at, version=event.withdraw, id=other)
    elif not too_early and event.instead in {*withdrawn, event.withdraw}:
        yield document.describe("PSP424", (_ROOT, place, "instead"), version=event.instead)


def _check_undo(events: Sequence[Event], place: int, document: Document) -> Iterator[Problem]:
    event, before = events[place], events[:place]
    at = (_ROOT, place, "undo")
    undone = next((each for each in before if each.id == event.undo), None)
    by = next((each.id for each in before if each.undo == event.undo), None)
    withdrawals = [each.id for each in in_effect(before) if each.withdraw is not None]
    suggestion = suggest(event.undo or "", withdrawals)
    if undone is None:
        yield document.describe("PSP414", at, id=event.undo, suggestion=suggestion)
    elif undone.withdraw is None:
        yield document.describe("PSP415", at, id=event.undo, suggestion=suggestion)
    elif by is not None:
        yield document.describe("PSP416", at, id=event.undo, other=by)


def _idle(
    event: Event, place: int, document: Document, possible: Collection[str], unsure: Collection[str]
) -> Iterator[Problem]:
    """Find the editions in the lines of an event that no contract can be under when its line comes."""
    for number, line in enumerate(event.lines):
        for path, version in _governed_by(line):
            at = (_ROOT, place, "others", number, *path)
            if version in unsure:
                continue
            if version not in possible:
                yield document.describe("PSP420", at, version=version)
            elif any(_settles(earlier, line, version) for earlier in event.lines[:number]):
                yield document.describe("PSP421", at, version=version)


def _settles(earlier: Line, line: Line, version: str) -> bool:
    """Tell whether a line fits all contracts of an edition that a later line fits."""
    return fits(earlier, version) and earlier.condition.items() <= line.condition.items()


def _left_out(before: Sequence[Event], event: Event, day: date) -> tuple[str, ...]:
    """Return the editions that govern contracts of which an event does not say what becomes of them all."""
    signed_before = date.max if event.first_signature is None else event.first_signature
    settled = {version for line in event.lines if not line.condition for version in line.versions}
    governing = can_govern(in_effect(before), day, signed_before=signed_before)
    return tuple(version for version in governing if version not in settled)


def _possible(before: Sequence[Event], day: date) -> set[str]:
    """Return the editions of which an event may speak: a withdrawn one too, which may come back."""
    never_withdrawn = [event for event in before if event.withdraw is None]
    return {
        *can_govern(in_effect(before), day, loosely=True),
        *can_govern(in_effect(never_withdrawn), day, loosely=True),
    }


def _first_of_each(events: Sequence[Event]) -> tuple[Event, ...]:
    """Leave out what makes a version an edition once more."""
    return tuple(
        event
        for place, event in enumerate(events)
        if event.edition is None or event.edition not in _made_by(events[:place])
    )


def _made_by(events: Sequence[Event]) -> set[str]:
    return {event.edition for event in events if event.edition is not None}


def _made(file: EditionsFile) -> set[str]:
    return _made_by(file.editions)


def _is_misnamed(file: EditionsFile, known: Collection[str]) -> bool:
    """Tell whether an event makes the wrong version an edition, so that another one seems to lack its own."""
    named = [event.edition for event in file.editions if event.edition is not None]
    return len(set(named)) < len(named) or any(version not in known for version in named)


def _versions_named(event: Event) -> Iterator[tuple[Path, str]]:
    pairs = (("edition", event.edition), ("withdraw", event.withdraw), ("instead", event.instead))
    yield from (((key,), version) for key, version in pairs if version is not None)
    for number, line in enumerate(event.lines):
        yield from ((("others", number, *path), version) for path, version in _governed_by(line))


def _governed_by(line: Line) -> Iterator[tuple[Path, str]]:
    if isinstance(line.governed_by, str):
        yield ("governed_by",), line.governed_by
    else:
        yield from ((("governed_by", place), version) for place, version in enumerate(line.governed_by))


def _days_of(event: Event) -> Iterator[tuple[Path, date]]:
    if isinstance(event.new_contracts, FromDay):
        yield ("new_contracts", "from"), event.new_contracts.from_
    for number, line in enumerate(event.lines):
        if line.from_ is not None:
            yield ("others", number, "from"), line.from_
    if event.from_ is not None:
        yield ("from",), event.from_


def _in_order(versions: Collection[str]) -> list[str]:
    return sorted(versions, key=lambda version: tuple(map(int, version.split("."))))
