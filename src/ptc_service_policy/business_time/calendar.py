"""The business calendar: the one door to the engine."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, Self, get_args
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time import counting, dues
from ptc_service_policy.business_time.closures import ClosuresLike, read_closures
from ptc_service_policy.business_time.conventions import Convention, Due, Progress, SkippedDay
from ptc_service_policy.business_time.holidays import NO_HOLIDAYS, Holidays, HolidaysLike, read_source
from ptc_service_policy.business_time.hours import HoursLike, WeekLike, read_days, read_week
from ptc_service_policy.business_time.hours_periods import PeriodsLike, read_periods
from ptc_service_policy.business_time.instants import since_epoch
from ptc_service_policy.business_time.pauses import Pause, are_given, read_pauses
from ptc_service_policy.business_time.progress import Mark, require_marks, run
from ptc_service_policy.business_time.reading import DateLike, read_choice, require_date, wrong_shape
from ptc_service_policy.business_time.rules import ONE_DAY, AnyOf, Rules
from ptc_service_policy.business_time.target_spans import TargetSpan
from ptc_service_policy.business_time.terms import CutOffLike, plain_days, read_terms
from ptc_service_policy.business_time.timeline import Timeline
from ptc_service_policy.business_time.timetable import Timetable
from ptc_service_policy.business_time.window import Window
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.errors import BusinessTimeError, shown

Roll = Literal["following", "preceding", "modified-following", "modified-preceding", "forward", "backward"]
ROLLS: tuple[Roll, ...] = get_args(Roll)

DEFAULT_CONVENTION = Convention()
NO_PAUSES: tuple[Pause, ...] = ()
BACKWARDS = {"preceding", "modified-preceding", "backward"}


class BusinessCalendar:
    """Know when business is open, in one time zone, and compute with it.

    For each local date: special hours if there are any, else nothing on a holiday, else the weekday's hours,
    by the period that holds the date if there is one; closures are subtracted last. A date that the zone
    skipped has no hours. Openings are part of the open time, closings are not. A wall time that a clock
    change skips is moved forward by as much, one that comes twice means the first. Hours that run past
    midnight belong to the day on which they began; where they meet the next day's, open is open.

    A calendar never changes, compares and hashes by what it says, and can be pickled and shared between
    threads. It compiles itself a year at a time as questions reach further and keeps what it compiled, so
    that each answer is a bisection: about 30 KB a year with one interval a day, beside what all calendars
    of the same zone and week share. Instants and dates from 1900 to 2199 are supported, which bounds it at
    about 10 MB; a question outside raises BusinessTimeError (PSP611), one outside the range for which the
    holidays are known raises CoverageError (PSP610). Every method refuses a naive datetime with
    NaiveDatetimeError (PSP601), takes an aware one of any zone, and answers in the calendar's.
    """

    __slots__ = ("_rules", "_timetable")

    _rules: Rules | AnyOf
    _timetable: Timetable

    def __init__(
        self,
        time_zone: str,
        hours: WeekLike,
        holidays: HolidaysLike = NO_HOLIDAYS,
        special_hours: Mapping[DateLike, HoursLike] | None = None,
        closures: ClosuresLike = (),
        periods: PeriodsLike = (),
    ) -> None:
        """Check and keep the rules; nothing is compiled yet.

        Args:
            time_zone: an IANA name.
            hours: for each weekday "mon" to "sun" its pairs of "HH:MM" texts, or "always". A pair that closes
                at or before it opens runs past midnight, and "24:00" may close.
            holidays: dates, a mapping of dates to names, ListedHolidays or PublicHolidays.
            special_hours: for single dates the hours that replace the weekday's, also on a holiday; an empty
                list closes the day.
            closures: Closure values, or for single dates the pairs of times that are always closed.
            periods: HoursPeriod values, or mappings of their fields: other weekly hours for some dates.

        Raises:
            BusinessTimeError: PSP602 to PSP609, PSP615 or PSP620 for the first thing that is wrong, with
                its path.

        """
        zone = read_zone(time_zone)
        rules = Rules(
            time_zone=time_zone,
            week=read_week(hours, ("hours",)),
            holidays=read_source(holidays, ("holidays",)),
            special_hours=read_days(special_hours or {}, ("special_hours",)),
            closures=read_closures(closures, ("closures",)),
            periods=read_periods(periods, ("periods",)),
        )
        _fill(self, rules, zone)

    @classmethod
    def any_of(cls, time_zone: str, calendars: Iterable["BusinessCalendar"]) -> Self:
        """Return several calendars as one, open where any of them is: hours that hand over.

        Each keeps its zone, its holidays and all else. The hours of each of their days belong to the date in
        ``time_zone`` on which they begin; a date on which none begin is not a business day. Its reason is
        that of the first calendar whose own such date is exceptionally closed, else that there are no hours.
        The usual day is that of the weeks that hold on a day, without exceptions.

        Args:
            time_zone: the IANA name of the zone in which dates are meant and answers given.
            calendars: the calendars, at least one.

        Raises:
            BusinessTimeError: PSP602 for an unknown zone, PSP607 for anything but calendars.

        """
        zone = read_zone(time_zone)
        parts = tuple(calendars) if isinstance(calendars, Iterable) else ()
        if not parts or not all(isinstance(part, BusinessCalendar) for part in parts):
            raise wrong_shape(calendars, ("calendars",), "[BusinessCalendar(...), ...]")
        united = cls.__new__(cls)
        _fill(united, AnyOf(time_zone, tuple(part._rules for part in parts)), zone)  # noqa: SLF001 - its own
        return united

    def with_closures(self, closures: ClosuresLike) -> Self:
        """Return a calendar that is closed at more times; of several as one, each is, in its own zone.

        Raises BusinessTimeError as for a calendar with such closures.
        """
        more = read_closures(closures, ("closures",))
        if not more:
            return self
        closed, table = type(self).__new__(type(self)), self._timetable
        # One that has closures already shares nothing: they are part of what it compiles.
        _fill(closed, self._rules.closed(more), table.zone, None if self._rules.closures else table)
        return closed

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Build a calendar from the plain types that ``to_dict`` returns."""
        match plain:
            case {"time_zone": time_zone, "any_of": parts, **rest} if not rest:
                return cls.any_of(time_zone, map(cls.from_dict, parts))
        try:
            return cls(**plain)
        except TypeError:
            raise wrong_shape(plain, (), "BusinessCalendar(...).to_dict()") from None

    def to_dict(self) -> dict[str, Any]:
        """Return the calendar in plain types, ready for JSON or YAML.

        Weekdays without hours are left out, and so are ``periods`` where there are none. Several calendars as
        one have their zone and their parts under ``any_of``.
        """
        return self._rules.as_plain()

    @property
    def time_zone(self) -> str:
        """Return the IANA name of the zone."""
        return self._rules.time_zone

    @property
    def holidays(self) -> Holidays:
        """Return the holidays that the calendar keeps."""
        return self._rules.holidays

    @property
    def turning_days(self) -> tuple[date, ...]:
        """Return the days from which on other weekly hours hold than before, in their order."""
        return self._rules.turning_days

    def usual_day(self, day: date) -> timedelta:
        """Return the commonest length of a working day of the week that holds on a day.

        It is the shorter of two as common. Periods that end are exceptions, which do not matter for it.
        """
        require_date(day)
        return self._timetable.usual_day(day.toordinal())

    @property
    def known_days(self) -> tuple[date, date]:
        """Return the first and the last day that questions may reach, both included."""
        return self._timetable.known_days

    def compiled(self, first: date, last: date) -> Timeline:
        """Return what is compiled, at least from one day to another, both included.

        Raises CoverageError (PSP610) or BusinessTimeError (PSP611) where a date is not among ``known_days``.
        """
        return self._timetable.reach_day(last, self._timetable.reach_day(first))

    def is_open(self, at: datetime) -> bool:
        """Return whether the instant is open; an opening is, a closing is not."""
        instant = since_epoch(at)
        edges = self._timetable.timeline.edges
        edge = bisect_right(edges, instant)
        if not 0 < edge < len(edges):
            edge = bisect_right(self._timetable.reach(instant).edges, instant)
        return edge % 2 == 1

    def next_open(self, at: datetime) -> datetime | None:
        """Return ``at`` when it is open, else the next opening; None if there is none before 2200."""
        return self._local_or_none(self._timetable.next_opening(since_epoch(at)))

    def previous_close(self, at: datetime) -> datetime | None:
        """Return the last closing at or before ``at``, even when ``at`` is open; None if none since 1900."""
        return self._local_or_none(self._timetable.previous_closing(since_epoch(at)))

    def windows(self, start: datetime, end: datetime) -> tuple[Window, ...]:
        """Return the maximal windows between two instants, cut to them, none in a reversed range."""
        first, last = since_epoch(start), since_epoch(end)
        timeline = self._timetable.reach(first)
        if first >= last:
            return ()
        timeline = self._timetable.reach_end(last, timeline)
        begin, stop = bisect_right(timeline.edges, first), bisect_left(timeline.edges, last)
        edges = [self._timetable.local(edge) for edge in timeline.edges[begin:stop]]
        if begin % 2:
            edges.insert(0, self._timetable.local(first))
        if stop % 2:
            edges.append(self._timetable.local(last))
        return tuple(map(Window, edges[::2], edges[1::2]))

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the open time between two instants, negative when ``end`` comes before ``start``."""
        first, last = since_epoch(start), since_epoch(end)
        if last < first:
            return -self._timetable.elapsed(last, first)
        return self._timetable.elapsed(first, last)

    def add(self, at: datetime, open_time: timedelta) -> datetime:
        """Return the instant that much open time after ``at``, before it when negative.

        A sum that ends exactly at a closing stays there; going backwards, one that ends at an opening does.
        Adding nothing moves nothing. Raises BusinessTimeError: PSP617 when ``open_time`` is not a timedelta,
        PSP611 when the supported years do not have that much open time.
        """
        instant = since_epoch(at)
        if not isinstance(open_time, timedelta):
            raise BusinessTimeError.of("PSP617", value=shown(open_time))
        return self._timetable.local(self._timetable.advance(instant, open_time))

    def is_business_day(self, day: date) -> bool:
        """Return whether the date has open time of its own: what the day before left over does not count."""
        require_date(day)
        ordinals = self._timetable.reach_day(day).ordinals
        position = bisect_left(ordinals, day.toordinal())
        return position < len(ordinals) and ordinals[position] == day.toordinal()

    def business_days(self, start: date, end: date) -> tuple[date, ...]:
        """Return the business days from ``start``, included, to ``end``, not included."""
        require_date(start)
        require_date(end)
        timeline = self._timetable.reach_day(start)
        if start >= end:
            return ()
        ordinals = self._timetable.reach_day(end - ONE_DAY, timeline).ordinals
        begin, stop = bisect_left(ordinals, start.toordinal()), bisect_left(ordinals, end.toordinal())
        return tuple(map(date.fromordinal, ordinals[begin:stop]))

    def closed_day(self, day: date) -> SkippedDay | None:
        """Return why the date is not a business day, or None when it is one."""
        require_date(day)
        timeline, ordinal = self._timetable.reach_day(day), day.toordinal()
        return next(iter(self._timetable.skipped_between(timeline, ordinal, ordinal + 1)), None)

    def roll(self, day: date, how: Roll = "following") -> date:
        """Return ``day`` when it is a business day, else a business day near it.

        Args:
            day: the date to roll.
            how: "following" is the next one and "preceding" the one before, which numpy calls "forward" and
                "backward"; "modified-following" and "modified-preceding" turn round where they would leave
                the month.

        Raises:
            BusinessTimeError: PSP613 for another ``how``, PSP614 when ``day`` is not a date.

        """
        require_date(day)
        read_choice(how, ROLLS, ("how",))
        backwards = how in BACKWARDS
        rolled = self._timetable.nearest_business_day(day, backwards=backwards)
        if how.startswith("modified") and rolled.month != day.month:
            return self._timetable.nearest_business_day(day, backwards=not backwards)
        return rolled

    def offset(self, day: date, n: int, roll: Roll | None = None) -> date:
        """Return the date ``n`` business days after ``day``, before it when negative.

        Args:
            day: the date to count from, which is not counted itself.
            n: how many business days; 0 moves nothing, except as ``roll`` says.
            roll: how a ``day`` that is not a business day is rolled before counting, as numpy does; None
                counts from the day as it is, so one business day after a Saturday is the Monday.

        Raises:
            BusinessTimeError: PSP613 for another ``roll``, PSP614 when ``day`` is not a date, PSP618 when
                ``n`` is not an int.

        """
        require_date(day)
        if not isinstance(n, int) or isinstance(n, bool):
            raise BusinessTimeError.of("PSP618", value=shown(n))
        start = day if roll is None else self.roll(day, roll)
        return self._timetable.offset(start, n) if n else start

    def due(
        self,
        received: datetime,
        span: TargetSpan,
        convention: Convention = DEFAULT_CONVENTION,
        pauses: Iterable[Pause] = NO_PAUSES,
        *,
        until: str | None = None,
        cut_off: CutOffLike | None = None,
    ) -> datetime:
        """Return the instant until which an answer within such a span is in time, never before receipt.

        BusinessDays are counted by the convention, BusinessTime in open time from receipt. CalendarDays and
        ElapsedTime pass whatever the calendar: CalendarDays end at the wall-clock time of receipt, moved
        forward where a clock change skips it, the first where it comes twice.

        Args:
            received: the instant of receipt.
            span: how many days, or how long.
            convention: from when business days count and when the last is over; the legal default without
                one. It does not matter for other spans.
            pauses: pairs of instants, or windows, in which the clock is stopped. It starts with the
                receipt, for business days with the first day that counts: day 1, or with 0 days and by
                ``business-hours`` the receipt. What is paused after that moves the answer later by as much,
                for business days and time by the open time in it, but never later than if the request had
                been received when the pause ended. Pauses may overlap.
            until: a wall time "HH:MM", "24:00" included, at which the last day of business or calendar days
                is over, instead of as the convention says. 0 days with a time that is not after the receipt
                end on the next day that counts.
            cut_off: a wall time, or one for each weekday that has one, until which, included, a business day
                takes receipts. What comes after it and before the next business day, counts as received at
                that day's opening.

        Raises:
            BusinessTimeError: PSP615 for a pause that ends before it begins, PSP603 to PSP607 for wrong
                times, PSP623 for ``until`` with a span that has no last day, PSP611 when the supported years
                have not that many business days.

        """
        _require_convention(convention)
        table = self._timetable
        if (pauses is NO_PAUSES or not are_given(pauses)) and (days := plain_days(span, until, cut_off)):
            if convention.expiry == "close-of-business" and convention.receipt == "as-received":
                timeline = table.timeline
                following = bisect_right(timeline.ordinals, table.local_ordinal(received, timeline))
                if 0 < following <= len(timeline.ordinals) - days:
                    return timeline.local_closings[following + days - 1]
            count = counting.begin(table, since_epoch(received), days, convention.receipt)
            return table.local(counting.expire(table, count, convention.expiry))
        terms = read_terms(span, convention, until, cut_off)
        return table.local(dues.due(table, terms, since_epoch(received), read_pauses(pauses)))

    def earliest_due(
        self,
        received: datetime,
        span: TargetSpan,
        pauses: Iterable[Pause] = NO_PAUSES,
        *,
        until: str | None = None,
        cut_off: CutOffLike | None = None,
    ) -> datetime:
        """Return the earliest instant that any convention gives, which is never before receipt.

        Whoever works to it is on time under every reading of receipt and of the end of the last day. Spans
        that no convention changes have the same earliest instant as due instant. The arguments are those of
        ``due``.
        """
        table, instant = self._timetable, since_epoch(received)
        if not are_given(pauses) and (days := plain_days(span, until, cut_off)):
            return table.local(counting.earliest(table, instant, days))
        terms = read_terms(span, DEFAULT_CONVENTION, until, cut_off)
        return table.local(dues.earliest(table, terms, instant, read_pauses(pauses)))

    def skipped(
        self,
        received: datetime,
        span: TargetSpan,
        convention: Convention = DEFAULT_CONVENTION,
        *,
        until: str | None = None,
        cut_off: CutOffLike | None = None,
    ) -> tuple[SkippedDay, ...]:
        """Return the days that the count passed over, each with its reason; arguments are those of ``due``.

        Of business days they lie between day 0 and the day that the answer is due. Day 0 is not counted
        anyway, so it is not among them; where another day became day 0, the day of receipt may be. Of
        BusinessTime they are the days without hours from that of receipt to that of the due instant. Time
        that elapses passes over none, except over those that it waits for after a cut-off.
        """
        _require_convention(convention)
        table, instant = self._timetable, since_epoch(received)
        if days := plain_days(span, until, cut_off):
            count = counting.begin(table, instant, days, convention.receipt)
            ends = table.local(counting.expire(table, count, convention.expiry))
            return counting.skipped(table, count, ends.toordinal())
        return dues.skipped(table, read_terms(span, convention, until, cut_off), instant)

    def due_details(
        self,
        received: datetime,
        span: TargetSpan,
        convention: Convention = DEFAULT_CONVENTION,
        pauses: Iterable[Pause] = NO_PAUSES,
        *,
        until: str | None = None,
        cut_off: CutOffLike | None = None,
    ) -> Due:
        """Return what ``due``, ``earliest_due`` and ``skipped`` return, computed together."""
        _require_convention(convention)
        table, instant = self._timetable, since_epoch(received)
        if not are_given(pauses) and (days := plain_days(span, until, cut_off)):
            return counting.details(table, instant, days, convention)
        terms, paused = read_terms(span, convention, until, cut_off), read_pauses(pauses)
        return Due(
            table.local(dues.due(table, terms, instant, paused)),
            table.local(dues.earliest(table, terms, instant, paused)),
            dues.skipped(table, terms, instant),
        )

    def progress(
        self,
        received: datetime,
        span: TargetSpan,
        convention: Convention = DEFAULT_CONVENTION,
        pauses: Iterable[Pause] = NO_PAUSES,
        *,
        as_of: datetime,
        marks: Sequence[Mark] = (),
        until: str | None = None,
        cut_off: CutOffLike | None = None,
    ) -> Progress:
        """Return how far the time has run at an instant, of which nothing later counts.

        It runs from when pauses matter to when it is up: in open time of the calendar, or in all time for
        ElapsedTime and CalendarDays.

        Args:
            received: the instant of receipt.
            span: how long there is.
            convention: as for ``due``.
            pauses: as for ``due``; one that has None for its end still goes on.
            as_of: the instant.
            marks: shares of the time, more than 0 and at most 1, or timedeltas that are left, of which to
                tell when they are reached.
            until: as for ``due``.
            cut_off: as for ``due``.

        Raises:
            BusinessTimeError: as ``due``, and PSP632 for a wrong mark, PSP633 for ``as_of`` before receipt.
        """
        _require_convention(convention)
        require_marks(marks, "marks")
        table, instant, at = self._timetable, since_epoch(received), since_epoch(as_of)
        if at < instant:
            raise BusinessTimeError.of("PSP633", at=as_of, received=received)
        ran = run(table, read_terms(span, convention, until, cut_off), instant, pauses, at, marks)
        reached = tuple(table.local(each) for each in ran.reached)
        return Progress(table.local(ran.due), ran.used, ran.length, ran.is_paused, reached)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BusinessCalendar):
            return NotImplemented
        return self is other or self._rules == other._rules

    def __hash__(self) -> int:
        return hash(self._rules)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.from_dict({self.to_dict()})"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        # What is compiled is left behind: it may be large, and is quickly made again.
        return type(self).from_dict, (self.to_dict(),)

    def _local_or_none(self, instant: timedelta | None) -> datetime | None:
        return None if instant is None else self._timetable.local(instant)


def _require_convention(convention: Convention) -> None:
    if not isinstance(convention, Convention):
        raise wrong_shape(convention, ("convention",), 'Convention(receipt="as-received")')


def _fill(
    calendar: BusinessCalendar, rules: Rules | AnyOf, zone: ZoneInfo, base: Timetable | None = None
) -> None:
    object.__setattr__(calendar, "_rules", rules)
    object.__setattr__(calendar, "_timetable", Timetable(rules, zone, base))
