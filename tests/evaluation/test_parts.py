"""Which parts of an answer the source does not state, and how the answer says so."""

from ptc_service_policy import Absence, Basis, Contract, PartBasis, Policy


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
