"""What pydantic writes of a model, turned into what editors and validators all read alike.

Every mapping is closed, every mistake is told once, and what is expected is said in both languages.
"""

from typing import Any, get_args

from ptc_service_policy.authoring.schema_references import used
from ptc_service_policy.authoring.schema_words import say_what_is_expected
from ptc_service_policy.loading.validation import once_its_keys_are_known
from ptc_service_policy.model.forms import FORM_KEYS
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.place_names import name_of_pattern
from ptc_service_policy.model.schema_shapes import by_type, options_by_type
from ptc_service_policy.model.spans import NoticeUnit, PeriodUnit, TargetUnit

_OF_SEVERAL_KEYS = ("required", "if", "then", "else", "allOf")
_KEYS_OF_FORMS = {
    "register": {"register"},
    "same_as": {"same_as"},
    "by": {"by", "cases", "otherwise"},
    "value": {"value", "firmness", "source", "scope", "may_change"},
}
_SPANS = {
    frozenset(get_args(TargetUnit)): "Within",
    frozenset(get_args(PeriodUnit)): "Period",
    frozenset(get_args(NoticeUnit)): "Notice",
}
_UNSAID = frozenset(("title", "default"))
_NAMED_SCHEMAS = frozenset(("properties", "$defs", "patternProperties"))
_ONE_KEY: dict[str, Any] = {"minProperties": 1, "maxProperties": 1}
_AS_THEY_ARE = frozenset(("const", "enum", "required", "description", "markdownDescription", "examples"))


def rules_of_model(model: type[Noun]) -> dict[str, Any]:
    """Return the JSON Schema of a model, closed and plain, without the head that names its file."""
    schema = _tidy(model.model_json_schema())
    return _with_common_parts_shared(say_what_is_expected(schema))


def _tidy(node: Any) -> Any:
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = _chosen_by_type(node)
    if "enum" in node.get("propertyNames", {}) and "additionalProperties" in node:
        node = _with_named_keys(node)
    elif "patternProperties" in node:
        node = {**node, "additionalProperties": False}
    if node.get("additionalProperties") is False and "properties" in node:
        node = _judged_once_its_keys_are_known(_with_exactly_one_key(node))
    without = _UNSAID if "markdownDescription" in node else _UNSAID | {"description"}
    if "const" in node or "enum" in node:
        without = without | {"type"}  # another type is another value, and told once
    return {key: _tidy_under(key, value) for key, value in node.items() if key not in without}


def _tidy_under(key: str, value: Any) -> Any:
    if key in _NAMED_SCHEMAS:
        return {name: _tidy(item) for name, item in value.items()}
    return value if key in _AS_THEY_ARE else _tidy(value)


def _chosen_by_type(node: dict[str, Any]) -> dict[str, Any]:
    """Let the type of what stands there choose among alternatives; what is optional is never null."""
    if "anyOf" not in node:
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    options = [option for option in node["anyOf"] if option != {"type": "null"}]
    return {**rest, **(options[0] if len(options) == 1 else by_type(options_by_type(node)))}


def _with_named_keys(node: dict[str, Any]) -> dict[str, Any]:
    """List the keys of a mapping whose keys are an enumeration, so that editors offer them."""
    value = node["additionalProperties"]
    rest = {key: item for key, item in node.items() if key not in {"propertyNames", "additionalProperties"}}
    names = node["propertyNames"]["enum"]
    return {**rest, "properties": dict.fromkeys(names, value), "additionalProperties": False}


def _with_exactly_one_key(node: dict[str, Any]) -> dict[str, Any]:
    """Ask for exactly one key in a way that lets the keys be named in the message."""
    if any(node.get(key) != 1 for key in _ONE_KEY):
        return node
    rest = {key: value for key, value in node.items() if key not in _ONE_KEY}
    return {**rest, "if": dict(_ONE_KEY), "else": {"type": "null"}}


def _judged_once_its_keys_are_known(node: dict[str, Any]) -> dict[str, Any]:
    """Ask what a mapping lacks when it has no unknown key, so that a misspelt key is one mistake, not two."""
    rules: dict[str, Any] = {key: value for key, value in node.items() if key in _OF_SEVERAL_KEYS}
    rest = {key: value for key, value in node.items() if key not in rules}
    return {**rest, **once_its_keys_are_known(node["properties"], rules)} if rules else node


def _with_common_parts_shared(schema: dict[str, Any]) -> dict[str, Any]:
    """Define once what stands in many places: ids, and the forms that are the same for every value."""
    definitions: dict[str, Any] = {}

    def shared(node: Any) -> Any:
        if isinstance(node, list):
            return [shared(item) for item in node]
        if not isinstance(node, dict):
            return node
        node = {key: shared(value) for key, value in node.items()}
        name = _common_name(node)
        if name is None:
            return node
        described = {key: value for key, value in node.items() if "escription" in key}
        plain = {key: value for key, value in node.items() if key not in described}
        same = definitions.setdefault(name, plain) == plain
        return {**described, "$ref": f"#/$defs/{name}"} if same else node

    result = shared({key: value for key, value in schema.items() if key != "$defs"})
    own = {name: shared(value) for name, value in schema.get("$defs", {}).items()}
    every = {**own, **definitions}
    kept = {name: every[name] for name in sorted(used(result, every))}
    return {**result, "$defs": kept} if kept else result


def _common_name(node: dict[str, Any]) -> str | None:
    if node.get("type") == "string" and isinstance(pattern := node.get("pattern"), str):
        return name_of_pattern(pattern)
    keys = node.get("properties")
    if node.get("type") == "object" and isinstance(keys, dict) and node.get("additionalProperties") is False:
        if (span := _SPANS.get(frozenset(keys))) is not None:
            return span
        return next((f"Form-{key}" for key in FORM_KEYS if keys.keys() == _KEYS_OF_FORMS[key]), None)
    return None
