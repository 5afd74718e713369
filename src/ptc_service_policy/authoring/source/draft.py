"""A draft version of a policy, filled in from a document."""

import json
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from ptc_service_policy.authoring.publishing.choosing import check_number
from ptc_service_policy.authoring.publishing.start import choose_start, start_version
from ptc_service_policy.authoring.source.check import Checked, check_document, written_as
from ptc_service_policy.authoring.source.description import Statement
from ptc_service_policy.authoring.source.encoded import EncodedPolicy, Keys, value_at
from ptc_service_policy.authoring.source.yaml_edits import YamlText
from ptc_service_policy.authoring.writing import read_text
from ptc_service_policy.errors import InvalidPolicyError, Problem
from ptc_service_policy.loading.policy_folder import examine_policy_folder
from ptc_service_policy.model.policy_files import FILE_MODELS

GAP = ""
"""What stands where a person must write: a blank text, which ``ptc-policy check`` always reports."""

_UNREAD = frozenset(("PSP357", "PSP358", "PSP359", "PSP360", "PSP361", "PSP362", "PSP363"))
_BY_HAND = frozenset(
    (
        "PSP354",
        "PSP356",
        "PSP367",
        "PSP368",
        "PSP369",
        "PSP371",
        "PSP372",
        "PSP373",
        "PSP374",
        "PSP375",
        "PSP376",
        "PSP379",
        "PSP398",
    )
)
_REWORDED = frozenset(("PSP368", "PSP369", "PSP376"))


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold where a draft was written, how many facts were changed, and what is left for a person to do."""

    folder: Path
    changed: int
    left: tuple[Problem, ...]


def draft_version(
    file: Traversable, called: str, policies: Path, version: str, start: str | None = None
) -> Draft:
    """Write the folder of a draft version, whole or not at all.

    Args:
        file: the document, text or Word.
        called: the name by which problems call it.
        policies: the folder of all versions.
        version: the version of the draft.
        start: the version that everything is carried over from which still holds; the newest if left out.

    Raises:
        PolicyNotFoundError: if there is no version to start from.
        InvalidPolicyError: if a part of the document cannot be read, or contradicts another.
        PolicyError: if the version is none or exists already, or the folder cannot be written.
    """
    check_number(version)
    base = policies / choose_start(policies, start)
    policy = EncodedPolicy.read(base, str(base))
    checked = check_document(file, called, policy)
    unread = [problem for problem in checked.problems if problem.code in _UNREAD]
    if unread:
        raise InvalidPolicyError(*unread)
    changes = _changes(checked, policy)
    names = dict.fromkeys(("source", *(name for name, _ in changes)))
    texts = {name: YamlText(read_text(base / f"{name}.yaml")) for name in names}
    for (name, path), value in changes.items():
        _write(texts[name], path, value)
    _edit_source(texts["source"], checked, policy)
    written = {f"{name}.yaml": text.text.encode() for name, text in texts.items()}
    folder = start_version(policies, version, base.name, written).folder
    written_paths = {path for _, path in changes}
    left = [
        each
        for each in checked.problems
        if each.code in _BY_HAND or (each.code == "PSP370" and each.path not in written_paths)
    ]
    return Draft(folder, len(changes), (*left, *examine_policy_folder(folder, called=str(folder))[1]))


def _changes(checked: Checked, policy: EncodedPolicy) -> dict[tuple[str, Keys], Any]:
    """Return what is written otherwise than the policy holds it, by file and path.

    What several offerings share (`same_as`) is written where the document says the same of all of them.
    """
    found: dict[tuple[str, Keys], dict[str | None, Any]] = {}
    for fact in checked.differing:
        leaf = policy.at(fact.address, fact.offering)
        said = checked.facts[fact][0]
        if leaf is not None and leaf.offering == fact.offering and said.slot.value is not None:
            of = found.setdefault((leaf.file, leaf.path), {})
            # Days and hours of one week are said apart, and written together.
            of[leaf.offering] = written_as(said, of.get(leaf.offering, leaf.value))
    sharing: dict[tuple[str, Keys], set[str | None]] = {}
    for leaf in policy.leaves:
        sharing.setdefault((leaf.file, leaf.path), set()).add(leaf.offering)
    return {
        at: next(iter(of.values()))
        for at, of in found.items()
        if of.keys() == sharing[at]
        and all(value == next(iter(of.values())) for value in of.values())
        and _may_stand(policy, *at, next(iter(of.values())))
    }


def _may_stand(policy: EncodedPolicy, file: str, path: Keys, value: Any) -> bool:
    """Tell whether the format takes a value where it would be written; names may still be missing."""
    if isinstance(value_at(policy.documents[file].data, path), dict) and isinstance(value, list):
        return True
    data = deepcopy(policy.documents[file].data)
    value_at(data, path[:-1])[path[-1]] = value
    try:
        FILE_MODELS[file].model_validate_json(json.dumps(data))
    except ValueError:
        return False
    return True


def _write(text: YamlText, path: Keys, value: Any) -> None:
    """Write a value; of things that have names, write which they are, and leave a new name open."""
    known = value_at(text.data, path)
    if not (isinstance(known, dict) and isinstance(value, list)):
        text.set(path, value)
        return
    name = {"fr": GAP, "en": GAP}
    for id_ in (each for each in value if each not in known):
        text.set((*path, id_), {"name": name} if path[-1] == "contents" else name)
    for id_ in (each for each in known if each not in value):
        text.remove((*path, id_))


def _edit_source(text: YamlText, checked: Checked, policy: EncodedPolicy) -> None:
    """Bring source.yaml up to date; what only a person can write stands as a gap."""
    sections = _edit_sections(text, checked)
    for id_ in checked.matching.gone:
        for norm in policy.statements[id_]:
            text.remove(("statements", norm))
    data, new = text.data["statements"], set[str]()
    reworded = {each.path[1] for each in checked.problems if each.code in _REWORDED}
    before: str | None = None
    for statement in checked.description.statements:
        known_as = checked.matching.statements.get(statement)
        now = {**_place_of(statement, sections), "digest": statement.digest}
        if known_as is None:
            id_ = _unused(f"new-{sections[statement.section]}-{statement.position}", {*data, *new})
            new.add(id_)
            entry = {"subject": {"fr": GAP, "en": GAP}, **now, "normative": True}
            text.set(("statements", id_), entry, after=before)
        else:
            # Another document than that of source.yaml keeps its places and digests in what was learnt of it.
            is_own = checked.learned.file.statements[known_as].digest is None
            for id_ in policy.statements[known_as]:
                for key, value in now.items() if is_own else ():
                    if data[id_].get(key) != value:
                        text.set(("statements", id_, key), value, after="kind" if key == "table" else None)
                if known_as in reworded:
                    text.set(("statements", id_, "subject", "en"), GAP)
        before = id_


def _edit_sections(text: YamlText, checked: Checked) -> dict[int, str]:
    """Bring the sections up to date, and return the id of each by its number in the document."""
    ids = dict(checked.matching.sections)
    for section in checked.matching.new_sections:
        ids[section.number] = _unused(f"new-section-{section.number}", text.data["sections"])
        entry = {"number": section.number, "title": {"fr": GAP, "en": GAP}}
        text.set(("sections", ids[section.number]), entry, after=ids.get(section.number - 1))
    for id_ in checked.matching.gone_sections:
        text.remove(("sections", id_))
    for number, id_ in ids.items():
        if text.data["sections"][id_]["number"] != number:
            text.set(("sections", id_, "number"), number)
    return ids


def _place_of(statement: Statement, sections: Mapping[int, str]) -> dict[str, Any]:
    table = {} if statement.table is None else {"table": statement.table}
    place = {"section": sections[statement.section], "kind": statement.kind}
    return {**place, **table, "position": statement.position}


def _unused(name: str, known: Collection[str]) -> str:
    return next(
        each for each in (name, *(f"{name}-{n}" for n in range(2, len(known) + 3))) if each not in known
    )
