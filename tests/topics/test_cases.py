"""What nobody told is asked for only where the cases differ in what is found."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.topics.owed import alike_in_every_case, in_every_case

NAMED = {"severity": ("s1", "s2", "s3"), "region": ("emea", "apac"), "tier": ("only",)}


@dataclass(frozen=True)
class Applied:
    """Stand for a policy applied to a contract, in a case."""

    known: dict[str, str] = field(default_factory=dict)

    @property
    def subject(self) -> Any:
        attributes = {name: SimpleNamespace(named_cases=cases) for name, cases in NAMED.items()}
        return SimpleNamespace(files=SimpleNamespace(vocabulary=SimpleNamespace(attributes=attributes)))

    def told(self, told: dict[str, str]) -> "Applied":
        return Applied(self.known | told)


def find(tree: Any, applied: Applied) -> int:
    """Follow a tree of an attribute and what is found in its cases, in their order."""
    if isinstance(tree, int):
        return tree
    attribute, *found = tree
    if attribute not in applied.known:
        raise MissingAttributeError.of(
            "PSP713", path=(attribute,), attribute=attribute, name=attribute, choices=""
        )
    return find(found[NAMED[attribute].index(applied.known[attribute])], applied)


@pytest.mark.parametrize(
    ("tree", "found", "alike"),
    [
        (7, [7], True),
        (("tier", 7), [7], True),
        (("region", 7, 7), [7, 7], True),
        (("region", 7, 8), [7, 8], False),
        (("severity", 7, 7, 7), [7, 7, 7], True),
        (("severity", 7, 7, 8), [7, 7, 8], False),
        (("severity", 7, 8, 7), [7, 8, 7], False),
        (("severity", 8, 7, 7), [8, 7, 7], False),
        (("severity", 7, ("region", 7, 7), 7), [7] * 4, True),
        (("severity", 7, ("region", 7, 8), 7), [7, 7, 8, 7], False),
    ],
)
def test_what_nobody_told_is_asked_for_where_cases_differ(
    tree: Any, found: list[int], *, alike: bool
) -> None:
    applied: Any = Applied()
    assert list(in_every_case(applied, lambda each: find(tree, each))) == found
    if alike:
        assert alike_in_every_case(applied, lambda each: find(tree, each)) == found[0]
    else:
        with pytest.raises(MissingAttributeError):
            alike_in_every_case(applied, lambda each: find(tree, each))
