"""The forms in which a value, or any part of one, may be written: one key names the form.

A value is plain, or it follows the register, is another offering's, is a tree of cases, is absent in so many
words, or is a leaf that says more about itself. ``Value[T]`` is the type of a place that takes all of them;
once settled for an offering and a case, what stands there is a plain ``T``, an ``Absence`` or None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from ptc_service_policy.model.base import Firm, MayChange
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import both_texts
from ptc_service_policy.model.place_names import name_of

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

T = TypeVar("T")


class Absence(StrEnum):
    """Say in so many words that there is none: a value of its own, and never silence."""

    NOT_PROVIDED = "not-provided"
    NOT_PROMISED = "not-promised"


def is_something(value: object) -> bool:
    """Tell whether an answer gives anything: silence, a plain no and what is not provided do not."""
    return value is not None and value is not False and not isinstance(value, Absence)


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
TREE_KEYS: Final = ("cases", "otherwise")
"""The keys of a tree beside the one that names it."""
LEAF_KEYS: Final = tuple(each.name for each in fields(Leaf) if each.name not in FORM_KEYS)
"""The keys of what says more of a value, beside the one under which that stands."""
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

SILENT: Final = "silent"
VALUE_OF: Final = "Value-of-"
"""How the name of every place begins, in schemas as well."""
_NEEDED: Final = "needed-"
_PROMISED: Final = "promised-"
_BESIDE: Final = "shared-"


class Place:
    """A place of a file that takes a value of one type, ``of``, in any form.

    ``absences`` are those that can be said of it. What stands ``beside`` the values of a rule holds for all
    offerings alike: the forms that say something of one offering's value have no meaning there.
    """

    of: Any
    absences: tuple[Absence, ...] = ()
    beside: bool = False

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from ptc_service_policy.model.form_reading import schema_of

        return schema_of(cls, handler)


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


def texts_of_key(key: str) -> dict[str, str]:
    """Return what a schema says of a key of a form, for the editor that shows it."""
    return both_texts(*_KEYS[key])
