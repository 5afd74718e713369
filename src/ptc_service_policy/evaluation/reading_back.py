"""Reading answers back from JSON: the value of each is what its question has."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from ptc_service_policy.topics.answer_type import answer_type
from ptc_service_policy.topics.registry import topic

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import CoreSchema


def as_asked(schema: "CoreSchema", *decisions: str) -> "CoreSchema":
    """Return how pydantic reads what holds decisions on its ``topic``: with the values that it gives.

    Args:
        schema: how it reads it otherwise.
        decisions: the names of the decisions.
    """
    from pydantic_core import core_schema, to_json

    def read(holder: Any) -> Any:
        reader = _reader(holder.topic)
        found = {}
        for name in decisions:
            decision = getattr(holder, name)
            if isinstance(decision.value, dict | list | tuple | str):
                found[name] = replace(decision, value=reader.validate_json(to_json(decision.value)))
        return replace(holder, **found)

    return core_schema.no_info_after_validator_function(read, schema)


@cache
def _reader(name: str) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    (value,) = get_args(answer_type(topic(name)))
    return TypeAdapter(value)
