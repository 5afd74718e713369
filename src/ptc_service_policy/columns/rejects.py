"""Explaining why single rows have no answer, and writing them to a file of their own."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from heapq import merge
from itertools import repeat
from typing import Any, NamedTuple, TextIO

import numpy as np
import pyarrow as pa

from ptc_service_policy.business_time.rules import FIRST_DAY, LAST_DAY
from ptc_service_policy.business_time.zones import read_zone
from ptc_service_policy.columns.applied import AppliedPolicies
from ptc_service_policy.columns.pauses import Ends, read_ends
from ptc_service_policy.columns.questions import DueQuestion
from ptc_service_policy.columns.reading import NUMBER, read_instants, to_datetime
from ptc_service_policy.columns.reasons import REASONS
from ptc_service_policy.columns.search import Positions
from ptc_service_policy.columns.table_files import RequestFile
from ptc_service_policy.errors import PolicyError, tell
from ptc_service_policy.evaluation.applied import AppliedPolicy
from ptc_service_policy.text import Language, in_a_cell

OF_THE_ANSWER = tuple(
    REASONS.index(code)
    for code in (
        *("PSP518", "PSP519", "PSP520", "PSP521", "PSP610", "PSP612", "PSP615", "PSP631", "PSP633"),
        *("PSP713", "PSP714", "PSP716", "PSP729"),
    )
)
_COLUMNS = ("row", "contract", "received_at", "code", "message")


class Reject(NamedTuple):
    """Hold why a row, which is under a contract, has no answer: a code, and what it says."""

    contract: str
    received_at: str
    code: str
    message: str


class Rejects(NamedTuple):
    """Hold the numbers of rows, and which of what is ``said`` is said of each, often one for thousands."""

    numbers: Positions
    which: Positions
    said: Sequence[Reject]


class Request(NamedTuple):
    """Hold what is told of one request, as the scalar API takes it."""

    received_at: datetime
    answered_at: datetime | None
    as_of: datetime | None
    pauses: tuple[tuple[datetime | None, datetime | None], ...]

    @classmethod
    def each(cls, batch: pa.RecordBatch, question: DueQuestion) -> "Iterator[Request | None]":
        """Yield the request of each row; None where nothing says when it came in."""
        as_of = question.as_of
        columns = zip(
            _read(batch, question.received_at),
            _read(batch, question.answered_at),
            _read(batch, as_of) if isinstance(as_of, str | None) else repeat(as_of, len(batch)),
            strict=True,
        )
        for row, (received, answered, at) in enumerate(columns):
            if received is None:
                yield None
                continue
            pauses: list[tuple[datetime | None, datetime | None]] = []
            if question.pauses is not None:
                ends = read_ends(batch.column(question.pauses).slice(row, 1))
                pauses = [each for each in zip(*map(_datetimes, ends), strict=True) if each != (None, None)]
            yield cls(received, answered, at, tuple(pauses))

    def seen_in(self, zone: tzinfo) -> "Request":
        """Return the request with its instants as clocks in a zone show them."""

        def there(at: datetime | None) -> datetime | None:
            return None if at is None else at.astimezone(zone)

        pauses = tuple((there(begin), there(end)) for begin, end in self.pauses)
        received = self.received_at.astimezone(zone)
        return Request(received, there(self.answered_at), there(self.as_of), pauses)


def _read(batch: pa.RecordBatch, name: str | None) -> Iterable[datetime | None]:
    return repeat(None, len(batch)) if name is None else _datetimes(read_instants(batch.column(name)))


def _datetimes(ends: Ends) -> Iterator[datetime | None]:
    values, present = ends
    there = np.ones(len(values), np.bool_) if present is None else present
    for value, is_there in zip(values.tolist(), there.tolist(), strict=True):
        yield to_datetime(value) if is_there else None


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
        request: Request | None,
        told: Mapping[str, str],
        where: str,
        value: str,
    ) -> tuple[str, str]:
        """Return the code of what keeps one row from an answer, and what to say of it.

        Args:
            code: the reason that the answer gives.
            key: the key of the contract.
            request: what is asked about, where the answer itself gives the reason.
            told: what stands in the columns of attributes, where something does.
            where: the name of the column that is at fault.
            value: what stands there.
        """
        if request is not None:
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
        self._stream = stream
        self._separator = requests.separator
        self._line = csv.writer(_Written(), delimiter=requests.separator).writerow
        self._write_malformed = lru_cache(maxsize=1024)(self._write_one_malformed)
        stream.write(self._line(_COLUMNS))

    def number(self, size: int) -> Positions:
        """Return the numbers of the next ``size`` rows that are not malformed."""
        # A copy, since Arrow parses the next block in a thread of its own, which may append to it meanwhile.
        malformed = [row.number for row in tuple(self._malformed)]
        numbers = np.arange(self.rows + 1, self.rows + size + len(malformed) + 1)
        return numbers[~np.isin(numbers, malformed)][:size]

    def write(self, rejects: Rejects, last: int) -> None:
        """Write the rejects, and the malformed rows, up to the row with the number ``last``."""
        lines = [self._write(each) for each in rejects.said]
        found: Iterable[tuple[int, str]] = zip(
            rejects.numbers.tolist(), map(lines.__getitem__, rejects.which.tolist()), strict=True
        )
        self._write_all(merge(found, self._malformed_until(last)) if self._malformed else found)
        self.rejects += len(rejects.numbers)
        self.rows = last

    def finish(self) -> None:
        """Write the malformed rows at the end of the file."""
        if self._malformed:
            self.rows = self._malformed[-1].number
            self._write_all(self._malformed_until(self.rows))

    def _write_all(self, found: Iterable[tuple[int, str]]) -> None:
        self._stream.writelines(f"{number}{self._separator}{line}" for number, line in found)

    def _write(self, reject: Reject) -> str:
        """Write what follows the number of a row that is rejected."""
        contract, received_at, code, message = reject
        line: str = self._line((in_a_cell(contract), in_a_cell(received_at), code, message))
        return line

    def _malformed_until(self, last: int) -> Iterator[tuple[int, str]]:
        while self._malformed and self._malformed[0].number <= last:
            number, *told = self._malformed.popleft()
            self.rejects += 1
            yield number, self._write_malformed(*told)

    def _write_one_malformed(self, start: str, fields: int, expected: int) -> str:
        message = tell("PSP756", self._language, found=fields, expected=expected, start=start)
        return self._write(Reject("", "", "PSP756", message))


class _Written:
    """Give back each line of a CSV file as a text."""

    @staticmethod
    def write(line: str) -> str:
        return line
