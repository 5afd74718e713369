"""Time zones: the one place that makes them, from the same data wherever the process runs.

A bare ``ZoneInfo`` reads the data of the machine and only then those of the ``tzdata`` package, so that two
machines with the same packages may answer differently. Here the package comes first, and alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar
from zoneinfo import TZPATH, ZoneInfo

from ptc_service_policy.business_time.instants import to_local
from ptc_service_policy.errors import BusinessTimeError, knows, shown, suggest
from ptc_service_policy.text import LocalizedText

_OF_THE_MACHINE = frozenset(("localtime", "posixrules", "Factory"))
"""Names by which each machine means a zone of its own."""
_BY_MACHINE = LocalizedText(
    fr="Ce que désigne ce nom dépend de la machine : ailleurs, le même contrat aurait d'autres réponses.",
    en="What that name means depends on the machine: elsewhere the same contract would get other answers.",
)
_ONE_DAY = 86_400
_SHORTEST_OFFSET = 6
"""No zone has kept an offset for fewer midnights since 1900: Recife had seven days of summer time in 2000."""
_VERSION = "# version "
_Offset = TypeVar("_Offset")
_ZONES: dict[str, "IanaZone"] = {}


class IanaZone(ZoneInfo):
    """A time zone of the data in use, one object for each name, also in a process that unpickles it."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Any, ...]:
        # A plain one would be unpickled from the data of the machine, or not at all.
        return read_zone, (self.key,)


@dataclass(frozen=True, slots=True)
class ZoneData:
    """Say which zone data answer.

    ``source`` is "package" for the ``tzdata`` package, "system" for the machine's; ``version`` is that of the
    IANA database, such as "2026f", None where the machine does not say it.
    """

    source: Literal["package", "system"]
    version: str | None


def read_zone(name: str) -> IanaZone:
    """Return the IANA zone called ``name``; raise BusinessTimeError (PSP602) if there is none."""
    try:
        return _ZONES[name]
    except (KeyError, TypeError):
        zone = _load(name) if name in known_zones() else None
    if zone is None:
        suggestion = suggest_zone(name)
        raise BusinessTimeError.of("PSP602", value=shown(name), suggestion=suggestion, path=("time_zone",))
    # Of two threads that load it one wins: as many objects would be as many zones to compare datetimes by.
    return _ZONES.setdefault(name, zone)


@cache
def known_zones() -> tuple[str, ...]:
    """Return the names of the zones that mean the same on every machine, in their order."""
    package = _package()
    if package is not None:
        names = package.joinpath("zones").read_text(encoding="utf-8").split()
    else:
        from zoneinfo import available_timezones

        names = list(available_timezones())
    return tuple(sorted(set(names) - _OF_THE_MACHINE))


def suggest_zone(name: object) -> LocalizedText:
    """Say which zones are near a name that is none, or why no answer can rest on it."""
    if knows(_OF_THE_MACHINE, name):
        return _BY_MACHINE
    return suggest(name, known_zones(), at_most=8)


@cache
def zone_data() -> ZoneData:
    """Return which zone data answer, and their version."""
    if _package() is None:
        return ZoneData("system", next(map(_version_in, filter(Path.is_dir, map(Path, TZPATH))), None))
    import tzdata

    return ZoneData("package", tzdata.IANA_VERSION)


def offsets_between(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the offset of a zone at a second since the epoch, then each later one until another second.

    Each comes as the second from which on it holds, and how many seconds the clocks are then ahead of UTC.
    """
    return _changes(partial(_offset, zone), [*range(first, last, _ONE_DAY), last])


def midnight_offsets(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, timedelta]]:
    """Yield the offset of a zone when a day begins, by its ordinal, then each later one until another day."""
    return _changes(partial(_midnight_offset, zone), [*range(first, last, _SHORTEST_OFFSET), last])


def _changes(offset_at: Callable[[int], _Offset], points: list[int]) -> Iterator[tuple[int, _Offset]]:
    """Yield the offset at the first of some points, then each later one with the point at which it begins."""
    known, offset = points[0], offset_at(points[0])
    yield known, offset
    for point in points:
        while offset_at(point) != offset:
            until = point
            while until - known > 1:
                middle = (known + until) // 2
                if offset_at(middle) == offset:
                    known = middle
                else:
                    until = middle
            known, offset = until, offset_at(until)
            yield known, offset
        known = point


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = to_local(timedelta(seconds=second), zone).utcoffset() or timedelta()
    return round(offset.total_seconds())


def _midnight_offset(zone: ZoneInfo, ordinal: int) -> timedelta:
    return zone.utcoffset(datetime.fromordinal(ordinal)) or timedelta()


@cache
def _package() -> Traversable | None:
    """Return the ``tzdata`` package, if it is installed."""
    from importlib.resources import files

    try:
        package = files("tzdata")
    except ModuleNotFoundError:
        return None
    return package if package.joinpath("zones").is_file() else None


def _load(name: str) -> IanaZone | None:
    package = _package()
    try:
        if package is None:
            return IanaZone.no_cache(name)
        with package.joinpath("zoneinfo", *name.split("/")).open("rb") as stream:
            return IanaZone.from_file(stream, key=name)
    except (LookupError, OSError, ValueError):
        return None


def _version_in(folder: Path) -> str | None:
    """Return the version that a folder of zone data says it has."""
    for name in ("tzdata.zi", "+VERSION"):
        try:
            with folder.joinpath(name).open(encoding="utf-8") as stream:
                return stream.readline().removeprefix(_VERSION).strip() or None
        except (OSError, UnicodeDecodeError):
            continue
    return None
