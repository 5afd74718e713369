"""Writing a file so that a crash leaves the old content or the new one, and never anything else."""

import os
from pathlib import Path
from shutil import copymode
from uuid import uuid4

_ENDING = ".tmp"


def write_atomically(file: Path, content: bytes) -> None:
    """Replace the content of a file that exists.

    The new content is written beside the file and forced to disk; then it takes the file's name in one step.
    What an earlier attempt left behind is removed first.

    Raises:
        OSError: if a step fails; unless it was the last, the old content stands.
    """
    file = file.resolve()
    remove_leftovers(file)
    written = file.with_name(f"{_prefix(file)}{uuid4().hex}{_ENDING}")
    try:
        _write(written, content)
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


def _write(file: Path, content: bytes) -> None:
    with file.open("xb") as stream:
        stream.write(content)
        stream.flush()
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
