"""A folder of policies as it was at one moment, so that nothing read of it later is of another."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zipfile import Path as ZipPath

from ptc_service_policy.errors import PolicyError
from ptc_service_policy.loading.files import MAX_BYTES, check_regular, read_bytes, readable

MAX_IN_ALL = 100_000_000
_ENDING = ".yaml"
_NAME = "policies"


def contents(place: Traversable) -> dict[str, bytes]:
    """Read the files of a folder of policies, or of a zip file of one, as it is now.

    They are the YAML ones in it and in the folders in it, by their path.

    Raises:
        PolicyError: if there is no such folder, or a file cannot be read, or they are too large together.
    """
    if not isinstance(place, Path) or not place.is_file():
        return _contents(place)
    try:
        # Closed when read, so that what replaces the file is found next time.
        with readable(PolicyError, str(place)):
            check_regular(place)
            archive = ZipFile(place)
    except BadZipFile:
        raise PolicyError.of("PSP006", file=str(place), name=place.name) from None
    with archive:
        entries = [*(top := ZipPath(archive)).iterdir()]
        # Most programs put the folder itself at the top of its zip file.
        alone = len(entries) == 1 and entries[0].is_dir()
        return _contents(entries[0] if alone else top)


@readable(PolicyError)
def _contents(folder: Traversable) -> dict[str, bytes]:
    if not folder.is_dir():
        raise PolicyError.of("PSP006", file=str(folder), name=folder.name)
    found, room = {}, MAX_IN_ALL
    for path, file in _files(folder):
        found[path] = read_bytes(file, MAX_BYTES)
        room -= len(found[path])
        if room < 0:
            raise PolicyError.of("PSP005", file=str(folder), limit=MAX_IN_ALL)
    return found


def held(files: Mapping[str, bytes]) -> Traversable:
    """Return a folder in memory of these files."""
    raw = BytesIO()
    with ZipFile(raw, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    found = ZipFile(raw)
    found.filename = _NAME
    return ZipPath(found)


def _files(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    """Return the files of a folder and of those in it, in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(_ENDING) and entry.is_file():
            yield entry.name, entry
        elif entry.is_dir() and not entry.name.startswith("."):
            for file in sorted(entry.iterdir(), key=lambda each: each.name):
                if file.name.endswith(_ENDING) and file.is_file():
                    yield f"{entry.name}/{file.name}", file
