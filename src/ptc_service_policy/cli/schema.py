"""``ptc-policy schema``: the schemas of the files that people edit."""

from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.schemas import SCHEMA_MODELS, schema_of, write_schema
from ptc_service_policy.errors import suggest


def schema(
    name: Annotated[
        str | None, typer.Argument(help="One file, such as offerings; all names if left out.")
    ] = None,
    write: Annotated[Path | None, typer.Option("--write", help="Write all schemas into this folder.")] = None,
) -> None:
    """Print the JSON Schema of one kind of file, list the names, or write all schemas into a folder."""
    if write is not None:
        write.mkdir(parents=True, exist_ok=True)
        for each, model in SCHEMA_MODELS.items():
            write.joinpath(f"{each}.schema.json").write_text(write_schema(schema_of(each, model)), "utf-8")
    elif name is None:
        typer.echo("\n".join(SCHEMA_MODELS))
    elif name in SCHEMA_MODELS:
        typer.echo(write_schema(schema_of(name, SCHEMA_MODELS[name])), nl=False)
    else:
        raise typer.BadParameter(suggest(name, SCHEMA_MODELS)["en"], param_hint="NAME")
