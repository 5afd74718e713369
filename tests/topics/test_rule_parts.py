"""Every key of a rule has a name of its own, and every word of the format that stands there has words."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest

from ptc_service_policy.model.forms import FORM_KEYS, Place
from ptc_service_policy.model.noun import Noun
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.text import LANGUAGES
from ptc_service_policy.topics.key_names import KEYS
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.rule_parts import WORDS

SAID_ELSEWHERE = {"not-provided", "not-promised"}
WEEKDAYS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}


def keys_of(model: type[Noun], seen: set[type[Noun]]) -> Iterator[tuple[str, Any]]:
    """List every key below a model, with what stands there."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield field.alias or name, field.annotation
        for inner in types_in(field.annotation):
            if isinstance(inner, type) and issubclass(inner, Noun):
                yield from keys_of(inner, seen)


def types_in(annotation: Any) -> Iterator[Any]:
    """List the types that an annotation is made of."""
    if isinstance(annotation, type) and issubclass(annotation, Place) and not get_args(annotation):
        yield from types_in(annotation.of)
        return
    yield annotation
    for each in () if get_origin(annotation) is Literal else get_args(annotation):
        yield from types_in(each)


def words_in(annotation: Any) -> Iterator[str]:
    for each in types_in(annotation):
        if get_origin(each) is Literal:
            yield from (word for word in get_args(each) if isinstance(word, str))


EVERY_KEY = [pair for model in FILE_MODELS.values() for pair in keys_of(model, set())]
CLAUSES = {each.address.partition(".")[2] for each in topics() if each.about is None}
"""What has the label of its topic."""


def test_the_walk_sees_the_parts_of_rules() -> None:
    names = {key for key, _ in EVERY_KEY}
    assert {"may_change", "on_change", "pauses_while", "periods_from", "scope", "cut_off", "price"} <= names
    assert len(names) > 100


@pytest.mark.parametrize("key", sorted({*(key for key, _ in EVERY_KEY), "otherwise", *FORM_KEYS} - CLAUSES))
def test_every_key_has_a_name_in_both_languages(key: str) -> None:
    for to in LANGUAGES:
        said = KEYS[key][to]
        assert said.strip()
        assert "_" not in said
        assert said not in {"present", "présent"}


@pytest.mark.parametrize("key", sorted({key for key, annotation in EVERY_KEY if {*words_in(annotation)}}))
def test_every_word_of_the_format_is_put_in_words(key: str) -> None:
    for name, annotation in EVERY_KEY:
        if name == key:
            for word in {*words_in(annotation)} - WEEKDAYS - SAID_ELSEWHERE:
                said = WORDS[key][word]
                assert said.fr.strip()
                assert said.en.strip()
                assert "_" not in said.fr + said.en
