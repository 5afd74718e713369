"""Policies that are drawn at random: the real one, in which some places say something else, some by case."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from ptc_service_policy.authoring.diff import Edition, read_edition

from .making import made

POLICY = Path(__file__).parents[3] / "policies" / "1.0.0"
ATTRIBUTES = {"severity": ("s1", "s2"), "region": ("eu", "us")}
Slot = tuple[str, tuple[str, ...]]
Said = dict[Slot, Any]


@cache
def original() -> Edition:
    """Return the real policy."""
    return read_edition(POLICY)


@st.composite
def trees(draw: st.DrawFn, leaves: st.SearchStrategy[Any], free: tuple[str, ...] = tuple(ATTRIBUTES)) -> Any:
    """Draw a value, or a tree of them that asks each attribute at most once on every way."""
    if not free or draw(st.booleans()):
        return draw(leaves)
    by = draw(st.sampled_from(free))
    rest = tuple(name for name in free if name != by)
    cases = draw(st.lists(st.sampled_from(ATTRIBUTES[by]), min_size=1, unique=True))
    tree: dict[str, Any] = {"by": by, "cases": {case: draw(trees(leaves, rest)) for case in sorted(cases)}}
    if len(cases) < len(ATTRIBUTES[by]):
        tree["otherwise"] = draw(trees(leaves, rest))
    return tree


LANGUAGES = st.sampled_from(["en", "fr", "de"])
SPANS = st.sampled_from([{"business_days": n} for n in (1, 2, 3)] + [{"hours": 48}, {"business_hours": 6}])
TARGETS = SPANS.map(lambda span: {"within": span})
PEOPLE = st.integers(2, 5).map(lambda n: {"maximum": n, "unit": "person", "counted": {"at_once": True}})
HOURS = st.integers(8, 12).map(lambda n: {"maximum": n, "unit": "hour", "counted": {"each": {"weeks": 1}}})
CLOSES = st.sampled_from(["16:00", "17:00", "18:30"])
LEAVES: dict[Slot, st.SearchStrategy[Any]] = {
    ("availability", ("language", "values", "premium")): LANGUAGES,
    ("availability", ("language", "values", "standard")): LANGUAGES,
    ("engagement", ("limits", "contacts", "values", "premium")): PEOPLE,
    ("engagement", ("limits", "weekly-hours", "values", "premium")): HOURS,
    ("service-levels", ("targets", "response", "values", "premium")): TARGETS,
    ("service-levels", ("targets", "response", "values", "tsam")): TARGETS,
    ("entitlements", ("services", "risk-mitigation", "values", "premium")): st.booleans(),
}
"""What may be said by case."""
DEEDS: dict[Slot, st.SearchStrategy[Any]] = {
    **{slot: trees(leaves) for slot, leaves in LEAVES.items()},
    ("availability", ("working-hours", "values", "premium", "hours", "weekly", "fri")): CLOSES.map(
        lambda closes: [{"opens": "09:00", "closes": closes}]
    ),
    ("cadences", ("deliveries", "service-review", "values", "premium", "frequency")): st.sampled_from(
        ["weekly", "monthly", "quarterly"]
    ),
    ("register", ("register", "response-expiry", "chosen")): st.sampled_from(
        ["close-of-business", "end-of-day"]
    ),
}
"""What policies say by which answers differ."""
WORDS: dict[Slot, st.SearchStrategy[Any]] = {
    ("entitlements", ("services", "risk-mitigation", "description", "en")): st.sampled_from(["A.", "B."]),
    ("offerings", ("offerings", "premium", "name", "en")): st.sampled_from(["First", "Second"]),
    ("register", ("register", "response-expiry", "why", "fr")): st.sampled_from(["Un.", "Deux."]),
}
"""What they say by which none does."""
SLOTS = {**DEEDS, **WORDS}


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Said, Said]:
    """Draw what a policy says, and what the next one says."""
    first = {slot: draw(said) for slot, said in SLOTS.items() if draw(st.booleans())}
    again = draw(st.lists(st.sampled_from(list(SLOTS)), max_size=3, unique=True))
    return first, {**first, **{slot: draw(SLOTS[slot]) for slot in again}}


def policy_of(said: Mapping[Slot, Any]) -> Edition | None:
    """Make the real policy say something else; None where that is no valid policy."""
    files: dict[str, Any] = {"vocabulary": deepcopy(original().data["vocabulary"])}
    files["vocabulary"]["attributes"] = {
        name: {
            "name": {"fr": name, "en": name},
            "known_from": "request",
            "cases": {case: {"name": {"fr": case, "en": case}} for case in cases},
        }
        for name, cases in ATTRIBUTES.items()
    }
    for (file, path), value in said.items():
        holder = files.setdefault(file, deepcopy(original().data[file]))
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = value
    return made(original(), files)
