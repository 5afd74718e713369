"""Which step of the version number the changes demand."""

from collections.abc import Iterable
from enum import StrEnum

from ptc_service_policy.authoring.diff.changes import Change
from ptc_service_policy.authoring.diff.texts import WORDING
from ptc_service_policy.topics.judging import Effect

Number = tuple[int, int, int]


class Bump(StrEnum):
    """Name the part of ``MAJOR.MINOR.PATCH`` that must rise."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


_DEMANDED = {
    Effect.WORSE: Bump.MAJOR,
    Effect.DIFFERENT: Bump.MAJOR,
    Effect.BETTER: Bump.MINOR,
    Effect.WORDING: Bump.PATCH,
}
_ORDER = list(Bump)


def demanded_bump(changes: Iterable[Change]) -> Bump:
    """Return the greatest step that a change demands.

    What got worse is major. So is what is merely different: a customer may rely on how it was.
    """
    effects = (effect for change in changes for effect in change.effects)
    return max((_DEMANDED[effect] for effect in effects), key=_ORDER.index, default=Bump.NONE)


def least_version(before: str, bump: Bump) -> str:
    """Return the smallest version that a step from ``before`` allows."""
    major, minor, patch = number_of(before)
    least = {
        Bump.NONE: (major, minor, patch),
        Bump.PATCH: (major, minor, patch + 1),
        Bump.MINOR: (major, minor + 1, 0),
        Bump.MAJOR: (major + 1, 0, 0),
    }[bump]
    return ".".join(map(str, least))


def is_enough(before: str, after: str, bump: Bump) -> bool:
    """Tell whether the step between two versions is as great as the changes demand."""
    return number_of(after) >= number_of(least_version(before, bump))


def texts_to_confirm(before: str, after: str, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return what a version rewords of what answers, names or readings say, if its number promises no loss.

    No program can tell whether that means the same; a major number promises nothing of the kind.
    """
    promises = number_of(before)[0] == number_of(after)[0]
    return tuple(each for each in changes if promises and each.topic == WORDING)


def number_of(version: str) -> Number:
    """Return a version as a number that can be compared."""
    major, minor, patch = version.split(".")
    return int(major), int(minor), int(patch)
