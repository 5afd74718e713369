"""What the workbench opens with: the folder of all versions, and what reading it finds."""

import pickle
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from ptc_service_policy.authoring import checks
from ptc_service_policy.authoring.checks.word_lists import WORDS
from ptc_service_policy.loading.strict_yaml import read_yaml
from ptc_service_policy.loading.versions import published_digests


def published(policies: Path) -> dict[str, Any]:
    """Return the text of every file of a folder, by its path in it, and which versions are published."""
    texts = {path.relative_to(policies).as_posix(): path.read_text("utf-8") for path in _files(policies)}
    return {"files": texts, "published": [*published_digests(policies)]}


def read_before(policies: Path) -> bytes:
    """Return what reading the files of a folder and the words of the checks finds, by the digest of each.

    Browsers read YAML in Python, many times as slowly as they load this. A file that has problems is left
    out, since these name it.
    """
    sources = (*_files(policies), files(checks).joinpath(WORDS))
    contents = {sha256(raw).digest(): raw for raw in (each.read_bytes() for each in sources)}
    documents = {digest: read_yaml(raw, "") for digest, raw in contents.items()}
    return pickle.dumps({digest: each for digest, each in documents.items() if not each.problems})


def _files(policies: Path) -> list[Path]:
    return sorted(path for path in policies.rglob("*.yaml") if path.is_file())
