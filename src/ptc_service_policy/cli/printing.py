"""Writing to the terminal: problems, decisions and tables, as text or as JSON."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from pydantic import TypeAdapter
from rich.console import Console
from rich.text import Text

from ptc_service_policy.cli.options import Format, Lang
from ptc_service_policy.cli.reports.json_records import record_of
from ptc_service_policy.decisions import Basis, Citation, Decision
from ptc_service_policy.errors import InvalidContractError, InvalidPolicyError, PolicyError, Problem
from ptc_service_policy.text import LocalizedText

PROBLEMS_FOUND = 1
WRONG_USE = 2

BASES = {
    Basis.STATED: LocalizedText(fr="énoncé par la source", en="stated by the source"),
    Basis.AGREED: LocalizedText(fr="convenu au contrat", en="agreed in the contract"),
    Basis.INTERPRETED: LocalizedText(fr="interprété", en="interpreted"),
    Basis.UNSTATED: LocalizedText(fr="non précisé par la source", en="not stated by the source"),
}
STYLES = {
    Basis.STATED: "green",
    Basis.AGREED: "cyan",
    Basis.INTERPRETED: "yellow",
    Basis.UNSTATED: "magenta",
}
_WORDS = {
    "answer": LocalizedText(fr="Réponse", en="Answer"),
    "basis": LocalizedText(fr="Fondement", en="Basis"),
    "why": LocalizedText(fr="Motif", en="Why"),
    "sources": LocalizedText(fr="Références", en="References"),
    "policy": LocalizedText(fr="Politique", en="Policy"),
}


def console() -> Console:
    """Return a console that writes text as it is, with colours only on a terminal."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


@contextmanager
def reporting(lang: Lang, form: Format) -> Iterator[None]:
    """Turn the errors of the library into problems on the screen and an exit code."""
    try:
        yield
    except PolicyError as error:
        print_problems(error.problems, lang, form, to_stderr=form is Format.TEXT)
        found = isinstance(error, InvalidPolicyError | InvalidContractError)
        raise typer.Exit(PROBLEMS_FOUND if found else WRONG_USE) from None


def print_problems(
    problems: tuple[Problem, ...], lang: Lang, form: Format, *, to_stderr: bool = False
) -> None:
    """Print problems: each on a line as FILE:LINE:COLUMN CODE message, its hint below it."""
    if form is Format.JSON:
        print_json([record_of(problem) for problem in problems])
        return
    out = Console(stderr=True, highlight=False, markup=False, soft_wrap=True) if to_stderr else console()
    for problem in problems:
        line = Text(f"{problem.place} " if problem.place else "")
        line.append(problem.code, style="bold red")
        line.append(f" {problem.message[lang.value]}")
        out.print(line)
        out.print(Text(f"    {problem.hint[lang.value]}", style="dim"))


def print_json(data: object) -> None:
    """Print data as JSON."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_decision(decision: Decision[Any], answer: str, lang: Lang, form: Format) -> None:
    """Print a decision; ``answer`` is its value in words."""
    if form is Format.JSON:
        print_json(TypeAdapter(Decision[Any]).dump_python(decision, mode="json"))
        return
    out = console()
    out.print(_labelled("answer", Text(answer, style="bold"), lang))
    basis = Text(BASES[decision.basis][lang.value], style=STYLES[decision.basis])
    out.print(_labelled("basis", basis, lang))
    out.print(_labelled("why", Text(decision.reason[lang.value]), lang))
    print_references(decision.citations, lang)
    out.print(_labelled("policy", Text(f"{decision.policy_version} {decision.policy_digest}"), lang))


def print_references(citations: tuple[Citation, ...], lang: Lang) -> None:
    """Print what an answer rests on, a line each."""
    out = console()
    out.print(_labelled("sources", Text(), lang))
    for citation in citations:
        out.print(Text.assemble("  - ", citation.place[lang.value], (f" [{citation.id}]", "dim")))


def _labelled(word: str, text: Text, lang: Lang) -> Text:
    colon = " : " if lang is Lang.FR else ": "
    return Text.assemble((_WORDS[word][lang.value] + colon, "dim"), text)
