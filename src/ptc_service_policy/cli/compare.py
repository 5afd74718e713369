"""``ptc-policy answer compare``: what a move to another offering changes."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ptc_service_policy.cli.bilingual import WrongUse, also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import (
    FILE,
    OFFERING,
    Format,
    FormatOption,
    Lang,
    LangOption,
    PathOption,
    VersionOption,
    choose_policy,
)
from ptc_service_policy.cli.printing import console, print_json, print_translated, reporting, say
from ptc_service_policy.cli.terms import Terms
from ptc_service_policy.evaluation.comparison import EFFECTS
from ptc_service_policy.model.plain import plain
from ptc_service_policy.text import LocalizedText

_NEITHER = LocalizedText(
    fr="Indiquez l'offre de départ, avec `--offering` ou `--contract`.",
    en="Name the offering to start from, with `--offering` or `--contract`.",
)


@also_in_french("Montrer ce que le passage d'une offre à une autre ajoute, améliore, modifie et retire.")
def compare(
    other: Annotated[
        str,
        typer.Argument(
            metavar=OFFERING,
            help=told(
                fr="La nouvelle offre, par exemple premium.", en="The offering to move to, such as premium."
            ),
        ),
    ],
    offering: Annotated[
        str | None,
        typer.Option(metavar=OFFERING, help=told(fr="L'offre de départ.", en="The offering to move from.")),
    ] = None,
    contract: Annotated[
        Path | None,
        typer.Option(
            metavar=FILE,
            help=told(fr="Le contrat dont c'est l'offre.", en="The contract whose offering it is."),
        ),
    ] = None,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
    version: VersionOption = None,
    path: PathOption = None,
) -> None:
    """Show what a move from one offering to another adds, improves, changes and takes away."""
    if offering is None and contract is None:
        raise WrongUse(_NEITHER)
    with reporting(lang, form):
        before = offering or Terms(contract, {}).contract().offering
        policy = choose_policy(version, path)
        comparison = policy.compare(before, other)
    if form is Format.JSON:
        print_json(plain(comparison))
        return
    for difference in comparison.differences:
        effect = say(EFFECTS[difference.effect], lang)
        console().print(Text.assemble((effect, "bold"), f". {say(difference.reason, lang)}"))
    print_translated(policy.files.source.document.language, lang)
