"""``ptc-policy diff``: which of the owner's contracts a change reaches, and reports for programs."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote

import pytest
from junitparser import Failure, JUnitXml
from tests.plainly import plainly
from typer.testing import CliRunner

from ptc_service_policy.cli.app import app

POLICIES = Path(__file__).parents[2] / "policies"
CONTRACTS = """\
acme: { offering: premium, time_zone: Europe/Paris, holidays: FR }
globex:
  offering: premium
  time_zone: Europe/Paris
  holidays: FR
  language: { value: fr, approved_by: PTC }
initech: { offering: standard, time_zone: Europe/Paris, holidays: FR }
"""
RENEWED = {
    "policy.yaml": ("version: 1.0.0", "version: 1.1.0"),
    "service-levels.yaml": ("business_days: 1 }", "business_days: 3 }"),
    "engagement.yaml": ("maximum: 3,", "maximum: 4,"),
    "availability.yaml": ("    premium: en\n", "    premium: fr\n"),
    "offerings.yaml": ("SaaS Service Management Premium", "SaaS Service Management Plus"),
}


def plain_run(*arguments: str) -> SimpleNamespace:
    done = CliRunner().invoke(app, list(arguments))
    return SimpleNamespace(
        exit_code=done.exit_code,
        stdout=plainly(done.stdout),
        stderr=plainly(done.stderr),
        output=plainly(done.output),
    )


Diff = Callable[..., Any]


@pytest.fixture
def diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Diff:
    """Run `diff` from 1.0.0 to a version that says some things otherwise, beside a file of contracts."""
    for version in ("1.0.0", "1.1.0"):
        copytree(POLICIES / "1.0.0", tmp_path / "policies" / version, ignore=ignore_patterns("scenarios"))
    copytree(POLICIES / "calendars", tmp_path / "policies" / "calendars")
    for name, (old, new) in RENEWED.items():
        file = tmp_path / "policies" / "1.1.0" / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, name
        file.write_text(text.replace(old, new), encoding="utf-8")
    (tmp_path / "contracts.yaml").write_text(CONTRACTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *options: plain_run("diff", "1.0.0", "1.1.0", *options)


def test_each_change_names_the_contracts_that_it_reaches(diff: Diff) -> None:
    shown = diff("--contracts", "contracts.yaml")
    assert shown.exit_code == 1
    lines = shown.stdout.splitlines()
    target = next(number for number, line in enumerate(lines) if "within 3 business days" in line)
    assert lines[target + 1 : target + 4] == [
        "      policies/1.0.0/service-levels.yaml:26:28 → policies/1.1.0/service-levels.yaml:26:28",
        '      + SaaS Service Management Plus: Due time of "Response to a request" (worse), answers: 12',
        "      contracts affected: acme, globex",
    ]
    language = next(number for number, line in enumerate(lines) if line.strip() == "contracts affected: acme")
    assert "English → French" in lines[language - 2]
    assert lines[-3:] == [
        "Contracts checked: 3, of which 2 are affected by a change and 1 by none (initech).",
        "Changes that affect none of these contracts: 2 of 5.",
        "The changes require a major version: at least 2.0.0. 1.1.0 is not enough.",
    ]


def test_it_is_told_in_french(diff: Diff) -> None:
    shown = diff("--contracts", "contracts.yaml", "--lang", "fr").stdout
    assert "      contrats concernés : acme, globex\n" in shown
    assert shown.splitlines()[-3:] == [
        "Contrats examinés : 3, dont 2 concernés par une modification au moins et 1 par aucune (initech).",
        "Modifications qui ne concernent aucun de ces contrats : 2 sur 5.",
        "Les modifications exigent une version majeure : 2.0.0 au moins. 1.1.0 ne suffit pas.",
    ]


def test_without_contracts_nothing_is_said_of_any(diff: Diff) -> None:
    assert "ontracts" not in diff().stdout


def test_long_lists_are_cut_for_people_and_whole_for_programs(diff: Diff, tmp_path: Path) -> None:
    terms = {"offering": "premium", "time_zone": "Europe/Paris", "holidays": "FR"}
    (tmp_path / "many.json").write_text(json.dumps({f"c{n}": terms for n in range(15)}), encoding="utf-8")
    shown = diff("--contracts", "many.json").stdout
    assert "contracts affected: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 and 3 more\n" in shown
    record = json.loads(diff("--contracts", "many.json", "--format", "json").stdout)
    assert record["contracts"] == {
        "asked": [f"c{n}" for n in range(15)],
        "unreached": [],
        "refused": {},
    }
    target = next(change for change in record["changes"] if change["topic"] == "target")
    assert target["contracts"] == record["contracts"]["asked"]


FAULTY = {
    "no mapping": ("- a\n", "contracts.yaml:1:1 PSP774 "),
    "a key that no contract has": (
        "acme: { offering: premium, time_zone: Europe/Paris, holidays: FR, offre: x }\n",
        "contracts.yaml:1:67 PSP201 ",
    ),
    "an offering that neither version has": (
        "acme: { offering: premium, time_zone: Europe/Paris, holidays: FR }\n"
        "globex: { offering: premuim, time_zone: Europe/Paris, holidays: FR }\n",
        "contracts.yaml:2:21 PSP510 ",
    ),
    "a reading that neither version has": (
        "7: { offering: premium, time_zone: Europe/Paris, holidays: FR,"
        " readings: { response-expiry: soon } }\n",
        "contracts.yaml:1:93 PSP506 ",
    ),
    "no YAML": ("acme: {", "contracts.yaml:2:1 PSP101 "),
}


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize(("text", "start"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_file_is_refused_with_its_place(
    text: str, start: str, lang: str, diff: Diff, tmp_path: Path
) -> None:
    (tmp_path / "contracts.yaml").write_text(text, encoding="utf-8")
    shown = diff("--contracts", "contracts.yaml", "--lang", lang)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert shown.stderr.startswith(start)


def test_a_file_that_is_not_there_is_named(diff: Diff) -> None:
    shown = diff("--contracts", "nowhere.yaml")
    assert shown.exit_code == 1
    assert shown.stderr.startswith("nowhere.yaml PSP003 ")


def test_a_contract_that_the_new_version_refuses_is_a_problem(diff: Diff, tmp_path: Path) -> None:
    terms = 'offering: premium, time_zone: Europe/Paris, holidays: FR, contacts: ["a", "b", "c", "d"]'
    (tmp_path / "contracts.yaml").write_text(f"new: {{ {terms} }}\n", encoding="utf-8")
    shown = diff("--contracts", "contracts.yaml")
    assert "Contracts that version 1.0.0 refuses: new.\n" in shown.stdout
    assert "PSP504" not in shown.stderr
    back = plain_run("diff", "1.1.0", "1.0.0", "--contracts", "contracts.yaml")
    assert "Contracts that version 1.0.0 refuses: new.\n" in back.stdout
    assert back.stderr.startswith("contracts.yaml:1:76 PSP504 ")


def sarif(diff: Diff, *options: str) -> Any:
    (run,) = json.loads(diff("--format", "sarif", *options).stdout)["runs"]
    return run


def test_in_sarif_the_class_is_the_level_and_the_place_that_of_the_edit(diff: Diff, tmp_path: Path) -> None:
    run = sarif(diff, "--contracts", "contracts.yaml")
    found = {(each["ruleId"], each["level"]) for each in run["results"]}
    assert found == {
        ("change-worse", "error"),
        ("change-different", "warning"),
        ("change-better", "note"),
        ("change-wording", "none"),
    }
    rules = run["tool"]["driver"]["rules"]
    for each in run["results"]:
        rule = rules[each["ruleIndex"]]
        assert (rule["id"], rule["defaultConfiguration"]["level"]) == (each["ruleId"], each["level"])
        place = each["locations"][0]["physicalLocation"]
        file, region = tmp_path / unquote(place["artifactLocation"]["uri"]), place["region"]
        assert file.parent.name == "1.1.0"
        line = file.read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1].strip()
    target = next(each for each in run["results"] if "within 3 business days" in each["message"]["text"])
    assert target["properties"] == {"contracts": ["acme", "globex"]}
    assert target["locations"][0]["physicalLocation"]["region"]["startLine"] == 26
    assert len({str(each["partialFingerprints"]) for each in run["results"]}) == len(run["results"])


def test_in_sarif_the_run_is_in_the_language_that_was_asked_for(diff: Diff) -> None:
    run = sarif(diff, "--lang", "fr")
    assert run["language"] == "fr"
    assert any("sous 3 jours ouvrables" in each["message"]["text"] for each in run["results"])
    assert {rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]} == {
        "Dégradé",
        "Modifié",
        "Amélioré",
        "Reformulé",
    }


def test_in_junit_a_change_fails_for_which_the_number_is_too_small(diff: Diff, tmp_path: Path) -> None:
    xml = JUnitXml.fromstring(diff("--format", "junit", "--lang", "fr").stdout.encode())
    cases = [case for suite in xml for case in suite]
    failed = [case for case in cases if any(isinstance(each, Failure) for each in case.result)]
    assert (xml.tests, xml.failures) == (len(cases), len(failed))
    kinds = {case.name.split()[0]: case.result[0].type for case in failed}
    assert kinds == {"target": "worse", "language": "different", "version": "error"}
    target = next(case for case in failed if case.name.startswith("target"))
    assert (target.classname, target.name) == (
        "policies/1.1.0/service-levels.yaml",
        "target response premium 26:28",
    )
    assert "sous 3 jours ouvrables" in target.result[0].message
    (tmp_path / "policies" / "1.1.0").rename(tmp_path / "policies" / "2.0.0")
    policy = tmp_path / "policies" / "2.0.0" / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("version: 1.1.0", "version: 2.0.0"), "utf-8")
    done = plain_run("diff", "1.0.0", "2.0.0", "--format", "junit")
    assert (done.exit_code, JUnitXml.fromstring(done.stdout.encode()).failures) == (0, 0)


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_a_rule_that_is_gone_without_a_word_is_reported_too(form: str, diff: Diff, tmp_path: Path) -> None:
    file = tmp_path / "policies" / "1.1.0" / "availability.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("\nstand-in:")
    file.write_text(text[:start] + text[text.index("\n\n", start + 1) :], encoding="utf-8")
    sources = file.with_name("source.yaml")
    text = sources.read_text(encoding="utf-8")
    of_stand_in = "norm: 2\n    normative: true\n    digest: sha256:ea9f6def"
    assert text.count(of_stand_in) == 1
    unencoded = f"not_encoded: {{ fr: Sans règle., en: Without a rule. }}\n    {of_stand_in}"
    sources.write_text(text.replace(of_stand_in, unencoded), encoding="utf-8")
    done = diff("--format", form)
    assert done.exit_code == 1
    assert "PSP909" in done.stdout


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit"])
def test_a_calendar_that_differs_beside_the_versions_is_told_and_no_failure(
    form: str, diff: Diff, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "1.0.0"
    copytree(tmp_path / "policies" / "1.0.0", other)
    calendar = tmp_path / "policies" / "calendars" / "france.yaml"
    other.with_name("calendars").mkdir()
    text = calendar.read_text("utf-8").replace("2027-12-31", "2028-12-31")
    other.with_name("calendars").joinpath("france.yaml").write_text(text, "utf-8")
    done = plain_run("diff", "1.0.0", "other/1.0.0", "--format", form)
    assert (done.exit_code, "PSP917" in done.output) == (0, True)
    if form == "junit":
        assert JUnitXml.fromstring(done.stdout.encode()).failures == 0
