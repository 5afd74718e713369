"""The types of what answers, contracts and calendars hold beneath the names at the top, for annotations.

Nothing here needs to be imported to ask a question.
"""

from ptc_service_policy.business_time import (
    BusinessTime,
    CalendarDays,
    Due,
    ElapsedTime,
    Expiry,
    HalfDay,
    HoursPeriod,
    Mark,
    Pause,
    Progress,
    Receipt,
    Roll,
    SkipReason,
    TargetSpan,
    UnitedHolidays,
)
from ptc_service_policy.business_time.hours import DayHours
from ptc_service_policy.business_time.hours import Interval as WallInterval
from ptc_service_policy.decisions import Reason
from ptc_service_policy.evaluation.history import Amendments
from ptc_service_policy.evaluation.summary import Answer
from ptc_service_policy.model.availability import Meetings, OnRequestDays, WorkingHours
from ptc_service_policy.model.base import Firm, MayChange
from ptc_service_policy.model.cadences import AfterEvent
from ptc_service_policy.model.editions import Event, FromDay, Line
from ptc_service_policy.model.engagement import Counted, Right, Sale
from ptc_service_policy.model.entitlements import OnRequest, Service
from ptc_service_policy.model.hours import DatedHours, Hours, Interval
from ptc_service_policy.model.offerings import ChargeTerms, Offering
from ptc_service_policy.model.register import Entry, Reading
from ptc_service_policy.model.service_levels import HoursOf, Kept, Level
from ptc_service_policy.model.source import Statement
from ptc_service_policy.model.vocabulary import Frequency, Method, Plural, Rhythm, Unit
from ptc_service_policy.settling.contract import (
    AgreedClosure,
    AgreedHolidays,
    AgreedHours,
    AgreedLanguage,
    AgreedTerm,
    NewThing,
)
from ptc_service_policy.topics.commitment import CommitmentTerms
from ptc_service_policy.topics.due import Pauses, ResponseTerms
from ptc_service_policy.topics.exception import AppliedException
from ptc_service_policy.topics.obligations import Fulfilment
from ptc_service_policy.topics.request_state import State
from ptc_service_policy.topics.workload import Used, Verdict

__all__ = [
    "AfterEvent",
    "AgreedClosure",
    "AgreedHolidays",
    "AgreedHours",
    "AgreedLanguage",
    "AgreedTerm",
    "Amendments",
    "Answer",
    "AppliedException",
    "BusinessTime",
    "CalendarDays",
    "ChargeTerms",
    "CommitmentTerms",
    "Counted",
    "DatedHours",
    "DayHours",
    "Due",
    "ElapsedTime",
    "Entry",
    "Event",
    "Expiry",
    "Firm",
    "Frequency",
    "FromDay",
    "Fulfilment",
    "HalfDay",
    "Hours",
    "HoursOf",
    "HoursPeriod",
    "Interval",
    "Kept",
    "Level",
    "Line",
    "Mark",
    "MayChange",
    "Meetings",
    "Method",
    "NewThing",
    "Offering",
    "OnRequest",
    "OnRequestDays",
    "Pause",
    "Pauses",
    "Plural",
    "Progress",
    "Reading",
    "Reason",
    "Receipt",
    "ResponseTerms",
    "Rhythm",
    "Right",
    "Roll",
    "Sale",
    "Service",
    "SkipReason",
    "State",
    "Statement",
    "TargetSpan",
    "Unit",
    "UnitedHolidays",
    "Used",
    "Verdict",
    "WallInterval",
    "WorkingHours",
]
