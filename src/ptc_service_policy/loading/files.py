"""The one way to read what users name: regular files only, and never more of them than they may hold."""

import errno
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO, cast
from zipfile import BadZipFile

from ptc_service_policy.errors import InvalidPolicyError, NotRegularError, PolicyError, cause_of

MAX_BYTES = 250_000
"""How much a file may hold that an owner writes: a policy file, a contract."""
MOST_VALUES = 25_000
"""How many values a file may hold at least; a large one may hold more, but not as many as it has room for."""

_DAMAGED_ZIP = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_bytes(file: Traversable | PathLike[str], limit: int) -> bytes:
    """Read a file; of one that is larger than ``limit``, one byte more than that.

    Raises:
        OSError: if it cannot be read, with its name; NotRegularError if it is a device, a pipe or the like.
    """
    try:
        with open_regular(file) as stream:
            return stream.read(limit + 1)
    except OSError as error:
        error.filename = error.filename or str(file)
        raise
    except _DAMAGED_ZIP as error:
        raise OSError(errno.EIO, str(error), str(file)) from None
    except ValueError:  # no file has a name with a null character
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file)) from None


def open_regular(file: Traversable | PathLike[str]) -> BinaryIO:
    """Open a file to read it, without waiting for anything; raise OSError as ``read_bytes`` does."""
    if not isinstance(file, PathLike):
        return cast("BinaryIO", file.open("rb"))
    check_regular(file)  # to open a device may have an effect
    return open(file, "rb", opener=_open)


def _open(file: str, flags: int) -> int:
    opened = os.open(file, flags | _WITHOUT_WAITING)
    try:
        _check_mode(os.fstat(opened).st_mode, file)
    except OSError:
        os.close(opened)
        raise
    return opened


def check_regular(file: PathLike[str]) -> None:
    """Raise OSError where no regular file stands."""
    _check_mode(Path(file).stat().st_mode, file)


def _check_mode(mode: int, file: str | PathLike[str]) -> None:
    if S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    if not S_ISREG(mode):
        raise NotRegularError(errno.EINVAL, "", str(file))


def read_named(
    file: Traversable | PathLike[str], limit: int, *, called: str, refused: type[PolicyError] = PolicyError
) -> bytes:
    """Read a file that a user names, as ``read_bytes`` does; problems call it ``called``.

    Raises:
        PolicyError: or its kin ``refused``, if the file cannot be read (PSP003) or is too large (PSP005).
    """
    with readable(refused, called):
        raw = read_bytes(file, limit)
    if len(raw) > limit:
        raise refused.of("PSP005", file=called, limit=limit)
    return raw


@contextmanager
def readable(refused: type[PolicyError] = InvalidPolicyError, called: str | None = None) -> Iterator[None]:
    """Turn a file or a folder that cannot be read into a problem that names it (PSP003)."""
    try:
        yield
    except OSError as error:
        name = called or os.fsdecode(error.filename or "")
        raise refused.of("PSP003", file=name, name=Path(name).name or name, cause=cause_of(error)) from None
