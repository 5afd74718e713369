"""Offerings that come, leave or are renamed: each is told once, and hides nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from ptc_service_policy.authoring.diff import Edition, Effect, compare_editions

from .making import made

Change = Callable[[Any, str], Any]


def rewrite(edition: Edition, change: Change) -> Edition:
    """Make an edition whose files a function rewrote."""
    found = made(edition, {name: change(document.data, "") for name, document in edition.documents.items()})
    assert found is not None, "this is no valid policy"
    return found


def without(offering: str) -> Change:
    """Take an offering out of everything."""

    def change(data: Any, _key: str) -> Any:
        if isinstance(data, dict):
            return {key: change(value, key) for key, value in data.items() if offering not in (key, value)}
        if isinstance(data, list):
            return [change(item, "") for item in data if item != offering]
        return data

    return change


def renamed(old: str, new: str) -> Change:
    """Give an id another name wherever it stands outside the texts."""

    def change(data: Any, key: str) -> Any:
        if isinstance(data, dict):
            return {new if name == old else name: change(value, name) for name, value in data.items()}
        if isinstance(data, list):
            return [change(item, "") for item in data]
        if not isinstance(data, str) or key in {"fr", "en", "means"}:
            return data
        return ".".join(new if step == old else step for step in data.split("."))

    return change


def test_an_offering_that_leaves_is_worse_and_told_once(original: Edition) -> None:
    changes = compare_editions(original, rewrite(original, without("tsam")))
    assert [(each.topic, each.offering, each.effect) for each in changes] == [
        ("offering", "tsam", Effect.WORSE)
    ]
    assert changes[0].edits[0].after is None


def test_an_offering_that_comes_is_better_and_told_once(original: Edition) -> None:
    changes = compare_editions(rewrite(original, without("tsam")), original)
    assert [(each.topic, each.offering, each.effect) for each in changes] == [
        ("offering", "tsam", Effect.BETTER)
    ]
    assert changes[0].edits[0].before is None


@pytest.mark.parametrize("old", ["premium", "standard", "tsam"])
def test_an_offering_that_is_renamed_is_different_and_told_once(old: str, original: Edition) -> None:
    changes = compare_editions(original, rewrite(original, renamed(old, "renewed")))
    assert [(each.topic, each.id, each.effect) for each in changes] == [("id", "renewed", Effect.DIFFERENT)]
    assert (changes[0].before.en, changes[0].after.en) == (old, "renewed")


IDS = {
    "saas": Effect.DIFFERENT,
    "case-management": Effect.DIFFERENT,
    "internal-training": Effect.DIFFERENT,
    "weekly-hours": Effect.DIFFERENT,
    "supervision": Effect.DIFFERENT,
    "timelines": Effect.DIFFERENT,
    "response-expiry": Effect.DIFFERENT,
    "close-of-business": Effect.DIFFERENT,
    "table-1-case-management": Effect.WORDING,
    "specifics": Effect.WORDING,
}


@pytest.mark.parametrize(("old", "effect"), IDS.items(), ids=IDS)
def test_an_id_that_is_renamed_everywhere_is_told_once(old: str, effect: Effect, original: Edition) -> None:
    changes = compare_editions(original, rewrite(original, renamed(old, "renewed")))
    assert {(each.topic, each.id, each.effect) for each in changes} == {("id", "renewed", effect)}


def test_a_renamed_offering_hides_no_other_change(original: Edition) -> None:
    after = rewrite(original, renamed("premium", "renewed"))

    def worsen(data: Any, key: str) -> Any:
        if isinstance(data, dict):
            return {name: worsen(value, name) for name, value in data.items()}
        return 3 if key == "business_days" and data == 1 else data

    changes = compare_editions(original, rewrite(after, worsen))
    found = {(each.topic, each.offering, each.effect) for each in changes}
    assert found == {("target", "renewed", Effect.WORSE), ("id", None, Effect.DIFFERENT)}
