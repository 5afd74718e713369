"""``ptc-policy new``: a version to edit."""

from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.publishing import start_version
from ptc_service_policy.cli.options import Format, Lang, LangOption
from ptc_service_policy.cli.printing import console, reporting
from ptc_service_policy.text import LocalizedText

_STARTED = LocalizedText(
    fr="{folder} est une copie de {start}. Modifiez-la, puis vérifiez-la avec `ptc-policy check {folder}`.",
    en="{folder} is a copy of {start}. Edit it, then check it with `ptc-policy check {folder}`.",
)


def new(
    version: Annotated[str, typer.Argument(help="The new version, MAJOR.MINOR.PATCH.")],
    start: Annotated[
        str | None, typer.Option("--from", help="The version to copy; the newest if left out.")
    ] = None,
    folder: Annotated[Path, typer.Option("--folder", help="The folder of all versions.")] = Path("policies"),
    lang: LangOption = Lang.EN,
) -> None:
    """Copy a version to edit it under a new number."""
    with reporting(lang, Format.TEXT):
        started = start_version(folder, version, start)
    console().print(_STARTED.format(folder=started.folder, start=started.start)[lang.value])
