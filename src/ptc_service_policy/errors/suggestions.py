"""Near names, for messages that say "did you mean"."""

from bisect import bisect
from collections.abc import Container, Iterable

from ptc_service_policy.errors.describing import shown
from ptc_service_policy.text import AnyOf, LocalizedText

_LONGEST = 40
"""No more of a name is looked at."""
_STEPS = 20_000
"""About so many letters are compared with each other for one name, however many names there are."""
_LEAST = 8
"""A shorter name takes as long as one of so many letters."""
_SHORT = 3
"""So short a name with another first letter is another name: "lun" is Monday in French, and not "sun"."""


def knows(known: Container[str], name: object) -> bool:
    """Tell whether a name is known; what is no text is not."""
    return isinstance(name, str) and name in known


def is_near(name: str, known: Iterable[str]) -> bool:
    """Tell whether one of the known names is near ``name``."""
    return bool(near_names(name, known))


def suggest(
    name: object, known: Iterable[str], *, at_most: int = 40, before: str = "", after: str = ""
) -> LocalizedText:
    """Say which known names are near ``name``, or the first of those there are if none is.

    Args:
        name: what was written.
        known: the names that there are; one that comes twice is told once.
        at_most: how many are listed where none is near.
        before: what stands before the name in what was written, and is right.
        after: what stands after it.
    """
    names = list(dict.fromkeys(known))
    if not names:
        return LocalizedText(fr="Aucun choix possible.", en="There is nothing to choose from.")
    near = near_names(name, names)
    if near:
        whole = (f"{before}{each}{after}" for each in near)
        either = AnyOf(tuple(LocalizedText(fr=each, en=each) for each in whole))
        return LocalizedText(
            fr=f"Vouliez-vous dire {either.write('fr')} ?", en=f"Did you mean {either.write('en')}?"
        )
    listed = ", ".join(f"{before}{each}" for each in names[:at_most])
    end = "." if len(names) <= at_most else ", …"
    return LocalizedText(fr=f"Valeurs possibles : {listed}{end}", en=f"Choose from: {listed}{end}")


def near_names(name: object, known: Iterable[str], *, cutoff: float = 0.6) -> list[str]:
    """Return the three known names that are nearest to a name, which is no longer than names are."""
    from difflib import get_close_matches

    written = (name if isinstance(name, str) else shown(name))[:_LONGEST]
    near = get_close_matches(written, _beside(written, list(known)), cutoff=cutoff)
    return [each for each in near if len(written) > _SHORT or each[:1] == written[:1]]


def _beside(name: str, names: list[str]) -> Iterable[str]:
    """Return the names that begin or end most like a name, where there are more than can be looked at."""
    most = _STEPS // max(len(name), _LEAST) ** 2
    if len(names) <= most:
        return names
    found: dict[str, None] = {}
    for order in (1, -1):
        ordered = sorted([each[::order] for each in names])
        place = bisect(ordered, name[::order])
        near = ordered[max(place - most // 4, 0) : place + most // 4]
        found |= dict.fromkeys(each[::order] for each in near)
    return found
