"""Explaining why single rows have no answer, and writing them to a file of their own."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from heapq import merge
from operator import attrgetter
from typing import Any, NamedTuple, TextIO

import numpy as np
import pyarrow as pa

from ptc_service_policy.business_time.rules import FIRST_DAY, LAST_DAY
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.columns.answers import Presence
from ptc_service_policy.columns.applied import AppliedPolicies
from ptc_service_policy.columns.pauses import read_ends
from ptc_service_policy.columns.questions import DueQuestion
from ptc_service_policy.columns.reading import NUMBER, read_instants, to_datetime
from ptc_service_policy.columns.search import Instants, Positions
from ptc_service_policy.columns.table_files import RequestFile
from ptc_service_policy.errors import PolicyError, tell
from ptc_service_policy.evaluation.applied import AppliedPolicy
from ptc_service_policy.text import Language, in_a_cell

_OF_THE_ANSWER = frozenset(
    (
        *("PSP518", "PSP519", "PSP520", "PSP521", "PSP610", "PSP612", "PSP615", "PSP631", "PSP633"),
        *("PSP713", "PSP714", "PSP716", "PSP729"),
    )
)
_COLUMNS = ("row", "contract", "received_at", "code", "message")
_ROW = attrgetter("row")


class Reject(NamedTuple):
    """Hold why the row of a number, which is under a contract, has no answer: a code, and what it says."""

    row: int
    contract: str
    received_at: str
    code: str
    message: str


class Request(NamedTuple):
    """Hold what is told of one request, as the scalar API takes it."""

    received_at: datetime
    answered_at: datetime | None
    as_of: datetime | None
    pauses: tuple[tuple[datetime | None, datetime | None], ...]

    @classmethod
    def of(cls, row: pa.RecordBatch, question: DueQuestion) -> "Request | None":
        """Read the request of one row; None where nothing says when it came in."""
        received = _read_instant(row, question.received_at)
        if received is None:
            return None
        as_of = question.as_of
        pauses: list[tuple[datetime | None, datetime | None]] = []
        if question.pauses is not None:
            begins, ends = (_datetimes(*each) for each in read_ends(row.column(question.pauses)))
            pauses = [each for each in zip(begins, ends, strict=True) if each != (None, None)]
        return cls(
            received,
            _read_instant(row, question.answered_at),
            _read_instant(row, as_of) if isinstance(as_of, str | None) else as_of,
            tuple(pauses),
        )

    def seen_in(self, zone: tzinfo) -> "Request":
        """Return the request with its instants as clocks in a zone show them."""

        def there(at: datetime | None) -> datetime | None:
            return None if at is None else at.astimezone(zone)

        pauses = tuple((there(begin), there(end)) for begin, end in self.pauses)
        received = self.received_at.astimezone(zone)
        return Request(received, there(self.answered_at), there(self.as_of), pauses)


def _read_instant(row: pa.RecordBatch, name: str | None) -> datetime | None:
    return None if name is None else _datetimes(*read_instants(row.column(name)))[0]


def _datetimes(values: Instants, present: Presence | None) -> list[datetime | None]:
    there = np.ones(len(values), np.bool_) if present is None else present
    return [to_datetime(each) if is_there else None for each, is_there in zip(values, there, strict=True)]


class Explanations:
    """Say in words why requests have no due instant."""

    def __init__(self, applied: AppliedPolicies, question: DueQuestion, language: Language) -> None:
        self._language = language
        self._policy = applied.policy
        self._contracts = applied.contracts
        self._question = question
        self._apply = lru_cache(maxsize=256)(self._apply_to_one)
        self._tell = lru_cache(maxsize=1024)(self._tell_once)

    def explain(
        self,
        code: str,
        key: str,
        at: tuple[pa.RecordBatch, int],
        told: Mapping[str, str],
        where: str,
        value: str,
    ) -> tuple[str, str]:
        """Return the code of what keeps one row from an answer, and what to say of it.

        Args:
            code: the reason that the answer gives.
            key: the key of the contract.
            at: a batch of what is asked about, its instants and pauses read, and the place of the row.
            told: what stands in the columns of attributes, where something does.
            where: the name of the column that is at fault.
            value: what stands there.
        """
        if code not in _OF_THE_ANSWER:
            return code, self._tell(code, key, where, value)
        batch, row = at
        if (request := Request.of(batch.slice(row, 1), self._question)) is not None:
            cases: dict[str, Any] = {name: self._read(name, text) for name, text in told.items()}
            try:
                self._ask(key, request, {**self._question.told, **cases})
            except PolicyError as error:
                problem = error.problems[0]
                return problem.code, f"{problem.message[self._language]} {problem.hint[self._language]}"
        return code, self._tell(code, key, where, value)

    def _tell_once(self, code: str, key: str, where: str, value: str) -> str:
        values = {"key": key, "where": where, "value": value}
        if code == "PSP611":
            values = {"first": str(FIRST_DAY.year), "last": str(LAST_DAY.year)}
        return tell(code, self._language, **values)

    def _ask(self, key: str, request: Request, told: dict[str, Any]) -> None:
        applied = self._apply(key)
        request = request.seen_in(read_zone(self._contracts[key].time_zone))
        told = {"pauses": request.pauses, "target": self._question.target, **told}
        as_of = request.as_of or request.answered_at
        if as_of is None:
            applied.due(since=request.received_at, **told)
        else:
            applied.request_state(request.received_at, as_of=as_of, answered_at=request.answered_at, **told)

    def _read(self, attribute: str, text: str) -> str | float:
        """Return a number where bands can hold one."""
        banded = self._policy.files.vocabulary.attributes[attribute].bands
        return float(text) if banded and re.match(NUMBER, text) else text

    def _apply_to_one(self, key: str) -> AppliedPolicy:
        return self._policy.apply(self._contracts[key])


class RejectFile:
    """Write the rejects of a file of requests in the order of their rows, malformed rows among them.

    ``rows`` are numbered so far, and ``rejects`` of them are written.
    """

    def __init__(self, stream: TextIO, requests: RequestFile, language: Language) -> None:
        """Write the header; malformed ``requests`` are taken from there as other rows pass them."""
        self.rows = self.rejects = 0
        self._malformed = requests.malformed
        self._language = language
        self._writer = csv.writer(stream, delimiter=requests.separator)
        self._writer.writerow(_COLUMNS)

    def number(self, size: int) -> Positions:
        """Return the numbers of the next ``size`` rows that are not malformed."""
        # A copy, since Arrow parses the next block in a thread of its own, which may append to it meanwhile.
        malformed = [row.number for row in tuple(self._malformed)]
        numbers = np.arange(self.rows + 1, self.rows + size + len(malformed) + 1)
        return np.setdiff1d(numbers, malformed, assume_unique=True)[:size]

    def write(self, rejects: Iterable[Reject], last: int) -> None:
        """Write the rejects, and the malformed rows, up to the row with the number ``last``."""
        found = merge(rejects, self._malformed_until(last), key=_ROW) if self._malformed else rejects
        self._writer.writerows(self._cells(found))
        self.rows = last

    def _cells(self, rejects: Iterable[Reject]) -> Iterator[tuple[int, str, str, str, str]]:
        for row, contract, received_at, code, message in rejects:
            self.rejects += 1
            yield row, in_a_cell(contract), in_a_cell(received_at), code, message

    def finish(self) -> None:
        """Write the malformed rows at the end of the file."""
        if self._malformed:
            self.write([], self._malformed[-1].number)

    def _malformed_until(self, last: int) -> Iterator[Reject]:
        while self._malformed and self._malformed[0].number <= last:
            number, start, fields, expected = self._malformed.popleft()
            message = tell("PSP756", self._language, found=fields, expected=expected, start=start)
            yield Reject(number, "", "", "PSP756", message)
