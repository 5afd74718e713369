"""How each kind of edit is classed: edits.yaml says it, one entry for each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy.authoring.diff import Change, Edition, Effect, compare_editions, demanded_bump
from ptc_service_policy.authoring.diff.grouping import is_worked_out
from ptc_service_policy.text import LANGUAGES

from .making import made

EDITS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("edits.yaml").read_text(encoding="utf-8")
)

EVOLUTION: dict[int, Any] = yaml.safe_load(
    Path(__file__).with_name("evolution.yaml").read_text(encoding="utf-8")
)
each_edit = pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit["name"])
ONE_WAY = {"entry", "register", "terms", "withdrawn"}
"""A service that nobody has may come unnoticed; when it leaves, its id is missed. An entry of the register
may come to a rule that rests on a reading anyway; when it leaves, the rule may rest on none."""
MakeEdition = Callable[[list[dict[str, str]]], Edition]


def test_the_table_is_large_and_names_every_class_and_step() -> None:
    assert len(EDITS) >= 60
    assert len({edit["name"] for edit in EDITS}) == len(EDITS)
    assert {change["class"] for edit in EDITS for change in edit["expect"]} == set(Effect)
    assert {edit["bump"] for edit in EDITS} == {"patch", "minor", "major"}


def test_whatever_a_next_edition_may_say_is_in_the_table_or_is_nothing_to_diff() -> None:
    names = {edit["name"] for edit in EDITS}
    assert list(EVOLUTION) == list(range(1, 26))
    told = {line: set(said) for line, said in EVOLUTION.items() if isinstance(said, list)}
    assert {line: said - names for line, said in told.items() if said - names} == {}
    assert len(told) == 19
    assert all(said.endswith(".") for line, said in EVOLUTION.items() if line not in told)


def test_a_changed_meaning_is_never_a_patch() -> None:
    for edit in EDITS:
        classes = {change["class"] for change in edit["expect"]}
        assert (edit["bump"] == "patch") is (classes == {"wording"}), edit["name"]


def test_longer_hours_are_told_on_the_deadlines_of_every_offering_that_they_move() -> None:
    longer = next(edit for edit in EDITS if edit["name"] == "the hours end later on Fridays")
    found = {(each["topic"], each["offering"]) for each in longer["expect"]}
    assert {("due", "standard"), ("due", "premium")} <= found
    assert {("working-hours", "tsam"), ("working-hours", "premium")} <= found


@each_edit
def test_an_edit_is_classed_as_the_table_says_told_and_turned_round(
    edit: dict[str, Any], original: Edition, edited: MakeEdition
) -> None:
    """In one test, since most of its time is to compare the two versions."""
    after = edited(edit["edits"])
    changes = compare_editions(original, after)
    assert_classed(changes, edit)
    assert_told(changes, original, after)
    assert_turned_round(changes, compare_editions(after, original))


def assert_classed(changes: tuple[Change, ...], edit: dict[str, Any]) -> None:
    """Expect the class of each change, and the bump that all demand."""
    found = [
        {
            key: value
            for key, value in (
                ("topic", change.topic),
                ("id", change.id),
                ("offering", change.offering),
                ("class", change.effect.value),
                ("follows", sum(each.count for each in change.follows) or None),
            )
            if value is not None
        }
        for change in changes
    ]
    assert found == edit["expect"]
    assert demanded_bump(changes) == edit["bump"]


def assert_turned_round(there: tuple[Change, ...], back: tuple[Change, ...]) -> None:
    """Expect that the edit back is reported too, and turns better into worse."""
    turned = {(each.topic, each.offering, each.effect.reverse) for each in there if each.topic not in ONE_WAY}
    assert {(each.topic, each.offering, each.effect) for each in back if each.topic not in ONE_WAY} == turned


def assert_told(changes: tuple[Change, ...], original: Edition, after: Edition) -> None:
    """Expect that changes are told in both languages, with their places."""
    for change in changes:
        told = (change.label, change.before, change.after, *(each.label for each in change.follows))
        assert (change.example is not None) == is_worked_out(change)
        for text in (*told, change.heading):
            assert all(text[language].strip() for language in LANGUAGES)
            assert not {"{", "_"}.intersection(text.fr + text.en)
            assert not {"present", "présent"}.intersection((text.fr, text.en))
        assert change.before != change.after
        places = [
            (edition, place)
            for edit in change.edits
            for edition, place in ((original, edit.before), (after, edit.after))
            if place is not None
        ]
        assert places
        for edition, place in places:
            if place is not None:
                files = {document.file for document in edition.documents.values()}
                assert place.file in files
                assert place.line >= 1


def test_another_case_that_holds_where_nobody_tells_is_told(original: Edition) -> None:
    def version(untold: str) -> Edition:
        times = {"s1": 1, "s2": 4}
        severity = {
            "name": {"fr": "Gravité", "en": "Severity"},
            "known_from": "request",
            "if_not_told": untold,
            "cases": {name: {"name": {"fr": f"Cas {name}", "en": f"Case {name}"}} for name in times},
        }
        vocabulary = {**original.data["vocabulary"], "attributes": {"severity": severity}}
        levels = original.data["service-levels"]
        values = {
            **levels["targets"]["response"]["values"],
            "tsam": {
                "by": "severity",
                "cases": {name: {"within": {"hours": n}} for name, n in times.items()},
            },
        }
        response = {**levels["targets"]["response"], "values": values}
        changed = {"vocabulary": vocabulary, "service-levels": {**levels, "targets": {"response": response}}}
        found = made(original, changed)
        assert found is not None
        return found

    changes = compare_editions(version("s1"), version("s2"))
    told = [(each.topic, each.offering, each.effect, each.before.en, each.after.en) for each in changes]
    assert told == [("target", "tsam", Effect.WORSE, "within 1 hour", "within 4 hours")]
