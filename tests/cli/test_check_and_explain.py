"""``check`` and ``explain``: forms, exit codes, the day of a review."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from tests.commands import ptc_policy

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with policies whose one fault is a review that was due on 1 July 2027."""
    copytree(POLICIES / "1.0.0", tmp_path / "policies" / "1.0.0")
    policy = tmp_path / "policies" / "1.0.0" / "policy.yaml"
    policy.write_text(f"{policy.read_text('utf-8')}review_by: 2027-07-01\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--as-of", "2027-07-01"), 0, "No problem in policies/1.0.0.\n"),
        (("--as-of", "2027-07-02"), 0, "No error in policies/1.0.0. Warnings: 1.\n"),
        (("--as-of", "2027-07-02", "--strict"), 1, "No error in policies/1.0.0. Warnings: 1.\n"),
        (("--as-of", "2027-07-02", "--lang", "fr"), 0, "Nombre d'avertissements : 1.\n"),
        (("--as-of", "02/07/2027"), 2, ""),
        (("--format", "html"), 2, ""),
    ],
)
def test_a_warning_fails_only_when_it_is_asked_to(
    options: tuple[str, ...], code: int, said: str, home: Path
) -> None:
    done = ptc_policy("check", "policies/1.0.0", *options, cwd=home)
    assert (done.returncode, done.stdout.endswith(said)) == (code, True), done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_day_of_today_is_taken_where_none_is_given(home: Path) -> None:
    policy = home / "policies" / "1.0.0" / "policy.yaml"
    text = policy.read_text("utf-8")
    for due, found in ((date(2001, 1, 1), ["PSP467"]), (date(9999, 1, 1), [])):
        policy.write_text(text.replace("2027-07-01", due.isoformat()), encoding="utf-8")
        done = ptc_policy("check", "policies/1.0.0", "--format", "json", cwd=home)
        assert [record["code"] for record in json.loads(done.stdout)] == found


def test_a_json_record_says_all(home: Path) -> None:
    done = ptc_policy("check", "policies/1.0.0", "--as-of", "2028-01-01", "--format", "json", cwd=home)
    (record,) = json.loads(done.stdout)
    texts: dict[str, Any] = {key: record.pop(key) for key in ("message", "hint")}
    assert all(set(text) == {"fr", "en"} for text in texts.values())
    assert record == {
        "code": "PSP467",
        "slug": "review-past-due",
        "severity": "warning",
        "file": "policies/1.0.0/policy.yaml",
        "line": 10,
        "column": 12,
        "path": ["review_by"],
    }


@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_reports_for_machines_are_all_that_is_printed(form: str, home: Path) -> None:
    done = ptc_policy("check", "policies/1.0.0", "--as-of", "2028-01-01", "--format", form, cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith({"sarif": "{", "junit": "<?xml"}[form])
    assert "PSP467" in done.stdout


def test_explain_shows_the_page_of_a_code_or_of_its_name(home: Path) -> None:
    by_code = ptc_policy("explain", "psp451", "--lang", "fr", cwd=home)
    assert by_code.returncode == 0
    assert by_code.stdout.startswith("# PSP451 untranslated-text\n")
    assert "## À éviter" in by_code.stdout
    assert ptc_policy("explain", "untranslated-text", "--lang", "fr", cwd=home).stdout == by_code.stdout


@pytest.mark.parametrize(
    ("asked", "suggested"), [("PSP4511", "PSP451"), ("translated-text", "untranslated-text")]
)
def test_an_unknown_code_names_the_nearest(asked: str, suggested: str, home: Path) -> None:
    done = ptc_policy("explain", asked, cwd=home)
    assert done.returncode == 2
    assert "PSP712" in done.stderr
    assert suggested in done.stderr
