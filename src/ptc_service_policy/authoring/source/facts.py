"""Facts: what a document says, as the value of a key of the policy's files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ptc_service_policy.authoring.source.description import Statement
from ptc_service_policy.errors import PathItem, Problem

Path = tuple[PathItem, ...]
Key = tuple[str, Path]

STATED_KEYS: Mapping[str, tuple[str, ...]] = {
    "offerings": ("deployment.values.*", "charge.values.*"),
    "entitlements": ("services.*.values.*",),
    "cadences": ("deliveries.*.values.*.methods", "deliveries.*.values.*.frequency"),
    "service-levels": ("response_target.values.*.business_days",),
    "availability": (
        "support_hours.offerings",
        "support_hours.weekly.*",
        "support_hours.time_zone",
        "support_hours.change.*",
        "exceptions.*.kind",
        "exceptions.*.offerings",
        "on_request.offerings",
        "on_request.weekdays",
        "on_request.holidays",
        "on_request.conditions",
        "meetings.offerings",
        "meetings.method",
        "meetings.kinds",
        "stand_in.offerings",
        "language.offerings",
        "language.value",
        "language.change.*",
    ),
    "engagement": (
        "proactive_contact.offerings",
        "proactive_contact.methods",
        "proactive_contact.frequency",
        "limits.*.offerings",
        "limits.*.maximum",
        "limits.*.unit",
        "additional_offering.offerings",
        "additional_offering.limit",
        "shared_manager.offerings",
        "sale.offerings",
        "sale.coincides_with",
        "sale.strength",
        "commitments.*.offerings",
        "commitments.*.contents.*",
    ),
    "source": ("document.language",),
}
"""The keys of which a document says the value; ``*`` stands for any id."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one fact, as plain data, and the statement that states it."""

    file: str
    path: Path
    value: Any
    statement: Statement

    @property
    def key(self) -> Key:
        """Return the file and the path of the key that holds the fact in a policy."""
        return self.file, self.path


def value_at(data: Any, path: Path) -> Any:
    """Return the value at a path that exists."""
    for key in path:
        data = data[key]
    return data


def agree(one: Any, other: Any) -> bool:
    """Tell whether two values say the same: ids in a list have no order."""
    if isinstance(one, list) and isinstance(other, list) and all(isinstance(id_, str) for id_ in one + other):
        return sorted(one) == sorted(other)
    return type(one) is type(other) and bool(one == other)


def stated_keys(data: Mapping[str, Any]) -> Iterator[Key]:
    """Find the keys of a policy's files of which a document says the value."""
    for file, patterns in STATED_KEYS.items():
        for pattern in patterns:
            yield from ((file, path) for path in _matching(data[file], pattern.split("."), ()))


def _matching(data: Any, parts: list[str], path: Path) -> Iterator[Path]:
    if not parts:
        yield path
    elif isinstance(data, Mapping):
        first, *rest = parts
        for key in data if first == "*" else [first] if first in data else ():
            yield from _matching(data[key], rest, (*path, key))


def each_once(found: Iterable[Fact | Problem]) -> tuple[dict[Key, Fact], list[Problem]]:
    """Tell facts from problems, and report what the document says twice in two ways."""
    facts: dict[Key, Fact] = {}
    problems: list[Problem] = []
    for each in found:
        if isinstance(each, Problem):
            problems.append(each)
            continue
        first = facts.setdefault(each.key, each)
        if not agree(first.value, each.value):
            problems.append(
                each.statement.place.describe(
                    "PSP362",
                    fact=name_fact(each.key),
                    one=write_value(first.value),
                    first=first.statement.place,
                    other=write_value(each.value),
                )
            )
    return facts, problems


def name_fact(key: Key) -> str:
    """Name a fact by the path of its key."""
    return ".".join(map(str, key[1]))


def write_value(value: Any) -> str:
    """Write a value as a policy's file holds it."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return f"[{', '.join(map(write_value, value))}]"
        case {"opens": opens, "closes": closes}:
            return f"{opens}-{closes}"
        case dict():
            return f"{{{', '.join(f'{key}: {write_value(item)}' for key, item in value.items())}}}"
        case _:
            return str(value)
