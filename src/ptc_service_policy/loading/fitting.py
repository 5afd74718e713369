"""Whether data fit a schema, and nothing more: where they do, there is nothing to explain."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache
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


@cache
def explaining() -> Any:
    """Return the class of jsonschema that tells what does not fit; its own compares each item with each."""
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend

    def unique_items(_: Any, asked: object, items: Any, __: Any) -> Iterator[ValidationError]:
        if asked and isinstance(items, list) and any(repeated(items)):
            yield ValidationError("an item is there twice")

    return extend(Draft202012Validator, {"uniqueItems": unique_items})  # type: ignore[no-untyped-call]


def repeated(items: list[Any]) -> Iterator[int]:
    """Yield the places of the items of a list that are there before."""
    seen: set[Any] = set()
    for place, item in enumerate(map(_hashable, items)):
        if item in seen:
            yield place
        seen.add(item)


def _hashable(value: Any) -> Any:
    match value:
        case dict():
            return frozenset((key, _hashable(each)) for key, each in value.items())
        case list():
            return tuple(map(_hashable, value))
        case _:
            return value, isinstance(value, bool)


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
    return _strict(pattern).search(text) is not None


@cache
def _strict(pattern: str) -> re.Pattern[str]:
    return re.compile(strict_end(pattern))


def _is_date(text: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False


def _same(value: Any, other: Any) -> bool:
    return value == other and isinstance(value, bool) == isinstance(other, bool)


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
    "uniqueItems": (list, lambda _, value, __: not any(repeated(value))),
    "pattern": (str, lambda asked, value, _: _matches(asked["pattern"], value)),
    "format": (str, lambda asked, value, _: asked["format"] != "date" or _is_date(value)),
    "maximum": (_NUMBER, lambda asked, value, _: isinstance(value, bool) or value <= asked["maximum"]),
    "minimum": (_NUMBER, lambda asked, value, _: isinstance(value, bool) or value >= asked["minimum"]),
}
"""What each keyword asks of the values of a kind; of others it asks nothing."""
