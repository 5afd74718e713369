"""Ids that were renamed: an entry that left and one that came, with the same name, are the same entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ptc_service_policy.authoring.diff.changes import Effect, Finding, Path
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.words import plain
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.text import LocalizedText

_MAPPINGS: tuple[tuple[str, Path], ...] = (
    ("offerings", ("deployments",)),
    ("offerings", ("offerings",)),
    ("entitlements", ("services",)),
    ("availability", ("exceptions",)),
    ("engagement", ("limits",)),
    ("engagement", ("commitments",)),
    ("interpretations", ("interpretations",)),
    ("source", ("sections",)),
    ("source", ("statements",)),
)
_NESTED = ("contents", "readings")
_IDENTITIES = ("digest", "name", "question", "meaning", "title")
_RENAMED = LocalizedText(fr="identifiant de « {name} »", en='id of "{name}"')


@dataclass(frozen=True, slots=True)
class Renames:
    """Hold the new id of every id that was renamed."""

    ids: Mapping[str, str] = FrozenDict()

    def pairs(
        self, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[tuple[str | None, str | None]]:
        """Pair the keys of two mappings; what left or came stands alone."""
        paired = set()
        for key in old:
            follower = key if key in new else self.ids.get(key)
            if follower in new and (follower == key or follower not in old):
                paired.add(follower)
                yield key, follower
            else:
                yield key, None
        for key in new:
            if key not in paired:
                yield None, key

    def same(self, old: Any, new: Any) -> bool:
        """Tell whether two values say the same, ids followed to their new names."""
        if isinstance(old, list) and isinstance(new, list):
            return len(old) == len(new) and all(map(self.same, old, new))
        if isinstance(old, str) and old in self.ids:
            return new in (old, self.ids[old])
        return type(old) is type(new) and bool(old == new)


def find_renames(before: Edition, after: Edition) -> tuple[Renames, tuple[Finding, ...]]:
    """Find the ids that were renamed, and report each."""
    ids: dict[str, str] = {}
    found: list[Finding] = []
    for file, path in _MAPPINGS:
        old, new = before.data(file, path), after.data(file, path)
        for gone, come in _renamed(old, new):
            ids[gone] = come
            found.append(_finding(file, path, path, gone, come, new[come]))
        for one, other in list(Renames(ids).pairs(old, new)):
            if one is not None and other is not None:
                for key in _NESTED:
                    within, since = old[one].get(key, {}), new[other].get(key, {})
                    for gone, come in _renamed(within, since):
                        ids[gone] = come
                        was, now = (*path, one, key), (*path, other, key)
                        found.append(_finding(file, was, now, gone, come, since[come]))
    return Renames(FrozenDict(ids)), tuple(found)


def _renamed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pair entries that left with those that came and are called the same, where that is certain."""
    left = {key: _identity(entry) for key, entry in old.items() if key not in new}
    came = {key: _identity(entry) for key, entry in new.items() if key not in old}
    for gone, identity in left.items():
        alike = [key for key, other in came.items() if other == identity]
        if len(alike) == 1 and list(left.values()).count(identity) == 1:
            yield gone, alike[0]


def _identity(entry: Mapping[str, Any]) -> Any:
    return next(entry[key] for key in _IDENTITIES if key in entry)


def _finding(file: str, was: Path, now: Path, gone: str, come: str, entry: Mapping[str, Any]) -> Finding:
    identity = _identity(entry)
    name = LocalizedText(**identity) if isinstance(identity, Mapping) else plain(come)
    return Finding(
        topic="id",
        id=come,
        offering=None,
        effect=Effect.WORDING if file == "source" else Effect.DIFFERENT,
        label=_RENAMED.format(name=name),
        before=plain(gone),
        after=plain(come),
        before_at=((file, (*was, gone)),),
        after_at=((file, (*now, come)),),
    )
