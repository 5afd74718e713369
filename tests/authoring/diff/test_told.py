"""How each kind of edit is told: told.yaml says it, in both languages."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy.authoring.diff import Change, Edition, Effect, compare_editions
from ptc_service_policy.authoring.diff.comparison import say_change
from ptc_service_policy.authoring.diff.grouping import offering_names
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.text import LANGUAGES, Language

from .making import made

TOLD: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("told.yaml").read_text(encoding="utf-8"))
MakeEdition = Callable[[list[dict[str, str]]], Edition]


def sentence(change: Change, to: Language) -> str:
    """Write a change as `ptc-policy diff` does."""
    colon = " : " if to == "fr" else ": "
    return f"{change.label[to]}{colon}{change.before[to]} → {change.after[to]}"


@pytest.mark.parametrize("edit", TOLD, ids=lambda edit: edit["name"])
def test_an_edit_is_told_in_words_of_both_languages(
    edit: dict[str, Any], original: Edition, edited: MakeEdition
) -> None:
    before = edited(edit["from"]) if "from" in edit else original
    changes = compare_editions(before, edited(edit["edits"]))
    for told in edit["told"]:
        found = [each for each in changes if each.offering == told.get("offering")]
        for to in LANGUAGES:
            assert told[to] in [sentence(each, to) for each in found]


def parts(edition: Edition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List where values have parts, of each sort one."""
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for file in FILE_MODELS:
        for path in _paths(edition.data[file], ()):
            if "values" in path[:-2] and "source" not in path:
                found.setdefault((file, path[0], path[-1]), path)
    yield from ((file, path) for (file, *_), path in found.items())


def _paths(data: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for key, each in data.items() if isinstance(data, dict) else ():
        yield (*path, key)
        yield from _paths(each, (*path, key))


def test_a_part_that_is_left_open_is_never_told_as_nothing(original: Edition) -> None:
    compared = 0
    for file, path in parts(original):
        data = deepcopy(original.data[file])
        holder = data
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = {"register": "document-date"}
        after = made(original, {file: data})
        changes = [] if after is None else compare_editions(original, after)
        told = [(each.after.fr, each.after.en) for each in changes if each.effect is not Effect.WORDING]
        assert not {("rien", "nothing")}.intersection(told), path
        compared += bool(told)
    assert compared > 20


@pytest.mark.parametrize(
    ("file", "old", "new", "fr", "en"),
    [
        (
            "engagement.yaml",
            "fr: Dossiers ouverts",
            "fr: Dossiers en cours",
            "Dossiers en cours (nom) : Dossiers ouverts → Dossiers en cours",
            'Open cases (name): in French, "Dossiers ouverts" → in French, "Dossiers en cours"',
        ),
        (
            "vocabulary.yaml",
            "en: by email",
            "en: by e-mail",
            "Courriel (tournure) : en anglais, « by email » → en anglais, « by e-mail »",
            "Email (phrase): by email → by e-mail",
        ),
    ],
)
def test_what_differs_in_one_language_is_seen_in_the_other(
    original: Edition, edited: MakeEdition, file: str, old: str, new: str, fr: str, en: str
) -> None:
    after = edited([{"file": file, "replace": old, "with": new}])
    (change,) = compare_editions(original, after)
    (said,) = say_change(change, offering_names(original, after))
    assert (said.fr, said.en) == (fr, en)
