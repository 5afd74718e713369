"""Published policies in a form that is quick to read, made when the library is built.

The YAML files stay the truth: a compiled form names their digests, and belongs to no others. It holds the
nouns as they were read and checked, written as JSON: a value that JSON does not have is a list of the number
of its kind and of what it is made of.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from importlib import import_module
from importlib.resources.abc import Traversable
from typing import Any

from ptc_service_policy.errors import InvalidPolicyError, PolicyError
from ptc_service_policy.loading.files import read_bytes, readable
from ptc_service_policy.model.editions import Event
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.policy_files import PolicyFiles

INDEX = "index.json"
_PACKAGE = __name__.partition(".")[0]
_MAX_BYTES = 10_000_000
_PLAIN = (str, int, float, bool, type(None))
_DATE, _TUPLE, _MAPPING, _CLASSES = range(4)


class Compiled:
    """Hold the compiled form of a folder of policies, of which each version is read when it is asked for."""

    def __init__(self, folder: Traversable, files: Mapping[str, bytes]) -> None:
        """Read what it says of all versions.

        Args:
            folder: the folder of the compiled form.
            files: the YAML files that it is of, by their path.

        Raises:
            InvalidPolicyError: PSP409 if it was made of others, or is damaged.
        """
        self._folder = folder
        with _damaged(INDEX):
            index = json.loads(self._raw(INDEX))
            if index["files"] != digests_of(files):
                raise ValueError("of other files")
            self._versions: dict[str, str] = index["versions"]
            self.digests: dict[str, str] = index["digests"]
            self.events: tuple[Event, ...] = decode(index["events"])

    def version(self, version: str) -> PolicyFiles:
        """Return the files of a version, without its journal.

        Raises:
            InvalidPolicyError: PSP409 if they are damaged.
        """
        name = f"{version}.json"
        with _damaged(name):
            raw = self._raw(name)
            if sha256(raw).hexdigest() != self._versions[version]:
                raise ValueError("of another build")
            files: PolicyFiles = decode(json.loads(raw))
        return files

    @readable()
    def _raw(self, name: str) -> bytes:
        return read_bytes(self._folder.joinpath(name), _MAX_BYTES)


@contextmanager
def _damaged(name: str) -> Iterator[None]:
    """Refuse a file in which anything is not as it was written."""
    try:
        yield
    except (AttributeError, ImportError, LookupError, TypeError, ValueError) as error:
        if isinstance(error, PolicyError):
            raise
        raise InvalidPolicyError.of("PSP409", file=name, name=name) from None


def write_compiled(
    files: Mapping[str, bytes],
    digests: Mapping[str, str],
    events: tuple[Event, ...],
    versions: Mapping[str, PolicyFiles],
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a compiled form, each with its name.

    Args:
        files: the YAML files, by their path.
        digests: the published versions, with the digest of each.
        events: the journal of editions.
        versions: the files of each version, without its journal.
    """
    texts = {version: _written(encode(each)) for version, each in versions.items()}
    yield from ((f"{version}.json", text) for version, text in texts.items())
    index = {
        "files": digests_of(files),
        "digests": dict(digests),
        "versions": {version: sha256(text).hexdigest() for version, text in texts.items()},
        "events": encode(events),
    }
    yield INDEX, _written(index)


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the digests of files by their path."""
    return {path: sha256(raw).hexdigest() for path, raw in files.items()}


def _written(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def encode(value: Any) -> dict[str, Any]:
    """Write a value of nouns as JSON has it; ``decode`` returns an equal one."""
    classes: dict[type, int] = {}
    return {"value": _encode(value, classes), "classes": [_name(each) for each in classes]}


def _encode(value: Any, classes: dict[type, int]) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is date:
        return [_DATE, value.isoformat()]
    if kind is tuple:
        return [_TUPLE, *(_encode(each, classes) for each in value)]
    if kind is FrozenDict:
        return [_MAPPING, *(_encode(each, classes) for item in value.items() for each in item)]
    number = _CLASSES + classes.setdefault(kind, len(classes))
    if isinstance(value, Enum):
        return [number, value.value]
    return [number, *(_encode(each, classes) for each in _parts(value))]


def _parts(value: Any) -> tuple[Any, ...]:
    """Return of what an object is made."""
    if isinstance(value, Noun):
        said = tuple(name for name in type(value).model_fields if name in value.model_fields_set)
        return said, *(getattr(value, name) for name in said)
    if is_dataclass(value):
        return tuple(getattr(value, each.name) for each in fields(value))
    raise TypeError(f"{type(value).__name__} is no part of a policy")


def decode(data: Mapping[str, Any]) -> Any:
    """Return the value that ``encode`` wrote."""
    makers: list[Callable[..., Any]] = [
        date.fromisoformat,
        lambda *parts: parts,
        lambda *parts: FrozenDict(zip(parts[::2], parts[1::2], strict=True)),
        *map(_maker, data["classes"]),
    ]

    def made(part: Any) -> Any:
        return makers[part[0]](*map(made, part[1:])) if type(part) is list else part

    return made(data["value"])


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _maker(name: str) -> Callable[..., Any]:
    """Return what makes an object of its parts."""
    module, _, qualified = name.partition(":")
    if module.partition(".")[0] != _PACKAGE:
        raise TypeError(f"{name} is no part of a policy")
    kind: type = getattr(import_module(module), qualified)
    if not issubclass(kind, Noun):
        return kind

    def make(said: tuple[str, ...], *values: Any) -> Any:
        return kind.model_construct(**dict(zip(said, values, strict=True)))

    return make
