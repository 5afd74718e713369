"""Coverage counts cells, offering by rule, and names each that no scenario tests with its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ptc_service_policy.authoring.scenarios.cells import find_cells, questions_by_rule
from ptc_service_policy.authoring.scenarios.suite import run_scenarios
from ptc_service_policy.evaluation.load import load_policy
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.loading.validation import explain

POLICY = Path(__file__).parents[3] / "policies" / "1.0.0"

ENTITLEMENTS = """\
scenarios:
  {name}:
    ask: entitlement
    about: maintenance
    {expect}
"""


def untested(version: Path) -> list[tuple[str, int | None, str]]:
    coverage = run_scenarios(version, called="1.0.0").coverage
    assert coverage is not None
    return [(each.code, each.line, f"{each.file} {each.message.en}") for each in coverage.untested]


def test_every_cell_of_the_real_version_is_tested() -> None:
    report = run_scenarios(POLICY, called="policies/1.0.0")
    assert report.problems == ()
    assert report.coverage is not None
    assert report.coverage.untested == ()
    assert report.coverage.percent == 100


def test_the_cells_are_the_rules_by_offering_the_register_and_the_date() -> None:
    files = load_policy("1.0.0").files
    cells = [cell.key for cell in find_cells(files)]
    assert len(cells) == len(set(cells))
    tables, offerings, target, availability, approvals, engagement = 15 + 15, 2, 1, 8, 2, 13
    of_rules = [cell for cell in cells if cell[2] is not None]
    assert len(of_rules) == 3 * (tables + offerings + target + availability + approvals + engagement)
    assert sum(cell[0] == "interpretations" for cell in cells) == len(files.interpretations.interpretations)
    assert len(cells) == len(of_rules) + len(files.interpretations.interpretations) + 1


def test_a_question_reaches_every_cell() -> None:
    files = load_policy("1.0.0").files
    questions = questions_by_rule(files)
    assert [cell for cell in find_cells(files) if (cell.file, cell.rule) not in questions] == []


@pytest.mark.parametrize(
    ("expect", "tested"),
    [
        (
            "expect_by_offering: { values: { tsam: false, premium: true }, basis: stated }",
            {"tsam", "premium"},
        ),
        ("given: { offering: tsam }\n    expect: { value: false, basis: stated }", {"tsam"}),
        (
            "given: { offering: tsam, readings: { deliveries-for-tsam: as-premium } }\n"
            "    expect: { value: false, basis: stated }",
            set(),
        ),
        (
            "given: { offering: tsam, time_zone: UTC, holidays: none }\n"
            "    expect: { value: false, basis: stated }",
            set(),
        ),
    ],
    ids=["a row", "one answer", "a contract's reading", "a contract"],
)
def test_a_cell_is_tested_by_its_value_and_basis(
    only: Callable[[str], Path], expect: str, tested: set[str]
) -> None:
    left = untested(only(ENTITLEMENTS.format(name="a", expect=expect)))
    of_the_rule = [said for _, _, said in left if "services.maintenance for" in said]
    missing = {said.split(" for ")[1].rstrip(".") for said in of_the_rule}
    assert missing == {"tsam", "standard", "premium"} - tested


def test_an_event_alone_covers_nothing(only: Callable[[str], Path]) -> None:
    text = """\
scenarios:
  a:
    given: { offering: premium, time_zone: Europe/Paris, holidays: FR, at: 2026-04-03T16:59 }
    ask: availability
    expect: { value: available, basis: interpreted }
"""
    report = run_scenarios(only(text), called="1.0.0")
    assert report.coverage is not None
    assert report.coverage.covered == 0


def test_a_new_service_is_untested_where_it_stands(version: Path) -> None:
    entitlements = version / "entitlements.yaml"
    text = entitlements.read_text("utf-8")
    lines = text.count("\n")
    new = """
  concierge:
    name: { fr: Conciergerie, en: Concierge }
    description: { fr: Un service nouveau., en: A new service. }
    values:
      tsam: false
      standard: false
      premium: true
    source: [table-1-case-management]
"""
    entitlements.write_text(text + new, "utf-8")
    cadences = version / "cadences.yaml"
    cadences.write_text(
        cadences.read_text("utf-8")
        + """
  concierge:
    values:
      premium: { methods: [phone], frequency: weekly }
    unstated:
      tsam: deliveries-for-tsam
      standard: deliveries-beyond-table-2
    source: [table-2-introduction]
""",
        "utf-8",
    )
    found = untested(version)
    assert [(code, line) for code, line, said in found if "entitlements" in said] == [
        ("PSP810", lines + 6),
        ("PSP810", lines + 7),
        ("PSP810", lines + 8),
    ]
    assert len(found) == 6


@pytest.mark.parametrize(
    ("file", "scenario", "places"),
    [
        (
            "terms",
            "charge",
            {("offerings", "    tsam: additional"), ("offerings", "    premium: additional")},
        ),
        ("terms", "in-force-since", {("policy", "effective_from_unstated: document-date")}),
        ("interpretations", "severity-zero", {("interpretations", "    chosen: severity-zero-outages")}),
        ("interpretations", "manager-for-standard", {("interpretations", "  manager-for-standard:")}),
    ],
)
def test_what_a_removed_scenario_tested_is_named(
    version: Path, file: str, scenario: str, places: set[tuple[str, str]]
) -> None:
    path = version / "scenarios" / f"{file}.yaml"
    before, found, rest = path.read_text("utf-8").partition(f"\n  {scenario}:\n")
    assert found
    blocks = rest.split("\n\n", 1)
    path.write_text(before + "\n" + (blocks[1] if len(blocks) == 2 else ""), "utf-8")
    lines = {
        (name, (version / f"{name}.yaml").read_text("utf-8").splitlines()[line - 1])
        for code, line, said in untested(version)
        if line is not None
        for name in [said.split(".yaml")[0].removeprefix("1.0.0/")]
    }
    for name, start in places:
        assert (name, start) in lines


def test_the_scenarios_are_valid_by_their_schema_alone() -> None:
    for path in sorted((POLICY / "scenarios").glob("*.yaml")):
        assert list(explain(read_file(path, path.name), "scenarios")) == []
        first = path.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../../../schemas/v1/scenarios.schema.json"


def test_scenarios_are_no_part_of_the_digest(version: Path) -> None:
    before = load_policy(path=version).digest
    (version / "scenarios" / "terms.yaml").write_text("scenarios: {}\n")
    assert load_policy(path=version).digest == before
