"""Data into nouns; what does not fit is explained as the schemas see it.

The models are the fast way in. When they refuse, the JSON Schema that was made from them tells what
is wrong, so that an editor, a validator and the library all say the same.
"""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from ptc_service_policy.errors import Problem, suggest, write_path
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.text import LocalizedText

Model = TypeVar("Model", bound=BaseModel)

_TYPES = {
    "object": LocalizedText(fr="un ensemble de clés", en="a mapping of keys"),
    "array": LocalizedText(fr="une liste", en="a list"),
    "string": LocalizedText(fr="un texte", en="a text"),
    "integer": LocalizedText(fr="un nombre entier", en="a whole number"),
    "number": LocalizedText(fr="un nombre", en="a number"),
    "boolean": LocalizedText(fr="true ou false", en="true or false"),
    "null": LocalizedText(fr="une valeur absente", en="no value"),
}
_FORMS = {
    "^sha256:": LocalizedText(
        fr="une empreinte (sha256: et 64 chiffres)", en="a digest (sha256: and 64 digits)"
    ),
    "^[0-9]{4}-": LocalizedText(fr="une date AAAA-MM-JJ", en="a date YYYY-MM-DD"),
    "^([01][0-9]": LocalizedText(fr="une heure HH:MM", en="a time HH:MM"),
    "^(([01][0-9]": LocalizedText(fr="une heure HH:MM (ou 24:00)", en="a time HH:MM (or 24:00)"),
    "^(0|[1-9]": LocalizedText(fr="une version telle que 1.0.0", en="a version such as 1.0.0"),
    "^[a-z0-9]+(-": LocalizedText(
        fr="un identifiant tel que service-review", en="an id such as service-review"
    ),
}
_OTHER_FORM = LocalizedText(fr="de la forme attendue", en="of the form that is expected")
_DATE = _FORMS["^[0-9]{4}-"]


def validate(document: Document, model: type[Model], schema: str) -> tuple[Model | None, tuple[Problem, ...]]:
    """Make a noun of a document.

    Args:
        document: what was read.
        model: the noun to make.
        schema: the name of the schema that explains what is wrong, such as "offerings".

    Returns:
        The noun, or None, and every problem of the document.
    """
    if document.data is None:
        return None, document.problems
    try:
        noun = model.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        found = tuple(explain(document, schema)) or tuple(_as_pydantic_says(document, error))
    else:
        return (None, document.problems) if document.problems else (noun, ())
    return None, _each_fault_once(document.problems + found)


def _each_fault_once(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Leave out what the schema says of a value that the reading already refused."""
    refused = {problem.path for problem in problems if problem.code.startswith("PSP1")}
    return tuple(
        problem for problem in problems if problem.code.startswith("PSP1") or problem.path not in refused
    )


def explain(document: Document, schema: str) -> Iterator[Problem]:
    """Say what is wrong with a document as its schema sees it, in the order of the text."""
    from jsonschema import Draft202012Validator, FormatChecker

    resource = shipped("schemas").joinpath("v1", f"{schema}.schema.json")
    validator = Draft202012Validator(
        json.loads(resource.read_text(encoding="utf-8")), format_checker=FormatChecker(("date",))
    )
    errors = sorted(validator.iter_errors(document.data), key=lambda error: str(list(error.absolute_path)))
    for error in errors:
        yield from _problems_of(document, error)


def _problems_of(document: Document, error: Any) -> Iterator[Problem]:
    path = tuple(error.absolute_path)
    wanted, value = error.validator_value, error.instance
    match error.validator:
        case "required":
            key = next(name for name in wanted if name not in value and f"'{name}'" in error.message)
            yield document.describe("PSP202", path, at_key=True, key=key)
        case "additionalProperties":
            yield from _unknown_keys(document, path, error)
        case "type":
            yield document.describe(
                "PSP203", path, value=_show(value), actual=_type_of(value), expected=_TYPES[_first(wanted)]
            )
        case "enum" | "const":
            allowed = wanted if error.validator == "enum" else [wanted]
            suggestion = suggest(str(value), map(_show, allowed))
            yield document.describe("PSP204", path, value=_show(value), suggestion=suggestion)
        case "pattern" if wanted == r"\S":
            yield document.describe("PSP208", path)
        case "pattern":
            form = next((text for start, text in _FORMS.items() if wanted.startswith(start)), _OTHER_FORM)
            yield document.describe("PSP205", path, value=_show(value), expected=form)
        case "format":
            yield document.describe("PSP205", path, value=_show(value), expected=_DATE)
        case "minimum" | "maximum":
            yield document.describe("PSP206", path, value=_show(value), bound=_bound(error))
        case "minItems" | "minProperties":
            yield document.describe("PSP207", path, key=write_path(path))
        case "uniqueItems":
            twice = next(item for index, item in enumerate(value) if item in value[:index])
            at = (*path, len(value) - 1 - value[::-1].index(twice))
            yield document.describe("PSP211", at, value=_show(twice))
        case None:
            yield document.describe("PSP210", path, at_key=True, key=path[-1])
        case _:
            yield document.describe("PSP299", path, cause=error.message)


def _unknown_keys(document: Document, path: tuple[Any, ...], error: Any) -> Iterator[Problem]:
    import re

    known = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    for key in error.instance:
        if key in known or any(re.search(pattern, key) for pattern in patterns):
            continue
        at = (*path, key)
        if patterns:
            yield document.describe("PSP209", at, at_key=True, key=_show(key))
        else:
            yield document.describe("PSP201", at, at_key=True, key=key, suggestion=suggest(key, known))


def _as_pydantic_says(document: Document, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_input=False):
        yield document.describe("PSP299", tuple(detail["loc"]), cause=detail["msg"])


def _bound(error: Any) -> LocalizedText:
    if error.validator == "minimum":
        return LocalizedText(fr=f"{error.validator_value} au moins", en=f"at least {error.validator_value}")
    return LocalizedText(fr=f"{error.validator_value} au plus", en=f"at most {error.validator_value}")


def _first(types: str | list[str]) -> str:
    return types if isinstance(types, str) else types[0]


def _type_of(value: Any) -> LocalizedText:
    match value:
        case bool():
            return _TYPES["boolean"]
        case int() | float():
            return _TYPES["number"]
        case str():
            return _TYPES["string"]
        case list():
            return _TYPES["array"]
        case dict():
            return _TYPES["object"]
        case _:
            return _TYPES["null"]


def _show(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
