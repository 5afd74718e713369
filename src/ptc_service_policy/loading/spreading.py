"""To how much names lead that lead to names in turn: readings of the register, hours and events."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ptc_service_policy.model.register import Entry

MOST = 6_000
MOST_WITHIN = 20

Names = Mapping[str, Mapping[str, tuple[str, ...]]]
"""What each name names, in each of its readings."""
Loop = tuple[str, tuple[str, ...]]
"""A reading that leads back, and the names on the way, from the first to itself."""


class _Size(NamedTuple):
    """Hold to how much a name leads, and how deep it is nested."""

    much: int = 0
    depth: int = 0

    @property
    def is_too_large(self) -> bool:
        return self.much > MOST or self.depth >= MOST_WITHIN


def names_in(entries: Mapping[str, Entry]) -> Names:
    """Return the entries that each reading of a register names."""
    return {
        entry: {name: tuple(entries_in(reading.means)) for name, reading in found.readings.items()}
        for entry, found in entries.items()
    }


def ends(entries: Mapping[str, Entry], named: Iterable[str]) -> bool:
    """Tell whether all readings can be followed, wherever entries are named."""
    names = names_in(entries)
    return next(loops_in(names), None) is None and spreading_most(names, named) is None


def spreading_most(names: Names, named: Iterable[str]) -> str | None:
    """Return the name that adds most where all that is named comes to too much; None where it does not.

    Args:
        names: what names name in turn; what leads back to itself counts for nothing.
        named: those that are named beside that, each as often as it is.
    """
    sizes = _sizes(names)
    if too_large := [name for name, size in sizes.items() if size.is_too_large]:
        return too_large[0]
    added = {name: sizes[name].much * often for name, often in Counter(iter(named)).items() if name in sizes}
    return max(added, key=added.__getitem__) if sum(added.values()) > MOST else None


def _sizes(names: Names) -> dict[str, _Size]:
    """Return the size of every entry; of what leads to one that is too large, that it is, too."""
    sizes: dict[str, _Size] = {}
    for entry in _in_order(names):
        within = [sizes.get(each, _Size()) for named in names[entry].values() for each in named]
        sizes[entry] = _Size(
            min(len(names[entry]) + sum(each.much for each in within), MOST + 1),
            1 + max((each.depth for each in within), default=0),
        )
    return sizes


def _in_order(names: Names) -> Iterator[str]:
    """List entries, each after those that it names, but for what leads back to itself."""
    left = {
        entry: {each for named in found.values() for each in named if each in names}
        for entry, found in names.items()
    }
    naming: dict[str, list[str]] = {entry: [] for entry in names}
    for entry, named in left.items():
        for each in named:
            naming[each].append(entry)
    ready = [entry for entry, named in left.items() if not named]
    while ready:
        entry = ready.pop()
        yield entry
        for each in naming[entry]:
            left[each].discard(entry)
            if not left[each]:
                ready.append(each)


def loops_in(names: Names) -> Iterator[Loop]:
    """Find the ways that lead an entry back to itself, by which reading; none of them crosses another."""
    ended, done = {*_in_order(names)}, set[str]()
    places = {entry: place for place, entry in enumerate(names)}
    for entry in names:
        if entry in ended or entry in done:
            continue
        trail: dict[str, str] = {}
        at = entry
        while at not in trail and at not in done:
            reading, following = next(
                (reading, each)
                for reading, named in names[at].items()
                for each in named
                if each in names and each not in ended
            )
            trail[at] = reading
            at = following
        done.update(trail)
        if at in trail:
            loop = [*trail][[*trail].index(at) :]
            first = min(loop, key=places.__getitem__)
            start = loop.index(first)
            yield trail[first], (*loop[start:], *loop[:start], first)


def entries_in(said: Any) -> Iterator[str]:
    """List the entries that something names, as it is written."""
    if isinstance(said, Mapping):
        if isinstance(named := said.get("register"), str):
            yield named
        for each in said.values():
            yield from entries_in(each)
    elif isinstance(said, list | tuple):
        for each in said:
            yield from entries_in(each)
