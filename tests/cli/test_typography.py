"""Whatever the terminal says is set for its readers, and what programs read is as it was typed."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from tests.typographic import faults_in
from typer.testing import CliRunner

from ptc_service_policy import Contract, load_policy
from ptc_service_policy.authoring.explanations import explanation_page
from ptc_service_policy.cli.app import app
from ptc_service_policy.cli.help import _section
from ptc_service_policy.cli.options import Format, Lang
from ptc_service_policy.cli.printing import console, print_decision, print_problems
from ptc_service_policy.errors import describe
from ptc_service_policy.errors.catalogue import CATALOGUE
from ptc_service_policy.evaluation.summary import questions_for
from ptc_service_policy.text import LANGUAGES, Language
from ptc_service_policy.topics.wording import Wording
from ptc_service_policy.typography import typeset

POLICY = load_policy()
OFFERINGS = tuple(POLICY.offerings)
SIGNS = "’“”\u00a0\u202f"


def report(shown: str, language: Language, where: str) -> list[str]:
    return [f"{where}:{number}: {words}" for number, words in faults_in(shown, language)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("offering", OFFERINGS)
def test_every_answer_is_set(language: Language, offering: str, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = []
    for topic, about, case in questions_for(POLICY, (offering,)):
        decision = POLICY.ask(topic.name, offering, about, **case)
        words = topic.name_answer(decision, Wording(POLICY.files))
        print_decision(decision, words, "fr", Lang(language), Format.TEXT)
        wrong += report(capsys.readouterr().out, language, f"{topic.name} {about}")
    assert wrong == []


QUESTIONS = {
    "due": ("--received", "2026-04-03T16:30[Europe/Paris]"),
    "obligations": ("--from", "2026-02-01", "--until", "2026-05-01"),
    "availability": ("--at", "2026-04-06T10:00[Europe/Paris]"),
    "next-available": ("--after", "2026-04-06T10:00[Europe/Paris]"),
    "windows": ("--from", "2026-04-03T10:00[Europe/Paris]", "--until", "2026-04-10T10:00[Europe/Paris]"),
    "workload": ("--used", "weekly-hours=9,12,11.5", "--used", "open-cases=31"),
    "compare": ("standard",),
}
TERMS = ("--time-zone", "Europe/Paris", "--holidays", "FR", "--start", "2026-01-15")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "arguments",
    [
        *(("answer", name, *given, "--offering", "premium", *TERMS[: 0 if name == "compare" else None])
          for name, given in QUESTIONS.items()),
        ("show",),
        ("answer", "due", "--offering", "gold", "--received", "2026-04-03T16:30[Europe/Paris]", *TERMS),
        ("answer", "entitlement", "maintenanse", "--offering", "premium"),
        ("answer", "due", "--offering", "premium", "--received", "2026-04-03", *TERMS),
    ],
    ids=lambda arguments: " ".join(arguments[:3]),
)  # fmt: skip
def test_what_a_command_prints_is_set(arguments: tuple[str, ...], language: Language) -> None:
    done = CliRunner().invoke(app, [*arguments, "--lang", language], env={"COLUMNS": "300"})
    assert len(done.output) > 60
    assert report(done.output, language, " ".join(arguments)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_set(language: Language, capsys: pytest.CaptureFixture[str]) -> None:
    for code in CATALOGUE:
        entry = CATALOGUE[code]
        for text in (entry.message, entry.hint):
            shown = typeset(text[language].replace("{", "x").replace("}", "x"), language)
            assert report(shown, language, code) == []
    print_problems((describe("PSP451"),), Lang(language), Format.TEXT)
    shown = capsys.readouterr().out
    assert shown
    assert report(shown, language, "PSP451") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_explanation_is_set(language: Language) -> None:
    wrong = []
    for code in CATALOGUE:
        done = CliRunner().invoke(app, ["explain", code, "--lang", language])
        assert done.output == typeset(explanation_page(code, language), language)
        wrong += report(done.output, language, code)
    assert wrong == []


CONTRACT = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", start=date(2026, 1, 15))


@pytest.mark.parametrize(
    "write",
    [
        lambda: CliRunner().invoke(app, ["show", "--format", "json", "--lang", "fr"]).output,
        lambda: CliRunner().invoke(app, ["check", "--format", "sarif", "--lang", "fr", "no/folder"]).output,
        lambda: POLICY.ask("target", "premium", "response").reason.fr,
        lambda: POLICY.ask("target", "premium", "response").reason.en,
        lambda: str(describe("PSP451").write("fr")),
    ],
)  # fmt: skip
def test_what_programs_read_is_as_it_was_typed(write: Callable[[], str]) -> None:
    assert [sign for sign in SIGNS if sign in write()] == []


def test_what_a_name_means_stands_beside_it_or_where_that_is_too_wide_below() -> None:
    widest, wider = f"--{'n' * 32}", f"--{'n' * 34}"
    rows = [(widest, "Say it."), (wider, "Say more.")]
    shown = re.sub(r"\x1b\[[0-9]*m", "", "".join(_section("option", rows, "en", 80)))
    assert shown.splitlines()[1:] == [f"  {widest}  Say it.", f"  {wider}", " " * 38 + "Say more."]


@pytest.mark.parametrize("text", ["see [id]", "[bold]not[/bold]", ":smile:", "[/]", "\\[a]"])
def test_the_screen_shows_signs_as_they_are(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    console().print(text)
    assert capsys.readouterr().out == f"{text}\n"
