"""Each check by its examples: dropping a file in CHECK/valid/ or CHECK/invalid/ makes it a test."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptc_service_policy.authoring.checks import CHECKED_WHILE_LOADING, CHECKS, check_policies
from ptc_service_policy.authoring.explanations import explain, explanation_page
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.errors.codes.checks import ENTRIES
from ptc_service_policy.text import LANGUAGES

Check = Callable[..., Any]
CheckExample = Callable[[Path], tuple[Any, Any]]

FILE_OF_A_VERSION = re.compile(r"^expect:\n  file: \d", re.MULTILINE)
HERE = Path(__file__).parent
VALID, INVALID = (sorted(HERE.glob(f"*/{kind}/*.yaml")) for kind in ("valid", "invalid"))

IN_A_VERSION = [file for file in INVALID if FILE_OF_A_VERSION.search(file.read_text("utf-8"))]


def name(example: Path) -> str:
    return f"{example.parents[1].name}-{example.stem}"


@pytest.mark.parametrize("file", INVALID, ids=name)
def test_one_fault_gives_its_one_problem_in_its_place(file: Path, check_example: CheckExample) -> None:
    checked, expected = check_example(file)
    assert [CATALOGUE[code].slug for code in checked.codes] == [file.parents[1].name]
    problem = checked.result.problems[0]
    found = (problem.file or "").removeprefix("./"), problem.line, problem.column
    assert found == checked.place(expected)
    assert expected.hint in problem.hint.en
    for text in (problem.message, problem.hint):
        assert text.fr.strip() != text.en.strip()


@pytest.mark.parametrize("file", IN_A_VERSION, ids=name)
def test_a_version_checked_alone_is_held_to_those_before_it(file: Path, check_example: CheckExample) -> None:
    checked, expected = check_example(file)
    version = expected.file.partition("/")[0]
    alone = check_policies(checked.home / version, called=version, as_of=checked.as_of)
    assert [each.code for each in alone.problems] == checked.codes
    assert [each.file for each in alone.problems] == [expected.file]


@pytest.mark.parametrize("file", VALID, ids=name)
def test_what_is_right_gives_no_problem(file: Path, check_example: CheckExample) -> None:
    checked, expected = check_example(file)
    assert expected is None
    assert checked.codes == []


def test_every_check_has_examples_of_both_kinds_and_nothing_else_has() -> None:
    slugs = {CATALOGUE[each.code].slug for each in CHECKS}
    assert {file.parents[1].name for file in VALID} == slugs
    assert {file.parents[1].name for file in INVALID} == slugs


def test_the_registry_holds_each_code_of_the_family_once_and_in_order() -> None:
    assert [each.code for each in CHECKS] == [entry.code for entry in ENTRIES]
    assert len(set(CHECKED_WHILE_LOADING)) == len(CHECKED_WHILE_LOADING)
    assert not {each.code for each in CHECKS} & set(CHECKED_WHILE_LOADING)


@pytest.mark.parametrize("code", [*(each.code for each in CHECKS), *CHECKED_WHILE_LOADING])
def test_every_check_says_what_to_avoid_and_what_to_prefer(code: str) -> None:
    explanation = explain(code)
    assert explanation.avoid
    assert explanation.prefer
    headings = {"fr": ("## À éviter", "## À préférer"), "en": ("## Avoid", "## Prefer")}
    for language in LANGUAGES:
        page = explanation_page(code, language)
        assert all(heading in page for heading in headings[language])


@pytest.mark.parametrize("code", [code for code in CATALOGUE if explain(code).avoid])
def test_what_is_to_be_avoided_gives_its_code(code: str, check: Check) -> None:
    assert check(explain(code).avoid).codes == [code]


@pytest.mark.parametrize("code", [code for code in CATALOGUE if explain(code).prefer])
def test_what_is_to_be_preferred_gives_no_problem(code: str, check: Check) -> None:
    assert check(explain(code).prefer).codes == []
