"""What the terminal says of the same mistakes: each once, and what it says to write mends it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from tests.editor.conftest import ROOT
from tests.editor.test_diagnostics import DATA, called, edited, line_of

from ptc_service_policy.authoring.checks import check_policies
from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.strict_yaml import Document, read_yaml
from ptc_service_policy.loading.validation import each_fault_once, explain

SCHEMA = re.compile(r"schemas/v1/([a-z-]+)\.schema\.json")
AN_ANSWER_TO_COPY = re.compile(r"Write (?!an? |one |it |false in )(.+?)(?:, or leave .*)?\.")
DAY = date(2026, 11, 27)


def document(case: dict[str, Any], text: str) -> Document:
    return read_yaml(text.encode(), Path(case["file"]).name)


def problems(case: dict[str, Any], text: str) -> tuple[Problem, ...]:
    """Return what is said of a file by itself."""
    read = document(case, text)
    schema = SCHEMA.search(text)
    assert schema is not None
    return each_fault_once(read, explain(read, schema[1]) if read.data is not None else ())


@pytest.mark.parametrize("case", [*DATA["mistakes"], *DATA["unreadable"]], ids=called)
def test_one_mistake_is_said_once_in_both_languages(case: dict[str, Any]) -> None:
    found = problems(case, edited(case))
    assert len(found) == 1, [each.write("en") for each in found]
    for problem in found:
        assert problem.message.fr != problem.message.en
        assert problem.hint.fr != problem.hint.en
        assert not re.search(r"\{[a-z_]+\}", problem.write("fr"))


def copied() -> Iterator[tuple[dict[str, Any], Problem, str]]:
    """List the mistakes on one line for which a problem says, word for word, what to write."""
    for case in DATA["mistakes"]:
        if ": " in case["underlined"] and case["underlined"][0] not in "{[":
            continue
        for problem in problems(case, edited(case)):
            said = problem.code in {"PSP203", "PSP204", "PSP205", "PSP209"}
            if said and (answer := AN_ANSWER_TO_COPY.fullmatch(problem.hint.en)) is not None:
                yield case, problem, answer[1]


def test_what_it_says_to_write_mends_the_mistake() -> None:
    mended = 0
    for case, problem, answer in copied():
        lines = edited(case).splitlines(keepends=True)
        assert problem.line is not None
        assert problem.column is not None
        line, at = lines[problem.line - 1], problem.column - 1
        wrong = case["underlined"]
        assert line[at:].startswith(wrong), (wrong, line)
        lines[problem.line - 1] = line[:at] + answer + line[at + len(wrong) :]
        assert problems(case, "".join(lines)) == (), (case["by"], answer)
        mended += 1
    assert mended > 50


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(copytree(ROOT / "policies", tmp_path_factory.mktemp("owner") / "policies"))
    start_version(folder, "1.1.0")
    return folder


@pytest.mark.parametrize("case", DATA["beyond"], ids=called)
def test_what_no_schema_sees_is_said_once_and_in_its_place(case: dict[str, Any], policies: Path) -> None:
    file = policies.parent / case["file"].replace("1.0.0/", "1.1.0/")
    right = file.read_text("utf-8")
    wrong = edited(case).replace("version: 1.0.0", "version: 1.1.0")
    file.write_text(wrong, "utf-8")
    found = check_policies(policies, called="policies", as_of=DAY).problems
    file.write_text(right, "utf-8")
    named = Path(case.get("in", case["file"])).name
    assert [(each.code, Path(each.file or "").name, each.line) for each in found] == [
        (case["code"], named, line_of(case))
    ]
