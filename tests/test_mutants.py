"""What the tool that changes one token at a time makes of a line, and by which tests it is tried."""

import sys
import time
from pathlib import Path
from shutil import copy2

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from mutants import ROOT, Batch, Outcome, _outcome, draw, is_python, mutants  # type: ignore[import-not-found]
from reached import Reached  # type: ignore[import-not-found]

LINES = {
    "if a < b and not c:\n    pass\n": {
        "if a <= b and not c:",
        "if a > b and not c:",
        "if a < b or not c:",
        "if a < b and  c:",
    },
    "x = min(a, 7) + 1\n": {
        "x = max(a, 7) + 1",
        "x = min(a, 8) + 1",
        "x = min(a, 7) - 1",
        "x = min(a, 7) + 2",
    },
    "x = a is b\n": {"x = a is not b"},
    "for x in y:\n    pass\n": set(),
    "@dataclass(frozen=True)\nclass A:\n    pass\n": set(),
    "x = 'a < b'  # a < b\n": set(),
}


@pytest.mark.parametrize("text", LINES)
def test_one_token_is_changed_at_a_time(text: str) -> None:
    changed = [each.applied(text) for each in mutants("a.py", text)]
    assert {each.partition("\n")[0] for each in changed if is_python(each)} == LINES[text]


def test_a_seed_draws_the_same_again() -> None:
    first, again, other = (
        [str(each) for each in draw(["business_time/spans.py"], seed)] for seed in ("1", "1", "2")
    )
    assert first == again != other
    assert sorted(first) == sorted(other)


OUTCOMES = {
    "noticed": (["assert True", "assert False"], 60),
    "not noticed": (["assert True", "assert True"], 60),
    "not reached": ([], 60),
    "left": (["assert True"], 0),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_only_a_test_that_fails_notices_a_mutant(outcome: str, tmp_path: Path) -> None:
    """The settings are those of the project, under which a warning fails: then, every mutant was noticed."""
    bodies, seconds = OUTCOMES[outcome]
    copy2(ROOT / "pyproject.toml", tmp_path)
    batches = [Batch((f"test_{place}.py",)) for place in range(len(bodies))]
    for batch, body in zip(batches, bodies, strict=True):
        (tmp_path / batch.files[0]).write_text(f"def test_it():\n    {body}\n")
    assert _outcome(tmp_path, batches, time.monotonic() + seconds) is Outcome(outcome)


MODULE = """LIMIT = 3


def first(a):
    if a and (
        a > LIMIT
    ):
        return 1
    return 2
"""
REACHED = {1: {"first": 1.0, "second": 2.0}, 5: {"first": 1.0}, 6: {"first": 1.0}, 9: {"second": 2.0}}


@pytest.mark.parametrize("line", REACHED)
def test_a_mutant_is_tried_by_the_tests_that_reach_its_statement(line: int) -> None:
    """What is done when the module is imported is tried by all that run its functions."""
    lines = {"first": (1.0, {"a.py": 1 << 5 | 1 << 8}), "second": (2.0, {"a.py": 1 << 9, "b.py": 1 << 5})}
    assert Reached.of({**lines, "third": (3.0, {"b.py": 1 << 5})}).by("a.py", MODULE, line) == REACHED[line]
