"""What the holiday package knows beside plain holidays: days made up, categories, half days, and its end."""

import warnings
from collections.abc import Callable
from datetime import date, datetime
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays, list_supported_countries

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    HoursPeriod,
    ListedHolidays,
    PublicHolidays,
    SkippedDay,
    unite,
)
from ptc_service_policy.business_time.countries import Place, made_up_days, suggest_places
from ptc_service_policy.errors import BusinessTimeError, CoverageError
from ptc_service_policy.text import LocalizedText

WEEK = ("mon", "tue", "wed", "thu", "fri")
OFFICE = dict.fromkeys(WEEK, (("09:00", "17:00"),))
SHORT_FRIDAY = OFFICE | {"fri": (("09:00", "12:00"),)}
NEW_YEARS_EVE = LocalizedText(fr="New Year's Eve (from 1pm)", en="New Year's Eve (from 1pm)")


def day(text: str) -> date:
    return date.fromisoformat(text)


def hours_on(calendar: BusinessCalendar, text: str) -> list[str]:
    begin = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(calendar.time_zone))
    found = calendar.windows(begin, begin.replace(hour=23, minute=59))
    return [f"{each.start:%H:%M}-{each.end:%H:%M}" for each in found]


def code_of(build: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(BusinessTimeError) as caught:
        build()
    (problem,) = caught.value.problems
    return problem.code, f"{problem.message} {problem.hint}"


# Days made up


@pytest.mark.parametrize(
    ("country", "made_up", "off"),
    [
        ("CN", "2017-02-04", "2017-02-02"),
        ("CN", "2019-04-28", "2019-05-02"),
        ("CN", "2019-05-05", "2019-05-03"),
        ("CN", "2018-12-29", "2018-12-31"),
        ("CN", "2001-12-29", "2002-01-02"),
        ("CN", "2026-02-14", "2026-02-20"),
        ("HU", "2026-08-08", "2026-08-21"),
        ("TW", "2025-02-08", "2025-01-27"),
    ],
)
def test_a_day_worked_for_a_day_off_is_a_business_day(country: str, made_up: str, off: str) -> None:
    calendar = BusinessCalendar("UTC", OFFICE, PublicHolidays(country))

    assert calendar.is_business_day(day(made_up))
    assert not calendar.is_business_day(day(off))
    assert day(made_up).weekday() > 4


def test_every_day_that_the_package_works_is_one_and_no_other() -> None:
    for country in ("CN", "HU", "RU", "LV", "FR"):
        calendar, known = BusinessCalendar("UTC", OFFICE, PublicHolidays(country)), country_holidays(country)
        for number in range(day("2024-01-01").toordinal(), day("2026-01-01").toordinal()):
            each = date.fromordinal(number)
            assert calendar.is_business_day(each) == known.is_working_day(each), (country, each)


@pytest.mark.parametrize(
    ("hours", "made_up", "expected"),
    [
        # Saturday 14 February 2026 is worked for Friday the 20th, Saturday 28 February for Monday the 16th.
        (SHORT_FRIDAY, "2026-02-14", ["09:00-12:00"]),
        (SHORT_FRIDAY, "2026-02-28", ["09:00-17:00"]),
        # A weekday without hours leaves its place to the one before the day that is worked.
        ({"wed": OFFICE["wed"], "thu": (("10:00", "11:00"),)}, "2026-02-14", ["10:00-11:00"]),
        (OFFICE | {"sat": (("09:00", "10:00"),)}, "2026-02-14", ["09:00-17:00"]),
        ({"sat": (("09:00", "10:00"),)}, "2026-02-14", ["09:00-10:00"]),
        ({}, "2026-02-14", []),
    ],
)
def test_it_has_the_hours_of_the_day_for_which_it_is(
    hours: dict[str, Any], made_up: str, expected: list[str]
) -> None:
    assert hours_on(BusinessCalendar("Asia/Shanghai", hours, PublicHolidays("CN")), made_up) == expected


def test_those_of_the_period_in_which_it_lies() -> None:
    short = HoursPeriod("2026-02-10", "2026-02-20", dict.fromkeys(WEEK, (("09:00", "15:00"),)))
    calendar = BusinessCalendar("Asia/Shanghai", OFFICE, PublicHolidays("CN"), periods=[short])

    assert hours_on(calendar, "2026-02-14") == ["09:00-15:00"]
    assert hours_on(calendar, "2026-02-28") == ["09:00-17:00"]


@pytest.mark.parametrize(
    ("special", "closures", "added", "expected"),
    [
        ({"2026-02-14": [["10:00", "11:00"]]}, {}, [], ["10:00-11:00"]),
        ({}, {"2026-02-14": [["12:00", "17:00"]]}, [], ["09:00-12:00"]),
        ({}, {}, ["2026-02-14"], []),
    ],
)
def test_what_else_is_known_of_it_comes_first(special: Any, closures: Any, added: Any, expected: Any) -> None:
    holidays = PublicHolidays("CN", added=added)
    calendar = BusinessCalendar("Asia/Shanghai", OFFICE, holidays, special, closures)

    assert hours_on(calendar, "2026-02-14") == expected


@pytest.mark.parametrize(
    "holidays",
    [
        PublicHolidays("FR", made_up={"2026-05-16": "thu"}),
        ListedHolidays(["2026-05-14"], made_up={"2026-05-16": "thu"}),
        unite([PublicHolidays("FR"), ListedHolidays(made_up={"2026-05-16": "thu"})]),
    ],
)
def test_a_day_may_be_made_up_by_agreement(holidays: Any) -> None:
    hours = OFFICE | {"thu": (("08:00", "16:00"),)}
    calendar = BusinessCalendar("Europe/Paris", hours, holidays)

    assert hours_on(calendar, "2026-05-16") == ["08:00-16:00"]
    assert hours_on(calendar, "2026-05-17") == []


def test_nothing_is_worked_for_days_off_that_are_no_holidays() -> None:
    calendar = BusinessCalendar(
        "UTC", OFFICE, PublicHolidays("CN", categories=["half_day"], half_days={"half_day": "12:00"})
    )

    assert not calendar.is_business_day(day("2026-02-14"))
    assert calendar.is_business_day(day("2026-02-20"))


# Categories


@pytest.mark.parametrize(
    ("place", "categories", "extra"),
    [
        (("DE", "BY"), ["public", "catholic"], ["2025-08-15"]),
        (("DE", "BY"), ["catholic", "public", "catholic"], ["2025-08-15"]),
        (("BE", None), ["public", "bank"], ["2025-04-18", "2025-05-30", "2025-12-26"]),
        (("NL", None), ["public", "optional"], []),
        (("US", None), ["public", "government"], ["2025-01-09", "2025-12-24", "2025-12-26"]),
    ],
)
def test_categories_add_their_days(
    place: tuple[str, str | None], categories: list[str], extra: list[str]
) -> None:
    usual, wider = PublicHolidays(*place), PublicHolidays(*place, categories=categories)

    assert set(wider.in_year(2025)) - set(usual.in_year(2025)) == set(map(day, extra))
    assert not set(usual.in_year(2025)) - set(wider.in_year(2025))


def test_the_usual_category_is_that_of_no_category() -> None:
    assert PublicHolidays("FR", categories=["public"]) == PublicHolidays("FR")
    assert PublicHolidays("FR", categories=["public"]).as_plain() == {"country": "FR"}


def test_one_category_alone_leaves_the_others_out() -> None:
    assert set(PublicHolidays("DE", "BY", categories=["catholic"]).in_year(2025)) == {day("2025-08-15")}


@pytest.mark.parametrize(
    ("code", "says", "build"),
    [
        ("PSP624", "catholic, public and school", lambda: PublicHolidays("DE", categories=["bank"])),
        ("PSP624", "public", lambda: PublicHolidays("MC", categories=["public", "half_day"])),
        ("PSP607", "categories", lambda: PublicHolidays("DE", categories="bank")),
        ("PSP625", "half_day", lambda: PublicHolidays("GR", categories=["public", "half_day"])),
        ("PSP624", "public and school", lambda: PublicHolidays("FR", half_days={"half_day": "12:00"})),
        ("PSP606", "12-32", lambda: PublicHolidays("FR", half_days={"12-32": "12:00"})),
        ("PSP606", "02-30", lambda: PublicHolidays("FR", half_days={"02-30": "12:00"})),
        ("PSP606", "half_day", lambda: ListedHolidays(half_days={"half_day": "12:00"})),
        ("PSP603", "12h", lambda: ListedHolidays(half_days={"12-24": "12h"})),
        ("PSP607", "half_days", lambda: ListedHolidays(half_days=["12-24"])),  # type: ignore[arg-type]
        ("PSP605", "fri", lambda: ListedHolidays(made_up={"2026-05-16": "friday"})),
        ("PSP606", "made_up", lambda: ListedHolidays(made_up={"05-16": "fri"})),
        ("PSP607", "made_up", lambda: ListedHolidays(made_up=["2026-05-16"])),  # type: ignore[arg-type]
    ],
)
def test_what_does_not_exist_is_refused(code: str, says: str, build: Callable[[], object]) -> None:
    found, text = code_of(build)

    assert found == code
    assert says in text


# Half days


@pytest.mark.parametrize(
    ("half_days", "text", "expected"),
    [
        ({"12-24": "12:00"}, "2026-12-24", ["09:00-12:00"]),
        ({"12-24": "12:00"}, "2027-12-24", ["09:00-12:00"]),
        ({"2026-12-24": "12:00"}, "2027-12-24", ["09:00-12:30", "14:00-17:00"]),
        ({"2026-12-24": "13:30", "12-24": "12:00"}, "2026-12-24", ["09:00-12:30"]),
        ({"2026-12-24": "15:00", "12-24": "12:00"}, "2026-12-24", ["09:00-12:30", "14:00-15:00"]),
        ({"12-24": "12:30"}, "2026-12-24", ["09:00-12:30"]),
        ({"12-24": "14:00"}, "2026-12-24", ["09:00-12:30"]),
        ({"12-24": "14:01"}, "2026-12-24", ["09:00-12:30", "14:00-14:01"]),
        ({"12-24": "24:00"}, "2026-12-24", ["09:00-12:30", "14:00-17:00"]),
        ({"12-24": "09:00"}, "2026-12-24", []),
        ({"12-25": "12:00"}, "2026-12-25", []),
        ({"12-26": "12:00"}, "2026-12-26", []),
        ({"02-29": "12:00"}, "2028-02-29", ["09:00-12:00"]),
    ],
)
def test_a_half_day_closes_early(half_days: dict[str, str], text: str, expected: list[str]) -> None:
    hours = dict.fromkeys(WEEK, (("09:00", "12:30"), ("14:00", "17:00")))

    for holidays in (PublicHolidays("FR", half_days=half_days), PublicHolidays("DE", half_days=half_days)):
        assert hours_on(BusinessCalendar("Europe/Paris", hours, holidays), text) == expected


@pytest.mark.parametrize("categories", [[], ["public", "half_day"]])
def test_the_half_days_of_the_package_close_when_it_is_said(categories: list[str]) -> None:
    iceland = PublicHolidays("IS", categories=categories, half_days={"half_day": "13:00", "12-23": "16:00"})
    calendar = BusinessCalendar("Atlantic/Reykjavik", OFFICE, iceland)

    assert hours_on(calendar, "2026-12-23") == ["09:00-16:00"]
    assert hours_on(calendar, "2026-12-24") == hours_on(calendar, "2026-12-31") == ["09:00-13:00"]
    assert hours_on(calendar, "2026-12-25") == []
    assert hours_on(calendar, "2026-12-30") == ["09:00-17:00"]


def test_a_half_day_without_time_left_is_a_holiday_with_its_name() -> None:
    afternoons = dict.fromkeys(WEEK, (("13:00", "17:00"),))
    iceland = PublicHolidays("IS", half_days={"half_day": "13:00"})
    calendar = BusinessCalendar("Atlantic/Reykjavik", afternoons, iceland)

    assert calendar.closed_day(day("2026-12-31")) == SkippedDay(day("2026-12-31"), "holiday", NEW_YEARS_EVE)
    assert calendar.closed_day(day("2022-12-31")) == SkippedDay(day("2022-12-31"), "no-hours")


def test_of_several_sources_the_first_to_close_counts() -> None:
    united = unite(
        [
            ListedHolidays(half_days={"12-24": "14:00", "12-31": "12:00"}),
            PublicHolidays("FR", half_days={"12-24": "12:00", "12-31": "14:00"}),
            ListedHolidays(["2027-12-31"]),
        ]
    )
    calendar = BusinessCalendar("Europe/Paris", OFFICE, united)

    assert hours_on(calendar, "2026-12-24") == hours_on(calendar, "2026-12-31") == ["09:00-12:00"]
    assert hours_on(calendar, "2027-12-31") == []


def test_removing_a_half_day_makes_it_a_whole_one() -> None:
    iceland = PublicHolidays("IS", half_days={"half_day": "13:00"}, removed={"2026-12-24": None})
    calendar = BusinessCalendar("Atlantic/Reykjavik", OFFICE, iceland)

    assert hours_on(calendar, "2026-12-24") == ["09:00-17:00"]


def test_special_hours_come_before_a_half_day() -> None:
    holidays = ListedHolidays(half_days={"12-24": "12:00"})
    calendar = BusinessCalendar("UTC", OFFICE, holidays, {"2026-12-24": [["09:00", "15:00"]]})

    assert hours_on(calendar, "2026-12-24") == ["09:00-15:00"]


def test_a_half_day_is_a_business_day() -> None:
    calendar = BusinessCalendar("Europe/Berlin", OFFICE, PublicHolidays("DE", half_days={"12-24": "12:00"}))
    berlin = ZoneInfo("Europe/Berlin")

    due = calendar.due(datetime(2026, 12, 23, 10, tzinfo=berlin), BusinessDays(1))
    assert due == datetime(2026, 12, 24, 12, tzinfo=berlin)


@pytest.mark.parametrize(
    "plain",
    [
        {"country": "DE", "subdivision": "BY", "categories": ["catholic", "public"]},
        {"country": "GR", "categories": ["half_day", "public"], "half_days": {"half_day": "13:00"}},
        {"country": "CN", "half_days": {"12-24": "24:00", "2026-12-31": "00:00"}},
        {"country": "CN", "made_up": {"2027-02-20": "fri"}},
        {"days": {"2026-12-25": None}, "half_days": {"12-24": "12:00"}, "made_up": {"2026-12-19": "mon"}},
    ],
)
def test_plain_shapes_come_back(plain: Any) -> None:
    calendar = BusinessCalendar("Europe/Paris", OFFICE, plain)

    assert calendar.to_dict()["holidays"] == plain
    assert BusinessCalendar.from_dict(calendar.to_dict()) == calendar


# Places


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (("FR", "67"), ("FR", "6AE")),
        (("FR", "68"), ("FR", "6AE")),
        (("FR", "Alsace"), ("FR", "6AE")),
        (("FR", "57"), ("FR", "57")),
        (("DE", "Bayern"), ("DE", "BY")),
        (("DE", "Augsburg"), ("DE", "Augsburg")),
        (("GB", "England"), ("GB", "ENG")),
    ],
)
def test_a_place_is_known_by_its_names(given: tuple[str, str], meant: tuple[str, str]) -> None:
    assert PublicHolidays(*given) == PublicHolidays(*meant)


@pytest.mark.parametrize(
    ("given", "near"),
    [
        (("FR", "69"), "FR-6AE"),
        (("FR", "69"), "FR-57"),
        (("FR", "69"), "FR"),
        (("DE", "Bayer"), "DE-BY"),
        (("DE", "Ausburg"), "DE-Augsburg"),
        (("GB", "ENGLAND"), "GB-ENG"),
        (("UK", "XX"), "UK-ENG"),
        (("Germny", None), "DE"),
    ],
)
def test_near_places_are_named(given: tuple[str, str | None], near: str) -> None:
    hint = suggest_places(*given)
    for said in (hint.fr, hint.en):
        assert near in said.replace(",", " ").replace(".", " ").split()


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        (("DE", "Bavière"), "Similar ones: DE-BY."),
        (("CA", "Québec"), "Similar ones: CA-QC."),
    ],
)
def test_a_region_is_meant_by_its_name_within_its_country(given: tuple[str, str], hint: str) -> None:
    assert suggest_places(*given).en == hint


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        (("FR-67",), "Give the country, FR, and the subdivision, 67, apart."),
        (("FR-6AE",), "Give the country, FR, and the subdivision, 6AE, apart."),
        (("Alsace",), "Give the country, FR, and the subdivision, 6AE, apart."),
        (("US-CA",), "Give the country, US, and the subdivision, CA, apart."),
        # Paris has no holidays of its own: those of France are its.
        (("FR-75",), "Similar codes: FR."),
        (("fr",), "Similar codes: FR."),
        (("France",), "Similar codes: FR."),
        (("AAT",), "Similar codes: AT."),
        (("Catalogn",), "Similar codes: ES."),
        (("Bavarie",), "Similar codes: DE and IT."),
        (("",), "The `holidays` package knows which there are."),
        (("XX-YY",), "The `holidays` package knows which there are."),
    ],
)
def test_who_writes_no_country_is_led_to_one(given: tuple[str], hint: str) -> None:
    code, said = code_of(lambda: PublicHolidays(*given))
    assert code == "PSP608"
    assert f"Give its ISO 3166-1 code, for instance FR. {hint}" in said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("FR-75", "Write FR for a region without holidays of its own: it has those of the country. Those"),
        ("GI-XX", "Write GI: none of its regions has holidays of its own."),
    ],
)
def test_a_region_without_holidays_of_its_own_has_those_of_its_country(place: str, said: str) -> None:
    assert suggest_places(*place.split("-")).en.startswith(said)


# How far the days are known

KNOWN_TO_2100 = pytest.mark.skipif(
    tuple(map(int, version("holidays").split("."))) < (0, 108),
    reason="the package knew its days until 2077 alone",
)


@pytest.mark.parametrize(
    ("country", "last"),
    [
        ("FR", 2100),
        ("US", 2100),
        pytest.param("SA", 2100, marks=KNOWN_TO_2100),
        ("DK", 2100),  # gave up a holiday by law
        # Proclaims days off year by year.
        pytest.param("GH", 2100, marks=KNOWN_TO_2100),
        ("HU", 2100),  # exchanges days off in most years
        ("IN", 2035),
        ("FJ", 2035),
        ("MU", 2035),
        ("ID", 2050),
        ("NZ", 2052),
        ("CN", 2026),  # exchanges days off every year
        ("LK", 2026),
    ],
)
def test_days_are_known_until_one_that_came_every_year_is_lost(country: str, last: int) -> None:
    assert PublicHolidays(country).coverage[1] == date(last, 12, 31)


def test_a_day_after_that_is_refused() -> None:
    calendar = BusinessCalendar("Asia/Kolkata", OFFICE, PublicHolidays("IN"))

    assert not calendar.is_business_day(day("2035-10-30"))  # Diwali
    with pytest.raises(CoverageError, match="to Monday 31 December 2035"):
        calendar.is_business_day(day("2036-01-01"))


@pytest.mark.parametrize("place", [("IN", "MH"), ("IN", "KL"), ("US", "CA"), ("GB", "ENG"), ("ES", "CT")])
def test_no_day_that_came_for_ten_years_is_lost_before_the_end(place: tuple[str, str]) -> None:
    """Compare what the package itself answers for each year, by the dates of each name."""
    holidays = PublicHolidays(*place)
    last = (holidays.coverage[1] or date.max).year
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        known = country_holidays(place[0], subdiv=place[1], years=range(2016, 2101), language="en_US")
    years: dict[str, set[int]] = {}
    for each, joined in known.items():
        for name in joined.split("; "):
            years.setdefault(name.partition(" (")[0], set()).add(each.year)

    for name, found in years.items():
        for year in range(2026, last):
            if set(range(year - 9, year + 1)) <= found:
                assert max(found) > year, (name, year)


def test_what_an_owner_reviewed_is_known() -> None:
    assert PublicHolidays("CN", last="2027-12-31").coverage == (day("1950-01-01"), day("2027-12-31"))


def test_nothing_warns() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert PublicHolidays("IN").coverage[1]
        assert PublicHolidays("IN").in_year(1990)


def test_no_category_has_a_name_in_another_script() -> None:
    for country in list_supported_countries(include_aliases=False):
        known = country_holidays(country)
        half_days = {"half_day": "12:00"} if "half_day" in known.supported_categories else {}
        holidays = PublicHolidays(country, categories=known.supported_categories, half_days=half_days)
        for name in filter(None, holidays.in_year(2026).values()):
            assert all(ord(each) < 0x0370 or 0x1E00 <= ord(each) < 0x2100 for each in name.fr + name.en), name


@pytest.mark.parametrize(
    ("country", "made_up", "off"), [("AM", "2006-12-30", "2007-01-03"), ("AM", "2014-12-20", "2015-01-08")]
)
def test_a_day_may_be_worked_in_the_year_before_the_day_off(country: str, made_up: str, off: str) -> None:
    worked = date.fromisoformat(made_up)
    found = made_up_days(Place(country, None, ()), worked.year)
    assert found[worked] == date.fromisoformat(off).weekday()
