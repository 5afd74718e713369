"""Public holidays from the calendars that owners adjusted."""

from importlib.resources.abc import Traversable

from ptc_service_policy.business_time import Holidays, ListedHolidays, PublicHolidays
from ptc_service_policy.errors import BusinessTimeError, Problem
from ptc_service_policy.loading.holiday_calendars import read_holiday_calendars
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile


def check_holiday_calendars(
    folder: Traversable, called: str
) -> tuple[dict[str, HolidayCalendarFile], dict[str, Document], tuple[Problem, ...]]:
    """Read every calendar, and find every problem: its schema, then whether its country and range exist.

    Returns:
        The valid calendars by id, all documents by id, and every problem of every file.
    """
    calendars, documents, problems = read_holiday_calendars(folder, called)
    found = list(problems)
    valid = {}
    for name, calendar in calendars.items():
        try:
            public_holidays(calendar)
            valid[name] = calendar
        except BusinessTimeError as error:
            found.extend(documents[name].locate(problem) for problem in error.problems)
    return valid, documents, tuple(found)


def public_holidays(calendar: HolidayCalendarFile) -> Holidays:
    """Return the holidays of a calendar; raise BusinessTimeError if there is no such country or region."""
    if calendar.days is not None:
        days = {**calendar.days, **calendar.added}
        return ListedHolidays(
            {day: name for day, name in days.items() if day not in calendar.removed},
            calendar.reviewed.first,
            calendar.reviewed.last,
            half_days=calendar.half_days,
            made_up=calendar.made_up,
        )
    return PublicHolidays(
        calendar.country,
        calendar.subdivision,
        categories=calendar.categories or (),
        half_days=calendar.half_days,
        made_up=calendar.made_up,
        added=calendar.added,
        removed=calendar.removed,
        first=calendar.reviewed.first,
        last=calendar.reviewed.last,
    )
