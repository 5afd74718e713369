"""Every question about an offering that needs no contract, with the answer of each offering."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ptc_service_policy import Decision, LocalizedText, Policy
from ptc_service_policy.evaluation.summary import name_cases, questions_for
from ptc_service_policy.topics.topic import Group, Topic


@dataclass(frozen=True)
class Question:
    """Hold one question in one case, and its answers by offering; ``id`` names the entry that it is about."""

    topic: Topic[Any]
    id: str
    case: tuple[tuple[str, str], ...]
    name: LocalizedText
    label: LocalizedText
    decisions: Mapping[str, Decision[Any]]


@cache
def every_question(policy: Policy) -> tuple[Question, ...]:
    """Ask everything, in the order of the registry; what depends on an attribute in each of its cases."""
    return tuple(_every_question(policy))


def _every_question(policy: Policy) -> Iterator[Question]:
    for asked, about, case in questions_for(policy, policy.offerings):
        decisions = {name: policy.ask(asked.name, name, about, **case) for name in policy.offerings}
        named = asked.name_of(policy.files, about)
        yield Question(asked, about, tuple(case.items()), named, asked.label.format(name=named), decisions)


def questions(policy: Policy, *groups: Group) -> Iterator[Question]:
    """List the questions of some groups."""
    return (each for each in every_question(policy) if each.topic.group in groups)


def questions_of(policy: Policy, *names: str) -> Iterator[Question]:
    """List the questions of some topics."""
    return (each for each in every_question(policy) if each.topic.name in names)


def case_words(policy: Policy, question: Question) -> tuple[LocalizedText, ...]:
    """Return the words for the case that a question was asked in."""
    return name_cases(policy, dict(question.case))
