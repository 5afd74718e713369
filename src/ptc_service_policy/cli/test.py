"""``ptc-policy test``: the scenarios of a version, and what they leave untested."""

from pathlib import Path
from typing import Annotated, Any

import typer

from ptc_service_policy.authoring.scenarios.newest import newest_folder, newest_in
from ptc_service_policy.authoring.scenarios.suite import Report, run_scenarios, too_low
from ptc_service_policy.cli.bilingual import also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import (
    FOLDER,
    PER_CENT,
    Format,
    FormatOption,
    Lang,
    LangOption,
    read_percent,
)
from ptc_service_policy.cli.printing import (
    PROBLEMS_FOUND,
    console,
    print_json,
    print_problems,
    reporting,
    say,
)
from ptc_service_policy.cli.reports.json_records import record_of
from ptc_service_policy.errors import Problem


@also_in_french(
    "Exécuter les scénarios d'une version : la politique doit répondre comme son responsable l'attend."
)
def run(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar=FOLDER,
            help=told(
                fr="Le dossier d'une version, ou de plusieurs : la plus récente ; à défaut, ./policies.",
                en="The folder of one version, or of several: the newest; ./policies if left out.",
            ),
        ),
    ] = None,
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage",
            help=told(
                fr="Énumérer les cellules qu'aucun scénario ne vérifie.",
                en="List the cells that no scenario tests.",
            ),
        ),
    ] = False,
    fail_under: Annotated[
        float | None,
        typer.Option(
            parser=read_percent,
            metavar=PER_CENT,
            help=told(
                fr="Échouer si moins de cellules sont vérifiées, en pour cent.",
                en="Fail if fewer cells are tested, in per cent.",
            ),
        ),
    ] = None,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Run the scenarios of a version: the policy must answer as its owner expects."""
    with reporting(lang, form):
        chosen = newest_folder(Path("policies")) if folder is None else newest_in(folder) or folder
    report = run_scenarios(chosen, called=str(chosen))
    low = _too_low(report, fail_under)
    if form is Format.JSON:
        print_json(_as_record(chosen, report, low))
    else:
        _print(chosen, report, low, lang, listed=coverage)
    if report.problems or low:
        raise typer.Exit(PROBLEMS_FOUND)


def _too_low(report: Report, fail_under: float | None) -> tuple[Problem, ...]:
    if report.coverage is None or fail_under is None or not report.coverage.is_below(fail_under):
        return ()
    return (too_low(report.coverage, fail_under),)


def _print(folder: Path, report: Report, low: tuple[Problem, ...], lang: Lang, *, listed: bool) -> None:
    print_problems(report.problems, lang, Format.TEXT)
    found = report.coverage
    if found is not None and listed:
        print_problems(found.untested, lang, Format.TEXT)
    print_problems(low, lang, Format.TEXT)
    console().print(say(report.summary(str(folder)), lang))
    if found is not None and (listed or low):
        console().print(say(found.summary, lang))


def _as_record(folder: Path, report: Report, low: tuple[Problem, ...]) -> dict[str, Any]:
    found = report.coverage
    return {
        "folder": str(folder),
        "scenarios": report.scenarios,
        "failed": report.failed,
        "problems": [record_of(problem) for problem in (*report.problems, *low)],
        "coverage": None
        if found is None
        else {
            "cells": found.total,
            "covered": found.covered,
            "percent": found.percent,
            "untested": [record_of(problem) for problem in found.untested],
        },
    }
