"""The staged pages: what they say is what the library says, in both languages; nothing in them is markup."""

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from docs.generator.markup import esc
from docs.generator.pages.response import EXAMPLES
from docs.generator.questions import every_question
from docs.generator.staging import stage
from tests.site.conftest import HOSTILE, POLICIES, TODAY, hostile_policies

from ptc_service_policy import Contract, Policy, PolicyError, ResponseDue, load_policy
from ptc_service_policy.model.forms import is_something
from ptc_service_policy.model.policy_files import FILE_MODELS
from ptc_service_policy.text import LANGUAGES, Language, write_instant
from ptc_service_policy.topics.wording import BASES, TRANSLATED, Wording, name_basis

SCHEMAS = Path(__file__).parents[2] / "schemas" / "v1"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy()


def words_of(path: Path) -> str:
    """Return what a reader sees of a staged page."""
    text = re.sub(r"<[^>]*>", " ", path.read_text("utf-8"))
    return " ".join(unescape(text).split())


def test_both_languages_have_the_same_addresses(staged: Path) -> None:
    pages = [
        {file.relative_to(staged / language).as_posix() for file in (staged / language).rglob("*")}
        for language in LANGUAGES
    ]
    assert pages[0] == pages[1]
    assert len(pages[0]) > 150


UNTOLD = re.compile(r"\[(here|this|this page|more|ici|cette page|en savoir plus)\]\(", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_says_where_it_leads(language: Language, staged: Path) -> None:
    found = {file: UNTOLD.findall(file.read_text("utf-8")) for file in (staged / language).rglob("*.md")}
    assert {file: links for file, links in found.items() if links} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_a_file_may_break_after_a_dot(language: Language, staged: Path) -> None:
    text = (staged / language / "downloads.md").read_text("utf-8")
    names = re.findall(r' download="([^"]*)">(.*?)</a>', text)
    assert len(names) > len(FILE_MODELS)
    assert all(shown == name.replace(".", ".<wbr>") for name, shown in names)


@pytest.mark.parametrize(("language", "told"), [("en", True), ("fr", False)])
def test_the_home_page_says_where_it_is_a_translation(language: Language, told: bool, staged: Path) -> None:
    assert (TRANSLATED[language].split(";")[0] in words_of(staged / language / "index.md")) is told


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offering_page_answers_every_question(language: Language, staged: Path, policy: Policy) -> None:
    for offering in policy.offerings:
        shown = words_of(staged / language / "offerings" / f"{offering}.md")
        for question in every_question(policy):
            # Services are told in a table of their own, a row each.
            said = question.name if question.topic.group == "services" else question.label
            assert said[language] in shown, (offering, question.topic.name, question.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_description_takes_the_place_of_no_value(language: Language, staged: Path, policy: Policy) -> None:
    for offering in policy.offerings:
        shown = words_of(staged / language / "offerings" / f"{offering}.md").casefold()
        for question in every_question(policy):
            value = question.decisions[offering].value
            if question.topic.about is None and "{value}" in question.topic.reason.en and is_something(value):
                said = question.topic.name_value(value, Wording(policy.files))
                assert " ".join(said[language].casefold().split()) in shown, (
                    offering,
                    question.topic.name,
                )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_basis_and_citation_of_every_answer_is_shown(
    language: Language, staged: Path, policy: Policy
) -> None:
    folded = re.compile(r'class="alike">\D*?(\d+)[^\n]*?"basis basis--(\w+)"')
    for offering in policy.offerings:
        shown = (staged / language / "offerings" / f"{offering}.md").read_text("utf-8")
        once = folded.findall(shown)
        assert len(once) > 1
        linked = set(re.findall(r'href="\.\./\.\./(?:traceability|register)/#([\w-]+)"', shown))
        asked = [(each, each.decisions[offering]) for each in every_question(policy)]
        assert {cited.id for _, decision in asked for cited in decision.citations} == linked
        decisions = [
            decision for each, decision in asked if not each.topic.is_told_by_another(decision, each.id)
        ]
        for basis in {each.basis for each in decisions}:
            names = Counter(name_basis(each)[language] for each in decisions if each.basis is basis)
            written = Counter(re.findall(rf'"basis basis--{basis}"[^>]*>([^<]*)<', shown))
            whole = BASES[basis][language]
            told_once = [int(number) for number, of in once if of == basis]
            # What rests on a reading in part says so itself, also where one line tells the basis of all.
            in_part = {name: count for name, count in names.items() if name != whole}
            assert {name: count for name, count in written.items() if name != whole} == in_part
            told = written[whole] - len(told_once) + sum(told_once)
            assert names[whole] <= told <= names.total()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_all_answers_of_a_row_rest_on_stands_once(
    language: Language, staged: Path, policy: Policy
) -> None:
    text = (staged / language / "compare.md").read_text("utf-8")
    shown = text.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = dict(re.findall(r'<tr id="([\w-]+)"(.*?)</tr>', shown))
    badges = {name: row.count('class="basis ') for name, row in rows.items()}
    asked = [each for each in every_question(policy) if each.topic.name == "entitlement"]
    rests_on = {each.id: {one.citations for one in each.decisions.values()} for each in asked}
    assert badges == {name: 1 if len(on) == 1 else len(policy.offerings) for name, on in rests_on.items()}
    assert set(badges.values()) == {1, 3}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offering_page_begins_with_what_it_includes_and_what_it_does_not(
    language: Language, staged: Path, policy: Policy
) -> None:
    for offering in policy.offerings:
        text = (staged / language / "offerings" / f"{offering}.md").read_text("utf-8")
        first = text.partition('class="contents"')[2].partition("\n## ")[0]
        lists = re.findall(r'<h2 id="([\w-]+)">.*?</section>', first)
        assert lists == ["included", "not-included"]
        told = {name: set(re.findall(r'href="#([\w-]+)"', part)) for name, part in _sections(first)}
        for included, name in ((True, "included"), (False, "not-included")):
            services = {each for each in policy.services if _is_included(policy, offering, each) is included}
            assert told[name] == services, (offering, name)


def _sections(text: str) -> list[tuple[str, str]]:
    return re.findall(r'<h2 id="([\w-]+)">(.*?)</section>', text)


def _is_included(policy: Policy, offering: str, service: str) -> bool:
    return policy.entitlement(offering, service).value is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_repeats_what_the_question_is_about(language: Language, staged: Path) -> None:
    for file in (staged / language).rglob("*.md"):
        for row in re.findall(r"<tr.*?</tr>", file.read_text("utf-8"), re.DOTALL):
            head, *cells = re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL)
            name = _text(re.sub(r'<span class="(description|grounds)".*', "", head, flags=re.DOTALL))
            for cell in cells:
                said = _text(re.sub(r'<span class="(scope|grounds)".*', "", cell, flags=re.DOTALL))
                assert said.lower() != name.lower(), (file.name, name)


def _text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("offering", ["standard", "premium"])
def test_the_worked_examples_are_the_librarys_answers(
    language: Language, offering: str, staged: Path, policy: Policy
) -> None:
    shown = words_of(staged / language / "response.md")
    for readings in ({}, {"response-expiry": "end-of-day"}, {"business-days": "monday-to-saturday"}):
        contract = Contract(offering=offering, time_zone="Europe/Paris", holidays="FR", readings=readings)
        for received in EXAMPLES:
            answer = policy.apply(contract).response_due(received).value
            assert isinstance(answer, ResponseDue)
            assert write_instant(answer.due, language) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_shows_every_reading_and_the_chosen_one(
    language: Language, staged: Path, policy: Policy
) -> None:
    text = (staged / language / "register.md").read_text("utf-8")
    for name, entry in policy.register.items():
        own = text.partition(f"{{ #{name} }}")[2].partition("\n## ")[0]
        for reading in entry.readings.values():
            assert esc(reading.text[language]) in own
        assert own.count("reading--chosen") == (entry.chosen in entry.readings)
        assert own.count("<code>") > len(entry.readings), f"{name} touches no rule"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_is_traced_and_none_is_quoted(
    language: Language, staged: Path, policy: Policy
) -> None:
    text = (staged / language / "traceability.md").read_text("utf-8")
    for name, statement in policy.statements.items():
        row = text.partition(f'<tr id="{name}">')[2].partition("</tr>")[0]
        assert statement.digest.removeprefix("sha256:") in row
        told = statement.not_encoded
        assert "<li>" in row or not statement.normative or (told is not None and esc(told[language]) in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_downloads_say_what_the_pages_say(language: Language, staged: Path, policy: Policy) -> None:
    folder = staged / language / "downloads" / policy.version
    whole = json.loads((folder / "policy.json").read_text("utf-8"))
    assert whole["digest"] == policy.digest
    rows = list(csv.DictReader(io.StringIO((folder / "answers.csv").read_text("utf-8-sig"))))
    assert len(rows) == len(list(every_question(policy))) * len(policy.offerings)
    row = next(
        each
        for each in rows
        if (each["topic"], each["id"], each["offering"]) == ("target", "response", "tsam")
    )
    assert row["basis"] == "unstated"
    for file in POLICIES.glob(f"{policy.version}/*.yaml"):
        assert (folder / file.name).read_bytes() == file.read_bytes()


def test_a_page_that_has_not_changed_is_left_alone(tmp_path: Path) -> None:
    stage(POLICIES, tmp_path, "en", today=TODAY)
    (tmp_path / "left-over.md").write_text("of an earlier version", "utf-8")
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.md")}
    stage(POLICIES, tmp_path, "en", today=TODAY)
    after = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.md")}
    del before[tmp_path / "left-over.md"]
    assert after == before


def test_a_policy_with_mistakes_stops_the_build_and_fills_the_preview(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    shutil.copytree(POLICIES, policies)
    stage(policies, tmp_path / "out", "fr", today=TODAY, preview=True)
    file = policies / "1.0.0" / "service-levels.yaml"
    file.write_text(file.read_text("utf-8").replace("business_days: 2", "busines_days: 2"), "utf-8")
    guide = tmp_path / "out" / "guides" / "edit.md"
    written = guide.stat().st_mtime_ns
    with pytest.raises(PolicyError):
        stage(policies, tmp_path / "out", "fr", today=TODAY)
    stage(policies, tmp_path / "out", "fr", today=TODAY, preview=True)
    assert guide.stat().st_mtime_ns == written
    for page in ("index.md", "response.md", "offerings/tsam.md", "versions/1.0.0.md"):
        shown = words_of(tmp_path / "out" / page)
        assert " policies/1.0.0/service-levels.yaml:23:28 " in shown
        assert "PSP201" in shown


def test_a_preview_that_begins_with_mistakes_has_the_pages_made_by_hand(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    shutil.copytree(POLICIES, policies)
    (policies / "1.0.0" / "service-levels.yaml").write_text("- no", "utf-8")
    stage(policies, tmp_path / "out", "en", today=TODAY, preview=True)
    assert "PSP" in words_of(tmp_path / "out" / "index.md")
    assert words_of(tmp_path / "out" / "guides" / "edit.md").startswith("# Edit")


def test_hours_are_told_to_the_minute(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    shutil.copytree(POLICIES, policies)
    file = policies / "1.0.0" / "availability.yaml"
    text = file.read_text("utf-8")
    changed = text.replace("09:00", "08:52").replace("17:00", "23:59")
    assert changed != text
    file.write_text(changed, "utf-8")
    stage(policies, tmp_path / "out", "en", today=TODAY, preview=True)
    assert "08:52–23:59" in words_of(tmp_path / "out" / "availability.md")


def test_an_unpublished_change_is_shown_in_the_preview_only(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    shutil.copytree(POLICIES, policies)
    file = policies / "1.0.0" / "engagement.yaml"
    file.write_text(file.read_text("utf-8").replace("maximum: 30", "maximum: 31"), "utf-8")
    stage(policies, tmp_path / "out", "en", today=TODAY, preview=True)
    assert "At most 31 cases at once" in words_of(tmp_path / "out" / "limits.md")
    with pytest.raises(PolicyError):
        stage(policies, tmp_path / "out", "en", today=TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_a_policy_is_markup(language: Language, tmp_path: Path) -> None:
    policies = hostile_policies(tmp_path / "policies")
    stage(policies, tmp_path / "out", language, today=TODAY, preview=True)
    hostile = " ".join(HOSTILE.split())
    for file in (tmp_path / "out").rglob("*.md"):
        text = file.read_text("utf-8")
        for mark in (
            "<script>window",
            "](javascript",
            "<img src=x",
            "{{ 7",
            "| `code`",
            "{ #stolen",
            "**bold**",
        ):
            assert mark not in text, file
    for name in ("index", "compare", "deliveries", "register", "versions/1.1.0"):
        assert hostile in words_of(tmp_path / "out" / f"{name}.md"), name


def test_no_text_of_a_policy_is_a_formula_in_a_spreadsheet(tmp_path: Path) -> None:
    policies = tmp_path / "policies"
    shutil.copytree(POLICIES, policies)
    file = policies / "1.0.0" / "entitlements.yaml"
    text = file.read_text("utf-8").replace("en: Customer enablement", "en: =HYPERLINK(1)")
    file.write_text(text, "utf-8")
    stage(policies, tmp_path / "out", "en", today=TODAY, preview=True)
    rows = csv.reader(io.StringIO((tmp_path / "out/downloads/1.0.0/answers.csv").read_text("utf-8-sig")))
    cells = [cell for row in rows for cell in row if "HYPERLINK(1)" in cell]
    assert cells
    assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_keys_names_every_key_of_the_schemas(language: Language, tmp_path: Path) -> None:
    stage(POLICIES, tmp_path, language, today=TODAY)
    text = unescape((tmp_path / "keys.md").read_text("utf-8")).replace("<wbr>", "")
    shown = set(re.findall(r"<code>(?:[^<]*\.)?([a-z_-]+)(?:: 2)?</code>", text))
    known = {
        key
        for file in FILE_MODELS
        for key in described(json.loads((SCHEMAS / f"{file}.schema.json").read_text("utf-8")))
    }
    assert len(known) > 150
    assert known - shown == set()


def described(node: Any) -> Iterator[str]:
    """List the keys of which an editor shows a text; ids have the names of what they are."""
    if isinstance(node, dict):
        for key, each in node.get("properties", {}).items():
            if isinstance(each, dict) and "description" in each:
                yield key
        node = list(node.values())
    for each in node if isinstance(node, list) else ():
        yield from described(each)
