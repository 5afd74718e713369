"""``ptc-policy calendar``: the holiday calendars of the policies, frozen and locked."""

import re
from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.authoring.publishing import freeze_holidays, lock_as_they_are
from ptc_service_policy.cli.bilingual import Command, Group, WrongUse, also_in_french
from ptc_service_policy.cli.help import told
from ptc_service_policy.cli.options import FolderOption, Format, FormatOption, Lang, LangOption
from ptc_service_policy.cli.printing import console, print_json, reporting, say
from ptc_service_policy.loading.command_hints import folder_option
from ptc_service_policy.model.plain import plain
from ptc_service_policy.text import LocalizedText

_YEARS = LocalizedText(fr="Indiquez des années, par exemple 2026-2035.", en="Give years, such as 2026-2035.")
_FROZEN = LocalizedText(
    fr="{file} contient les jours fériés de {place}. Relisez-le, puis verrouillez-le : "
    "`ptc-policy calendar lock {name}{within}`.",
    en="{file} holds the public holidays of {place}. Read it, then lock it: "
    "`ptc-policy calendar lock {name}{within}`.",
)
_LOCKED = LocalizedText(
    fr="Le calendrier {name} est verrouillé : {digest}.", en="The calendar {name} is locked: {digest}."
)
_LOCKED_ANEW = LocalizedText(
    fr="Le calendrier {name} est verrouillé : {digest}, au lieu de {before}.",
    en="The calendar {name} is locked: {digest}, in place of {before}.",
)
_NOTHING = LocalizedText(
    fr="Rien à verrouiller : les calendriers sont tels qu'ils ont été verrouillés.",
    en="Nothing to lock: the calendars are as they were locked.",
)

app = typer.Typer(cls=Group, no_args_is_help=True)


@app.callback(
    help=told(
        fr="Figer et verrouiller les calendriers de jours fériés des politiques.",
        en="Freeze and lock the holiday calendars of the policies.",
    )
)
def _calendar(lang: LangOption = Lang.EN) -> None:
    pass


def _read_years(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", text)
    if found is None:
        raise WrongUse(_YEARS, "--years")
    return int(found[1]), int(found[2] or found[1])


@app.command(name="freeze", cls=Command)
@also_in_french(
    "Inscrire les jours fériés de certaines années dans un calendrier qu'aucune mise à jour ne modifie."
)
def freeze(
    place: Annotated[
        str,
        typer.Argument(
            metavar=told(fr="PAYS", en="COUNTRY"),
            help=told(fr="Un pays (FR) ou une région (US-CA).", en="A country (FR) or a region (US-CA)."),
        ),
    ],
    years: Annotated[
        str,
        typer.Option(
            "--years",
            metavar=told(fr="ANNÉES", en="YEARS"),
            help=told(fr="Les années, par exemple 2026-2035.", en="The years, such as 2026-2035."),
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="ID",
            help=told(
                fr="L'identifiant du calendrier ; à défaut, celui du pays.",
                en="The id of the calendar; that of the country if left out.",
            ),
        ),
    ] = None,
    folder: FolderOption = Path("policies"),
    lang: LangOption = Lang.EN,
) -> None:
    """Write the public holidays of some years as a calendar, which no update of a package changes."""
    first, last = _read_years(years)
    with reporting(lang, Format.TEXT):
        file = freeze_holidays(folder, place, first, last, name)
    within = folder_option(str(folder))
    console().print(say(_FROZEN.format(file=file, place=place, name=file.stem, within=within), lang))


@app.command(name="lock", cls=Command)
@also_in_french(
    "Verrouiller les calendriers de jours fériés tels qu'ils sont : dès lors, aucune modification ne passe "
    "inaperçue."
)
def lock(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=told(fr="[ID]...", en="[ID]..."),
            help=told(fr="Les calendriers ; à défaut, tous.", en="The calendars; all of them if left out."),
        ),
    ] = None,
    folder: FolderOption = Path("policies"),
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
) -> None:
    """Lock holiday calendars as they are: from then on no change to one passes unnoticed."""
    with reporting(lang, form):
        done = lock_as_they_are(folder, names or ())
    if form is Format.JSON:
        print_json(plain(done))
        return
    out = console()
    for each in done:
        template = _LOCKED if each.before is None else _LOCKED_ANEW
        out.print(say(template.format(name=each.name, digest=each.digest, before=each.before), lang))
    if not done:
        out.print(say(_NOTHING, lang))
