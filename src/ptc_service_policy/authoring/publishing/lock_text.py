"""The text of published.lock.yaml with one more version, all else as it was."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from ptc_service_policy.errors import InvalidPolicyError, PolicyError
from ptc_service_policy.loading.strict_yaml import Document, read_yaml
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.loading.versions import LOCK
from ptc_service_policy.model.published import PublishedFile

LINE_END = re.compile(r"[\r\n]")
_STEP = 2


def read_lock(raw: bytes) -> dict[str, str]:
    """Read the digests of the published versions, in the order of the file.

    Raises:
        InvalidPolicyError: with every problem of the file.
    """
    document = read_yaml(raw, LOCK)
    published, problems = validate(document, PublishedFile, "published")
    if published is None:
        raise InvalidPolicyError(*problems)
    return {version: entry.digest for version, entry in published.versions.items()}


def add_version(raw: bytes, version: str, digest: str, coverage: float | None = None) -> bytes:
    """Add a version at the end of a valid lock; comments, order and line ends stay.

    Args:
        raw: the lock.
        version: the version.
        digest: what its files say.
        coverage: how many per cent of its cells scenarios test, where it is not all of them.

    Raises:
        PolicyError: if the lock is written in a way that leaves no room.
    """
    entry = {"digest": digest, **({} if coverage is None else {"coverage": coverage})}
    edited = _insert(raw.decode("utf-8"), version, entry).encode()
    expected = {"versions": {**_data(raw)["versions"], version: entry}}
    if _data(edited) != expected or list(_data(edited)["versions"]) != list(expected["versions"]):
        raise PolicyError.of("PSP906", file=LOCK)
    return edited


def _insert(text: str, version: str, entry: Mapping[str, object]) -> str:
    mapping = node_of(text, "versions")
    if mapping.flow_style:
        end = mapping.end_mark.index - 1
        start = mapping.value[-1][1].end_mark.index if mapping.value else mapping.start_mark.index + 1
        comma = "," if mapping.value else ""
        return f'{text[:start]}{comma} "{version}": {json.dumps(entry)}{text[start:end]}{text[end:]}'
    line_end = "\r\n" if "\r\n" in text else "\n"
    key, last = mapping.value[-1]
    indent = " " * key.start_mark.column
    rest = LINE_END.search(text, end_of(last))
    end = rest.start() if rest else len(text)
    added = [f"{indent}{version}:", *(f"{indent}{' ' * _STEP}{key}: {said}" for key, said in entry.items())]
    return f"{text[:end]}{line_end}{line_end.join(added)}{text[end:]}"


def node_of(text: str, name: str) -> Any:
    """Return what stands under a key of a file."""
    top: Any = yaml.compose(text, Loader=yaml.SafeLoader)
    return next(value for key, value in top.value if key.value == name)


def end_of(node: Any) -> int:
    """Return where a value ends; what a block mapping counts as its own includes the comments after it."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style:
        return end_of(node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        return end_of(node.value[-1])
    index: int = node.end_mark.index
    return index


def _data(raw: bytes) -> Any:
    document: Document = read_yaml(raw, LOCK)
    return document.data
