"""A contract's whole life: its amendments, the versions that govern it, and answers across both."""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.published import publish

from ptc_service_policy import (
    AppliedHistory,
    Contract,
    ContractHistory,
    Delivered,
    InvalidContractError,
    InvalidPolicyError,
    MissingAttributeError,
    OutsideContractError,
    Policies,
    Policy,
    PolicyError,
    ResponseDue,
    load_policies,
    load_policy,
)
from ptc_service_policy.text import LANGUAGES

PARIS = {"time_zone": "Europe/Paris", "holidays": "FR"}
SIGNED = Contract.model_validate(
    {**PARIS, "offering": "standard", "signed": date(2025, 12, 1), "start": date(2026, 1, 15)}
)
UPGRADE = date(2026, 5, 1)
UPGRADED = ContractHistory(SIGNED, {UPGRADE: {"offering": "premium"}})
MOMENT = timedelta(microseconds=1)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("1.0.0")


@pytest.fixture(scope="module")
def applied(policy: Policy) -> AppliedHistory:
    return policy.apply(UPGRADED)


# Amending


def amend_copy(**terms: Any) -> Contract:
    return SIGNED.model_copy(update=terms)


def test_an_amended_contract_is_checked_as_a_new_one() -> None:
    amended = SIGNED.amended(end=date(2027, 1, 14), contacts=["A", "B"])
    assert (amended.end, amended.contacts, amended.start) == (date(2027, 1, 14), ("A", "B"), SIGNED.start)
    assert SIGNED.end is None
    assert amended.amended(end=None, contacts=None) == SIGNED
    for amend in (SIGNED.amended, amend_copy):
        with pytest.raises(InvalidContractError) as caught:
            amend(end=date(2026, 1, 14), time_zone="Europe/Pari")
        assert {each.code for each in caught.value.problems} == {"PSP508", "PSP501"}
        with pytest.raises(InvalidContractError, match="offering"):
            amend(offfering="premium")


def test_what_a_contract_agreed_on_survives_an_amendment() -> None:
    agreed = [{"rule": "targets.response", "value": {"within": {"business_days": 3}}, "approved_by": "PTC",
               "from": "2026-02-01"}]  # fmt: skip
    hours = {"weekly": {"mon": [{"opens": "08:00", "closes": "16:00"}]}, "approved_by": "PTC"}
    contract = SIGNED.amended(agreed=agreed, hours=hours, closures=[{"kind": "leave", "first": "2026-03-02"}])
    amended = contract.amended(language={"value": "fr", "approved_by": "PTC"})
    assert (amended.agreed, amended.hours, amended.closures) == (
        contract.agreed,
        contract.hours,
        contract.closures,
    )
    with pytest.raises(InvalidContractError) as caught:
        contract.amended(time_zone="nowhere")
    assert [each.code for each in caught.value.problems] == ["PSP501"]


WRONG: list[tuple[dict[Any, Any], str, str]] = [
    ({UPGRADE: {"start": date(2026, 5, 1)}}, "PSP522", "2026-05-01.start"),
    ({UPGRADE: {"start": None}}, "PSP522", "2026-05-01.start"),
    ({UPGRADE: {"start": "2026-05-01"}}, "PSP522", "2026-05-01.start"),
    ({"May 2026": {"offering": "premium"}}, "PSP523", "May 2026"),
    ({datetime(2026, 5, 1, tzinfo=UTC): {}}, "PSP523", "2026-05-01 00:00:00+00:00"),
    ({date(2026, 1, 14): {"offering": "premium"}}, "PSP524", "2026-01-14"),
    ({date(2026, 6, 2): {"end": date(2026, 5, 31)}}, "PSP529", "2026-06-02.end"),
    ({UPGRADE: {"end": date(2026, 1, 1)}}, "PSP508", "2026-05-01.end"),
    ({UPGRADE: {"time_zone": "Europe/Pari"}}, "PSP501", "2026-05-01.time_zone"),
]


@pytest.mark.parametrize(("amendments", "code", "place"), WRONG)
def test_a_wrong_amendment_is_refused_by_its_day(amendments: dict[Any, Any], code: str, place: str) -> None:
    with pytest.raises(InvalidContractError) as caught:
        ContractHistory(SIGNED, amendments)
    assert [(each.code, each.place) for each in caught.value.problems] == [(code, place)]


def test_a_contract_may_be_ended_by_the_eve_and_renewed_on_the_day_after_its_end() -> None:
    ended = ContractHistory(SIGNED, {date(2026, 6, 1): {"end": date(2026, 5, 31)}})
    assert ended.on(date(2026, 6, 1)).end == date(2026, 5, 31)
    renewed = {date(2026, 5, 1): {"end": date(2026, 5, 31)}, date(2026, 6, 1): {"end": date(2026, 12, 31)}}
    assert ContractHistory(SIGNED, renewed).on(date(2026, 6, 1)).end == date(2026, 12, 31)


def test_a_history_tells_what_the_contract_says_on_each_day() -> None:
    assert UPGRADED.on(UPGRADE - timedelta(days=1)) == UPGRADED.contract == SIGNED
    assert UPGRADED.on(UPGRADE).offering == "premium"
    assert list(UPGRADED.terms) == [date.min, UPGRADE]
    assert ContractHistory(SIGNED, {"2026-05-01": {"offering": "premium"}}) == UPGRADED
    longer = UPGRADED.amended(date(2026, 12, 1), end=date(2027, 12, 31)).amended(UPGRADE, contacts=["A"])
    assert [each.offering for each in longer.terms.values()] == ["standard", "premium", "premium"]
    assert [each.contacts for each in longer.terms.values()] == [(), ("A",), ("A",)]
    assert longer.terms[date(2026, 12, 1)].end == date(2027, 12, 31)
    assert pickle.loads(pickle.dumps(longer)) == copy.deepcopy(longer) == longer
    assert hash(ContractHistory(SIGNED, {UPGRADE: {"offering": "premium"}})) == hash(UPGRADED)


def test_a_history_keeps_what_it_was_given_as_it_was() -> None:
    changes: dict[str, Any] = {"contacts": ["A"], "closures": [{"kind": "leave", "first": "2026-06-01"}]}
    history = ContractHistory(SIGNED, {UPGRADE: changes})
    again = ContractHistory(SIGNED, {UPGRADE: copy.deepcopy(changes)})
    changes["contacts"].append("B")
    changes["closures"][0]["first"] = "2026-07-01"
    assert history.amendments == again.amendments
    assert pickle.loads(pickle.dumps(history)) == history.amended(UPGRADE) == history == again
    with pytest.raises(TypeError, match="never changes"):
        history.amendments[UPGRADE]["closures"][0]["first"] = "2026-07-01"


def test_an_amendment_may_say_again_when_the_contract_began() -> None:
    for start in (SIGNED.start, "2026-01-15"):
        assert ContractHistory(SIGNED, {UPGRADE: {"offering": "premium", "start": start}}) == UPGRADED


def test_what_two_keys_say_of_a_day_holds_together() -> None:
    one_day: dict[Any, Any] = {"2026-05-01": {"offering": "premium"}, UPGRADE: {"contacts": ["A"]}}
    assert ContractHistory(SIGNED, one_day) == UPGRADED.amended(UPGRADE, contacts=["A"])


@pytest.mark.parametrize("wrong", [None, SIGNED.model_dump(), UPGRADED, "premium"])
def test_a_history_is_of_a_contract(wrong: Any) -> None:
    with pytest.raises(PolicyError, match="PSP725"):
        ContractHistory(wrong)


# Across amendments


def test_the_day_of_receipt_governs_a_request(applied: AppliedHistory) -> None:
    turns = datetime(2026, 4, 30, 22, tzinfo=UTC)
    before, after = (applied.response_due(at).value for at in (turns - MOMENT, turns))
    assert before is not None
    assert after is not None
    standard, premium = applied.on(date(2026, 4, 30)), applied.on(UPGRADE)
    assert before == standard.response_due(turns - MOMENT).value
    assert after == premium.response_due(turns).value
    assert applied.on(date(2026, 4, 30)) is standard
    assert (standard.contract.offering, premium.contract.offering) == ("standard", "premium")


def test_nobody_is_told_when_the_manager_is_there_before_it_is_known(applied: AppliedHistory) -> None:
    assert applied.availability(datetime(2026, 4, 30, 10, tzinfo=UTC)).value is None
    assert applied.availability(datetime(2026, 5, 4, 10, tzinfo=UTC)).value == "available"
    assert applied.next_available(datetime(2026, 4, 30, 10, tzinfo=UTC)).value is None


def test_availability_goes_on_across_an_amendment(policy: Policy) -> None:
    premium = SIGNED.amended(offering="premium")
    hours = {"weekly": {"mon": [{"opens": "07:00", "closes": "12:00"}]}, "approved_by": "PTC"}
    changed = policy.apply(ContractHistory(premium, {date(2026, 6, 1): {"hours": hours}}))
    friday = datetime(2026, 5, 29, 15, tzinfo=UTC)
    assert changed.next_available(friday).value == datetime(2026, 6, 1, 5, tzinfo=UTC)
    windows = changed.available_windows(friday - timedelta(hours=1), datetime(2026, 6, 9, tzinfo=UTC))
    assert [(each.start.astimezone(UTC), each.end.astimezone(UTC)) for each in windows] == [
        (datetime(2026, 5, 29, 14, tzinfo=UTC), datetime(2026, 5, 29, 15, tzinfo=UTC)),
        (datetime(2026, 6, 1, 5, tzinfo=UTC), datetime(2026, 6, 1, 10, tzinfo=UTC)),
        (datetime(2026, 6, 8, 5, tzinfo=UTC), datetime(2026, 6, 8, 10, tzinfo=UTC)),
    ]
    assert changed.check_workload({"contacts": 4}, on=date(2026, 6, 1))[0].verdict == "exceeded"


def test_an_amendment_that_changes_nothing_about_it_leaves_windows_and_periods_whole(policy: Policy) -> None:
    premium = SIGNED.amended(offering="premium")
    always = {"weekly": "always", "approved_by": "PTC"}
    plain = policy.apply(premium.amended(hours=always, holidays="none"))
    amended = policy.apply(
        ContractHistory(
            premium.amended(hours=always, holidays="none"), {date(2026, 3, 1): {"contacts": ["A"]}}
        )
    )
    span = datetime(2026, 2, 27, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
    assert amended.available_windows(*span) == plain.available_windows(*span)
    year = date(2026, 1, 1), date(2027, 1, 1)
    assert amended.obligations(*year) == plain.obligations(*year)
    assert amended.obligations(date(2026, 3, 1), date(2026, 3, 2)) == plain.obligations(
        date(2026, 3, 1), date(2026, 3, 2)
    )


def test_what_is_owed_changes_with_an_upgrade(applied: AppliedHistory) -> None:
    owed = applied.obligations(date(2026, 1, 1), date(2026, 8, 1))
    standard = [each for each in owed if each.offering == "standard"]
    premium = [each for each in owed if each.offering == "premium"]
    assert max(each.last for each in standard) < UPGRADE
    assert min(each.first for each in premium) == UPGRADE
    monthly = sorted(each.first for each in premium if each.subject == "service-review")
    assert monthly == [UPGRADE, date(2026, 5, 15), date(2026, 6, 15), date(2026, 7, 15)]
    done = [Delivered("service-review", UPGRADE), Delivered("service-review", date(2026, 4, 30))]
    judged = applied.obligations(UPGRADE, date(2026, 5, 15), delivered=done, as_of=date(2026, 6, 1))
    assert [each.fulfilment for each in judged if each.subject == "service-review"] == ["met"]


def test_a_contract_that_is_over_and_renewed_later_owes_nothing_in_between(policy: Policy) -> None:
    premium = SIGNED.amended(offering="premium", end=date(2026, 3, 20))
    renewed = ContractHistory(
        premium, {date(2026, 6, 1): {"end": date(2026, 12, 31), "renewed": [date(2026, 6, 1)]}}
    )
    applied = policy.apply(renewed)
    owed = applied.obligations(date(2026, 3, 1), date(2026, 7, 1))
    reviews = [(each.first, each.last) for each in owed if each.subject == "service-review"]
    assert reviews == [
        (date(2026, 2, 15), date(2026, 3, 14)),
        (date(2026, 3, 15), date(2026, 3, 20)),
        (date(2026, 6, 1), date(2026, 6, 14)),
        (date(2026, 6, 15), date(2026, 7, 14)),
    ]
    for ask in (
        lambda: applied.obligations(date(2026, 4, 1), date(2026, 5, 1)),
        lambda: applied.response_due(datetime(2026, 4, 1, tzinfo=UTC)),
        lambda: applied.on(date(2026, 3, 21)),
        lambda: applied.available_windows(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)),
        lambda: applied.available_windows(  # up to the midnight from which it holds again
            datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 5, 31, 22, tzinfo=UTC)
        ),
    ):
        with pytest.raises(OutsideContractError, match="PSP519"):
            ask()
    assert applied.available_windows(datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC))
    last_evening = datetime(2026, 3, 20, 18, tzinfo=UTC)
    assert applied.next_available(last_evening).value == datetime(2026, 6, 1, 7, tzinfo=UTC)
    for outside in (datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 12, 31, 18, tzinfo=UTC)):
        with pytest.raises(OutsideContractError, match="PSP519"):
            applied.next_available(outside)


# Across versions

FASTER = {
    "1.1.0": {
        "service-levels.yaml": [
            (
                "value: { within: { business_days: 1 }, hours: { register: business-days } }",
                "value: { within: { business_hours: 4 } }",
            )
        ]
    }
}


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Policies:
    return load_policies(publish(tmp_path_factory.mktemp("history") / "policies", edits=FASTER))


def test_each_day_is_answered_by_the_version_that_governs_it(policies: Policies) -> None:
    contract = SIGNED.amended(offering="premium", attributes={"grandfathered": False})
    applied = policies.apply(contract)
    turns = datetime(2027, 6, 30, 22, tzinfo=UTC)
    before, after = applied.response_due(turns - MOMENT), applied.response_due(turns)
    assert (before.policy_version, after.policy_version) == ("1.0.0", "1.1.0")
    assert isinstance(before.value, ResponseDue)
    assert isinstance(after.value, ResponseDue)
    assert before.value.due == datetime(2027, 7, 1, 15, tzinfo=UTC)
    assert after.value.due == datetime(2027, 7, 1, 11, tzinfo=UTC)
    owed = applied.obligations(date(2027, 6, 1), date(2027, 8, 1))
    reviews = [each for each in owed if each.subject == "service-review"]
    assert all(each.last + timedelta(days=1) == later.first for each, later in pairwise(reviews))
    assert [each.policy_version for each in reviews] == ["1.0.0", "1.0.0", "1.1.0"]


def test_a_renewal_is_an_amendment_that_can_move_a_contract(policies: Policies) -> None:
    contract = SIGNED.amended(offering="premium", signed=date(2027, 1, 1), start=date(2027, 1, 1))
    renewal = date(2027, 11, 1)
    applied = policies.apply(ContractHistory(contract, {renewal: {"renewed": [renewal]}}))
    turns = datetime(2027, 10, 31, 23, tzinfo=UTC)
    found = [applied.response_due(at).policy_version for at in (turns - MOMENT, turns)]
    assert found == ["1.1.0", "2.0.0"]


def test_what_the_contract_does_not_tell_is_asked_for_where_it_matters(policies: Policies) -> None:
    untold = Contract.model_validate({**PARIS, "offering": "premium", "start": date(2026, 1, 15)})
    applied = policies.apply(untold)
    owed = applied.obligations(date(2026, 12, 1), date(2027, 1, 1))
    assert max(each.last for each in owed) > date(2027, 1, 1)
    first, before, turn = date(2026, 1, 15), date(2026, 12, 31), date(2027, 1, 1)
    assert not applied.obligations(first, first)
    assert not applied.obligations(before, before)
    for refused in ((date(2026, 12, 1), date(2027, 1, 2)), (turn, turn)):
        with pytest.raises(MissingAttributeError, match="PSP408"):
            applied.obligations(*refused)
    with pytest.raises(MissingAttributeError, match="PSP408"):
        applied.response_due(datetime(2027, 1, 1, 12, tzinfo=UTC))
    told = {"signed": date(2025, 12, 1), "attributes": {"grandfathered": False}}
    told_later = policies.apply(ContractHistory(untold, {date(2028, 1, 1): told}))
    assert told_later.obligations(date(2028, 1, 1), date(2028, 2, 1))
    with pytest.raises(MissingAttributeError, match="PSP408"):
        told_later.obligations(date(2027, 12, 31), date(2028, 2, 1))


def test_it_is_a_value(policies: Policies, policy: Policy, tmp_path: Path) -> None:
    for made, again in (
        (policies.apply(UPGRADED), policies.apply(UPGRADED)),
        (policy.apply(UPGRADED), policy.apply(UPGRADED)),
    ):
        assert made == again
        assert hash(made) == hash(again)
        assert made.history == UPGRADED
        assert copy.copy(made) == made
    assert policies.apply(SIGNED) != policies.apply(UPGRADED)
    assert pickle.loads(pickle.dumps(policy.apply(UPGRADED))) == policy.apply(UPGRADED)
    assert "standard" in repr(policy.apply(UPGRADED))


WRONG_OFFERINGS = [
    (ContractHistory(SIGNED, {date(2026, 6, 1): {"offering": "premum"}}), "2026-06-01.offering PSP510 "),
    (ContractHistory(SIGNED.amended(offering="premum")), "offering PSP510 "),
]


@pytest.mark.parametrize(("wrong", "start"), WRONG_OFFERINGS)
def test_an_offering_that_no_version_has_is_refused_at_once(
    wrong: ContractHistory, start: str, policy: Policy, policies: Policies
) -> None:
    for source in (policy, policies):
        with pytest.raises(InvalidContractError, match="Did you mean premium") as caught:
            source.apply(wrong)
        assert [caught.value.write(to).startswith(start) for to in LANGUAGES] == [True, True]


def test_a_version_that_cannot_be_read_may_have_the_offering(
    policies: Policies, policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_policies: Policies, version: str) -> Policy:
        if version == policies.versions[0]:
            raise InvalidPolicyError
        return policy

    monkeypatch.setattr(Policies, "__getitem__", read)
    assert policies.apply(SIGNED.amended(offering="of-old"))
