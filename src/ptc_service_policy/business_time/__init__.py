"""Exact business time: when a calendar is open, and arithmetic in its open time and business days.

This wing knows nothing of policies. Start with ``BusinessCalendar``.
"""

from ptc_service_policy.business_time.calendar import BusinessCalendar, Roll
from ptc_service_policy.business_time.closures import Closure
from ptc_service_policy.business_time.conventions import (
    Convention,
    Due,
    Expiry,
    Progress,
    Receipt,
    SkippedDay,
    SkipReason,
)
from ptc_service_policy.business_time.holidays import (
    NO_HOLIDAYS,
    HalfDay,
    Holiday,
    Holidays,
    ListedHolidays,
    PublicHolidays,
    UnitedHolidays,
    unite,
)
from ptc_service_policy.business_time.hours_periods import HoursPeriod
from ptc_service_policy.business_time.pauses import Pause
from ptc_service_policy.business_time.periods import Every, Period, days_begun, periods, suggest
from ptc_service_policy.business_time.progress import Mark
from ptc_service_policy.business_time.target_spans import (
    BusinessDays,
    BusinessTime,
    CalendarDays,
    ElapsedTime,
    TargetSpan,
)
from ptc_service_policy.business_time.timeline import Timeline
from ptc_service_policy.business_time.window import Window

__all__ = [
    "NO_HOLIDAYS",
    "BusinessCalendar",
    "BusinessDays",
    "BusinessTime",
    "CalendarDays",
    "Closure",
    "Convention",
    "Due",
    "ElapsedTime",
    "Every",
    "Expiry",
    "HalfDay",
    "Holiday",
    "Holidays",
    "HoursPeriod",
    "ListedHolidays",
    "Mark",
    "Pause",
    "Period",
    "Progress",
    "PublicHolidays",
    "Receipt",
    "Roll",
    "SkipReason",
    "SkippedDay",
    "TargetSpan",
    "Timeline",
    "UnitedHolidays",
    "Window",
    "days_begun",
    "periods",
    "suggest",
    "unite",
]
