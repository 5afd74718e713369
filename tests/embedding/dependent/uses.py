"""What a dependent project sees of the public API: each line is checked by mypy and by pyright."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Literal, assert_type

from ptc_service_policy import (
    NO_HOLIDAYS,
    Absence,
    AppliedPolicy,
    Availability,
    Basis,
    BusinessCalendar,
    BusinessDays,
    Citation,
    Closure,
    Comparison,
    Contract,
    Convention,
    Decision,
    Delivered,
    Delivery,
    Difference,
    Entitled,
    Finding,
    Firmness,
    Happened,
    Holiday,
    InvalidPolicyError,
    Language,
    Limit,
    ListedHolidays,
    LocalizedText,
    Obligation,
    Policy,
    PolicyError,
    Problem,
    PublicHolidays,
    ResponseDue,
    SkippedDay,
    Span,
    Target,
    UnknownIdError,
    Window,
    load_policy,
)


def of_a_policy(policy: Policy) -> None:
    """Ask what needs no contract."""
    assert_type(load_policy(), Policy)
    assert_type(load_policy(as_of=date(2026, 11, 23)), Policy)
    assert_type(policy.version, str)
    assert_type(policy.digest, str)
    assert_type(policy.offerings["premium"].name, LocalizedText)
    assert_type(policy.services["maintenance"].name, LocalizedText)
    assert_type(policy.offerings_for("saas"), tuple[str, ...])
    assert_type(policy.entitlement("premium", "maintenance"), Decision[bool | Entitled | Absence | None])
    assert_type(policy.entitlements("standard"), tuple[str, ...])
    assert_type(policy.stand_in("tsam"), Decision[bool | Absence | None])
    assert_type(policy.delivery("premium", "service-review"), Decision[Delivery | Absence | None])
    assert_type(policy.proactive_contact("tsam"), Decision[Delivery | Absence | None])
    assert_type(policy.response_target("standard"), Decision[Target | Absence | None])
    assert_type(policy.limit("premium", "open-cases"), Decision[Limit | Absence | None])
    assert_type(policy.language("premium"), Decision[str | tuple[str, ...] | Absence | None])
    target = policy.ask("target", "premium", "response", severity="s1")
    assert_type(target, Decision[Target | Absence | None])
    if isinstance(target.value, Target):
        assert_type(target.value.within, Span | None)
    assert_type(policy.ask("limit", "premium", "open-cases"), Decision[Limit | Absence | None])
    assert_type(policy.ask("stand-in", "premium"), Decision[bool | Absence | None])
    assert_type(policy.effective_from(), Decision[date | None])
    assert_type(policy.compare("standard", "premium"), Comparison)
    assert_type(policy.compare("standard", "premium").adds, tuple[Difference, ...])
    assert_type(hash(policy), int)


def of_an_answer(decision: Decision[ResponseDue | None], language: Language) -> None:
    """Read an answer and what it rests on."""
    assert_type(decision.basis, Basis)
    assert_type(decision.citations, tuple[Citation, ...])
    assert_type(decision.firmness, tuple[Firmness, ...])
    assert_type(decision.citations[0].place, LocalizedText)
    assert_type(decision.reason[language], str)
    assert_type(decision.reason.fr, str)
    assert_type(decision.policy_version, str)
    value = decision.value
    if value is not None:
        assert_type(value.due, datetime)
        assert_type(value.earliest_due, datetime)
        assert_type(value.skipped, tuple[SkippedDay, ...])
        assert_type(value.skipped[0].name, LocalizedText | None)


def of_a_contract(policy: Policy, at: datetime, day: date) -> None:
    """Ask what needs a contract."""
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", start=day)
    assert_type(Contract.from_file("contract.yaml"), Contract)
    assert_type(Contract.model_validate({"offering": "premium"}), Contract)
    assert_type(contract.offering, str)
    assert_type(contract.start, date | None)
    applied = policy.apply(contract)
    assert_type(applied, AppliedPolicy)
    assert_type(applied.contract, Contract)
    assert_type(applied.response_due(at), Decision[ResponseDue | Absence | None])
    assert_type(applied.response_due(at, pauses=[(at, at)]), Decision[ResponseDue | Absence | None])
    assert_type(applied.ask("due", "response", received=at), Decision[ResponseDue | Absence | None])
    assert_type(applied.ask("windows", start=at, end=at), Decision[tuple[Window, ...]])
    assert_type(
        applied.ask("obligations", start=day, end=day, events=[Happened("resolved", day)]),
        Decision[tuple[Obligation, ...] | None],
    )
    assert_type(applied.availability(at), Decision[Availability | Absence | None])
    assert_type(
        applied.availability(at).value, Literal["available", "on-request", "unavailable"] | Absence | None
    )
    assert_type(applied.next_available(at), Decision[datetime | Absence | None])
    assert_type(applied.available_windows(at, at), tuple[Window, ...])
    assert_type(
        applied.obligations(day, day, delivered=[Delivered("service-review", day)]), tuple[Obligation, ...]
    )
    assert_type(applied.check_workload({"open-cases": 31, "weekly-hours": [9.5]}), tuple[Finding, ...])
    assert_type(applied.calendar, BusinessCalendar | None)


def of_a_calendar(at: datetime, day: date) -> None:
    """Compute business time."""
    hours = {"mon": [("09:00", "17:00")]}
    calendar = BusinessCalendar("Europe/Paris", hours, PublicHolidays("FR"), closures=[Closure(day)])
    assert_type(BusinessCalendar("UTC", hours, ListedHolidays([day, Holiday(day)])).time_zone, str)
    assert_type(NO_HOLIDAYS, ListedHolidays)
    assert_type(calendar.is_open(at), bool)
    assert_type(calendar.next_open(at), datetime | None)
    assert_type(calendar.windows(at, at), tuple[Window, ...])
    assert_type(calendar.elapsed(at, at), timedelta)
    assert_type(calendar.add(at, timedelta(hours=1)), datetime)
    assert_type(calendar.offset(day, 2, "following"), date)
    assert_type(calendar.due(at, BusinessDays(2), Convention(expiry="same-time")), datetime)


def of_an_error(error: PolicyError) -> None:
    """Read what is wrong."""
    assert_type(error.problems, tuple[Problem, ...])
    assert_type(error.problems[0].hint, LocalizedText)
    assert_type(error.write("fr"), str)
    known: Mapping[type[PolicyError], int] = {UnknownIdError: 404, InvalidPolicyError: 500}
    assert_type(known[UnknownIdError], int)
