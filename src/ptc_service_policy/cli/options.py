"""Options that several commands share, and the values that they read."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ptc_service_policy.evaluation.load import load_policy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.topics import reading


class Lang(StrEnum):
    """The languages of the policies."""

    FR = "fr"
    EN = "en"


class Format(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


LangOption = Annotated[
    Lang, typer.Option("--lang", envvar="PTC_POLICY_LANG", help="Language: fr or en / langue : fr ou en.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="text for people, json for programs.")]
VersionOption = Annotated[
    str | None, typer.Option("--policy-version", help="A published version; the newest if left out.")
]
PathOption = Annotated[
    Path | None, typer.Option("--policy", help="The folder of a version, in place of a published one.")
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
        raise typer.BadParameter(str(error), param_hint=option) from None


def read_instant(text: str) -> datetime:
    """Read an instant: ISO 8601 with an offset, or with a zone in brackets as in RFC 9557."""
    with readable():
        return reading.read_instant(text)


def read_date(text: str) -> date:
    """Read a date, YYYY-MM-DD."""
    with readable():
        return reading.read_date(text)


def read_pairs(texts: Iterable[str], option: str, form: str) -> list[tuple[str, str]]:
    """Read what a repeatable option says of several names; ``form`` is shown where it is not NAME=VALUE."""
    with readable(option):
        return reading.read_pairs(texts, form)
