"""The examples, run as their READMEs say: real processes, real HTTP on loopback."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SERVER = re.compile(r" (?:--port|--noreload) 8000$")
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", flags=re.M | re.S)

Serve = Callable[..., str]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def serving(command: str, port: int, cwd: Path) -> Iterator[str]:
    """Run a server until the block ends, and return its address once it listens."""
    process = subprocess.Popen(
        ["bash", "-c", f"exec env {command}"],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    process.kill()
                    pytest.fail(f"{command} does not serve: {process.communicate()[0]}")
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A copy of the examples, so that what they write stays out of the project."""
    shutil.copytree(
        EXAMPLES, tmp_path / "examples", ignore=shutil.ignore_patterns("*.sqlite3", "__pycache__")
    )
    return tmp_path


@pytest.fixture
def serve(here: Path) -> Iterator[Serve]:
    """Start servers by their commands, and end them after the test."""
    with ExitStack() as servers:

        def start(command: str) -> str:
            port = free_port()
            return servers.enter_context(serving(in_this_environment(command, port), port, here))

        yield start


def in_this_environment(command: str, port: int) -> str:
    python = shlex.quote(sys.executable)
    return command.replace(".venv/bin/python", python).replace("8000", str(port))


def blocks(readme: Path) -> list[tuple[str, str]]:
    """Return the commands and the outputs of a README, in their order."""
    return [(kind, text.strip("\n")) for kind, text in BLOCK.findall(readme.read_text("utf-8"))]


def run_as_it_says(readme: Path, cwd: Path) -> None:
    """Run every command of a README but the first, which sets up what the tests have already."""
    port = free_port()
    (_, setup), *rest = blocks(readme)
    assert setup.startswith("python3 -m venv .venv && ")
    with ExitStack() as servers:
        for (kind, command), (following, expected) in pairwise([*rest, ("", "")]):
            if kind == "text":
                continue
            assert "\n" not in command
            if SERVER.search(command):
                servers.enter_context(serving(in_this_environment(command, port), port, cwd))
                continue
            done = subprocess.run(
                ["bash", "-c", f"set -o pipefail; {in_this_environment(command, port)}"],
                cwd=cwd,
                capture_output=True,
                encoding="utf-8",
                check=False,
                env={**os.environ, "PYTHONUTF8": "1"},
            )
            assert done.returncode == 0, done.stderr
            assert done.stdout.rstrip("\n") == (expected if following == "text" else ""), command
