"""One change between two versions, and what it means for the customer."""

from dataclasses import dataclass

from ptc_service_policy.errors import PathItem
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect

Path = tuple[PathItem, ...]
At = tuple[str, Path]
"""A file's name without its ending, and the way to a value of it."""


CLASSES = {
    Effect.WORSE: LocalizedText(fr="dégradé", en="worse"),
    Effect.DIFFERENT: LocalizedText(fr="modifié", en="changed"),
    Effect.BETTER: LocalizedText(fr="amélioré", en="better"),
    Effect.WORDING: LocalizedText(fr="reformulé", en="reworded"),
}
"""What a class of changes is called."""
_EXAMPLE = LocalizedText(fr="{label}, {example}", en="{label}, {example}")


@dataclass(frozen=True, slots=True)
class Place:
    """Point to a line of a version's file."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Edit:
    """Point to one thing that the files say otherwise; a place is None where a version has nothing there."""

    before: Place | None
    after: Place | None


@dataclass(frozen=True, slots=True)
class Following:
    """Count the answers to one question, for one offering, that change along with another one."""

    topic: str
    id: str | None
    label: LocalizedText
    offering: str
    effect: Effect
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """Describe one change.

    ``topic`` is the question, such as "target", or the sort of text that differs; ``id`` names the service,
    limit or other entry that it is about, where there is one; ``offering`` is None where it touches no
    offering more than another. ``label`` is what changed, ``before`` and ``after`` how it was and how it is,
    all in words. ``edits`` are all the places that caused it, ``follows`` what else changes by them, and
    ``contracts`` are the keys of those of the owner's contracts that it reaches. ``example`` says what was
    asked, such as from when a time is counted, of an answer that was worked out; else it is None.
    """

    topic: str
    id: str | None
    offering: str | None
    effect: Effect
    label: LocalizedText
    before: LocalizedText
    after: LocalizedText
    edits: tuple[Edit, ...]
    follows: tuple[Following, ...] = ()
    contracts: tuple[str, ...] = ()
    example: LocalizedText | None = None

    @property
    def heading(self) -> LocalizedText:
        """Return what changed and, where that is an example, which."""
        if self.example is None:
            return self.label
        return _EXAMPLE.format(label=self.label, example=self.example)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Return the effect of the change, and of what follows it."""
        return (self.effect, *(each.effect for each in self.follows))
