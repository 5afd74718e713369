"""No public text uses a term that the glossary replaces: what is written out, and what it is written from.

``terms.yaml`` names the exceptions: a file, the words that it may use, and why.
"""

import re
from pathlib import Path

import pytest
import yaml

from ptc_service_policy.authoring.checks.word_lists import find_replaced
from ptc_service_policy.text import LANGUAGES

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "src/ptc_service_policy/authoring/checks/words.yaml"
EXCEPTIONS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
READ = {".md", ".py", ".js", ".yaml", ".yml"}
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for place in ("README.md", "CHANGELOG.md", "docs", "examples", "policies", "src")
    for path in ((ROOT / place).rglob("*") if (ROOT / place).is_dir() else (ROOT / place,))
    if path.suffix in READ and path != WORDS
)


def found_in(name: str) -> list[str]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    excepted = {word.lower() for each in EXCEPTIONS for word in each["words"] if name == each["file"]}
    return [
        f"{name}:{number}: {word}"
        for number, line in enumerate(lines, 1)
        for language in LANGUAGES
        for word, _ in find_replaced(line, language)
        if word.lower() not in excepted
    ]


@pytest.mark.parametrize("folder", ["README.md", "CHANGELOG.md", "docs", "examples", "policies", "src"])
def test_no_text_uses_a_term_that_is_replaced(folder: str) -> None:
    assert [each for name in FILES if name.startswith(folder) for each in found_in(name)] == []


@pytest.mark.parametrize("exception", EXCEPTIONS, ids=lambda each: each["file"])
def test_each_exception_is_needed(exception: dict[str, object]) -> None:
    assert exception["because"]
    text = (ROOT / str(exception["file"])).read_text("utf-8").lower()
    assert [word for word in exception["words"] if str(word).lower() not in text] == []  # type: ignore[attr-defined]


def test_a_missed_objective_is_never_called_a_breach() -> None:
    """What a missed objective means in law is open (register, no. 34), so only the register speaks of it."""
    named = re.compile(r"\b(breach\w*|manquements?)\b", re.IGNORECASE)
    texts = ((name, (ROOT / name).read_text("utf-8")) for name in FILES if not name.startswith("policies"))
    assert [f"{name}: {found[0]}" for name, text in texts for found in named.finditer(text)] == []
