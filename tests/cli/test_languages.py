"""The command line speaks the reader's language throughout: help, options and wrong use, in both."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from ptc_service_policy.authoring.checks.language_words import language_of
from ptc_service_policy.cli.app import app
from ptc_service_policy.cli.help import both_of
from ptc_service_policy.text import LANGUAGES, Language
from ptc_service_policy.typography import typeset

ROOT: Any = typer.main.get_command(app)


def walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command with the words that call it."""
    yield path, command
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from walk(command.get_command(None, name), (*path, name))


COMMANDS = dict(walk(ROOT))


def run(*arguments: str, lang: Language | None = None, columns: int = 100) -> tuple[int, str]:
    env = {"PTC_POLICY_LANG": lang, "COLUMNS": str(columns), "NO_COLOR": "1"}
    done = CliRunner().invoke(app, list(arguments), env=env, prog_name="ptc-policy")
    return done.exit_code, done.output


def test_every_command_is_walked() -> None:
    assert {("check",), ("answer", "due"), ("answer", "compare"), ("source", "learn")} <= set(COMMANDS)
    assert len(COMMANDS) > 35


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_told_in_both_languages(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    texts = [command.help, *(param.help for param in command.params)]
    for text in map(both_of, texts):
        assert "" not in (text.fr, text.en)
        assert text.fr != text.en
        assert language_of(text.fr) != "en", text.fr
        assert language_of(text.en) != "fr", text.en
    for param in command.params:
        metavar = both_of(param.metavar)
        is_flag = getattr(param, "is_flag", False)
        assert bool(metavar.en) is not is_flag, f"what stands for the value of {param.name}?"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_wholly_in_the_readers_language(path: tuple[str, ...], lang: Language) -> None:
    code, shown = run(*path, "--help", "--lang", lang)
    assert code == 0
    assert run(*path, "--help", lang=lang) == (code, shown)
    other: Language = "en" if lang == "fr" else "fr"
    command = COMMANDS[path]
    for text in (command.help, *(param.help for param in command.params)):
        mine, others = typeset(both_of(text)[lang], lang), typeset(both_of(text)[other], other)
        assert squeezed(mine) in squeezed(shown)
        assert squeezed(others) not in squeezed(shown)
    paragraphs = re.split(r"\n\n|\n  (?=\S)", shown)
    assert [each for each in paragraphs if language_of(each) == other] == []
    assert typeset(shown, lang) == shown


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("columns", [30, 59, 61])
def test_no_word_of_help_is_broken(lang: Language, columns: int) -> None:
    for path in (("answer", "obligations"), ("bulk",)):
        shown = run(*path, "--help", lang=lang, columns=columns)[1].split()
        command = COMMANDS[path]
        for text in (command.help, *(param.help for param in command.params)):
            assert {*typeset(both_of(text)[lang], lang).split()} <= {*shown}


def test_wider_names_do_not_break_the_columns() -> None:
    _, shown = run("publish", "--help", lang="fr")
    lines = shown.splitlines()
    starts = {re.search(r"(?<=  )\S", line.lstrip()) for line in lines if line.startswith("  --")}
    assert None not in starts
    assert max(map(len, lines)) <= 100


WRONG_USE = {
    ("chek",): (
        "La commande `chek` n’existe pas. Vouliez-vous dire check",
        "There is no command `chek`. Did you mean",
    ),
    ("answer", "dew"): ("La commande `dew` n’existe pas.", "There is no command `dew`."),
    ("check", "--fodler", "x"): (
        "L’option `--fodler` n’existe pas. Vouliez-vous dire",
        "There is no option `--fodler`.",
    ),
    ("check", "a", "b"): ("Non attendu ici\u00a0: `b`.", "Not expected here: `b`."),
    ("check", "--format"): ("L’option `--format` attend une valeur.", "The option `--format` takes a value."),
    ("check", "--strict=1"): ("`--strict` ne prend pas de valeur.", "`--strict` takes no value."),
    ("check", "--format", "xml"): (
        "Valeur refusée pour `--format`. Valeurs possibles\u00a0: text, json",
        "Wrong value for `--format`. Choose from: text, json",
    ),
    ("check", "--as-of", "hier"): (
        "`hier` n’a pas la forme attendue\u00a0: AAAA-MM-JJ.",
        "`hier` is not of the form expected: YYYY-MM-DD.",
    ),
    ("explain",): ("Il manque l’argument `CODE`.", "The argument `CODE` is missing."),
    ("new", "--lang="): ("Valeur refusée pour `--lang`.", "Wrong value for `--lang`."),
    ("answer", "due", "--offering", "premium"): (
        "Il manque l’option `--received`.",
        "The option `--received` is missing.",
    ),
    ("bulk", "requests.csv", "--contracts", "contracts.yaml"): (
        "Il manque l’option `--output`.",
        "The option `--output` is missing.",
    ),
    ("test", "--fail-under", "101"): ("Indiquez un nombre de 0 à 100.", "Give a number from 0 to 100."),
    ("publish", "1.1.0", "--others", "none"): (
        "`--new-contracts` et `--others` vont ensemble.",
        "`--new-contracts` and `--others` go together.",
    ),
    ("show", "offering"): (
        "Valeur refusée pour `offering`. Vouliez-vous dire offerings",
        "Wrong value for `offering`. Did you mean offerings",
    ),
    ("--",): ("Il manque une commande.", "A command is missing."),
    ("diff", "1.0.0", "1.0.0", "--notice", "--format", "json"): ("seul text convient", "only text will do"),
    ("answer", "compare", "premium"): ("Indiquez l’offre de départ", "Name the offering to start from"),
    ("schema", "offering"): ("Vouliez-vous dire offerings", "Did you mean offerings"),
    ("schema", "--for", "/no/folder"): ("Ce dossier n’existe pas.", "There is no such folder."),
}


@pytest.mark.parametrize("arguments", WRONG_USE, ids=" ".join)
def test_wrong_use_is_told_in_the_readers_language(arguments: tuple[str, ...]) -> None:
    for lang, expected in zip(LANGUAGES, WRONG_USE[arguments], strict=True):
        code, shown = run(*arguments, lang=lang)
        other = "en" if lang == "fr" else "fr"
        assert (code, expected in shown) == (2, True), shown
        assert language_of(shown) != other, shown
        beginning = {"fr": "Utilisation\u00a0: ptc-policy", "en": "Usage: ptc-policy"}[lang]
        assert shown.startswith(beginning)


@pytest.mark.parametrize("path", [(), ("answer",), ("source",)], ids=" ".join)
def test_a_group_that_is_asked_nothing_shows_its_help(path: tuple[str, ...]) -> None:
    assert run(*path, lang="fr") == (2, run(*path, "--help", lang="fr")[1])


def test_an_option_wins_over_the_environment_and_stands_anywhere() -> None:
    french = run("check", "--help", lang="fr")
    assert run("--lang", "fr", "check", "--help", lang="en") == french
    assert run("check", "--lang=fr", "--help", lang="en") == french
    asked = ("answer", "entitlement", "maintenance", "--offering", "premium")
    assert run("--lang", "fr", *asked)[1].startswith("Réponse\u00a0: oui")
    assert run(*asked, lang="fr")[1].startswith("Réponse\u00a0: oui")
    assert run(*asked)[1].startswith("Answer: yes")


def _interrupted(*_: object) -> None:
    raise typer.Abort


@pytest.mark.parametrize(("lang", "said"), [("fr", "Interrompu."), ("en", "Interrupted.")])
def test_who_interrupts_a_command_reads_that_it_is(
    lang: Language, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TyperGroup, "invoke", _interrupted)
    code, output = run("check", lang=lang)
    assert (code, output.strip()) == (1, said)


def test_who_runs_a_command_from_another_one_is_told_by_its_exceptions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(typer.BadParameter):
        ROOT.main(["no-such-command"], standalone_mode=False)
    monkeypatch.setattr(TyperGroup, "invoke", _interrupted)
    with pytest.raises(typer.Abort):
        ROOT.main(["check"], standalone_mode=False)
