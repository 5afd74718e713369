"""What a move from one offering to another adds, improves, changes and takes away."""

from itertools import product
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from ptc_service_policy import Comparison, Decision, Policy, load_policy

POLICIES = Path(__file__).parents[2] / "policies"

OFFERINGS = ("tsam", "standard", "premium")
SERVICES_BEYOND_STANDARD = (
    "customer-advocacy",
    "ptc-representation",
    "risk-mitigation",
    "software-performance-reports",
    "environment-advisory",
    "escalation-management",
    "case-management",
)
COMMITMENTS = (
    "ecosystem",
    "prioritisation",
    "coordination",
    "planning-information",
    "supervision",
    "personal-reports",
    "representation",
    "customer-satisfaction",
    "customer-roadmap",
    "at-disposal",
    "designated-manager",
)

Effects = dict[tuple[str, str | None], str]

# (topic, id): effect of the move, in the order of the policy
STANDARD_TO_PREMIUM: Effects = {
    ("deployment", None): "changes",
    ("charge", None): "changes",
    **{("entitlement", service): "adds" for service in SERVICES_BEYOND_STANDARD},
    ("delivery", "customer-enablement"): "changes",
    ("delivery", "service-review"): "improves",
    ("delivery", "maintenance"): "improves",
    ("delivery", "upgrade-planning"): "improves",
    ("delivery", "root-cause-analysis"): "changes",
    ("delivery", "customer-intelligence"): "improves",
    ("delivery", "product-roadmap"): "changes",
    ("delivery", "change-management"): "changes",
    ("delivery", "proactive-contact"): "becomes-known",
    ("target", "response"): "improves",
    ("working-hours", None): "becomes-known",
    ("exception", "recognised-holidays"): "becomes-known",
    ("exception", "internal-training"): "becomes-known",
    ("exception", "leave"): "becomes-known",
    ("on-request", None): "becomes-known",
    ("stand-in", None): "becomes-known",
    ("meetings", None): "becomes-known",
    ("language", None): "becomes-known",
    ("limit", "contacts"): "becomes-known",
    ("limit", "open-cases"): "becomes-known",
    ("limit", "weekly-hours"): "becomes-known",
    ("additional-offering", None): "becomes-known",
    ("shared-manager", None): "becomes-known",
    ("sale", None): "becomes-known",
    **{("commitment", name): "becomes-known" for name in COMMITMENTS},
}
TSAM_TO_PREMIUM: Effects = {
    ("deployment", None): "changes",
    ("entitlement", "maintenance"): "adds",
    ("entitlement", "upgrade-planning"): "adds",
    ("entitlement", "change-management"): "adds",
    ("entitlement", "environment-advisory"): "adds",
    **{
        ("delivery", service): "becomes-known"
        for service in (
            "customer-enablement",
            "service-review",
            "root-cause-analysis",
            "customer-intelligence",
            "product-roadmap",
        )
    },
    ("target", "response"): "becomes-known",
    ("limit", "open-cases"): "becomes-known",
    ("commitment", "personal-reports"): "becomes-known",
}
MIRRORED = {
    "adds": "takes-away",
    "takes-away": "adds",
    "improves": "takes-away",
    "changes": "changes",
    "becomes-known": "no-longer-known",
    "no-longer-known": "becomes-known",
}


def bounded(decision: Decision[Any]) -> object:
    return decision.value, [(each.duty, each.decided_by) for each in decision.firmness]


def effects(comparison: Comparison) -> Effects:
    return {(each.topic, each.id): each.effect for each in comparison.differences}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("standard", "premium", STANDARD_TO_PREMIUM), ("tsam", "premium", TSAM_TO_PREMIUM)],
)
def test_differences(policy: Policy, before: str, after: str, expected: Effects) -> None:
    comparison = policy.compare(before, after)
    assert (comparison.before, comparison.after) == (before, after)
    assert list(effects(comparison).items()) == list(expected.items())
    mirrored = {key: MIRRORED[effect] for key, effect in expected.items()}
    assert list(effects(policy.compare(after, before)).items()) == list(mirrored.items())


@pytest.mark.parametrize("offering", OFFERINGS)
def test_no_difference_to_itself(policy: Policy, offering: str) -> None:
    assert policy.compare(offering, offering).differences == ()


@pytest.mark.parametrize(("before", "after"), [*product(OFFERINGS, OFFERINGS)])
def test_mirror(policy: Policy, before: str, after: str) -> None:
    there, back = policy.compare(before, after), policy.compare(after, before)
    assert [(each.topic, each.id) for each in there.differences] == [
        (each.topic, each.id) for each in back.differences
    ]
    for forth, reverse in zip(there.differences, back.differences, strict=True):
        assert (forth.before, forth.after) == (reverse.after, reverse.before)
        assert MIRRORED[forth.effect] == reverse.effect or MIRRORED[reverse.effect] == forth.effect


@pytest.mark.parametrize(("before", "after"), [*product(OFFERINGS, OFFERINGS)])
def test_every_difference_stands_under_its_effect(policy: Policy, before: str, after: str) -> None:
    comparison = policy.compare(before, after)
    by_effect = {
        "adds": comparison.adds,
        "improves": comparison.improves,
        "changes": comparison.changes,
        "takes-away": comparison.takes_away,
        "becomes-known": comparison.becomes_known,
        "no-longer-known": comparison.no_longer_known,
    }
    for effect, differences in by_effect.items():
        assert differences == tuple(each for each in comparison.differences if each.effect == effect)
    assert sum(map(len, by_effect.values())) == len(comparison.differences)


@pytest.mark.parametrize(("before", "after"), [*product(OFFERINGS, OFFERINGS)])
def test_the_answers_are_those_of_the_policy(policy: Policy, before: str, after: str) -> None:
    for each in policy.compare(before, after).differences:
        assert each.before == policy.ask(each.topic, before, each.id or "", **dict(each.case))
        assert each.after == policy.ask(each.topic, after, each.id or "", **dict(each.case))
        assert bounded(each.before) != bounded(each.after)


def test_a_difference_tells_both_answers(policy: Policy) -> None:
    (target,) = [each for each in policy.compare("standard", "premium").differences if each.topic == "target"]
    assert "2 jours ouvrables" in target.reason.fr
    assert "1 jour ouvrable" in target.reason.fr
    assert "2 business days" in target.reason.en
    assert "1 business day." in target.reason.en
    assert {target.before.basis.value, target.after.basis.value} == {"stated"}


MOVES = (
    # of a service under Standard, under Premium: the effect of moving, and of moving back
    ("true", "{ included: true, charge: additional }", "changes", "changes"),
    ("false", "{ included: true, charge: additional }", "adds", "takes-away"),
    ("not-provided", "{ included: true, charge: additional }", "adds", "takes-away"),
    ("not-provided", "true", "adds", "takes-away"),
    ("not-provided", "false", "changes", "changes"),
    ("{ included: true, partly: { fr: en partie, en: in part } }", "true", "improves", "takes-away"),
)


@pytest.mark.parametrize(("standard", "premium", "there", "back"), MOVES)
def test_a_service_for_a_charge_or_not_provided(
    standard: str, premium: str, there: str, back: str, tmp_path: Path
) -> None:
    folder = tmp_path / "1.0.0"
    copytree(POLICIES / "1.0.0", folder, ignore=lambda _, names: {"scenarios"} & set(names))
    services = folder / "entitlements.yaml"
    before, after = services.read_text("utf-8").split("  case-management:")
    old = "values: { tsam: true, standard: false, premium: true }"
    assert after.count(old) == 1
    after = after.replace(old, f"values: {{ tsam: true, standard: {standard}, premium: {premium} }}")
    services.write_text(f"{before}  case-management:{after}", "utf-8")
    policy = load_policy(path=folder)
    for one, other, effect in (("standard", "premium", there), ("premium", "standard", back)):
        differences = policy.compare(one, other).differences
        (found,) = (
            each for each in differences if (each.topic, each.id) == ("entitlement", "case-management")
        )
        assert found.effect == effect


def test_what_holds_less_firmly_is_a_difference(tmp_path: Path) -> None:
    folder = Path(copytree(POLICIES / "1.0.0", tmp_path / "1.0.0"))
    file = folder / "service-levels.yaml"
    text = file.read_text("utf-8")
    old = "value: { within: { business_days: 2 }, hours: { register: business-hours-for-standard } }"
    assert old in text
    new = f"{old.replace('2', '1')}\n        firmness: {{ duty: usual }}"
    file.write_text(text.replace(old, new), "utf-8")
    policy = load_policy(path=folder)
    assert policy.response_target("premium").value == policy.response_target("standard").value
    (found,) = [each for each in policy.compare("premium", "standard").differences if each.topic == "target"]
    assert found.effect == "changes"
    assert "habituel" in found.after.reason.fr
