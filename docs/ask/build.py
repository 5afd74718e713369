"""Make what "Ask the policy" serves: the Python runtime, the library, its packages, policies and form.

The owner's workbench runs on the same, and on the part of the library that is for owners.

Usage: python -m docs.ask.build OUTPUT [--policies FOLDER] [--today YYYY-MM-DD] [--cache FOLDER]

Downloads are pinned in packages.toml, verified by digest and kept in the cache folder.
"""

import argparse
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import Any

from docs.ask.ask import part_of
from docs.ask.carried import carried
from docs.ask.catalogue import catalogue, catalogue_of
from docs.workbench.published import read_before
from docs.workbench.workbench import READ_BEFORE

from ptc_service_policy import load_policies
from ptc_service_policy.text import Language
from ptc_service_policy.typography import typeset

HERE = Path(__file__).parent
DOCS = HERE.parent
ROOT = HERE.parents[1]
CACHE = ROOT / "build" / "ask-cache"
POLICIES = ROOT / "policies"

WORDS = "words.js"
_STRING = re.compile(r'"([^"\\\n]*)"')
AT_ONCE = ("loader", "script", "python", "stdlib", "library")
"""What the first question fetches, besides the version that answers it."""
OF_THE_WORKBENCH = (
    "__init__",
    "workbench/__init__",
    "workbench/workbench",
    "workbench/later",
    "workbench/packing",
)
"""What of the workbench runs in the page, below the folder of the documentation; the rest builds it."""
FOR_OWNERS = ("ptc_service_policy/authoring/*", "ptc_service_policy/schemas/v1/[!c]*")
FOR_NO_PAGE = (
    "ptc_service_policy/policies/*",
    "ptc_service_policy/compiled/*",
    "ptc_service_policy/cli/*",
    "ptc_service_policy/columns/*",
)
"""What no page runs on; the policies are those of the folder that the site is made of."""
_NO_DATE = 0
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one file that the page fetches: ``name`` is what the worker calls it, and ``data`` is packed."""

    name: str
    file: str
    data: bytes
    size: int

    def as_manifest(self) -> dict[str, Any]:
        """Return what the worker needs to fetch, verify and count the file."""
        return {
            "file": self.file,
            "bytes": len(self.data),
            "unpacked": self.size,
            "sha256": sha256(self.data).hexdigest(),
        }


def build(output: Path, policies: Path, today: date, cache: Path = CACHE) -> None:
    """Write everything that the page needs into ``output``; what stood there is replaced.

    Args:
        output: the folder to write to.
        policies: the folder of all versions.
        today: the day for which the site is made.
        cache: where what is downloaded and compiled is kept.

    Raises:
        PolicyError: if the policies are not valid.
    """
    versions = carried(policies)
    pins = tomllib.loads((HERE / "packages.toml").read_text(encoding="utf-8"))
    runtime = pins.pop("runtime")
    runtime_folder = fetch_from_npm([runtime], cache) / runtime["name"]
    with tempfile.TemporaryDirectory() as work:
        parts = [
            _pack("loader", "pyodide.mjs", (runtime_folder / "pyodide.mjs").read_bytes()),
            _pack("script", "pyodide.asm.mjs", (runtime_folder / "pyodide.asm.mjs").read_bytes()),
            _pack("python", "pyodide.asm.wasm", (runtime_folder / "pyodide.asm.wasm").read_bytes()),
            _pack(
                "stdlib", "python_stdlib.zip", _standard_library(runtime, runtime_folder, cache, Path(work))
            ),
        ]
        ours = _build_our_wheel(Path(work))
        for name, packages in pins.items():
            folder = Path(work) / name
            for package, pin in packages.items():
                _unpack(_fetch_wheel(package, pin, cache), folder, without=pin.get("without", ()))
            match name:
                case "library":
                    _unpack(ours, folder, without=(*FOR_OWNERS, *FOR_NO_PAGE))
                    shutil.copy(HERE / "ask.py", folder)
                case "authoring":
                    _unpack(ours, folder, only=FOR_OWNERS)
                    _copy((DOCS / f"{each}.py" for each in OF_THE_WORKBENCH), folder)
                case "docs":
                    _copy([DOCS / "__init__.py", *sorted((DOCS / "generator").rglob("*.py"))], folder)
            _compile(folder, runtime_folder, cache)
            match name:
                case "library":
                    _place(versions.shared, folder)
                case "authoring":
                    _place({f"docs/workbench/{READ_BEFORE}": read_before(policies)}, folder)
            parts.append(_pack(name, f"{name}.tar", _tar(folder)))
        for version, files in versions.versions.items():
            _place(files, Path(work) / version)
            parts.append(_pack(part_of(version), f"{part_of(version)}.tar", _tar(Path(work) / version)))
    _write(output, parts, runtime_folder)
    _describe(output, policies, today, {each.name: len(each.data) for each in parts})


def _copy(files: Iterable[Path], folder: Path) -> None:
    for file in files:
        target = folder / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)


def _place(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _write(output: Path, parts: list[Part], runtime_folder: Path) -> None:
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    for part in parts:
        (output / part.file).write_bytes(part.data)
    lock = json.loads((runtime_folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    manifest = {"python": lock["info"], "parts": {part.name: part.as_manifest() for part in parts}}
    _write_json(output / "manifest.json", manifest)
    for each in sorted([*HERE.glob("*.js"), *HERE.glob("*.css")]):
        shutil.copy(each, output)
    (output / WORDS).write_text(set_words((HERE / WORDS).read_text("utf-8")), "utf-8")


def _describe(output: Path, policies: Path, today: date, weights: Mapping[str, int]) -> None:
    """Write what the form offers: what is the same of all versions, and what each has of its own."""
    _write_json(output / "catalogue.json", catalogue(policies, today))
    known = load_policies(policies)
    for version in known:
        weight = sum(weights[each] for each in (*AT_ONCE, part_of(version)))
        told = {**catalogue_of(known[version]), "bytes": weight}
        _write_json(output / f"catalogue-{version}.json", told)


def set_words(script: str) -> str:
    """Set the words of the page for its readers: those of French stand before those of English."""
    french, english, rest = script.partition("\n  en: {")

    def set_in(language: Language, part: str) -> str:
        return _STRING.sub(lambda found: f'"{typeset(found[1], language)}"', part)

    return set_in("fr", french) + english + set_in("en", rest)


def _write_json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def fetch_from_npm(pins: list[dict[str, Any]], cache: Path) -> Path:
    """Return the folder in which packages of npm stand by their names."""

    def fetch(folder: Path) -> None:
        run("npm", "pack", *(f"{pin['name']}@{pin['version']}" for pin in pins), "--silent", cwd=folder)
        for pin in pins:
            name = f"{pin['name'].removeprefix('@').replace('/', '-')}-{pin['version']}.tgz"
            archive = verified(folder / name, pin["sha256"])
            with tarfile.open(archive) as files:
                files.extractall(folder / name.removesuffix(".tgz"), filter="data")
            archive.unlink()
            (folder / pin["name"]).parent.mkdir(exist_ok=True)
            (folder / name.removesuffix(".tgz") / "package").rename(folder / pin["name"])

    digest = sha256(json.dumps(pins, sort_keys=True).encode()).hexdigest()
    return kept(cache / f"npm-{digest[:12]}", fetch)


def _fetch_wheel(package: str, pin: dict[str, Any], cache: Path) -> Path:
    """Return a wheel, downloaded unless the cache has it."""

    def fetch(folder: Path) -> None:
        target = ["--implementation", "cp", "--python-version", pin.get("python", "3.14")]
        target += ["--platform", pin.get("platform", "any"), "--only-binary", ":all:"]
        wanted = ["--quiet", "--no-deps", "--dest", folder, f"{package}=={pin['version']}"]
        run(sys.executable, "-m", "pip", "download", *target, *wanted)
        verified(_wheel_in(folder), pin["sha256"])

    return _wheel_in(kept(cache / f"{package}-{pin['version']}-{pin['sha256'][:12]}", fetch))


def _wheel_in(folder: Path) -> Path:
    return next(folder.glob("*.whl"))


def kept(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return a folder of the cache; one that is not there is made aside and moved in whole."""
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        made = Path(aside) / folder.name
        made.mkdir()
        make(made)
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():  # another build was faster
                raise
    return folder


def verified(path: Path, digest: str) -> Path:
    """Return a file; end the build if it is not the one that was pinned."""
    found = sha256(path.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{path.name} has the digest {found}, and {digest} was expected")
    return path


def _build_our_wheel(work: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", work / "dist", cwd=ROOT)
    return _wheel_in(work / "dist")


def _unpack(
    archive: Path, folder: Path, *, only: Iterable[str] = ("*",), without: Iterable[str] = ()
) -> None:
    left_out = (*without, "*.pyi", "*/RECORD", "*.dist-info/licenses/*")
    with zipfile.ZipFile(archive) as files:
        for name in files.namelist():
            if _fits(name, only) and not _fits(name, left_out):
                files.extract(name, folder)


def _fits(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _standard_library(pin: dict[str, Any], runtime_folder: Path, cache: Path, work: Path) -> bytes:
    folder = work / "stdlib"
    _unpack(runtime_folder / "python_stdlib.zip", folder, without=pin["without"])
    _compile(folder, runtime_folder, cache, optimize=2)
    return _zip(folder)


def _compile(folder: Path, runtime_folder: Path, cache: Path, optimize: int = 0) -> None:
    """Turn the Python files of a folder into bytecode, or take it from the cache where they are the same."""
    digest = sha256(f"{runtime_folder.parent.name} {optimize}".encode())
    for path in _files(folder):
        digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())

    def compile_in(aside: Path) -> None:
        shutil.copytree(folder, aside, dirs_exist_ok=True)
        run("node", HERE / "compile.mjs", runtime_folder, aside, str(optimize))

    compiled = kept(cache / f"compiled-{digest.hexdigest()}", compile_in)
    shutil.rmtree(folder)
    shutil.copytree(compiled, folder)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _tar(folder: Path) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in _files(folder):
            entry = tarfile.TarInfo(str(path.relative_to(folder)))
            entry.size = path.stat().st_size
            entry.mtime = _NO_DATE
            with path.open("rb") as file:
                archive.addfile(entry, file)
    return packed.getvalue()


def _zip(folder: Path) -> bytes:
    """Pack a folder without compression: the whole is compressed later, and Python reads it faster so."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in _files(folder):
            archive.writestr(zipfile.ZipInfo(str(path.relative_to(folder)), _ZIP_DATE), path.read_bytes())
    return packed.getvalue()


def _pack(name: str, file: str, data: bytes) -> Part:
    """Compress a file; its name tells its content apart, so that it can be kept for ever."""
    packed = gzip.compress(data, compresslevel=9, mtime=_NO_DATE)
    mark = sha256(packed).hexdigest()[:12]
    return Part(name, f"{file}.{mark}.gz", packed, len(data))


def run(*command: str | Path, cwd: Path | None = None, **variables: str) -> None:
    """Run a command, and fail if it does."""
    environment = {**os.environ, **variables}
    subprocess.run(list(map(str, command)), check=True, cwd=cwd, env=environment, stdout=subprocess.DEVNULL)


def options_of(description: str | None) -> argparse.ArgumentParser:
    """Take where to build to, of which policies, and where what is downloaded is kept."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("output", type=Path)
    parser.add_argument("--policies", type=Path, default=POLICIES)
    parser.add_argument("--cache", type=Path, default=CACHE)
    return parser


def main() -> None:
    """Read the command line and build."""
    options = options_of(__doc__)
    now = datetime.now().astimezone().date()
    options.add_argument("--today", type=date.fromisoformat, default=now, metavar="YYYY-MM-DD")
    given = options.parse_args()
    build(given.output, given.policies, given.today, given.cache)
    for path in sorted(given.output.iterdir()):
        print(f"{path.stat().st_size:>9,} {path.name}")  # noqa: T201 - this is a command


if __name__ == "__main__":
    main()
