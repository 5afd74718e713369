"""A mapping that never changes."""

from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict that refuses every change, hashes by its items and can be pickled."""

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("this mapping never changes")

    __setitem__ = __delitem__ = _refuse
    clear = pop = popitem = setdefault = update = __ior__ = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items())) if self else 0

    def __copy__(self) -> "FrozenDict[K, V]":
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return FrozenDict, (dict(self),)


def freeze(data: Any) -> Any:
    """Return plain data as they are now, whatever becomes of what they were given as."""
    if isinstance(data, Mapping):
        return FrozenDict({key: freeze(value) for key, value in data.items()})
    return tuple(map(freeze, data)) if isinstance(data, list | tuple) else data
