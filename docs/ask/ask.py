"""Answers a form of "Ask the policy", in the browser: JSON in, JSON out.

What is fetched only when needed, a package or a version of the policy, is reported as missing; the worker
fetches it and asks again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ptc_service_policy import (
    Citation,
    Contract,
    Decision,
    LocalizedText,
    Policy,
    PolicyError,
    Problem,
    load_policies,
)
from ptc_service_policy.evaluation.comparison import EFFECTS
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.model.plain import plain
from ptc_service_policy.text import Language
from ptc_service_policy.topics.reading import UnreadableError, read_attribute, read_input, spelling
from ptc_service_policy.topics.registry import topic
from ptc_service_policy.topics.sentences import name_firmness
from ptc_service_policy.topics.topic import Input, Topic
from ptc_service_policy.topics.wording import Wording, name_basis
from ptc_service_policy.typography import typeset

if TYPE_CHECKING:
    from ptc_service_policy import Record

COMPARE = "compare"
_NO_DIFFERENCE = LocalizedText(fr="Aucune différence.", en="No difference.")
_COLUMNS = (
    LocalizedText(fr="Sujet", en="Subject"),
    LocalizedText(fr="Effet", en="Effect"),
    LocalizedText(fr="Avant", en="Before"),
    LocalizedText(fr="Après", en="After"),
)
_CELL = LocalizedText(fr="{reason} ({basis})", en="{reason} ({basis})")
_SKIPPED = LocalizedText(
    fr="Le {at}, cette heure n'existe pas : l'horloge la saute. Indiquez-en une autre.",
    en="There is no such time as {at}: the clock skips it. Give another one.",
)
_COMES_TWICE = LocalizedText(
    fr="Le {at} revient deux fois, car l'horloge recule : la première fois est retenue.",
    en="{at} comes twice, since the clock is set back: the first time is meant.",
)
_ABOUT_A_KIND = {"PSP615": "pauses", "PSP632": "marks"}
"""Which problems are about inputs of one kind, wherever they stand among those of the question."""
_CONTRACT_FIELDS = ("offering", "time_zone", "holidays", "start")

Form = dict[str, Any]


@dataclass(slots=True)
class Reply:
    """Gather what the page shows: an answer or a table, and the places that they rest on, each once."""

    policy: Policy
    language: Language
    citations: dict[Citation, int] = field(default_factory=dict)

    def tell(self, asked: Topic[Any], decision: Decision[Any], wording: Wording) -> dict[str, Any]:
        """Show a decision: its value in words, on whose authority and how firmly it stands, and why."""
        hedges = dict.fromkeys(self.say(name_firmness(each)) for each in decision.firmness)
        answer = {
            "value": self.say(asked.name_answer(decision, wording)).split("\n"),
            "basis": decision.basis,
            "basisWords": self.say(name_basis(decision)),
            "firmness": list(hedges),
            "reason": self.say(decision.reason),
            "cites": self.cite(decision.citations),
        }
        return self._record(decision, answer=answer)

    def compare(self, before: str, after: str) -> dict[str, Any]:
        """Show every answer in which two offerings differ."""
        comparison = self.policy.compare(before, after)
        rows = []
        for each in comparison.differences:
            sides = [
                self.say(_CELL.format(reason=side.reason, basis=name_basis(side)))
                for side in (each.before, each.after)
            ]
            cites = self.cite((*each.before.citations, *each.after.citations))
            rows.append(
                {"cells": [self.say(each.label), self.say(EFFECTS[each.effect]), *sides], "cites": cites}
            )
        table = {"columns": [self.say(name) for name in _COLUMNS], "rows": rows}
        return self._record(comparison, table=table, note=None if rows else self.say(_NO_DIFFERENCE))

    def say(self, text: LocalizedText) -> str:
        """Write a text for the reader of the page."""
        return typeset(text[self.language], self.language)

    def cite(self, citations: Iterable[Citation]) -> list[int]:
        """Return the numbers of citations, counted from 1 in the order in which they first appear."""
        return [self.citations.setdefault(each, len(self.citations) + 1) for each in citations]

    def _record(self, data: object, **shown: Any) -> dict[str, Any]:
        places = [
            {"kind": each.kind, "id": each.id, "place": self.say(each.place)} for each in self.citations
        ]
        policy = {"version": self.policy.version, "digest": self.policy.digest}
        return {**shown, "data": plain(data), "citations": places, "policy": policy}


class NotFetchedError(Exception):
    """Say which part is to be fetched first."""

    def __init__(self, part: str) -> None:
        """Take the name of the part."""
        super().__init__(part)
        self.part = part


def part_of(version: str) -> str:
    """Return the name of the part that a version of the policy comes in."""
    return f"policy-{version}"


def policy_of(version: str) -> Policy:
    """Return a published version; raise NotFetchedError while it is not here."""
    if not _is_here(version):
        raise NotFetchedError(part_of(version))
    return load_policies()[version]


def _is_here(version: str) -> bool:
    return shipped("compiled").joinpath(f"{version}.json").is_file()


def prepare() -> None:
    """Load the version that came with the library, so that the first answer need not wait for it."""
    policies = load_policies()
    for version in filter(_is_here, policies):
        policies[version]


def answer(question: str) -> str:
    """Answer {"form": ..., "language": ...}: what to show, the problems, or the package that is missing."""
    asked = json.loads(question)
    form: Form = asked["form"]
    try:
        reply = _answer(form, asked["language"])
    except NotFetchedError as error:
        reply = {"missing": error.part}
    except ModuleNotFoundError as error:
        reply = {"missing": str(error.name).partition(".")[0]}
    except RefusedInputError as error:
        said = typeset(error.said[asked["language"]], asked["language"])
        reply = {"problems": [{"code": "", "message": said, "hint": "", "place": "", "field": error.field}]}
    except PolicyError as error:
        reply = {"problems": [_problem(each, form, asked["language"]) for each in error.problems]}
    return json.dumps(reply)


def _answer(form: Form, language: Language) -> dict[str, Any]:
    policy = policy_of(form["version"])
    reply = Reply(policy, language)
    about = form.get("about", "")
    if form["ask"] == COMPARE:
        return reply.compare(form["offering"], about)
    asked = topic(form["ask"])
    told = form.get("attributes", {}).items()
    attributes = {name: read_attribute(policy.files, name, value) for name, value in told}
    if not asked.needs_contract and "time_zone" not in form:
        if form.get("record"):
            return {"record": _written(policy.record(asked.name, form["offering"], about, **attributes))}
        decision = policy.ask(asked.name, form["offering"], about, **attributes)
        return reply.tell(asked, decision, Wording(policy.files))
    applied = policy.apply(_contract(form))
    inputs = {each.name: _read(each, form) for each in asked.inputs if spelling(each) in form}
    _refuse_skipped(asked, inputs)
    decision = applied.ask(asked.name, about, **inputs, **attributes)
    if form.get("icalendar"):
        return {"icalendar": applied.write_icalendar(decision.value, language)}
    if form.get("record"):
        return {"record": _written(applied.record(asked.name, about, **inputs, **attributes))}
    told = reply.tell(asked, decision, Wording(applied.files))
    return {**told, "note": _which_is_meant(asked, inputs, language)}


def _written(record: "Record") -> str:
    return f"{record.model_dump_json(indent=2)}\n"


class RefusedInputError(Exception):
    """Say in which field something was entered that cannot be asked with, and why."""

    def __init__(self, field: str, said: LocalizedText) -> None:
        """Take the field and the reason."""
        super().__init__(field, said.en)
        self.field, self.said = field, said


def _read(asked: Input, form: Form) -> Any:
    name = spelling(asked)
    try:
        return read_input(asked, form[name])
    except UnreadableError as error:
        raise RefusedInputError(name, error.said) from None


def _refuse_skipped(asked: Topic[Any], inputs: Mapping[str, Any]) -> None:
    for name, at in _instants(asked, inputs):
        shown = at.astimezone(UTC).astimezone(at.tzinfo)
        if shown.replace(tzinfo=None) != at.replace(tzinfo=None):
            raise RefusedInputError(name, _SKIPPED.format(at=at))


def _which_is_meant(asked: Topic[Any], inputs: Mapping[str, Any], language: Language) -> str | None:
    """Say of a time that a clock shows twice which of both is meant."""
    for _, at in _instants(asked, inputs):
        if at.utcoffset() != at.replace(fold=1).utcoffset():
            return typeset(_COMES_TWICE.format(at=at)[language], language)
    return None


def _instants(asked: Topic[Any], inputs: Mapping[str, Any]) -> Iterator[tuple[str, datetime]]:
    for each in asked.inputs:
        given = inputs.get(each.name)
        if each.kind == "instant" and given is not None:
            yield spelling(each), given
        elif each.kind == "pauses":
            yield from ((spelling(each), at) for pause in given or () for at in pause if at is not None)


def _contract(form: Form) -> Contract:
    if "contract" in form:
        return Contract.from_text(form["contract"])
    return Contract.model_validate({key: form[key] for key in (*_CONTRACT_FIELDS, "readings") if key in form})


def _problem(problem: Problem, form: Form, language: Language) -> dict[str, Any]:
    """Return a problem and its field: its own, that of the other terms, or the question's last one."""
    own = [item for item in problem.path[:1] if item in _CONTRACT_FIELDS]
    beside = ["terms"] if "contract" in form and (problem.path or problem.file) else []
    of_an_attribute = [f"attribute-{item}" for item in problem.path[:1]]
    asked = None if form["ask"] == COMPARE else topic(form["ask"])
    inputs = () if asked is None else asked.inputs
    needed = [spelling(each) for each in inputs if not each.optional]
    kind = _ABOUT_A_KIND.get(problem.code)
    of_a_kind = [spelling(each) for each in inputs if each.kind == kind and spelling(each) in form]
    return {
        "code": problem.code,
        "message": typeset(problem.message[language], language),
        "hint": typeset(problem.hint[language], language),
        "place": problem.place if "contract" in form else "",
        "field": next(iter(own or of_a_kind or beside or of_an_attribute or needed[-1:]), "about"),
    }
