"""The public API is what api/public.txt records, and a change to it does not pass unseen."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ptc_service_policy

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "api" / "public.txt"


def check(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "api" / "record.py"), "--check"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_it_is_as_recorded() -> None:
    done = check(ROOT)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_the_overloads_of_ask_are_those_of_the_registry() -> None:
    command = [sys.executable, str(ROOT / "api" / "asking.py"), "--check"]
    assert subprocess.run(command, check=False).returncode == 0, "`make api` writes them anew"


def test_every_public_name_is_recorded() -> None:
    recorded = {
        line.removeprefix("class ").removeprefix("def ") for line in RECORD.read_text("utf-8").splitlines()
    }
    names = {line.partition("(")[0].partition(" ")[0].partition(":")[0] for line in recorded}
    assert set(ptc_service_policy.__all__) <= names


# file, what is replaced once, by what, the line that the check shows
CHANGES = [
    pytest.param(
        "evaluation/policy.py",
        "def offerings_for(self, deployment: str) -> tuple[str, ...]:",
        "def offerings_for(self, deployment: str) -> list[str]:",
        "+    def offerings_for(deployment: str) -> list[str]",
        id="return type",
    ),
    pytest.param(
        "decisions.py",
        "    policy_digest: str\n",
        "    policy_digest: bytes\n",
        "+    policy_digest: bytes",
        id="field type",
    ),
    pytest.param(
        "evaluation/applied.py",
        "def limit(self, name: str, **attributes: Any)",
        "def limit(self, name: str, week: int = 0, **attributes: Any)",
        "+    def limit(name: str, week: int = 0, **attributes: Any) -> Decision[Limit | Absence | None]",
        id="parameter",
    ),
    pytest.param(
        "topics/availability.py",
        'Literal["available", "on-request", "unavailable"]',
        'Literal["available", "unavailable"]',
        "+Availability = Literal['available', 'unavailable']",
        id="choices",
    ),
    pytest.param("topics/workload.py", "class Finding:", "class Found:", "-class Finding", id="name"),
    pytest.param(
        "topics/due.py",
        "    earliest_due: datetime\n",
        "",
        "-    earliest_due: datetime",
        id="field of an answer's value",
    ),
    pytest.param(
        "evaluation/asking.py",
        'Literal["sale"], offering: str, /, **attributes: Any\n    ) -> Decision[Sale | Absence | None]',
        'Literal["sale"], offering: str, /, **attributes: Any\n    ) -> Decision[Sale | None]',
        "+    def ask(name: Literal['sale'], offering: str, /, **attributes: Any) -> Decision[Sale | None]",
        id="answer to one question",
    ),
    pytest.param(
        "errors/exceptions.py",
        "class UnstatedError(PolicyError)",
        "class UnstatedError(Exception)",
        "+class UnstatedError(Exception)",
        id="base",
    ),
    pytest.param(
        "columns/questions.py",
        "with_earliest_due: bool = True",
        "with_earliest_due: bool = False",
        "+    with_earliest_due: bool = False",
        id="default in columns",
    ),
    pytest.param(
        "columns/duckdb.py",
        "applied: AppliedPolicies, **questions: Question) -> None:",
        "applied: AppliedPolicies) -> None:",
        "+def register(connection: DuckDBPyConnection, applied: AppliedPolicies) -> None",
        id="engine",
    ),
]


@pytest.fixture(scope="module")
def of_all_changes(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """What the check says of a copy with every change."""
    folder = tmp_path_factory.mktemp("changed")
    for name in ("src", "api"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file, text, changed, _ in (change.values for change in CHANGES):
        path = folder / "src" / "ptc_service_policy" / str(file)
        source = path.read_text("utf-8")
        assert source.count(str(text)) == 1
        path.write_text(source.replace(str(text), str(changed)), "utf-8")
    return check(folder)


def test_a_change_is_refused_with_advice(of_all_changes: subprocess.CompletedProcess[str]) -> None:
    assert of_all_changes.returncode == 1
    assert "make api" in of_all_changes.stderr


@pytest.mark.parametrize("shown", [pytest.param(each.values[-1], id=each.id) for each in CHANGES])
def test_a_change_is_found(shown: str, of_all_changes: subprocess.CompletedProcess[str]) -> None:
    assert shown in of_all_changes.stdout.splitlines(), of_all_changes.stdout
