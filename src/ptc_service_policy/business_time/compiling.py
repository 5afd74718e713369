"""Compiling the rules of one stretch of days to sorted instants."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.closures import Closure
from ptc_service_policy.business_time.conventions import SkippedDay, SkipReason
from ptc_service_policy.business_time.hours import DayHours
from ptc_service_policy.business_time.instants import EPOCH, wall_instant
from ptc_service_policy.business_time.rules import Rules
from ptc_service_policy.business_time.spans import Span, subtract, union
from ptc_service_policy.text import LocalizedText

ONE_DAY = timedelta(days=1)
MIDNIGHT = timedelta()


@dataclass(frozen=True, slots=True)
class BusinessDay:
    """Hold a day that has open time: the span of its own hours and its end, ``closing`` also on the wall."""

    ordinal: int
    opening: timedelta
    closing: timedelta
    midnight: timedelta
    local_closing: datetime


@dataclass(frozen=True, slots=True)
class Block:
    """Hold what the rules say of the instants from ``start`` to ``end`` and of the days between them."""

    start: timedelta
    end: timedelta
    open_spans: tuple[Span, ...]
    business_days: tuple[BusinessDay, ...]
    skipped_days: tuple[SkippedDay, ...]


def compile_days(rules: Rules, zone: ZoneInfo, first: date, last: date) -> Block:
    """Compile the days from ``first`` to ``last``, both included, at most a year apart.

    Hours of the day before that run past midnight are open time of this block too.
    """
