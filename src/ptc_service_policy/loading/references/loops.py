"""Values and entries that lead back to themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import SameAs


def check_loops(policy: Policy) -> Iterator[Problem]:
    """Find values that are the same as themselves, and entries whose readings lead back to them."""
    same = [use.named_at for use in policy.uses if isinstance(use.value, SameAs)]
    for at in policy.rules.values():
        yield from _same_as(policy, at, same)
    yield from _entries(policy)


def _same_as(policy: Policy, at: RuleAt, same: list[tuple[str, Path]]) -> Iterator[Problem]:
    told: set[str] = set()
    offerings = policy.offerings or ()
    parts = dict.fromkeys(part for offering in offerings for part in _parts_the_same(at, offering, same))
    for offering in offerings:
        resolver = Resolver(policy, at)
        written = resolver.written(offering)
        if written is None or offering in told:
            continue
        for part in parts:
            try:
                list(resolver.values(offering, part))
            except LoopError as loop:
                if offering in loop.offerings and not told & set(loop.offerings):
                    trail = ", ".join(loop.offerings)
                    yield policy.problem("PSP326", written.file, written.path, trail=trail)
                    told.update(loop.offerings)


def _parts_the_same(at: RuleAt, offering: str, same: list[tuple[str, Path]]) -> Iterator[tuple[str, ...]]:
    """List the parts of a value that are another offering's: the whole, and those within."""
    yield ()
    start = (*at.path, "values", offering)
    for file, path in same:
        if file == at.file and path[: len(start)] == start:
            yield _without_forms(path[len(start) :])


def _without_forms(path: Path) -> tuple[str, ...]:
    """Leave the keys of parts, without those of the forms on the way."""
    parts: list[str] = []
    steps = iter(path)
    for step in steps:
        if step == "cases":
            next(steps, None)
        elif step not in {"value", "otherwise"}:
            parts.append(str(step))
    return tuple(parts)


def _entries(policy: Policy) -> Iterator[Problem]:
    register = policy.register or {}
    told: set[str] = set()
    named = {
        entry: {reading: list(_entries_in(content.means)) for reading, content in found.readings.items()}
        for entry, found in register.items()
    }

    def back(entry: str, trail: tuple[str, ...]) -> tuple[str, ...] | None:
        if entry in trail:
            return (*trail[trail.index(entry) :], entry)
        ways = (each for found in named.get(entry, {}).values() for each in found)
        return next((loop for each in ways if (loop := back(each, (*trail, entry)))), None)

    for entry, readings in named.items():
        for reading, found in readings.items():
            for each in found:
                loop = back(each, (entry,))
                if loop and loop[0] == entry and not told & set(loop):
                    told.update(loop)
                    path = ("register", entry, "readings", reading, "means")
                    yield policy.problem("PSP327", "register", path, trail=", ".join(loop))


def _entries_in(means: Any) -> Iterator[str]:
    """List the entries that a meaning names, as it is written."""
    if isinstance(means, Mapping):
        if isinstance(named := means.get("register"), str):
            yield named
        for each in means.values():
            yield from _entries_in(each)
