"""The text of published.lock.yaml with one more version, or other calendars, all else as it was."""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from ptc_service_policy.errors import InvalidPolicyError, PolicyError
from ptc_service_policy.loading.strict_yaml import LOADER, Document, read_yaml
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
    return {version: entry.digest for version, entry in _published(raw).versions.items()}


def locked_calendars(raw: bytes) -> dict[str, str]:
    """Read the digests of the locked calendars, as ``read_lock`` does those of versions."""
    return {name: entry.digest for name, entry in _published(raw).calendars.items()}


def _published(raw: bytes) -> PublishedFile:
    document = read_yaml(raw, LOCK)
    published, problems = validate(document, PublishedFile, "published")
    if published is None:
        raise InvalidPolicyError(*problems)
    return published


def add_version(
    raw: bytes,
    version: str,
    digest: str,
    coverage: float | None = None,
    *,
    same_meaning: bool = False,
) -> bytes:
    """Add a version at the end of a valid lock; comments, order and line ends stay.

    Args:
        raw: the lock.
        version: the version.
        digest: what its files say.
        coverage: how many per cent of its cells scenarios test, where it is not all of them.
        same_meaning: whether its owner said that the texts which it rewords mean the same.

    Raises:
        PolicyError: if the lock is written in a way that leaves no room.
    """
    entry: dict[str, object] = {"digest": digest}
    if coverage is not None:
        entry["coverage"] = coverage
    if same_meaning:
        entry["same_meaning"] = True
    text = raw.decode("utf-8")
    edited = _insert(text, node_of(text, "versions"), version, entry).encode()
    data = _data(raw)
    return _checked(edited, {**data, "versions": {**data["versions"], version: entry}})


def lock_calendars(raw: bytes, digests: Mapping[str, str]) -> bytes:
    """Give calendars their digests in a valid lock, those that it does not name at the end.

    Raises:
        PolicyError: if the lock is written in a way that leaves no room.
    """
    text, data = raw.decode("utf-8"), _data(raw)
    known = dict(data.get("calendars", {}))
    for name, digest in digests.items():
        text = _with_calendar(text, name, known.get(name, {}).get("digest"), digest)
        known[name] = {"digest": digest}
    return _checked(text.encode(), {**data, **({"calendars": known} if known else {})})


def _with_calendar(text: str, name: str, locked: str | None, digest: str) -> str:
    if locked is not None:
        node = next(value for key, value in node_of(text, "calendars").value if key.value == name)
        start, end = node.start_mark.index, node.end_mark.index
        return f"{text[:start]}{text[start:end].replace(locked, digest)}{text[end:]}"
    if any(key.value == "calendars" for key, _ in _top(text).value):
        return _insert(text, node_of(text, "calendars"), name, {"digest": digest})
    if _top(text).flow_style:
        return _insert(text, _top(text), "calendars", {name: {"digest": digest}})
    line_end = "\r\n" if "\r\n" in text else "\n"
    begun = text if text.endswith(line_end) else f"{text}{line_end}"
    added = ("calendars:", f"{' ' * _STEP}{name}:", f"{' ' * _STEP * 2}digest: {digest}", "")
    return f"{begun}{line_end.join(added)}"


def _checked(edited: bytes, expected: Mapping[str, Any]) -> bytes:
    """Return the edited lock, if it says what it must, in that order."""
    data = _data(edited)
    if data != expected or [list(data[key]) for key in data] != [list(expected[key]) for key in data]:
        raise PolicyError.of("PSP906", file=LOCK)
    return edited


def _insert(text: str, mapping: Any, new: str, entry: Mapping[str, object]) -> str:
    """Add an entry at the end of a mapping of the lock."""
    if mapping.flow_style:
        end = mapping.end_mark.index - 1
        start = mapping.value[-1][1].end_mark.index if mapping.value else mapping.start_mark.index + 1
        comma = "," if mapping.value else ""
        return f'{text[:start]}{comma} "{new}": {json.dumps(entry)}{text[start:end]}{text[end:]}'
    line_end = "\r\n" if "\r\n" in text else "\n"
    key, last = mapping.value[-1]
    indent = " " * key.start_mark.column
    rest = LINE_END.search(text, end_of(last))
    end = rest.start() if rest else len(text)
    added = [
        f"{indent}{new}:",
        *(f"{indent}{' ' * _STEP}{key}: {_scalar(said)}" for key, said in entry.items()),
    ]
    return f"{text[:end]}{line_end}{line_end.join(added)}{text[end:]}"


def _scalar(said: object) -> str:
    return "true" if said is True else str(said)


def node_of(text: str, name: str) -> Any:
    """Return what stands under a key of a file."""
    return next(value for key, value in _top(text).value if key.value == name)


def _top(text: str) -> Any:
    return yaml.compose(text, Loader=LOADER)


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
