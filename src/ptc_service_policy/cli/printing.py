"""Writing to the terminal: problems, decisions and tables, as text or as JSON."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.text import Text

from ptc_service_policy.cli.options import Format, Lang
from ptc_service_policy.cli.reports.json_records import record_of, write_json
from ptc_service_policy.decisions import Basis, Citation, Decision
from ptc_service_policy.errors import InvalidContractError, InvalidPolicyError, PolicyError, Problem
from ptc_service_policy.model.forms import is_something
from ptc_service_policy.model.plain import plain
from ptc_service_policy.text import Language, LocalizedText, on_lines, separated
from ptc_service_policy.topics.sentences import is_hedge, name_firmness
from ptc_service_policy.topics.wording import TRANSLATED, name_basis
from ptc_service_policy.typography import typeset

if TYPE_CHECKING:
    from rich.table import Table

PROBLEMS_FOUND = 1
WRONG_USE = 2

STYLES = {
    Basis.STATED: "green",
    Basis.AGREED: "cyan",
    Basis.INTERPRETED: "yellow",
    Basis.AMBIGUOUS: "magenta",
    Basis.UNSTATED: "magenta",
}
_WORDS = {
    "answer": LocalizedText(fr="Réponse", en="Answer"),
    "basis": LocalizedText(fr="Fondement", en="Basis"),
    "firmness": LocalizedText(fr="Fermeté", en="Firmness"),
    "why": LocalizedText(fr="Motif", en="Why"),
    "sources": LocalizedText(fr="Références", en="References"),
    "policy": LocalizedText(fr="Politique", en="Policy"),
}
_HELD = {ord("\u00a0"): "\ue0a0", ord("\u202f"): "\ue0af"}
_LET_GO = {ord(held): chr(space) for space, held in _HELD.items()}
_LABEL = LocalizedText(fr="{word} : ", en="{word}: ")


class _Screen(Console):
    """Write text as it is, but for what is an order to the terminal: colours are ours alone."""

    def print(self, *objects: Any, **how: Any) -> None:
        """Print texts, their orders as signs; what holds texts holds those of ``say``."""
        super().print(*map(_harmless, objects), **how)


def _harmless(printed: Any) -> Any:
    if isinstance(printed, Text):
        printed = printed.copy()
        printed.plain = on_lines(printed.plain)
    return on_lines(printed) if isinstance(printed, str) else printed


def console(*, stderr: bool = False) -> Console:
    """Return a console that writes text as it is, with colours only on a terminal."""
    return _Screen(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)


def tell(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text of several lines, its orders to the terminal as signs."""
    typer.echo(on_lines(text), err=err, nl=nl)


def say(text: LocalizedText, lang: Lang | Language) -> str:
    """Write a text for somebody who reads it on the screen."""
    language = lang.value if isinstance(lang, Lang) else lang
    return typeset(on_lines(text[language]), language)


def say_in_table(text: LocalizedText, lang: Lang | Language) -> str:
    """Write a text for a cell of a table, where its no-break spaces are held until the lines are broken."""
    return say(text, lang).translate(_HELD)


def print_table(table: "Table") -> None:
    """Print a table as wide as the screen; rich alone would break lines at no-break spaces too."""
    out = console()
    with out.capture() as captured:
        out.print(table, soft_wrap=False)
    typer.echo(captured.get().translate(_LET_GO), nl=False)


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
    out = console(stderr=to_stderr)
    for problem in problems:
        line = Text(f"{problem.place} " if problem.place else "")
        line.append(problem.code, style="bold red")
        line.append(f" {say(problem.message, lang)}")
        out.print(line)
        out.print(Text(f"    {say(problem.hint, lang)}", style="dim"))


def print_json(data: object) -> None:
    """Print data as JSON."""
    typer.echo(write_json(data))


def print_decision(
    decision: Decision[Any], answer: LocalizedText, source: Language, lang: Lang, form: Format
) -> None:
    """Print a decision; ``answer`` is its value in words, a list one entry a line."""
    if form is Format.JSON:
        print_json(plain(decision))
        return
    out = console()
    entries = say(answer, lang).split("\n")
    said = entries[0] if len(entries) == 1 else "".join(f"\n  - {each}" for each in entries)
    out.print(_labelled("answer", Text(said, style="bold"), lang))
    basis = Text(say(name_basis(decision), lang), style=STYLES[decision.basis])
    out.print(_labelled("basis", basis, lang))
    told = decision.firmness if is_something(decision.value) else filter(is_hedge, decision.firmness)
    if hedges := dict.fromkeys(map(name_firmness, told)):
        out.print(_labelled("firmness", Text(say(separated(hedges), lang)), lang))
    out.print(_labelled("why", Text(say(decision.reason, lang)), lang))
    print_references(decision.citations, lang)
    out.print(_labelled("policy", Text(f"{decision.policy_version} {decision.policy_digest}"), lang))
    print_translated(source, lang)


def print_translated(source: Language, lang: Lang) -> None:
    """Say that a text is a translation, where the source document is in another language."""
    if lang.value != source:
        console().print(Text(say(TRANSLATED, lang), style="dim"))


def print_references(citations: tuple[Citation, ...], lang: Lang) -> None:
    """Print what an answer rests on, a line each."""
    out = console()
    out.print(Text(say(_LABEL.format(word=_WORDS["sources"]), lang).rstrip(), style="dim"))
    for citation in citations:
        out.print(Text.assemble("  - ", say(citation.place, lang), (f" [{citation.id}]", "dim")))


def _labelled(word: str, text: Text, lang: Lang) -> Text:
    return Text.assemble((say(_LABEL.format(word=_WORDS[word]), lang), "dim"), text)
