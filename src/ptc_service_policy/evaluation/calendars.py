"""The business calendars that a contract is answered from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ptc_service_policy.business_time import NO_HOLIDAYS, BusinessCalendar, Closure, Holidays, ListedHolidays
from ptc_service_policy.decisions import Basis, Grounds
from ptc_service_policy.evaluation.contract import (
    NO_HOLIDAYS_WORD,
    AgreedClosure,
    Contract,
    names_a_calendar,
    plain_hours,
    public_holidays,
)
from ptc_service_policy.evaluation.subject import Subject, agreed_in
from ptc_service_policy.loading.public_holidays import public_holidays as adjusted_holidays
from ptc_service_policy.model.availability import Interval, Weekday, WeeklyHours
from ptc_service_policy.text import LocalizedText

_SATURDAYS_TOO = "monday-to-saturday"
_CLOCK_STOPS = "clock-stops"


@dataclass(frozen=True, slots=True)
class Calendars:
    """Hold the calendars of one contract.

    ``support`` has the manager's hours, ``reachable`` takes absences out of them, and ``response``
    counts response times.
    """

    support: BusinessCalendar
    reachable: BusinessCalendar
    response: BusinessCalendar


@dataclass(frozen=True, slots=True)
class CalendarGrounds:
    """Hold what the calendars rest on.

    ``hours`` are None where the source does not say when the manager of the offering works.
    """

    hours: Grounds | None
    holidays: Grounds
    counting: Grounds


def build_calendars(
    subject: Subject, contract: Contract, share: Callable[[BusinessCalendar], BusinessCalendar]
) -> tuple[Calendars, CalendarGrounds]:
    """Build the calendars of a contract, and say what they rest on.

    Args:
        subject: the contract's offering and readings.
        contract: the contract.
        share: returns a calendar equal to the one it is given, compiled before if there is one.
    """
    counting = subject.files.service_levels.counting
    weekly, hours = _hours(subject, contract)
    holidays, holiday_grounds = _holidays(subject, contract)
    names = {name: rule.name for name, rule in subject.files.availability.exceptions.items()}
    closures = tuple(_closure(agreed, names[agreed.kind]) for agreed in contract.closures)
    days, day_grounds = subject.follow(counting.business_days)
    effect, closure_grounds = subject.follow(counting.closures)
    agreed_days = {} if contract.support_hours is None else contract.support_hours.special
    special: dict[date | str, Any] = {}
    special.update(plain_hours(agreed_days))

    def calendar(weekly: WeeklyHours, closures: tuple[Closure, ...]) -> BusinessCalendar:
        return share(BusinessCalendar(contract.time_zone, plain_hours(weekly), holidays, special, closures))

    counted = {**weekly, "sat": _saturday(weekly)} if days == _SATURDAYS_TOO else weekly
    calendars = Calendars(
        support=calendar(weekly, ()),
        reachable=calendar(weekly, closures),
        response=calendar(counted, closures if effect == _CLOCK_STOPS else ()),
    )
    grounds = hours or subject.follow(counting.hours_where_unstated)[1]
    grounds = grounds & day_grounds & holiday_grounds
    if closures:
        grounds = grounds & closure_grounds
    return calendars, CalendarGrounds(hours, holiday_grounds, grounds)


def _saturday(weekly: WeeklyHours) -> tuple[Interval, ...]:
    """Return Saturday's own hours, or else those of the last weekday that has any."""
    days: tuple[Weekday, ...] = ("sat", "fri", "thu", "wed", "tue", "mon")
    return next((weekly[day] for day in days if weekly.get(day)), ())


def _hours(subject: Subject, contract: Contract) -> tuple[WeeklyHours, Grounds | None]:
    rule = subject.files.availability.support_hours
    like, grounds = subject.settle(rule)
    if contract.support_hours is not None:
        agreed = agreed_in("support_hours")
        return contract.support_hours.weekly, agreed if like is None else agreed & grounds
    return rule.weekly, None if like is None else grounds


def _holidays(subject: Subject, contract: Contract) -> tuple[Holidays, Grounds]:
    """Return the holidays, which the contract lists itself or takes from a country."""
    agreed = agreed_in("holidays")
    if contract.holidays == NO_HOLIDAYS_WORD:
        return NO_HOLIDAYS, agreed
    if isinstance(contract.holidays, str):
        recognised = subject.follow(subject.files.service_levels.counting.holidays)[1]
        if names_a_calendar(contract.holidays):
            calendar = subject.files.holiday_calendars[contract.holidays]
            cited = Grounds(Basis.INTERPRETED, (subject.citations.calendar(contract.holidays),))
            return adjusted_holidays(calendar), recognised & agreed & cited
        return public_holidays(contract.holidays), recognised & agreed
    return ListedHolidays(contract.holidays), agreed


def _closure(agreed: AgreedClosure, name: LocalizedText) -> Closure:
    hours = ("00:00", "24:00") if agreed.hours is None else (agreed.hours.opens, agreed.hours.closes)
    return Closure(agreed.first, agreed.last, hours, name)
