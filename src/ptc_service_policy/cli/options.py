"""Options that several commands share, and the values that they read."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from ptc_service_policy.evaluation.load import load_policy
from ptc_service_policy.evaluation.policy import Policy

_INSTANT_IN_ZONE = re.compile(r"(?P<instant>[^\[\]]+)\[(?P<zone>[^\[\]]+)\]")


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


def choose_policy(version: str | None, path: Path | None) -> Policy:
    """Load the policy that the options choose."""
    return load_policy(version, path=path)


def read_instant(text: str) -> datetime:
    """Read an instant: ISO 8601 with an offset, or with a zone in brackets as in RFC 9557.

    A text without either is read as it stands; whoever needs the zone refuses it.
    """
    in_zone = _INSTANT_IN_ZONE.fullmatch(text)
    try:
        if in_zone is None:
            return datetime.fromisoformat(text)
        instant, zone = datetime.fromisoformat(in_zone["instant"]), ZoneInfo(in_zone["zone"])
    except (ValueError, OSError, LookupError):
        raise typer.BadParameter(
            f"{text!r}: 2026-04-03T16:30+02:00, 2026-04-03T16:30[Europe/Paris]"
        ) from None
    return instant.astimezone(zone) if instant.tzinfo else instant.replace(tzinfo=zone)


def read_date(text: str) -> date:
    """Read a date, YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r}: YYYY-MM-DD") from None


def read_pairs(texts: Iterable[str], option: str, form: str) -> list[tuple[str, str]]:
    """Read what a repeatable option says of several names; ``form`` is shown where it is not NAME=VALUE."""
    pairs = [text.partition("=") for text in texts]
    for name, equals, _ in pairs:
        if not equals:
            raise typer.BadParameter(f"{name!r}: {form}", param_hint=option)
    return [(name, value) for name, _, value in pairs]
