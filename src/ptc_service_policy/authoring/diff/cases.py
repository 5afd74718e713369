"""What comes or leaves together: a case of an attribute, and all that rules say in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ptc_service_policy.authoring.diff.changes import Path
from ptc_service_policy.authoring.diff.differences import Data, Difference


@dataclass(frozen=True, slots=True)
class Case:
    """Hold a case that came or left, with the bounds that come with a last one, and what rules say in it.

    One without the others contradicts itself: a rule would say nothing in a case that there is, or something
    in one that there is not.
    """

    vocabulary: tuple[Difference, ...]
    rules: tuple[Difference, ...]

    @property
    def whole(self) -> tuple[Difference, ...]:
        """Return all that comes or leaves together."""
        return self.vocabulary + self.rules

    @property
    def told(self) -> tuple[Difference, ...]:
        """Return what is told, each with the rest: what rules say in it, else that there is the case."""
        return self.rules or self.vocabulary[:1]


Cases = Mapping[Difference, Case]


def cases_that_move(differences: Iterable[Difference], before: Data, after: Data) -> Cases:
    """Return the case with which each of the differences comes or leaves that do so with one."""
    every = tuple(each for each in differences if each.came or each.left)
    found: dict[tuple[str, str, bool], list[Difference]] = {}
    bounds: dict[str, list[Difference]] = {}
    said: dict[tuple[str, str, bool], list[Difference]] = {}
    for each in every:
        match each.file, each.path:
            case "vocabulary", ("attributes", str(attribute), "cases" | "bands", str(name)):
                found[attribute, name, each.came] = [each]
            case "vocabulary", ("attributes", str(attribute), "bands", _, "to"):
                bounds.setdefault(attribute, []).append(each)
            case _, (*_, "cases", str(name)):
                tree = _at((after if each.came else before)[each.file], each.path[:-2])
                said.setdefault((str(tree.get("by")), name, each.came), []).append(each)
    cases: dict[Difference, Case] = {}
    for (attribute, name, came), own in found.items():
        bound = bounds.pop(attribute, []) if "to" not in ((own[0].new or own[0].old) or {}) else []
        rules = tuple(said.get((attribute, name, came), ()))
        case = Case((*own, *bound), rules)
        cases |= dict.fromkeys(case.whole, case) if len(case.whole) > 1 else {}
    return cases


def _at(data: Any, path: Path) -> Mapping[str, Any]:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}
