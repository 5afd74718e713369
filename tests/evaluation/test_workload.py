"""Whether the work stays within the limits, at the limits and on both sides of them."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy import (
    AppliedHistory,
    AppliedPolicy,
    BusinessTimeError,
    ContractHistory,
    Finding,
    Limit,
    LocalizedText,
    Portfolio,
    UnknownIdError,
    load_policy,
)

Apply = Callable[..., AppliedPolicy]
QUARTER = 13
POLICY, DAY = load_policy("1.0.0"), date(2026, 6, 1)
CONTACTS_KEPT = LocalizedText(
    fr="Interlocuteurs du client : 3 personnes ; la limite, 3 personnes au plus à la fois, "
    "par client et par gestionnaire, est respectée. Repose sur 3 lectures retenues au registre : "
    "décompte (n° 48), pour qui l'on compte (n° 25) et application de la règle (n° 40).",
    en="Customer contacts: 3 people; the limit, at most 3 people at once, per customer and manager, is kept. "
    "Rests on 3 readings chosen in the register: how it is counted (no. 48), for whom it is counted (no. 25) "
    "and how the rule applies (no. 40).",
)


def verdicts(applied: AppliedPolicy, **used: Any) -> dict[str, str]:
    return {each.limit: each.verdict for each in check(applied, **used)}


def check(applied: AppliedPolicy, **used: Any) -> tuple[Finding, ...]:
    """Check figures that are told by the ids of limits, written as Python writes names."""
    return applied.check_workload({name.replace("_", "-"): figures for name, figures in used.items()})


@pytest.mark.parametrize(
    ("offering", "figures", "expected"),
    [
        ("premium", {"open_cases": 0, "contacts": 0}, {}),
        ("premium", {"open_cases": 30}, {}),
        ("premium", {"open_cases": 31}, {"open-cases": "exceeded"}),
        ("premium", {"contacts": 3}, {}),
        ("premium", {"contacts": 4}, {"contacts": "exceeded"}),
        ("premium", {"open_cases": 31, "contacts": 4}, {"contacts": "exceeded", "open-cases": "exceeded"}),
        ("tsam", {"contacts": 3}, {}),
        ("tsam", {"contacts": 4}, {"contacts": "exceeded"}),
        ("tsam", {"open_cases": 1}, {"open-cases": "ambiguous"}),
        ("tsam", {"open_cases": 1000}, {"open-cases": "ambiguous"}),
        ("standard", {"open_cases": 31}, {"open-cases": "unstated"}),
        ("standard", {"contacts": 4}, {"contacts": "unstated"}),
        ("standard", {"weekly_hours": [40.0] * QUARTER}, {"weekly-hours": "unstated"}),
    ],
)
def test_counts(apply: Apply, offering: str, figures: dict[str, int], expected: dict[str, str]) -> None:
    assert verdicts(apply(offering), **figures) == expected


MAY_ASK = {"weekly-hours": "may-ask-for-another-offering"}
TOO_FEW = {"weekly-hours": "too-few-figures"}


@pytest.mark.parametrize("offering", ["tsam", "premium"])
@pytest.mark.parametrize(
    ("weekly_hours", "expected"),
    [
        pytest.param([100.0], TOO_FEW, id="one week"),
        pytest.param([10.0] * QUARTER, {}, id="10 on average"),
        pytest.param([10.01] * QUARTER, MAY_ASK, id="10.01 on average"),
        pytest.param([10.0] * 12 + [10.01], MAY_ASK, id="a little above"),
        pytest.param([0.0] * 12 + [130.0], {}, id="10 on average in one week"),
        pytest.param([0.0] * 12 + [130.1], MAY_ASK, id="above in one week"),
        pytest.param([100.0] * 12, TOO_FEW, id="fewer weeks than it takes"),
        pytest.param([100.0] * 20 + [10.0] * QUARTER, {}, id="only the newest weeks count"),
        pytest.param([0.0] * 20 + [10.5] * QUARTER, MAY_ASK, id="the newest weeks are above"),
        pytest.param([10] * QUARTER, {}, id="whole hours"),
    ],
)
def test_average(
    apply: Apply, offering: str, weekly_hours: Sequence[float], expected: dict[str, str]
) -> None:
    assert verdicts(apply(offering), weekly_hours=weekly_hours) == expected


@pytest.mark.parametrize(
    "weekly_hours",
    [
        pytest.param([10.1] * 6 + [9.9] * 6 + [10.0], id="tenths"),
        pytest.param([10.7, 9.3] * 6 + [10.0], id="tenths in turn"),
        pytest.param([0.1] * 10 + [43.0] * 3, id="130 in all"),
    ],
)
def test_an_average_of_exactly_10_is_within(apply: Apply, weekly_hours: list[float]) -> None:
    assert verdicts(apply("premium"), weekly_hours=weekly_hours) == {}


@pytest.mark.parametrize(
    ("reading", "weeks"), [("four-weeks", 4), ("thirteen-weeks", 13), ("fifty-two-weeks", 52)]
)
def test_the_weeks_can_be_agreed(apply: Apply, reading: str, weeks: int) -> None:
    applied = apply("premium", readings={"workload-average": reading})
    too_few = check(applied, weekly_hours=[11.0] * (weeks - 1))[-1]
    assert (too_few.verdict, too_few.missing, too_few.observed) == ("too-few-figures", 1, 11)
    finding = check(applied, weekly_hours=[11.0] * weeks)[-1]
    assert (finding.verdict, finding.observed, finding.maximum) == ("may-ask-for-another-offering", 11, 10)
    assert finding.basis == "interpreted", "that it is an average at all is a reading"
    assert f"{weeks} semaines" in finding.reason.fr
    assert f"{weeks} weeks" in finding.reason.en
    assert ("contract", "readings.workload-average") in {(c.kind, c.id) for c in finding.citations}


EXCEEDED, MAY, FEW = "exceeded", "may-ask-for-another-offering", "too-few-figures"
CAP = {"weekly-hours-cap-or-average": "cap"}
FOUR, A_YEAR = {"workload-average": "four-weeks"}, {"workload-average": "fifty-two-weeks"}


@pytest.mark.parametrize(
    ("readings", "weekly_hours", "expected"),
    [
        pytest.param(CAP, [10], [(FEW, 12)], id="a week at the cap"),
        pytest.param(CAP, [10.01], [(EXCEEDED, 0), (FEW, 12)], id="a week above the cap"),
        pytest.param(CAP, [15] + [5] * 12, [(EXCEEDED, 0)], id="one above the cap in a quarter"),
        pytest.param(CAP, [10] * 13, [], id="a quarter at the cap"),
        pytest.param(CAP, [11] * 13, [(EXCEEDED, 0), (MAY, 0)], id="a quarter above the cap"),
        pytest.param(FOUR, [12] * 4, [(FEW, 9), (MAY, 0)], id="the right alone is open"),
        pytest.param(FOUR, [1] * 9 + [12] * 4, [(MAY, 0)], id="the right is open and the limit kept"),
        pytest.param(FOUR, [10] * 4, [(FEW, 9)], id="four weeks at the limit"),
        pytest.param(A_YEAR, [12] * 13, [(EXCEEDED, 0), (FEW, 39)], id="the limit alone is exceeded"),
    ],
)
def test_a_limit_and_a_right_beyond_it_are_judged_each_over_its_own_time(
    apply: Apply, readings: dict[str, str], weekly_hours: list[float], expected: list[tuple[str, int]]
) -> None:
    found = check(apply("premium", readings=readings), weekly_hours=weekly_hours)
    assert [(each.verdict, each.missing) for each in found] == expected


@pytest.mark.parametrize(
    ("readings", "weekly_hours", "en"),
    [
        (CAP, [15] + [5] * 12, "Limits not kept: 1."),
        (CAP, [15], "Limits not kept: 1. Rights with too few figures to judge: 1."),
        (FOUR, [12] * 4, "Limits with too few figures to judge: 1. Rights that may be exercised: 1."),
    ],
)
def test_a_right_is_not_counted_as_a_limit(
    apply: Apply, readings: dict[str, str], weekly_hours: list[float], en: str
) -> None:
    applied = apply("premium", readings=readings)
    assert applied.ask("workload", used={"weekly-hours": weekly_hours}).reason.en == en


@pytest.mark.parametrize(
    ("reading", "fr", "en"),
    [
        ("hours-spent", "selon ce qui est effectivement utilisé", "by what is actually used"),
        ("hours-asked", "selon ce que le client demande", "by what the customer requests"),
    ],
)
def test_it_is_said_which_hours_count(apply: Apply, reading: str, fr: str, en: str) -> None:
    applied = apply("premium", readings={"hours-asked-or-spent": reading})
    for weekly_hours in ([12] * QUARTER, [12]):
        (finding,) = check(applied, weekly_hours=weekly_hours)
        assert fr in finding.reason.fr
        assert en in finding.reason.en


def test_what_is_kept_is_told_by_its_name_with_all_that_it_rests_on(apply: Apply) -> None:
    decision = apply("premium").ask("workload", used={"contacts": 3, "weekly-hours": [9.5] * QUARTER})
    assert (decision.value, decision.basis) == ((), "interpreted")
    assert decision.reason.en == (
        f"{CONTACTS_KEPT.en} "
        "Weekly hours: 9.5 hours on average over 13 weeks (the last 13 figures); the limit, "
        "at most 10 hours a week, on average over 13 weeks, per contract, is kept. "
        "Rests on 4 readings chosen in the register: how it is counted (no. 27), "
        "for whom it is counted (no. 28), averaging period (no. 21) and what counts (no. 41)."
    )
    assert {each.id for each in decision.citations} >= {
        "contacts-per-whom",
        "workload-average",
        "weekly-hours-cap-or-average",
        "one-customer-offering",
        "hours-asked-or-spent",
    }


def test_what_exceeds_says_by_how_much_and_why(apply: Apply) -> None:
    cases, contacts = check(apply("premium"), open_cases=31, contacts=4)[::-1]
    assert (cases.limit, cases.observed, cases.maximum, cases.basis) == ("open-cases", 31, 30, "stated")
    assert (contacts.limit, contacts.observed, contacts.maximum) == ("contacts", 4, 3)
    for number in ("31", "30"):
        assert number in cases.reason.fr
        assert number in cases.reason.en
    assert [cited.id for cited in cases.citations][:1] == ["scope-open-cases"]


def test_asking_for_another_offering_is_a_right(apply: Apply) -> None:
    (finding,) = check(apply("premium"), weekly_hours=[10.5] * QUARTER)
    assert finding.basis == "interpreted"
    assert "10,5" in finding.reason.fr
    assert "10.5" in finding.reason.en
    assert "peut lui demander" in finding.reason.fr
    assert "may ask" in finding.reason.en
    cited = {(each.kind, each.id) for each in finding.citations}
    assert cited >= {("statement", "scope-weekly-hours"), ("register", "workload-average")}


def test_open_cases_of_tsam_can_be_agreed(apply: Apply) -> None:
    silent = apply("tsam").limit("open-cases")
    assert (silent.value, silent.basis) == (None, "ambiguous")
    (finding,) = check(apply("tsam"), open_cases=5)
    assert (finding.verdict, finding.observed, finding.maximum) == ("ambiguous", 5, None)
    assert finding.basis == "ambiguous"

    applied = apply("tsam", readings={"open-cases-for-tsam": "tsam-too"})
    limit = applied.limit("open-cases")
    assert isinstance(limit.value, Limit)
    assert (limit.value.maximum, limit.basis) == (30, "agreed")
    assert verdicts(applied, open_cases=30) == {}
    (finding,) = check(applied, open_cases=31)
    assert (finding.verdict, finding.basis) == ("exceeded", "agreed")


@pytest.mark.parametrize(
    "figures",
    [{"open_cases": -1}, {"contacts": -1}, {"weekly_hours": [10.0] * 12 + [-0.5]}, {"weekly_hours": [-1.0]}],
)
def test_less_than_nothing_is_refused(apply: Apply, figures: dict[str, Any]) -> None:
    for offering in ("tsam", "standard", "premium"):
        with pytest.raises(BusinessTimeError) as caught:
            check(apply(offering), **figures)
        assert [problem.code for problem in caught.value.problems] == ["PSP708"]


WHOLE = [
    ("contacts", 2.5, True),
    ("contacts", Decimal("0.1"), True),
    ("open_cases", Fraction(61, 2), True),
    ("contacts", 2.0, False),
    ("open_cases", Decimal(30), False),
    ("weekly_hours", [7.5] * 13, False),
]


def _history(applied: AppliedPolicy) -> AppliedHistory:
    return POLICY.apply(ContractHistory(applied.contract, {date(2026, 5, 1): {"language": None}}))


def _portfolio(applied: AppliedPolicy) -> Portfolio:
    shared = {key: applied.contract.amended(customer="acme", manager="m") for key in ("one", "two")}
    return Portfolio({key: POLICY.apply(contract) for key, contract in shared.items()})


DOORS: dict[str, Callable[[AppliedPolicy, dict[str, Any]], Any]] = {
    "check_workload": lambda applied, used: applied.check_workload(used),
    "check_workload of a history": lambda applied, used: _history(applied).check_workload(used, on=DAY),
    "check_workload of a portfolio": lambda applied, used: _portfolio(applied).check_workload(
        {"one": used}, on=DAY
    ),
    "ask": lambda applied, used: applied.ask("workload", used=used).value,
    "ask about one": lambda applied, used: applied.ask("workload", next(iter(used)), used=used).value,
    "record": lambda applied, used: applied.record("workload", used=used).answer.value,
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("limit", "figures", "refused"), WHOLE)
def test_what_is_counted_whole_has_no_parts(
    apply: Apply, limit: str, figures: Any, door: str, *, refused: bool
) -> None:
    used = {limit.replace("_", "-"): figures}
    with pytest.raises(BusinessTimeError, match="PSP728") if refused else nullcontext():
        assert not DOORS[door](apply("premium"), used)


def test_parts_are_refused_even_where_they_add_up_to_a_whole(apply: Apply) -> None:
    with pytest.raises(BusinessTimeError, match="PSP728"):
        _portfolio(apply("premium")).check_workload(
            {"one": {"contacts": 1.5}, "two": {"contacts": 1.5}}, on=DAY
        )


def test_three_weeks_want_ten_more(apply: Apply) -> None:
    (finding,) = check(apply("premium"), weekly_hours=[11, 12, 13])
    assert (finding.verdict, finding.missing, finding.basis) == ("too-few-figures", 10, "interpreted")
    assert "13 semaines" in finding.reason.fr
    assert "10" in finding.reason.fr
    assert "13 weeks" in finding.reason.en
    assert {each.id for each in finding.citations} >= {
        "weekly-hours-cap-or-average",
        "workload-average",
        "hours-asked-or-spent",
    }


@pytest.mark.parametrize(
    ("used", "fr", "en"),
    [
        ({"contacts": 3}, CONTACTS_KEPT.fr, CONTACTS_KEPT.en),
        (
            {"weekly-hours": [11]},
            "Limites impossibles à juger, faute de valeurs suffisantes : 1.",
            "Limits with too few figures to judge: 1.",
        ),
        (
            {"weekly-hours": [11], "open-cases": 31, "contacts": 4},
            "Limites non respectées : 2. Limites impossibles à juger, faute de valeurs suffisantes : 1.",
            "Limits not kept: 2. Limits with too few figures to judge: 1.",
        ),
        (
            {"weekly-hours": [12] * QUARTER},
            "Limites non respectées : 1.",
            "Limits not kept: 1.",
        ),
    ],
)
def test_what_cannot_be_judged_is_not_counted_as_exceeded(
    apply: Apply, used: dict[str, Any], fr: str, en: str
) -> None:
    reason = apply("premium").ask("workload", used=used).reason
    assert (reason.fr, reason.en) == (fr, en)


def test_what_the_source_leaves_open_is_counted_apart(apply: Apply) -> None:
    reason = apply("tsam").ask("workload", used={"open-cases": 31, "contacts": 4}).reason
    assert (
        reason.en
        == "Limits not kept: 1. Limits that cannot be judged, because the source leaves them open: 1."
    )


@pytest.mark.parametrize("figures", [{}, {"weekly_hours": []}])
def test_nothing_to_judge_is_refused(apply: Apply, figures: dict[str, Any]) -> None:
    with pytest.raises(BusinessTimeError, match="PSP724"):
        check(apply("premium"), **figures)


@pytest.mark.parametrize("hours", [float("nan"), float("inf"), "9", None, True, 10**400])
def test_what_is_no_number_of_hours_is_refused(apply: Apply, hours: Any) -> None:
    for used in ([hours] * QUARTER, hours):
        with pytest.raises(BusinessTimeError, match="PSP708"):
            check(apply("premium"), weekly_hours=used)


def test_a_limit_that_does_not_exist_is_refused_with_the_near_one(apply: Apply) -> None:
    with pytest.raises(UnknownIdError) as caught:
        check(apply("premium"), open_case=31)
    assert "open-cases" in caught.value.write("fr")


@given(st.integers(0, 100), st.integers(0, 10), st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_findings_are_what_the_limits_say(
    apply: Apply, cases: int, contacts: int, weekly_hours: list[int]
) -> None:
    expected = set()
    if cases > 30:
        expected.add("open-cases")
    if contacts > 3:
        expected.add("contacts")
    if len(weekly_hours) < QUARTER or sum(weekly_hours[-QUARTER:]) > 10 * QUARTER:
        expected.add("weekly-hours")
    found = check(apply("premium"), open_cases=cases, contacts=contacts, weekly_hours=weekly_hours)
    assert {each.limit for each in found} == expected
