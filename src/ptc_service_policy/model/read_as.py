"""How the types that stand in files are read: by pydantic, imported when the first needs it."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from ptc_service_policy.model.frozen import FrozenDict

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

Read = Callable[[Any, Any, "GetCoreSchemaHandler"], "CoreSchema"]
"""What says how a type is read, given pydantic's `core_schema`, the type, and what reads other types."""


class ReadAs:
    """Say how pydantic reads a type, which it asks when it reads the first such value.

    ``pattern`` is what a text must match, ``some`` whether there must be an item; a schema says ``instead``
    and nothing else, or ``also``. ``stands`` tells which values of the type are read as they stand.
    """

    def __init__(
        self,
        read: Read,
        *,
        pattern: str | None = None,
        some: bool = False,
        instead: Mapping[str, Any] | None = None,
        also: Mapping[str, Any] = FrozenDict(),
        stands: Callable[[Any], object] = lambda _: False,
    ) -> None:
        self._read = read
        self.pattern = pattern
        self.some = some
        self._instead = instead
        self._also = also
        self.stands = stands

    def __get_pydantic_core_schema__(self, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return self._read(core_schema, source, handler)

    def __get_pydantic_json_schema__(
        self, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return dict(self._instead) if self._instead is not None else {**handler(schema), **self._also}


def matching(pattern: str, *, strict: bool = True) -> ReadAs:
    """Read a text that matches a pattern."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(strict_end(pattern))

    return ReadAs(
        lambda core, *_: core.str_schema(strict=strict or None, pattern=pattern),
        pattern=pattern,
        stands=lambda text: compiled().search(text),
    )


def strict_end(pattern: str) -> str:
    """Write a pattern such that it means in Python what it means elsewhere: no line end passes at its end."""
    return pattern[:-1] + r"\Z" if pattern.startswith("^") and pattern.endswith("$") else pattern


def standing(kind: Any) -> Callable[[Any], bool]:
    """Return what tells whether a value surely is of a type, and would be read as it stands."""
    origin = get_origin(kind)
    if origin is Annotated:
        of, *ways = get_args(kind)
        is_of, hold = standing(of), [each.stands for each in ways]
        return lambda value: is_of(value) and all(holds(value) for holds in hold)
    if origin in {Union, UnionType}:
        kinds = [standing(each) for each in get_args(kind)]
        return lambda value: any(is_of(value) for is_of in kinds)
    return lambda value: type(value) is kind


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
