"""A project that depends on the built wheel sees its types, under mypy --strict and under pyright."""

import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPENDENT = Path(__file__).parent / "dependent"
PYRIGHT = "pyright@1.1.414"

Refused = Callable[[Path, str], list[str]]

pytestmark = pytest.mark.packaging


def run(*command: str | Path, cwd: Path, check: bool = True) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    assert not check or done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of its own, whose environment has the wheel and mypy, and nothing of this checkout."""
    folder = tmp_path_factory.mktemp("dependent")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    venv.create(folder / "env", with_pip=True)
    wheel = next(folder.glob("*.whl"))
    install = (folder / "env" / "bin" / "python", "-m", "pip", "install", "--quiet")
    run(*install, "--constraint", ROOT / "constraints.txt", wheel, "mypy", cwd=folder)
    for path in DEPENDENT.glob("*.py"):
        shutil.copy(path, folder)
    return folder


def refused_by_mypy(project: Path, file: str) -> list[str]:
    told = run(
        project / "env" / "bin" / "mypy",
        "--strict",
        "--no-error-summary",
        *("--enable-error-code", "truthy-bool"),
        file,
        cwd=project,
        check=False,
    )
    return [line for line in told.splitlines() if ": error:" in line]


def refused_by_pyright(project: Path, file: str) -> list[str]:
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("pyright needs npx")
    python = project / "env" / "bin" / "python"
    settings = {"typeCheckingMode": "strict", "include": [file], "reportUnusedExpression": False}
    (project / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    told = json.loads(
        run(npx, "--yes", PYRIGHT, "--pythonpath", python, "--outputjson", cwd=project, check=False)
    )
    assert told["summary"]["filesAnalyzed"] == 1
    return [
        f"{Path(each['file']).name}:{each['range']['start']['line'] + 1}: {each['message']}"
        for each in told["generalDiagnostics"]
    ]


CHECKERS = pytest.mark.parametrize(
    "refused", [pytest.param(refused_by_mypy, id="mypy"), pytest.param(refused_by_pyright, id="pyright")]
)


@CHECKERS
def test_it_sees_the_types(refused: Refused, project: Path) -> None:
    assert refused(project, "uses.py") == []


@CHECKERS
def test_it_sees_mistakes(refused: Refused, project: Path) -> None:
    source = (DEPENDENT / "misuses.py").read_text("utf-8").splitlines()
    marked = [number for number, line in enumerate(source, 1) if line.endswith("# refused")]
    found = refused(project, "misuses.py")
    lines = {int(match[1]) for each in found if (match := re.match(r"misuses\.py:(\d+):", each))}
    assert sorted(lines) == marked, "\n".join(found)
