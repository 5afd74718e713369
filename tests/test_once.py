"""An attribute that is worked out once is worked out without a lock."""

from dataclasses import dataclass
from threading import Event, Thread

from ptc_service_policy.once import once


@dataclass(frozen=True)
class Counter:
    made: list[int]

    @once
    def value(self) -> int:
        """Count how often it is made."""
        self.made.append(len(self.made))
        return len(self.made)


@dataclass(frozen=True)
class Slow:
    begun: Event
    may_end: Event
    waits: bool

    @once
    def value(self) -> str:
        """Wait to be let go."""
        self.begun.set()
        return "waited" if self.waits and self.may_end.wait(10) else "at once"


def test_it_is_made_once_and_documented() -> None:
    counter = Counter([])
    assert (counter.value, counter.value, counter.made) == (1, 1, [0])
    assert Counter([]).value == 1
    assert Counter.value.__doc__ == "Count how often it is made."


def test_nobody_waits_for_another_thread() -> None:
    begun, may_end = Event(), Event()
    slow = Slow(begun, may_end, waits=True)
    thread = Thread(target=lambda: slow.value)
    thread.start()
    assert begun.wait(10)
    assert Slow(Event(), may_end, waits=False).value == "at once"
    assert not may_end.is_set()
    may_end.set()
    thread.join()
    assert slow.value == "waited"
