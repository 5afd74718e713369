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
from ptc_service_policy.decisions import Decision, Grounds, Reason, Values, join
from ptc_service_policy.evaluation.service_levels import UNSTATED_TARGET, DayCount
from ptc_service_policy.evaluation.subject import Subject
from ptc_service_policy.text import Language, LocalizedText, Writable, write_date, write_list

Pauses = Iterable[tuple[datetime, datetime]]

_DUE = LocalizedText(
    fr="Demande reçue le {received}. Dans le cadre de l'offre « {offering} », le gestionnaire "
    "répond sous {days}, soit au plus tard le {due}.{skipped}",
    en='Request received on {received}. Under "{offering}", the manager responds within {days}, '
    "that is, by {due} at the latest.{skipped}",
)
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


class ResponseClock:
    """Know, for one contract, when the response to a request is due."""

    __slots__ = ("_calendar", "_convention", "_days", "_grounds", "_subject")

    def __init__(self, subject: Subject, calendar: BusinessCalendar, counting: Grounds) -> None:
        """Settle the target and the convention once, so that each question only counts."""
        rule = subject.files.service_levels.response_target
        like, target = subject.settle(rule)
        ways = subject.files.service_levels.counting
        receipt, receipt_grounds = subject.follow(ways.receipt)
        expiry, expiry_grounds = subject.follow(ways.expiry)
        self._subject = subject
        self._calendar = calendar
        self._convention = Convention(cast("Receipt", receipt), cast("Expiry", expiry))
        self._days = None if like is None else BusinessDays(rule.values[like].business_days)
        self._grounds = target if like is None else join((target, counting, receipt_grounds, expiry_grounds))

    def due(self, received_at: datetime, pauses: Pauses) -> Decision[ResponseDue | None]:
        """Count from one receipt."""
        if self._days is None:
            self._calendar.is_open(received_at)
            return self._subject.decide(None, self._grounds, UNSTATED_TARGET)
        found = self._calendar.due_details(received_at, self._days, self._convention, pauses)
        return self._subject.answer(
            ResponseDue(*found),
            self._grounds,
            Reason(_DUE, partial(_words, self._subject.name, self._days, received_at, found)),
        )


def _words(offering: LocalizedText, days: BusinessDays, received: datetime, found: Due) -> Values:
    return {
        "offering": offering,
        "received": received.astimezone(found.due.tzinfo),
        "days": DayCount(days.count),
        "due": found.due,
        "skipped": _Skipped(found.skipped),
    }


@dataclass(frozen=True, slots=True)
class _Skipped(Writable):
    days: tuple[SkippedDay, ...]

    def write(self, language: Language) -> str:
        if not self.days:
            return ""
        start = " Jours non comptés : " if language == "fr" else " Days not counted: "
        named = [
            f"{write_date(each.day, language)} ({(each.name or _SKIP_REASONS[each.reason])[language]})"
            for each in self.days
        ]
        return f"{start}{write_list(named, language)}."
