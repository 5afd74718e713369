"""When a response is due: the conventions, what they rest on, and what moves the answer."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy import (
    Absence,
    AppliedPolicy,
    BusinessTimeError,
    CoverageError,
    Decision,
    NaiveDatetimeError,
    ResponseDue,
    Span,
    Target,
)
from ptc_service_policy.business_time import Expiry, Receipt

PARIS = ZoneInfo("Europe/Paris")
NEW_YORK = ZoneInfo("America/New_York")
Apply = Callable[..., AppliedPolicy]

RECEIPTS: tuple[Receipt, ...] = get_args(Receipt)
EXPIRIES: tuple[Expiry, ...] = get_args(Expiry)
EVERY_READING = {
    "response-receipt": "as-received",
    "response-expiry": "close-of-business",
    "business-days": "working-days",
    "who-starts-the-clock": "anyone",
}


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def answer(decision: Decision[ResponseDue | Absence | None]) -> ResponseDue:
    assert isinstance(decision.value, ResponseDue)
    return decision.value


def hours(**weekly: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "weekly": {
            day: [{"opens": opens, "closes": closes} for opens, closes in pairs]
            for day, pairs in weekly.items()
        },
        "approved_by": "PTC support desk",
    }


# The table of the design, and the day that Premium saves


@pytest.mark.parametrize(
    ("received", "standard", "premium"),
    [
        ("2026-04-01T08:00", "2026-04-03T17:00", "2026-04-02T17:00"),
        ("2026-04-01T10:00", "2026-04-03T17:00", "2026-04-02T17:00"),
        ("2026-04-01T18:30", "2026-04-03T17:00", "2026-04-02T17:00"),
        ("2026-04-03T16:30", "2026-04-08T17:00", "2026-04-07T17:00"),
        ("2026-04-04T11:00", "2026-04-08T17:00", "2026-04-07T17:00"),
        ("2026-04-06T11:00", "2026-04-08T17:00", "2026-04-07T17:00"),
        ("2026-04-06T23:59:59.999999", "2026-04-08T17:00", "2026-04-07T17:00"),
        ("2026-04-07T00:00", "2026-04-09T17:00", "2026-04-08T17:00"),
    ],
)
def test_by_default(apply: Apply, received: str, standard: str, premium: str) -> None:
    for offering, due in (("standard", standard), ("premium", premium)):
        decision = apply(offering).response_due(at(received))
        assert answer(decision).due == at(due)
        assert decision.basis == "interpreted"
        assert getattr(answer(decision).due.tzinfo, "key", None) == "Europe/Paris"


# Every convention that a contract can choose

CONVENTIONS = [
    # received, reading, standard is due
    ("2026-04-04T11:00", {"response-receipt": "as-received"}, "2026-04-08T17:00"),
    ("2026-04-04T11:00", {"response-receipt": "on-business-day"}, "2026-04-09T17:00"),
    ("2026-04-04T11:00", {"response-receipt": "within-hours"}, "2026-04-09T17:00"),
    ("2026-04-01T18:30", {"response-receipt": "on-business-day"}, "2026-04-03T17:00"),
    ("2026-04-01T18:30", {"response-receipt": "within-hours"}, "2026-04-07T17:00"),
    ("2026-04-01T17:00", {"response-receipt": "within-hours"}, "2026-04-07T17:00"),
    ("2026-04-01T16:59:59.999999", {"response-receipt": "within-hours"}, "2026-04-03T17:00"),
    ("2026-04-01T08:00", {"response-receipt": "within-hours"}, "2026-04-03T17:00"),
    ("2026-04-03T16:30", {"response-expiry": "close-of-business"}, "2026-04-08T17:00"),
    ("2026-04-03T16:30", {"response-expiry": "same-time"}, "2026-04-08T16:30"),
    ("2026-04-03T16:30", {"response-expiry": "end-of-day"}, "2026-04-09T00:00"),
    ("2026-04-03T16:30", {"response-expiry": "business-hours"}, "2026-04-08T16:30"),
    ("2026-04-01T18:30", {"response-expiry": "same-time"}, "2026-04-03T17:00"),
    ("2026-04-01T08:00", {"response-expiry": "same-time"}, "2026-04-03T09:00"),
    ("2026-04-01T08:00", {"response-expiry": "business-hours"}, "2026-04-02T17:00"),
    ("2026-04-01T18:30", {"response-expiry": "business-hours"}, "2026-04-03T17:00"),
    ("2026-04-03T16:30", {"business-days": "working-days"}, "2026-04-08T17:00"),
    ("2026-04-03T16:30", {"business-days": "monday-to-saturday"}, "2026-04-07T17:00"),
    ("2026-04-02T16:30", {"business-days": "monday-to-saturday"}, "2026-04-04T17:00"),
    (
        "2026-04-04T11:00",
        {"response-receipt": "on-business-day", "response-expiry": "same-time"},
        "2026-04-09T09:00",
    ),
    (
        "2026-04-01T18:30",
        {"response-receipt": "within-hours", "response-expiry": "same-time"},
        "2026-04-07T09:00",
    ),
    (
        "2026-04-04T11:00",
        {"business-days": "monday-to-saturday", "response-expiry": "same-time"},
        "2026-04-08T11:00",
    ),
]


@pytest.mark.parametrize(("received", "readings", "due"), CONVENTIONS)
def test_by_the_readings_of_the_contract(
    apply: Apply, received: str, readings: dict[str, str], due: str
) -> None:
    decision = apply("standard", readings=readings).response_due(at(received))
    assert answer(decision).due == at(due)
    assert decision.basis == "interpreted"  # the other conventions, and Standard's hours, still are
    cited = [(citation.kind, citation.id) for citation in decision.citations]
    for entry in readings:
        assert ("contract", f"readings.{entry}") in cited
        assert ("register", entry) in cited


AWAY = [{"kind": "leave", "first": "2026-04-07", "last": "2026-04-08"}]


@pytest.mark.parametrize(
    ("readings", "due"),
    [
        ({}, "2026-04-08T17:00"),
        ({"closures-and-response": "stand-in-responds"}, "2026-04-08T17:00"),
        ({"closures-and-response": "clock-stops"}, "2026-04-10T17:00"),
    ],
)
def test_absences_stop_the_clock_only_if_agreed(apply: Apply, readings: dict[str, str], due: str) -> None:
    decision = apply("standard", closures=AWAY, readings=readings).response_due(at("2026-04-03T10:00"))
    assert answer(decision).due == at(due)
    assert ("register", "closures-and-response") in {(cited.kind, cited.id) for cited in decision.citations}
    skipped = {each.day: (each.reason, each.name) for each in answer(decision).skipped}
    stopped = readings.get("closures-and-response") == "clock-stops"
    assert (date(2026, 4, 7) in skipped) == stopped
    if stopped:
        reason, name = skipped[date(2026, 4, 7)]
        assert reason == "closure"
        assert name is not None
        assert name.fr.startswith("Congé")
        assert name.en.startswith("Leave")
        assert "mardi 7 avril 2026 (congés, y compris pour maladie)" in decision.reason.fr
        assert "Tuesday 7 April 2026 (leave, including sick leave)" in decision.reason.en


# What the answer stands on


@pytest.mark.parametrize(
    ("offering", "terms", "basis"),
    [
        ("premium", {"holidays": "none", "readings": EVERY_READING}, "agreed"),
        ("premium", {"holidays": ["2026-04-06"], "readings": EVERY_READING}, "agreed"),
        ("premium", {"holidays": [], "readings": EVERY_READING}, "agreed"),
        ("premium", {"holidays": "FR", "readings": EVERY_READING}, "interpreted"),
        ("premium", {"holidays": "none"}, "interpreted"),
        *(
            (
                "premium",
                {"holidays": "none", "readings": {k: v for k, v in EVERY_READING.items() if k != left_out}},
                "interpreted",
            )
            for left_out in EVERY_READING
        ),
        ("premium", {"holidays": "none", "readings": EVERY_READING, "closures": AWAY}, "interpreted"),
        (
            "premium",
            {
                "holidays": "none",
                "readings": {**EVERY_READING, "closures-and-response": "clock-stops"},
                "closures": AWAY,
            },
            "agreed",
        ),
        ("standard", {"holidays": "none", "readings": EVERY_READING}, "interpreted"),
        (
            "standard",
            {
                "holidays": "none",
                "readings": EVERY_READING,
                "hours": hours(mon=[("09:00", "17:00")]),
            },
            "agreed",
        ),
        (
            "tsam",
            {"holidays": "none", "readings": {**EVERY_READING, "response-target-for-tsam": "as-premium"}},
            "agreed",
        ),
        (
            "tsam",
            {"holidays": "FR", "readings": {"response-target-for-tsam": "as-premium"}},
            "interpreted",
        ),
    ],
)
def test_basis_is_the_weakest(apply: Apply, offering: str, terms: dict[str, Any], basis: str) -> None:
    assert apply(offering, **terms).response_due(at("2026-04-03T10:00")).basis == basis


COUNTING = [
    ("register", "business-days"),
    ("register", "response-expiry"),
    ("register", "response-receipt"),
    ("register", "who-starts-the-clock"),
    ("register", "requests-covered"),
    ("register", "objective-binding"),
    ("register", "what-is-a-response"),
]
COUNTRY = [("contract", "holidays"), ("register", "recognised-holidays")]
TARGET = [("statement", "response-target-introduction")]
USUAL_HOURS = [
    ("statement", "availability-days"),
    ("statement", "availability-hours"),
    ("statement", "availability-exceptions"),
    ("statement", "availability-exception-holidays"),
]


@pytest.mark.parametrize(
    ("offering", "terms", "expected"),
    [
        (
            "standard",
            {},
            [
                *TARGET,
                ("statement", "response-target-standard"),
                ("register", "business-hours-for-standard"),
                *USUAL_HOURS,
                *COUNTING,
                *COUNTRY,
            ],
        ),
        (
            "premium",
            {},
            [*TARGET, ("statement", "response-target-premium"), *USUAL_HOURS, *COUNTING, *COUNTRY],
        ),
        (
            "premium",
            {"holidays": "none", "hours": hours(mon=[("09:00", "17:00")])},
            [
                *TARGET,
                ("statement", "response-target-premium"),
                *USUAL_HOURS,
                *COUNTING,
                ("contract", "holidays"),
                ("contract", "hours"),
            ],
        ),
        (
            "premium",
            {"closures": AWAY, "readings": {"response-expiry": "same-time"}},
            [
                *TARGET,
                ("statement", "response-target-premium"),
                *USUAL_HOURS,
                *COUNTING,
                *COUNTRY,
                ("register", "closures-and-response"),
                ("contract", "readings.response-expiry"),
            ],
        ),
        ("tsam", {}, [*TARGET, ("register", "response-target-for-tsam")]),
        (
            "tsam",
            {"readings": {"response-target-for-tsam": "as-premium"}},
            [
                *TARGET,
                ("statement", "response-target-premium"),
                ("register", "response-target-for-tsam"),
                ("contract", "readings.response-target-for-tsam"),
                *USUAL_HOURS,
                *COUNTING,
                *COUNTRY,
            ],
        ),
    ],
)
def test_citations_are_complete(
    apply: Apply, offering: str, terms: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    decision = apply(offering, **terms).response_due(at("2026-04-03T10:00"))
    assert sorted((cited.kind, cited.id) for cited in decision.citations) == sorted(expected)


@pytest.mark.parametrize(
    ("offering", "readings"),
    [("standard", {}), ("premium", {}), ("tsam", {"response-target-for-tsam": "as-premium"})],
)
def test_who_is_counted_on_usual_hours_with_possible_exceptions_is_told_so(
    apply: Apply, offering: str, readings: dict[str, str]
) -> None:
    decision = apply(offering, readings=readings).response_due(at("2026-04-03T10:00"))
    hedges = {(each.duty, each.of) for each in decision.firmness}
    assert {("usual", ("times",)), ("may", ("exceptions",))} <= hedges
    optional = "Pour les exceptions aux heures : la source en fait une faculté, non une obligation."
    assert optional in decision.reason.fr


def test_the_target_of_tsam_is_unstated_until_agreed(apply: Apply) -> None:
    silent = apply("tsam")
    assert (silent.response_target().value, silent.response_target().basis) == (None, "unstated")
    decision = silent.response_due(at("2026-04-03T10:00"))
    assert (decision.value, decision.basis) == (None, "unstated")

    agreed = apply("tsam", readings={"response-target-for-tsam": "as-premium"})
    target = agreed.response_target()
    assert isinstance(target.value, Target)
    assert (target.value.within, target.basis) == (Span(1, "business_days"), "agreed")
    assert answer(agreed.response_due(at("2026-04-03T10:00"))).due == at("2026-04-07T17:00")


# Planning


@pytest.fixture(scope="module")
def every_convention(apply: Apply) -> dict[str, list[AppliedPolicy]]:
    conventions = [
        {"response-receipt": receipt, "response-expiry": expiry}
        for receipt, expiry in product(RECEIPTS, EXPIRIES)
    ]
    return {
        name: [apply(name, readings=each, start=None) for each in conventions]
        for name in ("standard", "premium")
    }


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["standard", "premium"]),
)
def test_plan_by_is_the_earliest_reading(
    every_convention: dict[str, list[AppliedPolicy]], received: datetime, offering: str
) -> None:
    found = [answer(each.response_due(received)) for each in every_convention[offering]]
    (earliest_due,) = {each.earliest_due for each in found}
    assert earliest_due == min(each.due for each in found)
    assert earliest_due >= received


INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


READINGS = st.fixed_dictionaries(
    {
        "response-receipt": st.sampled_from(RECEIPTS),
        "response-expiry": st.sampled_from(EXPIRIES),
        "business-days": st.sampled_from(["working-days", "monday-to-saturday"]),
    }
)
STRETCHES = st.tuples(INSTANTS, st.timedeltas(timedelta(), timedelta(days=9)))


@given(INSTANTS, READINGS, st.lists(STRETCHES, max_size=3))
def test_plan_by_never_comes_after_due(
    apply: Apply,
    received: datetime,
    readings: dict[str, str],
    stretches: list[tuple[datetime, timedelta]],
) -> None:
    applied = apply("standard", readings=readings, start=None)
    pauses = [(start, start + length) for start, length in stretches]
    paused = answer(applied.response_due(received, pauses=pauses))
    freely = answer(applied.response_due(received))
    assert received <= freely.earliest_due <= freely.due
    assert paused.earliest_due <= paused.due
    assert freely.due <= paused.due
    assert freely.earliest_due <= paused.earliest_due


# Pauses


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        pytest.param([], "2026-04-14T17:00", id="none"),
        pytest.param([("2026-04-14T12:00", "2026-04-14T14:00")], "2026-04-15T11:00", id="open time"),
        pytest.param([("2026-04-13T12:00", "2026-04-13T14:00")], "2026-04-14T17:00", id="before day 1"),
        pytest.param([("2026-04-13T16:00", "2026-04-14T10:00")], "2026-04-15T10:00", id="over a night"),
        pytest.param([("2026-04-13T17:00", "2026-04-14T09:00")], "2026-04-14T17:00", id="closed time"),
        pytest.param([("2026-04-13T08:00", "2026-04-13T10:30")], "2026-04-14T17:00", id="over receipt"),
        pytest.param([("2026-04-13T08:00", "2026-04-13T10:00")], "2026-04-14T17:00", id="until receipt"),
        pytest.param([("2026-04-14T17:00", "2026-04-20T17:00")], "2026-04-14T17:00", id="from due on"),
        pytest.param([("2026-04-14T16:00", "2026-04-15T10:00")], "2026-04-15T11:00", id="over due"),
        pytest.param([("2026-04-13T12:00", "2026-04-13T12:00")], "2026-04-14T17:00", id="empty"),
        pytest.param(
            [("2026-04-14T12:00", "2026-04-14T14:00"), ("2026-04-14T13:00", "2026-04-14T15:00")],
            "2026-04-15T12:00",
            id="overlapping",
        ),
        pytest.param(
            [("2026-04-15T10:00", "2026-04-15T10:30"), ("2026-04-14T12:00", "2026-04-14T14:00")],
            "2026-04-15T11:30",
            id="one reached because of the other",
        ),
    ],
)
def test_open_time_paused_moves_the_answer(apply: Apply, pauses: list[tuple[str, str]], due: str) -> None:
    spans = [(at(start), at(end)) for start, end in pauses]
    premium = apply("premium")
    assert answer(premium.response_due(at("2026-04-13T10:00"), pauses=spans)).due == at(due)
    assert answer(premium.response_due(at("2026-04-13T10:00"), pauses=iter(spans))).due == at(due)
    elsewhere = [(start.astimezone(NEW_YORK), end.astimezone(UTC)) for start, end in spans]
    assert answer(premium.response_due(at("2026-04-13T10:00"), pauses=elsewhere)).due == at(due)


def test_a_pause_after_the_planned_instant_leaves_it(apply: Apply) -> None:
    pauses = [(at("2026-04-14T12:00"), at("2026-04-14T14:00"))]
    found = answer(apply("premium").response_due(at("2026-04-13T10:00"), pauses=pauses))
    assert (found.earliest_due, found.due) == (at("2026-04-14T10:00"), at("2026-04-15T11:00"))


def test_a_reversed_pause_is_refused(apply: Apply) -> None:
    pauses = [(at("2026-04-14T14:00"), at("2026-04-14T12:00"))]
    with pytest.raises(BusinessTimeError) as caught:
        apply("premium").response_due(at("2026-04-13T10:00"), pauses=pauses)
    assert [problem.code for problem in caught.value.problems] == ["PSP615"]


# Days not counted


def test_skipped_days_have_reasons_and_names(apply: Apply) -> None:
    decision = apply("standard").response_due(at("2026-04-03T16:30"))
    skipped = answer(decision).skipped
    assert [(each.day.day, each.reason) for each in skipped] == [
        (4, "no-hours"),
        (5, "no-hours"),
        (6, "holiday"),
    ]
    assert [each.name for each in skipped[:2]] == [None, None]
    name = skipped[2].name
    assert name is not None
    assert (name.fr, name.en) == ("Lundi de Pâques", "Easter Monday")
    for part in ("samedi 4 avril 2026", "dimanche 5 avril 2026", "lundi 6 avril 2026 (lundi de Pâques)"):
        assert part in decision.reason.fr
    for part in ("Saturday 4 April 2026", "Sunday 5 April 2026", "Monday 6 April 2026", name.en):
        assert part in decision.reason.en


def test_skipped_days_of_a_list_have_no_names(apply: Apply) -> None:
    decision = apply("standard", holidays=["2026-04-06"]).response_due(at("2026-04-03T16:30"))
    assert [(each.reason, each.name) for each in answer(decision).skipped][-1] == ("holiday", None)
    assert "férié" in decision.reason.fr
    assert "holiday" in decision.reason.en


def test_a_day_closed_by_special_hours_is_skipped(apply: Apply) -> None:
    agreed = {**hours(mon=[("09:00", "17:00")], tue=[("09:00", "17:00")]), "special": {"2026-04-14": []}}
    decision = apply("premium", hours=agreed).response_due(at("2026-04-13T10:00"))
    assert answer(decision).due == at("2026-04-20T17:00")
    assert [each.reason for each in answer(decision).skipped] == ["special-hours", *["no-hours"] * 5]


def test_nothing_skipped_nothing_said(apply: Apply) -> None:
    decision = apply("premium").response_due(at("2026-04-14T10:00"))
    assert answer(decision).skipped == ()
    assert "non comptés" not in decision.reason.fr
    assert "not counted" not in decision.reason.en


def test_reason_names_receipt_target_and_due(apply: Apply) -> None:
    reason = apply("standard").response_due(at("2026-04-03T16:30")).reason
    for part in ("vendredi 3 avril 2026 à 16 h 30", "2 jours ouvrables", "mercredi 8 avril 2026 à 17 h"):
        assert part in reason.fr
    for part in ("Friday 3 April 2026 at 16:30", "2 business days", "Wednesday 8 April 2026 at 17:00"):
        assert part in reason.en
    one = apply("premium").response_due(at("2026-04-03T16:30")).reason
    assert "1 jour ouvrable," in one.fr
    assert "1 business day," in one.en


# Agreed hours, other zones, clock changes


@pytest.mark.parametrize("offering", ["standard", "premium"])
def test_agreed_hours_move_the_answer(apply: Apply, offering: str) -> None:
    days = {"standard": 2, "premium": 1}[offering]
    early = {day: [("08:00", "16:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
    found = answer(apply(offering, hours=hours(**early)).response_due(at("2026-04-13T10:00")))
    assert found.due == at(f"2026-04-{13 + days}T16:00")
    with_saturday = hours(fri=[("09:00", "17:00")], sat=[("10:00", "12:00")], mon=[("22:00", "06:00")])
    found = answer(apply(offering, hours=with_saturday).response_due(at("2026-04-10T10:00")))
    assert found.due == at({"premium": "2026-04-11T12:00", "standard": "2026-04-14T06:00"}[offering])


def test_answers_are_in_the_zone_of_the_contract(apply: Apply) -> None:
    applied = apply("premium", time_zone="America/New_York", holidays="US")
    # Friday evening in New York, Saturday in Paris: day 0 is Friday, and Easter Monday is no holiday there.
    for received in (at("2026-04-04T02:00"), at("2026-04-03T20:00", NEW_YORK)):
        decision = applied.response_due(received)
        found = answer(decision)
        assert found.due == at("2026-04-06T17:00", NEW_YORK)
        assert getattr(found.due.tzinfo, "key", None) == "America/New_York"
        assert getattr(found.earliest_due.tzinfo, "key", None) == "America/New_York"
        assert "vendredi 3 avril 2026 à 20 h (America/New_York)" in decision.reason.fr
        assert "Friday 3 April 2026 at 20:00 (America/New_York)" in decision.reason.en


@pytest.mark.parametrize(
    ("received", "readings", "due"),
    [
        ("2026-03-27T16:30+01:00", {}, "2026-03-30T15:00Z"),
        ("2026-10-23T16:30+02:00", {}, "2026-10-26T16:00Z"),
        ("2026-03-27T16:30+01:00", {"response-expiry": "same-time"}, "2026-03-30T14:30Z"),
        ("2026-10-23T16:30+02:00", {"response-expiry": "same-time"}, "2026-10-26T15:30Z"),
        ("2026-03-27T16:30+01:00", {"response-expiry": "business-hours"}, "2026-03-30T14:30Z"),
        ("2026-10-23T16:30+02:00", {"response-expiry": "end-of-day"}, "2026-10-26T23:00Z"),
        ("2026-03-27T16:30+01:00", {"response-expiry": "end-of-day"}, "2026-03-30T22:00Z"),
    ],
)
def test_weeks_in_which_the_clock_changes(
    apply: Apply, received: str, readings: dict[str, str], due: str
) -> None:
    decision = apply("premium", readings=readings).response_due(datetime.fromisoformat(received))
    assert answer(decision).due.astimezone(UTC) == datetime.fromisoformat(due)


@pytest.mark.parametrize(
    ("received", "reading", "due"),
    [
        # 01:00 to 05:00 last three hours on 29 March 2026 and five on 25 October.
        ("2026-03-28T12:00+01:00", "business-hours", "2026-03-30T08:00Z"),
        ("2026-10-24T12:00+02:00", "business-hours", "2026-10-25T03:00Z"),
        ("2026-03-28T02:30+01:00", "same-time", "2026-03-29T01:30Z"),  # 02:30 does not exist: 03:30
        ("2026-10-24T02:30+02:00", "same-time", "2026-10-25T00:30Z"),  # 02:30 comes twice: the first
    ],
)
def test_hours_in_which_the_clock_changes(apply: Apply, received: str, reading: str, due: str) -> None:
    night = hours(sun=[("01:00", "05:00")], mon=[("09:00", "13:00")])
    applied = apply("premium", hours=night, readings={"response-expiry": reading})
    decision = applied.response_due(datetime.fromisoformat(received))
    assert answer(decision).due.astimezone(UTC) == datetime.fromisoformat(due)


@given(INSTANTS, st.sampled_from(["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "UTC"]))
def test_the_zone_of_the_request_does_not_matter(apply: Apply, received: datetime, zone: str) -> None:
    applied = apply("premium", start=None)
    elsewhere = received.astimezone(ZoneInfo(zone))
    assert applied.response_due(elsewhere).value == applied.response_due(received).value


# What is refused

NAIVE = datetime(2026, 4, 3, 16, 30)  # noqa: DTZ001 - what this is about


@pytest.mark.parametrize("offering", ["tsam", "standard", "premium"])
def test_naive_receipt_is_refused(apply: Apply, offering: str) -> None:
    with pytest.raises(NaiveDatetimeError) as caught:
        apply(offering).response_due(NAIVE)
    assert [problem.code for problem in caught.value.problems] == ["PSP601"]
    assert "2026-04-03T16:30" in caught.value.write("fr")


@pytest.mark.parametrize("pause", [(NAIVE, at("2026-04-20T10:00")), (at("2026-04-01T10:00"), NAIVE)])
def test_naive_pause_is_refused(apply: Apply, pause: tuple[datetime, datetime]) -> None:
    with pytest.raises(NaiveDatetimeError) as caught:
        apply("premium").response_due(at("2026-04-03T10:00"), pauses=[pause])
    assert [problem.code for problem in caught.value.problems] == ["PSP601"]


@pytest.mark.parametrize("received", [date(2026, 4, 3), "2026-04-03T16:30+02:00", None, 0])
def test_what_is_no_instant_is_refused(apply: Apply, received: Any) -> None:
    with pytest.raises(BusinessTimeError) as caught:
        apply("premium").response_due(received)
    assert [problem.code for problem in caught.value.problems] == ["PSP612"]


def test_unknown_holidays_are_refused(apply: Apply) -> None:
    received = at("2150-04-03T10:00")
    with pytest.raises(CoverageError):
        apply("premium", holidays="BE").response_due(received)
    assert answer(apply("premium", holidays="none").response_due(received)).due == at("2150-04-06T17:00")


def test_reviewed_holidays_are_cited_and_hold_no_longer_than_reviewed(apply: Apply) -> None:
    applied = apply("premium", holidays="france")
    decision = applied.response_due(at("2026-04-03T10:00"))
    assert answer(decision).due == at("2026-04-07T17:00")
    assert decision.basis == "interpreted"
    assert {("calendar", "france"), *COUNTRY} <= {(cited.kind, cited.id) for cited in decision.citations}
    with pytest.raises(CoverageError) as caught:
        applied.response_due(at("2027-12-31T10:00"))
    assert "31 décembre 2027" in caught.value.write("fr")
    assert "31 December 2027" in caught.value.write("en")
