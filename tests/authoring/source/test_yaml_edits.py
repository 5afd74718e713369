"""What is written into a file that a version begins with: the rest stands as it stood."""

from typing import Any

import pytest

from ptc_service_policy.authoring.source.yaml_edits import YamlText

EDITS: dict[str, tuple[str, tuple[str, ...], Any, str | None, str]] = {
    "entries that stand apart": (
        "a:\n  b:\n    x: 1\n\n  c:\n    x: 2\n\nd: 3\n",
        ("a", "e"),
        {"x": 4},
        "b",
        "a:\n  b:\n    x: 1\n\n  e:\n    x: 4\n\n  c:\n    x: 2\n\nd: 3\n",
    ),
    "entries that do not": (
        "a:\n  b: 1\n  c: 2\n",
        ("a", "e"),
        4,
        "b",
        "a:\n  b: 1\n  e: 4\n  c: 2\n",
    ),
    "the first of a mapping": ("a: {}\n", ("a", "b"), 1, None, "a:\n  b: 1\n"),
    "the last of a file without a line end": ("a: 1", ("b",), 2, None, "a: 1\nb: 2\n"),
}


@pytest.mark.parametrize(("before", "path", "value", "behind", "after"), EDITS.values(), ids=EDITS)
def test_an_entry_is_written_as_its_neighbours_stand(
    before: str, path: tuple[str, ...], value: Any, behind: str | None, after: str
) -> None:
    text = YamlText(before.encode())
    text.set(path, value, after=behind)
    assert text.text == after
