"""Folders of published versions, with the journal that says whom each governs."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ptc_service_policy.loading.editions import EDITIONS
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.versions import LOCK

ROOT = Path(__file__).parents[1]
POLICY = ROOT / "policies" / "1.0.0"
EVENTS: list[dict[str, Any]] = yaml.safe_load(
    ROOT.joinpath("tests/loading/editions/design.yaml").read_text("utf-8")
)["editions"]

Edits = Mapping[str, Mapping[str, Sequence[tuple[str, str]]]]
"""By version and file, the texts that stand there once and what takes their place."""


def publish(folder: Path, events: Sequence[dict[str, Any]] = EVENTS, edits: Edits | None = None) -> Path:
    """Write the versions that events name, each the real policy with edits of its own, and the journal."""
    locked = {}
    for version in (each["edition"] for each in events if "edition" in each):
        copied = folder / version
        shutil.copytree(POLICY, copied, ignore=lambda _, names: {"scenarios"} & set(names))
        number = {"policy.yaml": [("version: 1.0.0", f"version: {version}")]}
        for name, replaced in (*number.items(), *(edits or {}).get(version, {}).items()):
            file = copied / name
            text = file.read_text("utf-8")
            for old, new in replaced:
                assert text.count(old) == 1, (name, old)
                text = text.replace(old, new)
            file.write_text(text, "utf-8")
        locked[version] = {"digest": read_policy_folder(copied).digest}
    folder.joinpath(LOCK).write_text(yaml.safe_dump({"versions": locked}), "utf-8")
    folder.joinpath(EDITIONS).write_text(yaml.safe_dump({"editions": list(events)}, sort_keys=False), "utf-8")
    return folder
