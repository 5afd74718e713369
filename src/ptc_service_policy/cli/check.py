"""``ptc-policy check``: every problem of an edit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ptc_service_policy.cli import options
from ptc_service_policy.cli.bilingual import also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import (
    DATE,
    FOLDER,
    Lang,
    LangOption,
    ReportFormatOption,
    StrictOption,
    read_date,
)
from ptc_service_policy.cli.printing import PROBLEMS_FOUND, console, tell
from ptc_service_policy.cli.reports import ReportFormat

if TYPE_CHECKING:
    from ptc_service_policy.authoring.checks import CheckResult


@also_in_french(
    "Trouver tous les problèmes d'un dossier de politique : chaque fichier selon son schéma, "
    "puis tous ensemble."
)
def check(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar=FOLDER,
            help=told(
                fr="Le dossier d'une version, ou de toutes.",
                en="The folder of one version, or of all versions.",
            ),
        ),
    ] = Path("policies"),
    lang: LangOption = Lang.EN,
    form: ReportFormatOption = ReportFormat.TEXT,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar=DATE,
            help=told(
                fr="Le jour où les relectures sont jugées ; à défaut, aujourd'hui.",
                en="The day on which reviews are judged; today if left out.",
            ),
        ),
    ] = None,
    strict: StrictOption = False,
) -> None:
    """Find every problem of a policy folder: each file by its schema, then all files together."""
    from ptc_service_policy.authoring.checks import check_policies

    day = options.today() if as_of is None else read_date(as_of)
    result = check_policies(folder, called=str(folder), as_of=day)
    print_result(result, lang, form, strict=strict)
    if result.errors or (strict and result.warnings):
        raise typer.Exit(PROBLEMS_FOUND)


def print_result(result: "CheckResult", lang: Lang, form: ReportFormat, *, strict: bool) -> None:
    """Print what was found, in the form that was asked for."""
    from ptc_service_policy.cli.reports.lines import read_lines

    match form:
        case ReportFormat.TEXT:
            from ptc_service_policy.cli.reports.text import report_text

            out = console()
            for line in report_text(result, lang.value, read_lines()):
                out.print(line)
        case ReportFormat.JSON:
            from ptc_service_policy.cli.reports.json_records import report_json

            tell(report_json(result))
        case ReportFormat.SARIF:
            from ptc_service_policy.cli.reports.sarif import report_sarif

            tell(report_sarif(result, lang.value, read_lines(), Path.cwd()))
        case ReportFormat.JUNIT:
            from ptc_service_policy.cli.reports.junit import report_junit

            tell(report_junit(result, lang.value, strict=strict))
