"""Which id is meant where somebody wrote what something is called, or the number of an entry."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ptc_service_policy.errors import Problem, is_near, knows, suggest
from ptc_service_policy.loading.rewriting import WRITE, as_id
from ptc_service_policy.loading.strict_yaml import Document, Path
from ptc_service_policy.loading.validation import AN_ID, IN_THAT_FORM
from ptc_service_policy.model.base import ID_PATTERN
from ptc_service_policy.text import LANGUAGES, LocalizedText, folded

_KEY, _OTHERS = "PSP209", frozenset(("PSP203", "PSP205"))
"""What is said of a key, and of a value, that is no id."""
_VALUES = frozenset(("PSP203", "PSP204", "PSP205"))
"""What is said of a value that is none of those that there may be."""
_ID = re.compile(ID_PATTERN)
_SAME_AS = LocalizedText(fr="Indiquez {{ same_as: {offering} }}.", en="Write {{ same_as: {offering} }}.")


def with_ids(problems: Iterable[Problem], documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Advise the id of what is called so in any of the files, in place of the name in the form of an id."""
    by_file = {document.file: document for document in documents.values()}
    offerings = _at(documents["offerings"].data, ("offerings",)) if "offerings" in documents else None
    named: dict[str, str] | None = None
    known: tuple[str, ...] = ()
    for problem in problems:
        if _is_an_offering(problem, by_file, offerings):
            yield replace(problem, hint=_SAME_AS.format(offering=_found(problem, by_file)))
            continue
        written = _written(problem, by_file)
        if written is not None and named is None:
            named = {name: id_ for each in by_file.values() for name, id_ in _names(each.data)}
            known = tuple(sorted({id_ for each in by_file.values() for id_ in _ids(each.data)}))
        if written is None or named is None:
            yield problem
        elif (id_ := named.get(folded(written))) is not None:
            yield replace(problem, hint=WRITE.format(expected=id_))
        else:
            yield _but_for_an_id_of_nothing(problem, as_id(written), known)


def _but_for_an_id_of_nothing(problem: Problem, meant: str, known: Collection[str]) -> Problem:
    """Advise no id that nothing has where one is named, as a value does and a key does not."""
    if problem.code == _KEY or not meant or meant in known:
        return problem
    return replace(problem, hint=suggest(meant, known) if is_near(meant, known) else IN_THAT_FORM)


def _is_an_offering(problem: Problem, by_file: Mapping[str, Document], offerings: Any) -> bool:
    """Tell whether an offering stands where the value of another one is expected."""
    is_a_value = problem.code in _VALUES and problem.path[-2:-1] == ("values",)
    return is_a_value and isinstance(offerings, dict) and knows(offerings, _found(problem, by_file))


def _found(problem: Problem, by_file: Mapping[str, Document]) -> Any:
    document = by_file.get(problem.file or "")
    return None if document is None else _at(document.data, problem.path)


def _written(problem: Problem, by_file: Mapping[str, Document]) -> str | None:
    """Return what stands where an id is expected, of a problem that says so."""
    if problem.code not in {_KEY, *_OTHERS} or not problem.message.en.endswith(f"{AN_ID.en}."):
        return None
    if problem.code == _KEY or problem.file not in by_file:
        return str(problem.path[-1])
    found = _found(problem, by_file)
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


def _ids(data: Any) -> Iterator[str]:
    """List the ids of everything that has one."""
    for key, each in data.items() if isinstance(data, dict) else ():
        if _ID.search(str(key)):
            yield str(key)
        yield from _ids(each)


def _names(data: Any, kind: str = "") -> Iterator[tuple[str, str]]:
    """List what everything that has an id is called, in both languages, and what it is by its number."""
    if not isinstance(data, dict):
        return
    for key, each in data.items():
        if isinstance(each, dict) and _ID.search(str(key)):
            name = each.get("name")
            called = map(name.get, LANGUAGES) if isinstance(name, dict) else ()
            yield from ((folded(said), str(key)) for said in called if isinstance(said, str))
            if type(number := each.get("number")) is int:
                yield _numbered(kind, number), str(key)
        yield from _names(each, str(key))
