"""SARIF as code hosts read it: valid against the published schema, with places that they find."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft4Validator

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.cli.reports.lines import read_lines
from ptc_service_policy.cli.reports.sarif import report_sarif
from ptc_service_policy.errors import describe
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.text import LANGUAGES, Language

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"


@pytest.fixture(scope="session")
def sarif_schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schema of SARIF 2.1.0, out of a package that carries it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("the schema of SARIF comes with npm, which is not installed here")
    folder = tmp_path_factory.mktemp("sarif")
    done = subprocess.run([npm, "pack", PACKAGE], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"npm could not fetch {PACKAGE}: {done.stderr[-300:]}")
    shutil.unpack_archive(next(folder.glob("*.tgz")), folder, filter="data")
    return json.loads(folder.joinpath(SCHEMA).read_text("utf-8"))


def report(result: CheckResult, home: Path, language: Language = "en") -> Any:
    return json.loads(report_sarif(result, language, read_lines(), home))


def every_code() -> CheckResult:
    """A result that has every code of the catalogue once, none of them with a place."""
    problems = (
        replace(describe("PSP001", name="x"), code=code, message=entry.message, hint=entry.hint)
        for code, entry in CATALOGUE.items()
    )
    return CheckResult("policies", (), tuple(problems))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_valid(language: Language, result: CheckResult, home: Path, sarif_schema: Any) -> None:
    validator = Draft4Validator(sarif_schema)
    assert [error.message for error in validator.iter_errors(report(result, home, language))] == []
    assert [error.message for error in validator.iter_errors(report(every_code(), home, language))] == []
    nothing = CheckResult("policies", ("policies/1.0.0/policy.yaml",), ())
    assert [error.message for error in validator.iter_errors(report(nothing, home, language))] == []


def test_the_schema_would_refuse_what_is_wrong(result: CheckResult, home: Path, sarif_schema: Any) -> None:
    log = report(result, home)
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert not Draft4Validator(sarif_schema).is_valid(log)


def test_each_result_is_placed_where_a_code_host_finds_it(result: CheckResult, home: Path) -> None:
    (run,) = report(result, home)["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    for found, problem in zip(run["results"], result.problems, strict=True):
        place = found["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert uri.isascii()
        assert not uri.startswith(("/", ".", "file:"))
        assert unquote(uri) == problem.file
        region = place["region"]
        assert (region["startLine"], region["startColumn"]) == (problem.line, problem.column)
    todo = next(found for found in run["results"] if found["ruleId"] == "PSP456")
    region = todo["locations"][0]["physicalLocation"]["region"]
    line = home.joinpath("règles et plus", "1.0.0", "vocabulary.yaml").read_text("utf-8").splitlines()
    assert line[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == (
        "TODO « é » 日本"
    )


def test_each_rule_explains_itself_in_the_language_of_the_run(result: CheckResult, home: Path) -> None:
    words: dict[Language, str] = {"en": "Why it matters", "fr": "Pourquoi c'est important"}
    for language, word in words.items():
        (run,) = report(result, home, language)["runs"]
        rules = run["tool"]["driver"]["rules"]
        assert run["language"] == language
        assert len({rule["id"] for rule in rules}) == len(rules)
        for found in run["results"]:
            rule = rules[found["ruleIndex"]]
            assert rule["id"] == found["ruleId"]
            assert rule["defaultConfiguration"]["level"] == found["level"]
            assert word in rule["help"]["markdown"]
    assert {found["level"] for found in run["results"]} == {"error", "warning"}


def test_absolute_places_within_the_folder_become_relative(home: Path) -> None:
    within = describe("PSP001", file=str(home / "a b.yaml"), name="a b.yaml")
    beyond = describe("PSP001", file="/elsewhere/a.yaml", name="a.yaml")
    (run,) = report(CheckResult("x", (), (within, beyond)), home)["runs"]
    places = [each["locations"][0]["physicalLocation"]["artifactLocation"] for each in run["results"]]
    assert places == [{"uri": "a%20b.yaml", "uriBaseId": "%SRCROOT%"}, {"uri": "file:///elsewhere/a.yaml"}]


def test_a_fault_that_moves_keeps_its_fingerprint(result: CheckResult, home: Path) -> None:
    before = [found["partialFingerprints"] for found in report(result, home)["runs"][0]["results"]]
    moved = tuple(replace(each, line=(each.line or 0) + 7, column=1) for each in result.problems)
    after = report(CheckResult("x", (), moved), home)["runs"][0]["results"]
    assert [found["partialFingerprints"] for found in after] == before
    assert len({str(each) for each in before}) == len(before)
