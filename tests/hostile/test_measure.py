"""No file under a megabyte takes a command more than two seconds or 200 MB, whatever stands in it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any, NamedTuple

import pytest
import yaml
from tests.profiles import NIGHTLY

from ptc_service_policy import Contract, load_policy
from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.cli.app import app

ROOT = Path(__file__).parents[2]
SIZE = 999_000
SECONDS = 2 if NIGHTLY else 6
"""Of processor time; beside other tests, each second of it does less."""
MEGABYTES = 200


def _filled(piece: str, size: int = SIZE) -> str:
    return piece * (size // len(piece))


def _numbered(piece: str, size: int = SIZE) -> str:
    written, length = [], 0
    for number in range(size):
        written.append(piece.format(number))
        length += len(written[-1])
        if length > size:
            break
    return "".join(written[:-1])


YAML: dict[str, str] = {
    "items": _filled("- v\n"),
    "items in a line": "[" + _filled("v,") + "v]",
    "items far down": "{a: " * 22 + "[" + _filled("v,", SIZE - 200) + "v]" + "}" * 22,
    "lists": "[" + _filled("[" * 22 + "]" * 22 + ",") + "]",
    "keys": _numbered("k{}: v\n"),
    "pairs": "[" + _filled("a: b,") + "]",
    "a long text": "a: " + _filled("x "),
    "a long literal": "a: |\n" + _filled(" x\n", SIZE - 10),
    "anchors": _numbered("- &a{} v\n"),
    "aliases": "- &a v\n" + _filled("- *a\n"),
    "the same key": _filled("k: v\n"),
    "comments": _filled("#\n") + "a: b\n",
    "an open quote": 'a: "' + _filled("x\n"),
}
CONTRACTS = {
    "sound": "c{}: {{offering: premium, time_zone: Europe/Paris, holidays: FR, start: 2026-01-01}}\n",
    "no offering of the policy": "c{0}: {{offering: p{0}, time_zone: UTC, holidays: none}}\n",
    "no zone": "c{0}: {{offering: premium, time_zone: E{0}, holidays: none}}\n",
    "unknown keys": "c{}: {{x: 1}}\n",
    "texts": "c{}: x\n",
}
REQUESTS = {
    "no contract": _filled(",\n"),
    "unknown contracts": _numbered("x{},2026-03-02T10:00:00Z\n"),
    "no instants": _filled("c1,x\n"),
    "instants": _filled("c1,2026-03-02T10:00:00Z\n"),
    "instants before the contract": _numbered("c1,1999-03-02T10:00:00.{:06}Z\n"),
    "no two contracts alike": _numbered("{:x},\n"),
    "rows too long": _filled(",,\n"),
    "rows too long, no two alike": _numbered("{:x},,\n"),
    "a long cell": "c1," + _filled("x") + "\n",
}
WAITING = {
    "a request that waits again and again": 'c1,2026-03-02T10:00Z,"'
    + _numbered("2026-03-02T10:00:00.{:06}Z/..;")
    + '"\n',
    "pauses that cannot be read": _filled("c1,2026-03-02T10:00Z,x\n"),
    "a pause each": _numbered("c1,2026-03-02T10:00Z,2026-03-02T11:00:00.{:06}Z/2026-03-02T12:00Z\n"),
}
PAUSES = {
    "pauses of many": _numbered("r{},2026-03-02T11:00Z,2026-03-02T12:00Z\n"),
    "pauses of one": _numbered("c1,2026-03-02T11:00:00.{:06}Z,\n"),
    "pauses that are none": _filled(",,\n"),
    "pauses too long": _filled("a,b,c,d\n"),
}
TEXTS = {
    "words": _filled("response time\n", 299_000),
    "rows": _filled("a\tb\n", 299_000),
    "numbers": _filled("1.1.1 a\n", 299_000),
    "blank lines": _filled("\n", 299_000),
    "headings": _numbered("1.{}. Support\n", 299_000),
}
JSON = {
    "deep": "[" * SIZE,
    "objects": '{"a":[' + _filled("{},", SIZE - 20) + "1]}",
    "keys": "{" + _numbered('"{}":1,', SIZE - 20) + '"a":1}',
    "digits": '{"a":' + "9" * (SIZE - 20) + "}",
}


def _multiplied(text: str, size: int) -> Iterator[tuple[str, str]]:
    """Yield a document with many more entries in one of its mappings or lists, for each kind of place."""
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    seen = set()
    for path in _places(data, ()):
        kind = tuple("#" if isinstance(key, int) else key for key in path)[-2:]
        if kind in seen:
            continue
        seen.add(kind)
        other = json.loads(json.dumps(data))
        holder = other
        for key in path:
            holder = holder[key]
        last = list(holder)[-1] if isinstance(holder, dict) else len(holder) - 1
        count = size // (len(json.dumps(holder[last])) + len(str(last)) + 12)
        place = "/".join(map(str, path))
        if isinstance(holder, dict):
            holder |= {f"{last}-{number}": holder[last] for number in range(count)}
            yield place, json.dumps(other)
            continue
        value = holder[last]
        holder += [value] * count
        yield place, json.dumps(other)
        holder[1:] = [*(_unlike(value, number) for number in range(count)), [value]]
        yield f"{place}, no two alike", json.dumps(other)


def _unlike(value: Any, number: int) -> Any:
    match value:
        case dict():
            return {**value, f"k{number}": number}
        case list():
            return [*value, number]
    return f"{value}{number}"


def _places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list) and value:
        yield path
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from _places(value[key], (*path, key))


class Try(NamedTuple):
    """Hold a command, and the file that it finds."""

    command: tuple[str, ...]
    file: str
    content: str
    needs: str = ""


_TERMS = ("--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR")
_PUBLISH = ("--new-contracts", "2027-01-01", "--others", "stay", "--fail-under", "0")
_BULK = ("bulk", "{}/q.csv", "--contracts", "{}/c.yaml", "-o", "{}/a.csv")
_DUE = ("answer", "due", "response", "--received", "2026-04-03T14:30Z")
_FOLDER: dict[str, tuple[str, ...]] = {
    "check": ("check", "{}"),
    "test": ("test", "{}"),
    "show": ("show", "--policy", "{}/1.1.0"),
    "diff": ("diff", "1.0.0", "1.1.0", "--folder", "{}"),
    "new": ("new", "1.2.0", "--from", "1.1.0", "--folder", "{}"),
    "publish": ("publish", "1.1.0", "--folder", "{}", *_PUBLISH),
    "calendar freeze": ("calendar", "freeze", "ES", "--years", "2026-2027", "--folder", "{}"),
    "calendar lock": ("calendar", "lock", "france", "--folder", "{}"),
    "source learn": ("source", "learn", "{}/d.txt", "--policy", "{}/1.1.0"),
    "source check": ("source", "check", "{}/d.txt", "--policy", "{}/1.1.0"),
    "source draft": (
        *("source", "draft", "{}/d.txt"),
        *("--version", "1.2.0", "--from", "1.1.0", "--folder", "{}"),
    ),
}
"""What reads a whole folder of policies, a file of which is hostile."""
_FILE: dict[str, Callable[[], dict[str, Try]]] = {
    "answer": lambda: {
        name: Try((*_DUE, "--contract", "{}/c.yaml"), "c.yaml", text) for name, text in YAML.items()
    },
    "replay": lambda: {
        name: Try(("replay", "{}/r.json"), "r.json", text) for name, text in {**JSON, **_records()}.items()
    },
    "bulk": lambda: {
        name: Try(_BULK if file != "p.csv" else (*_BULK, "--pauses", "{}/p.csv"), file, text, "pyarrow")
        for name, file, text in (
            *((name, "c.yaml", _numbered(each)) for name, each in CONTRACTS.items()),
            *((name, "c.yaml", text) for name, text in YAML.items()),
            *((name, "q.csv", f"contract,received_at\n{rows}") for name, rows in REQUESTS.items()),
            *((name, "q.csv", f"contract,received_at,pauses\n{rows}") for name, rows in WAITING.items()),
            *((name, "p.csv", f"request,start,end\n{rows}") for name, rows in PAUSES.items()),
        )
    },
    "diff": lambda: {
        name: Try((*_FOLDER["diff"], "--contracts", "{}/c.yaml"), "c.yaml", _numbered(each))
        for name, each in CONTRACTS.items()
    },
    **{
        f"source {each}": lambda each=each: {  # type: ignore[misc]
            name: Try(_FOLDER[f"source {each}"], "d.txt", text) for name, text in TEXTS.items()
        }
        for each in ("learn", "check", "draft")
    },
}
"""What reads a file of its own."""
READ_NOTHING = {("explain",), ("schema",)}


def _records() -> dict[str, str]:
    contract = Contract.from_file(ROOT / "examples/contracts/premium.yaml")
    asked = load_policy("1.0.0").apply(contract)
    record = asked.record("due", "response", received=datetime(2026, 4, 3, 14, 30, tzinfo=UTC))
    return {f"more {place}": text for place, text in _multiplied(record.model_dump_json(), SIZE - 20_000)}


def _folders(command: str) -> dict[str, Try]:
    files = {
        f"{'1.1.0/' if place else ''}{name}": ROOT / "policies" / place / name
        for name, place in (
            ("cadences.yaml", "1.0.0"),
            ("service-levels.yaml", "1.0.0"),
            ("vocabulary.yaml", "1.0.0"),
            ("offerings.yaml", "1.0.0"),
            ("entitlements.yaml", "1.0.0"),
            ("availability.yaml", "1.0.0"),
            ("engagement.yaml", "1.0.0"),
            ("register.yaml", "1.0.0"),
            ("source.yaml", "1.0.0"),
            ("policy.yaml", "1.0.0"),
            ("scenarios/limits.yaml", "1.0.0"),
            ("calendars/france.yaml", ""),
            ("editions.yaml", ""),
        )
    }
    return {
        **{name: Try(_FOLDER[command], "1.1.0/cadences.yaml", text) for name, text in YAML.items()},
        **{
            f"{file}, more {place}": Try(_FOLDER[command], file, text)
            for file, sound in files.items()
            for place, text in _multiplied(sound.read_text("utf-8"), 245_000 - sound.stat().st_size)
        },
    }


def _tries(command: str) -> dict[str, Try]:
    found = {**(_folders(command) if command in _FOLDER else {}), **_FILE.get(command, dict)()}
    return found if NIGHTLY else dict([*found.items()][:: len(found) - 1])


def _commands(command: Any, name: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    names = command.list_commands(None) if hasattr(command, "list_commands") else ()
    if not names:
        yield name
    for each in names:
        yield from _commands(command.get_command(None, each), (*name, each))


def test_no_command_is_forgotten() -> None:
    import typer

    every = set(_commands(typer.main.get_command(app)))
    tried = {*READ_NOTHING, *(tuple(name.split()) for name in {*_FOLDER, *_FILE})}
    assert {name for name in every if name not in tried and name[:1] not in tried} == set()
    assert {name for name in tried if name not in every and name != ("answer",)} == set()


MEASURE = """
import os, resource, sys
if not (child := os.fork()):
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.execv(sys.executable, [sys.executable, "-m", "ptc_service_policy", *sys.argv[1:]])
_, ended, used = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(ended), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
"""A process of its own, since what is forked counts as its own memory what its parent holds."""


def _measured(command: list[str]) -> tuple[int, float, float, str]:
    """Run a command as a process: how it ended, its processor time, its most memory in MB, what it said."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command],
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
    )
    code, seconds, megabytes = done.stdout.split()
    return int(code), float(seconds), float(megabytes), done.stderr


@pytest.mark.parametrize("command", sorted({*_FOLDER, *_FILE}))
def test_no_file_takes_long_or_much(policies: Path, command: str) -> None:
    start_version(policies, "1.1.0")
    policies.joinpath("d.txt").write_text("1. Scope\nSupport is given.\n")
    policies.joinpath("q.csv").write_text("request,contract,received_at\nr1,c1,2026-03-02T10:00:00Z\n")
    policies.joinpath("c.yaml").write_text(CONTRACTS["sound"].format(1))
    beyond = []
    for name, each in _tries(command).items():
        if each.needs:
            pytest.importorskip(each.needs)
        folder = Path(copytree(policies, policies.with_name("tried")))
        folder.joinpath(each.file).write_text(each.content, "utf-8")
        assert len(each.content.encode()) < 1_000_000, name
        code, seconds, megabytes, said = _measured([part.format(folder) for part in each.command])
        rmtree(folder)
        sys.stdout.write(f"{command}, {name}: {seconds:.2f} s, {megabytes:.0f} MB\n")
        if code not in {0, 1, 2} or "Traceback" in said or seconds > SECONDS or megabytes > MEGABYTES:
            beyond.append((name, code, round(seconds, 2), round(megabytes), said[-300:]))
    assert beyond == []
