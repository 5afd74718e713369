"""Every page of the built site is set for its readers, the parts that are only read out as well."""

import pytest
from tests.site.conftest import Site
from tests.typographic import faults_in_html

from ptc_service_policy.text import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_set(language: Language, site: Site) -> None:
    pages = sorted(site.folder.joinpath(language).rglob("*.html"))
    assert len(pages) > 150
    wrong = [
        f"{page.relative_to(site.folder)}:{number}: {words}"
        for page in pages
        for number, words in faults_in_html(page.read_text("utf-8"), language)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("page", "language", "count"),
    [
        ("<p>l'offre</p>", "fr", 1),
        ('<a title="l\'offre">x</a>', "fr", 1),
        ("<p>prêt ?</p>", "fr", 1),
        ("<p>« prêt »</p>", "fr", 2),
        ("<p>à 17 h</p>", "fr", 1),
        ('<p>the "offer"</p>', "en", 2),
        ("<p>l’offre\u00a0: «\u202foui\u202f» <code>l'offre ?</code></p>", "fr", 0),
        ('<p>the “offer” <code>it\'s "so"</code></p>', "en", 0),
    ],
)
def test_a_fault_is_found(page: str, language: Language, count: int) -> None:
    assert len(list(faults_in_html(page, language))) == count
