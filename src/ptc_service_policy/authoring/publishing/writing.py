"""Writing a file so that a crash leaves the old content or the new one, and never anything else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copymode
from uuid import uuid4

_ENDING = ".tmp"


def write_atomically(file: Path, content: bytes) -> None:
    """Replace the content of a file in one step.

    Raises:
        OSError: if a step fails; unless it was the last, the old content stands.
    """
    with replacing(file) as written:
        written.write_bytes(content)


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Give the path of a new file to write, which takes the place of ``file`` when the block ends well.

    The new file stands beside ``file`` and is forced to disk; then it takes the file's name in one step. What
    an earlier attempt left behind is removed first.

    Raises:
        OSError: if a step fails; unless it was the last, the old content stands.
    """
    file = file.resolve()
    remove_leftovers(file)
    written = file.with_name(f"{_prefix(file)}{uuid4().hex}{_ENDING}")
    try:
        yield written
        _force(written)
        if file.exists():
            copymode(file, written)
        written.replace(file)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    _force_folder(file.parent)


def remove_leftovers(file: Path) -> None:
    """Remove what attempts to write a file left behind when they crashed."""
    for leftover in file.parent.glob(f"{_prefix(file)}*{_ENDING}"):
        leftover.unlink(missing_ok=True)


def _prefix(file: Path) -> str:
    return f".{file.name}."


def _force(file: Path) -> None:
    """Force a file's content to disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _force_folder(folder: Path) -> None:
    """Force a folder's names to disk, where the system can do so."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
