"""Running ``ptc-policy`` within this process: the same as a user's, and no Python to start each time.

That a process of its own prints the same and exits the same is shown in tests/cli/test_commands.py.
"""

import contextlib
import io
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ptc_service_policy import cli

from .plainly import plainly

_ROOT = Path(__file__).parents[1]


def ptc_policy(*arguments: str | Path, cwd: Path = _ROOT, **environment: str) -> CompletedProcess[str]:
    """Run a command in a folder; return how it exits and, plainly set, what it prints."""
    command = ["ptc-policy", *map(str, arguments)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, contextlib.chdir(cwd):
        for name in ("PTC_POLICY_LANG", "FORCE_COLOR"):
            patch.delenv(name, raising=False)
        for name, value in {"COLUMNS": "200", **environment}.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", command)
        patch.setattr(cli, "hide_pandas", lambda: None)  # or else it is hidden from other tests
        patch.setattr(sys.modules["__main__"], "__package__", None)  # or else usage names a module
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _exit_code()
    printed, said = (plainly(each.buffer.getvalue().decode()) for each in (out, err))
    return CompletedProcess(command, code, printed, said)


def _exit_code() -> int:
    try:
        cli.main()
    except SystemExit as done:
        if isinstance(done.code, str):
            print(done.code, file=sys.stderr)  # noqa: T201 - as Python itself does
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    return 0
