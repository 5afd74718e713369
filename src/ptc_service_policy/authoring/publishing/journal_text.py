"""The text of editions.yaml with one more event, all else as it was."""

import json
from collections.abc import Mapping
from typing import Any

from ptc_service_policy.authoring.publishing.lock_text import LINE_END, end_of, node_of
from ptc_service_policy.errors import PolicyError
from ptc_service_policy.loading.editions import EDITIONS
from ptc_service_policy.loading.strict_yaml import read_yaml

_KEY = "editions"


def add_event(raw: bytes, event: Mapping[str, Any]) -> bytes:
    """Add an event at the end of a valid journal; comments, order and line ends stay.

    Raises:
        PolicyError: if the journal is written in a way that leaves no room.
    """
    edited = _insert(raw.decode("utf-8"), event).encode()
    before, after = (read_yaml(each, EDITIONS).data for each in (raw, edited))
    if after != {**before, _KEY: [*before[_KEY], event]}:
        raise PolicyError.of("PSP906", file=EDITIONS)
    return edited


def _insert(text: str, event: Mapping[str, Any]) -> str:
    listed = node_of(text, _KEY)
    if listed.flow_style:
        end = listed.end_mark.index - 1
        comma = ", " if listed.value else ""
        start = listed.value[-1].end_mark.index if listed.value else end
        return f"{text[:start]}{comma}{json.dumps(event)}{text[start:end]}{text[end:]}"
    line_end = "\r\n" if "\r\n" in text else "\n"
    rest = LINE_END.search(text, end_of(listed))
    end = rest.start() if rest else len(text)
    added = f"{' ' * listed.start_mark.column}- {_write(event)}"
    return f"{text[:end]}{line_end}{added}{text[end:]}"


def _write(value: Any) -> str:
    """Write a value on one line, as the rest of the journal is written."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key}: {_write(each)}' for key, each in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_write, value))}]"
    return "true" if value is True else str(value)
