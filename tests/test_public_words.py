"""What people read that is on no built page and in no answer of a command is set for them, too."""

import inspect
import json
import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.texts.approve import APPROVED
from tests.typographic import faults_in
from typer.testing import CliRunner

import ptc_service_policy
import ptc_service_policy.columns
from ptc_service_policy import Contract, load_policy
from ptc_service_policy.cli.app import app
from ptc_service_policy.text import LANGUAGES, Language

ROOT = Path(__file__).parents[1]
set_words = import_module("docs.ask.build").set_words
SCRIPTS = ("docs/ask/words.js", "docs/workbench/words.js")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`([^`]*)`')
_FILLED = re.compile(r"\$\{(?:[^{}]|\{[^{}]*\})*\}")


def words_of(script: str) -> Iterator[tuple[Language, int, str]]:
    """Yield every text of a script as the page shows it, with its language and its line."""
    english = script.index("\n  en: {")
    for found in _STRING.finditer(script):
        text = _FILLED.sub("x", found[1] if found[1] is not None else found[2])
        line = script.count("\n", 0, found.start()) + 1
        yield "fr" if found.start() < english else "en", line, json.loads(f'"{text}"')


_CALQUES = re.compile(r"(?<!there )\b(is|are) no (?!longer\b|more\b)\w+|\bstands? on\b", re.IGNORECASE)
"""What the guides were rid of: "what is no date" is "what is not a date"."""


def reference() -> Iterator[tuple[str, str]]:
    """Yield what the reference of the API says of each public name, and of what it holds."""
    for module in (ptc_service_policy, ptc_service_policy.columns):
        for name in module.__all__:
            public = getattr(module, name)
            held = vars(public).items() if inspect.isclass(public) else ()
            for key, each in (
                (name, public),
                *((f"{name}.{key}", each) for key, each in held if key[0] != "_"),
            ):
                yield key, " ".join((inspect.getdoc(each) or "").split())


def test_the_reference_of_the_api_is_english() -> None:
    told = list(reference())
    assert len(told) > 300
    found = ((name, _CALQUES.search(text)) for name, text in told)
    assert [f"{name}: {calque[0]}" for name, calque in found if calque] == []


def faults_of(name: str, script: str) -> list[str]:
    return [
        f"{name}:{line}: {words}"
        for language, line, text in words_of(set_words(script))
        for _, words in faults_in(text, language)
    ]


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_words_of_a_page_that_a_script_makes_are_set(name: str) -> None:
    script = (ROOT / name).read_text("utf-8")
    assert len(list(words_of(script))) > 100
    assert faults_of(name, script) == []


@pytest.mark.parametrize(
    ("french", "english", "count"),
    [
        ('"l\'offre ?"', '"the offer\'s name"', 0),
        ("`l'offre ${n} ?`", "`the offer`", 2),
        ("`l’offre`", "`the offer's ${n}`", 1),
    ],
)
def test_a_fault_in_a_script_is_found(french: str, english: str, count: int) -> None:
    script = f"const WORDS = {{\n  fr: {{\n    a: {french},\n  }},\n  en: {{\n    a: {english},\n  }},\n}};\n"
    assert len(faults_of("words.js", script)) == count


def commands(command: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the way to each command."""
    yield way
    context = typer.Context(command)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from commands(command.get_command(context, name), (*way, name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_every_command_is_set(language: Language) -> None:
    asked = list(commands(typer.main.get_command(app)))
    assert len(asked) > 30
    wrong = []
    for way in asked:
        done = CliRunner().invoke(app, [*way, "--help"], env={"PTC_POLICY_LANG": language, "COLUMNS": "80"})
        assert done.exit_code == 0
        wrong += [f"{' '.join(way)}:{line}: {words}" for line, words in faults_in(done.output, language)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_is_set(language: Language) -> None:
    lines = APPROVED[language].read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("=== notice"))
    notices = [line for line in lines[first:] if not line.startswith("===")]
    assert len(notices) > 100
    assert list(faults_in("\n".join(notices), language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_calendar_events_are_set(language: Language) -> None:
    icalendar = pytest.importorskip("icalendar")
    contract = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15))
    applied = load_policy().apply(contract)
    owed = applied.obligations(date(2026, 4, 1), date(2026, 4, 3))
    calendar = icalendar.Calendar.from_ical(applied.write_icalendar(owed, language))
    told = [str(each[key]) for each in calendar.walk("VEVENT") for key in ("SUMMARY", "DESCRIPTION")]
    assert told
    assert [fault for text in told for fault in faults_in(text, language)] == []
