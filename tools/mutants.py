"""Change one token of the library at a time, and see whether its tests notice.

    python tools/mutants.py [WING ...] [--take N] [--since REF] [--seconds S] [--seed SEED] [--only MUTANT]

A comparison is turned or moved by one, a number raised by one; `and` takes the place of `or`, True of False,
plus of minus, min of max, any of all, and the other way round; a `not` is left out, or put before `in` and
after `is`. Each mutant is tried in a copy of the tree by the tests of its part of a wing, then by those of
the wing and of the wings that ask it, until one fails. The same seed draws the same mutants, and each is
printed as `--only` takes it.
"""

import argparse
import os
import queue
import random
import re
import subprocess
import sys
import tempfile
import time
import tokenize
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from io import StringIO
from itertools import count
from pathlib import Path
from shutil import copy2

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
_LIMITED = """
import resource, sys, pytest
resource.setrlimit(resource.RLIMIT_AS, (4 << 30,) * 2)
sys.exit(pytest.main(sys.argv[1:]))
"""
_MOST_SECONDS = 300
"""No test takes so long, unless it has no end: folders of tests do."""
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


def _noticed(tree: Path, folders: tuple[str, ...], until: float) -> bool | None:
    """Run some folders of tests in a tree; None where the time does not suffice."""
    environment = os.environ | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"}
    for folder in folders:
        files = sorted(
            (tree / "tests" / folder).rglob("test_*.py"), key=lambda file: (file.stem in _LATE, file)
        )
        if not files:
            continue
        command = [
            sys.executable,
            "-c",
            _LIMITED,
            "-qx",
            "-pno:cacheprovider",
            "-pno:randomly",
            f"-ofaulthandler_timeout={_MOST_SECONDS}",
            "-ofaulthandler_exit_on_timeout=true",
            *map(str, files),
        ]
        seconds = None if until == float("inf") else max(until - time.monotonic(), 0)
        try:
            done = subprocess.run(
                command, cwd=tree, env=environment, capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            return None
        if done.returncode != 0:
            return True
    return False


def _tried(mutant: Mutant, trees: "queue.Queue[Path]", until: float) -> bool | None:
    if time.monotonic() >= until:
        return None
    tree = trees.get()
    file = tree / SOURCE / mutant.file
    text = file.read_text("utf-8")

    def write(content: str) -> None:
        file.write_text(content, "utf-8")
        os.utime(file, (moment := next(_CLOCK), moment))

    try:
        write(mutant.applied(text))
        return _noticed(tree, mutant.tests, until)
    finally:
        write(text)
        trees.put(tree)


def main() -> int:
    """Try mutants, and print each one that no test notices."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("wings", nargs="*", default=list(WINGS), metavar="WING")
    options.add_argument("--take", type=int, help="how many to draw; all, if not given")
    options.add_argument("--since", metavar="REF", help="only of modules that changed since a commit")
    options.add_argument("--seconds", type=float, default=float("inf"), help="end then, whatever is left")
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
    counted = {True: 0, False: 0, None: 0}
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(chosen.processes) as pool:
        trees: queue.Queue[Path] = queue.Queue()
        for _ in range(chosen.processes):
            trees.put(_copied(Path(home)))
        if not chosen.since and not chosen.only:
            for wing in sorted({mutant.wing for mutant in drawn}):
                if _noticed(trees.queue[0], WINGS[wing], until):
                    sys.exit(f"the tests of {wing} fail as the tree is")
        tries = {pool.submit(_tried, mutant, trees, until): mutant for mutant in drawn}
        for done in as_completed(tries):
            noticed, mutant = done.result(), tries[done]
            counted[noticed] += 1
            if noticed is False:
                print(f"not noticed: --only '{mutant}'", flush=True)
    decided = counted[True] + counted[False]
    print(f"{counted[True]} of {decided} mutants are noticed; {counted[None]} are left; --seed {chosen.seed}")
    return int(decided >= _FEW and counted[True] * 100 < chosen.least * decided)


if __name__ == "__main__":
    sys.exit(main())
