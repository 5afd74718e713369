"""Near names, for messages that say "did you mean"."""

from bisect import bisect
from collections.abc import Container, Iterable, Mapping
from itertools import islice

from ptc_service_policy.errors.describing import shown
from ptc_service_policy.text import AnyOf, LocalizedText, folded

_LONGEST = 40
"""No more of a name is looked at."""
_STEPS = 20_000
"""About so many letters are compared with each other for one name, however many names there are."""
_LEAST = 8
"""A shorter name takes as long as one of so many letters."""
_MOST_NAMED = 500
"""The names of so many ids are looked at: of more than that, nobody looks for one by its name."""
_MOST = 3
"""So many names are offered."""
_SHORT = 3
"""So short a name with another first letter is another name: "lun" is Monday in French, and not "sun"."""
_ALMOST_THE_SAME = 0.8
"""One word of a name must be as near as that, such as its plural: a name has many."""


def knows(known: Container[str], name: object) -> bool:
    """Tell whether a name is known; what is not a text is not."""
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
        known: the names that there are; one that comes twice is told once. Where a mapping says what each
            stands for, the names that this has in both languages, `called`, lead to it too.
        at_most: how many are listed where none is near.
        before: what stands before the name in what was written, and is right.
        after: what stands after it.
    """
    names = list(dict.fromkeys(known))
    if not names:
        return LocalizedText(fr="Aucun choix possible.", en="There is nothing to choose from.")
    near = near_ids(name, known) if isinstance(known, Mapping) else near_names(name, names)
    if near:
        whole = (f"{before}{each}{after}" for each in near)
        either = AnyOf(tuple(LocalizedText(fr=each, en=each) for each in whole))
        return LocalizedText(
            fr=f"Vouliez-vous dire {either.write('fr')} ?", en=f"Did you mean {either.write('en')}?"
        )
    listed = ", ".join(f"{before}{each}" for each in names[:at_most])
    end = "." if len(names) <= at_most else ", …"
    return LocalizedText(fr=f"Valeurs possibles : {listed}{end}", en=f"Choose from: {listed}{end}")


def near_ids(name: object, known: Mapping[str, object]) -> list[str]:
    """Return the ids that are meant by a name: of what is called so, else those near it, by id or by name."""
    written = _as_words(name) if isinstance(name, str) else ""
    by_name: dict[str, list[str]] = {}
    by_word: dict[str, list[str]] = {}
    for id_, noun in islice(known.items(), _MOST_NAMED):
        for each in map(_as_words, getattr(noun, "called", ())):
            by_name.setdefault(each, []).append(id_)
            for word in each.split():
                by_word.setdefault(word, []).append(id_)

    def led_to(found: Iterable[str], by: Mapping[str, list[str]]) -> list[str]:
        return list(dict.fromkeys(id_ for each in found for id_ in by[each]))[:_MOST]

    return (
        led_to([written] if written in by_name else [], by_name)
        or near_names(name, known)
        or led_to(near_names(written, by_name), by_name)
        or led_to(near_names(written, by_word, cutoff=_ALMOST_THE_SAME), by_word)
    )


def _as_words(name: str) -> str:
    """Write a name alike in the form of words and in that of an id."""
    return folded(name.replace("-", " "))


def near_names(name: object, known: Iterable[str], *, cutoff: float = 0.6) -> list[str]:
    """Return the three known names that are nearest to a name, which is no longer than names are."""
    from difflib import get_close_matches

    written = (name if isinstance(name, str) else shown(name))[:_LONGEST]
    near = get_close_matches(written, _beside(written, list(known)), n=_MOST, cutoff=cutoff)
    return [each for each in near if _may_be_meant(each, written)]


def _may_be_meant(name: str, written: str) -> bool:
    """Tell whether a short name begins alike: of a longer word, it must be the beginning."""
    if len(written) > _SHORT + 1 and len(name) <= _SHORT:
        return written.startswith(name)
    return len(written) > _SHORT or name[:1] == written[:1]


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
