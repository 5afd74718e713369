"""On which days and at which hours the manager can be reached, as the library answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from docs.generator.pictures.week import Spans
from ptc_service_policy import AppliedPolicy, Contract, LocalizedText, Policy
from ptc_service_policy.model.hours import WEEKDAYS, Weekday

_DAY_MINUTES = 24 * 60
_STEP = 15
"""No state lasts for fewer minutes."""

Kind = tuple[object, ...]
"""What days are alike in: weekday, whether they are closed, close early or are made up for, and as what."""


@dataclass(frozen=True)
class Named:
    """Hold a day that is not as its weekday usually is: its name, where it has one, and its hours."""

    name: LocalizedText | None
    spans: Spans


@dataclass(frozen=True)
class Calendar:
    """Hold the days of one calendar of holidays that are not as usual, of all that are known."""

    first: date
    last: date
    days: Mapping[date, Named]


@dataclass(frozen=True)
class Presence:
    """Hold the usual week of a manager, and the days of each calendar of holidays."""

    week: Mapping[Weekday, Spans]
    calendars: Mapping[str, Calendar]

    def on(self, day: date, holidays: str) -> Named:
        """Return what is to be known of a day."""
        usual = Named(None, self.week[WEEKDAYS[day.weekday()]])
        return self.calendars[holidays].days.get(day, usual)


def presence_under(
    policy: Policy, offering: str, zone: str, holidays: tuple[str, ...], first: date, last: date
) -> Presence:
    """Ask for the state of the manager through a usual week, and on every day that is not usual.

    Args:
        policy: the policy.
        offering: the offering, which says when the manager can be reached.
        zone: the zone of the contract that is asked about; its clock tells the hours in every zone alike.
        holidays: the calendars of holidays that a contract may name.
        first: the first day that matters.
        last: the last day that matters.
    """
    usual = policy.apply(Contract(offering=offering, time_zone=zone, holidays="none"))
    monday = first - timedelta(days=first.weekday())
    week = {day: _spans(usual, monday + timedelta(days=number)) for number, day in enumerate(WEEKDAYS)}
    calendars, known = {}, dict[Kind, Spans]()
    for each in holidays:
        applied = policy.apply(Contract(offering=offering, time_zone=zone, holidays=each))
        working = applied.working_calendar
        begin, end = (None, None) if working is None else working.holidays.coverage
        begin, end = max(first, begin or first), min(last, end or last)
        calendars[each] = Calendar(begin, end, dict(_unusual(applied, begin, end, known)))
    return Presence(week, calendars)


def _unusual(
    applied: AppliedPolicy, first: date, last: date, known: dict[Kind, Spans]
) -> Iterator[tuple[date, Named]]:
    """Ask once for the days of one kind, whichever calendar they are of."""
    calendar = applied.working_calendar
    if calendar is None:
        return
    for year in range(first.year, last.year + 1):
        closed, half = calendar.holidays.in_year(year), calendar.holidays.half_days_in(year)
        made_up = calendar.holidays.made_up_in(year)
        for day in sorted({*closed, *half, *made_up}):
            if not first <= day <= last:
                continue
            closes = half[day].closes if day in half else None
            kind: Kind = (day.weekday(), day in closed, closes, day in made_up, made_up.get(day))
            if kind not in known:
                known[kind] = _spans(applied, day)
            yield day, Named(closed.get(day) or (half[day].name if day in half else None), known[kind])


def _spans(applied: AppliedPolicy, day: date) -> Spans:
    """Ask for the state of the manager through a day, and find to the minute where it turns."""
    midnight = datetime.combine(day, time(), ZoneInfo(applied.contract.time_zone))

    def state(minute: int) -> str:
        return str(applied.availability(midnight + timedelta(minutes=minute)).value)

    turns = [(0, state(0))]
    for early, late in pairwise((*range(0, _DAY_MINUTES, _STEP), _DAY_MINUTES - 1)):
        before, after = turns[-1][1], state(late)
        if after != before:
            turns.append((next(each for each in range(early + 1, late + 1) if state(each) != before), after))
    ends = (*(minute for minute, _ in turns[1:]), _DAY_MINUTES)
    return [
        (start, end, each)
        for (start, each), end in zip(turns, ends, strict=True)
        if each in {"available", "on-request"}
    ]
