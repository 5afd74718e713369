"""The journal of editions: what it says of new contracts, and what is wrong with one."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import CATALOGUE, severity_of
from ptc_service_policy.errors.codes.versions import ENTRIES
from ptc_service_policy.loading.editions import (
    MOST_CONDITIONS,
    MOST_EVENTS,
    MOST_KINDS,
    MOST_WITHDRAWALS,
    Journal,
    check_editions,
    read_editions,
)
from ptc_service_policy.loading.files import MAX_BYTES
from ptc_service_policy.loading.in_force import (
    edition_for_new_contracts,
    in_force_since,
    turns_for_new_contracts,
)
from ptc_service_policy.loading.strict_yaml import read_yaml
from ptc_service_policy.loading.validation import validate
from ptc_service_policy.model.editions import EditionsFile
from ptc_service_policy.text import LANGUAGES

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "editions"
DESIGN = FOLDER.joinpath("design.yaml").read_text(encoding="utf-8")
INVALID: dict[str, Any] = yaml.safe_load(FOLDER.joinpath("invalid.yaml").read_text(encoding="utf-8"))
PUBLISHED = ("1.0.0", "1.0.1", "1.1.0", "2.0.0")
UNFILLED = re.compile(r"\{\w+\}")

each_fault = pytest.mark.parametrize("fault", INVALID.values(), ids=INVALID)


def read(text: str) -> Journal:
    document = read_yaml(text.encode(), "editions.yaml")
    return Journal(document, *validate(document, EditionsFile, "editions"))


def journal(*events: str) -> EditionsFile:
    editions = read("\n".join(("editions:", *(f"  - {{ {event} }}" for event in events)))).editions
    assert editions is not None
    return editions


def problems_of(text: str, published: tuple[str, ...], present: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    found = read(text)
    if found.editions is None:
        return found.problems
    return check_editions(found.editions, found.document, published, present)


def edited(fault: dict[str, Any]) -> tuple[str, int]:
    """Return the design's journal with a fault, and where the last edit begins."""
    text, start = DESIGN, 0
    for replaced, instead in fault["edits"]:
        if replaced == "END":
            text, start = text + instead, len(text)
            continue
        assert text.count(replaced) == 1, f"{replaced!r} stands {text.count(replaced)} times"
        start = text.index(replaced)
        text = text.replace(replaced, instead)
    return text, start


def place_in(text: str, start: int, expect: dict[str, Any]) -> tuple[int, int]:
    if "after" in expect:
        start = text.index(expect["after"])
    found = text.find(expect["at"], start)
    before = text[: found if found >= 0 else text.index(expect["at"])]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@each_fault
def test_one_fault_gives_its_one_problem_in_its_place(fault: dict[str, Any]) -> None:
    text, start = edited(fault)
    expect = fault["expect"]
    problems = problems_of(text, (*PUBLISHED, *fault.get("also", ())))
    assert [problem.code for problem in problems] == [expect["code"]]
    assert (problems[0].line, problems[0].column) == place_in(text, start, expect)
    assert problems[0].file == "editions.yaml"


@each_fault
def test_messages_and_hints_are_complete_in_both_languages(fault: dict[str, Any]) -> None:
    text, _ = edited(fault)
    expect = fault["expect"]
    for problem in problems_of(text, (*PUBLISHED, *fault.get("also", ()))):
        for said in (problem.message, problem.hint):
            assert said.fr.strip()
            assert said.en.strip()
            assert said.fr != said.en
            assert not UNFILLED.search(said.fr + said.en)
        for language in LANGUAGES:
            assert str(expect.get("hint", "")) in problem.hint[language]
            assert str(expect.get("names", "")) in problem.message[language]


def test_every_code_of_the_journal_has_a_fault_that_shows_it() -> None:
    shown = {fault["expect"]["code"] for fault in INVALID.values()}
    assert {entry.code for entry in ENTRIES if "PSP411" <= entry.code < "PSP430"} <= shown


def test_only_what_may_be_meant_is_a_warning() -> None:
    warnings = {entry.code for entry in ENTRIES if entry.severity == "warning"}
    assert warnings == {"PSP425", "PSP426", "PSP427", "PSP428", "PSP429"}
    assert warnings <= CATALOGUE.keys()


def test_the_journal_of_the_project_is_right_and_names_what_is_published() -> None:
    lock = yaml.safe_load((ROOT / "policies" / "published.lock.yaml").read_text(encoding="utf-8"))
    found = read_editions(ROOT / "policies" / "editions.yaml")
    assert found.editions is not None
    assert found.problems == ()
    assert check_editions(found.editions, found.document, list(lock["versions"])) == ()
    assert edition_for_new_contracts(found.editions.editions, date(2026, 3, 14)) == "1.0.0"
    assert in_force_since(found.editions.editions, "1.0.0") == date.min


def test_a_journal_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    found = read_editions(tmp_path / "editions.yaml", "policies/editions.yaml")
    assert found.editions is None
    assert [(problem.code, problem.file) for problem in found.problems] == [
        ("PSP001", "policies/editions.yaml")
    ]


def prefixes() -> Iterator[tuple[int, str]]:
    starts = [found.start() for found in re.finditer(r"^  - ", DESIGN, flags=re.MULTILINE)]
    yield from enumerate((DESIGN[:end] for end in (*starts[1:], len(DESIGN))), start=1)


@pytest.mark.parametrize(("events", "text"), list(prefixes()))
def test_the_design_is_right_after_each_of_its_events(events: int, text: str) -> None:
    published = [each for each in PUBLISHED if f"edition: {each}" in text]
    assert problems_of(text, tuple(published)) == ()
    assert text.count("recorded") == events


E1 = "id: e1, recorded: 2026-11-20, edition: 1.0.0, new_contracts: always, others: none"
E2 = "id: e2, recorded: 2026-12-01, edition: 1.1.0, new_contracts: { from: 2027-01-01 }"
E3 = "id: e3, recorded: 2027-08-01, edition: 2.0.0, new_contracts: { from: 2028-01-01 }"
NEVER = "id: n, recorded: 2026-12-02, edition: 1.0.1, new_contracts: never"
AHEAD = f"{NEVER}, others: [{{ governed_by: 1.0.0, stay: true }}, {{ governed_by: 1.1.0, from: 2026-12-15 }}]"
WHY = "reason: { fr: Motif., en: Reason. }"
MOVE = "others: [{ governed_by: 1.0.0, from: 2027-07-01 }]"
RIGHT: dict[str, list[str]] = {
    "no event": [],
    "a first edition with a first day": [E1.replace("always", "{ from: 2020-01-01 }")],
    "an edition that everybody left need not be named": [
        E1,
        f"{E2}, {MOVE}",
        f"{E3}, others: [{{ governed_by: 1.1.0, stay: true }}]",
    ],
    "of two attributes the second is no subset of the first": [
        E1,
        f"{E2}, others: [{{ governed_by: 1.0.0, with: {{ region: emea }}, stay: true }}, "
        "{ governed_by: 1.0.0, with: { grandfathered: true }, from: 2027-07-01 }, "
        "{ governed_by: 1.0.0, at: first-renewal-from, from: 2027-07-01 }]",
    ],
    "a withdrawn edition may be named, since it may come back, and need not be": [
        E1,
        f"{E2}, {MOVE}",
        f"id: w, recorded: 2027-01-02, withdraw: 1.1.0, from: 2027-01-02, instead: 1.0.0, {WHY}",
        f"{E3}, others: [{{ governed_by: 1.0.0, stay: true }}, {{ governed_by: 1.1.0, stay: true }}]",
    ],
    "a withdrawn edition need not be named": [
        E1,
        f"{E2}, {MOVE}",
        f"id: w, recorded: 2027-01-02, withdraw: 1.1.0, from: 2027-01-02, instead: 1.0.0, {WHY}",
        f"{E3}, others: [{{ governed_by: 1.0.0, stay: true }}]",
    ],
    "withdrawn, undone and withdrawn again": [
        E1,
        f"{E2}, {MOVE}",
        f"id: w, recorded: 2027-01-02, withdraw: 1.1.0, from: 2027-01-02, instead: 1.0.0, {WHY}",
        f"id: u, recorded: 2027-01-03, undo: w, {WHY}",
        f"id: again, recorded: 2027-01-04, withdraw: 1.1.0, from: 2027-01-05, instead: 1.0.0, {WHY}",
    ],
    "an edition that everybody leaves on that very day need not be named": [
        E1,
        f"{E2}, {MOVE}",
        f"{E3.replace('2027-08-01', '2027-07-01')}, others: [{{ governed_by: 1.1.0, stay: true }}]",
    ],
    "an edition to which all were moved, and that is withdrawn, may be named": [
        E1,
        f"{NEVER}, others: [{{ governed_by: 1.0.0, from: 2026-12-03 }}]",
        f"id: w, recorded: 2026-12-04, withdraw: 1.0.1, from: 2026-12-04, instead: 1.0.0, {WHY}",
        f"{E3}, others: [{{ governed_by: [1.0.0, 1.0.1], stay: true }}]",
    ],
    **{
        f"an edition that only a renewal may still lead to {may} be named": [
            E1,
            f"{NEVER}, others: [{{ governed_by: 1.0.0, at: first-renewal-from, from: 2026-12-03 }}]",
            "id: e2, recorded: 2027-01-01, edition: 1.1.0, new_contracts: never, "
            "others: [{ governed_by: 1.0.0, stay: true }, { governed_by: 1.0.1, from: 2027-07-01 }]",
            f"{E3}, others: [{{ governed_by: {named}, stay: true }}]",
        ]
        for may, named in (("may", "[1.0.0, 1.0.1, 1.1.0]"), ("need not", "[1.0.0, 1.1.0]"))
    },
    **{
        f"an edition to which a line moves those signed later, if any, {may} be named": [
            E1,
            f"{E2}, others: [{{ governed_by: 1.0.0, stay: true }}]",
            AHEAD,
            f"{E3}, others: [{{ governed_by: {named}, stay: true }}]",
        ]
        for may, named in (("may", "[1.0.0, 1.0.1, 1.1.0]"), ("need not", "[1.0.0, 1.1.0]"))
    },
    "two events of one day": [E1, f"{E2.replace('2026-12-01', '2026-11-20')}, {MOVE}"],
}


@pytest.mark.parametrize("events", RIGHT.values(), ids=RIGHT)
def test_what_is_right_gives_no_problem(events: list[str]) -> None:
    text = "\n".join(("editions:", *(f"  - {{ {event} }}" for event in events))) if events else "editions: []"
    published = tuple(each for each in PUBLISHED if any(f"edition: {each}" in event for event in events))
    assert problems_of(text, published) == ()


@pytest.mark.parametrize("named", ["1.0.0", "[1.0.0, 1.1.0]"])
def test_an_edition_whose_new_contracts_a_later_event_takes_governs_nobody(named: str) -> None:
    """The later event may name it, and need not."""
    events = (
        E1,
        f"{E2}, others: [{{ governed_by: 1.0.0, stay: true }}]",
        "id: e3, recorded: 2026-12-02, edition: 2.0.0, new_contracts: { from: 2027-01-01 }, "
        f"others: [{{ governed_by: {named}, stay: true }}]",
    )
    text = "\n".join(("editions:", *(f"  - {{ {event} }}" for event in events)))
    (problem,) = problems_of(text, ("1.0.0", "1.1.0", "2.0.0"))
    assert (problem.code, problem.line) == ("PSP427", 3)


@pytest.mark.parametrize(
    ("moved", "found"),
    [("2026-12-30", ["PSP428"]), ("2026-12-31", []), ("2027-01-01", []), ("2027-07-01", [])],
)
def test_who_moves_before_new_contracts_come_leaves_those_signed_between(
    moved: str, found: list[str]
) -> None:
    events = (E1, f"{E2}, others: [{{ governed_by: 1.0.0, from: {moved} }}]")
    text = "\n".join(("editions:", *(f"  - {{ {event} }}" for event in events)))
    assert [each.code for each in problems_of(text, ("1.0.0", "1.1.0"))] == found


@pytest.mark.parametrize(("day", "found"), [("2026-12-31", ["PSP429"]), ("2027-01-01", [])])
def test_what_governs_instead_is_in_force_by_then(day: str, found: list[str]) -> None:
    events = (
        E1,
        f"{E2}, others: [{{ governed_by: 1.0.0, from: 2027-07-01 }}]",
        f"id: w, recorded: 2026-12-05, withdraw: 1.0.0, from: {day}, instead: 1.1.0, {WHY}",
    )
    text = "\n".join(("editions:", *(f"  - {{ {event} }}" for event in events)))
    assert [each.code for each in problems_of(text, ("1.0.0", "1.1.0"))] == found


def test_a_draft_may_be_named_and_needs_no_event() -> None:
    text = DESIGN.partition("  - id: e4")[0]
    assert problems_of(text, ("1.0.0", "1.1.0"), ("1.0.1", "3.0.0")) == ()
    assert [problem.code for problem in problems_of(text, ("1.0.0", "1.1.0"))] == ["PSP413"]


def _events(number: int) -> str:
    edition = "{{ id: e{0}, recorded: 2026-01-01, edition: 1.0.{0}, new_contracts: never, others: none }}"
    return "".join(f"  - {edition.format(each)}\n" for each in range(number))


def _withdrawals(number: int) -> str:
    withdrawal = f"recorded: 2026-01-01, withdraw: 1.0.0, from: 2027-01-01, instead: 1.1.0, {WHY}"
    return "".join(f"  - {{ id: w{each}, {withdrawal} }}\n" for each in range(number))


def _lines(*conditions: str) -> str:
    lines = ", ".join(f"{{ governed_by: 1.0.0, with: {{ {each} }}, stay: true }}" for each in conditions)
    return f"  - {{ {E2}, others: [{lines}] }}\n"


MEASURES = {
    "events": (MOST_EVENTS, _events),
    "withdrawals": (MOST_WITHDRAWALS, _withdrawals),
    "conditions": (MOST_CONDITIONS, lambda number: _lines(*["a: true"] * number)),
    "kinds": (MOST_KINDS, lambda number: _lines(*(f"a: v{each}" for each in range(number - 1)))),
    "kinds by many attributes": (8, lambda number: _lines(*(f"a{each}: true" for each in range(number)))),
}


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("what", MEASURES)
def test_a_journal_has_a_measure(what: str, more: int) -> None:
    most, make = MEASURES[what]
    text = "editions:\n" + make(most + more)
    assert len(text) <= MAX_BYTES
    problems = problems_of(text, ("1.0.0", "1.1.0"))
    assert ("PSP431" in {each.code for each in problems}) == bool(more)


def test_two_faults_are_both_told_in_the_order_of_the_text() -> None:
    text = DESIGN.replace("undo: e5", "undo: e4").replace("{ from: 2027-01-01 }", "{ from: 2026-11-30 }")
    problems = problems_of(text, PUBLISHED)
    assert [problem.code for problem in problems] == ["PSP425", "PSP415"]
    assert [severity_of(problem) for problem in problems] == ["warning", "error"]


def days(*rows: tuple[str, str | None]) -> list[tuple[date, str | None]]:
    return [(date.fromisoformat(day), version) for day, version in rows]


@pytest.mark.parametrize(
    ("signed", "version"),
    [
        (date.min, "1.0.0"),
        *days(
            ("2026-03-14", "1.0.0"),  # verdicts 1 to 4, 6 and 7: what the contract is signed under
            ("2026-11-20", "1.0.0"),
            ("2026-12-31", "1.0.0"),
            ("2027-01-01", "1.1.0"),
            ("2027-02-10", "1.1.0"),  # verdicts 5 and 9
            ("2027-08-16", "1.1.0"),  # as it became known on the 20th
            ("2027-09-01", "1.1.0"),  # verdict 10
            ("2027-09-30", "1.1.0"),
            ("2027-10-01", "2.0.0"),
        ),
        (date.max, "2.0.0"),
    ],
)
def test_a_new_contract_is_under_the_edition_of_the_last_event_that_reaches_it(
    signed: date, version: str
) -> None:
    editions = read(DESIGN).editions
    assert editions is not None
    assert edition_for_new_contracts(editions.editions, signed) == version


@pytest.mark.parametrize(
    ("known_on", "signed", "version"),
    [
        ("2026-11-19", "2027-09-01", None),
        ("2026-11-20", "2027-09-01", "1.0.0"),
        ("2026-11-30", "2027-01-01", "1.0.0"),
        ("2026-12-01", "2027-01-01", "1.1.0"),
        ("2027-05-31", "2027-10-01", "1.1.0"),
        ("2027-06-01", "2027-10-01", "2.0.0"),
        ("2027-08-14", "2027-09-01", "1.1.0"),
        ("2027-08-15", "2027-08-14", "1.1.0"),
        ("2027-08-15", "2027-08-15", "1.0.1"),
        ("2027-08-16", "2027-09-01", "1.0.1"),  # verdict 10, before the withdrawal was undone
        ("2027-08-16", "2027-10-01", "2.0.0"),
        ("2027-08-19", "2027-08-16", "1.0.1"),
        ("2027-08-20", "2027-08-16", "1.1.0"),
    ],
)
def test_what_was_recorded_later_was_not_known(known_on: str, signed: str, version: str | None) -> None:
    editions = read(DESIGN).editions
    assert editions is not None
    known, day = date.fromisoformat(known_on), date.fromisoformat(signed)
    assert edition_for_new_contracts(editions.editions, day, known_on=known) == version


def test_turns_say_of_new_contracts_what_each_day_does() -> None:
    editions = read(DESIGN).editions
    assert editions is not None
    turns = turns_for_new_contracts(editions.editions)
    days = [date(2026, 11, 1) + timedelta(days=number) for number in range(800)]
    governing = [next(version for first, version in reversed(turns) if first <= day) for day in days]
    assert governing == [edition_for_new_contracts(editions.editions, day) for day in days]
    assert len(set(governing)) > 2


def test_before_the_first_day_of_the_first_edition_there_is_none() -> None:
    editions = journal(E1.replace("always", "{ from: 2027-01-01 }"))
    assert edition_for_new_contracts(editions.editions, date(2026, 12, 31)) is None
    assert edition_for_new_contracts(editions.editions, date(2027, 1, 1)) == "1.0.0"


def test_what_governs_instead_may_be_withdrawn_later() -> None:
    editions = journal(
        E1,
        f"{E2}, {MOVE}",
        f"{E3}, others: [{{ governed_by: 1.1.0, stay: true }}]",
        f"id: w1, recorded: 2028-02-01, withdraw: 2.0.0, from: 2028-02-01, instead: 1.1.0, {WHY}",
        f"id: w2, recorded: 2028-03-01, withdraw: 1.1.0, from: 2028-03-01, instead: 1.0.0, {WHY}",
    )
    signed = [date(2028, 1, 31), date(2028, 2, 1), date(2028, 3, 1)]
    assert [edition_for_new_contracts(editions.editions, day) for day in signed] == [
        "2.0.0",
        "1.1.0",
        "1.0.0",
    ]


def test_withdrawals_in_a_circle_do_not_go_on_for_ever() -> None:
    editions = journal(
        E1,
        f"{E2}, {MOVE}",
        f"id: w1, recorded: 2027-02-01, withdraw: 1.1.0, from: 2027-02-01, instead: 1.0.0, {WHY}",
        f"id: w2, recorded: 2027-02-01, withdraw: 1.0.0, from: 2027-02-01, instead: 1.1.0, {WHY}",
    )
    assert edition_for_new_contracts(editions.editions, date(2027, 3, 1)) in {"1.0.0", "1.1.0"}


@pytest.mark.parametrize(
    ("version", "since"),
    [
        ("1.0.0", date.min),
        ("1.1.0", date(2027, 1, 1)),
        ("1.0.1", date(2027, 3, 1)),
        ("2.0.0", date(2027, 10, 1)),
        ("3.0.0", None),
    ],
)
def test_an_edition_is_in_force_since_it_governs_the_first_contract(version: str, since: date | None) -> None:
    editions = read(DESIGN).editions
    assert editions is not None
    assert in_force_since(editions.editions, version) == since


SINCE: dict[str, tuple[list[str], str, date | None]] = {
    "governs nobody": ([E1, f"{NEVER}, others: [{{ governed_by: 1.0.0, stay: true }}]"], "1.0.1", None),
    "from a renewal": (
        [E1, f"{NEVER}, others: [{{ governed_by: 1.0.0, at: first-renewal-from, from: 2027-01-01 }}]"],
        "1.0.1",
        date(2027, 1, 1),
    ),
    "moves contracts that are not there yet": (
        [
            E1,
            f"{E2}, others: [{{ governed_by: 1.0.0, stay: true }}]",
            AHEAD,
        ],
        "1.0.1",
        None,
    ),
    "moves those that a late renewal leads there": (
        [
            E1,
            f"{NEVER}, others: [{{ governed_by: 1.0.0, at: first-renewal-from, from: 2026-12-03 }}]",
            "id: e2, recorded: 2027-01-01, edition: 1.1.0, new_contracts: never, "
            "others: [{ governed_by: 1.0.0, stay: true }, { governed_by: 1.0.1, from: 2027-07-01 }]",
            "id: e3, recorded: 2027-01-02, edition: 2.0.0, new_contracts: never, others: "
            "[{ governed_by: [1.0.0, 1.1.0], stay: true }, { governed_by: 1.0.1, from: 2028-01-01 }]",
        ],
        "2.0.0",
        date(2028, 1, 1),
    ),
    "moved before new contracts": (
        [E1, f"{E2}, others: [{{ governed_by: 1.0.0, from: 2026-12-15 }}]"],
        "1.1.0",
        date(2026, 12, 15),
    ),
    "in place of a withdrawn one": (
        [
            E1,
            f"{NEVER}, others: [{{ governed_by: 1.0.0, stay: true }}]",
            f"id: w, recorded: 2027-01-01, withdraw: 1.0.0, from: 2027-01-02, instead: 1.0.1, {WHY}",
        ],
        "1.0.1",
        date(2027, 1, 2),
    ),
    "withdrawn later": (
        [
            E1,
            f"{E2}, {MOVE}",
            f"id: w, recorded: 2027-02-01, withdraw: 1.1.0, from: 2027-02-01, instead: 1.0.0, {WHY}",
        ],
        "1.1.0",
        date(2027, 1, 1),
    ),
    "withdrawn before its first day": (
        [
            E1,
            f"{E2}, {MOVE}",
            f"id: w, recorded: 2026-12-02, withdraw: 1.1.0, from: 2026-12-02, instead: 1.0.0, {WHY}",
        ],
        "1.1.0",
        None,
    ),
    "withdrawn before its first day, and undone": (
        [
            E1,
            f"{E2}, {MOVE}",
            f"id: w, recorded: 2026-12-02, withdraw: 1.1.0, from: 2026-12-02, instead: 1.0.0, {WHY}",
            f"id: u, recorded: 2026-12-03, undo: w, {WHY}",
        ],
        "1.1.0",
        date(2027, 1, 1),
    ),
    "overtaken before its first day": (
        [
            E1,
            f"{E2}, others: [{{ governed_by: 1.0.0, stay: true }}]",
            "id: e3, recorded: 2026-12-02, edition: 2.0.0, new_contracts: { from: 2027-01-01 }, "
            "others: [{ governed_by: 1.0.0, stay: true }]",
        ],
        "1.1.0",
        None,
    ),
}


@pytest.mark.parametrize(("events", "version", "since"), SINCE.values(), ids=SINCE)
def test_since_when_an_edition_is_in_force(events: list[str], version: str, since: date | None) -> None:
    assert in_force_since(journal(*events).editions, version) == since
