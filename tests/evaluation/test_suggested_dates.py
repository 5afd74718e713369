"""Which day is suggested where terms change within a period, and where nights run into leave: day by day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation.test_edits import write

from ptc_service_policy import Contract, ContractHistory, Happened, Obligation, Policy, load_policy

ONE_DAY = timedelta(days=1)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
START, END = date(2026, 1, 15), date(2026, 7, 15)


def hours(days: str, opens: str = "09:00", closes: str = "17:00") -> dict[str, Any]:
    weekly = {day: [{"opens": opens, "closes": closes}] for day in days.split()}
    return {"weekly": weekly, "approved_by": "PTC"}


def leave(first: date | str, last: date | str) -> list[dict[str, Any]]:
    return [{"kind": "leave", "first": first, "last": last}]


def training(first: str, opens: str, closes: str) -> list[dict[str, Any]]:
    return [{"kind": "internal-training", "first": first, "hours": {"opens": opens, "closes": closes}}]


OFFICE = hours("mon tue wed thu fri")
NIGHTS = hours("mon tue wed thu fri", "22:00", "06:00")
PREMIUM = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "none", "start": START}


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """1.0.0, with reviews that are due three times a quarter and put off by leave, and reports of events."""
    phrase = {"fr": "trois fois par trimestre", "en": "three times a quarter"}
    thrice = {"means": {"times": 3, "each": {"months": 3}}, "name": phrase, "phrase": {**phrase}}
    released = {"means": "released", "name": {"fr": "Version publiée", "en": "Release published"}}
    report = {"methods": ["email"], "frequency": {"after": "release", "within": {"calendar_days": 20}}}
    changes = [
        ("vocabulary", "frequencies/thrice", thrice),
        ("vocabulary", "events/release", released),
        ("cadences", "deliveries/service-review/values/premium/frequency", "thrice"),
        ("cadences", "deliveries/customer-intelligence/while_away", "moved"),
        ("cadences", "deliveries/maintenance/values/premium", report),
    ]
    listed = [{"file": file, "at": at, "value": value} for file, at, value in changes]
    return load_policy(path=write({"changes": listed}, tmp_path_factory.mktemp("suggested")))


def owed(policy: Policy, terms: dict[str, Any], amendments: Any) -> tuple[Obligation, ...]:
    contract = Contract.model_validate(PREMIUM | terms)
    happened = [Happened("release", date(2026, 3, 10))]
    return policy.apply(ContractHistory(contract, amendments)).obligations(START, END, events=happened)


def suggested(policy: Policy, subject: str, on: str, *given: dict[str, Any]) -> str:
    (found,) = (
        each
        for each in owed(policy, *given)
        if each.subject == subject and each.nth == 1 and each.first <= date.fromisoformat(on) <= each.last
    )
    return str(found.suggested)


# Weeks of the contract begin on Thursdays, those of the calendar on Mondays.
MONDAYS = {"readings": {"cadence-periods": "calendar"}}


@pytest.mark.parametrize(
    ("subject", "on", "terms", "amendments", "expected"),
    [
        # Leave until the amendment, from which on there are other hours, or other holidays.
        ("product-roadmap", "2026-02-15", {"closures": leave("2026-02-15", "2026-03-01")},
         {"2026-03-02": {"hours": hours("thu")}}, "2026-03-05"),
        ("product-roadmap", "2026-02-15", {"closures": leave("2026-02-15", "2026-03-01")},
         {"2026-03-02": {"holidays": ["2026-03-02"]}}, "2026-03-03"),
        # Leave that the terms of the first day did not know, or no longer know.
        ("product-roadmap", "2026-02-15", {"hours": hours("fri")},
         {"2026-02-18": {"closures": leave("2026-02-18", "2026-02-25")}}, "2026-02-27"),
        ("product-roadmap", "2026-02-15", {"closures": leave("2026-02-15", "2026-03-10")},
         {"2026-02-25": {"closures": []}}, "2026-02-25"),
        # Terms that were no more than days off, before the amendment and after it.
        ("product-roadmap", "2026-02-15", {"hours": hours("mon")},
         {"2026-02-16": {"hours": hours("tue")}}, "2026-02-17"),
        ("product-roadmap", "2026-02-15", {"hours": hours("mon")},
         {"2026-02-17": {"hours": hours("tue")}}, "2026-02-16"),
        # All of the period is leave, by the terms of its days: none is suggested.
        ("product-roadmap", "2026-02-15", {"hours": hours("wed"),
          "closures": leave("2026-02-15", "2026-03-14")},
         {"2026-02-17": {"hours": hours("thu")}}, "None"),
        # An event has its time by the terms of its day; each day of that is judged by its own.
        ("maintenance", "2026-03-10", {"closures": leave("2026-03-10", "2026-03-20")},
         {"2026-03-17": {"hours": hours("wed")}}, "2026-03-25"),
        # Nights: what is left of that of the last day of leave lies on the next day.
        ("customer-intelligence", "2026-03-09", {"hours": NIGHTS, **MONDAYS,
          "closures": leave("2026-03-09", "2026-03-09")}, {}, "2026-03-10"),
        ("customer-intelligence", "2026-03-09", {"hours": NIGHTS, **MONDAYS,
          "closures": leave("2026-03-09", "2026-03-11")}, {}, "2026-03-12"),
        # The evening before leave is worked, and the night itself may begin in time.
        ("customer-intelligence", "2026-03-09", {"hours": NIGHTS, **MONDAYS,
          "closures": leave("2026-03-10", "2026-03-15")}, {}, "2026-03-09"),
        ("customer-intelligence", "2026-03-09", {"hours": NIGHTS, **MONDAYS}, {}, "2026-03-09"),
        # A closure of some hours leaves the rest of the evening, or takes all of it.
        ("customer-intelligence", "2026-03-09", {"hours": NIGHTS, **MONDAYS,
          "closures": training("2026-03-09", "22:00", "23:59")},
         {}, "2026-03-09"),
        ("customer-intelligence", "2026-03-09", {"hours": NIGHTS, **MONDAYS,
          "closures": training("2026-03-09", "22:00", "24:00")},
         {}, "2026-03-10"),
        # Away for all of the week, nights included, it is put off to the day of return under the terms of it.
        ("customer-intelligence", "2026-03-09", {"hours": NIGHTS, **MONDAYS,
          "closures": leave("2026-03-09", "2026-03-13")}, {}, "2026-03-16"),
        ("customer-intelligence", "2026-03-09", {"hours": OFFICE, **MONDAYS,
          "closures": leave("2026-03-09", "2026-03-13")},
         {"2026-03-11": {"hours": hours("thu")}}, "2026-03-19"),
        ("customer-intelligence", "2026-03-09", {"hours": OFFICE, **MONDAYS,
          "closures": leave("2026-03-09", "2026-03-13")},
         {"2026-03-16": {"closures": leave("2026-03-09", "2026-03-17")}}, "2026-03-18"),
        ("customer-intelligence", "2026-03-09", {"hours": OFFICE, **MONDAYS,
          "closures": leave("2026-03-09", "2026-03-13")}, {"2026-03-12": {"closures": []}}, "2026-03-12"),
    ],
)  # fmt: skip
def test_each_day_is_judged_by_its_own_terms(
    policy: Policy,
    subject: str,
    on: str,
    terms: dict[str, Any],
    amendments: dict[str, Any],
    expected: str,
) -> None:
    assert suggested(policy, subject, on, terms, amendments) == expected


@pytest.mark.parametrize(
    ("amendments", "last", "expected"),
    [
        ({}, "2026-03-16", "None"),
        ({"2026-03-14": {"end": "2026-03-18"}}, "2026-03-18", "None"),
        ({"2026-03-14": {"end": "2026-06-30"}}, "2026-03-23", "2026-03-23"),
    ],
)
def test_what_is_put_off_ends_with_the_contract_as_amended(
    policy: Policy, amendments: dict[str, Any], last: str, expected: str
) -> None:
    terms = {**MONDAYS, "closures": leave("2026-03-09", "2026-03-20"), "end": "2026-03-16"}
    found = owed(policy, terms, amendments)
    weeks = {str(each.first): each for each in found if each.subject == "customer-intelligence"}
    week = weeks["2026-03-09"]
    assert (str(week.last), str(week.suggested)) == (last, expected)


@pytest.mark.parametrize(
    ("subject", "readings", "expected", "said"),
    [
        ("product-roadmap", {}, None, "From Thursday 15 January 2026 to Friday 13 February 2026, "
         "the manager is away on every business day of this period: no date is suggested."),
        # Who stands in for the manager is there.
        ("proactive-contact", {}, "2026-01-15", "the stand-in does it"),
        ("proactive-contact", {"contact-while-away": "moved"}, "2026-02-16", "until the absence is over"),
    ],
)  # fmt: skip
def test_no_day_of_leave_is_suggested_and_the_reason_says_why(
    subject: str, readings: dict[str, str], expected: str | None, said: str
) -> None:
    terms = {"closures": leave("2026-01-15", "2026-02-13"), "readings": readings}
    applied = load_policy().apply(Contract.model_validate(PREMIUM | terms))
    found = next(each for each in applied.obligations(START, START + ONE_DAY) if each.subject == subject)
    assert found.suggested == (expected and date.fromisoformat(expected))
    assert said in found.reason.en
    assert ("no date is suggested" in found.reason.en) is (expected is None)
    assert ("aucune date n'est proposée" in found.reason.fr) is (expected is None)


# Any terms, amended on any days

DAYS = st.dates(START, END)
WEEKS = st.sampled_from(
    [OFFICE, NIGHTS, hours("mon wed"), hours("tue sat", "08:00", "12:00"), hours("fri", "20:00", "02:00")]
)
LEAVE = st.lists(
    st.tuples(DAYS, st.integers(0, 40)).map(lambda each: leave(each[0], each[0] + each[1] * ONE_DAY)[0]),
    max_size=3,
)
CHANGES = st.fixed_dictionaries(
    {}, optional={"hours": WEEKS, "closures": LEAVE, "holidays": st.lists(DAYS, unique=True, max_size=20)}
)
READINGS = st.fixed_dictionaries(
    {"suggested-dates": st.sampled_from(["following", "preceding", "modified-following"])},
    optional={"cadence-periods": st.just("calendar")},
)


class Day:
    """Know one day by the terms that hold on it, with nothing of the library."""

    def __init__(self, day: date, terms: dict[str, Any], amendments: dict[date, dict[str, Any]]) -> None:
        for first in sorted(amendments):
            if first <= day:
                terms = terms | amendments[first]
        holidays = () if terms["holidays"] == "none" else terms["holidays"]
        weekly = terms.get("hours", OFFICE)["weekly"]
        self.is_usual = WEEKDAYS[day.weekday()] in weekly
        self.is_worked = self.is_usual and day not in holidays
        self.is_leave = any(each["first"] <= day <= each["last"] for each in terms.get("closures", ()))


def choose(days: list[date], wished: date, how: str) -> date | None:
    """Return the day that is nearest, in the direction that is named, which turns at the end of a month."""
    after, before = [day for day in days if day >= wished], [day for day in reversed(days) if day <= wished]
    if how == "preceding":
        return next(iter(before or after), None)
    if how == "modified-following" and after and before and after[0].month != wished.month:
        return before[0]
    return next(iter(after or before), None)


def walk(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


@given(CHANGES, st.dictionaries(DAYS.filter(lambda day: day > START), CHANGES, max_size=4), READINGS)
def test_suggested_dates_are_those_of_a_walk_through_the_days(
    policy: Policy, terms: dict[str, Any], amendments: dict[date, dict[str, Any]], readings: dict[str, str]
) -> None:
    terms = {"holidays": "none", **terms}
    days = {day: Day(day, terms, amendments) for day in walk(START - 100 * ONE_DAY, END + 400 * ONE_DAY)}
    there = {day for day, told in days.items() if told.is_worked and not told.is_leave}
    found = owed(policy, {**terms, "readings": readings}, amendments)
    for each in found:
        if each.subject == "proactive-contact":
            continue  # the source leaves open what becomes of it while the manager is away
        own = list(walk(each.first, each.last))
        times = 3 if each.subject == "service-review" else 1
        wished = each.first + len(own) * ONE_DAY * (each.nth - 1) // times
        candidates = [day for day in own if day in there]
        assert each.suggested == choose(candidates, wished, readings["suggested-dates"]), each
    weeks = [each for each in found if each.subject == "customer-intelligence"]
    for each, later in pairwise(weeks):
        own = list(walk(each.first, later.first - ONE_DAY))
        is_away = there.isdisjoint(own) and any(days[day].is_usual for day in own)
        back = min(day for day in there if day >= later.first)
        assert each.last == (back if is_away else own[-1])
