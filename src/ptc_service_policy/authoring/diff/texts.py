"""What differs in the files and shows in no answer: nothing that differs goes unreported."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from ptc_service_policy.authoring.diff.answers import BEFORE, OTHERWISE
from ptc_service_policy.authoring.diff.changes import Change, Edit, Path
from ptc_service_policy.authoring.diff.differences import Difference
from ptc_service_policy.authoring.diff.renames import is_text
from ptc_service_policy.model.forms import FORM_KEYS
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LANGUAGES, LocalizedText
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.key_names import KEYS
from ptc_service_policy.topics.registry import name_clause
from ptc_service_policy.topics.rule_parts import BY_ID, name_id, name_key, name_question, write_part
from ptc_service_policy.topics.wording import NO_MENTION, Wording, both

WORDING = "wording"
"""The topic of texts that answers, names or readings say; those that nobody is told are notes."""
_NAMES = ("name", "question", "subject", "title", "text")
_NAMED = LocalizedText(fr="{name} ({key})", en="{name} ({key})")
_ORDER = LocalizedText(fr="{label} : ordre", en="{label}: order")
_ENTRY = 2
_OF_ENTRIES = frozenset(
    ("services", "deliveries", "targets", "exceptions", "limits", "commitments", "offerings")
)
_ARE_ENTRIES = frozenset(("register", "source", "vocabulary"))
_FORMS = frozenset((*FORM_KEYS, "values", "cases", "otherwise"))
"""The keys that say in which form something is written, and nothing of it."""
_TERMS = frozenset(("scope", "under"))
"""The texts that say to what something applies: other words may mean another thing."""
_WHOLE = frozenset(
    ("may_change", "firmness", "on_change", "hours", "means", "weekly", "within", "each", "notice")
)
"""The keys of which what stands there is told as one."""


_BOUND = LocalizedText(fr="limite supérieure", en="upper bound")
"""What the `to` of a band is; that of a target is another thing."""
_WHOLE_ONLY = "whole"
"""The key of a unit by which a part of it is refused."""
_TOLD_BY_ID = frozenset(("values", "readings"))
"""The keys under which what stands under each id is told by itself."""


class Side(NamedTuple):
    """Hold what the files of one version say, with the ids of the new one, and what puts them in words."""

    files: PolicyFiles
    data: Mapping[str, Any]

    def at(self, file: str, path: Path) -> Any:
        """Return what stands at a path; None where there is nothing."""
        found = self.data[file]
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        return found


@dataclass(frozen=True, slots=True)
class Texts:
    """Put what differs between two versions in words; what is ``rewritten`` says the same in another form."""

    before: Side
    after: Side
    rewritten: Container[Difference] = ()

    def tell(
        self, differences: Iterable[Difference], edits: Mapping[Difference, tuple[Edit, ...]]
    ) -> Iterator[Change]:
        """Tell every difference, those of one part of a rule together, each with all its edits."""
        told: dict[Any, list[Difference]] = defaultdict(list)
        for each in differences:
            topic, effect = ("form", Effect.WORDING) if each in self.rewritten else _classify(each)
            told[each.file, _told_at(each), each.is_order, topic, effect].append(each)
        for (_, path, is_order, topic, effect), found in told.items():
            first = found[0]
            label = self._label(first, path)
            values = self._values(first, path, label)
            if label in values:  # an entry that came or left is told by its name, among its like
                label = name_key(str(path[0]) if path[0] in KEYS else first.file)
            yield Change(
                topic,
                _id_of(first.file, path),
                self._offering(path),
                effect,
                _ORDER.format(label=label) if is_order else label,
                *values,
                tuple(dict.fromkeys(edit for each in found for edit in edits[each])),
            )

    def _offering(self, path: Path) -> str | None:
        """Return the offering that a path leads to, if it leads to that of one."""
        known = self.after.files.offerings.offerings
        if _is_within_an_offering(path):
            return str(path[1])
        return next((str(step) for key, step in pairwise(path) if key == "values" and step in known), None)

    def _label(self, difference: Difference, path: Path) -> LocalizedText:
        """Name the nearest thing around what differs that has a name, and its key."""
        data = (self.before if difference.left else self.after).data[difference.file]
        name: LocalizedText | None = None
        key = name_key(difference.file)
        depth = _depth(difference.file, path)
        for step in path:
            data = data.get(step) if isinstance(data, dict) else None
            key = KEYS.get(str(step), key if name or step in _FORMS else both(step))
            name = name if name and _is_reading(path) else _name_of(data) or name
        key = _BOUND if "bands" in path and path[-1] == "to" else key
        if name is None:
            service = self.after.files.entitlements.services.get(_id_of(difference.file, path) or "")
            name = None if service is None else service.name
        if name is None:
            name = name_clause(difference.file, str(path[:1] and path[0]))
        if name is None and path[:1] == ("all",):
            name = LocalizedText(**{to: name_key(difference.file)[to].capitalize() for to in LANGUAGES})
        if name is None:
            return key
        if _is_within_an_offering(path):  # told as the offering's, whose name stands beside
            return LocalizedText(**{to: key[to].capitalize() for to in LANGUAGES})
        is_whole = path[-2:-1] == ("values",) or (len(path) <= depth and path[:1] != ("all",))
        return name if is_whole else _NAMED.format(name=name, key=key)

    def _values(
        self, difference: Difference, path: Path, label: LocalizedText
    ) -> tuple[LocalizedText, LocalizedText]:
        """Write what was and what is; where both read alike, by which question of the register it is so."""
        sides = (self.before, self.after)
        values = [side.at(difference.file, path) for side in sides]
        depth = _depth(difference.file, path)
        is_listed = difference.is_order or len(path) < depth
        if is_listed and all(isinstance(each, dict | None) for each in values):
            was, now = (_in_order(difference, each, side) for each, side in zip(values, sides, strict=True))
        elif (len(path) == depth and difference.file != "policy") or _is_reading(path):
            was, now = (NO_MENTION if each is None else _name_of(each) or label for each in values)
        else:
            was, now = (
                _write(difference.file, path, each, side) for each, side in zip(values, sides, strict=True)
            )
        if was == now:
            was, now = (_question(each, side) or was for each, side in zip(values, sides, strict=True))
        return (was, now) if was != now else (BEFORE, OTHERWISE)


def _write(file: str, path: Path, value: Any, side: Side) -> LocalizedText:
    """Write what stands at a path."""
    if value in (None, [], {}):
        return NO_MENTION
    key = str(path[0] if path[-2:-1] == ("values",) else path[-1])
    if file == "register" and key == "chosen":
        reading = side.at(file, (*path[:_ENTRY], "readings", value))
        return (
            write_part(key, value, Wording(side.files))
            if reading is None
            else _name_of(reading) or NO_MENTION
        )
    if file == "register" and key == "means":
        named = (each for data in side.data.values() for each in _key_naming(str(path[1]), data))
        key = next(named, key)
    return write_part(key, value, Wording(side.files))


def _told_at(difference: Difference) -> Path:
    """Return the path of the part of a rule that is told where something differs within it."""
    path = difference.path
    if difference.is_order:
        return path
    start = _depth(difference.file, path)
    told = min(len(path), start)
    for index in range(start, len(path)):
        if index > start and path[index - 1] in BY_ID:
            told = index + 1 if path[index - 1] in _TOLD_BY_ID else told
        elif path[index] not in _FORMS or difference.file == "vocabulary":
            told = index + 1
            if path[index] in _WHOLE:
                break
    return path[:told]


def _depth(file: str, path: Path) -> int:
    """Return at which depth a path leads to an entry, or to a clause that stands alone."""
    has_entries = path[:1] != ("document",) if file in _ARE_ENTRIES else path[:1] and path[0] in _OF_ENTRIES
    return _ENTRY if has_entries else 1


def _is_within_an_offering(path: Path) -> bool:
    return path[:1] == ("offerings",) and len(path) > _ENTRY


def _is_reading(path: Path) -> bool:
    return path[-2:-1] == ("readings",)


def _key_naming(entry: str, data: Any, key: str = "") -> Iterator[str]:
    """Find the keys under which an entry of the register is named; of a whole value that of the clause."""
    if isinstance(data, dict):
        if data.get("register") == entry:
            yield key
        for name, each in data.items():
            is_form = name in _FORMS or key == "values"
            yield from _key_naming(entry, each, key if is_form else name)


def _question(value: Any, side: Side) -> LocalizedText | None:
    if isinstance(value, dict) and "register" in value:
        return name_question(value["register"], Wording(side.files))
    return None


def _in_order(difference: Difference, value: Any, side: Side) -> LocalizedText:
    """Name what stands under keys, in its order."""
    if value is None:
        return NO_MENTION
    file, path = difference.file, difference.path
    under = str(path[-1]) if len(path) > _depth(file, path) else ""
    return both(
        tuple(
            _name_of(each)
            or (None if path else name_clause(file, key))
            or name_id(under, key, Wording(side.files))
            for key, each in value.items()
        )
    )


def _classify(difference: Difference) -> tuple[str, Effect]:
    file, path = difference.file, difference.path
    values = difference.old, difference.new
    if file == "source":
        return "source", Effect.WORDING
    if difference.is_order or _is_reordered(*values):
        return "order", Effect.WORDING
    if file == "policy":
        return ("note" if any(map(is_text, values)) else str(path[0])), Effect.WORDING
    if path[-1] == "source":
        return "citation", Effect.WORDING
    if path[-1] == "scope" and (difference.came or difference.left):
        return "terms", Effect.DIFFERENT
    if path[0] == "units" and path[-1] != _WHOLE_ONLY:
        return WORDING if len(path) > _ENTRY else "entry", Effect.WORDING
    if any(map(is_text, values)):
        if path[-1] in _TERMS:
            return "terms", Effect.DIFFERENT
        return ("note" if path[-1] == "why" else WORDING), Effect.WORDING
    if _is_reading(path):
        return "reading", Effect.BETTER if difference.came else Effect.WORSE
    is_entry = len(path) <= _ENTRY and (path[0] in _OF_ENTRIES or file in _ARE_ENTRIES)
    if is_entry and (difference.came or difference.left):
        return "entry", Effect.WORDING
    if file == "register" and path[-1] in {"number", "text_is", "about"}:
        return "register", Effect.WORDING
    return "terms", Effect.DIFFERENT


def _is_reordered(old: Any, new: Any) -> bool:
    return isinstance(old, list) and isinstance(new, list) and sorted(map(str, old)) == sorted(map(str, new))


def _id_of(file: str, path: Path) -> str | None:
    """Return the id of the entry that a path leads to; None for a clause that stands alone."""
    return str(path[1]) if len(path) > 1 and _depth(file, path) == _ENTRY else None


def _name_of(entry: Any) -> LocalizedText | None:
    if not isinstance(entry, dict):
        return None
    if all(isinstance(entry.get(to), dict) and "other" in entry[to] for to in LANGUAGES):  # a unit
        return LocalizedText(**{to: entry[to]["other"].capitalize() for to in LANGUAGES})
    return next((LocalizedText(**entry[key]) for key in _NAMES if _is_whole(entry.get(key))), None)


def _is_whole(value: Any) -> bool:
    return is_text(value) and value.keys() == set(LANGUAGES)
