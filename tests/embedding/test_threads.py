"""Threads that share policies, applied or not, and their calendars get the answers of one alone."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from tests.profiles import NIGHTLY

from ptc_service_policy import AppliedPolicy, Contract, Policy, load_policy

from .questions import TERMS, ask, contracts

POLICY = Path(__file__).parents[2] / "policies" / "1.0.0"
THREADS = 64 if NIGHTLY else 8
ROUNDS = 10 if NIGHTLY else 1

T = TypeVar("T")


def in_threads(work: Callable[[int], T]) -> list[T]:
    """Do the same work in several threads that start together."""
    start = Barrier(THREADS)

    def begin(thread: int) -> T:
        start.wait()
        return work(thread)

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(begin, range(THREADS)))


@pytest.fixture(autouse=True)
def switching_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.parametrize("name", TERMS)
def test_an_applied_policy_is_shared(name: str) -> None:
    contract = contracts()[name]
    alone = ask(load_policy(path=POLICY).apply(contract))
    for _ in range(ROUNDS):
        shared = load_policy(path=POLICY).apply(contract)
        assert in_threads(partial(ask, shared)) == [alone] * THREADS


def test_a_policy_is_shared() -> None:
    policy = load_policy(path=POLICY)
    found = in_threads(lambda _: {name: ask(policy.apply(each)) for name, each in contracts().items()})
    alone = {name: ask(load_policy(path=POLICY).apply(each)) for name, each in contracts().items()}
    assert found == [alone] * THREADS


def test_loading_and_reading_contracts_at_once() -> None:
    def load(_: int) -> tuple[Policy, Contract, AppliedPolicy]:
        policy = load_policy(path=POLICY)
        contract = Contract.model_validate(TERMS["agreed"])
        return policy, contract, policy.apply(contract)

    assert len(set(in_threads(load))) == 1
