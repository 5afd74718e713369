"""The commands, as a user runs them."""

import json
from pathlib import Path
from shutil import copytree
from xml.etree.ElementTree import fromstring

import pytest
from typer.testing import CliRunner, Result

from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.cli.source import app

from .making import EDITION


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(english: EncodedPolicy) -> Path:
    return Path(str(english.folder))


@pytest.fixture
def changed(tmp_path: Path, edition: str) -> Path:
    file = tmp_path / "doc.txt"
    file.write_text(edition.replace("30 open", "40 open"), "utf-8")
    return file


def test_agreement(folder: Path) -> None:
    done = run("check", EDITION, "--policy", folder, "--lang", "fr")
    assert (done.exit_code, "concordent" in done.stdout) == (0, True)


def test_differences_in_every_form(changed: Path, folder: Path) -> None:
    text = run("check", changed, "--policy", folder)
    assert (text.exit_code, "PSP370" in text.stdout, "Problems found: 1." in text.stdout) == (1, True, True)
    as_json = run("check", changed, "--policy", folder, "--format", "json")
    assert (as_json.exit_code, [each["code"] for each in json.loads(as_json.stdout)]) == (1, ["PSP370"])
    sarif = json.loads(run("check", changed, "--policy", folder, "--format", "sarif").stdout)
    assert [each["ruleId"] for each in sarif["runs"][0]["results"]] == ["PSP370"]
    junit = fromstring(run("check", changed, "--policy", folder, "--format", "junit").stdout)
    assert junit.get("failures") == "1"


def test_a_warning_fails_where_it_is_asked_to(tmp_path: Path, folder: Path, edition: str) -> None:
    file = tmp_path / "doc.txt"
    file.write_text(edition.replace("customer once a week", "customer weekly"), "utf-8")
    assert run("check", file, "--policy", folder).exit_code == 0
    assert run("check", file, "--policy", folder, "--strict").exit_code == 1


def test_the_newest_policy_is_the_default(tmp_path: Path) -> None:
    file = tmp_path / "doc.txt"
    file.write_text("A RECIPE\n\nTake two eggs.\n", "utf-8")
    done = run("check", file, "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)[0]["code"]) == (2, "PSP353")


def test_learning(tmp_path: Path, folder: Path) -> None:
    before = (folder / "documents" / "en.yaml").read_bytes()
    done = run("learn", EDITION, "--policy", folder)
    assert (done.exit_code, "Values linked: 146 of" in done.stdout) == (0, True)
    assert (folder / "documents" / "en.yaml").read_bytes() == before
    assert run("learn", EDITION, "--policy", folder, "--link", "a=b").exit_code == 2
    link = "scope-open-cases=30=limits.{}.maximum"
    taken = run("learn", EDITION, "--policy", folder, "--link", link.format("open-cases"))
    assert (taken.exit_code, (folder / "documents" / "en.yaml").read_bytes()) == (0, before)
    for wrong in (link.format("contacts"), "scope-open-cases=31=limits.open-cases.maximum"):
        refused = run("learn", EDITION, "--policy", folder, "--link", wrong)
        assert (refused.exit_code, "--link" in refused.output) == (2, True)
        in_french = run("learn", EDITION, "--policy", folder, "--link", wrong, "--lang", "fr")
        assert "cette valeur n’existe pas" in in_french.output
    assert run("learn", tmp_path / "none.txt", "--policy", folder).exit_code == 2


def test_drafting(changed: Path, folder: Path, tmp_path: Path) -> None:
    copytree(folder, tmp_path / "1.0.0")
    arguments = ("draft", changed, "--version", "1.1.0", "--from", "1.0.0", "--folder", tmp_path)
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"folder": str(tmp_path / "1.1.0"), "changed": 1, "left": []}
    assert run(*arguments).exit_code == 2, "it exists already"
