"""Whether data fit a schema, and nothing more: where they do, there is nothing to explain."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from ptc_service_policy.model.read_as import strict_end

_Judge = Callable[[Any, Any], bool]
_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: type(value) is int or (type(value) is float and value.is_integer()),
    "number": lambda value: type(value) in {int, float},
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
_ASK_NOTHING = {
    *("title", "description", "markdownDescription", "markdownEnumDescriptions", "errorMessage"),
    *("$schema", "$id", "$defs", "then", "else"),  # `if` asks what these two say
}


def fits(schema: Mapping[str, Any], data: Any) -> bool:
    """Tell whether data fit a schema, by the keywords in which ours are written.

    Args:
        schema: a schema, with the definitions that it refers to.
        data: data as JSON has them.

    Raises:
        KeyError: if the schema asks by another keyword.
    """
    definitions = schema.get("$defs", {})

    def judge(asked: Any, value: Any) -> bool:
        if isinstance(asked, bool):
            return asked
        return all(holds(keyword, asked, value) for keyword in asked if keyword not in _ASK_NOTHING)

    def holds(keyword: str, asked: Any, value: Any) -> bool:
        if keyword == "$ref":
            return judge(definitions[asked[keyword].removeprefix("#/$defs/")], value)
        kind, fit = _KEYWORDS[keyword]
        return not isinstance(value, kind) or fit(asked, value, judge)

    return judge(schema, data)


def _chosen(asked: Any, value: Any, judge: _Judge) -> bool:
    return judge(asked.get("then" if judge(asked["if"], value) else "else", True), value)


def _properties(asked: Any, value: Any, judge: _Judge) -> bool:
    return all(judge(each, value[key]) for key, each in asked["properties"].items() if key in value)


def _by_pattern(asked: Any, value: Any, judge: _Judge) -> bool:
    return all(
        judge(each, value[key])
        for pattern, each in asked["patternProperties"].items()
        for key in value
        if _matches(pattern, key)
    )


def _others(asked: Any, value: Any, judge: _Judge) -> bool:
    known, patterns = asked.get("properties", ()), asked.get("patternProperties", ())
    others = (key for key in value if key not in known and not any(_matches(each, key) for each in patterns))
    return all(judge(asked["additionalProperties"], value[key]) for key in others)


def _type(asked: Any, value: Any, _: _Judge) -> bool:
    names = [asked["type"]] if isinstance(asked["type"], str) else asked["type"]
    return any(_TYPES[name](value) for name in names)


def _matches(pattern: str, text: str) -> bool:
    return re.search(strict_end(pattern), text) is not None


def _is_date(text: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False


def _same(value: Any, other: Any) -> bool:
    return value == other and isinstance(value, bool) == isinstance(other, bool)


def _differ(items: list[Any]) -> bool:
    return not any(_same(each, other) for place, each in enumerate(items) for other in items[:place])


_NUMBER = (int, float)
_KEYWORDS: dict[str, tuple[Any, Callable[[Any, Any, _Judge], bool]]] = {
    "if": (object, _chosen),
    "type": (object, _type),
    "enum": (object, lambda asked, value, _: any(_same(value, each) for each in asked["enum"])),
    "allOf": (object, lambda asked, value, judge: all(judge(each, value) for each in asked["allOf"])),
    "anyOf": (object, lambda asked, value, judge: any(judge(each, value) for each in asked["anyOf"])),
    "required": (dict, lambda asked, value, _: all(key in value for key in asked["required"])),
    "properties": (dict, _properties),
    "patternProperties": (dict, _by_pattern),
    "additionalProperties": (dict, _others),
    "propertyNames": (
        dict,
        lambda asked, value, judge: all(judge(asked["propertyNames"], key) for key in value),
    ),
    "minProperties": (dict, lambda asked, value, _: len(value) >= asked["minProperties"]),
    "items": (list, lambda asked, value, judge: all(judge(asked["items"], each) for each in value)),
    "minItems": (list, lambda asked, value, _: len(value) >= asked["minItems"]),
    "uniqueItems": (list, lambda _, value, __: _differ(value)),
    "pattern": (str, lambda asked, value, _: _matches(asked["pattern"], value)),
    "format": (str, lambda asked, value, _: asked["format"] != "date" or _is_date(value)),
    "maximum": (_NUMBER, lambda asked, value, _: isinstance(value, bool) or value <= asked["maximum"]),
    "minimum": (_NUMBER, lambda asked, value, _: isinstance(value, bool) or value >= asked["minimum"]),
}
"""What each keyword asks of the values of a kind; of others it asks nothing."""
