"""What a calendar is: checked, immutable, comparable, serialisable and shared between threads."""

import json
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy.business_time import (
    NO_HOLIDAYS,
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    CalendarDays,
    Closure,
    Convention,
    ElapsedTime,
    Holiday,
    HoursPeriod,
    ListedHolidays,
)
from ptc_service_policy.errors import BusinessTimeError, NaiveDatetimeError
from ptc_service_policy.text import LocalizedText

PARIS = ZoneInfo("Europe/Paris")
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "12:00"), ("13:00", "17:00")))
TRAINING = LocalizedText(fr="Formation interne", en="Internal training")
AT = datetime(2026, 4, 1, 10, tzinfo=PARIS)
TICK = timedelta(microseconds=1)


@pytest.fixture
def calendar() -> BusinessCalendar:
    return BusinessCalendar("Europe/Paris", OFFICE, ["2026-04-06"])


def code_of(build: Callable[[], object]) -> str:
    with pytest.raises(BusinessTimeError) as caught:
        build()
    (problem,) = caught.value.problems
    return problem.code


# Checking


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("PSP602", {"time_zone": "Europe/Pariss"}),
        ("PSP602", {"time_zone": "Europe"}),
        ("PSP602", {"time_zone": "../Paris"}),
        ("PSP602", {"time_zone": ""}),
        ("PSP602", {"time_zone": None}),
        ("PSP603", {"hours": {"mon": [["9:00", "17:00"]]}}),
        ("PSP603", {"hours": {"mon": [["09:00", "17h00"]]}}),
        ("PSP603", {"hours": {"mon": [["09:00", "25:00"]]}}),
        ("PSP603", {"hours": {"mon": [["09:00", "24:01"]]}}),
        ("PSP603", {"hours": {"mon": [["24:00", "08:00"]]}}),
        ("PSP603", {"hours": {"mon": [["09:60", "17:00"]]}}),
        ("PSP603", {"hours": {"mon": [[540, 1020]]}}),
        ("PSP603", {"hours": {"mon": [["０9:00", "17:00"]]}}),
        ("PSP604", {"hours": {"mon": [["09:00", "12:00"], ["11:59", "17:00"]]}}),
        ("PSP604", {"hours": {"mon": [["09:00", "17:00"], ["09:00", "17:00"]]}}),
        ("PSP604", {"hours": {"mon": [["22:00", "06:00"], ["23:00", "23:30"]]}}),
        ("PSP604", {"hours": {"mon": [["08:00", "08:00"], ["12:00", "13:00"]]}}),
        ("PSP604", {"special_hours": {"2026-12-24": [["09:00", "12:00"], ["10:00", "11:00"]]}}),
        ("PSP605", {"hours": {"monday": []}}),
        ("PSP605", {"hours": {"Mon": []}}),
        ("PSP605", {"hours": {0: []}}),
        ("PSP606", {"holidays": ["2026-02-30"]}),
        ("PSP606", {"holidays": ["20260406"]}),
        ("PSP606", {"holidays": [datetime(2026, 4, 6, tzinfo=UTC)]}),
        ("PSP606", {"holidays": [20260406]}),
        ("PSP606", {"special_hours": {"6 April": []}}),
        ("PSP606", {"closures": {"2026-13-01": [["09:00", "10:00"]]}}),
        ("PSP607", {"hours": [["09:00", "17:00"]]}),
        ("PSP607", {"hours": {"mon": "09:00-17:00"}}),
        ("PSP607", {"hours": {"mon": ["09:00", "17:00"]}}),
        ("PSP607", {"hours": {"mon": [["09:00"]]}}),
        ("PSP607", {"hours": {"mon": None}}),
        ("PSP607", {"holidays": "2026-04-06"}),
        ("PSP607", {"holidays": 6}),
        ("PSP607", {"holidays": {"2026-04-06": "Easter Monday"}}),
        ("PSP607", {"holidays": {"days": [], "from": "2026-01-01"}}),
        ("PSP607", {"special_hours": ["2026-04-06"]}),
        ("PSP607", {"closures": "2026-04-06"}),
        ("PSP607", {"closures": {"2026-04-06": "09:00"}}),
        ("PSP607", {"closures": [{"day": "2026-04-06"}]}),
        ("PSP607", {"hours": "Always"}),
        ("PSP607", {"periods": "summer"}),
        ("PSP607", {"periods": {"first": "2026-07-01", "last": "2026-08-31", "hours": {}}}),
        ("PSP607", {"periods": [{"last": "2026-07-01", "hours": {}}]}),
        ("PSP607", {"periods": [{"first": "2026-07-01", "last": "2026-08-31", "hours": {}, "yearly": True}]}),
        ("PSP607", {"periods": [{"first": "2026-07-01", "last": "2026-07-31", "hours": {}, "each_year": 1}]}),
        ("PSP605", {"periods": [{"first": "2026-07-01", "last": "2026-08-31", "hours": {"Mon": []}}]}),
        ("PSP606", {"periods": [{"first": "07-01", "last": "2026-08-31", "hours": {}}]}),
        ("PSP615", {"periods": [{"first": "2026-07-02", "last": "2026-07-01", "hours": {}}]}),
        ("PSP615", {"closures": [{"first": "2026-04-07", "last": "2026-04-06"}]}),
        ("PSP615", {"holidays": {"days": [], "first": "2027-01-01", "last": "2026-01-01"}}),
    ],
)
def test_what_is_wrong_is_refused(code: str, fields: dict[str, Any]) -> None:
    assert (
        code_of(lambda: BusinessCalendar(**{"time_zone": "Europe/Paris", "hours": OFFICE} | fields)) == code
    )


def test_the_place_of_a_problem_is_told() -> None:
    with pytest.raises(BusinessTimeError, match=r"hours\.mon\[1\]\[0\]: '9' is not a time") as caught:
        BusinessCalendar("Europe/Paris", {"mon": [["08:00", "09:00"], ["9", "10:00"]]})

    assert caught.value.problems[0].path == ("hours", "mon", 1, 0)


def test_near_zones_are_named() -> None:
    with pytest.raises(BusinessTimeError, match="Europe/Paris"):
        BusinessCalendar("europe/paris", OFFICE)


@pytest.mark.parametrize(
    "hours", [["09:00", "24:00"], ["00:00", "24:00"], ["00:00", "00:00"], ["22:00", "06:00"]]
)
def test_midnight_may_close_and_be_passed(hours: list[str]) -> None:
    assert BusinessCalendar("UTC", {"mon": [hours]}).is_open(datetime(2026, 3, 2, 23, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("code", "build"),
    [
        ("PSP613", lambda: Convention(receipt="on-receipt")),  # type: ignore[arg-type]
        ("PSP613", lambda: Convention(expiry="midnight")),  # type: ignore[arg-type]
    ],
)
def test_wrong_counts_are_refused(code: str, build: Callable[[], object]) -> None:
    assert code_of(build) == code


# Questions that have no answer

INSTANT_QUESTIONS: dict[str, Callable[[BusinessCalendar, Any], object]] = {
    "is_open": BusinessCalendar.is_open,
    "next_open": BusinessCalendar.next_open,
    "previous_close": BusinessCalendar.previous_close,
    "windows from": lambda calendar, at: calendar.windows(at, AT),
    "windows to": lambda calendar, at: calendar.windows(AT, at),
    "elapsed from": lambda calendar, at: calendar.elapsed(at, AT),
    "elapsed to": lambda calendar, at: calendar.elapsed(AT, at),
    "add": lambda calendar, at: calendar.add(at, timedelta(hours=1)),
    "due": lambda calendar, at: calendar.due(at, BusinessDays(2)),
    "due within hours": lambda calendar, at: calendar.due(at, BusinessDays(2), Convention("within-hours")),
    "due business hours": lambda calendar, at: calendar.due(
        at, BusinessDays(2), Convention(expiry="business-hours")
    ),
    "earliest_due": lambda calendar, at: calendar.earliest_due(at, BusinessDays(2)),
    "skipped": lambda calendar, at: calendar.skipped(at, BusinessDays(2)),
    "due_details": lambda calendar, at: calendar.due_details(at, BusinessDays(2)),
    "due the same day": lambda calendar, at: calendar.due(at, BusinessDays(0)),
    "due open time": lambda calendar, at: calendar.due(at, BusinessTime(timedelta(hours=1))),
    "due elapsed time": lambda calendar, at: calendar.due(at, ElapsedTime(timedelta(hours=1))),
    "due calendar days": lambda calendar, at: calendar.due(at, CalendarDays(1)),
    "due until": lambda calendar, at: calendar.due(at, CalendarDays(1), until="16:00"),
    "due after a cut-off": lambda calendar, at: calendar.due(at, ElapsedTime(TICK), cut_off="00:00"),
    "details of elapsed time": lambda calendar, at: calendar.due_details(at, ElapsedTime(TICK)),
    "skipped by elapsed time": lambda calendar, at: calendar.skipped(at, ElapsedTime(TICK)),
    "pause from": lambda calendar, at: calendar.due(AT, BusinessDays(2), pauses=[(at, AT)]),
    "pause to": lambda calendar, at: calendar.due(AT, BusinessDays(2), pauses=[(AT, at)]),
}
DATE_QUESTIONS: dict[str, Callable[[BusinessCalendar, Any], object]] = {
    "is_business_day": BusinessCalendar.is_business_day,
    "offset": lambda calendar, day: calendar.offset(day, 2),
    "roll": lambda calendar, day: calendar.roll(day, "following"),
    "business_days from": lambda calendar, day: calendar.business_days(day, AT.date()),
    "business_days to": lambda calendar, day: calendar.business_days(AT.date(), day),
}


@pytest.mark.parametrize("question", INSTANT_QUESTIONS.values(), ids=INSTANT_QUESTIONS)
@pytest.mark.parametrize("fresh", [True, False])
def test_a_naive_datetime_is_refused(
    calendar: BusinessCalendar, question: Callable[[BusinessCalendar, Any], object], fresh: bool
) -> None:
    if not fresh:
        calendar.is_open(AT)
    with pytest.raises(NaiveDatetimeError, match="PSP601"):
        question(calendar, datetime(2026, 4, 1, 10))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("question", INSTANT_QUESTIONS.values(), ids=INSTANT_QUESTIONS)
@pytest.mark.parametrize("at", [date(2026, 4, 1), "2026-04-01T10:00:00+02:00", None, 0])
def test_what_is_no_instant_is_refused(
    calendar: BusinessCalendar, question: Callable[[BusinessCalendar, Any], object], at: object
) -> None:
    goes_on = at is None and question is INSTANT_QUESTIONS["pause to"]
    assert code_of(lambda: question(calendar, at)) == ("PSP631" if goes_on else "PSP612")


@pytest.mark.parametrize("question", DATE_QUESTIONS.values(), ids=DATE_QUESTIONS)
@pytest.mark.parametrize("day", [AT, "2026-04-01", None])
def test_what_is_no_date_is_refused(
    calendar: BusinessCalendar, question: Callable[[BusinessCalendar, Any], object], day: object
) -> None:
    assert code_of(lambda: question(calendar, day)) == "PSP614"


FAR_INSTANTS = [
    datetime.min.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=ZoneInfo("Asia/Tokyo")),
    datetime.max.replace(tzinfo=ZoneInfo("America/Los_Angeles")),
    datetime(1899, 12, 31, 23, tzinfo=PARIS),
    datetime(2200, 1, 1, 0, 0, 1, tzinfo=PARIS),
]


@pytest.mark.parametrize("at", FAR_INSTANTS, ids=str)
@pytest.mark.parametrize(
    "name", [name for name in INSTANT_QUESTIONS if name not in {"pause from", "pause to"}]
)
@pytest.mark.parametrize("zone", ["Europe/Paris", "Pacific/Kiritimati", "America/Adak"])
def test_instants_outside_the_supported_years_are_refused(at: datetime, name: str, zone: str) -> None:
    calendar = BusinessCalendar(zone, OFFICE)
    if at.year in {1899, 2200}:
        at = at.replace(tzinfo=ZoneInfo(zone))
    start_late = name == "windows to" and at < AT
    if start_late:
        assert calendar.windows(AT, at) == ()
    else:
        assert code_of(lambda: INSTANT_QUESTIONS[name](calendar, at)) == "PSP611"


@pytest.mark.parametrize("day", [date.min, date.max, date(1899, 12, 31), date(2200, 1, 1)])
@pytest.mark.parametrize("name", [name for name in DATE_QUESTIONS if name != "business_days to"])
def test_dates_outside_the_supported_years_are_refused(
    calendar: BusinessCalendar, day: date, name: str
) -> None:
    assert code_of(lambda: DATE_QUESTIONS[name](calendar, day)) == "PSP611"


def test_the_first_and_the_last_supported_instants_are_known() -> None:
    calendar = BusinessCalendar("Europe/Paris", dict.fromkeys(OFFICE, (("00:00", "24:00"),)))
    first = datetime(1900, 1, 1, tzinfo=PARIS)
    end = datetime(2199, 12, 31, 23, tzinfo=PARIS) + timedelta(hours=1)

    assert calendar.is_open(first)
    assert calendar.is_open(end - TICK) == calendar.is_business_day(date(2199, 12, 31))
    assert calendar.elapsed(end - timedelta(hours=1), end) == timedelta(hours=1)
    assert calendar.previous_close(first + timedelta(hours=1)) is None
    assert calendar.elapsed(first, end) > timedelta(days=200 * 365)


def test_a_calendar_that_never_opens_answers_and_ends() -> None:
    calendar = BusinessCalendar("Europe/Paris", {})

    assert not calendar.is_open(AT)
    assert calendar.next_open(AT) is None
    assert calendar.previous_close(AT) is None
    assert calendar.windows(AT, AT + timedelta(days=3650)) == ()
    assert calendar.elapsed(AT, AT + timedelta(days=3650)) == timedelta()
    assert calendar.add(AT, timedelta()) == AT
    assert not calendar.is_business_day(AT.date())
    assert calendar.offset(AT.date(), 0) == AT.date()
    for question in (
        lambda: calendar.add(AT, TICK),
        lambda: calendar.add(AT, -TICK),
        lambda: calendar.due(AT, BusinessDays(1)),
        lambda: calendar.earliest_due(AT, BusinessDays(1)),
        lambda: calendar.due(AT, BusinessDays(1), Convention("within-hours", "business-hours")),
        lambda: calendar.offset(AT.date(), -1),
        lambda: calendar.roll(AT.date()),
    ):
        assert code_of(question) == "PSP611"


@pytest.mark.parametrize("open_time", [timedelta.max, timedelta.min, timedelta(days=200_000)])
def test_sums_beyond_all_bounds_are_refused(calendar: BusinessCalendar, open_time: timedelta) -> None:
    assert code_of(lambda: calendar.add(AT, open_time)) == "PSP611"


def test_wrong_arguments_are_refused(calendar: BusinessCalendar) -> None:
    assert code_of(lambda: calendar.add(AT, 3600)) == "PSP617"  # type: ignore[arg-type]
    assert code_of(lambda: calendar.offset(AT.date(), 1.5)) == "PSP618"  # type: ignore[arg-type]
    assert code_of(lambda: calendar.offset(AT.date(), 1, roll="next")) == "PSP613"  # type: ignore[arg-type]
    assert code_of(lambda: calendar.roll(AT.date(), "next")) == "PSP613"  # type: ignore[arg-type]
    assert code_of(lambda: calendar.due(AT, BusinessDays(1), pauses=[(AT, AT - TICK)])) == "PSP615"


# A value


def test_equal_calendars_are_equal_and_hash_alike(calendar: BusinessCalendar) -> None:
    same = BusinessCalendar(
        time_zone="Europe/Paris",
        hours={**OFFICE, "mon": [("13:00", "17:00"), ("09:00", "12:00")], "sat": []},
        holidays=(date(2026, 4, 6),),
        special_hours={},
        closures={},
    )

    assert same == calendar
    assert hash(same) == hash(calendar)
    assert len({same, calendar}) == 1
    assert calendar != BusinessCalendar("Europe/Berlin", OFFICE, ["2026-04-06"])
    assert calendar != BusinessCalendar("Europe/Paris", OFFICE)
    assert calendar != "calendar"


def test_a_calendar_cannot_be_changed(calendar: BusinessCalendar) -> None:
    with pytest.raises(AttributeError):
        calendar.time_zone = "UTC"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del calendar._rules


FULL = BusinessCalendar(
    "Europe/Paris",
    OFFICE,
    ListedHolidays(
        {date(2026, 4, 6): LocalizedText(fr="Lundi de Pâques", en="Easter Monday"), "2026-05-01": None},
        first="2026-01-01",
        last="2027-12-31",
    ),
    special_hours={"2026-12-24": [["09:00", "12:00"]], date(2026, 12, 26): []},
    closures=[Closure("2026-06-01", "2026-06-05", ("09:00", "11:00"), TRAINING), Closure("2026-08-14")],
    periods=[
        HoursPeriod("2026-12-20", "2027-01-05", {"mon": [["10:00", "12:00"]]}, each_year=True),
        HoursPeriod("2026-07-01", "2026-08-31", "always"),
    ],
)


@pytest.mark.parametrize("whole", [FULL, BusinessCalendar("UTC", {"sun": [["22:00", "06:00"]]})])
def test_a_calendar_survives_plain_types_and_pickling(whole: BusinessCalendar) -> None:
    plain = json.loads(json.dumps(whole.to_dict()))

    assert BusinessCalendar(**plain) == BusinessCalendar.from_dict(plain) == whole
    whole.is_open(AT)
    assert pickle.loads(pickle.dumps(whole)) == whole
    assert eval(repr(whole), {"BusinessCalendar": BusinessCalendar}) == whole


def test_the_plain_shape_is_the_one_that_was_given() -> None:
    plain = {
        "time_zone": "Europe/Paris",
        "hours": {"mon": [["09:00", "12:00"], ["13:00", "24:00"]], "fri": [["22:00", "06:00"]]},
        "holidays": ["2026-04-06"],
        "special_hours": {"2026-12-24": []},
        "closures": {"2026-03-03": [["13:30", "14:00"]]},
    }

    assert BusinessCalendar(**plain).to_dict() == plain  # type: ignore[arg-type]


def test_many_threads_may_ask_a_fresh_calendar() -> None:
    questions = [AT + timedelta(days=97 * number) for number in range(-60, 60)]
    alone = [(FULL_RANGE.is_open(at), FULL_RANGE.due(at, BusinessDays(2))) for at in questions]

    for _ in range(5):
        fresh = BusinessCalendar("Europe/Paris", OFFICE)
        with ThreadPoolExecutor(8) as pool:
            opened = list(pool.map(fresh.is_open, questions))
            due = list(pool.map(lambda at: fresh.due(at, BusinessDays(2)), questions))  # noqa: B023
            elapsed = list(pool.map(lambda at: fresh.elapsed(AT, at), questions))  # noqa: B023
        assert list(zip(opened, due, strict=True)) == alone
        assert elapsed == [FULL_RANGE.elapsed(AT, at) for at in questions]


FULL_RANGE = BusinessCalendar("Europe/Paris", OFFICE)


def test_the_parts_can_be_read(calendar: BusinessCalendar) -> None:
    assert calendar.time_zone == "Europe/Paris"
    assert calendar.holidays == ListedHolidays([Holiday("2026-04-06")])
    assert BusinessCalendar("UTC", {}).holidays is NO_HOLIDAYS
    assert calendar.usual_day(date(2026, 4, 6)) == timedelta(hours=7)
    assert BusinessCalendar("UTC", {}).usual_day(date(2026, 4, 6)) == timedelta()


@pytest.mark.parametrize(
    ("hours", "usual"),
    [
        ({"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]], "fri": [["09:00", "15:00"]]}, 8),
        ({"mon": [["09:00", "17:00"]], "fri": [["09:00", "15:00"]]}, 6),
        ({"mon": [["22:00", "06:00"]]}, 8),
        ({"mon": [["00:00", "24:00"]]}, 24),
        ("always", 24),
        ({}, 5),
    ],
)
def test_the_usual_day_is_the_commonest(hours: Any, usual: int) -> None:
    calendar = BusinessCalendar(
        "UTC",
        hours,
        special_hours={"2026-03-03": [["09:00", "10:00"]]},
        periods=[HoursPeriod("2026-07-01", "2026-08-31", {"mon": [["09:00", "14:00"]]})],
    )
    assert {calendar.usual_day(date(2026, month, 3)) for month in range(1, 13)} == {timedelta(hours=usual)}


@pytest.mark.parametrize(
    ("zone", "year"),
    [("Africa/Ceuta", 1901), ("America/Tijuana", 1922), ("Asia/Jakarta", 1924), ("Asia/Ho_Chi_Minh", 1960)],
)
@pytest.mark.parametrize("first_asked", ["the old year", "the new year"])
def test_hours_that_a_clock_change_carries_over_new_year_are_kept(
    zone: str, year: int, first_asked: str
) -> None:
    calendar = BusinessCalendar(
        zone, {day: [("23:30", "23:50")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    )
    start, end = datetime(year - 1, 12, 31, 6, tzinfo=UTC), datetime(year, 1, 2, 6, tzinfo=UTC)
    calendar.is_open(start if first_asked == "the old year" else end)
    assert calendar.elapsed(start, end) == timedelta(minutes=40)
    assert len(calendar.windows(start, end)) == 2


@pytest.mark.parametrize(
    ("special", "hours"),
    [
        ({}, 12),
        ({"2026-03-03": [("22:00", "06:00")]}, 4 + 7 + 4),
        ({"2026-03-03": [("22:00", "05:00")]}, 4 + 7 + 4),
        ({"2026-03-03": [("22:00", "04:59")]}, 4 + 7 - 1 / 60 + 4),
        ({"2026-03-02": [("22:00", "06:00")], "2026-03-04": [("05:30", "07:00")]}, 8 + 3 + 1.5),
        ({"2026-03-03": [("20:00", "24:00")], "2026-03-04": [("00:00", "06:00")]}, 4 + 10),
    ],
)
def test_hours_of_one_day_that_reach_into_those_of_the_next_count_once(special: Any, hours: float) -> None:
    week = {day: [("05:00", "09:00")] for day in ("mon", "tue", "wed")}
    calendar = BusinessCalendar("UTC", week, special_hours=special)
    start, end = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)
    assert calendar.elapsed(start, end) == timedelta(hours=hours)
    windows = calendar.windows(start, end)
    assert sum((each.end - each.start for each in windows), timedelta(0)) == timedelta(hours=hours)
    assert all(one.end < other.start for one, other in pairwise(windows))
