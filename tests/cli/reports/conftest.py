"""A folder of policies with faults of every kind, checked."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from ptc_service_policy.authoring.checks import CheckResult, check_policies

POLICIES = Path(__file__).parents[3] / "policies"
EDITS = {
    "1.0.0/engagement.yaml": ("        unit: case\n", "        unit: 30\n"),
    "1.0.0/policy.yaml": ("version: 1.0.0", "version: 1.0.0\nreview_by: 2026-11-22"),
    "1.0.0/vocabulary.yaml": ("fr: Courriel\n", "fr: TODO « é » 日本\n"),
    "1.0.0/offerings.yaml": ("charge:\n", "chrage:\n"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command runs in; its policies stand in `règles et plus/`."""
    folder = copytree(POLICIES, tmp_path / "règles et plus")
    for name, (old, new) in EDITS.items():
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def result(home: Path) -> CheckResult:
    return check_policies(Path("règles et plus"), called="règles et plus", as_of=date(2026, 11, 23))
