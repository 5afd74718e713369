"""``ptc-policy schema``: the schemas of the files that people edit."""

from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.offered_ids import OfferedIds, read_offered_ids
from ptc_service_policy.authoring.schemas import SCHEMA_MODELS, schema_of, write_schema
from ptc_service_policy.errors import suggest
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.loading.versions import CALENDARS, newest_version


def schema(
    name: Annotated[
        str | None, typer.Argument(help="One file, such as offerings; all names if left out.")
    ] = None,
    write: Annotated[Path | None, typer.Option("--write", help="Write all schemas into this folder.")] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--for",
            exists=True,
            file_okay=False,
            help="Offer the ids of this version's folder; those of the newest published one if left out.",
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of one kind of file, list the names, or write all schemas into a folder."""
    if write is not None:
        ids = _ids_of(folder)
        write.mkdir(parents=True, exist_ok=True)
        for each, model in SCHEMA_MODELS.items():
            text = write_schema(schema_of(each, model, ids))
            write.joinpath(f"{each}.schema.json").write_text(text, "utf-8")
    elif name is None:
        typer.echo("\n".join(SCHEMA_MODELS))
    elif name in SCHEMA_MODELS:
        typer.echo(write_schema(schema_of(name, SCHEMA_MODELS[name], _ids_of(folder))), nl=False)
    else:
        raise typer.BadParameter(suggest(name, SCHEMA_MODELS)["en"], param_hint="NAME")


def _ids_of(folder: Path | None) -> OfferedIds:
    """Read the ids that editors offer: those of a folder, or of the newest published version."""
    if folder is not None:
        return read_offered_ids(folder)
    policies = shipped("policies")
    return read_offered_ids(policies.joinpath(newest_version(policies)), policies.joinpath(CALENDARS))
