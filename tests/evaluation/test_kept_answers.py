"""What a policy keeps of its answers: one for each case, and one for terms, whoever asks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.evaluation.test_edits import write

from ptc_service_policy import AppliedPolicy, Contract, Policy, PolicyError, UnknownIdError, load_policy


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return by_seats(tmp_path_factory.mktemp("kept"), unit="person")


def by_seats(folder: Path, unit: str) -> Policy:
    few, many = ({"fr": each, "en": each} for each in ("few", "many"))
    seats = {
        "name": {"fr": "Postes", "en": "Seats"},
        "known_from": "request",
        "number": True,
        "unit": unit,
        "bands": {"few": {"to": 10, "name": few}, "many": {"name": many}},
    }
    within = {"few": {"business_hours": 8}, "many": {"business_hours": 4}}
    changes = [
        {"file": "vocabulary", "at": "attributes/seats", "value": seats},
        {
            "file": "service-levels",
            "at": "targets/response/values/premium/value",
            "value": {"within": {"by": "seats", "cases": within}},
        },
    ]
    return load_policy(path=write({"changes": changes}, folder))


def test_an_answer_is_kept_for_a_case_not_for_a_number(policy: Policy) -> None:
    few = policy.response_target("premium", seats=3)
    assert all(policy.response_target("premium", seats=number) is few for number in (*range(11), 3.0))
    assert policy.response_target("premium", seats="few") is few
    many = policy.response_target("premium", seats=11)
    assert many.value != few.value
    assert all(policy.response_target("premium", seats=number) is many for number in range(11, 99))


def test_what_tells_no_case_is_refused_whatever_was_asked_before(policy: Policy) -> None:
    policy.response_target("premium", seats=1)
    with pytest.raises(UnknownIdError):
        policy.response_target("premium", seats=True)


LEAVE = {"kind": "leave", "first": "2026-04-07", "last": "2026-04-10"}
TRAINING = {
    "kind": "internal-training",
    "first": "2026-04-07",
    "hours": {"opens": "09:00", "closes": "12:00"},
}
ALIKE_BUT_FOR: dict[str, dict[str, Any]] = {
    "nothing": {},
    "its parties": {"id": "C-7", "customer": "ACME", "manager": "Dana"},
    "its days": {
        "signed": "2026-01-15",
        "start": "2026-03-01",
        "end": "2026-04-06",
        "renewed": ["2026-03-01"],
    },
    "leave": {"closures": [LEAVE]},
    "training": {"closures": [TRAINING]},
    "leave, and its days": {"closures": [TRAINING, LEAVE], "start": "2026-04-01", "end": "2027-03-31"},
    "a mark": {"attributes": {"grandfathered": True}},
}


def contract(which: str) -> Contract:
    terms = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
    return Contract.model_validate({**terms, **ALIKE_BUT_FOR[which]})


def told(applied: AppliedPolicy) -> Iterator[Any]:
    """Yield what is answered on some days, and what is refused."""
    for hours in range(0, 12 * 24, 5):
        at = datetime(2026, 3, 31, 6, tzinfo=UTC) + timedelta(hours=hours)
        for ask in (applied.response_due, applied.availability, applied.next_available):
            try:
                yield ask(at)
            except PolicyError as refusal:
                yield refusal.problems
    yield applied.due_terms().calendar, applied.calendar, applied.working_calendar
    try:
        yield applied.obligations(date(2026, 4, 1), date(2026, 5, 1), as_of=date(2026, 4, 20))
    except PolicyError as refusal:
        yield refusal.problems


@pytest.fixture(scope="module")
def alone() -> dict[str, list[Any]]:
    """Return what each contract is answered by a policy that knows no other."""
    files = load_policy("1.0.0").files
    return {which: list(told(Policy(files).apply(contract(which)))) for which in ALIKE_BUT_FOR}


def test_contracts_on_the_same_terms_are_answered_otherwise(alone: dict[str, list[Any]]) -> None:
    assert alone["nothing"] == alone["its parties"] == alone["a mark"]
    different = [
        alone[which] for which in ("nothing", "its days", "leave", "training", "leave, and its days")
    ]
    assert all(one != other for one, other in permutations(different, 2))


@pytest.mark.parametrize("backwards", [False, True])
def test_what_is_kept_for_terms_is_nobodys_days_and_absences(
    alone: dict[str, list[Any]], backwards: bool
) -> None:
    policy = Policy(load_policy("1.0.0").files)
    applied = {which: policy.apply(contract(which)) for which in ALIKE_BUT_FOR}
    order = sorted(ALIKE_BUT_FOR, reverse=backwards)
    # Twice: once it is made, and once it is kept.
    for which in (*order, *order):
        assert list(told(applied[which])) == alone[which], which


def test_one_and_true_are_not_the_same_terms(policy: Policy) -> None:
    few = policy.apply(contract("nothing").amended(attributes={"grandfathered": True}))
    assert few.response_target(seats=1).value is not None
    with pytest.raises(PolicyError) as refused:
        policy.apply(contract("nothing").amended(attributes={"grandfathered": 1}))
    assert [each.code for each in refused.value.problems] == ["PSP515"]


@pytest.mark.parametrize("told", ["12,5", "abc", -1, float("nan"), float("inf"), 12.5, True, None])
def test_who_tells_no_number_is_told_which_is_expected(policy: Policy, told: Any) -> None:
    with pytest.raises(PolicyError) as refused:
        policy.response_target("premium", **({} if told is None else {"seats": told}))
    (problem,) = refused.value.problems
    assert problem.code == ("PSP713" if told is None else "PSP714")
    fr = "un nombre entier d'au moins 0, tel que 12 (unité : person), ou une tranche (few, many)"
    assert fr in problem.hint.fr
    assert "a whole number of at least 0, such as 12 (unit: person), or a band (few, many)" in problem.hint.en


def test_a_part_is_a_number_where_its_unit_has_parts(tmp_path: Path) -> None:
    policy = by_seats(tmp_path, unit="hour")
    assert policy.response_target("premium", seats=9.5) == policy.response_target("premium", seats="few")
    with pytest.raises(UnknownIdError) as refused:
        policy.response_target("premium", seats="abc")
    (problem,) = refused.value.problems
    assert "a number of at least 0, such as 12 or 12.5 (unit: hour), or a band (few, many)" in problem.hint.en
