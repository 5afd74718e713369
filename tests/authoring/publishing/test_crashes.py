"""A crash at any point of publishing leaves the old lock or the new one, and harms nothing."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ptc_service_policy.authoring.publishing import (
    Governed,
    Published,
    publish_version,
    start_version,
    writing,
)
from ptc_service_policy.authoring.publishing import publish as publishing
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.loading.editions import EDITIONS
from ptc_service_policy.loading.versions import LOCK, load_policies

KILLED_AT_ANY_CALL = """
import os, signal, sys
from pathlib import Path
from ptc_service_policy.authoring.publishing import publish as publishing

kill_at, seen, armed, lock = int(sys.argv[1]), 0, False, Path(sys.argv[2])

def on_event(event, arguments):
    if armed and event in {"open", "os.rename", "os.remove", "os.chmod", "os.listdir", "os.scandir"}:
        step()

def step():
    global seen
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

sys.addaudithook(on_event)
os.fsync = stepping(os.fsync)
armed = True
publishing.write_atomically(lock, sys.argv[3].encode())
armed = False
print(seen)
"""


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


def kill_at(step: int, lock: Path, content: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", KILLED_AT_ANY_CALL, str(step), str(lock), content],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_at_any_step_the_lock_is_the_old_or_the_new(tmp_path: Path) -> None:
    lock = tmp_path / LOCK
    seen = set()
    step, finished = 0, False
    while not finished:
        step += 1
        lock.write_text("old", encoding="utf-8")
        done = kill_at(step, lock, "new")
        finished = done.returncode == 0
        assert finished or done.returncode == -signal.SIGKILL, done.stderr
        content = lock.read_text(encoding="utf-8")
        assert content in {"old", "new"}
        seen.add((content, finished))
    assert step > 7, "every call was tried"
    assert seen == {("old", False), ("new", False), ("new", True)}
    assert [entry.name for entry in tmp_path.iterdir()] == [LOCK], "what crashes left is gone"


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
    draft: Path, monkeypatch: pytest.MonkeyPatch, holder: Any, name: str, error: BaseException, file: str
) -> None:
    lock, journal = draft / LOCK, draft / EDITIONS
    old, before = lock.read_bytes(), journal.read_bytes()
    publish(draft)
    new, after = lock.read_bytes(), journal.read_bytes()
    lock.write_bytes(old)
    if file == EDITIONS:
        journal.write_bytes(before)
    write = writing.write_atomically

    def fail(*_: Any, **__: Any) -> Any:
        raise error

    def write_and_fail(file: Path, content: bytes) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(holder, name, fail)
            write(file, content)

    monkeypatch.setattr("ptc_service_policy.authoring.publishing.publish.write_atomically", write_and_fail)
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


PUBLISHES = """
import sys
from datetime import date
from pathlib import Path
from ptc_service_policy.authoring.publishing import Governed, publish_version

publish_version(
    Path(sys.argv[1]), sys.argv[2], Governed(date(2027, 1, 1), "stay"),
    recorded=date(2026, 12, 1), fail_under=0, examine=lambda folder: (),
)
"""


def test_publishers_at_once_lose_nothing(draft: Path) -> None:
    versions = ["1.1.0", "1.1.1", "1.1.2", "1.1.3"]
    for version in versions[1:]:
        start_version(draft, version, "1.1.0")
    publishers = [
        subprocess.Popen([sys.executable, "-c", PUBLISHES, str(draft), version], stderr=subprocess.PIPE)
        for version in versions
    ]
    ended = {version: each.communicate()[1] for version, each in zip(versions, publishers, strict=True)}
    assert not any(ended.values()), ended
    lock, journal = (draft.joinpath(name).read_text("utf-8") for name in (LOCK, EDITIONS))
    for version in versions:
        assert f"\n  {version}:" in lock
        assert journal.count(f"edition: {version}") == 1


def test_a_lock_that_changes_meanwhile_is_not_overwritten(draft: Path) -> None:
    lock = draft / LOCK
    original = lock.read_bytes()
    read = publishing._read

    def read_and_change(file: Path) -> bytes:
        content = read(file)
        if file == lock:
            lock.write_bytes(original + b"# another hand\n")
        return content

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "_read", read_and_change)
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
