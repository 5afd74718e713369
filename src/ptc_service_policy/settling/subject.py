"""Whom a question is about, and which value of a rule answers it, on what grounds."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from ptc_service_policy.decisions import (
    OPEN,
    Basis,
    Decision,
    Firmness,
    Grounds,
    PartBasis,
    Reason,
    join,
)
from ptc_service_policy.errors import MissingAttributeError
from ptc_service_policy.loading.contract_edition import Ways
from ptc_service_policy.model.addresses import RuleAt, rules_for_all, rules_of
from ptc_service_policy.model.base import Firm, MayChange
from ptc_service_policy.model.forms import (
    Absence,
    Form,
    FromRegister,
    Leaf,
    SameAs,
    Silence,
    Tree,
    is_something,
)
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.places import Written, places_of, written_at, written_in
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.register import NONE_CHOSEN, Entry
from ptc_service_policy.model.rules import Part
from ptc_service_policy.once import once
from ptc_service_policy.settling.attributes import (
    case_in,
    every_case,
    name_case,
    refuse_untold,
    without_defaults,
)
from ptc_service_policy.settling.citations import Citations, agreed_in
from ptc_service_policy.settling.part_names import PARTS
from ptc_service_policy.text import LocalizedText, separated, uncapitalised

_STATED = Grounds(Basis.STATED)
_USUAL = "usual"
_HEDGED_IN = {"hours": frozenset(("days", "times"))}
"""What of a part a firmness can be about."""
_OF_A_PART = LocalizedText(fr="{scope} (pour {part})", en="{scope} (for {part})")
_NOT_TOLD = LocalizedText(fr="{case}, faute d'indication", en="{case}, as none is given")
Way = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Agreed:
    """Hold what a contract agreed on about one rule: a value, or parts of one; ``key`` is how it is cited.

    ``is_new`` tells that the contract alone has the rule.
    """

    key: str
    value: Any
    parts: Mapping[str, Any] = FrozenDict()
    when: Mapping[str, str] = FrozenDict()
    is_new: bool = False
    approved_by: str = ""


class Settled(NamedTuple):
    """Hold the value that answers, and all that it rests on.

    ``grounds`` are those of a plain question, which cites every part; ``core`` those of its head alone, to
    which who computes with a part adds its own from ``parts``, where "scope" stands too; ``whole`` those of
    the value without what its parts rest on; ``beside`` those of its scope, and of entries of the register
    about it. ``open`` are the questions that the source leaves open about the value, ``readings`` those that
    it or a part of it can be given where the register takes no side; ``absent`` are its parts of which the
    source says that there is none, and which are None in the value.
    ``beneath`` is what else is said where that is left open which is asked: a contract may agree on it.
    ``may_change`` is who may ask for another value and approve it, ``may_change_in`` the same by part.
    ``open_in`` are the questions of ``open`` by the part that they leave open; ``agreed`` are those of which
    nothing is computed and that a contract closed, each with the reading agreed on; ``applied`` is on whose
    authority the rule applies as it does.
    """

    value: Any
    grounds: Grounds
    core: Grounds
    parts: Mapping[str, Grounds] = FrozenDict()
    open: tuple[LocalizedText, ...] = ()
    cases: tuple[LocalizedText, ...] = ()
    scope: LocalizedText | None = None
    may_change: MayChange | None = None
    may_change_in: Mapping[Way, MayChange] = FrozenDict()
    unforeseen: bool = False
    readings: tuple[LocalizedText, ...] = ()
    absent: tuple[str, ...] = ()
    whole: Grounds = Grounds(Basis.STATED)
    open_in: Mapping[str, tuple[LocalizedText, ...]] = FrozenDict()
    beneath: Any = None
    beside: Grounds = Grounds(Basis.STATED)
    agreed: tuple[tuple[LocalizedText, LocalizedText], ...] = ()
    applied: tuple[PartBasis, ...] = ()

    @classmethod
    def of(cls, value: Any, grounds: Grounds) -> "Settled":
        """Return a value without parts."""
        return cls(value, grounds, grounds)

    def part(self, name: str) -> Grounds:
        """Return what a part rests on beside the value."""
        return self.parts.get(name, _STATED)

    def but_stated(self) -> tuple[PartBasis, ...]:
        """Return on whose authority each part stands that the source does not state."""
        if not is_something(self.value):
            return ()
        found = (PartBasis.of(name, grounds) for name, grounds in self.parts.items())
        return (*(each for each in found if each.basis is not Basis.STATED), *self.applied)

    def said(self) -> tuple[Any, ...]:
        """Return what is answered, without what it rests on: two that are alike in it answer alike."""
        changes = self.may_change, self.may_change_in
        return self.value, self.beneath, self.scope, changes, self.unforeseen, self.absent

    def with_part(self, name: str, grounds: Grounds) -> "Settled":
        """Return the same, of which something that is said beside the value is a part as well."""
        cited = grounds.cited()
        return self._replace(
            grounds=self.grounds & cited,
            beside=self.beside & cited,
            parts=FrozenDict({**self.parts, name: self.part(name) & grounds}),
        )

    def without_part(self, name: str) -> "Settled":
        """Return the same without a part that says nothing beside the rest, and without its hedges."""
        return self._replace(
            value=self.value.model_copy(update={name: None}),
            grounds=_but_hedges_of((name,), self.grounds, in_all=False),
            core=_but_hedges_of((name,), self.core, in_all=False),
            parts=FrozenDict({part: each for part, each in self.parts.items() if part != name}),
        )

    def as_firm_as(self, address: str, firm: Firm) -> "Settled":
        """Return the same, of which a reading says how firmly the rule holds."""
        said = {key: each for key, each in firm if each is not None}

        def each_said(each: Firmness) -> dict[str, Any]:
            # At whose discretion it is was said of the duty in whose place another stands.
            return said if firm.duty in {None, each.duty} else {"decided_by": None, **said}

        def firmer(grounds: Grounds) -> Grounds:
            found = (
                replace(each, **each_said(each))
                if each.rule == address and each.of == said.get("of", ())
                else each
                for each in grounds.firmness
            )
            return replace(grounds, firmness=tuple(found))

        return self._replace(grounds=firmer(self.grounds), core=firmer(self.core), whole=firmer(self.whole))

    def permitting(self, part: str) -> "Settled":
        """Return the same, of which a permission is about a part, if one is named."""
        if not part:
            return self
        said = (
            replace(each, of=(part,)) if each.duty == "may" and not each.of else each
            for each in self.grounds.firmness
        )
        return self._replace(grounds=replace(self.grounds, firmness=tuple(said)))

    def as_answered(self) -> "Settled":
        """Return what a plain question is answered: nothing where each part that says the thing is open.

        That rests on all that is open in what is asked.
        """
        value, grounds = self.value, self.grounds
        said = value.alternatives if isinstance(value, Part) else ()
        if value is not None and (not said or any(getattr(value, name) is not None for name in said)):
            return self
        if value is not None:
            grounds = replace(join((grounds, *map(self.part, value.head))), firmness=())
        return self._replace(
            value=None,
            beneath=None,
            grounds=grounds,
            core=grounds,
            scope=None,
            may_change=None,
            may_change_in=FrozenDict(),
            absent=(),
        )


@dataclass(frozen=True)
class Book:
    """Hold a policy's files with what all answers share: the rules by address, and the citations."""

    files: PolicyFiles

    @once
    def citations(self) -> Citations:
        """Return the places that answers cite."""
        return Citations(self.files)

    @once
    def in_each_case(self) -> "Book":
        """Return the book for who asks in each case of a request: none holds where nobody tells."""
        files = without_defaults(self.files, ("request",))
        return self if files is self.files else Book(files)

    @once
    def ways(self) -> Ways | None:
        """Return the ways of contracts through the journal; None for a policy that has none."""
        return Ways(self.files.journal) if self.files.journal else None

    @once
    def rules(self) -> dict[str, RuleAt]:
        """Return every rule by its address; an empty one for a service without a delivery of its own."""
        nouns = self.files.by_name()
        return {**rules_of(nouns), **{at.address: at for at in rules_for_all(nouns)}}

    @once
    def absences(self) -> tuple[str, ...]:
        """Return the kinds of exceptions that a contract may name as an absence."""
        exceptions = self.files.availability.exceptions
        return tuple(name for name, each in exceptions.items() if each.means == "closure")

    @once
    def choices(self) -> dict[str, tuple[str, ...]]:
        """Return the readings that a contract may agree on, by entry.

        Where values name the entry, they are those that change answers; where none does, all of them, or
        the one that the register chose: answers follow no other.
        """
        found: dict[str, tuple[str, ...]] = {}
        for noun in self.files.by_name().values():
            for named in _register_in(noun):
                found.setdefault(named.entry, tuple(named.readings))
        entries = self.files.register.entries
        changing = {
            name: readings
            for name, readings in found.items()
            if len(readings) > (entries[name].chosen in readings)
        }
        exceptions = {f"exceptions.{name}" for name in self.files.availability.exceptions}
        asked = self.about.keys() & (self.rules.keys() | exceptions)
        told = {name for address in asked for name in self.about[address]}
        closing = {
            name: tuple(entries[name].readings)
            if entries[name].chosen == NONE_CHOSEN
            else (entries[name].chosen,)
            for name in told - found.keys()
        }
        both = {**changing, **closing}
        return {name: both[name] for name in entries if name in both}

    @once
    def _settled(self) -> dict[tuple[Any, ...], "Settled"]:
        return {}

    @once
    def _entries(self) -> dict[str, tuple[str, ...]]:
        return {}

    def settle(self, subject: "Subject", address: str, offering: str) -> "Settled":
        """Find the value that a rule gives to an offering, once for all whom it answers alike.

        It depends on the cases, and of the readings that a contract chose on those that the rule names.
        """
        if address not in self._entries:
            named = _entries_in(self.rules.get(address))
            self._entries[address] = (*named, *self.about.get(address, ()))
        readings = tuple(map(subject.readings.get, self._entries[address]))
        key = address, offering, subject.cases, subject.rests, readings
        found = self._settled.get(key)
        return found or self._settled.setdefault(key, settle(subject, address, offering))

    @once
    def about(self) -> dict[str, tuple[str, ...]]:
        """Return the entries of the register that no value names, by the address that each is about."""
        found: dict[str, tuple[str, ...]] = {}
        for name, entry in self.files.register.entries.items():
            for address in entry.about:
                found[address] = (*found.get(address, ()), name)
        return found

    @once
    def withdrawn(self) -> dict[str, Any]:
        """Return what the policy no longer says, by address."""
        return {each.rule: each for each in self.files.policy.withdrawn}


_NOTHING: Mapping[str, Grounds] = FrozenDict()


@dataclass(frozen=True)
class Subject:
    """Name an offering of a policy, the case that is asked about, and what a contract agreed on.

    ``cases`` are the cases of attributes, ``readings`` those that the contract chose by entry, ``agreed``
    what it agreed on by the address of the rule, ``rests`` on what it rests that an attribute is in its case
    where nobody told it.
    """

    book: Book
    offering: str
    cases: Mapping[str, str] = FrozenDict()
    readings: Mapping[str, str] = FrozenDict()
    agreed: Mapping[str, tuple[Agreed, ...]] = FrozenDict()
    rests: Mapping[str, Grounds] = FrozenDict()

    @property
    def files(self) -> PolicyFiles:
        """Return the files of the policy."""
        return self.book.files

    @property
    def name(self) -> LocalizedText:
        """Return the offering's name."""
        return self.files.offerings.offerings[self.offering].name

    @property
    def manager(self) -> LocalizedText:
        """Return who serves the customer, as a sentence names it."""
        return self.files.vocabulary.manager

    def told(self, cases: Mapping[str, str], rests: Mapping[str, Grounds] = _NOTHING) -> "Subject":
        """Return the same subject in a case."""
        if not cases:
            return self
        kept = {name: each for name, each in self.rests.items() if name not in cases}
        return replace(self, cases=FrozenDict({**self.cases, **cases}), rests=FrozenDict({**kept, **rests}))

    def settle(self, address: str) -> Settled:
        """Find the value of a rule that answers, the contract's if it agreed on one, and what it rests on."""
        try:
            settled = self.settle_for(address, self.offering)
        except MissingAttributeError as missing:
            return self._alike(address, missing)
        for agreed in self.agreed.get(address, ()):
            settled = self._agreed_on(settled, agreed)
        return settled

    def _alike(self, address: str, missing: MissingAttributeError) -> Settled:
        """Find what is so in every case of what is not told: by a contract, or because it is open.

        Raises:
            MissingAttributeError: what is missing, where the cases differ.
        """
        if address in self.agreed:
            return _in_each_case(self, missing, lambda told: told.settle(address))
        return _in_each_case(self, missing, lambda told: told.settle(address).as_answered())

    def _agreed_on(self, settled: Settled, agreed: Agreed) -> Settled:
        """Put what a contract agreed on in its place, in the cases in which it did.

        Where it makes no difference in which case that is, the answer rests on what holds in either.

        Raises:
            MissingAttributeError: where that makes a difference, and the case is not told.
        """
        untold = self.untold(agreed)
        if untold is None:
            return settled
        replaced = _replaced(settled, agreed)
        if not untold:
            return replaced
        if (replaced.value, replaced.absent) != (settled.value, settled.absent):
            raise refuse_untold(self.files.vocabulary, untold[0])
        return _resting_on_all((settled, replaced))._replace(unforeseen=replaced.unforeseen)

    def untold(self, agreed: Agreed) -> tuple[str, ...] | None:
        """Return the attributes of a term's cases that nobody tells; None where it is about other cases."""
        attributes = self.files.vocabulary.attributes
        told = {name: case_in(attributes, self.cases, name) for name in agreed.when}
        if any(case not in {None, agreed.when[name]} for name, case in told.items()):
            return None
        return tuple(name for name, case in told.items() if case is None)

    def settle_for(self, address: str, offering: str) -> Settled:
        """Find the value that a rule gives to an offering, whatever a contract agreed on."""
        return self.book.settle(self, address, offering)

    def follow(self, written: Any) -> tuple[Any, Grounds]:
        """Find what is said beside the values of a rule, such as how time is counted, and its grounds."""
        value, grounds, _ = self.follow_on(written)
        return value, grounds

    def follow_on(self, written: Any) -> tuple[Any, Grounds, tuple[LocalizedText, ...]]:
        """Find the same, and the questions that the source leaves open about it."""
        walk = _Walk(self, None, self.offering)
        return walk.value_of(written), walk.grounds(), tuple(walk.open)

    def with_entries(self, address: str, settled: Settled) -> Settled:
        """Cite the entries of the register about an address that no value names; they weaken no answer."""
        questions, rests, applied = settled.open, settled.beside, dict[Basis, tuple[str, ...]]()
        if not is_something(settled.value) or address not in self.book.about:
            return settled
        for name in self.book.about[address]:
            entry = self.files.register.entries[name]
            agreed = self.readings.get(name)
            reading = agreed or (None if entry.chosen == NONE_CHOSEN else entry.chosen)
            if agreed is not None:
                rests &= agreed_in(f"readings.{name}").cited()
                settled = settled._replace(
                    agreed=(*settled.agreed, (entry.question, entry.readings[agreed].text))
                )
            elif not entry.convention:
                basis = _basis_of(entry, reading)
                applied[basis] = (*applied.get(basis, ()), name)
            rests &= Grounds(Basis.STATED, (self.book.citations.entry(name, reading),))
            if reading is None:
                questions += (entry.question,)
            elif (firm := entry.readings[reading].firmness) is not None:
                settled = settled.as_firm_as(address, firm)
        return settled._replace(
            grounds=settled.grounds & rests,
            beside=rests,
            open=questions,
            applied=tuple(PartBasis("application", basis, names) for basis, names in applied.items()),
        )

    def decide(
        self,
        value: Any,
        grounds: Grounds,
        reason: Reason,
        scope: LocalizedText | None = None,
        parts: tuple[PartBasis, ...] = (),
    ) -> Decision[Any]:
        """Make the answer."""
        files = self.files
        return Decision(
            value,
            grounds.basis,
            reason,
            grounds.citations,
            files.policy.version,
            files.digest,
            grounds.firmness,
            grounds.rules,
            scope,
            parts,
        )


def _basis_of(entry: Entry, reading: str | None) -> Basis:
    """Return on what it rests that an entry is read in a way, or that it is left open."""
    if reading is not None:
        return Basis.INTERPRETED
    return Basis.UNSTATED if entry.text_is == "silent" else Basis.AMBIGUOUS


def _entries_in(at: RuleAt | None) -> Iterator[str]:
    """List the entries of the register that a rule names, by itself or by its family."""
    for noun in () if at is None else (at.rule, at.family.all):
        yield from (each.entry for each in _register_in(noun))


def _register_in(noun: Any) -> Iterator[FromRegister]:
    """Find where a noun names entries of the register, and where their readings name others."""
    for written in written_in(noun):
        yield from _followed(written)


def _followed(written: Written) -> Iterator[FromRegister]:
    if isinstance(written.value, FromRegister):
        yield written.value
        for reading in written.value.readings.values():
            for each in written_at(reading, written.place, written.path):
                yield from _followed(each)


def settle(subject: Subject, address: str, offering: str) -> Settled:
    """Find the value that a rule gives to an offering."""
    at = subject.book.rules.get(address)
    if at is not None:
        return subject.with_entries(address, _settle_rule(subject, at, offering))
    withdrawn = subject.book.withdrawn.get(address)
    if withdrawn is None:
        return Settled.of(None, Grounds(Basis.UNSTATED))
    cited = tuple(subject.book.citations.statement(name) for name in withdrawn.source)
    if withdrawn.answer == "silent":
        return Settled.of(None, Grounds(Basis.UNSTATED, cited))
    return Settled.of(Absence.NOT_PROVIDED, Grounds(Basis.STATED, cited))


def _settle_rule(subject: Subject, at: RuleAt, offering: str) -> Settled:
    """Find what is written for an offering; of what is not told, what every case of it says alike."""
    try:
        return _Walk(subject, at, offering).settle(_written(at, offering))
    except MissingAttributeError as missing:
        return _in_each_case(subject, missing, lambda told: _settle_rule(told, at, offering))


def _in_each_case(
    subject: Subject, missing: MissingAttributeError, settle_in: Callable[[Subject], Settled]
) -> Settled:
    """Settle in every case of what is not told, and rest on all; raise what is missing if they differ."""
    cases = every_case(subject.files.vocabulary.attributes, missing.attributes)
    try:
        found = [settle_in(subject.told(each)) for each in cases]
    except MissingAttributeError:
        raise missing from None
    if any(each.said() != found[0].said() for each in found):
        raise missing
    return _resting_on_all(found)


def _resting_on_all(found: Sequence[Settled]) -> Settled:
    """Return the first of what answers alike, resting on what all of it rests on."""
    first = found[0]
    return first._replace(
        grounds=join(each.grounds for each in found),
        core=join(each.core for each in found),
        whole=join(each.whole for each in found),
        beside=join(each.beside for each in found),
        parts=FrozenDict(
            {name: join(each.part(name) for each in found) for name in _once(each.parts for each in found)}
        ),
        cases=tuple(case for case in first.cases if all(case in each.cases for each in found)),
        open=_once(each.open for each in found),
        readings=_once(each.readings for each in found),
        open_in=FrozenDict(
            {
                name: _once(each.open_in.get(name, ()) for each in found)
                for name in _once(each.open_in for each in found)
            }
        ),
    )


def _once(lists: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """Return what lists hold, once each."""
    return tuple(dict.fromkeys(chain.from_iterable(lists)))


def firmness_of(said: Iterable[Firm | None], address: str) -> Firmness:
    """Return how firmly a rule holds, by what is said from the innermost place outwards."""
    firm = Firm.of_all(said)
    return Firmness(firm.duty or "owed", firm.decided_by, firm.list, firm.of or (), address)


def _written(at: RuleAt, offering: str) -> Any:
    """Return what is written for an offering: by the rule, or else by its family."""
    return at.rule.values.get(offering, at.family.all.values.get(offering))


def _replaced(settled: Settled, agreed: Agreed) -> Settled:
    """Put what a contract agreed on in the place of what the rule says."""
    grounds = core = agreed_in(agreed.key)
    parts: Mapping[str, Grounds] = FrozenDict()
    value = agreed.value
    absent = tuple(name for name, each in agreed.parts.items() if isinstance(each, Absence))
    told = {name: None if name in absent else each for name, each in agreed.parts.items()}
    base = settled.beneath if settled.value is None else settled.value
    if not (agreed.parts and isinstance(base, Part)):
        cases = settled.cases if agreed.when else ()
        settled = settled._replace(open=(), readings=(), absent=absent, cases=cases)
        value = value.model_copy(update=told) if absent else value
    else:
        kind = type(base)
        cleared = dict.fromkeys(kind.alternatives) if told.keys() & set(kind.alternatives) else {}
        value = base.model_copy(update={**cleared, **told})
        absent = (*(name for name in settled.absent if name not in told), *absent)
        kept = {name: each for name, each in settled.open_in.items() if name not in agreed.parts}
        left = {question for each in kept.values() for question in each}
        closed = {question for each in settled.open_in.values() for question in each} - left
        still = tuple(question for question in settled.open if question not in closed)
        parts = FrozenDict({name: each for name, each in settled.parts.items() if name not in agreed.parts})
        settled = settled._replace(absent=absent, open=still, open_in=FrozenDict(kept))
        head = _known_head(value)
        if kind.head and not head:
            grounds = settled.grounds & core.cited()
            return settled._replace(beneath=value, grounds=grounds, core=grounds, parts=parts)
        rest = [name for name in head if name not in told]
        rests = (settled.whole, *(settled.part(name) for name in rest)) if rest else ()
        core = join(
            (core, *rests, settled.whole.cited(), settled.part("scope").cited(), settled.core.cited())
        )
        grounds = core & settled.grounds.cited()
        core, grounds = (_but_hedges_of(told, each, in_all=not rest) for each in (core, grounds))
    is_foreseen = agreed.is_new or settled.may_change is not None
    unforeseen = not is_foreseen and not (told and told.keys() <= {way[0] for way in settled.may_change_in})
    return settled._replace(
        value=value, grounds=grounds, core=core, parts=parts, unforeseen=unforeseen, beneath=None
    )


def _but_hedges_of(agreed: Collection[str], grounds: Grounds, *, in_all: bool) -> Grounds:
    """Leave out how firmly the source holds parts in whose place a contract agreed on others.

    What is usual, the source says of what it says itself: it falls away ``in_all`` where the contract says
    all of it.
    """
    gone = {each for part in agreed for each in (part, *_HEDGED_IN.get(part, ()))}
    held = (
        replace(each, of=tuple(of for of in each.of if of not in gone))
        for each in grounds.firmness
        if (not gone.issuperset(each.of) if each.of else not (in_all and each.duty == _USUAL))
    )
    return replace(grounds, firmness=tuple(held))


class _Scope(NamedTuple):
    """Hold what bounds a value, or one part of it."""

    text: LocalizedText
    part: str = ""


def _said_of(scopes: Iterable[_Scope]) -> LocalizedText | None:
    """Write what bounds a value, and of what bounds a part alone, which one that is."""
    named = (
        _OF_A_PART.format(scope=each.text, part=PARTS[each.part]) if each.part else each.text
        for each in scopes
    )
    said = tuple(dict.fromkeys(named))
    return separated((said[0], *map(uncapitalised, said[1:]))) if said else None


def _known_head(value: Any) -> tuple[str, ...]:
    """Return the parts of the head of a value that have an answer."""
    if not isinstance(value, Part):
        return ()
    return tuple(name for name in value.head if getattr(value, name) is not None)


class _Walk:
    """Follow the forms in which a value is written down to a plain one, and gather what it rests on."""

    def __init__(
        self,
        subject: Subject,
        at: RuleAt | None,
        offering: str,
        way: Way = (),
        outer: tuple[Leaf, ...] = (),
    ) -> None:
        self._subject = subject
        self._at = at
        self._offerings = [offering]
        self._way = way
        self._outer = outer
        self._leaves: list[Leaf] = []
        self._agreed: list[Grounds] = []
        self._read: list[Grounds] = []
        self._cases: list[LocalizedText] = []
        self._parts: dict[str, Grounds] = {}
        self._hedged: list[str] = []
        self._scopes: list[_Scope] = []
        self.open: list[LocalizedText] = []
        self.readings: list[LocalizedText] = []
        self.absent: list[str] = []
        self._open_in: dict[str, tuple[LocalizedText, ...]] = {}
        self._may_change_in: dict[Way, MayChange] = {}
        self._is_nothing = False

    def value_of(self, written: Any) -> Any:
        """Return the plain value, of which the parts are plain too."""
        value = self._plain(written)
        return self._with_plain_parts(value) if isinstance(value, Part) else value

    def settle(self, written: Any) -> Settled:
        """Settle the value of a rule."""
        value = None if written is None else self.value_of(written)
        head = _known_head(value)
        beneath = value if isinstance(value, Part) and value.head and not head else None
        if value is None or beneath is not None:
            basis = Basis.UNSTATED if written is None else Basis.STATED
            own = self._own(basis, firm=False)
            grounds = join((*self._agreed, own, *self._read, *self._parts.values()))
            if grounds.basis not in OPEN:
                grounds &= Grounds(Basis.UNSTATED)
            whole = join((*self._agreed, self._own(Basis.STATED), *self._read))
            settled, scope = self._settled(None, grounds, grounds, whole)
            # What bounds a value is cited where there is one.
            parts = FrozenDict({**settled.parts, "scope": scope})
            return settled._replace(beneath=beneath, parts=settled.parts if beneath is None else parts)
        # How firmly a rule gives something says nothing of that it gives nothing.
        self._is_nothing = value is False or isinstance(value, Absence)
        # The hedge of a part takes the place of the rule's, which holds where a part of the head has none.
        firm = not head or any(name not in self._hedged for name in head)
        whole = join((*self._agreed, self._own(Basis.STATED, firm=firm), *self._read))
        # A part of the head that is known is no less so where a detail of it is open.
        known = (
            part.cited() if part.basis in OPEN else part for name, part in self._parts.items() if name in head
        )
        core = join((whole, *known))
        grounds = join((core, *(part.cited() for name, part in self._parts.items() if name not in head)))
        settled, scope = self._settled(value, grounds, core, whole)
        return settled if settled.scope is None else settled.with_part("scope", scope)

    def _settled(
        self, value: Any, grounds: Grounds, core: Grounds, whole: Grounds
    ) -> tuple[Settled, Grounds]:
        """Return what was settled, and what its scope rests on."""
        rule = None if self._at is None else self._at.rule
        scopes, scope_grounds = self._bounds(rule)
        scope = _said_of(scopes)
        settled = Settled(
            value,
            grounds,
            core,
            FrozenDict(self._parts),
            tuple(self.open),
            tuple(self._cases),
            scope,
            self._first_said("may_change", rule),
            FrozenDict(self._may_change_in),
            readings=tuple(self.readings),
            absent=tuple(self.absent),
            whole=whole,
            open_in=FrozenDict(self._open_in),
        )
        return settled, scope_grounds

    def grounds(self) -> Grounds:
        """Return what the value rests on beside the statements of its rule, with a hedge of its own."""
        said = dict.fromkeys(cited for leaf in self._leaves for cited in leaf.source)
        firmness = (self._firmness(self._at.address),) if self._at is not None and self.is_hedged else ()
        statements = tuple(map(self._subject.book.citations.statement, said))
        own = Grounds(Basis.STATED, statements, firmness)
        return join((*self._agreed, own, *self._read, *self._parts.values()))

    @property
    def is_hedged(self) -> bool:
        """Tell whether the value says by itself how firmly it holds."""
        return any(leaf.firmness is not None for leaf in self._leaves)

    def _bounds(self, rule: Any = None) -> "tuple[list[_Scope], Grounds]":
        """Return what bounds the value, by itself or by its rule, and its parts, and on what that rests."""
        grounds = Grounds(Basis.STATED)
        scopes: list[_Scope] = []
        for written in (getattr(rule, "scope", None), *(leaf.scope for leaf in self._leaves)):
            walk = _Walk(self._subject, None, self._subject.offering)
            text = walk.value_of(written)
            scopes += () if text is None else (_Scope(text),)
            grounds &= walk.grounds()
        return [*scopes, *self._scopes], grounds

    def _own(self, basis: Basis, *, firm: bool = True) -> Grounds:
        """Return what the rule itself rests on: its statements, how firmly it holds, and its address."""
        if self._at is None:
            return Grounds(basis)
        rule, family = self._at.rule, self._at.family.all
        sources = (*(leaf.source for leaf in self._leaves), rule.source or family.source or ())
        said = dict.fromkeys(name for source in sources for name in source)
        cited = tuple(map(self._subject.book.citations.statement, said))
        firmness = (self._firmness(self._at.address),) if firm else ()
        return Grounds(basis, cited, firmness, (self._at.address,))

    def _firmness(self, address: str) -> Firmness:
        said = [leaf.firmness for leaf in reversed((*self._outer, *self._leaves))]
        if self._at is not None and not self._is_nothing:
            said += [self._at.rule.firmness, self._at.family.all.firmness]
        return firmness_of(said, address)

    def _first_said(self, key: str, rule: Any) -> Any:
        """Return what the innermost leaf says under a key, or else a rule."""
        found = (getattr(leaf, key) for leaf in reversed(self._leaves))
        return next((each for each in found if each is not None), getattr(rule, key, None))

    def _plain(self, written: Any) -> Any:
        match written:
            case Leaf():
                self._leaves.append(written)
                return self._plain(written.value)
            case Tree():
                return self._plain(self._branch(written))
            case FromRegister():
                return self._reading(written)
            case SameAs():
                return self._same(written.offering)
            case _:
                return written

    def _same(self, offering: str) -> Any:
        if offering in self._offerings or self._at is None:
            return None
        self._offerings.append(offering)
        written = _written(self._at, offering)
        return self._plain(self._part_of(written, offering) if self._way else written)

    def _part_of(self, written: Any, offering: str) -> Any:
        """Return the same part of another offering's value as it is written there, and rest on that value."""
        walk = _Walk(self._subject, self._at, offering)
        for name in self._way:
            written = getattr(walk._plain(written), name, None)
        self._read.append(replace(walk.grounds(), firmness=()))
        self._scopes += walk._bounds()[0]
        self.open += walk.open
        self.readings += walk.readings
        self._cases += (case for case in walk._cases if case not in self._cases)
        return written

    def _reading(self, form: FromRegister) -> Any:
        entry = self._subject.files.register.entries[form.entry]
        citations = self._subject.book.citations
        agreed = self._subject.readings.get(form.entry)
        reading = agreed or entry.chosen
        means = form.readings.get(reading)
        if reading == NONE_CHOSEN or isinstance(means, Silence):
            # Who reads a text as silent takes a side.
            is_silent = entry.text_is == "silent" or isinstance(means, Silence)
            basis = Basis.UNSTATED if is_silent else Basis.AMBIGUOUS
            cited = citations.entry(form.entry, None if reading == NONE_CHOSEN else reading)
            self._read.append(Grounds(basis, (cited,)))
            self.open.append(entry.question)
            if basis is Basis.AMBIGUOUS:
                self.readings += [each.text for each in entry.readings.values()]
            return None
        cited = citations.entry(form.entry, reading)
        if agreed is None:
            self._read.append(Grounds(Basis.STATED if entry.convention else Basis.INTERPRETED, (cited,)))
        else:
            self._agreed.append(agreed_in(f"readings.{form.entry}") & Grounds(Basis.AGREED, (cited,)))
        return self._plain(means)

    def _branch(self, tree: Tree) -> Any:
        vocabulary = self._subject.files.vocabulary
        attributes = vocabulary.attributes
        case = case_in(attributes, self._subject.cases, tree.by)
        if case is not None:
            said = name_case(attributes, tree.by, case)
            if tree.by not in self._subject.cases:
                said = _NOT_TOLD.format(case=said)
            self._cases += () if said in self._cases else (said,)
            if tree.by in self._subject.rests:
                self._read.append(self._subject.rests[tree.by])
            return tree.cases.get(case, tree.otherwise)
        cases = attributes[tree.by].named_cases
        branches = [tree.cases.get(each, tree.otherwise) for each in cases]
        if any(branch != branches[0] for branch in branches):
            raise refuse_untold(vocabulary, tree.by)
        return branches[0]

    def _with_plain_parts(self, value: Part) -> Part:
        plain: dict[str, Any] = {}
        scopes: dict[str, list[_Scope]] = {}
        for name, (_, place) in places_of(type(value)).items():
            part = getattr(value, name)
            if place is None or not isinstance(part, Form | Part):
                continue
            outer = (*self._outer, *self._leaves)
            walk = _Walk(self._subject, self._at, self._offerings[-1], (*self._way, name), outer)
            plain[name] = walk.value_of(part)
            self._parts[name] = walk.grounds()
            if walk.is_hedged:
                self._hedged.append(name)
            scopes[name], _ = walk._bounds()
            may_change = walk._first_said("may_change", None)
            self._may_change_in |= {} if may_change is None else {(name,): may_change}
            self._may_change_in |= {(name, *way): each for way, each in walk._may_change_in.items()}
            self.open += walk.open
            self.readings += walk.readings
            if walk.open:
                self._open_in[name] = tuple(walk.open)
            self._cases += (case for case in walk._cases if case not in self._cases)
            if isinstance(plain[name], Absence):
                self.absent.append(name)
                plain[name] = None
        settled = value.model_copy(update=plain) if plain else value
        head = _known_head(settled)
        # The one part of the head that is known is the whole of what is said.
        for name in (each for each in self._hedged if head != (each,)):
            self._parts[name] = self._parts[name].regarding(name)
        for name, found in scopes.items():
            is_whole = head == (name,)
            self._scopes += (each if each.part or is_whole else _Scope(each.text, name) for each in found)
        return settled
