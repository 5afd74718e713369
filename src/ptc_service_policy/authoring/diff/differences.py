"""What the files of two versions say otherwise, leaf by leaf, and versions made of some of it."""

import json
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from itertools import chain
from typing import Any

from ptc_service_policy.authoring.diff.changes import Path
from ptc_service_policy.authoring.diff.renames import is_text
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.loading.linking import link
from ptc_service_policy.loading.spreading import ends, entries_in
from ptc_service_policy.model.forms import FORM_KEYS
from ptc_service_policy.model.policy_files import FILE_MODELS, PolicyFiles
from ptc_service_policy.model.register import RegisterFile

Data = Mapping[str, Any]
_BY_OFFERING = "values"
"""The key whose entries are told one by one, also where one version has none of them."""
_LEAF = "value"
"""The key of a value that says more about itself than its rule does."""
_TURNS = frozenset(("cut_off", "until"))
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_REGISTER = "register"
_USED_BY_ANY = frozenset(("policy", "offerings", "vocabulary", "register"))


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """Hold one thing that two versions say otherwise, and where; None stands for what a version has not."""

    file: str
    path: Path
    old: Any
    new: Any
    is_order: bool = False

    @property
    def came(self) -> bool:
        """Tell whether the old version has nothing there."""
        return self.old is None

    @property
    def left(self) -> bool:
        """Tell whether the new version has nothing there."""
        return self.new is None

    def says(self, keys: Container[object]) -> bool:
        """Tell whether it is about one of some keys, or has one within it."""
        return any(each in keys for each in (*self.path, *_keys(self.old), *_keys(self.new)))


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        for each in data.values():
            yield from _keys(each)


def in_like_forms(old: Any, new: Any) -> tuple[Any, Any]:
    """Write a value as one that says more about itself where the other version's does, key by key."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        if _is_leaf(old) is _is_leaf(new) or old is None or new is None:
            return old, new
        return (old, {_LEAF: new}) if _is_leaf(old) else ({_LEAF: old}, new)
    if _is_leaf(old) is not _is_leaf(new):
        return in_like_forms(*(each if _is_leaf(each) else {_LEAF: each} for each in (old, new)))
    pairs = {key: in_like_forms(old[key], new[key]) for key in old if key in new}
    was, now = ({key: pair[side] for key, pair in pairs.items()} for side in (0, 1))
    return {key: was.get(key, each) for key, each in old.items()}, {
        key: now.get(key, each) for key, each in new.items()
    }


def as_written(data: Any, path: Path) -> Path:
    """Return the path in a file of what stands at a path once both versions are in like forms."""
    taken: list[str | int] = []
    for step in path:
        if step == _LEAF and not _is_leaf(data):
            continue
        taken.append(step)
        data = data.get(step) if isinstance(data, dict) else None
    return tuple(taken)


def _is_leaf(data: Any) -> bool:
    return isinstance(data, dict) and _LEAF in data


def differences_between(old: Data, new: Data) -> tuple[Difference, ...]:
    """Find every leaf that differs; of what came or left the whole of it."""
    return tuple(each for file in FILE_MODELS for each in _differences(file, (), old[file], new[file]))


def _differences(file: str, path: Path, old: Any, new: Any) -> Iterator[Difference]:
    if not _have_like_keys(old, new):
        if type(old) is not type(new) or old != new:
            yield Difference(file, path, old, new)
        elif json.dumps(old) != json.dumps(new):
            yield Difference(file, path, old, new, is_order=True)
        return
    for key in dict.fromkeys((*old, *new)):
        if (key in old and key in new) or key == _BY_OFFERING:
            yield from _differences(file, (*path, key), old.get(key, {}), new.get(key, {}))
        else:
            yield Difference(file, (*path, key), old.get(key), new.get(key))
    kept = [key for key in new if key in old]
    if kept != [key for key in old if key in new]:
        yield Difference(file, path, old, new, is_order=True)


def _have_like_keys(old: Any, new: Any) -> bool:
    """Tell whether to compare key by key: a text, and a value that takes another form, differ as a whole."""
    if not isinstance(old, dict) or not isinstance(new, dict) or is_text(old) or is_text(new):
        return False
    return old.keys() & FORM_KEYS.keys() == new.keys() & FORM_KEYS.keys()


def is_said_of_no_rule(difference: Difference) -> bool:
    """Tell whether no answer rests on what is said otherwise: on the source, on names, on the version."""
    file, path = difference.file, difference.path
    if file == "policy" and path[:1] in {("version",), ("review_by",)}:
        return True
    is_worded = is_text(difference.old) or is_text(difference.new)
    return file == "source" or (file in _USED_BY_ANY and is_worded)


def moved_rules(differences: Iterable[Difference]) -> frozenset[str] | None:
    """Return the addresses of the rules that differ; None where something differs that any rule may use."""
    found: set[str] = set()
    for each in differences:
        file, path = each.file, each.path
        if is_said_of_no_rule(each):
            continue
        if file in _USED_BY_ANY or path[0] in {"all", "exceptions"} or each.is_order:
            return None
        found |= {".".join(map(str, path[:2])), f"{file}.{path[0]}"}
    return frozenset(found)


def entries_left_to(difference: Difference) -> frozenset[str]:
    """Return the entries of the register to which one version leaves what the other one says by itself."""
    at_the_name = difference.path[-1:] == ("register",)
    old, new = ({"register": each} if at_the_name else each for each in (difference.old, difference.new))
    return frozenset(entries_in(old)) ^ frozenset(entries_in(new))


def times_in(differences: Iterable[Difference]) -> frozenset[time]:
    """Return the times of day at which something is cut off, or ends, in one version and not in the other."""
    return frozenset(
        time.fromisoformat(each)
        for difference in differences
        if difference.says(_TURNS)
        for said in (difference.old, difference.new)
        for each in _leaves(said)
        if isinstance(each, str) and _TIME.fullmatch(each)
    )


def _leaves(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _leaves(each)
    else:
        yield data


class Mixing:
    """Make versions that say what the old one says, but for some of what the new one says."""

    def __init__(self, before: PolicyFiles, old: Data) -> None:
        """Take the old version, and what its files say."""
        self._before = before
        self._nouns = before.by_name()
        self._old = old
        self._named = {name: tuple(entries_in(each)) for name, each in old.items() if name != _REGISTER}

    def with_(self, differences: Iterable[Difference]) -> Policy | None:
        """Return the old version with some of what the new one says; None if it cannot be read."""
        by_file: dict[str, list[tuple[Path, Difference]]] = defaultdict(list)
        for each in differences:
            by_file[each.file].append((each.path, each))
        data = {file: _put(self._old[file], each) for file, each in by_file.items()}
        try:
            nouns = {
                name: FILE_MODELS[name].model_validate_json(json.dumps(each)) for name, each in data.items()
            }
            files = {**self._nouns, **nouns}
            if not self._ends(files[_REGISTER], data):
                return None
            # What names entries of the register that say the same knows already what they mean.
            files |= link(files if _REGISTER in data else {_REGISTER: files[_REGISTER], **nouns})
        except (LookupError, ValueError):
            return None
        named = {name.replace("-", "_"): noun for name, noun in files.items()}
        return Policy(replace(self._before, **named))

    def _ends(self, register: RegisterFile, data: Data) -> bool:
        """Tell whether what one version says of an entry and the other of others leads anywhere."""
        named = self._named | {name: entries_in(each) for name, each in data.items() if name != _REGISTER}
        return ends(register.entries, chain.from_iterable(named.values()))


def _put(data: Any, within: Iterable[tuple[Path, Difference]]) -> Any:
    """Put differences, each by its path, in what one version says."""
    found: dict[Any, list[tuple[Path, Difference]]] = defaultdict(list)
    for path, difference in within:
        if not path:
            return difference.new
        found[path[0]].append((path[1:], difference))
    put = {**data}
    for key, each in found.items():
        if all(not path and difference.left for path, difference in each):
            put.pop(key, None)
        else:
            put[key] = _put(data.get(key, {}), each)
    return put
