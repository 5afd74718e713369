"""Where holidays come from, what they are called, and how far they are known."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays, list_supported_countries

from ptc_service_policy.business_time import (
    NO_HOLIDAYS,
    BusinessCalendar,
    BusinessDays,
    ListedHolidays,
    PublicHolidays,
    SkippedDay,
    unite,
)
from ptc_service_policy.errors import BusinessTimeError, CoverageError
from ptc_service_policy.text import LocalizedText

PARIS = ZoneInfo("Europe/Paris")
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "17:00"),))
NIGHTS = dict.fromkeys(OFFICE, (("22:00", "06:00"),))
REASON = LocalizedText(fr="Pont de l'Ascension", en="Bridge after Ascension Day")
WHIT_MONDAY = LocalizedText(fr="Lundi de Pentecôte", en="Pentecost Monday")
TICK = timedelta(microseconds=1)


def test_public_holidays_have_both_names() -> None:
    found = PublicHolidays("FR").in_year(2026)

    assert len(found) == 11
    assert found[date(2026, 5, 25)] == WHIT_MONDAY


def test_a_subdivision_has_its_own() -> None:
    days = set(PublicHolidays("FR", "57").in_year(2026)) - set(PublicHolidays("FR").in_year(2026))

    assert days == {date(2026, 4, 3), date(2026, 12, 26)}


@pytest.mark.parametrize(
    ("country", "day", "fr", "en"),
    [
        ("FR", date(2026, 7, 14), "Fête nationale", "National Day"),
        ("BE", date(2026, 7, 21), "Fête nationale", "National Day"),
        ("CA", date(2026, 7, 1), "Fête du Canada", "Canada Day"),
        ("DE", date(2026, 10, 3), "German Unity Day", "German Unity Day"),
        ("JP", date(2026, 4, 29), "Showa Day", "Showa Day"),
        ("US", date(2026, 7, 4), "Independence Day", "Independence Day"),
        ("FR", date(2026, 5, 1), "Fête du Travail", "Labour Day"),
        ("US", date(2026, 9, 7), "Labor Day", "Labor Day"),
        ("GH", date(2026, 3, 6), "Independence Day", "Independence Day"),
    ],
)
def test_a_name_is_in_the_readers_language_or_in_english(country: str, day: date, fr: str, en: str) -> None:
    assert PublicHolidays(country).in_year(2026)[day] == LocalizedText(fr=fr, en=en)


def test_no_name_is_in_a_third_language() -> None:
    for country in list_supported_countries(include_aliases=False):
        known = set(country_holidays(country).supported_languages)
        assert not known or any(code[:2] == "en" for code in known), country


def test_names_do_not_depend_on_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    before = PublicHolidays("FR").in_year(2027)
    monkeypatch.setenv("LANGUAGE", "th")

    assert PublicHolidays("FR").in_year(2027) == before


def test_several_sources_close_the_days_of_each() -> None:
    listed = ListedHolidays({"2026-05-15": REASON, "2026-05-25": None}, first="2020-01-01")
    france = PublicHolidays("FR", last="2030-12-31")
    united = unite((listed, NO_HOLIDAYS, france, listed))

    assert set(united.in_year(2026)) == {*france.in_year(2026), date(2026, 5, 15)}
    assert united.in_year(2026)[date(2026, 5, 15)] == REASON
    assert united.in_year(2026)[date(2026, 5, 25)] == WHIT_MONDAY
    assert united.coverage == (date(2020, 1, 1), date(2030, 12, 31))
    assert unite((united, listed)) == united


def test_one_source_alone_stays_as_it_is() -> None:
    france = PublicHolidays("FR")

    assert unite(()) == unite((NO_HOLIDAYS,)) == NO_HOLIDAYS
    assert unite((france, NO_HOLIDAYS, france)) == france


def test_an_owner_adds_and_removes_days() -> None:
    holidays = PublicHolidays("FR", added={"2026-05-15": REASON}, removed={"2026-05-25": None})
    calendar = BusinessCalendar("Europe/Paris", OFFICE, holidays)

    assert calendar.is_business_day(date(2026, 5, 25))
    received = datetime(2026, 5, 13, 10, tzinfo=PARIS)
    assert calendar.skipped(received, BusinessDays(1))[:2] == (
        SkippedDay(date(2026, 5, 14), "holiday", LocalizedText(fr="Ascension", en="Ascension Day")),
        SkippedDay(date(2026, 5, 15), "holiday", REASON),
    )


@pytest.mark.parametrize(
    ("code", "build"),
    [
        ("PSP608", lambda: PublicHolidays("XX")),
        ("PSP608", lambda: PublicHolidays("fr")),
        ("PSP608", lambda: PublicHolidays("France")),
        ("PSP608", lambda: PublicHolidays("")),
        ("PSP609", lambda: PublicHolidays("FR", "Corse")),
        ("PSP615", lambda: PublicHolidays("FR", first="2027-01-01", last="2026-01-01")),
        ("PSP606", lambda: ListedHolidays(["2026-04-31"])),
        ("PSP607", lambda: ListedHolidays({"2026-04-06": "Easter Monday"})),
    ],
)
def test_what_is_not_known_is_refused(code: str, build: Callable[[], object]) -> None:
    with pytest.raises(BusinessTimeError) as caught:
        build()

    assert caught.value.problems[0].code == code


@pytest.mark.parametrize(("country", "near"), [("France", "FR"), ("FRR", "FR"), ("Germny", "DE")])
def test_near_countries_are_named(country: str, near: str) -> None:
    with pytest.raises(BusinessTimeError, match=f"Similar codes: .*{near}"):
        PublicHolidays(country)


@pytest.mark.parametrize(
    "plain",
    [
        ["2026-04-06"],
        {"days": {"2026-04-06": {"fr": "Lundi de Pâques", "en": "Easter Monday"}}, "last": "2026-12-31"},
        {"country": "FR"},
        {
            "country": "FR",
            "subdivision": "57",
            "added": {"2026-05-15": {"fr": "Pont", "en": "Bridge"}, "2026-07-13": None},
            "removed": {"2026-05-25": None},
            "first": "2026-01-01",
            "last": "2027-12-31",
        },
        {"any_of": [{"country": "FR"}, ["2026-05-15"]]},
    ],
)
def test_plain_shapes_come_back(plain: Any) -> None:
    calendar = BusinessCalendar("Europe/Paris", OFFICE, plain)

    assert calendar.to_dict()["holidays"] == plain
    assert BusinessCalendar.from_dict(calendar.to_dict()) == calendar


def test_a_plain_list_is_known_for_ever() -> None:
    assert NO_HOLIDAYS.coverage == ListedHolidays(["2026-04-06"]).coverage == (None, None)


def test_the_package_says_what_it_knows() -> None:
    calendar = BusinessCalendar("Europe/Paris", OFFICE, PublicHolidays("FR"))
    last_second = datetime(2100, 12, 31, 23, 59, 59, tzinfo=PARIS)

    assert not calendar.is_open(last_second)
    with pytest.raises(CoverageError, match="1900 to Friday 31 December 2100"):
        calendar.is_open(last_second + timedelta(seconds=1))


REVIEWED = ListedHolidays(["2026-05-01"], first="2026-01-01", last="2026-12-31")
BEGIN, END = datetime(2026, 1, 1, tzinfo=PARIS), datetime(2027, 1, 1, tzinfo=PARIS)


def outside(ask: Callable[[], object]) -> None:
    with pytest.raises(CoverageError, match="PSP610") as caught:
        ask()
    assert "jeudi 1er janvier 2026 au jeudi 31 décembre 2026" in caught.value.write("fr")


@pytest.mark.parametrize("fresh", [True, False])
def test_instants_outside_the_coverage_are_refused(fresh: bool) -> None:
    calendar = BusinessCalendar("Europe/Paris", OFFICE, REVIEWED)
    if not fresh:
        calendar.is_open(BEGIN)

    assert not calendar.is_open(BEGIN)
    assert not calendar.is_open(END - TICK)
    outside(lambda: calendar.is_open(BEGIN - TICK))
    outside(lambda: calendar.is_open(END))
    assert calendar.elapsed(BEGIN, END) == calendar.elapsed(BEGIN, END - TICK)
    assert calendar.windows(BEGIN, END)
    outside(lambda: calendar.elapsed(BEGIN - TICK, END))
    outside(lambda: calendar.elapsed(BEGIN, END + TICK))
    outside(lambda: calendar.windows(BEGIN, END + TICK))
    outside(lambda: calendar.next_open(END - timedelta(hours=1)))
    outside(lambda: calendar.previous_close(BEGIN + timedelta(hours=1)))
    outside(lambda: calendar.add(BEGIN, timedelta(days=365)))
    outside(lambda: calendar.add(END, -timedelta(days=365)))


@pytest.mark.parametrize("fresh", [True, False])
def test_dates_outside_the_coverage_are_refused(fresh: bool) -> None:
    calendar = BusinessCalendar("Europe/Paris", OFFICE, REVIEWED)
    if not fresh:
        calendar.is_open(BEGIN)
    first, last = date(2026, 1, 1), date(2026, 12, 31)

    assert calendar.is_business_day(first)
    assert calendar.is_business_day(last)
    outside(lambda: calendar.is_business_day(first - timedelta(days=1)))
    outside(lambda: calendar.is_business_day(last + timedelta(days=1)))
    assert calendar.offset(last, -259) == first
    outside(lambda: calendar.offset(last, 1))
    outside(lambda: calendar.offset(first, -1))
    assert calendar.due(datetime(2026, 12, 29, 10, tzinfo=PARIS), BusinessDays(2)).day == 31
    outside(lambda: calendar.due(datetime(2026, 12, 30, 10, tzinfo=PARIS), BusinessDays(2)))
    outside(lambda: calendar.due(BEGIN - TICK, BusinessDays(2)))


@pytest.mark.parametrize("fresh", [True, False])
def test_a_night_that_nobody_knows_is_refused(fresh: bool) -> None:
    """Whether the first morning is open depends on the day before, of which nothing is known."""
    calendar = BusinessCalendar("Europe/Paris", NIGHTS, REVIEWED)
    if not fresh:
        calendar.is_open(datetime(2026, 6, 1, tzinfo=PARIS))

    outside(lambda: calendar.is_open(BEGIN + timedelta(hours=3)))
    assert calendar.is_open(BEGIN + timedelta(hours=25))
    assert calendar.is_business_day(date(2026, 1, 1))
    assert calendar.due(BEGIN + timedelta(hours=3), BusinessDays(1)) == datetime(2026, 1, 3, 6, tzinfo=PARIS)
    assert calendar.due(END - timedelta(hours=25), BusinessDays(1)) == datetime(2027, 1, 1, 6, tzinfo=PARIS)


def test_importing_the_engine_imports_neither_holidays_nor_dateutil() -> None:
    code = (
        "import sys, ptc_service_policy.business_time as engine;"
        "engine.BusinessCalendar('UTC', {}, ['2026-01-01']);"
        "sys.exit(bool({'holidays', 'dateutil'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_one_country_does_not_import_all() -> None:
    code = (
        "import sys; from ptc_service_policy.business_time import PublicHolidays;"
        "PublicHolidays('FR').in_year(2026);"
        "sys.exit('holidays.countries' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
