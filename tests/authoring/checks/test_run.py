"""All checks together: nothing hides anything, in one order, and publishing asks for the same."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest

from ptc_service_policy import load_policy
from ptc_service_policy.authoring.checks import check_policies, numbers_differ
from ptc_service_policy.authoring.checks.numbers import FoundNumber, find_numbers
from ptc_service_policy.authoring.publishing import Governed, lock_as_they_are, publish_version, start_version
from ptc_service_policy.errors import InvalidPolicyError
from ptc_service_policy.loading.versions import LOCK
from ptc_service_policy.text import Language

POLICIES = Path(__file__).parents[3] / "policies"
DAY = date(2026, 12, 1)
BANDS = """
attributes:
  people:
    name: { fr: Effectif, en: Staff }
    known_from: contract
    number: true
    unit: person
    bands:
      few: { name: { fr: "Jusqu'à 50 personnes", en: Up to 50 people }, to: 50 }
      more: { name: { fr: "Jusqu'à 200 personnes", en: Up to 200 people }, to: 20 }
      most: { name: { fr: Plus de 200 personnes, en: Over 200 people } }
"""
ENTRY = """
  {name}:
    number: {number}
    text_is: silent
    about: [limits.contacts]
    question: {{ fr: Qui les désigne ?, en: Who names them? }}
    readings:
      anyone: {{ text: {{ fr: Quiconque., en: Anyone. }} }}
    chosen: anyone
    why: {{ fr: Le document ne le dit pas., en: The document does not say. }}
    source: [scope-contacts]
"""


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    return copytree(POLICIES, tmp_path / "policies")


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def places(folder: Path, as_of: date | None = None) -> list[tuple[str, str]]:
    found = check_policies(folder, called="p", as_of=as_of).problems
    return [(problem.code, (problem.file or "").removeprefix("p/")) for problem in found]


def test_the_policies_of_this_project_have_no_problem(policies: Path) -> None:
    result = check_policies(policies, as_of=date(2026, 11, 23))
    assert result.problems == ()
    edited = (path for path in policies.rglob("*.yaml") if path.parent.name != "documents")
    assert set(result.files) == {path.relative_to(policies.parent).as_posix() for path in edited}


def test_a_text_without_digits_is_not_read_for_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most texts have none, and to look for numbers in words takes longer than all other checks together."""
    read: list[str] = []

    def find_and_tell(text: str, language: Language) -> Iterator[FoundNumber]:
        read.append(text)
        return find_numbers(text, language)

    monkeypatch.setattr(numbers_differ, "find_numbers", find_and_tell)
    assert check_policies(POLICIES, as_of=DAY).problems == ()
    assert 0 < len(read) < 500


def test_one_version_is_checked_with_the_calendars_that_it_is_loaded_with(policies: Path) -> None:
    rewrite(policies / "calendars" / "france.yaml", "country: FR", "country: France")
    found = check_policies(policies / "1.0.0", called="p/1.0.0", as_of=None).problems
    assert [(problem.code, problem.file) for problem in found] == [("PSP205", "p/calendars/france.yaml")]
    with pytest.raises(InvalidPolicyError):
        load_policy(path=policies / "1.0.0")


def test_problems_of_all_kinds_come_version_by_version_and_by_place(policies: Path) -> None:
    for version in ("1.2.0", "1.10.0"):
        start_version(policies, version, "1.0.0")
    rewrite(policies / "1.10.0" / "policy.yaml", "en: PTC service management", "en: TODO")
    rewrite(policies / "1.2.0" / "source.yaml", "fr: Page de titre", 'fr: ""')
    rewrite(policies / "1.2.0" / "engagement.yaml", "unit: case\n", "unit: Case\n")
    rewrite(policies / "1.2.0" / "engagement.yaml", "fr: Supervision\n", "fr: à traduire\n")
    rewrite(policies / "1.2.0" / "scenarios" / "limits.yaml", "ask: limit\n", "ask: limits\n")
    rewrite(policies / "calendars" / "france.yaml", "last: 2027-12-31", "last: 2025-12-31")
    assert list(dict.fromkeys(places(policies, date(2026, 11, 23)))) == [
        ("PSP205", "1.2.0/engagement.yaml"),
        ("PSP456", "1.2.0/engagement.yaml"),
        ("PSP204", "1.2.0/scenarios/limits.yaml"),
        ("PSP208", "1.2.0/source.yaml"),
        ("PSP456", "1.10.0/policy.yaml"),
        ("PSP468", "calendars/france.yaml"),
        ("PSP430", "published.lock.yaml"),
    ]


def test_bands_that_do_not_rise_are_told_once_and_not_by_what_their_texts_contradict(policies: Path) -> None:
    start_version(policies, "1.1.0", "1.0.0")
    with (policies / "1.1.0" / "vocabulary.yaml").open("a", encoding="utf-8") as file:
        file.write(BANDS)
    assert places(policies, DAY) == [("PSP336", "1.1.0/vocabulary.yaml")]


@pytest.mark.parametrize("name", sorted(path.stem for path in (POLICIES / "1.0.0").glob("*.yaml")))
@pytest.mark.parametrize("content", ["", "- a\n", "fr: a\nen: [\n"], ids=["empty", "a list", "no YAML"])
def test_no_check_stumbles_over_a_broken_file(name: str, content: str, policies: Path) -> None:
    folder = policies / "1.0.0"
    rewrite(folder / "scenarios" / "limits.yaml", "fr: Le contact", "fr: TODO Le contact")
    (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    found = places(folder)
    assert ("PSP456", "scenarios/limits.yaml") in found
    assert any(file == f"{name}.yaml" for _, file in found)


def test_without_a_day_no_review_is_judged(policies: Path) -> None:
    rewrite(policies / "calendars" / "france.yaml", "last: 2027-12-31", "last: 2025-12-31")
    lock_as_they_are(policies)
    assert places(policies) == []
    assert places(policies, date(2026, 1, 1)) == [("PSP468", "calendars/france.yaml")]


def test_scenario_files_are_read_where_there_are_any(policies: Path) -> None:
    folder = policies / "1.0.0"
    (folder / "scenarios" / "limits.yaml").write_text("", encoding="utf-8")
    assert places(folder) == [("PSP109", "scenarios/limits.yaml")]
    rmtree(folder / "scenarios")
    assert places(folder) == []
    (folder / "scenarios").mkdir()
    assert places(folder) == [("PSP801", "scenarios")]


def test_what_is_no_folder_is_one_problem(tmp_path: Path) -> None:
    assert places(tmp_path / "none") == [("PSP006", "p")]


def test_a_misspelt_address_that_is_withdrawn_is_told_once(policies: Path) -> None:
    draft = start_version(policies, "1.1.0").folder
    withdrawn = "withdrawn: [{ rule: availability.meeting, answer: silent, source: [availability-meetings] }]"
    rewrite(draft / "policy.yaml", "version: 1.1.0\n", f"version: 1.1.0\n{withdrawn}\n")
    assert places(policies, date(2026, 11, 23)) == [("PSP330", "1.1.0/policy.yaml")]


@pytest.mark.parametrize("alone", [True, False])
def test_what_was_never_there_is_not_asked_for_its_name(alone: bool, policies: Path) -> None:
    draft = start_version(policies, "1.1.0").folder
    withdrawn = "withdrawn: [{ rule: limits.visits, answer: silent, source: [title] }]"
    rewrite(draft / "policy.yaml", "version: 1.1.0\n", f"version: 1.1.0\n{withdrawn}\n")
    assert [code for code, _ in places(draft if alone else policies)] == ["PSP458"]


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(
    ("edits", "told"),
    [
        ({"number: 3\n": "number: 4\n"}, 1),  # the number of another entry, which stands below
        ({"number: 4\n": "number: 3\n"}, 1),  # ... and above
        ({"number: 3\n": "number: 0\n", "number: 4\n": "number: 3\n", "number: 0\n": "number: 4\n"}, 2),
    ],
    ids=["below", "above", "exchanged"],
)
def test_an_entry_that_takes_the_number_of_another_is_told_once(
    edits: dict[str, str], told: int, alone: bool, policies: Path
) -> None:
    draft = start_version(policies, "1.1.0").folder
    for old, new in edits.items():
        rewrite(draft / "register.yaml", old, new)
    found = [code for code, _ in places(draft if alone else policies)]
    assert found == ["PSP474"] * told


def test_a_number_that_two_new_entries_have_is_told_beside_one_that_changed(policies: Path) -> None:
    draft = start_version(policies, "1.1.0").folder
    register = draft / "register.yaml"
    rewrite(register, "number: 4\n", "number: 99\n")
    added = "".join(ENTRY.format(name=name, number=98) for name in ("named-by", "chosen-by"))
    register.write_text(register.read_text("utf-8") + added, "utf-8")
    assert sorted(code for code, _ in places(policies)) == ["PSP329", "PSP474"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda draft: rewrite(draft / "policy.yaml", "en: PTC service management", "en: TODO"), "PSP456"),
        (lambda draft: (draft / "scenarios" / "limits.yaml").write_text(""), "PSP109"),
    ],
)
def test_no_version_is_published_with_an_error(
    edit: Callable[[Path], Any], code: str, policies: Path
) -> None:
    edit(start_version(policies, "1.1.0").folder)
    before = policies.joinpath(LOCK).read_bytes()
    with pytest.raises(InvalidPolicyError) as caught:
        publish_version(policies, "1.1.0", recorded=DAY)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert policies.joinpath(LOCK).read_bytes() == before


def test_a_version_is_published_in_spite_of_a_warning(policies: Path) -> None:
    draft = start_version(policies, "1.1.0").folder
    rewrite(draft / "policy.yaml", "version: 1.1.0\n", "version: 1.1.0\nreview_by: 2026-11-22\n")
    assert places(policies, date(2026, 11, 23)) == [("PSP467", "1.1.0/policy.yaml")]
    assert publish_version(policies, "1.1.0", Governed(date(2027, 1, 1), "stay"), recorded=DAY).is_new


def test_one_version_names_the_calendars_beside_it(policies: Path) -> None:
    rewrite(policies / "1.0.0" / "register.yaml", "        means: contract\n", "        means: frankreich\n")
    assert places(policies / "1.0.0") == [("PSP347", "register.yaml")]
    assert ("PSP347", "1.0.0/register.yaml") in places(policies)
    rmtree(policies / "calendars")
    assert places(policies / "1.0.0") == [], "nobody said which calendars there are"
