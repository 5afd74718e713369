"""Everything that holds for an offering, question by question."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ptc_service_policy.decisions import Decision
from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.evaluation.reading_back import as_asked
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.settling.attributes import cases_told, every_case, name_case, without_defaults
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.topic import Topic

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from ptc_service_policy.evaluation.applied import AppliedPolicy

Ask = Callable[..., Decision[Any]]


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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        return as_asked(handler(source), "decision")


def summarise(policy: Policy, offering: str, attributes: Mapping[str, Any]) -> Iterator[Answer]:
    """Ask everything that needs no contract, in the order of the registry."""
    policy = _where_all_is_told(policy)

    def ask(name: str, about: str, **told: Any) -> Decision[Any]:
        return policy.ask(name, offering, about, **told)

    return _answers(policy.files, policy.topics, ask, attributes)


def summarise_contract(applied: "AppliedPolicy", attributes: Mapping[str, Any]) -> Iterator[Answer]:
    """Ask the same of a contract."""
    return _answers(applied.files, applied.topics, applied.ask, attributes)


def _answers(
    files: PolicyFiles, asked: Iterable[str], ask: Ask, attributes: Mapping[str, Any]
) -> Iterator[Answer]:
    told = cases_told(files.vocabulary, attributes)
    for topic in topics():
        if topic.needs_contract or topic.name not in asked:
            continue
        for about in topic.entries(files):
            label = topic.label.format(name=topic.name_of(files, about))
            for case, decision in answers_by_case(files, partial(ask, topic.name, about), told):
                yield Answer(topic.name, about, label, case, decision)


def _where_all_is_told(policy: Policy) -> Policy:
    """Return a policy that answers alike, and in no case that nobody told."""
    files = without_defaults(policy.files)
    return policy if files is policy.files else Policy(files)


def answers_by_case(
    files: PolicyFiles, ask: Ask, told: Mapping[str, Any]
) -> Iterator[tuple[dict[str, Any], Decision[Any]]]:
    """Ask a question in every case that its answer depends on and that is not told."""
    try:
        yield dict(told), ask(**told)
    except MissingAttributeError as error:
        (attribute,) = error.attributes
        for case in files.vocabulary.attributes[attribute].named_cases:
            yield from answers_by_case(files, ask, {**told, attribute: case})


def questions_for(
    policy: Policy, offerings: Iterable[str]
) -> Iterator[tuple[Topic[Any], str, dict[str, Any]]]:
    """List what can be asked of several offerings alike: the topic, the id, and a case.

    A question is asked in the cases of every attribute that the answer of any of them depends on.
    """
    offerings = tuple(offerings)
    policy = _where_all_is_told(policy)
    for topic in topics():
        if topic.needs_contract or topic.name not in policy.topics:
            continue
        for about in topic.entries(policy.files):
            asked = (partial(policy.ask, topic.name, each, about) for each in offerings)
            told = (answers_by_case(policy.files, each, {}) for each in asked)
            names = dict.fromkeys(name for answers in told for case, _ in answers for name in case)
            for case in every_case(policy.files.vocabulary.attributes, tuple(names)):
                yield topic, about, case


def name_cases(policy: "Policy | AppliedPolicy", case: Mapping[str, str]) -> tuple[LocalizedText, ...]:
    """Return the words for the cases of attributes."""
    attributes = policy.files.vocabulary.attributes
    return tuple(name_case(attributes, name, each) for name, each in case.items())
