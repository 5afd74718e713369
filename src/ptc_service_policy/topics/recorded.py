"""What questions are asked with, in plain form: each kind of input goes to JSON and back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator, TypeAdapter

from ptc_service_policy.model.plain import plain
from ptc_service_policy.topics.reported import Delivered, Happened, read_on
from ptc_service_policy.topics.topic import Topic

_Instant = Annotated[datetime, PlainValidator(lambda written: datetime.fromisoformat(str(written)))]


def _read_on(written: Any) -> Any:
    """Read when something was reported to be, before the rest of a report is read."""
    if isinstance(written, Mapping) and isinstance(written.get("on"), str):
        return {**written, "on": read_on(written["on"])}
    return written


_ON = BeforeValidator(_read_on)
_Figure = int | float
_KINDS: dict[str, Any] = {
    "instant": _Instant,
    "date": date,
    "pauses": tuple[tuple[_Instant, _Instant | None], ...],
    "marks": tuple[float | timedelta, ...],
    "deliveries": tuple[Annotated[Delivered, _ON], ...],
    "events": tuple[Annotated[Happened, _ON], ...],
    "figures": dict[str, _Figure | tuple[_Figure, ...]],
}
"""What each kind of input is read as; ``plain`` writes it."""


def held(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a question is asked with, such that it can be read more than once."""
    return {
        key: tuple(each) if isinstance(each, Iterable) and not isinstance(each, Mapping | str) else each
        for key, each in given.items()
    }


def write_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """Write what a question is asked with, inputs and attributes, plainly, lengths as ISO 8601 has them."""
    return {key: _write(each) for key, each in given.items()}


def _write(given: Any) -> Any:
    if isinstance(given, tuple):
        return [_write(each) for each in given]
    if isinstance(given, timedelta):
        return _lengths().dump_python(given, mode="json")
    return plain(given)


def read_duration(written: str) -> timedelta:
    """Read a length of time as ISO 8601 has it, such as PT2H; raise ValueError for what is none."""
    return _lengths().validate_python(written)


def read_given(topic: Topic[Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """Read what a question was asked with.

    Raises:
        ValueError: if an input is not of its form.
    """
    inputs = {each.name: each for each in topic.inputs}
    return {
        key: _reader(inputs[key].kind).validate_python(each) if key in inputs else each
        for key, each in written.items()
    }


@cache
def _lengths() -> TypeAdapter[timedelta]:
    return TypeAdapter(timedelta)


@cache
def _reader(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[kind])
