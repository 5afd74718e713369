"""``ptc-policy schema``: the schemas of the files that people edit."""

from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.offered_ids import OfferedIds, read_offered_ids
from ptc_service_policy.authoring.schemas import SCHEMA_MODELS, schema_of, write_schema
from ptc_service_policy.authoring.writing import make_folder, write_atomically
from ptc_service_policy.cli.bilingual import WrongUse, also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import FOLDER, Format, Lang, LangOption
from ptc_service_policy.cli.printing import reporting, tell
from ptc_service_policy.errors import suggest
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.loading.versions import CALENDARS, newest_version
from ptc_service_policy.text import LocalizedText

_NO_FOLDER = LocalizedText(fr="Ce dossier n'existe pas.", en="There is no such folder.")


def _read_folder(text: str) -> Path:
    if not (folder := Path(text)).is_dir():
        raise WrongUse(_NO_FOLDER)
    return folder


@also_in_french(
    "Afficher le schéma JSON d'un type de fichier, les énumérer, ou écrire tous les schémas dans un dossier."
)
def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=told(fr="NOM", en="NAME"),
            help=told(
                fr="Un fichier, par exemple offerings ; à défaut, tous les noms.",
                en="One file, such as offerings; all names if left out.",
            ),
        ),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write",
            metavar=FOLDER,
            help=told(
                fr="Écrire tous les schémas dans ce dossier.", en="Write all schemas into this folder."
            ),
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--for",
            metavar=FOLDER,
            parser=_read_folder,
            help=told(
                fr="Proposer les identifiants de ce dossier de version ; à défaut, ceux de la dernière "
                "publiée.",
                en="Offer the ids of this version's folder; those of the newest published one if left out.",
            ),
        ),
    ] = None,
    lang: LangOption = Lang.EN,
) -> None:
    """Print the JSON Schema of one kind of file, list the names, or write all schemas into a folder."""
    if write is not None:
        ids = _ids_of(folder)
        with reporting(lang, Format.TEXT):
            make_folder(write)
            for each, model in SCHEMA_MODELS.items():
                text = write_schema(schema_of(each, model, ids))
                write_atomically(write / f"{each}.schema.json", text.encode())
    elif name is None:
        tell("\n".join(SCHEMA_MODELS))
    elif name in SCHEMA_MODELS:
        tell(write_schema(schema_of(name, SCHEMA_MODELS[name], _ids_of(folder))), nl=False)
    else:
        raise WrongUse(suggest(name, [*SCHEMA_MODELS]), name)


def _ids_of(folder: Path | None) -> OfferedIds:
    """Read the ids that editors offer: those of a folder, or of the newest published version."""
    if folder is not None:
        return read_offered_ids(folder)
    policies = shipped("policies")
    return read_offered_ids(policies.joinpath(newest_version(policies)), policies.joinpath(CALENDARS))
