"""What a few lines spread to: names that lead to names, and cases of many attributes."""

from collections.abc import Iterable, Iterator
from math import prod

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.references.policy import Policy
from ptc_service_policy.loading.spreading import (
    MOST,
    MOST_WITHIN,
    Names,
    entries_in,
    loops_in,
    names_in,
    spreading_most,
)
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import Tree
from ptc_service_policy.model.vocabulary import AnyEvent
from ptc_service_policy.text import LocalizedText

MOST_CASES = 1_000
_READINGS = LocalizedText(fr="les lectures du registre", en="the readings of the register")
_HOURS = LocalizedText(fr="les heures nommées", en="named hours")
_EVENTS = LocalizedText(fr="les événements", en="events")


def check_ends(policy: Policy) -> Iterator[Problem]:
    """Find what leads back to itself from name to name, and what leads to more than anybody follows.

    All else follows every name: it is judged only where there is an end to them.
    """
    readings = names_in(policy.register or {})
    for reading, loop in loops_in(readings):
        path: Path = ("register", loop[0], "readings", reading, "means")
        yield policy.problem("PSP327", "register", path, trail=", ".join(loop))
    files = (document.data for name, document in policy.documents.items() if name != "register")
    named = (name for data in files for name in entries_in(data))
    yield from _spread(policy, "register", "register", _READINGS, readings, named)
    hours = {name: {"": each.any_of or ()} for name, each in (policy.words("hours") or {}).items()}
    events = {
        name: {"": each.means.any_of if isinstance(each.means, AnyEvent) else ()}
        for name, each in (policy.words("events") or {}).items()
    }
    for key, way, what, names in (
        ("hours", ("any_of",), _HOURS, hours),
        ("events", ("means", "any_of"), _EVENTS, events),
    ):
        for _, loop in loops_in(names):
            path = (key, loop[0], *way)
            yield policy.problem("PSP328", "vocabulary", path, at_key=True, trail=", ".join(loop))
        yield from _spread(policy, "vocabulary", key, what, names, names)


def _spread(
    policy: Policy, file: str, key: str, what: LocalizedText, names: Names, named: Iterable[str]
) -> Iterator[Problem]:
    if (name := spreading_most(names, named)) is not None:
        values = {"what": what, "limit": MOST, "depth": MOST_WITHIN}
        yield policy.problem("PSP315", file, (key, name), at_key=True, **values)


def check_cases(policy: Policy) -> Iterator[Problem]:
    """Find rules whose answers depend on more cases at once than anybody reads, tests or compares."""
    attributes = policy.words("attributes") or {}
    rules = {(at.file, at.path): at for at in policy.rules.values()}
    by_rule: dict[tuple[str, Path], dict[str, None]] = {each: {} for each in rules}
    by_all: dict[str, dict[str, None]] = {}
    for use in policy.uses:
        if isinstance(use.value, Tree) and use.value.by in attributes:
            file, path = use.named_at
            found = by_rule.get((file, path[:2]), by_rule.get((file, path[:1])))
            (by_all.setdefault(file, {}) if found is None else found)[use.value.by] = None
    hours = {name: None for (file, _), found in by_rule.items() if file == "availability" for name in found}
    for (file, path), own in by_rule.items():
        depends = own and {**own, **by_all.get(file, {}), **hours}
        if prod(len(attributes[name].named_cases) for name in depends) > MOST_CASES:
            names = ", ".join(depends)
            yield policy.problem("PSP316", file, path, at_key=True, attributes=names, limit=MOST_CASES)
