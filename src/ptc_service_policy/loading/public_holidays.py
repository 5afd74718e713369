"""Public holidays from the calendars that owners adjusted."""

from ptc_service_policy.business_time import Holidays, ListedHolidays, PublicHolidays
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile


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
