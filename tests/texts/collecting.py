"""The public texts in both languages: reasons of every topic, offering, basis and case, errors, notices."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import yaml
from tests.authoring.diff.conftest import _apply
from tests.authoring.diff.making import made
from tests.evaluation.test_edits import ALLOWED, REFUSED, USUAL, ask, change, write

from ptc_service_policy import (
    AppliedPolicy,
    Contract,
    Decision,
    Delivered,
    InvalidContractError,
    Policy,
    load_policy,
)
from ptc_service_policy.authoring.diff import Edition, compare_editions, read_edition, write_notice
from ptc_service_policy.authoring.diff.asking import Asked, Question, questions_of
from ptc_service_policy.decisions import Reason
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.loading.policy_folder import examine_policy_folder
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.registry import topics

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "1.0.0"
FOLDERS = {
    "1.0.0": POLICY,
    "mcad": ROOT / "tests" / "descriptions" / "mcad" / "1.0.0",
    "severity": ROOT / "tests" / "descriptions" / "severity" / "1.0.0",
}
DELIVERED = tuple(Delivered(name, date(2026, 2, 3)) for name in ("service-review", "customer-enablement"))
EVERY = 8
"""Of the edits that are compared, every eighth has its notice here."""
USED = ((5.0,), (500.0,), (12.0,) * 13)
DIFF_EDITS = {
    edit["name"]: edit["edits"]
    for edit in yaml.safe_load((ROOT / "tests/authoring/diff/edits.yaml").read_text(encoding="utf-8"))
}


class Told(NamedTuple):
    """Hold one text, and by what it is known."""

    name: str
    text: LocalizedText


def texts() -> Iterator[Told]:
    """List every text once, under the first name that leads to it."""
    seen: set[tuple[str, str]] = set()
    for told in (*_reasons(), *_reasons_of_contracts(), *_reasons_of_edits(), *_errors(), *_notices()):
        said = (told.text.fr, told.text.en)
        if said not in seen:
            seen.add(said)
            yield told


def _reasons() -> Iterator[Told]:
    """List the answers to all that `diff` asks: every topic, entry, offering and case."""
    for sheet, folder in FOLDERS.items():
        asked = Asked(load_policy(path=folder))
        questions = questions_of(asked, asked)
        of_all = (each._replace(about="") for each in questions_of(asked, asked) if _is_about_all(each))
        for question in dict.fromkeys((*questions, *of_all)):
            decision = asked.answer(question) if sheet == "1.0.0" or _is_told_enough(question) else None
            if decision is not None:
                yield _reason(f"{sheet} {_name(question)}", decision)


def _is_about_all(question: Question) -> bool:
    """Tell whether the question can be asked about everything at once."""
    return any(each.all_at_once for each in topics() if each.name == question.topic)


def _is_told_enough(question: Question) -> bool:
    """Leave out all instants but one: the sheets differ in their cases, and not in how time is counted."""
    at = next((value for _, value in question.given), None)
    return not isinstance(at, datetime) or at.isoformat().startswith("2026-04-03")


def _name(question: Question) -> str:
    given = (str(value) for _, value in (*question.case, *question.given))
    return " ".join(
        filter(None, (question.topic, question.about, question.offering, *given, *question.terms.absences))
    )


def _reason(name: str, decision: Decision[object]) -> Told:
    return Told(f"{name} ({decision.basis})", _both(decision.reason))


def _both(reason: Reason) -> LocalizedText:
    return LocalizedText(fr=reason.fr, en=reason.en)


def _reasons_of_contracts() -> Iterator[Told]:
    """List the register's readings, what answers say where a contract chose one, and what a report says."""
    policy = load_policy(path=POLICY)
    yield _reason("effective-from", policy.effective_from())
    for name, entry in policy.register.items():
        yield _reason(f"register, {name}", policy.reading(name))
        for reading in entry.readings:
            for offering in policy.offerings:
                for told in _where_read(policy, offering, {name: reading}):
                    yield told._replace(name=f"{name} as {reading}, {told.name}")
    for offering in policy.offerings:
        applied = _applied(policy, offering)
        weeks = (date(2026, 1, 15), date(2026, 2, 20))
        for owed in applied.obligations(*weeks, delivered=DELIVERED, as_of=date(2026, 2, 10)):
            yield Told(f"owed, {offering} {owed.subject} {owed.fulfilment}", _both(owed.reason))
        for figures in USED:
            used = dict.fromkeys(policy.ids("limit"), figures)
            answer = applied.ask("workload", used=used)
            yield _reason(f"workload, {offering} {figures}", answer)
            for found in answer.value or ():
                yield Told(f"workload, {offering} {figures} {found.limit}", _both(found.reason))


def _applied(policy: Policy, offering: str, **terms: object) -> AppliedPolicy:
    return policy.apply(Contract.model_validate({**USUAL, "offering": offering, **terms}))


def _where_read(policy: Policy, offering: str, readings: dict[str, str]) -> Iterator[Told]:
    """Ask a contract that chose a reading everything that needs no more; nothing where it cannot choose."""
    try:
        applied = _applied(policy, offering, readings=readings)
    except InvalidContractError:
        return
    for each in topics():
        for about in () if each.needs_contract else each.entries(policy.files):
            name = f"{each.name} {about}".strip()
            yield _reason(f"{name} {applied.contract.offering}", applied.ask(each.name, about))


def _reasons_of_edits() -> Iterator[Told]:
    """List what a next edition may say, and why it may not say something."""
    original = read_edition(POLICY)
    for name, edit in ALLOWED.items():
        changed: dict[str, Any] = {}
        for each in edit["changes"]:
            file = each["file"]
            changed[file] = change(changed.get(file, original.documents[file].data), each["at"], each)
        edition = made(original, changed)
        assert edition is not None, name
        policy = Policy(edition.files)
        for question in edit["ask"]:
            if "refused" not in question:
                at = " ".join(
                    filter(None, (question[key] for key in ("topic", "about", "offering") if key in question))
                )
                yield _reason(f"edit, {name}, {at}", ask(policy, question))
    for name, edit in REFUSED.items():
        with TemporaryDirectory() as folder:
            for problem in examine_policy_folder(write(edit, Path(folder)))[1]:
                yield Told(f"refused, {name}, {problem.code}", _whole(problem.message, problem.hint))


def _errors() -> Iterator[Told]:
    for code, entry in CATALOGUE.items():
        yield Told(f"{code} {entry.slug}", _whole(entry.message, entry.hint))


def _whole(message: LocalizedText, hint: LocalizedText) -> LocalizedText:
    return LocalizedText(fr=f"{message.fr} {hint.fr}", en=f"{message.en} {hint.en}")


def _notices() -> Iterator[Told]:
    before = read_edition(POLICY)
    for name, edits in islice(DIFF_EDITS.items(), 0, None, EVERY):
        after = _edited(edits)
        changes = compare_editions(before, after)
        fr, en = (write_notice(changes, before, after, (to,)) for to in ("fr", "en"))
        yield Told(f"notice, {name}", LocalizedText(fr=fr, en=en))


def _edited(edits: list[dict[str, str]]) -> Edition:
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "edited"
        copytree(POLICY, folder, ignore=ignore_patterns("scenarios"))
        for edit in edits:
            file = folder / edit["file"]
            file.write_text(_apply(edit, file.read_text(encoding="utf-8")), encoding="utf-8")
        return read_edition(folder)
