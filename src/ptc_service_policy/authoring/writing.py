"""Writing a file so that a crash leaves the old content or the new one, and never anything else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copymode
from typing import IO
from uuid import uuid4

from ptc_service_policy.errors import PolicyError, cause_of
from ptc_service_policy.loading.files import MAX_BYTES, check_regular, open_regular, read_named

if os.name != "nt":
    from fcntl import LOCK_EX, LOCK_NB, flock

_ENDING = ".tmp"


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes in a folder of policies, and keep others waiting until the block ends.

    Raises:
        OSError: if the folder cannot be opened.
    """
    if os.name == "nt":
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        flock(opened, LOCK_EX)
        yield
    finally:
        os.close(opened)


def write_atomically(file: Path, content: bytes) -> None:
    """Replace the content of a file in one step.

    Raises:
        PolicyError: if it cannot be written (PSP907); the old content stands.
    """
    try:
        with replacing(file) as written:
            written.write_bytes(content)
    except OSError as error:
        raise PolicyError.of("PSP907", file=str(file), name=file.name, cause=cause_of(error)) from error


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """Give the path of a new file to write, which takes the place of ``file`` when the block ends well.

    The new file stands beside ``file`` and is forced to disk; then it takes the file's name in one step. What
    an earlier attempt left behind is removed first; what another process is writing stays.

    Raises:
        OSError: if a step fails, or no regular file stands there; the old content stands.
    """
    with suppress(FileNotFoundError):
        check_regular(file)  # a device or a pipe would be lost
    file = file.resolve()
    remove_leftovers(file)
    written = file.with_name(f"{_prefix(file)}{uuid4().hex}{_ENDING}")
    try:
        with written.open("xb") as held:
            _hold(held)
            yield written
            _force(written)
            if file.exists():
                copymode(file, written)
            written.replace(file)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    _force_folder(file.parent)


def make_folder(folder: Path) -> None:
    """Make a folder to write in, where there is none; raise PolicyError (PSP907) if that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PolicyError.of("PSP907", file=str(folder), name=folder.name, cause=cause_of(error)) from error


def remove_leftovers(file: Path) -> None:
    """Remove what attempts to write a file left behind when they crashed: nobody holds it any more."""
    for leftover in file.parent.glob(f"{_prefix(file)}*{_ENDING}"):
        with suppress(OSError), open_regular(leftover) as found:
            _hold(found)
            leftover.unlink()


def _hold(file: IO[bytes]) -> None:
    """Hold a file until it is closed; on Windows, where one that is open keeps its name, close it at once.

    Raises:
        BlockingIOError: if another process holds it.
    """
    if os.name == "nt":
        file.close()
    else:
        flock(file, LOCK_EX | LOCK_NB)


def _prefix(file: Path) -> str:
    return f".{file.name}."


def _force(file: Path) -> None:
    """Force a file's content to disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def _force_folder(folder: Path) -> None:
    """Force a folder's names to disk, where the system can do so: the file has its new content already."""
    if os.name == "nt":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def read_text(file: Path) -> bytes:
    """Read a file that is to be edited; raise PolicyError if it cannot be."""
    return read_named(file, MAX_BYTES, called=file.name)


def replace_text(file: Path, raw: bytes, edited: bytes) -> None:
    """Replace what was read of a file; raise PolicyError if it cannot be, or has changed meanwhile."""
    if read_text(file) != raw:
        raise PolicyError.of("PSP908", file=file.name, name=file.name)
    write_atomically(file, edited)
