"""The library as users have it: its wheel, unpacked and compiled."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from compileall import compile_dir
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]


@contextmanager
def installed() -> Iterator[Mapping[str, str]]:
    """Build the wheel and give the environment in which processes import it, not the sources beside it."""
    with TemporaryDirectory() as folder:
        build = ("build", "--no-isolation", "--wheel", "--outdir", folder, ROOT)
        subprocess.run([sys.executable, "-m", *build], cwd=folder, check=True, capture_output=True)
        (wheel,) = Path(folder).glob("*.whl")
        there = Path(folder, "installed")
        with ZipFile(wheel) as archive:
            archive.extractall(there)
        compile_dir(there, quiet=1)
        yield {**os.environ, "PYTHONPATH": str(there)}
