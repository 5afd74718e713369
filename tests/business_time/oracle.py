"""An oracle that walks from boundary to boundary and from day to day, and situations in which to ask it.

The oracle shares no code with the engine: it finds wall times by trying, tests every elementary stretch of
time for itself, and counts days one by one. It computes in UTC throughout, for Python compares and subtracts
two datetimes of one zone by their wall times.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.tz import gettz
from hypothesis import strategies as st

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Convention,
    ElapsedTime,
    Expiry,
    Receipt,
    TargetSpan,
)
from ptc_service_policy.business_time.zones import read_zone

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
HALF_HOUR = 30 * MINUTE
TICK = timedelta(microseconds=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RECEIPTS: tuple[Receipt, ...] = ("as-received", "on-business-day", "within-hours")
EXPIRIES: tuple[Expiry, ...] = ("close-of-business", "same-time", "end-of-day", "business-hours")
CONVENTIONS = [Convention(receipt, expiry) for receipt in RECEIPTS for expiry in EXPIRIES]

Pair = tuple[datetime, datetime]


@dataclass
class Oracle:
    """Answer from the plain rules, for some weeks around ``base``."""

    plain: dict[str, Any]
    base: datetime
    zone: ZoneInfo = field(init=False)

    def __post_init__(self) -> None:
        self.zone = read_zone(self.plain["time_zone"])

    # Wall times and days

    def shown(self, wall: datetime) -> datetime | None:
        """Return the first instant at which the clocks show ``wall``, None if they never do."""
        tries = {(wall.replace(tzinfo=self.zone, fold=fold)).astimezone(UTC) for fold in (0, 1)}
        hits = [hit for hit in tries if hit.astimezone(self.zone).replace(tzinfo=None, fold=0) == wall]
        return min(hits, default=None)

    def instant(self, wall: datetime) -> datetime:
        """Return the instant of a wall time, in a gap as long after the last minute that was shown."""
        steps = 0
        while (found := self.shown(wall - steps * MINUTE)) is None:
            steps += 1
        return found + steps * MINUTE

    def exists(self, day: date) -> bool:
        midnight = datetime.combine(day, time())
        return any(self.shown(midnight + quarter * 15 * MINUTE) is not None for quarter in range(96))

    def local_date(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def spans(self, day: date, pairs: list[list[str]]) -> list[Pair]:
        midnight = datetime.combine(day, time())
        found = []
        for opens, closes in pairs:
            begin, end = minutes(opens), minutes(closes)
            end += 24 * 60 if end <= begin else 0
            found.append((self.instant(midnight + begin * MINUTE), self.instant(midnight + end * MINUTE)))
        return found

    def hours(self, day: date) -> list[list[str]]:
        key = day.isoformat()
        if key in self.plain["special_hours"]:
            return list(self.plain["special_hours"][key])
        pairs, half = self.hours_but_for_half_days(day), self.listed("half_days")
        closing = minutes(half.get(key, half.get(key[5:], "24:00")))
        if key not in half and key[5:] not in half:
            return pairs
        early = [pair for pair in pairs if minutes(pair[0]) < closing]
        past = [pair for pair in early if not minutes(pair[0]) < minutes(pair[1]) <= closing]
        return [[pair[0], write(closing)] if pair in past else pair for pair in early]

    def hours_but_for_half_days(self, day: date) -> list[list[str]]:
        key = day.isoformat()
        if key in self.listed("days"):
            return []
        weeks = [period["hours"] for period in self.plain["periods"] if covers(period, key)]
        since = {each["first"]: each["hours"] for each in self.plain["periods"] if "last" not in each}
        standing = [since[first] for first in sorted(since, reverse=True) if first <= key]
        week = [*weeks, *standing, self.plain["hours"]][0]
        if week == "always":
            return [["00:00", "24:00"]]
        if key not in self.listed("made_up"):
            return list(week.get(WEEKDAYS[day.weekday()], []))
        before = [WEEKDAYS[(day.weekday() - back) % 7] for back in range(1, 8)]
        wanted = [self.listed("made_up")[key], *before]
        return list(next((week[each] for each in wanted if week.get(each)), []))

    def listed(self, name: str) -> Any:
        holidays = self.plain["holidays"]
        return holidays[name] if isinstance(holidays, dict) else holidays if name == "days" else {}

    # Open time, by elementary stretches between all boundaries

    @cached_property
    def days(self) -> list[date]:
        today = self.local_date(self.base)
        found = [today + number * DAY for number in range(-45, 75)]
        return [day for day in found if self.exists(day)]

    @cached_property
    def own(self) -> dict[date, list[Pair]]:
        return {day: self.spans(day, self.hours(day)) for day in self.days}

    @cached_property
    def closed(self) -> list[Pair]:
        closures = self.plain["closures"]
        found = [span for day in self.days for span in self.spans(day, closures.get(day.isoformat(), []))]
        for day in self.skipped_days:  # what a closure there says of the next day holds
            for opens, closes in closures.get(day.isoformat(), []):
                if minutes(closes) <= minutes(opens):
                    found += self.spans(day + DAY, [["00:00", closes]]) if minutes(closes) else []
        return found

    @cached_property
    def skipped_days(self) -> list[date]:
        return [day + DAY for day in self.days[:-1] if not self.exists(day + DAY)]

    @cached_property
    def closed_in_nights(self) -> dict[date, list[Pair]]:
        """Return what closures on skipped dates take of the night that goes on over them, by its date."""
        found: dict[date, list[Pair]] = {}
        for day in self.skipped_days:
            for opens, closes in self.plain["closures"].get(day.isoformat(), []):
                begin = self.instant(datetime.combine(day, time()) + minutes(opens) * MINUTE)
                length = (minutes(closes) if minutes(opens) < minutes(closes) else 24 * 60) - minutes(opens)
                found.setdefault(day - DAY, []).append((begin, begin + length * MINUTE))
        return found

    def stretches(self, spans: list[Pair], day: date) -> list[Pair]:
        """Return the elementary stretches of the ``spans`` of a day that no closure takes."""
        holes = [*self.closed, *self.closed_in_nights.get(day, [])]
        near = [hole for hole in holes if any(hole[0] < end and start < hole[1] for start, end in spans)]
        edges = sorted({edge for span in (*spans, *near) for edge in span})
        return [
            (start, end)
            for start, end in pairwise(edges)
            if any(opens <= start < closes for opens, closes in spans)
            and not any(opens <= start < closes for opens, closes in near)
        ]

    @cached_property
    def windows(self) -> list[Pair]:
        return merged([piece for day, own in self.own.items() for piece in self.stretches(own, day)])

    @cached_property
    def edges(self) -> list[datetime]:
        return [edge for window in self.windows for edge in window]

    def is_open(self, at: datetime) -> bool:
        return any(start <= at < end for start, end in self.windows)

    def next_open(self, at: datetime) -> datetime | None:
        return min((max(start, at) for start, end in self.windows if at < end), default=None)

    def previous_close(self, at: datetime) -> datetime | None:
        return max((end for _, end in self.windows if end <= at), default=None)

    def cut(self, start: datetime, end: datetime) -> list[Pair]:
        pieces = [(max(start, opens), min(end, closes)) for opens, closes in self.windows]
        return [piece for piece in pieces if piece[0] < piece[1]]

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        if end < start:
            return -self.elapsed(end, start)
        return sum((closes - opens for opens, closes in self.cut(start, end)), timedelta())

    def add(self, at: datetime, open_time: timedelta) -> datetime | None:
        if not open_time:
            return at
        left = abs(open_time)
        if open_time > timedelta():
            for opens, closes in self.cut(at, self.windows[-1][1]) if self.windows else []:
                if left <= closes - opens:
                    return opens + left
                left -= closes - opens
        else:
            for opens, closes in reversed(self.cut(self.windows[0][0], at) if self.windows else []):
                if left <= closes - opens:
                    return closes - left
                left -= closes - opens
        return None

    # Business days, one by one

    @cached_property
    def business(self) -> dict[date, Pair]:
        found = {}
        for day, own in self.own.items():
            stretches = self.stretches(own, day)
            if stretches:
                found[day] = (stretches[0][0], max(end for _, end in stretches))
        return found

    def after(self, day: date, count: int) -> date | None:
        limit = self.days[-1]
        while count:
            day += DAY
            if day > limit:
                return None
            count -= day in self.business
        return day

    @property
    def has_hours(self) -> bool:
        weeks = [self.plain["hours"], *(period["hours"] for period in self.plain["periods"])]
        return any(map(working_days, (*weeks, self.plain["special_hours"])))

    def week_on(self, day: date) -> Any:
        since = {each["first"]: each["hours"] for each in self.plain["periods"] if "last" not in each}
        standing = [since[first] for first in sorted(since) if first <= day.isoformat()]
        return [self.plain["hours"], *standing][-1]

    def usual_day(self, day: date) -> timedelta:
        days = working_days(self.week_on(day))
        days = days or [pairs for period in self.plain["periods"] for pairs in working_days(period["hours"])]
        days = days or working_days(self.plain["hours"]) or working_days(self.plain["special_hours"])
        lengths = [sum((minutes(b) - minutes(a)) % 1440 or 1440 for a, b in pairs) for pairs in days]
        best = max(Counter(lengths).values())
        return min(length for length, times in Counter(lengths).items() if times == best) * MINUTE

    def count_from(self, received: datetime, receipt: Receipt) -> tuple[date, datetime] | None:
        day = self.local_date(received)
        if receipt == "on-business-day" and day not in self.business:
            following = self.after(day, 1)
            return None if following is None else (following, self.business[following][0])
        if receipt == "within-hours":
            opening = self.next_open(received)
            return None if opening is None else (self.local_date(opening), opening)
        return day, received

    def due(
        self, received: datetime, count: int, convention: Convention, until: str | None = None
    ) -> datetime | None:
        begun = self.count_from(received, convention.receipt)
        if begun is None:
            return None
        zero, start = begun
        if count == 0:
            if convention.expiry in {"same-time", "business-hours"}:
                convention = Convention(convention.receipt)
            today = self.over(zero, start, 0, convention, until, zero) if zero in self.business else None
            if today is not None and today > start:
                return today
        last = self.after(zero, max(count, 1))
        return None if last is None else self.over(last, start, count, convention, until, zero)

    def over(
        self,
        last: date,
        start: datetime,
        count: int,
        convention: Convention,
        until: str | None,
        zero: date,
    ) -> datetime | None:
        """Return when ``last`` is over for a count that began at ``start``, on day ``zero``."""
        if until is not None:
            return self.instant(datetime.combine(last, time()) + minutes(until) * MINUTE)
        opening, closing = self.business[last]
        match convention.expiry:
            case "close-of-business":
                return closing
            case "end-of-day":
                return self.instant(datetime.combine(last + DAY, time()))
            case "same-time":
                clock = start.astimezone(self.zone).time()
                seconds = timedelta(seconds=clock.second, microseconds=clock.microsecond)
                at_minute = datetime.combine(last, clock.replace(second=0, microsecond=0, fold=0))
                return min(max(self.instant(at_minute) + seconds, opening), closing)
            case "business-hours":
                return self.add(start, count * self.usual_day(zero))

    def accepted(self, received: datetime, cut_off: dict[str, str] | None) -> datetime | None:
        """Return as of when a receipt counts, None if that is not known."""
        day = self.local_date(received)
        if cut_off is None:
            return received
        while day not in self.business:
            day -= DAY
            if day < self.days[0]:
                return None
        closes = cut_off.get(WEEKDAYS[day.weekday()])
        if closes is None or received <= self.instant(
            datetime.combine(day, time()) + minutes(closes) * MINUTE
        ):
            return received
        following = self.after(self.local_date(received), 1)
        return None if following is None else self.business[following][0]

    def ends(
        self,
        received: datetime,
        span: TargetSpan,
        convention: Convention,
        until: str | None = None,
        cut_off: dict[str, str] | None = None,
    ) -> datetime | None:
        """Return when the time of any span is up without a pause, None if that is not known."""
        start = self.accepted(received, cut_off)
        if start is None:
            return None
        match span:
            case BusinessDays(count):
                return self.due(start, count, convention, until)
            case BusinessTime(length):
                return self.add(start, length)
            case ElapsedTime(length):
                return start + length
            case CalendarDays(count):
                return self.dates_later(start, count, until)

    def dates_later(self, start: datetime, count: int, until: str | None) -> datetime:
        wall = start.astimezone(self.zone).replace(tzinfo=None, fold=0)
        if until is not None:
            midnight = datetime.combine(wall.date(), time())
            ends = self.instant(midnight + count * DAY + minutes(until) * MINUTE)
            return ends if ends > start else self.instant(midnight + DAY + minutes(until) * MINUTE)
        if count == 0:
            return start
        at_minute = wall.replace(second=0, microsecond=0)
        return self.instant(at_minute + count * DAY) + (wall - at_minute)

    def clock_starts(
        self,
        received: datetime,
        span: TargetSpan,
        convention: Convention,
        until: str | None = None,
        cut_off: dict[str, str] | None = None,
    ) -> datetime | None:
        """Return from when a pause moves the due instant."""
        start = self.accepted(received, cut_off)
        if start is None or not isinstance(span, BusinessDays):
            return start
        begun = self.count_from(start, convention.receipt)
        if begun is None or span.count == 0 or (convention.expiry == "business-hours" and until is None):
            return begun and begun[1]
        first = self.after(begun[0], 1)
        return None if first is None else self.instant(datetime.combine(first, time()))

    def skipped(self, received: datetime, convention: Convention, due: datetime) -> list[date]:
        begun = self.count_from(received, convention.receipt)
        assert begun is not None
        day, until = self.local_date(received), self.local_date(due)
        if begun[0] == day:
            day += DAY
        found = []
        while day < until:
            if day not in self.business:
                found.append(day)
            day += DAY
        return found

    def reason(self, day: date) -> str:
        if any(start < end for start, end in self.own.get(day, [])):
            return "closure"
        key = day.isoformat()
        if self.hours(day):
            return "no-hours"
        if key in self.listed("days"):
            return "holiday"
        if key in self.plain["special_hours"]:
            return "special-hours"
        return "holiday" if self.hours_but_for_half_days(day) else "no-hours"


@dataclass
class UnionOracle(Oracle):
    """Answer for several calendars as one: only the hours, the business days and their reasons differ."""

    @cached_property
    def parts(self) -> list[Oracle]:
        return [Oracle(part, self.base) for part in self.plain["any_of"]]

    @cached_property
    def windows(self) -> list[Pair]:
        return merged([window for part in self.parts for window in part.windows])

    @cached_property
    def by_date(self) -> dict[date, list[Pair]]:
        found: dict[date, list[Pair]] = {}
        for part in self.parts:
            for day, own in part.own.items():
                for start, end in merged(part.stretches(own, day)):
                    found.setdefault(self.local_date(start), []).append((start, end))
        return found

    @cached_property
    def business(self) -> dict[date, Pair]:
        return {
            day: (min(start for start, _ in spans), max(end for _, end in spans))
            for day, spans in sorted(self.by_date.items())
        }

    def usual_day(self, day: date) -> timedelta:
        nothing: dict[str, Any] = {"holidays": [], "special_hours": {}, "closures": {}, "periods": []}
        bare = [part.plain | nothing | {"hours": part.week_on(day)} for part in self.parts]
        base = datetime(2024, 1, 4, tzinfo=UTC)
        by_date = UnionOracle({"time_zone": self.zone.key, "any_of": bare}, base).by_date
        week = [by_date.get(date(2024, 1, each), []) for each in range(1, 8)]
        lengths = [sum((end - start for start, end in merged(each)), timedelta()) for each in week if each]
        lengths = lengths or [part.usual_day(day) for part in self.parts if part.has_hours]
        best = max(Counter(lengths).values())
        return min(length for length, times in Counter(lengths).items() if times == best)

    def reason(self, day: date) -> str:
        reasons = [part.reason(day) for part in self.parts if day not in part.business]
        return next((reason for reason in reasons if reason != "no-hours"), "no-hours")


def merged(pieces: list[Pair]) -> list[Pair]:
    found: list[Pair] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def covers(period: dict[str, Any], day: str) -> bool:
    """Compare texts: a period of each year by months and days."""
    if "last" not in period:
        return False
    first, last = period["first"], period["last"]
    if not period["each_year"]:
        return bool(first <= day <= last)
    if first[:4] == last[:4]:
        return bool(first[5:] <= day[5:] <= last[5:])
    return bool(first[5:] <= day[5:] or day[5:] <= last[5:])


def working_days(week: Any) -> list[list[list[str]]]:
    return [[["00:00", "24:00"]]] * 7 if week == "always" else [pairs for pairs in week.values() if pairs]


def minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


# Random calendars, and the places where clocks misbehave

CLOCK_CHANGES = [
    ("Europe/Paris", date(2026, 3, 29)),
    ("Europe/Paris", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("America/Los_Angeles", date(2014, 3, 9)),
    ("Australia/Sydney", date(2026, 4, 5)),
    ("Australia/Sydney", date(2026, 10, 4)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
    ("Pacific/Kiritimati", date(1994, 12, 31)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("America/Sao_Paulo", date(2019, 2, 17)),
    ("Africa/Casablanca", date(2026, 2, 15)),
    ("Africa/Casablanca", date(2026, 3, 22)),
    ("America/St_Johns", date(2011, 3, 13)),
    ("America/St_Johns", date(2011, 11, 6)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("America/Toronto", date(1919, 3, 30)),
    ("Asia/Tehran", date(2022, 3, 22)),
    ("UTC", date(2026, 12, 31)),
    ("Asia/Kathmandu", date(2024, 2, 29)),
]
ZONES = sorted({zone for zone, _ in CLOCK_CHANGES})


@st.composite
def day_hours(draw: st.DrawFn, most: int = 3) -> list[list[str]]:
    """Draw separate intervals; the last may run past midnight, and one alone may last 24 hours."""
    clock = st.one_of(
        st.sampled_from([0, 30, 60, 120, 150, 180, 480, 540, 720, 1020, 1410]), st.integers(0, 1439)
    )
    edges = sorted(draw(st.lists(clock, max_size=2 * most, unique=True)))
    pairs = [[write(opens), write(closes)] for opens, closes in zip(edges[::2], edges[1::2], strict=False)]
    if len(edges) % 2:
        pairs.append([write(edges[-1]), draw(st.sampled_from(["24:00", write(edges[0]), "00:00"]))])
        if edges[-1] == 0 and pairs[-1][1] == "00:00":
            pairs[-1][1] = "24:00"
    return pairs


def write(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def weeks(draw: st.DrawFn) -> Any:
    by_weekday = st.dictionaries(st.sampled_from(WEEKDAYS), day_hours(), max_size=7)
    return draw(st.one_of(by_weekday, by_weekday, by_weekday, st.just("always")))


@st.composite
def periods_near(draw: st.DrawFn, day: date) -> list[dict[str, Any]]:
    """Draw up to two periods that do not meet, and up to two weeks that hold from a date on.

    A period that comes each year began up to five years before.
    """
    days = sorted(draw(st.sets(st.integers(-14, 20), min_size=4, max_size=4)))
    found = []
    for begin, end in draw(st.sampled_from([[], [days[:2]], [days[:2], days[2:]]])):
        each_year: bool = draw(st.booleans())
        year = draw(st.integers(0, 5)) if each_year else 0
        bounds = []
        for bound in (day + begin * DAY, day + end * DAY):
            with suppress(ValueError):
                bounds.append(bound.replace(year=bound.year - year).isoformat())
        if len(bounds) == 2:
            hours = draw(weeks())
            found.append({"first": bounds[0], "last": bounds[1], "hours": hours, "each_year": each_year})
    begins = sorted(draw(st.sets(st.integers(-14, 20), max_size=2)))
    found += [{"first": (day + begin * DAY).isoformat(), "hours": draw(weeks())} for begin in begins]
    order: list[dict[str, Any]] = draw(st.permutations(found))
    return order


@st.composite
def situations(draw: st.DrawFn) -> tuple[BusinessCalendar, Oracle]:
    """Draw a calendar and its oracle, as often as not around a change of the clocks."""
    near_change: bool = draw(st.booleans())
    if near_change:
        zone, day = draw(st.sampled_from(CLOCK_CHANGES))
    else:
        zone = draw(st.sampled_from(ZONES))
        # What a question reaches must be supported too: rare hours make a count long.
        day = draw(st.dates(date(1902, 1, 1), date(2180, 1, 1)))
    base = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    plain = draw(plains(zone, day))
    return draw(built(plain)), Oracle(plain, base)


@st.composite
def built(draw: st.DrawFn, plain: dict[str, Any]) -> BusinessCalendar:
    """Build a calendar, as often as not before it is closed: both are the same."""
    whole = BusinessCalendar(**plain)
    if not draw(st.booleans()):
        return whole
    later = BusinessCalendar(**{**plain, "closures": []}).with_closures(plain["closures"])
    assert later == whole
    assert hash(later) == hash(whole)
    return later


@st.composite
def unions(draw: st.DrawFn) -> tuple[BusinessCalendar, UnionOracle]:
    """Draw up to three calendars of zones far apart as one, around a change of the clocks in one of them."""
    zone, day = draw(st.sampled_from(CLOCK_CHANGES))
    zones = [zone, *draw(st.lists(st.sampled_from(ZONES), max_size=2))]
    parts = [draw(plains(part, day)) for part in zones]
    own_zone = draw(st.sampled_from([*zones, "Asia/Tokyo", "Pacific/Pago_Pago"]))
    plain = {"time_zone": own_zone, "any_of": parts}
    base = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    if draw(st.booleans()):
        parts[1:] = [{**part, "closures": parts[0]["closures"]} for part in parts[1:]]
        bare = [BusinessCalendar(**{**part, "closures": []}) for part in parts]
        calendar = BusinessCalendar.any_of(own_zone, bare).with_closures(parts[0]["closures"])
    else:
        calendar = BusinessCalendar.any_of(own_zone, [draw(built(part)) for part in parts])
    return calendar, UnionOracle(plain, base)


@st.composite
def holidays_near(draw: st.DrawFn, near: st.SearchStrategy[str]) -> Any:
    """Draw days alone, or with half days, of the year as well, and days made up."""
    days = draw(st.lists(near, max_size=4, unique=True))
    if draw(st.booleans()):
        return days
    closing = st.sampled_from(["00:00", "02:30", "09:00", "12:00", "24:00"])
    return {
        "days": days,
        "half_days": draw(st.dictionaries(near | near.map(lambda day: day[5:]), closing, max_size=4)),
        "made_up": draw(st.dictionaries(near, st.sampled_from(WEEKDAYS), max_size=4)),
    }


@st.composite
def plains(draw: st.DrawFn, zone: str, day: date) -> dict[str, Any]:
    """Draw what one calendar says, with exceptions near a day."""
    near = st.integers(-12, 12).map(lambda days: (day + days * DAY).isoformat())
    plain: dict[str, Any] = {
        "time_zone": zone,
        "hours": draw(weeks()),
        "holidays": draw(holidays_near(near)),
        "special_hours": draw(st.dictionaries(near, day_hours(), max_size=3)),
        "closures": draw(st.dictionaries(near, day_hours(), max_size=3)),
        "periods": draw(periods_near(day)),
    }
    if plain["hours"] != "always" and draw(st.booleans()):
        office = [["09:00", "12:00"], ["13:00", "17:00"]]
        plain["hours"] = dict.fromkeys(WEEKDAYS[:5], office) | plain["hours"]
    return plain


@st.composite
def instants(draw: st.DrawFn, oracle: Oracle) -> datetime:
    """Draw an instant, in UTC, within two weeks of the base, as often as not next to an edge of open time."""
    near = [edge for edge in oracle.edges if abs(edge - oracle.base) < 14 * DAY]
    at_edge: bool = draw(st.booleans())
    if near and at_edge:
        return draw(st.sampled_from(near)) + draw(st.integers(-1, 1)) * TICK
    return oracle.base + draw(st.timedeltas(-14 * DAY, 14 * DAY))


def utc(at: datetime | None) -> datetime | None:
    return at and at.astimezone(UTC)


def half_hours(number: int) -> timedelta:
    return number * HALF_HOUR


def as_asked(oracle: Oracle, at: datetime) -> datetime:
    """Return the instant in one of several zones, chosen by the instant itself."""
    zones = (UTC, oracle.zone, timezone(timedelta(hours=5, minutes=30)), gettz("America/New_York"))
    return at.astimezone(zones[at.minute % len(zones)])


def has_hours(calendar: BusinessCalendar) -> bool:
    """Tell whether the calendar opens again and again, whatever the date."""
    plain = calendar.to_dict()
    standing = [period["hours"] for period in plain.get("periods", ()) if "last" not in period]
    return bool(plain["hours"]) and all(standing)
