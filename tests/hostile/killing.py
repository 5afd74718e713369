"""Run a command of ``ptc-policy`` in a folder again and again, and kill it at each step by which it writes.

    python -m tests.hostile.killing FOLDER EVERY COMMAND...

It prints how each run ended and what it left, as JSON: only every EVERYth step is tried. Each run is a child
of one process that has read the library already. A step is any call that changes the folder, and each part of
a content.
"""

import fcntl
import json
import os
import signal
import sys
from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path
from shutil import rmtree
from typing import Any

from ptc_service_policy.cli import main as ptc_policy

_CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.truncate"}
_WRITES = os.O_WRONLY | os.O_RDWR
_PARTS = 4


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return what stands in a folder; a folder has no content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def _digest(content: bytes | None) -> str | None:
    return None if content is None else sha256(content).hexdigest()


def restored(folder: Path, sound: dict[str, bytes | None]) -> None:
    """Put a folder back as it was, but leave what a killed process left unfinished."""
    for path in folder.iterdir():
        if not path.name.startswith("."):
            rmtree(path) if path.is_dir() else path.unlink()
    for name, content in sound.items():
        if content is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(content)


def _kill_at(step: int) -> None:
    """Kill this process at its so manieth step."""
    steps = count(1)

    def seen() -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def audited(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CHANGES or (
            event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITES
        ):
            seen()

    def around(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any) -> Any:
            seen()
            result = call(*arguments)
            seen()
            return result

        return called

    def write_in_parts(path: Path, content: bytes) -> int:
        with path.open("wb", buffering=0) as stream:
            for part in range(_PARTS):
                stream.write(content[len(content) * part // _PARTS : len(content) * (part + 1) // _PARTS])
                seen()
        return len(content)

    os.fsync, fcntl.flock = around(os.fsync), around(fcntl.flock)
    Path.write_bytes = write_in_parts  # type: ignore[assignment,method-assign]
    sys.addaudithook(audited)


def _run(command: list[str], step: int) -> int:
    """Run a command in a child that is killed at a step; return how it ended."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    code = 0
    try:
        _kill_at(step)
        sys.argv = ["ptc-policy", *command]
        ptc_policy()
    except SystemExit as done:
        code = int(done.code or 0)
    finally:
        os._exit(code)


def main() -> None:
    """Kill a command at each of its steps, and at last let it end."""
    folder, every, command = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    sound = tree(folder)
    ends = []
    for step in count(1, every):
        restored(folder, sound)
        code = _run(command, step)
        ends.append((code, {name: _digest(content) for name, content in tree(folder).items()}))
        if code != -signal.SIGKILL:
            break
    sys.stdout.write(json.dumps(ends))


if __name__ == "__main__":
    main()
