"""How texts are set for readers: each rule on both sides, and what is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptc_service_policy.text import LANGUAGES, Language
from ptc_service_policy.typography import typeset

FRENCH = {
    "l'offre d'un client": "l’offre d’un client",
    "prêt ; quoi ? non !": "prêt\u202f; quoi\u202f? non\u202f!",
    "le service « Maintenance » est compris": "le service «\u202fMaintenance\u202f» est compris",
    "«serré»": "«\u202fserré\u202f»",
    "« a », « b »": "«\u202fa\u202f», «\u202fb\u202f»",
    "Réponse : oui": "Réponse\u00a0: oui",
    "de 9 h à 17 h 30": "de 9\u00a0h à 17\u00a0h\u00a030",
    "à 17 h 00 min 10 s": "à 17\u00a0h\u00a000\u00a0min 10\u00a0s",
    "le 3 avril et le 1er mai 2026": "le 3\u00a0avril et le 1er\u00a0mai 2026",
    "sous 2 jours ouvrables, soit 1,5 heure": "sous 2\u00a0jours ouvrables, soit 1,5\u00a0heure",
    "2 mots, 5 sacs": "2 mots, 5 sacs",
    "PSP203 900 est un nombre": "PSP203 900 est un nombre",
    "12 345,67 EUR, 1 250 000 cas": "12\u202f345,67 EUR, 1\u202f250\u202f000 cas",
    "en 2026 300 cas": "en 2026 300 cas",
    "soit 97,5 %": "soit 97,5\u00a0%",
    "Registre, n° 8": "Registre, n°\u00a08",
    "le n° a": "le n° a",
    "déjà\u00a0; lié\u202f: ici": "déjà\u202f; lié\u00a0: ici",
    "l'option `d'ici` : l'une": "l’option `d'ici`\u00a0: l’une",
    "la question `a` ?": "la question `a`\u202f?",
    'dire "oui"': 'dire "oui"',
    "| :--- | :---: |": "| :--- | :---: |",
    "a != b": "a != b",
    "::: ptc_service_policy.load_policy": "::: ptc_service_policy.load_policy",
}
ENGLISH = {
    "the customer's and the customers' hours": "the customer’s and the customers’ hours",
    '"Tests" and "Premium (SaaS)"': "“Tests” and “Premium (SaaS)”",
    'it says "so". Then "no"': "it says “so”. Then “no”",
    '"{offering}": what?': "“{offering}”: what?",
    "what ; why ? never !": "what ; why ? never !",
    "see `the owner's` 'own' word": "see `the owner's` 'own' word",
    "as in ['a', 'b']": "as in ['a', 'b']",
    'Write it from "00:00" to "23:59"': 'Write it from "00:00" to "23:59"',
    '"a<b>b</b>"': "“a<b>b</b>”",
    '<b>"a"</b> and (<i>"b"</i>)': "<b>“a”</b> and (<i>“b”</i>)",
    "PTC</b>'s": "PTC</b>’s",
}
LEFT_ALONE = (
    "09:00",
    "policies/1.0.0/l'offre.yaml",
    "/dossier/l'offre ici",
    "./l'offre",
    "https://example.org/a?b='c'#d'e",
    "ptc-policy answer due --received-at '2026-04-03T16:00+02:00[Europe/Paris]'",
    "`l'offre : « non » ?`",
    "``a ` l'offre``",
    "```yaml\nfr: L'offre ; non\n```",
    "<code>l'offre : non</code>",
    "<pre>l'offre <b>: non</b></pre>",
    '<a title="l\'offre : non">',
    "<!-- l'offre : non -->",
    "[x](l'offre)",
    "{value: l'offre}",
    '[["09:00", "12:00"], ["13:00", "17:00"]]',
)
PIECES = (
    "l'",
    "a",
    " ",
    "\n",
    "« ",
    " »",
    " ;",
    " :",
    " ?",
    '"',
    "'",
    "`",
    "<b>",
    "3",
    " h",
    "n° ",
    "{",
    "}",
)


@pytest.mark.parametrize("typed", FRENCH)
def test_french_is_set(typed: str) -> None:
    assert typeset(typed, "fr") == FRENCH[typed]


@pytest.mark.parametrize("typed", ENGLISH)
def test_english_is_set(typed: str) -> None:
    assert typeset(typed, "en") == ENGLISH[typed]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_machines_read_is_left_alone(text: str, language: Language) -> None:
    assert typeset(text, language) == text


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(LANGUAGES))
def test_what_is_set_stays_as_it_is(text: str, language: Language) -> None:
    once = typeset(text, language)
    assert typeset(once, language) == once


@given(st.text(), st.sampled_from(LANGUAGES))
def test_no_word_is_changed(text: str, language: Language) -> None:
    assert re.findall(r"\w+", typeset(text, language)) == re.findall(r"\w+", text)
