"""Whatever stands in the place of a file that a user names, it is refused with a code, and at once."""

import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from tests.commands import ptc_policy

from ptc_service_policy import Contract, PolicyError, load_policies, load_policy
from ptc_service_policy.evaluation.records import Record
from ptc_service_policy.loading import files
from ptc_service_policy.settling.contract_file import read_contracts

T = TypeVar("T")


def _fifo(file: Path) -> None:
    os.mkfifo(file)


def _device(file: Path) -> None:
    file.symlink_to("/dev/zero")


def _socket(file: Path) -> None:
    here = Path.cwd()
    os.chdir(file.parent)  # the path of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(file.name)
    finally:
        os.chdir(here)


def _folder(file: Path) -> None:
    file.mkdir()


def _huge(file: Path) -> None:
    with file.open("wb") as stream:
        stream.truncate(3_000_000_000)


def _loop(file: Path) -> None:
    file.symlink_to(file.name)


def _latin(file: Path) -> None:
    file.write_bytes("été: à".encode("latin-1"))


_UNREADABLE = {"PSP001", "PSP003"}  # in a folder that is read whole, what is no file is not there
NODES: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "pipe": (_fifo, _UNREADABLE),
    "device": (_device, _UNREADABLE),
    "socket": (_socket, _UNREADABLE),
    "folder": (_folder, _UNREADABLE),
    "loop of links": (_loop, _UNREADABLE),
    "huge": (_huge, {"PSP005", "PSP773"}),
    "not UTF-8": (_latin, {"PSP004", "PSP350", "PSP773"}),
}


def _codes(*arguments: str) -> set[str]:
    """Return the codes that a command reports."""
    done = ptc_policy(*arguments)
    assert done.returncode in (1, 2), done
    return {word for word in (done.stdout + done.stderr).split() if word.startswith("PSP")}


def _refused(read: Callable[[], object]) -> set[str]:
    with pytest.raises(PolicyError) as error:
        read()
    return {problem.code for problem in error.value.problems}


COMMANDS: dict[str, tuple[str, Callable[[Path, Path], set[str]]]] = {
    "a policy": ("1.0.0/offerings.yaml", lambda policies, _: _codes("check", str(policies))),
    "a calendar": ("calendars/france.yaml", lambda policies, _: _codes("check", str(policies))),
    "scenarios": ("1.0.0/scenarios/limits.yaml", lambda policies, _: _codes("check", str(policies))),
    "the lock": ("published.lock.yaml", lambda policies, _: _refused(lambda: load_policies(policies))),
    "the journal": ("editions.yaml", lambda policies, _: _codes("check", str(policies))),
    "what was learnt": (
        "1.0.0/documents/fr.yaml",
        lambda policies, _: _codes("source", "check", __file__, "--policy", str(policies / "1.0.0")),
    ),
    "a document": ("document.txt", lambda _, file: _codes("source", "check", str(file))),
    "a contract": (
        "contract.yaml",
        lambda _, file: _codes("answer", "working-hours", "--contract", str(file)),
    ),
    "a record": ("record.json", lambda _, file: _codes("replay", str(file))),
    "contracts of many": ("contracts.yaml", lambda _, file: _refused(lambda: read_contracts(file))),
    "requests": (
        "requests.csv",
        lambda _, file: _codes("bulk", str(file), "--contracts", _contracts(file), "-o", f"{file}.out.csv"),
    ),
    "Contract.from_file": ("contract.yaml", lambda _, file: _refused(lambda: Contract.from_file(file))),
    "Record.from_file": ("record.json", lambda _, file: _refused(lambda: Record.from_file(file))),
    "load_policy": (
        "1.0.0/register.yaml",
        lambda policies, _: _refused(lambda: load_policy(path=policies / "1.0.0")),
    ),
}


def _contracts(beside: Path) -> str:
    file = beside.with_name("fine.yaml")
    file.write_text("a: {offering: premium, time_zone: Europe/Paris, holidays: FR, start: 2026-01-01}\n")
    return str(file)


@pytest.mark.parametrize("node", NODES)
@pytest.mark.parametrize("command", COMMANDS)
def test_whatever_stands_there_is_refused(policies: Path, command: str, node: str) -> None:
    name, ask = COMMANDS[command]
    file = policies / name
    file.unlink(missing_ok=True)
    put, codes = NODES[node]
    put(file)

    assert ask(policies, file) & codes


FOLDERS = ("1.0.0", "calendars", "1.0.0/scenarios", "1.0.0/documents", "")
"""Folders in which a user may have no right to look."""


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("what", ["check", "load_policies", "new"])
def test_a_folder_without_permission_is_refused(
    policies: Path, monkeypatch: pytest.MonkeyPatch, folder: str, what: str
) -> None:
    locked = policies / folder
    list_, scan = os.listdir, os.scandir

    def listed(path: str = ".") -> list[str]:
        return _unless(path, locked, list_)

    def scanned(path: str = ".") -> object:
        return _unless(path, locked, scan)

    monkeypatch.setattr(os, "listdir", listed)
    monkeypatch.setattr(os, "scandir", scanned)

    if what == "check":
        looked_into = folder != "1.0.0/documents"
        assert not looked_into or "PSP003" in _codes("check", str(policies))
    elif what == "new":
        assert folder == "calendars" or {"PSP003", "PSP907"} & _codes(
            "new", "1.1.0", "--folder", str(policies)
        )
    elif folder.count("/") == 0:  # deeper down it reads nothing
        assert _refused(lambda: load_policies(policies)) == {"PSP003"}


def _unless(path: str, locked: Path, read: Callable[[str], T]) -> T:
    if isinstance(path, str | Path) and Path(path) == locked:
        raise PermissionError(13, "Permission denied", str(path))
    return read(path)


def test_no_more_is_read_than_one_byte_beyond_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for size, read in ((9, 9), (10, 10), (11, 11), (1_000, 11)):
        file.write_bytes(b"a" * size)
        assert len(files.read_bytes(file, 10)) == read


def test_what_cannot_be_read_has_its_name(tmp_path: Path) -> None:
    archive = tmp_path / "policies.zip"
    with zipfile.ZipFile(archive, "w"):
        pass
    for missing in (tmp_path / "policy.yaml", zipfile.Path(archive, "policy.yaml")):
        with pytest.raises(OSError) as caught:  # noqa: PT011
            files.read_bytes(missing, 10)
        assert caught.value.filename == str(missing)


def test_files_are_opened_in_one_place() -> None:
    """A reader of its own would have holes of its own."""
    package = Path(files.__file__).parents[1]
    ways = (".read_bytes()", ".read_text()", '.open("rb")', ".read_text(encoding", "os.open(")
    elsewhere = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if any(way in path.read_text("utf-8") for way in ways)
    }

    assert elsewhere == {
        "authoring/writing.py",  # opens folders, and what it has written itself
        "cli/running.py",  # opens what holds nothing
        "business_time/zones.py",  # reads the zone data of a package
        "loading/files.py",
        "loading/validation.py",  # reads the schemas of this package
    }
