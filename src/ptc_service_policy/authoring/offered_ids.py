"""The ids that a version has, each with its name, for the editor to offer."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.loading.versions import CALENDARS

Names = Mapping[str, str]
"""What an id stands for, in both languages as Markdown; empty where a draft does not say."""
OfferedIds = Mapping[str, Names]
"""The ids of each kind, such as "service"; the readings of an entry are the kind "reading of ENTRY"."""

_WHERE = {
    "offering": ("offerings", "offerings", "name"),
    "deployment": ("offerings", "deployments", "name"),
    "service": ("entitlements", "services", "name"),
    "limit": ("engagement", "limits", "name"),
    "commitment": ("engagement", "commitments", "name"),
    "exception": ("availability", "exceptions", "name"),
    "interpretation": ("interpretations", "interpretations", "question"),
    "statement": ("source", "statements", "subject"),
    "section": ("source", "sections", "title"),
}


def read_offered_ids(folder: Traversable, calendars: Traversable | None = None) -> OfferedIds:
    """Read the ids of a version, which may be a draft that is not valid yet.

    Args:
        folder: the folder of the version.
        calendars: the folder of the holiday calendars; the one beside the version if left out.
    """
    data = {file: _data_of(folder.joinpath(f"{file}.yaml")) for file, _, _ in _WHERE.values()}
    ids = {kind: _names(data[file], key, text) for kind, (file, key, text) in _WHERE.items()}
    register = _mapping(data["interpretations"], "interpretations")
    readings = {
        f"reading of {entry}": _names(item, "readings", "meaning") for entry, item in register.items()
    }
    beside = folder.joinpath("..", CALENDARS) if calendars is None else calendars
    return {**ids, **readings, "calendar": dict(_calendar_names(beside))}


def _calendar_names(calendars: Traversable) -> Iterator[tuple[str, str]]:
    if not calendars.is_dir():
        return
    for file in sorted(calendars.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            yield file.name.removesuffix(".yaml"), _both_languages(_mapping(_data_of(file), "name"))


def _data_of(file: Traversable) -> Any:
    return read_file(file, file.name).data if file.is_file() else None


def _names(data: Any, key: str, text: str) -> Names:
    return {name: _both_languages(_mapping(item, text)) for name, item in _mapping(data, key).items()}


def _both_languages(text: Mapping[str, Any]) -> str:
    return "\n\n---\n\n".join(str(text[language]) for language in ("en", "fr") if text.get(language))


def _mapping(data: Any, key: str) -> Mapping[str, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}
