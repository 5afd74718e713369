"""``ptc-policy publish``: a version that never changes again."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from ptc_service_policy.authoring.publishing import ALL, Governed, publish_version
from ptc_service_policy.cli import options
from ptc_service_policy.cli.bilingual import WrongUse, also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import (
    PER_CENT,
    VERSION,
    FolderOption,
    Format,
    FormatOption,
    Lang,
    LangOption,
    read_percent,
)
from ptc_service_policy.cli.printing import console, print_json, reporting, say
from ptc_service_policy.text import LocalizedText

_PUBLISHED = LocalizedText(
    fr="La version {version} est publiée : {digest}.", en="Version {version} is published: {digest}."
)
_PUBLISHED_BEFORE = LocalizedText(
    fr="La version {version} était déjà publiée, à l'identique : {digest}.",
    en="Version {version} was already published, unchanged: {digest}.",
)

_NEEDS_A_DAY = LocalizedText(
    fr="Il faut un jour dans `--others`, AAAA-MM-JJ.", en="`--others` must name a day, YYYY-MM-DD."
)
_DAY_OR = LocalizedText(fr="Valeurs possibles : AAAA-MM-JJ, {words}.", en="Choose from: YYYY-MM-DD, {words}.")
_TOGETHER = LocalizedText(
    fr="`--new-contracts` et `--others` vont ensemble.", en="`--new-contracts` and `--others` go together."
)


@also_in_french(
    "Publier une version, après toutes les vérifications et tous les scénarios : dès lors, "
    "elle ne change plus."
)
def publish(
    version: Annotated[
        str,
        typer.Argument(
            metavar=VERSION,
            help=told(
                fr="La version à publier : MAJEURE.MINEURE.CORRECTIVE.",
                en="The version to publish, MAJOR.MINOR.PATCH.",
            ),
        ),
    ],
    folder: FolderOption = Path("policies"),
    new_contracts: Annotated[
        str | None,
        typer.Option(
            metavar=told(fr="JOUR|always|never", en="DAY|always|never"),
            help=told(
                fr="Les contrats qu'elle régit dès leur signature : un premier jour, always (tous) "
                "ou never (aucun).",
                en="The contracts that it governs from their signature: a first day, always or never.",
            ),
        ),
    ] = None,
    others: Annotated[
        str | None,
        typer.Option(
            metavar=told(fr="JOUR|stay|none", en="DAY|stay|none"),
            help=told(
                fr="Le sort des autres contrats : le jour de leur passage, stay (ils restent) "
                "ou none (il n'y en a pas).",
                en="What becomes of all other contracts: the day on which they move, stay or none.",
            ),
        ),
    ] = None,
    at_renewal: Annotated[
        bool,
        typer.Option(
            "--at-renewal",
            help=told(
                fr="Les autres passent à leur premier renouvellement à compter de ce jour.",
                en="The others move on their first renewal on or after that day.",
            ),
        ),
    ] = False,
    fail_under: Annotated[
        float,
        typer.Option(
            parser=read_percent,
            metavar=PER_CENT,
            help=told(
                fr="La part des cellules, en pour cent, que les scénarios doivent vérifier.",
                en="How many per cent of the cells scenarios must test.",
            ),
        ),
    ] = ALL,
    same_meaning: Annotated[
        bool,
        typer.Option(
            "--same-meaning",
            help=told(
                fr="Les textes reformulés gardent le même sens : sauf version majeure, il faut le dire.",
                en="The texts that are worded differently mean the same: not needed of a major version.",
            ),
        ),
    ] = False,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Publish a version, after all checks and scenarios: from then on it never changes."""
    governed = _governed(new_contracts, others, at_renewal=at_renewal)
    with reporting(lang, form):
        done = publish_version(
            folder,
            version,
            governed,
            recorded=options.today(),
            fail_under=fail_under,
            same_meaning=same_meaning,
        )
    if form is Format.JSON:
        print_json({"version": done.version, "digest": done.digest, "is_new": done.is_new})
        return
    template = _PUBLISHED if done.is_new else _PUBLISHED_BEFORE
    console().print(say(template.format(version=done.version, digest=done.digest), lang))


def _governed(new_contracts: str | None, others: str | None, *, at_renewal: bool) -> Governed | None:
    if new_contracts is None and others is None and not at_renewal:
        return None
    if new_contracts is None or others is None:
        missing = "--new-contracts" if new_contracts is None else "--others"
        raise WrongUse(_TOGETHER, missing)
    new: Any = _day_or(new_contracts, ("always", "never"), "--new-contracts")
    rest: Any = _day_or(others, ("stay", "none"), "--others")
    if at_renewal and not isinstance(rest, date):
        raise WrongUse(_NEEDS_A_DAY, "--at-renewal")
    return Governed(new, rest, at_renewal)


def _day_or(written: str, words: tuple[str, ...], option: str) -> date | str:
    if written in words:
        return written
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise WrongUse(_DAY_OR.format(words=", ".join(words)), option) from None
