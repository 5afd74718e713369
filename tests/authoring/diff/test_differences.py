"""How two versions are laid side by side, where it is told, and on which differences no answer rests."""

from types import SimpleNamespace
from typing import Any

import pytest

from ptc_service_policy.authoring.diff.causes import _split, _told_apart
from ptc_service_policy.authoring.diff.differences import (
    Difference,
    in_like_forms,
    is_said_of_no_rule,
    moved_rules,
)
from ptc_service_policy.authoring.diff.renames import Renames
from ptc_service_policy.authoring.diff.texts import WORDING, _classify, _told_at
from ptc_service_policy.model.base import Path
from ptc_service_policy.topics.judging import Effect

FIRM = {"value": 1, "firmness": {"duty": "owed"}}
FORMS: list[tuple[Any, Any, Any, Any]] = [
    (1, 2, 1, 2),
    (1, FIRM, {"value": 1}, FIRM),
    (FIRM, 1, FIRM, {"value": 1}),
    (None, FIRM, None, FIRM),
    (FIRM, None, FIRM, None),
    ({"a": 1, "b": 2}, {"a": FIRM}, {"a": {"value": 1}, "b": 2}, {"a": FIRM}),
]


@pytest.mark.parametrize(("old", "new", "was", "now"), FORMS)
def test_a_value_is_written_as_the_one_that_says_more(old: Any, new: Any, was: Any, now: Any) -> None:
    assert in_like_forms(old, new) == (was, now)


@pytest.mark.parametrize(
    ("file", "path", "is_so"),
    [
        ("policy", ("version",), True),
        ("policy", ("review_by",), True),
        ("policy", ("withdrawn", 0, "rule"), False),
        ("calendars/france", ("version",), False),
        ("source", ("statements",), True),
    ],
)
def test_no_answer_rests_on_the_version(file: str, path: tuple[Any, ...], *, is_so: bool) -> None:
    assert is_said_of_no_rule(Difference(file, path, 1, 2)) is is_so


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (("targets",), ("targets",)),
        (("targets", "response"), ("targets", "response")),
        (("targets", "response", "values"), ("targets", "response")),
        (("targets", "response", "name"), ("targets", "response", "name")),
    ],
)
def test_what_differs_within_the_values_of_a_rule_is_told_at_the_rule(path: Path, told: Path) -> None:
    assert _told_at(Difference("service-levels", path, 1, 2)) == told


@pytest.mark.parametrize("path", [("targets",), ("targets", "response", "values"), ("all",)])
def test_another_order_is_told_where_it_is(path: Path) -> None:
    assert _told_at(Difference("service-levels", path, {}, {}, is_order=True)) == path


@pytest.mark.parametrize(
    ("path", "original"), [(("new", 0), ("old", 0)), (("both",), ("both",)), (("other",), ("other",))]
)
def test_a_place_is_found_in_the_old_version(path: Path, original: Path) -> None:
    renames = Renames(_ids={"old": "new", "other": "both"})
    assert renames.original({"old": [1], "both": 2, "other": 3}, path) == original


def test_columns_part_by_the_next_step_on_their_way() -> None:
    ways = [("a", "b"), ("a",), ("a", "c"), ("a", "b", "d")]
    columns: list[Any] = [SimpleNamespace(way=way) for way in ways]
    parted = [[each.way for each in group] for group in _split(columns, 1)]
    assert parted == [[("a", "b"), ("a", "b", "d")], [("a",)], [("a", "c")]]


def test_each_difference_of_a_group_has_a_number_of_its_own() -> None:
    a, b, c = (Difference("cadences", ("deliveries", each), 1, 2) for each in "abc")
    assert _told_apart([(a, b), (b, c), (a, b)]) == {a: 0, b: 1, c: 0}


TEXT, OTHER = {"fr": "Un", "en": "One"}, {"fr": "Deux", "en": "Two"}


@pytest.mark.parametrize(
    ("file", "path", "old", "new", "topic", "effect"),
    [
        ("policy", ("title",), TEXT, OTHER, "note", Effect.WORDING),
        ("policy", ("description",), TEXT, None, "note", Effect.WORDING),
        ("policy", ("description",), None, TEXT, "note", Effect.WORDING),
        ("policy", ("review_by",), None, "2027-01-01", "review_by", Effect.WORDING),
        ("source", ("statements", "a", "text"), TEXT, OTHER, "source", Effect.WORDING),
        ("cadences", ("deliveries", "a", "source"), ["a"], ["b"], "citation", Effect.WORDING),
        ("cadences", ("deliveries", "a", "source"), ["a", "b"], ["b", "a"], "order", Effect.WORDING),
        ("cadences", ("deliveries", "a", "scope"), TEXT, None, "terms", Effect.DIFFERENT),
        ("cadences", ("deliveries", "a", "scope"), TEXT, OTHER, "terms", Effect.DIFFERENT),
        ("cadences", ("deliveries", "a", "description"), TEXT, None, WORDING, Effect.WORDING),
        ("cadences", ("deliveries", "a"), None, {"name": TEXT}, "entry", Effect.WORDING),
        (
            "cadences",
            ("deliveries", "a", "values", "premium"),
            None,
            "not-provided",
            "terms",
            Effect.DIFFERENT,
        ),
        ("vocabulary", ("units", "a"), None, {"fr": {}}, "entry", Effect.WORDING),
        ("vocabulary", ("units", "a", "fr"), {}, {"one": "a"}, WORDING, Effect.WORDING),
        ("vocabulary", ("units", "a", "whole"), True, None, "terms", Effect.DIFFERENT),
        ("register", ("register", "a", "why"), TEXT, OTHER, "note", Effect.WORDING),
        ("register", ("register", "a", "question"), TEXT, OTHER, WORDING, Effect.WORDING),
        ("register", ("register", "a", "number"), 1, 2, "register", Effect.WORDING),
        ("register", ("register", "a", "readings", "b"), None, {"text": TEXT}, "reading", Effect.BETTER),
        ("register", ("register", "a", "readings", "b"), {"text": TEXT}, None, "reading", Effect.WORSE),
        ("register", ("register", "a", "chosen"), "b", "c", "terms", Effect.DIFFERENT),
    ],
)
def test_what_shows_in_no_answer_is_classed_by_where_it_is(
    file: str, path: Path, old: Any, new: Any, topic: str, effect: Effect
) -> None:
    assert _classify(Difference(file, path, old, new)) == (topic, effect)


@pytest.mark.parametrize(
    ("file", "path", "is_order", "rules"),
    [
        ("cadences", ("deliveries", "a", "values"), False, {"deliveries.a", "cadences.deliveries"}),
        ("cadences", ("deliveries", "a", "values"), True, None),
        ("cadences", ("all", "values"), False, None),
        ("availability", ("language", "values", "tsam"), False, {"language.values", "availability.language"}),
        ("availability", ("exceptions", "leave", "means"), False, None),
        ("availability", ("exceptions",), True, None),
        ("register", ("register", "a", "chosen"), False, None),
        ("vocabulary", ("hours", "a"), False, None),
        ("source", ("statements", "a"), True, set()),
        ("policy", ("version",), False, set()),
    ],
)
def test_what_any_rule_may_use_moves_any(
    file: str, path: Path, rules: set[str] | None, *, is_order: bool
) -> None:
    assert moved_rules([Difference(file, path, 1, 2, is_order)]) == rules


@pytest.mark.parametrize(
    ("path", "old", "new", "is_so"),
    [
        (("targets", "a", "until"), "10:00", "11:00", True),
        (("targets", "a"), {"within": 1, "until": "10:00"}, None, True),
        (("targets", "a"), None, {"values": {"tsam": {"until": "10:00"}}}, True),
        (("targets", "a"), {"within": 1}, {"within": {"hours": 2}}, False),
        (("targets", "a", "within"), 1, ["until"], False),
    ],
)
def test_a_difference_is_about_what_is_on_its_way_or_within_it(
    path: Path, old: Any, new: Any, *, is_so: bool
) -> None:
    assert Difference("service-levels", path, old, new).says({"until", "cut_off"}) is is_so
