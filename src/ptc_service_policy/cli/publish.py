"""``ptc-policy publish``: a version that never changes again."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from ptc_service_policy.authoring.publishing import ALL, Governed, publish_version
from ptc_service_policy.cli import options
from ptc_service_policy.cli.options import Format, FormatOption, Lang, LangOption
from ptc_service_policy.cli.printing import console, print_json, reporting
from ptc_service_policy.text import LocalizedText

_PUBLISHED = LocalizedText(
    fr="La version {version} est publiée : {digest}.", en="Version {version} is published: {digest}."
)
_PUBLISHED_BEFORE = LocalizedText(
    fr="La version {version} était déjà publiée, à l'identique : {digest}.",
    en="Version {version} was already published, unchanged: {digest}.",
)

_TOGETHER = LocalizedText(
    fr="--new-contracts et --others vont ensemble", en="--new-contracts and --others go together"
)


def publish(
    version: Annotated[str, typer.Argument(help="The version to publish, MAJOR.MINOR.PATCH.")],
    folder: Annotated[Path, typer.Option("--folder", help="The folder of all versions.")] = Path("policies"),
    new_contracts: Annotated[
        str | None,
        typer.Option(
            help="The contracts that it governs from their signature: a first day, always or never."
        ),
    ] = None,
    others: Annotated[
        str | None,
        typer.Option(help="What becomes of all other contracts: the day on which they move, stay or none."),
    ] = None,
    at_renewal: Annotated[
        bool, typer.Option("--at-renewal", help="The others move on their first renewal from that day on.")
    ] = False,
    fail_under: Annotated[
        float,
        typer.Option(min=0, max=100, help="How many per cent of the cells scenarios must test."),
    ] = ALL,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Publish a version, after all checks and scenarios: from then on it never changes."""
    governed = _governed(new_contracts, others, lang, at_renewal=at_renewal)
    with reporting(lang, form):
        done = publish_version(folder, version, governed, recorded=options.today(), fail_under=fail_under)
    if form is Format.JSON:
        print_json({"version": done.version, "digest": done.digest, "is_new": done.is_new})
        return
    template = _PUBLISHED if done.is_new else _PUBLISHED_BEFORE
    console().print(template.format(version=done.version, digest=done.digest)[lang.value])


def _governed(
    new_contracts: str | None, others: str | None, lang: Lang, *, at_renewal: bool
) -> Governed | None:
    if new_contracts is None and others is None and not at_renewal:
        return None
    if new_contracts is None or others is None:
        missing = "--new-contracts" if new_contracts is None else "--others"
        raise typer.BadParameter(_TOGETHER[lang.value], param_hint=missing)
    new: Any = _day_or(new_contracts, ("always", "never"), "--new-contracts")
    rest: Any = _day_or(others, ("stay", "none"), "--others")
    if at_renewal and not isinstance(rest, date):
        raise typer.BadParameter("--others YYYY-MM-DD", param_hint="--at-renewal")
    return Governed(new, rest, at_renewal)


def _day_or(written: str, words: tuple[str, ...], option: str) -> date | str:
    if written in words:
        return written
    try:
        return date.fromisoformat(written)
    except ValueError:
        known = ", ".join(("YYYY-MM-DD", *words))
        raise typer.BadParameter(known, param_hint=option) from None
