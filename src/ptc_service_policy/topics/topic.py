"""What a topic is: a question, the rule that answers it, its words, and how a change of it is judged."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from ptc_service_policy.decisions import Basis, Decision, Firmness, PartBasis, Reason
from ptc_service_policy.errors import PolicyError, UnknownIdError, suggest
from ptc_service_policy.model.forms import Absence, is_something
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.settling.subject import Book, Settled, Subject
from ptc_service_policy.text import Language, LocalizedText, separated, uncapitalised
from ptc_service_policy.topics.judging import Effect, Judge, neutral, together
from ptc_service_policy.topics.key_names import KEYS
from ptc_service_policy.topics.sentences import Sentence, sentences_about
from ptc_service_policy.topics.wording import ABSENCES, OPEN_WORDS, QUOTED, Wording, both

if TYPE_CHECKING:
    from ptc_service_policy.settling.applied import Applied

V = TypeVar("V")
_ABSENT = LocalizedText(
    fr="La source ne prévoit rien de tel pour l'offre « {offering} » : {this}.",
    en='The source does not provide for this under "{offering}": {this}.',
)
_AGREED_AWAY = LocalizedText(
    fr="Aux termes du contrat, l'offre « {offering} » ne prévoit rien de tel : {this}.",
    en='Under the contract, "{offering}" does not provide for this: {this}.',
)
_UNSTATED = LocalizedText(
    fr="La source ne dit rien sur ce point pour l'offre « {offering} » : {this}.",
    en='The source says nothing about this for "{offering}": {this}.',
)
_AMBIGUOUS = LocalizedText(
    fr="Sur ce point, la source se lit de plusieurs façons pour l'offre « {offering} » : {this}.",
    en='On this point, the source can be read in several ways for "{offering}": {this}.',
)
_NO_SUCH_PART = LocalizedText(fr="Non prévu : {parts}.", en="Not provided: {parts}.")
_NO_SUCH_PART_AS_READ = LocalizedText(
    fr="Non prévu, selon la lecture retenue : {parts}.", en="Not provided, under the reading chosen: {parts}."
)
_READ_PARTS = {
    Basis.INTERPRETED: LocalizedText(
        fr="Repose sur {count:une lecture retenue|# lectures retenues} au registre : {parts}.",
        en="Rests on {count:a reading|# readings} chosen in the register: {parts}.",
    ),
    Basis.AGREED: LocalizedText(
        fr="Repose sur {count:une lecture convenue|# lectures convenues} par contrat : {parts}.",
        en="Rests on {count:a reading|# readings} agreed in the contract: {parts}.",
    ),
}
_HOLIDAYS_OF = LocalizedText(
    fr="Jours fériés d'après {count:le calendrier|les # calendriers} {names}.",
    en="Holidays according to {count:the calendar|the # calendars} {names}.",
)
_NUMBERED = LocalizedText(fr="{label} ({numbers})", en="{label} ({numbers})")
_NUMBER = LocalizedText(fr="n° {number}", en="no. {number}")
Group = Literal["essentials", "services", "availability", "limits", "terms", "response"]
GROUPS: dict[Group, LocalizedText] = {
    "essentials": LocalizedText(fr="L'essentiel", en="The essentials"),
    "services": LocalizedText(fr="Services", en="Services"),
    "response": LocalizedText(fr="Délais", en="Targets"),
    "availability": LocalizedText(fr="Disponibilité", en="Availability"),
    "limits": LocalizedText(fr="Limites", en="Limits"),
    "terms": LocalizedText(fr="Langue, vente et engagements", en="Language, sale and commitments"),
}
"""The groups in order, as pages and forms call them."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Name one kind of thing that questions are about, such as services: its entries, and its refusal.

    ``one`` says in words what an id of it names. ``usual`` is the entry that is meant where none is named, if
    the policy has it.
    """

    name: str
    one: LocalizedText
    known: Callable[[PolicyFiles], Mapping[str, Any]]
    refusal: str
    usual: str = ""

    def meant(self, files: PolicyFiles) -> str:
        """Return the entry that is meant where none is named: the usual or the only one; none otherwise."""
        known = tuple(self.known(files))
        return self.usual if self.usual in known else known[0] if len(known) == 1 else ""

    def name_of(self, files: PolicyFiles, about: str) -> LocalizedText | None:
        """Return the name of an entry, if it has one."""
        name: LocalizedText | None = getattr(self.known(files).get(about), "name", None)
        return name


@dataclass(frozen=True, slots=True)
class Input:
    """Name one thing that a question is asked with: a key of ``request``, a field of a form, an option."""

    name: str
    kind: Literal["instant", "date", "pauses", "marks", "deliveries", "events", "figures"]
    label: LocalizedText
    optional: bool = False
    said: LocalizedText | None = None
    """How an answer that is quoted says what it was asked with, around its ``value``."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a value says; a value of several parts is judged and told part by part.

    ``read`` tells what it means by the vocabulary of its policy, so that a new name alone is not a change.
    ``key`` is that of the value, where the part reads one that may be left open, or be said to be none.
    """

    label: LocalizedText
    read: Callable[[Any, Wording], Any]
    judge: Judge
    words: Callable[[Any, Wording], LocalizedText]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Case(Generic[V]):
    """Hold whom a question is about, and which entry; the policy applied to a contract where it needs one."""

    subject: Subject
    about: str = ""
    applied: "Applied | None" = None

    @property
    def files(self) -> PolicyFiles:
        """Return the policy's files."""
        return self.subject.files


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic(Generic[V]):
    """Declare a topic. Every reader of topics goes through these fields, and knows no topic by name.

    A topic is the same as itself alone, so that to find one among all takes no look at what they hold.

    Attributes:
        name: the one name of the question, everywhere.
        group: where it is told among the others.
        label: what it is about, with ``{name}`` for that of the entry.
        question: the question in words, with ``{name}`` and ``{offering}``.
        address: the address of the rule that answers, with ``{about}`` for the id; empty for none.
        about: the kind of entry that it is asked about; None where there is one answer for an offering.
        all_at_once: whether it may be asked about all entries at once, none being named.
        words: puts a value in words; of a list each entry on a line of its own.
        reason: the first sentence of the reason, with ``{offering}``, ``{manager}``, ``{name}`` (``{this}``
            inside a sentence), ``{value}`` and ``{description}``.
        absent: the first sentence where the source says that there is none.
        unstated: the first sentence where it says nothing.
        ambiguous: the first sentence where it can be read in several ways and the register takes no side.
        said: how firmly a value itself says that it holds, where its words do.
        permits: the part that a permission is about, where it is not the value: one of ``PARTS``.
        beside: the sentences in which the rule says more of a value than the value does.
        finish: completes a settled value, such as hours that are named by id.
        read: tells what a value without parts means by the vocabulary of its policy.
        judge: judges what was so read; ``parts`` are judged one by one.
        gained: the effect of an answer where there was a plain no.
        moved: the effect for a customer who moves to another offering, where it is not what the judge says.
        inputs: what it is asked with; a topic that takes any, or needs a contract, has an ``answer``.
        answer: works out the answer from a rule and a contract.
        needs_contract: whether it is asked of a contract only.
        is_told_elsewhere: whether every change of it is told by other topics.
    """

    name: str
    group: Group
    label: LocalizedText
    question: LocalizedText
    address: str = ""
    about: Kind | None = None
    all_at_once: bool = False
    words: Callable[[V, Wording], LocalizedText]
    within: Callable[[V, Wording], LocalizedText] | None = None
    reason: LocalizedText
    absent: LocalizedText = _ABSENT
    unstated: LocalizedText = _UNSTATED
    ambiguous: LocalizedText = _AMBIGUOUS
    said: Callable[[Any], Firmness | None] = lambda _value: None
    permits: str = ""
    beside: Callable[[Case[Any]], Iterable[Sentence]] = lambda _case: ()
    finish: Callable[[Any, Case[Any]], Any] = lambda value, _case: value
    read: Callable[[Any, Wording], Any] = lambda value, _wording: value
    judge: Judge = neutral
    parts: tuple[Part, ...] = ()
    gained: Effect = Effect.BETTER
    moved: Effect | None = None
    inputs: tuple[Input, ...] = ()
    answer: Callable[..., Any] | None = None
    needs_contract: bool = False
    is_told_elsewhere: bool = False

    def entries(self, files: PolicyFiles) -> tuple[str, ...]:
        """Return the ids that it is asked about one by one; one empty id where it is asked once."""
        return ("",) if self.all_at_once else self.ids(files)

    def ids(self, files: PolicyFiles) -> tuple[str, ...]:
        """Return the ids that it may be asked about; one empty id where it is about none."""
        return ("",) if self.about is None else tuple(self.about.known(files))

    @property
    def is_owed_on_dates(self) -> bool:
        """Tell whether the answer fits in a calendar: what is delivered on a date is owed on dates."""
        return any(each.kind == "deliveries" for each in self.inputs)

    def is_told_by(self, subject: Subject) -> bool:
        """Tell whether the policy has a rule for it, or says that it has none any more."""
        if not self.address or self.about is not None:
            return True
        return self.address in subject.book.rules or self.address in subject.book.withdrawn

    def rule(self, about: str) -> str:
        """Return the address of the rule that answers about an entry."""
        return self.address.format(about=about)

    def knows(self, book: Book, files: PolicyFiles, about: object) -> bool:
        """Tell whether a policy has the entry that is asked about, or says that it withdrew it."""
        if self.about is None or not about:
            return not about
        return isinstance(about, str) and (
            about in self.about.known(files) or self.rule(about) in book.withdrawn
        )

    def check_about(self, subject: Subject, about: str) -> None:
        """Refuse an id that the policy does not know.

        Raises:
            UnknownIdError: which lists the near ones.
            PolicyError: PSP723 where no id is given, and one is needed.
        """
        if self.about is None:
            if about:
                raise UnknownIdError.of("PSP715", topic=self.name, id=about)
            return
        if self.all_at_once and not about:
            return
        known = self.about.known(subject.files)
        if not about:
            raise PolicyError.of("PSP723", topic=self.name, choices=", ".join(known))
        if not self.knows(subject.book, subject.files, about) and not (
            isinstance(about, str) and self.rule(about) in subject.agreed
        ):
            raise UnknownIdError.of(self.about.refusal, id=about, suggestion=suggest(about, known))

    def name_of(self, files: PolicyFiles, about: str) -> LocalizedText:
        """Return the name of the entry that is asked about, its id where it has no name; else the label.

        An entry that was withdrawn keeps the name that it had.
        """
        named = None
        if self.about is not None:
            withdrawn = (each.name for each in files.policy.withdrawn if each.rule == self.rule(about))
            named = self.about.name_of(files, about) or next(withdrawn, None)
        return named or (LocalizedText(fr=about, en=about) if about else self.label.format(name=about))

    def ask(self, case: Case[V], **given: Any) -> Any:
        """Answer: the one door."""
        self.check_about(case.subject, case.about)
        return self.told(case) if self.answer is None else self.answer(case, **given)

    def told(self, case: Case[V]) -> Decision[Any]:
        """Answer by what the rule says."""
        return self.decide(case, case.subject.settle(self.rule(case.about)))

    def decide(self, case: Case[V], settled: Settled) -> Decision[Any]:
        """Make the answer of what was settled."""
        settled = settled.as_answered().permitting(self.permits)
        subject, value = case.subject, settled.value
        if value is not None and not isinstance(value, Absence):
            value = self.finish(value, case)
        scope = None if value is None else settled.scope
        reason = self.reason_of(case, value, settled)
        return subject.decide(value, settled.grounds, reason, scope, settled.but_stated())

    def reason_of(self, case: Case[V], value: Any, settled: Settled) -> Reason:
        """Say why, from the rule's own words and values."""
        subject = case.subject
        at = subject.book.rules.get(self.rule(case.about))
        template = self.reason
        if value is None:
            template = self.ambiguous if settled.grounds.basis is Basis.AMBIGUOUS else self.unstated
        if isinstance(value, Absence) or value is False:
            template = _AGREED_AWAY if settled.grounds.basis is Basis.AGREED else self.absent
        name = self.name_of(subject.files, case.about)
        filling = {
            "offering": subject.name,
            "manager": subject.manager,
            "name": name,
            "this": uncapitalised(name),
            "value": self._name_within(value, Wording(subject.files)),
            "description": getattr(None if at is None else at.rule, "description", None) or "",
        }
        told = (Sentence(template, filling), *self._absent_parts(settled))
        if value is None or isinstance(value, Absence):
            return Reason.of_sentences((*told, *sentences_about(settled)))
        more = (
            *self.beside(case),
            *sentences_about(settled, self.said(value)),
            *self.read_parts(case, settled.but_stated()),
        )
        return Reason.of_sentences((*told, *more))

    def _absent_parts(self, settled: Settled) -> Iterator[Sentence]:
        """Say of which parts there is none, and that this is a reading where it is."""
        labels: dict[bool, list[LocalizedText]] = {False: [], True: []}
        for part in self.parts:
            if part.key in settled.absent:
                labels[settled.part(part.key).basis is Basis.INTERPRETED].append(part.label)
        for is_read, found in labels.items():
            if found:
                template = _NO_SUCH_PART_AS_READ if is_read else _NO_SUCH_PART
                yield Sentence(template, {"parts": tuple(found)})

    def read_parts(self, case: Case[V], parts: Iterable[PartBasis]) -> Iterator[Sentence]:
        """Say which parts rest on a reading of the register alone, and which calendars tell the holidays."""
        parts = tuple(parts)
        read = [each for each in parts if each.entries]
        for basis, template in _READ_PARTS.items():
            found = [each for each in read if each.basis is basis]
            if found:
                count = len({name for each in found for name in each.entries})
                named = tuple(self._with_entries(case, each) for each in found)
                yield Sentence(template, {"parts": named, "count": count})
        known = case.files.holiday_calendars
        calendars = tuple(dict.fromkeys(name for each in parts for name in each.calendars))
        if calendars:
            names = tuple(QUOTED.format(name=known[each].name) for each in calendars)
            yield Sentence(_HOLIDAYS_OF, {"names": names, "count": len(names)})

    def _with_entries(self, case: Case[V], part: PartBasis) -> LocalizedText:
        """Name a part, and the numbers of the register's entries that it rests on."""
        entries = case.files.register.entries
        numbers = tuple(entries[name].number for name in part.entries)
        return Reason(partial(_write_part, self.name_part(part.part), numbers))

    def name_part(self, key: str) -> LocalizedText:
        """Name a part of an answer; what a record of another library holds may have no name here."""
        labels = (each.label for each in self.parts if each.key == key)
        return next(labels, None) or KEYS.get(key) or both(key)

    def name_value(self, value: Any, wording: Wording) -> LocalizedText:
        """Put a value of the topic in words; silence and absence included."""
        if value is None:
            return LocalizedText(fr="", en="")
        return ABSENCES[value] if isinstance(value, Absence) else self.words(value, wording)

    def name_answer(self, decision: Decision[Any], wording: Wording) -> LocalizedText:
        """Put an answer in words; one that is open says why there is none."""
        if decision.value is None:
            return OPEN_WORDS[decision.basis]
        return self.name_value(decision.value, replace(wording, firmness=decision.firmness))

    def is_told_by_another(self, decision: Decision[Any], about: str) -> bool:
        """Tell whether an answer rests on another rule alone, whose own topic says what it says."""
        return bool(decision.rules) and self.rule(about) not in decision.rules

    def _name_within(self, value: Any, wording: Wording) -> LocalizedText:
        if self.within is None or value is None or isinstance(value, Absence):
            return self.name_value(value, wording)
        return self.within(value, wording)

    def effect(self, old: Any, new: Any, before: Wording, after: Wording) -> Effect:
        """Judge a changed value: what becomes known or is no longer known is neither gain nor loss.

        Args:
            old: the value that was.
            new: the value that is.
            before: the words of the policy that gave the old one.
            after: the words of the policy that gives the new one.
        """
        if old is None or new is None:
            return Effect.WORDING if old is new else Effect.DIFFERENT
        had, has = is_something(old), is_something(new)
        if had != has:
            return self.gained if has else self.gained.reverse
        if not had:
            return Effect.WORDING if old == new else Effect.DIFFERENT
        parts = self.parts or (Part(self.label, self.read, self.judge, self.words),)
        readings = [(part, part.read(old, before), part.read(new, after)) for part in parts]
        return together(part.judge(was, now) for part, was, now in readings if was != now)


def _write_part(label: LocalizedText, numbers: tuple[int, ...], language: Language) -> str:
    listed = separated(_NUMBER.format(number=number) for number in numbers)
    return _NUMBERED.fill(language, {"label": label, "numbers": listed})


def applied_in(case: Case[Any]) -> "Applied":
    """Return the policy applied to the contract that a question is about."""
    if case.applied is None:
        raise TypeError("this is asked of a contract")
    return case.applied
