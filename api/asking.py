"""Write the overloads of ``ask`` from the registry, so that a type checker knows each answer.

``python api/asking.py`` writes src/ptc_service_policy/evaluation/asking.py; with ``--check`` it fails where
the registry says otherwise.
"""

import ast
import subprocess
import sys
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from ptc_service_policy.decisions import Decision
from ptc_service_policy.topics.answer_type import answer_type
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.topic import Topic

WRITTEN = Path(__file__).parents[1] / "src" / "ptc_service_policy" / "evaluation" / "asking.py"
INPUTS = {
    "instant": "datetime",
    "date": "date",
    "pauses": "Pauses",
    "marks": "Sequence[Mark]",
    "deliveries": "Iterable[Delivered]",
    "events": "Iterable[Happened]",
    "figures": "Mapping[str, Used]",
}
"""The type of each kind of input."""
HEAD = '''\
"""What ``ask`` answers, question by question: `make api` writes this file from the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from ptc_service_policy.business_time import Mark
    from ptc_service_policy.decisions import Decision
    from ptc_service_policy.topics.due import Pauses
    from ptc_service_policy.topics.reported import Delivered, Happened
    from ptc_service_policy.topics.workload import Used
{imports}


class AskedOfPolicy:
    """Let a policy be asked; each question has its own answer."""

    __slots__ = ()
{of_policy}
    @overload
    def ask(self, name: str, offering: str, about: str = "", /, **attributes: Any) -> Decision[Any]: ...
    def ask(self, name: str, offering: str, about: str = "", /, **attributes: Any) -> Decision[Any]:
        """Answer any question that needs no contract.

        Args:
            name: the question, such as "target": one of ``topics``.
            offering: the offering.
            about: the id that it is about, where it is one of many.
            attributes: what the answer may depend on, such as ``severity="s1"``.

        Raises:
            UnknownIdError: for a question, an offering, an id, an attribute or a case that does not exist.
            MissingAttributeError: where the answer depends on an attribute that is not given.
            PolicyError: PSP719 for a question that is asked of a contract.
        """
        return self._ask(name, offering, about, attributes)

    def _ask(self, name: str, offering: str, about: str, attributes: Mapping[str, Any]) -> Decision[Any]:
        raise NotImplementedError


class AskedOfContract:
    """Let a policy be asked that is applied to a contract; each question has its own answer."""

    __slots__ = ()
{of_contract}
    @overload
    def ask(self, name: str, about: str = "", /, **given: Any) -> Decision[Any]: ...
    def ask(self, name: str, about: str = "", /, **given: Any) -> Decision[Any]:
        """Answer any question of the contract.

        Args:
            name: the question, such as "due".
            about: the id that it is about, where it is one of many.
            given: what it is asked with, such as ``received=...``, and attributes such as ``severity="s1"``.

        Raises:
            UnknownIdError: for a question, an id, an attribute or a case that does not exist.
            MissingAttributeError: where the answer depends on an attribute that is not given.
            PolicyError: PSP720 where something that it is asked with is missing.
        """
        return self._ask(name, about, given)

    def _ask(self, name: str, about: str, given: Mapping[str, Any]) -> Decision[Any]:
        raise NotImplementedError
'''
OVERLOAD = """
    @overload
    def ask({parameters}) -> {answer}: ...
"""


def write() -> str:
    """Return the module."""
    hints = {topic.name: answer_type(topic) for topic in topics()}
    named: set[type] = set()
    answers = {name: written(hint, named) for name, hint in hints.items()}
    return HEAD.format(
        imports="\n".join(f"    from {each.__module__} import {each.__name__}" for each in named),
        of_policy="".join(
            overload(each, answers[each.name], "offering: str")
            for each in topics()
            if not each.needs_contract
        ),
        of_contract="".join(overload(each, answers[each.name]) for each in topics()),
    )


def overload(topic: Topic[Any], answer: str, *whose: str) -> str:
    """Write one overload; what a contract is asked with follows what it is about."""
    named = [f'name: Literal["{topic.name}"]', *whose]
    if topic.about is not None:
        named.append('about: str = ""' if topic.all_at_once else "about: str")
    inputs = (
        []
        if whose
        else [f"{each.name}: {INPUTS[each.kind]}{' = ...' if each.optional else ''}" for each in topic.inputs]
    )
    parameters = ["self", *named, "/", *(["*", *inputs] if inputs else []), "**attributes: Any"]
    return OVERLOAD.format(parameters=", ".join(parameters), answer=answer)


def written(hint: Any, named: set[type]) -> str:
    """Write a type, and note the classes that it names."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(written(each, named) for each in arguments))
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if hint is NoneType:
        return "None"
    if hint is ...:
        return "..."
    if origin is not None:
        return f"{written(origin, named)}[{', '.join(written(each, named) for each in arguments)}]"
    if hint.__module__ not in {"builtins", "datetime", Decision.__module__}:
        named.add(hint)
    return str(hint.__name__)


def tidy(text: str) -> str:
    """Sort the imports and break the lines."""
    for command in (("check", "--quiet", "--fix", "--select", "I"), ("format",)):
        ruff = [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(WRITTEN), "-"]
        text = subprocess.run(  # noqa: S603 - it is ours
            ruff, input=text, capture_output=True, encoding="utf-8", check=True
        ).stdout
    return text


def meaning(text: str) -> tuple[set[tuple[str | None, str]], str]:
    """Return what a module imports, and what else it says, however it is laid out."""
    tree = ast.parse(text)
    imported = {
        (node.module, each.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.If):
            node.body = [each for each in node.body if not isinstance(each, ast.ImportFrom)]
    return imported, ast.dump(tree)


def main() -> int:
    """Write the file, or compare it."""
    text = write()
    if "--check" in sys.argv[1:]:
        return int(meaning(text) != meaning(WRITTEN.read_text("utf-8")))
    WRITTEN.write_text(tidy(text), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
