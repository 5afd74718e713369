"""The owner's contracts: which of them a change reaches, and that asking them alters nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from tests.profiles import NIGHTLY

from ptc_service_policy import Contract
from ptc_service_policy.authoring.diff import (
    Change,
    Compared,
    Edition,
    compare_with_contracts,
    comparing,
)
from ptc_service_policy.authoring.diff.changes import Edit
from ptc_service_policy.authoring.diff.contracts import Reached as ReachedBy
from ptc_service_policy.authoring.diff.contracts import name_contracts, sort_out
from ptc_service_policy.authoring.diff.renames import Renames
from ptc_service_policy.settling.contract_file import read_contracts

from .test_edits import EDITS
from .test_offerings_and_ids import renamed, rewrite, without

CONTRACTS = read_contracts(Path(__file__).with_name("contracts.yaml"))
BY_NAME = {edit["name"]: edit for edit in EDITS}
MakeEdition = Callable[[list[dict[str, str]]], Edition]
FindChanges = Callable[[list[dict[str, str]]], tuple[Change, ...]]
Reached = dict[tuple[str, str | None], set[str]]


def compare(name: str, original: Edition, edited: MakeEdition) -> Compared:
    return compare_with_contracts(original, edited(BY_NAME[name]["edits"]), CONTRACTS)


def reached(compared: Compared) -> Reached:
    found: Reached = {}
    for change in compared.changes:
        found.setdefault((change.topic, change.offering), set()).update(change.contracts)
    return found


TIERS = """
attributes:
  tier:
    known_from: contract
    name: { fr: Niveau, en: Tier }
    cases:
      gold: { name: { fr: Or, en: Gold } }
      basic: { name: { fr: Base, en: Basic } }
"""


def with_tiers(edited: MakeEdition, known_from: str, if_not_told: str, gold: int, basic: int) -> Edition:
    by_default = f"if_not_told: {if_not_told}, " if if_not_told else ""
    tiers = (
        f"attributes: {{ tier: {{ known_from: {known_from}, {by_default}name: {{ fr: Niveau, en: Tier }}, "
        "cases: { gold: { name: { fr: Or, en: Gold } }, basic: { name: { fr: Base, en: Basic } } } } }"
    )
    cases = f"{{ gold: {{ business_days: {gold} }}, basic: {{ business_days: {basic} }} }}"
    within = f"within: {{ by: tier, cases: {cases} }}"
    return edited(
        [
            {"file": "vocabulary.yaml", "append": tiers},
            {"file": "service-levels.yaml", "replace": "within: { business_days: 1 }", "with": within},
        ]
    )


def test_a_contract_is_asked_in_the_case_that_it_tells(edited: MakeEdition) -> None:
    old, new = (with_tiers(edited, "contract", "", days, 5) for days in (2, 3))
    told = {
        case: Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", attributes={"tier": case})
        for case in ("gold", "basic")
    }
    compared = compare_with_contracts(old, new, told)
    assert compared.refusals == ()
    assert {key for change in compared.changes for key in change.contracts} == {"gold"}


SILENT_IS_IN = {  # where none is told: the case that holds, and those that a contract can be in
    ("contract", ""): {"gold", "basic"},
    ("contract", "gold"): {"gold"},
    ("contract", "basic"): {"basic"},
    ("request", ""): {"gold", "basic"},
    ("request", "gold"): {"gold", "basic"},
}


@pytest.mark.parametrize(("known_from", "if_not_told"), SILENT_IS_IN)
def test_a_contract_that_tells_no_case_is_reached_where_an_answer_that_it_can_get_changes(
    known_from: str, if_not_told: str, edited: MakeEdition
) -> None:
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR")
    old = with_tiers(edited, known_from, if_not_told, 2, 5)
    for case, days in {"gold": (3, 5), "basic": (2, 6)}.items():
        new = with_tiers(edited, known_from, if_not_told, *days)
        changes = compare_with_contracts(old, new, {"silent": contract}).changes
        reached = bool({key for change in changes for key in change.contracts})
        assert reached is (case in SILENT_IS_IN[known_from, if_not_told]), case


def test_another_case_where_none_is_told_reaches_the_contracts_that_tell_none(edited: MakeEdition) -> None:
    old, new = (with_tiers(edited, "contract", case, 2, 5) for case in ("gold", "basic"))
    terms = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
    told = {
        tier: Contract.model_validate({**terms, "attributes": {"tier": tier}}) for tier in ("gold", "basic")
    }
    changes = compare_with_contracts(old, new, {**told, "silent": Contract.model_validate(terms)}).changes
    assert {key for change in changes for key in change.contracts} == {"silent"}


REACHED: dict[str, dict[str, list[str]]] = yaml.safe_load("""
the Premium target rises to 2 business days:
  target premium: [paris, lyon, boston, delhi]
the language becomes French: # not who agreed on French
  language premium: [paris, lyon, boston]
  language tsam: [lille, tokyo]
the Premium service review becomes quarterly: # nor TSAM, but for who reads its deliveries as those of Premium
  delivery premium: [paris, lyon, boston, delhi, tokyo]
the hours end later on Fridays: # not who agreed on other hours
  due standard: []
  working-hours premium: [paris, lyon, delhi]
  due premium: [paris, lyon, delhi]
  working-hours tsam: [lille, tokyo]
  availability tsam: [lille, tokyo]
one more contact is allowed: # not who agreed on more
  limit tsam: [tokyo]
  limit premium: [paris, lyon, boston, delhi]
the time ends at midnight: # not who reads it so already
  due standard: [nice]
  due premium: [paris, lyon, boston]
a service is called otherwise:
  wording: []
""")


@pytest.mark.parametrize("name", REACHED)
def test_a_change_names_the_contracts_that_it_reaches(
    name: str, original: Edition, edited: MakeEdition
) -> None:
    found = reached(compare(name, original, edited))
    assert {" ".join(filter(None, key)): sorted(keys) for key, keys in found.items()} == {
        key: sorted(keys) for key, keys in REACHED[name].items()
    }


def test_what_is_told_of_another_offering_reaches_a_contract_where_it_is_about_the_same(
    original: Edition, edited: MakeEdition
) -> None:
    """One reads that TSAM has Premium's deliveries, of those services that TSAM includes."""
    edits = [{"file": "vocabulary.yaml", "replace": "means: email", "with": "means: portal"}]
    compared = compare_with_contracts(original, edited(edits), CONTRACTS)
    about = {change.id for change in compared.changes if "tokyo" in change.contracts}
    assert about == {"customer-intelligence"}
    assert len({change.id for change in compared.changes}) == 5


@pytest.mark.parametrize("edit", EDITS[:: 1 if NIGHTLY else 12], ids=lambda edit: edit["name"])
def test_contracts_alter_no_change_and_none_is_forgotten_where_only_some_questions_are_asked(
    edit: dict[str, Any],
    original: Edition,
    edited: MakeEdition,
    changes_of: FindChanges,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    after = edited(edit["edits"])
    found = compare_with_contracts(original, after, CONTRACTS).changes
    assert tuple(replace(each, contracts=()) for each in found) == changes_of(edit["edits"])
    monkeypatch.setattr(comparing, "moved_rules", lambda _differences: None)
    assert compare_with_contracts(original, after, CONTRACTS).changes == found


def test_contracts_that_say_the_same_are_asked_once_and_named_each(
    original: Edition, edited: MakeEdition
) -> None:
    (change,) = compare("the Premium target rises to 2 business days", original, edited).changes
    assert {"paris", "lyon"} < set(change.contracts)


def test_an_offering_that_leaves_reaches_its_contracts(original: Edition) -> None:
    compared = compare_with_contracts(original, rewrite(original, without("tsam")), CONTRACTS)
    refused = [(each.contract, each.before, each.after[0].code) for each in compared.refusals]
    assert refused == [("lille", (), "PSP510"), ("tokyo", (), "PSP510")]
    assert [each.contracts for each in compared.changes] == [("lille", "tokyo")]


@pytest.mark.parametrize("written", ["premium", "renewed"])
def test_a_contract_is_asked_with_the_ids_of_either_version_and_refused_with_those_of_the_other(
    written: str, original: Edition
) -> None:
    after = rewrite(original, renamed("premium", "renewed"))
    after = rewrite(after, lambda data, _key: _with_three_days(data))
    terms = {"offering": written, "time_zone": "Europe/Paris", "holidays": "FR"}
    compared = compare_with_contracts(original, after, {"a": Contract.model_validate(terms)})
    (refusal,) = compared.refusals
    codes = [[each.code for each in said] for said in (refusal.before, refusal.after)]
    assert codes == ([[], ["PSP510"]] if written == "premium" else [["PSP510"], []])
    found = {(each.topic, each.offering): each.contracts for each in compared.changes}
    assert found == {("target", "renewed"): ("a",), ("id", None): ()}


NAMING: dict[str, dict[str, Any]] = {
    "end-of-day": {"readings": {"response-expiry": "end-of-day"}},
    "response-expiry": {"readings": {"response-expiry": "end-of-day"}},
    "risk-mitigation": {
        "agreed": [{"rule": "services.risk-mitigation", "value": False, "approved_by": "PTC"}]
    },
    "internal-training": {"closures": [{"kind": "internal-training", "first": "2026-05-04"}]},
    "contacts": {"agreed": [{"rule": "limits.contacts", "value": {"maximum": 5}, "approved_by": "PTC"}]},
    "gold": {"attributes": {"tier": "gold"}},
}


@pytest.mark.parametrize(("old", "terms"), NAMING.items(), ids=NAMING)
def test_a_contract_that_names_what_was_renamed_is_refused(
    old: str, terms: dict[str, Any], edited: MakeEdition
) -> None:
    before = edited([{"file": "vocabulary.yaml", "append": TIERS}])
    after = rewrite(before, renamed(old, "renewed"))
    contract = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR", **terms}
    contracts = {"a": Contract.model_validate(contract)}
    (there,) = compare_with_contracts(before, after, contracts).refusals
    (back,) = compare_with_contracts(after, before, contracts).refusals
    assert (there.before, back.after) == ((), ())
    assert there.after
    assert [each.code for each in back.before] == [each.code for each in there.after]


def _with_three_days(data: Any) -> Any:
    if isinstance(data, dict):
        return {
            key: 3 if (key, value) == ("business_days", 1) else _with_three_days(value)
            for key, value in data.items()
        }
    return data


def test_what_one_version_alone_takes_is_told_with_the_reason(original: Edition, edited: MakeEdition) -> None:
    after = edited(BY_NAME["internal training is no exception any more"]["edits"])
    terms = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
    away = [{"kind": "internal-training", "first": "2026-05-04"}]
    contracts = {
        "away": Contract.model_validate({**terms, "closures": away}),
        "here": Contract.model_validate(terms),
    }
    (there,) = compare_with_contracts(original, after, contracts).refusals
    assert (there.contract, there.before, [each.code for each in there.after]) == ("away", (), ["PSP507"])
    (back,) = compare_with_contracts(after, original, contracts).refusals
    assert (back.contract, [each.code for each in back.before], back.after) == ("away", ["PSP507"], ())


def test_a_contract_that_only_another_edit_reaches_is_named_with_no_change(
    original: Edition, edited: MakeEdition
) -> None:
    changes = compare("the Premium target rises to 2 business days", original, edited).changes
    elsewhere = ReachedBy(Edit(None, None), "premium", "target", "response", "paris")
    assert {each.contracts for each in name_contracts(changes, [elsewhere], CONTRACTS)} == {()}


@dataclass(frozen=True)
class Refusing:
    """Stand for a version that refuses some contracts."""

    ids: tuple[str, ...]

    def refusals(self, contract: Contract) -> tuple[str, ...]:
        return tuple(each for each in self.ids if each == contract.id)


def test_both_are_asked_about_what_both_take() -> None:
    known = {
        id_: Contract(id=id_, offering="premium", time_zone="UTC", holidays="none")
        for id_ in ("none", "old", "new", "both")
    }
    before, after = Refusing(("old", "both")), Refusing(("new", "both"))
    taken, refused = sort_out(known, cast("Any", before), cast("Any", before), cast("Any", after), Renames())
    assert set(taken) == {"none"}
    assert {(each.contract, bool(each.before), bool(each.after)) for each in refused} == {
        ("old", True, False),
        ("new", False, True),
        ("both", True, True),
    }
