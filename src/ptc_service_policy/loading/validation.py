"""Data into nouns; what does not fit is explained as the schemas see it.

The models are the fast way in. When they refuse, the JSON Schema that was made from them tells what
is wrong, so that an editor, a validator and the library all say the same.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, islice, takewhile
from typing import Any, TypeVar

from pydantic import ValidationError

from ptc_service_policy.errors import MOST_PROBLEMS, Problem, is_near, quoted, suggest, write_path
from ptc_service_policy.language_names import LANGUAGE_PATTERN, LANGUAGES, language_name
from ptc_service_policy.loading.advising import advise
from ptc_service_policy.loading.fitting import explaining, repeated
from ptc_service_policy.loading.rewriting import WRITE, as_id, rewritings
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.loading.strict_yaml import Document, Path, advise_number, place_told
from ptc_service_policy.model.currencies import CURRENCY_PATTERN
from ptc_service_policy.model.forms import FORM_KEYS, LEAF_KEYS, OF_A_VALUE, TREE_KEYS, Leaf, Tree
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.read_as import strict_end
from ptc_service_policy.model.reading import read
from ptc_service_policy.model.spans import SPAN_UNITS
from ptc_service_policy.text import LocalizedText

Model = TypeVar("Model", bound=Noun)

_KEYS_OF_A_FORM = LocalizedText(fr="des clés, dont chacune est {form}", en="keys, each of which is {form}")
_TYPES = {
    "object": LocalizedText(fr="un ensemble de clés", en="a mapping of keys"),
    "array": LocalizedText(fr="une liste", en="a list"),
    "string": LocalizedText(fr="un texte", en="a text"),
    "integer": LocalizedText(fr="un nombre entier", en="a whole number"),
    "number": LocalizedText(fr="un nombre", en="a number"),
    "boolean": LocalizedText(fr="true ou false", en="true or false"),
    "null": LocalizedText(fr="une valeur absente", en="no value"),
}
_A_TICK = LocalizedText(fr="un oui ou un non", en="a yes or a no")
AN_ID = LocalizedText(fr="un identifiant tel que service-review", en="an id such as service-review")
_FORMS = {
    r"\S": LocalizedText(fr="un texte qui n'est pas vide", en="a text that is not blank"),
    "^sha256:": LocalizedText(
        fr="une empreinte (sha256: et 64 chiffres)", en="a digest (sha256: and 64 digits)"
    ),
    "^[0-9]{4}-": LocalizedText(fr="une date AAAA-MM-JJ", en="a date YYYY-MM-DD"),
    "^(19|20)": LocalizedText(
        fr="une date et une heure telles que 2026-04-03T16:30", en="a date and time such as 2026-04-03T16:30"
    ),
    "^((19|20)": LocalizedText(
        fr="une date AAAA-MM-JJ, suivie de l'heure si elle importe : 2026-04-03T16:30",
        en="a date YYYY-MM-DD, with its time where that matters: 2026-04-03T16:30",
    ),
    "^P(?=": LocalizedText(fr="une durée telle que PT2H", en="a length of time such as PT2H"),
    "^([01][0-9]": LocalizedText(fr="une heure HH:MM", en="a time HH:MM"),
    "^(([01][0-9]": LocalizedText(fr="une heure HH:MM (ou 24:00)", en="a time HH:MM (or 24:00)"),
    "^(0|[1-9]": LocalizedText(fr="une version telle que 1.0.0", en="a version such as 1.0.0"),
    "^([A-Z]{2}(-": LocalizedText(
        fr="un pays (FR), une région (US-CA), un calendrier ou none",
        en="a country (FR), a region (US-CA), a calendar or none",
    ),
    "^[A-Z]{2}(-": LocalizedText(
        fr="un pays (FR) ou une région (US-CA)", en="a country (FR) or a region (US-CA)"
    ),
    "^[A-Z]{2}$": LocalizedText(fr="un code de pays tel que FR", en="a country code such as FR"),
    "^[A-Za-z0-9](": LocalizedText(fr="un code de région tel que CA", en="a region code such as CA"),
    "^[a-z]+(_": LocalizedText(fr="une catégorie telle que public", en="a category such as public"),
    "^(([0-9]{4}-)?": LocalizedText(
        fr="une date, un jour tel que 12-24 ou une catégorie telle que half_day",
        en="a date, a day such as 12-24 or a category such as half_day",
    ),
    r"^limits\.": LocalizedText(
        fr="une limite telle que limits.contacts", en="a limit such as limits.contacts"
    ),
    CURRENCY_PATTERN: LocalizedText(fr="un code de monnaie tel que EUR", en="a currency code such as EUR"),
    LANGUAGE_PATTERN: LocalizedText(fr="un code de langue tel que fr", en="a language code such as fr"),
    "^[a-z0-9]+(-[a-z0-9]+)*(": LocalizedText(
        fr="une adresse telle que limits.contacts", en="an address such as limits.contacts"
    ),
    "^[a-z0-9]+(-": AN_ID,
}
_OTHER_FORM = LocalizedText(fr="de la forme attendue", en="of the form that is expected")
_DATE = _FORMS["^[0-9]{4}-"]
_LANGUAGE = _FORMS[LANGUAGE_PATTERN]

_KEEP_ONE = LocalizedText(fr="Gardez-en une.", en="Keep one of them.")
_WRITE_ONE = LocalizedText(fr="Indiquez-en une.", en="Write one of them.")
IN_THAT_FORM = LocalizedText(fr="Respectez cette forme.", en="Write it in that form.")
_A_DAY = LocalizedText(fr="un jour du calendrier", en="a day of the calendar")
_WITH_A_YEAR = LocalizedText(
    fr="Ajoutez une année, même là où `each_year` fait revenir le jour tous les ans.",
    en="Add a year, even where `each_year` makes the day come back every year.",
)
_LOOK_IT_UP = LocalizedText(fr="Vérifiez le jour et le mois.", en="Check the day and the month.")
_WITH_KEYS = LocalizedText(
    fr="Écrivez-le sous de telles clés, chacune suivie de sa valeur.",
    en="Write it with such keys, each followed by its value.",
)
_ONE_OF_THESE = LocalizedText(fr="Choisissez l'une de ces formes.", en="Write one of these.")
_LONGEST_CODE = 3
"""What is longer than the codes of countries and languages is no slip in one."""
_MONTH_AND_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_LIKE_A_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHAT = re.compile(r"^[^:]*: (.*)\.$")
VALUE_MARK = "value"
"""The comment of a mapping in a schema in whose place a form of a value may stand."""
_BY = next(key for key, form in FORM_KEYS.items() if form is Tree)
_VALUE = next(key for key, form in FORM_KEYS.items() if form is Leaf)
_VALUE_BESIDE = LocalizedText(
    fr="Placez la valeur sous `value`, et laissez `{key}` à côté.",
    en="Put the value under `value`, and leave `{key}` beside it.",
)
_PLAIN = LocalizedText(
    fr="Écrivez cette partie sans rien d'autre : rien de plus ne peut en être dit ici.",
    en="Write this part plainly: nothing more can be said of it here.",
)
_NOTHING: dict[str, Any] = {"not": {}}
_MENDED_BY_ANOTHER_VALUE = frozenset(("PSP203", "PSP204", "PSP205"))


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
        noun: Model = read(model, json.dumps(document.data))
    except ValidationError as error:
        found = tuple(explain(document, schema)) or tuple(_as_pydantic_says(document, error))
    else:
        return (None, document.problems) if document.problems else (noun, ())
    return None, each_fault_once(document, found)


def each_fault_once(document: Document, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Leave out what a schema says of a value that the reading refused, and of what belongs below it."""
    refused = {problem.path for problem in document.problems}
    told = [problem for problem in found if place_told(problem) not in refused]
    told = [each for each, before in zip(told, (None, *told), strict=False) if not _is_its_like(each, before)]
    unknown = {problem.path for problem in told if problem.code == "PSP201"}
    below: set[Path] = set()
    for empty in (problem.path for problem in document.problems if problem.code == "PSP110"):
        beside = [path for path in document.keys if path[:-1] == empty[:-1]]
        after = beside[beside.index(empty) + 1 :] if empty in beside else []
        below.update(takewhile(unknown.__contains__, after))
    return (*document.problems, *(problem for problem in told if problem.path not in below))


def _is_its_like(problem: Problem, before: Problem | None) -> bool:
    """Tell whether an item of a list is of the same wrong type as the one before it: the list is mistaken."""
    if before is None or {problem.code, before.code} != {"PSP203"} or problem.hint != before.hint:
        return False
    (*around, index), (*around_before, index_before) = problem.path or ("",), before.path or ("",)
    return around == around_before and isinstance(index, int) and isinstance(index_before, int)


def explain(document: Document, schema: str | dict[str, Any]) -> Iterator[Problem]:
    """Say what is wrong with a document as its schema sees it, in the order of the text.

    Args:
        document: what was read.
        schema: the name of a shipped schema, or a schema.
    """
    read = _read_schema(schema) if isinstance(schema, str) else _for_jsonschema(schema)
    yield from _explain(document, (), read)


def explain_value(document: Document, path: Path, schema: str, definition: str) -> Iterator[Problem]:
    """Say what keeps a value from being one of a definition of a schema, in the order of the text."""
    definitions = _read_schema(schema)["$defs"]
    # a definition whose ids are offered has their kind in its name: "Value-of-Some-Id.methods"
    name = next(each for each in definitions if each.partition(".")[0] == definition)
    yield from _explain(document, path, {"$ref": f"#/$defs/{name}", "$defs": definitions})


@cache
def _read_schema(name: str) -> dict[str, Any]:
    resource = shipped("schemas").joinpath("v1", f"{name}.schema.json")
    schema: dict[str, Any] = _for_jsonschema(json.loads(resource.read_text(encoding="utf-8")))
    return schema


def _explain(document: Document, path: Path, schema: dict[str, Any]) -> Iterator[Problem]:
    from jsonschema import FormatChecker

    # Below an `$id` that is no address, older validators do not find what `$ref` refers to.
    nameless = {key: each for key, each in schema.items() if key != "$id"}
    validator = explaining()(nameless, format_checker=FormatChecker(("date",)))
    value = document.data
    for key in path:
        value = value[key]
    errors = _told_once(islice(validator.iter_errors(value), MOST_PROBLEMS))
    problems = chain.from_iterable(_problems_of(document, path, error, nameless) for error in errors)
    found = {(problem.message, problem.path): problem for problem in islice(problems, MOST_PROBLEMS)}
    yield from sorted(found.values(), key=lambda problem: (problem.line or 0, problem.column or 0))


_RANGES = frozenset(("minimum", "maximum", "exclusiveMinimum"))


def _told_once(errors: Iterable[Any]) -> Iterator[Any]:
    """Tell once that keys exclude each other, which is found of each of them and of what one needs."""
    errors = tuple(errors)
    found = [(error, _condition_of(error)) for error in errors]
    mistyped = {(*error.absolute_path,) for error in errors if error.validator == "type"}
    out_of_place = {condition for error, condition in found if condition and error.validator == "not"}
    away = {(*error.absolute_path,) for error, condition in found if condition and error.validator == "not"}
    told: set[Any] = set()
    for error, condition in found:
        path = (*error.absolute_path,)
        if any(path[:length] in away for length in range(1, len(path))):
            continue  # what is in a key that goes away goes with it
        if error.validator in _RANGES and path in mistyped:
            continue  # half a time is no whole number, and too small besides
        if condition in out_of_place:
            if error.validator != "not" or condition in told:
                continue
            told.add(condition)
        yield error


def _condition_of(error: Any) -> tuple[Any, ...] | None:
    """Name the mapping and the condition on its keys by which there is an error, if it is one about them."""
    path, steps = [*error.absolute_path], [*error.absolute_schema_path]
    match steps:
        case [*above, "then" | "else", "properties", _, "not"]:
            return (*path[:-1], *above)
        case [*above, "then" | "else", "required"]:
            return (*path, *above)
        case _:
            return None


def once_its_keys_are_known(known: Iterable[str], rules: dict[str, Any]) -> dict[str, Any]:
    """Say in a schema what holds for a mapping that has no other than the known keys."""
    return {"if": {"propertyNames": {"enum": list(known)}}, "then": rules}


def _for_jsonschema(node: Any) -> Any:
    """Say in ways that jsonschema understands what all other validators understand as it stands.

    Its ``$`` lets a line end pass, and of a key whose schema is ``false`` it does not name the key.
    """
    match node:
        case {"properties": dict(properties), **rest} if False in properties.values():
            named = {key: _NOTHING if value is False else value for key, value in properties.items()}
            return _for_jsonschema({**rest, "properties": named})
        case dict():
            return {strict_end(key): _for_jsonschema(value) for key, value in node.items()}
        case list():
            return [_for_jsonschema(item) for item in node]
        case str():
            return strict_end(node)
        case _:
            return node


def _problems_of(document: Document, start: Path, error: Any, schema: dict[str, Any]) -> Iterator[Problem]:
    explain_keyword = _KEYWORDS.get(error.validator, _other)
    for problem in explain_keyword(document, (*start, *error.absolute_path), error):
        advice = advise(error, schema) if problem.code in _MENDED_BY_ANOTHER_VALUE else None
        yield problem if advice is None else replace(problem, hint=advice)


def _missing_key(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    key = next(name for name in error.validator_value if error.message.startswith(f"'{name}' "))
    known = error.schema.get("properties", error.instance)  # without any, rules for keys that are all known
    if is_near(key, [name for name in error.instance if name not in known]):
        return  # the misspelt key is reported as such
    yield replace(document.describe("PSP202", path, at_key=True, key=key), path=(*path, key))


def _unknown_keys(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    known = [*error.schema.get("properties", {})]
    if error.schema.get("$comment") == VALUE_MARK:
        known.extend(FORM_KEYS)
    names_no_tree = _BY in known and _BY not in error.instance
    of_a_tree = [key for key in TREE_KEYS if names_no_tree and key in error.instance]
    if of_a_tree:
        yield document.describe("PSP202", path, at_key=True, key=_BY)
    of_a_leaf = [key for key in LEAF_KEYS if key in error.instance and key not in known]
    if of_a_leaf and _VALUE in known and _VALUE not in error.instance:
        # Once around the value: what is said of it stands beside it.
        missing = document.describe("PSP202", path, at_key=True, key=_VALUE)
        yield replace(missing, hint=_VALUE_BESIDE.format(key=of_a_leaf[0]))
    elif of_a_leaf and _VALUE in error.instance and _VALUE not in known:
        unknown = document.describe("PSP201", (*path, _VALUE), at_key=True, key=_VALUE, suggestion=_PLAIN)
        yield unknown
        of_a_leaf.append(_VALUE)
    else:
        of_a_leaf = []
    patterns = error.schema.get("patternProperties", {})
    others = [
        key
        for key in error.instance
        if key not in {*known, *of_a_tree, *of_a_leaf} and not any(re.search(each, key) for each in patterns)
    ]
    is_of_another_place = not patterns and len(others) == len(error.instance)
    if is_of_another_place and not any(is_near(each, known) for each in others):
        others = others[:1]  # told once
    for key in others:
        at = (*path, key)
        if patterns:
            meant = as_id(key)
            fits = meant not in {"", *error.instance} and any(
                re.search(pattern, meant) for pattern in patterns
            )
            expected, advice = _form_of(key, *patterns)
            yield _wrong_key(document, at, expected, WRITE.format(expected=meant) if fits else advice)
        else:
            same = next((each for each, _ in rewritings(key) if each in known), None)
            of_time = {key, *known} - {*FORM_KEYS} <= SPAN_UNITS.keys()  # by months nobody means minutes
            suggestion = suggest("" if of_time else key, known) if same is None else suggest(same, [same])
            yield document.describe("PSP201", at, at_key=True, key=key, suggestion=suggestion)


def _wrong_type(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    wanted = error.validator_value
    expected = _said(error.schema) if isinstance(wanted, list) else _name_type(error.schema, wanted)
    if wanted == "null":
        keys = _keys_said(error.schema)
        several = set(keys.split(", ")) & {*error.instance}
        yield document.describe("PSP212", path, keys=keys, advice=_KEEP_ONE if several else _WRITE_ONE)
        return
    yield _of_another_type(document, path, error.instance, expected, wanted)


def _name_type(schema: dict[str, Any], wanted: str) -> LocalizedText:
    """Say what type is expected: of a mapping its keys, and of a text its form."""
    if wanted == "object" and "patternProperties" in schema:
        return _KEYS_OF_A_FORM.format(form=name_form(*schema["patternProperties"]))
    if wanted == "object" and schema.get("properties"):
        keys = ", ".join(schema["properties"])
        return LocalizedText(fr=f"des clés ({keys})", en=f"keys ({keys})")
    return name_form(schema["pattern"]) if "pattern" in schema else _TYPES[wanted]


def _of_another_type(
    document: Document, path: Path, found: Any, expected: LocalizedText, wanted: str | list[str]
) -> Problem:
    several = _ONE_OF_THESE if isinstance(wanted, list) else _WITH_KEYS if wanted == "object" else WRITE
    advice = several.format(expected=expected)
    if "number" in wanted and isinstance(found, str):
        advice = advise_number(found) or advice
    value, actual = _show(found), _type_of(found)
    return document.describe("PSP203", path, value=value, actual=actual, expected=expected, advice=advice)


def _not_allowed(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
    if "errorMessage" in error.schema and not is_near(str(error.instance), map(_word, allowed)):
        yield _of_another_type(document, path, error.instance, _said(error.schema), [*map(str, allowed)])
        return
    suggestion = suggest(_show(error.instance).strip('"'), map(_word, allowed))
    yield document.describe("PSP204", path, value=_show(error.instance), suggestion=suggestion)


def _word(allowed: Any) -> str:
    """Write a word that is allowed as it stands in a file."""
    return allowed if isinstance(allowed, str) else json.dumps(allowed)


def _wrong_form(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    if error.validator_value == r"\S":
        yield document.describe("PSP208", path)
        return
    patterns = ("^[0-9]{4}-",) if error.validator == "format" else (error.validator_value,)
    expected, advice = _form_of(error.instance, *patterns)
    if "propertyNames" in error.absolute_schema_path:
        yield _wrong_key(document, (*path, error.instance), expected, advice)
        return
    value = _show(error.instance)
    yield document.describe("PSP205", path, value=value, expected=expected, advice=advice)


def _form_of(found: str, *patterns: str) -> tuple[LocalizedText, LocalizedText]:
    """Say what form a text should have, and what to do; a date that has it is none of the calendar."""
    expected = name_form(*patterns)
    if expected is _LANGUAGE:
        return expected, _which_language(found.lower())
    if expected is _DATE and _MONTH_AND_DAY.fullmatch(found):
        return expected, _WITH_A_YEAR
    return (
        (_A_DAY, _LOOK_IT_UP)
        if expected is _DATE and _LIKE_A_DATE.fullmatch(found)
        else (expected, IN_THAT_FORM)
    )


def _which_language(found: str) -> LocalizedText:
    """Say the code of the language of a name, or the codes that begin alike."""
    for code in LANGUAGES:
        if found in {name.lower() for name in (language_name(code).fr, language_name(code).en)}:
            return WRITE.format(expected=code)
    if len(found) > _LONGEST_CODE:
        return IN_THAT_FORM
    return suggest(found, [code for code in LANGUAGES if code[0] == found[:1]] or LANGUAGES)


def _wrong_key(document: Document, at: Path, expected: LocalizedText, advice: LocalizedText) -> Problem:
    return document.describe("PSP209", at, at_key=True, key=_show(at[-1]), expected=expected, advice=advice)


def _out_of_range(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    limit = error.validator_value
    at_least, at_most = (
        LocalizedText(fr=f"{limit} au moins", en=f"at least {limit}"),
        LocalizedText(fr=f"{limit} au plus", en=f"at most {limit}"),
    )
    more = LocalizedText(fr=f"plus de {limit}", en=f"more than {limit}")
    bound = {"minimum": at_least, "maximum": at_most, "exclusiveMinimum": more}[error.validator]
    yield document.describe("PSP206", path, value=_show(error.instance), bound=bound)


def _empty(document: Document, path: Path, _error: Any) -> Iterator[Problem]:
    yield document.describe("PSP207", path, key=write_path(path))


def _twice(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    items = error.instance
    index = next(repeated(items))
    yield document.describe("PSP211", (*path, index), value=_show(items[index]))


def _out_of_place(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    if error.validator_value != {}:
        yield document.describe("PSP213", path, value=error.instance, key=path[-1])
        return
    code = "PSP214" if path[-1] in OF_A_VALUE else "PSP210"
    yield document.describe(code, path, at_key=True, key=path[-1])


def _other(document: Document, path: Path, error: Any) -> Iterator[Problem]:
    yield document.describe("PSP299", path, cause=quoted(error.message))


_KEYWORDS: dict[str, Callable[[Document, Path, Any], Iterator[Problem]]] = {
    "required": _missing_key,
    "additionalProperties": _unknown_keys,
    "type": _wrong_type,
    "enum": _not_allowed,
    "const": _not_allowed,
    "pattern": _wrong_form,
    "format": _wrong_form,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
    "exclusiveMinimum": _out_of_range,
    "minItems": _empty,
    "minProperties": _empty,
    "uniqueItems": _twice,
    "not": _out_of_place,
}


def _said(schema: dict[str, Any]) -> LocalizedText:
    """Read back what a schema says that it expects."""
    en, _, fr = schema["errorMessage"].partition(" / ")
    return LocalizedText(fr=_WHAT.sub(r"\1", fr), en=_WHAT.sub(r"\1", en))


def _keys_said(schema: dict[str, Any]) -> str:
    return _said(schema).en.partition(": ")[2]


def name_form(*patterns: str) -> LocalizedText:
    """Say in words what a pattern of the schemas asks for."""
    patterns = tuple(pattern.replace(r"\Z", "$") for pattern in patterns)
    starts = (
        (start, text) for start, text in _FORMS.items() for pattern in patterns if pattern.startswith(start)
    )
    return next((text for _, text in starts), _OTHER_FORM)


def _as_pydantic_says(document: Document, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False, include_input=False):
        yield document.describe("PSP299", tuple(detail["loc"]), cause=quoted(detail["msg"]))


def _type_of(value: Any) -> LocalizedText:
    match value:
        case bool():
            return _A_TICK
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
