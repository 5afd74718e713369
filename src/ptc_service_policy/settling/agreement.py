"""What a contract agrees on: read by the rules that it is about, and put in their place."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError

from ptc_service_policy.errors import Problem, describe, suggest
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.engagement import LimitRule
from ptc_service_policy.model.entitlements import Service
from ptc_service_policy.model.forms import Absence, Form
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Hours
from ptc_service_policy.model.places import places_of
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.reading import read
from ptc_service_policy.model.rules import NamedRule, Part
from ptc_service_policy.model.service_levels import TargetRule
from ptc_service_policy.settling.contract import AgreedTerm, Contract
from ptc_service_policy.settling.subject import Agreed, Book
from ptc_service_policy.text import LocalizedText

_NEW: dict[str, tuple[str, type[NamedRule]]] = {
    "services": ("entitlements", Service),
    "limits": ("engagement", LimitRule),
    "targets": ("service_levels", TargetRule),
}


class Agreement(NamedTuple):
    """Hold the files of a policy with what a contract adds, what it agreed on by address, and every fault."""

    files: PolicyFiles
    agreed: Mapping[str, tuple[Agreed, ...]]
    problems: tuple[Problem, ...]


def agree(book: Book, contract: Contract, on: date | None = None) -> Agreement:
    """Read what a contract agreed on.

    Args:
        book: the policy.
        contract: the contract.
        on: the day that is asked about; without one, what holds at last.
    """
    files = _extended(book.files, contract)
    extended = book if files is book.files else Book(files)
    agreed: dict[str, list[Agreed]] = {}
    problems: list[Problem] = []
    for address, key, value, parts, by in _typed(contract):
        agreed.setdefault(address, []).append(
            Agreed(key, value, FrozenDict(parts), foreseen=_foreseen(extended, address), approved_by=by)
        )
    for index, term in enumerate(contract.agreed):
        found = tuple(_faults(extended, term, index))
        problems += found
        if found or not term.holds_on(on):
            continue
        at = extended.rules[term.rule]
        value, parts = _read(at, term.value)
        agreed.setdefault(term.rule, []).append(
            Agreed(
                f"agreed.{index}",
                value,
                FrozenDict(parts),
                term.when,
                term.new is not None or _foreseen(extended, term.rule),
                term.approved_by,
            )
        )
    frozen = {address: tuple(terms) for address, terms in agreed.items()}
    return Agreement(files, FrozenDict(frozen), tuple(problems))


def _typed(contract: Contract) -> Iterator[tuple[str, str, Any, dict[str, Any], str]]:
    """Yield what a contract says by keys of its own: the hours and the language."""
    if contract.hours is not None:
        hours = Hours(time_zone="contract", weekly=contract.hours.weekly, periods=contract.hours.periods)
        said: dict[str, Any] = {"hours": hours, "closed_on": None, "outside": None}
        value = WorkingHours.model_construct(**said)
        yield "availability.working-hours", "hours", value, {"hours": hours}, contract.hours.approved_by
    if contract.language is not None:
        yield "availability.language", "language", contract.language.value, {}, contract.language.approved_by


def _foreseen(book: Book, address: str) -> bool:
    at = book.rules.get(address)
    return at is not None and at.rule.may_change is not None


def _extended(files: PolicyFiles, contract: Contract) -> PolicyFiles:
    """Add the services, limits and targets that only a contract has."""
    for term in contract.agreed:
        group, _, name = term.rule.partition(".")
        if term.new is None or group not in _NEW:
            continue
        file, kind = _NEW[group]
        family = getattr(files, file)
        rule = kind.model_construct(name=term.new.name, description=term.new.description)
        rules = FrozenDict({**getattr(family, group), name: rule})
        files = replace(files, **{file: family.model_copy(update={group: rules})})
        if term.new.unit is not None:
            units = FrozenDict({**files.vocabulary.units, name: term.new.unit})
            files = replace(files, vocabulary=files.vocabulary.model_copy(update={"units": units}))
    return files


def _faults(book: Book, term: AgreedTerm, index: int) -> Iterator[Problem]:
    at = book.rules.get(term.rule)
    if at is None:
        suggestion = suggest(term.rule, book.rules)
        yield describe("PSP514", path=("agreed", index, "rule"), id=term.rule, suggestion=suggestion)
        return
    attributes = book.files.vocabulary.attributes
    for name, case in term.when.items():
        path = ("agreed", index, "when", name)
        if name not in attributes:
            yield describe("PSP515", path=path, id=name, suggestion=suggest(name, attributes))
        elif case not in attributes[name].named_cases:
            suggestion = suggest(case, attributes[name].named_cases)
            yield describe("PSP516", path=path, attribute=name, id=case, suggestion=suggestion)
    try:
        _read(at, term.value)
    except _MisfitError as error:
        place: tuple[str | int, ...] = ("agreed", index, "value", *error.path)
        yield describe("PSP517", path=place, rule=term.rule, cause=error.cause)


class _MisfitError(Exception):
    """Tell where a value does not fit, and why."""

    def __init__(self, path: tuple[str, ...], cause: str | LocalizedText) -> None:
        super().__init__(str(cause))
        self.path = path
        self.cause = cause


def _read(at: RuleAt, given: Any) -> tuple[Any, dict[str, Any]]:
    """Read an agreed value, or the parts that it names, by the rule that it is about."""
    _, place = places_of(type(at.rule))["values"]
    if place is None:
        raise TypeError(f"{at.address} has no values")
    kind = _part_of(place)
    if isinstance(given, Mapping) and kind is not None:
        parts = _read_parts(kind, given)
        return kind.model_construct(**{**dict.fromkeys(kind.model_fields), **parts}), parts
    return _read_plain(place, given, ()), {}


def _part_of(place: Any) -> type[Part] | None:
    kinds = (place.of, *get_args(place.of))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Part)), None)


def _read_parts(kind: type[Part], given: Mapping[str, Any]) -> dict[str, Any]:
    places = {key: (name, place) for name, (key, place) in places_of(kind).items() if place is not None}
    found = {}
    for key, value in given.items():
        if key not in places:
            known = ", ".join(places)
            cause = LocalizedText(
                fr=f"cette clé n'existe pas ; les clés sont {known}",
                en=f"there is no such key; the keys are {known}",
            )
            raise _MisfitError((key,), cause)
        name, place = places[key]
        found[name] = _read_plain(place, value, (key,))
    return found


def _read_plain(place: Any, given: Any, path: tuple[str, ...]) -> Any:
    """Read a plain value: what a contract agrees on leads to no entry and to no other offering."""
    try:
        value = read(place, json.dumps(given))
        if isinstance(value, Form) and not isinstance(value, Absence):
            read(place, json.dumps({"agreed": "plain values only"}))
    except ValidationError as error:
        # A value of several types is refused once for each of them: the first refusal is enough.
        detail = error.errors(include_url=False, include_input=False)[0]
        inside = tuple(key for key in detail["loc"] if key in _keys(given))
        raise _MisfitError((*path, *map(str, inside)), detail["msg"]) from None
    return value


def _keys(given: Any) -> tuple[str, ...]:
    """Return every key that a contract wrote in a value."""
    if not isinstance(given, Mapping):
        return ()
    return tuple(key for name, value in given.items() for key in (name, *_keys(value)))
