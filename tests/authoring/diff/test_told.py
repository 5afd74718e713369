"""How each kind of edit is told: told.yaml says it, in both languages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy.authoring.diff import Change, Edition, compare_editions
from ptc_service_policy.text import LANGUAGES, Language

TOLD: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("told.yaml").read_text(encoding="utf-8")
)
MakeEdition = Callable[[list[dict[str, str]]], Edition]


def sentence(change: Change, to: Language) -> str:
    """Write a change as `ptc-policy diff` does."""
    colon = " : " if to == "fr" else ": "
    return f"{change.label[to]}{colon}{change.before[to]} → {change.after[to]}"


@pytest.mark.parametrize("edit", TOLD, ids=lambda edit: edit["name"])
def test_an_edit_is_told_in_words_of_both_languages(
    edit: dict[str, Any], original: Edition, edited: MakeEdition
) -> None:
    changes = compare_editions(original, edited(edit["edits"]))
    for told in edit["told"]:
        found = [each for each in changes if each.offering == told.get("offering")]
        for to in LANGUAGES:
            assert told[to] in [sentence(each, to) for each in found]
