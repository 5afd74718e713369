"""Change one token of the library at a time, and see whether its tests notice.

    python tools/mutants.py [WING ...] [--reached RECORD] [--take N] [--since REF] [--seconds S] [--seed SEED]
                            [--each S] [--only MUTANT]

A comparison is turned or moved by one, a number raised by one; `and` takes the place of `or`, True of False,
plus of minus, min of max, any of all, and the other way round; a `not` is left out, or put before `in` and
after `is`. Each mutant is tried in a copy of the tree until a test fails: by the tests that reach it, nearest
and quickest first, where `tools/reached.py` recorded which do; otherwise by the tests of its part of a wing,
then by those of the wing and of the wings that ask it. The same seed draws the same mutants, and each that is
not noticed, not reached by any test, or left when the time is over is printed as `--only` takes it.
"""

import argparse
import json
import os
import queue
import random
import re
import subprocess
import sys
import tempfile
import time
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import Enum
from io import StringIO
from itertools import count, islice
from pathlib import Path
from shutil import copy2

from reached import Reached  # type: ignore[import-not-found]

ROOT = Path(__file__).parents[1]
SOURCE = Path("src/ptc_service_policy")
WINGS = {
    "authoring": ("authoring", "cli", "editor"),
    "business_time": ("business_time", "evaluation"),
    "cli": ("cli",),
    "columns": ("columns", "cli"),
    "errors": ("errors", "loading"),
    "evaluation": ("evaluation", "simulation"),
    "loading": ("loading", "evaluation"),
    "model": ("model", "loading", "evaluation"),
    "settling": ("settling", "evaluation", "cli"),
    "topics": ("topics", "authoring/diff", "evaluation", "cli"),
}
"""The tests that are to notice a change of each wing, nearest first."""
_TEXTS = {"errors/codes"}
_LATE = (
    "test_edits",
    "test_oracle",
    "test_dues",
    "test_every_fact_shows",
    "test_validator_agreement",
    "test_clock_changes",
)
"""Tests that take long, after those that are quick."""
_TURNED = (
    *("< <= >", "<= < >=", "> >= <", ">= > <=", "== !=", "!= =="),
    *("+ -", "- +", "// *", "and or", "or and", "True False", "False True"),
    *("min max", "max min", "any all", "all any"),
)
_OTHERS: dict[str, tuple[str, ...]] = {
    "not": ("",),
    "in": ("not in",),
    "is": ("is not",),
    **{before: tuple(after) for before, *after in map(str.split, _TURNED)},
}
_MOST_SECONDS = 300
"""No test takes so long, unless it has no end: folders of tests do."""
_QUICK = 3
"""Tests that take more seconds come after those that do not."""
_FILE = 0.5
"""How many seconds a file of tests takes to be read."""
_FEW = 20
"""Of fewer, one that changes nothing would weigh too much."""
_CLOCK = count(1_000_000_000)
"""Each write has a time of its own, so that no compiled file is taken for that of another mutant."""


@dataclass(frozen=True)
class Mutant:
    """One token of one file in place of another."""

    file: str
    line: int
    column: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}:{self.before}:{self.after}"

    @property
    def wing(self) -> str:
        """Return the wing whose tests are to notice it."""
        return Path(self.file).parts[0]

    @property
    def tests(self) -> tuple[str, ...]:
        """Name the folders of tests that are to notice it, nearest first."""
        nearest = Path(self.file).parent.as_posix()
        return tuple(dict.fromkeys((nearest, *WINGS[self.wing])))

    def applied(self, text: str) -> str:
        """Return the text of its module with the other token."""
        lines = text.splitlines(keepends=True)
        line, start = lines[self.line - 1], self.column - 1
        lines[self.line - 1] = line[:start] + self.after + line[start + len(self.before) :]
        return "".join(lines)


def mutants(file: str, text: str) -> Iterator[Mutant]:
    """List the mutants of a module; some are no Python."""
    for token in tokenize.generate_tokens(StringIO(text).readline):
        if token.line.lstrip().startswith("@"):
            continue  # what a decorator says of slots or of frozen values
        for other in _others(token):
            yield Mutant(file, token.start[0], token.start[1] + 1, token.string, other)


def _others(token: tokenize.TokenInfo) -> tuple[str, ...]:
    if token.type == tokenize.NUMBER and re.fullmatch("[0-9][0-9_]*", token.string):
        return (str(int(token.string) + 1),)
    return _OTHERS.get(token.string, ()) if token.type in {tokenize.OP, tokenize.NAME} else ()


def is_python(text: str) -> bool:
    """Tell whether a text is a module of Python."""
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _modules(wings: list[str], since: str | None) -> list[str]:
    """Name the modules of some wings, and of them only those that changed since a commit."""
    command = ["git", "diff", "--name-only", "--diff-filter=d", since] if since else ["git", "ls-files"]
    named = subprocess.run(
        [*command, "--", SOURCE], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    files = [Path(line).relative_to(SOURCE) for line in named.splitlines() if line.endswith(".py")]
    return [
        file.as_posix() for file in files if file.parts[0] in wings and file.parent.as_posix() not in _TEXTS
    ]


def draw(files: list[str], seed: str) -> Iterator[Mutant]:
    """Draw mutants of some modules in an order that the seed gives."""
    texts = {file: (ROOT / SOURCE / file).read_text("utf-8") for file in files}
    every = [mutant for file in sorted(texts) for mutant in mutants(file, texts[file])]
    random.Random(seed).shuffle(every)
    return (mutant for mutant in every if is_python(mutant.applied(texts[mutant.file])))


def _copied(home: Path) -> Path:
    """Copy what git knows of the tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    tree = Path(tempfile.mkdtemp(dir=home))
    for name in filter(None, listed.split("\0")):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        copy2(ROOT / name, tree / name)
    return tree


class Outcome(Enum):
    """What came of a mutant."""

    NOTICED = "noticed"
    MISSED = "not noticed"
    UNREACHED = "not reached"
    LEFT = "left"


@dataclass(frozen=True)
class Batch:
    """Hold tests that are run together: whole files, or those of them that are named, in their order."""

    files: tuple[str, ...]
    names: tuple[str, ...] = ()
    most_seconds: float = _MOST_SECONDS


def _of_folders(tree: Path, folders: Iterable[str]) -> Iterator[Batch]:
    for folder in folders:
        files = sorted(
            (tree / "tests" / folder).rglob("test_*.py"), key=lambda file: (file.stem in _LATE, file)
        )
        if files:
            yield Batch(tuple(str(file.relative_to(tree)) for file in files))


def _of_reached(mutant: Mutant, text: str, reached: Reached) -> Iterator[Batch]:
    """Yield the tests that reach a mutant, those first that soon tell, in ever larger batches."""
    tests = reached.by(mutant.file, text, mutant.line)
    by_file: dict[str, float] = defaultdict(lambda: _FILE)
    for name, seconds in tests.items():
        by_file[_file(name)] += seconds

    def weight(name: str) -> tuple[float, float, str, float]:
        file, seconds = _file(name), tests[name]
        near = 1 + sum(not file.startswith(f"tests/{folder}/") for folder in mutant.tests)
        return (seconds if seconds > _QUICK else 0) * near, by_file[file] * near, file, seconds

    batch: list[str] = []
    most, taken = 4.0, 0.0
    for name in sorted(tests, key=weight):
        batch.append(name)
        taken += tests[name]
        if taken > most:
            yield _named(batch, tests)
            batch, most, taken = [], most * 4, 0.0
    if batch:
        yield _named(batch, tests)


def _named(batch: list[str], tests: dict[str, float]) -> Batch:
    files = tuple(dict.fromkeys(map(_file, batch)))
    return Batch(files, tuple(batch), 30 + 10 * max(tests[each] for each in batch))


def _file(test: str) -> str:
    return test.partition("::")[0]


def _outcome(tree: Path, batches: Iterable[Batch], until: float) -> Outcome:
    """Run tests in a tree until one fails."""
    environment = os.environ | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    outcome = Outcome.UNREACHED
    for batch in batches:
        command = [
            sys.executable,
            str(Path(__file__).with_name("trying.py")),
            "-qx",
            "-pno:cacheprovider",
            "-pno:randomly",
            f"-ofaulthandler_timeout={batch.most_seconds}",
            "-ofaulthandler_exit_on_timeout=true",
            *batch.files,
        ]
        seconds = None if until == float("inf") else max(until - time.monotonic(), 0)
        try:
            done = subprocess.run(
                command,
                input=json.dumps(batch.names),
                cwd=tree,
                env=environment,
                capture_output=True,
                text=True,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Outcome.LEFT
        if done.returncode != 0:
            return Outcome.NOTICED
        outcome = Outcome.MISSED
    return outcome


def _batches(mutant: Mutant, tree: Path, reached: Reached | None) -> Iterator[Batch]:
    if reached is None:
        return _of_folders(tree, mutant.tests)
    return _of_reached(mutant, (tree / SOURCE / mutant.file).read_text("utf-8"), reached)


def _tried(
    mutant: Mutant, trees: "queue.Queue[Path]", reached: Reached | None, until: float, each: float
) -> Outcome:
    if time.monotonic() >= until:
        return Outcome.LEFT
    tree = trees.get()
    file = tree / SOURCE / mutant.file
    text = file.read_text("utf-8")
    batches = list(_batches(mutant, tree, reached))

    def write(content: str) -> None:
        file.write_text(content, "utf-8")
        os.utime(file, (moment := next(_CLOCK), moment))

    try:
        write(mutant.applied(text))
        return _outcome(tree, batches, min(until, time.monotonic() + each))
    finally:
        write(text)
        trees.put(tree)


def main() -> int:
    """Try mutants, and print each one that is not noticed."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("wings", nargs="*", default=list(WINGS), metavar="WING")
    options.add_argument("--reached", type=Path, help="which tests reach what, as tools/reached.py wrote it")
    options.add_argument("--take", type=int, help="how many to draw; all, if not given")
    options.add_argument("--since", metavar="REF", help="only of modules that changed since a commit")
    options.add_argument("--seconds", type=float, default=float("inf"), help="end then, whatever is left")
    options.add_argument("--each", type=float, default=float("inf"), help="leave one after so many")
    options.add_argument("--seed", default=str(random.randrange(1_000_000)), help="draw the same again")
    options.add_argument("--only", action="append", metavar="MUTANT", help="try this one, as it was printed")
    options.add_argument("--least", type=float, default=95, help="how many of 100 are to be noticed (95)")
    options.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = options.parse_args()
    until = time.monotonic() + chosen.seconds
    drawn = list(draw(_modules(chosen.wings, chosen.since), chosen.seed))
    if chosen.only:
        drawn = [mutant for mutant in drawn if str(mutant) in chosen.only]
    drawn = drawn[: chosen.take]
    counted = dict.fromkeys(Outcome, 0)
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(chosen.processes) as pool:
        trees: queue.Queue[Path] = queue.Queue()
        for _ in range(chosen.processes):
            trees.put(_copied(Path(home)))
        tree = trees.queue[0]
        reached = None if chosen.reached is None else Reached.read(chosen.reached)
        if not chosen.since and not chosen.only:
            for wing, mutant in {each.wing: each for each in drawn}.items():
                first = islice(_batches(mutant, tree, reached), 1)
                sound = _of_folders(tree, WINGS[wing]) if reached is None else first
                if _outcome(tree, sound, until) is Outcome.NOTICED:
                    sys.exit(f"the tests of {wing} fail as the tree is")
        tries = {pool.submit(_tried, mutant, trees, reached, until, chosen.each): mutant for mutant in drawn}
        for done in as_completed(tries):
            outcome = done.result()
            counted[outcome] += 1
            if outcome is not Outcome.NOTICED:
                print(f"{outcome.value}: --only '{tries[done]}'", flush=True)
    decided = sum(counted.values()) - counted[Outcome.LEFT]
    noticed = counted[Outcome.NOTICED]
    print(", ".join(f"{number} {each.value}" for each, number in counted.items()), f"--seed {chosen.seed}")
    return int(decided >= _FEW and noticed * 100 < chosen.least * decided)


if __name__ == "__main__":
    sys.exit(main())
