"""One registry: every rule of the model has exactly one topic, and every question one name."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from ptc_service_policy import Policy, UnknownIdError, load_policy
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.model.rules import Family, Rule
from ptc_service_policy.text import LANGUAGES
from ptc_service_policy.topics.registry import topic, topics

POLICY = load_policy("1.0.0")
ROOT = Path(__file__).parents[2]


def addresses() -> Iterator[str]:
    """List the address of every rule that a file can hold, with `{about}` for the id of one of many."""
    for file, model in FILE_MODELS.items():
        if not issubclass(model, Family):
            continue
        for name, (key, _) in places_of(model).items():
            annotation = str(model.model_fields[name].annotation)
            kinds = [kind for kind in all_rules(Rule) if kind.__name__ in annotation]
            if kinds:
                yield (
                    f"{key}.{{about}}"
                    if annotation.startswith(("dict", "typing.Annotated[dict"))
                    else f"{file}.{key}"
                )


def all_rules(kind: type[Rule]) -> Iterator[type[Rule]]:
    for each in kind.__subclasses__():
        yield each
        yield from all_rules(each)


def test_every_rule_has_exactly_one_topic() -> None:
    # What a contract is asked of counts by a rule that has a topic already.
    answered = Counter(each.address for each in topics() if each.address and not each.needs_contract)
    exceptions = {"exceptions.{about}"}
    assert set(answered) - exceptions == set(addresses())
    assert set(answered.values()) == {1}


def test_every_question_has_one_name() -> None:
    names = [each.name for each in topics()]
    assert len(set(names)) == len(names)
    assert list(POLICY.topics) == names
    assert all(topic(name).name == name for name in names)
    for name in names:
        assert hasattr(Policy, name.replace("-", "_")) or topic(name).needs_contract


@pytest.mark.parametrize("asked", topics(), ids=lambda each: each.name)
def test_every_topic_is_told_in_both_languages(asked: object) -> None:
    for text in (asked.label, asked.question, asked.reason):  # type: ignore[attr-defined]
        assert all(text[language].strip() for language in LANGUAGES)


@pytest.mark.parametrize("name", ["stand-in", "sale", "meetings", "shared-manager", "on-request"])
def test_a_topic_that_needs_no_engine_stands_in_few_files(name: str) -> None:
    asked = topic(name)
    _, _, key = asked.address.rpartition(".")
    method = key.replace("-", "_")
    # The word alone names other things too, such as the state of a manager who is reached on request.
    says = re.compile(rf'\b{method.upper()}\b|{asked.address}\b|alias="{key}"|\b(def |policy\.){method}\(')
    files = [
        file.relative_to(ROOT)
        for folder in ("src", "docs")
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".py", ".js", ".mjs"} and says.search(file.read_text("utf-8"))
    ]
    assert 3 <= len(files) <= 8, files


@pytest.mark.parametrize("name", ["limits", "response", "Language", "", "support-hours"])
def test_another_name_is_refused(name: str) -> None:
    with pytest.raises(UnknownIdError):
        POLICY.ask(name, "premium")
