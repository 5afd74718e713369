"""How the types that stand in files are read: by pydantic, imported when the first needs it."""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

Read = Callable[[Any, Any, "GetCoreSchemaHandler"], "CoreSchema"]
"""What says how a type is read, given pydantic's `core_schema`, the type, and what reads other types."""
AtSight = Callable[[Any], Any]
"""What reads a value that surely is of a type, as pydantic would, and of all others ``UNSURE``."""
UNSURE: Any = object()
"""What is read of a value of which pydantic has to tell what it is, or what is wrong with it."""


def _nothing_at_sight(_read: AtSight) -> AtSight:
    return lambda _: UNSURE


class ReadAs:
    """Say how pydantic reads a type, which it asks when it reads the first such value.

    ``pattern`` is what a text must match, ``some`` whether there must be an item; a schema says ``instead``
    and nothing else, or ``also``. ``at_sight`` makes what reads it at sight of what reads so the type that it
    is made of.
    """

    def __init__(
        self,
        read: Read,
        *,
        pattern: str | None = None,
        some: bool = False,
        instead: Mapping[str, Any] | None = None,
        also: Mapping[str, Any] = FrozenDict(),
        at_sight: Callable[[AtSight], AtSight] = _nothing_at_sight,
    ) -> None:
        self._read = read
        self.pattern = pattern
        self.some = some
        self._instead = instead
        self._also = also
        self.at_sight = at_sight

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return self._read(core_schema, source, handler)

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return dict(self._instead) if self._instead is not None else {**handler(schema), **self._also}


def matching(pattern: str) -> ReadAs:
    """Read a text that matches a pattern."""
    return ReadAs(
        lambda core, *_: core.str_schema(strict=True, pattern=pattern),
        pattern=pattern,
        at_sight=lambda read: _if(re.compile(strict_end(pattern)).search, read),
    )


def strict_end(pattern: str) -> str:
    """Write a pattern such that it means in Python what it means elsewhere: no line end passes at its end."""
    return pattern[:-1] + r"\Z" if pattern.startswith("^") and pattern.endswith("$") else pattern


def at_sight(kind: Any) -> AtSight:
    """Return what reads a type at sight."""
    origin, within = get_origin(kind), get_args(kind)
    if origin is Annotated:
        read, *ways = at_sight(within[0]), *within[1:]
        for each in ways:
            read = each.at_sight(read)
        return read
    if origin in {Union, UnionType}:
        return _first([at_sight(each) for each in within])
    if origin is tuple and within[1:] == (...,):
        return _items(at_sight(within[0]))
    if origin is dict:
        return _mapping(*map(at_sight, within))
    if isinstance(kind, type) and issubclass(kind, Noun):
        return partial(noun_at_sight, kind)
    return _text if kind is str else lambda value: value if type(value) is kind else UNSURE


def _text(value: Any) -> Any:
    try:
        return value if type(value) is str and (value.isascii() or value.encode()) else UNSURE
    except UnicodeEncodeError:  # half a character
        return UNSURE


def noun_at_sight(kind: type[Noun], value: Any) -> Any:
    """Read a noun at sight, of a dict or as it is."""
    if type(value) is kind:
        return value
    required, reads = _keys_at_sight(kind)  # type: ignore[arg-type]  # a class is hashable
    if type(value) is not dict or not required <= value.keys() <= reads.keys():
        return UNSURE
    found = {}
    for name, each in value.items():
        read = found[name] = reads[name](each)
        if read is UNSURE:
            return UNSURE
    return kind.model_construct(**found)


@cache
def _keys_at_sight(kind: type[Noun]) -> tuple[frozenset[str], Mapping[str, AtSight]]:
    """Return the keys that a noun needs, and what reads each; none suffice where pydantic judges more."""
    fields = kind.model_fields
    is_judged = kind.model_config["strict"] or hasattr(kind, "_agree")
    if is_judged or any(each.alias is not None for each in fields.values()):
        return frozenset(fields), {}
    required = frozenset(name for name, each in fields.items() if each.is_required)
    return required, {name: at_sight(each.annotation) for name, each in fields.items()}


def _if(stands: Callable[[Any], object], read: AtSight) -> AtSight:
    def one(value: Any) -> Any:
        found = read(value)
        return found if found is not UNSURE and stands(found) else UNSURE

    return one


def _first(reads: list[AtSight]) -> AtSight:
    def first(value: Any) -> Any:
        for read in reads:
            if (found := read(value)) is not UNSURE:
                return found
        return UNSURE

    return first


def _items(read: AtSight) -> AtSight:
    def items(value: Any) -> Any:
        found = tuple(map(read, value)) if type(value) in {list, tuple} else (UNSURE,)
        return UNSURE if any(each is UNSURE for each in found) else found

    return items


def _mapping(read_key: AtSight, read_value: AtSight) -> AtSight:
    def mapping(value: Any) -> Any:
        if type(value) not in {dict, FrozenDict}:
            return UNSURE
        found = [(read_key(name), read_value(each)) for name, each in value.items()]
        return UNSURE if any(UNSURE is each for pair in found for each in pair) else dict(found)

    return mapping


def whole(least: int) -> ReadAs:
    """Read a whole number of at least so many."""
    return ReadAs(lambda core, *_: core.int_schema(strict=True, ge=least))


def number(**bounds: float) -> ReadAs:
    """Read a number, whole or not, within bounds as pydantic names them."""
    json = {_IN_JSON[name]: bound for name, bound in bounds.items()}
    return ReadAs(
        lambda core, *_: core.union_schema(
            [core.int_schema(strict=True, **bounds), core.float_schema(strict=True, **bounds)]
        ),
        instead={"type": "number", **json},
    )


_IN_JSON = {"gt": "exclusiveMinimum", "ge": "minimum", "le": "maximum"}


def then(check: Callable[[Any], Any], *, some: bool = False) -> Read:
    """Read a type, of at least one item where ``some`` are needed, and pass it through a function."""

    def read(core: Any, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        plain: Any = {**handler(source), **({"min_length": 1} if some else {})}
        return core.no_info_after_validator_function(check, plain)  # type: ignore[no-any-return]

    return read


def passed_through(check: Callable[[Any], Any]) -> ReadAs:
    """Read a type, and pass what was read through a function."""
    return ReadAs(then(check))


def frozen(*, some: bool = False) -> ReadAs:
    """Read a mapping that then never changes."""

    def at_sight(read: AtSight) -> AtSight:
        return lambda value: (
            UNSURE if (found := read(value)) is UNSURE or some > len(found) else FrozenDict(found)
        )

    return ReadAs(then(FrozenDict, some=some), some=some, at_sight=at_sight)
