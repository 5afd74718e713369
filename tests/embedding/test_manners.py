"""A good guest: quiet, without warnings, and asking nothing of the world that it was not told to."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ASK_EVERYTHING = f"""
import sys
sys.path.insert(0, {str(HERE)!r})
from questions import ask, contracts
from ptc_service_policy import load_policy
policy = load_policy()
for contract in contracts().values():
    applied = policy.apply(contract)
    ask(applied)
    repr((applied, applied.calendar, contract, policy))
policy.compare("standard", "premium")
"""


def run(script: str, *options: str) -> tuple[str, str]:
    done = subprocess.run(
        [sys.executable, *options, "-c", script],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def asked_of_the_world() -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, HERE / "quiet.py"], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_the_watch_sees(asked_of_the_world: dict[str, list[str]]) -> None:
    seen = [what.partition(",")[0] for what in asked_of_the_world["the watch itself"]]
    assert seen[:3] == [f"reads the clock by {name}" for name in ("time", "now", "today")]
    assert seen.count("reads the environment") >= 2
    assert seen[-1] == "opens /dev/null"


def test_importing_opens_nothing_and_reads_neither_environment_nor_clock(
    asked_of_the_world: dict[str, list[str]],
) -> None:
    assert asked_of_the_world["importing"] == []


def test_loading_opens_the_policy_files_and_nothing_else(asked_of_the_world: dict[str, list[str]]) -> None:
    policies = HERE.parents[1] / "policies"
    files = [*(policies / "1.0.0").glob("*.yaml"), *(policies / "calendars").glob("*.yaml")]
    assert set(asked_of_the_world["loading"]) == {f"opens {path}" for path in files}


def test_answering_asks_nothing_of_the_world(asked_of_the_world: dict[str, list[str]]) -> None:
    assert asked_of_the_world["answering"] == []


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(("-W", "error"), id="warnings are errors"),
        pytest.param(
            ("-W", "error", "-X", "dev", "-bb", "-X", "warn_default_encoding"), id="development mode"
        ),
        pytest.param(("-OO", "-W", "error"), id="optimised"),
        pytest.param(("-I", "-S", "-W", "error"), id="isolated"),
    ],
)
def test_it_is_silent(options: tuple[str, ...]) -> None:
    script = ASK_EVERYTHING
    if "-S" in options:
        script = f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r}\n{script}"
    assert run(script, *options) == ("", "")


def test_it_logs_to_its_own_logger_and_only_to_who_listens() -> None:
    script = """
import logging
from ptc_service_policy import load_policy
load_policy()
logger = logging.getLogger("ptc_service_policy")
print([type(handler).__name__ for handler in logger.handlers], logger.level, logger.propagate)
print(logging.getLogger().handlers)
"""
    said, warned = run(script)
    assert (said, warned) == ("['NullHandler'] 0 True\n[]\n", "")
    listening = "import logging; logging.basicConfig(level=logging.DEBUG)\n" + ASK_EVERYTHING
    said, logged = run(listening)
    assert said == ""
    assert [line.split(",")[0] for line in logged.splitlines()] == [
        "DEBUG:ptc_service_policy:read policy 1.0.0"
    ]
