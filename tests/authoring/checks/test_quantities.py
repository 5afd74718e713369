"""How many words may stand between a number and what it counts, in each language."""

import pytest

from ptc_service_policy.authoring.checks.quantities import find_quantities
from ptc_service_policy.text import Language

WORDS: dict[Language, dict[str, tuple[str, ...]]] = {
    "fr": {"case": ("dossier", "dossiers")},
    "en": {"case": ("case", "cases")},
}


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("fr", "30 dossiers", [30]),
        ("fr", "trente dossiers", [30]),
        ("fr", "30 autres dossiers", [30]),
        ("fr", "30 autres gros dossiers", []),
        ("fr", "30 de dossiers", []),
        ("en", "30 cases", [30]),
        ("en", "30 open cases", [30]),
        ("en", "30 more open cases", [30]),
        ("en", "30 more quite open cases", []),
        ("en", "30 of cases", []),
        ("fr", "sous un dossier", [1]),
        ("fr", "avec un dossier", []),
        ("en", "within one case", [1]),
        ("en", "with one case", []),
    ],
)
def test_a_number_counts_what_stands_near(language: Language, text: str, numbers: list[int]) -> None:
    assert [each.number for each in find_quantities(text, language, WORDS[language])] == numbers
