"""What a check makes of an edit: a right value, a review, nothing, or a value that is wrong."""

import re
from collections.abc import Iterator
from enum import StrEnum

from ptc_service_policy.errors import Problem

from .shared_edits import Edit

VALUES = frozenset(("PSP370", "PSP371", "PSP356"))
HEAD_OF_TABLE_2 = 68
_SAID = re.compile(
    r"(?:in the policy and(?: for)?| is) (?P<value>(?:(?!in the policy).)+) in the document \("
)


class Verdict(StrEnum):
    RIGHT = "right value"
    REVIEW = "review"
    SILENT = "silent"
    WRONG = "wrong value"


def judge(edit: Edit, problems: tuple[Problem, ...]) -> Verdict:
    said = [(fact, set(re.findall(r"[^\[\]{}, ]+", value)), line) for fact, value, line in values(problems)]
    if not problems:
        return Verdict.SILENT
    if edit.offering is not None:
        about = all(f"({edit.offering})" in fact or edit.offering in items for fact, items, _ in said)
        right = about and (edit.line == HEAD_OF_TABLE_2 or all(line == edit.line for *_, line in said))
    else:
        right = all(line == edit.line and items & edit.values for _, items, line in said)
        right &= not edit.whole or all(items <= edit.values for _, items, _ in said)
    if not right:
        return Verdict.WRONG
    return Verdict.RIGHT if said or any(each.code == "PSP372" for each in problems) else Verdict.REVIEW


def values(problems: tuple[Problem, ...]) -> Iterator[tuple[str, str, int]]:
    """Return every fact that a check read as another one: its name, its value, and the line that says it."""
    for problem in problems:
        if problem.code in VALUES:
            found = _SAID.search(problem.message.en)
            line = re.search(r"line (\d+)", problem.message.en)
            assert found, problem.message.en
            assert line, problem.message.en
            yield re.split(" is | holds for ", problem.message.en)[0], found["value"], int(line[1])
