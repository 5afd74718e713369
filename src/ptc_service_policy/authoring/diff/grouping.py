"""Changes put together for a reader: offering by offering, the gravest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ptc_service_policy.authoring.diff.changes import Change
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect

_EVERY_OFFERING = LocalizedText(fr="Toutes les offres", en="All offerings")


@dataclass(frozen=True, slots=True)
class Group:
    """Hold the changes of one offering, or those of all; ``name`` is the offering's name."""

    name: LocalizedText
    changes: tuple[Change, ...]

    def with_effect(self, effect: Effect) -> tuple[Change, ...]:
        """Return the changes of one class."""
        return tuple(change for change in self.changes if change.effect is effect)


def group_changes(changes: Iterable[Change], before: Edition, after: Edition) -> Iterator[Group]:
    """Group changes by offering, in the order of the new version; what concerns all comes last."""
    changes = tuple(changes)
    known = {**after.files.offerings.offerings}
    left = {name: each for name, each in before.files.offerings.offerings.items() if name not in known}
    names: dict[str | None, LocalizedText] = {key: each.name for key, each in {**known, **left}.items()}
    names[None] = _EVERY_OFFERING
    for offering, name in names.items():
        own = tuple(change for change in changes if change.offering == offering)
        if own:
            yield Group(name, own)
