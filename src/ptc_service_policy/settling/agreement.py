"""What a contract agrees on: read by the rules that it is about, and put in their place."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from ptc_service_policy.errors import Problem, describe, is_near, suggest
from ptc_service_policy.model.addresses import RuleAt
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.engagement import LimitRule
from ptc_service_policy.model.entitlements import Service
from ptc_service_policy.model.forms import FORM_KEYS, Absence, Form, Place
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.hours import Hours
from ptc_service_policy.model.places import places_of, written_at
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.rules import NamedRule, Part
from ptc_service_policy.model.service_levels import TargetRule
from ptc_service_policy.settling.contract import AgreedTerm, Terms
from ptc_service_policy.settling.subject import Agreed, Book
from ptc_service_policy.text import LocalizedText

if TYPE_CHECKING:
    from ptc_service_policy.loading.strict_yaml import Document

_NEW: dict[str, tuple[str, type[NamedRule]]] = {
    "services": ("entitlements", Service),
    "limits": ("engagement", LimitRule),
    "targets": ("service_levels", TargetRule),
}
_NOT_VALID = LocalizedText(fr="cette valeur n'y est pas valide", en="this is not a valid value there")
_PLAIN_ONLY = LocalizedText(
    fr="un contrat convient d'une valeur, et ne renvoie ni au registre, ni à une autre offre, ni à des cas",
    en="a contract agrees on a value, and refers to no entry, no other offering and no cases",
)


_AS_A_VALUE = LocalizedText(
    fr="Indiquez `rule: {whole}`, et la partie sous `value` : `{{ {part}: … }}`.",
    en="Write `rule: {whole}`, and the part under `value`: `{{ {part}: … }}`.",
)


_ITSELF = LocalizedText(fr="Écrivez la valeur elle-même.", en="Write the value itself.")


class Agreement(NamedTuple):
    """Hold the files of a policy with what a contract adds, what it agreed on by address, and every fault."""

    files: PolicyFiles
    agreed: Mapping[str, tuple[Agreed, ...]]
    problems: tuple[Problem, ...]


def agree(book: Book, contract: Terms, on: date | None = None) -> Agreement:
    """Read what a contract agreed on.

    Args:
        book: the policy.
        contract: what the contract says.
        on: the day that is asked about; without one, what holds at last.
    """
    files = _extended(book.files, contract)
    extended = book if files is book.files else Book(files)
    agreed: dict[str, list[Agreed]] = {}
    problems: list[Problem] = []
    for address, key, value, parts, by in _typed(contract):
        agreed.setdefault(address, []).append(Agreed(key, value, FrozenDict(parts), approved_by=by))
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
                term.new is not None,
                term.approved_by,
            )
        )
    frozen = {address: tuple(terms) for address, terms in agreed.items()}
    return Agreement(files, FrozenDict(frozen), tuple(problems))


def _typed(contract: Terms) -> Iterator[tuple[str, str, Any, dict[str, Any], str]]:
    """Yield what a contract says by keys of its own: the hours and the language."""
    if contract.hours is not None:
        hours = Hours(time_zone="contract", weekly=contract.hours.weekly, periods=contract.hours.periods)
        said: dict[str, Any] = {"hours": hours, "closed_on": None, "outside": None}
        value = WorkingHours.model_construct(**said)
        yield "availability.working-hours", "hours", value, {"hours": hours}, contract.hours.approved_by
    if contract.language is not None:
        yield "availability.language", "language", contract.language.value, {}, contract.language.approved_by


def _extended(files: PolicyFiles, contract: Terms) -> PolicyFiles:
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
        whole, _, part = term.rule.rpartition(".")
        is_part = whole in book.rules and part in dict(_parts_at(book.rules[whole]))
        suggestion = _AS_A_VALUE.format(whole=whole, part=part) if is_part else suggest(term.rule, book.rules)
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
    misshapen = tuple(_misshapen(at, _as_data(term.value)))
    for each in misshapen or _undefined(book, at, term.value):
        yield misfit(term.rule, index, each)


def misfit(rule: str, index: int, fault: Problem) -> Problem:
    """Say of what a contract agreed on what keeps it from being a value of its rule."""
    path = ("agreed", index, "value", *fault.path)
    return describe("PSP517", path=path, rule=rule, cause=fault.message, hint=fault.hint)


def misfits_as_a_whole(at: RuleAt, given: Any) -> Iterator[Problem]:
    """Find what keeps the parts that a contract agreed on from being the whole of a value."""
    from ptc_service_policy.loading.strict_yaml import Document  # only what is agreed on needs these
    from ptc_service_policy.loading.validation import explain_value

    document = Document("", _as_data(given), {}, {})
    yield from explain_value(document, (), at.file, _place_of(at).__name__)


def _as_data(given: Any) -> Any:
    return json.loads(json.dumps(given, default=str))


def _place_of(at: RuleAt) -> type[Place]:
    _, place = places_of(type(at.rule))["values"]
    if place is None:
        raise TypeError(f"{at.address} has no values")
    return place


def _read(at: RuleAt, given: Any) -> tuple[Any, dict[str, Any]]:
    """Read an agreed value, or the parts that it names, by the rule that it is about."""
    place, data = _place_of(at), _as_data(given)
    kind = _part_of(place)
    if not isinstance(data, Mapping) or kind is None:
        return _read_at(place, data), {}
    parts = {name: _read_at(part, data[key]) for name, (key, part) in places_of(kind).items() if key in data}
    return kind.model_construct(**{**dict.fromkeys(kind.model_fields), **parts}), parts


def _read_at(place: type[Place] | None, data: Any) -> Any:
    from ptc_service_policy.model.reading import read  # not all contracts agree on something

    return read(place, json.dumps(data))


def _parts_at(at: RuleAt) -> Iterator[tuple[str, type[Place] | None]]:
    """List the parts that a value of a rule has, each with its place."""
    kind = _part_of(_place_of(at))
    yield from () if kind is None else places_of(kind).values()


def _part_of(place: Any) -> type[Part] | None:
    kinds = (place.of, *get_args(place.of))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Part)), None)


def _misshapen(at: RuleAt, data: Any) -> Iterator[Problem]:
    """Find what a value, or a part of one, cannot be at the rule that it is about."""
    from ptc_service_policy.loading.strict_yaml import Document

    place, document = _place_of(at), Document("", data, {}, {})
    kind = _part_of(place)
    if not isinstance(data, Mapping) or kind is None:
        yield from _unfit(document, (), at.file, place)
        return
    if not data:
        yield document.describe("PSP207", (), key="value")
    places = dict(places_of(kind).values())
    form = next((key for key in data if key in FORM_KEYS and key != "value" and key not in places), None)
    if form is not None:
        yield _not_plain(document, (form,))
        return
    strange = [key for key in data if places.get(key) is None]
    if len(strange) == len(data) and not any(is_near(key, places) for key in strange):
        strange = strange[:1]  # what is meant for another place is told once
    for key in data:
        part = places.get(key)
        if part is not None:
            yield from _unfit(document, (key,), at.file, part)
        elif key in strange:
            yield document.describe("PSP201", (key,), key=key, suggestion=suggest(key, places))


def _not_plain(document: "Document", path: tuple[str | int, ...]) -> Problem:
    return replace(document.describe("PSP299", path, cause=_PLAIN_ONLY), hint=_ITSELF)


def _unfit(document: "Document", path: tuple[str, ...], file: str, place: type[Place]) -> Iterator[Problem]:
    data = document.data
    for key in path:
        data = data[key]
    try:
        value = _read_at(place, data)
    except ValueError:
        value = None
    if value is None:
        from ptc_service_policy.loading.validation import explain_value

        found = tuple(explain_value(document, path, file, place.__name__))
        yield from found or (document.describe("PSP299", path, cause=_NOT_VALID),)
        return
    for written in written_at(value, place, path):
        if isinstance(written.value, Form) and not isinstance(written.value, Absence):
            yield _not_plain(document, written.path)


def _undefined(book: Book, at: RuleAt, given: Any) -> Iterator[Problem]:
    from ptc_service_policy.loading.references.beside import check_value

    return check_value(book.files.by_name(), at, _place_of(at), _read(at, given)[0])
