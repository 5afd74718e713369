"""Ids that were renamed: an entry that left and one that came, with the same name, are the same entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ptc_service_policy.authoring.diff.changes import Path
from ptc_service_policy.text import LANGUAGES

_NESTED = ("contents", "readings", "cases", "bands")
_IDENTITIES = ("digest", "name", "question", "text", "title")
_CLOSED_WORDS = "means"
_LANGUAGES = frozenset(LANGUAGES)


@dataclass(frozen=True, slots=True)
class Renamed:
    """Hold one id that was renamed: the file, the path to what holds it, and both ids."""

    file: str
    path: Path
    old: str
    new: str


@dataclass(frozen=True)
class Renames:
    """Hold every id that was renamed, and write the old version with the new ids."""

    found: tuple[Renamed, ...] = ()
    known: frozenset[str] = frozenset()
    _ids: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def between(cls, old: Mapping[str, Any], new: Mapping[str, Any]) -> "Renames":
        """Find the ids that were renamed between what the files of two versions say."""
        found: list[Renamed] = []
        for file in old:
            for key in old[file]:
                was, now = old[file][key], new[file].get(key)
                if isinstance(was, dict) and isinstance(now, dict):
                    found += _found_in(file, (key,), was, now)
        known = frozenset(each for data in new.values() for each in _keys(data))
        return cls(tuple(found), known, {each.old: each.new for each in found})

    def aligned(self, old: Any, new: Any, key: str = "") -> Any:
        """Return what the old version says, with the ids that the new one has in the same places."""
        if not self._ids or is_text(old):
            return old
        if isinstance(old, dict):
            beside = new if isinstance(new, dict) else {}
            names = {name: self._name(name, old, beside) for name in old}
            return {now: self.aligned(old[name], beside.get(now), str(now)) for name, now in names.items()}
        if isinstance(old, list):
            others = new if isinstance(new, list) else []
            return [
                self._item(item, old, others) if isinstance(item, str) else self.aligned(item, other)
                for item, other in zip(old, [*others, *[None] * len(old)], strict=False)
            ]
        return self._value(old, new, key) if isinstance(old, str) else old

    def original(self, old: Any, path: Path) -> Path:
        """Return the path in the old version of what stands at a path once it is aligned."""
        names = {new: name for name, new in self._ids.items()}
        taken: list[str | int] = []
        for step in path:
            known = step if not isinstance(old, dict) or step in old else names.get(str(step), step)
            taken.append(known)
            old = old[known]
        return tuple(taken)

    def _name(self, name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        now = self._ids.get(name)
        if now is None or name in new or now in old:
            return name
        return now if now in new or name not in self.known else name

    def _item(self, item: str, old: list[Any], new: list[Any]) -> str:
        now = self.address(item)
        if now == item or item in new or now in old:
            return item
        return now if now in new or item not in self.known else item

    def _value(self, value: str, new: Any, key: str) -> str:
        now = self.address(value)
        if value in {now, new}:
            return value
        return now if new == now or (value not in self.known and key != _CLOSED_WORDS) else value

    def address(self, value: str) -> str:
        """Return an address, or an id, with the new ids."""
        return ".".join(self._ids.get(step, step) for step in value.split("."))


def _found_in(file: str, path: Path, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Renamed]:
    ids = dict(_pairs(old, new))
    for gone, come in ids.items():
        yield Renamed(file, path, gone, come)
    for name, entry in old.items():
        other = new.get(ids.get(name, name))
        for key in _NESTED:
            within, since = (_part(each, key) for each in (entry, other))
            yield from (Renamed(file, (*path, name, key), *pair) for pair in _pairs(within, since))


def _part(entry: Any, key: str) -> Mapping[str, Any]:
    found = entry.get(key) if isinstance(entry, dict) else None
    return found if isinstance(found, dict) else {}


def _pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pair entries that left with those that came and are called the same, where that is certain."""
    left = {key: _identity(entry) for key, entry in old.items() if key not in new}
    came = {key: _identity(entry) for key, entry in new.items() if key not in old}
    for gone, identity in left.items():
        alike = [key for key, other in came.items() if other == identity is not None]
        if len(alike) == 1 and list(left.values()).count(identity) == 1:
            yield gone, alike[0]


def _identity(entry: Any) -> Any:
    """Return what makes an entry the one that it is: its name, or else all that it says."""
    if not isinstance(entry, dict) or not entry or is_text(entry):
        return None
    return next((entry[key] for key in _IDENTITIES if key in entry), entry)


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _keys(each)


def is_text(value: Any) -> bool:
    """Tell whether a value is a text in both languages, or in one of them."""
    return (
        isinstance(value, dict)
        and bool(value)
        and value.keys() <= _LANGUAGES
        and all(isinstance(each, str) for each in value.values())
    )
