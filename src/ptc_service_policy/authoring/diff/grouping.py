"""Changes put together for a reader: offering by offering, or cause by cause, the gravest first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ptc_service_policy.authoring.diff.changes import Change, Edit
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.registry import topics

OfferingNames = Mapping[str | None, LocalizedText]
"""What offerings are called, by id; what all of them are called stands last, under None."""
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
    names = offering_names(before, after)
    for offering, name in names.items():
        own = tuple(change for change in changes if change.offering == offering)
        if own:
            yield Group(name, own)


def offering_names(before: Edition, after: Edition) -> OfferingNames:
    """Return what offerings are called, in the order of the new version; what concerns all comes last."""
    known = {**after.files.offerings.offerings}
    left = {name: each for name, each in before.files.offerings.offerings.items() if name not in known}
    return {**{key: each.name for key, each in {**known, **left}.items()}, None: _EVERY_OFFERING}


@dataclass(frozen=True, slots=True)
class Cause:
    """Hold one thing that a version says otherwise, for all whom it reaches, and what follows from it.

    ``heads`` say the same of several offerings; ``consequences`` are told by themselves.
    """

    heads: tuple[Change, ...]
    consequences: tuple[Change, ...]

    @property
    def head(self) -> Change:
        """Return the change by which the cause is told."""
        return self.heads[0]

    @property
    def effect(self) -> Effect:
        """Return the class of the gravest that it does."""
        found = {effect for change in (*self.heads, *self.consequences) for effect in change.effects}
        return next(effect for effect in Effect if effect in found)

    @property
    def contracts(self) -> tuple[str, ...]:
        """Return the keys of those of the owner's contracts that it reaches."""
        every = (key for change in (*self.heads, *self.consequences) for key in change.contracts)
        return tuple(dict.fromkeys(every))

    def offerings(self, names: OfferingNames) -> tuple[LocalizedText, ...]:
        """Name the offerings of which it is told, or all together."""
        known = [name for name in names if name is not None]
        reached = {change.offering for change in self.heads}
        if None in reached or reached.issuperset(known):
            return (names[None],)
        return tuple(names[name] for name in known if name in reached)

    def told_of(self, offering: str | None) -> Iterator[Change]:
        """Return the changes of one offering, those by which the cause is told first."""
        return (change for change in (*self.heads, *self.consequences) if change.offering == offering)


def group_causes(changes: Iterable[Change]) -> tuple[Cause, ...]:
    """Put together the changes that the same edits made, the gravest first; each is in one cause.

    What is worked out for a contract follows from what the rules say, where that is told.
    """
    by_edits: dict[tuple[Edit, ...], list[Change]] = defaultdict(list)
    for change in changes:
        by_edits[change.edits].append(change)
    causes = [cause for found in by_edits.values() for cause in _causes(found)]
    return tuple(cause for effect in Effect for cause in causes if cause.effect is effect)


def is_worked_out(change: Change) -> bool:
    """Tell whether a change is of an answer that was worked out for a contract."""
    return any(each.name == change.topic and each.needs_contract for each in topics())


def _causes(found: list[Change]) -> Iterator[Cause]:
    plain = [change for change in found if not is_worked_out(change)]
    said = plain or [*{change.offering: change for change in reversed(found)}.values()][::-1]
    alike: dict[object, list[Change]] = defaultdict(list)
    for change in said:
        alike[change.heading, change.before, change.after].append(change)
    reached = {change.offering for change in said}
    rest = [change for change in found if change not in said]
    beyond = [change for change in rest if change.offering not in reached]
    for heads in alike.values():
        offerings = {change.offering for change in heads}
        own = [change for change in rest if change in beyond or change.offering in offerings]
        rest, beyond = [change for change in rest if change not in own], []
        yield Cause(tuple(heads), tuple(own))
