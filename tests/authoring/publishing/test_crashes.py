"""A crash at any point of publishing leaves the old lock or the new one, and harms nothing."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from tests.profiles import NIGHTLY

from ptc_service_policy.authoring import writing
from ptc_service_policy.authoring.publishing import (
    Governed,
    Published,
    publish_version,
    start_version,
)
from ptc_service_policy.authoring.publishing import publish as publishing
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.loading.editions import EDITIONS
from ptc_service_policy.loading.versions import LOCK, load_policies

KILLED_AT_EACH_CALL = """
import json, os, signal, sys
from itertools import count
from pathlib import Path
from ptc_service_policy.authoring.writing import write_atomically

CALLS = {"open", "os.rename", "os.remove", "os.chmod", "os.listdir", "os.scandir"}
lock = Path(sys.argv[1])

def write_until(kill_at):
    seen = 0

    def step():
        nonlocal seen
        seen += 1
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def stepping(call):
        def called(*arguments):
            step()
            result = call(*arguments)
            step()
            return result
        return called

    os.fsync = stepping(os.fsync)
    sys.addaudithook(lambda event, _: step() if event in CALLS else None)
    write_atomically(lock, b"new")

ends = []
for kill_at in count(1):
    lock.write_text("old", encoding="utf-8")
    if (child := os.fork()) == 0:
        write_until(kill_at)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    ends.append((code, lock.read_text(encoding="utf-8")))
    if code != -signal.SIGKILL:
        break
print(json.dumps(ends))
"""
"""Each process that is killed is made of one that has read the library already."""


@pytest.fixture(scope="module", autouse=True)
def nothing_differs() -> Iterator[None]:
    """The draft says what 1.0.0 says, which need not be found again at every crash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "compare_editions", lambda *_: ())
        yield


@pytest.fixture
def draft(policies: Path) -> Path:
    """A folder with a version that is ready to be published."""
    start_version(policies, "1.1.0")
    return policies


def publish(draft: Path) -> Published:
    governed = Governed(date(2027, 1, 1), "stay")
    return publish_version(
        draft,
        "1.1.0",
        governed,
        recorded=date(2026, 12, 1),
        fail_under=0,
        examine=lambda folder: load_policies(folder).problems,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_at_any_step_the_lock_is_the_old_or_the_new(tmp_path: Path) -> None:
    lock = tmp_path / LOCK
    command = [sys.executable, "-c", KILLED_AT_EACH_CALL, str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *killed, finished = [(code, content) for code, content in json.loads(done.stdout)]
    assert len(killed) >= 7, "every call was tried"
    assert set(killed) == {(-signal.SIGKILL, "old"), (-signal.SIGKILL, "new")}
    assert finished == (0, "new")
    assert [entry.name for entry in tmp_path.iterdir()] == [LOCK], "what crashes left is gone"


@pytest.fixture(scope="module")
def published(one_version: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The lock and the journal of the draft once it is published."""
    folder = copytree(one_version, tmp_path_factory.mktemp("without-a-crash") / "policies")
    start_version(folder, "1.1.0")
    publish(folder)
    return (folder / LOCK).read_bytes(), (folder / EDITIONS).read_bytes()


CALLS: dict[str, tuple[Any, str]] = {
    "the temporary file cannot be made": (Path, "open"),
    "its content cannot be forced to disk": (os, "fsync"),
    "its mode cannot be set": (writing, "copymode"),
    "it cannot take the lock's name": (Path, "replace"),
    "the folder cannot be listed": (Path, "glob"),
    "the lock cannot be resolved": (Path, "resolve"),
}


@pytest.mark.parametrize(("holder", "name"), CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("file", [LOCK, EDITIONS])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=repr)
def test_a_call_that_fails_leaves_the_old_or_the_new(
    draft: Path,
    published: tuple[bytes, bytes],
    monkeypatch: pytest.MonkeyPatch,
    holder: Any,
    name: str,
    error: BaseException,
    file: str,
) -> None:
    lock, journal = draft / LOCK, draft / EDITIONS
    old, before = lock.read_bytes(), journal.read_bytes()
    new, after = published
    if file == LOCK:
        journal.write_bytes(after)
    write = writing.write_atomically

    def fail(*_: Any, **__: Any) -> Any:
        raise error

    def write_and_fail(file: Path, content: bytes) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(holder, name, fail)
            write(file, content)

    monkeypatch.setattr("ptc_service_policy.authoring.writing.write_atomically", write_and_fail)
    with pytest.raises((PolicyError, KeyboardInterrupt)) as caught:
        publish(draft)
    if isinstance(caught.value, PolicyError):
        assert [problem.code for problem in caught.value.problems] == ["PSP907"]
    assert lock.read_bytes() in {old, new}
    assert journal.read_bytes() in {before, after}
    assert not list(draft.glob(".*.tmp")), "nothing is left behind"
    monkeypatch.undo()
    publish(draft)
    assert (lock.read_bytes(), journal.read_bytes()) == (new, after)


@pytest.mark.parametrize("half", [b"", b"versions:\n  1.0.0:\n    dig", b"\xff"])
def test_what_a_crash_left_harms_nothing_and_is_cleaned(draft: Path, half: bytes) -> None:
    leftover = draft / f".{LOCK}.0123456789abcdef.tmp"
    leftover.write_bytes(half)
    assert load_policies(draft).problems == ()
    assert publish(draft).is_new
    assert not leftover.exists()


def test_what_another_process_writes_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    with writing.replacing(file) as first:
        first.write_bytes(b"first")
        writing.write_atomically(file, b"second")
        assert (first.read_bytes(), file.read_bytes()) == (b"first", b"second")
    assert file.read_bytes() == b"first"
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.csv"]


def test_a_folder_that_cannot_be_forced_to_disk_has_the_new_lock(
    draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_force", lambda _: None)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    assert publish(draft).is_new
    assert "1.1.0" in (draft / LOCK).read_text("utf-8")


PUBLISHERS, ROUNDS = (10, 200) if NIGHTLY else (4, 1)
PUBLISH_AT_ONCE = """
import os, sys
from datetime import date
from pathlib import Path
from ptc_service_policy.authoring.publishing import Governed, publish_version

def publish(version):
    publish_version(
        Path(sys.argv[1]), version, Governed(date(2027, 1, 1), "stay"),
        recorded=date(2026, 12, 1), fail_under=0, examine=lambda folder: (),
    )

children = []
for version in sys.argv[2:]:
    if (child := os.fork()) == 0:
        publish(version)
        os._exit(0)
    children.append(child)
sys.exit(any([os.waitpid(child, 0)[1] for child in children]))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("_", range(ROUNDS))
def test_publishers_at_once_lose_nothing(draft: Path, _: int) -> None:
    versions = [f"1.1.{number}" for number in range(PUBLISHERS)]
    for version in versions[1:]:
        start_version(draft, version, "1.1.0")
    command = [sys.executable, "-c", PUBLISH_AT_ONCE, str(draft), *versions]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    lock, journal = (draft.joinpath(name).read_text("utf-8") for name in (LOCK, EDITIONS))
    for version in versions:
        assert f"\n  {version}:" in lock
        assert journal.count(f"edition: {version}") == 1


def test_a_lock_that_changes_meanwhile_is_not_overwritten(draft: Path) -> None:
    lock = draft / LOCK
    original = lock.read_bytes()
    read = writing.read_text

    def read_and_change(file: Path) -> bytes:
        content = read(file)
        if file == lock:
            lock.write_bytes(original + b"# another hand\n")
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "read_text", read_and_change)
        with pytest.raises(PolicyError) as caught:
            publish(draft)
    assert [problem.code for problem in caught.value.problems] == ["PSP908"]
    assert lock.read_bytes() == original + b"# another hand\n"


def test_mode_and_links_stay(draft: Path) -> None:
    lock = draft / LOCK
    real = draft.parent / "real.lock.yaml"
    lock.rename(real)
    real.chmod(0o640)
    lock.symlink_to(real)
    publish(draft)
    assert lock.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "1.1.0" in real.read_text(encoding="utf-8")
