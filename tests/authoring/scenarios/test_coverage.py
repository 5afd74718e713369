"""Coverage counts what the files write down as answers, and names the place of each that is not tested."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ptc_service_policy.authoring.scenarios.coverage import find_cells
from ptc_service_policy.authoring.scenarios.suite import run_scenarios
from ptc_service_policy.evaluation.load import load_policy
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.loading.validation import explain

POLICY = Path(__file__).parents[3] / "policies" / "1.0.0"

ENTITLEMENT = """\
scenarios:
  a:
    ask: entitlement
    about: maintenance
    {expect}
"""


def untested(version: Path) -> set[str]:
    """The places that no scenario tests: the file, and the path in it."""
    coverage = run_scenarios(version, called="1.0.0").coverage
    assert coverage is not None
    return {f"{Path(each.file or '').stem}: {'.'.join(map(str, each.path))}" for each in coverage.untested}


def lines_untested(version: Path) -> set[str]:
    """The lines that no scenario tests, as they are written."""
    coverage = run_scenarios(version, called="1.0.0").coverage
    assert coverage is not None
    return {
        (version.parent / (each.file or "")).read_text("utf-8").splitlines()[(each.line or 0) - 1].strip()
        for each in coverage.untested
    }


def test_every_cell_of_the_real_version_is_tested() -> None:
    report = run_scenarios(POLICY, called="policies/1.0.0")
    assert report.problems == ()
    assert report.coverage is not None
    assert report.coverage.untested == ()
    assert report.coverage.percent == 100


def test_the_cells_are_values_parts_exceptions_and_choices() -> None:
    files = load_policy("1.0.0").files
    cells = {f"{file}: {'.'.join(map(str, path))}" for file, path in find_cells(files)}
    assert cells >= {
        "entitlements: services.maintenance.values.tsam",
        "cadences: all.values.tsam",
        "cadences: all.periods_from",
        "cadences: deliveries.service-review.values.premium.frequency",
        "service-levels: targets.response.values.premium.value.within",
        "engagement: limits.open-cases.values.premium.counted_per",
        "availability: exceptions.leave",
        "register: register.severity-zero.chosen",
    }
    assert sum(cell.startswith("register: ") for cell in cells) == len(files.register.entries)
    assert not [cell for cell in cells if cell.startswith("source: ")]


@pytest.mark.parametrize(
    ("expect", "tested"),
    [
        ("expect_by_offering: { tsam: false, premium: true }", {"tsam", "premium"}),
        ("given: { contract: { offering: tsam } }\n    expect: { value: false }", {"tsam"}),
        ("given: { contract: { offering: tsam } }\n    expect: { basis: stated }", set()),
        (
            "given: { contract: { offering: tsam, readings: { deliveries-for-tsam: as-premium } } }\n"
            "    expect: { value: false }",
            set(),
        ),
    ],
    ids=["a row", "one answer", "a basis alone", "a contract's reading"],
)
def test_a_cell_is_tested_by_its_value(only: Callable[[str], Path], expect: str, tested: set[str]) -> None:
    left = untested(only(ENTITLEMENT.format(expect=expect)))
    cell = "entitlements: services.maintenance.values."
    assert {each.removeprefix(cell) for each in left if each.startswith(cell)} == {
        "tsam",
        "standard",
        "premium",
    } - tested


def test_a_part_is_tested_where_it_is_named(only: Callable[[str], Path]) -> None:
    text = "scenarios: { a: { ask: limit, about: contacts, expect_by_offering: { tsam: { maximum: 3 } } } }\n"
    left = untested(only(text))
    cell = "engagement: limits.contacts.values"
    assert {each for each in left if each.startswith(cell)} == {
        f"{cell}.premium.unit",
        f"{cell}.premium.counted",
        f"{cell}.premium.counted_per",
    }


def test_what_is_counted_with_is_tested_by_what_cites_it(only: Callable[[str], Path]) -> None:
    text = """\
scenarios:
  a:
    ask: due
    about: response
    given:
      contract: { offering: premium, time_zone: Europe/Paris, holidays: FR }
      request: { received: 2026-04-03T16:30 }
    expect: { value: { due: 2026-04-07T17:00 } }
"""
    left = untested(only(text))
    assert "service-levels: all.counting.receipt" not in left
    assert "service-levels: all.counting.closures" in left
    assert "service-levels: targets.response.values.premium.value.within" in left


TREE = "{ by: severity, cases: { s1: { within: { hours: 1 } } }, otherwise: { within: { hours: 8 } } }"
SEVERITIES = """\

attributes:
  severity:
    known_from: request
    name: { fr: Gravité, en: Severity }
    cases:
      s1: { name: { fr: Un, en: One } }
      s2: { name: { fr: Deux, en: Two } }
"""


def by_severity(version: Path) -> None:
    """Let the target of Premium depend on the severity."""
    with (version / "vocabulary.yaml").open("a", encoding="utf-8") as vocabulary:
        vocabulary.write(SEVERITIES)
    levels = version / "service-levels.yaml"
    text = levels.read_text("utf-8")
    was = "{ within: { business_days: 1 }, hours: { register: business-days } }"
    assert was in text
    levels.write_text(text.replace(was, TREE), "utf-8")


@pytest.mark.parametrize(
    ("asked", "codes", "left"),
    [
        (f"expect: {{ value: {TREE} }}", [], set()),
        (
            "given: { contract: { offering: premium }, request: { severity: s2 } }\n"
            "    expect: { value: { within: { hours: 8 } } }",
            [],
            {"cases.s1.within"},
        ),
        ("expect: { value: { by: severity, cases: { s2: { within: { hours: 1 } } } } }", ["PSP803"], None),
        ("expect: { refused: PSP713 }", [], {"cases.s1.within", "otherwise.within"}),
        ("expect: { value: { within: { hours: 8 } } }", ["PSP713"], None),
        ("expect: { value: { by: severity, cases: { s3: { within: { hours: 8 } } } } }", ["PSP714"], None),
    ],
    ids=["each case", "one case", "a wrong case", "a refusal", "no case told", "an unknown case"],
)
def test_each_case_of_a_tree_is_asked(
    only: Callable[[str], Path], asked: str, codes: list[str], left: set[str] | None
) -> None:
    given = "" if asked.startswith("given") else "given: { contract: { offering: premium } }\n    "
    version = only(f"scenarios:\n  a:\n    ask: target\n    about: response\n    {given}{asked}\n")
    by_severity(version)
    assert [each.code for each in run_scenarios(version, called="1.0.0").problems] == codes
    if left is not None:
        cell = "service-levels: targets.response.values.premium.value."
        found = untested(version)
        assert {each.removeprefix(cell) for each in found if each.startswith(cell)} == left
        assert ("vocabulary: attributes.severity" in found) == (len(left) == 2)


NESTED = """{ by: severity, cases: { s1: { by: channel, cases: {
 phone: { within: { hours: 1 } }, web: { within: { hours: 2 } } } } },
 otherwise: { by: channel, cases: { phone: { within: { hours: 4 } } },
 otherwise: { within: { hours: 8 } } } }"""
LEAVES = {
    "cases.s1.cases.phone.within": ("s1", "phone", 1),
    "cases.s1.cases.web.within": ("s1", "web", 2),
    "otherwise.cases.phone.within": ("s2", "phone", 4),
    "otherwise.otherwise.within": ("s2", "web", 8),
}
CHANNELS = """\
  channel:
    known_from: request
    name: { fr: Canal, en: Channel }
    cases:
      phone: { name: { fr: Téléphone, en: Phone } }
      web: { name: { fr: Web, en: Web } }
"""


@pytest.mark.parametrize("missing", [None, *LEAVES])
def test_every_leaf_of_a_tree_within_a_tree_is_reached(
    only: Callable[[str], Path], missing: str | None
) -> None:
    scenarios = [
        f"  s{number}:\n    ask: target\n    about: response\n"
        "    given:\n      contract: { offering: premium }\n"
        f"      request: {{ severity: {severity}, channel: {channel} }}\n"
        f"    expect: {{ value: {{ within: {{ hours: {hours} }} }} }}\n"
        for number, (leaf, (severity, channel, hours)) in enumerate(LEAVES.items())
        if leaf != missing
    ]
    version = only("scenarios:\n" + "".join(scenarios))
    by_severity(version)
    with (version / "vocabulary.yaml").open("a", encoding="utf-8") as vocabulary:
        vocabulary.write(CHANNELS)
    levels = version / "service-levels.yaml"
    levels.write_text(levels.read_text("utf-8").replace(TREE, NESTED.replace("\n", "")), "utf-8")
    assert run_scenarios(version, called="1.0.0").problems == ()
    cell = "service-levels: targets.response.values.premium.value."
    left = {each.removeprefix(cell) for each in untested(version) if each.startswith(cell)}
    assert {each for each in left if each in LEAVES} == {missing} - {None}


def test_a_new_service_is_untested_where_it_stands(version: Path) -> None:
    entitlements = version / "entitlements.yaml"
    new = """
  concierge:
    name: { fr: Conciergerie, en: Concierge }
    values:
      tsam: false
      standard: false
      premium: true
    source: [table-1-case-management]
"""
    with entitlements.open("a", encoding="utf-8") as file:
        file.write(new)
    assert lines_untested(version) == {"tsam: false", "standard: false", "premium: true"}


@pytest.mark.parametrize(
    ("file", "scenario", "lines"),
    [
        (
            "terms",
            "charge",
            {
                "tsam: additional",
                "standard: { value: included, source: [overview-standard-included] }",
                "premium: additional",
            },
        ),
        ("register", "severity-zero", {"chosen: severity-zero-outages"}),
        ("availability", "training-is-an-exception", {"internal-training:"}),
        ("limits", "open-cases", {"maximum: 30", "tsam: { register: open-cases-for-tsam }"}),
    ],
)
def test_what_a_removed_scenario_tested_is_named(
    version: Path, file: str, scenario: str, lines: set[str]
) -> None:
    path = version / "scenarios" / f"{file}.yaml"
    before, found, rest = path.read_text("utf-8").partition(f"\n  {scenario}:\n")
    assert found
    blocks = rest.split("\n\n", 1)
    path.write_text(before + "\n" + (blocks[1] if len(blocks) == 2 else ""), "utf-8")
    assert lines <= lines_untested(version)


def test_the_scenarios_are_valid_by_their_schema_alone() -> None:
    for path in sorted((POLICY / "scenarios").glob("*.yaml")):
        assert list(explain(read_file(path, path.name), "scenarios")) == []
        first = path.read_text("utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../../../schemas/v1/scenarios.schema.json"


def test_scenarios_are_no_part_of_the_digest(version: Path) -> None:
    before = load_policy(path=version).digest
    (version / "scenarios" / "terms.yaml").write_text("scenarios: {}\n")
    assert load_policy(path=version).digest == before
