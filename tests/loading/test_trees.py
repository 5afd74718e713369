"""Trees of cases: each combination is answered by exactly one case, and every gap is named."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy.loading.references import check_references
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.model.engagement import EngagementFile
from ptc_service_policy.model.forms import Tree
from ptc_service_policy.model.vocabulary import VocabularyFile

TEXT = {"fr": "Texte", "en": "Text"}
ATTRIBUTES = {"severity": ("s1", "s2", "s3"), "region": ("eu", "us"), "channel": ("phone", "web")}
VOCABULARY = VocabularyFile.model_validate(
    {
        "manager": TEXT,
        "attributes": {
            name: {"name": TEXT, "known_from": "request", "cases": {case: {"name": TEXT} for case in cases}}
            for name, cases in ATTRIBUTES.items()
        },
    }
)
COMBINATIONS = [dict(zip(ATTRIBUTES, cases, strict=True)) for cases in product(*ATTRIBUTES.values())]


@st.composite
def trees(draw: st.DrawFn, free: tuple[str, ...] = tuple(ATTRIBUTES)) -> Any:
    """A value, or a tree that asks attributes that were not asked above; it may leave cases out."""
    if not free or draw(st.booleans()):
        return draw(st.integers(1, 99))
    by = draw(st.sampled_from(free))
    below = trees(tuple(each for each in free if each != by))
    named = draw(st.lists(st.sampled_from(ATTRIBUTES[by]), min_size=1, unique=True))
    tree: dict[str, Any] = {"by": by, "cases": {case: draw(below) for case in named}}
    if len(named) < len(ATTRIBUTES[by]) and draw(st.booleans()):
        tree["otherwise"] = draw(below)
    return tree


def answers(tree: Any, cases: dict[str, str]) -> list[int]:
    """List every answer that a tree, as it is written, gives in a combination of cases."""
    if not isinstance(tree, dict):
        return [tree]
    case = cases[tree["by"]]
    fitting = [each for name, each in tree["cases"].items() if name == case]
    if not fitting and "otherwise" in tree:
        fitting = [tree["otherwise"]]
    return [answer for each in fitting for answer in answers(each, cases)]


def gaps(tree: Any, known: dict[str, str]) -> set[frozenset[tuple[str, str]]]:
    """Find where a tree ends without an answer: the cases on the way, and the missing one."""
    if not isinstance(tree, dict):
        return set()
    found = set()
    for case in ATTRIBUTES[tree["by"]]:
        way = {**known, tree["by"]: case}
        if case in tree["cases"]:
            found |= gaps(tree["cases"][case], way)
        elif "otherwise" in tree:
            found |= gaps(tree["otherwise"], way)
        else:
            found.add(frozenset(way.items()))
    return found


def problems_of(tree: Any) -> list[Any]:
    limit = {"maximum": tree, "unit": "case", "counted": {"at_once": True}}
    engagement = EngagementFile.model_validate(
        {"limits": {"cases": {"name": TEXT, "values": {"one": limit}, "firmness": {"duty": "owed"}}}}
    )
    nouns = {"vocabulary": VOCABULARY, "engagement": engagement}
    documents = {name: Document(f"{name}.yaml", {}, {}, {}) for name in nouns}
    found = check_references(nouns, documents, "1.0.0")
    return [problem for problem in found if problem.code.startswith("PSP33")]


@given(tree=trees())
def test_every_combination_has_one_answer_or_a_gap_that_is_named(tree: Any) -> None:
    found = problems_of(tree)
    assert {problem.code for problem in found} <= {"PSP333"}
    missing = [cases for cases in COMBINATIONS if not answers(tree, cases)]
    assert all(len(answers(tree, cases)) <= 1 for cases in COMBINATIONS)
    assert bool(missing) == bool(found)
    covered = gaps(tree, {})
    for cases in missing:
        assert any(gap <= cases.items() for gap in covered)
    named = {
        (problem.path, case)
        for problem in found
        for case in problem.message.en.partition(": ")[2].rstrip(".").split(", ")
    }
    assert len(named) == sum(1 for _ in _places(tree, ()))


def _places(tree: Any, path: tuple[str, ...]) -> Any:
    """List each missing case with the tree that lacks it."""
    if isinstance(tree, dict):
        for case in ATTRIBUTES[tree["by"]]:
            if case not in tree["cases"] and "otherwise" not in tree:
                yield path, case
        for case, each in tree["cases"].items():
            yield from _places(each, (*path, case))
        if "otherwise" in tree:
            yield from _places(tree["otherwise"], (*path, "otherwise"))


@given(by=st.sampled_from(sorted(ATTRIBUTES)))
def test_an_attribute_asked_again_below_itself_is_reported_once(by: str) -> None:
    first, *others = ATTRIBUTES[by]
    again = {"by": by, "cases": {first: 1}, "otherwise": 2}
    whole = {"by": by, "cases": {first: again, **dict.fromkeys(others, 3)}}
    found = problems_of(whole)
    assert [problem.code for problem in found] == ["PSP335"]
    assert found[0].path[-3:] == ("cases", first, "by")


def test_a_tree_is_read_as_it_is_written() -> None:
    limit = {"maximum": {"by": "severity", "cases": {"s1": 1}, "otherwise": 2}}
    engagement = EngagementFile.model_validate(
        {
            "limits": {
                "cases": {
                    "name": TEXT,
                    "values": {"one": {**limit, "unit": "case", "counted": {"at_once": True}}},
                }
            }
        }
    )
    tree: Any = engagement.limits["cases"].values["one"].maximum
    assert tree == Tree("severity", {"s1": 1}, 2)
