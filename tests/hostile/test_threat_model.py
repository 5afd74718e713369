"""The page that says who may do what names what is there, in both languages alike."""

import re
from pathlib import Path

import pytest

from ptc_service_policy.text import LANGUAGES

ROOT = Path(__file__).parents[2]


def places(language: str) -> list[str]:
    page = ROOT / "docs" / language / "guides" / "threats.md"
    return re.findall(r"`((?:src|tests)/[^`]+)`", page.read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_enforces_and_tries_it_is_there(language: str) -> None:
    named = places(language)
    assert len(named) >= 16
    assert [each for each in named if not (ROOT / each).is_file()] == []


def test_both_languages_name_the_same() -> None:
    assert places("fr") == places("en")


def test_whatever_tries_hostile_input_is_named() -> None:
    tests = {f"tests/hostile/{file.name}" for file in Path(__file__).parent.glob("test_*.py")}
    assert tests - set(places("en")) == {"tests/hostile/test_threat_model.py"}
