"""Every normative statement of the source: the rules that encode it, value, basis, firmness and citations."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy import Policy, load_policy
from ptc_service_policy.loading.policy_folder import examine_policy_folder

from .statements import TABLE, answers, statements
from .test_edits import SOURCE, write

HEDGES = ("firmness", "scope", "under", "about")


READ: dict[str, Any] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answered() -> dict[str, dict[str, Any]]:
    return answers(load_policy("1.0.0"))


def test_every_statement_is_encoded_as_the_table_says() -> None:
    assert statements(load_policy("1.0.0")) == READ["statements"]


def test_every_statement_is_encoded_or_explained() -> None:
    explained = [name for name, each in SOURCE["source"]["statements"].items() if "not_encoded" in each]
    normative = [name for name, each in SOURCE["source"]["statements"].items() if each["normative"]]
    assert sorted([*READ["statements"], *explained]) == sorted(normative)
    assert all(READ["statements"].values())


@pytest.mark.parametrize("words", sorted(READ["answers"]))
def test_it_is_answered_as_the_table_says(words: str, answered: dict[str, dict[str, Any]]) -> None:
    assert answered[words] == READ["answers"][words]


def test_nothing_else_is_asked(answered: dict[str, dict[str, Any]]) -> None:
    assert answered.keys() == READ["answers"].keys()


def hedges(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Find every place at which a hedge or a scope stands."""
    for key, each in data.items() if isinstance(data, dict) else ():
        if key in HEDGES:
            yield (*path, key)
        yield from hedges(each, (*path, key))


@pytest.mark.parametrize(
    ("file", "at"),
    [
        pytest.param(name, "/".join(path), id=f"{name}: {'/'.join(path)}")
        for name, data in SOURCE.items()
        for path in hedges(data)
        if path != ("register", "document-date", "about") and "readings" not in path
    ],
)
def test_none_can_be_taken_away_unnoticed(file: str, at: str, tmp_path: Path) -> None:
    folder = write({"changes": [{"file": file, "at": at, "remove": True}]}, tmp_path)
    files, problems = examine_policy_folder(folder)
    assert problems or files is None or answers(Policy(files)) != READ["answers"]
