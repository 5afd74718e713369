"""What a schema offers while somebody types: ids that exist, and pieces to insert. It restricts nothing."""

import re
from collections.abc import Mapping
from typing import Any

from ptc_service_policy.authoring.offered_ids import Names, OfferedIds
from ptc_service_policy.authoring.schema_references import used
from ptc_service_policy.authoring.schema_snippets import form_snippets, snippets_for
from ptc_service_policy.loading.references.words import EXCEPTIONS_NAMED, WORDS_NAMED
from ptc_service_policy.model.forms import VALUE_OF
from ptc_service_policy.model.hours import ALWAYS
from ptc_service_policy.text import LANGUAGES
from ptc_service_policy.topics.registry import topics

_KEYS = {
    "values": "offering",
    "citations_by_offering": "offering",
    "offerings": "offering",
    "services": "service",
    "deliveries": "service",
    "targets": "target",
    "limits": "limit",
    "commitments": "commitment",
    "exceptions": "exception",
    "register": "entry",
    "sections": "section",
    "statements": "statement",
    "on_change": "attributes",
    **{
        key: key
        for key in ("attributes", "methods", "frequencies", "events", "units", "charges", "deployments")
    },
}
"""The kind of the ids that are the keys of a mapping, by the key that holds the mapping."""

_VALUES = {
    "citations_by_offering": "citation",
    "source": "statement",
    "citations": "citation",
    "offerings": "offering",
    "offering": "offering",
    "same_as": "offering",
    "working_hours_of": "offering",
    "deployment": "deployments",
    "register": "entry",
    "by": "attributes",
    "section": "section",
    "kind": "exception",
    "after": "events",
    "up_to": "limit-address",
    "limit": "limit-address",
    "inside": "hours",
}
"""The kind of the ids that are values, by the key that holds them, whatever noun the key belongs to."""

_OF_NOUNS = {
    **WORDS_NAMED,
    **dict.fromkeys(EXCEPTIONS_NAMED, "exception"),
    ("Delivery", "held_with"): "delivered",
    ("Withdrawn", "rule"): "address",
    ("Entry", "about"): "address",
    ("OnRequestDays", "hours"): "hours-or-always",
    ("OnRequestDays", "days"): "day",
    ("Holidays", "holidays"): "holidays",
    ("Follows", "closed_on"): "exception",
    ("Attribute", "unit"): "units",
    ("AnyEvent", "any_of"): "events",
    ("Hours", "any_of"): "hours",
    ("NamedHours", "any_of"): "hours",
    ("Hours", "time_zone"): "zone",
    ("NamedHours", "time_zone"): "zone",
}
"""The kind of the ids that are values, by the noun and its key."""

_OF_THE_POLICY = {"reading": "entry", "entry": "entry"}
"""The kind of the ids that a scenario asks about, for questions that no topic is."""

_CONTRACT = {"contract": "The contract's own\n\n---\n\nCeux du contrat"}
_WEEKDAYS = {
    "mon": "Monday\n\n---\n\nlundi",
    "tue": "Tuesday\n\n---\n\nmardi",
    "wed": "Wednesday\n\n---\n\nmercredi",
    "thu": "Thursday\n\n---\n\njeudi",
    "fri": "Friday\n\n---\n\nvendredi",
    "sat": "Saturday\n\n---\n\nsamedi",
    "sun": "Sunday\n\n---\n\ndimanche",
}
_FORMS = "Forms"
_SHARED_IDS = ("#/$defs/Id", "#/$defs/Limit-address")


def add_help(schema: dict[str, Any], ids: OfferedIds) -> dict[str, Any]:
    """Add to a schema what an editor offers: ids with their names, and snippets.

    Args:
        schema: the schema of one kind of file.
        ids: the ids of the version that is edited.
    """
    return _Helper(schema, {**ids, **_together(ids)}).schema()


def _together(ids: OfferedIds) -> dict[str, Names]:
    """Put together what may stand in one place."""
    return {
        "delivered": {**ids["service"], **ids["delivery"]},
        "citation": {**ids["statement"], **ids["entry"]},
        "hours-or-always": {ALWAYS: "Day and night\n\n---\n\nJour et nuit", **ids["hours"]},
        "day": {**_WEEKDAYS, **ids["exception"]},
        "holidays": {**_CONTRACT, **ids["calendar"]},
        "zone": _CONTRACT,
        "limit-address": {f"limits.{name}": text for name, text in ids["limit"].items()},
    }


class _Helper:
    """Walk a schema; keep the definitions that the help needs."""

    def __init__(self, schema: dict[str, Any], ids: Mapping[str, Names]) -> None:
        self._schema = schema
        self._ids = ids
        self._added: dict[str, dict[str, Any]] = {}

    def schema(self) -> dict[str, Any]:
        """Return the schema with its help; definitions that nothing refers to any longer are left out."""
        top = self._visit({key: value for key, value in self._schema.items() if key != "$defs"}, "")
        own = {
            name: self._with_forms(name, self._visit(node, name))
            for name, node in self._schema.get("$defs", {}).items()
        }
        if any(name.startswith(VALUE_OF) for name in own):
            self._added[_FORMS] = {"defaultSnippets": form_snippets(self._ids)}
        every = {**own, **self._added}
        return {**top, "$defs": {name: every[name] for name in sorted(used(top, every))}} if every else top

    def _visit(self, node: Any, noun: str) -> Any:
        if isinstance(node, list):
            return [self._visit(item, noun) for item in node]
        if not isinstance(node, dict):
            return node
        visited = {key: self._visit(value, noun) for key, value in node.items()}
        if isinstance(properties := visited.get("properties"), dict):
            visited["properties"] = {
                key: self._under(noun, key, value) for key, value in _both_begun(properties).items()
            }
        return self._with_subjects(_with_words(visited))

    def _under(self, noun: str, key: str, node: Any) -> Any:
        """Add what may stand under one key."""
        if not isinstance(node, dict):
            return node
        if key == "readings" and _is_id(_value_of(node)):
            return self._with_readings(node)
        if key == "holidays" and "pattern" in node.get("then", node):
            choices = {**self._ids["calendar"], "none": "No holidays\n\n---\n\nAucun jour férié"}
            return {**node, "defaultSnippets": _offered(choices)}
        if (kind := _OF_NOUNS.get((noun, key)) or _VALUES.get(key)) is not None:
            node = self._naming(node, kind)
        if key == "cases" and noun == "Form-by":
            return self._with_keys(node, self._cases())
        if "object" in node.get("type", ""):
            if key in _KEYS and "patternProperties" in node:
                node = self._with_keys(node, self._ids[_KEYS[key]])
            if snippets := snippets_for(key, self._ids["offering"]):
                node = {**node, "defaultSnippets": snippets}
        return node

    def _naming(self, node: dict[str, Any], kind: str) -> dict[str, Any]:
        """Offer the ids of a kind wherever an id is asked for, a list of them, or a value of them."""
        reference = node.get("$ref", "").removeprefix("#/$defs/")
        if _is_id(node) or (node.get("type") == "string" and "pattern" not in node and "enum" not in node):
            return self._id_of(node, kind)
        if reference.startswith(VALUE_OF):
            return {**node, "$ref": f"#/$defs/{self._value_of_ids(reference, kind)}"}
        if "items" in node and _is_id(node["items"]):
            first = list(self._ids[kind])[:1]
            return {
                **node,
                "items": self._id_of(node["items"], kind),
                "examples": [[name] for name in first],
            }
        if "patternProperties" in node:
            values = {
                pattern: self._naming(value, kind) for pattern, value in node["patternProperties"].items()
            }
            return {**node, "patternProperties": values}
        return node

    def _id_of(self, node: dict[str, Any], kind: str) -> dict[str, Any]:
        described = {key: value for key, value in node.items() if "escription" in key}
        name = node.get("$ref", "").removeprefix("#/$defs/")
        plain = self._schema["$defs"][name] if name else {k: v for k, v in node.items() if k not in described}
        offered = {**plain, "defaultSnippets": _offered(self._ids[kind])}
        if self._added.setdefault(f"{kind}-id", offered) != offered:
            return {**described, **offered}  # another form is asked for here
        return {**described, "$ref": f"#/$defs/{kind}-id"}

    def _value_of_ids(self, name: str, kind: str) -> str:
        """Define a value whose ids are of one kind; its forms are those of every value."""
        own = f"{name}.{kind}"
        if own not in self._added:
            self._added[own] = {}  # it refers to itself
            definition = self._replaced(self._schema["$defs"][name], name, own, kind)
            offers = f"{kind}-offers"
            self._added[offers] = {"defaultSnippets": _offered(self._ids[kind])}
            with_forms = self._with_forms(own, definition)
            self._added[own] = {**with_forms, "allOf": [*with_forms["allOf"], {"$ref": f"#/$defs/{offers}"}]}
        return own

    def _replaced(self, node: Any, name: str, own: str, kind: str) -> Any:
        if isinstance(node, list):
            return [self._replaced(item, name, own, kind) for item in node]
        if not isinstance(node, dict):
            return node
        if node.get("$ref") == f"#/$defs/{name}":
            return {**node, "$ref": f"#/$defs/{own}"}
        if _is_id(node):
            return self._id_of(node, kind)
        return {key: self._replaced(value, name, own, kind) for key, value in node.items()}

    def _with_forms(self, name: str, node: dict[str, Any]) -> dict[str, Any]:
        return {**node, "allOf": [{"$ref": f"#/$defs/{_FORMS}"}]} if name.startswith(VALUE_OF) else node

    def _cases(self) -> Names:
        """Name the cases of all attributes."""
        every = (names for kind, names in self._ids.items() if kind.startswith("case of "))
        return {case: text for names in every for case, text in names.items()}

    def _with_keys(self, node: dict[str, Any], names: Names) -> dict[str, Any]:
        (pattern, value), *_ = node["patternProperties"].items()
        known = {
            key: {**value, "markdownDescription": name}
            for key, name in names.items()
            if re.search(pattern, key)
        }
        if names is self._ids["entry"]:
            known = {key: {**each, **self._choice_of(key)} for key, each in known.items()}
        return {**node, "properties": known}

    def _choice_of(self, entry: str) -> dict[str, Any]:
        """Offer the readings of an entry of the register where one is chosen."""
        readings = {**self._ids[f"reading of {entry}"], "none": "No reading\n\n---\n\nAucune lecture"}
        return {"properties": {"chosen": {"defaultSnippets": _offered(readings)}}}

    def _with_readings(self, node: dict[str, Any]) -> dict[str, Any]:
        value = _value_of(node)
        known = {
            entry: {
                **value,
                "markdownDescription": question,
                "defaultSnippets": _offered(self._ids[f"reading of {entry}"]),
            }
            for entry, question in self._ids["entry"].items()
        }
        return {**node, "properties": known}

    def _with_subjects(self, node: dict[str, Any]) -> dict[str, Any]:
        """Offer in a scenario, for each question, what may be asked about."""
        if not node.get("properties", {}).keys() >= {"ask", "about"}:
            return node
        by_kind: dict[str, list[str]] = {}
        kinds = {topic.name: topic.about.name for topic in topics() if topic.about is not None}
        for question, kind in {**kinds, **_OF_THE_POLICY}.items():
            by_kind.setdefault(kind, []).append(question)
        offers = [
            {
                "if": {"properties": {"ask": {"enum": questions}}, "required": ["ask"]},
                "then": {"properties": {"about": {"defaultSnippets": _offered(self._subjects(kind))}}},
            }
            for kind, questions in by_kind.items()
        ]
        return {**node, "allOf": [*node.get("allOf", []), *offers]}

    def _subjects(self, kind: str) -> Names:
        return {**self._ids["service"], **self._ids[kind]} if kind == "delivery" else self._ids[kind]


def _with_words(node: dict[str, Any]) -> dict[str, Any]:
    """Offer the words that may stand in a place of several types, where nothing stands yet."""
    option = node if isinstance(node.get("type"), list) else {}
    while option and option.get("if") != {"type": "string"}:
        option = option.get("else", {})
    words = option.get("then", {})
    every = words.get("enum", [words["const"]] if "const" in words else [])
    return {**node, "defaultSnippets": [{"label": each, "body": each} for each in every]} if every else node


def _both_begun(properties: dict[str, Any]) -> dict[str, Any]:
    """Let an editor that inserts a text begin it in both languages."""
    if properties.keys() != set(LANGUAGES) or any("$ref" in value for value in properties.values()):
        return properties
    return {language: {**value, "default": ""} for language, value in properties.items()}


def _offered(names: Names) -> list[dict[str, Any]]:
    return [{"label": each, "body": each, "markdownDescription": name} for each, name in names.items()]


def _value_of(node: dict[str, Any]) -> dict[str, Any]:
    values = list(node.get("patternProperties", {}).values())
    return dict(values[0]) if values else {}


def _is_id(node: Any) -> bool:
    if not isinstance(node, dict):
        return False
    return (node.get("type") == "string" and "pattern" in node) or node.get("$ref") in _SHARED_IDS
