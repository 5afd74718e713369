"""Every fact of the service description, encoded a second time from the text, and the text itself."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from tests.jsonable import jsonable

from ptc_service_policy import Decision, Policy
from ptc_service_policy.authoring.statement_digest import digest_statement
from ptc_service_policy.decisions import Reason
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.engagement import Sale
from ptc_service_policy.settling.subject import Subject
from ptc_service_policy.topics.commitment import CommitmentTerms
from ptc_service_policy.topics.exception import AppliedException

FACTS = Path(__file__).parent / "facts"
OFFERINGS = ("tsam", "standard", "premium")
NOT_IN_TABLE_2 = {"section": "standard-premium", "paragraph": 1}


def read(name: str) -> Any:
    return yaml.safe_load((FACTS / f"{name}.yaml").read_text(encoding="utf-8"))


class Place(NamedTuple):
    section: str
    table: int | None
    kind: str
    position: int


class Fact(NamedTuple):
    question: str
    arguments: tuple[str, ...]
    value: Any
    basis: str
    at: Place
    also: Place | None = None

    def __str__(self) -> str:
        return f"{self.question}({', '.join(self.arguments)})"


def place(plain: dict[str, Any]) -> Place:
    """Read a place: where there is a table it tells the section."""
    ((kind, position),) = [(key, value) for key, value in plain.items() if key not in {"section", "table"}]
    section = plain.get("section") or {1: "specifics", 2: "standard-premium"}[plain["table"]]
    return Place(section, plain.get("table"), kind, position)


def facts_of_table_1() -> Iterator[Fact]:
    for row, service in enumerate(read("table-1")["services"], start=1):
        for offering in OFFERINGS:
            at = place({"table": 1, "row": row})
            yield Fact("entitlement", (offering, service["id"]), service[offering], "stated", at)


def facts_of_table_2() -> Iterator[Fact]:
    rows = {row["id"]: (number, row) for number, row in enumerate(read("table-2")["deliveries"], start=1)}
    for number, service in enumerate(read("table-1")["services"], start=1):
        name = service["id"]
        position, row = rows.get(name, (0, {}))
        told = place({"table": 2, "row": position} if row else NOT_IN_TABLE_2)
        for offering in OFFERINGS:
            if service[offering]:
                basis = "stated" if offering in row else "unstated"
                yield Fact("delivery", (offering, name), row.get(offering), basis, told, told)
            else:  # Table 1 does not include the service, so there is no delivery of it.
                at = place({"table": 1, "row": number})
                yield Fact("delivery", (offering, name), "not-provided", "stated", at)


def facts_of_the_text() -> Iterator[Fact]:
    for entry in read("terms"):
        for offering in OFFERINGS:
            own = entry[offering]
            yield Fact(
                question=entry["question"],
                arguments=(offering, entry["id"]) if "id" in entry else (offering,),
                value=own.get("value"),
                basis=own.get("basis", "stated" if "value" in own else "unstated"),
                at=place(own.get("at") or entry["at"]),
                also=place(entry["also"]) if "also" in entry else None,
            )


ALL_FACTS = (*facts_of_table_1(), *facts_of_table_2(), *facts_of_the_text())


def plain(value: Any) -> Any:
    """Write a value as the facts have it: names and descriptions are ours, not the source's."""
    match value:
        case CommitmentTerms():
            return {"id": value.id, "contents": [part.fr.casefold() for part in value.contents]}
        case AppliedException():
            return {"id": value.id, "kind": value.kind}
        case WorkingHours():
            return jsonable(value.hours)["weekly"]
        case Sale():
            return list(value.with_any_of)
        case _:
            written = jsonable(value, exclude_none=True)
            return without_hours(written) if isinstance(written, dict) else written


def without_hours(value: dict[str, Any]) -> dict[str, Any]:
    """Leave out on which hours a target is counted, which is no fact of the text, and the English words."""
    return {
        key: each["fr"] if key == "kinds" else each
        for key, each in value.items()
        if key != "hours" or not isinstance(each, dict)
    }


def ask(policy: Policy, fact: Fact) -> Decision[Any]:
    """Ask the policy; who may ask for something else is told with each answer."""
    offering, *about = fact.arguments
    if fact.question != "may-change":
        return policy.ask(fact.question, offering, *about)
    subject = Subject(policy.book, offering)
    settled = subject.settle(about[0])
    approver = settled.may_change and settled.may_change.approved_by
    return subject.decide(
        approver if settled.value is not None else None, settled.grounds, Reason.of_sentences(())
    )


def cited(policy: Policy, decision: Decision[Any]) -> list[Place]:
    """Follow the statements that a decision cites to their places."""
    found = (
        policy.statements[citation.id] for citation in decision.citations if citation.kind == "statement"
    )
    return [Place(each.section, each.table, each.kind, each.position) for each in found]


@pytest.mark.parametrize("fact", ALL_FACTS, ids=str)
def test_fact(policy: Policy, fact: Fact) -> None:
    decision = ask(policy, fact)
    assert (plain(decision.value), decision.basis) == (fact.value, fact.basis)
    places = cited(policy, decision)
    assert places[0] == fact.at
    assert fact.also is None or fact.also in places


def test_the_facts_cover_every_question_and_id(policy: Policy) -> None:
    asked = {(fact.question, *fact.arguments[1:]) for fact in ALL_FACTS if fact.arguments[0] == "tsam"}
    told = {
        (each.topic, each.id) if each.id else (each.topic,)
        for offering in policy.offerings
        for each in policy.summary(offering)
    }
    assert {each for each in asked if each[0] != "may-change"} == told
    assert {each[1] for each in asked if each[0] == "may-change"} == {
        address for address, at in policy.book.rules.items() if at.rule.may_change is not None
    }
    assert len(ALL_FACTS) == 183
    assert tuple(policy.offerings) == OFFERINGS
    assert tuple(policy.services) == tuple(service["id"] for service in read("table-1")["services"])


@pytest.mark.parametrize(
    ("deployment", "offerings"), [("on-premises", ("tsam",)), ("saas", ("standard", "premium"))]
)
def test_offerings_of_a_deployment(policy: Policy, deployment: str, offerings: tuple[str, ...]) -> None:
    assert policy.offerings_for(deployment) == offerings


@pytest.mark.parametrize("offering", OFFERINGS)
def test_entitlements_list_what_table_1_ticks(policy: Policy, offering: str) -> None:
    ticked = tuple(service["id"] for service in read("table-1")["services"] if service[offering])
    assert policy.entitlements(offering) == ticked


def test_the_document_bears_no_date(policy: Policy) -> None:
    decision = policy.effective_from()
    assert (decision.value, decision.basis) == (None, "unstated")
    assert cited(policy, decision) == []


# The source itself

SOURCE = os.environ.get("PTC_SERVICE_DESCRIPTION")
SECTIONS = ("title", "overview", "specifics", "tsam-premium", "standard-premium", "availability", "scope")


def sections_of(text: str) -> Iterator[tuple[str, list[str]]]:
    """Cut the document at its headings, which are in capitals but for one name in brackets."""
    names, lines = iter(SECTIONS), list[str]()
    for line in filter(str.strip, text.splitlines()):
        if line.replace("SaaS", "").isupper():
            yield next(names), lines
            lines = []
        else:
            lines.append(line)
    yield next(names), lines
    assert next(names, None) is None


def split_section(lines: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Tell the lines of a section apart: a table's head is its caption and two lines, as one statement."""
    head: list[str] = []
    for line in lines:
        cells = tuple(filter(None, map(str.strip, line.split("\t"))))
        is_caption = cells[0].startswith("Tableau ")
        if (is_caption and len(cells) == 1) or line.startswith("\t"):
            head += cells
        elif head:
            yield "columns", (*head, *cells)
            head = []
        elif "\t" in line:
            yield "row", tuple(map(str.strip, line.split("\t")))
        else:
            yield "item" if line.lstrip().startswith("-") else "paragraph", (line,)


def statements_of(text: str) -> dict[Place, tuple[str, ...]]:
    """Locate the statements of the document; left out are headings and the head that a table repeats."""
    found: dict[Place, tuple[str, ...]] = {}
    for section, lines in sections_of(text):
        table = {"specifics": 1, "standard-premium": 2}.get(section)
        counts: dict[str, int] = {}
        heads = set()
        for kind, cells in split_section([" ".join(lines)] if section == "title" else lines):
            if kind == "columns" and cells in heads:
                continue
            heads.add(cells)
            counts[kind] = counts.get(kind, 0) + 1
            found[Place(section, table if kind in {"row", "columns"} else None, kind, counts[kind])] = cells
    return found


@pytest.mark.skipif(SOURCE is None, reason="PTC_SERVICE_DESCRIPTION does not name the service description")
def test_the_statements_are_the_lines_of_the_source(policy: Policy) -> None:
    found = statements_of(Path(SOURCE or "").read_text(encoding="utf-8"))
    statements = {Place(s.section, s.table, s.kind, s.position): s.digest for s in policy.statements.values()}
    norms = {(s.section, s.table, s.kind, s.position, s.norm) for s in policy.statements.values()}
    assert len(norms) == len(policy.statements)
    assert {at: digest_statement(cells) for at, cells in found.items()} == statements
