"""Periods of a cadence, counted from a contract's start or taken from the calendar, and a date in each."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from ptc_service_policy.business_time.calendar import BACKWARDS, ROLLS, BusinessCalendar, Roll
from ptc_service_policy.business_time.reading import read_choice, require_date
from ptc_service_policy.errors import BusinessTimeError

_CALENDAR_ANCHOR = date(1, 1, 1)  # a Monday, and the first day of a quarter, a half-year and a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Hold how long each period is, as one positive whole number of days, weeks, months or years.

    Raises BusinessTimeError (PSP621) for none, for two of them, or for another number.
    """

    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    years: int | None = None

    def __post_init__(self) -> None:
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        given = {name: number for name, number in given.items() if number is not None}
        if len(given) != 1 or any(type(number) is not int or number < 1 for number in given.values()):
            value = ", ".join(f"{name}={number!r}" for name, number in given.items())
            raise BusinessTimeError.of("PSP621", value=f"Every({value})")

    @property
    def length_in_days(self) -> int:
        """Return how many days each period has, 0 for months and years."""
        return (self.days or 0) + 7 * (self.weeks or 0)

    @property
    def length_in_months(self) -> int:
        """Return how many months each period has, 0 for days and weeks."""
        return (self.months or 0) + 12 * (self.years or 0)


@dataclass(frozen=True, slots=True)
class Period:
    """Hold a period from ``start``, included, to ``end``, not included; ``index`` is 0 at the anchor."""

    start: date
    end: date
    index: int

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


def periods(every: Every, anchor: date | None, start: date, end: date) -> tuple[Period, ...]:
    """Return the periods that have a day from ``start``, included, to ``end``, not included.

    Each period is counted from the anchor itself, so the 31st stays the 31st wherever a month has one: 31
    January, 28 February, 31 March. The cost does not grow with the distance from the anchor.

    Args:
        every: how long each period is; months and years are clamped to the end of the month.
        anchor: the first day of the first period, before which there is none; None for those of the calendar,
            which count from Monday 1 January of the year 1: weeks from Monday, months, quarters, half-years
            and years.
        start: the first day of the range.
        end: the day after its last one.

    Raises:
        BusinessTimeError: PSP614 for what is not a date, PSP619 for a period that would end after 9999.

    """
    origin = _CALENDAR_ANCHOR if anchor is None else anchor
    for day in (origin, start, end):
        require_date(day)
    first = max(start, origin)
    if first >= end:
        return ()
    index = _index_at(every, origin, first)
    found = []
    begins = _begin(every, origin, index)
    while begins < end:
        ends = _begin(every, origin, index + 1)
        found.append(Period(begins, ends, index))
        begins, index = ends, index + 1
    return tuple(found)


def days_begun(calendar: BusinessCalendar, start: date, end: date) -> tuple[date, ...]:
    """Return the business days from ``start``, included, to ``end``, not included, that open on their dates.

    Where a closure takes the evening of a night, what it leaves of that night's hours is on the next date.
    """
    if start >= end:
        return ()
    timeline = calendar.compiled(start, end - timedelta(days=1))
    begin, stop = (bisect_left(timeline.ordinals, day.toordinal()) for day in (start, end))
    return tuple(
        date.fromordinal(timeline.ordinals[position])
        for position in range(begin, stop)
        if timeline.openings[position] < timeline.midnight[position]
    )


def suggest(
    period: Period, business_days: Sequence[date], how: Roll = "following", day: date | None = None
) -> date | None:
    """Return the business day of the period that is nearest to the wished day, in the direction of ``how``.

    Where that direction leaves the period, or the month for the modified ones, the other direction is taken.

    Args:
        period: the period in which the date must lie.
        business_days: those of the period, in their order.
        how: as ``BusinessCalendar.roll`` takes it.
        day: the wished day, the first of the period without one.

    Returns:
        The date, or None when the period has no business day.

    Raises:
        BusinessTimeError: PSP613 for another ``how``.
    """
    read_choice(how, ROLLS, ("how",))
    wished = period.start if day is None else day
    require_date(wished)
    after = next((found for found in business_days if found >= wished), None)
    before = next((found for found in reversed(business_days) if found <= wished), None)
    first, second = (before, after) if how in BACKWARDS else (after, before)
    if first is None or (how.startswith("modified") and second and first.month != wished.month):
        return second
    return first


def _index_at(every: Every, anchor: date, day: date) -> int:
    """Return the index of the period that holds ``day``, which is not before the anchor."""
    if every.length_in_days:
        return (day - anchor).days // every.length_in_days
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    index = months // every.length_in_months
    return index if _begin(every, anchor, index) <= day else index - 1


def _begin(every: Every, anchor: date, index: int) -> date:
    from dateutil.relativedelta import relativedelta

    try:
        return anchor + relativedelta(
            days=index * every.length_in_days, months=index * every.length_in_months
        )
    except (OverflowError, ValueError):
        raise BusinessTimeError.of("PSP619") from None
