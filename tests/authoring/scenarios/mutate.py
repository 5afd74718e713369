"""Change every fact of a policy version, one at a time, and see whether its scenarios notice.

    python tests/authoring/scenarios/mutate.py [FOLDER] [--every N]

A fact is every value of the policy files that is no text for people: cells, numbers, ids, methods,
frequencies, hours, citations, chosen readings. Each is replaced by its neighbours of the same kind, and
each entry of a list or of a mapping is left out, and
lists of methods, days, conditions and the like get one more. source.yaml is not changed here: it locates the
statements of the source, and `ptc-policy source check` compares it with the source itself.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

from ptc_service_policy.authoring.scenarios.suite import run_scenarios
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.model.availability import Weekday
from ptc_service_policy.model.policy_files import FILE_MODELS

POLICY = Path(__file__).parents[3] / "policies" / "1.0.0"

Path_ = tuple[str | int, ...]
_KINDS: dict[str, tuple[str, ...]] = {
    "methods": ("online-self-paced", "in-person", "videoconference", "email", "phone", "teleconference"),
    "frequency": ("as-needed", "weekly", "monthly", "quarterly"),
    "charge": ("included", "additional"),
    "offerings": ("tsam", "standard", "premium"),
    "same_as": ("tsam", "standard", "premium"),
    "deployment": ("on-premises", "saas"),
    "weekdays": Weekday.__args__,  # type: ignore[attr-defined]
    "conditions": ("request", "notice", "ptc-discretion"),
    "kinds": ("regular", "ad-hoc"),
    "kind": ("holidays", "closure"),
    "unit": ("contacts", "cases", "hours-per-week"),
    "coincides_with": ("annual-support-contract", "subscription-term"),
    "strength": ("usually", "always"),
    "requested_by": ("customer", "ptc"),
    "approved_by": ("customer", "ptc"),
    "limit": ("contacts", "open-cases", "weekly-hours"),
    "value": ("de", "en", "fr"),
}
_IDS = frozenset(("source", "source_by_offering", "interpretation", "interpreted", "unstated"))


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the value at the path, or its removal where ``value`` is MISSING."""

    file: str
    path: Path_
    value: Any

    def apply(self, data: Any) -> Any:
        changed = deepcopy(data)
        parent = changed
        for key in self.path[:-1]:
            parent = parent[key]
        if self.value is MISSING:
            del parent[self.path[-1]]
        else:
            parent[self.path[-1]] = self.value
        return changed

    def __str__(self) -> str:
        what = "left out" if self.value is MISSING else f"-> {self.value!r}"
        return f"{self.file}: {'.'.join(map(str, self.path))} {what}"


class _Missing:
    pass


MISSING = _Missing()


def mutants(folder: Path = POLICY) -> Iterator[Mutant]:
    """List every change."""
    files = {name: read_file(folder / f"{name}.yaml", name).data for name in FILE_MODELS}
    register = files["interpretations"]["interpretations"]
    known = {"statements": list(files["source"]["statements"]), "gaps": list(register)}
    for name, data in files.items():
        if name == "source":
            continue
        for path, value in _walk(data, ()):
            if path and not _is_text(data, path[:-1]):
                yield Mutant(name, path, MISSING)
            if isinstance(value, list) and path[-1] in _KINDS:
                for other in _KINDS[str(path[-1])]:
                    if other not in value:
                        yield Mutant(name, path, [*value, other])
            if path == ("support_hours", "weekly"):
                yield Mutant(name, path, {**value, "sat": value["fri"]})
            if not isinstance(value, dict | list):
                for other in _others(path, value, known, register):
                    yield Mutant(name, path, other)


def _walk(value: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    yield path, value
    if isinstance(value, dict) and set(value) == {"fr", "en"}:
        return
    for key, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from _walk(item, (*path, key))


def _is_text(data: Any, path: Path_) -> bool:
    for key in path:
        data = data[key]
    return isinstance(data, dict) and set(data) == {"fr", "en"}


def _others(path: Path_, value: Any, known: dict[str, list[str]], register: Any) -> Iterator[Any]:
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1, value * 10)
        case str() if value[2:3] == ":":
            hours, minutes = map(int, value.split(":"))
            yield f"{hours:02}:{minutes + 1:02}"
            yield f"{hours - 1:02}:{minutes:02}"
        case str():
            yield "something-else"
            yield from (other for other in _kind_of(path, value, known, register) if other != value)


def _kind_of(path: Path_, value: str, known: dict[str, list[str]], register: Any) -> Iterator[str]:
    names = [str(key) for key in path]
    if names[-1] == "chosen":
        yield from register[names[1]]["readings"]
        return
    for ids in known.values():
        if value in ids and _IDS.intersection(names):
            place = ids.index(value)
            yield ids[(place + 1) % len(ids)]
            yield ids[place - 1]
            return
    for key in reversed(names):
        if key in _KINDS:
            yield from _KINDS[key]
            return


def survives(mutant: Mutant, folder: Path) -> bool:
    """Apply a change to a copy of the policy, run its scenarios and put the file back."""
    file = folder / f"{mutant.file}.yaml"
    before = file.read_bytes()
    data = read_file(file, mutant.file).data
    file.write_text(json.dumps(mutant.apply(data), ensure_ascii=False), encoding="utf-8")
    try:
        return not run_scenarios(folder, called=folder.name).problems
    finally:
        file.write_bytes(before)


def copy_of(folder: Path, home: Path) -> Path:
    """Copy a version and the calendars beside it."""
    calendars = folder.parent / "calendars"
    if calendars.is_dir():
        copytree(calendars, home / "calendars")
    return copytree(folder, home / folder.name)


def main() -> int:
    """Report every change that the scenarios of a version do not notice."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=POLICY)
    options.add_argument("--every", type=int, default=1, help="take only every Nth change")
    chosen = options.parse_args()
    changes = list(mutants(chosen.folder))[:: chosen.every]
    with tempfile.TemporaryDirectory() as home:
        folder = copy_of(chosen.folder, Path(home))
        left = [mutant for mutant in changes if survives(mutant, folder)]
    for mutant in left:
        sys.stdout.write(f"survived: {mutant}\n")
    caught = len(changes) - len(left)
    sys.stdout.write(f"{caught} of {len(changes)} changes are caught ({100 * caught / len(changes):.1f} %)\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
