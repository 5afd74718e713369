"""When a response is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import cast

from ptc_service_policy.business_time import (
    BusinessCalendar,
    BusinessDays,
    Convention,
    Due,
    Expiry,
    Receipt,
    SkippedDay,
)
from ptc_service_policy.decisions import Decision, Grounds, Reason, join
from ptc_service_policy.evaluation.service_levels import UNSTATED_TARGET, DayCount
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.text import Language, LocalizedText, write_date, write_instant, write_list

Pauses = Iterable[tuple[datetime, datetime]]

_DUE = LocalizedText(
    fr="Demande reçue le {received}. Dans le cadre de l'offre « {offering} », le gestionnaire "
    "répond sous {days}, soit au plus tard le {due}.{skipped}",
    en='Request received on {received}. Under "{offering}", the manager responds within {days}, '
    "that is, by {due} at the latest.{skipped}",
)
_SKIPPED = LocalizedText(fr=" Jours non comptés : {days}.", en=" Days not counted: {days}.")
_SKIP_REASONS = {
    "no-hours": LocalizedText(fr="jour non travaillé", en="not a working day"),
    "holiday": LocalizedText(fr="jour férié", en="holiday"),
    "closure": LocalizedText(fr="fermeture", en="closure"),
    "special-hours": LocalizedText(fr="fermé par exception", en="closed by exception"),
}


@dataclass(frozen=True, slots=True)
class ResponseDue:
    """Say when a response is due.

    A response up to and including ``due`` is in time. ``plan_by`` is the earliest instant that any
    reading of the target would give: who plans to it is in time under all of them. ``skipped`` are the
    days that were passed over, each with its reason.
    """

    due: datetime
    plan_by: datetime
    skipped: tuple[SkippedDay, ...]


@dataclass(frozen=True, slots=True)
class ResponseTerms:
    """Hold by what the responses to one contract are counted, and on what grounds.

    ``days`` are None where the source sets no target. ``grounds`` are those of a due instant, ``counting``
    those of the calendar alone.
    """

    days: BusinessDays | None
    convention: Convention
    grounds: Grounds
    counting: Grounds


class ResponseClock:
    """Know, for one contract, when the response to a request is due."""

    __slots__ = ("_calendar", "_convention", "_counting", "_days", "_grounds", "_subject")

    def __init__(self, subject: Subject, calendar: BusinessCalendar, counting: Grounds) -> None:
        """Settle the target and the convention once, so that each question only counts."""
        rule = subject.files.service_levels.response_target
        like, target = subject.settle(rule)
        ways = subject.files.service_levels.counting
        receipt, receipt_grounds = subject.follow(ways.receipt)
        expiry, expiry_grounds = subject.follow(ways.expiry)
        self._subject = subject
        self._calendar = calendar
        self._counting = counting
        self._convention = Convention(cast("Receipt", receipt), cast("Expiry", expiry))
        self._days = None if like is None else BusinessDays(rule.values[like].business_days)
        self._grounds = target if like is None else join((target, counting, receipt_grounds, expiry_grounds))

    @property
    def terms(self) -> ResponseTerms:
        """Return the target, the convention and the grounds that each question is answered with."""
        return ResponseTerms(self._days, self._convention, self._grounds, self._counting)

    def due(self, received_at: datetime, pauses: Pauses) -> Decision[ResponseDue | None]:
        """Count from one receipt."""
        if self._days is None:
            self._calendar.is_open(received_at)
            return self._subject.decide(None, self._grounds, UNSTATED_TARGET)
        found = self._calendar.due_details(received_at, self._days, self._convention, pauses)
        return self._subject.answer(
            ResponseDue(*found),
            self._grounds,
            Reason(partial(_write_due, self._subject.name, self._days.count, received_at, found)),
        )


def _write_due(offering: LocalizedText, days: int, received: datetime, found: Due, language: Language) -> str:
    skipped = [name_skipped(each, language) for each in found.skipped]
    return _DUE[language].format(
        offering=offering[language],
        received=write_instant(received.astimezone(found.due.tzinfo), language),
        days=DayCount(days).write(language),
        due=write_instant(found.due, language),
        skipped=_SKIPPED[language].format(days=write_list(skipped, language)) if skipped else "",
    )


def name_skipped(skipped: SkippedDay, language: Language) -> str:
    """Write a day that was not counted, and why: "lundi 6 avril 2026 (Lundi de Pâques)"."""
    return (
        f"{write_date(skipped.day, language)} ({(skipped.name or _SKIP_REASONS[skipped.reason])[language]})"
    )
