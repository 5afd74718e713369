"""Processes that get a policy, an applied policy or a calendar answer alike, however they start."""

import multiprocessing
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from tests.profiles import NIGHTLY

from ptc_service_policy import load_policy

from .questions import contracts

HERE = Path(__file__).parent
CHILDREN = "20" if NIGHTLY else "6"
PICKLED_ELSEWHERE = """
import pickle, sys
sys.path.insert(0, {here!r})
from questions import contracts
from ptc_service_policy import load_policy
policy = load_policy()
applied = [policy.apply(contract) for contract in contracts().values()]
values = [policy, *contracts().values(), *applied, *(each.calendar for each in applied)]
sys.stdout.buffer.write(pickle.dumps({{value: index for index, value in enumerate(values)}}))
"""


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_pool_answers_alike(method: str) -> None:
    assert run("-W", "error", HERE / "processes.py", method) == b"equal\n"


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the system cannot fork")
def test_a_fork_amid_threads_answers_alike() -> None:
    # Python 3.12 and later warn of every such fork.
    assert (
        run("-W", "ignore::DeprecationWarning", HERE / "processes.py", "amid-threads", CHILDREN) == b"equal\n"
    )


def test_hashes_are_made_anew_in_each_process() -> None:
    policy = load_policy()
    applied = [policy.apply(contract) for contract in contracts().values()]
    values = [policy, *contracts().values(), *applied, *(each.calendar for each in applied)]
    arrived = pickle.loads(run("-c", PICKLED_ELSEWHERE.format(here=str(HERE)), seed="1"))
    assert [arrived[value] for value in values] == [
        max(i for i, v in enumerate(values) if v == value) for value in values
    ]


def run(*arguments: str | Path, seed: str = "0") -> bytes:
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        timeout=300,
        env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
