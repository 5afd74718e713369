"""What the files of one policy say of each other: ids that exist, answers that are complete."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ptc_service_policy.errors import Problem, suggest
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.availability import MINUTES_A_WEEK, stretches_of
from ptc_service_policy.model.base import (
    ByInterpretation,
    Noun,
    Path,
    Rule,
    RuleByOffering,
    Unstated,
    find_nouns,
)
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.engagement import ByWeeks
from ptc_service_policy.model.policy_files import FILE_MODELS

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def check_references(
    nouns: Mapping[str, Noun], documents: Mapping[str, Document], folder: str
) -> Iterator[Problem]:
    """Find every fault between the files, each placed where an owner mends it.

    Args:
        nouns: the valid files by name; what leads to an absent one is not judged.
        documents: all files by name, for the places of faults.
        folder: the name of the folder that they stand in.
    """
    files = _Files(nouns, documents)
    yield from _version(files, folder)
    yield from _deployments(files)
    yield from _rules(files)
    yield from _interpretations(files)
    yield from _statements(files)
    yield from _deliveries(files)
    yield from _terms(files)
    yield from _hours(files)
    yield from _limits(files)


class _Files:
    """Hold the files of one policy, and the ids that each defines."""

    def __init__(self, nouns: Mapping[str, Any], documents: Mapping[str, Document]) -> None:
        self.nouns = nouns
        self._documents = documents
        self._found = [(file, *found) for file, noun in nouns.items() for found in find_nouns(noun, Noun)]
        self.complete = len(nouns) == len(FILE_MODELS)
        self.offerings = self._ids("offerings", "offerings")
        self.deployments = self._ids("offerings", "deployments")
        self.services = self._ids("entitlements", "services")
        self.limits = self._ids("engagement", "limits")
        self.sections = self._ids("source", "sections")
        self.statements = self._ids("source", "statements")
        self.interpretations = self._ids("interpretations", "interpretations")

    def _ids(self, file: str, key: str) -> dict[str, Any] | None:
        """Return what a file defines under a key, or None where the file is not valid."""
        return getattr(self.nouns[file], key) if file in self.nouns else None

    def find(self, kind: type[Any]) -> Iterator[tuple[str, Path, Any]]:
        """Find every noun of a kind: its file, its path and the noun."""
        return (found for found in self._found if isinstance(found[2], kind))

    def problem(self, code: str, file: str, path: Path, *, at_key: bool = False, **values: Any) -> Problem:
        """Build the problem of a code at a place in a file."""
        return self._documents[file].describe(code, path, at_key=at_key, **values)

    def unknown(
        self,
        code: str,
        name: str,
        known: Collection[str] | None,
        file: str,
        path: Path,
        *,
        at_key: bool = False,
    ) -> Iterator[Problem]:
        """Report an id that is not among those that exist."""
        if known is not None and name not in known:
            suggestion = suggest(name, known)
            yield self.problem(code, file, path, at_key=at_key, id=name, suggestion=suggestion)


def _version(files: _Files, folder: str) -> Iterator[Problem]:
    policy = files.nouns.get("policy")
    if policy is None:
        return
    start, end = policy.effective_from, policy.effective_until
    if start is not None and end is not None and end <= start:
        yield files.problem("PSP401", "policy", ("effective_until",))
    if _VERSION.fullmatch(folder) and policy.version != folder:
        yield files.problem("PSP402", "policy", ("version",), folder=folder, version=policy.version)
    if policy.effective_from_unstated is not None:
        yield from _open_gap(files, policy.effective_from_unstated, "policy", ("effective_from_unstated",))


def _deployments(files: _Files) -> Iterator[Problem]:
    if "offerings" not in files.nouns:
        return
    for offering, deployment in files.nouns["offerings"].deployment.values.items():
        path = ("deployment", "values", offering)
        yield from files.unknown("PSP303", deployment, files.deployments, "offerings", path)


def _rules(files: _Files) -> Iterator[Problem]:
    for file, path, rule in files.find(Rule):
        yield from _sources(files, rule.source, file, (*path, "source"))
        for offering, source in rule.source_by_offering.items():
            yield from _sources(files, source, file, (*path, "source_by_offering", offering))
        yield from _offerings_named(files, rule, file, path)
        yield from _answers(files, rule, file, path)


def _sources(files: _Files, source: tuple[str, ...], file: str, path: Path) -> Iterator[Problem]:
    for index, statement in enumerate(source):
        yield from files.unknown("PSP304", statement, files.statements, file, (*path, index))


def _offerings_named(files: _Files, rule: Rule, file: str, path: Path) -> Iterator[Problem]:
    for key in ("source_by_offering", "interpreted", "unstated"):
        for offering in getattr(rule, key):
            yield from files.unknown(
                "PSP301", offering, files.offerings, file, (*path, key, offering), at_key=True
            )
    by_offering = isinstance(rule, RuleByOffering)
    for index, offering in enumerate(rule.offerings_with_a_value()):
        at: Path = (*path, "values", offering) if by_offering else (*path, "offerings", index)
        yield from files.unknown("PSP301", offering, files.offerings, file, at, at_key=by_offering)


def _answers(files: _Files, rule: Rule, file: str, path: Path) -> Iterator[Problem]:
    answered = rule.offerings_with_a_value()
    for offering in files.offerings or ():
        if offering not in answered and offering not in rule.unstated:
            yield files.problem("PSP308", file, path, at_key=True, id=offering)
    for offering, gap in rule.unstated.items():
        at = (*path, "unstated", offering)
        if offering in answered:
            yield files.problem("PSP309", file, at, at_key=True, id=offering)
        yield from _open_gap(files, gap, file, at)
    for offering, gap in rule.interpreted.items():
        at = (*path, "interpreted", offering)
        if offering not in answered and offering in (files.offerings or ()):
            yield files.problem("PSP310", file, at, at_key=True, key="interpreted", id=offering)
        yield from _filled_gap(files, gap, file, at)


def _open_gap(files: _Files, gap: str, file: str, path: Path) -> Iterator[Problem]:
    yield from files.unknown("PSP305", gap, files.interpretations, file, path)
    entry = (files.interpretations or {}).get(gap)
    if entry is not None and entry.chosen is not None:
        yield files.problem("PSP314", file, path, id=gap)


def _filled_gap(files: _Files, gap: str, file: str, path: Path) -> Iterator[Problem]:
    yield from files.unknown("PSP305", gap, files.interpretations, file, path)
    entry = (files.interpretations or {}).get(gap)
    if entry is not None and entry.chosen is None:
        yield files.problem("PSP315", file, path, id=gap)


def _interpretations(files: _Files) -> Iterator[Problem]:
    yield from _register(files)
    register = files.interpretations or {}
    for file, path, follower in files.find(ByInterpretation):
        yield from _filled_gap(files, follower.interpretation, file, (*path, "interpretation"))
        if follower.interpretation in register:
            yield from _readings(files, follower, register[follower.interpretation])
    for file, path, silent in files.find(Unstated):
        yield from _open_gap(files, silent.unstated, file, (*path, "unstated"))
    used = _gaps_used(files) if files.complete else register
    for gap in register:
        if gap not in used:
            yield files.problem("PSP319", "interpretations", ("interpretations", gap), at_key=True, id=gap)


def _register(files: _Files) -> Iterator[Problem]:
    for gap, entry in (files.interpretations or {}).items():
        path: Path = ("interpretations", gap)
        yield from _sources(files, entry.source, "interpretations", (*path, "source"))
        if entry.chosen is not None:
            at: Path = (*path, "chosen")
            yield from files.unknown("PSP313", entry.chosen, entry.readings, "interpretations", at)
        for reading, content in entry.readings.items():
            if content.same_as is not None:
                at = (*path, "readings", reading, "same_as")
                yield from files.unknown("PSP301", content.same_as, files.offerings, "interpretations", at)


def _readings(files: _Files, follower: ByInterpretation, entry: Any) -> Iterator[Problem]:
    for reading, content in entry.readings.items():
        path = ("interpretations", follower.interpretation, "readings", reading)
        if follower.known_readings:
            yield from files.unknown(
                "PSP316", reading, follower.known_readings, "interpretations", path, at_key=True
            )
        if isinstance(follower, ByWeeks) and content.weeks is None:
            yield files.problem("PSP322", "interpretations", path, at_key=True, id=reading)


def _gaps_used(files: _Files) -> set[str]:
    used = {follower.interpretation for _, _, follower in files.find(ByInterpretation)}
    used.update(silent.unstated for _, _, silent in files.find(Unstated))
    for _, _, rule in files.find(Rule):
        used.update(rule.unstated.values(), rule.interpreted.values())
    used.add(files.nouns["policy"].effective_from_unstated)
    return used


def _statements(files: _Files) -> Iterator[Problem]:
    places: dict[tuple[Any, ...], str] = {}
    for name, statement in (files.statements or {}).items():
        path = ("statements", name)
        yield from files.unknown("PSP306", statement.section, files.sections, "source", (*path, "section"))
        place = (statement.table or statement.section, statement.kind, statement.position)
        if place in places:
            yield files.problem("PSP320", "source", (*path, "position"), id=name, other=places[place])
        places.setdefault(place, name)
    if not files.complete:
        return
    encoded = {statement for _, _, rule in files.find(Rule) for statement in _cited(rule)}
    for name, statement in (files.statements or {}).items():
        path = ("statements", name)
        if name in encoded and statement.not_encoded is not None:
            yield files.problem("PSP312", "source", (*path, "not_encoded"), at_key=True, id=name)
        elif statement.normative and name not in encoded and statement.not_encoded is None:
            yield files.problem("PSP311", "source", path, at_key=True, id=name)


def _cited(rule: Rule) -> Iterator[str]:
    yield from rule.source
    for source in rule.source_by_offering.values():
        yield from source


def _deliveries(files: _Files) -> Iterator[Problem]:
    cadences = files.nouns.get("cadences")
    if cadences is None:
        return
    for service in cadences.deliveries:
        path: Path = ("deliveries", service)
        yield from files.unknown("PSP302", service, files.services, "cadences", path, at_key=True)
    for service in files.services or ():
        if service not in cadences.deliveries:
            yield files.problem("PSP317", "cadences", ("deliveries",), at_key=True, id=service)


def _terms(files: _Files) -> Iterator[Problem]:
    cadences = files.nouns.get("cadences")
    if cadences is None:
        return
    for file, path, delivery in files.find(Delivery):
        if delivery.frequency not in cadences.frequencies:
            at: Path = (*path, "frequency")
            yield files.problem("PSP318", file, at, id=delivery.frequency, key="frequencies")
        for index, method in enumerate(delivery.methods):
            if method not in cadences.methods:
                at = (*path, "methods", index)
                yield files.problem("PSP318", file, at, id=method, key="methods")


def _hours(files: _Files) -> Iterator[Problem]:
    if "availability" not in files.nouns:
        return
    weekly = files.nouns["availability"].support_hours.weekly
    stretches = sorted(stretches_of(weekly))
    if not stretches:
        return
    first = stretches[0]
    first_again = first._replace(start=first.start + MINUTES_A_WEEK, end=first.end + MINUTES_A_WEEK)
    end = 0
    for stretch in [*stretches, first_again]:
        if stretch.start < end:
            path = ("support_hours", "weekly", stretch.day, stretch.place)
            yield files.problem("PSP321", "availability", path, day=stretch.day)
        end = max(end, stretch.end)


def _limits(files: _Files) -> Iterator[Problem]:
    if "engagement" in files.nouns:
        limit = files.nouns["engagement"].additional_offering.limit
        path = ("additional_offering", "limit")
        yield from files.unknown("PSP307", limit, files.limits, "engagement", path)
