"""The forms in which a value, or any part of one, may be written: one key names the form.

A value is plain, or it follows the register, is another offering's, is a tree of cases, is absent in so many
words, or is a leaf that says more about itself. ``Value[T]`` is the type of a place that takes all of them;
once settled for an offering and a case, what stands there is a plain ``T``, an ``Absence`` or None.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ptc_service_policy.model.base import ID_PATTERN, Firm, Id, MayChange, SomeDistinct, Text
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.place_names import name_of
from ptc_service_policy.model.schema_shapes import by_type, in_forms, options_by_type

T = TypeVar("T")


class Absence(StrEnum):
    """Say in so many words that there is none: a value of its own, and never silence."""

    NOT_PROVIDED = "not-provided"
    NOT_PROMISED = "not-promised"


@dataclass(frozen=True, slots=True)
class Silence:
    """Say, in a reading, that the source gives no answer."""


@dataclass(frozen=True, slots=True)
class FromRegister:
    """Take the answer from an entry of the register.

    ``readings`` hold what each reading means here, once the files of a policy are linked.
    """

    entry: str
    readings: Mapping[str, Any] = FrozenDict()


@dataclass(frozen=True, slots=True)
class SameAs:
    """Take another offering's value, with what it rests on."""

    offering: str


@dataclass(frozen=True, slots=True)
class Tree:
    """Take the value of the case that an attribute is in."""

    by: str
    cases: Mapping[str, Any]
    otherwise: Any = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """Hold a value that says more about itself than its rule does."""

    value: Any
    firmness: Firm | None = None
    source: tuple[str, ...] = ()
    scope: Any = None
    may_change: MayChange | None = None


Form = FromRegister | SameAs | Tree | Leaf | Absence | Silence
FORM_KEYS: Final = {"register": FromRegister, "same_as": SameAs, "by": Tree, "value": Leaf}
"""The key that names each form."""
OF_A_VALUE: Final = ("same_as", "firmness", "scope", "may_change")
"""The keys of forms that say something of one offering's value."""

_KEYS = {
    "register": ("The entry of the register that answers.", "L'entrée du registre qui répond."),
    "same_as": ("The offering whose value this is.", "L'offre dont c'est la valeur."),
    "by": ("The attribute that decides.", "L'attribut qui décide."),
    "cases": ("The value in each case.", "La valeur dans chaque cas."),
    "otherwise": ("The value in every other case.", "La valeur dans tout autre cas."),
    "value": ("The value itself.", "La valeur elle-même."),
    "firmness": ("How firmly this value holds.", "Avec quelle fermeté cette valeur vaut."),
    "source": (
        "What this value rests on in addition to its rule.",
        "Ce qui fonde cette valeur, outre sa règle.",
    ),
    "scope": ("The cases to which this value is limited.", "À quels cas cette valeur se limite."),
    "may_change": ("Who may ask for something else.", "Qui peut demander autre chose."),
}
"""What each key of a form says, in both languages."""

_WORDS = {absence.value: absence for absence in Absence}
SILENT: Final = "silent"
_ID = core_schema.str_schema(strict=True, pattern=ID_PATTERN)
VALUE_OF: Final = "Value-of-"
"""How the name of every place begins, in schemas as well."""
_NEEDED: Final = "needed-"
_PROMISED: Final = "promised-"
_BESIDE: Final = "shared-"


def _form_of(given: Any) -> str:
    """Tell the form of a value by its key, or by its word."""
    if isinstance(given, Mapping):
        return next((key for key in FORM_KEYS if key in given), "plain")
    if given is None:
        return "open"
    return "absent" if isinstance(given, str) and given in _WORDS else "plain"


class Place:
    """A place of a file that takes a value of one type, ``of``, in any form.

    ``absences`` are those that can be said of it. What stands ``beside`` the values of a rule holds for all
    offerings alike: the forms that say something of one offering's value have no meaning there.
    """

    of: Any
    absences: tuple[Absence, ...] = ()
    beside: bool = False

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        # The name by which pydantic knows the class: asked again, it then refers to what it has.
        ref = f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"
        here = core_schema.definition_reference_schema(ref)
        scope: Any = Beside[Text]
        said = {
            "firmness": handler.generate_schema(Firm),
            "source": handler.generate_schema(SomeDistinct[Id]),
            "scope": here if cls is scope else handler.generate_schema(scope),
            "may_change": handler.generate_schema(MayChange),
        }
        if cls.beside:
            said = {key: each for key, each in said.items() if key not in OF_A_VALUE}
        choices: dict[str, CoreSchema] = {
            "plain": handler.generate_schema(cls.of),
            # What was settled may be open in parts, and be read back; no file can say so, by the schema.
            "open": core_schema.none_schema(),
            "absent": core_schema.no_info_plain_validator_function(cls._absence),
            "register": _built(FromRegister, {"register": _ID}, entry="register"),
            "same_as": _built(SameAs, {"same_as": _ID}, offering="same_as"),
            "by": _built(Tree, {"by": _ID, "cases": _cases(here)}, {"otherwise": here}),
            "value": _built(Leaf, {"value": here}, said),
        }
        if cls.beside:
            del choices["same_as"]
        return core_schema.tagged_union_schema(
            choices, _form_of, ref=ref, metadata={"pydantic_js_functions": [cls._write_schema]}
        )

    @classmethod
    def _absence(cls, word: str) -> Absence:
        if _WORDS[word] not in cls.absences:
            raise ValueError("no absence that can be said of this")
        return _WORDS[word]

    @classmethod
    def _write_schema(cls, union: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Ask for the form that the key names, so that one mistake is told once."""
        choices = union["choices"]
        plain = options_by_type(
            handler(core_schema.nullable_schema(choices["plain"]))
        )  # else it loses its annotations
        forms = {key: handler(choices[key]) for key in FORM_KEYS if key in choices}
        if cls.beside:
            same_as, *of_a_leaf = OF_A_VALUE
            leaf = forms["value"]
            forms = {
                **forms,
                same_as: {"type": "object", "properties": {same_as: False}},
                "value": {**leaf, "properties": {**leaf["properties"], **dict.fromkeys(of_a_leaf, False)}},
            }
        return by_type(in_forms(plain, forms, list(_WORDS), list(cls.absences)))


if TYPE_CHECKING:
    Value = Annotated[T, Place]
    """The type of a place that takes a value in any form: a plain one, once it is settled."""
    Needed = Annotated[T, Place]
    """The type of a place that takes a value in any form but an absence: what a value cannot do without."""
    Promised = Annotated[T, Place]
    """The type of a place whose value may be promised, and is not where the source says so."""
    Beside = Annotated[T, Place]
    """The type of a place beside the values of a rule: what stands there holds for all offerings."""
else:

    class Value:
        """The type of a place that takes a value in any form: a plain one, once it is settled."""

        @staticmethod
        @cache
        def __class_getitem__(of: Any) -> type[Place]:
            return type(f"{VALUE_OF}{name_of(of)}", (Place,), {"of": of, "absences": (Absence.NOT_PROVIDED,)})

    class Promised:
        """The type of a place whose value may be promised, and is not where the source says so."""

        @staticmethod
        @cache
        def __class_getitem__(of: Any) -> type[Place]:
            return type(
                f"{VALUE_OF}{_PROMISED}{name_of(of)}", (Place,), {"of": of, "absences": tuple(Absence)}
            )

    class Needed:
        """The type of a place that takes any form but an absence: what a value cannot do without."""

        @staticmethod
        @cache
        def __class_getitem__(of: Any) -> type[Place]:
            return type(f"{VALUE_OF}{_NEEDED}{name_of(of)}", (Place,), {"of": of})

    class Beside:
        """The type of a place beside the values of a rule: what stands there holds for all offerings."""

        @staticmethod
        @cache
        def __class_getitem__(of: Any) -> type[Place]:
            return type(f"{VALUE_OF}{_BESIDE}{name_of(of)}", (Place,), {"of": of, "beside": True})


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


def texts_of_key(key: str) -> dict[str, str]:
    """Return what a schema says of a key of a form, for the editor that shows it."""
    en, fr = _KEYS[key]
    return {"description": en, "markdownDescription": f"{en}\n\n---\n\n{fr}"}
