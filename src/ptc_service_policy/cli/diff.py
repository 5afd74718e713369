"""``ptc-policy diff``: what changes for the customer from one version to another."""

from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.diff import (
    Edition,
    compare_with_contracts,
    find_unlike_calendars,
    find_unnamed_withdrawals,
    read_edition,
    write_notice,
)
from ptc_service_policy.authoring.diff.comparison import Comparison
from ptc_service_policy.authoring.publishing import find_folder
from ptc_service_policy.cli.bilingual import WrongUse, also_in_french
from ptc_service_policy.cli.help import LANGUAGE_VARIABLE, told
from ptc_service_policy.cli.options import FILE, FolderOption, Format, Lang, ReportFormatOption, one_of
from ptc_service_policy.cli.printing import (
    PROBLEMS_FOUND,
    console,
    print_json,
    print_problems,
    reporting,
    say,
    tell,
)
from ptc_service_policy.cli.reports import ReportFormat
from ptc_service_policy.cli.reports.changes import (
    changes_junit,
    changes_record,
    changes_sarif,
    changes_text,
)
from ptc_service_policy.cli.reports.lines import read_lines
from ptc_service_policy.errors import InvalidContractError, cause_of
from ptc_service_policy.settling.contract_file import ContractFile, read_contract_file
from ptc_service_policy.text import LANGUAGES, LocalizedText

LangOrBothOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang",
        envvar=LANGUAGE_VARIABLE,
        parser=one_of(Lang),
        metavar="fr|en",
        help=told(
            fr="La langue de ce qui s'affiche ; à défaut, l'anglais, et les deux pour un avis.",
            en="The language of what is shown; English if left out, and both for a notice.",
        ),
    ),
]


_ONLY_TEXT = LocalizedText(
    fr="Avec `--notice`, seul text convient.", en="With `--notice`, only text will do."
)


@also_in_french("Montrer ce qui change pour le client, et si le numéro de la nouvelle version le dit.")
def diff(
    before: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help=told(
                fr="L'ancienne version : son numéro ou son dossier.",
                en="The old version: its number or its folder.",
            ),
        ),
    ],
    after: Annotated[
        str,
        typer.Argument(
            metavar="B",
            help=told(
                fr="La nouvelle version : son numéro ou son dossier.",
                en="The new version: its number or its folder.",
            ),
        ),
    ],
    folder: FolderOption = Path("policies"),
    contracts: Annotated[
        Path | None,
        typer.Option(
            metavar=FILE,
            help=told(
                fr="Un fichier YAML ou JSON de contrats par clé : lesquels une modification touche-t-elle ?",
                en="A YAML or JSON file with contracts by key: which of them does a change reach?",
            ),
        ),
    ] = None,
    notice: Annotated[
        bool,
        typer.Option(
            "--notice",
            help=told(
                fr="Écrire l'avis aux clients, en Markdown.", en="Write the notice to customers, in Markdown."
            ),
        ),
    ] = False,
    lang: LangOrBothOption = None,
    form: ReportFormatOption = ReportFormat.TEXT,
) -> None:
    """Show what changes for the customer, and whether the new version's number says so."""
    if notice and form is not ReportFormat.TEXT:
        raise WrongUse(_ONLY_TEXT, "--format")
    with reporting(lang or Lang.EN, Format.JSON if form is ReportFormat.JSON else Format.TEXT):
        old, new = (_read(name, folder) for name in (before, after))
        found = _compare(old, new, None if contracts is None else _read_contracts(contracts))
    if notice:
        languages = LANGUAGES if lang is None else (lang.value,)
        tell(write_notice(found.changes, old, new, languages), nl=False)
        if not found.is_enough:
            tell(say(found.verdict, lang or Lang.EN), err=True)
    else:
        _print(found, lang or Lang.EN, form)
    if form is ReportFormat.TEXT:
        print_problems(found.problems, lang or Lang.EN, Format.TEXT, to_stderr=True)
    if found.has_errors or not found.is_enough:
        raise typer.Exit(PROBLEMS_FOUND)


def _read(name: str, policies: Path) -> Edition:
    folder = find_folder(name, policies)
    return read_edition(folder, called=str(folder))


def _read_contracts(file: Path) -> ContractFile:
    try:
        return read_contract_file(file)
    except OSError as error:
        raise InvalidContractError.of(
            "PSP003", file=str(file), name=str(file), cause=cause_of(error)
        ) from None


def _compare(old: Edition, new: Edition, file: ContractFile | None) -> Comparison:
    """Compare; refuse the contracts that neither version takes.

    Raises:
        InvalidContractError: with every fault of such contracts and its place in the file.
    """
    contracts = {} if file is None else file.contracts
    compared = compare_with_contracts(old, new, contracts)
    located = {
        each.contract: () if file is None else file.locate(each.contract, each.after)
        for each in compared.refusals
    }
    if nowhere := [each.contract for each in compared.refusals if each.before and each.after]:
        raise InvalidContractError(*(problem for key in nowhere for problem in located[key]))
    problems = (
        *find_unlike_calendars(old, new),
        *find_unnamed_withdrawals(old, new),
        *(problem for found in located.values() for problem in found),
    )
    return Comparison(old, new, compared, problems, tuple(contracts))


def _print(found: Comparison, lang: Lang, form: ReportFormat) -> None:
    match form:
        case ReportFormat.TEXT:
            out = console()
            for line in changes_text(found, lang.value):
                out.print(line)
        case ReportFormat.JSON:
            print_json(changes_record(found))
        case ReportFormat.SARIF:
            tell(changes_sarif(found, lang.value, read_lines(), Path.cwd()))
        case ReportFormat.JUNIT:
            tell(changes_junit(found, lang.value))
