"""Policies in which the forms of the format are combined: they say in a case what their plain reduction says.

Each is drawn with a fixed seed and asked everything that can be asked, told nothing but its case; what it
then answers is known without the library's own walk: each form is replaced by what stands there in the end.
"""

import re
from random import Random
from typing import Any

import pytest
from tests.combined.asking import answers, contract_of, is_valid, load
from tests.combined.drawing import ATTRIBUTES, OFFERINGS, Data, Drawing, choices_of
from tests.combined.reducing import NotPlainError, Reducer
from tests.jsonable import jsonable
from tests.profiles import NIGHTLY

from ptc_service_policy import Decision, PolicyError

SEEDS = range(40 if NIGHTLY else 2)
TERMS = 3
WHY = {"basis", "reason", "citations", "firmness", "parts", "fulfilment"}
"""What of a value says on what it rests; whether a delivery was missed depends on how firmly it is owed."""
CASE = re.compile(r" ?(Case|Cas retenu) ?: .*?\.(?=[ '\"]|$)")

each_policy = pytest.mark.parametrize("seed", SEEDS)


@each_policy
def test_each_case_is_answered_as_what_stands_there(seed: int) -> None:
    files = Drawing(seed).draw(is_valid)
    policy, rng = load(files), Random(seed)
    for offering in OFFERINGS:
        told = case_of(rng)
        contract = contract_of(offering, told)
        found = answers(policy, contract, told)
        try:
            plain = load(Reducer(files, told).reduce())
        except NotPlainError:
            continue
        assert values(found) == values(answers(plain, contract, told)), told
        without_trees = load(Reducer(files, told, trees_only=True).reduce())
        assert grounds(found) == grounds(answers(without_trees, contract, told)), told


@each_policy
def test_what_a_contract_agreed_on_is_answered_as_if_it_stood_there(seed: int) -> None:
    files = Drawing(seed).draw(is_valid)
    policy, rng = load(files), Random(seed)
    for offering in OFFERINGS:
        told = case_of(rng)
        known = policy.book.choices.items()
        readings = {name: rng.choice(each) for name, each in known if rng.random() < 0.4}
        for _ in range(TERMS):
            agreed = [drawn_term(rng) for _ in range(rng.randint(0, 2))]
            contract = contract_of(offering, told, readings=readings, agreed=agreed)
            try:
                found = answers(policy, contract, told)
                plain = load(Reducer(files, told, readings).reduce(agreed, offering))
            except (PolicyError, NotPlainError):
                continue
            assert values(found) == values(answers(plain, contract_of(offering, told), told)), (told, agreed)


def case_of(rng: Random) -> dict[str, str]:
    return {name: rng.choice(cases) for name, cases in ATTRIBUTES.items()}


def drawn_term(rng: Random) -> Data:
    """Draw what a contract agrees on: a value or parts of one, in a case or in all."""
    rule = rng.choice([name for name in choices_of() if name != "deliveries.visit"])
    value = rng.choice(choices_of()[rule])
    if isinstance(value, dict) and rng.random() < 0.6:
        value = {key: value[key] for key in rng.sample(sorted(value), rng.randint(1, len(value)))}
    term = {"rule": rule, "value": value, "approved_by": "PTC"}
    by = rng.choice([name for name in ATTRIBUTES if name != "clock"])
    return term | {"when": {by: rng.choice(ATTRIBUTES[by])}} if rng.random() < 0.5 else term


def values(found: Data) -> Data:
    """Return what was answered, without what that rests on."""
    return {
        name: without_why(jsonable(each.value)) if isinstance(each, Decision) else each
        for name, each in found.items()
    }


def without_why(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_why(each) for key, each in value.items() if key not in WHY}
    return [without_why(each) for each in value] if isinstance(value, list) else value


def grounds(found: Data) -> Data:
    """Return the same, and all that it rests on; only the case is not named."""
    return {
        name: (
            CASE.sub("", str(jsonable(each.value))),
            each.basis,
            set(each.citations),
            set(each.firmness),
            set(each.parts),
            each.scope,
            *(CASE.sub("", each.reason[to]).strip() for to in ("fr", "en")),
        )
        for name, each in found.items()
        if isinstance(each, Decision)
    }
