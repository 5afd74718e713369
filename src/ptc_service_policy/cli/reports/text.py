"""Problems for people: where, what, the line with the fault underlined, and what to do."""

from collections.abc import Iterator

from rich.text import Text

from ptc_service_policy.authoring.checks import CheckResult
from ptc_service_policy.cli.printing import say
from ptc_service_policy.cli.reports.lines import Lines, line_of, underline
from ptc_service_policy.errors import Problem
from ptc_service_policy.errors.catalogue import severity_of
from ptc_service_policy.text import Language

_STYLES = {"error": "bold red", "warning": "bold yellow"}


def report_text(result: CheckResult, language: Language, lines: Lines) -> Iterator[Text]:
    """Write each problem as FILE:LINE:COLUMN CODE message, its line and its hint; a summary at the end."""
    for problem in result.problems:
        yield from write_problem(problem, language, lines)
    yield Text(say(result.summary, language))


def write_problem(problem: Problem, language: Language, lines: Lines) -> Iterator[Text]:
    """Write one problem."""
    style = _STYLES[severity_of(problem)]
    place = f"{problem.place} " if problem.place else ""
    yield Text.assemble(place, (problem.code, style), f" {say(problem.message, language)}")
    line = line_of(problem, lines)
    if line is not None and problem.column is not None:
        shown = underline(line, problem.column)
        yield Text(f"    {shown.line}")
        yield Text(f"    {shown.marks}", style=style)
    yield Text(f"    {say(problem.hint, language)}", style="dim")
