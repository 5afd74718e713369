"""What is right, by the text alone: day by day, in plain dates, slowly, with nothing of the library."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import holidays as public

Terms = dict[str, Any]
Span = tuple[datetime, datetime]
DAY, NOTHING = timedelta(days=1), timedelta()
LAST_DAY = date(2029, 6, 30)
RECEIPTS = ("as-received", "on-business-day", "within-hours")
EXPIRIES = ("close-of-business", "same-time", "end-of-day", "business-hours")


class OutsideError(Exception):
    """Say that the contract does not run on a day: not yet, or no longer."""


@dataclass(frozen=True)
class State:
    """Hold how a request stands."""

    state: str
    due: datetime
    used: timedelta
    left: timedelta
    share: float
    reminders: tuple[datetime, ...]


# Which version, which terms


def edition_on(journal: list[dict[str, Any]], terms: Terms, day: date) -> str:
    """Follow a contract through the journal: the last event that reaches it by that day has its way."""
    edition = ""
    for event in journal:
        if "withdraw" in event:
            if edition == event["withdraw"] and day >= event["from"]:
                edition = event["instead"]
            continue
        taken = event["new_contracts"]
        if taken == "always" or (taken != "never" and terms["signed"] >= taken["from"]):
            edition = event["edition"]
            continue
        line = next((each for each in event["others"] if _fits(each, edition, terms)), {"stay": True})
        if "stay" not in line and _has_moved(line, terms, day):
            edition = event["edition"]
    return edition


def _fits(line: dict[str, Any], edition: str, terms: Terms) -> bool:
    governed: str = line["governed_by"]
    asked = line.get("with", {}).items()
    return governed == edition and all(terms["attributes"].get(key) == each for key, each in asked)


def _has_moved(line: dict[str, Any], terms: Terms, day: date) -> bool:
    if "at" in line:
        return any(line["from"] <= renewal <= day for renewal in terms.get("renewed", ()))
    begins: date = line["from"]
    return day >= begins


# The days of one contract


@dataclass
class Reference:
    """Answer for one contract, as it was signed and amended, under the versions that govern it."""

    contract: Terms
    amendments: dict[date, Terms]
    journal: list[dict[str, Any]]
    versions: dict[str, dict[str, Any]]
    calendars: dict[str, dict[str, Any]]
    _on: dict[date, "Stage"] = field(default_factory=dict)

    def stage(self, day: date) -> "Stage":
        """Return what holds on a day; raise OutsideError where the contract does not run."""
        if day not in self._on:
            terms = dict(self.contract)
            for first, changes in sorted(self.amendments.items()):
                if first <= day:
                    terms |= changes
            self._on[day] = self._known(terms, day)
        found = self._on[day]
        if day < found.terms["start"]:
            raise OutsideError("before")
        if found.terms.get("end") is not None and day > found.terms["end"]:
            raise OutsideError("after")
        return found

    def _known(self, terms: Terms, day: date) -> "Stage":
        version = edition_on(self.journal, terms, day)
        before = self._on.get(day - DAY)
        if before is not None and (before.version, before.terms) == (version, terms):
            return before
        return Stage(version, terms, self.versions[version], self.calendars)

    def received(self, at: datetime) -> "Stage":
        """Return what holds on the local day of an instant."""
        return self.stage(at.astimezone(ZoneInfo(self.contract["time_zone"])).date())

    def obligations(self, first: date, stop: date, done: list[tuple[str, date]], as_of: date) -> list[Any]:
        """Return what is owed in the periods that have a day from one date to before another."""
        found = []
        for subject in ("service-review", "customer-intelligence", "product-roadmap", "proactive-contact"):
            for days in self._periods(subject):
                if days[0] < stop and days[-1] >= first:
                    begun = self.stage(days[0])
                    serving = (subject, *begun.serving(subject))
                    delivered = [on for name, on in done if name in serving and on in days and on <= as_of]
                    methods, frequency = begun.says["cadences"][begun.offering][subject]
                    found.append(
                        (days[0], days[-1], subject, methods, frequency, self._suggested(subject, days),
                         _fulfilment(days, bool(delivered), as_of), begun.offering, begun.version)
                    )  # fmt: skip
        return sorted(found)

    def _periods(self, subject: str) -> Iterator[list[date]]:
        """Walk through the life of the contract, and turn over a leaf where something else is owed."""
        start: date = self.contract["start"]
        days: list[date] = []
        day, before = start, None
        while day <= LAST_DAY:
            try:
                owed = self.stage(day).owed(subject)
            except OutsideError:
                owed = None
            if days and (owed != before or (owed is not None and _turns(owed, start, day))):
                yield days
                days = []
            if owed is not None:
                days.append(day)
            day, before = day + DAY, owed
        if days:
            yield days

    def _suggested(self, subject: str, days: list[date]) -> date | None:
        """Return the first business day on which the manager is there, or for weekly contact the stand-in."""
        worked = [day for day in days if self.stage(day).is_business_day(day)]
        there = [day for day in worked if not self.stage(day).is_leave(day)]
        by_stand_in = worked if subject in ("proactive-contact", "customer-intelligence") else []
        return next(iter(there or by_stand_in), None)


def _fulfilment(days: list[date], delivered: bool, as_of: date) -> str:
    if delivered:
        return "met"
    if as_of < days[0]:
        return "upcoming"
    return "due" if as_of <= days[-1] else "missed"


def _turns(owed: Any, start: date, day: date) -> bool:
    """Tell whether a period begins on a day."""
    _, frequency, by_calendar = owed
    if frequency == "weekly":
        return day.weekday() == 0 if by_calendar else (day - start).days % 7 == 0
    months = {"monthly": 1, "quarterly": 3}[frequency]
    if by_calendar:
        return day.day == 1 and (day.month - 1) % months == 0
    passed = (day.year - start.year) * 12 + day.month - start.month
    last_of_month = (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    return passed % months == 0 and day.day == min(start.day, last_of_month.day)


# One version on the terms of some days


@dataclass
class Stage:
    """Know what one version says to some terms of a contract."""

    version: str
    terms: Terms
    says: dict[str, Any]
    calendars: dict[str, dict[str, Any]]

    @property
    def offering(self) -> str:
        """Return the offering."""
        return str(self.terms["offering"])

    def owed(self, subject: str) -> Any:
        """Return what is owed, None for nothing."""
        cadence = self.says["cadences"][self.offering].get(subject)
        return cadence and (*cadence, self.says["by_calendar"])

    @cached_property
    def manager(self) -> "Hours":
        """Return the working hours, without leave."""
        own = self.terms.get("hours")
        weekly = self.says["hours"] if own is None else _read_week(own["weekly"])
        periods = self.says["periods"] if own is None else []
        special = {} if own is None else own.get("special", {})
        return Hours(self.terms["time_zone"], weekly, periods, special, self._holidays)

    def is_business_day(self, day: date) -> bool:
        """Tell whether the manager works; where nobody says when, whether the day counts for a response."""
        unsaid = self.offering == "standard" and self.terms.get("hours") is None
        return (self.counted if unsaid else self.manager).is_worked(day)

    def is_leave(self, day: date) -> bool:
        """Tell whether the manager is on leave all day."""
        return any(each["first"] <= day <= each["last"] for each in self._leave if "hours" not in each)

    @property
    def _leave(self) -> list[Any]:
        return list(self.terms.get("closures", ()))

    @cached_property
    def _holidays(self) -> frozenset[date]:
        told = self.terms["holidays"]
        if isinstance(told, list):
            return frozenset(told)
        if told == "none":
            return frozenset()
        calendar = self.calendars.get(told)
        if calendar is None:
            return _public_holidays(*told.split("-"))
        if "days" in calendar:
            return frozenset(calendar["days"])
        days = _public_holidays(calendar["country"])
        return (days | frozenset(calendar["added"])) - frozenset(calendar["removed"])

    # Requests

    @cached_property
    def target(self) -> dict[str, Any] | None:
        """Return what is promised of the response, None for nothing."""
        found: dict[str, Any] | None = self.says["targets"].get(self.offering)
        return found

    def reading(self, name: str, chosen: str) -> str:
        """Return which reading the contract takes, or what the register chose."""
        return str(self.terms.get("readings", {}).get(name, chosen))

    def serving(self, subject: str) -> tuple[str, ...]:
        """Return what serves for a delivery too, beside itself."""
        is_one = self.reading("intelligence-and-weekly-contact", "two-contacts") == "one-contact"
        owed = self.says["cadences"][self.offering]
        if is_one and subject == "customer-intelligence" and self.offering == "premium":
            return tuple({"proactive-contact"} & owed.keys())
        return ()

    @cached_property
    def counted(self) -> "Hours":
        """Return the hours on which the time to respond is counted."""
        assert self.target is not None
        if self.target["on"] == "always":
            always = {day: [("00:00", "24:00")] for day in range(7)}
            return Hours(self.terms["time_zone"], always, [], {}, frozenset())
        hours = self.manager
        if self.target["on"] == "named":
            # Which exceptions close hours of its own a target says by itself: leave is none of them.
            return Hours(self.terms["time_zone"], self.target["weekly"], [], {}, self._holidays)
        if self.target["on"] == "working-days":
            saturday = self.reading("business-days", "working-days") == "monday-to-saturday"
            hours = hours.with_saturdays() if saturday else hours
        stops = self.reading("closures-and-response", "stand-in-responds") == "clock-stops"
        return hours.closed(self._leave) if stops else hours

    def due(self, received: datetime, pauses: list[Span]) -> datetime:
        """Return until when a request is to be answered."""
        return self._paused(received, self._readings, _merged(pauses))[1]

    def earliest(self, received: datetime, pauses: list[Span]) -> datetime:
        """Return the earliest instant that any reading gives."""
        readings = product(RECEIPTS, EXPIRIES)
        return min(self._paused(received, each, _merged(pauses))[1] for each in readings)

    def state(
        self,
        received: datetime,
        answered: datetime | None,
        pauses: list[tuple[datetime, datetime | None]],
        as_of: datetime,
    ) -> State:
        """Tell how a request stands; nothing that happened after ``as_of`` is known."""
        if answered is not None and answered > as_of:
            answered = None
        until = as_of if answered is None else answered
        begun = [each for each in pauses if each[0] <= until]
        known = _merged([(start, until if end is None else min(end, until)) for start, end in begun])
        start, due = self._paused(received, self._readings, known)
        length, used = self._ran(start, due, known), self._ran(start, until, known)
        waits = any(end is None or until < end for _, end in begun)
        if answered is not None:
            state = "met" if answered <= due else "missed"
        elif as_of > due:
            state = "overdue"
        else:
            state = "paused" if waits else "running"
        marks = (length / 2, length * 3 / 4, max(length - timedelta(minutes=30), NOTHING))
        return State(
            state,
            due,
            used,
            max(length - used, NOTHING),
            used / length if length else 1.0,
            tuple(self._reached(start, mark, known) for mark in marks),
        )

    @property
    def _readings(self) -> tuple[str, str]:
        return (
            self.reading("response-receipt", "as-received"),
            self.reading("response-expiry", "close-of-business"),
        )

    def _paused(self, received: datetime, readings: tuple[str, str], waits: list[Span]) -> Span:
        """Return from when the time runs, and until when.

        A wait puts it off by the open time that is waited, though never beyond what is due of a request that
        is received when the wait is over.
        """
        start, due = self._unpaused(received, *readings)
        for begin, end in waits:
            lost = self.counted.length(max(begin, start), end) if begin < due and end > start else NOTHING
            if lost:
                later = self.counted.add(due, lost)
                if "business_days" in (self.target or {}):
                    later = min(later, self._unpaused(end, *readings)[1])
                due = max(due, later)
        return start, due

    def _unpaused(self, received: datetime, receipt: str, expiry: str) -> Span:
        """Return from when the time runs, and until when if nothing pauses it."""
        target, hours = self.target, self.counted
        assert target is not None
        if "elapsed" in target:
            return received, received + target["elapsed"]
        if "business_hours" in target:
            return received, hours.add(received, timedelta(hours=target["business_hours"]))
        counts = self._counts_from(received, receipt)
        day = first = hours.next_worked(hours.local(counts).date())
        for _ in range(target["business_days"] - 1):
            day = hours.next_worked(day)
        if "until" in target:
            return hours.midnight(first), hours.wall(day, target["until"])
        if expiry == "business-hours":
            return counts, hours.add(
                counts, target["business_days"] * hours.usual_day(hours.local(counts).date())
            )
        opens, closes = hours.windows(day)[0][0], hours.windows(day)[-1][1]
        if expiry == "end-of-day":
            return hours.midnight(first), hours.midnight(day + DAY)
        if expiry == "close-of-business":
            return hours.midnight(first), closes
        at = hours.instant(datetime.combine(day, hours.local(counts).time()))
        return hours.midnight(first), min(max(at, opens), closes)

    def _counts_from(self, received: datetime, receipt: str) -> datetime:
        """Return when a request counts as received."""
        hours, target = self.counted, self.target
        assert target is not None
        if "cut_off" in target:
            day = hours.local(received).date()
            while not hours.is_worked(day):
                day -= DAY
            if received > hours.wall(day, target["cut_off"]):
                received = hours.windows(hours.next_worked(day))[0][0]
        day = hours.local(received).date()
        if receipt == "on-business-day" and not hours.is_worked(day):
            return hours.windows(hours.next_worked(day))[0][0]
        if receipt == "within-hours":
            return hours.next_open(received)
        return received

    def _reached(self, start: datetime, length: timedelta, pauses: list[Any]) -> datetime:
        """Return when so much time has run since the start."""
        at = start
        for begin, end in self._running(start, pauses):
            if length <= end - begin:
                return begin + length if length else at
            length, at = length - (end - begin), end
        raise AssertionError("the time never runs out")

    def _ran(self, start: datetime, end: datetime, pauses: list[Any]) -> timedelta:
        """Return how much time ran between two instants."""
        total = NOTHING
        for opens, closes in self._running(start, pauses):
            if opens >= end:
                break
            total += min(closes, end) - opens
        return total

    def _running(self, start: datetime, pauses: list[Any]) -> Iterator[Span]:
        """Yield the stretches in which the time runs."""
        for opens, closes in self.counted.open_from(start):
            pieces = [(opens, closes)]
            for begin, end in pauses:
                pieces = [piece for each in pieces for piece in _without(each, begin, end)]
            yield from pieces


def _merged(pauses: list[Span]) -> list[Span]:
    found: list[Span] = []
    for begin, end in sorted(pauses):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((begin, end))
    return found


def _without(piece: Span, begin: datetime, end: datetime) -> list[Span]:
    opens, closes = piece
    left = [(opens, min(closes, begin)), (max(opens, end), closes)] if begin < end else [piece]
    return [(first, last) for first, last in left if first < last]


def _read_week(weekly: dict[str, Any]) -> dict[int, list[tuple[str, str]]]:
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return {
        names.index(day): [(each["opens"], each["closes"]) for each in pairs] for day, pairs in weekly.items()
    }


@cache
def _public_holidays(country: str, part: str | None = None) -> frozenset[date]:
    return frozenset(public.country_holidays(country, subdiv=part, years=range(2025, 2030)))


# Hours


class Hours:
    """Know when it is open, day by day."""

    def __init__(
        self,
        zone: str,
        weekly: dict[int, list[tuple[str, str]]],
        periods: list[dict[str, Any]],
        special: dict[date, Any],
        days_off: frozenset[date],
        leave: tuple[Any, ...] = (),
        saturdays: bool = False,
    ) -> None:
        self._told = zone, weekly, periods, special, days_off
        self.zone, self._leave, self._saturdays = ZoneInfo(zone), leave, saturdays
        self._windows: dict[date, list[Span]] = {}

    def with_saturdays(self) -> "Hours":
        """Return the same hours with Saturdays like Fridays."""
        return Hours(*self._told, self._leave, saturdays=True)

    def closed(self, leave: list[Any]) -> "Hours":
        """Return the same hours less some leave."""
        return Hours(*self._told, tuple(leave), self._saturdays)

    def local(self, at: datetime) -> datetime:
        """Return an instant on the clock of the zone."""
        return at.astimezone(self.zone)

    def instant(self, wall: datetime) -> datetime:
        """Return when a clock on the wall first shows a time; what it skips is as much later."""
        return wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)

    def wall(self, day: date, clock: str) -> datetime:
        """Return the instant of a time of a day, 24:00 included."""
        hour, minute = map(int, clock.split(":"))
        return self.instant(datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute))

    def midnight(self, day: date) -> datetime:
        """Return when a day begins."""
        return self.wall(day, "00:00")

    def hours(self, day: date) -> list[tuple[str, str]]:
        """Return the hours of a day as they are written, holidays and all."""
        _, _, periods, special, days_off = self._told
        if day in special:
            return [(each["opens"], each["closes"]) for each in special[day]]
        if day in days_off:
            return []
        weekly = self._weekly(day)
        for each in periods:
            if day.month in each.get("months", ()) and day >= date(2026, 8, 1):
                weekly = each["hours"]
        weekday = day.weekday()
        return weekly.get(4 if self._saturdays and weekday == 5 else weekday, [])

    def _weekly(self, day: date) -> dict[int, list[tuple[str, str]]]:
        """Return the week that holds on a day, without the periods that end."""
        _, weekly, periods, _, _ = self._told
        for each in periods:
            if "from" in each and day >= each["from"]:
                weekly = each["hours"]
        return weekly

    def windows(self, day: date) -> list[Span]:
        """Return when it is open on a day."""
        if day not in self._windows:
            found = []
            for opens, closes in self.hours(day):
                night = DAY if closes <= opens else NOTHING
                ends = self.wall((day + night), closes)
                found.append((self.wall(day, opens), ends))
            # A night runs into the next day, which may be one of leave too.
            for each, on in product(self._leave, (day, day + DAY)):
                if each["first"] <= on <= each["last"]:
                    away = each.get("hours", {"opens": "00:00", "closes": "24:00"})
                    begin, end = self.wall(on, away["opens"]), self.wall(on, away["closes"])
                    found = [piece for span in found for piece in _without(span, begin, end)]
            self._windows[day] = [(opens, closes) for opens, closes in found if opens < closes]
        return self._windows[day]

    def is_worked(self, day: date) -> bool:
        """Tell whether a day is a business day."""
        return bool(self.windows(day))

    def next_worked(self, day: date) -> date:
        """Return the next business day."""
        day += DAY
        while not self.is_worked(day):
            day += DAY
        return day

    def open_from(self, at: datetime) -> Iterator[Span]:
        """Yield when it is open from an instant on; what touches is one."""
        day = self.local(at).date() - DAY
        current: Span | None = None
        while True:
            for opens, closes in self.windows(day):
                if closes > at:
                    begin = max(opens, at)
                    if current is not None and begin <= current[1]:
                        current = current[0], max(current[1], closes)
                    else:
                        if current is not None:
                            yield current
                        current = begin, closes
            if current is not None and current[1] < self.midnight(day + DAY):
                yield current
                current = None
            day += DAY
            if current is not None and (self.midnight(day) - current[0]).days > 60:
                yield current
                current = None

    def next_open(self, at: datetime) -> datetime:
        """Return the next instant, or this one, at which it is open."""
        return next(iter(self.open_from(at)))[0]

    def length(self, start: datetime, end: datetime) -> timedelta:
        """Return how much open time lies between two instants."""
        total = NOTHING
        for opens, closes in self.open_from(start):
            if opens >= end:
                return total
            total += min(closes, end) - opens
        return total

    def add(self, at: datetime, length: timedelta) -> datetime:
        """Return when so much open time has passed; what ends at closing stays there."""
        for opens, closes in self.open_from(at):
            if length <= closes - opens:
                return opens + length
            length -= closes - opens
        return at

    def usual_day(self, on: date) -> timedelta:
        """Return the commonest length of a day of the week that holds on a day, the shortest of several."""
        weekly, lengths = self._weekly(on), []
        for day in range(7):
            pairs = weekly.get(4 if self._saturdays and day == 5 else day, [])
            found = NOTHING
            for opens, closes in pairs:
                first, last = (
                    timedelta(hours=int(each[:2]), minutes=int(each[3:])) for each in (opens, closes)
                )
                found += last - first + (DAY if last <= first else NOTHING)
            if found:
                lengths.append(found)
        most = max(Counter(lengths).values())
        return min(each for each, times in Counter(lengths).items() if times == most)
