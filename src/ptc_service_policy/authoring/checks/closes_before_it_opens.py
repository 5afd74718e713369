"""Hours that run past midnight for more than half a day: mostly the two times were exchanged."""

import re
from collections.abc import Iterator
from typing import Any

from ptc_service_policy.authoring.checks.check import Check, Material
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.strict_yaml import Path

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DAY = 24 * 60
_LONGEST_NIGHT = _DAY // 2
_Stretch = tuple[str, str]


def _find(material: Material) -> Iterator[Problem]:
    for version in material.policies.versions:
        for document in version.documents.values():
            for path, (opens, closes) in _nights((), document.data):
                yield document.describe("PSP475", path, opens=opens, closes=closes)


def _nights(path: Path, data: Any) -> Iterator[tuple[Path, _Stretch]]:
    """List the long nights, alike ones of a week once."""
    if isinstance(data, dict):
        found: dict[_Stretch, Path] = {}
        for key, each in data.items():
            for index, stretch in enumerate(each) if isinstance(each, list) else ():
                if (times := _long_night(stretch)) is not None:
                    found.setdefault(times, (*path, key, index))
            yield from _nights((*path, key), each)
        yield from ((at, times) for times, at in found.items())
    elif isinstance(data, list):
        for index, each in enumerate(data):
            yield from _nights((*path, index), each)


def _long_night(data: Any) -> _Stretch | None:
    match data:
        case {"opens": str(opens), "closes": str(closes)}:
            times = [_TIME.fullmatch(each) for each in (opens, closes)]
            minutes = [int(each[1]) * 60 + int(each[2]) for each in times if each is not None]
            if len(minutes) == 2 and minutes[1] < minutes[0] < minutes[1] + _LONGEST_NIGHT:
                return opens, closes
    return None


CHECK = Check("PSP475", _find)
