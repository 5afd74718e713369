"""What is owed in which period, when to do it, and whether it was done."""

import calendar
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation.test_edits import PARIS, USUAL, write

from ptc_service_policy import (
    AppliedPolicy,
    BusinessTimeError,
    Contract,
    Decision,
    Delivered,
    Delivery,
    Happened,
    InvalidContractError,
    LocalizedText,
    MissingAttributeError,
    Obligation,
    OutsideContractError,
    Policy,
    PolicyError,
    UnknownIdError,
    load_policy,
)

Apply = Callable[..., AppliedPolicy]
POLICIES = Path(__file__).parents[2] / "policies"
ONE_DAY = timedelta(days=1)
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> date:
    """Read an instant in Paris, or a date."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS) if "T" in text else day(text)


def owed(
    applied: AppliedPolicy, subject: str, start: date = YEAR[0], end: date = YEAR[1]
) -> list[Obligation]:
    return [each for each in applied.obligations(start, end) if each.subject == subject]


# What serves for another

HELD = {"intelligence-and-weekly-contact": "one-contact"}


@pytest.mark.parametrize(
    ("readings", "delivered", "subject", "fulfilment"),
    [
        ({}, "proactive-contact", "customer-intelligence", "missed"),
        (HELD, "proactive-contact", "customer-intelligence", "met"),
        (HELD, "proactive-contact", "proactive-contact", "met"),
        (HELD, "customer-intelligence", "customer-intelligence", "met"),
        (HELD, "customer-intelligence", "proactive-contact", "missed"),
    ],
)
def test_under_one_contact_the_call_serves_for_both(
    readings: dict[str, str], delivered: str, subject: str, fulfilment: str, apply: Apply
) -> None:
    found = apply("premium", readings=readings).obligations(
        day("2026-01-15"),
        day("2026-01-16"),
        delivered=[Delivered(delivered, day("2026-01-16"))],
        as_of=day("2026-02-01"),
    )
    (weekly,) = (each for each in found if each.subject == subject)
    assert weekly.fulfilment == fulfilment
    serves = subject == "customer-intelligence" and bool(readings)
    assert ("« Contact proactif » vaut aussi pour celle-ci" in weekly.reason.fr) is serves


def test_what_is_not_delivered_serves_for_nothing(apply: Apply) -> None:
    none = {"rule": "deliveries.proactive-contact", "value": "not-provided", "approved_by": "PTC"}
    (weekly,) = owed(
        apply("premium", readings=HELD, agreed=[none]),
        "customer-intelligence",
        day("2026-01-15"),
        day("2026-01-16"),
    )
    assert "vaut aussi" not in weekly.reason.fr


# What is owed

QUARTERLY = {
    "service-review": "quarterly",
    "customer-intelligence": "quarterly",
    "product-roadmap": "quarterly",
}
WEEKLY_CONTACT = {"proactive-contact": "weekly"}


@pytest.mark.parametrize(
    ("offering", "terms", "expected"),
    [
        ("standard", {}, QUARTERLY),
        ("tsam", {}, WEEKLY_CONTACT),
        (
            "premium",
            {},
            {
                "service-review": "monthly",
                "customer-intelligence": "weekly",
                "product-roadmap": "monthly",
                **WEEKLY_CONTACT,
            },
        ),
        (
            "tsam",
            {"readings": {"deliveries-for-tsam": "as-premium"}},
            {
                "service-review": "monthly",
                "customer-intelligence": "weekly",
                "product-roadmap": "monthly",
                **WEEKLY_CONTACT,
            },
        ),
    ],
)
def test_only_what_has_a_frequency_is_owed(
    apply: Apply, offering: str, terms: dict[str, Any], expected: dict[str, str]
) -> None:
    obligations = apply(offering, **terms).obligations(*YEAR)
    assert {each.subject: each.frequency for each in obligations} == expected


def test_an_obligation_says_by_which_means(apply: Apply) -> None:
    (review, *_) = owed(apply("premium"), "service-review")
    assert review.methods == ("in-person", "videoconference")
    assert (review.name.fr, review.name.en) == ("Évaluation des services", "Service review")
    for part in ("en personne", "par visioconférence", "15 janvier 2026", "14 février 2026"):
        assert part in review.reason.fr
    for part in ("in person", "by videoconference", "15 January 2026", "14 February 2026"):
        assert part in review.reason.en
    (contact, *_) = owed(apply("premium"), "proactive-contact")
    assert contact.methods == ("teleconference",)


# Periods


@pytest.mark.parametrize(
    ("start", "subject", "firsts"),
    [
        ("2026-01-15", "proactive-contact", ["2026-01-15", "2026-01-22", "2026-01-29", "2026-02-05"]),
        ("2026-01-15", "service-review", ["2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15"]),
        ("2026-01-31", "service-review", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("2028-01-30", "service-review", ["2028-01-30", "2028-02-29", "2028-03-30", "2028-04-30"]),
        ("2025-12-01", "service-review", ["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"]),
    ],
)
def test_periods_run_from_the_start(apply: Apply, start: str, subject: str, firsts: list[str]) -> None:
    found = owed(apply("premium", start=start), subject, day(start), day(firsts[-1]) + ONE_DAY)
    assert [each.first.isoformat() for each in found] == firsts
    assert [each.last + ONE_DAY for each in found[:-1]] == [each.first for each in found[1:]]


def test_quarters_run_from_the_start(apply: Apply) -> None:
    found = owed(apply("standard", start="2025-11-30"), "service-review", day("2025-11-30"), YEAR[1])
    assert [(each.first.isoformat(), each.last.isoformat()) for each in found] == [
        ("2025-11-30", "2026-02-27"),
        ("2026-02-28", "2026-05-29"),
        ("2026-05-30", "2026-08-29"),
        ("2026-08-30", "2026-11-29"),
        ("2026-11-30", "2027-02-27"),
    ]


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(1, 40))
def test_months_never_drift_and_never_skip(apply: Apply, start: date, months: int) -> None:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    expected = date(year, month + 1, min(start.day, last_day))
    applied = apply("premium", start=start, holidays="none")
    (found,) = owed(applied, "service-review", expected, expected + ONE_DAY)
    assert found.first == expected
    (before,) = owed(applied, "service-review", expected - ONE_DAY, expected)
    assert before.last == expected - ONE_DAY


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("proactive-contact", [("2026-01-15", "2026-01-18"), ("2026-01-19", "2026-01-25")]),
        ("service-review", [("2026-01-15", "2026-01-31"), ("2026-02-01", "2026-02-28")]),
    ],
)
def test_periods_of_the_calendar_can_be_agreed(
    apply: Apply, subject: str, expected: list[tuple[str, str]]
) -> None:
    found = owed(apply("premium", readings={"cadence-periods": "calendar"}), subject)
    assert [(each.first.isoformat(), each.last.isoformat()) for each in found[:2]] == expected
    assert ("contract", "readings.cadence-periods") in {(c.kind, c.id) for c in found[0].citations}
    without_start = owed(
        apply("premium", readings={"cadence-periods": "calendar"}, start=None), "service-review"
    )
    assert [each.first.month for each in without_start] == [*range(1, 13)]
    assert {each.first.day for each in without_start} == {1}


def test_quarters_of_the_calendar(apply: Apply) -> None:
    applied = apply("standard", readings={"cadence-periods": "calendar"}, start=None)
    assert [each.first.isoformat() for each in owed(applied, "service-review")] == [
        "2026-01-01",
        "2026-04-01",
        "2026-07-01",
        "2026-10-01",
    ]


def test_the_end_of_the_contract_cuts(apply: Apply) -> None:
    applied = apply("premium", end="2026-03-20")
    found = owed(applied, "service-review")
    assert [(each.first.isoformat(), each.last.isoformat()) for each in found] == [
        ("2026-01-15", "2026-02-14"),
        ("2026-02-15", "2026-03-14"),
        ("2026-03-15", "2026-03-20"),
    ]
    with pytest.raises(OutsideContractError, match="PSP519"):
        applied.obligations(day("2026-03-21"), YEAR[1])
    assert [each.last for each in applied.obligations(day("2026-03-20"), day("2026-03-21"))] == [
        day("2026-03-20")
    ] * 4


def test_nothing_is_owed_before_the_start(apply: Apply) -> None:
    with pytest.raises(OutsideContractError, match="PSP518"):
        apply("premium").obligations(day("2025-01-01"), day("2026-01-15"))
    assert len(apply("premium").obligations(day("2025-01-01"), day("2026-01-16"))) == 4


def test_a_range_takes_the_periods_that_have_a_day_in_it(apply: Apply) -> None:
    found = owed(apply("premium"), "service-review", day("2026-02-14"), day("2026-02-16"))
    assert [each.first.isoformat() for each in found] == ["2026-01-15", "2026-02-15"]
    assert owed(apply("premium"), "service-review", day("2026-02-15"), day("2026-02-15")) == []


def test_obligations_come_in_the_order_of_their_periods(apply: Apply) -> None:
    firsts = [each.first for each in apply("premium").obligations(*YEAR)]
    assert firsts == sorted(firsts)


def test_a_reversed_range_is_refused(apply: Apply) -> None:
    with pytest.raises(BusinessTimeError) as caught:
        apply("premium").obligations(YEAR[1], YEAR[0])
    assert [problem.code for problem in caught.value.problems] == ["PSP707"]


@pytest.mark.parametrize("offering", ["tsam", "standard", "premium"])
def test_without_a_start_there_are_no_periods(apply: Apply, offering: str) -> None:
    with pytest.raises(InvalidContractError) as caught:
        apply(offering, start=None).obligations(*YEAR)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("PSP509", ("start",))


# What they stand on


@pytest.mark.parametrize(
    ("readings", "basis"),
    [
        ({}, "interpreted"),
        ({"cadence-periods": "contract-start"}, "agreed"),
        ({"suggested-dates": "preceding"}, "interpreted"),
        ({"cadence-periods": "contract-start", "suggested-dates": "following"}, "agreed"),
        ({"cadence-periods": "calendar", "suggested-dates": "preceding"}, "agreed"),
    ],
)
def test_basis_of_an_obligation(apply: Apply, readings: dict[str, str], basis: str) -> None:
    applied = apply("premium", readings=readings)
    assert {each.basis.value for each in applied.obligations(*YEAR)} == {basis}


def test_citations_of_an_obligation(apply: Apply) -> None:
    (review, *_) = owed(apply("premium"), "service-review")
    assert {(cited.kind, cited.id) for cited in review.citations} >= {
        ("statement", "table-2-service-review"),
        ("register", "cadence-periods"),
        ("register", "suggested-dates"),
        ("contract", "start"),
    }
    (contact, *_) = owed(apply("tsam"), "proactive-contact")
    assert ("statement", "scope-weekly-contact") in {(cited.kind, cited.id) for cited in contact.citations}


# Suggested dates


@pytest.mark.parametrize(
    ("start", "reading", "suggested"),
    [
        ("2026-01-15", "following", "2026-01-15"),
        ("2026-04-04", "following", "2026-04-07"),  # Saturday, Sunday, Easter Monday
        ("2026-04-04", "preceding", "2026-04-07"),  # nothing before it in the period
        ("2026-04-04", "modified-following", "2026-04-07"),
        ("2026-01-31", "following", "2026-02-02"),  # a Saturday, the end of its month
        ("2026-01-31", "modified-following", "2026-02-02"),
    ],
)
def test_suggested_date(apply: Apply, start: str, reading: str, suggested: str) -> None:
    applied = apply("premium", start=start, readings={"suggested-dates": reading})
    (review, *_) = owed(applied, "service-review")
    assert review.suggested == day(suggested)


def test_a_period_without_a_business_day_suggests_none(apply: Apply) -> None:
    (contact, *_) = owed(apply("premium", start="2026-04-04", end="2026-04-06"), "proactive-contact")
    assert (contact.first, contact.last) == (day("2026-04-04"), day("2026-04-06"))
    assert contact.suggested is None


@given(
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.integers(0, 500),
    st.sampled_from(["following", "preceding", "modified-following"]),
    st.sampled_from(["contract-start", "calendar"]),
)
def test_suggested_dates_are_business_days_of_their_period(
    apply: Apply, start: date, length: int, how: str, periods: str
) -> None:
    applied = apply(
        "premium",
        start=start,
        end=start + timedelta(days=length),
        readings={"suggested-dates": how, "cadence-periods": periods},
    )
    assert applied.calendar is not None
    for each in applied.obligations(start, start + timedelta(days=120)):
        assert start <= each.first <= each.last <= start + timedelta(days=length)
        if each.suggested is None:
            assert applied.calendar.business_days(each.first, each.last + ONE_DAY) == ()
        else:
            assert each.first <= each.suggested <= each.last
            assert applied.calendar.is_business_day(each.suggested)


# Fulfilment of the review of 15 January to 14 February


@pytest.mark.parametrize(
    ("delivered", "as_of", "fulfilment"),
    [
        ([], None, None),
        ([], "2026-01-14", "upcoming"),
        ([], "2026-01-15", "due"),
        ([], "2026-02-14", "due"),
        ([], "2026-02-15", "missed"),
        (["2026-01-15"], "2026-01-15", "met"),
        (["2026-02-14"], "2026-02-14", "met"),
        (["2026-02-14"], "2026-06-01", "met"),
        (["2026-01-14"], "2026-02-15", "missed"),
        (["2026-02-15"], "2026-02-15", "missed"),
        (["2026-02-10"], "2026-02-09", "due"),  # not known yet
        (["2026-02-10"], "2026-01-14", "upcoming"),
        (["2026-01-20", "2026-01-21"], "2026-02-15", "met"),
        (["2026-01-20"], None, None),
    ],
)
def test_fulfilment(apply: Apply, delivered: list[str], as_of: str | None, fulfilment: str | None) -> None:
    obligations = apply("premium").obligations(
        *YEAR,
        delivered=[Delivered("service-review", day(on)) for on in delivered],
        as_of=None if as_of is None else day(as_of),
    )
    reviews = [each for each in obligations if each.subject == "service-review"]
    assert reviews[0].fulfilment == fulfilment


def test_one_delivery_fulfils_one_period_of_one_subject(apply: Apply) -> None:
    done = iter([Delivered("service-review", day("2026-02-20"))])
    obligations = apply("premium").obligations(*YEAR, delivered=done, as_of=day("2026-12-31"))
    met = [(each.subject, each.first) for each in obligations if each.fulfilment == "met"]
    assert met == [("service-review", day("2026-02-15"))]


def test_a_delivery_after_the_end_of_the_contract_fulfils_nothing(apply: Apply) -> None:
    applied = apply("premium", end="2026-03-20")
    late = [Delivered("service-review", day("2026-03-21"))]
    obligations = applied.obligations(*YEAR, delivered=late, as_of=day("2026-12-31"))
    assert {each.fulfilment for each in obligations} == {"missed"}


def test_a_delivery_of_nothing_that_exists_is_refused(apply: Apply) -> None:
    with pytest.raises(UnknownIdError) as caught:
        apply("premium").obligations(*YEAR, delivered=[Delivered("service-revue", day("2026-02-20"))])
    assert "service-review" in caught.value.write("fr")
    with pytest.raises(UnknownIdError) as caught:
        apply("premium").obligations(*YEAR, delivered=[Delivered("proactive-contacts", day("2026-02-20"))])
    assert "proactive-contact" in caught.value.write("en")


def test_a_delivery_of_what_is_not_owed_changes_nothing(apply: Apply) -> None:
    done = [Delivered("maintenance", day("2026-02-20"))]
    applied = apply("standard")
    expected = applied.obligations(*YEAR, as_of=day("2026-06-01"))
    assert applied.obligations(*YEAR, delivered=done, as_of=day("2026-06-01")) == expected


@pytest.mark.parametrize("service", ["maintenance", "customer-enablement", "change-management"])
def test_what_is_owed_as_needed_says_so_without_a_date(apply: Apply, service: str) -> None:
    applied = apply("premium")
    assert owed(applied, service) == []
    decision = applied.delivery(service)
    assert isinstance(decision.value, Delivery)
    assert decision.value.frequency == "as-needed"
    assert "au besoin" in decision.reason.fr
    assert "as needed" in decision.reason.en


def test_what_depends_on_what_is_not_told_is_refused_where_it_is_asked(tmp_path: Path) -> None:
    severity = """attributes:
  severity:
    name: { fr: Gravité, en: Severity }
    known_from: request
    cases: { s1: { name: { fr: Un, en: One } }, s2: { name: { fr: Deux, en: Two } } }
"""
    folder = tmp_path / "1.0.0"
    copytree(POLICIES / "1.0.0", folder, ignore=lambda _, names: {"scenarios"} & set(names))
    with (folder / "vocabulary.yaml").open("a", encoding="utf-8") as file:
        file.write(severity)
    cadences = folder / "cadences.yaml"
    text, old = cadences.read_text("utf-8"), "standard: { methods: [videoconference], frequency: quarterly }"
    assert text.count(old) == 1
    by_severity = (
        "standard: { methods: [videoconference], "
        "frequency: { by: severity, cases: { s1: monthly, s2: quarterly } } }"
    )
    cadences.write_text(text.replace(old, by_severity), "utf-8")
    applied = load_policy(path=folder).apply(
        Contract(offering="standard", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15))
    )
    april = {"start": date(2026, 4, 1), "end": date(2026, 5, 1)}
    for about in ((), ("service-review",)):
        with pytest.raises(MissingAttributeError):
            applied.ask("obligations", *about, **april)
    assert len(applied.ask("obligations", "product-roadmap", **april).value or ()) == 2
    assert len(applied.ask("obligations", severity="s1", **april).value or ()) == 6


# What a next edition may say


def edited(folder: Path, *changes: tuple[str, str, Any]) -> Policy:
    """1.0.0 with changes to files, at places in them."""
    listed = [{"file": file, "at": at, "value": value} for file, at, value in changes]
    return load_policy(path=write({"changes": listed}, folder))


def ask(policy: Policy, start: str, end: str, about: str, terms: Any = (), **given: Any) -> Decision[Any]:
    contract = Contract.model_validate({**USUAL, "offering": "premium", **dict(terms)})
    return policy.apply(contract).ask("obligations", about, start=day(start), end=day(end), **given)


@pytest.mark.parametrize(
    ("firmness", "fulfilments", "said", "counted"),
    [
        ({"duty": "owed"}, ("missed", "due", "upcoming"), "due once", "Deliveries due in the range: 3."),
        ({"duty": "objective"}, ("objective-missed", "due", "upcoming"), "PTC aims to", "range: 3."),
        ({"duty": "usual"}, ("not-done", "due", "upcoming"), "PTC usually does this once", "range: 3."),
        ({"duty": "effort"}, ("not-done", "due", "upcoming"), "PTC endeavours", "range: 3."),
        ({"duty": "may"}, (None, None, None), "PTC may do this once", "Optional deliveries in the range: 3."),
        (
            {"duty": "effort", "decided_by": "ptc"},
            (None, None, None),
            "PTC may do this",
            "Optional deliveries in the range: 3.",
        ),
    ],
)
def test_an_obligation_is_as_firm_as_its_rule(
    tmp_path: Path, firmness: dict[str, str], fulfilments: tuple[str | None, ...], said: str, counted: str
) -> None:
    policy = edited(tmp_path, ("cadences", "deliveries/service-review/firmness", firmness))
    decision = ask(policy, "2026-02-01", "2026-04-01", "service-review", as_of=day("2026-02-20"))
    assert tuple(each.fulfilment for each in decision.value) == fulfilments
    assert said in decision.value[0].reason.en
    assert counted in decision.reason.en
    done = [Delivered("service-review", day("2026-02-01"))]
    met = ask(policy, "2026-02-01", "2026-02-02", "service-review", as_of=day("2026-02-20"), delivered=done)
    assert [each.fulfilment for each in met.value] == ["met"]


def test_what_is_left_open_is_not_made_up(tmp_path: Path) -> None:
    policy = edited(
        tmp_path,
        ("cadences", "deliveries/maintenance/values/premium/frequency", {"register": "document-date"}),
        ("cadences", "deliveries/service-review/values/premium/methods", {"register": "document-date"}),
        ("register", "register/suggested-dates/chosen", "none"),
    )
    maintenance = ask(policy, "2026-02-01", "2026-04-01", "maintenance")
    assert (maintenance.value, maintenance.basis) == (None, "unstated")
    assert "leaves open" in maintenance.reason.en
    decision = ask(policy, "2026-02-15", "2026-02-16", "service-review")
    ((review,), basis) = (decision.value, decision.basis)
    assert (review.suggested, review.basis, basis) == (None, "interpreted", "interpreted")
    assert "2026 and Saturday 14 March 2026." in review.reason.en
    assert "2026 et le samedi 14 mars 2026." in review.reason.fr


@pytest.mark.parametrize(
    ("within", "on", "last"),
    [
        ({"calendar_days": 30}, "2026-04-07", "2026-05-07"),
        ({"calendar_days": 30}, "2026-04-07T23:59", "2026-05-07"),
        ({"hours": 4}, "2026-04-07T22:00", "2026-04-08T02:00"),
        ({"hours": 24}, "2026-03-28T12:00", "2026-03-29T13:00"),  # summer time begins in between
        ({"minutes": 1}, "2026-04-07T09:00", "2026-04-07T09:01"),
        ({"business_hours": 8}, "2026-04-07T10:00", "2026-04-08T10:00"),
        ({"business_hours": 8}, "2026-04-03T17:30", "2026-04-07T17:00"),
        ({"business_minutes": 481}, "2026-04-07T09:00", "2026-04-08T09:01"),
        ({"business_days": 1}, "2026-04-03T12:00", "2026-04-07"),
        ({"business_days": 0}, "2026-04-07", "2026-04-07"),
        ({"business_days": 0}, "2026-04-04", "2026-04-07"),  # a Saturday, before Easter Monday
        ({"business_days": 1}, "2026-04-04", "2026-04-07"),
    ],
)
def test_the_time_after_an_event_runs_from_its_day_or_its_instant(
    tmp_path: Path, within: dict[str, int], on: str, last: str
) -> None:
    event = {"means": "released", "name": {"fr": "Version publiée", "en": "Release published"}}
    after = {"methods": ["email"], "frequency": {"after": "release", "within": within}}
    policy = edited(
        tmp_path,
        ("vocabulary", "events/release", event),
        ("cadences", "deliveries/maintenance/values/premium", after),
        ("cadences", "deliveries/maintenance/firmness", {"duty": "objective"}),
    )
    happened, expected = at(on), at(last)
    first, ends = day(on[:10]), day(last[:10])
    given: dict[str, Any] = {"events": [Happened("release", happened)], "as_of": ends}
    (found,) = ask(policy, on[:10], "2026-06-01", "maintenance", **given).value
    assert (found.first, found.last, found.fulfilment) == (first, ends, "due")
    assert found.due == (expected if isinstance(expected, datetime) else None)
    when = LocalizedText(
        fr="au plus tard le {last}, après l'événement « Version publiée » (le {on})",
        en='by {last}, after the event "Release published" (on {on})',
    ).format(last=expected, on=happened)
    assert when.en in found.reason.en
    assert when.fr in found.reason.fr
    assert found.suggested is None or found.first <= found.suggested <= found.last
    assert "by email" in found.reason.en
    assert "objective" in found.reason.en
    assert "par courriel" in found.reason.fr


@pytest.mark.parametrize(
    ("on", "found"),
    [
        ("2026-03-31", []),
        ("2026-04-01", ["2026-05-01"]),
        ("2026-04-30", ["2026-05-30"]),
        ("2026-05-01", []),
    ],
)
def test_an_event_outside_the_contract_brings_about_nothing(
    tmp_path: Path, on: str, found: list[str]
) -> None:
    event = {"means": "resolved", "name": {"fr": "Résolution", "en": "Resolution"}}
    after = {"methods": ["email"], "frequency": {"after": "resolution", "within": {"calendar_days": 30}}}
    policy = edited(
        tmp_path,
        ("vocabulary", "events/resolution", event),
        ("cadences", "deliveries/maintenance/values/premium", after),
    )
    terms = {"start": "2026-04-01", "end": "2026-04-30"}
    given: dict[str, Any] = {"events": [Happened("resolution", day(on))], "as_of": day("2026-08-01")}
    decision = ask(policy, "2026-01-01", "2026-12-31", "maintenance", terms, **given)
    assert [each.last.isoformat() for each in decision.value] == found


@pytest.mark.parametrize(
    ("on", "attributes", "code"),
    [
        (datetime.fromisoformat("2026-04-03T09:00"), {}, "PSP601"),
        ("2026-04-03", {}, "PSP614"),
        (date(2026, 4, 3), "s1", "PSP607"),
        (date(2026, 4, 3), {"severity": "s1"}, "PSP722"),
    ],
)
def test_an_event_that_tells_no_time_or_an_unknown_attribute_is_refused(
    tmp_path: Path, on: Any, attributes: Any, code: str
) -> None:
    event = {"means": "released", "name": {"fr": "Version publiée", "en": "Release published"}}
    after = {"methods": ["email"], "frequency": {"after": "release", "within": {"calendar_days": 3}}}
    policy = edited(
        tmp_path,
        ("vocabulary", "events/release", event),
        ("cadences", "deliveries/maintenance/values/premium", after),
    )
    with pytest.raises(PolicyError) as caught:
        ask(policy, "2026-04-01", "2026-05-01", "maintenance", events=[Happened("release", on, attributes)])
    assert [each.code for each in caught.value.problems] == [code]


def test_what_is_delivered_at_an_instant_counts_on_its_day_in_the_zone_of_the_contract(apply: Apply) -> None:
    late = datetime(2026, 2, 14, 23, 30, tzinfo=UTC)  # 15 February in Paris
    done = [Delivered("service-review", late)]
    found = apply("premium").obligations(
        day("2026-02-01"), day("2026-02-20"), delivered=done, as_of=day("2026-06-01")
    )
    reviews = [each.fulfilment for each in found if each.subject == "service-review"]
    assert reviews == ["missed", "met"]


# Terms that hold from a day on, or until one

WEEKLY = {"rule": "deliveries.service-review", "value": {"frequency": "weekly"}, "approved_by": "PTC"}


@pytest.mark.parametrize(
    ("terms", "start", "end", "expected"),
    [
        # The week of the contract from 11 to 17 June is cut to the days of its terms.
        (
            {"from": "2026-06-15"},
            "2026-05-20",
            "2026-06-24",
            ["05-15 06-14", "06-15 06-17", "06-18 06-24"],
        ),
        (
            {"from": "2026-02-01", "until": "2026-02-17"},
            "2026-01-20",
            "2026-03-20",
            ["01-15 01-31", "02-01 02-04", "02-05 02-11", "02-12 02-17", "02-18 03-14", "03-15 04-14"],
        ),
        ({"until": "2026-02-17"}, "2026-02-17", "2026-02-18", ["02-12 02-17"]),
        ({"until": "2026-02-17"}, "2026-02-18", "2026-02-19", ["02-18 03-14"]),
    ],
)
def test_each_period_is_owed_under_the_terms_of_its_days(
    apply: Apply, terms: dict[str, str], start: str, end: str, expected: list[str]
) -> None:
    applied = apply("premium", agreed=[{**WEEKLY, **terms}])
    found = owed(applied, "service-review", day(start), day(end))
    assert [f"{each.first:%m-%d} {each.last:%m-%d}" for each in found] == expected
    for each in found:
        is_weekly = each.last - each.first < timedelta(days=7)
        assert (("contract", "agreed.0") in {(cited.kind, cited.id) for cited in each.citations}) == is_weekly


def test_terms_of_other_rules_cut_no_period(apply: Apply) -> None:
    other = {**WEEKLY, "rule": "limits.contacts", "value": {"maximum": 4}, "from": "2026-02-01"}
    assert apply("premium", agreed=[other]).obligations(*YEAR) == apply("premium").obligations(*YEAR)
    for_a_while = [{**WEEKLY, "from": "2026-02-01"}]
    assert owed(apply("premium", agreed=for_a_while), "product-roadmap") == owed(
        apply("premium"), "product-roadmap"
    )


def test_dates_are_suggested_by_the_hours_of_their_days(apply: Apply) -> None:
    fridays = {"hours": {"time_zone": "contract", "weekly": {"fri": [{"opens": "09:00", "closes": "17:00"}]}}}
    terms = {**WEEKLY, "rule": "availability.working-hours", "value": fridays, "until": "2026-02-14"}
    reviews = owed(apply("premium", agreed=[terms]), "service-review")
    assert [each.suggested for each in reviews[:2]] == [day("2026-01-16"), day("2026-02-16")]


def test_of_a_service_that_is_not_included_nothing_is_owed_and_the_reason_says_why(apply: Apply) -> None:
    owed = apply("tsam").ask("obligations", "maintenance", start=date(2026, 2, 1), end=date(2026, 4, 1))

    assert owed.value == ()
    assert "ne comprend pas le service « Maintenance »" in owed.reason.fr
    assert 'does not include the service "Maintenance"' in owed.reason.en
