"""Who writes leaves the old state or the new one, whatever stands there and whatever ends it."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from tests.commands import ptc_policy
from tests.profiles import NIGHTLY

from ptc_service_policy import PolicyError
from ptc_service_policy.authoring import writing
from ptc_service_policy.authoring.publishing.lock_text import add_version, lock_calendars, read_lock
from ptc_service_policy.cli import running
from ptc_service_policy.loading.versions import LOCK

ROOT = Path(__file__).parents[2]
_CONTRACT = "a: {offering: premium, time_zone: Europe/Paris, holidays: FR, start: 2026-01-01}\n"
_RUN = "import sys; sys.argv[0] = 'ptc-policy'; from ptc_service_policy.cli import main; main()"
_TERMS = ("--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR", "--start", "2026-01-01")


def _start(*arguments: str | Path, **named: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", _RUN, *map(str, arguments)]
    process: subprocess.Popen[str] = subprocess.Popen(
        command, **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **named}
    )  # type: ignore[call-overload]
    return process


def _left_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.rglob("*") if entry.name.startswith(".")}


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    file = tmp_path / "requests.csv"
    file.write_text("contract,received_at\n" + "a,2026-03-02T10:00:00Z\n" * 10)
    file.with_name("contracts.yaml").write_text(_CONTRACT)
    return file


def _bulk(requests: Path, answers: Path) -> tuple[str | Path, ...]:
    return "bulk", requests, "--contracts", requests.with_name("contracts.yaml"), "-o", answers


WRITERS: dict[str, Callable[[Path, Path], tuple[str | Path, ...]]] = {
    "bulk": _bulk,
    "a record": lambda _, file: ("answer", "working-hours", *_TERMS, "--record", file),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("node", ["pipe", "device", "link to a device", "folder"])
def test_what_is_no_file_is_not_replaced(requests: Path, tmp_path: Path, writer: str, node: str) -> None:
    file = tmp_path / "answers.csv"
    match node:
        case "pipe":
            os.mkfifo(file)
        case "device":
            if os.getuid() != 0:
                pytest.skip("only root makes devices")
            try:
                os.mknod(file, stat.S_IFCHR | 0o600, os.makedev(1, 3))
            except PermissionError:
                pytest.skip("no device may be made here")
        case "link to a device":
            file.symlink_to("/dev/null")
        case _:
            file.mkdir()
    before = os.lstat(file)

    done = ptc_policy(*WRITERS[writer](requests, file))

    assert done.returncode == 2
    assert "PSP907" in done.stderr
    assert os.lstat(file)[:3] == before[:3]
    assert not _left_in(tmp_path)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_has_the_rights_that_the_umask_leaves(
    requests: Path, tmp_path: Path, writer: str, umask: int, mode: int
) -> None:
    before = os.umask(umask)
    try:
        file = tmp_path / "answers.csv"
        assert ptc_policy(*WRITERS[writer](requests, file)).returncode == 0
        assert stat.S_IMODE(file.stat().st_mode) == mode
        file.chmod(0o640)
        assert ptc_policy(*WRITERS[writer](requests, file)).returncode == 0
        assert stat.S_IMODE(file.stat().st_mode) == 0o640
    finally:
        os.umask(before)


@pytest.mark.parametrize("writer", WRITERS)
def test_a_link_stays_and_leads_to_the_new_content(requests: Path, tmp_path: Path, writer: str) -> None:
    file, link = tmp_path / "there.csv", tmp_path / "answers.csv"
    file.write_text("old")
    link.symlink_to(file)

    assert ptc_policy(*WRITERS[writer](requests, link)).returncode == 0
    assert link.is_symlink()
    assert file.read_text() != "old"


def test_another_process_keeps_its_unfinished_file(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    with writing.replacing(file) as first:
        first.write_text("first")
        with writing.replacing(file) as second:
            second.write_text("second")
        assert first.exists()
    assert file.read_text() == "first"
    assert not _left_in(tmp_path)


@pytest.mark.parametrize("fails", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    file = tmp_path / "file"
    file.write_text("old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = {"write": (Path, "write_bytes"), "fsync": (os, "fsync"), "replace": (Path, "replace")}[fails]
    monkeypatch.setattr(*target, full)
    with pytest.raises(PolicyError, match="PSP907"):
        writing.write_atomically(file, b"new")

    assert file.read_text() == "old"
    assert not _left_in(tmp_path)


def test_what_is_published_is_published_though_the_folder_cannot_be_forced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, forced = tmp_path / "file", os.fsync

    def only_files(opened: int) -> None:
        if stat.S_ISDIR(os.fstat(opened).st_mode):
            raise OSError(5, "Input/output error")
        forced(opened)

    monkeypatch.setattr(os, "fsync", only_files)
    writing.write_atomically(file, b"new")

    assert file.read_text() == "new"


@pytest.mark.skipif(os.name == "nt", reason="there, no folder can be opened")
def test_the_content_and_the_name_of_a_file_are_forced_to_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda opened: forced.append(stat.S_ISDIR(os.fstat(opened).st_mode)))
    writing.write_atomically(tmp_path / "file", b"new")
    assert forced == [False, True]


def test_a_new_version_that_fails_leaves_nothing(policies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for step in ("write_bytes", "rename"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, step, full)
            done = ptc_policy("new", "1.1.0", "--folder", policies)
        assert done.returncode == 2
        assert "PSP907" in done.stderr
        assert not policies.joinpath("1.1.0").exists()
        assert not _left_in(policies)
    assert ptc_policy("new", "1.1.0", "--folder", policies).returncode == 0


@pytest.mark.parametrize("node", ["pipe", "device"])
def test_a_version_is_copied_without_what_is_no_file(policies: Path, node: str) -> None:
    odd = policies / "1.0.0" / "documents" / "odd.yaml"
    os.mkfifo(odd) if node == "pipe" else odd.symlink_to("/dev/zero")

    done = ptc_policy("new", "1.1.0", "--folder", policies)

    assert done.returncode == 2
    assert "PSP003" in done.stderr
    assert not policies.joinpath("1.1.0").exists()
    assert not _left_in(policies)


SLOWED = """
import signal, sys, time
from pathlib import Path
from ptc_service_policy.authoring.writing import replacing
from ptc_service_policy.cli.running import steadily
# What runs in the background ignores them, and so would this.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
with steadily(), replacing(Path(sys.argv[1])) as written:
    written.write_text("new")
    print("begun", flush=True)
    # A signal that comes just before a sleep does not end it.
    for _ in range(3_000):
        time.sleep(0.01)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    file = tmp_path / "file"
    with subprocess.Popen(
        [sys.executable, "-c", SLOWED, str(file)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        code = process.wait(10)

    assert not list(tmp_path.iterdir())
    assert code in (128 + number, -number)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_to_bulk_leaves_the_old_or_the_new(requests: Path, number: signal.Signals) -> None:
    """It comes once the answers are begun, once their rejects are, and at last as they take their places."""
    pytest.importorskip("pyarrow")
    requests.write_text("contract,received_at\n" + "a,2026-03-02T10:00:00Z\n,\n" * 100_000)
    answers, rejects = (requests.with_name(name) for name in ("answers.csv", "answers.rejects.csv"))
    olds = {answers: "old answers", rejects: "old rejects"}
    run = f"import signal; signal.signal({signal.SIGHUP:d}, signal.SIG_DFL); {_RUN}"
    ended = []
    for size in (1, 2_000_000, 10_000_000):
        for file, text in olds.items():
            file.write_text(text)
        command = [sys.executable, "-c", run, *map(str, _bulk(requests, answers))]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            while process.poll() is None and not any(
                each.stat().st_size >= size for each in requests.parent.glob(".answers*.tmp")
            ):
                time.sleep(0.002)
            process.send_signal(number)
            _, said = process.communicate()
        ended.append(process.returncode)
        assert not _left_in(requests.parent)
        assert b"Traceback" not in said
        if process.returncode != 1:
            assert {file: file.read_text() for file in olds} == olds
    assert ended[0] in (128 + number, -number)


PRINTS: dict[str, tuple[str, ...]] = {
    "show": ("show",),
    "show in JSON": ("show", "--format", "json"),
    "check": ("check",),
    "check in JSON": ("check", "--format", "json"),
    "check in SARIF": ("check", "--format", "sarif"),
    "test": ("test",),
    "test as JUnit": ("test", "--format", "junit"),
    "diff": ("diff", "1.0.0", "1.0.0"),
    "compare": ("compare", "standard", "premium"),
    "explain": ("explain", "PSP101"),
    "schema": ("schema", "policy"),
    "answer": ("answer", "entitlement", "maintenance", "--offering", "premium"),
    "calendar": ("answer", "working-hours", *_TERMS),
    "help": ("--help",),
    "version": ("--version",),
    "bulk": ("bulk", "{}", "--contracts", "{folder}/contracts.yaml", "-o", "{folder}/a.csv"),
    "new": ("new", "2.0.0", "--folder", "{folder}/policies"),
    "wrong": ("answer", "nothing"),
}


@pytest.mark.parametrize("what", PRINTS)
def test_nothing_is_said_to_nobody(requests: Path, what: str) -> None:
    """Whatever prints ends quietly where its output is closed, and so does what it says of faults."""
    for closed in ("stdout", "stderr"):
        if "policies" in "".join(PRINTS[what]):
            copytree(ROOT / "policies", requests.with_name("policies"), dirs_exist_ok=True)
        command = [part.format(requests, folder=requests.parent) for part in PRINTS[what]]
        reading, writing = os.pipe()
        os.close(reading)
        with _start(*command, **{closed: writing}) as process:
            os.close(writing)
            said = "".join(each or "" for each in process.communicate())
        assert "Traceback" not in said
        assert "Exception ignored" not in said
        assert process.returncode in {0, 1, 2, 141}
        if closed == "stdout" and process.returncode == 141:
            assert not said


@pytest.mark.parametrize(
    "command",
    [
        ("show",),
        ("check", "--format", "json"),
        ("schema", "policy"),
        ("explain", "PSP101"),
        ("show", "--format", "json"),
    ],
)
def test_output_that_is_full_or_closed_is_said_without_a_traceback(command: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full, _start(*command, stdout=full) as process:  # noqa: PTH123
        _, said = process.communicate()
    assert process.returncode == 2
    assert "PSP907" in said
    assert "Traceback" not in said
    reading, closed = os.pipe()
    os.close(reading)
    with _start(*command, stdout=closed) as process:
        os.close(closed)
        _, said = process.communicate()
    assert process.returncode in (1, 141)
    assert not said


def test_what_the_terminal_cannot_write_is_written_otherwise() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PTC_POLICY_LANG": "fr"}
    with _start("show", env=environment) as process:
        _, said = process.communicate()
    assert process.returncode == 0, said


@pytest.mark.parametrize("indent", ["\t", "  ", None])
def test_a_lock_in_json_is_published_to(policies: Path, indent: str | None) -> None:
    file = policies / LOCK
    data = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    raw = json.dumps(data, indent=indent).encode()
    digest = "sha256:" + "a" * 64

    added = add_version(raw, "1.1.0", digest)
    locked = lock_calendars(added, {"france": digest, "spain": digest})

    assert read_lock(locked) == {**read_lock(raw), "1.1.0": digest}


PUBLISHERS, ROUNDS = (10, 200) if NIGHTLY else (2, 1)
PUBLISHING = """
import json, os, random, sys, time
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree
from ptc_service_policy.authoring.publishing import Governed, publish_version, publish
from ptc_service_policy.errors import PolicyError
publish.compare_editions = lambda *_: ()
replaced = publish.replace_text
sound, rounds, versions = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
folder = sound.with_name("published")

def slowly(*arguments):
    time.sleep(0.3 / rounds)
    replaced(*arguments)
publish.replace_text = slowly

def publish_one(version):
    if child := os.fork():
        return child
    code = 1
    try:
        publish_version(
            folder, version, Governed("never", "stay"), recorded=date(2026, 11, 27), fail_under=0,
            examine=lambda _: (),
        )
        code = 0
    except PolicyError as error:
        code = 2
    finally:
        os._exit(code)

for _ in range(rounds):
    copytree(sound, folder)
    children = {publish_one(version): version for version in random.sample(versions, len(versions))}
    ended = {}
    for child, version in children.items():
        ended[version] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = [path.name for path in folder.rglob(".*")]
    print(json.dumps([ended, folder.joinpath("published.lock.yaml").read_text(), left]), flush=True)
    rmtree(folder)
"""


def test_publishers_at_once_lose_nothing(policies: Path) -> None:
    versions = [f"1.0.{number}" for number in range(1, PUBLISHERS + 1)]
    for version in versions:
        copytree(policies / "1.0.0", policies / version)
        file = policies / version / "policy.yaml"
        file.write_text(file.read_text("utf-8").replace("version: 1.0.0", f"version: {version}"), "utf-8")

    done = subprocess.run(
        [sys.executable, "-c", PUBLISHING, str(policies), str(ROUNDS), *versions],
        capture_output=True,
        text=True,
        check=True,
    )
    rounds = [json.loads(line) for line in done.stdout.splitlines()]
    published = 0
    for ended, lock, left in rounds:
        said = {version for version, code in ended.items() if code == 0}
        assert {*ended.values()} <= {0, 2}, ended  # a version that is less than a published one is refused
        assert said == read_lock(lock.encode()).keys() - {"1.0.0"}, ended
        assert versions[-1] in said
        assert left == []
        published += len(said)
    sys.stdout.write(
        f"{PUBLISHERS} publishers at once, {len(rounds)} times: {published} published, none lost\n"
    )
    assert len(rounds) == ROUNDS


def test_a_signal_that_is_ignored_stays_so() -> None:
    """A command that was begun with nohup goes on when its terminal closes."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with running._ended_by_signals():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            assert signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)
