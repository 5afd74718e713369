"""The wheel and the sdist, installed where nothing else is."""

import json
import shutil
import subprocess
import sys
import tarfile
import venv
import zipapp
import zipfile
from functools import partial
from importlib.metadata import metadata
from pathlib import Path

import pytest
from tests.profiles import NIGHTLY

ROOT = Path(__file__).parents[2]
DATA = [
    path.relative_to(ROOT).as_posix()
    for name in ("policies", "schemas")
    for path in (ROOT / name).rglob("*")
    if path.is_file()
]
QUESTION = """
import json, sys
from datetime import datetime, timezone
import ptc_service_policy
from ptc_service_policy import Contract, load_policy
from ptc_service_policy.loading.shipped import shipped

policy = load_policy()
contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR")
decision = policy.apply(contract).response_due(datetime(2026, 4, 3, 14, 30, tzinfo=timezone.utc))
schema = json.loads(shipped("schemas").joinpath("v1", "offerings.schema.json").read_text("utf-8"))
due = decision.value.due.isoformat()
print(json.dumps([ptc_service_policy.__file__, policy.version, due, schema["title"]]))
"""

pytestmark = pytest.mark.packaging


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", **env} if env else None,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the sdist, and the wheel from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))


def install(what: Path | str, folder: Path) -> Path:
    """Install into a fresh environment and return its interpreter."""
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", what, cwd=folder)
    return python


def ask(python: Path, cwd: Path, **env: str) -> list[str]:
    answer: list[str] = json.loads(run(python, "-c", QUESTION, cwd=cwd, **env))
    return answer


EXPECTED = ["1.0.0", "2026-04-07T17:00:00+02:00", "offerings.yaml"]


def test_wheel_holds_every_data_file(distributions: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(distributions[0]) as wheel:
        names = set(wheel.namelist())
        assert {f"ptc_service_policy/{name}" for name in DATA} <= names
        assert "ptc_service_policy/py.typed" in names
        explanations = "ptc_service_policy/authoring/explanations"
        assert {f"{explanations}/why.yaml", f"{explanations}/examples.yaml"} <= names
        assert not [name for name in names if name.startswith(("tests/", "docs/", "benchmarks/"))]
        for name in DATA:
            assert wheel.read(f"ptc_service_policy/{name}") == (ROOT / name).read_bytes()


def test_a_public_index_takes_neither() -> None:
    assert "Private :: Do Not Upload" in (metadata("ptc-service-policy").get_all("Classifier") or ())


def test_sdist_holds_every_data_file(distributions: tuple[Path, Path]) -> None:
    with tarfile.open(distributions[1]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert set(DATA) <= names
    assert "src/ptc_service_policy/py.typed" in names


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_installed_alone_it_answers(distributions: tuple[Path, Path], kind: str, tmp_path: Path) -> None:
    python = install(distributions[kind == "sdist"], tmp_path)
    place, *answer = ask(python, tmp_path)
    assert answer == EXPECTED
    assert Path(place).is_relative_to(tmp_path / "env")


def test_read_from_a_zip_it_answers(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    place, *answer = ask(Path(sys.executable), tmp_path, PYTHONPATH=str(distributions[0]))
    assert answer == EXPECTED
    assert place.startswith(str(distributions[0]))


ONE_ANSWER = """
import sys
from datetime import datetime
from zoneinfo import ZoneInfo
from ptc_service_policy import Contract, load_policy
applied = load_policy().apply(Contract(offering="premium", time_zone="Europe/Paris", holidays="FR"))
decision = applied.response_due(datetime(2026, 4, 3, 16, 30, tzinfo=ZoneInfo("Europe/Paris")))
assert decision.reason["fr"]
print(decision.value.due.isoformat(), sorted({"jsonschema", "pydantic", "yaml"} & set(sys.modules)))
"""


def test_what_is_installed_is_read_compiled(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(distributions[0]) as wheel:
        wheel.extractall(tmp_path)
    asked = "import sys, ptc_service_policy as lib; print(lib.load_policy().version, 'yaml' in sys.modules)"
    load = partial(run, sys.executable, "-c", asked, cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert load() == "1.0.0 False\n"
    answered = run(sys.executable, "-c", ONE_ANSWER, cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert answered == "2026-04-07T17:00:00+02:00 []\n"
    edited = tmp_path / "ptc_service_policy" / "policies" / "1.0.0" / "engagement.yaml"
    edited.write_text(edited.read_text("utf-8") + "# more\n", "utf-8")
    with pytest.raises(AssertionError, match="PSP409"):
        load()
    # Without it, what the YAML files say is read: the same, for a comment says nothing.
    shutil.rmtree(tmp_path / "ptc_service_policy" / "compiled")
    assert load() == "1.0.0 True\n"


COMMAND = (
    *("answer", "due", "--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR"),
    *("--received", "2026-04-03T16:30[Europe/Paris]"),
)
ANSWERED = "Answer: by Tuesday 7 April 2026 at 17:00 (Europe/Paris)"


def test_as_one_zip_file_that_runs_it_answers(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(distributions[0]) as wheel:
        wheel.extractall(tmp_path / "app")
    made = tmp_path / "ptc-policy.pyz"
    zipapp.create_archive(tmp_path / "app", made, main="ptc_service_policy.cli:main")
    shutil.rmtree(tmp_path / "app")
    assert run(sys.executable, made, *COMMAND, cwd=tmp_path).startswith(ANSWERED)
    assert "maintenance" in run(sys.executable, made, "show", cwd=tmp_path).lower()


@pytest.mark.skipif(not NIGHTLY, reason="takes minutes: by night")
def test_frozen_by_pyinstaller_it_answers(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    python = install(f"{distributions[0]}[cli]", tmp_path)
    run(python, "-m", "pip", "install", "--quiet", "pyinstaller", cwd=tmp_path)
    (tmp_path / "app.py").write_text("from ptc_service_policy.cli import main\n\nmain()\n")
    run(python.with_name("pyinstaller"), "--name", "frozen", "app.py", cwd=tmp_path)
    frozen = tmp_path / "dist" / "frozen" / "frozen"
    assert run(frozen, *COMMAND, cwd=tmp_path).startswith(ANSWERED)
    assert run(frozen, "--version", cwd=tmp_path).startswith("ptc-policy ")
    assert "maintenance" in run(frozen, "show", cwd=tmp_path).lower()


def test_without_the_cli_extra_the_command_says_what_to_install(
    distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    python = install(distributions[0], tmp_path)
    done = subprocess.run(
        [python.with_name("ptc-policy"), "show"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 1
    assert "`pip install 'PATH_OR_WHEEL[cli]'`" in done.stderr
    assert "`pip install 'CHEMIN_OU_WHEEL[cli]'`" in done.stderr
    assert "Traceback" not in done.stderr


def test_with_the_cli_extra_the_command_answers(distributions: tuple[Path, Path], tmp_path: Path) -> None:
    python = install(f"{distributions[0]}[cli]", tmp_path)
    shown = run(
        python.with_name("ptc-policy"),
        "answer",
        "entitlement",
        "risk-mitigation",
        "--offering",
        "premium",
        cwd=tmp_path,
    )
    assert shown.startswith("Answer: yes")
