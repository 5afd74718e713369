"""A copy of the real policy that is edited as data says."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

from ptc_service_policy.authoring.diff import Change, Edition, compare_editions, read_edition

POLICY = Path(__file__).parents[3] / "policies" / "1.0.0"

Edit = dict[str, str]


@pytest.fixture(scope="session")
def original() -> Edition:
    """The real policy, as it is compared."""
    return read_edition(POLICY)


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[Edit]], Edition]:
    """Apply edits, as edits.yaml describes them, to a copy of the real policy and read it."""

    @cache
    def make(written: str) -> Edition:
        folder = tmp_path_factory.mktemp("edits") / "edited"
        copytree(POLICY, folder, ignore=ignore_patterns("scenarios"))
        copytree(POLICY.parent / "calendars", folder.parent / "calendars")
        for edit in json.loads(written):
            file = folder / edit["file"]
            text = file.read_text(encoding="utf-8")
            changed = _apply(edit, text)
            assert changed != text, "the edit changes nothing"
            file.write_text(changed, encoding="utf-8")
        return read_edition(folder)

    return lambda edits: make(json.dumps(edits))


@pytest.fixture(scope="session")
def changes_of(
    original: Edition, edited: Callable[[list[Edit]], Edition]
) -> Callable[[list[Edit]], tuple[Change, ...]]:
    """Compare the real policy with its copy as it is edited, once for the same edits."""

    @cache
    def compare(written: str) -> tuple[Change, ...]:
        return compare_editions(original, edited(json.loads(written)))

    return lambda edits: compare(json.dumps(edits))


def _apply(edit: Edit, text: str) -> str:
    match edit:
        case {"append": added}:
            return f"{text.rstrip()}\n{added}"
        case {"cut": first, "until": last}:
            start = _find(text, first)
            return text[:start] + text[text.index(last, start) :]
        case {"move": first, "until": last, "to": target}:
            start = _find(text, first)
            end = text.index(last, start)
            rest = text[:start] + text[end:]
            to = _find(rest, target)
            return rest[:to] + text[start:end] + rest[to:]
        case {"replace": old, "with": new}:
            after = edit.get("after")
            start = _find(text, old) if after is None else text.index(old, _find(text, after) + len(after))
            return text[:start] + new + text[start + len(old) :]
    raise AssertionError(f"no such edit: {edit}")


def _find(text: str, wanted: str) -> int:
    assert text.count(wanted) == 1, f"{wanted!r} stands {text.count(wanted)} times"
    return text.index(wanted)
