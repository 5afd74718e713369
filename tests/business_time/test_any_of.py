"""Several calendars as one: hours that hand over from zone to zone."""

import json
import pickle
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ptc_service_policy.business_time import (
    NO_HOLIDAYS,
    BusinessCalendar,
    BusinessDays,
    BusinessTime,
    ListedHolidays,
    SkippedDay,
    Window,
)
from ptc_service_policy.errors import BusinessTimeError, CoverageError
from ptc_service_policy.text import LocalizedText

from .oracle import CONVENTIONS, DAY, UnionOracle, as_asked, half_hours, instants, unions, utc

PARIS, HOUR = ZoneInfo("Europe/Paris"), timedelta(hours=1)
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
EASTER = LocalizedText(fr="Lundi de Pâques", en="Easter Monday")
IN_PARIS = BusinessCalendar("Europe/Paris", OFFICE, {"2026-04-06": EASTER})
IN_TOKYO = BusinessCalendar("Asia/Tokyo", OFFICE, ["2026-04-29"])
IN_NEW_YORK = BusinessCalendar("America/New_York", OFFICE, ["2026-04-06"])
SUN = BusinessCalendar.any_of("Europe/Paris", [IN_PARIS, IN_TOKYO, IN_NEW_YORK])

Situation = tuple[BusinessCalendar, UnionOracle]


def paris(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=PARIS)


def windows(calendar: BusinessCalendar, day: str) -> list[str]:
    start = paris(f"{day}T00:00")
    found = calendar.windows(start, start + timedelta(days=1))
    return [f"{window.start:%H:%M}-{window.end:%H:%M}" for window in found]


# Examples


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("03-05", ["01:00-17:00", "15:00-23:00"]),
        ("03-10", ["01:00-17:00", "14:00-22:00"]),
        ("04-01", ["02:00-17:00", "15:00-23:00"]),
        ("04-06", ["02:00-10:00"]),
        ("04-29", ["09:00-23:00"]),
        ("04-04", []),
    ],
)
def test_hours_hand_over_by_each_zones_own_clock(day: str, hours: list[str]) -> None:
    """In March New York has changed its clocks and Paris has not."""
    joined = [f"{hours[0][:6]}{hours[-1][6:]}"] if hours else []
    assert windows(SUN, day) == joined


def test_a_gap_between_two_calendars_stays_one() -> None:
    hours = BusinessCalendar.any_of("Europe/Paris", [IN_TOKYO, IN_NEW_YORK])

    assert windows(hours, "04-01") == ["02:00-10:00", "15:00-23:00"]
    assert hours.elapsed(paris("04-01T00:00"), paris("04-02T00:00")) == 16 * HOUR
    assert hours.add(paris("04-01T09:30"), HOUR) == paris("04-01T15:30")
    assert hours.next_open(paris("04-01T10:00")) == paris("04-01T15:00")
    assert hours.due(paris("04-01T09:30"), BusinessTime(HOUR)) == paris("04-01T15:30")


def test_a_date_is_a_business_day_when_hours_begin_on_it() -> None:
    """Sydney opens on Monday while it is Sunday evening in Paris, until the clocks of both have changed."""
    sydney = BusinessCalendar("Australia/Sydney", OFFICE)
    los_angeles = BusinessCalendar("America/Los_Angeles", OFFICE)
    calendar = BusinessCalendar.any_of("Europe/Paris", [sydney, los_angeles])

    sunday, saturday = date(2026, 3, 1), date(2026, 3, 7)
    assert windows(calendar, "03-01") == ["23:00-00:00"]
    assert calendar.is_business_day(sunday)
    assert windows(calendar, "03-07") == ["00:00-02:00"]
    assert not calendar.is_business_day(saturday)
    assert not calendar.is_business_day(date(2026, 6, 7))
    assert calendar.due(paris("03-06T10:00"), BusinessDays(0)) == paris("03-07T02:00")
    assert calendar.due(paris("03-06T10:00"), BusinessDays(1)) == paris("03-09T07:00")


def test_the_reason_of_the_first_that_has_one() -> None:
    two = BusinessCalendar.any_of("Europe/Paris", [IN_TOKYO, IN_PARIS])
    both = BusinessCalendar.any_of("Europe/Paris", [IN_PARIS, IN_NEW_YORK])
    swapped = BusinessCalendar.any_of("Europe/Paris", [IN_NEW_YORK, IN_PARIS])

    assert two.closed_day(date(2026, 4, 6)) is None
    assert both.closed_day(date(2026, 4, 6)) == SkippedDay(date(2026, 4, 6), "holiday", EASTER)
    assert swapped.closed_day(date(2026, 4, 6)) == SkippedDay(date(2026, 4, 6), "holiday")
    assert both.closed_day(date(2026, 4, 4)) == SkippedDay(date(2026, 4, 4), "no-hours")
    assert both.skipped(paris("04-03T10:00"), BusinessDays(1))[-1].name == EASTER


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-05", "2026-03-10"])
def test_the_first_and_the_last_day_that_is_known_has_its_reason(day: str) -> None:
    listed = ListedHolidays([day], "2026-03-02", "2026-03-10")
    parts = [
        BusinessCalendar("UTC", "always", listed),
        BusinessCalendar("UTC", {"sun": [["09:00", "12:00"]]}),
    ]
    closed = date.fromisoformat(day)
    assert BusinessCalendar.any_of("UTC", parts).closed_day(closed) == SkippedDay(closed, "holiday")


@pytest.mark.parametrize(
    ("calendars", "hours"),
    [
        ([IN_PARIS], 8),
        ([IN_PARIS, IN_PARIS], 8),
        ([IN_TOKYO, IN_NEW_YORK], 16),
        ([IN_PARIS, IN_TOKYO, IN_NEW_YORK], 22),
        ([BusinessCalendar("Asia/Tokyo", "always")], 24),
        ([BusinessCalendar("Asia/Tokyo", {}, [], {"2026-01-05": [["09:00", "12:00"]]})], 3),
        ([BusinessCalendar("Asia/Tokyo", {})], 0),
    ],
)
def test_the_usual_day(calendars: list[BusinessCalendar], hours: int) -> None:
    assert BusinessCalendar.any_of("Europe/Paris", calendars).usual_day(date(2026, 4, 6)) == hours * HOUR


def test_a_calendar_of_calendars() -> None:
    west = BusinessCalendar.any_of("America/New_York", [IN_PARIS, IN_NEW_YORK])
    nested = BusinessCalendar.any_of("Europe/Paris", [west, IN_TOKYO])
    start, end = paris("03-01T00:00"), paris("05-15T00:00")

    assert nested != SUN
    assert nested.windows(start, end) == SUN.windows(start, end)
    assert nested.business_days(start.date(), end.date()) == SUN.business_days(start.date(), end.date())
    assert nested.usual_day(start.date()) == SUN.usual_day(start.date())
    assert BusinessCalendar.from_dict(nested.to_dict()) == nested


# A value


def test_it_survives_plain_types_and_pickling() -> None:
    plain = json.loads(json.dumps(SUN.to_dict()))
    SUN.is_open(paris("04-01T10:00"))

    assert plain == {
        "time_zone": "Europe/Paris",
        "any_of": [part.to_dict() for part in (IN_PARIS, IN_TOKYO, IN_NEW_YORK)],
    }
    for copy in (
        BusinessCalendar.from_dict(plain),
        pickle.loads(pickle.dumps(SUN)),
        eval(repr(SUN), {"BusinessCalendar": BusinessCalendar}),
    ):
        assert copy == SUN
        assert hash(copy) == hash(SUN)
    assert BusinessCalendar.any_of("Europe/Berlin", [IN_PARIS, IN_TOKYO, IN_NEW_YORK]) != SUN
    assert BusinessCalendar.any_of("Europe/Paris", [IN_PARIS, IN_TOKYO]) != SUN
    assert BusinessCalendar.any_of("Europe/Paris", [IN_PARIS]) != IN_PARIS
    with pytest.raises(AttributeError):
        SUN.time_zone = "UTC"  # type: ignore[misc]


def test_the_holidays_are_those_that_all_have_alike() -> None:
    assert SUN.holidays == NO_HOLIDAYS
    assert BusinessCalendar.any_of("UTC", [IN_NEW_YORK, IN_NEW_YORK]).holidays == IN_NEW_YORK.holidays
    assert SUN.time_zone == "Europe/Paris"


@pytest.mark.parametrize("calendars", [[], None, 3, IN_PARIS, [IN_PARIS, {"time_zone": "UTC"}], "UTC"])
def test_anything_but_calendars_is_refused(calendars: Any) -> None:
    with pytest.raises(BusinessTimeError, match="PSP607"):
        BusinessCalendar.any_of("UTC", calendars)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(BusinessTimeError, match="PSP602"):
        BusinessCalendar.any_of("Europe/Pariss", [IN_PARIS])
    with pytest.raises(BusinessTimeError, match="PSP607"):
        BusinessCalendar.from_dict({**SUN.to_dict(), "hours": {}})


# What is known


def bounded(zone: str) -> BusinessCalendar:
    return BusinessCalendar(zone, "always", ListedHolidays([], "2026-01-01", "2026-12-31"))


@pytest.mark.parametrize(
    ("zones", "own_zone", "first", "last"),
    [
        (["Europe/Paris"], "Europe/Paris", date(2026, 1, 1), date(2026, 12, 31)),
        (["Asia/Tokyo"], "Europe/Paris", date(2026, 1, 1), date(2026, 12, 30)),
        (["America/New_York"], "Europe/Paris", date(2026, 1, 2), date(2026, 12, 31)),
        (["America/New_York", "Asia/Tokyo"], "Europe/Paris", date(2026, 1, 2), date(2026, 12, 30)),
        (["Pacific/Kiritimati"], "Pacific/Pago_Pago", date(2025, 12, 31), date(2026, 12, 29)),
    ],
)
def test_only_what_all_know_is_known(zones: list[str], own_zone: str, first: date, last: date) -> None:
    calendar = BusinessCalendar.any_of(own_zone, [*map(bounded, zones), BusinessCalendar("UTC", {})])
    zone = ZoneInfo(own_zone)
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, last))

    assert calendar.known_days == (first, last)
    for known in (begin + DAY, end - HOUR):
        assert calendar.is_open(known)
    assert calendar.elapsed(end - 9 * DAY, end + 24 * HOUR) == 10 * DAY
    for unknown in (begin - HOUR, end + 24 * HOUR):
        with pytest.raises(CoverageError, match="PSP610"):
            calendar.is_open(unknown)
    with pytest.raises(CoverageError, match="PSP610"):
        calendar.due(end, BusinessDays(2))


def test_calendars_that_never_open_answer_and_end() -> None:
    never = BusinessCalendar.any_of("Europe/Paris", [BusinessCalendar("UTC", {})])
    at = paris("04-01T10:00")

    assert never.next_open(at) is None
    assert never.previous_close(at) is None
    with pytest.raises(BusinessTimeError, match="PSP611"):
        never.due(at, BusinessDays(1))
    for far in (datetime(1899, 12, 31, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)):
        with pytest.raises(BusinessTimeError, match="PSP611"):
            SUN.is_open(far)
    assert SUN.windows(paris("04-01T03:00"), paris("04-01T04:00")) == (
        Window(paris("04-01T03:00"), paris("04-01T04:00")),
    )


# The oracle


@given(unions(), st.data(), st.timedeltas(-20 * DAY, 20 * DAY) | st.integers(-90, 90).map(half_hours))
def test_open_time(situation: Situation, data: st.DataObject, open_time: timedelta) -> None:
    calendar, oracle = situation
    start, end = data.draw(instants(oracle)), data.draw(instants(oracle))
    asked = as_asked(oracle, start)

    assert calendar.is_open(asked) == oracle.is_open(start)
    if (opening := near(oracle, oracle.next_open(start))) is not None:
        assert utc(calendar.next_open(asked)) == opening
    if (closing := near(oracle, oracle.previous_close(start))) is not None:
        assert utc(calendar.previous_close(asked)) == closing
    assert [(utc(window.start), utc(window.end)) for window in calendar.windows(asked, end)] == oracle.cut(
        start, end
    )
    assert calendar.elapsed(asked, end) == oracle.elapsed(start, end)
    if (expected := near(oracle, oracle.add(start, open_time))) is not None:
        assert utc(calendar.add(asked, open_time)) == expected


def near(oracle: UnionOracle, at: datetime | None) -> datetime | None:
    """Return what the oracle surely knows: its calendars do not all know the same days."""
    return at if at is not None and abs(at - oracle.base) < 40 * DAY else None


@given(unions(), st.data(), st.integers(0, 4))
def test_business_days(situation: Situation, data: st.DataObject, count: int) -> None:
    calendar, oracle = situation
    received = data.draw(instants(oracle))
    day = oracle.local_date(received)
    expected = tuple(other for other in oracle.business if -9 * DAY <= other - day < 9 * DAY)
    assert calendar.business_days(day - 9 * DAY, day + 9 * DAY) == expected
    for shift in range(-5, 5):
        closed = calendar.closed_day(day + shift * DAY)
        assert (closed is None) == (day + shift * DAY in oracle.business)
        assert closed is None or closed.reason == oracle.reason(closed.day)

    asked, days = as_asked(oracle, received), BusinessDays(count)
    assume(any(part.has_hours for part in oracle.parts))
    dues = {convention: near(oracle, oracle.due(received, count, convention)) for convention in CONVENTIONS}
    known = {convention: due for convention, due in dues.items() if due is not None}
    assume(known == dues)
    for convention, due in known.items():
        details = calendar.due_details(asked, days, convention)
        assert utc(calendar.due(asked, days, convention)) == utc(details.due) == due
        assert utc(details.earliest_due) == min(known.values())
        assert [skipped.day for skipped in details.skipped] == oracle.skipped(received, convention, due)
    for day in (oracle.days[0], oracle.local_date(received), oracle.days[-1]):
        assert calendar.usual_day(day) == oracle.usual_day(day)
    assert BusinessCalendar.from_dict(calendar.to_dict()) == calendar


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Auckland", "Asia/Tokyo"])
def test_what_is_known_of_every_day_is_known_from_any_zone(zone: str) -> None:
    assert BusinessCalendar.any_of(zone, [IN_TOKYO]).known_days == IN_TOKYO.known_days


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("America/New_York", ("2026-04-01", "2026-04-29")),
        ("Asia/Tokyo", ("2026-04-01", "2026-04-30")),
        ("Pacific/Auckland", ("2026-04-02", "2026-04-30")),
    ],
)
def test_of_days_that_are_known_in_one_zone_those_are_in_another_that_are_whole(
    zone: str, days: tuple[str, str]
) -> None:
    listed = ListedHolidays(["2026-04-29"], first="2026-04-01", last="2026-04-30")
    known = BusinessCalendar.any_of(zone, [BusinessCalendar("Asia/Tokyo", OFFICE, listed)]).known_days
    assert tuple(map(str, known)) == days
