"""``ptc-policy new``, ``diff`` and ``publish`` as an owner runs them."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

STAY = ("--new-contracts", "2099-01-01", "--others", "stay", "--fail-under", "0")
RunCommand = Callable[..., subprocess.CompletedProcess[str]]


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_from_a_draft_to_a_published_version(policies: Path, command: RunCommand) -> None:
    started = command("new", "1.1.0")
    assert (started.returncode, started.stderr) == (0, "")
    assert "is a copy of 1.0.0" in started.stdout
    rewrite(policies / "1.1.0" / "service-levels.yaml", "business_days: 2", "business_days: 1")
    shown = command("diff", "1.0.0", "1.1.0")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith(
        "Better\n"
        '  SaaS Service Management Standard: Target "Response to a request" (time): '
        "within 2 business days → within 1 business day\n"
        "      policies/1.0.0/service-levels.yaml:23:28 → policies/1.1.0/service-levels.yaml:23:28\n"
        '      + SaaS Service Management Standard: Due time of "Response to a request" (better), answers: '
    )
    assert shown.stdout.endswith("require a minor version: at least 1.1.0. 1.1.0 is enough.\n")
    done = command("publish", "1.1.0", *STAY, "--lang", "fr")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("La version 1.1.0 est publiée : sha256:")
    again = command("publish", "1.1.0")
    assert (again.returncode, "already published" in again.stdout) == (0, True)


def test_a_number_that_is_too_small_exits_1(policies: Path, command: RunCommand) -> None:
    command("new", "1.0.1")
    rewrite(policies / "1.0.1" / "service-levels.yaml", "business_days: 1", "business_days: 3")
    shown = command("diff", "1.0.0", "policies/1.0.1", "--lang", "fr")
    assert shown.returncode == 1
    assert "exigent une version majeure : 2.0.0 au moins. 1.0.1 ne suffit pas." in shown.stdout
    notice = command("diff", "1.0.0", "1.0.1", "--notice")
    assert notice.returncode == 1
    assert notice.stdout.startswith("# Avis de modification")
    assert "\n---\n\n# Notice of changes" in notice.stdout
    assert "1.0.1 is not enough" in notice.stderr
    assert "# Notice" not in command("diff", "1.0.0", "1.0.1", "--notice", "--lang", "fr").stdout
    published = command("publish", "1.0.1", *STAY)
    assert published.returncode == 1
    assert published.stderr.startswith("policies/1.0.1/policy.yaml:3:10 PSP905 ")


def test_json_says_it_all(policies: Path, command: RunCommand) -> None:
    command("new", "1.1.0")
    rewrite(policies / "1.1.0" / "engagement.yaml", "maximum: 3,", "maximum: 4,")
    record = json.loads(command("diff", "1.0.0", "1.1.0", "--format", "json").stdout)
    assert (record["demanded_bump"], record["least_version"], record["is_enough"]) == ("minor", "1.1.0", True)
    change = record["changes"][0]
    assert (change["topic"], change["id"], change["offering"], change["class"]) == (
        "limit",
        "contacts",
        "tsam",
        "better",
    )
    assert change["after"]["en"] == "at most 4 people at once, per customer and manager"
    assert change["edits"][0]["after"]["file"] == "policies/1.1.0/engagement.yaml"


def test_equal_versions_exit_0(command: RunCommand) -> None:
    shown = command("diff", "1.0.0", "1.0.0")
    assert (shown.returncode, shown.stdout) == (0, "No difference.\n")


def test_wrong_use_exits_2(command: RunCommand) -> None:
    for arguments in (
        ("diff", "1.0.0", "7.0.0"),
        ("diff", "1.0.0"),
        ("diff", "1.0.0", "1.0.0", "--notice", "--format", "json"),
        ("new", "1.0.0"),
        ("new", "one"),
        ("publish", "7.0.0"),
        ("publish", "1.0.0", "--new-contracts", "soon", "--others", "stay"),
        ("publish", "1.0.0", "--new-contracts", "always"),
        ("publish", "1.0.0", "--others", "none"),
        ("publish", "1.0.0", "--at-renewal"),
        ("publish", "1.0.0", *STAY, "--at-renewal"),
    ):
        assert command(*arguments).returncode == 2, arguments


def test_an_invalid_version_exits_1(policies: Path, command: RunCommand) -> None:
    command("new", "1.1.0")
    rewrite(policies / "1.1.0" / "engagement.yaml", "maximum: 30", "maximum: -1")
    for arguments in (("diff", "1.0.0", "1.1.0"), ("publish", "1.1.0")):
        done = command(*arguments)
        assert done.returncode == 1
        assert done.stderr.startswith("policies/1.1.0/engagement.yaml:")
