"""What a schema offers while somebody types: ids that exist, and pieces to insert. It restricts nothing."""

import re
from collections.abc import Mapping
from typing import Any

from ptc_service_policy.authoring.offered_ids import Names, OfferedIds
from ptc_service_policy.authoring.schema_snippets import snippets_for
from ptc_service_policy.text import LANGUAGES

_KEYS = {
    "values": "offering",
    "source_by_offering": "offering",
    "citations_by_offering": "offering",
    "interpreted": "offering",
    "unstated": "offering",
    "offerings": "offering",
    "deployments": "deployment",
    "services": "service",
    "deliveries": "service",
    "limits": "limit",
    "commitments": "commitment",
    "exceptions": "exception",
    "interpretations": "interpretation",
    "sections": "section",
    "statements": "statement",
}
"""The kind of the ids that are the keys of a mapping, by the key that holds the mapping."""

_VALUES = {
    "values": "deployment",
    "source_by_offering": "statement",
    "citations_by_offering": "citation",
    "interpreted": "interpretation",
    "unstated": "interpretation",
    "interpretation": "interpretation",
    "effective_from_unstated": "interpretation",
    "source": "statement",
    "citations": "citation",
    "offerings": "offering",
    "offering": "offering",
    "same_as": "offering",
    "deployment": "deployment",
    "limit": "limit",
    "section": "section",
    "kind": "exception",
}
"""The kind of the ids that are values, by the key that holds them."""

_ABOUT = {
    "entitlement": "service",
    "delivery": "service",
    "obligations": "service",
    "limit": "limit",
    "workload": "limit",
    "commitment": "commitment",
    "support-exception": "exception",
    "interpretation": "interpretation",
    "readings": "interpretation",
}
"""The kind of the ids that a scenario asks about, by its question."""


def add_help(schema: dict[str, Any], ids: OfferedIds) -> dict[str, Any]:
    """Add to a schema what an editor offers: ids with their names, and snippets.

    Args:
        schema: the schema of one kind of file.
        ids: the ids of the version that is edited.
    """
    known = {**ids, "citation": {**ids["statement"], **ids["interpretation"]}}
    helper = _Helper(known)
    helped = helper.visit(schema)
    used = {f"{kind}-id": helper.id_schemas[kind] for kind in known if kind in helper.id_schemas}
    return {**helped, "$defs": {**helped.get("$defs", {}), **used}} if used else helped


class _Helper:
    """Walk a schema; collect the ids that it refers to."""

    def __init__(self, ids: Mapping[str, Names]) -> None:
        self._ids = ids
        self.id_schemas: dict[str, dict[str, Any]] = {}

    def visit(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.visit(item) for item in node]
        if not isinstance(node, dict):
            return node
        visited = {key: self.visit(value) for key, value in node.items()}
        if isinstance(properties := visited.get("properties"), dict):
            visited["properties"] = {
                key: self._under(key, value) for key, value in _both_begun(properties).items()
            }
        return self._with_subjects(visited)

    def _under(self, key: str, value: Any) -> Any:
        """Add what may stand under one key."""
        if not isinstance(value, dict):
            return value
        if key == "readings" and _is_id(_value_of(value)):
            return self._with_readings(value)
        if key == "holidays" and "pattern" in value:
            choices = {**self._ids["calendar"], "none": "No holidays\n\n---\n\nAucun jour férié"}
            return {**value, "defaultSnippets": _offered(choices)}
        if key in _VALUES:
            value = self._with_values(value, _VALUES[key])
        if value.get("type") == "object":
            if key in _KEYS and "patternProperties" in value:
                value = self._with_keys(value, self._ids[_KEYS[key]])
            if snippets := snippets_for(key, self._ids["offering"]):
                value = {**value, "defaultSnippets": snippets}
        return value

    def _with_values(self, node: dict[str, Any], kind: str) -> dict[str, Any]:
        if _is_id(node):
            self.id_schemas[kind] = {**_plain(node), "defaultSnippets": _offered(self._ids[kind])}
            described = {key: value for key, value in node.items() if "escription" in key}
            return {**described, "$ref": f"#/$defs/{kind}-id"}
        if "items" in node and _is_id(node["items"]):
            return {
                **node,
                "items": self._with_values(node["items"], kind),
                "examples": [[name] for name in list(self._ids[kind])[:1]],
            }
        if "patternProperties" in node:
            values = {
                pattern: self._with_values(value, kind)
                for pattern, value in node["patternProperties"].items()
            }
            return {**node, "patternProperties": values}
        return node

    def _with_keys(self, node: dict[str, Any], names: Names) -> dict[str, Any]:
        (pattern, value), *_ = node["patternProperties"].items()
        known = {
            key: {**value, "markdownDescription": name}
            for key, name in names.items()
            if re.search(pattern, key)
        }
        if names is self._ids["interpretation"]:
            known = {key: {**each, **self._choice_of(key)} for key, each in known.items()}
        return {**node, "properties": known}

    def _choice_of(self, entry: str) -> dict[str, Any]:
        """Offer the readings of an entry of the register where one is chosen."""
        return {"properties": {"chosen": {"defaultSnippets": _offered(self._ids[f"reading of {entry}"])}}}

    def _with_readings(self, node: dict[str, Any]) -> dict[str, Any]:
        value = _value_of(node)
        known = {
            entry: {
                **value,
                "markdownDescription": question,
                "defaultSnippets": _offered(self._ids[f"reading of {entry}"]),
            }
            for entry, question in self._ids["interpretation"].items()
        }
        return {**node, "properties": known}

    def _with_subjects(self, node: dict[str, Any]) -> dict[str, Any]:
        """Offer in a condition on the question of a scenario what may be asked about."""
        match node:
            case {"if": {"properties": {"ask": {"const": str(question)}}}, "then": dict(then)} if (
                question in _ABOUT
            ):
                about = {"defaultSnippets": _offered(self._ids[_ABOUT[question]])}
                return {**node, "then": {**then, "properties": {**then["properties"], "about": about}}}
            case _:
                return node


def _both_begun(properties: dict[str, Any]) -> dict[str, Any]:
    """Let an editor that inserts a text begin it in both languages."""
    if properties.keys() != set(LANGUAGES):
        return properties
    return {language: {**value, "default": ""} for language, value in properties.items()}


def _offered(names: Names) -> list[dict[str, Any]]:
    return [{"label": each, "body": each, "markdownDescription": name} for each, name in names.items()]


def _value_of(node: dict[str, Any]) -> dict[str, Any]:
    values = list(node.get("patternProperties", {}).values())
    return dict(values[0]) if values else {}


def _is_id(node: Any) -> bool:
    return isinstance(node, dict) and node.get("type") == "string" and "pattern" in node


def _plain(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if "escription" not in key}
