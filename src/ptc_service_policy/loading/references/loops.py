"""Values that lead back to themselves."""

from collections.abc import Iterator

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.references.resolving import LoopError, Resolver
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import SameAs


def check_loops(policy: Policy) -> Iterator[Problem]:
    """Find values that are the same as themselves."""
    same = [use.named_at for use in policy.uses if isinstance(use.value, SameAs)]
    for at in policy.rules.values():
        yield from _same_as(policy, at, same)


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
