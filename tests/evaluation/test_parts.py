"""Which parts of an answer the source does not state, and how the answer says so."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy import Absence, AppliedPolicy, Basis, Contract, PartBasis, Policy

PARIS = ZoneInfo("Europe/Paris")
FRIDAY_EVENING = datetime(2026, 4, 3, 18, 30, tzinfo=PARIS)
FRIDAY_MORNING = datetime(2026, 4, 3, 10, 30, tzinfo=PARIS)
SATURDAY = datetime(2026, 4, 4, 11, 0, tzinfo=PARIS)
EASTER_MONDAY = datetime(2026, 4, 6, 11, 0, tzinfo=PARIS)
AWAY = {"closures": [{"kind": "leave", "first": date(2026, 4, 2), "last": date(2026, 4, 3)}]}

# what is asked of a Premium contract, its terms, and the parts of the answer that the register read
COMPUTED: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, list[int]]]] = [
    (
        "due",
        {"received": FRIDAY_EVENING},
        {},
        {"hours": [4, 9], "scope": [35], "to": [7], "from": [36], "receipt": [2], "expiry": [3]},
    ),
    (
        "request-state",
        {"received": FRIDAY_EVENING, "as_of": EASTER_MONDAY},
        AWAY,
        {
            "hours": [4, 9],
            "scope": [35],
            "to": [7],
            "from": [36],
            "closures": [5],
            "receipt": [2],
            "expiry": [3],
        },
    ),
    ("availability", {"at": FRIDAY_MORNING}, {}, {"hours": [9]}),
    ("availability", {"at": FRIDAY_EVENING}, {}, {"hours": [9], "outside": [10]}),
    ("availability", {"at": SATURDAY}, {}, {"notice": [11], "hours": [31], "application": [46, 47]}),
    (
        "availability",
        {"at": EASTER_MONDAY},
        {},
        {"notice": [11], "hours": [31], "holidays": [9], "application": [46, 47]},
    ),
    ("availability", {"at": FRIDAY_MORNING}, AWAY, {"hours": [9]}),
    ("next-available", {"at": SATURDAY}, {}, {"hours": [9]}),
    ("windows", {"start": FRIDAY_MORNING, "end": EASTER_MONDAY}, {}, {"hours": [9]}),
]


@pytest.mark.parametrize(("topic", "given", "terms", "read"), COMPUTED)
def test_what_is_computed_names_the_parts_that_it_was_computed_with(
    topic: str,
    given: Mapping[str, Any],
    terms: Mapping[str, Any],
    read: dict[str, list[int]],
    apply: Callable[..., AppliedPolicy],
    policy: Policy,
) -> None:
    answer = apply("premium", **terms).ask(
        topic, "response" if topic in ("due", "request-state") else "", **given
    )
    found = {each.part: each.entries for each in answer.parts if each.basis is Basis.INTERPRETED}
    assert {part: [policy.register[name].number for name in names] for part, names in found.items()} == read
    told = [f"n° {number}" for numbers in read.values() for number in numbers]
    assert all(each in answer.reason.fr for each in told)


def test_parts_that_rest_on_a_reading_are_named_with_the_numbers_of_their_entries(policy: Policy) -> None:
    answer = policy.limit("premium", "open-cases")

    assert answer.basis is Basis.STATED
    assert answer.parts == (
        PartBasis("counted_per", Basis.INTERPRETED, ("open-cases-scope",)),
        PartBasis("adds_up", Basis.INTERPRETED, ("cases-added-up",)),
        PartBasis("application", Basis.INTERPRETED, ("limits-of-a-shared-manager",)),
    )
    assert "registre : pour qui l'on compte (n° 19), addition (n° 39) et application" in answer.reason.fr
    assert "register: for whom it is counted (no. 19), what adds up (no. 39) and how" in answer.reason.en


def test_a_scope_that_rests_on_a_reading_is_a_part(policy: Policy) -> None:
    answer = policy.entitlement("standard", "root-cause-analysis")

    assert answer.parts == (PartBasis("scope", Basis.INTERPRETED, ("severity-zero",)),)


def test_a_part_that_the_contract_settled_is_agreed(policy: Policy) -> None:
    contract = Contract(
        offering="premium",
        time_zone="Europe/Paris",
        holidays="FR",
        readings={"open-cases-scope": "per-customer"},
    )

    answer = policy.apply(contract).limit("open-cases")

    assert answer.parts[0] == PartBasis("counted_per", Basis.AGREED, ("open-cases-scope",))
    assert "agreed in the contract: for whom it is counted (no. 19)" in answer.reason.en


def test_what_the_source_states_whole_has_no_such_part(policy: Policy) -> None:
    assert policy.entitlement("premium", "maintenance").parts == ()


def test_possible_readings_follow_the_question_that_they_answer(policy: Policy) -> None:
    reason = policy.limit("tsam", "open-cases").reason

    assert "vaut-elle pour le gestionnaire TSAM ? Lectures possibles : « Non, elle" in reason.fr
    assert 'hold for the TSAM manager? Possible readings: "No; it' in reason.en


def test_a_no_has_no_parts(policy: Policy) -> None:
    answer = policy.delivery("tsam", "maintenance")

    assert (answer.value, answer.basis, answer.parts) == (Absence.NOT_PROVIDED, Basis.STATED, ())
    assert [each.id for each in answer.citations] == ["table-1-maintenance"]


def test_an_exception_that_the_contract_takes_away_is_no_option(policy: Policy) -> None:
    term = {
        "rule": "availability.working-hours",
        "value": {"closed_on": ["recognised-holidays"]},
        "approved_by": "ptc",
    }
    contract = Contract.model_validate(
        {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR", "agreed": [term]}
    )

    answer = policy.apply(contract).ask("exception", "leave")

    assert (answer.value, answer.firmness) == (Absence.NOT_PROVIDED, ())
    assert "option" not in answer.reason.en


MOVED = {"contact-while-away": "moved"}
# what is owed, its terms, and the parts that are not stated, with the numbers of the register's entries
OWED: list[tuple[str, str, dict[str, Any], dict[str, list[int]]]] = [
    ("standard", "service-review", {}, {"periods_from": [14]}),
    ("premium", "service-review", {}, {"chosen_by": [32], "periods_from": [14]}),
    ("premium", "customer-intelligence", {}, {"held_with": [37], "chosen_by": [32], "periods_from": [14]}),
    ("premium", "proactive-contact", {}, {"periods_from": [14]}),
    ("premium", "proactive-contact", {**AWAY, "readings": MOVED}, {"periods_from": [14], "while_away": [26]}),
]
WEEK_AWAY = {"closures": [{"kind": "leave", "first": date(2026, 3, 26), "last": date(2026, 4, 1)}]}


@pytest.mark.parametrize(("offering", "subject", "terms", "parts"), OWED)
def test_what_is_owed_names_its_parts_and_what_is_left_open(
    offering: str,
    subject: str,
    terms: dict[str, Any],
    parts: dict[str, list[int]],
    apply: Callable[..., AppliedPolicy],
    policy: Policy,
) -> None:
    applied = apply(offering, start=date(2026, 1, 15), **(terms and {**terms, **WEEK_AWAY}))
    answer = applied.ask("obligations", subject, start=date(2026, 4, 1), end=date(2026, 4, 2))

    (owed,) = answer.value or ()
    assert numbered(policy, owed.parts) == parts
    assert answer.parts == owed.parts
    for number in (each for name, numbers in parts.items() if name != "chosen_by" for each in numbers):
        assert f"n° {number}" in owed.reason.fr
        assert f"no. {number}" in owed.reason.en
    assert ("qui choisit ?" in owed.reason.fr) == ("chosen_by" in parts)


def numbered(policy: Policy, parts: tuple[PartBasis, ...]) -> dict[str, list[int]]:
    return {each.part: [policy.register[name].number for name in each.entries] for each in parts}


LIMIT, RIGHT = {"counted": [27], "counted_per": [28]}, {"average_over": [21], "measured": [41]}


@pytest.mark.parametrize(
    ("readings", "found"),
    [
        ({}, [LIMIT | RIGHT]),
        ({"weekly-hours-cap-or-average": "cap"}, [LIMIT, LIMIT | RIGHT]),
    ],
)
def test_what_is_found_of_a_limit_names_its_parts_and_those_of_the_right_beyond_it(
    readings: dict[str, str],
    found: list[dict[str, list[int]]],
    apply: Callable[..., AppliedPolicy],
    policy: Policy,
) -> None:
    answer = apply("premium", readings=readings).ask("workload", used={"weekly-hours": [12] * 13})

    assert [numbered(policy, each.parts) for each in answer.value or ()] == found
    for each in answer.value or ():
        assert all(f"(no. {number})" in each.reason.en for (number,) in numbered(policy, each.parts).values())
    assert numbered(policy, answer.parts) == LIMIT | RIGHT


def test_a_workload_within_its_limits_names_the_parts_by_which_it_was_judged(
    apply: Callable[..., AppliedPolicy], policy: Policy
) -> None:
    answer = apply("premium").ask("workload", used={"open-cases": 3})

    assert answer.value == ()
    assert numbered(policy, answer.parts) == {"counted_per": [19], "adds_up": [39], "application": [40]}
    assert "for whom it is counted (no. 19), what adds up (no. 39)" in answer.reason.en
