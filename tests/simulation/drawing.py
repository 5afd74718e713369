"""Two hundred contracts and what is asked about them, drawn with a fixed seed, in plain data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

Terms = dict[str, Any]
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
CONTRACTS = 200
_PLACES: list[tuple[str, list[Any]]] = [
    ("Europe/Paris", ["FR", "reviewed"]),
    ("Europe/Berlin", ["DE-BY", "bavaria"]),
    ("Europe/London", ["GB-ENG", "none"]),
    ("America/New_York", ["US", "california"]),
    ("America/Los_Angeles", ["US-CA", "california"]),
    ("Australia/Lord_Howe", ["AU-NSW", "bavaria"]),
    ("Asia/Tokyo", ["JP", "reviewed"]),
    ("Asia/Kathmandu", ["none", [date(2026, 10, 20), date(2027, 10, 8), date(2028, 10, 26)]]),
]
_READINGS = {
    "response-receipt": ("on-business-day", "within-hours"),
    "response-expiry": ("same-time", "end-of-day", "business-hours"),
    "business-days": ("monday-to-saturday",),
    "closures-and-response": ("clock-stops",),
    "intelligence-and-weekly-contact": ("one-contact",),
}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
_WEEKS: list[dict[str, Any]] = [
    {day: [("08:00", "16:00")] for day in _WEEKDAYS},
    {day: [("06:00", "11:00"), ("12:00", "15:30")] for day in (*_WEEKDAYS, "sat")},
    {**{day: [("10:00", "19:00")] for day in _WEEKDAYS[1:4]}, "fri": [("10:00", "14:00")]},
    {day: [("22:00", "04:00")] for day in _WEEKDAYS},
    {day: [("00:00", "24:00")] for day in (*_WEEKDAYS, "sat", "sun")},
]
_ASKED_IN = (ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York"))


@dataclass(frozen=True)
class Request:
    """Hold what happened to one request, and as of when it is asked about."""

    contract: int
    received: datetime
    answered: datetime | None
    pauses: list[tuple[datetime, datetime | None]]
    as_of: datetime


@dataclass(frozen=True)
class Life:
    """Hold a contract as it was signed, its amendments, what was delivered, and as of when that is judged."""

    terms: Terms
    amendments: dict[date, Terms]
    delivered: list[tuple[str, date]]
    as_of: date

    @property
    def last(self) -> date:
        """Return the last day on which it may run."""
        told = [each["end"] for each in (self.terms, *self.amendments.values()) if each.get("end")]
        return min(max(told, default=LAST), LAST)


def draw_lives(seed: int = 15) -> list[Life]:
    """Draw contracts that are signed, amended, upgraded, renewed and ended."""
    rng = Random(seed)
    return [_life(rng) for _ in range(CONTRACTS)]


def _between(rng: Random, first: date, last: date) -> date:
    return first + rng.randrange(max((last - first).days, 0) + 1) * DAY


def _life(rng: Random) -> Life:
    zone, choices = rng.choice(_PLACES)
    start = (
        _between(rng, FIRST, date(2028, 6, 30))
        if rng.random() < 0.6
        else _between(rng, FIRST, LAST.replace(2026))
    )
    if rng.random() < 0.15:
        start = start.replace(month=rng.choice((1, 8)), day=31)
    signed = start - rng.randrange(200) * DAY
    terms: Terms = {
        "offering": rng.choice(("standard", "standard", "premium", "premium", "tsam")),
        "time_zone": zone,
        "holidays": rng.choice(choices),
        "signed": signed,
        "start": start,
        "attributes": {"grandfathered": rng.random() < 0.4},
    }
    if rng.random() < 0.75:
        terms["end"] = min(start + rng.choice((365, 365, 548, 730)) * DAY - DAY, LAST)
    if rng.random() < 0.4:
        terms["readings"] = {name: rng.choice(each) for name, each in _READINGS.items() if rng.random() < 0.5}
    if rng.random() < 0.25:
        terms["hours"] = _hours(rng, start)
    if terms["offering"] != "standard" and rng.random() < 0.6:
        terms["closures"] = _leave(rng, terms, start)
    amendments = _amendments(rng, dict(terms), choices)
    subjects = ("service-review", "customer-intelligence", "product-roadmap", "proactive-contact")
    delivered = sorted((rng.choice(subjects), _between(rng, start, LAST)) for _ in range(rng.randrange(80)))
    return Life(terms, amendments, delivered, _between(rng, start, LAST))


def _amendments(rng: Random, terms: Terms, choices: list[Any]) -> dict[date, Terms]:
    """Draw what changes on which days, one after the other."""
    found: dict[date, Terms] = {}
    day: date = terms["start"]
    renewed: list[date] = []
    for _ in range(rng.choice((0, 1, 1, 2, 3))):
        end = terms.get("end")
        kind = rng.choice(("upgrade", "upgrade", "renew", "renew", "leave", "hours", "holidays", "end"))
        if kind == "renew" and end is not None:
            day = end + DAY + rng.choice((0, 0, -10, 1, 45)) * DAY
            renewed = [*renewed, day]
            changes: Terms = {"renewed": renewed, "end": day + 365 * DAY - DAY}
        else:
            day = _between(rng, day + DAY, (end or LAST) + DAY)
            changes = _change(rng, kind, terms, day, choices)
        if day > LAST or day in found or day <= terms["start"]:
            break
        if changes:
            found[day] = changes
            terms |= changes
        if kind == "end":
            break
    return found


def _change(rng: Random, kind: str, terms: Terms, day: date, choices: list[Any]) -> Terms:
    if kind == "end":
        return {"end": _between(rng, day, min(day + 40 * DAY, terms.get("end") or LAST))}
    if kind == "leave":
        return {"closures": _leave(rng, terms, day)} if terms["offering"] != "standard" else {}
    if kind == "hours":
        return {"hours": _hours(rng, day)}
    if kind == "holidays":
        return {"holidays": rng.choice(choices)}
    offering = {"standard": "premium", "tsam": "premium", "premium": "standard"}[terms["offering"]]
    return {"offering": offering, "closures": []} if offering == "standard" else {"offering": offering}


def _hours(rng: Random, day: date) -> Terms:
    """Draw agreed hours, with a few days that have hours of their own."""
    special = {
        _between(rng, day, LAST): rng.choice(([], [("10:00", "12:00")], [("07:00", "20:00")]))
        for _ in range(rng.randrange(6))
    }
    return {
        "weekly": {name: _pairs(each) for name, each in rng.choice(_WEEKS).items()},
        "special": {on: _pairs(each) for on, each in special.items()},
        "approved_by": "PTC",
    }


def _pairs(hours: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"opens": opens, "closes": closes} for opens, closes in hours]


def _leave(rng: Random, terms: Terms, day: date) -> list[Terms]:
    """Draw leave from a day on, in days or in hours, beside what there is already."""
    found = list(terms.get("closures", ()))
    for _ in range(rng.randrange(1, 7)):
        first = _between(rng, day, LAST)
        away: Terms = {"kind": "leave", "first": first, "last": first + rng.choice((0, 1, 4, 13, 20)) * DAY}
        if rng.random() < 0.25:
            away["hours"] = {"opens": "12:00", "closes": "15:00"}
        found.append(away)
    return found


def draw_requests(lives: list[Life], count: int, seed: int = 20_000) -> Iterator[Request]:
    """Draw requests with their waits, as many for each contract; a few come before it, or after."""
    rng = Random(seed)
    for number in range(count):
        contract = number % len(lives)
        yield _request(rng, contract, lives[contract])


def _request(rng: Random, contract: int, life: Life) -> Request:
    received = _received(rng, life)
    asked_in = rng.choice((UTC, ZoneInfo(life.terms["time_zone"]), *_ASKED_IN))
    pauses: list[tuple[datetime, datetime | None]] = []
    if rng.random() < 0.65:
        for _ in range(rng.choice((1, 1, 2, 3, 5))):
            begin = received + _span(rng, -1, 8)
            pauses.append((begin, begin + _span(rng, 0, 5)))
        if rng.random() < 0.3:
            pauses.append((received + _span(rng, -1, 8), None))
        rng.shuffle(pauses)
    answered = received + _span(rng, 0, 10) if rng.random() < 0.5 else None
    as_of = received + _span(rng, 0, 12)
    if answered is not None and rng.random() < 0.3:
        as_of = max(received, answered + rng.choice((-MOMENT, 0 * MOMENT, MOMENT)))
    return Request(contract, received.astimezone(asked_in), answered, pauses, as_of)


def _span(rng: Random, least: float, most: float) -> timedelta:
    """Draw a length in days: often of whole hours, seldom of odd microseconds, short ones more often."""
    length = timedelta(days=rng.triangular(least, most, max(least, 0.5)))
    if rng.random() < 0.6:
        return timedelta(hours=round(length / timedelta(hours=1)))
    return timedelta(minutes=round(length / timedelta(minutes=1))) if rng.random() < 0.8 else length


def _received(rng: Random, life: Life) -> datetime:
    zone = ZoneInfo(life.terms["time_zone"])
    day = _between(rng, life.terms["start"] - 5 * DAY, life.last + 5 * DAY)
    turns = [life.terms["start"], life.last + DAY, *life.amendments, date(2026, 10, 1), date(2027, 3, 1)]
    if rng.random() < 0.1:
        day, clock, odd = rng.choice(turns), time(), rng.choice((-MOMENT, 0 * MOMENT, MOMENT))
    elif rng.random() < 0.4:
        clock = rng.choice((time(9), time(17), time(12, 30), time(15), time(8, 30), time(2, 30), time(0)))
        odd = rng.choice((-MOMENT, 0 * MOMENT, MOMENT))
    else:
        clock, odd = time(rng.randrange(24), rng.randrange(60), rng.randrange(60)), 0 * MOMENT
    if rng.random() < 0.05:
        day = rng.choice(
            (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 14), date(2027, 4, 4), date(2028, 11, 5))
        )
    return datetime.combine(day, clock, zone).astimezone(UTC) + odd
