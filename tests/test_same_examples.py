"""A normal run always draws the same examples, a nightly one others, and it says how to repeat a failure."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DRAW = """
import tests.conftest
{before}
from hypothesis import given, settings
from hypothesis import strategies as st

@settings(max_examples=40)
@given(st.integers() | st.text() | st.floats())
def draw(value):
    print(ascii(value))
    {then}

draw()
"""
CONSTANTS = "import ptc_service_policy.errors.codes, ptc_service_policy.cli.app"


def run(before: str = "", then: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Draw examples in a fresh process, whose environment has nothing else that Hypothesis reads."""
    inherited = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-c", DRAW.format(before=before, then=then)],
        cwd=ROOT,
        env=inherited | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def drawn(before: str = "", **environment: str) -> list[str]:
    done = run(before, **environment)
    assert done.returncode == 0, done.stderr
    values = done.stdout.splitlines()
    assert len(set(values)) > 20
    return values


@cache
def usual() -> list[str]:
    return drawn(PYTHONHASHSEED="1")


@pytest.mark.parametrize(
    ("before", "environment"),
    [
        pytest.param("", {}, id="once more"),
        pytest.param("", {"PYTHONHASHSEED": "2"}, id="with sets in another order"),
        pytest.param("", {"CI": "1"}, id="in CI"),
        pytest.param(CONSTANTS, {}, id="after other modules were loaded"),
    ],
)
def test_a_normal_run_draws_what_it_always_draws(before: str, environment: dict[str, str]) -> None:
    assert drawn(before, **environment) == usual()


@pytest.mark.parametrize("environment", [{}, {"CI": "1"}], ids=["here", "in CI"])
def test_a_nightly_run_draws_other_examples_each_time(environment: dict[str, str]) -> None:
    first, second = (drawn(HYPOTHESIS_PROFILE="nightly", **environment) for _ in range(2))
    assert first != second


def test_a_nightly_run_says_how_to_repeat_a_failure() -> None:
    done = run(then="assert value != value or value == 0", HYPOTHESIS_PROFILE="nightly")
    assert done.returncode == 1
    assert "@reproduce_failure(" in done.stderr
