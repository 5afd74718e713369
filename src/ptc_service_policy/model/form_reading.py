"""How pydantic reads the forms in which a value may be written, and what a schema says of them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ptc_service_policy.model.base import (
    ID_PATTERN,
    Firm,
    Id,
    MayChange,
    SomeDistinct,
    Text,
)
from ptc_service_policy.model.forms import (
    FORM_KEYS,
    OF_A_VALUE,
    Absence,
    Beside,
    FromRegister,
    Leaf,
    Place,
    SameAs,
    Tree,
    texts_of_key,
)
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.schema_shapes import by_type, in_forms, options_by_type

_WORDS = {absence.value: absence for absence in Absence}
_ID = core_schema.str_schema(strict=True, pattern=ID_PATTERN)


def schema_of(place: type[Place], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return how pydantic reads what stands at a place."""
    # The name by which pydantic knows the class: asked again, it then refers to what it has.
    ref = f"{place.__module__}.{place.__qualname__}:{id(place)}"
    here = core_schema.definition_reference_schema(ref)
    scope: Any = Beside[Text]
    said = {
        "firmness": handler.generate_schema(Firm),
        "source": handler.generate_schema(SomeDistinct[Id]),
        "scope": here if place is scope else handler.generate_schema(scope),
        "may_change": handler.generate_schema(MayChange),
    }
    if place.beside:
        said = {key: each for key, each in said.items() if key not in OF_A_VALUE}
    choices: dict[str, CoreSchema] = {
        "plain": handler.generate_schema(place.of),
        # What was settled may be open in parts, and be read back; no file can say so, by the schema.
        "open": core_schema.none_schema(),
        "absent": core_schema.no_info_plain_validator_function(partial(_absence, place)),
        "register": _built(FromRegister, {"register": _ID}, entry="register"),
        "same_as": _built(SameAs, {"same_as": _ID}, offering="same_as"),
        "by": _built(Tree, {"by": _ID, "cases": _cases(here)}, {"otherwise": here}),
        "value": _built(Leaf, {"value": here}, said),
    }
    if place.beside:
        del choices["same_as"]
    return core_schema.tagged_union_schema(
        choices, _form_of, ref=ref, metadata={"pydantic_js_functions": [partial(_write_schema, place)]}
    )


def _form_of(given: Any) -> str:
    """Tell the form of a value by its key, or by its word."""
    if isinstance(given, Mapping):
        return next((key for key in FORM_KEYS if key in given), "plain")
    if given is None:
        return "open"
    return "absent" if isinstance(given, str) and given in _WORDS else "plain"


def _absence(place: type[Place], word: str) -> Absence:
    if _WORDS[word] not in place.absences:
        raise ValueError("no absence that can be said of this")
    return _WORDS[word]


def _write_schema(place: type[Place], union: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """Ask for the form that the key names, so that one mistake is told once."""
    choices = union["choices"]
    plain = options_by_type(
        handler(core_schema.nullable_schema(choices["plain"]))
    )  # else it loses its annotations
    forms = {key: handler(choices[key]) for key in FORM_KEYS if key in choices}
    if place.beside:
        same_as, *of_a_leaf = OF_A_VALUE
        leaf = forms["value"]
        forms = {
            **forms,
            same_as: {"type": "object", "properties": {same_as: False}},
            "value": {**leaf, "properties": {**leaf["properties"], **dict.fromkeys(of_a_leaf, False)}},
        }
    return by_type(in_forms(plain, forms, list(_WORDS), list(place.absences)))


def _cases(here: CoreSchema) -> CoreSchema:
    cases = core_schema.dict_schema(_ID, here, min_length=1, strict=True)
    return core_schema.no_info_after_validator_function(FrozenDict, cases)


def _built(
    form: type[Any],
    required: Mapping[str, CoreSchema],
    optional: Mapping[str, CoreSchema] = FrozenDict(),
    **renamed: str,
) -> CoreSchema:
    fields = {key: _key(key, each, required=True) for key, each in required.items()}
    fields |= {key: _key(key, each, required=False) for key, each in optional.items()}
    keys = core_schema.typed_dict_schema(fields, extra_behavior="forbid", strict=True)
    names = {key: name for name, key in renamed.items()}

    def build(given: dict[str, Any]) -> Any:
        return form(**{names.get(key, key): value for key, value in given.items()})

    return core_schema.no_info_after_validator_function(build, keys)


def _key(key: str, value: CoreSchema, *, required: bool) -> Any:
    metadata = {"pydantic_js_updates": texts_of_key(key)}
    return core_schema.typed_dict_field(value, required=required, metadata=metadata)
