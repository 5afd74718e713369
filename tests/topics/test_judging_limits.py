"""A limit is better the wider it is, and a minimum the lower it is; a manager's caseload is nobody's loss."""

import pytest

from ptc_service_policy.topics.judging import Effect
from ptc_service_policy.topics.limit import _judge_amount

Amount = tuple[float | None, float | None, tuple[str, ...]]
BY_MANAGER = ("manager",)


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ((3, None, ()), (4, None, ()), Effect.BETTER),
        ((3, None, ()), (float("inf"), None, ()), Effect.BETTER),
        ((3, 1, ()), (3, 2, ()), Effect.WORSE),
        ((None, 1, ()), (None, 2, ()), Effect.WORSE),
        ((3, 1, ()), (4, 2, ()), Effect.BETTER),
        ((3, None, ()), (3, 1, ()), Effect.DIFFERENT),
        ((3, None, ()), (None, 3, ()), Effect.DIFFERENT),
        ((3, None, BY_MANAGER), (4, None, BY_MANAGER), Effect.DIFFERENT),
        ((3, None, ("customer", "manager")), (4, None, ("customer", "manager")), Effect.BETTER),
        ((3, 1, ("customer",)), (3, 1, ("customer",)), Effect.DIFFERENT),
    ],
)
def test_how_much_is_judged(before: Amount, after: Amount, effect: Effect) -> None:
    assert _judge_amount(before, after) is effect
    assert _judge_amount(after, before) is effect.reverse
