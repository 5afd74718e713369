"""The committed JSON Schemas: made from the models, closed, bilingual, and readable by every tool."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ptc_service_policy.authoring.offered_ids import OfferedIds, read_offered_ids
from ptc_service_policy.authoring.schemas import SCHEMA_MODELS, schema_of, write_schema

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "schemas" / "v1"
SCHEMAS: dict[str, dict[str, Any]] = {
    path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.json"))
}
POLICY_FILES = sorted(
    path for path in (ROOT / "policies").glob("**/*.yaml") if path.parent.name != "documents"
)
"""The files that people edit; what is learnt of documents is written by a command."""

CONDITIONS = {"if", "then", "else", "allOf", "not"}
KEYWORDS_OF = {
    "string": {"pattern", "format", "minLength", "maxLength"},
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
    "object": {
        *("properties", "required", "additionalProperties", "patternProperties", "propertyNames"),
        *("minProperties", "maxProperties"),
    },
    "integer": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "boolean": set(),
}

OPEN = {"#/$defs/Given/properties/contract", "#/$defs/Given/properties/request"}
"""What a scenario gives is judged as the contract and the request that it is."""
OF_QUESTIONS = {"#/$defs/deliveries/items", "#/$defs/events/items", "#/$defs/pauses/items"}
"""What questions are asked with: the question itself says what it is."""

each_schema = pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)


def nodes(schema: Any, path: str = "#", *, conditions: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """Find every schema within a schema, with its place; what stands in conditions only if asked for."""
    if not isinstance(schema, dict):
        return
    yield path, schema
    for keyword, value in schema.items():
        if keyword in CONDITIONS and not conditions:
            continue
        if keyword in {"properties", "patternProperties", "$defs"}:
            for key, inner in value.items():
                yield from nodes(inner, f"{path}/{keyword}/{key}", conditions=conditions)
        elif keyword in {"items", "additionalProperties", "propertyNames", *CONDITIONS}:
            for inner in value if isinstance(value, list) else [value]:
                yield from nodes(inner, f"{path}/{keyword}", conditions=conditions)


def named_alike(node: dict[str, Any]) -> bool:
    """Tell whether the keys are ids, or values of an enumeration, such as weekdays: all hold the same."""
    first, *others = node["properties"].values()
    return "patternProperties" in node or (bool(others) and all(other == first for other in others))


def test_every_kind_of_file_has_its_schema_and_no_schema_is_left_over() -> None:
    assert SCHEMAS.keys() == SCHEMA_MODELS.keys()


@pytest.mark.parametrize("name", SCHEMA_MODELS)
def test_the_committed_schema_is_what_the_model_makes_and_offers_the_ids_of_a_version(name: str) -> None:
    committed = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    versions = sorted((ROOT / "policies").glob("[0-9]*"))
    assert committed in {
        write_schema(schema_of(name, SCHEMA_MODELS[name], ids_of(each))) for each in versions
    }


@cache
def ids_of(folder: Path) -> OfferedIds:
    return read_offered_ids(folder)


@each_schema
def test_a_schema_is_valid_under_the_draft_that_it_declares(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_ids_are_distinct_and_name_no_place() -> None:
    ids = [schema["$id"] for schema in SCHEMAS.values()]
    assert ids == [f"urn:ptc-service-policy:v1:{name}" for name in SCHEMAS]


@each_schema
def test_every_object_is_closed(schema: dict[str, Any]) -> None:
    open_objects = [
        path
        for path, node in nodes(schema)
        if ("properties" in node or "patternProperties" in node or node.get("type") == "object")
        and "$ref" not in node
        and node.get("additionalProperties") is not False
    ]
    assert set(open_objects) <= OPEN


@each_schema
def test_every_key_is_explained_in_english_and_in_french(schema: dict[str, Any]) -> None:
    for path, node in nodes(schema):
        properties = node.get("properties", {})
        if not properties or named_alike(node) or "$ref" in node or path in OPEN | OF_QUESTIONS:
            continue
        for key, value in properties.items():
            english, _, french = value.get("markdownDescription", "").partition("\n\n---\n\n")
            assert english == value.get("description"), f"{path}/{key}"
            assert english.endswith("."), f"{path}/{key}"
            assert french.endswith("."), f"{path}/{key}"
            assert french != english, f"{path}/{key}"


@each_schema
def test_no_keyword_stands_where_it_says_nothing(schema: dict[str, Any]) -> None:
    of_types = set().union(*KEYWORDS_OF.values())
    for path, node in nodes(schema):
        if "type" in node:
            types = node["type"] if isinstance(node["type"], list) else [node["type"]]
            allowed = set().union(*(KEYWORDS_OF[each] for each in types))
            assert node.keys() & of_types <= allowed, path


@each_schema
def test_no_alternatives_blur_a_diagnostic(schema: dict[str, Any]) -> None:
    for path, node in nodes(schema, conditions=True):
        assert not {"oneOf", "anyOf"} & node.keys(), path
        refused = node.get("type") == "null" and path.endswith("/else")  # where not exactly one key stands
        assert refused or "null" not in node.get("type", ""), path
        assert node.get("default", "") is not None, path


@each_schema
def test_editors_show_no_generated_titles(schema: dict[str, Any]) -> None:
    assert [path for path, node in nodes(schema) if "title" in node and path != "#"] == []


@each_schema
def test_every_text_needs_both_languages(schema: dict[str, Any]) -> None:
    bilingual = [node for _, node in nodes(schema) if node.get("properties", {}).keys() & {"fr", "en"}]
    words_for_a_count = "$ref"
    texts = [node for node in bilingual if words_for_a_count not in node["properties"]["fr"]]
    for node in texts:
        assert node["properties"].keys() == {"fr", "en"}
        assert node["if"] == {"propertyNames": {"enum": ["fr", "en"]}}
        assert sorted(node["then"]["required"]) == ["en", "fr"]
        assert all(text["pattern"] == r"\S" for text in node["properties"].values())


@each_schema
def test_patterns_bind_the_whole_text(schema: dict[str, Any]) -> None:
    patterns = {node["pattern"] for _, node in nodes(schema) if "pattern" in node}
    patterns.update(key for _, node in nodes(schema) for key in node.get("patternProperties", ()))
    for pattern in patterns - {r"\S"}:
        assert re.fullmatch(r"\^.*\$", pattern), pattern


@each_schema
def test_every_reference_leads_to_a_definition_and_every_definition_is_used(schema: dict[str, Any]) -> None:
    everywhere = nodes(schema, conditions=True)
    used = {node["$ref"].removeprefix("#/$defs/") for _, node in everywhere if "$ref" in node}
    assert used == schema.get("$defs", {}).keys()


@pytest.mark.parametrize("path", POLICY_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_first_line_leads_an_editor_to_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    led = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert led is not None
    schema = (path.parent / led[1]).resolve()
    assert schema.parent == FOLDER
    assert schema.is_file()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "policies").glob("[0-9]*/*.yaml")), ids=lambda path: path.stem
)
def test_a_policy_file_is_led_to_the_schema_of_its_own_name(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.endswith(f"/{path.stem}.schema.json")
