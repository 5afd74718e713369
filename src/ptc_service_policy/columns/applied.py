"""A policy applied to many contracts, and asked about whole tables."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from ptc_service_policy.business_time.reading import require_mapping, wrong_shape
from ptc_service_policy.columns import answers, reading
from ptc_service_policy.columns.answers import BASES, FIRMNESS
from ptc_service_policy.columns.availability import Availabilities
from ptc_service_policy.columns.elapsed import OpenTimes
from ptc_service_policy.columns.known import KnownCalendars
from ptc_service_policy.columns.questions import AvailabilityQuestion, DueQuestion, ElapsedQuestion, Question
from ptc_service_policy.columns.reasons import ANSWERED, NOTHING_SET, OPEN
from ptc_service_policy.columns.response import Responses
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.errors import MOST_PROBLEMS, ColumnsError, InvalidContractError, PolicyError
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.model.vocabulary import Attribute
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.applied_terms import AppliedTerms
from ptc_service_policy.settling.attributes import cases_asked, cases_told
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.topics.target import TARGET

A = TypeVar("A")


class AppliedPolicies:
    """Answer questions about whole tables, each row under its own contract; they never change.

    The tables come from anything that supports the Arrow C data interface and go out the same way, batch by
    batch, so that memory is bounded by the batch. Rows stay in their order and none is lost: a row without an
    answer has a code of the catalogue in the column ``reason``. Where the key of the contract or an instant
    that is asked about is null, answer and reason are null too. Instants are answered in UTC, to the
    microsecond.
    """

    def __init__(self, policy: Policy, contracts: Mapping[str, Contract]) -> None:
        """Apply a policy to contracts by their keys.

        Raises:
            InvalidContractError: with what contradicts the policy in the contracts.
            ColumnsError: PSP767 if there is no contract.
            BusinessTimeError: PSP607 for what is not a policy, a mapping, a key, or a contract in it.
        """
        if not isinstance(policy, Policy):
            raise wrong_shape(policy, ("policy",), 'load_policy("1.0.0")')
        require_mapping(contracts, ("contracts",), '{"acme": Contract(...)}')
        if not contracts:
            raise ColumnsError.of("PSP767")
        self._policy = policy
        self._contracts = MappingProxyType(dict(contracts))
        self._keys = list(contracts)
        self._known = KnownCalendars()
        self._applied = _apply(policy, contracts, self._known)
        self._answering: dict[Any, Any] = {}

    @property
    def policy(self) -> Policy:
        """Return the policy."""
        return self._policy

    @property
    def contracts(self) -> Mapping[str, Contract]:
        """Return the contracts by key."""
        return self._contracts

    @property
    def attributes(self) -> tuple[str, ...]:
        """Return the attributes on which answers may depend."""
        return tuple(self._policy.files.vocabulary.attributes)

    def answer(self, requests: Any, question: Question) -> pa.RecordBatchReader:
        """Return the requests with the answers' columns after their own, a batch for each of theirs.

        Args:
            requests: a table, or a reader of batches, that speaks the Arrow C data interface.
            question: what to ask, and in which columns of the requests.

        Raises:
            ColumnsError: if ``requests`` are not such a table (PSP760), a column is missing (PSP761), there
                twice (PSP762), named as an answer's is (PSP763) or of another type (PSP765), or no
                column says which contract a row is under (PSP766).
            BusinessTimeError: PSP607 for what is not a question.
            NaiveDatetimeError: if the timestamps of a column have no time zone (PSP764).
            UnknownIdError: if there is no such target (PSP716), attribute (PSP722), or case that is told for
                all rows (PSP714).
        """
        batches = reading.open_table(requests)
        self.check(batches.schema, question)
        schema = pa.schema([*batches.schema, *question.schema], batches.schema.metadata)
        return pa.RecordBatchReader.from_batches(schema, self._extend(batches, schema, question))

    def answer_batch(self, batch: pa.RecordBatch, question: Question) -> pa.RecordBatch:
        """Return the answers alone to one batch of requests, whose columns ``check`` accepts."""
        counts_in_whole = self._policy.files.vocabulary.counts_in_whole
        told = [(name, column, self._attribute(name)) for name, column in question.columns_told.items()]
        columns = {name: (column, each, counts_in_whole(each)) for name, column, each in told}
        asked = Asked(batch, question.contract, question.required, self._keys, columns)
        match question:
            case DueQuestion(target=target):
                answered = self._kept(Responses, question, target).answer(asked, question, batch)
            case ElapsedQuestion(target=target):
                answered = self._kept(OpenTimes, question, target).answer(asked)
            case AvailabilityQuestion():
                answered = self._kept(Availabilities, question).answer(asked, question)
        return pa.RecordBatch.from_arrays(
            [*answered.columns, *self._grounds(asked, answered)], schema=question.schema
        )

    def check(self, schema: pa.Schema, question: Question) -> None:
        """Refuse requests whose columns the question does not fit; raise what ``answer`` does."""
        require_askable(self, question)
        if question.contract is not None:
            reading.require_keys(schema, question.contract)
        elif len(self._keys) > 1:
            raise ColumnsError.of("PSP766", count=len(self._keys))
        for name in question.instants:
            reading.require_instants(schema, name)
        for name in question.lists:
            reading.require_pauses(schema, name)
        for name, column in question.columns_told.items():
            reading.require_cases(schema, column, self._attribute(name))
        vocabulary = self._policy.files.vocabulary
        cases_told(vocabulary, question.told)
        for applied in self._applied if question.told else ():
            cases_asked(vocabulary, question.told, applied.subject.cases)
        if not isinstance(question, AvailabilityQuestion):
            self._require_target(question.target)
        for name in question.schema.names:
            if name in schema.names:
                raise ColumnsError.of("PSP763", name=name)

    def __reduce__(self) -> tuple[Any, ...]:
        return AppliedPolicies, (self._policy, dict(self._contracts))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AppliedPolicies):
            return NotImplemented
        return self._policy == other._policy and self._contracts == other._contracts

    def __hash__(self) -> int:
        return hash((self._policy, *self._keys))

    def __repr__(self) -> str:
        return f"<AppliedPolicies {self._policy.version} for {len(self._keys)} contracts>"

    def _extend(
        self, batches: pa.RecordBatchReader, schema: pa.Schema, question: Question
    ) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            answered = self.answer_batch(batch, question)
            yield pa.RecordBatch.from_arrays([*batch.columns, *answered.columns], schema=schema)

    def _grounds(self, asked: Asked, answered: Answered) -> Iterator[pa.Array]:
        """Yield the columns that every answer carries; that the source says nothing has a basis too."""
        silent = (answered.reasons == OPEN) | (answered.reasons == NOTHING_SET)
        grounded = asked.answered(np.where(silent, np.int8(ANSWERED), answered.reasons))
        always = np.zeros(asked.row_count, np.int8)
        yield answers.names(answered.bases, BASES, grounded)
        hedged = answered.firmness != 0
        if not hedged.all():
            grounded = hedged if grounded is None else hedged & grounded
        yield answers.names(answered.firmness, FIRMNESS, grounded)
        if answered.parts is not None:
            yield answers.texts(*answered.parts, asked.answered(answered.reasons))
        yield answers.names(always, (self._policy.version,))
        yield answers.names(always, (self._policy.digest,))
        yield answers.reasons(answered.reasons, asked.present)

    def _attribute(self, name: str) -> Attribute:
        vocabulary = self._policy.files.vocabulary
        if name not in vocabulary.attributes:
            cases_told(vocabulary, {name: ""})
        return vocabulary.attributes[name]

    def _kept(self, kind: Callable[..., A], question: Question, *target: str) -> A:
        """Return what answers a question, made once for a target and for what is told of all rows."""
        key = kind, target, question.told
        if key not in self._answering:
            told = cases_told(self._policy.files.vocabulary, question.told)
            self._answering[key] = kind(self._applied, *target, told, self._known)
        answering: A = self._answering[key]
        return answering

    def _require_target(self, target: str) -> None:
        """Refuse a target that neither the policy nor any contract has."""
        for applied in self._applied:
            try:
                return TARGET.check_about(applied.subject, target)
            except PolicyError as error:
                refusal = error
        raise refusal


def require_askable(applied: object, question: object) -> None:
    """Raise BusinessTimeError (PSP607) unless they are applied policies and a question."""
    if not isinstance(applied, AppliedPolicies):
        raise wrong_shape(applied, ("applied",), 'AppliedPolicies(policy, {"acme": contract})')
    if not isinstance(question, Question):
        raise wrong_shape(question, ("question",), "DueQuestion()")


def _apply(policy: Policy, contracts: Mapping[str, Contract], known: KnownCalendars) -> tuple[Applied, ...]:
    applied, problems = [], []
    apply_terms = cache(partial(AppliedTerms.of, policy.book, known.share))
    for key, contract in contracts.items():
        if not isinstance(contract, Contract):
            raise wrong_shape(contract, ("contracts", str(key)), "Contract(...)")
        try:
            applied.append(Applied.of(contract, apply_terms))
        except InvalidContractError as error:
            problems += [replace(problem, path=(key, *problem.path)) for problem in error.problems]
            if len(problems) >= MOST_PROBLEMS:
                break
    if problems:
        raise InvalidContractError(*problems)
    return tuple(applied)
