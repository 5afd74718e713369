"""What differs in the files and shows in no answer: nothing that differs goes unreported."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ptc_service_policy.authoring.diff.answers import NOTHING
from ptc_service_policy.authoring.diff.changes import Change, Edit, Path
from ptc_service_policy.authoring.diff.differences import Difference
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.renames import is_text
from ptc_service_policy.text import LANGUAGES, LocalizedText
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.wording import both, yes_or_no

_NAMES = ("name", "question", "subject", "title", "text")
_KEYS = {
    "description": LocalizedText(fr="description", en="description"),
    "name": LocalizedText(fr="nom", en="name"),
    "phrase": LocalizedText(fr="tournure", en="phrase"),
    "scope": LocalizedText(fr="portée", en="scope"),
    "source": LocalizedText(fr="références", en="references"),
    "text": LocalizedText(fr="texte", en="text"),
    "title": LocalizedText(fr="titre", en="title"),
    "why": LocalizedText(fr="motif", en="why"),
}
"""The keys that customers may read of; any other is shown to owners alone, as the file has it."""
_PRESENT = LocalizedText(fr="présent", en="present")
_NAMED = LocalizedText(fr="{name} ({key})", en="{name} ({key})")
_ORDER = LocalizedText(fr="{label} : ordre", en="{label}: order")
_ENTRY = 2
_OF_ENTRIES = frozenset(
    ("services", "deliveries", "targets", "exceptions", "limits", "commitments", "offerings")
)
_ARE_ENTRIES = frozenset(("register", "vocabulary"))


@dataclass(frozen=True, slots=True)
class Texts:
    """Put what differs between two versions in words; what is ``rewritten`` says the same in another form."""

    before: Edition
    after: Edition
    rewritten: Container[Difference] = ()

    def tell(self, differences: Iterable[Difference], edits: dict[Difference, Edit]) -> Iterator[Change]:
        """Tell every difference by itself."""
        for each in differences:
            topic, effect = ("form", Effect.WORDING) if each in self.rewritten else _classify(each)
            label = self._label(each)
            yield Change(
                topic,
                _id_of(each.path),
                self._offering(each.path),
                effect,
                _ORDER.format(label=label) if each.is_order else label,
                _write(each.old, each),
                _write(each.new, each),
                (edits[each],),
            )

    def _offering(self, path: Path) -> str | None:
        """Return the offering that a path leads to, if it leads to that of one."""
        known = self.after.files.offerings.offerings
        return next((str(step) for key, step in pairwise(path) if key == "values" and step in known), None)

    def _label(self, difference: Difference) -> LocalizedText:
        """Name the nearest thing around what differs that has a name, and its key."""
        data = (self.before if difference.left else self.after).data[difference.file]
        name: LocalizedText | None = None
        key = both(difference.file)
        for step in difference.path:
            data = data.get(step) if isinstance(data, dict) else None
            key = _KEYS.get(str(step), both(step))
            name = _name_of(data) or name
        depth = _ENTRY
        if name is None:
            service = self.after.files.entitlements.services.get(_id_of(difference.path) or "")
            name = None if service is None else service.name
        if name is None:
            name, depth = _clause(difference), 1
        if name is None:
            return key
        return name if len(difference.path) <= depth else _NAMED.format(name=name, key=key)


def _clause(difference: Difference) -> LocalizedText | None:
    """Name the clause that stands alone in which something differs."""
    address = ".".join((difference.file, *map(str, difference.path[:1])))
    return next((each.label for each in topics() if each.address == address), None)


def _classify(difference: Difference) -> tuple[str, Effect]:
    file, path = difference.file, difference.path
    values = difference.old, difference.new
    if file == "source":
        return "source", Effect.WORDING
    if difference.is_order or _is_reordered(*values):
        return "order", Effect.WORDING
    if file == "policy":
        return ("wording" if any(map(is_text, values)) else str(path[0])), Effect.WORDING
    if path[-1] == "source":
        return "citation", Effect.WORDING
    if path[-1] == "scope" and (difference.came or difference.left):
        return "terms", Effect.DIFFERENT
    if path[0] == "units":
        return "wording" if len(path) > _ENTRY else "entry", Effect.WORDING
    if any(map(is_text, values)):
        return "wording", Effect.WORDING
    if "readings" in path[-2:-1]:
        return "reading", Effect.BETTER if difference.came else Effect.WORSE
    is_entry = len(path) <= _ENTRY and (path[0] in _OF_ENTRIES or file in _ARE_ENTRIES)
    if is_entry and (difference.came or difference.left):
        return "entry", Effect.WORDING
    if file == "register" and path[-1] in {"number", "text_is", "about"}:
        return "register", Effect.WORDING
    return "terms", Effect.DIFFERENT


def _is_reordered(old: Any, new: Any) -> bool:
    return isinstance(old, list) and isinstance(new, list) and sorted(map(str, old)) == sorted(map(str, new))


def _id_of(path: Path) -> str | None:
    """Return the id of the entry that a path leads to; None for a clause that stands alone."""
    return str(path[1]) if len(path) > 1 and path[0] != "all" and "-" not in str(path[0]) else None


def _name_of(entry: Any) -> LocalizedText | None:
    if not isinstance(entry, dict):
        return None
    return next((LocalizedText(**entry[key]) for key in _NAMES if _is_whole(entry.get(key))), None)


def _is_whole(value: Any) -> bool:
    return is_text(value) and value.keys() == set(LANGUAGES)


def _write(value: Any, difference: Difference) -> LocalizedText:
    match value:
        case None:
            return NOTHING
        case bool():
            return yes_or_no(value)
        case dict() if difference.is_order:
            named = [_name_of(entry) or both(key) for key, entry in value.items()]
            return both(tuple(named))
        case dict() if is_text(value):
            return LocalizedText(**{"fr": "", "en": "", **value})
        case dict():
            return _name_of(value) or _PRESENT
        case list():
            return both(tuple(map(_in_line, value))) if value else NOTHING
        case _:
            return both(str(value))


def _in_line(value: Any) -> str:
    """Write what a file holds in one line: "rule: availability.sale, answer: silent"."""
    match value:
        case dict():
            return ", ".join(f"{key}: {_in_line(each)}" for key, each in value.items())
        case list():
            return ", ".join(map(_in_line, value))
        case _:
            return str(value)
