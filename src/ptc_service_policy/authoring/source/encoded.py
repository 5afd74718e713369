"""A policy as it stands in its files: what it states, where, and which rules cite a statement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

from ptc_service_policy.authoring.source.facts import Key, Path, stated_keys, value_at
from ptc_service_policy.errors import Problem, write_path
from ptc_service_policy.loading.policy_folder import read_policy_folder
from ptc_service_policy.loading.strict_yaml import Document, read_file
from ptc_service_policy.model.base import Noun, Rule, find_nouns
from ptc_service_policy.model.interpretations import Interpretation
from ptc_service_policy.model.policy_files import FILE_MODELS, PolicyFiles
from ptc_service_policy.text import LocalizedText

_NOTHING_CITES = LocalizedText(fr="aucune règle ne le cite", en="no rule cites it")


@dataclass(frozen=True, slots=True)
class Citing:
    """Name one rule, or interpretation, that cites a statement."""

    file: str
    path: Path


@dataclass(frozen=True, slots=True)
class EncodedPolicy:
    """Hold the nouns of a valid policy and the documents that they were read from."""

    folder: Traversable
    files: PolicyFiles
    documents: Mapping[str, Document]
    citing: Mapping[str, tuple[Citing, ...]]

    @classmethod
    def read(cls, folder: Traversable, called: str) -> "EncodedPolicy":
        """Read a policy folder; raise InvalidPolicyError with every problem if it is not valid."""
        files = read_policy_folder(folder, called=called)
        documents = {
            name: read_file(folder.joinpath(f"{name}.yaml"), f"{called}/{name}.yaml") for name in FILE_MODELS
        }
        citing: dict[str, tuple[Citing, ...]] = {}
        for statement, rule in _citations(files):
            citing[statement] = (*citing.get(statement, ()), rule)
        return cls(folder, files, documents, citing)

    def facts(self) -> dict[Key, Any]:
        """Return what the policy says on all that a document states.

        The offerings whose value rests on an interpretation are left out of a rule's list: it is
        not the document that states them.
        """
        data = {name: document.data for name, document in self.documents.items()}
        return {key: self._value(key) for key in stated_keys(data)}

    def _value(self, key: Key) -> Any:
        file, path = key
        value = value_at(self.documents[file].data, path)
        if path[-1] == "offerings":
            interpreted = value_at(self.documents[file].data, path[:-1]).get("interpreted", {})
            return [offering for offering in value if offering not in interpreted]
        return {} if path[-2] == "contents" else value

    def describe(self, code: str, key: Key, **values: Any) -> Problem:
        """Build the problem of ``code`` where a key stands in the policy, or the key above it."""
        file, path = key
        return self.documents[file].describe(code, path, **values)

    def rules_to_review(self, statement: str) -> LocalizedText:
        """Name the rules that cite a statement, each with its file and line."""
        rules = self.citing.get(statement, ())
        if not rules:
            return _NOTHING_CITES
        places = (
            (self.documents[rule.file].file, self.documents[rule.file].place_of_key(rule.path)[0], rule.path)
            for rule in rules
        )
        written = ", ".join(f"{write_path(path)} ({file}:{line})" for file, line, path in places)
        return LocalizedText(fr=written, en=written)

    def statements_of(self, key: Key) -> Iterator[str]:
        """Return the statements that the rule which holds a key cites."""
        for statement, rules in self.citing.items():
            if any(rule.file == key[0] and key[1][: len(rule.path)] == rule.path for rule in rules):
                yield statement


def _citations(files: PolicyFiles) -> Iterator[tuple[str, Citing]]:
    for name in FILE_MODELS:
        noun: Noun = getattr(files, name.replace("-", "_"))
        for path, rule in find_nouns(noun, Rule):
            own = (statement for source in rule.source_by_offering.values() for statement in source)
            for statement in dict.fromkeys((*rule.source, *own)):
                yield statement, Citing(name, path)
        for path, gap in find_nouns(noun, Interpretation):
            for statement in gap.source:
                yield statement, Citing(name, path)
