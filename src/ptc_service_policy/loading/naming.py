"""Which id is meant where somebody wrote what something is called, or the number of an entry."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ptc_service_policy.errors import Problem
from ptc_service_policy.loading.rewriting import WRITE
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.loading.validation import AN_ID
from ptc_service_policy.text import LANGUAGES, folded

_KEY, _OTHERS = "PSP209", frozenset(("PSP203", "PSP205"))
"""What is said of a key, and of a value, that is no id."""


def with_ids(problems: Iterable[Problem], documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Advise the id of what is called so in any of the files, in place of the name in the form of an id."""
    by_file = {document.file: document for document in documents.values()}
    named: dict[str, str] | None = None
    for problem in problems:
        written = _written(problem, by_file)
        if written is not None and named is None:
            named = {name: id_ for each in by_file.values() for name, id_ in _names(each.data)}
        id_ = None if written is None or named is None else named.get(folded(written))
        yield problem if id_ is None else replace(problem, hint=WRITE.format(expected=id_))


def _written(problem: Problem, by_file: Mapping[str, Document]) -> str | None:
    """Return what stands where an id is expected, of a problem that says so."""
    if problem.code not in {_KEY, *_OTHERS} or not problem.message.en.endswith(f"{AN_ID.en}."):
        return None
    document = by_file.get(problem.file or "")
    if problem.code == _KEY or document is None:
        return str(problem.path[-1])
    found = _at(document.data, problem.path)
    if type(found) is int:
        return _numbered(str(problem.path[-1]), found)
    return found if isinstance(found, str) else None


def _numbered(kind: str, number: int) -> str:
    """Name an entry of a kind by its number; several entries stand under the plural of a kind."""
    return f"{kind.removesuffix('s')} {number}"


def _at(data: Any, path: Path) -> Any:
    for step in path:
        inside = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and step in range(len(data))
        )
        data = data[step] if inside else None
    return data


def _names(data: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """List what everything that has an id is called, in both languages, and what it is by its number."""
    if not isinstance(data, dict):
        return
    for key, each in data.items():
        if isinstance(each, dict):
            name = each.get("name")
            called = map(name.get, LANGUAGES) if isinstance(name, dict) else ()
            yield from ((folded(said), str(key)) for said in called if isinstance(said, str))
            if type(number := each.get("number")) is int:
                yield _numbered(kind, number), str(key)
        yield from _names(each, str(key))
