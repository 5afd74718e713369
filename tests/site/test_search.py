"""The search, in the words of its readers."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from docs.generator.searching import read_search_words
from tests.site.conftest import Site

from ptc_service_policy.text import LANGUAGES, Language

ANSWERS = yaml.safe_load(Path(__file__).with_name("searched.yaml").read_text("utf-8"))


EMPTY, ANSWERED = re.compile("Taper|Type"), re.compile(r"\d|Aucun|No match")


def open_search(page: Any, address: str) -> None:
    page.goto(address)
    page.locator(".md-search__input").click()
    said(page, EMPTY)


def search(page: Any, words: str) -> list[str]:
    """Type words on an open page, and return the addresses that are found, below the language's home."""
    for text, answer in (("", EMPTY), (words, ANSWERED)):
        page.locator(".md-search__input").fill(text)
        page.locator(".md-search__input").press("End")
        said(page, answer)
    page.locator(".md-search-result__link").first.wait_for()
    found = page.locator(".md-search-result__link").evaluate_all(
        "all => all.map(({ pathname, hash }) => pathname.replace(/^\\/..\\//, '') + hash)"
    )
    return [str(each) for each in found]


def said(page: Any, words: re.Pattern[str]) -> None:
    page.locator(".md-search-result__meta").filter(has_text=words).wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_readers_type_leads_to_the_page_that_answers(language: Language, site: Site, page: Any) -> None:
    open_search(page, site.at(language))
    led = {words: search(page, words)[0] for each in ANSWERS[language].values() for words in each.split(", ")}
    wanted = {words: to for to, each in ANSWERS[language].items() for words in each.split(", ")}
    assert led == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_found_the_policy_can_be_asked(language: Language, site: Site, page: Any) -> None:
    open_search(page, site.at(language))
    assert search(page, "qwertz") == ["ask/"]
    assert read_search_words(language).nothing in page.inner_text(".md-search-result").replace("\u202f", " ")
    page.locator(".md-search__input").fill("")
    said(page, EMPTY)
    assert page.locator(".md-search-result__item").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_that_has_words_is_there(language: Language, site: Site) -> None:
    for place in read_search_words(language).places:
        file, _, anchor = place.partition("#")
        built = (site.folder / language / file / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in built, place


def test_the_search_marks_the_words_as_they_were_written(site: Site, page: Any) -> None:
    open_search(page, site.at("fr"))
    search(page, "disponibilites")
    marked = {mark.inner_text().lower() for mark in page.locator(".md-search-result mark").all()}
    assert "disponibilité" in marked
