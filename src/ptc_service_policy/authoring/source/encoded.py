"""What the rules of a policy state, leaf by leaf: each with its address, its value and its statements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from ptc_service_policy.authoring.source.names import Names
from ptc_service_policy.authoring.source.slots import UNREADABLE, Recogniser, Slot
from ptc_service_policy.errors import InvalidPolicyError, PathItem, Problem, write_path
from ptc_service_policy.loading.policy_folder import load_policy_folder
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.addresses import rules_of
from ptc_service_policy.model.hours import WEEKDAYS
from ptc_service_policy.model.places import find_nouns
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.source import place_of
from ptc_service_policy.model.spans import SPAN_UNITS
from ptc_service_policy.text import LocalizedText

Keys = tuple[PathItem, ...]
_NOTHING_CITES = LocalizedText(fr="aucune règle ne le cite", en="no rule cites it")
_HEADS = frozenset(("included", "charge"))
"""The parts that stand for a whole value, which is as often written without them."""
_IDS_AS_KEYS = frozenset(("with_any_of", "contents"))
_OF_A_RULE = ("firmness", "may_change")


class Leaf(NamedTuple):
    """Hold one value of a rule as it is written, for one offering, or of the rule itself where that is None.

    ``path`` says where it stands in its file, which may be with another offering (`same_as`).
    """

    address: str
    offering: str | None
    value: Any
    file: str
    path: Keys
    source: frozenset[str]


@dataclass(frozen=True, slots=True)
class EncodedPolicy:
    """Hold a policy, where everything in it stands, and every leaf of its rules.

    ``statements`` are those of source.yaml by the first of the norms that stand in the same words, with all
    of these norms.
    """

    folder: Traversable
    called: str
    files: PolicyFiles
    documents: Mapping[str, Document]
    statements: Mapping[str, tuple[str, ...]]
    leaves: tuple[Leaf, ...]
    names: Names
    recogniser: Recogniser

    @classmethod
    def read(cls, folder: Traversable, called: str) -> "EncodedPolicy":
        """Read a policy folder; raise InvalidPolicyError with every problem if it is not valid."""
        loaded = load_policy_folder(folder, called=called)
        if loaded.files is None:
            raise InvalidPolicyError(*loaded.problems)
        names = Names(loaded.files)
        leaves = tuple(_leaves(loaded.files, loaded.documents))
        statements = _by_first_norm(loaded.files)
        recogniser = Recogniser(names.inline())
        return cls(folder, called, loaded.files, loaded.documents, statements, leaves, names, recogniser)

    def citing(self, statement: str) -> tuple[Leaf, ...]:
        """Return the leaves that a statement states, by any of its norms."""
        norms = frozenset(self.statements[statement])
        return tuple(leaf for leaf in self.leaves if norms & leaf.source)

    def row_about(
        self, about: Iterable[str], table: int | None, among: Iterable[str] | None = None
    ) -> str | None:
        """Find the row of a table, among some statements or all, that states one of the rules named."""
        known = self.files.source.statements
        for id_ in self.statements if among is None else among:
            if (known[id_].kind, known[id_].table) == ("row", table) and set(about) & {
                rule_of(leaf.address) for leaf in self.citing(id_)
            }:
                return id_
        return None

    def offerings_of(self, rule: str, statement: str) -> frozenset[str]:
        """Return the offerings for which a rule states what a statement says."""
        return frozenset(
            leaf.offering
            for leaf in self.citing(statement)
            if leaf.offering and rule_of(leaf.address) == rule
        )

    def at(self, address: str, offering: str | None) -> Leaf | None:
        """Return the leaf at an address, for an offering."""
        return next(
            (leaf for leaf in self.leaves if leaf.address == address and leaf.offering in {offering, None}),
            None,
        )

    def describe(self, code: str, leaf: Leaf, **values: Any) -> Problem:
        """Build the problem of ``code`` where a leaf stands."""
        return self.documents[leaf.file].describe(code, leaf.path, **values)

    def of_statement(self, code: str, *ids: str, **values: Any) -> Problem:
        """Build the problem of ``code`` on statements of source.yaml; name the rules that rest on them."""
        return self.documents["source"].describe(
            code,
            ("statements", ids[0]),
            at_key=True,
            id=", ".join(ids),
            rules=self.rules_to_review(*ids),
            **values,
        )

    def rules_to_review(self, *statements: str) -> LocalizedText:
        """Name what cites some statements, each with its file and line."""
        cited = {each for statement in statements for each in self.statements[statement]}
        places = (
            f"{write_path(path)} ({self.documents[name].file}:{self.documents[name].place_of_key(path)[0]})"
            for name, file in self.files.by_name().items()
            for path, noun in find_nouns(file)
            if cited & set(getattr(noun, "source", None) or ())
        )
        leaves = (
            f"{write_path(leaf.path)} ({self.documents[leaf.file].file}:"
            f"{self.documents[leaf.file].place_of_key(leaf.path)[0]})"
            for statement in statements
            for leaf in self.citing(statement)
        )
        written = ", ".join(dict.fromkeys(places)) or ", ".join(dict.fromkeys(leaves))
        return LocalizedText(fr=written, en=written) if written else _NOTHING_CITES


def rule_of(address: str) -> str:
    """Return the rule that an address leads to, its part left aside."""
    return ".".join(address.split(".")[:2])


def agree(slot: Slot, value: Any, following: Slot | None = None) -> bool:
    """Tell whether a slot says what a leaf holds.

    Args:
        slot: the slot.
        value: the value of the leaf.
        following: the slot after it, which says what a number counts.
    """
    said = slot.value
    match slot.kind:
        case "number" if isinstance(value, dict):
            ((unit, amount),) = value.items() if len(value) == 1 else (("", None),)
            counted = following is not None and following.kind == "unit" and _same_unit(following.value, unit)
            return counted and type(said) in {int, float} and said == amount
        case "number":
            return type(said) in {int, float} and type(value) in {int, float} and bool(said == value)
        case "unit" if isinstance(value, dict):
            return len(value) == 1 and _same_unit(said, next(iter(value)))
        case "unit":
            return isinstance(value, str) and _same_unit(said, value)
        case "hours":
            return _is_week(value) and all(
                [(each["opens"], each["closes"]) for each in day] == list(said) for day in value.values()
            )
    said = set(said) if isinstance(said, tuple) else {said}
    if isinstance(value, str):
        return said == {value}
    return isinstance(value, list | dict) and bool(value) and said == set(map(str, value))


def write_value(value: Any) -> str:
    """Write a value as a policy's file holds it."""
    match value:
        case bool():
            return "true" if value else "false"
        case (str() as opens, str() as closes) if ":" in opens:
            return f"{opens}-{closes}"
        case {"opens": opens, "closes": closes}:
            return f"{opens}-{closes}"
        case [one] if not isinstance(one, str | dict):
            return write_value(one)
        case {"fr": fr, "en": en}:
            return f'"{fr}" / "{en}"'
        case list() | tuple():
            return f"[{', '.join(map(write_value, value))}]"
        case dict():
            return f"{{ {', '.join(f'{key}: {write_value(item)}' for key, item in value.items())} }}"
        case _:
            return str(value).removeprefix(UNREADABLE)


def _same_unit(said: Any, unit: str) -> bool:
    return bool(str(said) == unit.removeprefix("calendar_"))


def _is_week(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= set(WEEKDAYS)


def _by_first_norm(files: PolicyFiles) -> dict[str, tuple[str, ...]]:
    found: dict[tuple[Any, ...], tuple[str, ...]] = {}
    for id_, each in files.source.statements.items():
        place = place_of(each)
        found[place] = (*found.get(place, ()), id_)
    return {norms[0]: norms for norms in found.values()}


def _leaves(files: PolicyFiles, documents: Mapping[str, Document]) -> Iterator[Leaf]:
    offerings = tuple(files.offerings.offerings)
    for address, at in rules_of(files.by_name()).items():
        data = value_at(documents[at.file].data, at.path)
        source = frozenset(at.rule.source or at.family.all.source or ())
        family = documents[at.file].data.get("all", {}).get("values", {})
        for offering in offerings:
            values, path = data.get("values", {}), (*at.path, "values")
            if offering not in values and "same_as" in family.get(offering, {}):
                values, path = {**family, **values}, (*at.path, "values")
            yield from _written(values, offering, Leaf(address, offering, None, at.file, path, source))
        for key in _OF_A_RULE:
            for part, value in data.get(key, {}).items():
                yield Leaf(f"{address}.{key}.{part}", None, value, at.file, (*at.path, key, part), source)
        if "contents" in data:
            path = (*at.path, "contents")
            yield Leaf(f"{address}.contents", None, list(data["contents"]), at.file, path, source)
    for name, exception in files.availability.exceptions.items():
        path = ("exceptions", name)
        yield Leaf(f"exceptions.{name}", None, name, "availability", path, frozenset(exception.source))


def _written(values: Mapping[str, Any], offering: str, start: Leaf) -> Iterator[Leaf]:
    """List the leaves of what is written for an offering, by way of the offering that it is the same as."""
    seen = set[str]()
    while isinstance(values.get(offering), dict) and "same_as" in values[offering] and offering not in seen:
        seen.add(offering)
        offering = values[offering]["same_as"]
    if offering in values and offering not in seen:
        yield from _parts(values[offering], start._replace(path=(*start.path, offering)))


def _parts(value: Any, leaf: Leaf) -> Iterator[Leaf]:
    """List the leaves of a value: what the register or another offering says, and what is absent, is none."""
    if value in ("not-provided", "not-promised") and isinstance(value, str):
        return
    if not isinstance(value, dict) or _is_week(value) or value.keys() <= SPAN_UNITS.keys():
        yield leaf._replace(value=value)
    elif "value" in value:
        source = leaf.source | frozenset(value.get("source", ()))
        yield from _parts(value["value"], leaf._replace(path=(*leaf.path, "value"), source=source))
    elif "by" in value:
        yield leaf._replace(value=value)
    elif not value.keys() & {"register", "same_as"}:
        for key, part in value.items():
            address = leaf.address if key in _HEADS else f"{leaf.address}.{key}"
            below = leaf._replace(address=address, path=(*leaf.path, key))
            if key in _IDS_AS_KEYS:
                yield below._replace(value=list(part))
            elif isinstance(part, dict) and part.keys() >= {"fr", "en"}:
                yield below._replace(value=part)
            else:
                yield from _parts(part, below)


def value_at(data: Any, path: Keys) -> Any:
    """Return the value at a path that exists."""
    for key in path:
        data = data[key]
    return data
