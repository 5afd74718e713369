"""No public text uses a term that the glossary replaces: what is written out, and what it is written from.

``terms.yaml`` names the exceptions: a file, the words that it may use, and why.
"""

import re
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

import pytest
import yaml
from tests.plainly import plainly

from ptc_service_policy.authoring.checks.word_lists import replaced_terms

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "src/ptc_service_policy/authoring/checks/words.yaml"
EXCEPTIONS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
PLACES = (
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs", "examples", "policies", "schemas", "src"),
    "tests/texts",
)
READ = {".md", ".py", ".js", ".yaml", ".yml", ".json", ".html", ".po", ".txt"}
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for place in PLACES
    for path in ((ROOT / place).rglob("*") if (ROOT / place).is_dir() else (ROOT / place,))
    if path.suffix in READ and path != WORDS
)
_AROUND = re.compile(r"^\s*(?:(?:#+|//|>|[-*])\s)?\s*(?:f?\"(?=\S))?|\"?\s*$")
"""What stands around the words of a line: how a file is written, and not what it says."""


def found_in(name: str, text: str) -> list[str]:
    """Find the terms in what a file says, quoted or not and whatever lines it is written on."""
    excepted = {word.lower() for each in EXCEPTIONS for word in each["words"] if name == each["file"]}
    told = [
        (word, number)
        for number, line in enumerate(plainly(text).splitlines(), 1)
        for word in _AROUND.sub("", line).split()
    ]
    ends = list(accumulate(len(word) + 1 for word, _ in told))
    folded = " ".join(word for word, _ in told)
    found = sorted(
        (match.start(), match[0])
        for term in replaced_terms()
        for pattern in term.replaced.values()
        for match in pattern.finditer(folded)
        if match[0].lower() not in excepted
    )
    return [f"{name}:{told[bisect_right(ends, start)][1]}: {word}" for start, word in found]


@pytest.mark.parametrize("place", PLACES)
def test_no_text_uses_a_term_that_is_replaced(place: str) -> None:
    names = [name for name in FILES if name == place or name.startswith(f"{place}/")]
    assert names
    assert [each for name in names for each in found_in(name, (ROOT / name).read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.md", "Les horaires d'assistance.", 1),
        ("a.md", "Les horaires\n  d’assistance.", 1),
        ("a.md", "One\n\n- the response\n  target", 3),
        ("a.py", 'fr="Un brouillon",', 1),
        ("a.py", 'en=(\n    "A weekly "\n    "contact.",\n)', 2),
        ("a.py", 'en=(\n    "A weekly "\n    f"contact.",\n)', 2),
        ("a.py", "# Each weekly\n# contact", 1),
        ("a.js", 'x: "Votre brouillon",', 1),
        ("a.js", "x: `${n} brouillons`,", 1),
        ("a.yaml", 'fr: "Le contact hebdomadaire"', 1),
        ("a.json", '{"description": "The response target"}', 1),
        ("a.html", "<p>Le contact\u00a0hebdomadaire</p>", 1),
        ("a.md", "working hours, a draft, response objectives", None),
    ],
)
def test_a_term_is_found_wherever_it_stands(name: str, text: str, line: int | None) -> None:
    found = [each.split(":")[1] for each in found_in(name, text)]
    assert found == ([] if line is None else [str(line)])


@pytest.mark.parametrize("exception", EXCEPTIONS, ids=lambda each: each["file"])
def test_each_exception_is_needed(exception: dict[str, object]) -> None:
    assert exception["because"]
    text = (ROOT / str(exception["file"])).read_text("utf-8").lower()
    assert [word for word in exception["words"] if str(word).lower() not in text] == []  # type: ignore[attr-defined]


def test_a_missed_objective_is_never_called_a_breach() -> None:
    """What a missed objective means in law is open (register, no. 34): the register alone speaks of it."""
    named = re.compile(r"\b(breach\w*|manquements?)\b", re.IGNORECASE)
    texts = (
        (name, (ROOT / name).read_text("utf-8"))
        for name in FILES
        if not name.startswith(("policies", "schemas", "tests"))
    )
    assert [f"{name}: {found[0]}" for name, text in texts for found in named.finditer(text)] == []
