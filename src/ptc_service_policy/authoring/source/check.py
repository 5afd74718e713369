"""Every difference between a service description and a policy."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable

from ptc_service_policy.authoring.source.description import Statement
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.extraction import Extraction, extract
from ptc_service_policy.authoring.source.facts import agree, name_fact, write_value
from ptc_service_policy.authoring.source.matching import Matching, match
from ptc_service_policy.errors import Problem
from ptc_service_policy.text import LocalizedText

_KINDS = {
    "paragraph": LocalizedText(fr="alinéa", en="paragraph"),
    "item": LocalizedText(fr="élément de liste", en="list item"),
    "row": LocalizedText(fr="ligne", en="row"),
    "columns": LocalizedText(fr="en-tête", en="head"),
}
_IN_TABLE = LocalizedText(fr="tableau {table}, {kind} {position}", en="table {table}, {kind} {position}")
_IN_SECTION = LocalizedText(
    fr="section {section}, {kind} {position}", en="section {section}, {kind} {position}"
)


def check_description(file: Traversable, called: str, policy: EncodedPolicy) -> tuple[Problem, ...]:
    """Compare a description with a policy: what cannot be read, facts that differ, statements that changed.

    Raises:
        PolicyError: if the file cannot be read, or is no service description.
    """
    extraction = extract(file, called, policy.files)
    matching = match(extraction, policy)
    found = (
        *extraction.problems,
        *_facts(extraction, policy),
        *_sections(extraction, matching, policy),
        *_statements(extraction, matching, policy),
    )
    return tuple(dict.fromkeys(found))


def _facts(extraction: Extraction, policy: EncodedPolicy) -> Iterator[Problem]:
    stated = policy.facts()
    for key, value in stated.items():
        fact = extraction.facts.get(key)
        name = name_fact(key)
        if fact is None:
            yield policy.describe(
                "PSP372", key, fact=name, policy=write_value(value), name=extraction.description.file
            )
        elif not agree(value, fact.value):
            yield policy.describe(
                "PSP370",
                key,
                fact=name,
                policy=write_value(value),
                document=write_value(fact.value),
                place=fact.statement.place,
            )
    for key, fact in extraction.facts.items():
        if key not in stated:
            yield policy.describe(
                "PSP371",
                key,
                fact=name_fact(key),
                document=write_value(fact.value),
                place=fact.statement.place,
            )


def _sections(extraction: Extraction, matching: Matching, policy: EncodedPolicy) -> Iterator[Problem]:
    for section in matching.new_sections:
        yield section.place.describe("PSP377", number=section.number)
    for id_ in matching.gone_sections:
        yield policy.describe(
            "PSP378", ("source", ("sections", id_)), id=id_, name=extraction.description.file
        )
    for section, id_ in matching.moved_sections.items():
        key = ("source", ("sections", id_, "number"))
        yield policy.describe("PSP379", key, id=id_, number=section.number, place=section.place)


def _statements(extraction: Extraction, matching: Matching, policy: EncodedPolicy) -> Iterator[Problem]:
    for statement in matching.new:
        where = locate(statement, matching)
        yield statement.place.describe("PSP373", where=where, digest=statement.digest)
    for id_ in matching.gone:
        yield policy.describe(
            "PSP374",
            ("source", ("statements", id_)),
            id=id_,
            name=extraction.description.file,
            rules=policy.rules_to_review(id_),
        )
    for statement, id_ in matching.moved.items():
        yield policy.describe(
            "PSP375",
            ("source", ("statements", id_, "position")),
            id=id_,
            where=locate(statement, matching),
            place=statement.place,
            rules=policy.rules_to_review(id_),
        )
    for statement, id_ in matching.reworded.items():
        yield policy.describe(
            "PSP376",
            ("source", ("statements", id_, "digest")),
            id=id_,
            digest=statement.digest,
            place=statement.place,
            rules=policy.rules_to_review(id_),
        )


def locate(statement: Statement, matching: Matching) -> LocalizedText:
    """Write where a statement stands, as source.yaml counts."""
    template = _IN_SECTION if statement.table is None else _IN_TABLE
    return template.format(
        section=matching.sections.get(statement.section, statement.section),
        table=statement.table,
        kind=_KINDS[statement.kind],
        position=statement.position,
    )
