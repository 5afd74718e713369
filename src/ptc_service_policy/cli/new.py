"""``ptc-policy new``: a version to edit."""

from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.cli.bilingual import also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import VERSION, FolderOption, Format, Lang, LangOption, StartOption
from ptc_service_policy.cli.printing import console, reporting, say
from ptc_service_policy.text import LocalizedText

_STARTED = LocalizedText(
    fr="{folder} est une copie de {start}. Modifiez-la, puis vérifiez-la avec `ptc-policy check {folder}`.",
    en="{folder} is a copy of {start}. Edit it, then check it with `ptc-policy check {folder}`.",
)


@also_in_french("Copier une version pour la modifier sous un nouveau numéro.")
def new(
    version: Annotated[
        str,
        typer.Argument(
            metavar=VERSION,
            help=told(
                fr="La nouvelle version : MAJEURE.MINEURE.CORRECTIVE.",
                en="The new version, MAJOR.MINOR.PATCH.",
            ),
        ),
    ],
    start: StartOption = None,
    folder: FolderOption = Path("policies"),
    lang: LangOption = Lang.EN,
) -> None:
    """Copy a version to edit it under a new number."""
    with reporting(lang, Format.TEXT):
        started = start_version(folder, version, start)
    console().print(say(_STARTED.format(folder=started.folder, start=started.start), lang))
