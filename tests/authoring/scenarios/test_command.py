"""``ptc-policy test`` as an owner runs it: what it prints and how it exits."""

import json
import re
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from tests.commands import ptc_policy

ROOT = Path(__file__).parents[3]
BROKEN = "    standard: { value: additional, source: [overview-standard-included] }"


def run_test(*arguments: str, cwd: Path) -> CompletedProcess[str]:
    return ptc_policy("test", *arguments, cwd=cwd)


def break_a_fact(version: Path) -> None:
    offerings = version / "offerings.yaml"
    text = offerings.read_text("utf-8")
    offerings.write_text(
        text.replace("standard: { value: included,", "standard: { value: additional,"), "utf-8"
    )


def remove_a_scenario(version: Path) -> None:
    terms = version / "scenarios" / "terms.yaml"
    text = terms.read_text("utf-8")
    start, end = text.index("  charge:\n"), text.index("  sale:\n")
    terms.write_text(text[:start] + text[end:], "utf-8")


def test_the_newest_version_is_run_without_arguments() -> None:
    done = run_test("--coverage", "--fail-under", "100", cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert re.search(r"^policies/\d+\.\d+\.\d+: \d+ scenarios, all passed\.$", done.stdout, re.MULTILINE)
    assert "100%" in done.stdout


def test_the_newest_is_the_highest_and_not_the_last_by_name(version: Path) -> None:
    home = version.parent / "work"
    (home / "policies").mkdir(parents=True)
    for name in ("9.0.0", "10.0.0", "scratch"):
        (home / "policies" / name).mkdir()
    done = run_test(cwd=home)
    assert done.returncode == 1
    assert "policies/10.0.0/" in done.stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["expected `included`; the policy answers `additional`", "The answer comes from"]),
        (
            "fr",
            [
                "la réponse attendue est `included` ; la réponse obtenue est `additional`",
                "La réponse vient de",
            ],
        ),
    ],
)
def test_a_failing_scenario_shows_both_places(version: Path, lang: str, words: list[str]) -> None:
    break_a_fact(version)
    done = run_test("1.0.0", "--lang", lang, cwd=version.parent)
    assert done.returncode == 1
    assert re.search(r"^1\.0\.0/scenarios/terms\.yaml:\d+:\d+ PSP803 ", done.stdout, re.MULTILINE)
    rule = (version / "offerings.yaml").read_text("utf-8").splitlines().index(BROKEN) + 1
    assert f"1.0.0/offerings.yaml:{rule}:15" in done.stdout
    for each in words:
        assert each in done.stdout


def test_untested_cells_are_listed_and_fail_only_below_what_is_wanted(version: Path) -> None:
    remove_a_scenario(version)
    listed = run_test("1.0.0", "--coverage", cwd=version.parent)
    assert listed.returncode == 0
    places = re.findall(r"^1\.0\.0/offerings\.yaml:\d+:\d+ PSP810", listed.stdout, re.MULTILINE)
    assert len(places) == 3
    assert "`ask: charge`" in listed.stdout
    assert run_test("1.0.0", "--fail-under", "98", cwd=version.parent).returncode == 0
    low = run_test("1.0.0", "--fail-under", "100", cwd=version.parent)
    assert low.returncode == 1
    assert "PSP812" in low.stdout


def test_the_report_for_programs(version: Path) -> None:
    break_a_fact(version)
    remove_a_scenario(version)
    done = run_test("1.0.0", "--format", "json", "--fail-under", "100", cwd=version.parent)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["failed"] == 0
    assert [problem["code"] for problem in report["problems"]] == ["PSP812"]
    assert {cell["message"]["fr"] != cell["message"]["en"] for cell in report["coverage"]["untested"]} == {
        True
    }
    assert report["coverage"]["covered"] == report["coverage"]["cells"] - 3


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--fail-under", "101"], 2, "100"),
        (["--no-such-option"], 2, "no-such-option"),
        ([], 2, "PSP809"),
        (["nowhere"], 1, "PSP006"),
    ],
)
def test_wrong_use(tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    done = run_test(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
