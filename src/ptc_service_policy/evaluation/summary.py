"""Everything that holds for an offering, question by question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.settling.attributes import name_case
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.registry import topics

if TYPE_CHECKING:
    from ptc_service_policy.evaluation.policy import Policy


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold one question with its answer.

    ``topic`` is its name, ``id`` what it is about ("" for the offering alone), ``label`` both in words;
    ``case`` are the attributes that it was asked with.
    """

    topic: str
    id: str
    label: LocalizedText
    case: Mapping[str, str]
    decision: Decision[Any]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one question with the answer of each offering; otherwise as ``Answer``."""

    topic: str
    id: str
    label: LocalizedText
    case: Mapping[str, str]
    decisions: Mapping[str, Decision[Any]]


def summarise(policy: "Policy", offering: str, attributes: Mapping[str, Any]) -> Iterator[Answer]:
    """Ask everything that needs no contract, in the order of the registry."""
    for row in side_by_side(policy, (offering,), attributes):
        yield Answer(row.topic, row.id, row.label, row.case, row.decisions[offering])


def side_by_side(
    policy: "Policy", offerings: Iterable[str], attributes: Mapping[str, Any] = FrozenDict()
) -> Iterator[Row]:
    """Ask several offerings everything that needs no contract, each question in the same cases."""
    offerings = tuple(offerings)
    for topic in topics():
        if topic.needs_contract or topic.name not in policy.topics:
            continue
        for about in topic.entries(policy.files):
            label = topic.label.format(name=topic.name_of(policy.files, about))
            for case, answers in _by_case(policy, topic.name, about, offerings, attributes):
                yield Row(topic.name, about, label, case, answers)


def _by_case(
    policy: "Policy", name: str, about: str, offerings: tuple[str, ...], told: Mapping[str, Any]
) -> Iterator[tuple[dict[str, Any], dict[str, Decision[Any]]]]:
    """Ask a question in every case that an answer to it depends on and that is not told."""
    try:
        yield dict(told), {each: policy.ask(name, each, about, **told) for each in offerings}
    except MissingAttributeError as error:
        (attribute,) = error.attributes
        for case in policy.files.vocabulary.attributes[attribute].named_cases:
            yield from _by_case(policy, name, about, offerings, {**told, attribute: case})


def name_cases(policy: "Policy", case: Mapping[str, str]) -> tuple[LocalizedText, ...]:
    """Return the words for the cases of attributes."""
    attributes = policy.files.vocabulary.attributes
    return tuple(name_case(attributes, name, each) for name, each in case.items())
