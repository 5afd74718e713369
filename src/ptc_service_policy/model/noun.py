"""Nouns: what policies and contracts are made of, as plain frozen objects.

A class says its keys once. Pydantic, which reads somebody else's data as nouns and writes schemas of them,
asks a class for them when it must; what only evaluates loads neither pydantic nor any validator.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import FrozenInstanceError
from functools import lru_cache
from inspect import get_annotations
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, NoReturn, Self, dataclass_transform, get_origin

from ptc_service_policy.text import LocalizedText

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

REQUIRED: Any = ...
_SAID = "__pydantic_fields_set__"


class Key(NamedTuple):
    """Describe a key of a noun: its name in files, what stands for it where it is left out, and its texts."""

    annotation: Any = Any
    alias: str | None = None
    default: Any = REQUIRED
    default_factory: Callable[[], Any] | None = None
    texts: Mapping[str, str] = {}

    @property
    def is_required(self) -> bool:
        """Tell whether it may not be left out."""
        return self.default is REQUIRED and self.default_factory is None

    def left_out(self) -> Any:
        """Return what stands for it where it is left out, which never changes and is shared by all nouns."""
        return self.default if self.default_factory is None else self.default_factory()


def key(
    *,
    alias: str | None = None,
    default: Any = REQUIRED,
    default_factory: Callable[[], Any] | None = None,
    texts: Mapping[str, str] = {},
) -> Any:
    """Describe a key for which no editor shows a text."""
    return Key(alias=alias, default=default, default_factory=default_factory, texts=texts)


def explained(
    *,
    en: str,
    fr: str,
    alias: str | None = None,
    default: Any = REQUIRED,
    default_factory: Callable[[], Any] | None = None,
) -> Any:
    """Describe a key in both languages, for the editor that shows the schema's texts."""
    texts = both_texts(en, fr)
    return Key(alias=alias, default=default, default_factory=default_factory, texts=texts)


def both_texts(en: str, fr: str) -> dict[str, str]:
    """Return what a schema says of a key, for the editor that shows it."""
    return {"description": en, "markdownDescription": f"{en}\n\n---\n\n{fr}"}


@dataclass_transform(
    eq_default=False, kw_only_default=True, frozen_default=True, field_specifiers=(explained, key)
)
class Noun:
    """Hold what stands under the keys of an object, of which no other may be there; it never changes."""

    # The names under which pydantic reads and writes a model.
    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_private__", _SAID)

    model_config: ClassVar[dict[str, Any]] = {"extra": "forbid", "frozen": True, "strict": True}
    model_fields: ClassVar[dict[str, Key]] = {}
    _keys: ClassVar[tuple[tuple[str, Any], ...]] = ()

    def __init_subclass__(cls, **config: Any) -> None:
        super().__init_subclass__()
        cls.model_config = {**cls.model_config, **config}
        fields = dict(cls.model_fields)
        for name, annotation in get_annotations(cls).items():
            if not _is_of_the_class(annotation):
                given = cls.__dict__.get(name, REQUIRED)
                described = given if isinstance(given, Key) else Key(default=given)
                fields[name] = described._replace(annotation=annotation)
                if name in cls.__dict__:
                    delattr(cls, name)
        cls.model_fields = fields
        cls._keys = tuple((name, each.left_out()) for name, each in fields.items())

    def __init__(self, **values: Any) -> None:
        fields = self.model_fields
        if unknown := values.keys() - fields.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        if missing := [name for name, each in fields.items() if each.is_required and name not in values]:
            raise TypeError(f"{type(self).__name__} lacks {', '.join(missing)}")
        self._hold(values, values.keys())

    def _hold(self, values: Mapping[str, Any], said: AbstractSet[str]) -> None:
        held = self.__dict__
        for name, default in self._keys:
            if name in values:
                held[name] = values[name]
            elif default is not REQUIRED:
                held[name] = default
        object.__setattr__(self, _SAID, _shared_set((*said,)))

    def _hold_as(self, other: Self) -> None:
        self.__dict__.update(other.__dict__)
        object.__setattr__(self, _SAID, other.model_fields_set)

    @classmethod
    def model_construct(cls, said: AbstractSet[str] | None = None, /, **values: Any) -> Self:
        """Return a noun of values that are known to be right, whatever it lacks.

        Args:
            said: the names of what was said; those of the values if left out.
            values: what it holds, by name.
        """
        noun = object.__new__(cls)
        noun._hold(values, values.keys() if said is None else said)
        return noun

    @property
    def called(self) -> tuple[str, ...]:
        """Return its names in both languages, by which somebody may look for its id."""
        name = getattr(self, "name", None)
        return (name.fr, name.en) if isinstance(name, LocalizedText) else ()

    @property
    def model_fields_set(self) -> AbstractSet[str]:
        """Return the names of what was said, and not left out."""
        said: AbstractSet[str] = getattr(self, _SAID)
        return said

    def model_copy(
        self,
        *,
        update: Mapping[str, Any] | None = None,
        deep: bool = False,  # noqa: ARG002 - what never changes need not be copied
    ) -> Self:
        """Return a copy, with other values in the place of some."""
        changes = update or {}
        return self.model_construct({*self.model_fields_set, *changes}, **{**self.__dict__, **changes})

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self.__dict__.items())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Noun):
            return NotImplemented
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(map(self.__dict__.get, self.model_fields)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self)})"

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise FrozenInstanceError(f"{type(self).__name__} never changes")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"{type(self).__name__} never changes")

    def __getstate__(self) -> tuple[dict[str, Any], AbstractSet[str]]:
        return self.__dict__, self.model_fields_set

    def __setstate__(self, state: tuple[dict[str, Any], AbstractSet[str]]) -> None:
        self._hold(*state)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from ptc_service_policy.model.reading import schema_of

        return schema_of(cls, handler)

    @property
    def __pydantic_serializer__(self) -> Any:
        """Return what writes it where pydantic knows no more of it than the object itself."""
        return _reader(type(self)).serializer

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """Read a noun from a dict; raise pydantic's ValidationError with every fault."""
        noun: Self = _reader(cls).validate_python(obj, **options)
        return noun

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Read a noun from JSON; raise pydantic's ValidationError with every fault."""
        noun: Self = _reader(cls).validate_json(json_data, **options)
        return noun

    @classmethod
    def model_validate_strings(cls, obj: Any, **options: Any) -> Self:
        """Read a noun from a dict of texts; raise pydantic's ValidationError with every fault."""
        noun: Self = _reader(cls).validate_strings(obj, **options)
        return noun

    @classmethod
    def model_json_schema(cls, **options: Any) -> dict[str, Any]:
        """Return the JSON Schema of the object."""
        schema: dict[str, Any] = _reader(cls).json_schema(**options)
        return schema

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """Return it as a dict, as pydantic's ``model_dump`` does, and with its options."""
        written: dict[str, Any] = _reader(type(self)).dump_python(self, **options)
        return written

    def model_dump_json(self, **options: Any) -> str:
        """Return it as JSON, as pydantic's ``model_dump_json`` does, and with its options."""
        written: bytes = _reader(type(self)).dump_json(self, **options)
        return written.decode()


@lru_cache(maxsize=1024)
def _shared_set(names: tuple[str, ...]) -> AbstractSet[str]:
    """Return a set that many nouns share, since nobody changes it; pydantic asks for a set."""
    return {*names}


def _is_of_the_class(annotation: Any) -> bool:
    return get_origin(annotation) is ClassVar


def _reader(kind: Any) -> Any:
    from ptc_service_policy.model.reading import reader

    return reader(kind)
