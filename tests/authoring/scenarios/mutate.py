"""Change every fact of a policy version, one at a time, and see whether its scenarios notice.

    python tests/authoring/scenarios/mutate.py [FOLDER] [--every N]

A fact is every value of the policy files that is no text for people: cells, numbers, ids, methods,
frequencies, hours, citations, firmness, readings. Each is replaced by others of its kind, each entry of a
list or of a mapping is left out, and lists get one more. source.yaml is not changed here: it locates the
statements of the source, and `ptc-policy source check` compares it with the source itself. What no answer
shows is in ``SHOWN_ELSEWHERE``, with why.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from shutil import copytree
from typing import Any
from unittest.mock import patch

from ptc_service_policy.authoring.scenarios import suite
from ptc_service_policy.authoring.scenarios.reading import read_scenarios
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.model.hours import WEEKDAYS
from ptc_service_policy.model.policy_files import FILE_MODELS

POLICY = Path(__file__).parents[3] / "policies" / "1.0.0"

Path_ = tuple[str | int, ...]
_WORDS: tuple[tuple[str, ...], ...] = (
    ("owed", "objective", "usual", "effort", "may"),
    ("customer", "ptc"),
    ("silent", "ambiguous"),
    ("available", "on-request", "unavailable"),
    ("as-received", "on-business-day", "within-hours"),
    ("close-of-business", "same-time", "end-of-day", "business-hours"),
    ("contract-start", "calendar"),
    ("following", "modified-following", "preceding"),
    ("manager", "customer", "contract", "offering"),
    (*WEEKDAYS, "recognised-holidays"),
    ("de", "en", "fr"),
)
"""Words of which one may stand where another does."""

SHOWN_ELSEWHERE: dict[str, str] = {
    "vocabulary: methods": "what a method means is told by `diff`, which asks two versions",
    "vocabulary: events": "what an event means is asked by the state of a request",
    "vocabulary: charges": "what a charge means is told by `diff`",
    "vocabulary: units": "units are words",
    "vocabulary: deployments": "deployments are words",
    "service-levels: targets.response.from": "the event is asked by the state of a request",
    "policy: format": "the format is the reader's, and no answer",
}
"""The facts that no question shows, each with where it shows."""


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
    kinds = _kinds(files)
    for name, data in files.items():
        if name == "source":
            continue
        for path, value in _walk(data, ()):
            if (
                not path
                or _is_text(value)
                or f"{name}: {'.'.join(map(str, path))}".startswith(tuple(SHOWN_ELSEWHERE))
            ):
                continue
            yield Mutant(name, path, MISSING)
            if isinstance(value, list) and value and path[-1] != "source":
                others = (each for kind in kinds if value[-1] in kind for each in kind if each not in value)
                yield from (Mutant(name, path, [*value, other]) for other in islice(others, 2))
            if path[-1] == "weekly" and "fri" in value:
                yield Mutant(name, path, {**value, "sat": value["fri"]})
            if not isinstance(value, dict | list):
                yield from (Mutant(name, path, other) for other in _others(path, value, kinds))


def _kinds(files: dict[str, Any]) -> list[tuple[str, ...]]:
    """List the ids and words that may stand for each other."""
    vocabulary = files["vocabulary"]
    return [
        *_WORDS,
        *(tuple(vocabulary[kind]) for kind in ("methods", "frequencies", "units", "charges", "deployments")),
        tuple(files["offerings"]["offerings"]),
        tuple(files["source"]["statements"]),
        tuple(files["register"]["register"]),
        tuple(files["availability"]["exceptions"]),
        tuple(f"limits.{name}" for name in files["engagement"]["limits"]),
        *((*entry["readings"], "none") for entry in files["register"]["register"].values()),
    ]


def _walk(value: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    yield path, value
    if _is_text(value):
        return
    for key, item in (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    ):
        yield from _walk(item, (*path, key))


def _is_text(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"fr", "en"}


def _others(path: Path_, value: Any, kinds: list[tuple[str, ...]]) -> Iterator[Any]:
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
            for kind in kinds:
                if value in kind:
                    place = kind.index(value)
                    near = kind if len(kind) < 8 else (kind[place - 1], kind[(place + 1) % len(kind)])
                    yield from (other for other in near if other != value)


def _run(folder: Path) -> tuple[Any, ...]:
    """Run the scenarios, which do not change from one change of the policy to the next."""
    with patch.object(suite, "read_scenarios", _read_scenarios):
        return suite.run_scenarios(folder, called=folder.name).problems


_read_scenarios = lru_cache(read_scenarios)


def survives(mutant: Mutant, folder: Path) -> bool:
    """Apply a change to a copy of the policy, run its scenarios and put the file back."""
    file = folder / f"{mutant.file}.yaml"
    before = file.read_bytes()
    data = read_file(file, mutant.file).data
    file.write_text(json.dumps(mutant.apply(data), ensure_ascii=False), encoding="utf-8")
    try:
        return not _run(folder)
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
