"""Shapes of JSON Schemas in which one mistake is told once: what is asked follows from what was found.

Alternatives (``anyOf``) say of one mistake as much as there are alternatives. Here the type of what stands
in a place chooses what is asked of it, and the key that names a form chooses among the forms.
"""

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]


def options_by_type(schema: Schema) -> dict[str, Schema]:
    """Return the alternatives of a schema by type; types must differ, and references lead to objects."""
    found: dict[str, Schema] = {}
    for option in _alternatives(schema):
        name = "object" if "$ref" in option else option["type"]
        if name in found:
            raise ValueError(f"two alternatives of the type {name}")
        if name != "null":
            found[name] = option
    return found


def _alternatives(schema: Schema) -> list[Schema]:
    return (
        [each for option in schema["anyOf"] for each in _alternatives(option)]
        if "anyOf" in schema
        else [schema]
    )


def in_forms(
    options: Mapping[str, Schema], forms: Mapping[str, Schema], words: list[str], absences: list[str]
) -> dict[str, Schema]:
    """Let a value be written in forms, each named by a key, beside its own types.

    Of the words that say an absence it may be one of the ``absences``.
    """
    allowed = [key for key, form in forms.items() if form["properties"].get(key) is not False]
    only_forms = {
        "type": "object",
        "properties": {key: {} for key in allowed},
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    plain = options.get("object", only_forms)
    for key in reversed(list(forms)):
        plain = {"if": {"required": [key]}, "then": _alike_and_own(forms[key]), "else": plain}
    others = {name: option for name, option in options.items() if name not in {"object", "string"}}
    text = options.get("string")
    if absences:
        return {**others, "object": plain, "string": _or_words(text, words, absences)}
    return {**others, "object": plain, **({} if text is None else {"string": _but_no_words(text, words)})}


def _alike_and_own(form: Schema) -> Schema:
    """Part what a form asks everywhere from what it asks of its values, so that the first is said once."""
    keys, own = dict(form["properties"]), {}
    for key in keys.keys() & {"value", "otherwise"}:
        said = {each: text for each, text in keys[key].items() if "escription" in each}
        own[key] = {each: value for each, value in keys[key].items() if each not in said}
        keys[key] = said
    if "cases" in keys:
        ((pattern, value),) = keys["cases"]["patternProperties"].items()
        own["cases"] = {"additionalProperties": value}
        keys["cases"] = {**keys["cases"], "patternProperties": {pattern: {}}}
    return {"allOf": [{**form, "properties": keys}, {"properties": own}]} if own else form


def _or_words(option: Schema | None, words: list[str], absences: list[str]) -> Schema:
    named = [] if option is None else _named_in(option)
    if named is None:
        return {"if": {"enum": words}, "then": {"enum": absences}, "else": option}
    return {"enum": [*named, *absences]}


def _but_no_words(option: Schema, words: list[str]) -> Schema:
    if _named_in(option) is not None:
        return option
    return {"if": {"enum": words}, "then": {"not": {"enum": words}}, "else": option}


def _named_in(option: Schema) -> list[str] | None:
    named: list[str] | None = option.get("enum", [option["const"]] if "const" in option else None)
    return named


def by_type(options: Mapping[str, Schema]) -> Schema:
    """Ask of a value what is asked of its type, and of a value of another type nothing but its type."""
    first, *others = options.values()
    if not others and "type" in first:
        return first
    chain: Schema = {}
    for name in reversed(list(options)):
        if options[name] == {"type": name}:
            continue
        asked = {"if": {"type": name}, "then": _without_type(options[name], name)}
        chain = {**asked, "else": chain} if chain else asked
    return {"type": list(options), **chain}


def _without_type(option: Schema, name: str) -> Schema:
    return {key: value for key, value in option.items() if (key, value) != ("type", name)}
