"""``ptc-policy check``: every problem of an edit."""

from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.cli.options import Format, FormatOption, Lang, LangOption
from ptc_service_policy.cli.printing import PROBLEMS_FOUND, console, print_problems
from ptc_service_policy.loading.versions import examine_policies
from ptc_service_policy.text import LocalizedText

_FINE = LocalizedText(fr="Aucun problème dans {folder}.", en="No problem in {folder}.")
_FOUND = LocalizedText(fr="Nombre de problèmes : {count}.", en="Problems found: {count}.")


def check(
    folder: Annotated[
        Path, typer.Argument(help="The folder of one version, or of all versions.", show_default=True)
    ] = Path("policies"),
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Find every problem of a policy folder: each file by its schema, then all files together."""
    problems = examine_policies(folder, called=str(folder))
    print_problems(problems, lang, form)
    if form is Format.TEXT:
        template = _FOUND if problems else _FINE
        console().print(template.format(folder=folder, count=len(problems))[lang.value])
    if problems:
        raise typer.Exit(PROBLEMS_FOUND)
