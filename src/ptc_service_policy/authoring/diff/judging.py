"""Whether a new answer is better or worse for the customer than the old one."""

from collections.abc import Callable, Iterable
from typing import Any

from ptc_service_policy.authoring.diff.changes import Effect
from ptc_service_policy.evaluation.comparison import Effect as EffectOfMoving
from ptc_service_policy.evaluation.comparison import judge_delivery as compare_deliveries
from ptc_service_policy.evaluation.comparison import judge_target as compare_targets
from ptc_service_policy.model.availability import MINUTES_A_WEEK, WeeklyHours, stretches_of
from ptc_service_policy.model.availability import Change as ChangeTerms
from ptc_service_policy.model.cadences import Delivery
from ptc_service_policy.model.service_levels import ResponseTarget

Judge = Callable[[Any, Any], Effect]

_FOR_THE_CUSTOMER: dict[EffectOfMoving, Effect] = {
    "adds": Effect.BETTER,
    "improves": Effect.BETTER,
    "changes": Effect.DIFFERENT,
    "takes-away": Effect.WORSE,
}


def neutral(_old: Any, _new: Any) -> Effect:
    """Judge what has no better and worse."""
    return Effect.DIFFERENT


def judge_target(old: ResponseTarget, new: ResponseTarget) -> Effect:
    """Judge a response target: fewer business days are better."""
    return _FOR_THE_CUSTOMER[compare_targets(old, new)]


def judge_limit(old: int, new: int) -> Effect:
    """Judge a limit: whatever it bounds, the customer is served within it, so that wider is better."""
    return Effect.BETTER if new > old else Effect.WORSE


def judge_delivery(old: Delivery, new: Delivery) -> Effect:
    """Judge a delivery: more methods and more often is better; a mixture is different."""
    if old.frequency == new.frequency and set(old.methods) == set(new.methods):
        return Effect.WORDING
    return _FOR_THE_CUSTOMER[compare_deliveries(old, new)]


def judge_charge(_old: str, new: str) -> Effect:
    """Judge a charge: what is included is better than what is paid for."""
    return Effect.BETTER if new == "included" else Effect.WORSE


def judge_entitlement(_old: bool, new: bool) -> Effect:  # noqa: FBT001 - a judge of booleans
    """Judge an entitlement, or anything else that the customer has or has not."""
    return Effect.BETTER if new else Effect.WORSE


def more_is_better(old: Iterable[Any], new: Iterable[Any]) -> Effect:
    """Judge a list of which every item serves the customer; another order is mere wording."""
    before, after = set(old), set(new)
    if before == after:
        return Effect.WORDING
    return Effect.BETTER if before < after else Effect.WORSE if after < before else Effect.DIFFERENT


def fewer_is_better(old: Iterable[Any], new: Iterable[Any]) -> Effect:
    """Judge a list of which every item burdens the customer."""
    return more_is_better(new, old)


def judge_hours(old: WeeklyHours, new: WeeklyHours) -> Effect:
    """Judge weekly hours: better if they hold every minute of the old ones, different if they moved."""
    return more_is_better(_minutes_of(old), _minutes_of(new))


def judge_terms(old: ChangeTerms, new: ChangeTerms) -> Effect:
    """Judge who decides on another arrangement: it is better for the customer to be the one."""
    if old.requested_by != new.requested_by:
        return Effect.DIFFERENT
    return Effect.BETTER if new.approved_by == "customer" else Effect.WORSE


def _minutes_of(weekly: WeeklyHours) -> set[int]:
    return {
        minute % MINUTES_A_WEEK
        for stretch in stretches_of(weekly)
        for minute in range(stretch.start, stretch.end)
    }
