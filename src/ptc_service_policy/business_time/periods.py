"""Periods of a cadence, counted from a contract's start or taken from the calendar, and a date in each."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from ptc_service_policy.business_time.calendar import BACKWARDS, ROLLS, BusinessCalendar, Roll
from ptc_service_policy.business_time.reading import read_choice, require_date
from ptc_service_policy.errors import BusinessTimeError

Frequency = Literal["weekly", "monthly", "quarterly"]
FREQUENCIES: tuple[Frequency, ...] = get_args(Frequency)

_CALENDAR_ANCHOR = date(1, 1, 1)  # a Monday, and the first day of a quarter
_MONTHS = {"monthly": 1, "quarterly": 3}


@dataclass(frozen=True, slots=True)
class Period:
    """Hold a period from ``start``, included, to ``end``, not included; ``index`` is 0 at the anchor."""

    start: date
    end: date
    index: int

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def periods(frequency: Frequency, anchor: date | None, start: date, end: date) -> tuple[Period, ...]:
    """Return the periods that have a day from ``start``, included, to ``end``, not included.

    Each period is counted from the anchor itself, so the 31st stays the 31st wherever a month has one: 31
    January, 28 February, 31 March. The cost does not grow with the distance from the anchor.

    Args:
        frequency: "weekly" for 7 days, "monthly" or "quarterly", clamped to the end of the month.
        anchor: the first day of the first period, before which there is none; None for the weeks from Monday,
            the months and the quarters of the calendar, which count from the year 1.
        start: the first day of the range.
        end: the day after its last one.

    Raises:
        BusinessTimeError: PSP613 for another frequency, PSP614 for what is no date, PSP619 for a period that
            would end after the year 9999.

    """
    read_choice(frequency, FREQUENCIES, ("frequency",))
    origin = _CALENDAR_ANCHOR if anchor is None else anchor
    for day in (origin, start, end):
        require_date(day)
    first = max(start, origin)
    if first >= end:
        return ()
    index = _index_at(frequency, origin, first)
    found = []
    begins = _begin(frequency, origin, index)
    while begins < end:
        ends = _begin(frequency, origin, index + 1)
        found.append(Period(begins, ends, index))
        begins, index = ends, index + 1
    return tuple(found)


def suggest(
    period: Period, calendar: BusinessCalendar, how: Roll = "following", day: date | None = None
) -> date | None:
    """Return the business day of the period that is nearest to the wished day, in the direction of ``how``.

    Where that direction leaves the period, or the month for the modified ones, the other direction is taken.

    Args:
        period: the period in which the date must lie.
        calendar: the calendar that knows the business days.
        how: as ``BusinessCalendar.roll`` takes it.
        day: the wished day, the first of the period without one.

    Returns:
        The date, or None when the period has no business day.

    Raises:
        BusinessTimeError: PSP613 for another ``how``.
        CoverageError: where the holidays of the period are not known.

    """
    read_choice(how, ROLLS, ("how",))
    wished = period.start if day is None else day
    require_date(wished)
    inside = calendar.business_days(period.start, period.end)
    after = next((found for found in inside if found >= wished), None)
    before = next((found for found in reversed(inside) if found <= wished), None)
    first, second = (before, after) if how in BACKWARDS else (after, before)
    if first is None or (how.startswith("modified") and second and first.month != wished.month):
        return second
    return first


def _index_at(frequency: Frequency, anchor: date, day: date) -> int:
    """Return the index of the period that holds ``day``, which is not before the anchor."""
    if frequency == "weekly":
        return (day - anchor).days // 7
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    index = months // _MONTHS[frequency]
    return index if _begin(frequency, anchor, index) <= day else index - 1


def _begin(frequency: Frequency, anchor: date, index: int) -> date:
    from dateutil.relativedelta import relativedelta

    step = (
        relativedelta(weeks=index)
        if frequency == "weekly"
        else relativedelta(months=index * _MONTHS[frequency])
    )
    try:
        return anchor + step
    except (OverflowError, ValueError):
        raise BusinessTimeError.of("PSP619") from None
