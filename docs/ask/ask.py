"""Answers a form of "Ask the policy", in the browser: JSON in, JSON out.

A package that is fetched only when needed is reported as missing; the worker fetches it and asks again.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from ptc_service_policy import (
    Citation,
    Comparison,
    Contract,
    Decision,
    Delivered,
    Engagement,
    Finding,
    LocalizedText,
    Obligation,
    Policy,
    PolicyError,
    Problem,
    ResponseDue,
    Window,
    load_policy,
)
from ptc_service_policy.cli.values import (
    BASES,
    EFFECTS,
    FULFILMENTS,
    WITHIN_THE_LIMITS,
    has_dates,
    name_value,
)
from ptc_service_policy.evaluation.response import name_skipped
from ptc_service_policy.text import Language, write_date, write_instant

OnPolicy = Callable[..., Decision[Any]]

_SKIPPED = LocalizedText(fr="Jours non comptés", en="Days not counted")

_NOTHING_OWED = LocalizedText(fr="Rien n'est dû à une date.", en="Nothing is owed by a date.")
_NEVER_OPEN = LocalizedText(fr="Aucune plage dans cet intervalle.", en="No such time in this range.")
_NO_DIFFERENCE = LocalizedText(fr="Aucune différence.", en="No difference.")
_COLUMNS = {
    "what": LocalizedText(fr="Prestation", en="What is owed"),
    "suggested": LocalizedText(fr="Date proposée", en="Suggested date"),
    "state": LocalizedText(fr="État", en="State"),
    "basis": LocalizedText(fr="Fondement", en="Basis"),
    "why": LocalizedText(fr="Motif", en="Why"),
    "start": LocalizedText(fr="Début", en="From"),
    "end": LocalizedText(fr="Fin", en="Until"),
    "limit": LocalizedText(fr="Limite", en="Limit"),
    "effect": LocalizedText(fr="Effet", en="Effect"),
    "before": LocalizedText(fr="Avant", en="Before"),
    "after": LocalizedText(fr="Après", en="After"),
}


_CONTRACT_FIELDS = ("offering", "time_zone", "holidays", "start")


@dataclass(frozen=True, slots=True)
class Term:
    """Describe how a question is put to the policy, and to a contract whose terms can change the answer."""

    of_policy: OnPolicy
    of_contract: OnPolicy | None = None


TERMS = {
    "entitlement": Term(Policy.entitlement, Engagement.entitlement),
    "delivery": Term(Policy.delivery, Engagement.delivery),
    "proactive-contact": Term(Policy.proactive_contact, Engagement.proactive_contact),
    "response-target": Term(Policy.response_target, Engagement.response_target),
    "limit": Term(Policy.limit, Engagement.limit),
    "language": Term(Policy.language, Engagement.language),
    "charge": Term(Policy.charge),
    "deployment": Term(Policy.deployment),
    "support-hours": Term(Policy.support_hours),
    "support-exception": Term(Policy.support_exception),
    "on-request-days": Term(Policy.on_request_days),
    "meetings": Term(Policy.meetings),
    "stand-in": Term(Policy.stand_in),
    "approver": Term(Policy.approver),
    "additional-offering": Term(Policy.additional_offering),
    "shared-manager": Term(Policy.shared_manager),
    "sale": Term(Policy.sale),
    "commitment": Term(Policy.commitment),
}


@dataclass(slots=True)
class Reply:
    """Gather what the page shows: answers, a table, and the places that they rest on, each once."""

    policy: Policy
    language: Language
    data: Any = None
    answers: list[dict[str, Any]] = field(default_factory=list)
    table: dict[str, Any] | None = None
    note: str | None = None
    citations: dict[Citation, int] = field(default_factory=dict)

    def answer(self, decision: Decision[Any], facts: Iterable[tuple[LocalizedText, list[str]]] = ()) -> None:
        """Show a decision, and beside its value what else it tells."""
        self.answers.append(
            {
                "value": name_value(decision.value, self.policy, self.language),
                "facts": [[label[self.language], values] for label, values in facts],
                "basis": decision.basis,
                "basisWords": BASES[decision.basis][self.language],
                "reason": decision.reason[self.language],
                "cites": self.cite(decision.citations),
            }
        )

    def cite(self, citations: Iterable[Citation]) -> list[int]:
        """Return the numbers of citations, counted from 1 in the order in which they first appear."""
        return [self.citations.setdefault(each, len(self.citations) + 1) for each in citations]

    def tabulate(self, columns: Iterable[str], rows: Iterable[tuple[list[str], list[int]]]) -> None:
        """Show a table; each row brings the numbers of the places that it rests on."""
        self.table = {
            "columns": [_COLUMNS[name][self.language] for name in columns],
            "rows": [{"cells": cells, "cites": cites} for cells, cites in rows],
        }

    def as_record(self) -> dict[str, Any]:
        """Return plain types."""
        places = [
            {"kind": each.kind, "id": each.id, "place": each.place[self.language]} for each in self.citations
        ]
        return {
            "data": self.data,
            "answers": self.answers,
            "table": self.table,
            "note": self.note,
            "citations": places,
            "policy": {"version": self.policy.version, "digest": self.policy.digest},
        }


def prepare() -> str:
    """Load the newest policy, so that the first answer need not wait for it; return its version."""
    return load_policy().version


def answer(question: str) -> str:
    """Answer {"form": ..., "language": ...}: what to show, the problems, or the package that is missing."""
    asked = json.loads(question)
    form: dict[str, Any] = asked["form"]
    try:
        reply = _answer(form, asked["language"])
    except ModuleNotFoundError as error:
        reply = {"missing": str(error.name).partition(".")[0]}
    except PolicyError as error:
        reply = {"problems": [_problem(each, form, asked["language"]) for each in error.problems]}
    return json.dumps(reply)


def _answer(form: dict[str, Any], language: Language) -> dict[str, Any]:
    reply = Reply(load_policy(), language)
    if form["ask"] in TERMS:
        _answer_term(reply, form)
    elif form["ask"] == "compare":
        _compare(reply, form)
    else:
        engagement = reply.policy.engage(_contract(form))
        if form.get("icalendar"):
            return {"icalendar": engagement.write_icalendar(_owed(engagement, form), language)}
        _QUESTIONS[form["ask"]](reply, engagement, form)
    return reply.as_record()


def _answer_term(reply: Reply, form: dict[str, Any]) -> None:
    term = TERMS[form["ask"]]
    about = [form["about"]] if form.get("about") else []
    if not form.get("holidays"):
        decision = term.of_policy(reply.policy, form["offering"], *about)
    elif term.of_contract is None:
        contract = reply.policy.engage(_contract(form)).contract
        decision = term.of_policy(reply.policy, contract.offering, *about)
    else:
        decision = term.of_contract(reply.policy.engage(_contract(form)), *about)
    reply.data = _plain(decision, Decision[Any])
    reply.answer(decision)


def _contract(form: dict[str, Any]) -> Contract:
    if form.get("contract"):
        return Contract.from_text(form["contract"])
    keys = (*_CONTRACT_FIELDS, "readings")
    return Contract.model_validate({key: form[key] for key in keys if form.get(key)})


def _due(reply: Reply, engagement: Engagement, form: dict[str, Any]) -> None:
    pauses = [
        (_at(engagement, each["from"]), _at(engagement, each["until"])) for each in form.get("pauses", ())
    ]
    decision = engagement.response_due(_at(engagement, form["received"]), pauses=pauses)
    reply.data = _plain(decision, Decision[Any])
    reply.answer(decision, _due_facts(decision.value, reply.language))


def _due_facts(due: ResponseDue | None, language: Language) -> list[tuple[LocalizedText, list[str]]]:
    if due is None or not due.skipped:
        return []
    return [(_SKIPPED, [name_skipped(each, language) for each in due.skipped])]


def _availability(reply: Reply, engagement: Engagement, form: dict[str, Any]) -> None:
    at = _at(engagement, form["at"])
    decision = engagement.availability(at)
    reply.data = _plain(decision, Decision[Any])
    reply.answer(decision)
    if decision.value not in {"available", None}:
        reply.answer(engagement.next_available(at))


def _next_available(reply: Reply, engagement: Engagement, form: dict[str, Any]) -> None:
    decision = engagement.next_available(_at(engagement, form["at"]))
    reply.data = _plain(decision, Decision[Any])
    reply.answer(decision)


def _windows(reply: Reply, engagement: Engagement, form: dict[str, Any]) -> None:
    found = engagement.available_windows(_at(engagement, form["from"]), _at(engagement, form["until"]))
    reply.data = _plain(found, tuple[Window, ...])
    to = reply.language
    rows = [([write_instant(each.start, to), write_instant(each.end, to)], []) for each in found]
    reply.tabulate(("start", "end"), rows)
    reply.note = None if found else _NEVER_OPEN[to]


def _owed(engagement: Engagement, form: dict[str, Any]) -> tuple[Obligation, ...]:
    done = [Delivered(each["subject"], date.fromisoformat(each["on"])) for each in form.get("delivered", ())]
    as_of = date.fromisoformat(form["as_of"]) if form.get("as_of") else None
    first, end = date.fromisoformat(form["from"]), date.fromisoformat(form["until"])
    return engagement.obligations(first, end, delivered=done, as_of=as_of)


def _obligations(reply: Reply, engagement: Engagement, form: dict[str, Any]) -> None:
    found = _owed(engagement, form)
    reply.data = _plain(found, tuple[Obligation, ...])
    judged = ("state",) if form.get("as_of") else ()
    rows = [
        (_obligation_cells(each, reply.language, judged=bool(judged)), reply.cite(each.citations))
        for each in found
    ]
    reply.tabulate(("what", "suggested", *judged, "basis", "why"), rows)
    reply.note = None if found else _NOTHING_OWED[reply.language]
    for service in reply.policy.services:
        delivery = engagement.delivery(service)
        if engagement.entitlement(service).value and not has_dates(delivery.value):
            reply.answer(delivery)


def _obligation_cells(each: Obligation, to: Language, *, judged: bool) -> list[str]:
    suggested = "-" if each.suggested is None else write_date(each.suggested, to)
    state = [FULFILMENTS[each.fulfilment][to]] if judged else []
    return [each.name[to], suggested, *state, BASES[each.basis][to], each.reason[to]]


def _workload(reply: Reply, engagement: Engagement, form: dict[str, Any]) -> None:
    findings = engagement.check_workload(
        open_cases=form.get("open_cases"),
        weekly_hours=form.get("weekly_hours", ()),
        contacts=form.get("contacts"),
    )
    reply.data = _plain(findings, tuple[Finding, ...])
    to, limits = reply.language, reply.policy.files.engagement.limits
    rows = [
        ([limits[each.limit].name[to], BASES[each.basis][to], each.reason[to]], reply.cite(each.citations))
        for each in findings
    ]
    reply.tabulate(("limit", "basis", "why"), rows)
    reply.note = None if findings else WITHIN_THE_LIMITS[to]


def _compare(reply: Reply, form: dict[str, Any]) -> None:
    comparison = reply.policy.compare(form["offering"], form["about"])
    reply.data = _plain(comparison, Comparison)
    to = reply.language
    rows = []
    for each in comparison.differences:
        sides = [f"{side.reason[to]} ({BASES[side.basis][to]})" for side in (each.before, each.after)]
        rows.append(
            ([EFFECTS[each.effect][to], *sides], reply.cite((*each.before.citations, *each.after.citations)))
        )
    reply.tabulate(("effect", "before", "after"), rows)
    reply.note = None if rows else _NO_DIFFERENCE[to]


_QUESTIONS: Mapping[str, Callable[[Reply, Engagement, dict[str, Any]], None]] = {
    "due": _due,
    "availability": _availability,
    "next-available": _next_available,
    "windows": _windows,
    "obligations": _obligations,
    "workload": _workload,
}
KNOWN = (*_QUESTIONS, *TERMS, "compare")
"""Every question, by the name that ``ptc-policy answer`` calls it."""


def _at(engagement: Engagement, local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(engagement.contract.time_zone))


def _plain(value: object, shape: Any) -> Any:
    return TypeAdapter(shape).dump_python(value, mode="json")


def _problem(problem: Problem, form: dict[str, Any], language: Language) -> dict[str, Any]:
    """Return a problem and its field: its own, that of the other terms, or the question's last one."""
    own = [item for item in problem.path[:1] if item in _CONTRACT_FIELDS]
    beside = ["terms"] if form.get("contract") and (problem.path or problem.file) else []
    of_the_question = [name for name in ("received", "at", "from", "until", "about") if form.get(name)]
    return {
        "code": problem.code,
        "message": problem.message[language],
        "hint": problem.hint[language],
        "place": problem.place if form.get("contract") else "",
        "field": next(iter(own or beside or of_the_question[-1:]), None),
    }
