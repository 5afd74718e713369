"""The ids that a version has, each with its name, for the editor to offer."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from ptc_service_policy.loading.files import readable
from ptc_service_policy.loading.references.addresses import EDITIONS, GROUPS, clauses
from ptc_service_policy.loading.strict_yaml import read_file
from ptc_service_policy.loading.versions import CALENDARS
from ptc_service_policy.model.base import ID_PATTERN

Names = Mapping[str, str]
"""What an id stands for, in both languages as Markdown; empty where a draft does not say."""
OfferedIds = Mapping[str, Names]
"""The ids of each kind, such as "service".

The readings of an entry are the kind "reading of ENTRY", the cases of an attribute "case of ATTRIBUTE",
and the words of vocabulary.yaml stand under its keys, such as "methods".
"""

_WHERE = {
    "offering": ("offerings", "offerings", "name"),
    "service": ("entitlements", "services", "name"),
    "delivery": ("cadences", "deliveries", "name"),
    "target": ("service-levels", "targets", "name"),
    "limit": ("engagement", "limits", "name"),
    "commitment": ("engagement", "commitments", "name"),
    "exception": ("availability", "exceptions", "name"),
    "entry": ("register", "register", "question"),
    "statement": ("source", "statements", "subject"),
    "section": ("source", "sections", "title"),
    "attributes": ("vocabulary", "attributes", "name"),
    "methods": ("vocabulary", "methods", "name"),
    "frequencies": ("vocabulary", "frequencies", "name"),
    "events": ("vocabulary", "events", "name"),
    "units": ("vocabulary", "units", "name"),
    "hours": ("vocabulary", "hours", "name"),
    "charges": ("vocabulary", "charges", "name"),
    "deployments": ("vocabulary", "deployments", "name"),
}
_OF_A_GROUP = {group: kind for kind, (_, group, _) in _WHERE.items() if group in GROUPS}


@readable()
def read_offered_ids(folder: Traversable, calendars: Traversable | None = None) -> OfferedIds:
    """Read the ids of a version, which may be a draft that is not valid yet.

    Args:
        folder: the folder of the version.
        calendars: the folder of the holiday calendars; the one beside the version if left out.
    """
    data = {file: _data_of(folder.joinpath(f"{file}.yaml")) for file, _, _ in _WHERE.values()}
    ids: dict[str, Names] = {
        kind: _names(data[file], key, text) for kind, (file, key, text) in _WHERE.items()
    }
    ids["units"] = {name: _plural(unit) for name, unit in _mapping(data["vocabulary"], "units").items()}
    for entry, item in _mapping(data["register"], "register").items():
        ids[f"reading of {entry}"] = _names(item, "readings", "text")
    for attribute, item in _mapping(data["vocabulary"], "attributes").items():
        cases = {**_names(item, "cases", "name"), **_names(item, "bands", "name")}
        ids[f"case of {attribute}"] = cases
    beside = folder.joinpath("..", CALENDARS) if calendars is None else calendars
    return {**ids, "address": _addresses(ids), "calendar": dict(_calendar_names(beside))}


def _addresses(ids: Mapping[str, Names]) -> Names:
    """Name every address of a rule, and of what the rules are about."""
    groups = {
        f"{group}.{name}": text for group, kind in _OF_A_GROUP.items() for name, text in ids[kind].items()
    }
    alone = {f"{file}.{clause}": "" for file, found in clauses().items() for clause in found}
    return {**groups, **alone, EDITIONS: ""}


def _calendar_names(calendars: Traversable) -> Iterator[tuple[str, str]]:
    if not calendars.is_dir():
        return
    for file in sorted(calendars.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            yield file.name.removesuffix(".yaml"), _both_languages(_mapping(_data_of(file), "name"))


def _data_of(file: Traversable) -> Any:
    return read_file(file, file.name).data if file.is_file() else None


def _names(data: Any, key: str, text: str) -> Names:
    return {
        name: _both_languages(_mapping(item, text))
        for name, item in _mapping(data, key).items()
        if re.fullmatch(ID_PATTERN, str(name))
    }


def _plural(unit: Any) -> str:
    return _both_languages({language: _mapping(unit, language).get("other") for language in ("en", "fr")})


def _both_languages(text: Mapping[str, Any]) -> str:
    return "\n\n---\n\n".join(str(text[language]) for language in ("en", "fr") if text.get(language))


def _mapping(data: Any, key: str) -> Mapping[str, Any]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}
