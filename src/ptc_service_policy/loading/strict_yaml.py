"""YAML as policy owners mean it: no surprises in scalars, nothing hidden, every value with its place.

Scalars follow YAML 1.2, and only ``true``, ``false``, decimal integers and decimal fractions are
more than text: ``17:00``, ``no``, ``on``, ``010`` and dates stay as they were written. Duplicate keys,
anchors, aliases, merge keys, tags, empty values, deep nesting, too many values and large files are refused.
"""

import re
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from typing import Any, NoReturn

import yaml

from ptc_service_policy.errors import MOST_PROBLEMS, PathItem, Problem, cause_of, describe, write_path
from ptc_service_policy.loading.files import MAX_BYTES, MOST_VALUES, read_bytes
from ptc_service_policy.loading.rewriting import LIKE_THOUSANDS
from ptc_service_policy.loading.yaml_causes import (
    CUT_BY_A_COMMENT,
    NO_SPACE_AFTER_DASH,
    OF_INDENTATION,
    Fault,
    as_in_c,
    explain_cause,
    find_conflict,
)
from ptc_service_policy.text import LANGUAGES, LocalizedText

MAX_DEPTH = 24
MAX_DIGITS = 18

Path = tuple[PathItem, ...]
Place = tuple[int, int]

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
_FRACTION = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_INVISIBLE = re.compile(
    rf"{yaml.reader.Reader.NON_PRINTABLE.pattern}|[\x85\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069]"
)
_LINE_END = re.compile(r"\r\n?|\n")
_FILL_IT = LocalizedText(fr="Donnez-lui-en une, ou supprimez la clé.", en="Give it one, or remove the key.")
_INDENT_IT = LocalizedText(
    fr="Donnez-lui-en une (en retrait, si elle est au-dessous), ou supprimez la clé.",
    en="Give it one (indented, where it stands below), or remove the key.",
)
_QUOTE_IT = LocalizedText(
    fr="Une virgule coupe ici le texte en deux : mettez-le entre guillemets.",
    en="A comma cuts the text in two here: put it in quotes.",
)
_SPACE_IT = LocalizedText(
    fr="Tapez une espace ordinaire après le deux-points.", en="Type an ordinary space after the colon."
)
_WITH_A_POINT = LocalizedText(
    fr="Un nombre décimal s'écrit avec un point : {number}.",
    en="A decimal number is written with a point: {number}.",
)
_IN_ONE = LocalizedText(fr="Écrivez {whole}.", en="Write {whole}.")
_EITHER = LocalizedText(
    fr="Écrivez {whole} ; pour un nombre décimal, {number}.",
    en="Write {whole}; for a decimal number, {number}.",
)
_DASHED_WORD = re.compile(r"-[^\W\d]")
_WITH_A_COMMA = re.compile(r"(-?\d+),(\d+)")
_IN_THOUSANDS = re.compile(r"-?\d{1,3}(?:[\s,]\d{3})+")
_BEFORE_A_COMMA = re.compile(r"(\d+),$")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """Hold the data of one file, the place (line, column) of every key and value, and its problems.

    ``data`` is None where reading had to stop; otherwise it is whole, and what the problems name
    was read as well as it could be. A document is equal to itself alone.
    """

    file: str
    data: Any
    keys: dict[Path, Place]
    values: dict[Path, Place]
    problems: tuple[Problem, ...] = ()

    def place_of(self, path: Path) -> Place:
        """Return where the value at ``path`` stands, or the nearest thing above it that exists."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def place_of_key(self, path: Path) -> Place:
        """Return where the key at ``path`` stands, or its value where it has no key."""
        return self.keys.get(path) or self.place_of(path)

    def describe(self, code: str, path: Path, *, at_key: bool = False, **values: Any) -> Problem:
        """Build the problem of ``code`` at ``path``, placed at its key or at its value."""
        line, column = self.place_of_key(path) if at_key else self.place_of(path)
        return describe(code, file=self.file, line=line, column=column, path=path, **values)

    def locate(self, problem: Problem) -> Problem:
        """Place a problem that knows its path only: at its key where the key is at fault."""
        of_a_key = problem.code in {"PSP201", "PSP202", "PSP209", "PSP210", "PSP214"}
        path = place_told(problem)
        line, column = self.place_of_key(path) if of_a_key else self.place_of(path)
        return replace(problem, file=self.file, line=line, column=column)


def place_told(problem: Problem) -> Path:
    """Return the path at which a problem shows: what is missing, at what lacks it."""
    return problem.path[:-1] if problem.code == "PSP202" else problem.path


def _each_once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Leave out that a key has no value where it is there twice: the line was doubled."""
    twice = {each.path for each in problems if each.code == "PSP102"}
    return tuple(each for each in problems if each.code != "PSP110" or each.path not in twice)


def read_file(file: Traversable, called: str) -> Document:
    """Read a file of one document; what cannot be read is a problem of the document."""
    try:
        return read_yaml(read_bytes(file, MAX_BYTES), called)
    except FileNotFoundError:
        return Document(called, None, {}, {}, (describe("PSP001", file=called, name=file.name),))
    except OSError as error:
        problem = describe("PSP003", file=called, name=file.name, cause=cause_of(error))
        return Document(called, None, {}, {}, (problem,))


def read_yaml(raw: bytes, file: str, limit: int = MAX_BYTES) -> Document:
    """Read one document of at most ``limit`` bytes; ``file`` is the name by which its problems call it."""
    if len(raw) > limit:
        return _unreadable(file, "PSP005", (1, 1), limit=limit)
    raw = raw.removeprefix(BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unreadable(file, "PSP004", _place_after(raw[: error.start].decode("utf-8")))
    if found := _INVISIBLE.search(text):
        character = _name_character(found[0])
        return _unreadable(file, "PSP112", _place_after(text[: found.start()]), character=character)
    if conflict := find_conflict(text):
        start, cause = conflict
        return _unreadable(file, "PSP101", _place_after(text[:start]), cause=cause)
    builder = _Builder(file, text, max(MOST_VALUES, len(raw) // 10))
    with suppress(_Stopped):
        try:
            for event in yaml.parse(text, Loader=LOADER):
                builder.take(event)
        except yaml.MarkedYAMLError as error:
            builder.stop_at(*explain_cause(_fault_of(error), text))
    return builder.document()


def _unreadable(file: str, code: str, place: Place, **values: Any) -> Document:
    line, column = place
    return Document(file, None, {}, {}, (describe(code, file=file, line=line, column=column, **values),))


def _place_after(text: str) -> Place:
    lines = _LINE_END.split(text)
    return len(lines), len(lines[-1]) + 1


class _Stopped(Exception):  # noqa: N818 - ends the reading, and never leaves this module
    """End the reading of a text of which no more can be made out."""


@dataclass(slots=True)
class _Frame:
    """Hold one mapping or sequence that is still open."""

    data: Any
    path: Path
    in_braces: bool = False
    key: str | None = None
    key_ends: int = 0


_COMMENT = re.compile(r"[ \t]*#")


class _Builder:
    """Turn parser events into data, without recursion and without trusting them."""

    def __init__(self, file: str, text: str, most: int) -> None:
        self._file = file
        self._most = most
        self._text = text
        self._problems: list[Problem] = []
        self._keys: dict[Path, Place] = {}
        self._values: dict[Path, Place] = {}
        self._open: list[_Frame] = []
        self._data: Any = None
        self._documents = 0
        self._bare: set[Path] = set()

    def document(self) -> Document:
        if self._data is None and not self._problems:
            return _unreadable(self._file, "PSP109", (1, 1))
        return Document(self._file, self._data, self._keys, self._values, _each_once(self._problems))

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._start(event, {})
            case yaml.SequenceStartEvent():
                self._start(event, [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                if self._awaits_key():
                    self.stop("PSP103", event.start_mark)
                if not self._open or self._open[-1].key != "<<":
                    self._problem("PSP103", event)
                self._place(event, None)
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self.stop("PSP108", event.start_mark)

    def stop(self, code: str, mark: Any, **values: Any) -> NoReturn:
        self._data = None
        self._add(code, mark, **values)
        raise _Stopped

    def stop_at(self, place: Place, cause: LocalizedText) -> NoReturn:
        """Say what stopped the reading, unless that is what should stand below a key without a value."""
        self._data = None
        self._problems = [each for each in self._problems if each.code != "PSP110" or each.path in self._bare]
        if not self._bare or cause not in OF_INDENTATION:
            self._add_at("PSP101", place, cause=cause)
        raise _Stopped

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if self._awaits_key():
            self._key(event, self._open[-1])
            return
        self._check(event)
        if found := _INVISIBLE.search(event.value):
            self._problem("PSP112", event, character=_name_character(found[0]))
        plain = not event.style
        if plain and event.value in _NULLS:
            if self._open:
                self._problem("PSP110", event, key=self._label(), advice=self._advice(event))
                if not self._open[-1].in_braces:
                    self._bare.add(self._path())
            self._place(event, None)
            return
        if plain and _DASHED_WORD.match(event.value):
            self._problem("PSP101", event, cause=NO_SPACE_AFTER_DASH)
        if plain and self._is_text() and _COMMENT.match(self._text, _index(event.end_mark)):
            self._problem("PSP101", event, cause=CUT_BY_A_COMMENT)
        self._place(event, self._value_of(event) if plain else event.value)

    def _is_text(self) -> bool:
        return bool(self._open) and self._open[-1].key in LANGUAGES

    def _value_of(self, event: yaml.ScalarEvent) -> Any:
        text = event.value
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        is_integer = _INTEGER.fullmatch(text)
        if not is_integer and (not _FRACTION.fullmatch(text) or LIKE_THOUSANDS.fullmatch(text)):
            return text
        if len(text) > MAX_DIGITS:
            self._problem("PSP111", event, limit=MAX_DIGITS)
            return 0
        number = float(text)
        return int(text) if is_integer else int(number) if number.is_integer() else number

    def _key(self, event: yaml.ScalarEvent, frame: _Frame) -> None:
        self._check(event)
        key, path = event.value, (*frame.path, event.value)
        if key == "<<" and not event.style:
            self._problem("PSP104", event, path=path)
        elif key in frame.data:
            self._problem("PSP102", event, path=path, key=key, first=self._keys[path][0])
        self._keys.setdefault(path, _place_of(event))
        frame.key, frame.key_ends = key, _index(event.end_mark)

    def _start(self, event: yaml.CollectionStartEvent, data: Any) -> None:
        if len(self._open) == MAX_DEPTH:
            self.stop("PSP106", event.start_mark, limit=MAX_DEPTH)
        if self._awaits_key():
            self.stop("PSP107", event.start_mark)
        self._check(event)
        path = self._place(event, data)
        self._open.append(_Frame(data, path, in_braces=bool(event.flow_style)))

    def _place(self, event: yaml.Event, value: Any) -> Path:
        if not self._open:
            self._data = value
            self._values[()] = _place_of(event)
            return ()
        frame = self._open[-1]
        if isinstance(frame.data, list):
            path: Path = (*frame.path, len(frame.data))
            frame.data.append(value)
        elif frame.key is None:
            self.stop("PSP107", event.start_mark)
        else:
            path = (*frame.path, frame.key)
            frame.data.setdefault(frame.key, value)
            frame.key = None
        self._values.setdefault(path, _place_of(event))
        if len(self._values) > self._most:
            self.stop("PSP113", event.start_mark, limit=self._most)
        return path

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            self._problem("PSP103", event)
        if event.tag is not None:
            self._problem("PSP105", event, tag=event.tag)

    def _advice(self, event: yaml.ScalarEvent) -> LocalizedText:
        """Say how a value is given; in braces, a key without one is mostly a text that a sign cut in two."""
        if not self._is_rest_of_a_text(event):
            return _FILL_IT if event.value or self._open[-1].in_braces else _INDENT_IT
        frame = self._open[-1]
        key = str(frame.key)
        if ":" in key:
            return _SPACE_IT
        before = _BEFORE_A_COMMA.search(self._text[: frame.key_ends - len(key)])
        if before and key.isdecimal():
            return advise_number(f"{before[1]},{key}") or _QUOTE_IT
        return _QUOTE_IT

    def _is_rest_of_a_text(self, event: yaml.ScalarEvent) -> bool:
        """Tell whether a key in braces has not even a colon: a comma in a text made it one."""
        frame = self._open[-1]
        between = self._text[frame.key_ends : _index(event.start_mark)]
        return frame.in_braces and frame.key is not None and not event.value and ":" not in between

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].data, dict) and self._open[-1].key is None

    def _label(self) -> str:
        frame = self._open[-1]
        return write_path((*frame.path, frame.key if frame.key is not None else len(frame.data)))

    def _problem(self, code: str, event: yaml.Event, **values: Any) -> None:
        self._add(code, event.start_mark, **values)

    def _add(self, code: str, mark: Any, **values: Any) -> None:
        self._add_at(code, _place_of_mark(mark), **values)

    def _add_at(self, code: str, place: Place, **values: Any) -> None:
        line, column = place
        values.setdefault("path", self._path())
        self._problems.append(describe(code, file=self._file, line=line, column=column, **values))
        if len(self._problems) >= MOST_PROBLEMS:
            self._data = None
            raise _Stopped

    def _path(self) -> Path:
        if not self._open:
            return ()
        frame = self._open[-1]
        if isinstance(frame.data, list):
            return (*frame.path, len(frame.data))
        return frame.path if frame.key is None else (*frame.path, frame.key)


def advise_number(text: str) -> LocalizedText | None:
    """Say how a number is written that a sign or spaces cut; None for what is no such number.

    Three digits after a comma, or after a point, are thousands in one language and decimals in another.
    """
    if LIKE_THOUSANDS.fullmatch(text):
        return _EITHER.format(whole=text.replace(".", ""), number=text.rstrip("0").rstrip("."))
    whole, number = re.sub(r"[\s,]", "", text), text.replace(",", ".")
    if _WITH_A_COMMA.fullmatch(text):
        in_thousands = _IN_THOUSANDS.fullmatch(text)
        return (_EITHER if in_thousands else _WITH_A_POINT).format(whole=whole, number=number)
    return _IN_ONE.format(whole=whole) if _IN_THOUSANDS.fullmatch(text) else None


def _name_character(character: str) -> str:
    return f"U+{ord(character):04X}"


def _fault_of(error: yaml.MarkedYAMLError) -> Fault:
    """Read what the parser says; a quotation that never ends is mended where it begins."""
    said = as_in_c(error.context or "", error.problem or "")
    begun = None if error.context_mark is None else _place_of_mark(error.context_mark)
    never_ends = said.startswith("found unexpected") and begun is not None
    return Fault(said, begun if never_ends and begun else _place_of_mark(error.problem_mark), begun)


def _place_of_mark(mark: Any) -> Place:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _index(mark: Any) -> int:
    return int(mark.index)


def _place_of(event: yaml.Event) -> Place:
    return _place_of_mark(event.start_mark)
