"""Documents damaged at random: each is read, or refused with a code that both languages explain.

    python -m tests.hostile.fuzzing [--documents N] [--seconds S] [--seed SEED] [--only NUMBER]

Each document is a sound one of its kind, cut short and damaged once or more: in its text, or in the tree that
it holds. SEED and its number make it again: a failure prints both.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import yaml

from ptc_service_policy import Contract, Policy, PolicyError, load_policy
from ptc_service_policy.authoring.publishing.lock_text import add_version, read_lock
from ptc_service_policy.authoring.scenarios import reading
from ptc_service_policy.authoring.source.reader import read_description
from ptc_service_policy.columns.table_files import open_requests
from ptc_service_policy.errors import Problem
from ptc_service_policy.evaluation.records import Record
from ptc_service_policy.evaluation.replaying import replay
from ptc_service_policy.loading import strict_yaml
from ptc_service_policy.loading.policy_folder import load_policy_folder
from ptc_service_policy.loading.strict_yaml import read_yaml
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.editions import EditionsFile
from ptc_service_policy.model.holiday_calendar import HolidayCalendarFile
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.settling.contract_file import read_contracts

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
POLICY = POLICIES / "1.0.0"
RECEIVED = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
_PIECES = (
    *(
        ": ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        "? ",
        "|\n",
        ">\n",
        "&a ",
        "*a ",
        "<<: ",
        "!!str ",
        "---\n",
        "...\n",
        "#",
        "%",
    ),
    *(
        "\t",
        "\0",
        "\r\n",
        "\u2028",
        "\ufeff",
        "\u202e",
        "\x1b[2J",
        "é",
        "'",
        '"',
        "\\",
        "\ud83d",
        "null",
        "~",
        "yes",
    ),
    *(
        "0",
        "-1",
        "1e999",
        ".nan",
        "0x1f",
        "9" * 400,
        "2026-02-30",
        "9999-12-31",
        "0001-01-01",
        "24:00",
        "25:61",
    ),
    *(
        "same_as: ",
        "by: ",
        "register: ",
        "all",
        "not-provided",
        "$ref",
        "a" * 300,
        "1.1.1",
        "\n\n",
        ",",
        ";",
        "<w:p/>",
    ),
)
_VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        -1,
        0,
        10**30,
        0.1,
        float("inf"),
        "",
        "a",
        "é",
        [],
        {},
        [[]],
        {"": ""},
        "2026-02-30",
        "24:00",
    ),
    *(
        "all",
        "none",
        {"by": "language"},
        {"same_as": "a"},
        {"register": "a"},
        {"fr": "a"},
        "9999-12-31",
        "\u202e",
    ),
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Door:
    """A way in: sound documents, and what reads one; the more weight, the more often it is tried."""

    seeds: tuple[str, ...]
    read: Callable[[bytes, Path], object]
    weight: int = 20
    is_tree: bool = True


def _file(name: str, read: Callable[[Path], object]) -> Callable[[bytes, Path], object]:
    """Read what must stand in a file."""

    def written(raw: bytes, home: Path) -> object:
        file = home / name
        file.write_bytes(raw)
        return read(file)

    return written


@cache
def _policy() -> Policy:
    return load_policy()


def _contract(raw: bytes, _: Path) -> object:
    applied = _policy().apply(Contract.from_text(raw))
    return applied.response_due(RECEIVED), applied.working_hours()


def _noun(model: Any, schema: str) -> Callable[[bytes, Path], object]:
    def read(raw: bytes, _: Path) -> object:
        noun, problems = validate(read_yaml(raw, schema), model, schema)
        assert noun is not None or problems
        return _refused(problems)

    return read


def _scenarios(raw: bytes, _: Path) -> object:
    return _refused(reading.validate_scenarios(read_yaml(raw, "scenarios"))[1])


def _lock(raw: bytes, _: Path) -> object:
    read_lock(raw)
    return read_lock(add_version(raw, "9.9.9", "sha256:" + "a" * 64))


def _word(raw: bytes, home: Path) -> object:
    file = home / "document.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", raw)
    return read_description(file, "document.docx")


def _requests(file: Path) -> None:
    with open_requests(file, ("contract", "received_at")) as opened:
        for _ in opened.batches():
            pass


def _record(raw: bytes, _: Path) -> object:
    return replay(Record.from_text(raw), _policy())


def _folder(name: str) -> Callable[[bytes, Path], object]:
    """Read a whole version in which one file is damaged."""

    def read(raw: bytes, home: Path) -> object:
        folder = home / "1.0.0"
        if not folder.is_dir():
            folder.mkdir()
            for each in FILE_MODELS:
                (folder / f"{each}.yaml").write_bytes((POLICY / f"{each}.yaml").read_bytes())
        file = folder / f"{name}.yaml"
        try:
            file.write_bytes(raw)
            return _refused(load_policy_folder(folder).problems)
        finally:
            file.write_bytes((POLICY / f"{name}.yaml").read_bytes())

    return read


def _refused(problems: tuple[Problem, ...]) -> bool:
    if problems:
        raise PolicyError(*problems)
    return False


@cache
def doors() -> dict[str, Door]:
    """Name the ways in."""
    contracts = tuple(
        file.read_text("utf-8") for file in sorted((ROOT / "examples" / "contracts").glob("*.yaml"))
    )
    many = "".join(
        f"c{place}: {json.dumps(yaml.safe_load(text), default=str)}\n" for place, text in enumerate(contracts)
    )
    asked = _policy().apply(Contract.from_text(contracts[0]))
    record = asked.record("due", "response", received=RECEIVED).model_dump_json()
    paragraphs = f'<w:document xmlns:w="{_W}"><w:body>' + "".join(
        f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for text in ("1. Scope", "Response within one business day", "SaaS Premium")
    )
    cells = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    policy_files = {name: (POLICY / f"{name}.yaml").read_text("utf-8") for name in FILE_MODELS}
    return {
        "a contract": Door(contracts, _contract, 60),
        "contracts": Door((many,), _file("contracts.yaml", read_contracts)),
        **{
            f"{name}.yaml": Door((_small(text),), _noun(FILE_MODELS[name], name), 16)
            for name, text in policy_files.items()
        },
        **{
            f"a version, {name}.yaml": Door((text,), _folder(name), 1)
            for name, text in policy_files.items()
            if len(text) < 10_000
        },
        "scenarios": Door(
            tuple(_small(file.read_text("utf-8")) for file in sorted((POLICY / "scenarios").glob("*.yaml"))),
            _scenarios,
        ),
        "the journal": Door(
            ((POLICIES / "editions.yaml").read_text("utf-8"),), _noun(EditionsFile, "editions")
        ),
        "the lock": Door(((POLICIES / "published.lock.yaml").read_text("utf-8"),), _lock),
        "a calendar": Door(
            ((POLICIES / "calendars" / "france.yaml").read_text("utf-8"),),
            _noun(HolidayCalendarFile, "holiday-calendar"),
        ),
        "a record": Door((record,), _record),
        "a description": Door(
            ("Description\n\n1. Scope\nSupport is given.\n\nTarget\tPremium\nresponse\t1 business day\n",),
            _file("document.txt", lambda file: read_description(file, "document.txt")),
            is_tree=False,
        ),
        "a description in Word": Door((f"{paragraphs}{cells}</w:body></w:document>",), _word, is_tree=False),
        "requests": Door(
            ("contract,received_at\n" + 'a,2026-03-02T10:00:00Z\n"b ""c""",2026-03-02 10:00\n' * 3,),
            _file("requests.csv", _requests),
            is_tree=False,
        ),
    }


def _small(text: str) -> str:
    """Keep a few entries of each mapping: a small document is read sooner, and is sooner wrong elsewhere."""

    def cut(value: Any, most: int) -> Any:
        if isinstance(value, dict):
            return {key: cut(each, 3) for key, each in list(value.items())[:most]}
        return [cut(each, 3) for each in value[:3]] if isinstance(value, list) else value

    return yaml.safe_dump(cut(yaml.safe_load(text), 100), allow_unicode=True, sort_keys=False)


def document(seed: str, number: int) -> tuple[str, bytes]:
    """Make a document: through which door it goes, and what it is."""
    drawn = random.Random(f"{seed}/{number}")
    known = doors()
    name = drawn.choices(list(known), [door.weight for door in known.values()])[0]
    text = drawn.choice(known[name].seeds)
    if known[name].is_tree and drawn.random() < 0.5:
        text = _damaged_tree(text, drawn)
        if drawn.random() < 0.7:
            return name, text.encode("utf-8", "surrogatepass")
    for _ in range(drawn.choice((1, 1, 2, 5, 20))):
        text = _damaged_text(text, drawn)
    raw = text.encode("utf-8", "surrogatepass")
    if drawn.random() < 0.05:
        place = drawn.randrange(len(raw) + 1)
        raw = raw[:place] + drawn.randbytes(2) + raw[place:]
    return name, raw


def _damaged_tree(text: str, drawn: random.Random) -> str:
    """Put other values, keys and entries of the same tree in the place of some."""
    data = json.loads(_as_json(text))
    for _ in range(drawn.choice((1, 1, 2, 4))):
        places = [place for place in _places(data) if place[0]]
        if not places:
            break
        holder, key = drawn.choice(places)
        match drawn.randrange(5):
            case 0:
                del holder[key]
            case 1:
                other, name = drawn.choice(places)
                holder[key] = deepcopy(other[name] if name in _keys(other) else None)
            case 2 if isinstance(holder, dict):
                holder[drawn.choice((*map(str, _keys(holder)), *_PIECES))] = holder.pop(key)
            case 3 if isinstance(holder, list):
                holder.insert(0, deepcopy(holder[key]))
            case _:
                holder[key] = deepcopy(drawn.choice(_VALUES))
    return json.dumps(data, ensure_ascii=False)


@cache
def _as_json(text: str) -> str:
    return json.dumps(yaml.safe_load(text), default=str)


def _keys(holder: Any) -> list[Any]:
    return list(holder) if isinstance(holder, dict) else list(range(len(holder)))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    for key in _keys(value) if isinstance(value, dict | list) else ():
        yield value, key
        yield from _places(value[key])


def _damaged_text(text: str, drawn: random.Random) -> str:
    start, end = sorted(drawn.randrange(len(text) + 1) for _ in range(2))
    end = min(end, start + drawn.choice((1, 3, 20, 200)))
    match drawn.randrange(7):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:end] + text[start:]
        case 2:
            return text[:start] + drawn.choice(_PIECES) + text[start:]
        case 3:
            return text[:start] + drawn.choice(_PIECES) + text[end:]
        case 4:
            return (
                text[:start]
                + chr(drawn.choice((drawn.randrange(128), drawn.randrange(0xD800))))
                + text[start + 1 :]
            )
        case 5:
            lines = text.splitlines(keepends=True)
            drawn.shuffle(lines)
            return "".join(lines) if drawn.random() < 0.2 else "".join(lines[:-1])
        case _:
            return text[:start] + " " * drawn.randrange(9) + text[start:]


def tried(seed: str, number: int, home: Path) -> tuple[str, str]:
    """Read a document: through which door it went, and what came of it."""
    name, raw = document(seed, number)
    try:
        doors()[name].read(raw, home)
    except PolicyError as error:
        for problem in error.problems:
            assert problem.write("fr"), problem.write("en")
        return name, "refused"
    return name, "read"


def _stripe(
    seed: str, first: int, step: int, documents: int, seconds: float
) -> tuple[Counter[str], list[str]]:
    # Of a version, all files but the damaged one are the same each time.
    strict_yaml.read_yaml = lru_cache(100)(strict_yaml.read_yaml)
    until = time.monotonic() + seconds
    counted: Counter[str] = Counter()
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        for number in range(first, documents, step):
            if time.monotonic() > until or len(failed) == 10:
                break
            try:
                counted[tried(seed, number, Path(home))[1]] += 1
            except Exception:
                failed.append(f"--seed {seed} --only {number}\n{traceback.format_exc(limit=-6)}")
    return counted, failed


def _say(*lines: object) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def main() -> int:
    """Try documents in all processors, and print how many, and each that is neither read nor refused."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--documents", type=int, default=sys.maxsize)
    options.add_argument("--seconds", type=float, default=float("inf"))
    options.add_argument("--seed", default=str(random.randrange(1_000_000)))
    options.add_argument("--only", type=int, metavar="NUMBER", help="print this document, and read it")
    options.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = options.parse_args()
    if chosen.only is not None:
        _say(document(chosen.seed, chosen.only))
        with tempfile.TemporaryDirectory() as home:
            _say(tried(chosen.seed, chosen.only, Path(home)))
        return 0
    _say(f"documents damaged at random: --seed {chosen.seed}")
    with get_context("spawn").Pool(chosen.processes) as pool:
        stripes = [
            (chosen.seed, first, chosen.processes, chosen.documents, chosen.seconds)
            for first in range(chosen.processes)
        ]
        found = pool.starmap(_stripe, stripes)
    counted = sum((each for each, _ in found), Counter[str]())
    failed = [each for _, some in found for each in some]
    _say(*failed)
    _say(f"{counted['read']} were read, {counted['refused']} refused with a code, {len(failed)} neither")
    return int(bool(failed) or not counted)


if __name__ == "__main__":
    sys.exit(main())
