"""Public holidays from the calendars that owners adjusted."""

from importlib.resources.abc import Traversable

from ptc_service_policy.business_time import PublicHolidays
from ptc_service_policy.errors import BusinessTimeError, Problem
from ptc_service_policy.loading.holiday_calendars import read_holiday_calendars
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile


def check_holiday_calendars(folder: Traversable, called: str) -> tuple[Problem, ...]:
    """Find every problem of every calendar: its schema, then whether its country and range exist."""
    calendars, documents, problems = read_holiday_calendars(folder, called)
    found = list(problems)
    for name, calendar in calendars.items():
        try:
            public_holidays(calendar)
        except BusinessTimeError as error:
            found.extend(documents[name].locate(problem) for problem in error.problems)
    return tuple(found)


def public_holidays(calendar: HolidayCalendarFile) -> PublicHolidays:
    """Return the holidays of a calendar; raise BusinessTimeError if there is no such country or region."""
    return PublicHolidays(
        calendar.country,
        calendar.subdivision,
        added=calendar.added,
        removed=calendar.removed,
        first=calendar.reviewed.first,
        last=calendar.reviewed.last,
    )
