"""The edits of source.yaml that make it tell the statements of a new document."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ptc_service_policy.authoring.source import vocabulary as words
from ptc_service_policy.authoring.source.description import Row, Statement
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.extraction import Extraction
from ptc_service_policy.authoring.source.matching import Matching
from ptc_service_policy.authoring.source.vocabulary import Vocabulary, is_charge_row
from ptc_service_policy.authoring.source.yaml_edits import YamlText


def edit_source(
    text: YamlText, extraction: Extraction, matching: Matching, policy: EncodedPolicy, *, gap: str
) -> dict[Statement, str]:
    """Edit source.yaml, and return the ids that new statements were given.

    Words are never taken over from the document: what a new statement is about, and what one that
    was reworded is about in English, stands as a gap until a person writes it.
    """
    sections = _edit_sections(text, matching, policy, gap)
    for id_ in matching.gone:
        text.remove(("statements", id_))
    rows = {row.statement: row for row in extraction.description.rows}
    for statement, id_ in matching.statements.items():
        _edit_statement(text, statement, id_, sections)
        if statement in matching.reworded and not _only_facts_changed(rows.get(statement), id_, policy):
            text.set(("statements", id_, "subject", "en"), gap)
    return _add_statements(text, extraction, matching, policy, sections, gap)


def _edit_sections(text: YamlText, matching: Matching, policy: EncodedPolicy, gap: str) -> dict[int, str]:
    """Bring the sections up to date, and return the id of each by its number in the document."""
    ids = dict(matching.sections)
    known = policy.files.source.sections
    for number, id_ in matching.sections.items():
        if known[id_].number != number:
            text.set(("sections", id_, "number"), number)
    for section in matching.new_sections:
        ids[section.number] = _unused(f"new-section-{section.number}", known)
        entry = {"number": section.number, "title": {"fr": gap, "en": gap}}
        text.set(("sections", ids[section.number]), entry, after=ids.get(section.number - 1))
    for id_ in matching.gone_sections:
        text.remove(("sections", id_))
    return ids


def _edit_statement(text: YamlText, statement: Statement, id_: str, sections: Mapping[int, str]) -> None:
    before = text.data["statements"][id_]
    now = _place_of(statement, sections) | {"digest": statement.digest}
    for key, value in now.items():
        if before.get(key) != value:
            text.set(("statements", id_, key), value, after="kind" if key == "table" else None)
    if "table" in before and "table" not in now:
        text.remove(("statements", id_, "table"))


def _place_of(statement: Statement, sections: Mapping[int, str]) -> dict[str, Any]:
    table = {} if statement.table is None else {"table": statement.table}
    section = {"section": sections[statement.section], "kind": statement.kind}
    return {**section, **table, "position": statement.position}


def _only_facts_changed(row: Row | None, id_: str, policy: EncodedPolicy) -> bool:
    """Tell whether a row says anew only what was read of it: its ticks, methods, frequencies or charges."""
    if row is None:
        return False
    service = Vocabulary.of(policy.files).service_of(row.cells[0])
    if service is None or not any(column is not None and column.field == "tick" for column in row.columns):
        return is_charge_row(row.cells[0]) or service is not None
    values = policy.files.entitlements.services[service].values
    ticks = (
        words.TICK if column is not None and values.get(column.offering) else "" for column in row.columns[1:]
    )
    as_before = replace(row.statement, cells=(row.cells[0], *ticks))
    return as_before.digest == policy.files.source.statements[id_].digest


def _add_statements(
    text: YamlText,
    extraction: Extraction,
    matching: Matching,
    policy: EncodedPolicy,
    sections: Mapping[int, str],
    gap: str,
) -> dict[Statement, str]:
    ids: dict[Statement, str] = {}
    rows = {row.statement: row for row in extraction.description.rows}
    previous = None
    for statement in extraction.description.statements:
        if statement in matching.new:
            name, subject = _introduce(statement, rows.get(statement), policy, sections, gap)
            ids[statement] = _unused(name, text.data["statements"])
            place = _place_of(statement, sections)
            entry = {"subject": subject, **place, "normative": True, "digest": statement.digest}
            text.set(("statements", ids[statement]), entry, after=previous)
        previous = ids.get(statement) or matching.statements[statement]
    return ids


def _introduce(
    statement: Statement, row: Row | None, policy: EncodedPolicy, sections: Mapping[int, str], gap: str
) -> tuple[str, dict[str, str]]:
    """Name a new statement, and say what it is about where the policy has words for it."""
    service = Vocabulary.of(policy.files).service_of(row.cells[0]) if row is not None else None
    if service is not None:
        name = policy.files.entitlements.services[service].name
        return f"table-{statement.table}-{service}", {"fr": name.fr, "en": name.en}
    home = sections[statement.section] if statement.table is None else f"table-{statement.table}"
    return f"new-{home}-{statement.kind}-{statement.position}", {"fr": gap, "en": gap}


def _unused(name: str, known: Mapping[str, Any]) -> str:
    number, candidate = 1, name
    while candidate in known:
        number += 1
        candidate = f"{name}-{number}"
    return candidate
