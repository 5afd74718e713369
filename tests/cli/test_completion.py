"""A shell completes commands, questions and options."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.commands import ptc_policy

_PATH = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
COMPLETE = """
eval "$(ptc-policy --show-completion bash)"
COMP_WORDS=({line}) COMP_CWORD={place}
_ptc_policy_completion ptc-policy
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (("ptc-policy", "ans"), {"answer"}),
        (("ptc-policy", "answer", "ent"), {"entitlement"}),
        (("ptc-policy", "answer", "due", "--off"), {"--offering"}),
        (("ptc-policy", "source", "l"), {"learn"}),
        (("ptc-policy", "nothing"), {""}),
    ],
)
def test_bash_offers_what_may_follow(line: tuple[str, ...], offered: set[str]) -> None:
    script = COMPLETE.format(line=" ".join(line), place=len(line) - 1)
    done = subprocess.run(
        ["bash", "--norc", "-c", script], capture_output=True, text=True, check=True, env=os.environ | _PATH
    )
    assert set(done.stdout.removesuffix("\n").split("\n")) == offered
    assert not done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "pwsh"])
def test_each_shell_has_its_script(shell: str) -> None:
    done = ptc_policy("--show-completion", shell)
    assert done.returncode == 0
    assert f"complete_{shell}".replace("pwsh", "powershell") in done.stdout


def test_another_shell_is_wrong_use() -> None:
    done = ptc_policy("--show-completion", "none", "--lang", "fr")
    assert done.returncode == 2
    assert "bash, zsh, fish, pwsh" in done.stderr
