"""The commands, as a user runs them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ptc_service_policy.cli.source import app

from .conftest import Made


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def file(made: Made, tmp_path: Path) -> Path:
    path = tmp_path / "description.txt"
    path.write_text(made.text(), encoding="utf-8")
    return path


def test_agreement(file: Path, encoded_folder: Path) -> None:
    done = run("check", file, "--policy", encoded_folder, "--lang", "fr")
    assert (done.exit_code, "concordent" in done.stdout) == (0, True)


def test_differences_in_both_forms(made: Made, file: Path, encoded_folder: Path) -> None:
    file.write_text(made.with_cell("table-1-maintenance", 1, "✓").text(), encoding="utf-8")
    as_text = run("check", file, "--policy", encoded_folder)
    assert as_text.exit_code == 1
    assert "PSP370" in as_text.stdout
    as_json = run("check", file, "--policy", encoded_folder, "--format", "json")
    assert as_json.exit_code == 1
    assert [record["code"] for record in json.loads(as_json.stdout)] == ["PSP370", "PSP376"]


def test_the_newest_policy_is_the_default(file: Path) -> None:
    done = run("check", file, "--format", "json")
    assert done.exit_code == 1
    assert {record["code"] for record in json.loads(done.stdout)} <= {"PSP376", "PSP373", "PSP374"}


def test_wrong_use(encoded_folder: Path, tmp_path: Path) -> None:
    assert run("check", tmp_path / "none.txt", "--policy", encoded_folder).exit_code == 2
    assert run("check").exit_code == 2


def test_draft(made: Made, file: Path, encoded_folder: Path, tmp_path: Path) -> None:
    arguments = ("draft", file, "--version", "1.1.0", "--from", encoded_folder, "--into", tmp_path)
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"folder": str(tmp_path / "1.1.0"), "changed": 0, "gaps": []}
    assert run(*arguments).exit_code == 2, "it exists already"


def test_a_refused_draft(made: Made, file: Path, encoded_folder: Path, tmp_path: Path) -> None:
    file.write_text(made.with_cell("table-1-maintenance", 1, "?").text(), encoding="utf-8")
    done = run("draft", file, "--version", "1.1.0", "--from", encoded_folder, "--into", tmp_path)
    assert done.exit_code == 1
    assert not (tmp_path / "1.1.0").exists()
