"""Every code has a page in both languages."""

import re
from importlib.resources import files

import pytest
import yaml

from ptc_service_policy.authoring.explanations import explain, explanation_page, why
from ptc_service_policy.errors import UnknownIdError
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.text import LANGUAGES

PACKAGE = files("ptc_service_policy.authoring.explanations")
WHY = yaml.safe_load(PACKAGE.joinpath("why.yaml").read_text("utf-8"))
EXAMPLES = yaml.safe_load(PACKAGE.joinpath("examples.yaml").read_text("utf-8"))


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_has_its_page_in_both_languages(code: str) -> None:
    pages = {language: explanation_page(code, language) for language in LANGUAGES}
    for language, page in pages.items():
        assert page.startswith(f"# {code} {CATALOGUE[code].slug}\n")
        assert why(code)[language] in page
        assert page.count("\n## ") in {3, 5}
        assert not re.search(r"\{\w+\}", page.split("```")[0])
        assert page.count("```") % 2 == 0
        assert "…." not in page
    assert why(code).fr != why(code).en
    headings = [re.findall(r"^## .*$", pages[language], flags=re.MULTILINE) for language in LANGUAGES]
    assert not set(headings[0]) & set(headings[1])


@pytest.mark.parametrize(
    ("code", "fr", "en"),
    [
        ("PSP308", "Erreur : à corriger avant de publier.", "Error: fix before publishing."),
        (
            "PSP756",
            "Erreur : aucune réponse avant correction.",
            "Error: there is no answer until it is fixed.",
        ),
    ],
)
def test_a_page_says_what_an_error_stops(code: str, fr: str, en: str) -> None:
    assert explanation_page(code, "fr").split("\n\n")[1] == fr
    assert explanation_page(code, "en").split("\n\n")[1] == en


def test_no_text_is_for_a_code_that_does_not_exist() -> None:
    assert [beginning for beginning in WHY if not any(code.startswith(beginning) for code in CATALOGUE)] == []
    assert set(EXAMPLES) <= set(CATALOGUE)
    assert all(set(text) == {"fr", "en"} for text in WHY.values())


@pytest.mark.parametrize("name", ["PSP451", "psp451", "untranslated-text", "Untranslated-Text"])
def test_a_code_is_found_by_its_name_too(name: str) -> None:
    assert explain(name).entry.code == "PSP451"


def test_slugs_name_one_code_each_within_a_family() -> None:
    pairs = [(code[:4], entry.slug) for code, entry in CATALOGUE.items()]
    assert len(set(pairs)) == len(pairs)


def test_an_unknown_code_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownIdError) as caught:
        explanation_page("PSP4511", "fr")
    assert "PSP451" in caught.value.problems[0].hint.fr
