"""Data fit a schema where a validator finds nothing, by every keyword of the schema of scenarios."""

from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from ptc_service_policy.authoring.scenarios.scenario_file import ScenariosFile
from ptc_service_policy.authoring.schemas import schema_of
from ptc_service_policy.loading.fitting import fits

VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        2,
        -1,
        1.0,
        1.5,
        "",
        "a",
        "b",
        "a\n",
        "A",
        "2026-02-28",
        "2026-02-30",
        "20260228",
    ),
    *([], ["a"], ["a", "a"], ["a", "b"], [1, True], [1, 1.0], [["a"], ["a"]], [None, "a"]),
    *({}, {"a": 1}, {"a": "a"}, {"b": 1}, {"a": 1, "b": 2}, {"a": 1, "c": 3}, {"A": 1}, {"a": {"b": 1}}),
)
SCHEMAS: tuple[dict[str, Any], ...] = (
    *({"type": each} for each in ("object", "array", "string", "integer", "number", "boolean", "null")),
    *({"type": ["string", "null"]}, {"enum": ["a", 1, False, None]}, {"enum": [True, 0]}),
    *({"allOf": [{"type": "string"}, {"pattern": "^a"}]}, {"anyOf": [{"type": "null"}, {"minimum": 1}]}),
    {"if": {"type": "string"}, "then": {"enum": ["a"]}, "else": {"type": "object"}},
    *({"if": {"required": ["a"]}, "then": {"minProperties": 2}}, {"if": {"type": "array"}, "else": False}),
    *({"required": ["a"]}, {"required": ["a", "b"]}, {"minProperties": 1}, {"minProperties": 2}),
    *({"properties": {"a": {"type": "integer"}, "b": False}}, {"properties": {"c": True}}),
    *({"patternProperties": {"^[a-b]$": {"enum": [1]}}}, {"propertyNames": {"pattern": "^[a-z]$"}}),
    *({"additionalProperties": False}, {"additionalProperties": {"type": "integer"}}),
    {"properties": {"a": {}}, "patternProperties": {"^c": {}}, "additionalProperties": False},
    *({"items": {"type": "string"}}, {"minItems": 1}, {"minItems": 2}, {"uniqueItems": True}),
    *({"pattern": "^a"}, {"pattern": "b"}, {"format": "date"}, {"minimum": 1}, {"minimum": 1.5}),
    {"$ref": "#/$defs/x", "$defs": {"x": {"properties": {"a": {"$ref": "#/$defs/x"}}, "type": "object"}}},
    {"title": "t", "description": "d", "then": False, "else": False},
)


@pytest.mark.parametrize("schema", SCHEMAS, ids=str)
def test_it_fits_where_a_validator_finds_nothing(schema: dict[str, Any]) -> None:
    validator = Draft202012Validator(schema, format_checker=FormatChecker(("date",)))
    assert [value for value in VALUES if fits(schema, value)] == [
        value for value in VALUES if validator.is_valid(value)
    ]


def test_of_each_keyword_both_are_seen() -> None:
    judged = {fits(schema, value) for schema, value in product(SCHEMAS, VALUES)}
    assert judged == {True, False}


def test_the_end_of_a_line_is_no_end() -> None:
    assert fits({"pattern": "^a$"}, "a")
    assert not fits({"pattern": "^a$"}, "a\n")


def test_another_keyword_is_not_passed_over() -> None:
    with pytest.raises(KeyError):
        fits({"maxContains": 1}, [])


def keywords_in(schema: Any) -> set[str]:
    if isinstance(schema, list):
        return {each for item in schema for each in keywords_in(item)}
    if not isinstance(schema, dict):
        return set()
    by_name = ("properties", "patternProperties", "$defs")
    below = (
        list(each.values()) if key in by_name else each
        for key, each in schema.items()
        if key not in {"enum", "required", "default"}
    )
    return {*schema, *(keyword for each in below for keyword in keywords_in(each))}


def test_the_schema_of_scenarios_says_nothing_else() -> None:
    keywords = keywords_in(schema_of("scenarios", ScenariosFile)) - {"$ref"}
    assert len(keywords) > 15
    for keyword in keywords:
        fits({keyword: []}, None)
