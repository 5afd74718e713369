"""A page of the documentation as a list of its fenced blocks."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^(?P<indent> *)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
_TITLE = re.compile(r"""title="([^"]+)\"""")
_MARKER = re.compile(r"^<!-- (?P<kind>not run|needs): (?P<text>.+) -->$")


@dataclass(frozen=True, slots=True)
class Command:
    """Hold a command as the page writes it, prompt and line ends included, and what it shows below it."""

    written: str
    shown: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        return shlex.split(self.written.removeprefix("$ ").replace("\\\n", ""))


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one fenced block: its language, the file that its title names, and where its text stands.

    ``start`` and ``end`` bound its lines in the page, fences excluded, counted from 0. ``not_run`` is the
    reason of the marker above it.
    """

    language: str
    title: str | None
    lines: tuple[str, ...]
    indent: str
    start: int
    end: int
    not_run: str | None

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)

    def commands(self) -> Iterator[Command]:
        """Yield each command after a ``$``, which a backslash carries on to the next line."""
        lines = iter((*self.lines, "$ "))
        asked, shown = "", list[str]()
        for line in lines:
            if not line.startswith("$ "):
                shown.append(line)
                continue
            if asked:
                yield Command(asked, tuple(shown))
            asked, shown = line, []
            while asked.endswith("\\"):
                asked = f"{asked}\n{next(lines)}"


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a page, called by its path from the top of the project."""

    name: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    needs: tuple[str, ...]

    @property
    def is_french(self) -> bool:
        return self.name.startswith("docs/fr/")


def read_page(text: str, name: str) -> Page:
    lines = tuple(text.splitlines())
    needs = tuple(found["text"] for found in map(_MARKER.match, lines) if found and found["kind"] == "needs")
    return Page(name, lines, tuple(_blocks(lines)), needs)


def all_pages() -> list[Page]:
    """Return the readme and every page under docs/, in the order of their names."""
    paths = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    return [read_page(path.read_text("utf-8"), path.relative_to(ROOT).as_posix()) for path in paths]


def _blocks(lines: tuple[str, ...]) -> Iterator[Block]:
    number = 0
    while number < len(lines):
        opening = _FENCE.match(lines[number])
        number += 1
        if opening is None:
            continue
        start, indent, closing = number, opening["indent"], opening["indent"] + opening["marks"]
        while lines[number].rstrip() != closing:
            number += 1
        info, title = opening["info"].strip(), _TITLE.search(opening["info"])
        yield Block(
            language=info.split(maxsplit=1)[0] if info else "",
            title=title[1] if title else None,
            lines=tuple(line.removeprefix(indent) for line in lines[start:number]),
            indent=indent,
            start=start,
            end=number,
            not_run=_marker_above(lines, start - 2),
        )
        number += 1


def _marker_above(lines: tuple[str, ...], number: int) -> str | None:
    while number >= 0 and not lines[number].strip():
        number -= 1
    found = _MARKER.match(lines[number].strip()) if number >= 0 else None
    return found["text"] if found and found["kind"] == "not run" else None
