"""A policy version: every question that needs no contract.

The topics are imported with the first question: importing the library stays cheap.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Self, overload

from ptc_service_policy.decisions import Basis, Decision, Grounds, Reason
from ptc_service_policy.errors import (
    InvalidContractError,
    PolicyError,
    UnknownIdError,
    knows,
    suggest,
    within,
)
from ptc_service_policy.evaluation.asking import AskedOfPolicy
from ptc_service_policy.model.frozen import FrozenDict
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.register import NONE_CHOSEN, Entry
from ptc_service_policy.settling.attributes import cases_told
from ptc_service_policy.settling.subject import Book, Subject
from ptc_service_policy.text import LocalizedText

if TYPE_CHECKING:
    from ptc_service_policy.business_time import BusinessCalendar
    from ptc_service_policy.evaluation.applied import AppliedPolicy
    from ptc_service_policy.evaluation.applied_history import AppliedHistory
    from ptc_service_policy.evaluation.comparison import Comparison
    from ptc_service_policy.evaluation.history import ContractHistory
    from ptc_service_policy.evaluation.records import Record
    from ptc_service_policy.evaluation.summary import Answer
    from ptc_service_policy.model.availability import Meetings, OnRequestDays, WorkingHours
    from ptc_service_policy.model.cadences import Delivery
    from ptc_service_policy.model.engagement import Limit, Right, Sale
    from ptc_service_policy.model.entitlements import Entitled, Service
    from ptc_service_policy.model.forms import Absence
    from ptc_service_policy.model.offerings import ChargeTerms, Offering
    from ptc_service_policy.model.service_levels import Target
    from ptc_service_policy.model.source import Statement
    from ptc_service_policy.settling.applied_terms import AppliedTerms
    from ptc_service_policy.settling.calendars import Share
    from ptc_service_policy.settling.contract import Contract, Terms
    from ptc_service_policy.topics.commitment import CommitmentTerms
    from ptc_service_policy.topics.exception import AppliedException

_KEPT = 256
_EDITIONS = "editions"
_READ = LocalizedText(
    fr="{question} Lecture retenue : « {text} » {why}", en='{question} Reading chosen: "{text}" {why}'
)
_NOT_READ = LocalizedText(
    fr="{question} Aucune lecture n'est retenue. {why}", en="{question} No reading is chosen. {why}"
)
_SILENT = LocalizedText(fr="La source n'en dit rien.", en="The source says nothing about it.")
_FROM = LocalizedText(
    fr="La version {version} s'applique à compter du {start}.", en="Version {version} applies from {start}."
)
_FOR_EVER = LocalizedText(
    fr="La source ne dit pas depuis quand elle s'applique ; la version {version} répond pour toute date.",
    en="The source does not say when it took effect; version {version} answers for any date.",
)


class Policy(AskedOfPolicy):
    """Answer questions about the offerings of one policy version.

    A policy never changes, compares by what its files and the journal of editions say and can be shared
    between threads. Each question about an id that does not exist raises UnknownIdError, which lists the near
    ones; one that depends on an attribute that is not given raises MissingAttributeError, which names it.
    """

    __slots__ = ("_answers", "_apply_terms", "_book", "_files")

    def __init__(self, files: PolicyFiles) -> None:
        """Take the files of a valid version; ``load_policy`` finds and checks them."""
        self._files = files
        self._book = Book(files)
        self._answers: dict[Any, Decision[Any]] = {}
        share = lru_cache(maxsize=_KEPT)(_itself)
        self._apply_terms = lru_cache(maxsize=_KEPT)(partial(_apply_terms, self._book, share))

    @property
    def version(self) -> str:
        """Return the version, such as "1.0.0"."""
        return self._files.policy.version

    @property
    def digest(self) -> str:
        """Return the digest of what the files say: "sha256:" and 64 hexadecimal digits."""
        return self._files.digest

    @property
    def files(self) -> PolicyFiles:
        """Return the nouns of the version's files, for tools that show or check them."""
        return self._files

    @property
    def book(self) -> Book:
        """Return the rules by address and the citations, for tools that show or check them."""
        return self._book

    @property
    def offerings(self) -> Mapping[str, Offering]:
        """Return the offerings by id, in source order."""
        return self._files.offerings.offerings

    @property
    def services(self) -> Mapping[str, Service]:
        """Return the services by id, in source order."""
        return self._files.entitlements.services

    @property
    def register(self) -> Mapping[str, Entry]:
        """Return the register by id."""
        return self._files.register.entries

    @property
    def statements(self) -> Mapping[str, Statement]:
        """Return the located statements of the source by id, to which citations lead."""
        return self._files.source.statements

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the names of the questions that the policy answers."""
        from ptc_service_policy.topics.registry import topics

        any_offering = Subject(self._book, next(iter(self.offerings)))
        return tuple(each.name for each in topics() if each.is_told_by(any_offering))

    def ids(self, name: str) -> tuple[str, ...]:
        """Return what a question can be asked about: ids, or none where it is about the offering alone."""
        from ptc_service_policy.topics.registry import topic

        return tuple(each for each in topic(name).entries(self._files) if each)

    def _ask(self, name: str, offering: str, about: str, attributes: Mapping[str, Any]) -> Decision[Any]:
        if not attributes:
            try:
                return self._answers[name, offering, about]
            except (KeyError, TypeError):
                pass
        return self._answer(name, offering, about, attributes)

    def _answer(self, name: str, offering: str, about: str, attributes: Mapping[str, Any]) -> Decision[Any]:
        from ptc_service_policy.topics.registry import topic
        from ptc_service_policy.topics.topic import Case

        asked = topic(name)
        if asked.needs_contract:
            raise PolicyError.of("PSP719", topic=name)
        if not knows(self.offerings, offering):
            raise UnknownIdError.of("PSP701", id=offering, suggestion=suggest(offering, self.offerings))
        cases = cases_told(self._files.vocabulary, attributes)
        # By the cases, of which there are few, not by what tells them, such as any number.
        key = (name, offering, about, *sorted(cases.items()))
        try:
            return self._answers[key]
        except (KeyError, TypeError):
            case: Case[Any] = Case(Subject(self._book, offering, FrozenDict(cases)), about)
        return self._answers.setdefault(key, asked.ask(case))

    def record(self, name: str, offering: str, about: str = "", /, **attributes: Any) -> Record:
        """Answer any question that needs no contract as ``ask`` does, and record what the answer rests on.

        The arguments are those of ``ask``, which raises the same.
        """
        from ptc_service_policy.evaluation.records import record_of_policy

        return record_of_policy(self, name, offering, about, attributes)

    def summary(self, offering: str, **attributes: Any) -> tuple[Answer, ...]:
        """Return everything that holds for an offering, in order, for a page, a mail or JSON.

        What depends on an attribute that is not given is answered for each of its cases.
        """
        from ptc_service_policy.evaluation.summary import summarise

        return tuple(summarise(self, offering, attributes))

    def compare(self, before: str, after: str) -> Comparison:
        """Return what a move from one offering to another adds, improves, changes and takes away."""
        from ptc_service_policy.evaluation.comparison import compare

        return compare(self, before, after)

    @overload
    def apply(self, contract: Contract) -> AppliedPolicy: ...
    @overload
    def apply(self, contract: ContractHistory) -> AppliedHistory: ...
    def apply(self, contract: Contract | ContractHistory) -> AppliedPolicy | AppliedHistory:
        """Apply the policy to a contract, or to one with amendments.

        Raises:
            InvalidContractError: with everything in which the contract contradicts the policy.
            PolicyError: PSP725 for what is not a contract.
        """
        from ptc_service_policy.evaluation.applied import AppliedPolicy
        from ptc_service_policy.settling.contract import Contract

        if isinstance(contract, Contract):
            return AppliedPolicy(contract, self._apply_terms)
        from ptc_service_policy.evaluation.applied_history import AppliedHistory
        from ptc_service_policy.evaluation.history import terms_by_path

        applied = AppliedHistory(contract, self)
        for path, terms in terms_by_path(applied.history):
            try:
                AppliedPolicy(terms, self._apply_terms)
            except InvalidContractError as error:
                raise within(error, *path) from None
        return applied

    def reading(self, entry: str) -> Decision[str | None]:
        """Return the reading that the register chooses for one of its entries; None where it chooses none."""
        if not knows(self.register, entry):
            raise UnknownIdError.of("PSP721", id=entry, suggestion=suggest(entry, self.register))
        found = self.register[entry]
        if found.chosen == NONE_CHOSEN:
            basis = Basis.UNSTATED if found.text_is == "silent" else Basis.AMBIGUOUS
            grounds = Grounds(basis, (self._book.citations.entry(entry),))
            return self._decide(None, grounds, _NOT_READ, question=found.question, why=found.why or _SILENT)
        grounds = Grounds(Basis.INTERPRETED, (self._book.citations.entry(entry, found.chosen),))
        text = found.readings[found.chosen].text
        return self._decide(found.chosen, grounds, _READ, question=found.question, text=text, why=found.why)

    def effective_from(self) -> Decision[date | None]:
        """Return the first day in force."""
        about = [name for name, entry in self.register.items() if _EDITIONS in entry.about]
        first = self._files.first_day
        if first is None:
            cited = tuple(self._book.citations.entry(name) for name in about)
            return self._decide(None, Grounds(Basis.UNSTATED, cited), _FOR_EVER)
        return self._decide(first, Grounds(Basis.STATED), _FROM, start=first)

    def _decide(
        self, value: Any, grounds: Grounds, template: LocalizedText, **filling: object
    ) -> Decision[Any]:
        reason = Reason.of(template, version=self.version, **filling)
        return Decision(value, grounds.basis, reason, grounds.citations, self.version, self.digest)

    def offerings_for(self, deployment: str) -> tuple[str, ...]:
        """Return the offerings that customers of a deployment may have, in source order."""
        known = self._files.vocabulary.deployments
        if not knows(known, deployment):
            raise UnknownIdError.of("PSP705", id=deployment, suggestion=suggest(deployment, known))
        from ptc_service_policy.topics.deployment import deployments_of

        answers = {name: self.deployment(name).value for name in self.offerings}
        return tuple(name for name, value in answers.items() if value and deployment in deployments_of(value))

    def entitlements(self, offering: str, **attributes: Any) -> tuple[str, ...]:
        """Return the services that an offering includes, in source order."""
        from ptc_service_policy.topics.entitlement import includes

        answers = {name: self.entitlement(offering, name, **attributes).value for name in self.services}
        return tuple(name for name, value in answers.items() if includes(value))

    def deployment(self, offering: str) -> Decision[str | tuple[str, ...] | Absence | None]:
        """Return the deployment whose customers may have an offering."""
        return self.ask("deployment", offering)

    def charge(self, offering: str) -> Decision[str | ChargeTerms | Absence | None]:
        """Return what an offering costs: a charge of the vocabulary, with its price if it has one."""
        return self.ask("charge", offering)

    def entitlement(
        self, offering: str, service: str, **attributes: Any
    ) -> Decision[bool | Entitled | Absence | None]:
        """Say whether an offering includes a service, and what bounds it."""
        if not attributes:
            try:
                return self._answers["entitlement", offering, service]
            except (KeyError, TypeError):
                pass
        return self.ask("entitlement", offering, service, **attributes)

    def delivery(self, offering: str, name: str, **attributes: Any) -> Decision[Delivery | Absence | None]:
        """Return the methods and the frequency by which an offering delivers a service."""
        return self.ask("delivery", offering, name, **attributes)

    def proactive_contact(self, offering: str) -> Decision[Delivery | Absence | None]:
        """Return how, and how often, the manager contacts the customer proactively."""
        return self.ask("delivery", offering, "proactive-contact")

    def target(self, offering: str, name: str, **attributes: Any) -> Decision[Target | Absence | None]:
        """Return how soon something is done about a request."""
        return self.ask("target", offering, name, **attributes)

    def response_target(self, offering: str, **attributes: Any) -> Decision[Target | Absence | None]:
        """Return the time within which the manager responds."""
        return self.ask("target", offering, "response", **attributes)

    def working_hours(self, offering: str, **attributes: Any) -> Decision[WorkingHours | Absence | None]:
        """Return when the manager works."""
        return self.ask("working-hours", offering, **attributes)

    def exception(self, offering: str, name: str) -> Decision[AppliedException | Absence | None]:
        """Return one exception to working hours."""
        return self.ask("exception", offering, name)

    def on_request(self, offering: str, **attributes: Any) -> Decision[OnRequestDays | Absence | None]:
        """Return the days on which the manager can be reached only on request, and what that requires."""
        return self.ask("on-request", offering, **attributes)

    def meetings(self, offering: str, **attributes: Any) -> Decision[Meetings | Absence | None]:
        """Return the meetings that the manager joins."""
        return self.ask("meetings", offering, **attributes)

    def stand_in(self, offering: str) -> Decision[bool | Absence | None]:
        """Return whether a stand-in covers an absent manager."""
        return self.ask("stand-in", offering)

    def language(self, offering: str, **attributes: Any) -> Decision[str | tuple[str, ...] | Absence | None]:
        """Return the language of communication as an ISO 639-1 code."""
        return self.ask("language", offering, **attributes)

    def limit(self, offering: str, name: str, **attributes: Any) -> Decision[Limit | Absence | None]:
        """Return the most, or the least, of something that is counted."""
        return self.ask("limit", offering, name, **attributes)

    def additional_offering(self, offering: str) -> Decision[Right | Absence | None]:
        """Return when PTC may ask the customer to buy an additional offering."""
        return self.ask("additional-offering", offering)

    def shared_manager(self, offering: str) -> Decision[Right | Absence | None]:
        """Say whether PTC may give one manager several offerings of one customer."""
        return self.ask("shared-manager", offering)

    def sale(self, offering: str) -> Decision[Sale | Absence | None]:
        """Return what the sale of an offering coincides with."""
        return self.ask("sale", offering)

    def commitment(self, offering: str, name: str) -> Decision[CommitmentTerms | bool | Absence | None]:
        """Return one commitment outside the tables."""
        return self.ask("commitment", offering, name)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return Policy, (self._files,)

    def __eq__(self, other: object) -> bool:
        return self._files == other._files if isinstance(other, Policy) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Policy {self.version} {self.digest}>"


def _apply_terms(book: Book, share: Share, said: Terms) -> AppliedTerms:
    from ptc_service_policy.settling.applied_terms import AppliedTerms

    return AppliedTerms.of(book, share, said)


def _itself(calendar: BusinessCalendar) -> BusinessCalendar:
    return calendar
