"""Record which tests reach which lines of the library, and how long each takes.

    python tools/reached.py RECORD [--processes N]

Each file of tests runs in a process of its own, so that no value that another one built hides a line; those
processes share what is imported. What commands do that a test starts counts as its own. It takes Python 3.12
or later, which has `sys.monitoring`.
"""

import argparse
import ast
import atexit
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = Path("src/ptc_service_policy")
_LEFT_OUT = ("site", "packaging")
"""What is slow, and reaches nothing that other tests do not."""
_FOLDER = "LINES_REACHED"
"""The variable that names the folder into which processes write that a test starts."""
_MOST_SECONDS = 1_200
_FOLLOWING = "import sys; sys.path.append({tools!r}); import reached; reached.follow()\n"
Lines = dict[str, int]
"""The lines of modules, each a bit of a number."""
Tests = dict[str, tuple[float, Lines]]
"""How long tests take, and what they reach."""


class Recorder:
    """Hold the lines of the library that were reached since it was asked."""

    def __init__(self) -> None:
        self._found: dict[str, set[int]] = defaultdict(set)
        self._monitoring: Any = sys.monitoring  # type: ignore[attr-defined]
        tool, line = self._monitoring.PROFILER_ID, self._monitoring.events.LINE
        self._monitoring.use_tool_id(tool, "reached")
        self._monitoring.register_callback(tool, line, self._reach)
        self._monitoring.set_events(tool, line)

    def _reach(self, code: CodeType, line: int) -> object:
        self._found[code.co_filename].add(line)
        return self._monitoring.DISABLE

    def take(self) -> Lines:
        """Return what was reached, and begin anew."""
        found = {
            file.rpartition(f"{SOURCE}/")[2]: sum(1 << line for line in lines)
            for file, lines in self._found.items()
            if f"{SOURCE}/" in file
        }
        self._found.clear()
        self._monitoring.restart_events()
        return found


def follow() -> None:
    """Write at the end of this process what it reached, for the test that started it."""
    if (folder := os.environ.get(_FOLDER)) is None:
        return
    recorder, test = Recorder(), os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]

    def write() -> None:
        handle, _ = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w") as file:
            json.dump({test: recorder.take()}, file)

    atexit.register(write)


class Plugin:
    """Record the tests of a run of pytest, for so many seconds of processor time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._recorder = Recorder()
        self._began = 0.0
        self._failed: set[str] = set()
        self.tests: Tests = {}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Run the first case of each test, then the second of each: the time may not suffice for all."""
        places: dict[str, count[int]] = defaultdict(count)
        items.sort(key=lambda item: next(places[item.nodeid.partition("[")[0]]))

    def pytest_runtest_logstart(self) -> None:
        """Begin a test."""
        self._recorder.take()
        self._began = time.perf_counter()

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Leave out a test that tells nothing: it fails, or is skipped."""
        if report.outcome != "passed":
            self._failed.add(report.nodeid)

    def pytest_runtest_protocol(self, item: Any) -> None:
        """Leave the rest when the time is over."""
        if time.process_time() > self._seconds:
            item.session.shouldstop = "enough is recorded"

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """End a test."""
        seconds, lines = time.perf_counter() - self._began, self._recorder.take()
        if nodeid not in self._failed:
            self.tests[nodeid] = seconds, lines


def _run(file: str, folder: Path, seconds: float) -> None:
    """Run a file of tests in this process, and write what they reach."""
    import pytest

    os.environ[_FOLDER] = str(folder / "started")
    with (folder / "said").open("w") as said:
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
    plugin = Plugin(time.process_time() + seconds)
    options = ["-q", "-pno:cacheprovider", "-pno:randomly", "-Wignore::pytest.PytestAssertRewriteWarning"]
    pytest.main([*options, file], plugins=[plugin])
    for each in (folder / "started").iterdir():
        for name, lines in json.loads(each.read_text() or "{}").items():
            own = plugin.tests.get(name, (0.0, {}))[1]
            for module, reached in lines.items():
                own[module] = own.get(module, 0) | reached
    (folder / "tests.json").write_text(json.dumps(plugin.tests))


def _record(file: Path, context: ForkServerContext, seconds: float) -> Tests:
    """Run a file of tests in a process of its own."""
    name, began = str(file.relative_to(ROOT)), time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "started").mkdir()
        process = context.Process(target=_run, args=(name, folder, seconds))
        process.start()
        process.join(_MOST_SECONDS)
        process.kill()
        process.join()
        *_, last = ("no end", *(folder / "said").read_text(errors="replace").splitlines())
        print(f"{name}: {time.monotonic() - began:.0f} s, {last}", flush=True)
        written = folder / "tests.json"
        return json.loads(written.read_text()) if written.exists() else {}


@contextmanager
def _prepared() -> Iterator[ForkServerContext]:
    """Yield where processes start that have imported the library, and that follow those which they start."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", "tests.conftest"])
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as started:
        Path(started, "sitecustomize.py").write_text(_FOLLOWING.format(tools=str(ROOT / "tools")))
        paths = [str(ROOT / "src"), str(ROOT), started]
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
        sys.path[:0] = paths
        yield context


@dataclass(frozen=True)
class Reached:
    """Tell which tests reach a place of the library."""

    masks: tuple[tuple[str, int], ...]
    tests: dict[str, tuple[float, tuple[int, ...]]]

    @classmethod
    def of(cls, tests: Tests) -> "Reached":
        """Hold once what many tests reach."""
        places: dict[tuple[str, int], int] = {}
        kept = {
            name: (seconds, tuple(places.setdefault(each, len(places)) for each in lines.items()))
            for name, (seconds, lines) in tests.items()
        }
        return cls(tuple(places), kept)

    @classmethod
    def read(cls, file: Path) -> "Reached":
        """Read what was recorded."""
        data = json.loads(file.read_text())
        tests = {name: (seconds, tuple(masks)) for name, (seconds, masks) in data["tests"].items()}
        return cls(tuple((module, mask) for module, mask in data["masks"]), tests)

    def write(self, file: Path) -> None:
        """Write what was recorded."""
        file.write_text(json.dumps({"masks": self.masks, "tests": self.tests}))

    def by(self, module: str, text: str, line: int) -> dict[str, float]:
        """Return the tests that reach the statement of a line, and how long each takes.

        What is done when the module is imported shows in all that it does afterwards.
        """
        lines = _statement(text, line)
        found = self._reaching(module, sum(1 << each for each in lines))
        return found or self._reaching(module, _within_functions(text))

    def _reaching(self, module: str, lines: int) -> dict[str, float]:
        masks = {place for place, (name, mask) in enumerate(self.masks) if name == module and mask & lines}
        return {
            name: seconds for name, (seconds, reached) in self.tests.items() if not masks.isdisjoint(reached)
        }


def _statement(text: str, line: int) -> range:
    """Return the lines of the smallest statement of a line; of one that holds others, its head."""
    ranges = [
        range(each.lineno, (each.body[0].lineno if hasattr(each, "body") else (each.end_lineno or 0) + 1))
        for each in ast.walk(_tree(text))
        if isinstance(each, ast.stmt)
    ]
    around = [each for each in ranges if line in each]
    return min(around, key=len, default=range(line, line + 1))


def _within_functions(text: str) -> int:
    """Return the lines of what functions do."""
    return sum(
        1 << line
        for line in {
            line
            for each in ast.walk(_tree(text))
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
            for line in range(each.body[0].lineno, (each.end_lineno or 0) + 1)
        }
    )


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


def main() -> None:
    """Record every file of tests."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("record", type=Path)
    options.add_argument("--processes", type=int, default=os.cpu_count())
    options.add_argument("--seconds", type=float, default=float("inf"), help="for each file of tests")
    options.add_argument("--tests", type=Path, nargs="*", help="only these folders of tests")
    chosen = options.parse_args()
    folders = chosen.tests or [each for each in (ROOT / "tests").iterdir() if each.name not in _LEFT_OUT]
    files = sorted(file for folder in folders for file in folder.resolve().rglob("test_*.py"))
    record = chosen.record.resolve()
    with _prepared() as context, ThreadPoolExecutor(chosen.processes) as pool:
        found = pool.map(partial(_record, context=context, seconds=chosen.seconds), files)
        tests = {name: each for reached in found for name, each in reached.items()}
    Reached.of(tests).write(record)


if __name__ == "__main__":
    main()
