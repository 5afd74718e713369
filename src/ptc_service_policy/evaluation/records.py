"""An answer with everything that it was based on, to be kept and shown again years later."""

import json
from codecs import BOM_UTF8
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, Self

from pydantic import AfterValidator, ValidationError, field_serializer
from pydantic_core import ErrorDetails

from ptc_service_policy.decisions import Basis, Citation, Decision, Firmness, PartBasis
from ptc_service_policy.errors import (
    MOST_PROBLEMS,
    InvalidRecordError,
    Problem,
    describe,
    quoted,
    shown,
    write_path,
)
from ptc_service_policy.evaluation.environment import Environment, environment
from ptc_service_policy.evaluation.standing import Kept, RecordedHolidays, RecordedZone, Watch
from ptc_service_policy.loading.files import MOST_VALUES, read_named
from ptc_service_policy.model.base import Id, Mapped
from ptc_service_policy.model.frozen import FrozenDict, freeze
from ptc_service_policy.model.plain import plain
from ptc_service_policy.model.policy import Version
from ptc_service_policy.model.policy_files import PolicyFiles
from ptc_service_policy.model.source import Digest
from ptc_service_policy.settling.applied import Applied
from ptc_service_policy.settling.contract import Contract
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.recorded import held, write_given
from ptc_service_policy.topics.registry import topic

if TYPE_CHECKING:
    from ptc_service_policy.evaluation.policy import Policy

MAX_BYTES = 1_000_000
_TOO_DEEP = LocalizedText(fr="trop de niveaux imbriqués", en="it is nested too deeply")
_TWICE = LocalizedText(fr="la clé `{key}` figure deux fois", en="the key `{key}` is there twice")
_NO_NUMBER = LocalizedText(fr="`{value}` n'est pas un nombre", en="`{value}` is not a number")
Plain = Annotated[Any, AfterValidator(freeze)]
"""Data as JSON has them, frozen."""


class RecordedQuestion(Kept):
    """Hold what was asked: the question, what it was about, and what it was asked with, in plain form.

    ``offering`` is None where a contract says it.
    """

    topic: Id
    offering: Id | None = None
    about: str = ""
    given: Mapped[str, Plain]


class RecordedAnswer(Kept):
    """Hold an answer, its value in plain form."""

    value: Plain
    basis: Basis
    firmness: tuple[Firmness, ...]
    reason: LocalizedText
    citations: tuple[Citation, ...]
    rules: tuple[str, ...]
    parts: tuple[PartBasis, ...]


class Record(Kept):
    """Hold a question, its answer and everything that the answer was based on; it goes to JSON and back.

    ``calendars`` are the digests of the holiday calendars of the policies that were read, ``holidays`` and
    ``zones`` what was a holiday, and where clocks stood, on the days that the question is about.
    ``last_event`` is the last event of the journal of editions that was known, None where there was none:
    what is recorded later does not change whom the version governed as far as anybody knew. ``replay`` asks
    again.
    """

    format: Literal[1] = 1
    question: RecordedQuestion
    contract: Contract | None
    answer: RecordedAnswer
    policy_version: Version
    policy_digest: Digest
    last_event: Id | None = None
    calendars: Mapped[Id, Digest]
    holidays: tuple[RecordedHolidays, ...]
    zones: tuple[RecordedZone, ...]
    environment: Environment

    @field_serializer("contract")
    def _write_contract(self, contract: Contract | None) -> Any:
        if contract is None:
            return None
        return contract.model_dump(mode="json", by_alias=True, exclude_unset=True)

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> Self:
        """Read a record from a JSON file.

        Raises:
            InvalidRecordError: if the file cannot be read, or is not a record, with what is wrong.
        """
        if not isinstance(path, str | PathLike):
            raise InvalidRecordError.of("PSP783", value=shown(path))
        raw = read_named(Path(path), MAX_BYTES, called=str(path), refused=InvalidRecordError)
        return cls.from_text(raw, file=str(path))

    @classmethod
    def from_text(cls, text: str | bytes, *, file: str = "record") -> Self:
        """Read a record from JSON text; ``file`` is how problems call it.

        Raises:
            InvalidRecordError: if it is not a record, with what is wrong.
        """
        if not isinstance(text, str | bytes):
            raise InvalidRecordError.of("PSP783", value=shown(text))
        text = text.removeprefix(BOM_UTF8) if isinstance(text, bytes) else text.removeprefix("\ufeff")
        _read_json(text, file)
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            found = error.errors(include_url=False, include_input=False)
            problems = (_problem(file, each) for each in found[:MOST_PROBLEMS])
            raise InvalidRecordError(*problems) from None


def _problem(file: str, detail: ErrorDetails) -> Problem:
    path, told = detail["loc"], detail.get("ctx", {})
    if "code" in told:  # the contract has faults of its own
        message, hint = LocalizedText(**told["message"]), LocalizedText(**told["hint"])
        return Problem(told["code"], message, hint, file=file, path=path)
    where = write_path(path) or "JSON"
    return describe("PSP781", file=file, path=path, where=where, cause=quoted(detail["msg"]))


def record_of_contract(applied: Applied, name: str, about: str, given: Mapping[str, Any]) -> Record:
    """Ask a policy that is applied to a contract, and record the answer."""
    from ptc_service_policy.evaluation.applied import answer

    watch, given = Watch(), held(given)
    decision = answer(applied.seen_by(watch), name, about, given)
    known = applied.subject.files.holiday_calendars
    days = (given, decision.value) if topic(name).inputs else ()
    holidays = watch.holidays(known, *days)
    question = RecordedQuestion(topic=name, about=about, given=write_given(given))
    return Record(
        question=question,
        contract=applied.contract,
        calendars=FrozenDict(
            {each.source: known[each.source].digest for each in holidays if each.source in known}
        ),
        holidays=holidays,
        zones=watch.zones(applied.contract.time_zone, *days),
        **_of_any_answer(decision, applied.subject.files),
    )


def record_of_policy(
    policy: "Policy", name: str, offering: str, about: str, attributes: Mapping[str, Any]
) -> Record:
    """Ask a policy a question that needs no contract, and record the answer."""
    decision = policy.ask(name, offering, about, **attributes)
    return Record(
        question=RecordedQuestion(topic=name, offering=offering, about=about, given=write_given(attributes)),
        contract=None,
        calendars=FrozenDict(),
        holidays=(),
        zones=(),
        **_of_any_answer(decision, policy.files),
    )


def _of_any_answer(decision: Decision[Any], files: PolicyFiles) -> dict[str, Any]:
    answer = RecordedAnswer(
        value=plain(decision.value),
        basis=decision.basis,
        firmness=decision.firmness,
        reason=LocalizedText(fr=decision.reason.fr, en=decision.reason.en),
        citations=decision.citations,
        rules=decision.rules,
        parts=decision.parts,
    )
    return {
        "answer": answer,
        "policy_version": decision.policy_version,
        "policy_digest": decision.policy_digest,
        "last_event": files.journal[-1].id if files.journal else None,
        "environment": environment(),
    }


def _read_json(text: str | bytes, file: str) -> None:
    """Refuse what is not a JSON object; pydantic says it in its own words, and takes keys that come twice."""
    try:
        if len(text) > MAX_BYTES:
            raise InvalidRecordError.of("PSP005", file=file, limit=MAX_BYTES)
        written = text if isinstance(text, str) else text.decode("utf-8")
        most = max(MOST_VALUES, len(written) // 20)
        if sum(map(written.count, ",[{")) > most:
            raise InvalidRecordError.of("PSP113", file=file, limit=most)
        json.loads(written, object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise InvalidRecordError.of(
            "PSP780", file=file, line=error.lineno, column=error.colno, cause=quoted(error.msg)
        ) from None
    except UnicodeDecodeError:
        raise InvalidRecordError.of("PSP004", file=file) from None
    except RecursionError:
        raise InvalidRecordError.of("PSP780", file=file, cause=_TOO_DEEP) from None
    except _DamagedError as error:
        raise InvalidRecordError.of("PSP780", file=file, cause=error.cause) from None
    except ValueError as error:
        raise InvalidRecordError.of("PSP780", file=file, cause=quoted(str(error))) from None


class _DamagedError(Exception):
    def __init__(self, cause: LocalizedText) -> None:
        self.cause = cause


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _DamagedError(_TWICE.format(key=twice))
    return found


def _refuse(constant: str) -> NoReturn:
    raise _DamagedError(_NO_NUMBER.format(value=constant))
