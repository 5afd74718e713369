"""Running a page: its blocks in their order, in a scratch copy of the policies, beside what it shows."""

import contextlib
import io
import subprocess
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from ptc_service_policy.cli.app import app

from .pages import ROOT, Block, Command, Page

COLUMNS = "100"
_OTHER_PROGRAMS = {"check-jsonschema": "check_jsonschema"}


@dataclass(frozen=True, slots=True)
class Shown:
    """Set what a block shows beside what it must show; ``why`` says what else is wrong with it."""

    block: Block
    actual: tuple[str, ...]
    why: str = ""

    @property
    def is_right(self) -> bool:
        """Compare line by line; spaces at the end of a line do not show, and editors take them away."""
        shown, actual = ([line.rstrip() for line in lines] for lines in (self.block.lines, self.actual))
        return not self.why and shown == actual


@dataclass
class Run:
    """Run the blocks of one page in the current folder, and remember what they leave behind."""

    page: Page
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "page"})
    exit_code: int = 0

    def shown(self) -> Iterator[Shown]:
        """Run every block; yield what each shows, and what it should."""
        blocks = self.page.blocks
        skip = False
        for block, following in pairwise((*blocks, None)):
            assert block is not None
            if skip or block.not_run is not None or block.language == "mermaid":
                skip = False
            elif block.language == "python" and block.title is None:
                printed, why = self._python(block)
                skip = following is not None and _is_output(following)
                if why or (printed and not skip):
                    yield Shown(block, (*block.lines,), why or f"nothing shows what it prints:\n{printed}")
                if skip and following is not None:
                    yield Shown(following, tuple(printed.splitlines()))
            elif block.language == "console":
                yield Shown(block, tuple(self._console(block)))
            elif block.language == "diff" and block.title is not None:
                yield Shown(block, block.lines, edit_file(Path(block.title), block.lines))
            elif block.title is not None:
                yield Shown(block, block.lines, _quote_or_write(Path(block.title), block))
            else:
                why = "this kind of block cannot be run: give it a title, or a marker with the reason"
                yield Shown(block, block.lines, why)

    def _python(self, block: Block) -> tuple[str, str]:
        printed = io.StringIO()
        source = "\n" * block.start + block.text
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                exec(compile(source, self.page.name, "exec"), self.namespace)
        except Exception:
            return printed.getvalue(), traceback.format_exc()
        return printed.getvalue(), ""

    def _console(self, block: Block) -> Iterator[str]:
        for command in block.commands():
            yield from command.written.splitlines()
            yield from self._output(command).splitlines()

    def _output(self, command: Command) -> str:
        program, *arguments = command.words
        if command.words == ["echo", "$?"]:
            return str(self.exit_code)
        if program == "cat":
            return "".join(Path(name).read_text("utf-8") for name in arguments)
        if program in _OTHER_PROGRAMS:
            return self._process([sys.executable, "-m", _OTHER_PROGRAMS[program], *arguments])
        if program != "ptc-policy":
            return f"{program}: the test does not know this command"
        printed, self.exit_code = run_command(arguments)
        return printed

    def _process(self, command: list[str]) -> str:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
        )
        self.exit_code = done.returncode
        return done.stdout


def run_command(arguments: Sequence[str]) -> tuple[str, int]:
    """Run `ptc-policy` in the current folder; return what it prints, and its exit code."""
    printed, exit_code = io.StringIO(), 0
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            app(arguments, prog_name="ptc-policy")
        except SystemExit as done:
            exit_code = done.code if isinstance(done.code, int) else 1
    return printed.getvalue(), exit_code


def mended(page: Page, shown: list[Shown]) -> str:
    """Write the page with what its blocks really show."""
    lines = list(page.lines)
    for each in sorted(shown, key=lambda found: found.block.start, reverse=True):
        actual = [f"{each.block.indent}{line}".rstrip() for line in each.actual]
        lines[each.block.start : each.block.end] = actual
    return "\n".join(lines) + "\n"


def _is_output(block: Block) -> bool:
    return block.language in {"text", "json"} and block.title is None and block.not_run is None


def edit_file(path: Path, lines: Iterable[str]) -> str:
    """Replace the lines with `-` by those with `+`, between the lines around them. `@@` begins a place."""
    if not path.exists():
        return f"there is no {path}"
    text = path.read_text("utf-8")
    for is_mark, place in groupby(lines, key=lambda line: line.startswith("@@")):
        if is_mark:
            continue
        change = tuple(place)
        before = "".join(f"{line[1:]}\n" for line in change if line[:1] != "+")
        after = "".join(f"{line[1:]}\n" for line in change if line[:1] != "-")
        if text.count(before) != 1:
            return f"{path} holds these lines {text.count(before)} times:\n{before}"
        text = text.replace(before, after)
    path.write_text(text, "utf-8")
    return ""


def _quote_or_write(path: Path, block: Block) -> str:
    """Look a quotation up in its file, here or in the project; write the file where there is none."""
    found = next((file for file in (path, ROOT / path) if file.exists()), None)
    if found is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")
        return ""
    return "" if block.text in found.read_text("utf-8") else f"{path} does not say this"
