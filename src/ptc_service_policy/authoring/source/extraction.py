"""Every fact that a description states, and everything of it that cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from ptc_service_policy.authoring.source.description import Description, describe_document
from ptc_service_policy.authoring.source.facts import Fact, Key, each_once
from ptc_service_policy.authoring.source.prose import facts_of_prose
from ptc_service_policy.authoring.source.reader import read_description
from ptc_service_policy.authoring.source.refusal import RefusedDescriptionError
from ptc_service_policy.authoring.source.tables import facts_of_tables
from ptc_service_policy.authoring.source.vocabulary import Vocabulary, section_of_heading
from ptc_service_policy.errors import Problem
from ptc_service_policy.model.policy_files import PolicyFiles


@dataclass(frozen=True, slots=True)
class Extraction:
    """Hold a description, its facts by the key that holds each in a policy, and what was not read."""

    description: Description
    facts: Mapping[Key, Fact]
    problems: tuple[Problem, ...]


def extract(file: Traversable, called: str, files: PolicyFiles) -> Extraction:
    """Read a description in the terms of a policy.

    Raises:
        PolicyError: if the file cannot be read at all.
        RefusedDescriptionError: if it is no service description.
    """
    vocabulary = Vocabulary.of(files)
    description = describe_document(read_description(file, called), called, vocabulary)
    if not any(section_of_heading(section.heading or "") for section in description.sections):
        raise RefusedDescriptionError.of("PSP353", file=called)
    found = (*facts_of_tables(description, vocabulary), *facts_of_prose(description, vocabulary))
    facts, problems = each_once((*_language(description), *found))
    problems = sorted((*description.problems, *problems), key=lambda problem: problem.line or 0)
    return Extraction(description, facts, tuple(dict.fromkeys(problems)))


def _language(description: Description) -> tuple[Fact, ...]:
    first = next(iter(description.statements), None)
    if first is None:
        return ()
    return (Fact("source", ("document", "language"), description.language, first),)
