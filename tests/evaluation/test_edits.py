"""What a next edition may say: edits of 1.0.0 in YAML alone, what the check says, and the right answers.

An edit lists `changes`, each the `file`, where in it (`at`, keys with slashes between), and what stands there
from now on (`value`, or `remove: true`). `problems` are the codes that the check reports. A question names a
topic; with `given` or `contract` it is asked of a contract, whose terms replace those of a usual one.
`firmness` is all of how firmly the answer holds, where it is not what is usual for its topic; `fr` and `en`
are what the reason must say.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from tests.jsonable import jsonable

from ptc_service_policy import (
    AppliedPolicy,
    Contract,
    Decision,
    Delivered,
    Firmness,
    Happened,
    InvalidPolicyError,
    Obligation,
    Policy,
    PolicyError,
    ResponseDue,
    load_policy,
)
from ptc_service_policy.evaluation.summary import name_cases
from ptc_service_policy.loading.policy_folder import examine_policy_folder
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.model.availability import WorkingHours
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.model.spans import Span
from ptc_service_policy.topics.commitment import CommitmentTerms
from ptc_service_policy.topics.exception import AppliedException

FOLDER = Path(__file__).parent / "edits"
EDITS: dict[str, dict[str, Any]] = {
    f"{path.stem}: {edit['edit']}": edit
    for path in sorted(FOLDER.glob("*.yaml"))
    for edit in yaml.safe_load(path.read_text(encoding="utf-8"))
}
ALLOWED = {name: edit for name, edit in EDITS.items() if not edit.get("problems")}
REFUSED = {name: edit for name, edit in EDITS.items() if edit.get("problems")}
PARIS = ZoneInfo("Europe/Paris")
USUAL = {"time_zone": "Europe/Paris", "holidays": "FR", "start": "2026-01-15"}
SOURCE = {
    name: yaml.safe_load((shipped("policies") / "1.0.0" / f"{name}.yaml").read_text(encoding="utf-8"))
    for name in FILE_MODELS
}


FIRMNESS = {
    "availability": ["usual of times"],
    "next-available": ["usual of times"],
    "working-hours": ["usual of times"],
    "target": ["objective"],
    "due": ["objective", "usual of times", "may of exceptions"],
}
"""How firmly the topics hold in 1.0.0 that are not simply owed."""


def hedge(firmness: Firmness) -> str:
    of = f"of {' and '.join(firmness.of)}" if firmness.of else ""
    by = f"by {firmness.decided_by}" if firmness.decided_by else ""
    return " ".join(filter(None, (firmness.duty, of, by, firmness.list)))


def change(data: dict[str, Any], at: str, change: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a file with one place changed, `*` in each key; keys that are missing are added."""
    key, _, rest = at.partition("/")
    if key == "*":
        return {name: globals()["change"](value, rest, change) for name, value in data.items()}
    if rest:
        return {**data, key: globals()["change"](data.get(key, {}), rest, change)}
    if change.get("remove"):
        assert key in data, f"nothing to remove at {at}"
        return {name: value for name, value in data.items() if name != key}
    return {**data, key: change["value"]}


def dump(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


@cache
def unedited() -> dict[str, str]:
    """Write the files of 1.0.0 as those with edits are written."""
    return {name: dump(data) for name, data in SOURCE.items()}


def write(edit: dict[str, Any], folder: Path) -> Path:
    """Write 1.0.0 with an edit made."""
    edited: dict[str, Any] = {}
    for each in edit["changes"]:
        data = edited.get(each["file"], SOURCE[each["file"]])
        edited[each["file"]] = change(data, each["at"], each)
    version = folder / "1.0.0"
    version.mkdir()
    for name, text in (unedited() | {name: dump(data) for name, data in edited.items()}).items():
        (version / f"{name}.yaml").write_text(text, encoding="utf-8")
    calendars = folder / "calendars"
    calendars.mkdir()
    for path in (shipped("policies") / "calendars").iterdir():
        (calendars / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return version


def instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=PARIS)


def on(text: str) -> date:
    return instant(text) if "T" in text else date.fromisoformat(text)


READ: dict[str, Callable[[Any], Any]] = {
    "received": instant,
    "at": instant,
    "start": date.fromisoformat,
    "end": date.fromisoformat,
    "events": lambda events: [
        Happened(each["event"], on(each["on"]), each.get("attributes", {})) for each in events
    ],
    "delivered": lambda done: [Delivered(each["subject"], on(each["on"])) for each in done],
    "as_of": date.fromisoformat,
    "used": dict,
}


def ask(policy: Policy, question: dict[str, Any]) -> Decision[Any]:
    about, attributes = question.get("about", ""), question.get("with", {})
    if "given" not in question and "contract" not in question:
        return policy.ask(question["topic"], question["offering"], about, **attributes)
    terms = {**USUAL, "offering": question["offering"], **question.get("contract", {})}
    applied: AppliedPolicy = policy.apply(Contract.model_validate(terms))
    given = {key: READ[key](value) for key, value in question.get("given", {}).items()}
    return applied.ask(question["topic"], about, **given, **attributes)


def plain(policy: Policy, value: Any) -> Any:
    """Write a value as the edits have it."""
    match value:
        case ResponseDue():
            return local(value.due)
        case datetime():
            return local(value)
        case CommitmentTerms():
            return True if value.owed_by in (None, "ptc") else {"owed_by": value.owed_by}
        case AppliedException():
            return value.kind
        case WorkingHours():
            known = policy.files.vocabulary.hours
            named = next((name for name, hours in known.items() if hours == value.hours), None)
            return named or jsonable(value.hours)["weekly"]
        case tuple() if value and hasattr(value[0], "verdict"):
            return {each.limit: each.verdict for each in value}
        case tuple() if value and hasattr(value[0], "fulfilment"):
            return [obligation(each) for each in value]
        case _:
            return without_empty(jsonable(value, by_alias=True, exclude_none=True))


def obligation(each: Obligation) -> str:
    until = local(each.due) if each.due else each.last
    return " ".join(filter(None, (each.subject, f"{each.first}", f"{until}", each.fulfilment)))


def without_empty(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: without_empty(each) for key, each in value.items() if each != {}}


def local(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="minutes")


@pytest.mark.parametrize("name", ALLOWED)
def test_edit(name: str, tmp_path: Path) -> None:
    edit = ALLOWED[name]
    folder = write(edit, tmp_path)
    _, problems = examine_policy_folder(folder)
    assert [f"{each.file} {each.line} {each.code} {each.message.en}" for each in problems] == []
    policy = load_policy(path=folder)
    assert edit["ask"]
    for question in edit["ask"]:
        if "refused" in question:
            with pytest.raises(PolicyError, match=question["refused"]):
                ask(policy, question)
            continue
        decision = ask(policy, question)
        cited = {each.id for each in decision.citations}
        assert set(question.get("cites", ())) <= cited
        assert cited.isdisjoint(question.get("not_cites", ()))
        found = plain(policy, decision.value)
        assert (found, decision.basis) == (question.get("value"), question.get("basis", "stated")), question
        firmness = question.get("firmness", FIRMNESS.get(question["topic"], ["owed"]))
        assert {hedge(each) for each in decision.firmness} == set(firmness), question
        assert question.get("silent", "Traceback") not in decision.reason["fr"]
        assert "once" not in question or decision.reason["fr"].count(question["once"]) == 1
        for language in ("fr", "en"):
            said_of_each = question.get("each_says", {}).get(language, "")
            assert not said_of_each or all(said_of_each in each.reason[language] for each in decision.value)
            said = question[language]
            for part in [said] if isinstance(said, str) else said:
                assert part in decision.reason[language]


@pytest.mark.parametrize("name", REFUSED)
def test_refused_edit(name: str, tmp_path: Path) -> None:
    edit = REFUSED[name]
    folder = write(edit, tmp_path)
    _, problems = examine_policy_folder(folder)
    assert sorted({problem.code for problem in problems}) == sorted(edit["problems"])
    for part in edit.get("names", ()):
        assert any(part in problem.write("fr") and part in problem.write("en") for problem in problems)
    with pytest.raises(InvalidPolicyError):
        load_policy(path=folder)


def test_what_holds_where_nobody_tells_hides_no_other_case(tmp_path: Path) -> None:
    name = "targets: targets by channel, with a case that holds if nobody tells"
    policy = load_policy(path=write(EDITS[name], tmp_path))
    contract = Contract.model_validate({"offering": "premium", **USUAL})
    for summary in (policy.summary("premium"), policy.apply(contract).summary()):
        answers = [each for each in summary if each.topic == "target"]
        assert [(each.case, each.decision.value.within) for each in answers] == [
            ({"channel": "call"}, Span(30, "minutes")),
            ({"channel": "mail"}, Span(1, "business_days")),
        ]
    compared = policy.compare("standard", "premium").differences
    assert [each.case for each in compared if each.topic == "target"] == [
        (("channel", "call"),),
        (("channel", "mail"),),
    ]


def test_there_are_many_edits() -> None:
    assert len(EDITS) >= 60


def test_a_summary_names_the_band_in_which_a_number_is(tmp_path: Path) -> None:
    policy = load_policy(path=write(EDITS["services: a price by how many people"], tmp_path))
    (charge,) = (each for each in policy.summary("premium", people=50) if each.topic == "charge")
    assert (charge.case, charge.decision.value.price.amount) == ({"people": "few"}, 100)
    assert [each.en for each in name_cases(policy, charge.case)] == ["Few (staff)"]
