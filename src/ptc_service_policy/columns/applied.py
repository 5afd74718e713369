"""A policy applied to many contracts, and asked about whole tables."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa

from ptc_service_policy.columns import answers, reading
from ptc_service_policy.columns.answers import BASES
from ptc_service_policy.columns.availability import Availabilities
from ptc_service_policy.columns.elapsed import OpenTimes
from ptc_service_policy.columns.known import KnownCalendars
from ptc_service_policy.columns.questions import AvailabilityQuestion, DueQuestion, Question
from ptc_service_policy.columns.reasons import ANSWERED, UNSTATED
from ptc_service_policy.columns.response import Responses
from ptc_service_policy.columns.rows import Answered, Asked
from ptc_service_policy.errors import ColumnsError, InvalidContractError
from ptc_service_policy.evaluation.contract import Contract
from ptc_service_policy.evaluation.engagement import Engagement
from ptc_service_policy.evaluation.policy import Policy


class Engagements:
    """Answer questions about whole tables, each row under its own contract; they never change.

    The tables come from anything that speaks the Arrow C data interface and go out the same way, batch by
    batch, so that memory is bounded by the batch. Rows stay in their order and none is lost: a row without an
    answer has a code of the catalogue in the column ``reason``. Where the key of the contract or an instant
    that is asked about is null, answer and reason are null too. Instants are answered in UTC, to the
    microsecond.
    """

    def __init__(self, policy: Policy, contracts: Mapping[str, Contract]) -> None:
        """Apply a policy to contracts by their keys.

        Raises:
            InvalidContractError: with everything in which the contracts contradict the policy.
            ColumnsError: PSP767 if there is no contract.
        """
        if not contracts:
            raise ColumnsError.of("PSP767")
        self._policy = policy
        self._contracts = MappingProxyType(dict(contracts))
        self._keys = list(contracts)
        self._engagements = _engage(policy, contracts)
        self._known = KnownCalendars()

    @property
    def policy(self) -> Policy:
        """Return the policy."""
        return self._policy

    @property
    def contracts(self) -> Mapping[str, Contract]:
        """Return the contracts by key."""
        return self._contracts

    def answer(self, requests: Any, question: Question) -> pa.RecordBatchReader:
        """Return the requests with the answers' columns after their own, a batch for each of theirs.

        Args:
            requests: a table, or a reader of batches, that speaks the Arrow C data interface.
            question: what to ask, and in which columns of the requests.

        Raises:
            ColumnsError: if ``requests`` are no such table (PSP760), a column is missing (PSP761), there
                twice (PSP762), named as an answer's is (PSP763) or of another type (PSP765), or no
                column says which contract a row is under (PSP766).
            NaiveDatetimeError: if the timestamps of a column have no time zone (PSP764).
        """
        batches = reading.open_table(requests)
        self.check(batches.schema, question)
        schema = pa.schema([*batches.schema, *question.schema], batches.schema.metadata)
        return pa.RecordBatchReader.from_batches(schema, self._extend(batches, schema, question))

    def answer_batch(self, batch: pa.RecordBatch, question: Question) -> pa.RecordBatch:
        """Return the answers alone to one batch of requests, whose columns ``check`` accepts."""
        asked = Asked(batch, question.contract, question.required, self._keys)
        if isinstance(question, DueQuestion):
            answered = self._responses.answer(asked, question, batch)
        elif isinstance(question, AvailabilityQuestion):
            answered = self._availabilities.answer(asked)
        else:
            answered = self._open_times.answer(asked)
        return pa.RecordBatch.from_arrays(
            [*answered.columns, *self._grounds(asked, answered)], schema=question.schema
        )

    def check(self, schema: pa.Schema, question: Question) -> None:
        """Refuse requests whose columns the question does not fit; raise what ``answer`` does."""
        if question.contract is not None:
            reading.require_keys(schema, question.contract)
        elif len(self._keys) > 1:
            raise ColumnsError.of("PSP766", count=len(self._keys))
        for name in question.instants:
            reading.require_instants(schema, name)
        for name in question.schema.names:
            if name in schema.names:
                raise ColumnsError.of("PSP763", name=name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Engagements, (self._policy, dict(self._contracts))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Engagements):
            return NotImplemented
        return self._policy == other._policy and self._contracts == other._contracts

    def __hash__(self) -> int:
        return hash((self._policy, *self._keys))

    def __repr__(self) -> str:
        return f"<Engagements of {len(self._keys)} contracts under policy {self._policy.version}>"

    def _extend(
        self, batches: pa.RecordBatchReader, schema: pa.Schema, question: Question
    ) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            answered = self.answer_batch(batch, question)
            yield pa.RecordBatch.from_arrays([*batch.columns, *answered.columns], schema=schema)

    def _grounds(self, asked: Asked, answered: Answered) -> Iterator[pa.Array]:
        """Yield the columns that every answer carries; a row that is silent by the source has a basis too."""
        grounded = asked.answered(np.where(answered.reasons == UNSTATED, ANSWERED, answered.reasons))
        always = np.zeros(asked.row_count, np.int8)
        yield answers.names(answered.bases, BASES, grounded)
        yield answers.names(always, (self._policy.version,))
        yield answers.names(always, (self._policy.digest,))
        yield answers.reasons(answered.reasons, asked.present)

    @cached_property
    def _responses(self) -> Responses:
        return Responses(self._engagements, self._known)

    @cached_property
    def _availabilities(self) -> Availabilities:
        return Availabilities(self._engagements, self._known)

    @cached_property
    def _open_times(self) -> OpenTimes:
        return OpenTimes(self._engagements, self._known)


def _engage(policy: Policy, contracts: Mapping[str, Contract]) -> tuple[Engagement, ...]:
    engagements, problems = [], []
    for key, contract in contracts.items():
        try:
            engagements.append(policy.engage(contract))
        except InvalidContractError as error:
            problems += [replace(problem, path=(key, *problem.path)) for problem in error.problems]
    if problems:
        raise InvalidContractError(*problems)
    return tuple(engagements)
