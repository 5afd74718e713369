"""``ptc-policy publish``: a version that never changes again."""

from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.publishing import publish_version
from ptc_service_policy.cli.options import Format, FormatOption, Lang, LangOption
from ptc_service_policy.cli.printing import console, print_json, reporting
from ptc_service_policy.text import LocalizedText

_PUBLISHED = LocalizedText(
    fr="La version {version} est publiée : {digest}.", en="Version {version} is published: {digest}."
)
_PUBLISHED_BEFORE = LocalizedText(
    fr="La version {version} était déjà publiée, à l'identique : {digest}.",
    en="Version {version} was published already, and is the same: {digest}.",
)


def publish(
    version: Annotated[str, typer.Argument(help="The version to publish, MAJOR.MINOR.PATCH.")],
    folder: Annotated[Path, typer.Option("--folder", help="The folder of all versions.")] = Path("policies"),
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Publish a version, after all checks: from then on it never changes."""
    with reporting(lang, form):
        done = publish_version(folder, version)
    if form is Format.JSON:
        print_json({"version": done.version, "digest": done.digest, "is_new": done.is_new})
        return
    template = _PUBLISHED if done.is_new else _PUBLISHED_BEFORE
    console().print(template.format(version=done.version, digest=done.digest)[lang.value])
