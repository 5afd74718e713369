"""How values of two versions are laid side by side, and on which differences no answer rests."""

from typing import Any

import pytest

from ptc_service_policy.authoring.diff.differences import Difference, in_like_forms, is_said_of_no_rule

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
