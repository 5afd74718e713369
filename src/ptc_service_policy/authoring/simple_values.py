"""The simple values of a file: numbers, ticks and times of day, with their names and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from ptc_service_policy.errors import PathItem
from ptc_service_policy.loading.strict_yaml import LOADER
from ptc_service_policy.model.forms import FORM_KEYS
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.text import LANGUAGES, LocalizedText
from ptc_service_policy.topics.registry import name_clause
from ptc_service_policy.topics.rule_parts import name_id, name_key
from ptc_service_policy.topics.wording import Wording, joined

Kind = Literal["number", "tick", "time"]
Path = tuple[PathItem, ...]

_FILES = frozenset(("offerings", "entitlements", "cadences", "service-levels", "availability", "engagement"))
"""The files of rules."""
_NAMES = ("name", "question", "text")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_FORMS = frozenset((*FORM_KEYS, "values", "hours", "weekly"))
"""The keys that say nothing of a value that its other keys do not say."""
_ALL = "all"


@dataclass(frozen=True, slots=True)
class SimpleValue:
    """Hold one value that a form may change.

    ``entry`` names the rule, ``label`` what the value is of it; ``written`` is the value as it stands in the
    file at ``line`` and ``column``, quotes and all.
    """

    path: Path
    entry: LocalizedText
    label: LocalizedText
    kind: Kind
    value: str
    written: str
    line: int
    column: int


def simple_values(name: str, text: str, files: PolicyFiles) -> tuple[SimpleValue, ...]:
    """Find the simple values of a file of rules, in its order; other files have none.

    Args:
        name: the name of the file without its ending, such as ``service-levels``.
        text: what the file says.
        files: the policy that it is part of, which gives the names.
    """
    if name not in _FILES:
        return ()
    node = yaml.compose(text, Loader=LOADER)
    return tuple(_Reader(name, text, Wording(files)).read(node))


class _Reader:
    """Go through a file once."""

    def __init__(self, name: str, text: str, wording: Wording) -> None:
        self._name, self._wording = name, wording
        self._lines = text.split("\n")

    def read(self, node: Any) -> Iterator[SimpleValue]:
        yield from self._within(node, (), None, ())

    def _within(
        self, node: Any, path: Path, entry: LocalizedText | None, label: tuple[LocalizedText, ...]
    ) -> Iterator[SimpleValue]:
        if isinstance(node, yaml.MappingNode):
            entry = _name_of(node) or entry
            for key, value in node.value:
                known = entry if path else self._clause(key.value)
                below = (*label, *self._part(path, key.value))
                yield from self._within(value, (*path, key.value), known, below)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value):
                yield from self._within(value, (*path, number), entry, label)
        elif (kind := _kind_of(node, path)) and entry is not None:
            line, column = node.start_mark.line, node.start_mark.column
            written = self._lines[line][column : node.end_mark.column]
            yield SimpleValue(path, entry, joined(label), kind, node.value, written, line + 1, column + 1)

    def _clause(self, key: str) -> LocalizedText | None:
        """Name what stands under a key of the file; None for a group of entries, which have names."""
        return name_key(self._name) if key == _ALL else name_clause(self._name, key)

    def _part(self, path: Path, key: str) -> Iterator[LocalizedText]:
        """Name a key as part of what it leads to; that of an entry, or of a form, says nothing."""
        is_entry = len(path) == 1 and self._clause(str(path[0])) is None
        if path and not is_entry and key not in _FORMS:
            yield name_id(str(path[-1]), key, self._wording)


def _kind_of(node: Any, path: Path) -> Kind | None:
    if not node.style and node.value in {"true", "false"} and path[-2:-1] == ("values",):
        return "tick"
    if not node.style and _NUMBER.fullmatch(node.value):
        return "number"
    return "time" if _TIME.fullmatch(node.value) else None


def _name_of(node: yaml.MappingNode) -> LocalizedText | None:
    for key, value in node.value:
        if key.value in _NAMES and isinstance(value, yaml.MappingNode):
            said = {each.value: text.value for each, text in value.value}
            if said.keys() == set(LANGUAGES):
                return LocalizedText(**said)
    return None
