"""The patch that an owner hands in: git takes it, whatever files are called and however their lines end."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from docs.workbench import workbench as library

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BEFORE = {
    "1.1.0/scenarios/délai spécial.yaml": "a: 1\nb: \u2028 x\x0c y\n",
    "1.1.0/without an end.yaml": "a: 1",
    "1.1.0/of-windows.yaml": "a: 1\r\nb: 2\r\n",
    "1.1.0/gone.yaml": "a: 1\n",
    "1.1.0/emptied.yaml": "a: 1\n",
}
AFTER = {
    "1.1.0/scenarios/délai spécial.yaml": "a: 2\nb: \u2028 x\x0c y\n",
    "1.1.0/without an end.yaml": "a: 2\n",
    "1.1.0/of-windows.yaml": "a: 1\r\nb: 3",
    "1.1.0/emptied.yaml": "",
    "1.1.0/new.yaml": "a: 1\n",
}


def test_git_takes_the_patch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, files in (("old", BEFORE), ("new", AFTER)):
        for name, text in files.items():
            file = tmp_path / folder / "policies" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
    monkeypatch.chdir(tmp_path / "new")
    asked = {"do": "patch", "language": "en", "before": {**dict.fromkeys(AFTER), **BEFORE}}
    patch = json.loads(library.answer(json.dumps(asked)))["patch"]
    old = tmp_path / "old"
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=old, input=patch.encode(), check=True)
    there = (each for each in old.rglob("*.yaml"))
    found = {each.relative_to(old / "policies").as_posix(): each.read_bytes().decode() for each in there}
    assert found == AFTER
