from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree

import pytest

POLICIES = Path(__file__).parents[3] / "policies"


@pytest.fixture
def version(tmp_path: Path) -> Path:
    """A copy of the real version, its scenarios included, with the calendars beside it."""
    copytree(POLICIES / "calendars", tmp_path / "calendars")
    return copytree(POLICIES / "1.0.0", tmp_path / "1.0.0")


@pytest.fixture
def only(version: Path) -> Callable[[str], Path]:
    """Write the one file of scenarios of a version; return the version."""

    def write(text: str) -> Path:
        rmtree(version / "scenarios")
        (version / "scenarios").mkdir()
        (version / "scenarios" / "some.yaml").write_text(text, encoding="utf-8")
        return version

    return write
