"""Where values stand in the files of a policy: every form that is written, with its path and its type."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args

from ptc_service_policy.model.base import Path, Text
from ptc_service_policy.model.forms import Beside, Form, Leaf, Place, Tree
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun

TEXT_PLACE: type[Place] = Beside[Text]  # type: ignore[assignment]


Places = Mapping[str, tuple[str, type[Place] | None]]


class Written(NamedTuple):
    """Hold one value, or part of one, as it is written: its path, the type of its place, and itself.

    ``tests`` are the attributes that the trees above it have asked.
    """

    path: Path
    place: type[Place]
    value: Any
    tests: tuple[str, ...] = ()


def _places_of(noun: type[Noun]) -> Places:
    return {
        name: (field.alias or name, _place_in(field.annotation)) for name, field in noun.model_fields.items()
    }


places_of: Callable[[type[Noun]], Places] = cache(_places_of)  # type: ignore[assignment]  # a class has a hash
"""Return, for each attribute of a noun, its key in the file and the place that it is, if any."""


def _place_in(annotation: Any) -> type[Place] | None:
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation if issubclass(annotation, Place) else None
    return next((found for each in get_args(annotation) if (found := _place_in(each)) is not None), None)


def find_nouns(noun: Any, path: Path = ()) -> Iterator[tuple[Path, Noun]]:
    """Find every noun that stands outside of values, each with its path in the file."""
    if isinstance(noun, Noun):
        yield path, noun
        for name, (key, place) in places_of(type(noun)).items():
            if place is None:
                yield from find_nouns(getattr(noun, name), (*path, key))
    elif isinstance(noun, Mapping):
        for key, item in noun.items():
            yield from find_nouns(item, (*path, key))
    elif isinstance(noun, tuple):
        for index, item in enumerate(noun):
            yield from find_nouns(item, (*path, index))


def written_in(noun: Any, path: Path = ()) -> Iterator[Written]:
    """Find every value that stands in a noun, and every part of one, whatever its form."""
    if isinstance(noun, Noun):
        for name, (key, place) in places_of(type(noun)).items():
            value = getattr(noun, name)
            if place is None:
                yield from written_in(value, (*path, key))
            elif isinstance(value, FrozenDict) and name == "values":
                for offering, each in value.items():
                    yield from written_at(each, place, (*path, key, offering))
            elif value is not None:
                yield from written_at(value, place, (*path, key))
    elif isinstance(noun, Mapping):
        for key, item in noun.items():
            yield from written_in(item, (*path, key))


def written_at(value: Any, place: type[Place], path: Path, tests: tuple[str, ...] = ()) -> Iterator[Written]:
    """Find a value that stands at a place, and every part of it."""
    yield Written(path, place, value, tests)
    match value:
        case Tree():
            below = (*tests, value.by)
            for case, each in value.cases.items():
                yield from written_at(each, place, (*path, "cases", case), below)
            if value.otherwise is not None:
                yield from written_at(value.otherwise, place, (*path, "otherwise"), below)
        case Leaf():
            yield from written_at(value.value, place, (*path, "value"), tests)
            if value.scope is not None:
                yield from written_at(value.scope, TEXT_PLACE, (*path, "scope"), tests)
        case Noun():
            for name, (key, part) in places_of(type(value)).items():
                each = getattr(value, name)
                if part is not None and each is not None:
                    yield from written_at(each, part, (*path, key), tests)


def rewritten(noun: Any, change: Callable[[Any, type[Place]], Any], place: type[Place] | None = None) -> Any:
    """Return a noun in which every form was changed; what stays the same is kept as it is.

    Args:
        noun: a file, a noun or a value.
        change: takes a form and the type of its place, and returns what stands there instead.
        place: the type of the place that the value stands at, if it stands at any.
    """
    if place is not None and isinstance(noun, Form):
        noun = change(noun, place)
        match noun:
            case Tree():
                cases = FrozenDict(
                    {case: rewritten(each, change, place) for case, each in noun.cases.items()}
                )
                return Tree(noun.by, cases, rewritten(noun.otherwise, change, place))
            case Leaf():
                value, scope = rewritten(noun.value, change, place), rewritten(noun.scope, change, TEXT_PLACE)
                return Leaf(value, noun.firmness, noun.source, scope, noun.may_change)
        return noun
    if isinstance(noun, Noun):
        changes = {}
        for name, (_, part) in places_of(type(noun)).items():
            before = getattr(noun, name)
            after = rewritten(before, change, part)
            if after is not before:
                changes[name] = after
        return noun.model_copy(update=changes) if changes else noun
    if isinstance(noun, FrozenDict):
        items = {key: rewritten(each, change, place) for key, each in noun.items()}
        return FrozenDict(items) if any(items[key] is not noun[key] for key in noun) else noun
    return noun
