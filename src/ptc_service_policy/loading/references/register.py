"""The register: entries that exist, readings that fit every place that names them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ptc_service_policy.errors import Problem, describe, write_path
from ptc_service_policy.loading.linking import UNFIT, meaning_of
from ptc_service_policy.loading.references.addresses import about_addresses
from ptc_service_policy.loading.references.answers import misnamed_deliveries
from ptc_service_policy.loading.references.policy import Policy, Use
from ptc_service_policy.loading.validation import explain_value
from ptc_service_policy.model.base import Path
from ptc_service_policy.model.forms import SILENT, FromRegister, Place
from ptc_service_policy.model.register import NONE_CHOSEN, Entry, Reading
from ptc_service_policy.text import LocalizedText

_ABOUT_NOTHING = LocalizedText(
    fr="l'entrée ne traite d'aucune règle (`about`)", en="the entry is about no rule (`about`)"
)


def check_register(policy: Policy) -> Iterator[Problem]:
    """Find entries that do not exist, and readings that fit nowhere."""
    named = _named(policy)
    for use in named:
        at = (*use.path, "register")
        yield from policy.unknown("PSP305", use.value.entry, policy.register, use.file, at)
    yield from _fits(policy, named)
    yield from _entries(policy)


def check_needed(policy: Policy) -> Iterator[Problem]:
    """Find entries that nothing needs."""
    named = {use.value.entry for use in _named(policy)}
    for name, entry in (policy.register or {}).items():
        if name not in named and not entry.about:
            yield policy.problem("PSP319", "register", ("register", name), at_key=True, id=name)


def _named(policy: Policy) -> list[Use]:
    return [use for use in policy.uses if isinstance(use.value, FromRegister)]


def _entries(policy: Policy) -> Iterator[Problem]:
    numbers: dict[int, str] = {}
    addresses = about_addresses(policy)
    for name, entry in (policy.register or {}).items():
        path: Path = ("register", name)
        if entry.chosen != NONE_CHOSEN:
            yield from policy.unknown("PSP313", entry.chosen, entry.readings, "register", (*path, "chosen"))
        if entry.why is None and (entry.text_is, entry.chosen) != ("silent", NONE_CHOSEN):
            yield policy.problem("PSP314", "register", path, at_key=True)
        if entry.number in numbers:
            other, at = numbers[entry.number], (*path, "number")
            yield policy.problem("PSP329", "register", at, other=other, number=entry.number)
        numbers.setdefault(entry.number, name)
        for reading, content in entry.readings.items():
            if content.firmness is not None and not entry.about:
                at = (*path, "readings", reading, "firmness")
                yield policy.problem(
                    "PSP380", "register", at, at_key=True, key="firmness", cause=_ABOUT_NOTHING
                )
        for index, address in enumerate(entry.about):
            if not addresses.knows(address) and not _is_misnamed(policy, address):
                at, suggestion = (*path, "about", index), addresses.suggest(address)
                yield policy.problem("PSP330", "register", at, id=address, suggestion=suggestion)


def _is_misnamed(policy: Policy, address: str) -> bool:
    """Tell whether no delivery is called so because one is called otherwise than its service."""
    group, _, name = address.partition(".")
    return group == "deliveries" and name in (policy.services or ()) and bool(misnamed_deliveries(policy))


def _fits(policy: Policy, named: list[Use]) -> Iterator[Problem]:
    """Judge each reading once for each type of place, and each choice once.

    An entry of which no reading fits a place, and that others name rightly, is the wrong one there.
    """
    judged: set[tuple[str, str, Any]] = set()
    unmeant: set[str] = set()
    register = policy.register or {}
    # What an entry leads to is judged after it: it fits no better than the entry.
    known = sorted(
        (use for use in named if use.value.entry in register),
        key=lambda use: (use.file, use.path) != use.named_at,
    )
    fits = _Fits(register)
    of_some_place = {use.value.entry for use in known if fits(use.value.entry, use.place)}
    misnamed: set[tuple[str, Path]] = set()
    not_for_all: set[str] = set()
    for use in known:
        if use.named_at in misnamed:
            continue
        name, place = use.value.entry, _name_place(use)
        entry = register[name]
        if use.named_at[1][:2] == ("all", "values") and not fits(name, use.place):
            misnamed.add(use.named_at)
            if name not in not_for_all:
                not_for_all.add(name)
                yield policy.problem("PSP303", use.file, (*use.path, "register"), id=name)
            continue
        chosen = entry.readings.get(entry.chosen)
        if chosen is not None and chosen.means is None and name not in unmeant:
            unmeant.add(name)
            at: Path = ("register", name, "readings", entry.chosen)
            yield policy.problem("PSP325", "register", at, at_key=True, id=entry.chosen, place=place)
        if name in of_some_place and not fits(name, use.place):
            misnamed.add(use.named_at)
            yield policy.problem("PSP395", use.file, (*use.path, "register"), id=name)
            continue
        for reading, content in entry.readings.items():
            key = (name, reading, use.place)
            if content.means is None or key in judged:
                continue
            judged.add(key)
            if meaning_of(content, use.place) is UNFIT:
                yield from _explained(policy, use, reading, place)


class _Fits:
    """Tell whether a reading of an entry, if any has a meaning, means something at a place."""

    def __init__(self, register: Mapping[str, Entry]) -> None:
        self._register = register
        self._found: dict[tuple[str, type[Place]], bool] = {}

    def __call__(self, name: str, place: type[Place]) -> bool:
        key = (name, place)
        if key not in self._found:
            # An entry that leads back to itself is told of as such.
            self._found[key] = True
            readings = self._register[name].readings.values()
            meant = [each for each in readings if each.means is not None and each.means != SILENT]
            self._found[key] = not meant or any(self._means(each, place) for each in meant)
        return self._found[key]

    def _means(self, reading: Reading, place: type[Place]) -> bool:
        meaning = meaning_of(reading, place)
        if isinstance(meaning, FromRegister):
            return meaning.entry not in self._register or self(meaning.entry, place)
        return meaning is not UNFIT


def _explained(policy: Policy, use: Use, reading: str, place: LocalizedText) -> Iterator[Problem]:
    path: Path = ("register", use.value.entry, "readings", reading, "means")
    found = list(explain_value(policy.documents["register"], path, use.named_at[0], use.place.__name__))
    for each in found:
        said = describe("PSP324", id=reading, place=place, cause=each.message, hint=each.hint)
        yield replace(each, code=said.code, message=said.message, hint=said.hint)
    if not found:
        cause = LocalizedText(fr="Cette valeur n'y est pas valide.", en="This is not a valid value there.")
        hint = LocalizedText(fr="Comparez-la aux autres valeurs.", en="Compare it with the other values.")
        yield policy.problem("PSP324", "register", path, id=reading, place=place, cause=cause, hint=hint)


def _name_place(use: Use) -> LocalizedText:
    file, path = use.named_at
    where = f"{file}.yaml, {write_path(path)}"
    return LocalizedText(fr=where, en=where)
