"""On which days the manager works, and is there: each day by the terms that hold on it."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import NamedTuple

from ptc_service_policy.business_time import BusinessCalendar, Period, Roll, days_begun, suggest
from ptc_service_policy.model.service_levels import Target
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.stages import Stage, stages_in
from ptc_service_policy.topics.owed import in_every_case
from ptc_service_policy.topics.target import TARGET

_ONE_DAY = timedelta(days=1)
_A_LOOK = timedelta(days=31)


class Suggestion(NamedTuple):
    """Hold the day that is suggested, or the first and the last business day where all are absence."""

    day: date | None = None
    away: tuple[date, date] | None = None


def suggest_day(
    stages: Sequence[Stage], period: Period, how: Roll, wished: date | None, *, by_another: bool = False
) -> Suggestion:
    """Suggest a day on which the manager is there, or any business day for another person."""
    parts = tuple(stages_in(stages, period.start, period.end))
    days = tuple(chain.from_iterable(map(_worked if by_another else _there, parts)))
    if days:
        return Suggestion(suggest(period, days, how, wished))
    away = tuple(chain.from_iterable(map(_worked, parts)))
    return Suggestion(away=(away[0], away[-1]) if away else None)


def is_away(stages: Sequence[Stage], period: Period) -> bool:
    """Tell whether the manager, who usually works in a period, is away for all of it."""
    usually = False
    for first, stop, applied in stages_in(stages, period.start, period.end):
        if (
            applied.terms.usual is None
            or applied.reachable is None
            or days_begun(applied.reachable, first, stop)
        ):
            return False
        usually = usually or bool(applied.terms.usual.business_days(first, stop))
    return usually


def until_the_return(stages: Sequence[Stage], period: Period) -> Period:
    """Stretch a period to the first day on which the manager is back, if that is within the contract."""
    for stage in stages_in(stages, period.end, stages[-1].stop):
        if not stage.applied.life.holds(stage.first):
            return Period(period.start, stage.first, period.index)
        if (back := _back(stage)) is not None:
            return Period(period.start, back + _ONE_DAY, period.index)
    return period


def _back(stage: Stage) -> date | None:
    """Return the first day of a stage that is not known to be one of absence."""
    day, stop, applied = stage
    if applied.reachable is None:
        return day
    while day < stop:
        later = min(day + _A_LOOK, stop)
        if there := days_begun(applied.reachable, day, later):
            return there[0]
        day = later
    return None


def _there(stage: Stage) -> tuple[date, ...]:
    """Return the days on which the manager is there, or business days where nobody says when that is."""
    reachable = stage.applied.reachable
    return _worked(stage) if reachable is None else days_begun(reachable, stage.first, stage.stop)


def _worked(stage: Stage) -> tuple[date, ...]:
    """Return the business days: those of every calendar that says what one is."""
    days = [each.business_days(stage.first, stage.stop) for each in _calendars(stage.applied)]
    return tuple(sorted(set(days[0]).intersection(*days[1:]))) if days else ()


def _calendars(applied: Applied) -> tuple[BusinessCalendar, ...]:
    """Return the calendars that say what a business day is: the manager's, or those of the targets."""
    if applied.terms.support is not None:
        return (applied.terms.support,)
    targets = applied.subject.files.service_levels.targets
    found = (in_every_case(applied, partial(_calendar_of, name)) for name in targets)
    return tuple(dict.fromkeys(each for each in chain.from_iterable(found) if each is not None))


def _calendar_of(name: str, applied: Applied) -> BusinessCalendar | None:
    """Return the calendar of a target that is counted in business time."""
    from ptc_service_policy.topics.due import clock_of

    target = applied.subject.settle(TARGET.rule(name)).value
    if (
        not isinstance(target, Target)
        or target.within is None
        or not target.within.unit.startswith("business")
    ):
        return None
    terms = clock_of(applied, name).terms
    return terms.calendar if terms.has_hours else None
