"""What a wrong edit of the policy reports: dropping a file in invalid/ makes it a test."""

import codecs
import re
from collections.abc import Callable, Iterable
from itertools import islice, product, zip_longest
from pathlib import Path
from shutil import rmtree

import pytest

from ptc_service_policy import load_policy
from ptc_service_policy.errors import InvalidPolicyError, PolicyError, Problem
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.loading.holiday_calendars import check_holiday_calendars
from ptc_service_policy.loading.policy_folder import examine_policy_folder
from ptc_service_policy.text import LANGUAGES

Expectation = tuple[str, str, int | None, int | None, tuple[str, str]]
ApplyExample = Callable[[Path, Path], list[Expectation]]
BrokenPolicy = Callable[[Path], tuple[Path, list[Expectation]]]
FoundProblems = Callable[[Path], tuple[Problem, ...]]

EXAMPLES = sorted(Path(__file__).parent.glob("invalid/*.yaml"))
UNFILLED = re.compile(r"\{\w+\}")

each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)


def places(problems: Iterable[Problem]) -> list[tuple[object, ...]]:
    """List the problems as an example names them, in one order."""
    return sorted(
        ((problem.code, Path(problem.file or "").name, problem.line, problem.column) for problem in problems),
        key=str,
    )


def expected_places(expected: Iterable[Expectation]) -> list[tuple[object, ...]]:
    return sorted((tuple(each[:4]) for each in expected), key=str)


@each_example
def test_one_fault_gives_its_one_diagnostic_in_its_place_and_in_both_languages(
    example: Path, broken_policy: BrokenPolicy, refusal: Callable[[Path], InvalidPolicyError]
) -> None:
    """In one test, since most of its time is to read the edited policy."""
    _, expected = broken_policy(example)
    refused = refusal(example)
    assert places(refused.problems) == expected_places(expected)
    assert_complete(refused.problems, expected)
    for written in (str(refused), *(refused.write(language) for language in LANGUAGES)):
        assert len(written.split("\n")) == len(refused.problems), "each problem on a line"


def assert_complete(problems: tuple[Problem, ...], expected: Iterable[Expectation]) -> None:
    """Expect message and hint of each problem in both languages, and what the example says of both."""
    for problem in problems:
        for text in (problem.message, problem.hint):
            assert text.fr.strip()
            assert text.en.strip()
            assert text.fr != text.en
            assert not UNFILLED.search(text.fr + text.en)
    for code, _, line, _, (message, hint) in expected:
        named = [problem for problem in problems if (problem.code, problem.line) == (code, line)]
        for problem, language in product(named, LANGUAGES):
            assert message in problem.message[language]
            assert hint in problem.hint[language]


@each_example
def test_line_ends_and_a_byte_order_mark_change_no_place(
    example: Path, policy_copy: Path, apply_example: ApplyExample, found_problems: FoundProblems
) -> None:
    apply_example(example, policy_copy)
    for file in policy_copy.glob("*.yaml"):
        if file.is_file():
            content = file.read_bytes()
            file.write_bytes(codecs.BOM_UTF8 + content.replace(b"\n", b"\r\n"))
    _, problems = examine_policy_folder(policy_copy)
    assert places(problems) == places(found_problems(example))


def test_every_code_that_a_folder_can_produce_has_an_example(broken_policy: BrokenPolicy) -> None:
    elsewhere = {
        "PSP113",  # an example would be as long; see test_strict_yaml.py
        "PSP006",  # there is no folder that an example could edit
        "PSP299",  # what schema and models would have to disagree about
        "PSP347",  # the calendars stand beside the policy
        "PSP398",  # what a document says
    }
    shown = {code for example in EXAMPLES for code, *_ in broken_policy(example)[1]}
    possible = {code for code in CATALOGUE if code < "PSP350" or "PSP380" <= code < "PSP400"} | {"PSP402"}
    assert shown == possible - elsewhere


FAULTS_OF_ONE_FILE = re.compile(r"PSP[12]")


def examples_by_file(broken_policy: BrokenPolicy) -> dict[str, list[Path]]:
    """Sort the examples whose faults lie within one file by that file."""
    by_file: dict[str, list[Path]] = {}
    for example in EXAMPLES:
        _, expected = broken_policy(example)
        if all(FAULTS_OF_ONE_FILE.match(code) for code, *_ in expected):
            by_file.setdefault(expected[0][1], []).append(example)
    return by_file


def test_one_bad_file_hides_no_other(
    policy_copy: Path,
    apply_example: ApplyExample,
    broken_policy: BrokenPolicy,
    found_problems: FoundProblems,
) -> None:
    by_file = examples_by_file(broken_policy)
    assert len(by_file) == 10, "every policy file has examples of its own"
    originals = {file.name: file.read_bytes() for file in policy_copy.glob("*.yaml")}
    for row in islice(zip_longest(*by_file.values()), 12):
        together = [example for example in row if example]
        for name, content in originals.items():
            policy_copy.joinpath(name).write_bytes(content)
        alone: list[Problem] = []
        for example in together:
            apply_example(example, policy_copy)
            alone.extend(found_problems(example))
        _, problems = examine_policy_folder(policy_copy)
        assert places(problems) == places(alone)
        in_order = [(problem.file or "", problem.line or 0, problem.column or 0) for problem in problems]
        assert in_order == sorted(in_order)


def test_two_faults_in_one_file_are_both_reported(policy_copy: Path) -> None:
    file = policy_copy / "service-levels.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("business_days: 2", "business_days: -2").replace("receipt:", "reciept:"),
        encoding="utf-8",
    )
    _, problems = examine_policy_folder(policy_copy)
    assert [problem.code for problem in problems] == ["PSP201", "PSP206"]


def test_a_folder_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicyError) as caught:
        load_policy(path=tmp_path / "2.0.0")
    assert [problem.code for problem in caught.value.problems] == ["PSP006"]


def test_a_file_in_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text("version: 1.0.0\n", encoding="utf-8")
    with pytest.raises(InvalidPolicyError) as caught:
        load_policy(path=file)
    assert [problem.code for problem in caught.value.problems] == ["PSP006"]


def test_an_empty_folder_lacks_all_ten_files(tmp_path: Path) -> None:
    _, problems = examine_policy_folder(tmp_path)
    assert [problem.code for problem in problems] == ["PSP001"] * 10
    assert len({problem.file for problem in problems}) == 10


def test_the_real_policy_has_no_problem(root: Path) -> None:
    files, problems = examine_policy_folder(root / "policies" / "1.0.0")
    assert problems == ()
    assert files is not None


def test_an_invalid_policy_is_a_policy_error() -> None:
    assert issubclass(InvalidPolicyError, PolicyError)


def test_a_mended_policy_loads_again(policy_copy: Path) -> None:
    file = policy_copy / "policy.yaml"
    right = file.read_bytes()
    file.write_bytes(right.replace(b"version:", b"verson:"))
    with pytest.raises(InvalidPolicyError):
        load_policy(path=policy_copy)
    file.write_bytes(right)
    assert load_policy(path=policy_copy).version == "1.0.0"
    rmtree(policy_copy)
    with pytest.raises(InvalidPolicyError):
        load_policy(path=policy_copy)


BROKEN_CALENDARS = {
    "not UTF-8": (b"\xff", "PSP004"),
    "unknown key": (b"nmae: {}\n", "PSP201"),
    "a list": (b"- FR\n", "PSP203"),
}
IMPOSSIBLE_CALENDARS = {
    "no country": ("country: XX", "PSP608", 2),
    "no region": ("country: FR\nsubdivision: '69'", "PSP609", 3),
    "no category": ("country: DE\ncategories: [public, bank]", "PSP624", 3),
    "no time": ("country: GR\ncategories: [public, half_day]", "PSP625", None),
    "no such day": ("country: FR\nadded: { 2026-02-30: { fr: Pont, en: Bridge day } }", "PSP209", 3),
    "no range": ("country: FR\nreviewed: { first: 2027-01-01, last: 2026-12-31 }", "PSP615", 3),
    "no day": ("country: FR\nhalf_days: { 02-30: '12:00' }", "PSP606", 3),
}


@pytest.mark.parametrize(("content", "code"), BROKEN_CALENDARS.values(), ids=BROKEN_CALENDARS)
def test_a_broken_holiday_calendar_beside_the_policy_is_reported(
    content: bytes, code: str, policy_copy: Path
) -> None:
    calendars = policy_copy.parent / "calendars"
    calendars.mkdir()
    calendars.joinpath("somewhere.yaml").write_bytes(content)
    with pytest.raises(InvalidPolicyError) as caught:
        load_policy(path=policy_copy)
    assert code in [problem.code for problem in caught.value.problems]
    assert {Path(problem.file or "").name for problem in caught.value.problems} == {"somewhere.yaml"}


@pytest.mark.parametrize(("said", "code", "line"), IMPOSSIBLE_CALENDARS.values(), ids=IMPOSSIBLE_CALENDARS)
def test_a_calendar_of_what_does_not_exist_is_reported_in_its_place(
    said: str, code: str, line: int | None, tmp_path: Path
) -> None:
    reviewed = "" if "reviewed" in said else "reviewed: { first: 2026-01-01, last: 2026-12-31 }"
    text = f"name: {{ fr: Ici, en: Here }}\n{said}\n{reviewed}\n"
    tmp_path.joinpath("here.yaml").write_text(text, encoding="utf-8")
    valid, _, problems = check_holiday_calendars(tmp_path, "calendars")
    assert not valid
    assert [problem.code for problem in problems] == [code]
    assert problems[0].file == "calendars/here.yaml"
    assert line in {None, problems[0].line}


def test_a_folder_in_place_of_a_holiday_calendar_is_reported(policy_copy: Path) -> None:
    policy_copy.parent.joinpath("calendars", "somewhere.yaml").mkdir(parents=True)
    with pytest.raises(InvalidPolicyError) as caught:
        load_policy(path=policy_copy)
    assert [problem.code for problem in caught.value.problems] == ["PSP003"]


def test_a_calendar_that_is_not_there_is_reported_where_the_policy_names_it(policy_copy: Path) -> None:
    register = policy_copy / "register.yaml"
    text = register.read_text(encoding="utf-8")
    old = "        means: contract\n"
    assert text.count(old) == 1
    register.write_text(text.replace(old, "        means: frankreich\n"), encoding="utf-8")
    _, problems = examine_policy_folder(policy_copy, calendars=("france",))
    assert [problem.code for problem in problems] == ["PSP347"]
    assert "france" in problems[0].hint.en
    assert examine_policy_folder(policy_copy)[1] == (), "nobody said which calendars there are"
    register.write_text(text.replace(old, "        means: france\n"), encoding="utf-8")
    assert examine_policy_folder(policy_copy, calendars=("france",))[1] == ()


CARELESS_EXAMPLES = {
    "an unknown key": "{file: policy.yaml, remove: true, expects: [], expect: [{code: PSP001}]}",
    "an edit that changes nothing": "{file: policy.yaml, append: '', expect: [{code: PSP001}]}",
    "text that is not there": "{file: policy.yaml, replace: zzz, with: y, expect: [{code: PSP001}]}",
    "text that is there twice": "{file: policy.yaml, replace: 'fr:', with: 'de:', expect: [{code: PSP201}]}",
    "a file that is not there": "{file: nowhere.yaml, append: 'a: 1', expect: [{code: PSP001}]}",
    "two ways to edit": "{file: policy.yaml, append: a, remove: true, expect: [{code: PSP001}]}",
    "nothing expected": "{file: policy.yaml, remove: true, expect: []}",
    "no code": "{file: policy.yaml, remove: true, expect: [{code: missing}]}",
    "several and no reason": "{file: policy.yaml, append: a, expect: [{code: PSP101}, {code: PSP201}]}",
    "a place that is nowhere": "{file: policy.yaml, append: 'a: 1', expect: [{code: PSP201, at: zzz}]}",
    "a number for a text": "{file: policy.yaml, replace: 1.0.0, with: 2, expect: [{code: PSP203}]}",
}


@pytest.mark.parametrize("written", CARELESS_EXAMPLES.values(), ids=CARELESS_EXAMPLES)
def test_a_careless_example_fails(
    written: str, policy_copy: Path, tmp_path: Path, apply_example: ApplyExample
) -> None:
    example = tmp_path / "example.yaml"
    example.write_text(written, encoding="utf-8")
    with pytest.raises((AssertionError, ValueError)):
        apply_example(example, policy_copy)
