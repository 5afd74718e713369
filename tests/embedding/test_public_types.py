"""The type of everything that answers, contracts and calendars hold is public, and its words are."""

import inspect
from collections import abc
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest

import ptc_service_policy
from ptc_service_policy import (
    Contract,
    Policy,
    UnknownIdError,
    columns,
    environment,
    load_policies,
    load_policy,
    types,
    words,
)

PUBLIC = {*ptc_service_policy.__all__, *types.__all__, *columns.__all__}
KNOWN: dict[str, Any] = {
    name: getattr(module, name) for module in (ptc_service_policy, types) for name in module.__all__
}
# What tools that show, check or count policies work with; no answer holds it.
FOR_TOOLS = {
    "Applied",
    "AppliedTerms",
    "Book",
    "Grounds",
    "Key",
    "PolicyFiles",
    "Timeline",
    "FrozenDict",
    "Thing",
    "Value",
}


def named_in(hint: Any) -> Iterator[type]:
    if isinstance(hint, TypeVar):
        return
    for each in get_args(hint):
        yield from named_in(each)
    kind = get_origin(hint) or hint
    if inspect.isclass(kind) and kind.__module__.startswith("ptc_service_policy"):
        yield kind


def hints_of(thing: Any) -> Iterator[Any]:
    """The types of the fields and of the public methods of a class, or of a function."""
    try:
        yield from (
            each
            for name, each in get_type_hints(thing, None, {**vars(abc), **KNOWN}).items()
            if not name.startswith("_")
        )
    except TypeError:  # an alias is no class
        return
    except NameError as error:  # what only type checkers import, and is not public
        yield type(str(error.name), (), {"__module__": "ptc_service_policy"})
    for name, member in list(vars(thing).items()) if inspect.isclass(thing) else ():
        inner = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if (not name.startswith("_") or name == "__init__") and inspect.isfunction(inner):
            yield from hints_of(inner)


def reached() -> dict[str, str]:
    """The classes that the public names lead to, each with where from."""
    found: dict[str, str] = {}
    todo = [
        (name, getattr(module, name)) for module in (ptc_service_policy, types) for name in module.__all__
    ]
    while todo:
        where, thing = todo.pop()
        for hint in hints_of(thing):
            for kind in named_in(hint):
                name = kind.__name__
                if name in FOR_TOOLS or name.startswith("Value-of-") or name in found:
                    continue
                found[name] = where
                todo.append((f"{where} > {name}", kind))
    return found


def test_it_is_public() -> None:
    found = reached()
    assert len(found) > 60
    aliases = {
        getattr(types, name).__name__ for name in types.__all__ if inspect.isclass(getattr(types, name))
    }
    assert {name: where for name, where in found.items() if name not in PUBLIC | aliases} == {}


def held_in(value: Any) -> Iterator[type]:
    """The classes of the package among a value and all that it holds."""
    kind = type(value)
    if kind.__module__.startswith("ptc_service_policy"):
        yield kind
        names = getattr(kind, "model_fields", None) or getattr(kind, "_fields", None)
        names = names or [each.name for each in fields(value)] if is_dataclass(value) or names else ()
        for name in names:
            if not name.startswith("_"):
                yield from held_in(getattr(value, name))
    if isinstance(value, abc.Mapping):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | frozenset):
        for each in value:
            yield from held_in(each)


def test_so_is_every_class_of_which_an_answer_holds_a_value(policy: Policy) -> None:
    paris = ZoneInfo("Europe/Paris")
    received, start, end = datetime(2026, 4, 3, 16, 30, tzinfo=paris), date(2026, 1, 1), date(2027, 1, 1)
    answers: list[Any] = [load_policies().editions, policy.compare("standard", "premium")]
    for offering in ("tsam", "standard", "premium"):
        contract = Contract(offering=offering, time_zone="Europe/Paris", holidays="FR", start=start)
        applied = policy.apply(contract)
        answers += [policy.summary(offering), applied.summary(), applied.obligations(start, end)]
        answers += [applied.check_workload({"open-cases": 31}), applied.due_terms()]
        answers += [applied.response_due(received), applied.availability(received)]
        answers += [
            applied.request_state(received, as_of=received),
            applied.record("availability", at=received),
        ]
        answers += [applied.contract, environment()]
    held = {kind.__name__: kind for answer in answers for kind in held_in(answer)}
    assert {"Sale", "Obligation", "Finding", "RequestState", "Record", "Comparison"} <= {*held}
    assert {*held} - PUBLIC - FOR_TOOLS == set()


def test_public_types_are_in_one_place_each() -> None:
    assert not {*types.__all__} & {*ptc_service_policy.__all__}
    assert types.__all__ == sorted(types.__all__)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy("1.0.0")


WORDS = {
    "basis": (("stated", "agreed", "interpreted", "ambiguous", "unstated"), "énoncé par la source"),
    "duty": (("owed", "objective", "usual", "effort", "may"), "obligation"),
    "availability": (("available", "on-request", "unavailable"), "joignable"),
    "request_state": (("met", "missed", "running", "paused", "overdue"), "délai tenu"),
    "fulfilment": (("met", "missed", "objective-missed", "not-done", "due", "upcoming"), "assurée"),
    "skip_reason": (("holiday", "no-hours", "closure", "special-hours"), "jour férié"),
    "verdict": (get_args(types.Verdict), "limite dépassée"),
}


@pytest.mark.parametrize("kind", WORDS)
def test_each_has_words_in_both_languages(kind: str) -> None:
    names, first = WORDS[kind]
    told = [getattr(words, kind)(name) for name in names]
    assert told[0]["fr"] == first
    assert all(each.fr and each.en for each in told)
    with pytest.raises(UnknownIdError, match=names[0]):
        getattr(words, kind)(f"{names[0]}s")


def test_methods_and_frequencies_have_the_words_of_their_policy(policy: Policy) -> None:
    delivery = policy.delivery("premium", "service-review").value
    assert isinstance(delivery, ptc_service_policy.Delivery)
    for name in delivery.methods or ():
        assert words.method(policy, name).fr
    assert words.frequency(policy, "monthly")["fr"]
    with pytest.raises(UnknownIdError, match="monthly"):
        words.frequency(policy, "monthy")


def test_values_are_of_the_literals_that_are_public() -> None:
    assert set(get_args(types.Fulfilment)) == set(WORDS["fulfilment"][0])
    assert set(get_args(types.State)) == set(WORDS["request_state"][0])
