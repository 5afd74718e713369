"""One change between two versions, and what it means for the customer."""

from dataclasses import dataclass
from enum import StrEnum

from ptc_service_policy.errors import PathItem
from ptc_service_policy.text import LocalizedText

Path = tuple[PathItem, ...]
At = tuple[str, Path]
"""A file's name without its ending, and the way to a value of it."""


class Effect(StrEnum):
    """Class a change by what it does to the customer, the gravest first.

    ``worse`` takes something away, or gives it later or more rarely. ``different`` is neither plainly
    better nor plainly worse. ``better`` gives more, or sooner. ``wording`` leaves what the customer gets as
    it was: texts, citations, the order of entries, the register's explanations and the days in force.
    """

    WORSE = "worse"
    DIFFERENT = "different"
    BETTER = "better"
    WORDING = "wording"

    @property
    def reverse(self) -> "Effect":
        """Return the effect of the change back."""
        return {Effect.WORSE: Effect.BETTER, Effect.BETTER: Effect.WORSE}.get(self, self)


@dataclass(frozen=True, slots=True)
class Place:
    """Point to a line of a version's file."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Change:
    """Describe one change.

    ``topic`` is the question, such as "response-target"; ``id`` names the service, limit or other entry that
    it is about, where there is one; ``offering`` is None where it touches no offering more than another.
    ``label`` is what changed, ``before`` and ``after`` how it was and how it is, all in words. A place is
    None where the version has nothing to show.
    """

    topic: str
    id: str | None
    offering: str | None
    effect: Effect
    label: LocalizedText
    before: LocalizedText
    after: LocalizedText
    before_place: Place | None
    after_place: Place | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold a change that is not placed yet, and every value of both versions that it accounts for.

    The first of ``before_at`` and of ``after_at`` is where the change is shown.
    """

    topic: str
    id: str | None
    offering: str | None
    effect: Effect
    label: LocalizedText
    before: LocalizedText
    after: LocalizedText
    before_at: tuple[At, ...] = ()
    after_at: tuple[At, ...] = ()
