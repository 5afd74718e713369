"""On which days and at which hours the manager can be reached, as the library answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from docs.generator.pictures.week import Spans
from ptc_service_policy import AppliedPolicy, Contract, LocalizedText, Policy
from ptc_service_policy.model.hours import WEEKDAYS, Weekday

_DAY_MINUTES = 24 * 60
_STEP = 5


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
    calendars = {}
    for each in holidays:
        applied = policy.apply(Contract(offering=offering, time_zone=zone, holidays=each))
        known = applied.working_calendar
        begin, end = (None, None) if known is None else known.holidays.coverage
        begin, end = max(first, begin or first), min(last, end or last)
        calendars[each] = Calendar(begin, end, dict(_unusual(applied, begin, end)))
    return Presence(week, calendars)


def _unusual(applied: AppliedPolicy, first: date, last: date) -> Iterator[tuple[date, Named]]:
    """Ask once for the days of one kind: closed, closing early or made up for, on one weekday."""
    calendar = applied.working_calendar
    if calendar is None:
        return
    known: dict[tuple[object, ...], Spans] = {}
    for year in range(first.year, last.year + 1):
        closed, half = calendar.holidays.in_year(year), calendar.holidays.half_days_in(year)
        made_up = calendar.holidays.made_up_in(year)
        for day in sorted({*closed, *half, *made_up}):
            if not first <= day <= last:
                continue
            closes = half[day].closes if day in half else None
            kind = (day.weekday(), day in closed, closes, day in made_up, made_up.get(day))
            if kind not in known:
                known[kind] = _spans(applied, day)
            yield day, Named(closed.get(day) or (half[day].name if day in half else None), known[kind])


def _spans(applied: AppliedPolicy, day: date) -> Spans:
    """Ask for the state of the manager through a day, and join what is alike."""
    midnight = datetime.combine(day, time(), ZoneInfo(applied.contract.time_zone))
    spans: list[tuple[int, int, str]] = []
    for minute in range(0, _DAY_MINUTES, _STEP):
        state = str(applied.availability(midnight + timedelta(minutes=minute)).value)
        if spans and spans[-1][2] == state:
            spans[-1] = (spans[-1][0], minute + _STEP, state)
        else:
            spans.append((minute, minute + _STEP, state))
    return [span for span in spans if span[2] in {"available", "on-request"}]
