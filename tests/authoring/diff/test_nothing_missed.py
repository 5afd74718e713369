"""Whatever differs between two versions is reported, and nothing is where nothing does."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ptc_service_policy.authoring.diff import Edition, compare_editions, read_edition
from ptc_service_policy.authoring.schemas import schema_of
from ptc_service_policy.model.policy_files import FILE_MODELS

POLICY = Path(__file__).parents[3] / "policies" / "1.0.0"
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
    found = words_of_the_schema(schema_of(file, FILE_MODELS[file]))
    return tuple(dict.fromkeys(found))


def candidates(file: str, value: Any) -> Iterator[Any]:
    """Suggest other values, of which a schema may accept one."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    else:
        yield from (word for word in words(file) if word != value)
        yield from ("10:30", "1.0.1", f"{value}-x", f"sha256:{'0' * 64}")


def read(file: str, data: Any) -> Any:
    """Read a file's data; None if its model refuses it."""
    try:
        return FILE_MODELS[file].model_validate_json(json.dumps(data))
    except ValidationError:
        return None


def mutate(mutations: tuple[Mutation, ...]) -> Edition | None:
    """Make an edition with other values; None if a file's schema refuses one of them."""
    edition = original()
    for file, path, value in mutations:
        document = edition.documents[file]
        data = deepcopy(document.data)
        holder = data
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value
        document = replace(document, data=data)
        noun = read(file, data)
        if noun is None:
            return None
        files = replace(edition.files, **{file.replace("-", "_"): noun})
        edition = Edition(files, {**edition.documents, file: document})
    return edition


@cache
def mutations_of(file: str) -> tuple[Mutation, ...]:
    """Find one other value that the schema accepts for each scalar that has one."""
    found = []
    for path, value in scalars(original().documents[file].data):
        for other in candidates(file, value):
            if mutate(((file, path, other),)) is not None:
                found.append((file, path, other))
                break
    return tuple(found)


HAVE_ONE_VALUE = {"right_of", "time_zone", "method", "kinds", "conditions", "coincides_with"}
"""Keys whose schema knows one value, or whose list holds every value already."""


def test_equal_versions_have_no_change() -> None:
    assert compare_editions(original(), read_edition(POLICY)) == ()


@pytest.mark.parametrize("file", FILE_MODELS)
def test_any_scalar_that_changes_is_reported(file: str) -> None:
    document = original().documents[file]
    tried = {path for _, path, _ in mutations_of(file)}
    only_value = {path for path, _ in scalars(document.data) if path not in tried}
    assert all(HAVE_ONE_VALUE & set(path) for path in only_value)
    for mutation in mutations_of(file):
        changed = mutate((mutation,))
        assert changed is not None
        changes = compare_editions(original(), changed)
        assert changes, mutation
        places = [each.before_place or each.after_place for each in changes]
        assert all(place is not None and place.file == document.file for place in places), mutation


EVERY_MUTATION = st.sampled_from(tuple(FILE_MODELS)).flatmap(lambda file: st.sampled_from(mutations_of(file)))


@given(st.lists(EVERY_MUTATION, min_size=2, max_size=4, unique_by=lambda each: each[:2]))
def test_no_change_hides_another(mutations: list[Mutation]) -> None:
    together = mutate(tuple(mutations))
    if together is None:
        return
    told = {each.before_place for each in compare_editions(original(), together)}
    for mutation in mutations:
        alone = mutate((mutation,))
        assert alone is not None
        assert any(each.before_place in told for each in compare_editions(original(), alone)), mutation


def entries(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """List the path of everything within a file, of long mappings of the first few entries."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in islice(items, 7):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from entries(value, (*path, key))


@pytest.mark.parametrize("file", FILE_MODELS)
def test_anything_taken_away_or_put_elsewhere_is_reported(file: str) -> None:
    before = original()
    document = before.documents[file]
    for path in entries(document.data):
        for edit in (take_away, put_last):
            data = deepcopy(document.data)
            holder = data
            for step in path[:-1]:
                holder = holder[step]
            edit(holder, path[-1])
            noun = read(file, data)
            if noun is None or json.dumps(data) == json.dumps(document.data):
                continue
            files = replace(before.files, **{file.replace("-", "_"): noun})
            after = Edition(files, {**before.documents, file: replace(document, data=data)})
            assert compare_editions(before, after), (file, path, edit.__name__)
            assert compare_editions(after, before), (file, path, edit.__name__)


def take_away(holder: Any, key: Any) -> None:
    del holder[key]


def put_last(holder: Any, key: Any) -> None:
    value = holder.pop(key)
    if isinstance(holder, list):
        holder.append(value)
    else:
        holder[key] = value
