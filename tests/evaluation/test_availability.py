"""Whether, and when, the manager can be reached."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy import (
    AppliedPolicy,
    BusinessTimeError,
    CoverageError,
    NaiveDatetimeError,
    UnstatedError,
    Window,
)

PARIS = ZoneInfo("Europe/Paris")
TOKYO = ZoneInfo("Asia/Tokyo")
Apply = Callable[..., AppliedPolicy]

LEAVE = {"kind": "leave", "first": "2026-04-15", "last": "2026-04-16"}
TRAINING = {
    "kind": "internal-training",
    "first": "2026-04-17",
    "hours": {"opens": "09:00", "closes": "12:00"},
}
AGREED: dict[str, Any] = {
    "weekly": {
        "mon": [{"opens": "08:00", "closes": "12:00"}, {"opens": "14:00", "closes": "18:00"}],
        "fri": [{"opens": "22:00", "closes": "06:00"}],
    },
    "special": {"2026-04-06": [{"opens": "10:00", "closes": "11:00"}], "2026-04-20": []},
    "approved_by": "PTC support desk",
}


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def cited_by(decision: Any) -> set[tuple[str, str]]:
    return {(cited.kind, cited.id) for cited in decision.citations}


# The three states

STATES = [
    # Tuesday 14 April 2026, and the evenings around it
    ("2026-04-14T00:00", "unavailable", "interpreted"),
    ("2026-04-14T08:59:59.999999", "unavailable", "interpreted"),
    ("2026-04-14T09:00", "available", "interpreted"),
    ("2026-04-14T12:30", "available", "interpreted"),
    ("2026-04-14T16:59:59.999999", "available", "interpreted"),
    ("2026-04-14T17:00", "unavailable", "interpreted"),
    ("2026-04-14T23:59:59.999999", "unavailable", "interpreted"),
    # From Friday evening to Tuesday morning, over Easter
    ("2026-04-03T16:59:59.999999", "available", "interpreted"),
    ("2026-04-03T23:59:59.999999", "unavailable", "interpreted"),
    ("2026-04-04T00:00", "on-request", "interpreted"),
    ("2026-04-04T11:00", "on-request", "interpreted"),
    ("2026-04-05T23:59:59.999999", "on-request", "interpreted"),
    ("2026-04-06T00:00", "on-request", "interpreted"),
    ("2026-04-06T11:00", "on-request", "interpreted"),
    ("2026-04-06T23:59:59.999999", "on-request", "interpreted"),
    ("2026-04-07T00:00", "unavailable", "interpreted"),
    ("2026-04-07T09:00", "available", "interpreted"),
    # A holiday on a Friday, and one on a Saturday
    ("2026-12-25T10:00", "on-request", "interpreted"),
    ("2026-08-15T10:00", "on-request", "interpreted"),
]


@pytest.mark.parametrize("offering", ["tsam", "premium"])
@pytest.mark.parametrize(("instant", "state", "basis"), STATES)
def test_state(apply: Apply, offering: str, instant: str, state: str, basis: str) -> None:
    decision = apply(offering).availability(at(instant))
    assert (decision.value, decision.basis) == (state, basis)
    elsewhere = apply(offering).availability(at(instant).astimezone(TOKYO))
    assert elsewhere == decision


@pytest.mark.parametrize(
    ("instant", "basis", "cited"),
    [
        (
            "2026-04-14T10:00",
            "interpreted",
            {
                ("statement", "availability-days"),
                ("statement", "availability-hours"),
                ("register", "recognised-holidays"),
                ("contract", "holidays"),
            },
        ),
        (
            "2026-04-04T10:00",
            "interpreted",
            {
                ("statement", "availability-on-request-days"),
                ("statement", "availability-on-request-terms"),
                ("register", "notice-on-request-days"),
                ("register", "hours-on-request"),
                ("register", "what-the-hours-hold-for"),
                ("register", "holidays-on-request"),
            },
        ),
        (
            "2026-04-06T10:00",
            "interpreted",
            {
                ("statement", "availability-on-request-days"),
                ("statement", "availability-on-request-terms"),
                ("register", "notice-on-request-days"),
                ("register", "hours-on-request"),
                ("register", "what-the-hours-hold-for"),
                ("register", "holidays-on-request"),
                ("register", "recognised-holidays"),
                ("contract", "holidays"),
            },
        ),
        (
            "2026-04-14T18:00",
            "interpreted",
            {
                ("statement", "availability-days"),
                ("statement", "availability-hours"),
                ("register", "recognised-holidays"),
                ("contract", "holidays"),
                ("register", "weekday-outside-hours"),
            },
        ),
    ],
)
def test_citations(apply: Apply, instant: str, basis: str, cited: set[tuple[str, str]]) -> None:
    decision = apply("premium").availability(at(instant))
    assert decision.basis == basis
    assert cited_by(decision) == cited


@pytest.mark.parametrize(("holidays", "state"), [(["2026-04-14"], "on-request"), ("none", "available")])
def test_listed_holidays_are_agreed(apply: Apply, holidays: Any, state: str) -> None:
    applied = apply("premium", holidays=holidays)
    decision = applied.availability(at("2026-04-14T10:00"))
    # At which hours of such a day one may ask is read into the source.
    assert (decision.value, decision.basis) == (state, "interpreted" if state == "on-request" else "agreed")
    assert ("contract", "holidays") in cited_by(decision)
    assert applied.availability(at("2026-04-06T10:00")).value == "available"


def test_a_holiday_is_named_in_both_languages(apply: Apply) -> None:
    reason = apply("premium").availability(at("2026-04-06T10:00")).reason
    assert "lundi de Pâques" in reason.fr
    assert "Easter Monday" in reason.en
    assert "préavis" in reason.fr
    assert "notice" in reason.en


def test_weekday_evenings_can_be_agreed_to_be_on_request(apply: Apply) -> None:
    applied = apply("premium", readings={"weekday-outside-hours": "on-request"})
    decision = applied.availability(at("2026-04-14T18:00"))
    assert decision.value == "on-request"
    assert ("contract", "readings.weekday-outside-hours") in cited_by(decision)
    assert applied.availability(at("2026-04-14T16:59")).value == "available"
    no_holidays = apply("premium", holidays="none", readings={"weekday-outside-hours": "on-request"})
    assert no_holidays.availability(at("2026-04-14T18:00")).basis == "agreed"


# Absences


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        ("2026-04-14T16:59:59.999999", "available"),
        ("2026-04-15T08:59:59.999999", "unavailable"),
        ("2026-04-15T09:00", "unavailable"),
        ("2026-04-16T16:59:59.999999", "unavailable"),
        ("2026-04-17T09:00", "unavailable"),
        ("2026-04-17T11:59:59.999999", "unavailable"),
        ("2026-04-17T12:00", "available"),
        ("2026-04-18T10:00", "on-request"),
    ],
)
def test_state_around_absences(apply: Apply, instant: str, state: str) -> None:
    assert apply("premium", closures=[LEAVE, TRAINING]).availability(at(instant)).value == state


ABSENCES = {
    "2026-04-15T10:00": ("availability-exception-leave", "congé", "leave"),
    "2026-04-17T10:00": ("availability-exception-training", "formations internes", "internal training"),
}


@pytest.mark.parametrize("instant", ABSENCES)
@pytest.mark.parametrize("offering", ["tsam", "premium"])
def test_an_absence_has_a_reason_and_a_stand_in(apply: Apply, offering: str, instant: str) -> None:
    statement, in_french, in_english = ABSENCES[instant]
    decision = apply(offering, closures=[LEAVE, TRAINING]).availability(at(instant))
    assert in_french in decision.reason.fr
    assert in_english in decision.reason.en
    assert "remplaçant" in decision.reason.fr
    assert "stand-in" in decision.reason.en
    assert {
        ("contract", "closures"),
        ("statement", statement),
        ("statement", "availability-exceptions"),
        ("statement", "scope-stand-in"),
    } <= cited_by(decision)


def test_an_absence_names_only_what_keeps_the_manager_away(apply: Apply) -> None:
    afternoon = {**TRAINING, "kind": "leave", "hours": {"opens": "14:00", "closes": "15:00"}}
    decision = apply("premium", closures=[TRAINING, afternoon]).availability(at("2026-04-17T10:00"))
    assert "formations internes" in decision.reason.fr
    assert "congé" not in decision.reason.fr


def test_an_absence_past_midnight_is_named(apply: Apply) -> None:
    night = {"kind": "leave", "first": "2026-04-17", "hours": {"opens": "22:00", "closes": "06:00"}}
    decision = apply("premium", hours=AGREED, closures=[night]).availability(at("2026-04-18T02:00"))
    assert decision.value == "unavailable"
    assert "congé" in decision.reason.fr
    assert "leave" in decision.reason.en
    assert ("statement", "availability-exception-leave") in cited_by(decision)


@pytest.mark.parametrize("asked_in", ["Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize(
    ("zone", "first", "last", "hours"),
    [
        ("Europe/Paris", "2026-04-15", "2026-04-16", None),
        ("Europe/Paris", "2026-04-15", None, {"opens": "22:00", "closes": "06:00"}),
        ("Pacific/Kiritimati", "2026-04-15", "2026-04-16", {"opens": "12:00", "closes": "11:59"}),
        # A zone that skipped 30 December
        ("Pacific/Apia", "2011-12-28", "2011-12-29", {"opens": "22:00", "closes": "21:00"}),
        ("Pacific/Apia", "2011-12-31", "2012-01-02", None),
    ],
)
def test_an_absence_counts_in_each_hour_that_it_takes_and_in_no_other(
    apply: Apply, zone: str, first: str, last: str | None, hours: Any, asked_in: str
) -> None:
    leave = {"kind": "leave", "first": first, "last": last, "hours": hours}
    day_and_night = {"weekly": "always", "approved_by": "PTC support desk"}
    terms = {"start": "2011-01-01", "time_zone": zone, "holidays": "none"}
    applied = apply("premium", **terms, hours=day_and_night, closures=[leave])
    midnight = at(first, ZoneInfo(asked_in))

    assert applied.calendar is not None
    for hour in range(-24 * 8, 24 * 12):
        instant = midnight + timedelta(hours=hour)
        is_open = applied.calendar.is_open(instant)
        assert applied.availability(instant).value == ("available" if is_open else "unavailable"), instant


@pytest.mark.parametrize(
    ("instant", "readings", "away"),
    [
        ("2026-04-06T10:00", {}, True),  # a holiday
        ("2026-04-11T00:00", {}, True),  # a Saturday
        ("2026-04-12T23:59:59.999999", {}, True),
        ("2026-04-18T10:00", {}, False),  # the Saturday after it
        ("2026-04-07T18:00", {}, False),  # an evening, when nobody is to be reached anyway
        ("2026-04-07T18:00", {"weekday-outside-hours": "on-request"}, True),
    ],
)
def test_nobody_is_reached_on_request_while_away(
    apply: Apply, instant: str, readings: dict[str, str], away: bool
) -> None:
    leave = [{"kind": "leave", "first": "2026-04-06", "last": "2026-04-12"}]
    decision = apply("premium", closures=leave, readings=readings).availability(at(instant))
    assert ("remplaçant" in decision.reason.fr, "stand-in" in decision.reason.en) == (away, away)
    assert {("contract", "closures"), ("statement", "scope-stand-in")} <= cited_by(decision) or not away
    if away:
        assert decision.value == "unavailable"


@pytest.mark.parametrize(
    ("instant", "away"),
    [
        ("2026-04-10T20:00", False),  # the evening of a day that is worked
        ("2026-04-11T10:00", True),  # Saturday
        ("2026-04-06T10:00", True),  # Easter Monday
        ("2026-04-12T23:59", True),
        ("2026-04-18T10:00", False),  # a Saturday after the leave
    ],
)
def test_leave_shows_on_its_days_off_where_nothing_is_on_request_either(
    apply: Apply, instant: str, away: bool
) -> None:
    no_requests = {"rule": "availability.on-request", "value": "not-provided", "approved_by": "J. Martin"}
    leave = {"kind": "leave", "first": "2026-04-06", "last": "2026-04-12"}
    decision = apply("premium", closures=[leave], agreed=[no_requests]).availability(at(instant))

    assert decision.value == "unavailable"
    assert ("leave" in decision.reason.en) == ("stand-in" in decision.reason.en) == away
    assert {("contract", "closures"), ("statement", "scope-stand-in")} <= cited_by(decision) or not away


# Agreed hours


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        ("2026-04-13T07:59:59.999999", "unavailable"),
        ("2026-04-13T08:00", "available"),
        ("2026-04-13T11:59:59.999999", "available"),
        ("2026-04-13T12:00", "unavailable"),
        ("2026-04-13T14:00", "available"),
        ("2026-04-13T18:00", "unavailable"),
        ("2026-04-14T10:00", "unavailable"),
        ("2026-04-17T21:59:59.999999", "unavailable"),
        ("2026-04-17T22:00", "available"),
        ("2026-04-18T00:00", "available"),
        ("2026-04-18T05:59:59.999999", "available"),
        ("2026-04-18T06:00", "on-request"),
        # Special hours hold on the holiday, and only they
        ("2026-04-06T09:59:59.999999", "on-request"),
        ("2026-04-06T10:00", "available"),
        ("2026-04-06T10:59:59.999999", "available"),
        # A weekday without hours by special agreement
        ("2026-04-20T10:00", "unavailable"),
        # The holiday of 1 May is a Friday: its night is gone
        ("2026-05-01T23:00", "on-request"),
        ("2026-05-02T01:00", "on-request"),
    ],
)
def test_state_in_agreed_hours(apply: Apply, instant: str, state: str) -> None:
    assert apply("premium", hours=AGREED).availability(at(instant)).value == state


def test_agreed_hours_are_agreed(apply: Apply) -> None:
    applied = apply("premium", holidays="none", hours=AGREED)
    decision = applied.availability(at("2026-04-13T10:00"))
    assert (decision.value, decision.basis) == ("available", "agreed")
    assert ("contract", "hours") in cited_by(decision)


def test_the_hours_are_those_of_the_zone_of_the_contract(apply: Apply) -> None:
    applied = apply("premium", time_zone="Asia/Tokyo", holidays="JP")
    assert applied.availability(at("2026-04-14T10:00", TOKYO)).value == "available"
    assert applied.availability(at("2026-04-14T10:00", PARIS)).value == "unavailable"
    assert applied.availability(at("2026-04-17T17:30", PARIS)).value == "on-request"  # Saturday there
    assert "(Asia/Tokyo)" in applied.availability(at("2026-04-14T10:00", PARIS)).reason.fr


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        ("2026-03-30T06:59:59Z", "unavailable"),
        ("2026-03-30T07:00:00Z", "available"),
        ("2026-10-26T07:59:59Z", "unavailable"),
        ("2026-10-26T08:00:00Z", "available"),
    ],
)
def test_hours_follow_the_clock_change(apply: Apply, instant: str, state: str) -> None:
    assert apply("premium").availability(datetime.fromisoformat(instant)).value == state


# Standard, of which the source says nothing


@pytest.mark.parametrize("instant", ["2026-04-14T10:00", "2026-04-14T18:00", "2026-04-04T10:00"])
def test_standard_is_unstated(apply: Apply, instant: str) -> None:
    for decision in (
        apply("standard").availability(at(instant)),
        apply("standard").next_available(at(instant)),
    ):
        assert (decision.value, decision.basis) == (None, "unstated")
        assert ("register", "availability-for-standard") in cited_by(decision)


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        ("2026-04-14T10:00", "available"),
        ("2026-04-14T18:00", "unavailable"),
        ("2026-04-04T10:00", "on-request"),
        ("2026-04-06T10:00", "on-request"),
        ("2026-04-15T10:00", "unavailable"),
    ],
)
def test_standard_as_premium_is_agreed(apply: Apply, instant: str, state: str) -> None:
    readings = {"availability-for-standard": "as-premium", "weekday-outside-hours": "unavailable"}
    applied = apply("standard", holidays=["2026-04-06"], closures=[LEAVE], readings=readings)
    decision = applied.availability(at(instant))
    # At which hours of such a day one may ask is read into the source.
    assert (decision.value, decision.basis) == (state, "interpreted" if state == "on-request" else "agreed")
    assert ("contract", "readings.availability-for-standard") in cited_by(decision)


@pytest.mark.parametrize(
    ("instant", "state", "basis"),
    [
        ("2026-04-13T10:00", "available", "agreed"),
        # Hours and absences were agreed on; of what is outside them, and of a stand-in, nobody says anything.
        ("2026-04-13T19:00", None, "unstated"),
        ("2026-04-18T10:00", None, "unstated"),
        ("2026-04-27T10:00", "unavailable", "agreed"),
    ],
)
def test_standard_with_agreed_hours(apply: Apply, instant: str, state: str | None, basis: str) -> None:
    away = {"kind": "leave", "first": "2026-04-27"}
    applied = apply("standard", holidays="none", hours=AGREED, closures=[away])
    decision = applied.availability(at(instant))
    assert (decision.value, decision.basis) == (state, basis)
    assert "remplaçant" not in decision.reason.fr


# When next


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        ("2026-04-14T08:00", "2026-04-14T09:00"),
        ("2026-04-14T09:00", "2026-04-14T09:00"),
        ("2026-04-14T10:15:30", "2026-04-14T10:15:30"),
        ("2026-04-14T16:59:59.999999", "2026-04-14T16:59:59.999999"),
        ("2026-04-14T17:00", "2026-04-17T12:00"),
        ("2026-04-15T10:00", "2026-04-17T12:00"),
        ("2026-04-17T09:00", "2026-04-17T12:00"),
        ("2026-04-17T17:00", "2026-04-20T09:00"),
        ("2026-04-03T17:00", "2026-04-07T09:00"),
    ],
)
def test_next_available(apply: Apply, instant: str, opening: str) -> None:
    applied = apply("premium", closures=[LEAVE, TRAINING])
    decision = applied.next_available(at(instant).astimezone(UTC))
    assert decision.value == at(opening)
    assert isinstance(decision.value, datetime)
    assert getattr(decision.value.tzinfo, "key", None) == "Europe/Paris"
    assert applied.availability(at(opening)).value == "available"


def test_next_available_cites_the_absence_that_it_passes_over(apply: Apply) -> None:
    applied = apply("premium", closures=[LEAVE])
    decision = applied.next_available(at("2026-04-15T10:00"))
    assert decision.value == at("2026-04-17T09:00")
    assert ("contract", "closures") in cited_by(decision)


def test_never_available_again(apply: Apply) -> None:
    for_good = [{"kind": "leave", "first": "2195-04-15", "last": "2199-12-31"}]
    applied = apply("premium", holidays="none", closures=for_good)
    with pytest.raises(BusinessTimeError) as caught:
        applied.next_available(at("2195-04-15T10:00"))
    assert [problem.code for problem in caught.value.problems] == ["PSP709"]


def test_available_windows(apply: Apply) -> None:
    applied = apply("premium", closures=[LEAVE, TRAINING])
    assert applied.available_windows(at("2026-04-14T10:00"), at("2026-04-20T10:00")) == (
        Window(at("2026-04-14T10:00"), at("2026-04-14T17:00")),
        Window(at("2026-04-17T12:00"), at("2026-04-17T17:00")),
        Window(at("2026-04-20T09:00"), at("2026-04-20T10:00")),
    )
    assert applied.available_windows(at("2026-04-14T10:00"), at("2026-04-14T10:00")) == ()
    with pytest.raises(BusinessTimeError, match="PSP707"):
        applied.available_windows(at("2026-04-14T10:00"), at("2026-04-14T09:59:59"))
    overnight = apply("premium", hours=AGREED)
    assert overnight.available_windows(at("2026-04-17T12:00"), at("2026-04-19T00:00")) == (
        Window(at("2026-04-17T22:00"), at("2026-04-18T06:00")),
    )


def test_windows_of_standard_are_refused(apply: Apply) -> None:
    applied = apply("standard")
    with pytest.raises(UnstatedError) as caught:
        applied.available_windows(at("2026-04-14T10:00"), at("2026-04-15T10:00"))
    assert [problem.code for problem in caught.value.problems] == ["PSP710"]
    assert "Standard" in caught.value.write("fr")
    agreed = apply("standard", readings={"availability-for-standard": "as-premium"})
    assert agreed.available_windows(at("2026-04-14T10:00"), at("2026-04-14T18:00")) == (
        Window(at("2026-04-14T10:00"), at("2026-04-14T17:00")),
    )


INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
TERMS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "time_zone": st.sampled_from(
            ["Europe/Paris", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe"]
        ),
        "holidays": st.sampled_from(["FR", "US-CA", "none"]),
        "hours": st.sampled_from([None, AGREED]),
        "closures": st.sampled_from([(), (LEAVE, TRAINING)]),
    }
)


@given(INSTANTS, TERMS)
def test_the_answers_agree_with_each_other(apply: Apply, instant: datetime, terms: dict[str, Any]) -> None:
    applied = apply("premium", **terms, start=None)
    state = applied.availability(instant).value
    opening = applied.next_available(instant).value
    assert isinstance(opening, datetime)
    assert applied.calendar is not None
    assert (state == "available") == (opening == instant) == applied.calendar.is_open(instant)
    assert applied.availability(opening).value == "available"
    (window, *_) = applied.available_windows(instant, opening + timedelta(seconds=1))
    assert window.start.astimezone(UTC) == opening.astimezone(UTC)
    if state == "on-request":
        local = instant.astimezone(ZoneInfo(terms["time_zone"])).date()
        assert local.weekday() > 4 or not applied.calendar.is_business_day(local) or terms["hours"]


# What is refused

NAIVE = datetime(2026, 4, 14, 10)  # noqa: DTZ001 - what this is about


@pytest.mark.parametrize("offering", ["tsam", "standard", "premium"])
def test_naive_instants_are_refused(apply: Apply, offering: str) -> None:
    applied = apply(offering)
    for ask in (applied.availability, applied.next_available):
        with pytest.raises(NaiveDatetimeError) as caught:
            ask(NAIVE)
        assert [problem.code for problem in caught.value.problems] == ["PSP601"]


def test_naive_windows_are_refused(apply: Apply) -> None:
    for start, end in ((NAIVE, at("2026-04-15T10:00")), (at("2026-04-13T10:00"), NAIVE)):
        with pytest.raises(NaiveDatetimeError):
            apply("premium").available_windows(start, end)


def test_what_is_no_instant_is_refused(apply: Apply) -> None:
    day: Any = date(2026, 4, 14)
    with pytest.raises(BusinessTimeError) as caught:
        apply("premium").availability(day)
    assert [problem.code for problem in caught.value.problems] == ["PSP612"]


def test_unknown_holidays_are_refused(apply: Apply) -> None:
    with pytest.raises(CoverageError):
        apply("premium", holidays="BE").availability(at("2150-04-14T10:00"))


# Terms that hold from a day on, or until one

MONDAYS: dict[str, Any] = {
    "rule": "availability.working-hours",
    "value": {"hours": {"time_zone": "contract", "weekly": {"mon": [{"opens": "08:00", "closes": "12:00"}]}}},
    "approved_by": "PTC",
}


def test_windows_are_those_of_the_terms_of_their_days(apply: Apply) -> None:
    applied = apply("premium", agreed=[{**MONDAYS, "from": "2026-04-01", "until": "2026-04-13"}])
    decision = applied.ask("windows", start=at("2026-03-30T10:00"), end=at("2026-04-14T10:00"))
    assert decision.value == (
        Window(at("2026-03-30T10:00"), at("2026-03-30T17:00")),
        Window(at("2026-03-31T09:00"), at("2026-03-31T17:00")),
        Window(at("2026-04-13T08:00"), at("2026-04-13T12:00")),
        Window(at("2026-04-14T09:00"), at("2026-04-14T10:00")),
    )
    assert ("contract", "agreed.0") in cited_by(decision)
    assert ("statement", "availability-hours") in cited_by(decision)


@pytest.mark.parametrize(
    ("instant", "opening", "agreed"),
    [
        ("2026-03-31T10:00", "2026-03-31T10:00", False),
        ("2026-03-31T18:00", "2026-04-13T08:00", True),
        ("2026-04-13T12:00", "2026-04-14T09:00", True),
        ("2026-04-14T10:00", "2026-04-14T10:00", False),
    ],
)
def test_the_next_instant_is_that_of_the_terms_of_its_day(
    apply: Apply, instant: str, opening: str, agreed: bool
) -> None:
    applied = apply("premium", agreed=[{**MONDAYS, "from": "2026-04-01", "until": "2026-04-13"}])
    decision = applied.next_available(at(instant))
    assert decision.value == at(opening)
    assert applied.availability(at(opening)).value == "available"
    assert (("contract", "agreed.0") in cited_by(decision)) == agreed


def test_hours_across_a_day_of_other_terms_are_one_window(apply: Apply) -> None:
    nights = [{"opens": "22:00", "closes": "06:00"}]
    value = {"hours": {"time_zone": "contract", "weekly": {"tue": nights, "wed": nights}}}
    terms = [
        {**MONDAYS, "value": value},
        {"rule": "limits.contacts", "value": {"maximum": 4}, "approved_by": "PTC", "from": "2026-04-15"},
    ]
    assert apply("premium", agreed=terms).available_windows(
        at("2026-04-14T12:00"), at("2026-04-15T12:00")
    ) == (Window(at("2026-04-14T22:00"), at("2026-04-15T06:00")),)
