"""Answer in other processes, started by the method that is named, and compare: a script of test_processes."""

import multiprocessing
import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from questions import ask, contracts  # type: ignore[import-not-found]

from ptc_service_policy import Engagement, load_policy

SECONDS = 120
CHILDREN = 20


def in_a_pool(method: str, engagements: dict[str, Engagement], alone: dict[str, dict[str, str]]) -> None:
    """Send engagements to workers, and get them back equal."""
    with multiprocessing.get_context(method).Pool(2) as pool:
        answers = pool.map_async(ask, engagements.values()).get(SECONDS)
        assert dict(zip(engagements, answers, strict=True)) == alone
        sent = (load_policy(), *engagements.values(), *(each.calendar for each in engagements.values()))
        assert tuple(pool.map_async(_itself, sent).get(SECONDS)) == sent


def amid_threads(engagements: dict[str, Engagement], alone: dict[str, dict[str, str]]) -> None:
    """Fork while threads of the parent compile calendars, and answer in the child."""
    stop = threading.Event()

    def keep_asking(order: int) -> None:
        while not stop.is_set():
            for contract in contracts().values():
                ask(load_policy(path=POLICY).engage(contract), order)

    threads = [threading.Thread(target=keep_asking, args=(order,)) for order in range(3)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(CHILDREN):
            name, engagement = next(iter(engagements.items()))
            child = os.fork()
            if child == 0:
                signal.alarm(SECONDS)
                fresh = load_policy(path=POLICY).engage(engagement.contract)
                os._exit(not ask(engagement) == ask(fresh) == alone[name])
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
    engaged = {name: policy.engage(contract) for name, contract in contracts().items()}
    expected = {name: ask(engagement) for name, engagement in engaged.items()}
    if sys.argv[1] == "amid-threads":
        amid_threads(engaged, expected)
    else:
        os.environ["PYTHONHASHSEED"] = "1"  # A process that starts anew hashes otherwise than this one.
        in_a_pool(sys.argv[1], engaged, expected)
    sys.stdout.write("equal\n")
