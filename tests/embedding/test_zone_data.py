"""Answers come from the pinned zone data, whatever data the machine has, in columns and pickles too.

The old data of the machine are made here: in them clocks stand where they stood before the rules changed.
"""

import ast
import json
import os
import struct
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import ptc_service_policy
from ptc_service_policy import Record, replay

HERE = Path(__file__).parent
SOURCE = Path(ptc_service_policy.__file__).parent
OLD = {"Africa/Casablanca": 1, "America/Edmonton": -7, "Europe/Paris": 3}
"""How many hours clocks are ahead of UTC in the old data; those of Paris were never so."""


def write_zone(hours: int) -> bytes:
    """Write the data of a zone whose clocks never change, as RFC 9636 has them."""
    name = f"{hours:+03}".encode() + b"\0"
    block = struct.pack(">ibb", hours * 3600, 0, 0) + name
    head = struct.pack(">4sc15x6I", b"TZif", b"2", 0, 0, 0, 0, 1, len(name))
    return head + block + head + block + f"\n<{hours:+03}>{-hours}\n".encode()


@pytest.fixture(scope="module")
def old_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zoneinfo")
    for zone, hours in OLD.items():
        file = folder / zone
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(write_zone(hours))
    folder.joinpath("localtime").write_bytes(write_zone(5))
    folder.joinpath("tzdata.zi").write_text("# version 2025b\n# the rules\n")
    return folder


def run(what: str, data: Path | None, file: Path = HERE) -> Any:
    path = "" if data is None else str(data)
    done = subprocess.run(
        [sys.executable, str(HERE / "zone_answers.py"), what, str(file)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONTZPATH": path, "PYTHONPATH": str(SOURCE.parent)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_two_machines_with_the_same_pins_answer_alike(old_data: Path) -> None:
    old, none = (run("answers", data) for data in (old_data, None))
    assert old == none
    # No summer time in Casablanca from September 2026 on, nor winter time in Edmonton in November.
    assert old["Africa/Casablanca"]["due"] == "2026-11-26T17:00:00+00:00"
    assert old["America/Edmonton"]["due"] == "2026-11-26T17:00:00-06:00"
    assert old["Africa/Casablanca"]["copied"] == "2026-11-26T17:00:00+00:00"
    assert old["Africa/Casablanca"]["wall"] == "2026-11-25T09:00:00+00:00"
    # At 16:30 UTC on 21 September, the day after the last clock change, it is 16:30 in Casablanca.
    assert old["Africa/Casablanca"]["open late"]
    # Open from 9:30 to before 17:00, all by the right clock.
    assert old["Africa/Casablanca"]["open"] == [0 <= hour < 8 for hour in range(24)]


def test_each_environment_says_which_data_it_uses(old_data: Path) -> None:
    old, none = (run("environment", data) for data in (old_data, None))
    machine = old.pop("machine"), none.pop("machine")
    assert machine[0] != machine[1], "the old data are seen by who asks the machine"
    assert old == none
    assert old["zone_data"]["source"] == "package"
    assert old["library"] == "ptc-service-policy"
    assert old["python"] == ".".join(map(str, sys.version_info[:3]))


def test_without_the_package_the_machine_answers(old_data: Path) -> None:
    assert run("without-the-package", old_data) == {
        "source": "system",
        "version": "2025b",
        "Africa/Casablanca": "2026-11-26T17:00:00+01:00",
        "America/Edmonton": "2026-11-26T17:00:00-07:00",
        "Europe/Paris": "2026-10-26T17:00:00+03:00",
    }


def test_a_pickle_says_the_same_elsewhere(old_data: Path, tmp_path: Path) -> None:
    here = run("pickle", None, tmp_path)
    assert run("unpickle", old_data, tmp_path) == here
    assert "17, 0, tzinfo=IanaZone(key='Africa/Casablanca')" in here["Africa-Casablanca"]


def test_a_record_from_a_machine_with_old_data_says_which_zone_differs(old_data: Path) -> None:
    records = run("record-without-the-package", old_data)
    for zone, found in records.items():
        result = replay(Record.from_text(json.dumps(found)))
        items = [(each.item, each.name) for each in result.differences]
        assert ("zone", zone) in items
        assert ("zone-data", "tzdata") in items
        assert ("value", "due") in items
        assert not result.is_equal


def test_one_module_makes_zones() -> None:
    makers = {
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith(("ZoneInfo", "available_timezones"))
    }
    assert makers == {str(Path("business_time", "zones.py"))}
