"""The more is owed of each thing, the better; other days alone are neither better nor worse."""

from datetime import date

import pytest

from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.obligations import OBLIGATIONS

_DAYS = [date(2026, month, 1) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("a", "aa", Effect.BETTER),
        ("aa", "a", Effect.WORSE),
        ("a", "ab", Effect.BETTER),
        ("", "a", Effect.BETTER),
        ("aab", "aa", Effect.WORSE),
        ("ab", "aa", Effect.DIFFERENT),
        ("aab", "abb", Effect.DIFFERENT),
        ("ab", "ab", Effect.DIFFERENT),
    ],
)
def test_what_is_owed_is_judged_by_how_much_of_each_it_is(before: str, after: str, effect: Effect) -> None:
    old, new = (tuple(zip(side, days, strict=False)) for side, days in ((before, _DAYS), (after, _DAYS[3:])))
    assert OBLIGATIONS.judge(old, new) is effect
