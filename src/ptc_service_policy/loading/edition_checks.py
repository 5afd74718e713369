"""What a journal of editions names, and when: ids, days, versions, withdrawals, and whom each governs."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from ptc_service_policy.errors import Problem, suggest
from ptc_service_policy.loading.edition_settling import ROOT, governed_by
from ptc_service_policy.loading.governing import Arrivals, growing, in_effect
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.model.editions import EditionsFile, Event, FromDay
from ptc_service_policy.text import LocalizedText

_SINCE_A_DAY = LocalizedText(fr="le {day}", en="on {day}")
_SINCE_EVER = LocalizedText(fr="dès le premier contrat", en="from the very first contract")


def check_order(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find ids that stand twice, and days that go back."""
    places: dict[str, Path] = {}
    latest = date.min
    for place, event in enumerate(file.editions):
        at = (ROOT, place, "id")
        if event.id in places:
            first, _ = document.place_of(places[event.id])
            yield document.describe("PSP411", at, id=event.id, first=first)
        places.setdefault(event.id, at)
        if event.recorded < latest:
            at = (ROOT, place, "recorded")
            yield document.describe("PSP412", at, day=event.recorded, previous=latest)
        latest = max(latest, event.recorded)


def check_names(
    file: EditionsFile, document: Document, published: Collection[str], present: Collection[str]
) -> Iterator[Problem]:
    """Find versions and events that do not exist, or not as what they are named for.

    Where an event makes a wrong version an edition, that another one lacks its event is not told as well.
    """
    known = dict.fromkeys(_in_order({*published, *present}))
    named = [event.edition for event in file.editions if event.edition is not None]
    misnamed = len(set(named)) < len(named) or not set(named) <= known.keys()
    missing = _in_order({*published} - {*named})
    for version in missing if not misnamed else ():
        yield document.describe("PSP418", (ROOT,), at_key=True, version=version)
    made: dict[str, str] = {}
    for place, event in enumerate(file.editions):
        unknown = [(path, name) for path, name in _versions_named(event) if name not in known]
        for path, version in unknown:
            at = (ROOT, place, *path)
            yield document.describe("PSP413", at, version=version, suggestion=suggest(version, known))
        if event.edition in made:
            at = (ROOT, place, "edition")
            yield document.describe("PSP417", at, version=event.edition, id=made[event.edition])
        if event.edition is not None:
            made.setdefault(event.edition, event.id)
        if event.withdraw is not None and not unknown:
            yield from _check_withdrawal(file.editions, place, document, made, missing)
        if event.undo is not None:
            yield from _check_undo(file.editions, place, document)


def check_effects(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find what takes effect before it was recorded; before the first event, nothing had been said."""
    for place, event in enumerate(file.editions[1:], start=1):
        if event.new_contracts == "always":
            at = (ROOT, place, "new_contracts")
            yield document.describe("PSP425", at, since=_SINCE_EVER, recorded=event.recorded)
        for path, day in _days_of(event):
            if day < event.recorded:
                since = _SINCE_A_DAY.format(day=day)
                yield document.describe("PSP425", (ROOT, place, *path), since=since, recorded=event.recorded)


def check_reigns(file: EditionsFile, document: Document) -> Iterator[Problem]:
    """Find editions that meet as hardly anybody means: one governs nobody, or begins too late for another.

    The journal settles all contracts.
    """
    events = file.editions
    reached = Arrivals(in_effect(events), loosely=True)
    taken_back = {event.withdraw for event in in_effect(events)}
    always = [place for place, event in enumerate(events) if event.new_contracts == "always"]
    for place, (event, before) in enumerate(zip(events, growing(events), strict=True)):
        if event.edition is not None:
            governs = event.edition in taken_back or any(reached.of(event.edition))
            if not governs and place >= max(always, default=0):
                yield document.describe("PSP427", (ROOT, place, "edition"), version=event.edition)
            yield from _signed_between(event, place, before, document)
        elif event.instead is not None and event.from_ is not None:
            days = [each.first for each in before.of(event.instead)]
            if days and event.from_ < min(days):
                at = (ROOT, place, "instead")
                yield document.describe("PSP429", at, version=event.instead, since=min(days), day=event.from_)


def _signed_between(event: Event, place: int, before: Arrivals, document: Document) -> Iterator[Problem]:
    """Find contracts signed after the others moved, and before the edition takes new ones: they stay."""
    first = event.first_signature
    moving = [(n, line, line.from_) for n, line in enumerate(event.lines) if line.from_ and line.at is None]
    if first is None or not moving:
        return
    for number, line, day in moving:
        for path, version in governed_by(line):
            signed = (each for each in before.of(version) if each.signed and each.first < first)
            if any(min(each.end, first).toordinal() - 1 > day.toordinal() for each in signed):
                at = (ROOT, place, "others", number, *path)
                yield document.describe(
                    "PSP428", at, version=version, moved=day, edition=event.edition, first=first
                )


def _check_withdrawal(
    events: Sequence[Event], place: int, document: Document, made: dict[str, str], missing: Collection[str]
) -> Iterator[Problem]:
    event = events[place]
    pairs = (("withdraw", event.withdraw), ("instead", event.instead))
    for key, version in pairs:
        if version is not None and version not in made and version not in missing:
            suggestion = suggest(version, made)
            yield document.describe("PSP422", (ROOT, place, key), version=version, suggestion=suggestion)
    withdrawn = {each.withdraw: each.id for each in in_effect(events[:place]) if each.withdraw}
    if event.withdraw in withdrawn:
        at, other = (ROOT, place, "withdraw"), withdrawn[event.withdraw]
        yield document.describe("PSP423", at, version=event.withdraw, id=other)
    elif event.instead in {*withdrawn, event.withdraw}:
        yield document.describe("PSP424", (ROOT, place, "instead"), version=event.instead)


def _check_undo(events: Sequence[Event], place: int, document: Document) -> Iterator[Problem]:
    event, before = events[place], events[:place]
    at = (ROOT, place, "undo")
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


def _versions_named(event: Event) -> Iterator[tuple[Path, str]]:
    pairs = (("edition", event.edition), ("withdraw", event.withdraw), ("instead", event.instead))
    yield from (((key,), version) for key, version in pairs if version is not None)
    for number, line in enumerate(event.lines):
        yield from ((("others", number, *path), version) for path, version in governed_by(line))


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
