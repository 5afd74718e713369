"""A process that is forked while another thread works out what is kept waits for nobody."""

import multiprocessing
import os
import time
from threading import Event, Thread

import numpy as np
import pytest

from ptc_service_policy.columns.search import Instants
from ptc_service_policy.columns.timetable import Timetable

PATIENCE = 10.0


class Waiting(Timetable):
    """A timetable of one opening, which tells when it is asked about and answers when it may."""

    def __init__(self, may_answer: Event) -> None:
        self.asked, self.may_answer = Event(), may_answer
        self.edge_count = 2
        self._edges = self.openings = self.business_days = np.zeros(2, np.int64)

    def local_day(self, instants: Instants) -> Instants:
        self.asked.set()
        assert self.may_answer.wait(PATIENCE)
        return np.zeros(len(instants), np.int64)


def ends_well(child: int) -> bool:
    """Tell whether a process ends by itself, and well; one that hangs is ended."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return False


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the system cannot fork")
# Python 3.12 and later warn of every fork amid threads.
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_does_not_wait_for_what_another_thread_works_out() -> None:
    may_answer, at_once = Event(), Event()
    at_once.set()
    waiting, other = Waiting(may_answer), Waiting(at_once)
    thread = Thread(target=lambda: waiting.hours_reach_other_days)
    thread.start()
    assert waiting.asked.wait(PATIENCE)
    child = os.fork()
    if not child:
        os._exit(0 if other.hours_reach_other_days is False else 1)
    try:
        assert ends_well(child)
    finally:
        may_answer.set()
        thread.join()
    assert waiting.hours_reach_other_days is False
