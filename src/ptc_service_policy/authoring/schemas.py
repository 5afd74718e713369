"""The JSON Schemas of the files that people edit, made from the models."""

import json
from typing import Any

from pydantic import BaseModel

from ptc_service_policy.authoring.offered_ids import OfferedIds
from ptc_service_policy.authoring.scenarios.scenario_file import ScenariosFile
from ptc_service_policy.authoring.schema_help import add_help
from ptc_service_policy.evaluation.contract import Contract
from ptc_service_policy.loading.validation import name_form, once_its_keys_are_known
from ptc_service_policy.model.editions import EditionsFile
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.model.published import PublishedFile
from ptc_service_policy.text import LocalizedText

SCHEMA_VERSION = "v1"

SCHEMA_MODELS: dict[str, type[BaseModel]] = {
    **FILE_MODELS,
    "published": PublishedFile,
    "editions": EditionsFile,
    "holiday-calendar": HolidayCalendarFile,
    "contract": Contract,
    "scenarios": ScenariosFile,
}
"""The kinds of files that people edit, by the name of their schema."""

_KEYS_OF_A_FORM = LocalizedText(
    fr="un ensemble de clés dont chacune est {form}", en="a mapping in which each key is {form}"
)
_ONLY_KEYS = LocalizedText(fr="seulement ces clés : {keys}", en="only these keys: {keys}")
_DAY_OF_A_MONTH = (
    r"^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|[12][0-9]))$"
)
"""The language server checks the form of a date only; the pattern knows how long the months are."""

_OF_SEVERAL_KEYS = ("required", "if", "then", "else", "allOf")


def schema_of(name: str, model: type[BaseModel], ids: OfferedIds | None = None) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one kind of file.

    Args:
        name: the file's name without its ending, such as "offerings".
        model: the model of its content.
        ids: the ids that an editor offers, with snippets; neither if left out. They restrict nothing.
    """
    rules = _tidy(model.model_json_schema())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ptc-service-policy:{SCHEMA_VERSION}:{name}",
        "title": f"{name}.yaml",
        **(rules if ids is None else add_help(rules, ids)),
    }


def write_schema(schema: dict[str, Any]) -> str:
    """Write a schema as it is committed."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _tidy(node: Any) -> Any:
    """Turn what pydantic writes into what editors and validators all read alike."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = _without_null(node)
    without = {"title"} if "markdownDescription" in node else {"title", "description"}
    if "enum" in node.get("propertyNames", {}) and "additionalProperties" in node:
        node = _with_named_keys(node)
    elif "patternProperties" in node:
        node = {**node, "additionalProperties": False}
    node = _with_words(node)
    if node.get("additionalProperties") is False and "properties" in node:
        node = _judged_once_its_keys_are_known(node)
    return {
        key: {name: _tidy(item) for name, item in value.items()}
        if key in {"properties", "$defs", "patternProperties"}
        else _tidy(value)
        for key, value in node.items()
        if not (key in without or (key == "default" and value is None))
    }


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    """Say that an optional key may be absent, and not that it may be null."""
    options = [option for option in node.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) != 1:
        return node
    return {**{key: value for key, value in node.items() if key != "anyOf"}, **options[0]}


def _with_named_keys(node: dict[str, Any]) -> dict[str, Any]:
    """List the keys of a mapping whose keys are an enumeration, so that editors offer them."""
    value = node["additionalProperties"]
    rest = {key: item for key, item in node.items() if key not in {"propertyNames", "additionalProperties"}}
    names = node["propertyNames"]["enum"]
    return {**rest, "properties": dict.fromkeys(names, value), "additionalProperties": False}


def _judged_once_its_keys_are_known(node: dict[str, Any]) -> dict[str, Any]:
    """Ask what a mapping lacks when it has no unknown key, so that a misspelt key is one mistake, not two."""
    rules: dict[str, Any] = {key: value for key, value in node.items() if key in _OF_SEVERAL_KEYS}
    rest = {key: value for key, value in node.items() if key not in rules}
    return {**rest, **once_its_keys_are_known(node["properties"], rules)} if rules else node


def _with_words(node: dict[str, Any]) -> dict[str, Any]:
    """Say in words, in both languages, what is expected: a kind of text, or which keys."""
    if node.get("format") == "date" and "pattern" in node:
        return {**node, "pattern": _DAY_OF_A_MONTH, "errorMessage": _expected(name_form(_DAY_OF_A_MONTH))}
    if isinstance(node.get("pattern"), str):
        return {**node, "errorMessage": _expected(name_form(node["pattern"]))}
    if "patternProperties" in node:
        said = _expected(_KEYS_OF_A_FORM.format(form=name_form(*node["patternProperties"])))
        named = (
            {"propertyNames": {**node["propertyNames"], "errorMessage": said}}
            if "propertyNames" in node
            else {}
        )
        return {**node, **named, "errorMessage": said}
    if node.get("additionalProperties") is False and "properties" in node:
        return {**node, "errorMessage": _expected(_ONLY_KEYS.format(keys=", ".join(node["properties"])))}
    return node


def _expected(what: LocalizedText) -> str:
    return f"Expected: {what.en}. / Attendu : {what.fr}."
