"""A second document of the same policy, in another language: learnt, and each edit of it told."""

import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree

import pytest
import yaml

from ptc_service_policy import load_policy
from ptc_service_policy.authoring.source.check import check_document
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.learn import Lesson, learn_document
from ptc_service_policy.authoring.source.learned import FOLDER, learned_text, read_learned, write_learned
from ptc_service_policy.authoring.source.names import Names
from ptc_service_policy.errors import InvalidPolicyError, PolicyError, Problem
from ptc_service_policy.errors.catalogue import severity_of

from .conftest import Check
from .making import EDITION, HERE, add_offering, with_column, with_names

EDITS = yaml.safe_load((HERE / "edits.en.yaml").read_text("utf-8"))


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Return each problem as its code and the values of its message that an owner looks at."""
    found = []
    for each in problems:
        text = re.sub(r" \((?:doc\.txt|before).*", "", each.message.en)
        found.append(f"{each.code} {text}")
    return found


def test_it_links_as_many_values_as_the_description(taught: tuple[EncodedPolicy, Lesson]) -> None:
    policy, lesson = taught
    assert lesson.language == "en"
    assert len(lesson.linked) == 146
    assert len(lesson.file.statements) == len(policy.statements) == 58
    assert {each.code for each in lesson.problems} == {"PSP365"}


def test_each_document_is_known_by_its_own_words(
    english: EncodedPolicy, check_english: Check, edition: str
) -> None:
    assert len(read_learned(english)) == 2
    assert check_english(edition) == ()


@pytest.mark.parametrize("edit", EDITS, ids=[each["edit"] for each in EDITS])
def test_an_edit_is_told(edit: dict[str, object], check_english: Check, edition: str) -> None:
    text = edition
    for before, after in edit["change"].items():  # type: ignore[attr-defined]
        assert text.count(before) >= 1, before
        text = text.replace(before, after, 1)
    assert told(check_english(text)) == edit["told"]


def test_swapped_siblings_are_paired_by_what_they_are_about(check_english: Check, edition: str) -> None:
    lines = edition.split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("- Standard ="))
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    assert check_english("\n".join(lines)) == (), "the items of one list come in any order"


def test_a_warning_is_no_difference(check_english: Check, edition: str) -> None:
    (problem,) = check_english(edition.replace("customer once a week", "customer weekly"))
    assert (problem.code, severity_of(problem)) == ("PSP367", "warning")


def test_a_renamed_offering_is_read_once_it_has_its_name(
    tmp_path: Path, english: EncodedPolicy, edition: str
) -> None:
    file = tmp_path / "doc.txt"
    file.write_text(edition.replace("Standard", "Basic").replace("30 open", "40 open"), "utf-8")
    before = check_document(file, "doc.txt", english).problems
    assert {"PSP358"} < {each.code for each in before}
    folder = copytree(Path(str(english.folder)), tmp_path / "1.0.0")
    renamed = EncodedPolicy.read(with_names(folder, {"offering": {"Basic": "standard"}}), "1.0.0")
    after = check_document(file, "doc.txt", renamed).problems
    assert [each for each in told(after) if each.startswith("PSP37") and not each.startswith("PSP376")] == [
        "PSP370 limits.open-cases.maximum (premium) is 30 in the policy and 40 in the document"
    ]


def test_a_fourth_offering_is_read_once_it_has_its_name(
    tmp_path: Path, english: EncodedPolicy, edition: str
) -> None:
    file = tmp_path / "doc.txt"
    file.write_text(with_column(edition, "Platinum"), "utf-8")
    assert {"PSP358"} < {each.code for each in check_document(file, "doc.txt", english).problems}
    folder = copytree(Path(str(english.folder)), tmp_path / "1.0.0")
    policy = EncodedPolicy.read(add_offering(folder), "1.0.0")
    checked = check_document(file, "doc.txt", policy)
    read = {
        fact.address: said[0].slot.value
        for fact, said in checked.facts.items()
        if fact.offering == "platinum"
    }
    assert len([address for address in read if address.startswith("services.")]) == 15
    assert not [each for each in checked.problems if each.code in {"PSP357", "PSP358", "PSP370", "PSP371"}]


def test_names_that_change_what_was_learnt_are_told(tmp_path: Path, english: EncodedPolicy) -> None:
    folder = copytree(Path(str(english.folder)), tmp_path / "1.0.0")
    policy = EncodedPolicy.read(with_names(folder, {"charge": {"matter of choice": "additional"}}), "1.0.0")
    problems = check_document(EDITION, "doc.txt", policy).problems
    assert [each.code for each in problems] == ["PSP363"]


def test_what_was_learnt_reads_back_as_it_was_written(
    english: EncodedPolicy, taught: tuple[EncodedPolicy, Lesson]
) -> None:
    file = next(each.file for each in read_learned(english) if each.file.statements["title"].digest)
    assert learned_text(file) == learned_text(taught[1].file)


def test_another_edition_is_not_learnt(
    tmp_path: Path, english: EncodedPolicy, shared: Path, edition: str
) -> None:
    file = tmp_path / "doc.txt"
    gone = "- A Premium manager handles no more than 30 open cases at once.\n"
    for text, codes in (
        (shared.read_text("utf-8").replace("30 cas", "40 cas"), ["PSP355", "PSP373", "PSP374"]),
        ("EIN REZEPT\n\nMan nehme zwei Eier.\n", ["PSP355", "PSP373", *["PSP374"] * 58]),
        ("", ["PSP355", *["PSP374"] * 58]),
    ):
        file.write_text(text, "utf-8")
        with pytest.raises(InvalidPolicyError) as caught:
            learn_document(file, "doc.txt", english)
        assert [each.code for each in caught.value.problems] == codes
    file.write_text(edition.replace(gone, ""), "utf-8")
    lesson = learn_document(file, "doc.txt", english)
    assert "PSP374" in {each.code for each in lesson.problems}, "a translation may leave a statement out"


def _sentence_in_lines(line: str) -> str:
    return line if "\t" in line else line.replace(" customer", "\ncustomer")


def _row_in_rows(line: str) -> str:
    """Write the last word of its last cell in a row below."""
    *cells, last = line.split("\t")
    first, space, rest = last.rpartition(" ")
    broken = "\t".join((*cells, f"{first}\n" + "\t" * len(cells) + rest))
    return broken if line.count("\t") == TABLE_2 and cells[0] and space else line


TABLE_2 = 4
"""How many tabs a row of table 2 has."""


@pytest.mark.parametrize(
    ("broken", "is_known"), [(_sentence_in_lines, True), (_sentence_in_lines, False), (_row_in_rows, True)]
)
def test_lines_that_belong_together_are_learnt_together(
    broken: Callable[[str], str], english: EncodedPolicy, tmp_path: Path, *, is_known: bool
) -> None:
    file = tmp_path / "doc.txt"
    lines = EDITION.read_text("utf-8").split("\n")
    file.write_text("\n".join(map(broken, lines)), "utf-8")
    folder = copytree(Path(str(english.folder)), tmp_path / "1.0.0")
    if not is_known:
        (folder / FOLDER / "en.yaml").unlink()
    lesson = learn_document(file, "doc.txt", EncodedPolicy.read(folder, "1.0.0"))
    before = next(each.file for each in read_learned(english) if each.file.statements["title"].digest)
    assert learned_text(lesson.file) == learned_text(before)


def test_a_damaged_file_is_refused(tmp_path: Path, english: EncodedPolicy) -> None:
    folder = copytree(Path(str(english.folder)), tmp_path / "1.0.0")
    for number, damage in enumerate(("statements: 3\n", "a: [\n", "statements: { title: { shape: x } }\n")):
        (folder / FOLDER / "en.yaml").write_text(damage, "utf-8")
        with pytest.raises(InvalidPolicyError):
            read_learned(EncodedPolicy.read(folder, f"1.0.{number}"))
        lesson = learn_document(EDITION, "doc.txt", EncodedPolicy.read(folder, "1.0.0"))
        assert len(lesson.linked) == 146, "learning mends it"


def test_a_document_of_which_nothing_is_known_is_refused(tmp_path: Path, english: EncodedPolicy) -> None:
    file = tmp_path / "other.txt"
    file.write_text("A RECIPE\n\nTake two eggs.\n", "utf-8")
    with pytest.raises(PolicyError) as caught:
        check_document(file, "other.txt", english)
    assert [each.code for each in caught.value.problems] == ["PSP353"]


def test_an_ambiguous_value_is_asked_about_and_chosen(
    tmp_path: Path, english: EncodedPolicy, edition: str
) -> None:
    folder = copytree(Path(str(english.folder)), tmp_path / "1.0.0")
    rules = folder / "engagement.yaml"
    text = rules.read_text("utf-8").replace("maximum: 10,", "maximum: 30,")
    text = text.replace("source: [scope-weekly-hours]", "source: [scope-weekly-hours, scope-open-cases]", 1)
    rules.write_text(text, "utf-8")
    policy = EncodedPolicy.read(folder, "1.0.0")
    unsure = learn_document(EDITION, "doc.txt", policy)
    asked = [each for each in unsure.problems if each.code == "PSP366"]
    assert "limits.open-cases.maximum, limits.weekly-hours.maximum" in asked[0].message.en
    number = next(each for each in unsure.file.statements["scope-open-cases"].slots if each.is_ == "number")
    assert (number.stands_for, number.says) == ((), 30)
    links = {("scope-open-cases", "30"): "limits.open-cases.maximum"}
    sure = learn_document(EDITION, "doc.txt", policy, links)
    number = next(each for each in sure.file.statements["scope-open-cases"].slots if each.is_ == "number")
    assert number.stands_for == ("limits.open-cases.maximum",)
    assert not [each for each in sure.problems if each.code == "PSP366"]
    write_learned(sure.file, folder / FOLDER / "en.yaml")
    file = tmp_path / "doc.txt"
    file.write_text(edition.replace("30 open cases", "40 open cases"), "utf-8")
    assert "PSP370 limits.open-cases.maximum (premium) is 30 in the policy and 40 in the document" in told(
        check_document(file, "doc.txt", policy).problems
    )


def test_names_of_rows_stand_for_addresses(english: EncodedPolicy) -> None:
    names = Names(english.files)
    assert names.rows("the Service Reviews") == ("services.service-review", "deliveries.service-review")
    assert names.rows("Environment advisory") == ("services.environment-advisory",)
    assert names.rows("Cost") == ("offerings.charge",)
    assert names.rows("Pigeon post") == ()


def test_what_was_learnt_changes_no_answer(english: EncodedPolicy, tmp_path: Path) -> None:
    folder = copytree(Path(str(english.folder)), tmp_path / "1.0.0")
    with_it = load_policy(path=folder)
    rmtree(folder / FOLDER)
    assert load_policy(path=folder) == with_it
    assert load_policy(path=folder).digest == with_it.digest
