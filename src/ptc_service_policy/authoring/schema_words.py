"""What a schema expects, said in words of both languages: for editors, which show the words of a schema."""

from typing import Any

from ptc_service_policy.loading.validation import VALUE_MARK, name_form
from ptc_service_policy.model.forms import FORM_KEYS, VALUE_OF
from ptc_service_policy.text import LocalizedText

_NAMED_SCHEMAS = frozenset(("properties", "$defs", "patternProperties"))
_DAY_OF_A_MONTH = (
    r"^[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    r"|02-(0[1-9]|[12][0-9]))$"
)
"""The language server checks the form of a date only; the pattern knows how long the months are."""

_KEYS_OF_A_FORM = LocalizedText(
    fr="un ensemble de clés dont chacune est {form}", en="a mapping in which each key is {form}"
)
_ONLY_KEYS = LocalizedText(fr="seulement ces clés : {keys}", en="only these keys: {keys}")
_OR_FORMS = LocalizedText(
    fr="seulement ces clés : {keys} ; ou {forms}", en="only these keys: {keys}; or {forms}"
)
_ONE_KEY = LocalizedText(fr="une seule de ces clés : {keys}", en="exactly one of: {keys}")
_KEYS = LocalizedText(fr="des clés ({keys})", en="keys ({keys})")
_MAPPING = LocalizedText(fr="un ensemble de clés", en="a mapping of keys")
_WORDS = {
    "boolean": [LocalizedText(fr="true", en="true"), LocalizedText(fr="false", en="false")],
    "array": [LocalizedText(fr="une liste", en="a list")],
    "integer": [LocalizedText(fr="un nombre entier", en="a whole number")],
    "number": [LocalizedText(fr="un nombre", en="a number")],
    "string": [LocalizedText(fr="un texte", en="a text")],
}


def say_what_is_expected(schema: dict[str, Any]) -> dict[str, Any]:
    """Add to every part of a schema the words that an editor shows where a file does not fit it."""
    said: dict[str, Any] = _Speaker(schema.get("$defs", {}), _plain_values(schema)).visit(schema)
    return said


def expected(what: LocalizedText) -> str:
    """Say what is expected, in both languages."""
    return f"Expected: {what.en}. / Attendu : {what.fr}."


class _Speaker:
    """Walk a schema; ``values`` are the definitions in whose place a form of a value may stand."""

    def __init__(self, definitions: dict[str, Any], values: set[str]) -> None:
        self._definitions = definitions
        self._values = values

    def visit(self, node: Any, name: str = "") -> Any:
        if isinstance(node, list):
            return [self.visit(item) for item in node]
        if not isinstance(node, dict):
            return node
        said = self._said(node, name)
        return {
            key: {name: self.visit(item, name) for name, item in value.items()}
            if key in _NAMED_SCHEMAS
            else value
            if key == "if"
            else self.visit(value)
            for key, value in said.items()
        }

    def _said(self, node: dict[str, Any], name: str) -> dict[str, Any]:
        if isinstance(node.get("type"), list) and "pattern" not in node:
            return self._with_types(node)
        if node.get("format") == "date" and "pattern" in node:
            form = name_form(_DAY_OF_A_MONTH)
            return {**node, "pattern": _DAY_OF_A_MONTH, "errorMessage": expected(form)}
        if isinstance(node.get("pattern"), str):
            return {**node, "errorMessage": expected(name_form(node["pattern"]))}
        if "patternProperties" in node:
            return _with_form_of_keys(node)
        if node.get("additionalProperties") is False and "properties" in node:
            return self._with_keys(node, name)
        return node

    def _with_keys(self, node: dict[str, Any], name: str) -> dict[str, Any]:
        keys = ", ".join(node["properties"])
        if name in self._values:
            said = _OR_FORMS.format(keys=keys, forms=", ".join(FORM_KEYS))
            return {**_with_one_key(node, keys), "$comment": VALUE_MARK, "errorMessage": expected(said)}
        return {**_with_one_key(node, keys), "errorMessage": expected(_ONLY_KEYS.format(keys=keys))}

    def _with_types(self, node: dict[str, Any]) -> dict[str, Any]:
        """Say all that may stand in a place, of whatever type."""
        options = _options(node)
        kinds = sorted(node["type"], key=lambda kind: kind == "object")
        said = [word for kind in kinds for word in self._words_of(kind, options.get(kind, {}))]
        text = LocalizedText(
            fr=_one_of([each.fr for each in said], "ou"), en=_one_of([each.en for each in said], "or")
        )
        node = {**node, "errorMessage": expected(text)}
        return _with_words_alone(node, node["errorMessage"])

    def _words_of(self, kind: str, option: dict[str, Any]) -> list[LocalizedText]:
        """List what may stand there of one type."""
        if kind == "object":
            keys = list(dict.fromkeys(self._keys_of(option)))
            return [_KEYS.format(keys=", ".join(keys)) if keys else _MAPPING]
        if "const" in option or "enum" in option:
            allowed = option.get("enum", [option.get("const")])
            words = [str(each).lower() if isinstance(each, bool) else str(each) for each in allowed]
            return [LocalizedText(fr=word, en=word) for word in words]
        if "pattern" in option:
            return [name_form(option["pattern"])]
        if "else" in option:
            absent = [LocalizedText(fr=word, en=word) for word in option["then"].get("enum", ())]
            return [*self._words_of(kind, option["else"]), *absent]
        return _WORDS[kind]

    def _keys_of(self, option: dict[str, Any]) -> list[str]:
        """List the keys of a mapping, and the keys of the forms behind its own."""
        reference = option.get("$ref", "").removeprefix("#/$defs/")
        own = list((self._definitions[reference] if reference else option).get("properties", {}))
        if own or option.get("if", {}).get("required", [""])[0] not in FORM_KEYS:
            return own
        forms = []
        while "else" in option and (form := option["if"].get("required", [""])[0]) in FORM_KEYS:
            forms += [form] if option["then"].get("properties", {}).get(form, True) else []
            option = option["else"]
        return [*self._keys_of(option), *forms]


def _one_of(words: list[str], last: str) -> str:
    *before, end = words
    return f"{', '.join(before)} {last} {end}" if before else end


def _options(node: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Read back what is asked of each type."""
    found = {}
    while "if" in node and "type" in node["if"]:
        found[node["if"]["type"]] = node["then"]
        node = node.get("else", {})
    return found


def _with_words_alone(node: dict[str, Any], message: str) -> dict[str, Any]:
    """Where only some words may stand, a text that is none of them is told all that may stand there."""
    if node.get("if") == {"type": "string"} and node["then"].keys() <= {"enum", "const"}:
        return {**node, "then": {**node["then"], "errorMessage": message}}
    if "else" in node and "if" in node:
        return {**node, "else": _with_words_alone(node["else"], message)}
    return node


def _with_form_of_keys(node: dict[str, Any]) -> dict[str, Any]:
    said = expected(_KEYS_OF_A_FORM.format(form=name_form(*node["patternProperties"])))
    named = (
        {"propertyNames": {**node["propertyNames"], "errorMessage": said}} if "propertyNames" in node else {}
    )
    return {**node, **named, "errorMessage": said}


def _with_one_key(node: Any, keys: str) -> Any:
    """Name the keys of which exactly one is asked for."""
    if isinstance(node, dict) and node.get("else") == {"type": "null"}:
        return {**node, "else": {"type": "null", "errorMessage": expected(_ONE_KEY.format(keys=keys))}}
    return {**node, "then": _with_one_key(node["then"], keys)} if "then" in node else node


def _plain_values(schema: dict[str, Any]) -> set[str]:
    """Find the definitions that stand as plain values in places of values, and nowhere else."""
    inside: set[str] = set()
    outside: set[str] = set()

    def walk(node: Any, *, plain: bool) -> None:
        if isinstance(node, list):
            for item in node:
                walk(item, plain=False)
        if not isinstance(node, dict):
            return
        if isinstance(reference := node.get("$ref"), str):
            (inside if plain else outside).add(reference.removeprefix("#/$defs/"))
        chained = node.get("if", {}).get("required", [""])[0] if isinstance(node.get("if"), dict) else ""
        for key, value in node.items():
            walk(value, plain=key == "else" and chained in FORM_KEYS)

    walk(schema, plain=False)
    return {name for name in inside - outside if not name.startswith(VALUE_OF)}
