"""Edits of a YAML text that leave the rest of it as it stands: its comments, order and layout."""

import json
import re
from typing import Any

import yaml

from ptc_service_policy.authoring.source.encoded import Keys, value_at
from ptc_service_policy.loading.strict_yaml import LOADER, read_yaml

_PLAIN = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*|[0-9]+\.[0-9]+\.[0-9]+|sha256:[0-9a-f]+")
_WORDS_THAT_MEAN_MORE = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_INDENT = 2


class YamlText:
    """Hold the text of one file while it is edited."""

    def __init__(self, raw: bytes) -> None:
        self.text = text = raw.decode("utf-8-sig")
        self._line_end = "\r\n" if "\r\n" in text else "\n"

    @property
    def data(self) -> Any:
        """Return what the text says now."""
        return read_yaml(self.text.encode(), "").data

    def set(self, path: Keys, value: Any, *, after: str | None = None) -> None:
        """Give a key a value; keys above it that are missing are added.

        Args:
            path: the keys that lead to the value.
            value: what it becomes.
            after: the key that a new one is put behind; behind the last one if left out.
        """
        known = next(length for length in range(len(path), -1, -1) if self._find(path[:length]) is not None)
        if known == len(path):
            self._replace(path, write_flow(value))
            return
        for key in reversed(path[known + 1 :]):
            value = {key: value}
        self._insert(path[:known], str(path[known]), value, after)

    def remove(self, path: Keys) -> None:
        """Take a key out; with it the key above it, if that holds nothing else."""
        parent = self._node(path[:-1])
        if len(parent.value) == 1 and len(path) > 1:
            self.remove(path[:-1])
        elif parent.flow_style:
            rest = {key: value for key, value in value_at(self.data, path[:-1]).items() if key != path[-1]}
            self._replace(path[:-1], write_flow(rest))
        else:
            key, value = next(pair for pair in parent.value if pair[0].value == path[-1])
            lines = self.text.splitlines(keepends=True)
            first, last = key.start_mark.line, self._last_line(value)
            while (
                first
                and not lines[first - 1].strip()
                and last + 1 < len(lines)
                and not lines[last + 1].strip()
            ):
                first -= 1
            self.text = "".join((*lines[:first], *lines[last + 1 :]))

    def _insert(self, path: Keys, key: str, value: Any, after: str | None) -> None:
        node = self._node(path)
        if node.flow_style and node.value:
            entries = {**value_at(self.data, path), key: value}
            self._replace(path, write_flow(entries))
            return
        if node.flow_style:
            line, indent = node.start_mark.line, self._node_indent(path) + _INDENT
            self._cut(node)
        else:
            before = next((each for name, each in node.value if name.value == after), node.value[-1][1])
            line, indent = self._last_line(before), node.value[0][0].start_mark.column
        lines = self.text.splitlines(keepends=True)
        block = write_block(key, value, indent)
        if not node.flow_style and self._is_spaced(node, lines):
            block.insert(0, "")
        if line < len(lines) and not lines[line].endswith("\n"):
            lines[line] += self._line_end
        lines[line + 1 : line + 1] = [each + self._line_end for each in block]
        self.text = "".join(lines)

    def _is_spaced(self, node: Any, lines: list[str]) -> bool:
        """Tell whether the entries of a mapping stand apart by blank lines."""
        return len(node.value) > 1 and not lines[node.value[1][0].start_mark.line - 1].strip()

    def _node_indent(self, path: Keys) -> int:
        key = next(key for key, _ in self._node(path[:-1]).value if key.value == path[-1])
        return int(key.start_mark.column)

    def _cut(self, node: Any) -> None:
        start, end = self._offset(node.start_mark), self._offset(node.end_mark)
        self.text = self.text[:start].rstrip(" ") + self.text[end:]

    def _replace(self, path: Keys, written: str) -> None:
        node = self._node(path)
        start, end = self._offset(node.start_mark), self._end(node)
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            start = len(self.text[:start].rstrip())
            written = f" {written}"
        self.text = f"{self.text[:start]}{written}{self.text[end:]}"

    def _end(self, node: Any) -> int:
        """Return where a node ends, the blank lines and comments behind it left aside."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        return (
            len(self.text[: self._offset(node.end_mark)].rstrip())
            if node.value
            else self._offset(node.end_mark)
        )

    def _last_line(self, node: Any) -> int:
        return self.text.count("\n", 0, self._end(node))

    def _offset(self, mark: Any) -> int:
        start = 0
        for _ in range(mark.line):
            start = self.text.index("\n", start) + 1
        return int(start + mark.column)

    def _node(self, path: Keys) -> Any:
        node = self._find(path)
        if node is None:
            raise KeyError(path)
        return node

    def _find(self, path: Keys) -> Any:
        node: Any = yaml.compose(self.text, Loader=LOADER)
        for key in path:
            if not isinstance(node, yaml.MappingNode):
                return None
            node = next((value for name, value in node.value if name.value == key), None)
        return node


def write_flow(value: Any) -> str:
    """Write a value on one line, as the files of the policies do."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            plain = _PLAIN.fullmatch(value) and value not in _WORDS_THAT_MEAN_MORE
            return value if plain else json.dumps(value, ensure_ascii=False)
        case dict():
            entries = ", ".join(f"{key}: {write_flow(item)}" for key, item in value.items())
            return f"{{ {entries} }}" if entries else "{}"
        case _:
            return f"[{', '.join(map(write_flow, value))}]"


def write_block(key: str, value: Any, indent: int) -> list[str]:
    """Write a key and its value on lines of their own, mappings below their key."""
    if not isinstance(value, dict) or not value:
        return [f"{' ' * indent}{key}: {write_flow(value)}"]
    below = (line for name, item in value.items() for line in write_block(name, item, indent + _INDENT))
    return [f"{' ' * indent}{key}:", *below]
