"""Options that several commands share, and the values that they read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from ptc_service_policy.cli.bilingual import WrongUse
from ptc_service_policy.cli.help import LANGUAGE_VARIABLE, told
from ptc_service_policy.cli.reports import ReportFormat
from ptc_service_policy.errors import suggest
from ptc_service_policy.evaluation.load import load_policy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics import reading


class Lang(StrEnum):
    """The languages of the policies."""

    FR = "fr"
    EN = "en"


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


def _readers(ctx: typer.Context, given: Lang) -> Lang:
    """Return the language that is asked for anywhere on the line, which errors and help are in."""
    return given if ctx.obj is None else Lang(ctx.obj)


E = TypeVar("E", bound=StrEnum)


def one_of(choices: type[E]) -> Callable[[str], E]:
    """Return what reads one of the values of an enumeration."""

    def read(text: str) -> E:
        try:
            return choices(text)
        except ValueError:
            raise WrongUse(suggest(text, [*choices])) from None

    return read


DATE = told(fr="AAAA-MM-JJ", en="YYYY-MM-DD")
FILE = told(fr="FICHIER", en="FILE")
FOLDER = told(fr="DOSSIER", en="FOLDER")
INSTANT = told(fr="INSTANT", en="INSTANT")
OFFERING = told(fr="OFFRE", en="OFFERING")
PER_CENT = told(fr="POURCENTAGE", en="PER-CENT")
VERSION = told(fr="VERSION", en="VERSION")

NAME_VALUE = LocalizedText(fr="NOM=VALEUR", en="NAME=VALUE")
_PER_CENT = LocalizedText(fr="Indiquez un nombre de 0 à 100.", en="Give a number from 0 to 100.")

LangOption = Annotated[
    Lang,
    typer.Option(
        "--lang",
        envvar=LANGUAGE_VARIABLE,
        parser=one_of(Lang),
        callback=_readers,
        metavar="fr|en",
        help=told(fr="La langue de ce qui s'affiche.", en="The language of what is shown."),
    ),
]
FormatOption = Annotated[
    Format,
    typer.Option(
        "--format",
        parser=one_of(Format),
        metavar="text|json",
        help=told(
            fr="text pour les lecteurs, json pour les programmes.", en="text for people, json for programs."
        ),
    ),
]
ReportFormatOption = Annotated[
    ReportFormat,
    typer.Option(
        "--format",
        parser=one_of(ReportFormat),
        metavar="text|json|sarif|junit",
        help=told(
            fr="text pour les lecteurs ; json, sarif ou junit (XML) pour les programmes.",
            en="text for people; json, sarif or junit (XML) for programs.",
        ),
    ),
]
StrictOption = Annotated[
    bool,
    typer.Option(
        "--strict",
        help=told(fr="Échouer aussi en cas d'avertissement.", en="Fail on warnings, too."),
    ),
]
FolderOption = Annotated[
    Path,
    typer.Option(
        "--folder",
        metavar=FOLDER,
        help=told(fr="Le dossier de toutes les versions.", en="The folder of all versions."),
    ),
]
StartOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=VERSION,
        help=told(
            fr="La version à reprendre ; à défaut, la plus récente.",
            en="The version to start from; the newest if left out.",
        ),
    ),
]
VersionOption = Annotated[
    str | None,
    typer.Option(
        "--policy-version",
        metavar=VERSION,
        help=told(
            fr="Une version publiée ; à défaut, la plus récente.",
            en="A published version; the newest if left out.",
        ),
    ),
]
PathOption = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        metavar=FOLDER,
        help=told(
            fr="Le dossier d'une version, à la place d'une version publiée.",
            en="The folder of a version, in place of a published one.",
        ),
    ),
]


def today() -> date:
    """Return today's date where the command runs; nothing further in reads a clock."""
    return date.today()  # noqa: DTZ011 - the owner's own day is meant


def choose_policy(version: str | None, path: Path | None) -> Policy:
    """Load the policy that the options choose."""
    return load_policy(version, path=path)


@contextmanager
def readable(option: str | None = None) -> Iterator[None]:
    """Refuse, as wrong use of an option, what cannot be read."""
    try:
        yield
    except reading.UnreadableError as error:
        raise WrongUse(error.said, option) from None


def read_instant(text: str) -> datetime:
    """Read an instant: ISO 8601 with an offset, or with a zone in brackets as in RFC 9557."""
    with readable():
        return reading.read_instant(text)


def read_date(text: str) -> date:
    """Read a date, YYYY-MM-DD."""
    with readable():
        return reading.read_date(text)


def read_percent(text: str) -> float:
    """Read a percentage."""
    with suppress(ValueError):
        if 0 <= (percent := float(text)) <= 100:
            return percent
    raise WrongUse(_PER_CENT)


def read_pairs(texts: Iterable[str], option: str, form: LocalizedText) -> list[tuple[str, str]]:
    """Read what a repeatable option says of several names; ``form`` is shown where it is not NAME=VALUE."""
    with readable(option):
        return reading.read_pairs(texts, form)
