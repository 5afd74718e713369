"""The readme does what it says."""

import contextlib
import io
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.S)


def test_its_python_answers() -> None:
    (code,) = blocks("python")
    assert len([line for line in code.splitlines() if line]) == 6
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, {})
    due, basis, reason, *citations = printed.getvalue().splitlines()
    assert (due, basis) == ("2026-04-07 17:00:00+02:00", "interpreted")
    assert reason.startswith("Demande reçue le vendredi 3 avril 2026 à 16 h 30")
    assert citations[0] == "response-target-premium"


def test_its_commands_are_one_line_each_and_set_up_their_own_environment() -> None:
    commands = blocks("sh")
    assert len(commands) == 2
    assert all(
        command.count("\n") == 1 and command.startswith("python3 -m venv .venv && ") for command in commands
    )


@pytest.mark.packaging
def test_its_first_command_answers_in_a_fresh_clone(tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "--quiet", ROOT, tmp_path / "clone"], check=True)
    command = blocks("sh")[0]
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path / "clone", capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Answer: by Tuesday 7 April 2026 at 17:00 (Europe/Paris)")


@pytest.mark.parametrize("path", re.findall(r"\]\(([^)#:]+)\)", README))
def test_its_links_lead_somewhere(path: str) -> None:
    assert (ROOT / path).exists()
