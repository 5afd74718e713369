"""Compare the business-time engine with its peers: one run, one calendar, the same instants.

``python benchmarks/business_time.py`` prints the comparison and writes it to ``business_time.md`` beside this
file. A peer that is not installed is named as missing and left out; the ``bench`` extra brings them all.
"""

import platform
import random
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from importlib.metadata import PackageNotFoundError, version
from itertools import combinations, cycle, islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ptc_service_policy.business_time import BusinessCalendar, BusinessDays, PublicHolidays

PARIS = ZoneInfo("Europe/Paris")
YEARS = range(2015, 2039)
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
SAMPLE = 200
ROUNDS = 25
LONGEST_ROUND = 0.05  # seconds; a slow peer answers for fewer instants
OURS = "ptc-service-policy"
PEERS = (
    *("bizdays", "business-duration", "businesstime", "businesstimedelta", "exchange_calendars", "holidays"),
    *("numpy", "opening-hours-py", "pandas", "workalendar"),
)

HEADER = """# Business time: how fast, beside its peers

Written by `python benchmarks/business_time.py`. One calendar (Europe/Paris, Monday to Friday 09:00-17:00, the
public holidays of France) and the same {sample} random instants of 2026 in one run: the best of {rounds}
rounds, in microseconds for each question. A slow peer answers for the first instants only. Our answers are
aware datetimes; who works on dates or naive times, or without holidays, is labelled so. A first question
includes building the calendar and, for us, compiling a year, in a zone and with a week that were seen before
unless it says otherwise, but no import and no first load of a country. All else is asked of warm calendars.
"""


@dataclass(frozen=True)
class Entry:
    """One contender at one piece of work: ``ask`` answers for one of ``inputs``."""

    work: str
    who: str
    ask: Callable[[Any], object]
    inputs: list[Any]


@dataclass(frozen=True)
class Result:
    work: str
    who: str
    seconds: float


def random_instants() -> list[datetime]:
    draw = random.Random(2026)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        (start + timedelta(seconds=draw.randrange(365 * 86_400))).astimezone(PARIS) for _ in range(SAMPLE)
    ]


INSTANTS = random_instants()
IN_UTC = [at.astimezone(UTC) for at in INSTANTS]
NAIVE = [at.replace(tzinfo=None) for at in INSTANTS]
DATES = [at.date() for at in INSTANTS]
SPANS = {
    "elapsed, 1 week": timedelta(days=7),
    "elapsed, 10 days": timedelta(days=10),
    "elapsed, 1 year": timedelta(days=365),
    "elapsed, 10 years": timedelta(days=3652),
}


def public_holidays() -> list[date]:
    known = PublicHolidays("FR")
    return sorted(day for year in YEARS for day in known.in_year(year))


# The contenders; each function imports its own peer, so one that is missing leaves the others alone.


def ours(holidays: list[date]) -> Iterator[Entry]:
    calendar = BusinessCalendar("Europe/Paris", OFFICE, holidays)
    two, hours, months = BusinessDays(2), timedelta(hours=16), timedelta(days=160)
    calendar.elapsed(datetime(YEARS.start, 1, 1, tzinfo=PARIS), datetime(YEARS.stop, 1, 1, tzinfo=PARIS))
    yield Entry("+2 business days", OURS, lambda at: calendar.due(at, two), INSTANTS)
    yield Entry("+2 business days", f"{OURS}, in UTC", lambda at: calendar.due(at, two), IN_UTC)
    yield Entry("+2 business days", f"{OURS}, dates", lambda day: calendar.offset(day, 2), DATES)
    yield Entry(
        "+2 business days",
        f"{OURS}, due + earliest_due + skipped",
        lambda at: calendar.due_details(at, two),
        INSTANTS,
    )
    yield Entry("+16 hours", OURS, lambda at: calendar.add(at, hours), INSTANTS)
    for work, span in SPANS.items():
        pairs = [(at, (at.astimezone(UTC) + span).astimezone(PARIS)) for at in INSTANTS]
        yield Entry(work, OURS, lambda pair: calendar.elapsed(*pair), pairs)
    yield Entry("is open", OURS, calendar.is_open, INSTANTS)
    yield Entry("is open", f"{OURS}, in UTC", calendar.is_open, IN_UTC)
    yield Entry("next opening", OURS, calendar.next_open, INSTANTS)
    yield Entry("next 100 windows", OURS, lambda at: calendar.windows(at, at + months)[:100], INSTANTS)
    yield Entry("first question", OURS, first_question(holidays), INSTANTS)
    yield Entry("first question", f"{OURS}, PublicHolidays", first_question(PublicHolidays("FR")), INSTANTS)
    yield Entry("first question", f"{OURS}, a new week each time", first_of_new_weeks(holidays), INSTANTS)
    yield Entry("first question", f"{OURS}, over 1900 to 2199", first_over_all_years(holidays), INSTANTS[:3])
    yield Entry("building an equal calendar", OURS, first_calendar(holidays), INSTANTS)


def first_question(holidays: Any) -> Callable[[datetime], bool]:
    return lambda at: BusinessCalendar("Europe/Paris", OFFICE, holidays).is_open(at)


def first_of_new_weeks(holidays: list[date]) -> Callable[[datetime], bool]:
    times = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)]
    weeks = cycle({day: [pair] for day in OFFICE} for pair in combinations(times, 2))
    return lambda at: BusinessCalendar("Europe/Paris", next(weeks), holidays).is_open(at)


def first_over_all_years(holidays: list[date]) -> Callable[[datetime], timedelta]:
    first, last = datetime(1900, 1, 2, tzinfo=PARIS), datetime(2199, 12, 30, tzinfo=PARIS)
    return lambda _: BusinessCalendar("Europe/Paris", OFFICE, holidays).elapsed(first, last)


def first_calendar(holidays: list[date]) -> Callable[[datetime], BusinessCalendar]:
    return lambda _: BusinessCalendar("Europe/Paris", OFFICE, holidays)


def pandas(holidays: list[date]) -> Iterator[Entry]:
    from pandas import Timestamp
    from pandas.tseries.offsets import CustomBusinessDay, CustomBusinessHour

    def hour(count: int) -> Any:
        return CustomBusinessHour(count, start="09:00", end="17:00", holidays=holidays)

    days, hours, one = CustomBusinessDay(2, holidays=holidays), hour(16), hour(1)
    aware, naive = [Timestamp(at) for at in INSTANTS], [Timestamp(at) for at in NAIVE]
    yield Entry("+2 business days", "pandas CustomBusinessDay, aware", lambda at: at + days, aware)
    yield Entry("+2 business days", "pandas CustomBusinessDay, naive", lambda at: at + days, naive)
    yield Entry("+16 hours", "pandas CustomBusinessHour", lambda at: at + hours, aware)
    yield Entry("is open", "pandas CustomBusinessHour", one.is_on_offset, aware)
    yield Entry("first question", "pandas CustomBusinessHour", lambda at: hour(1).is_on_offset(at), aware)


def holidays(_: list[date]) -> Iterator[Entry]:
    from holidays.countries import France

    known = France(years=YEARS)
    yield Entry("+2 business days", "holidays, dates", lambda day: known.get_nth_working_day(day, 2), DATES)
    yield Entry("first question", "holidays, dates", lambda day: France().get_nth_working_day(day, 2), DATES)


def workalendar(_: list[date]) -> Iterator[Entry]:
    from workalendar.europe import France

    known = France()
    yield Entry("+2 business days", "workalendar, dates", lambda day: known.add_working_days(day, 2), DATES)
    yield Entry("first question", "workalendar, dates", lambda day: France().add_working_days(day, 2), DATES)


def numpy(holidays: list[date]) -> Iterator[Entry]:
    import numpy as np

    known = np.busdaycalendar(holidays=holidays)
    days = np.array(DATES, dtype="datetime64[D]")
    yield Entry(
        "+2 business days",
        "numpy busday_offset, one date",
        lambda day: np.busday_offset(day, 2, roll="backward", busdaycal=known),
        list(days),
    )
    many = np.resize(days, 100_000)
    yield Entry(
        "+2 business days",
        "numpy busday_offset, 100,000 dates at once (each)",
        lambda batch: np.busday_offset(batch, 2, roll="backward", busdaycal=known),
        [many],
    )


def bizdays(holidays: list[date]) -> Iterator[Entry]:
    from bizdays import Calendar

    known = Calendar(
        holidays=holidays,
        weekdays=["Saturday", "Sunday"],
        startdate=date(YEARS.start, 1, 1),
        enddate=date(YEARS.stop - 1, 12, 31),
    )
    yield Entry("+2 business days", "bizdays, dates", lambda day: known.offset(day, 2), DATES)


def businesstime(_: list[date]) -> Iterator[Entry]:
    from businesstime import BusinessTime

    known = BusinessTime(business_hours=(clock(9), clock(17)))
    for work, span in SPANS.items():
        pairs = [(at, at + span) for at in NAIVE]
        yield Entry(
            work, "businesstime, naive, no holidays", lambda pair: known.businesstimedelta(*pair), pairs
        )
    yield Entry("is open", "businesstime, naive, no holidays", known.isduringbusinesshours, NAIVE)


def business_duration(holidays: list[date]) -> Iterator[Entry]:
    from business_duration import businessDuration

    names = dict.fromkeys(holidays, "holiday")
    for work, span in SPANS.items():
        pairs = [(at, at + span) for at in NAIVE]
        yield Entry(
            work,
            "business-duration, naive",
            lambda pair: businessDuration(
                *pair, starttime=clock(9), endtime=clock(17), holidaylist=names, unit="hour"
            ),
            pairs,
        )


def businesstimedelta(_: list[date]) -> Iterator[Entry]:
    import pytz
    from businesstimedelta import BusinessTimeDelta, HolidayRule, Rules, WorkDayRule
    from holidays.countries import France

    zone = pytz.timezone("Europe/Paris")
    work_days = WorkDayRule(start_time=clock(9), end_time=clock(17), working_days=[0, 1, 2, 3, 4], tz=zone)
    rules = Rules([work_days, HolidayRule(France(years=YEARS), tz=zone)])
    sixteen = BusinessTimeDelta(rules, hours=16)
    instants = [zone.localize(at) for at in NAIVE]
    yield Entry("+16 hours", "businesstimedelta", lambda at: at + sixteen, instants)
    for work, span in SPANS.items():
        if span < timedelta(days=1000):
            pairs = [(at, at + span) for at in instants]
            yield Entry(work, "businesstimedelta", lambda pair: rules.difference(*pair), pairs)


def exchange_calendars(_: list[date]) -> Iterator[Entry]:
    import exchange_calendars as calendars
    import pandas as pd

    def build() -> Any:
        return calendars.get_calendar("XPAR", start="2025-01-01", end="2027-06-30")

    known = build()
    minutes = [pd.Timestamp(at).floor("min") for at in IN_UTC]
    sessions = [known.date_to_session(pd.Timestamp(day), "previous") for day in DATES]
    who = "exchange_calendars, its own XPAR"
    yield Entry("+2 business days", f"{who}, sessions", lambda day: known.session_offset(day, 2), sessions)
    yield Entry("is open", who, known.is_open_on_minute, minutes)
    yield Entry("next opening", who, known.next_open, minutes)


def opening_hours(_: list[date]) -> Iterator[Entry]:
    from opening_hours import OpeningHours

    def build() -> Any:
        return OpeningHours("Mo-Fr 09:00-17:00; PH off", timezone=PARIS, country="FR")

    known = build()
    who = "opening-hours-py (Rust)"
    yield Entry("is open", who, known.is_open, INSTANTS)
    closed = [at for at in INSTANTS if not known.is_open(at)]
    yield Entry("next opening", f"{who}, next change", known.next_change, closed)
    yield Entry("next 100 windows", who, lambda at: list(islice(known.intervals(at), 200)), INSTANTS)
    yield Entry("first question", who, lambda at: build().is_open(at), INSTANTS)


CONTENDERS: tuple[Callable[[list[date]], Iterator[Entry]], ...] = (
    *(ours, numpy, bizdays, holidays, workalendar, pandas, businesstime, business_duration),
    *(businesstimedelta, exchange_calendars, opening_hours),
)


# Measuring


def entries() -> tuple[list[Entry], list[str]]:
    days = public_holidays()
    found: list[Entry] = []
    missing: list[str] = []
    for contender in CONTENDERS:
        try:
            found += contender(days)
        except ImportError as error:
            missing.append(f"{contender.__name__} ({error.name})")
    return found, missing


def measure(all_entries: Iterable[Entry]) -> list[Result]:
    """Time all entries in turn, round after round, so that a slow moment of the machine hits all alike."""
    prepared = [(entry, affordable(entry)) for entry in all_entries]
    rounds: dict[int, list[float]] = {number: [] for number in range(len(prepared))}
    for _ in range(ROUNDS):
        for number, (entry, inputs) in enumerate(prepared):
            rounds[number].append(time_once(entry.ask, inputs))
    return [
        Result(entry.work, entry.who, min(rounds[number]) / answers(inputs))
        for number, (entry, inputs) in enumerate(prepared)
    ]


def affordable(entry: Entry) -> list[Any]:
    """Return as many inputs as fit a round; quick ones repeat, so that a round is long enough to time."""
    one = time_once(entry.ask, entry.inputs[:3]) / len(entry.inputs[:3])
    fitting = max(3, int(LONGEST_ROUND / one))
    return entry.inputs[:fitting] * max(1, min(10, fitting // len(entry.inputs)))


def answers(inputs: list[Any]) -> int:
    return sum(getattr(item, "size", 1) for item in inputs)


def time_once(ask: Callable[[Any], object], inputs: list[Any]) -> float:
    start = time.perf_counter()
    for item in inputs:
        ask(item)
    return time.perf_counter() - start


# Reporting


def tables(results: list[Result]) -> Iterator[str]:
    for work in dict.fromkeys(result.work for result in results):
        rows = sorted((result for result in results if result.work == work), key=lambda row: row.seconds)
        own = next(row.seconds for row in rows if row.who == OURS)
        yield f"\n## {work[0].upper()}{work[1:]}\n"
        yield "| who | µs | compared with ours |"
        yield "| --- | ---: | ---: |"
        for row in rows:
            yield f"| {row.who} | {row.seconds * 1e6:,.2f} | {compared(row, own)} |"


def compared(row: Result, own: float) -> str:
    if row.who.startswith(OURS):
        return "" if row.who != OURS else "1"
    ratio = row.seconds / own
    return f"{ratio:,.1f} times slower" if ratio >= 1 else f"**{1 / ratio:,.1f} times faster: ahead of us**"


def targets(results: list[Result]) -> Iterator[str]:
    seconds = {(result.work, result.who): result.seconds for result in results}

    def fastest(work: str) -> float:
        found = [time for (its_work, who), time in seconds.items() if its_work == work and OURS not in who]
        return min(found, default=float("nan"))

    def peer(work: str, who: str) -> float:
        return seconds.get((work, who), float("nan"))

    def ours(work: str) -> float:
        return seconds[work, OURS]

    days, year = "+2 business days", "elapsed, 1 year"
    goals = [
        ("`is_open`, opening-hours-py", peer("is open", "opening-hours-py (Rust)") / ours("is open"), 1),
        ("`due` +2, `holidays`", peer(days, "holidays, dates") / ours(days), 5),
        ("`due` +2, pandas aware", peer(days, "pandas CustomBusinessDay, aware") / ours(days), 20),
        ("`elapsed` over a year, the fastest peer", fastest(year) / ours(year), 100),
    ]
    growth = ours("elapsed, 10 years") / ours("elapsed, 1 week")
    yield "\n## Targets\n"
    yield "| question, against | wanted | measured | |"
    yield "| --- | ---: | ---: | --- |"
    for what, ratio, wanted in goals:
        met = verdict(met=ratio >= wanted)
        yield f"| {what} | at least {wanted} times faster | {ratio:,.1f} | {met} |"
    met = verdict(met=growth <= 1.5)
    yield f"| `elapsed` over ten years, over a week | at most 1.5 times slower | {growth:.2f} | {met} |"


def verdict(*, met: bool) -> str:
    return "met" if met else "**missed**"


def versions() -> str:
    found = []
    for name in PEERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


def main() -> None:
    warnings.simplefilter("ignore")
    found, missing = entries()
    results = measure(found)
    ahead = [row for row in results if OURS not in row.who and row.seconds < own_seconds(results, row.work)]
    lines = [
        HEADER.format(sample=SAMPLE, rounds=ROUNDS),
        f"CPython {platform.python_version()}, {platform.machine()}, {versions()}.",
        f"Missing, so left out: {', '.join(missing) or 'none'}.",
        "",
        f"Ahead of us: {'; '.join(f'{row.who} at {row.work}' for row in ahead) or 'none'}.",
        *targets(results),
        *tables(results),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")


def own_seconds(results: list[Result], work: str) -> float:
    return next(row.seconds for row in results if (row.work, row.who) == (work, OURS))


if __name__ == "__main__":
    main()
