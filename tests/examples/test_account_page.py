"""The account page: its numbers are the library's, in both languages, and its pictures can be read aloud."""

import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.published import publish

from ptc_service_policy import Policies, load_policies, words

from .conftest import EXAMPLES

AT = datetime.fromisoformat("2026-11-27T10:00:00+01:00")
FULFILMENTS = ("met", "missed", "due", "upcoming")


@pytest.fixture(scope="module")
def example() -> Iterator[ModuleType]:
    sys.path.insert(0, str(EXAMPLES))
    yield importlib.import_module("account_page.page")
    sys.path.remove(str(EXAMPLES))


def account(example: ModuleType, policies: Policies) -> Any:
    return example.read_account(EXAMPLES / "account_page" / "account.yaml", policies)


def article(page: str, language: str) -> ET.Element:
    """Read the article of one language; it is well-formed XML too."""
    (found,) = re.findall(rf'<article id="{language}".*?</article>', page, flags=re.S)
    return ET.fromstring(found)


def texts(element: ET.Element, path: str) -> list[str]:
    return [" ".join("".join(each.itertext()).split()) for each in element.iterfind(path)]


@pytest.fixture(scope="module")
def page(example: ModuleType) -> str:
    written: str = example.write_page(account(example, load_policies()), AT)
    return written


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_numbers_are_those_of_the_library(example: ModuleType, page: str, language: Any) -> None:
    company = account(example, load_policies())
    expected = [
        [owed[-1].name[language], *(Counter(each.fulfilment for each in owed)[key] for key in FULFILMENTS)]
        for rows in company.obligations(AT.date()).values()
        for owed in rows.values()
    ]
    assert [row[1:] for row in expected] == [
        [8, 1, 0, 1],
        [26, 2, 1, 5],
        [7, 1, 1, 1],
        [25, 1, 1, 5],
        [45, 2, 1, 5],
        [3, 0, 0, 0],
        [2, 1, 0, 0],
        [3, 0, 0, 0],
    ]
    written = article(page, language)
    rows = [row for row in written.iterfind("section/table/tbody/tr") if row.find("td/svg") is not None]
    for (name, *counts), row in zip(expected, rows, strict=True):
        assert texts(row, "th") == [name]
        assert texts(row, "td[@data-label]") == [str(each) for each in counts]
        shapes = Counter(each.get("class") for each in row.iterfind("td/svg/g/rect"))
        assert [shapes[key] for key in ("met", "undone", "due", "upcoming")] == counts
        said = texts(row, "td/svg/desc")[0]
        for key, each in zip(FULFILMENTS, counts, strict=True):
            assert re.search(rf"{words.fulfilment(key)[language]} ?: {each}\b", said)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_picture_has_a_title_and_a_description(page: str, language: str) -> None:
    pictures = [each for each in article(page, language).iter("svg") if each.get("role") == "img"]
    assert len(pictures) == 8
    for each in pictures:
        named = [found.get("id") for found in (*each.iterfind("title"), *each.iterfind("desc"))]
        assert each.get("aria-labelledby", "").split() == named
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                ["PLM-2118", "Claire Morel (available)", "running, 12% of the time used"],
                ["PLM-2109", "Claire Morel (available)", "paused, 6% of the time used"],
                ["CAD-0411", "Jonas Frei (available)", "The source sets no target for"],
            ],
        ),
        (
            "fr",
            [
                ["PLM-2118", "Claire Morel (joignable)", "délai en cours, 12 % du temps utilisé"],
                ["PLM-2109", "Claire Morel (joignable)", "délai suspendu, 6 % du temps utilisé"],
                ["CAD-0411", "Jonas Frei (joignable)", "La source ne fixe aucun délai"],
            ],
        ),
    ],
)
def test_it_says_who_answers_the_soonest_first(page: str, language: str, expected: list[list[str]]) -> None:
    rows = article(page, language).findall("section/table[@class='requests']/tbody/tr")
    for row, (request, who, state) in zip(rows, expected, strict=True):
        assert texts(row, "th") == [request]
        cells = texts(row, "td")
        assert cells[1] == who
        assert cells[2].startswith(state)


def test_an_upgrade_and_an_end_are_told(page: str) -> None:
    first, _, ended = texts(article(page, "en"), "section/p[@class='terms']")
    assert first == (
        '"SaaS Service Management Standard" from Thursday 15 January 2026, '
        '"SaaS Service Management Premium" from Monday 1 June 2026'
    )
    assert ended.endswith("; ended on Monday 31 August 2026")


def test_both_languages_hold_the_same_and_nothing_is_loaded(page: str) -> None:
    french, english = (article(page, language) for language in ("fr", "en"))
    shapes = [[each.get("class") for each in found.iter("rect")] for found in (french, english)]
    assert shapes[0] == shapes[1]
    assert not re.search(r"\b(?:src|href|url)\b(?!lang)[=(](?!\"#)", page)


def test_what_a_person_typed_stays_text(example: ModuleType, tmp_path: Path) -> None:
    text = (EXAMPLES / "account_page" / "account.yaml").read_text("utf-8")
    file = tmp_path / "account.yaml"
    file.write_text(text.replace("manager: Jonas Frei", 'manager: "<b>& Sons"'), "utf-8")
    written = example.write_page(example.read_account(file, load_policies()), AT)
    assert "&lt;b&gt;&amp; Sons" in written
    assert "<b>" not in written


def test_a_version_that_comes_into_force_in_the_year_shows_from_its_day_on(
    example: ModuleType, tmp_path: Path
) -> None:
    events: list[dict[str, Any]] = [
        {
            "id": "e1",
            "recorded": "2025-10-01",
            "edition": "1.0.0",
            "new_contracts": "always",
            "others": "none",
        },
        {
            "id": "e2",
            "recorded": "2026-06-01",
            "edition": "1.1.0",
            "new_contracts": {"from": "2026-09-01"},
            "others": [{"governed_by": "1.0.0", "from": "2026-09-01"}],
        },
    ]
    monthly = [
        (
            "{ methods: [teleconference], frequency: weekly }",
            "{ methods: [teleconference], frequency: monthly }",
        )
    ]
    company = account(
        example, load_policies(publish(tmp_path, events, {"1.1.0": {"cadences.yaml": monthly}}))
    )
    owed = company.obligations(AT.date())["workshop"]["proactive-contact"]
    assert {each.frequency for each in owed if each.last < date(2026, 9, 1)} == {"weekly"}
    assert {each.frequency for each in owed if each.first >= date(2026, 9, 1)} == {"monthly"}


def test_the_command_writes_the_page(
    example: ModuleType, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["page.py", str(tmp_path / "a.html"), "--at", AT.isoformat()])
    example.main()
    assert (tmp_path / "a.html").read_text("utf-8") == page
