"""The names by which schemas call the types of values: readable, and the same in every process."""

from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from ptc_service_policy.language_names import LANGUAGE_PATTERN
from ptc_service_policy.model.currencies import CURRENCY_PATTERN

_BY_PATTERN = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "Id",
    r"^limits\.[a-z0-9]+(-[a-z0-9]+)*$": "Limit-address",
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": "Time",
    LANGUAGE_PATTERN: "Language",
    CURRENCY_PATTERN: "Currency",
}
_named: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Called:
    """Give an annotated type the name by which schemas call it."""

    name: str


def name_of(of: Any) -> str:
    """Return the name of a type; raise ValueError where another type has it already."""
    name = _describe(of)
    if _named.setdefault(name, of) != of:
        raise ValueError(f"two types of the name {name}")
    return name


def name_of_pattern(pattern: str) -> str | None:
    """Return the name of the texts that a pattern describes, if they have one."""
    return _BY_PATTERN.get(pattern)


def _describe(of: Any) -> str:
    origin, arguments = get_origin(of), get_args(of)
    if origin is Annotated:
        return _annotated(arguments)
    if origin is Literal:
        return "Weekday" if "mon" in arguments else "-or-".join(str(each).lower() for each in arguments)
    if origin in {Union, UnionType}:
        return "-or-".join(map(_describe, arguments))
    if origin is tuple:
        return f"List-of-{_describe(arguments[0])}"
    if origin is dict:
        return f"{_describe(arguments[1])}-by-{_describe(arguments[0])}"
    return (
        "Text" if of.__name__ == "LocalizedText" else {"bool": "Boolean"}.get(of.__name__, str(of.__name__))
    )


def _annotated(arguments: tuple[Any, ...]) -> str:
    of, *rest = arguments
    for each in rest:
        if isinstance(each, Called):
            return each.name
        if (found := _BY_PATTERN.get(getattr(each, "pattern", None) or "")) is not None:
            return found
    if get_origin(of) is tuple:
        some = any(getattr(each, "some", False) for each in rest)
        return f"{'Some' if some else 'List-of'}-{_describe(get_args(of)[0])}"
    return "Number" if of is float else _describe(of)
