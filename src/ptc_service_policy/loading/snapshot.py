"""A folder of policies as it was at one moment, so that nothing read of it later is of another."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile
from zipfile import Path as ZipPath

from ptc_service_policy.errors import PolicyError, cause_of
from ptc_service_policy.loading.strict_yaml import MAX_BYTES

_ENDING = ".yaml"
_NAME = "policies"


def opened(place: Path) -> Traversable:
    """Return a folder, or what stands at the top of a zip file.

    Raises:
        PolicyError: if the file is not a zip file, or cannot be read.
    """
    if place.is_dir() or not place.is_file():
        return place
    try:
        return ZipPath(ZipFile(place))
    except OSError as error:
        raise PolicyError.of("PSP003", file=str(place), name=place.name, cause=cause_of(error)) from None
    except BadZipFile:
        raise PolicyError.of("PSP006", file=str(place), name=place.name) from None


def contents(folder: Traversable) -> dict[str, bytes]:
    """Read the files of a folder of policies and of the folders in it: the YAML ones, by their path.

    Raises:
        PolicyError: if there is no such folder, or a file cannot be read.
    """
    if not folder.is_dir():
        raise PolicyError.of("PSP006", file=str(folder), name=folder.name)
    found = {}
    for path, file in _files(folder):
        try:
            with file.open("rb") as stream:
                found[path] = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise PolicyError.of("PSP003", file=path, name=file.name, cause=cause_of(error)) from None
    return found


def held(files: dict[str, bytes]) -> Traversable:
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
