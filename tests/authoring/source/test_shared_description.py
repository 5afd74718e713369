"""The shared description: quiet as it stands, each edit told and none misread, no alarm without cause.

A normal run takes a part of the edits; HYPOTHESIS_PROFILE=nightly takes all of them.
"""

import os
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.learn import learn_document
from ptc_service_policy.authoring.source.learned import FOLDER, learned_text
from ptc_service_policy.errors.catalogue import severity_of

from .conftest import Check
from .judging import Verdict, judge, values
from .making import HERE, POLICY
from .shared_edits import edits, harmless, lost_cells, surplus_cells
from .shared_layouts import harmless_layouts, layouts_that_matter, lines_below_another, with_contents

LINKED = 136
WORDS = yaml.safe_load((HERE / "shared_words.yaml").read_text("utf-8"))
STEP = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 7


def test_it_agrees_with_the_policy(shared: Path, check_shared: Check) -> None:
    assert check_shared(shared.read_text("utf-8")) == ()


def test_what_was_learnt_is_what_is_shipped(shared: Path, policy: EncodedPolicy) -> None:
    lesson = learn_document(shared, shared.name, policy)
    assert lesson.language == "fr"
    assert learned_text(lesson.file) == (POLICY / FOLDER / "fr.yaml").read_text("utf-8")


def test_every_edit_is_told_and_none_is_misread(shared: Path, check_shared: Check) -> None:
    made = list(edits(shared.read_text("utf-8")))
    assert len(made) >= 300
    verdicts = {edit.name: judge(edit, check_shared(edit.text)) for edit in made[::STEP]}
    assert {
        name: verdict for name, verdict in verdicts.items() if verdict in {Verdict.SILENT, Verdict.WRONG}
    } == {}
    assert Counter(verdicts.values())[Verdict.RIGHT] > len(verdicts) / 4


def test_a_row_that_lost_a_cell_is_refused(shared: Path, check_shared: Check) -> None:
    made = list(lost_cells(shared.read_text("utf-8")))
    assert len(made) >= 79
    for edit in made[::STEP]:
        assert "PSP360" in {each.code for each in check_shared(edit.text)}, edit.name


def test_a_row_with_a_cell_too_many_is_refused(shared: Path, check_shared: Check) -> None:
    made = list(surplus_cells(shared.read_text("utf-8")))
    assert len(made) >= 79
    for edit in made[::STEP]:
        assert {each.code for each in check_shared(edit.text)} == {"PSP360"}, edit.name


def test_another_term_for_a_unit_is_another_sentence(shared: Path, check_shared: Check) -> None:
    text = shared.read_text("utf-8")
    for before, after in (("2 jours ouvrables", "2 jours ouvrés"), ("1 jour ouvrable", "1 jour ouvré")):
        assert text.count(before) == 1
        (told,) = check_shared(text.replace(before, after))
        assert (told.code, severity_of(told)) == ("PSP376", "error")


def test_what_is_harmless_gives_no_alarm(shared: Path, check_shared: Check) -> None:
    made = list(harmless(shared.read_text("utf-8")))
    assert len(made) >= 220
    whole = [edit for edit in made if edit.line == 0]
    alarms = {edit.name: check_shared(edit.text) for edit in (*made[::STEP], *whole)}
    assert {name: problems for name, problems in alarms.items() if problems} == {}


def test_other_words_for_the_same_give_no_alarm(shared: Path, check_shared: Check) -> None:
    alarms = {}
    for before, after in WORDS["alike"]:
        text = shared.read_text("utf-8")
        assert before in text
        alarms[f"{before} → {after}"] = check_shared(text.replace(before, after, 1))
    assert {name: problems for name, problems in alarms.items() if problems} == {}


def test_words_that_matter_are_told_and_never_misread(shared: Path, check_shared: Check) -> None:
    for before, after, *read in WORDS["other"][:: max(1, STEP // 2)]:
        text = shared.read_text("utf-8")
        assert before in text
        problems = check_shared(text.replace(before, after, 1))
        found = {item for _, said, _ in values(problems) for item in re.findall(r"[^\[\]{}, ]+", said)}
        assert problems, f"{before} → {after}"
        assert found <= set(" ".join(read).split()), f"{before} → {after}"


def test_what_is_asked_or_left_open_is_told_and_nothing_is_read_from_it(
    shared: Path, check_shared: Check
) -> None:
    for before, after in WORDS["unsure"]:
        problems = check_shared(shared.read_text("utf-8").replace(before, after, 1))
        assert "PSP376" in {each.code for each in problems}, after
        assert list(values(problems)) == [], after


def test_contents_at_the_head_of_a_document_give_no_alarm(shared: Path, check_shared: Check) -> None:
    alarms = {name: check_shared(text) for name, text in with_contents(shared.read_text("utf-8"))}
    assert {name: problems for name, problems in alarms.items() if problems} == {}


def test_another_layout_gives_no_alarm(shared: Path, check_shared: Check) -> None:
    made = list(harmless_layouts(shared.read_text("utf-8")))
    assert len(made) >= 500
    alarms = {name: check_shared(text) for name, text in made[::STEP]}
    assert {name: problems for name, problems in alarms.items() if problems} == {}


def test_a_layout_that_matters_is_told(shared: Path, check_shared: Check) -> None:
    made = list(layouts_that_matter(shared.read_text("utf-8")))
    assert [name for name, text in made if not check_shared(text)] == []


def test_a_line_below_another_head_is_an_error(shared: Path, check_shared: Check) -> None:
    for name, text, told in lines_below_another(shared.read_text("utf-8")):
        assert Counter(each.code for each in check_shared(text)) == told, name


@pytest.mark.parametrize(("old", "new"), [("Standard", "Essentiel"), ("Premium", "Or")])
def test_a_renamed_offering_is_asked_for_its_name(
    old: str, new: str, shared: Path, check_shared: Check
) -> None:
    """It is asked for at each head; of the cells below, no value is read and none is told unreadable."""
    problems = check_shared(shared.read_text("utf-8").replace(old, new))
    told = Counter(each.code for each in problems)
    assert told.keys() == {"PSP358", "PSP376"}
    assert told["PSP358"] == 3


def test_every_fact_of_the_description_is_linked_or_listed(shared: Path, policy: EncodedPolicy) -> None:
    """Look for each of the facts that the first reader knew, by their addresses in the rules of today."""
    lesson = learn_document(shared, shared.name, policy)
    facts = yaml.safe_load((HERE / "facts.yaml").read_text("utf-8"))
    slots = [slot for statement in lesson.file.statements.values() for slot in statement.slots]
    linked: set[tuple[str, str | None]] = {*lesson.linked, *((address, None) for address, _ in lesson.linked)}
    linked |= {(address, None) for slot in slots for address in slot.stands_for}
    linked |= (
        {("document.language", None)} if lesson.language == policy.files.source.document.language else set()
    )
    listed = {leaf.address for leaf in lesson.unlinked}
    verdicts = Counter[str]()
    for address, labels in facts.items():
        for label in labels:
            offering = label if label in policy.files.offerings.offerings else None
            is_linked = (address, offering) in linked
            verdicts["linked" if is_linked else "listed" if address in listed else f"missing: {address}"] += 1
    assert verdicts == {"linked": LINKED, "listed": 144 - LINKED}
