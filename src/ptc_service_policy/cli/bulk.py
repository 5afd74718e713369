"""``ptc-policy bulk``: when the responses to a whole file of requests are due."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from os.path import realpath
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from ptc_service_policy.authoring.writing import replacing
from ptc_service_policy.cli.bilingual import also_in_french
from ptc_service_policy.cli.extras import missing
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import (
    FILE,
    INSTANT,
    Format,
    FormatOption,
    Lang,
    LangOption,
    PathOption,
    VersionOption,
    choose_policy,
    read_instant,
)
from ptc_service_policy.cli.printing import PROBLEMS_FOUND, WRONG_USE, console, print_json, reporting, say
from ptc_service_policy.errors import ColumnsError, cause_of
from ptc_service_policy.settling.contract_file import read_contracts
from ptc_service_policy.text import LocalizedText, write_number

if TYPE_CHECKING:
    from ptc_service_policy.columns.bulk import Bulk, Report

_DONE = LocalizedText(
    fr="Demandes : {rows} ; rejets : {rejects}. Réponses : {answers}. Rejets : {register}.",
    en="Requests: {rows}; rejects: {rejects}. Answers: {answers}. Rejects: {register}.",
)
_LOST = LocalizedText(
    fr="Attentes qui ne concernent aucune demande du fichier : {count}.",
    en="Pauses of no request in the file: {count}.",
)
_RATE = LocalizedText(fr="{task.fields[rate]} lignes/s", en="{task.fields[rate]} rows/s")


@also_in_french(
    """
    Calculer les échéances de tout un fichier, et dire où en est chaque demande avec --as-of ou answered_at.

    Les attentes se lisent dans la colonne pauses ou dans le fichier de --pauses. Les colonnes qui portent
    le nom d'attributs de la politique, comme severity, indiquent ce dont dépend le délai visé.

    Codes de sortie : 0 toutes les lignes ont une réponse, 1 il y a des rejets, 2 mauvais usage, et rien
    n'est écrit.
    """
)
def bulk(
    requests: Annotated[
        Path,
        typer.Argument(
            metavar=told(fr="DEMANDES", en="REQUESTS"),
            help=told(
                fr="Un fichier CSV ou Parquet : contract, received_at, ...",
                en="A CSV or Parquet file: contract, received_at, ...",
            ),
        ),
    ],
    contracts: Annotated[
        Path,
        typer.Option(
            metavar=FILE,
            help=told(
                fr="Un fichier YAML ou JSON qui donne les contrats par clé.",
                en="A YAML or JSON file with the contracts by key.",
            ),
        ),
    ],
    answers: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar=FILE,
            help=told(fr="Le fichier .csv ou .parquet à écrire.", en="The .csv or .parquet file to write."),
        ),
    ],
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar=FILE,
            help=told(
                fr="Le fichier CSV des lignes sans réponse ; à défaut, à côté des réponses.",
                en="The CSV file for rows without an answer; beside the answers if left out.",
            ),
        ),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            metavar=told(fr="DÉLAI", en="TARGET"),
            help=told(fr="Le délai visé.", en="The target to work out."),
        ),
    ] = "response",
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar=INSTANT,
            help=told(
                fr="L'instant, avec son décalage, auquel dire où en est chaque demande.",
                en="The instant, with an offset, as of which to tell how each request stands.",
            ),
        ),
    ] = None,
    pauses: Annotated[
        Path | None,
        typer.Option(
            metavar=FILE,
            help=told(
                fr="Un fichier CSV ou Parquet des attentes : request, start, end.",
                en="A CSV or Parquet file of the pauses: request, start, end.",
            ),
        ),
    ] = None,
    with_parts: Annotated[
        bool,
        typer.Option(
            "--with-parts",
            help=told(
                fr="Écrire aussi ce que la source n'énonce pas dans chaque réponse, avec son fondement.",
                en="Also write which parts of each answer the source does not state, and their basis.",
            ),
        ),
    ] = False,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
    version: VersionOption = None,
    path: PathOption = None,
) -> None:
    """Work out for a whole file when a target is due; with --as-of or answered_at, how each request stands.

    Pauses are read from the column pauses, or from the file that --pauses names. Columns named as attributes
    of the policy, such as severity, supply what the target depends on.

    Exit codes: 0 all rows are answered, 1 there are rejects, 2 wrong use, and nothing is written.
    """
    try:
        from ptc_service_policy.columns.applied import AppliedPolicies
        from ptc_service_policy.columns.bulk import answer_file
        from ptc_service_policy.columns.table_files import format_of
    except ModuleNotFoundError as error:
        if error.name not in {"numpy", "pyarrow"}:
            raise
        typer.echo(say(missing("arrow"), lang), err=True)
        raise typer.Exit(WRONG_USE) from None
    register = rejects or answers.with_suffix(".rejects.csv")
    given = () if pauses is None else (pauses,)
    instant = None if as_of is None else read_instant(as_of)
    with _nothing_written(), reporting(lang, form):
        _check_places((requests, contracts, *given), answers, register)
        written_as = format_of(answers)
        applied = AppliedPolicies(choose_policy(version, path), read_contracts(contracts))
        try:
            # The answers take their place last: where they are, all is.
            with (
                replacing(answers) as new_answers,
                replacing(register) as new_register,
                _progress(lang) as report,
            ):
                done = answer_file(
                    requests,
                    new_answers,
                    new_register,
                    form=written_as,
                    applied=applied,
                    target=target,
                    as_of=instant,
                    pauses=pauses,
                    with_parts=with_parts,
                    language=lang.value,
                    report=report,
                )
        except OSError as error:
            raise _unwritable(answers, error) from None
    _summarise(done, answers, register, lang, form)
    if done.rejects:
        raise typer.Exit(PROBLEMS_FOUND)


@contextmanager
def _nothing_written() -> Iterator[None]:
    """Keep the exit code 1 for rejects: whatever stops the run is wrong use."""
    try:
        yield
    except typer.Exit:
        raise typer.Exit(WRONG_USE) from None


def _check_places(read: tuple[Path, ...], answers: Path, register: Path) -> None:
    """Refuse to write where the run would end in vain, hours later perhaps."""
    taken = {*map(realpath, read)}
    for written in (answers, register):
        if realpath(written) in taken:
            raise ColumnsError.of("PSP775", name=str(written))
        if written.is_dir():
            raise _unwritable(written, OSError(errno.EISDIR, ""))
        if not written.parent.is_dir():
            raise _unwritable(written, OSError(errno.ENOENT, ""))
        taken.add(realpath(written))


def _unwritable(file: Path, error: OSError) -> ColumnsError:
    return ColumnsError.of("PSP907", file=str(file), name=str(file), cause=cause_of(error))


@contextmanager
def _progress(lang: Lang) -> Iterator["Report"]:
    """Show, on a terminal only, how far the run is, its rows per second and the time left."""
    out = Console(stderr=True)
    if not out.is_terminal:
        yield lambda _rows, _share: None
        return
    columns = (BarColumn(), TaskProgressColumn(), TextColumn(_RATE[lang.value]), TimeRemainingColumn())
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task("", total=1.0, rate="-")
        started = monotonic()

        def report(rows: int, share: float) -> None:
            rate = rows / max(monotonic() - started, 1e-6)
            progress.update(task, completed=share, rate=write_number(round(rate), lang.value))

        yield report


def _summarise(done: "Bulk", answers: Path, register: Path, lang: Lang, form: Format) -> None:
    if form is Format.JSON:
        files = {"answers": str(answers), "rejects_file": str(register)}
        counts = {"rows": done.rows, "rejects": done.rejects, "lost_pauses": done.lost_pauses}
        print_json({**counts, **files})
        return
    text = _DONE.format(rows=done.rows, rejects=done.rejects, answers=answers, register=register)
    console().print(say(text, lang))
    if done.lost_pauses:
        console().print(say(_LOST.format(count=done.lost_pauses), lang))
