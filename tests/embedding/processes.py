"""Answer in other processes, started by the method that is named, and compare: a script of test_processes."""

import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from questions import ask, contracts  # type: ignore[import-not-found]

from ptc_service_policy import AppliedPolicy, load_policy

SECONDS = 120


def in_a_pool(method: str, policies: dict[str, AppliedPolicy], alone: dict[str, dict[str, str]]) -> None:
    """Send applied policies to workers, and get them back equal."""
    with multiprocessing.get_context(method).Pool(2) as pool:
        answers = pool.map_async(ask, policies.values()).get(SECONDS)
        assert dict(zip(policies, answers, strict=True)) == alone
        sent = (load_policy(), *policies.values(), *(each.calendar for each in policies.values()))
        assert tuple(pool.map_async(_itself, sent).get(SECONDS)) == sent


def amid_threads(policies: dict[str, AppliedPolicy], alone: dict[str, dict[str, str]], children: int) -> None:
    """Fork while threads of the parent compile calendars, and answer in the child."""
    stop = threading.Event()

    def keep_asking(order: int) -> None:
        while not stop.is_set():
            for contract in contracts().values():
                ask(load_policy(path=POLICY).apply(contract), order)

    threads = [threading.Thread(target=keep_asking, args=(order,)) for order in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(children):
            name, applied = next(iter(policies.items()))
            child = os.fork()
            if child == 0:
                signal.alarm(SECONDS)
                fresh = load_policy(path=POLICY).apply(applied.contract)
                os._exit(not ask(applied) == ask(fresh) == alone[name])
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _itself(value: object) -> object:
    return value


POLICY = Path(__file__).parents[2] / "policies" / "1.0.0"

if __name__ == "__main__":
    policy = load_policy()
    policies = {name: policy.apply(contract) for name, contract in contracts().items()}
    expected = {name: ask(applied) for name, applied in policies.items()}
    if sys.argv[1] == "amid-threads":
        amid_threads(policies, expected, int(sys.argv[2]))
    else:
        os.environ["PYTHONHASHSEED"] = "1"  # A process that starts anew hashes otherwise than this one.
        in_a_pool(sys.argv[1], policies, expected)
    sys.stdout.write("equal\n")
