"""Whether a new answer is better or worse for the customer than the old one."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any


class Effect(StrEnum):
    """Class a change by what it does to the customer, the gravest first.

    ``worse`` takes something away, or gives it later or more rarely. ``different`` is neither plainly
    better nor plainly worse. ``better`` gives more, or sooner. ``wording`` leaves what the customer gets as
    it was.
    """

    WORSE = "worse"
    DIFFERENT = "different"
    BETTER = "better"
    WORDING = "wording"

    @property
    def reverse(self) -> "Effect":
        """Return the effect of the change back."""
        return {Effect.WORSE: Effect.BETTER, Effect.BETTER: Effect.WORSE}.get(self, self)


Judge = Callable[[Any, Any], Effect]


def neutral(_old: Any, _new: Any) -> Effect:
    """Judge what has no better and worse."""
    return Effect.DIFFERENT


def more(old: Any, new: Any) -> Effect:
    """Judge what is better the more there is of it; whether there is any counts as well."""
    return Effect.BETTER if new > old else Effect.WORSE


def less(old: Any, new: Any) -> Effect:
    """Judge what is better the less there is of it."""
    return more(new, old)


def whose(old: str | None, new: str | None) -> Effect:
    """Judge to which party something falls: better to the customer than to PTC, where both are said."""
    if old is None or new is None:
        return Effect.DIFFERENT
    return Effect.BETTER if new == "customer" else Effect.WORSE


def more_of(old: Iterable[Any] | None, new: Iterable[Any] | None) -> Effect:
    """Judge a list of which every item serves the customer; another order is mere wording."""
    before, after = set(old or ()), set(new or ())
    if before == after:
        return Effect.WORDING
    return Effect.BETTER if before < after else Effect.WORSE if after < before else Effect.DIFFERENT


def less_of(old: Iterable[Any] | None, new: Iterable[Any] | None) -> Effect:
    """Judge a list of which every item burdens the customer."""
    return more_of(new, old)


def together(effects: Iterable[Effect]) -> Effect:
    """Judge several changes as one: a gain beside a loss is neither."""
    found = set(effects) - {Effect.WORDING}
    if not found:
        return Effect.WORDING
    return found.pop() if len(found) == 1 else Effect.DIFFERENT
