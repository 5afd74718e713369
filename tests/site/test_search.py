"""The search, in the words of its readers."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from docs.generator.searching import read_search_words
from tests.site.conftest import WITH_EACH, Site

from ptc_service_policy.text import LANGUAGES, Language

ANSWERS = yaml.safe_load(Path(__file__).with_name("searched.yaml").read_text("utf-8"))


ANSWERED = re.compile(r"\d|Aucun|No match")


def open_search(page: Any, site: Site, language: Language) -> None:
    page.goto(site.at(language))
    page.locator(site.search.opener).click()
    said(page, site, re.compile(site.search.nothing_typed))


def search(page: Any, site: Site, words: str) -> list[str]:
    """Type words on an open page, and return the addresses that are found, below the language's home."""
    field, found = page.locator(site.search.field), page.locator(site.search.found)
    for text, answer in (("", re.compile(site.search.nothing_typed)), (words, ANSWERED)):
        field.fill(text)
        field.press("End")
        said(page, site, answer)
    found.first.wait_for()
    places = found.evaluate_all(
        "all => all.map(({ pathname, hash }) => pathname.replace(/^\\/..\\//, '') + hash)"
    )
    return [str(each) for each in places]


def said(page: Any, site: Site, words: re.Pattern[str]) -> None:
    page.locator(site.search.told).filter(has_text=words).wait_for(state="attached")


@WITH_EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_readers_type_leads_to_the_page_that_answers(language: Language, site: Site, page: Any) -> None:
    open_search(page, site, language)
    led = {
        words: search(page, site, words)[0].partition("#")[0]
        for each in ANSWERS[language].values()
        for words in each.split(", ")
    }
    wanted = {words: to for to, each in ANSWERS[language].items() for words in each.split(", ")}
    assert led == wanted


@WITH_EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_found_the_policy_can_be_asked(language: Language, site: Site, page: Any) -> None:
    open_search(page, site, language)
    assert search(page, site, "qwertz") == ["ask/"]
    assert read_search_words(language).nothing in page.locator(site.search.found).inner_text()
    page.locator(site.search.field).fill("")
    said(page, site, re.compile(site.search.nothing_typed))
    assert page.locator(site.search.found).count() == 0


@pytest.mark.parametrize("site", ["material"], indirect=True)
def test_what_could_not_be_loaded_is_loaded_with_the_next_key(site: Site, page: Any) -> None:
    asked: list[Any] = []

    def refuse(route: Any) -> None:
        asked.append(route)
        route.abort()

    page.route("**/search/entries.json", refuse)
    open_search(page, site, "fr")
    assert not asked
    with page.expect_event("requestfailed"):
        page.locator(site.search.field).press_sequentially("d")
    assert len(asked) == 1
    page.unroute("**/search/entries.json")
    page.locator(site.search.field).press_sequentially("élai")
    page.locator(site.search.found).first.wait_for()


@pytest.mark.parametrize("site", ["material"], indirect=True)
def test_a_word_that_was_wiped_while_it_was_looked_for_finds_nothing(site: Site, page: Any) -> None:
    waiting: list[Any] = []

    def wait(route: Any) -> None:
        waiting.append(route)

    page.route("**/search/entries.json", wait)
    open_search(page, site, "fr")
    field = page.locator(site.search.field)
    with page.expect_request("**/search/entries.json"):
        field.press_sequentially("d")
    field.press("Backspace")
    with page.expect_event("requestfinished"):
        waiting[0].continue_()
    page.wait_for_timeout(300)
    assert page.locator(site.search.found).count() == 0
    field.press_sequentially("délai")
    page.locator(site.search.found).first.wait_for()


@WITH_EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_that_has_words_is_there(language: Language, site: Site) -> None:
    for place in read_search_words(language).places:
        file, _, anchor = place.partition("#")
        built = (site.folder / language / file / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in built, place


@WITH_EACH
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_found(scheme: str, site: Site, page: Any, axe: str) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    open_search(page, site, "fr")
    search(page, site, "délai")
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {})")["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []


@WITH_EACH
def test_the_search_marks_the_words_as_they_were_written(site: Site, page: Any) -> None:
    open_search(page, site, "fr")
    search(page, site, "disponibilites")
    marked = {mark.inner_text().lower() for mark in page.locator(f"{site.search.found} mark").all()}
    assert "disponibilité" in marked
