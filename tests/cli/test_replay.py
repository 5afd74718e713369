"""`ptc-policy answer --record` writes a record, and `ptc-policy replay` asks it again."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from tests.commands import ptc_policy

from ptc_service_policy import Record

ROOT = Path(__file__).parents[2]
DUE = ("answer", "due", "--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR")
ASKED = (*DUE, "--received", "2026-04-03T16:30[Europe/Paris]")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    file = tmp_path / "record.json"
    plain = ptc_policy(*ASKED)
    recorded = ptc_policy(*ASKED, "--record", file)
    assert (recorded.returncode, recorded.stdout, recorded.stderr) == (0, plain.stdout, plain.stderr)
    return file


def test_a_record_replays_equal(record: Path) -> None:
    assert Record.from_file(record).answer.value["due"] == "2026-04-07T17:00:00+02:00"
    done = ptc_policy("replay", record)
    assert (done.returncode, done.stderr) == (0, "")
    said = "The recorded answer is confirmed: the same answer, policy, holidays and clock changes.\n"
    assert done.stdout == said
    done = ptc_policy("replay", record, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"is_equal": True, "differences": []})


def test_a_question_to_the_policy_is_recorded_too(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    assert ptc_policy("answer", "target", "--offering", "premium", "--record", file).returncode == 0
    found = Record.from_file(file)
    assert (found.contract, found.question.offering, found.question.about) == (None, "premium", "response")
    assert ptc_policy("replay", file).returncode == 0


def test_what_differs_is_said_in_both_languages(record: Path) -> None:
    text = record.read_text("utf-8")
    record.write_text(text.replace("2026-04-07T17:00", "2026-04-08T17:00"), "utf-8")
    english, french = ptc_policy("replay", record), ptc_policy("replay", record, "--lang", "fr")
    assert (english.returncode, french.returncode) == (1, 1)
    assert english.stdout.splitlines() == [
        "The recorded answer is not confirmed.",
        "  - Answer, due: `2026-04-08T17:00:00+02:00` when recorded, `2026-04-07T17:00:00+02:00` now.",
    ]
    assert "Réponse, due : `2026-04-08T17:00:00+02:00` à l'enregistrement" in french.stdout
    found = json.loads(ptc_policy("replay", record, "--format", "json").stdout)
    assert [each["item"] for each in found["differences"]] == ["value"]
    assert found["differences"][0]["said"].keys() == {"fr", "en"}


def test_another_version_of_a_package_does_not_unsettle_an_answer(record: Path) -> None:
    data = json.loads(record.read_text("utf-8"))
    data["environment"]["holidays"] = "0.1"
    record.write_text(json.dumps(data), "utf-8")
    done = ptc_policy("replay", record)
    assert done.returncode == 0
    assert done.stdout.splitlines()[1] == "Without effect on the answer:"
    assert "holidays: version 0.1 when recorded" in done.stdout


def test_the_policies_can_be_those_of_a_folder(record: Path, tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    copytree(ROOT / "policies", policies)
    assert ptc_policy("replay", record, "--folder", policies).returncode == 0
    assert ptc_policy("replay", record, "--policy", policies / "1.0.0").returncode == 0
    levels = policies / "1.0.0" / "service-levels.yaml"
    levels.write_text(levels.read_text("utf-8").replace("business_days: 1", "business_days: 2"), "utf-8")
    altered = ptc_policy("replay", record, "--policy", policies / "1.0.0")
    assert altered.returncode == 1
    assert "Policy 1.0.0 had the digest sha256:" in altered.stdout
    both = ptc_policy("replay", record, "--policy", policies / "1.0.0", "--folder", policies)
    assert (both.returncode, "exclude each other" in both.stderr) == (2, True)


@pytest.mark.parametrize(("raw", "code"), [("{", "PSP780"), ("{}", "PSP781"), (None, "PSP003")])
def test_a_damaged_record_is_no_difference(raw: str | None, code: str, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    if raw is not None:
        file.write_text(raw)
    for lang in ("en", "fr"):
        done = ptc_policy("replay", file, "--lang", lang)
        assert (done.returncode, done.stdout) == (2, "")
        assert f" {code} " in done.stderr
    found = json.loads(ptc_policy("replay", file, "--format", "json").stdout)
    assert {each["code"] for each in found} == {code}


def test_a_record_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = ptc_policy(*ASKED, "--record", tmp_path)
    assert (done.returncode, "PSP907" in done.stderr) == (2, True)
