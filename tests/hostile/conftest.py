"""What hostile input is tried in: a copy of the policies that may be damaged, and a limit on waiting."""

import signal
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from types import FrameType

import pytest
from tests.profiles import NIGHTLY

_POLICIES = Path(__file__).parents[2] / "policies"
_SECONDS = 3_600 if NIGHTLY else 300
"""Of waiting, of which beside other work there is much: what hangs does so for ever."""


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """Return a copy of the policies."""
    return Path(copytree(_POLICIES, tmp_path / "policies"))


@pytest.fixture(autouse=True)
def _no_hanging() -> Iterator[None]:
    """Fail a test that waits for what never comes."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
