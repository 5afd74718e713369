"""What the guides show passes a strict type checker, page by page."""

import subprocess
import sys
from pathlib import Path

import pytest

from .pages import ROOT, read_page

PAGES = ("README.md", *(str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("docs/*/guides/*.md"))))


def test_mypy_is_strict_with_the_code_of_the_guides(tmp_path: Path) -> None:
    pytest.importorskip("mypy", reason="mypy comes with the `dev` extra")
    for name in PAGES:
        page = read_page(ROOT.joinpath(name).read_text("utf-8"), name)
        shown = [block for block in page.blocks if block.language == "python" and block.title is None]
        code = "\n".join(block.text for block in shown if block.not_run is None)
        if code:
            module = tmp_path / name.replace("/", "_").replace("-", "_").replace(".md", ".py")
            module.write_text(code, "utf-8")
    assert len([*tmp_path.iterdir()]) > 20
    mypy = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        "pyproject.toml",
        "--cache-dir",
        str(tmp_path / "cache"),
    ]
    done = subprocess.run(
        [*mypy, *map(str, tmp_path.glob("*.py"))], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
