"""The examples for CI and pre-commit do what they say: their own commands are run, as they stand there."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml

ROOT = Path(__file__).parents[2]
GITHUB, GITLAB = (ROOT / "examples" / "ci" / name for name in ("github-actions.yml", "gitlab-ci.yml"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
GUIDES = [ROOT / "docs" / language / "guides" / "ci.md" for language in ("fr", "en")]
INSTALLS = re.compile(r"python -m pip install --constraint constraints\.txt '\.\[cli\]'")


def commands(file: Path) -> list[str]:
    data: Any = yaml.safe_load(file.read_text("utf-8"))
    if file == GITLAB:
        return [*data["policies"]["before_script"], *data["policies"]["script"]]
    return [step["run"] for step in data["jobs"]["check"]["steps"] if "run" in step]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository with policies, and on the path a `ptc-policy` for which it is always the same day."""
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    tools = tmp_path / "bin"
    tools.mkdir()
    tool = tools / "ptc-policy"
    call = (
        "from datetime import date; from ptc_service_policy.cli import main, options; "
        "options.today = lambda: date(2026, 11, 23); main()"
    )
    tool.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(call)} "$@"\n')
    tool.chmod(0o755)
    return tmp_path


def run(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, shell=True, cwd=home, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("file", [GITHUB, GITLAB], ids=lambda file: file.stem)
def test_the_commands_pass_on_good_policies_and_fail_on_others(file: Path, home: Path) -> None:
    install, check, test = commands(file)
    assert INSTALLS.fullmatch(install)
    for command in (check, test):
        done = run(command, home)
        assert done.returncode == 0, done.stdout + done.stderr
    limits = home / "policies" / "1.0.0" / "engagement.yaml"
    limits.write_text(limits.read_text("utf-8").replace("maximum: 30", "maximum: 31"), encoding="utf-8")
    assert [run(command, home).returncode for command in (check, test)] == [1, 1]
    if file == GITHUB:
        results = json.loads((home / "check.sarif").read_text("utf-8"))["runs"][0]["results"]
        assert {found["ruleId"] for found in results} == {"PSP403"}
    else:
        assert JUnitXml.fromfile(str(home / "check.xml")).failures == 1


def test_each_report_is_handed_on_by_the_name_that_it_was_written_under() -> None:
    steps = yaml.safe_load(GITHUB.read_text("utf-8"))["jobs"]["check"]["steps"]
    assert [step["with"]["sarif_file"] for step in steps if "sarif" in step.get("uses", "")] == [
        "check.sarif"
    ]
    job = yaml.safe_load(GITLAB.read_text("utf-8"))["policies"]
    assert job["artifacts"]["reports"]["junit"] == "check.xml"
    assert "> check.sarif" in commands(GITHUB)[1]
    assert "> check.xml" in commands(GITLAB)[1]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_the_command_of_each_hook_runs(hook: dict[str, Any], home: Path) -> None:
    assert run(hook["entry"], home).returncode == 0


def test_hooks_run_for_the_files_of_policies_and_no_others() -> None:
    for hook in HOOKS:
        pattern = re.compile(hook["files"])
        assert pattern.search("policies/1.0.0/offerings.yaml")
        assert pattern.search("policies/1.0.0/scenarios/limits.yaml")
        assert pattern.search("policies/published.lock.yaml")
        assert not pattern.search("docs/policies/x.yaml")
        assert not pattern.search("policies/readme.md")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.parents[1].name)
def test_a_guide_names_the_hooks_and_files_that_exist(guide: Path) -> None:
    text = guide.read_text("utf-8")
    (written,) = re.findall(r"```yaml\n(.*?)```", text, flags=re.DOTALL)
    hooks = yaml.safe_load(written)["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == [hook["id"] for hook in HOOKS]
    for link in re.findall(r"\]\((\.\./[^)]+)\)", text):
        assert (guide.parent / link).resolve().is_file()


def test_pre_commit_accepts_the_hooks() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.packaging
def test_pre_commit_runs_the_check_in_another_repository(tmp_path: Path) -> None:
    """Install the hook from a clone of this repository, as a user's pre-commit does."""
    library, home = tmp_path / "library", tmp_path / "home"
    git = ["git", "-c", "user.name=Owner", "-c", "user.email=owner@example.com"]
    subprocess.run([*git, "clone", "--quiet", str(ROOT), str(library)], check=True)
    for name in (".pre-commit-hooks.yaml", "pyproject.toml"):
        shutil.copy(ROOT / name, library / name)
    shutil.copytree(ROOT / "src", library / "src", dirs_exist_ok=True)
    subprocess.run([*git, "add", "--all"], cwd=library, check=True)
    subprocess.run(
        [*git, "commit", "--quiet", "--allow-empty", "--message", "As it is"], cwd=library, check=True
    )
    shutil.copytree(ROOT / "policies", home / "policies")
    subprocess.run([*git, "init", "--quiet"], cwd=home, check=True)
    subprocess.run([*git, "add", "--all"], cwd=home, check=True)
    env = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "cache"), "NO_COLOR": "1"}
    command = [
        sys.executable,
        "-m",
        "pre_commit",
        "try-repo",
        str(library),
        "ptc-policy-check",
        "--all-files",
    ]

    def attempt() -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=home, env=env, capture_output=True, text=True, check=False)

    done = attempt()
    assert done.returncode == 0, done.stdout + done.stderr
    text = home.joinpath("policies", "1.0.0", "policy.yaml")
    text.write_text(text.read_text("utf-8").replace("version:", "verson:"), encoding="utf-8")
    done = attempt()
    assert done.returncode == 1
    assert "policies/1.0.0/policy.yaml:3:1 PSP201 " in done.stdout
