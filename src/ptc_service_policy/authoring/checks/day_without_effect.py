"""A line of a holiday calendar that changes nothing."""

import re
from collections.abc import Iterator
from datetime import date

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.public_holidays import public_holidays
from ptc_service_policy.model.base import DAY_PATTERN
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.text import LocalizedText

_WORKED = ("half_days", "made_up")
_BY_DAY = ("days", "made_up", "added", "removed")
_DATE = re.compile(DAY_PATTERN)
_NOT_REVIEWED = LocalizedText(
    fr="le {day} est en dehors des dates vérifiées", en="{day} is outside the dates reviewed"
)
_NO_HOLIDAY = LocalizedText(fr="le {day} n'est pas férié", en="{day} is not a public holiday")
_HOLIDAY_ALREADY = LocalizedText(fr="le {day} est déjà férié", en="{day} is already a public holiday")
_CLOSED = LocalizedText(fr="le {day} est chômé", en="{day} is a day off")


def _find(material: Material) -> Iterator[Problem]:
    for name, calendar in material.policies.calendars.items():
        document = material.policies.calendar_documents[name]
        half_days = [date.fromisoformat(key) for key in calendar.half_days if _DATE.fullmatch(key)]
        dated = {"half_days": half_days, **{key: getattr(calendar, key) or () for key in _BY_DAY}}
        for key, days in dated.items():
            for day in days:
                if reason := _why_without_effect(key, day, calendar):
                    path = (key, day.isoformat())
                    yield document.describe("PSP462", path, at_key=True, reason=reason.format(day=day))


def _why_without_effect(key: str, day: date, calendar: HolidayCalendarFile) -> LocalizedText | None:
    if not calendar.reviewed.first <= day <= calendar.reviewed.last:
        return _NOT_REVIEWED
    if key == "days":
        return None
    if key in _WORKED:
        return _CLOSED if day in public_holidays(calendar).in_year(day.year) else None
    unadjusted = public_holidays(calendar.model_copy(update={"added": FrozenDict(), "removed": FrozenDict()}))
    is_holiday = day in unadjusted.in_year(day.year)
    if key == "added":
        return _HOLIDAY_ALREADY if is_holiday else None
    known = is_holiday or day in unadjusted.half_days_in(day.year) or day in calendar.added
    return None if known else _NO_HOLIDAY


CHECK = Check("PSP462", _find)
