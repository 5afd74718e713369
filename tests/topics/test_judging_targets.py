"""The sooner, the better, where both are told in the same kind of time, and before an instant than at it."""

import pytest

from ptc_service_policy.model.spans import Span
from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.target import _judge_time

BETTER, WORSE, WORDING, DIFFERENT = Effect.BETTER, Effect.WORSE, Effect.WORDING, Effect.DIFFERENT


@pytest.mark.parametrize(
    ("before", "after", "alike", "now_excluded"),
    [
        ("1 hours", "1 hours", None, BETTER),
        ("1 hours", "60 minutes", WORDING, BETTER),
        ("90 minutes", "1.5 hours", WORDING, BETTER),
        ("1 hours", "30 minutes", BETTER, BETTER),
        ("30 minutes", "1 hours", WORSE, WORSE),
        ("8 business_hours", "480 business_minutes", WORDING, BETTER),
        ("8 business_hours", "481 business_minutes", WORSE, WORSE),
        ("1 hours", "2 hours", WORSE, WORSE),
        ("2 business_days", "1 business_days", BETTER, BETTER),
        ("1 business_hours", "60 minutes", DIFFERENT, DIFFERENT),
        ("1 business_days", "8 business_hours", DIFFERENT, DIFFERENT),
    ],
)
def test_how_soon_is_judged(before: str, after: str, alike: Effect | None, now_excluded: Effect) -> None:
    old, new = (Span(float(amount), unit) for amount, unit in map(str.split, (before, after)))
    if alike is not None:
        assert _judge_time((old, True), (new, True)) is alike
    assert _judge_time((old, True), (new, False)) is now_excluded
    assert _judge_time((new, False), (old, True)) is now_excluded.reverse
    assert _judge_time((old, True), (None, True)) is DIFFERENT
