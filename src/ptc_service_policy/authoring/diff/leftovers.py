"""What changes in the files beside the answers: nothing that differs goes unreported."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ptc_service_policy.authoring.diff import words
from ptc_service_policy.authoring.diff.changes import At, Effect, Finding, Path
from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.authoring.diff.keys import name_key
from ptc_service_policy.authoring.diff.renames import Renames
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.text import LANGUAGES, LocalizedText

_BY_OFFERING = frozenset(("values", "unstated", "interpreted", "source_by_offering", "offerings"))
_EMPTIED = frozenset(("unstated", "interpreted", "source_by_offering"))
_LANGUAGES = frozenset(LANGUAGES)
_NAMES = ("name", "question", "subject", "title", "meaning")
_PRESENT = LocalizedText(fr="présent", en="present")
_NAMED = LocalizedText(fr="{name} ({key})", en="{name} ({key})")
_ORDER = LocalizedText(fr="{label} : ordre", en="{label}: order")


@dataclass(frozen=True, slots=True)
class _Difference:
    """Hold two values that differ, and where they stand; a value is None where there is none."""

    before_at: Path | None
    after_at: Path | None
    old: Any
    new: Any
    is_order: bool = False

    @property
    def path(self) -> Path:
        """Return where the value stands, or stood."""
        return self.after_at if self.after_at is not None else self.before_at or ()


def compare_rest(
    before: Edition, after: Edition, renames: Renames, findings: Iterable[Finding]
) -> Iterator[Finding]:
    """Find every value that differs and that no finding accounts for."""
    known = before.files.offerings.offerings, after.files.offerings.offerings
    pairs = list(renames.pairs(*known))
    gone = {old for old, new in pairs if new is None}
    come = {new for old, new in pairs if old is None}
    findings = list(findings)
    told_before = {at for finding in findings for at in finding.before_at}
    told_after = {at for finding in findings for at in finding.after_at}
    for file in FILE_MODELS:
        old, new = before.documents[file].data, after.documents[file].data
        if gone or come:
            old, new = _without(old, gone), _without(new, come)
        for difference in _differences(old, new, (), (), renames):
            told = _is_told(file, difference.before_at, told_before) or _is_told(
                file, difference.after_at, told_after
            )
            if difference.is_order or not told:
                yield _finding(file, difference, before, after)


def _without(data: Any, offerings: set[str | None], key: str | None = None) -> Any:
    """Leave out what a file says of some offerings, which is told with the offerings themselves.

    A mapping that could hold nothing else is left out as well.
    """
    if isinstance(data, list):
        return [item for item in data if item not in offerings] if key == "offerings" else data
    if not isinstance(data, dict):
        return data
    left = {
        name: _without(value, offerings, name)
        for name, value in data.items()
        if key not in _BY_OFFERING or name not in offerings
    }
    return {name: value for name, value in left.items() if value or name not in _EMPTIED}


def _differences(old: Any, new: Any, was: Path, now: Path, renames: Renames) -> Iterator[_Difference]:
    if not isinstance(old, dict) or not isinstance(new, dict) or _is_text(old) or _is_text(new):
        follows = not _is_text(old) and not _is_text(new) and renames.same(old, new)
        if type(old) is not type(new) or (old != new and not follows):
            yield _Difference(was, now, old, new)
        elif isinstance(old, dict | list) and old == new and json.dumps(old) != json.dumps(new):
            yield _Difference(was, now, old, new, is_order=True)
        return
    kept: list[str] = []
    for before, after in renames.pairs(old, new):
        if after is None:
            yield _Difference((*was, before or ""), None, old[before], None)
        elif before is None:
            yield _Difference(None, (*now, after), None, new[after])
        else:
            kept.append(after)
            yield from _differences(old[before], new[after], (*was, before), (*now, after), renames)
    if kept != [key for key in new if key in kept]:
        yield _Difference(was, now, old, new, is_order=True)


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and value.keys() <= _LANGUAGES


def _is_told(file: str, path: Path | None, told: set[At]) -> bool:
    if path is None:
        return False
    return any(name == file and (at[: len(path)] == path or path[: len(at)] == at) for name, at in told)


def _finding(file: str, difference: _Difference, before: Edition, after: Edition) -> Finding:
    topic, effect = _classify(file, difference)
    label = _label(after if difference.after_at is not None else before, file, difference.path)
    return Finding(
        topic=topic,
        id=_id_of(difference.path),
        offering=_offering_of(difference.path, after),
        effect=effect,
        label=_ORDER.format(label=label) if difference.is_order else label,
        before=_write(difference.old, difference),
        after=_write(difference.new, difference),
        before_at=() if difference.before_at is None else ((file, difference.before_at),),
        after_at=() if difference.after_at is None else ((file, difference.after_at),),
    )


def _classify(file: str, difference: _Difference) -> tuple[str, Effect]:
    path = difference.path
    if file == "source":
        return "source", Effect.WORDING
    if file == "policy":
        return ("wording" if _is_text(difference.new) else "version"), Effect.WORDING
    if difference.is_order or _is_reordered(difference):
        return "order", Effect.WORDING
    if path[-1] == "source" or "source_by_offering" in path[-2:]:
        return "citation", Effect.WORDING
    if _is_text(difference.old) or _is_text(difference.new):
        return "wording", Effect.WORDING
    if _says_nothing_of_its_own(file, difference):
        return "entry", Effect.WORDING
    return "terms", Effect.DIFFERENT


def _is_reordered(difference: _Difference) -> bool:
    old, new = difference.old, difference.new
    return isinstance(old, list) and isinstance(new, list) and sorted(map(str, old)) == sorted(map(str, new))


def _says_nothing_of_its_own(file: str, difference: _Difference) -> bool:
    """Tell whether a whole entry came or left that shows in other answers, or in none.

    A gap of the register is used by some rule, which then says what changes. The words for a method, and a
    service without deliveries, change nothing by themselves; neither do a new deployment that no offering is
    for, and a new service that no offering includes.
    """
    whole_entry = len(difference.path) == 2
    came, left = difference.before_at is None, difference.after_at is None
    if not whole_entry or not (came or left):
        return False
    return file in {"interpretations", "cadences"} or (came and file in {"entitlements", "offerings"})


def _id_of(path: Path) -> str | None:
    return str(path[1]) if len(path) > 1 and name_key(str(path[1])) is None else None


def _offering_of(path: Path, edition: Edition) -> str | None:
    """Return the offering that a path leads to, if it leads to that of one."""
    known = edition.files.offerings.offerings
    return next((str(step) for key, step in pairwise(path) if key in _BY_OFFERING and step in known), None)


def _label(edition: Edition, file: str, path: Path) -> LocalizedText:
    """Name what stands at a path: the nearest thing around it that has a name, and its key."""
    data = edition.documents[file].data
    name: LocalizedText | None = None
    key: LocalizedText | None = name_key(file)
    for step in path:
        data = data[step]
        key = name_key(str(step)) or key
        found = _name_of(data)
        if found is not None:
            name, key = found, None
        elif (service := edition.files.entitlements.services.get(str(step))) and file == "cadences":
            name = service.name
    if name is None or key is None:
        return name or key or words.plain(file)
    return _NAMED.format(name=name, key=key)


def _name_of(entry: Any) -> LocalizedText | None:
    if not isinstance(entry, dict):
        return None
    return next((LocalizedText(**entry[key]) for key in _NAMES if _is_text(entry.get(key))), None)


def _write(value: Any, difference: _Difference) -> LocalizedText:
    match value:
        case None:
            return words.NOTHING
        case dict() if difference.is_order:
            return words.listed(tuple(_name_of(entry) or words.plain(key) for key, entry in value.items()))
        case dict() if _is_text(value):
            return LocalizedText(**{"fr": "", "en": "", **value})
        case dict():
            return _name_of(value) or _PRESENT
        case list():
            return words.listed(tuple(map(words.token, value)))
        case _:
            return words.token(value)
