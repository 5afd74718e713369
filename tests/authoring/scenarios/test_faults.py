"""What is wrong with a scenario is said once, where it stands, in both languages."""

from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml

from ptc_service_policy.authoring.scenarios.suite import run_scenarios

FAULTS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text("utf-8"))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_a_fault_is_said_where_it_stands(fault: dict[str, Any], only: Callable[[str], Path]) -> None:
    text = fault.get("text", "scenarios:\n" + indent(fault.get("body", ""), "  "))
    found = run_scenarios(only(text), called="1.0.0").problems
    assert [(each.code, each.line, each.column) for each in found] == [
        (each["code"], each["line"], each["column"]) for each in fault["expect"]
    ]
    for problem, expected in zip(found, fault["expect"], strict=True):
        assert problem.file == "1.0.0/scenarios/some.yaml"
        assert expected.get("says", "") in f"{problem.message.en} {problem.hint.en}"
        assert problem.message.fr != problem.message.en


def test_every_code_of_the_family_is_shown_by_an_example() -> None:
    from ptc_service_policy.errors.codes.scenarios import ENTRIES

    beyond_one_file = {"PSP801", "PSP802", "PSP809", "PSP810", "PSP811", "PSP812"}
    shown = {each["code"] for fault in FAULTS for each in fault["expect"]}
    assert {entry.code for entry in ENTRIES} - beyond_one_file <= shown


def test_a_version_without_scenarios_fails(only: Callable[[str], Path]) -> None:
    folder = only("") / "scenarios"
    (folder / "some.yaml").unlink()
    assert [each.code for each in run_scenarios(folder.parent, called="1.0.0").problems] == ["PSP801"]
    folder.rmdir()
    problems = run_scenarios(folder.parent, called="1.0.0").problems
    assert [(each.code, each.file) for each in problems] == [("PSP801", "1.0.0/scenarios")]


def test_a_file_of_another_kind_is_not_passed_over(version: Path) -> None:
    (version / "scenarios" / "limits.yml").write_text("scenarios: {}\n")
    (version / "scenarios" / ".notes").write_text("hidden files are nobody's business\n")
    problems = run_scenarios(version, called="1.0.0").problems
    assert [(each.code, each.file) for each in problems] == [("PSP802", "1.0.0/scenarios/limits.yml")]


def test_faults_of_all_files_are_said_together(version: Path) -> None:
    for name in ("limits", "terms"):
        (version / "scenarios" / f"{name}.yaml").write_text("scenarios: {}\n")
    (version / "offerings.yaml").write_text("")
    report = run_scenarios(version, called="1.0.0")
    assert [(each.code, each.file) for each in report.problems] == [
        ("PSP109", "1.0.0/offerings.yaml"),
        ("PSP207", "1.0.0/scenarios/limits.yaml"),
        ("PSP207", "1.0.0/scenarios/terms.yaml"),
    ]
    assert report.coverage is None


def test_the_other_files_are_still_run(version: Path) -> None:
    (version / "scenarios" / "limits.yaml").write_text("scenarios: {}\n")
    entitlements = version / "entitlements.yaml"
    text = entitlements.read_text("utf-8")
    entitlements.write_text(text.replace("tsam: false", "tsam: true", 1), "utf-8")
    codes = [each.code for each in run_scenarios(version, called="1.0.0").problems]
    assert codes[0] == "PSP207"
    assert "PSP803" in codes


def test_a_calendar_that_is_not_valid_is_said(version: Path) -> None:
    (version.parent / "calendars" / "france.yaml").write_text("")
    problems = run_scenarios(version, called="1.0.0").problems
    assert [(each.code, Path(each.file or "").name) for each in problems] == [("PSP109", "france.yaml")]
