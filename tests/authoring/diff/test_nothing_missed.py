"""Whatever differs between two versions is reported, and nothing is where nothing does."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.profiles import NIGHTLY

from ptc_service_policy.authoring.diff import Change, Edition, compare_editions, read_edition
from ptc_service_policy.model.policy_files import FILE_MODELS

from .making import made

ROOT = Path(__file__).parents[3]
POLICY, SCHEMAS = ROOT / "policies" / "1.0.0", ROOT / "schemas" / "v1"
Path_ = tuple[str | int, ...]
Mutation = tuple[str, Path_, Any]


@cache
def original() -> Edition:
    return read_edition(POLICY)


def scalars(data: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """List every scalar of a file with its path."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from scalars(value, (*path, key))
    else:
        yield path, data


def words_of_the_schema(node: Any) -> Iterator[str]:
    """List every value that a schema enumerates."""
    if isinstance(node, dict):
        yield from (word for word in node.get("enum", ()) if isinstance(word, str))
        yield from (word for key, word in node.items() if key == "const" and isinstance(word, str))
        for value in node.values():
            yield from words_of_the_schema(value)
    elif isinstance(node, list):
        for value in node:
            yield from words_of_the_schema(value)


@cache
def words(file: str) -> tuple[str, ...]:
    schema = SCHEMAS / f"{file}.schema.json"
    found = words_of_the_schema(json.loads(schema.read_text(encoding="utf-8")))
    ids = (each for name in ("offerings", "vocabulary") for each in _ids(original().data[name]))
    return tuple(dict.fromkeys((*found, *ids)))


def _ids(data: Any) -> Iterator[str]:
    for group in data.values():
        yield from group


def candidates(file: str, path: Path_, value: Any) -> Iterator[Any]:
    """Suggest other values, of which a policy may take one."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif path[-1] == "time_zone":
        yield "Asia/Kolkata"
    elif path[-1] in {"fr", "en"}:
        yield f"{value} x"
    else:
        alike = [each for other, each in scalars(original().data[file]) if kind(other)[2:] == kind(path)[2:]]
        likely = dict.fromkeys((*(["none"] if path[-1] == "chosen" else []), *alike, *words(file)))
        yield from (word for word in likely if word != value)
        yield from ("10:30", "1.0.1", f"{value}-x", f"sha256:{'0' * 64}")


def mutate(mutations: tuple[Mutation, ...]) -> Edition | None:
    """Make an edition with other values; None if that is no valid policy."""
    data: dict[str, Any] = {}
    for file, path, value in mutations:
        holder = data.setdefault(file, deepcopy(original().data[file]))
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value
    return made(original(), data)


def kind(path: Path_) -> Path_:
    """Return what a path has in common with those to the same key of other entries."""
    return (path[0], len(path), *(0 if isinstance(step, int) else step for step in path[2:][-2:]))


@cache
def mutations_of(file: str) -> tuple[Mutation, ...]:
    """Find one other value that makes a valid policy for each scalar that has one; else one of each kind."""
    found = []
    known = dict(scalars(original().data[file]))
    chosen = known if NIGHTLY else {(path[0], path[-1]): path for path in known}.values()
    for path in chosen:
        value = known[path]
        for other in islice(candidates(file, path, value), None if NIGHTLY else 12):
            if mutate(((file, path, other),)) is not None:
                found.append((file, path, other))
                break
    return tuple(found)


def places(changes: tuple[Change, ...]) -> set[Any]:
    """Return every place of the old version that changes point to."""
    return {edit.before for change in changes for edit in change.edits}


def place(mutation: Mutation) -> Any:
    """Return where a mutated value stands; a text in two languages, and a list, are told as one."""
    file, path, _ = mutation
    path = tuple(takewhile(lambda step: isinstance(step, str), path))
    return original().place(file, path[:-1] if path[-1] in {"fr", "en"} else path)


def test_equal_versions_have_no_change() -> None:
    assert compare_editions(original(), read_edition(POLICY)) == ()


@pytest.mark.parametrize("file", FILE_MODELS)
def test_any_scalar_that_changes_is_reported_where_it_stands(file: str) -> None:
    for mutation in mutations_of(file):
        changed = mutate((mutation,))
        assert changed is not None
        assert place(mutation) in places(compare_editions(original(), changed)), mutation


EVERY_MUTATION = st.sampled_from(tuple(FILE_MODELS)).flatmap(lambda file: st.sampled_from(mutations_of(file)))


@settings(max_examples=1_000 if NIGHTLY else 20)
@given(st.lists(EVERY_MUTATION, min_size=2, max_size=4, unique_by=lambda each: each[:2]))
def test_no_change_hides_another(mutations: list[Mutation]) -> None:
    together = mutate(tuple(mutations))
    if together is None:
        return
    told = places(compare_editions(original(), together))
    assert {place(mutation) for mutation in mutations} <= told


def entries(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """List the path of everything within a file, of long mappings of the first few entries."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in islice(items, 7 if NIGHTLY else 2):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from entries(value, (*path, key))


@pytest.mark.parametrize("file", FILE_MODELS)
def test_anything_taken_away_or_put_elsewhere_is_reported(file: str) -> None:
    before = original()
    for path in entries(before.data[file]):
        for edit in (take_away, put_last):
            data = deepcopy(before.data[file])
            holder = data
            for step in path[:-1]:
                holder = holder[step]
            edit(holder, path[-1])
            if json.dumps(data) == json.dumps(before.data[file]):
                continue
            after = made(before, {file: data})
            if after is not None:
                assert compare_editions(before, after), (file, path, edit.__name__)
                # That the way back is told alike is shown edit by edit elsewhere.
                assert not NIGHTLY or compare_editions(after, before), (file, path, edit.__name__)


def take_away(holder: Any, key: Any) -> None:
    del holder[key]


def put_last(holder: Any, key: Any) -> None:
    value = holder.pop(key)
    if isinstance(holder, list):
        holder.append(value)
    else:
        holder[key] = value
