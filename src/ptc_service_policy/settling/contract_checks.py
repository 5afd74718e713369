"""Whether a contract goes with a policy."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

from ptc_service_policy.business_time.place_names import codes_of
from ptc_service_policy.errors import MissingAttributeError, Problem, describe, suggest
from ptc_service_policy.loading.contract_edition import Told
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.engagement import Limit
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.rules import Part
from ptc_service_policy.model.service_levels import Target
from ptc_service_policy.model.vocabulary import split_by
from ptc_service_policy.settling.agreement import agree, misfit, misfits_as_a_whole
from ptc_service_policy.settling.attributes import suggest_case
from ptc_service_policy.settling.contract import AgreedTerm, Contract, Terms, holidays_agreed
from ptc_service_policy.settling.subject import Agreed, Book, Settled, Subject
from ptc_service_policy.text import LocalizedText

_LIMITS = "limits."
_NOT_LEFT_TO_IT = LocalizedText(
    fr="Aucune règle ne laisse sa valeur à cette entrée du registre : retirez-la du contrat.",
    en="No rule leaves its value to this entry of the register: remove it from the contract.",
)
_ALWAYS = (date.min, date.max)


def check_terms(subject: Subject, contract: Terms) -> Iterator[Problem]:
    """Find in what terms contradict a policy; ``subject`` is what they agreed on, applied."""
    yield from _deployment(subject, contract)
    yield from _holidays(subject.files, contract)
    yield from _contacts(subject, contract)
    yield from _agreed(subject, contract)


def check_names(book: Book, contract: Terms) -> Iterator[Problem]:
    """Find what terms name that a policy does not have: an offering, a reading, an attribute."""
    files = book.files
    offerings = files.offerings.offerings
    if contract.offering not in offerings:
        suggestion = suggest(contract.offering, offerings)
        yield describe("PSP510", path=("offering",), id=contract.offering, suggestion=suggestion)
    yield from _readings(book, contract)
    yield from _attributes(book, contract)


def _deployment(subject: Subject, contract: Terms) -> Iterator[Problem]:
    deployments = subject.files.vocabulary.deployments
    if contract.deployment is None:
        return
    if contract.deployment not in deployments:
        suggestion = suggest(contract.deployment, deployments)
        yield describe("PSP512", path=("deployment",), id=contract.deployment, suggestion=suggestion)
        return
    expected = deployments_for(subject)
    if expected and contract.deployment not in expected:
        choices = tuple(
            name
            for name in subject.files.offerings.offerings
            if contract.deployment in deployments_for(Subject(subject.book, name))
        )
        yield describe(
            "PSP503",
            path=("deployment",),
            offering=contract.offering,
            expected=expected,
            deployment=contract.deployment,
            choices=choices,
        )


def deployments_for(subject: Subject) -> tuple[str, ...]:
    """Return the deployments whose customers may have an offering; none where the source does not say."""
    found: dict[str, None] = {}
    for settled in _in_every_case(subject, "offerings.deployment"):
        value = settled.value
        found |= dict.fromkeys((value,) if type(value) is str else value if isinstance(value, tuple) else ())
    return tuple(found)


def _holidays(files: PolicyFiles, contract: Terms) -> Iterator[Problem]:
    name, known = holidays_agreed(contract.holidays).calendar, files.holiday_calendars
    if name is not None and name not in known:
        path = ("holidays",) if isinstance(contract.holidays, str) else ("holidays", "calendar")
        suggestion = suggest(name, codes_of(name) or [*known, name.upper()])
        yield describe("PSP513", path=path, id=name, suggestion=suggestion)


def _contacts(subject: Subject, contract: Terms) -> Iterator[Problem]:
    limits = [each.value for each in _in_every_case(subject, "limits.contacts")]
    maxima = [each.maximum for each in limits if isinstance(each, Limit) and each.maximum is not None]
    # Where the limit depends on a case, a contract may name as many as it allows in one of them.
    if len(maxima) == len(limits) and len(contract.contacts) > max(maxima):
        yield describe("PSP504", path=("contacts",), count=len(contract.contacts), maximum=max(maxima))


def _agreed(subject: Subject, contract: Terms) -> Iterator[Problem]:
    """Judge each agreed value together with what the policy, and earlier terms, say beside it."""
    bounds = {day for term in contract.agreed for day in (term.from_, term.until) if day is not None}
    agreed = (*(agree(subject.book, contract, day).agreed for day in sorted(bounds)), subject.agreed)
    yield from dict.fromkeys(problem for each in agreed for problem in _agreed_twice(contract, each))
    for index, term in enumerate(contract.agreed):
        faults: dict[Problem, None] = {}
        for on_that_day in agreed:
            terms = on_that_day.get(term.rule, ())
            place = next((each for each, one in enumerate(terms) if one.key == f"agreed.{index}"), None)
            if place is not None:  # what does not fit by itself is told as such
                asked = replace(subject, book=subject.book.in_each_case, agreed=on_that_day).told(term.when)
                faults |= dict.fromkeys(_together(asked, term, terms[:place], terms[place]))
        for fault in faults:
            yield misfit(term.rule, index, fault)


def _agreed_twice(contract: Terms, agreed: Mapping[str, tuple[Agreed, ...]]) -> Iterator[Problem]:
    """Find what terms for the same day say otherwise, though neither was made to replace the other."""
    days = {
        f"agreed.{index}": (term.from_ or date.min, term.until or date.max)
        for index, term in enumerate(contract.agreed)
    }
    for rule, terms in agreed.items():
        for one, other in combinations(terms, 2):
            (first, last), (later, end) = (days.get(each.key, _ALWAYS) for each in (one, other))
            replaces = later > first or (later == first and end < last)
            if one.when == other.when and not replaces and _differ(one, other):
                index = int(other.key.removeprefix("agreed."))
                yield describe("PSP528", path=("agreed", index, "value"), rule=rule)


def _differ(one: Agreed, other: Agreed) -> bool:
    """Tell whether two terms say a value, or a part that both name, otherwise."""
    if one.parts and other.parts:
        return any(one.parts[name] != other.parts[name] for name in one.parts.keys() & other.parts.keys())
    return bool(one.value != other.value)


def _together(
    subject: Subject, term: AgreedTerm, earlier: tuple[Agreed, ...], agreed: Agreed
) -> Iterator[Problem]:
    before = replace(subject, agreed=FrozenDict({**subject.agreed, term.rule: earlier}))
    faults = tuple(_parts_of_nothing(before, term, agreed))
    after = replace(subject, agreed=FrozenDict({**subject.agreed, term.rule: (*earlier, agreed)}))
    yield from faults or chain(
        _uncounted(after, term), _without_number(after, term), _parts_of_a_whole(after, term)
    )


def _parts_of_nothing(before: Subject, term: AgreedTerm, agreed: Agreed) -> Iterator[Problem]:
    """Find what parts lack where there is nothing that they replace, and which contradict each other."""
    kind = type(agreed.value)
    if not agreed.parts or not issubclass(kind, Part):
        return
    faults = misfits_as_a_whole(before.book.rules[term.rule], term.value)
    there = (each.beneath if each.value is None else each.value for each in _in_every_case(before, term.rule))
    if any(not isinstance(each, kind) for each in there):
        yield from faults
    elif len(agreed.parts.keys() & set(kind.alternatives)) > 1:
        yield from (each for each in faults if each.code == "PSP210")


def _uncounted(subject: Subject, term: AgreedTerm) -> Iterator[Problem]:
    """Find what keeps a target from being counted as agreed, at the key that the contract wrote."""
    from ptc_service_policy.loading.references.targets import keys_without_effect

    for settled in _in_every_case(subject, term.rule):
        target = settled.value
        if not isinstance(target, Target) or (target.within is None and not target.immediately):
            continue
        unit = "immediately" if target.within is None else target.within.unit
        for key, cause in keys_without_effect(target, {unit}):
            path = (key,) if key in term.value else tuple(term.value)[:1]
            if key != "hours" or key in term.value:  # those of the policy fall away with its unit
                yield describe("PSP380", path=path, key=key, cause=cause)
        if unit.startswith("business") and target.hours is None and not _has_hours(subject):
            yield describe("PSP349", offering=subject.offering)


def _without_number(subject: Subject, term: AgreedTerm) -> Iterator[Problem]:
    """Find limits that have no number as agreed, where a rule goes up to them, or beyond."""
    from ptc_service_policy.loading.references.limits import keys_of_limits

    for address, at in subject.book.rules.items():
        for key in keys_of_limits(type(at.rule)):
            if address != term.rule and (address in subject.agreed or not term.rule.startswith(_LIMITS)):
                continue  # the term that agrees on the rule is told
            for settled in _in_every_case(subject, address):
                named = getattr(settled.value, key, None)
                if named is not None and term.rule in {address, named} and not _has_number(subject, named):
                    said = term.value if isinstance(term.value, Mapping) else ()
                    path = tuple(each for each in ("unlimited", key) if each in said)[:1]
                    name = named.removeprefix(_LIMITS)
                    yield describe("PSP348", path=path, id=name, offering=subject.offering)


def _parts_of_a_whole(subject: Subject, term: AgreedTerm) -> Iterator[Problem]:
    """Find an agreed number with a fraction of what is counted whole; an average may have one."""
    for settled in _in_every_case(subject, term.rule):
        limit = settled.value
        if not isinstance(limit, Limit) or (limit.counted is not None and limit.counted.average_over):
            continue
        unit = subject.files.vocabulary.units.get(limit.unit or "")
        for key in ("maximum", "minimum"):
            amount = getattr(limit, key)
            if (split := split_by(amount, unit)) is not None:
                path = (key,) if key in term.value else tuple(term.value)[:1]
                yield describe("PSP399", path=path, value=amount, unit=split)


def _has_number(subject: Subject, limit: str) -> bool:
    """Tell whether a limit has a number in any case; what the source leaves open may have one."""
    values = [each.value for each in _in_every_case(subject, limit)]
    return any(
        each is None or (isinstance(each, Limit) and (each.maximum or each.minimum) is not None)
        for each in values
    )


def _has_hours(subject: Subject) -> bool:
    return any(
        isinstance(each.value, WorkingHours) for each in _in_every_case(subject, "availability.working-hours")
    )


def _in_every_case(subject: Subject, address: str) -> Iterator[Settled]:
    """Settle a rule in every case that its answer depends on and that is not told."""
    try:
        yield subject.settle(address)
    except MissingAttributeError as error:
        (attribute,) = error.attributes
        for case in subject.files.vocabulary.attributes[attribute].named_cases:
            yield from _in_every_case(subject.told({attribute: case}), address)


def check_absences(book: Book, contract: Contract) -> Iterator[Problem]:
    """Find absences of a contract of a kind that a policy does not have."""
    for index, closure in enumerate(contract.closures):
        if closure.kind not in book.absences:
            path, suggestion = ("closures", index, "kind"), suggest(closure.kind, book.absences)
            yield describe("PSP507", path=path, kind=closure.kind, suggestion=suggestion)


def _readings(book: Book, contract: Terms) -> Iterator[Problem]:
    if not contract.readings:
        return
    choices = book.choices
    for entry, reading in contract.readings.items():
        path = ("readings", entry)
        if entry not in choices:
            is_entry = entry in book.files.register.entries
            suggestion = _NOT_LEFT_TO_IT if is_entry else suggest(entry, choices)
            yield describe("PSP505", path=path, id=entry, suggestion=suggestion)
        elif reading not in choices[entry]:
            suggestion = suggest(reading, choices[entry])
            yield describe("PSP506", path=path, id=entry, reading=reading, suggestion=suggestion)


def _attributes(book: Book, contract: Terms) -> Iterator[Problem]:
    files = book.files
    misspelt = () if book.ways is None else (*book.ways.misspelt(Told(marks=contract.attributes)),)
    yield from misspelt
    known = {
        name: each for name, each in files.vocabulary.attributes.items() if each.known_from == "contract"
    }
    for name, value in contract.attributes.items():
        path = ("attributes", name)
        if name not in known and (isinstance(value, bool) or any(path == each.path for each in misspelt)):
            continue  # a mark: only the journal of editions asks for it
        if name not in known:
            yield describe("PSP515", path=path, id=name, suggestion=suggest(name, known))
            continue
        unit = files.vocabulary.units.get(known[name].unit or "")
        split = split_by(value, unit) if isinstance(value, float) else None
        if split is not None:
            yield describe("PSP399", path=path, value=value, unit=split)
        elif isinstance(value, str | bool) and value not in known[name].named_cases:
            suggestion = suggest_case(files.vocabulary, known[name], str(value))
            yield describe("PSP516", path=path, attribute=name, id=value, suggestion=suggestion)


def readings_to_choose(files: PolicyFiles) -> dict[str, tuple[str, ...]]:
    """Return the readings that change answers, by entry of the register: a contract may choose among them."""
    return Book(files).choices
