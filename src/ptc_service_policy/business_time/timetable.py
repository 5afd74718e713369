"""A calendar's timeline, compiled year by year as questions reach further."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import reduce
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time.closures import Closure
from ptc_service_policy.business_time.conventions import SkippedDay
from ptc_service_policy.business_time.hours import ALL_DAY
from ptc_service_policy.business_time.instants import EPOCH, since_epoch
from ptc_service_policy.business_time.rules import FIRST_DAY, LAST_DAY, ONE_DAY, AnyOf, Rules, unsupported
from ptc_service_policy.business_time.timeline import Timeline, nothing
from ptc_service_policy.business_time.uniting import compile_block, skipped_days, usual_day
from ptc_service_policy.errors import BusinessTimeError, CoverageError

ZERO = timedelta()
# Dates of two zones are up to two days apart, and a night goes on into the next day.
_REACH = timedelta(days=4)
_PIECES_KEPT = 240

# More than all supported years together, and far from where sums overflow.
_LONGEST = LAST_DAY - FIRST_DAY
_FURTHEST_BACK = -_LONGEST


class Timetable:
    """Answer in instants, from one timeline that grows.

    A timeline is immutable and a longer one replaces it in a single assignment, so threads need no lock: at
    worst two of them compile the same year. A question that needs several looks passes on the timeline that
    it has seen, for another thread may have replaced it, and a position in one timeline means nothing in
    another.

    Whatever reaches days of which nothing is known raises CoverageError (PSP610) where the holidays end, and
    BusinessTimeError (PSP611) where the supported years do.
    """

    __slots__ = (
        *("_base", "_known_days", "_pieces", "_skipped", "_turning_days", "_usual_days"),
        *("rules", "timeline", "zone", "zone_epoch"),
    )

    def __init__(self, rules: Rules | AnyOf, zone: ZoneInfo, base: "Timetable | None" = None) -> None:
        """Compile nothing yet.

        Args:
            rules: what to compile.
            zone: the zone in which dates are meant.
            base: the timetable of the same rules without their closures. Where there is one, it is compiled
                by months, and those that no closure reaches are made once for all that have that base.
        """
        self.rules = rules
        self.zone = zone
        self.zone_epoch = datetime(1970, 1, 1, tzinfo=zone)
        self.timeline = nothing(zone)
        self._base = base
        self._known_days: tuple[date, date] | None = None
        self._turning_days = rules.turning_days
        self._pieces: dict[tuple[date, date], Timeline] = {}
        self._usual_days: dict[date, timedelta] = {}
        self._skipped: dict[int, SkippedDay | None] = {}

    @property
    def known_days(self) -> tuple[date, date]:
        """Return the first and the last day that questions may reach, both included."""
        if self._known_days is None:
            self._known_days = self.rules.known_days
        return self._known_days

    @property
    def has_one_usual_day(self) -> bool:
        """Tell whether the usual day is the same on all days."""
        return not self._turning_days

    def usual_day(self, ordinal: int) -> timedelta:
        """Return the usual day of the week that holds on a day."""
        if self._base is not None:
            return self._base.usual_day(ordinal)
        turns = self._turning_days
        position = bisect_right(turns, date.fromordinal(ordinal)) if turns else 0
        since = turns[position - 1] if position else date.min
        if since not in self._usual_days:
            self._usual_days[since] = usual_day(self.rules, since)
        return self._usual_days[since]

    def local(self, instant: timedelta) -> datetime:
        """Return the instant as a datetime in the calendar's zone."""
        try:
            return self.zone.fromutc(self.zone_epoch + instant)
        except OverflowError:
            raise unsupported() from None

    def supported(self, instant: timedelta) -> datetime:
        """Return the instant as a datetime in the calendar's zone, which needs no knowledge of holidays.

        Raises BusinessTimeError (PSP611) outside the supported years.
        """
        local = self.local(instant)
        if not FIRST_DAY <= local.date() <= LAST_DAY:
            raise unsupported()
        return local

    def elapse(self, instant: timedelta, length: timedelta) -> timedelta:
        """Return the instant so much time after ``instant``, both in supported years, open or not."""
        self.supported(instant)
        if length > _LONGEST:
            raise unsupported()
        self.supported(instant + length)
        return instant + length

    def on_wall(self, day: date, minutes: int) -> timedelta:
        """Return the instant at which clocks on the wall show so many minutes after midnight of a date."""
        return datetime.combine(day, time.min, self.zone) + timedelta(minutes=minutes) - EPOCH

    def local_ordinal(self, at: datetime, timeline: Timeline) -> int:
        """Return the ordinal of the local date of ``at``, exact for the dates that ``timeline`` holds."""
        zone = at.tzinfo if isinstance(at, datetime) else None
        # Another zone that is as far ahead at that wall time shows the same date at that instant.
        if zone is self.zone or (
            isinstance(zone, ZoneInfo) and zone.utcoffset(at) == self.zone.utcoffset(at)
        ):
            ordinal = at.toordinal()
            if ordinal not in timeline.clock_changes:
                return ordinal
        return self.local(since_epoch(at)).toordinal()

    def reach(self, instant: timedelta, seen: Timeline | None = None) -> Timeline:
        """Return a timeline that holds ``instant``, and all that ``seen`` holds."""
        timeline = seen or self.timeline
        if timeline.start <= instant < timeline.end:
            return timeline
        timeline = self.reach_day(self.local(instant).date(), timeline)
        while instant < timeline.start:
            timeline = self.earlier(timeline)
        while instant >= timeline.end:
            timeline = self.later(timeline)
        return timeline

    def reach_end(self, instant: timedelta, seen: Timeline | None = None) -> Timeline:
        """Return a timeline that holds what comes just before ``instant``, and all that ``seen`` holds."""
        return self.reach(instant - timedelta.resolution, seen)

    def reach_day(self, day: date, seen: Timeline | None = None) -> Timeline:
        """Return a timeline that holds the local date ``day``, and all that ``seen`` holds."""
        timeline = seen or self.timeline
        if timeline.first_day <= day <= timeline.last_day:
            return timeline
        first, last = self.known_days
        if not first <= day <= last:
            raise self._unknown(day)
        if timeline is nothing(self.zone):
            return self._keep(self._compile(day, day))
        return self.earlier(timeline, day) if day < timeline.first_day else self.later(timeline, day)

    def reach_position(self, timeline: Timeline, position: int) -> Timeline:
        """Return ``timeline``, grown until it has a business day at ``position``."""
        while position >= len(timeline.ordinals):
            timeline = self.later(timeline)
        return timeline

    def later(self, timeline: Timeline, until: date = FIRST_DAY) -> Timeline:
        """Return ``timeline``, grown by the year after it, those until a day, and at least by half."""
        day = timeline.last_day + ONE_DAY
        if day > self.known_days[1]:
            raise self._unknown(day)
        # Joining copies: by year after year, the cost would grow with the square of the years.
        last = max(until, day + (timeline.last_day - timeline.first_day) // 2)
        return self._keep(timeline.join(self._compile(day, last)))

    def earlier(self, timeline: Timeline, since: date = LAST_DAY) -> Timeline:
        """Return ``timeline``, grown by the year before it, those since a day, and at least by half."""
        day = timeline.first_day - ONE_DAY
        if day < self.known_days[0]:
            raise self._unknown(day)
        first = min(since, day - (timeline.last_day - timeline.first_day) // 2)
        return self._keep(self._compile(first, day).join(timeline))

    def skipped_between(self, timeline: Timeline, first: int, until: int) -> tuple[SkippedDay, ...]:
        """Return the days that are no business days, from one ordinal, included, to another, not included."""
        known = self._skipped
        try:
            return tuple([day for each in range(first, until) if (day := known[each]) is not None])
        except KeyError:
            days = timeline.closed_between(first, until)
            why = skipped_days(self.rules, self.zone, days) if days else ()
            found = zip(map(date.toordinal, days), why, strict=True)
            # At once, since another thread may look meanwhile.
            known.update(dict.fromkeys(range(first, until)) | dict(found))
            return self.skipped_between(timeline, first, until)

    def next_opening(self, instant: timedelta) -> timedelta | None:
        """Return ``instant`` when it is open, else the next opening; None if no supported year has one."""
        timeline = self.reach(instant)
        edge = bisect_right(timeline.edges, instant)
        if edge % 2:
            return instant
        while edge == len(timeline.edges):
            if timeline.last_day == LAST_DAY:
                return None
            timeline = self.later(timeline)
        return timeline.edges[edge]

    def previous_closing(self, instant: timedelta) -> timedelta | None:
        """Return the last closing at or before ``instant``, None if the supported years have none."""
        timeline = self.reach(instant)
        edge = bisect_right(timeline.edges, instant)
        while edge < 2:
            if timeline.first_day == FIRST_DAY:
                return None
            timeline = self.earlier(timeline)
            edge = bisect_right(timeline.edges, instant)
        return timeline.edges[edge - 2 if edge % 2 else edge - 1]

    def advance(self, instant: timedelta, open_time: timedelta, seen: Timeline | None = None) -> timedelta:
        """Return the instant that much open time after ``instant``, before it when negative.

        It stays at a closing that it reaches exactly, and at an opening when it goes backwards.
        """
        if not ZERO < open_time < _LONGEST:
            return self._go_back(instant, open_time) if open_time else instant
        timeline = self.reach(instant, seen)
        while (found := timeline.advance(instant, open_time)) is None:
            timeline = self.later(timeline)
        return found

    def _go_back(self, instant: timedelta, open_time: timedelta) -> timedelta:
        if not _FURTHEST_BACK < open_time < ZERO:
            raise unsupported()
        timeline = self.reach_end(instant)
        while (total := timeline.open_total(instant) + open_time) < ZERO:
            timeline = self.earlier(timeline)
        edge = bisect_right(timeline.totals, total)
        return timeline.edges[edge] - (timeline.totals[edge] - total)

    def elapsed(self, start: timedelta, end: timedelta) -> timedelta:
        """Return the open time between two instants, ``end`` not before ``start``."""
        timeline = self.reach(start)
        if end > start:
            timeline = self.reach_end(end, timeline)
        return timeline.open_total(end) - timeline.open_total(start)

    def offset(self, day: date, n: int) -> date:
        """Return the ``n``-th business day after ``day``, before it when negative; ``n`` is not 0."""
        timeline = self.reach_day(day)
        if n > 0:
            position = bisect_right(timeline.ordinals, day.toordinal()) + n - 1
            timeline = self.reach_position(timeline, position)
        else:
            while (position := bisect_left(timeline.ordinals, day.toordinal()) + n) < 0:
                timeline = self.earlier(timeline)
        return date.fromordinal(timeline.ordinals[position])

    def opening_after(self, day: date) -> timedelta:
        """Return the first opening of the first business day after ``day``."""
        timeline = self.reach_day(day)
        position = bisect_right(timeline.ordinals, day.toordinal())
        return self.reach_position(timeline, position).openings[position]

    def nearest_business_day(self, day: date, *, backwards: bool) -> date:
        """Return ``day`` when it is a business day, else the next one, the one before if ``backwards``."""
        timeline = self.reach_day(day)
        position = bisect_left(timeline.ordinals, day.toordinal())
        if position < len(timeline.ordinals) and timeline.ordinals[position] == day.toordinal():
            return day
        return self.offset(day, -1 if backwards else 1)

    def _compile(self, first: date, last: date) -> Timeline:
        """Compile the years, or months, that hold two days, as far as they are known."""
        known_first, known_last = self.known_days
        if self._base is None:
            first, last = first.replace(month=1, day=1), last.replace(month=12, day=31)
        else:
            first, last = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
        first, last = max(known_first, first), min(known_last, last)
        if self._base is not None:
            closing = [each for each in self.rules.closures if _reaches(each, first, last)]
            usual = self._base.piece(first, last)
            if not closing or self._closes_days(closing, usual):
                return reduce(Timeline.without, closing, usual)
        return Timeline.of(compile_block(self.rules, self.zone, first, last), self.zone)

    def piece(self, first: date, last: date) -> Timeline:
        """Return a timeline of some days alone, kept for who asks for the same ones."""
        pieces, key = self._pieces, (first, last)
        found = pieces.get(key)
        if found is None:
            if len(pieces) >= _PIECES_KEPT:
                pieces = self._pieces = {}
            found = pieces[key] = Timeline.of(compile_block(self.rules, self.zone, *key), self.zone)
        return found

    def _closes_days(self, closures: list[Closure], usual: Timeline) -> bool:
        """Tell whether closures take whole days of a timeline, with all of their hours and no others."""
        return (
            isinstance(self.rules, Rules)
            and not self.rules.run_past_midnight
            and all(each.hours == ALL_DAY and not _meets_a_clock_change(each, usual) for each in closures)
        )

    def _keep(self, timeline: Timeline) -> Timeline:
        self.timeline = timeline
        return timeline

    def _unknown(self, day: date) -> BusinessTimeError:
        if not FIRST_DAY <= day <= LAST_DAY:
            return unsupported()
        first, last = self.known_days
        return CoverageError.of("PSP610", day=day, first=first, last=last)


def _reaches(closure: Closure, first: date, last: date) -> bool:
    """Tell whether a closure may close anything of some days, or of what nights left over for them."""
    return closure.first - last <= _REACH and first - closure.last <= _REACH


def _meets_a_clock_change(closure: Closure, timeline: Timeline) -> bool:
    first, last = max(closure.first, timeline.first_day), min(closure.last, timeline.last_day)
    near = range(first.toordinal() - 2, last.toordinal() + 3)
    return any(day in near for day in timeline.clock_changes)
