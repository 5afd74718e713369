"""Whatever writes may be killed at any step, or find no room: files are the old ones or the new ones."""

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from shutil import copyfile

import pytest
from tests.hostile.killing import tree
from tests.profiles import NIGHTLY

from ptc_service_policy.authoring.publishing import start_version

ROOT = Path(__file__).parents[2]
DESCRIPTION = os.environ.get("PTC_SERVICE_DESCRIPTION", "")
_TERMS = ("--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR")
_PUBLISH = ("--new-contracts", "2027-01-01", "--others", "stay", "--fail-under", "0")
COMMANDS: dict[str, tuple[str, ...]] = {
    "new": ("new", "1.2.0", "--folder", "{}"),
    "publish": ("publish", "1.1.0", "--folder", "{}", *_PUBLISH),
    "draft": ("source", "draft", DESCRIPTION, "--version", "1.2.0", "--from", "1.0.0", "--folder", "{}"),
    "learn": ("source", "learn", DESCRIPTION, "--policy", "{}/1.1.0"),
    "lock": ("calendar", "lock", "--folder", "{}"),
    "freeze": ("calendar", "freeze", "ES", "--years", "2026-2027", "--folder", "{}"),
    "schemas": ("schema", "--write", "{}/schemas"),
    "bulk": ("bulk", "{}/requests.csv", "--contracts", "{}/contracts.yaml", "-o", "{}/answers.csv"),
    "bulk to Parquet": (
        *("bulk", "{}/requests.csv", "--contracts", "{}/contracts.yaml"),
        *("-o", "{}/answers.parquet", "--rejects", "{}/answers.rejects.csv"),
    ),
    "record": ("answer", "working-hours", *_TERMS, "--record", "{}/record.json"),
}
SEVERAL_FILES = {"publish", "schemas", "bulk", "bulk to Parquet"}
"""Of these, a kill may leave some files old and others new."""
EVERY = 1 if NIGHTLY else {"publish": 9, "draft": 60, "schemas": 60, "new": 60}

State = dict[str, str | None]


@pytest.fixture
def folder(policies: Path) -> Path:
    """Return a folder in which each command has something to write, and something to replace."""
    start_version(policies, "1.1.0")
    for learnt in policies.glob("1.1.0/documents/*"):
        learnt.unlink()
    copyfile(policies / "calendars/france.yaml", policies / "calendars/other.yaml")
    policies.joinpath("contracts.yaml").write_text(
        "a: {offering: premium, time_zone: Europe/Paris, holidays: FR, start: 2026-01-01}\n"
    )
    policies.joinpath("requests.csv").write_text("contract,received_at\n" + "a,2026-03-02T10:00:00Z\n" * 10)
    for name in ("answers.csv", "answers.parquet", "answers.rejects.csv", "record.json"):
        policies.joinpath(name).write_text("old")
    return policies


def written(command: str, folder: Path) -> list[str]:
    """Write a command that works in a folder."""
    if "" in COMMANDS[command]:
        pytest.skip("PTC_SERVICE_DESCRIPTION names no description")
    return [part.format(folder) for part in COMMANDS[command]]


def seen(left: State) -> State:
    """Leave out what nobody reads: what was not finished."""
    return {
        name: digest
        for name, digest in left.items()
        if not any(part.startswith(".") for part in name.split("/"))
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_a_kill_leaves_the_old_or_the_new(folder: Path, command: str) -> None:
    every = EVERY if isinstance(EVERY, int) else EVERY.get(command, 4)
    arguments = written(command, folder)
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.killing", folder, str(every), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    (_, before), *killed, (code, after) = json.loads(done.stdout)
    sys.stdout.write(f"{len(killed) + 1} kills of {command}\n")

    assert (code, done.stderr) == (0, "")
    assert seen(after) == after != before, "what kills left is gone"
    assert {how for how, _ in killed} == {-signal.SIGKILL}
    for left in (seen(each) for _, each in killed):
        assert left in (before, after) or command in SEVERAL_FILES
        for name in {*left, *before, *after}:
            assert left.get(name) in (before.get(name), after.get(name)), name


@pytest.mark.parametrize("room", [0, 1, 50, 100] if NIGHTLY else [100])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_room_leaves_the_old(folder: Path, command: str, room: int) -> None:
    """No file may grow beyond some bytes, as on a disk that is full after them."""
    before = tree(folder)
    done = subprocess.run(
        [sys.executable, "-m", "ptc_service_policy", *written(command, folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )

    assert done.returncode == 2
    assert "PSP907" in done.stderr
    assert "Traceback" not in done.stderr
    after = tree(folder)
    after.pop("schemas", None)  # a folder that is empty
    assert after == before
