"""What a contract says over time: on each stage a policy is applied to the terms that hold from a day on."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ptc_service_policy.business_time.rules import ONE_DAY
from ptc_service_policy.errors import OutsideContractError
from ptc_service_policy.settling.applied import Applied


class Stage(NamedTuple):
    """Hold a policy applied to what a contract says from a day to before another."""

    first: date
    stop: date
    applied: Applied


def only_stage(applied: Applied) -> tuple[Stage, ...]:
    """Return the only stage of a contract that is never amended."""
    return (Stage(date.min, date.max, applied),)


def require_days(stages: Sequence[Stage], start: date, end: date) -> None:
    """Refuse a range of which no contract has a day, or a day of which its version does not govern."""
    refusals: list[OutsideContractError] = []
    asked = [(max(start, stage.first), min(end, stage.stop), stage.applied) for stage in stages]
    asked = [each for each in asked if each[0] < each[1]] or [(start, end, applied_on(stages, start))]
    for first, stop, applied in asked:
        try:
            applied.life.require_days(first, stop - ONE_DAY if first < stop else first)
        except OutsideContractError as refusal:
            refusals.append(refusal)
    if len(refusals) == len(asked):
        raise refusals[0]


def applied_on(stages: Sequence[Stage], day: date) -> Applied:
    """Return what is applied on a day; before the first stage, what is on that."""
    return next((stage.applied for stage in reversed(stages) if stage.first <= day), stages[0].applied)


def stages_in(stages: Sequence[Stage], start: date, end: date) -> Iterator[Stage]:
    """Cut a range wherever terms turn: on each stage the policy is applied to the terms of all its days."""
    turns = (day for day in turns_of(stages) if start < day < end)
    for first, stop in pairwise((start, *turns, end)):
        yield Stage(first, stop, applied_on(stages, first).on(first))


def turns_of(stages: Sequence[Stage]) -> tuple[date, ...]:
    """Return the days on which terms turn, or a contract begins or is over."""
    turns = {stage.first for stage in stages}
    for first, stop, applied in stages:
        days = (applied.life.first, applied.life.stop, *applied.terms.turning_days)
        turns |= {day for day in days if first < day < stop}
    return tuple(sorted(turns))
