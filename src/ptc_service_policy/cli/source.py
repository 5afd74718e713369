"""``ptc-policy source``: the bridge between a policy and the service description that it encodes."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.source.check import check_description
from ptc_service_policy.authoring.source.draft import draft_version
from ptc_service_policy.authoring.source.encoded import EncodedPolicy
from ptc_service_policy.authoring.source.refusal import RefusedDescriptionError
from ptc_service_policy.cli.options import Format, FormatOption, Lang, LangOption
from ptc_service_policy.cli.printing import (
    PROBLEMS_FOUND,
    console,
    print_json,
    print_problems,
    reporting,
)
from ptc_service_policy.cli.reports.json_records import record_of
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.loading.versions import newest_version
from ptc_service_policy.text import LocalizedText

app = typer.Typer(help="Compare a service description with a policy, or draft a version from it.")

_AGREE = LocalizedText(
    fr="Le document {file} et la politique {policy} concordent.",
    en="The document {file} and the policy {policy} agree.",
)
_FOUND = LocalizedText(fr="Nombre d'écarts : {count}.", en="Differences found: {count}.")
_DRAFTED = LocalizedText(
    fr="Projet écrit dans {folder}. Faits modifiés : {changed}. Lacunes à combler : {gaps}.",
    en="Draft written to {folder}. Facts changed: {changed}. Gaps to fill: {gaps}.",
)

FileArgument = Annotated[Path, typer.Argument(help="The description: text (.txt) or Word (.docx).")]


@app.command(name="check")
def check(
    file: FileArgument,
    policy: Annotated[
        Path | None,
        typer.Option("--policy", help="The folder of a version; the newest published if left out."),
    ] = None,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Report every difference between a service description and a policy."""
    with _reporting(lang, form):
        encoded = _read_policy(policy)
        problems = check_description(file, str(file), encoded)
    print_problems(problems, lang, form)
    if form is Format.TEXT:
        template = _FOUND if problems else _AGREE
        values = {"file": file, "policy": encoded.files.policy.version, "count": len(problems)}
        console().print(template.format(**values)[lang.value])
    if problems:
        raise typer.Exit(PROBLEMS_FOUND)


@app.command(name="draft")
def draft(
    file: FileArgument,
    version: Annotated[str, typer.Option("--version", help="The version of the draft, such as 1.1.0.")],
    base: Annotated[
        Path | None,
        typer.Option(
            "--from", help="The folder of the version to carry over; the newest published if left out."
        ),
    ] = None,
    into: Annotated[
        Path, typer.Option("--into", help="The folder that the draft's own is put in.", show_default=True)
    ] = Path("policies"),
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Write the folder of a draft version: facts from the description, the rest carried over."""
    with _reporting(lang, form):
        written = draft_version(file, str(file), _read_policy(base), version, into)
    if form is Format.JSON:
        gaps = [record_of(problem) for problem in written.gaps]
        print_json({"folder": str(written.folder), "changed": written.changed, "gaps": gaps})
        return
    print_problems(written.gaps, lang, form)
    values = {"folder": written.folder, "changed": written.changed, "gaps": len(written.gaps)}
    console().print(_DRAFTED.format(**values)[lang.value])


def _read_policy(folder: Path | None) -> EncodedPolicy:
    if folder is not None:
        return EncodedPolicy.read(folder, str(folder))
    policies = shipped("policies")
    version = newest_version(policies)
    home: Traversable = policies.joinpath(version)
    return EncodedPolicy.read(home, f"policies/{version}")


@contextmanager
def _reporting(lang: Lang, form: Format) -> Iterator[None]:
    """Report as all commands do; a description that is refused is a problem found, not a wrong use."""
    with reporting(lang, form):
        try:
            yield
        except RefusedDescriptionError as error:
            print_problems(error.problems, lang, form, to_stderr=form is Format.TEXT)
            raise typer.Exit(PROBLEMS_FOUND) from None
